//! What lowering has to say so far, and near names at a bounded price.

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::source::Span;
use std::cell::{Cell, RefCell};

/// Names that all "did you mean" of a run may look at together: beyond it errors come without one.
const LOOKS: usize = 2_000_000;

/// Collects diagnostics; shared by all stages, so that none has to pass them on.
pub(super) struct Said {
    list: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    /// While set, forms that are not evaluated yet are not reported: something around them was.
    quiet: Cell<bool>,
    looks: Cell<usize>,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            list: RefCell::default(),
            errors: Cell::new(0),
            quiet: Cell::new(false),
            looks: Cell::new(LOOKS),
        }
    }
}

impl Said {
    /// Reports.
    pub fn say(&self, d: Diagnostic) {
        if d.is_input_error() {
            self.errors.set(self.errors.get() + 1);
        }
        self.list.borrow_mut().push(d);
    }

    /// Errors so far.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// The message of the first error after the first `n`.
    pub fn error_after(&self, n: usize) -> Option<String> {
        let list = self.list.borrow();
        let mut errors = list.iter().filter(|d| d.is_input_error()).skip(n);
        errors.next().map(|d| d.message.clone())
    }

    /// Says that a form is understood and not evaluated.
    pub fn not_yet(&self, span: Span, what: &str) {
        if self.quiet.get() {
            return;
        }
        self.say(
            Diagnostic::new(
                Code::NotEvaluatedYet,
                format!("{what} is understood, but not evaluated yet"),
            )
            .at(span, "not evaluated")
            .help("take it out, or put the commitment in a form that is evaluated, until a later version judges it"),
        );
    }

    /// Runs `look` for the errors in a part that is not evaluated as a whole.
    pub fn names_only<T>(&self, look: impl FnOnce() -> T) -> T {
        let before = self.quiet.replace(true);
        let out = look();
        self.quiet.set(before);
        out
    }

    /// The nearest of the candidates, as long as the run may still look.
    pub fn near<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let left = Cell::new(self.looks.get());
        let counted = candidates.into_iter().take_while(|_| {
            let some = left.get() > 0;
            left.set(left.get().saturating_sub(1));
            some
        });
        let found = did_you_mean(word, counted);
        self.looks.set(left.get());
        found
    }

    /// `did you mean …?`, or what else to do.
    pub fn help<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
        otherwise: impl FnOnce() -> String,
    ) -> String {
        match self.near(word, candidates) {
            Some(near) => format!("did you mean `{near}`?"),
            None => otherwise(),
        }
    }

    /// Two declarations of one part that do not agree.
    pub fn differs(&self, what: &str, again: Span, before: Span, help: &str) {
        self.say(
            Diagnostic::new(
                Code::PartDiffers,
                format!("this {what} differs from the one declared before"),
            )
            .at(again, "another value here")
            .at(before, "declared here")
            .help(help),
        );
    }

    /// Everything that was said.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}
