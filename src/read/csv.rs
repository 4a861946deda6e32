//! Records in tables: CSV (commas) and TSV (tabs), a header line first. Cells borrow from the text; the
//! csv crate splits, and each cell's place is found again in its record.

use super::events::Events;
use super::meta::Reading;
use super::record::{self, Slot};
use super::{Reader, limit};
use crate::diag::{Code, Diagnostic, Outcome, did_you_mean};
use crate::model::{Field, Found, Plain, Record, Report};
use crate::source::{FileId, Sources, Span};
use csv::ByteRecord;

/// `.csv`
pub(super) struct Csv;

/// `.tsv`
pub(super) struct Tsv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn is_records(&self) -> bool {
        true
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        table(src, file, b',')
    }
}

impl Reader for Tsv {
    fn name(&self) -> &'static str {
        "TSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn is_records(&self) -> bool {
        true
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        table(src, file, b'\t')
    }
}

fn table(src: &Sources, file: FileId, delimiter: u8) -> Outcome<Report<'_>> {
    let text = src.text(file);
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    // GDELT names its tab-separated files `.CSV`.
    if let Some(events) = Events::of(text, file, start) {
        let mut reading = Reading::new();
        reading.said.push(events.caution());
        return super::yaml::records(src, file, reading, Box::new(limit::Limited::new(events)));
    }
    let mut rows = Rows {
        text,
        file,
        start,
        delimiter,
        reader: csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes().get(start..).unwrap_or_default()),
        row: ByteRecord::new(),
        columns: Vec::new(),
        unnamed: Vec::new(),
        cells: Vec::new(),
    };
    let mut reading = Reading::new();
    let sound = rows.header(src, &mut reading);
    if !sound {
        return super::yaml::records(src, file, reading, Box::new(std::iter::empty()));
    }
    super::yaml::records(src, file, reading, Box::new(limit::Limited::new(rows)))
}

/// A cell: its place, without quotes, and whether quotes in it are doubled.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
    doubled: bool,
}

struct Rows<'s> {
    text: &'s str,
    file: FileId,
    /// After a byte-order mark; the crate's offsets are from here.
    start: usize,
    delimiter: u8,
    reader: csv::Reader<&'s [u8]>,
    row: ByteRecord,
    columns: Vec<Option<Slot>>,
    /// Of each column, whether it has no name: what stands in it cannot be read, and may say anything.
    unnamed: Vec<bool>,
    cells: Vec<Cell>,
}

impl<'s> Rows<'s> {
    /// Reads the next row into `cells`; false at the end.
    fn row(&mut self) -> Result<bool, Box<Diagnostic>> {
        match self.reader.read_byte_record(&mut self.row) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            // Reading from memory cannot fail, and rows may have any length.
            Err(_) => return Ok(false),
        }
        let at = self.row.position().map_or(0, csv::Position::byte) as usize + self.start;
        self.cells.clear();
        let bytes = self.text.as_bytes();
        let mut at = at;
        while let Some(b'\n' | b'\r') = bytes.get(at) {
            at += 1;
        }
        for (i, value) in self.row.iter().enumerate() {
            if i > 0 && bytes.get(at) == Some(&self.delimiter) {
                at += 1;
            }
            if bytes.get(at) != Some(&b'"') {
                self.cells.push(Cell {
                    start: at,
                    end: at + value.len(),
                    doubled: false,
                });
                at += value.len();
                continue;
            }
            let start = at + 1;
            let (mut end, mut doubled) = (start, false);
            loop {
                let Some(next) = memchr::memchr(b'"', bytes.get(end..).unwrap_or_default()) else {
                    return Err(self.open_quote(at));
                };
                end += next;
                if bytes.get(end + 1) == Some(&b'"') {
                    doubled = true;
                    end += 2;
                } else {
                    break;
                }
            }
            self.cells.push(Cell {
                start,
                end,
                doubled,
            });
            at = end + 1;
            // Text after the closing quote belongs to the cell for the csv crate; it is never meant.
            if !matches!(bytes.get(at), None | Some(b'\n' | b'\r'))
                && bytes.get(at) != Some(&self.delimiter)
            {
                let stop = self.line_end(at);
                return Err(Box::new(
                    Diagnostic::new(Code::RecordSyntax, "there is text after a closing quote")
                        .at(Span::new(self.file, at, stop), "expected the next column")
                        .help("double the quotes inside a quoted cell; this row is left out"),
                ));
            }
        }
        Ok(true)
    }

    fn line_end(&self, at: usize) -> usize {
        memchr::memchr2(
            b'\n',
            b'\r',
            self.text.as_bytes().get(at..).unwrap_or_default(),
        )
        .map_or(self.text.len(), |n| at + n)
    }

    fn open_quote(&self, at: usize) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::new(Code::RecordSyntax, "a quote is never closed")
                .at(Span::new(self.file, at, at + 1), "opens here")
                .help("close it; everything after it was taken for its cell and is left out"),
        )
    }

    fn slice(&self, cell: Cell) -> &'s str {
        self.text.get(cell.start..cell.end).unwrap_or("")
    }

    fn span(&self, cell: Cell) -> Span {
        Span::new(self.file, cell.start, cell.end)
    }

    /// Reads the header; false where no record could come of it.
    fn header(&mut self, src: &Sources, reading: &mut Reading) -> bool {
        match self.row() {
            Ok(true) => {}
            Ok(false) => {
                reading.said.push(
                    Diagnostic::new(Code::NoRecords, "the table has no header line")
                        .at(Span::new(self.file, 0, 0), "expected the names of columns")
                        .help("write a first line such as `date,actor,action,target`; a header alone says that nothing happened"),
                );
                return false;
            }
            Err(error) => {
                reading.said.push(*error);
                return false;
            }
        }
        let mapped = src.get(self.file).map_or(&[][..], |s| &s.columns);
        let mut taken: Vec<(Slot, Span)> = Vec::new();
        let mut found: Vec<bool> = vec![false; mapped.len()];
        let mut slots = Vec::new();
        for cell in &self.cells {
            let name = self.slice(*cell).trim();
            let span = self.span(*cell);
            let mapping = mapped.iter().position(|(column, _)| column == name);
            if let Some(f) = mapping.and_then(|m| found.get_mut(m)) {
                *f = true;
            }
            let field = mapping
                .and_then(|m| mapped.get(m))
                .map_or(name, |(_, field)| field.as_str());
            let slot = Slot::find(field);
            match slot {
                None if mapping.is_some() => reading.said.push(
                    Diagnostic::new(
                        Code::Columns,
                        format!(
                            "column `{name}` is mapped to `{field}`, which is no field of a record"
                        ),
                    )
                    .at(span, "not read")
                    .help(record::advice(field)),
                ),
                None if name.is_empty() => {}
                None => match record::spoils(name, span) {
                    Some(mistake) => {
                        reading.said.push(*mistake);
                        self.columns.clear();
                        return false;
                    }
                    None => reading.said.push(record::unknown(name, span)),
                },
                Some(slot) => {
                    if let Some((_, first)) = taken.iter().find(|(s, _)| *s == slot) {
                        reading.said.push(
                            Diagnostic::new(
                                Code::Columns,
                                format!("two columns are `{}`", slot.info().key),
                            )
                            .at(span, "the second one is not read")
                            .at(*first, "the first one")
                            .help("rename one of them, or map them with `columns`"),
                        );
                        self.unnamed.push(false);
                        slots.push(None);
                        continue;
                    }
                    taken.push((slot, span));
                }
            }
            self.unnamed.push(slot.is_none() && name.is_empty());
            slots.push(slot);
        }
        for ((column, field), found) in mapped.iter().zip(found) {
            if !found {
                let names: Vec<&str> = self.cells.iter().map(|c| self.slice(*c)).collect();
                let near = did_you_mean(column, names.iter().copied());
                let mut d = Diagnostic::new(
                    Code::Columns,
                    format!("there is no column `{column}` to read as `{field}`"),
                )
                .severity(crate::diag::Severity::Warning)
                .at(self.header_span(), "the columns of the table");
                d.help = near.map(|n| format!("did you mean `{n}`?"));
                reading.said.push(d);
            }
        }
        self.columns = slots;
        if taken.iter().any(|(s, _)| *s == Slot::Action) {
            return true;
        }
        reading.said.push(
            Diagnostic::new(Code::NoRecords, "no column of the table says what was done")
                .at(self.header_span(), "expected a column `action`")
                .help("name the columns date, actor, action, target, or map them with `columns` in the project file"),
        );
        false
    }

    fn header_span(&self) -> Span {
        match (self.cells.first(), self.cells.last()) {
            (Some(a), Some(b)) => Span::new(self.file, a.start, b.end),
            _ => Span::new(self.file, 0, 0),
        }
    }

    /// The row's record, where it is plain.
    fn plain(&self) -> Option<Plain<'s>> {
        let (first, last) = (self.cells.first()?, self.cells.last()?);
        if self.cells.len() != self.columns.len() {
            return None;
        }
        let mut out = Plain {
            span: Span::new(self.file, first.start, last.end),
            words: self.text.get(first.start..last.end)?,
            ..Plain::default()
        };
        for (cell, slot) in self.cells.iter().zip(&self.columns) {
            let text = self.slice(*cell).trim();
            if text.is_empty() {
                continue;
            }
            let Some(slot) = *slot else {
                if self.unnamed.contains(&true) {
                    return None;
                }
                continue;
            };
            if cell.doubled || slot.info().list && memchr::memchr(b';', text.as_bytes()).is_some() {
                return None;
            }
            *record::seat(&mut out, slot)? = Some(text);
        }
        Some(out)
    }

    fn record(&self) -> Result<Record<'s>, Box<Diagnostic>> {
        let (Some(first), Some(last)) = (self.cells.first(), self.cells.last()) else {
            return Ok(Record::default());
        };
        let span = Span::new(self.file, first.start, last.end);
        if self.cells.len() != self.columns.len() {
            return Err(Box::new(
                Diagnostic::new(
                    Code::RecordValue,
                    format!(
                        "a row of {} cells in a table of {} columns",
                        self.cells.len(),
                        self.columns.len()
                    ),
                )
                .at(span, "this row is left out")
                .help("put quotes around cells that hold the separator"),
            ));
        }
        let mut nameless = self.cells.iter().zip(&self.unnamed);
        if let Some((cell, _)) = nameless.find(|(c, u)| **u && !self.slice(**c).trim().is_empty()) {
            return Err(Box::new(
                Diagnostic::new(Code::RecordValue, "a cell in a column without a name")
                    .at(self.span(*cell), "this row is left out")
                    .help("name the column in the first line"),
            ));
        }
        let mut record = Record {
            span,
            ..Record::default()
        };
        for (cell, slot) in self.cells.iter().zip(&self.columns) {
            let Some(slot) = *slot else { continue };
            let text = self.slice(*cell);
            if slot.info().list {
                let mut at = cell.start;
                for part in text.split(';') {
                    let place = Cell {
                        start: at,
                        end: at + part.len(),
                        doubled: cell.doubled,
                    };
                    at += part.len() + 1;
                    if let Some(field) = self.field(place) {
                        record::set(&mut record, slot, field);
                    }
                }
            } else if let Some(field) = self.field(*cell) {
                record::set(&mut record, slot, field);
            }
        }
        Ok(record)
    }

    /// The words of a cell without space around them; none where it is empty.
    fn field(&self, cell: Cell) -> Option<Field<'s>> {
        let raw = self.slice(cell);
        let text = raw.trim();
        if text.is_empty() {
            return None;
        }
        let start = cell.start + (raw.len() - raw.trim_start().len());
        let span = Span::new(self.file, start, start + text.len());
        Some(if cell.doubled && text.contains("\"\"") {
            record::field(text.replace("\"\"", "\""), span)
        } else {
            record::field(text, span)
        })
    }
}

impl<'s> Iterator for Rows<'s> {
    type Item = Result<Found<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.row() {
            Ok(true) => Some(match self.plain() {
                Some(plain) => Ok(Found::Plain(plain)),
                None => self.record().map(|r| Found::Full(Box::new(r))),
            }),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}
