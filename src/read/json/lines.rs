//! The records of JSON Lines.

use super::one::One;
use super::plain::Breaks;
use super::text::Text;
use crate::diag::{Code, Diagnostic};
use crate::model::{Found, Plain};
use crate::source::{FileId, Span};

/// The records of JSON Lines.
pub(super) struct Lines<'s> {
    at: usize,
    one: One<'s>,
}

impl<'s> Lines<'s> {
    pub fn new(text: Text<'s>) -> Self {
        Self {
            at: text.start,
            one: One::new(text),
        }
    }

    /// The next line's record, where it is plain and alone in its line.
    fn plain(&mut self) -> Option<Plain<'s>> {
        let (plain, end) = self.one.plain(self.at, Breaks::None)?;
        let rest = self.one.text.text.as_bytes().get(end..)?;
        let space = rest
            .iter()
            .position(|b| !matches!(b, b' ' | b'\t' | b'\r'))
            .unwrap_or(rest.len());
        match rest.get(space) {
            None | Some(b'\n') => {}
            Some(_) => return None,
        }
        self.at = end + space + 1;
        Some(plain)
    }
}

impl<'s> Iterator for Lines<'s> {
    type Item = Result<Found<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(plain) = self.plain() {
            return Some(Ok(Found::Plain(plain)));
        }
        let text = self.one.text;
        loop {
            let rest = text.text.as_bytes().get(self.at..)?;
            if rest.is_empty() {
                return None;
            }
            let end = self.at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let from = self.at;
            self.at = end + 1;
            let line = text.text.get(from..end).unwrap_or("");
            let start = from + (line.len() - line.trim_start().len());
            let stop = from + line.trim_end().len();
            if start >= stop {
                continue;
            }
            let more = |at: usize| (at < stop).then(|| after_line(text.file, at, stop));
            return Some(match self.one.read(start, stop) {
                Ok(got) => match got
                    .mistake
                    .or_else(|| more(skip_space(text, got.end, stop)))
                {
                    Some(mistake) => Err(mistake),
                    None => Ok(Found::Full(Box::new(got.record))),
                },
                Err(error) => {
                    if error.is_data() {
                        Err(Box::new(
                            Diagnostic::new(Code::RecordValue, "a line is no record")
                                .at(Span::new(text.file, start, stop), "expected an object")
                                .help("write one object a line: `{\"date\": …, \"actor\": …}`"),
                        ))
                    } else {
                        let piece = Text {
                            text: text.text.get(..stop).unwrap_or(""),
                            ..text
                        };
                        Err(Box::new(
                            piece
                                .error(&error, start)
                                .help("this line is left out, the others are read"),
                        ))
                    }
                }
            });
        }
    }
}

fn skip_space(text: Text<'_>, at: usize, stop: usize) -> usize {
    text.next_byte(at).map_or(stop, |(n, _)| n.min(stop))
}

fn after_line(file: FileId, at: usize, stop: usize) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::RecordSyntax, "there is more text after the record")
            .at(Span::new(file, at, stop), "not read")
            .help("write one record a line; this line is left out"),
    )
}
