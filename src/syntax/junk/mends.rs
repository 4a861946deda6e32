//! Mends that are tried on a part that does not parse. Each is a small change of the text with the
//! fault that it would prove; one that makes the part parse, or moves the failure on, is taken.

use super::words::{self, HYPHENATED};
use super::{Edit, Fault, Form, Mender};
use crate::diag::Code;
use crate::syntax::token::Kind;

/// A change, and what it would show to be wrong.
#[derive(Debug, Clone)]
pub(super) struct Mend {
    pub edits: Vec<Edit>,
    pub fault: Fault,
    /// Whether it counts only where the part parses with it, not where it merely gets further.
    pub whole: bool,
}

impl Mend {
    /// A word written as another.
    pub fn misspelt(start: usize, end: usize, found: &str, keyword: &str) -> Self {
        Self {
            edits: vec![Edit::new(start, end, keyword)],
            fault: Fault::new(
                Code::MisspeltWord,
                start,
                end,
                format!("`{}` is no word of the language", words::clip(found)),
            )
            .label("misspelt")
            .help(format!("did you mean `{keyword}`?")),
            whole: false,
        }
    }

    pub fn new(edits: Vec<Edit>, fault: Fault) -> Self {
        Self {
            edits,
            fault,
            whole: false,
        }
    }

    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }
}

impl Mender<'_> {
    /// The mends worth a try on the tokens `i..j`, whose reading fails at the byte `at`.
    pub(super) fn mends(&self, form: Form, i: usize, j: usize, at: usize) -> Vec<Mend> {
        let m = self.tokens.partition_point(|t| t.end <= at).clamp(i, j);
        let mut out = Vec::new();
        self.numbers(i, j.min(m + 3), &mut out);
        self.dates(i, j.min(m + 2), &mut out);
        for k in m.saturating_sub(2).max(i)..(m + 1).min(j) {
            self.two_words(k, j, &mut out);
        }
        self.phrases(i, j, m, &mut out);
        // The failing word first, then those before it: a run of small words hides a misspelt one.
        for k in (m.saturating_sub(3).max(i)..(m + 1).min(j)).rev() {
            self.misspelt_word(k, m, &mut out);
        }
        self.list_of_targets(form, i, j, m, &mut out);
        self.capital(m, j, &mut out);
        self.text_without_marks(i, j, m, &mut out);
        self.comma(form, i, j, m, &mut out);
        self.sign(m, j, &mut out);
        self.full_stop(form, i, j, &mut out);
        out
    }

    /// Texts in the tokens `i..j` that have no end, or the wrong marks. These are certain.
    pub(super) fn unclosed(&self, i: usize, j: usize) -> Vec<Mend> {
        let mut out = Vec::new();
        for t in self.tokens.get(i..j).unwrap_or_default() {
            match t.kind {
                Kind::Text { closed: false } => out.push(Mend::new(
                    vec![Edit::new(t.end, t.end, "\"")],
                    Fault::new(
                        Code::UnclosedText,
                        t.start,
                        t.start + 1,
                        "this text has no end".to_owned(),
                    )
                    .label("opened here, never closed")
                    .help(
                        "write `\"` where the text ends; a `\"` inside it is written `\\\"`"
                            .to_owned(),
                    ),
                )),
                Kind::Curly => {
                    let text = self.text.get(t.start..t.end).unwrap_or("");
                    let first = text.chars().next().map_or(1, char::len_utf8);
                    let last = text.chars().next_back().map_or(1, char::len_utf8);
                    out.push(Mend::new(
                        vec![
                            Edit::new(t.start, t.start + first, "\""),
                            Edit::new(t.end - last, t.end, "\""),
                        ],
                        Fault::new(
                            Code::Unexpected,
                            t.start,
                            t.start + first,
                            "a text stands in straight quotation marks".to_owned(),
                        )
                        .help("write `\"` at both ends".to_owned()),
                    ));
                }
                _ => {}
            }
        }
        out
    }

    /// A fault between the part that begins at `before` and the tokens `i..j`: a comma is missing in
    /// a list, or a hyphen in a word.
    pub(super) fn between(&self, form: Form, before: usize, i: usize, j: usize) -> Option<Mend> {
        let (a, b) = (self.token(i.checked_sub(1)?)?, self.token(i)?);
        let (x, y) = (self.word(i - 1), self.word(i));
        let whole = format!("{x}-{y}");
        if HYPHENATED.contains(&whole.as_str()) {
            let mend = Mend::new(
                vec![Edit::new(a.end, b.start, "-")],
                Fault::new(
                    Code::MisspeltWord,
                    a.start,
                    b.end,
                    format!("`{x} {y}` is one word"),
                )
                .label("two words here")
                .help(format!("write `{whole}`")),
            );
            return self
                .attempt(form, before, j, &mend.edits)
                .is_ok()
                .then_some(mend);
        }
        let texts = matches!(a.kind, Kind::Text { .. }) && matches!(b.kind, Kind::Text { .. });
        let names = a.kind == Kind::Word && b.kind == Kind::Word;
        if !texts && !names {
            return None;
        }
        let mend = Mend::new(
            vec![Edit::new(a.end, a.end, ",")],
            Fault::new(
                Code::Unexpected,
                b.start,
                b.end,
                format!("`{}` is not expected here", words::clip(y)),
            )
            .help("a comma is missing before it".to_owned()),
        );
        self.attempt(form, before, j, &mend.edits)
            .is_ok()
            .then_some(mend)
    }
}
