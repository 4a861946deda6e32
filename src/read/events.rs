//! Event tables of the conflict-data field: GDELT 1.0 and 2.0 exports (no header; told by the number of
//! columns), ICEWS and POLECAT (a header; read by the names of columns). Takes the table, gives records whose
//! act is a code (`cameo:173`, `plover:COERCE/arrest`) and whose parties are names or, where only a code was
//! given, the state whose organ acted.
//!
//! Layouts: GDELT Event Codebook 1.03 and 2.0; ICEWS Coded Event Data, Dataverse readme; POLECAT codebook.
//! A machine made these: a code says neither "not" nor "will". The records carry that ([`Coded`]), so that
//! what is made of them can say it.

mod iso3;

use super::record;
use crate::diag::{Code, Diagnostic};
use crate::model::{Coded, Field, Found, Record};
use crate::source::{FileId, Span};

/// Where a party stands in a row.
#[derive(Clone, Copy, Default)]
struct PartyAt {
    name: Option<usize>,
    country: Option<usize>,
    /// The first of one or three columns of types, or a list of sectors.
    kind: Option<usize>,
}

/// How an act is coded.
#[derive(Clone, Copy)]
enum ActAt {
    Cameo(usize),
    /// A type of PLOVER, and its mode.
    Plover(usize, Option<usize>),
}

/// The columns that are read of a table.
#[derive(Clone, Copy)]
struct Layout {
    /// The project whose table it is.
    of: &'static str,
    columns: usize,
    id: Option<usize>,
    date: usize,
    act: ActAt,
    actor: PartyAt,
    target: PartyAt,
    recorded: Option<usize>,
    source: Option<usize>,
    /// Whether codes may have lost a leading zero in a spreadsheet.
    zeros_lost: bool,
}

impl Layout {
    /// GDELT by its number of columns.
    fn gdelt(columns: usize) -> Option<Layout> {
        let (added, url) = match columns {
            61 => (59, Some(60)),
            58 => (56, Some(57)),
            57 => (56, None),
            _ => return None,
        };
        let party = |name: usize| PartyAt {
            name: Some(name),
            country: Some(name + 1),
            kind: Some(name + 6),
        };
        Some(Layout {
            of: "GDELT",
            columns,
            id: Some(0),
            date: 1,
            act: ActAt::Cameo(26),
            actor: party(6),
            target: party(16),
            recorded: Some(added),
            source: url,
            zeros_lost: false,
        })
    }

    /// ICEWS and POLECAT by the names of their columns.
    fn headed(header: &[&str]) -> Option<Layout> {
        let at = |name: &str| header.iter().position(|h| h.trim() == name);
        let party = |name: &str, country: &str, kind: &str| PartyAt {
            name: at(name),
            country: at(country),
            kind: at(kind),
        };
        if let (Some(date), Some(code)) = (at("Event Date"), at("CAMEO Code")) {
            return Some(Layout {
                of: "ICEWS",
                columns: header.len(),
                id: at("Event ID"),
                date,
                act: ActAt::Cameo(code),
                actor: party("Source Name", "Source Country", "Source Sectors"),
                target: party("Target Name", "Target Country", "Target Sectors"),
                recorded: None,
                source: at("Publisher"),
                zeros_lost: true,
            });
        }
        let (date, kind) = (at("Event Date")?, at("Event Type")?);
        at("Actor Name")?;
        Some(Layout {
            of: "POLECAT",
            columns: header.len(),
            id: at("Event ID"),
            date,
            act: ActAt::Plover(kind, at("Event Mode")),
            actor: party("Actor Name", "Actor Country", "Primary Actor Sector"),
            target: party(
                "Recipient Name",
                "Recipient Country",
                "Primary Recipient Sector",
            ),
            recorded: at("Publication Date"),
            source: at("Source"),
            zeros_lost: false,
        })
    }
}

/// The rows of an event table.
pub(super) struct Events<'s> {
    text: &'s str,
    file: FileId,
    at: usize,
    layout: Layout,
}

impl<'s> Events<'s> {
    /// The events of a text, where it is such a table.
    pub(super) fn of(text: &'s str, file: FileId, start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        let first = rest.lines().next()?;
        let cells: Vec<&str> = first.split('\t').collect();
        let digits = |i: usize, n: usize| {
            cells
                .get(i)
                .is_some_and(|c| c.len() == n && c.bytes().all(|b| b.is_ascii_digit()))
        };
        // SQLDATE, MonthYear, Year: no other table of that width begins so.
        let layout = match Layout::gdelt(cells.len()) {
            Some(layout) if digits(1, 8) && digits(2, 6) && digits(3, 4) => Some((layout, start)),
            _ => Layout::headed(&cells).map(|l| (l, start + first.len())),
        };
        let (layout, at) = layout?;
        Some(Events {
            text,
            file,
            at,
            layout,
        })
    }

    /// What is to be known before a status rests on such a table.
    pub(super) fn caution(&self) -> Diagnostic {
        let end = self
            .text
            .find('\n')
            .unwrap_or(self.text.len())
            .min(self.text.len());
        Diagnostic::new(
            Code::CodedEvents,
            format!(
                "the events of this {} table were coded by a machine",
                self.layout.of
            ),
        )
        .at(
            Span::new(self.file, 0, end),
            "a code says neither `not` nor `will`",
        )
        .help("they count as `anonymous` sources do; ask for a better `tier` or for several sources where a commitment must not rest on them alone")
    }

    fn record(&self, line: &'s str, start: usize) -> Result<Record<'s>, Box<Diagnostic>> {
        let span = Span::new(self.file, start, start + line.len());
        let mut cells: Vec<(&'s str, usize)> = Vec::with_capacity(self.layout.columns);
        let mut at = start;
        for cell in line.split('\t') {
            cells.push((cell, at));
            at += cell.len() + 1;
        }
        if cells.len() != self.layout.columns {
            return Err(Box::new(
                Diagnostic::new(
                    Code::RecordValue,
                    format!(
                        "a row of {} cells in a table of {} columns",
                        cells.len(),
                        self.layout.columns
                    ),
                )
                .at(span, "this row is left out")
                .help("an event is one line, its cells parted by tabs"),
            ));
        }
        let cell = |i: Option<usize>| -> Option<(&'s str, Span)> {
            let (raw, at) = *cells.get(i?)?;
            let text = raw.trim();
            let from = at + (raw.len() - raw.trim_start().len());
            (!text.is_empty() && text != "None")
                .then(|| (text, Span::new(self.file, from, from + text.len())))
        };
        let date = |i| cell(i).map(|(text, span)| record::field(day(text), span));
        let action = match self.layout.act {
            ActAt::Cameo(i) => cell(Some(i)).map(|(code, span)| {
                let lost = self.layout.zeros_lost && lost_zero(code);
                let zero = if lost { "0" } else { "" };
                record::field(format!("cameo:{zero}{code}"), span)
            }),
            ActAt::Plover(kind, mode) => cell(Some(kind)).map(|(kind, span)| {
                let code = match cell(mode) {
                    Some((mode, _)) => format!("plover:{kind}/{mode}"),
                    None => format!("plover:{kind}"),
                };
                record::field(code, span)
            }),
        };
        let party = |at: PartyAt| {
            let types: Vec<&str> = match (self.layout.of, at.kind) {
                ("GDELT", Some(i)) => (i..i + 3)
                    .filter_map(|i| cell(Some(i)))
                    .map(|c| c.0)
                    .collect(),
                (_, i) => cell(i).map_or(Vec::new(), |(t, _)| {
                    t.split([',', ';']).map(str::trim).collect()
                }),
            };
            let organ = types.iter().any(|t| is_organ(t));
            let names = cell(at.name).map_or(Vec::new(), |(text, span)| parts(text, span));
            let state = cell(at.country).filter(|_| organ).map(|(text, span)| {
                let name = iso3::name(text).unwrap_or(text);
                record::field(name, span)
            });
            let given = !names.is_empty() || cell(at.country).is_some() || !types.is_empty();
            (names, state, given, !types.is_empty() && !organ)
        };
        let (actors, actor_state, actor_given, actor_not_state) = party(self.layout.actor);
        let (targets, target_state, target_given, target_not_state) = party(self.layout.target);
        Ok(Record {
            span,
            date: date(Some(self.layout.date)),
            actors,
            action,
            targets,
            recorded: date(self.layout.recorded),
            source: cell(self.layout.source).map(|(t, s)| record::field(t, s)),
            id: cell(self.layout.id).map(|(t, s)| record::field(t, s)),
            coded: Some(Box::new(Coded {
                actor_state,
                target_state,
                actor_given,
                target_given,
                actor_not_state,
                target_not_state,
            })),
            ..Record::default()
        })
    }
}

impl<'s> Iterator for Events<'s> {
    type Item = Result<Found<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            if rest.is_empty() {
                return None;
            }
            let start = self.at;
            let len = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            self.at = start + len + 1;
            let line = rest.get(..len)?;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.trim().is_empty() {
                return Some(self.record(line, start).map(|r| Found::Full(Box::new(r))));
            }
        }
    }
}

/// The names of a cell; several are parted by semicolons.
fn parts<'s>(text: &'s str, span: Span) -> Vec<Field<'s>> {
    let mut at = span.start as usize;
    let mut out = Vec::new();
    for part in text.split(';') {
        let name = part.trim();
        let from = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        if !name.is_empty() {
            out.push(record::field(
                name,
                Span::new(span.file, from, from + name.len()),
            ));
        }
    }
    out
}

/// A day of such a table in ISO form: `20210630`, `20210630121500`, `6/30/2021`; anything else as it is.
fn day(text: &str) -> String {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if digits && matches!(text.len(), 8 | 14) {
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        return format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    }
    // The 2017 file of ICEWS writes months first.
    let parts: Vec<&str> = text.split('/').collect();
    if let [month, day, year] = parts.as_slice()
        && year.len() == 4
    {
        return format!("{year}-{month:0>2}-{day:0>2}");
    }
    text.split([' ', 'T']).next().unwrap_or(text).to_owned()
}

/// Whether a code of CAMEO was a number for a while: roots go from 01 to 20, and events have three digits
/// at least.
fn lost_zero(code: &str) -> bool {
    let root = code.get(..2).and_then(|r| r.parse::<u8>().ok());
    code.len() == 2 || code.len() == 3 && root.is_some_and(|r| r > 20)
}

/// Whether a type or sector is an organ of the state, so that its act is the state's.
fn is_organ(kind: &str) -> bool {
    const ORGANS: [&str; 14] = [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "SPY",
        "Government",
        "Military",
        "Police",
        "Judicial",
        "Legislative / Parliamentary",
        "Executive",
        "Army",
        "Ministry",
    ];
    ORGANS.iter().any(|o| kind.eq_ignore_ascii_case(o))
}

#[cfg(test)]
mod tests;
