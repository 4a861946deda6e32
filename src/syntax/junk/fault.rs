//! Faults of a text, and replacements in it.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Something wrong in the text, at a range of its bytes.
#[derive(Debug, Clone)]
pub(in crate::syntax) struct Fault {
    pub code: Code,
    pub start: usize,
    pub end: usize,
    pub message: String,
    pub label: String,
    pub help: String,
    /// A second place and what it has to do with it.
    pub also: Option<(usize, usize, &'static str)>,
}

impl Fault {
    pub fn new(code: Code, start: usize, end: usize, message: String) -> Self {
        Self {
            code,
            start,
            end,
            message,
            label: "here".to_owned(),
            help: String::new(),
            also: None,
        }
    }

    pub fn label(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    pub fn help(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    /// The diagnostic, its places made by `place`.
    pub fn diagnostic(self, place: impl Fn(usize, usize) -> Span) -> Diagnostic {
        let mut d =
            Diagnostic::new(self.code, self.message).at(place(self.start, self.end), self.label);
        if let Some((start, end, label)) = self.also {
            d = d.at(place(start, end), label);
        }
        if self.help.is_empty() {
            d
        } else {
            d.help(self.help)
        }
    }
}

/// A replacement of a range of the text.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub start: usize,
    pub end: usize,
    pub with: String,
}

impl Edit {
    pub fn new(start: usize, end: usize, with: impl Into<String>) -> Self {
        Self {
            start,
            end,
            with: with.into(),
        }
    }
}
