//! Records in JSON (a list, or an object with `records` or `events`) and JSON Lines, one at a time.
//! Values borrow from the text; a value's place is the distance of its bytes from the text's.

use super::meta::Reading;
use super::record::{self, Seen, Slot};
use super::{Reader, limit};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::{Field, Record, RecordIter, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node, Scalar, Value};
use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

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
            Some((at, b'[')) => text.items(at + 1, Kind::Whole),
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
        let lines = Lines {
            at: text.start,
            one: One::new(text),
        };
        super::yaml::records(
            src,
            file,
            Reading::new(),
            Box::new(limit::Limited::new(lines)),
        )
    }
}

/// A JSON text.
#[derive(Clone, Copy)]
struct Text<'s> {
    text: &'s str,
    file: FileId,
    /// After a byte-order mark.
    start: usize,
}

impl<'s> Text<'s> {
    fn new(src: &'s Sources, file: FileId) -> Self {
        let text = src.text(file);
        Self {
            text,
            file,
            start: if text.starts_with('\u{feff}') { 3 } else { 0 },
        }
    }

    /// The next byte that is no white space, and where it stands.
    fn next_byte(&self, at: usize) -> Option<(usize, u8)> {
        let rest = self.text.as_bytes().get(at..)?;
        let skip = rest
            .iter()
            .position(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r'))?;
        rest.get(skip).map(|b| (at + skip, *b))
    }

    /// The place of a slice of the text.
    fn place(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn span(&self, slice: &str) -> Span {
        let start = self.place(slice);
        Span::new(self.file, start, start + slice.len())
    }

    /// The records whose first one may stand at `at`.
    fn items(self, at: usize, kind: Kind) -> RecordIter<'s> {
        Box::new(limit::Limited::new(Items {
            at: Some(at),
            first: true,
            kind,
            one: One::new(self),
        }))
    }

    /// The place of a serde_json error in the part of the text that begins at `from`.
    fn error(&self, error: &serde_json::Error, from: usize) -> Box<Diagnostic> {
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
                Some(list) => text.items(list, Kind::Inside),
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
        return text.items(at, Kind::Single);
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
        Some(at) => text.items(at + 1, Kind::Inside),
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

/// A key, borrowed where it has no escapes.
struct Key<'s>(Cow<'s, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(de: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(v.to_owned())))
            }
        }
        de.deserialize_str(V)
    }
}

/// Reads single records and remembers which unknown keys were said.
struct One<'s> {
    text: Text<'s>,
    unknown: FxHashSet<Cow<'s, str>>,
}

/// A record that was read: where it ends, and its first mistake.
struct Got<'s> {
    record: Record<'s>,
    end: usize,
    mistake: Option<Box<Diagnostic>>,
}

impl<'s> One<'s> {
    fn new(text: Text<'s>) -> Self {
        Self {
            text,
            unknown: FxHashSet::default(),
        }
    }

    /// The record whose `{` stands at `at` of the text, which is read up to `limit`.
    fn read(&mut self, at: usize, limit: usize) -> Result<Got<'s>, serde_json::Error> {
        let rest = self.text.text.get(at..limit).unwrap_or("");
        let mut de = serde_json::Deserializer::from_str(rest);
        let text = self.text;
        let mut got = Fill { one: self, at }.deserialize(&mut de)?;
        // serde_json does not say where it stopped: the brace comes after the last value.
        let end = match text.next_byte(got.end) {
            Some((brace, b'}')) => brace + 1,
            _ => got.end,
        };
        got.end = end;
        got.record.span = Span::new(text.file, at, end);
        Ok(got)
    }

    /// The end of any well-formed value at `at`.
    fn skip(&self, at: usize) -> Result<usize, serde_json::Error> {
        let rest = self.text.text.get(at..).unwrap_or("");
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match stream.next() {
            Some(Err(error)) => Err(error),
            _ => Ok(at + stream.byte_offset()),
        }
    }

    fn value(
        &self,
        record: &mut Record<'s>,
        slot: Slot,
        raw: &'s RawValue,
    ) -> Result<(), Box<Diagnostic>> {
        let raw = raw.get();
        match raw.as_bytes().first() {
            Some(b'[') => {
                if !slot.info().list {
                    return Err(record::wrong(slot, self.text.span(raw), "a list"));
                }
                let items: Vec<&'s RawValue> = serde_json::from_str(raw).unwrap_or_default();
                for item in items {
                    match item.get().as_bytes().first() {
                        Some(b'[' | b'{') => {
                            return Err(record::wrong(
                                slot,
                                self.text.span(item.get()),
                                "a list with a list or an object in it",
                            ));
                        }
                        _ => {
                            if let Some(field) = self.scalar(item.get()) {
                                record::set(record, slot, field);
                            }
                        }
                    }
                }
            }
            Some(b'{') => return Err(record::wrong(slot, self.text.span(raw), "an object")),
            _ => {
                if let Some(field) = self.scalar(raw) {
                    record::set(record, slot, field);
                }
            }
        }
        Ok(())
    }

    /// A string, number or boolean as words; nothing for `null`.
    fn scalar(&self, raw: &'s str) -> Option<Field<'s>> {
        let Some(inner) = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')) else {
            return (raw != "null").then(|| record::field(raw, self.text.span(raw)));
        };
        let span = self.text.span(inner);
        if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
            return Some(record::field(inner, span));
        }
        let text: String = serde_json::from_str(raw).ok()?;
        Some(record::field(text, span))
    }
}

struct Fill<'a, 's> {
    one: &'a mut One<'s>,
    at: usize,
}

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = Got<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, de: D) -> Result<Got<'de>, D::Error> {
        de.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = Got<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Got<'de>, A::Error> {
        let mut got = Got {
            record: Record::default(),
            end: self.at + 1,
            mistake: None,
        };
        let mut seen = Seen::default();
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let raw: &'de RawValue = map.next_value()?;
            got.end = self.one.text.place(raw.get()) + raw.get().len();
            if got.mistake.is_some() {
                continue;
            }
            match Slot::find(&key) {
                Some(slot) if seen.again(slot) => {
                    let span = match key {
                        Cow::Borrowed(k) => self.one.text.span(k),
                        Cow::Owned(_) => self.one.text.span(raw.get()),
                    };
                    got.mistake = Some(record::twice(slot.info().key, span));
                }
                Some(slot) => got.mistake = self.one.value(&mut got.record, slot, raw).err(),
                None => {
                    if !self.one.unknown.contains(&key) && self.one.unknown.len() < 1_000 {
                        let span = match key {
                            Cow::Borrowed(k) => self.one.text.span(k),
                            Cow::Owned(_) => self.one.text.span(raw.get()),
                        };
                        self.one.unknown.insert(key.clone());
                        let value = record::field(raw.get(), self.one.text.span(raw.get()));
                        got.record.unknown.push((Field { text: key, span }, value));
                    }
                }
            }
        }
        Ok(got)
    }
}

/// Where records stand in a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The list is the whole text.
    Whole,
    /// The list lies in an object, whose syntax was looked at before.
    Inside,
    /// The object is itself the one record.
    Single,
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
    fn step(&mut self) -> Option<Result<Record<'s>, Box<Diagnostic>>> {
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
        match self.one.read(at, text.text.len()) {
            Ok(got) => {
                if self.kind != Kind::Single {
                    self.at = Some(got.end);
                }
                Some(got.mistake.map_or(Ok(got.record), Err))
            }
            Err(_) => self.broken(at),
        }
    }

    /// A syntax error ends the list.
    fn broken(&self, at: usize) -> Option<Result<Record<'s>, Box<Diagnostic>>> {
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
    fn open(&self) -> Option<Result<Record<'s>, Box<Diagnostic>>> {
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
    fn tail(&self, at: usize) -> Option<Result<Record<'s>, Box<Diagnostic>>> {
        if self.kind != Kind::Whole {
            return None;
        }
        let (more, _) = self.one.text.next_byte(at + 1)?;
        Some(Err(Box::new(after_end(self.one.text.file, more))))
    }
}

impl<'s> Iterator for Items<'s> {
    type Item = Result<Record<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step()
    }
}

/// The records of JSON Lines.
struct Lines<'s> {
    at: usize,
    one: One<'s>,
}

impl<'s> Iterator for Lines<'s> {
    type Item = Result<Record<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
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
                    None => Ok(got.record),
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
