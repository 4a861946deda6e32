//! What changed since an earlier run: each status that is another now, and the reports that moved it.

use super::json::witness;
use super::{Run, clean_line, place};
use crate::model::{InstanceJudgement, Judgement, Rulebook, Status};
use crate::time::{Day, parse_date};
use std::collections::{BTreeMap, BTreeSet};

/// A status that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Commitment or instance.
    pub id: String,
    /// Its status then; none where it was not there.
    pub was: Option<Status>,
    /// Its status now; none where it is gone.
    pub now: Option<Status>,
    /// Indexes of the claims that decide it now and were not known then; none where the calendar alone
    /// or a rule moved it.
    pub by: Vec<usize>,
}

/// Every commitment's and instance's status by ID.
pub fn statuses(rules: &Rulebook, judgement: &Judgement) -> BTreeMap<String, Status> {
    let mut out = BTreeMap::new();
    for c in &judgement.commitments {
        out.extend(c.instances.iter().map(|i| (i.id.clone(), i.status)));
        if let Some(of) = rules.commitments.get(c.commitment) {
            out.insert(of.id.clone(), c.status);
        }
    }
    out
}

/// What changed, in the judgement's order, what is gone at the end; nothing where no earlier run is
/// given.
pub fn changes(run: &Run<'_>) -> Vec<Change> {
    let Some(earlier) = run.earlier else {
        return Vec::new();
    };
    let then = parse_date(&earlier.as_of).map(|d| d.interval.hi);
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |id: &str, now: Status, by: Vec<usize>| {
        let was = earlier.statuses.get(id).copied();
        if seen.insert(id.to_string()) && was != Some(now) {
            out.push(Change {
                id: id.to_string(),
                was,
                now: Some(now),
                by,
            });
        }
    };
    for c in &run.judgement.commitments {
        let Some(of) = run.rules.commitments.get(c.commitment) else {
            continue;
        };
        let mut all: Vec<usize> = c
            .instances
            .iter()
            .flat_map(|i| movers(run, i, then))
            .collect();
        all.sort_unstable();
        all.dedup();
        add(&of.id, c.status, all);
        for i in &c.instances {
            add(&i.id, i.status, movers(run, i, then));
        }
    }
    let gone = earlier
        .statuses
        .iter()
        .filter(|(id, _)| !seen.contains(*id));
    let gone: Vec<Change> = gone
        .map(|(id, was)| Change {
            id: id.clone(),
            was: Some(*was),
            now: None,
            by: Vec::new(),
        })
        .collect();
    out.extend(gone);
    out
}

/// The claims that decide an instance and were recorded after the earlier run.
fn movers(run: &Run<'_>, i: &InstanceJudgement, then: Option<Day>) -> Vec<usize> {
    let (_, groups) = witness(&i.witness);
    let mut out: Vec<usize> = groups
        .into_iter()
        .flat_map(|(_, list)| list.iter().map(|e| e.claim))
        .filter(|c| {
            let recorded = run.claims.claims.get(*c).map(|c| c.recorded);
            then.is_none_or(|t| recorded.is_some_and(|r| r > t))
        })
        .collect();
    out.dedup();
    out
}

/// Places named for one change.
const SHOWN: usize = 5;

/// What moved a status, in words: places of reports, or that none did.
pub fn moved_by(run: &Run<'_>, change: &Change) -> String {
    let places: Vec<String> = change
        .by
        .iter()
        .filter_map(|c| run.claims.claims.get(*c))
        .map(|c| {
            let at = place(run.src, c.span);
            format!("{}:{}", clean_line(at.file), at.line)
        })
        .collect();
    match (change.was, change.now) {
        (None, _) => "not judged then".into(),
        (_, None) => "no longer in the rules".into(),
        _ if places.is_empty() => "no new report: time passed, or the rules changed".into(),
        _ => match places.get(..SHOWN) {
            Some(first) if places.len() > SHOWN => {
                format!("{} and {} more", first.join(", "), places.len() - SHOWN)
            }
            _ => places.join(", "),
        },
    }
}

/// A change on one line: `PK-1: overdue → fulfilled (reports/05.md:9)`.
pub fn line(run: &Run<'_>, change: &Change) -> String {
    let word = |s: Option<Status>| s.map_or("–", Status::word);
    format!(
        "{}: {} → {} ({})",
        clean_line(&change.id),
        word(change.was),
        word(change.now),
        moved_by(run, change)
    )
}
