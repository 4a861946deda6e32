//! The annex of a report for readers: each report that was read and each rule file, its text with every
//! claim and sentence marked, so that a status clicks through to words and the words back to it.

use super::claims::when;
use super::page::{anchor, start_of};
use super::page_more::Use;
use super::{Run, clean, clean_line};
use crate::source::{FileId, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of one text that the annex shows at most, and of all together.
const TEXT: usize = 120_000;
const ALL: usize = 2_000_000;
/// Instances named beside marked words.
const NAMED: usize = 6;

/// Which instances each claim counts for, and for which it does not, by the claim's index.
#[derive(Default)]
pub struct Uses {
    pub counts: BTreeMap<usize, Vec<Use>>,
    pub not: BTreeMap<usize, Vec<Use>>,
}

/// A text that was read.
pub struct ReportView {
    pub name: String,
    pub title: String,
    pub facts: Vec<String>,
    /// Text, cut at claims; empty where it is too long to show.
    pub pieces: Vec<Marked>,
    /// How much of the text is not shown, in bytes.
    pub left_out: usize,
}

/// Text, and the claims or sentences that begin with it.
pub struct Marked {
    pub text: String,
    pub anchors: Vec<String>,
    pub is_marked: bool,
    /// Where the words are used.
    pub uses: Vec<Use>,
    pub more: usize,
}

impl Marked {
    fn plain(text: &str) -> Self {
        Self {
            text: clean(text).into_owned(),
            anchors: Vec::new(),
            is_marked: false,
            uses: Vec::new(),
            more: 0,
        }
    }
}

/// The annex: reports, rule files, and the claims whose words are shown.
pub struct Annex {
    pub reports: Vec<ReportView>,
    pub rules: Vec<ReportView>,
    pub shown: BTreeSet<usize>,
    /// Anchors of the sentences whose words are shown.
    pub sentences: BTreeSet<String>,
}

/// Every report, in the order of the claims' reports, then the user's rule files.
pub fn annex(run: &Run<'_>, uses: &Uses) -> Annex {
    let mut room = ALL;
    let mut shown = BTreeSet::new();
    let mut sentence_anchors = BTreeSet::new();
    let rules: Vec<ReportView> = run
        .src
        .iter()
        .filter(|(_, s)| s.role == Role::Rules)
        .filter_map(|(file, s)| {
            let marks = sentences(run, file);
            (!marks.is_empty()).then(|| {
                let cut = cut(&s.text, &mut room);
                let within = marks.iter().filter(|m| m.end <= cut);
                sentence_anchors.extend(within.map(|m| m.anchor.clone()));
                ReportView {
                    name: clean_line(&s.name),
                    title: String::new(),
                    facts: vec![format!("{} sentences", marks.len())],
                    pieces: pieces(&s.text, cut, &marks),
                    left_out: s.text.len() - cut,
                }
            })
        })
        .collect();
    let reports = run
        .claims
        .reports
        .iter()
        .map(|r| {
            let text = run.src.text(r.file);
            let cut = cut(text, &mut room);
            let marks = claims(run, r.file, cut, uses);
            shown.extend(marks.iter().map(|m| m.index));
            let source = run.claims.sources.get(r.source.0 as usize);
            let mut facts = Vec::new();
            if let Some(s) = source {
                facts.push(format!("{} ({})", clean_line(&s.name), s.tier.word()));
            }
            if r.recorded.is_finite() {
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
                pieces: pieces(text, cut, &marks),
                left_out: text.len() - cut,
            }
        })
        .collect();
    Annex {
        reports,
        rules,
        shown,
        sentences: sentence_anchors,
    }
}

/// How much of a text is shown.
fn cut(text: &str, room: &mut usize) -> usize {
    let shown = start_of(text, TEXT.min(*room)).len();
    *room -= shown;
    shown
}

/// Words to be marked.
struct Mark {
    start: usize,
    end: usize,
    anchor: String,
    index: usize,
    uses: Vec<Use>,
}

/// The claims of a report within its first bytes.
fn claims(run: &Run<'_>, file: FileId, shown: usize, uses: &Uses) -> Vec<Mark> {
    let mut marks: Vec<Mark> = run
        .claims
        .claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.span.file == file && c.span.end as usize <= shown)
        .map(|(i, c)| Mark {
            start: c.span.start as usize,
            end: c.span.end as usize,
            anchor: format!("claim-{i}"),
            index: i,
            uses: uses.counts.get(&i).cloned().unwrap_or_default(),
        })
        .collect();
    marks.sort_by_key(|m| (m.start, m.end, m.index));
    marks
}

/// The sentences of a rule file.
fn sentences(run: &Run<'_>, file: FileId) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for c in &run.rules.commitments {
        for (index, n) in c
            .norms
            .iter()
            .enumerate()
            .filter(|(_, n)| n.span.file == file)
        {
            marks.push(Mark {
                start: n.span.start as usize,
                end: n.span.end as usize,
                anchor: anchor("rule", &format!("{} {}", c.id, n.id)),
                index,
                uses: vec![Use {
                    id: clean_line(&c.id),
                    anchor: anchor("c", &c.id),
                }],
            });
        }
    }
    marks.sort_by_key(|m| (m.start, m.end));
    marks
}

/// The first `shown` bytes of a text, cut at what is marked in it.
fn pieces(text: &str, shown: usize, marks: &[Mark]) -> Vec<Marked> {
    let mut out: Vec<Marked> = Vec::new();
    let mut at = 0;
    let plain = |from: usize, to: usize, out: &mut Vec<Marked>| {
        let text = text.get(from..to).unwrap_or("");
        if !text.is_empty() {
            out.push(Marked::plain(text));
        }
    };
    for m in marks.iter().filter(|m| m.end <= shown) {
        // One inside or across the one before: its anchor and uses go to that one.
        if m.start < at {
            if let Some(last) = out.iter_mut().rev().find(|p: &&mut Marked| p.is_marked) {
                last.anchors.push(m.anchor.clone());
                for u in &m.uses {
                    if !last.uses.iter().any(|x| x.id == u.id) {
                        last.uses.push(u.clone());
                    }
                }
            }
            if m.end > at {
                plain(at, m.end, &mut out);
                at = m.end;
            }
            continue;
        }
        plain(at, m.start, &mut out);
        out.push(Marked {
            anchors: vec![m.anchor.clone()],
            is_marked: true,
            uses: m.uses.clone(),
            ..Marked::plain(text.get(m.start..m.end).unwrap_or(""))
        });
        at = m.end;
    }
    plain(at, shown, &mut out);
    for p in &mut out {
        p.more = p.uses.len().saturating_sub(NAMED);
        p.uses.truncate(NAMED);
    }
    out
}
