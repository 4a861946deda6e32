//! Extraction: takes a report as read and the words to look for, gives claims with the spans that
//! made them.
//!
//! No model and no parser: words are looked up once ([`crate::lexicon`]), gathered to items, chunks and
//! clauses, and every step is a module here. What is not certainly done is never claimed as done.

mod acts;
mod amounts;
mod attach;
mod attribution;
mod caveat;
mod chunks;
mod claims;
mod clauses;
mod coded;
mod coref;
mod dates;
mod digest;
mod governors;
mod institution;
mod items;
mod measure;
mod merge;
mod nominal;
mod prose;
mod publisher;
mod quotes;
mod record_fields;
mod records;
mod refer;
mod roles;
mod status;
mod trace;
mod verbs;

pub use digest::wording;
pub use merge::merge;
pub use publisher::{declared as declared_source, info as report_info, source as publisher};
pub use trace::Trace;

use crate::diag::Outcome;
use crate::lexicon::Lexicon;
use crate::model::{Body, Claims, Report, Rulebook, SourceIx};
use crate::source::Sources;
use crate::time::Day;

/// How each sentence of a report of prose was read that names an act; none of records.
pub fn explain(words: &Lexicon, rules: &Rulebook, report: &Report<'_>) -> Vec<Trace> {
    let Body::Prose(blocks) = &report.body else {
        return Vec::new();
    };
    let source = publisher::source(&report.meta, rules);
    let published = report.meta.published.as_ref().map(|p| p.node);
    let frame = claims::Frame {
        rules,
        file: report.file,
        source: &source,
        recorded: published.map_or(Day::MAX, |p| p.hi),
        covers: Day::MIN,
    };
    let mut out = Vec::new();
    prose::read(words, blocks, published, &frame, Some(&mut out));
    out
}

/// The claims of one report.
pub fn extract(
    words: &Lexicon,
    rules: &Rulebook,
    src: &Sources,
    report: Report<'_>,
) -> Outcome<Claims> {
    let _ = src;
    let blocks = match report.body {
        Body::Prose(blocks) => blocks,
        Body::Records(records) => {
            return records::claims(&words.names, rules, report.file, &report.meta, records);
        }
    };
    let source = publisher::source(&report.meta, rules);
    let mut info = publisher::info(report.file, &report.meta, rules, SourceIx(0));
    let published = report.meta.published.as_ref().map(|p| p.node);
    let frame = claims::Frame {
        rules,
        file: report.file,
        source: &source,
        recorded: published.map_or(Day::MAX, |p| p.hi),
        covers: info
            .covers
            .iter()
            .map(|c| c.period.lo)
            .min()
            .unwrap_or(Day::MIN),
    };
    let read = prose::read(words, &blocks, published, &frame, None);
    info.reading = read.reading;
    Outcome::with(
        Claims {
            claims: read.claims,
            sources: vec![source],
            reports: vec![info],
        },
        read.diagnostics,
    )
}
