//! Records in JSON (a list, or an object with `records` or `events`) and JSON Lines, one at a time.
//! Values borrow from the text; a value's place is the distance of its bytes from the text's.
//!
//! Two ways lead to a record. Most are plain (`plain`): one look at the bytes. All others, and all
//! mistakes, go through serde_json (`one`), which is the only one to say what is wrong.

mod lines;
mod list;
mod one;
mod plain;
mod text;

use super::meta::Reading;
use super::record;
use super::{Reader, limit};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::{RecordIter, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node, Scalar, Value};
use lines::Lines;
use list::Kind;
use one::Key;
use rustc_hash::FxHashSet;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use text::Text;

/// `.json`
pub(super) struct Json;

/// `.jsonl`
pub(super) struct JsonLines;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn is_records(&self) -> bool {
        true
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        let text = Text::new(src, file);
        let mut reading = Reading::new();
        let records: RecordIter<'s> = match text.next_byte(text.start) {
            Some((at, b'[')) => list::records(text, at + 1, Kind::Whole),
            Some((at, b'{')) => object(src, text, at, &mut reading),
            Some((at, _)) => {
                reading.said.push(no_list(file, at, text.text.len()));
                Box::new(std::iter::empty())
            }
            None => {
                reading
                    .said
                    .push(no_list(file, text.start, text.text.len()));
                Box::new(std::iter::empty())
            }
        };
        super::yaml::records(src, file, reading, records)
    }
}

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "JSON Lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn is_records(&self) -> bool {
        true
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        let text = Text::new(src, file);
        let lines = Lines::new(text);
        super::yaml::records(
            src,
            file,
            Reading::new(),
            Box::new(limit::Limited::new(lines)),
        )
    }
}

fn no_list(file: FileId, start: usize, end: usize) -> Diagnostic {
    Diagnostic::new(Code::NoRecords, "no list of records in this file")
        .at(Span::new(file, start, end.min(start + 1)), "expected a list")
        .help("write a list of records, or `records:` with a list; an empty list says that nothing happened")
}

/// The entries of the top object: the list of records among them, the rest as front matter.
fn object<'s>(
    src: &'s Sources,
    text: Text<'s>,
    at: usize,
    reading: &mut Reading,
) -> RecordIter<'s> {
    let rest = text.text.get(at..).unwrap_or("");
    let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Entries<'s>>();
    let entries = match stream.next() {
        Some(Ok(entries)) => entries.0,
        Some(Err(error)) => {
            let error = text.error(&error, at);
            reading.said.push(*error);
            // What stands before the mistake can still be read.
            return match partial_list(text, at) {
                Some(list) => list::records(text, list, Kind::Inside),
                None => Box::new(std::iter::empty()),
            };
        }
        None => return Box::new(std::iter::empty()),
    };
    if let Some((tail, _)) = text.next_byte(at + stream.byte_offset()) {
        reading.said.push(after_end(text.file, tail));
    }
    let mut list = None;
    let mut others = Vec::new();
    let mut seen: FxHashSet<Cow<'s, str>> = FxHashSet::default();
    for (key, raw) in entries {
        let span = text.span(raw.get());
        if !seen.insert(key.clone()) {
            reading.said.push(*record::twice(&key, span));
        } else if list.is_none()
            && matches!(&*key, "records" | "events")
            && raw.get().starts_with('[')
        {
            list = Some(text.place(raw.get()));
        } else {
            others.push((key, raw, span));
        }
    }
    // An object without a list that has the fields of a record is one record.
    let record = list.is_none() && seen.contains("action");
    if record {
        return list::records(text, at, Kind::Single);
    }
    for (key, raw, span) in others {
        let start = match &key {
            Cow::Borrowed(k) => text.place(k),
            Cow::Owned(_) => text.place(raw.get()),
        };
        let key_span = Span::new(text.file, start, start + key.len());
        let key = Node {
            span: key_span,
            value: Value::Scalar(Scalar {
                text: key.into_owned(),
                map: vec![(0, key_span.start)],
                plain: false,
            }),
        };
        let value = yaml::parse(src, span);
        reading.said.extend(value.diagnostics);
        if let Some(value) = value.value {
            reading.entry(&key, &value);
        }
    }
    match list {
        Some(at) => list::records(text, at + 1, Kind::Inside),
        None => {
            reading.said.push(no_list(text.file, at, text.text.len()));
            Box::new(std::iter::empty())
        }
    }
}

/// Where the items of a list under a known key begin, in an object that is broken later on.
fn partial_list(text: Text<'_>, at: usize) -> Option<usize> {
    let rest = text.text.get(at..)?;
    ["\"events\"", "\"records\""]
        .iter()
        .filter_map(|key| {
            let key_at = rest.get(..rest.len().min(10_000))?.find(key)?;
            let (colon, b) = text.next_byte(at + key_at + key.len())?;
            let (open, list) = text.next_byte(colon + 1)?;
            (b == b':' && list == b'[').then_some(open + 1)
        })
        .min()
}

fn after_end(file: FileId, at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::RecordSyntax,
        "there is more text after the JSON value",
    )
    .at(Span::new(file, at, at + 1), "not read")
    .help("one JSON value a file; many values, one a line, are JSON Lines (`.jsonl`)")
}

/// The entries of an object, values unread.
struct Entries<'s>(Vec<(Cow<'s, str>, &'s RawValue)>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(de: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    if out.len() >= 10_000 {
                        return Err(A::Error::custom("an object with more than 10000 keys"));
                    }
                    out.push((key.0, map.next_value()?));
                }
                Ok(Entries(out))
            }
        }
        de.deserialize_map(V)
    }
}
