//! How much several acts come to: takes acts with their sizes, in the order of their days; gives a sum that
//! holds whoever of them tells of the same. Only acts that surely are different events are added.
//!
//! The sum up to an act is the greater of that up to the one before it, and of the act's own worth with the
//! sum of those before the first act that may be the same event. Each sum is thus of acts no two of which
//! may be one, and never more than what was done.

use super::size::Size;
use super::truth::{Scene, widen};
use super::weigh::Item;
use super::world::Carry;
use crate::model::{Claim, Dating, Who};
use crate::time::Interval;
use rustc_hash::FxHashMap;

/// An act with its size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub item: Item,
    pub claim: &'a Claim,
    pub size: Size,
}

/// Acts near an act that are compared with it; past it none more is added.
const NEAR: usize = 1024;

/// Whether two acts may be one event told twice.
pub(super) fn may_be_one(scene: &Scene<'_>, a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let (x, y) = (a.claim, b.claim);
    if a.item.claim == b.item.claim || x.event.is_some() && x.event == y.event {
        return true;
    }
    let dated = x.dating == Dating::Given && y.dating == Dating::Given;
    // What has no date of its own may be told again at any time.
    if !dated && a.size == b.size {
        return true;
    }
    let apart = |i: Interval, j: Interval| !i.overlaps(j);
    if x.source != y.source {
        let wide = |i| widen(i, scene.standard.same_event);
        let (i, j) = (a.item.days, b.item.days);
        return !apart(wide(i), j) || !apart(i, wide(j));
    }
    let rows = x.event.is_some() && y.event.is_some();
    let day = |i: Interval| i.lo == i.hi;
    // Two rows of one table: a later table may mend an earlier one.
    let table = x.wording.is_none()
        && y.wording.is_none()
        && x.recorded == y.recorded
        && day(a.item.days)
        && day(b.item.days)
        && a.size != b.size;
    !(rows || table || apart(a.item.days, b.item.days) || other_parts(scene, x, y))
}

/// Whether one voice tells of two acts with other parties.
fn other_parts(scene: &Scene<'_>, x: &Claim, y: &Claim) -> bool {
    let world = &scene.court.world;
    let related = |a: Who, b: Who| match (a, b) {
        (Who::Entity(a), Who::Entity(b)) => [Carry::Actor, Carry::Target].iter().any(|carry| {
            let day = x.valid.hi.min(y.valid.hi);
            world.reaches(a, b, *carry, day) || world.reaches(b, a, *carry, day)
        }),
        (a, b) => a == b,
    };
    let apart = |xs: &[Who], ys: &[Who]| {
        !xs.is_empty() && !ys.is_empty() && !xs.iter().any(|a| ys.iter().any(|b| related(*a, *b)))
    };
    let part = |c: &Claim, p| -> Vec<Who> {
        let own = c.participants.iter().filter(|(q, _)| *q == p);
        own.map(|(_, e)| Who::Entity(*e)).collect()
    };
    apart(&x.targets, &y.targets)
        || crate::model::Preposition::ALL
            .iter()
            .any(|(p, _)| apart(&part(x, *p), &part(y, *p)))
}

/// What each act is worth for sure: another voice that tells of less, of the same days, may be right.
/// With each the acts that tell of less.
pub(super) fn worths(scene: &Scene<'_>, list: &[Entry<'_>]) -> Vec<(i128, Vec<u32>)> {
    let mut sources: Vec<_> = list.iter().map(|e| e.claim.source).collect();
    sources.dedup();
    // The rows of one register do not speak of each other.
    let one = sources.len() <= 1 && list.iter().all(|e| e.claim.event.is_some());
    let mut own = FxHashMap::default();
    for e in list {
        *own.entry(e.claim.event).or_insert(0usize) += 1;
    }
    let register = one && own.values().all(|n| *n == 1);
    let within = scene.standard.same_event;
    let less = |a: &Entry<'_>, b: &Entry<'_>| {
        let wide = widen(b.item.days, within);
        let other = a.claim.source != b.claim.source || a.claim.recorded != b.claim.recorded;
        other
            && b.size.hi.is_some_and(|hi| hi < a.size.lo)
            && wide.lo <= a.item.days.lo
            && a.item.days.hi <= wide.hi
            && may_be_one(scene, a, b)
    };
    let coarse = Coarse::new(list);
    let worth = |a: &Entry<'_>| {
        if register {
            return (a.size.lo, Vec::new());
        }
        let Some(near) = coarse.near(scene, list, a) else {
            // Too many to be sure of.
            return (0, Vec::new());
        };
        let mut out = (a.size.lo, Vec::new());
        for b in near.into_iter().filter(|b| less(a, b)) {
            out.0 = out.0.min(b.size.lo);
            out.1.push(b.item.claim);
        }
        out
    };
    list.iter().map(worth).collect()
}

/// Acts of more than a day: only these lie near another whatever their last day.
pub(super) struct Coarse(Vec<usize>);

impl Coarse {
    pub fn new(list: &[Entry<'_>]) -> Self {
        let all = list.iter().enumerate();
        let more = all.filter(|(_, e)| e.item.days.lo < e.item.days.hi);
        Self(more.map(|(i, _)| i).collect())
    }

    /// All acts whose days may lie within the window of one event around an act's; none where there are
    /// too many.
    pub fn near<'l, 'a>(
        &self,
        scene: &Scene<'_>,
        list: &'l [Entry<'a>],
        of: &Entry<'_>,
    ) -> Option<Vec<&'l Entry<'a>>> {
        // Months are not of one length: a few days more.
        let wide = widen(of.item.days, scene.standard.same_event);
        let (lo, hi) = (wide.lo.plus(-3), wide.hi.plus(3));
        let first = list.partition_point(|j| j.item.days.hi < lo);
        let last = list.partition_point(|j| j.item.days.hi <= hi);
        let later = self.0.partition_point(|i| *i < last);
        let later = self.0.get(later..).unwrap_or_default();
        if last.saturating_sub(first) + later.len() > NEAR {
            return None;
        }
        let near = list.get(first..last).unwrap_or_default().iter();
        let later = later.iter().filter_map(|i| list.get(*i));
        Some(near.chain(later).collect())
    }
}

/// The sums up to each act.
pub(super) struct Chain {
    /// Up to so many acts; one more than there are.
    best: Vec<i128>,
    /// Of each act, how many before it surely are other events, all of them.
    clear: Vec<usize>,
}

impl Chain {
    /// Adds acts up, each by its worth.
    pub fn new(scene: &Scene<'_>, list: &[Entry<'_>], worths: &[i128]) -> Self {
        let mut events: FxHashMap<u64, usize> = FxHashMap::default();
        // Of each size the first act, and the first without a date.
        let mut sizes: FxHashMap<Size, (usize, Option<usize>)> = FxHashMap::default();
        let (mut best, mut clear) = (vec![0i128], Vec::new());
        for (i, (e, worth)) in list.iter().zip(worths).enumerate() {
            let mut first = i;
            if let Some(event) = e.claim.event {
                first = first.min(*events.entry(event).or_insert(i));
            }
            let undated = e.claim.dating != Dating::Given;
            let seen = sizes.entry(e.size).or_insert((i, None));
            let alike = if undated { Some(seen.0) } else { seen.1 };
            if undated {
                seen.1.get_or_insert(i);
            }
            if let Some(j) = alike.filter(|j| *j != i) {
                first = first.min(j);
            }
            // Months are not of one length: a few days more.
            let since = scene.standard.same_event.before(e.item.days.lo).plus(-3);
            let from = list.partition_point(|j| j.item.days.hi < since);
            let near = list.get(from..first).unwrap_or_default();
            let found = near.iter().take(NEAR).position(|b| may_be_one(scene, e, b));
            first = match found {
                Some(n) => from + n,
                None => first.min(from.saturating_add(NEAR)),
            };
            let before = best.get(first).copied().unwrap_or(0);
            let last = best.last().copied().unwrap_or(0);
            best.push(last.max(before.saturating_add(*worth)));
            clear.push(first);
        }
        Self { best, clear }
    }

    /// The number of acts that it takes to come to so much.
    pub fn reaches(&self, n: i128) -> Option<usize> {
        let acts = self.best.partition_point(|b| *b < n);
        (acts < self.best.len()).then_some(acts)
    }

    /// The sum up to so many acts.
    pub fn sum(&self, acts: usize) -> i128 {
        self.best.get(acts).copied().unwrap_or(0)
    }

    /// The acts that make up the sum up to so many.
    pub fn made_of(&self, acts: usize) -> Vec<usize> {
        let (mut out, mut at) = (Vec::new(), acts);
        while at > 0 {
            if self.sum(at) > self.sum(at - 1) {
                out.push(at - 1);
                at = self.clear.get(at - 1).copied().unwrap_or(0).min(at - 1);
            } else {
                at -= 1;
            }
        }
        out.reverse();
        out
    }
}
