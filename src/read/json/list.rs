//! The records of a JSON list.

use super::after_end;
use super::one::One;
use super::plain::Breaks;
use super::text::Text;
use crate::diag::{Code, Diagnostic};
use crate::model::{Found, RecordIter};
use crate::read::limit::Limited;
use crate::source::Span;

/// Where records stand in a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The list is the whole text.
    Whole,
    /// The list lies in an object, whose syntax was looked at before.
    Inside,
    /// The object is itself the one record.
    Single,
}

/// The records whose first one may stand at `at`.
pub(super) fn records(text: Text<'_>, at: usize, kind: Kind) -> RecordIter<'_> {
    Box::new(Limited::new(Items {
        at: Some(at),
        first: true,
        kind,
        one: One::new(text),
    }))
}

/// The records of a JSON list.
struct Items<'s> {
    /// Where the next item, comma or bracket stands; none after the end.
    at: Option<usize>,
    first: bool,
    kind: Kind,
    one: One<'s>,
}

impl<'s> Items<'s> {
    fn step(&mut self) -> Option<Result<Found<'s>, Box<Diagnostic>>> {
        let text = self.one.text;
        let from = self.at.take()?;
        let Some((mut at, mut byte)) = text.next_byte(from) else {
            return self.open();
        };
        match (byte, self.first) {
            (b']', _) => return self.tail(at),
            (b',', false) => match text.next_byte(at + 1) {
                Some(next) => (at, byte) = next,
                None => return self.open(),
            },
            (_, false) => return self.broken(at),
            (_, true) => self.first = false,
        }
        if byte != b'{' {
            return match self.one.skip(at) {
                Ok(end) => {
                    self.at = Some(end);
                    Some(Err(Box::new(
                        Diagnostic::new(Code::RecordValue, "an item of the list is no record")
                            .at(Span::new(text.file, at, end), "expected an object")
                            .help("write `{\"date\": …, \"actor\": …, \"action\": …}`"),
                    )))
                }
                Err(_) => self.broken(at),
            };
        }
        if let Some((plain, end)) = self.one.plain(at, Breaks::Allowed) {
            if self.kind != Kind::Single {
                self.at = Some(end);
            }
            return Some(Ok(Found::Plain(plain)));
        }
        match self.one.read(at, text.text.len()) {
            Ok(got) => {
                if self.kind != Kind::Single {
                    self.at = Some(got.end);
                }
                Some(match got.mistake {
                    None => Ok(Found::Full(Box::new(got.record))),
                    Some(mistake) => Err(mistake),
                })
            }
            Err(_) => self.broken(at),
        }
    }

    /// A syntax error ends the list.
    fn broken(&self, at: usize) -> Option<Result<Found<'s>, Box<Diagnostic>>> {
        if self.kind != Kind::Whole {
            return None; // Told where the whole object was looked at.
        }
        let error = match self.one.skip(at) {
            Err(error) => self.one.text.error(&error, at),
            Ok(_) => Box::new(
                Diagnostic::new(Code::RecordSyntax, "this is no JSON: expected `,` or `]`").at(
                    Span::new(self.one.text.file, at, at + 1),
                    "cannot be read from here on",
                ),
            ),
        };
        Some(Err(Box::new(error.help(
            "the records before it were read; mend the place to read the others",
        ))))
    }

    /// The text ends inside the list.
    fn open(&self) -> Option<Result<Found<'s>, Box<Diagnostic>>> {
        if self.kind != Kind::Whole {
            return None;
        }
        let end = self.one.text.text.trim_end().len();
        Some(Err(Box::new(
            Diagnostic::new(Code::RecordSyntax, "the list of records is never closed")
                .at(
                    Span::new(self.one.text.file, end.saturating_sub(1), end),
                    "the text ends here",
                )
                .help("the file may be cut off; fetch it again"),
        )))
    }

    /// What follows the list.
    fn tail(&self, at: usize) -> Option<Result<Found<'s>, Box<Diagnostic>>> {
        if self.kind != Kind::Whole {
            return None;
        }
        let (more, _) = self.one.text.next_byte(at + 1)?;
        Some(Err(Box::new(after_end(self.one.text.file, more))))
    }
}

impl<'s> Iterator for Items<'s> {
    type Item = Result<Found<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step()
    }
}
