//! The annex of a report for readers: each report that was read, its text with every claim marked,
//! so that a status clicks through to words.

use super::claims::when;
use super::{Run, clean, clean_line};
use crate::time::Day;

/// Bytes of one report's text that the annex shows at most, and of all together.
const TEXT: usize = 120_000;
const ALL: usize = 2_000_000;

/// A report that was read.
pub struct ReportView {
    pub name: String,
    pub title: String,
    pub facts: Vec<String>,
    /// Text, cut at claims; empty where it is too long to show.
    pub pieces: Vec<Marked>,
    /// How much of the text is not shown, in bytes.
    pub left_out: usize,
}

/// Text, and the claims that begin with it.
pub struct Marked {
    pub text: String,
    pub anchors: Vec<String>,
    pub is_claim: bool,
}

/// Every report, in the order of the claims' reports.
pub fn reports(run: &Run<'_>) -> Vec<ReportView> {
    let mut room = ALL;
    run.claims
        .reports
        .iter()
        .enumerate()
        .map(|(index, r)| {
            let text = run.src.text(r.file);
            let shown = text.len().min(TEXT).min(room);
            let shown = (0..=shown)
                .rev()
                .find(|i| text.is_char_boundary(*i))
                .unwrap_or(0);
            room -= shown;
            let source = run.claims.sources.get(r.source.0 as usize);
            let mut facts = Vec::new();
            if let Some(s) = source {
                facts.push(format!("{} ({})", clean_line(&s.name), s.tier.word()));
            }
            if r.recorded.is_finite() || r.recorded == Day::MAX {
                facts.push(format!("published {}", r.recorded));
            }
            for c in &r.covers {
                facts.push(format!("covers {}", when(c.period)));
            }
            facts.push(format!(
                "{} segments, {} named, {} claims, {} unread",
                r.reading.segments, r.reading.named, r.reading.claims, r.reading.unread
            ));
            ReportView {
                name: clean_line(run.src.name(r.file)),
                title: r.title.as_deref().map_or(String::new(), clean_line),
                facts,
                pieces: pieces(run, index, shown),
                left_out: text.len() - shown,
            }
        })
        .collect()
}

/// The first `shown` bytes of a report, cut at its claims.
fn pieces(run: &Run<'_>, index: usize, shown: usize) -> Vec<Marked> {
    let Some(report) = run.claims.reports.get(index) else {
        return Vec::new();
    };
    let text = run.src.text(report.file);
    let mut claims: Vec<(usize, usize, usize)> = run
        .claims
        .claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.span.file == report.file && c.span.end as usize <= shown)
        .map(|(i, c)| (c.span.start as usize, c.span.end as usize, i))
        .collect();
    claims.sort_unstable();
    let mut out = Vec::new();
    let mut at = 0;
    let plain = |from: usize, to: usize, out: &mut Vec<Marked>| {
        let text = text.get(from..to).unwrap_or("");
        if !text.is_empty() {
            out.push(Marked {
                text: clean(text).into_owned(),
                anchors: Vec::new(),
                is_claim: false,
            });
        }
    };
    for (start, end, i) in claims {
        let anchor = format!("claim-{i}");
        // A claim inside or across the one before: its anchor goes to that one.
        if start < at {
            if let Some(last) = out.iter_mut().rev().find(|m: &&mut Marked| m.is_claim) {
                last.anchors.push(anchor);
            }
            if end > at {
                plain(at, end, &mut out);
                at = end;
            }
            continue;
        }
        plain(at, start, &mut out);
        out.push(Marked {
            text: clean(text.get(start..end).unwrap_or("")).into_owned(),
            anchors: vec![anchor],
            is_claim: true,
        });
        at = end;
    }
    plain(at, shown, &mut out);
    out
}
