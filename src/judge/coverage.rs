//! Whether silence means anything: what the reports say that they cover.

use super::evidence::{QUIET, Scale};
use super::instances::Instance;
use super::world::Carry;
use crate::model::{Coverage, Who};
use crate::time::{Day, Interval};

/// What is covered of the searched days.
#[derive(Debug, Clone)]
pub(super) struct Covered {
    pub searched: Interval,
    /// Merged, in order.
    pub covered: Vec<Interval>,
    /// Reports that cover, by index.
    pub reports: Vec<usize>,
    /// Gaps longer than the quiet period.
    pub gaps: Vec<Interval>,
}

impl Covered {
    /// Covered, without a gap that matters.
    pub fn is_whole(&self) -> bool {
        !self.covered.is_empty() && self.gaps.is_empty()
    }
}

/// The cover of an instance's window up to `until`; an admissible denial covers what it denies up to
/// its day.
pub(super) fn covered(
    scale: &Scale<'_>,
    instance: &Instance,
    until: Day,
    denial: Option<Day>,
) -> Covered {
    let searched = Interval::new(scale.norm.window.from, until);
    let mut parts: Vec<Interval> = Vec::new();
    let mut reports = Vec::new();
    for (i, r) in scale.claims.reports.iter().enumerate() {
        if r.recorded > scale.view.known_at {
            continue;
        }
        for c in r.covers.iter().filter(|c| bears_on(scale, instance, c)) {
            // Nobody covers what had not happened when the report came out.
            let part = c
                .period
                .and(searched)
                .and(Interval::new(Day::MIN, r.recorded));
            if !part.is_empty() {
                parts.push(part);
                if !reports.contains(&i) {
                    reports.push(i);
                }
            }
        }
    }
    if let Some(day) = denial {
        let part = Interval::new(searched.lo, day).and(searched);
        if !part.is_empty() {
            parts.push(part);
        }
    }
    parts.sort();
    let mut merged: Vec<Interval> = Vec::new();
    for p in parts {
        match merged.last_mut() {
            Some(last) if p.lo <= last.hi.next() => last.hi = last.hi.max(p.hi),
            _ => merged.push(p),
        }
    }
    let quiet = scale.norm.evidence.quiet.unwrap_or(QUIET);
    let mut gaps = Vec::new();
    let start = if searched.lo.is_finite() {
        searched.lo
    } else {
        merged.first().map_or(until, |m| m.lo)
    };
    let mut from = start;
    for m in merged.iter().copied().chain([Interval::day(until.next())]) {
        let gap = Interval::new(from, m.lo.prev());
        if !gap.is_empty() && quiet.after(gap.lo) <= gap.hi {
            gaps.push(gap);
        }
        from = from.max(m.hi.next());
    }
    Covered {
        searched,
        covered: merged,
        reports,
        gaps,
    }
}

fn bears_on(scale: &Scale<'_>, instance: &Instance, c: &Coverage) -> bool {
    let world = scale.world;
    let actor = c.actors.is_empty()
        || instance.bearers.iter().all(|b| {
            world
                .up(*b, Carry::Actor)
                .iter()
                .any(|w| c.actors.contains(&w.to))
        });
    let topic = c.entities.is_empty() && c.actions.is_empty()
        || instance.goals.iter().all(|g| {
            c.actions.iter().any(|a| world.is_a(g.action, *a))
                || g.targets.iter().flatten().any(|t| match t {
                    Who::Entity(id) | Who::Role(_, id) => world
                        .up(*id, Carry::Target)
                        .iter()
                        .any(|w| c.entities.contains(&w.to)),
                })
        });
    actor && topic
}
