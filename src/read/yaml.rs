//! Records in YAML: a list, or the keys of front matter with `records` or `events`; one record at a
//! time. Also the end of every reader of records: date and emptiness of the file.

use super::meta::Reading;
use super::record::{self, Seen, Slot};
use super::{Reader, limit};
use crate::diag::{Code, Diagnostic, Limit, Outcome, Severity};
use crate::model::{Body, Field, Found, Record, RecordIter, Report};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{Node, Part, Stream, Value};
use rustc_hash::FxHashSet;

/// `.yaml`, `.yml`
pub(super) struct Yaml;

/// Keys whose list is the records.
const LISTS: &[&str] = &["records", "events"];

impl Reader for Yaml {
    fn name(&self) -> &'static str {
        "YAML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yaml", "yml"]
    }

    fn is_records(&self) -> bool {
        true
    }

    /// Reads the text twice: once for what it says of itself (that may stand after the records) and for
    /// its mistakes, once for the records, which so never lie in memory together.
    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        let whole = Span::new(file, 0, src.text(file).len());
        let mut reading = Reading::new();
        let mut stream = Stream::new(src, whole, LISTS);
        let mut said = Vec::new();
        let mut pairs = Vec::new();
        let mut lists = 0;
        for part in stream.by_ref() {
            match part {
                Ok(Part::Pair(key, value)) => pairs.push((key, value)),
                Ok(Part::List(_)) => lists += 1,
                Ok(Part::Item(_) | Part::Value(_)) => {}
                Err(error) => said.push(*error),
            }
        }
        said.extend(stream.said());
        said.sort_by_key(|d| d.labels.first().map(|l| l.span));
        // An empty value under `records:` is an empty list; a map without a list is one record if it
        // has the fields of one.
        let empty =
            |k: &Node, v: &Node| v.is_null() && k.text().is_some_and(|k| LISTS.contains(&k));
        let single = lists == 0 && pairs.iter().any(|(k, _)| k.text() == Some("action"));
        if lists == 0 && !single && said.is_empty() && !pairs.iter().any(|(k, v)| empty(k, v)) {
            said.push(
                Diagnostic::new(Code::NoRecords, "no list of records in this file")
                    .at(Span::new(file, 0, 1.min(whole.len())), "expected a list")
                    .help("write a list of records, or `records:` with a list; `[]` says that nothing happened"),
            );
        }
        reading.said = Limit::list(said);
        let records: RecordIter<'s> = if single {
            let mut one = One::new(src, file);
            Box::new(std::iter::once_with(move || {
                one.record(Span::new(file, 0, whole.len()), &pairs)
                    .map(|r| Found::Full(Box::new(r)))
            }))
        } else {
            for (key, value) in &pairs {
                if !empty(key, value) {
                    reading.entry(key, value);
                }
            }
            let mut one = One::new(src, file);
            Box::new(limit::Limited::new(
                Stream::new(src, whole, LISTS).filter_map(move |part| match part {
                    Ok(Part::Item(node)) => Some(one.item(&node).map(|r| Found::Full(Box::new(r)))),
                    _ => None,
                }),
            ))
        };
        self::records(src, file, reading, records)
    }
}

/// A report of records.
pub(super) fn records<'s>(
    src: &'s Sources,
    file: FileId,
    mut reading: Reading,
    mut records: RecordIter<'s>,
) -> Outcome<Report<'s>> {
    // Said once at the head, it was meant of every record: none can be taken at its face.
    for (slot, span) in std::mem::take(&mut reading.stray) {
        let key = slot.info().key;
        reading.said.push(
            Diagnostic::new(
                Code::RecordKey,
                format!("`{key}` stands at the head of the report, and is a field of its records"),
            )
            .severity(Severity::Error)
            .at(span, "no record of this report is read")
            .help("write it into each record"),
        );
        records = Box::new(std::iter::empty());
    }
    let (meta, said) = match src.get(file) {
        Some(source) => reading.finish(file, source, None),
        None => (reading.meta, reading.said),
    };
    Outcome::with(
        Report {
            file,
            meta,
            body: Body::Records(records),
        },
        said,
    )
}

struct One<'s> {
    src: &'s Sources,
    file: FileId,
    unknown: FxHashSet<String>,
}

impl<'s> One<'s> {
    fn new(src: &'s Sources, file: FileId) -> Self {
        Self {
            src,
            file,
            unknown: FxHashSet::default(),
        }
    }

    fn item(&mut self, node: &Node) -> Result<Record<'s>, Box<Diagnostic>> {
        match node.map() {
            Some(entries) => self.record(node.span, entries),
            None => Err(Box::new(
                Diagnostic::new(
                    Code::RecordValue,
                    format!("an item of the list is {}", node.what()),
                )
                .at(node.span, "expected a record")
                .help("write `{ date: …, actor: …, action: …, target: … }`"),
            )),
        }
    }

    fn record(
        &mut self,
        span: Span,
        entries: &[(Node, Node)],
    ) -> Result<Record<'s>, Box<Diagnostic>> {
        let mut record = Record {
            span,
            ..Record::default()
        };
        let mut seen = Seen::default();
        for (key, value) in entries {
            let name = key.text().unwrap_or("");
            let Some(slot) = Slot::find(name) else {
                if let Some(mistake) = record::spoils(name, key.inner_span()) {
                    return Err(mistake);
                }
                if self.unknown.len() < 1_000 && self.unknown.insert(name.to_owned()) {
                    record.unknown.push((
                        record::field(name.to_owned(), key.inner_span()),
                        record::field(String::new(), value.span),
                    ));
                }
                continue;
            };
            if seen.again(slot) {
                return Err(record::twice(name, key.span));
            }
            match &value.value {
                // A key without a value is an unfinished record, not one that happened as usual.
                Value::Null if matches!(slot, Slot::Status | Slot::Polarity) => {
                    return Err(record::wrong(slot, key.span, "empty"));
                }
                Value::Null => {}
                Value::Scalar(_) => record::set(&mut record, slot, self.field(value)),
                Value::Seq(items) if slot.info().list => {
                    for item in items {
                        match item.value {
                            Value::Scalar(_) => {
                                record::set(&mut record, slot, self.field(item));
                            }
                            Value::Null => {}
                            _ => return Err(record::wrong(slot, item.span, item.what())),
                        }
                    }
                }
                _ => return Err(record::wrong(slot, value.span, value.what())),
            }
        }
        Ok(record)
    }

    /// A scalar as a field, borrowed where it stands in the file as it is.
    fn field(&self, node: &Node) -> Field<'s> {
        let Some(scalar) = node.scalar() else {
            return record::field("", node.span);
        };
        let span = scalar.span(self.file, 0..scalar.text.len());
        let slice = self.src.slice(span);
        if slice == scalar.text {
            record::field(slice, span)
        } else {
            record::field(scalar.text.clone(), span)
        }
    }
}
