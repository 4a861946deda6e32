//! A JSON text and the places in it.

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Sources, Span};

/// A JSON text.
#[derive(Clone, Copy)]
pub(super) struct Text<'s> {
    pub text: &'s str,
    pub file: FileId,
    /// After a byte-order mark.
    pub start: usize,
}

impl<'s> Text<'s> {
    pub fn new(src: &'s Sources, file: FileId) -> Self {
        let text = src.text(file);
        Self {
            text,
            file,
            start: if text.starts_with('\u{feff}') { 3 } else { 0 },
        }
    }

    /// The next byte that is no white space, and where it stands.
    pub fn next_byte(&self, at: usize) -> Option<(usize, u8)> {
        let rest = self.text.as_bytes().get(at..)?;
        let skip = rest
            .iter()
            .position(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r'))?;
        rest.get(skip).map(|b| (at + skip, *b))
    }

    /// The place of a slice of the text.
    pub fn place(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    pub fn span(&self, slice: &str) -> Span {
        let start = self.place(slice);
        Span::new(self.file, start, start + slice.len())
    }

    /// The place of a serde_json error in the part of the text that begins at `from`.
    pub fn error(&self, error: &serde_json::Error, from: usize) -> Box<Diagnostic> {
        let rest = self.text.get(from..).unwrap_or("");
        let line_start = if error.line() <= 1 {
            0
        } else {
            memchr::memchr_iter(b'\n', rest.as_bytes())
                .nth(error.line() - 2)
                .map_or(rest.len(), |n| n + 1)
        };
        let mut at = (from + line_start + error.column().saturating_sub(1)).min(self.text.len());
        while at > 0 && !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let width = self
            .text
            .get(at..)
            .and_then(|r| r.chars().next())
            .map_or(0, char::len_utf8);
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(m, _)| m);
        Box::new(
            Diagnostic::new(Code::RecordSyntax, format!("this is no JSON: {message}")).at(
                Span::new(self.file, at, at + width),
                "cannot be read from here on",
            ),
        )
    }
}
