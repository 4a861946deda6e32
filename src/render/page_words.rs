//! A claim as a report for readers quotes it: its clause, the words of its parts marked, a little of the
//! line around it, who says it and when.

use super::claims::{shorten, when};
use super::json::source_name;
use super::page::{EvidenceView, Piece, Shown, short_place, start_of};
use super::{Run, clean, clean_line, place};
use crate::model::Claim;
use crate::source::Span;

/// Characters of the line around a clause.
const AROUND: usize = 160;
/// Bytes of a clause at most.
const CLAUSE: usize = 2000;

/// A claim as it is quoted.
pub fn claim_view(shown: &Shown<'_, '_>, index: usize, claim: &Claim, tier: &str) -> EvidenceView {
    let run = shown.run;
    let at = place(run.src, claim.span);
    let report = run.claims.reports.get(claim.report.0 as usize);
    let mut facts = vec![clean_line(source_name(run, claim))];
    if let Some(title) = report.and_then(|r| r.title.as_deref()) {
        facts.push(format!("“{}”", shorten(&clean_line(title), 80)));
    }
    if let Some(r) = report.filter(|r| r.recorded.is_finite()) {
        facts.push(format!("published {}", r.recorded));
    }
    facts.push(format!("event {}", when(claim.valid)));
    facts.push(format!("tier {tier}"));
    if let Some(speaker) = &claim.attributed_to {
        facts.push(format!("says {}", clean_line(speaker)));
    }
    EvidenceView {
        pieces: pieces(run, claim),
        place: short_place(&at),
        anchor: if shown.claims.contains(&index) {
            format!("claim-{index}")
        } else {
            String::new()
        },
        facts,
        links: Vec::new(),
    }
}

/// The claim's clause with the words of its parts marked, and a little of the line around it.
fn pieces(run: &Run<'_>, claim: &Claim) -> Vec<Piece> {
    let Some(source) = run.src.get(claim.span.file) else {
        return Vec::new();
    };
    let text = source.text.as_str();
    let (start, end) = (claim.span.start as usize, claim.span.end as usize);
    let from = source.line_range(claim.span.start).start;
    let until = source.line_range(claim.span.end).end;
    let before = text.get(from..start).unwrap_or("");
    let after = text.get(end..until).unwrap_or("");
    let mut out = Vec::new();
    let mut add = |t: &str, class| {
        if !t.is_empty() {
            out.push(Piece {
                text: clean(t).into_owned(),
                class,
            });
        }
    };
    match before.char_indices().rev().nth(AROUND) {
        Some((i, _)) => add(&format!("…{}", before.get(i..).unwrap_or("")), "context"),
        None => add(before, "context"),
    }
    let mut room = CLAUSE;
    for (range, class) in marks(claim) {
        let words = text.get(range).unwrap_or("");
        let shown = start_of(words, room);
        room -= shown.len();
        add(shown, class);
        if shown.len() < words.len() {
            add("…", "context");
            return out;
        }
    }
    add(&shorten(after, AROUND), "context");
    out
}

/// The clause cut at its parts; where two overlap the earlier one stands.
fn marks(claim: &Claim) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let p = claim.parts();
    let mut spans: Vec<(Span, &'static str)> = Vec::new();
    spans.extend(p.actors.iter().map(|s| (*s, "actor")));
    spans.extend(p.action.iter().map(|s| (*s, "action")));
    spans.extend(p.targets.iter().map(|s| (*s, "target")));
    spans.extend(p.date.iter().map(|s| (*s, "date")));
    spans.extend(p.status.iter().map(|s| (*s, "status")));
    spans.retain(|(s, _)| {
        s.file == claim.span.file && s.start >= claim.span.start && s.end <= claim.span.end
    });
    spans.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    let mut out = Vec::new();
    let mut at = claim.span.start as usize;
    for (s, class) in spans {
        let (start, end) = (s.start as usize, s.end as usize);
        if start < at || start >= end {
            continue;
        }
        out.push((at..start, "clause"));
        out.push((start..end, class));
        at = end;
    }
    out.push((at..claim.span.end as usize, "clause"));
    out.retain(|(r, _)| !r.is_empty());
    out
}
