//! What stands around the cards of a report: what changed, scores, the ledger of evidence.

use super::changes::{changes, moved_by};
use super::claims::{shorten, when};
use super::json::{source_name, witness};
use super::page::{StatusView, anchor, status};
use super::page_annex::Uses;
use super::score::{Cell, score};
use super::{Run, clean_line, place};

/// Rows of the ledger at most; the CSV ledger has all.
const LEDGER: usize = 4000;

/// A status that changed.
pub struct ChangeView {
    pub id: String,
    /// Where it is shown; empty where it is gone.
    pub anchor: String,
    pub was: Option<StatusView>,
    pub now: Option<StatusView>,
    pub by: String,
}

/// A judgement under a scorecard.
pub struct ScoreView {
    pub card: String,
    pub title: String,
    pub about: String,
    pub line: String,
    pub coverage: String,
    pub by_bearer: Vec<(String, String)>,
    pub mapping: Vec<(StatusView, String)>,
    /// A word a commitment.
    pub cells: Vec<String>,
}

/// A claim that was weighed.
pub struct LedgerRow {
    pub date: String,
    pub source: String,
    pub tier: &'static str,
    pub words: String,
    pub place: String,
    /// Where its words are marked; empty where the text is not shown.
    pub anchor: String,
    pub counts: Vec<Use>,
    pub not: Vec<Use>,
}

/// An instance that a claim bears on.
#[derive(Clone)]
pub struct Use {
    pub id: String,
    pub anchor: String,
}

/// What changed since the earlier run.
pub fn change_views(run: &Run<'_>) -> Vec<ChangeView> {
    let commitments: Vec<&str> = run
        .judgement
        .commitments
        .iter()
        .filter_map(|c| run.rules.commitments.get(c.commitment))
        .map(|of| of.id.as_str())
        .collect();
    changes(run)
        .iter()
        .map(|c| ChangeView {
            anchor: match c.now {
                Some(_) if commitments.contains(&c.id.as_str()) => anchor("c", &c.id),
                Some(_) => anchor("i", &c.id),
                None => String::new(),
            },
            id: clean_line(&c.id),
            was: c.was.map(status),
            now: c.now.map(status),
            by: moved_by(run, c),
        })
        .collect()
}

/// The scores under every card.
pub fn score_views(run: &Run<'_>) -> Vec<ScoreView> {
    run.scorecards
        .iter()
        .map(|card| {
            let s = score(run, card);
            ScoreView {
                title: s.title,
                card: s.card,
                about: s.about,
                line: s.line,
                coverage: s.coverage,
                by_bearer: s.by_bearer,
                mapping: s
                    .mapping
                    .into_iter()
                    .map(|(of, t)| (status(of), t))
                    .collect(),
                cells: s.cells.iter().map(Cell::text).collect(),
            }
        })
        .collect()
}

/// Which instances each claim counts for, and for which it does not.
pub fn uses(run: &Run<'_>) -> Uses {
    let mut uses = Uses::default();
    for c in &run.judgement.commitments {
        for i in &c.instances {
            let of = Use {
                id: clean_line(&i.id),
                anchor: anchor("i", &i.id),
            };
            let (_, groups) = witness(&i.witness);
            for (_, list) in groups {
                for e in list {
                    uses.counts.entry(e.claim).or_default().push(of.clone());
                }
            }
            for m in &i.near_misses {
                uses.not.entry(m.claim).or_default().push(of.clone());
            }
        }
    }
    for list in uses.counts.values_mut().chain(uses.not.values_mut()) {
        list.dedup_by(|a, b| a.id == b.id);
    }
    uses
}

/// Every claim that counts or nearly counts, by its day.
pub fn ledger(
    run: &Run<'_>,
    uses: &Uses,
    shown: &std::collections::BTreeSet<usize>,
) -> (Vec<LedgerRow>, usize) {
    let mut all: Vec<usize> = uses.counts.keys().chain(uses.not.keys()).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.sort_by_key(|i| run.claims.claims.get(*i).map(|c| (c.valid.lo, c.recorded)));
    let more = all.len().saturating_sub(LEDGER);
    let rows = all
        .into_iter()
        .take(LEDGER)
        .filter_map(|i| {
            let claim = run.claims.claims.get(i)?;
            let at = place(run.src, claim.span);
            let list = |of: Option<&Vec<Use>>| of.cloned().unwrap_or_default();
            Some(LedgerRow {
                date: when(claim.valid),
                source: clean_line(source_name(run, claim)),
                tier: claim.tier.word(),
                words: shorten(&clean_line(super::page::start_of(at.text, 1000)), 160),
                place: super::page::short_place(&at),
                anchor: if shown.contains(&i) {
                    format!("claim-{i}")
                } else {
                    String::new()
                },
                counts: list(uses.counts.get(&i)),
                not: list(uses.not.get(&i)),
            })
        })
        .collect();
    (rows, more)
}
