//! What recurs without instances of its own: `at least every` and `regularly`.

use super::decided::later;
use super::shelf::Shelf;
use super::walk::Walk;
use super::{Check, acts, camps, claim, deny, err, passed_over};
use crate::model::{Claim, Flag, InstanceJudgement, Norm, Status, Witness};
use crate::time::{Day, Interval, Unit};

/// The days of the cited acts, in order.
fn days(walk: &Walk<'_>, list: &[crate::model::Evidence]) -> Result<Vec<Day>, String> {
    let mut out = Vec::new();
    for e in list {
        let c: &Claim = claim(walk, e)?;
        out.push(walk.days(c).hi);
    }
    out.sort_unstable();
    Ok(out)
}

pub(super) fn interval(
    walk: &Walk<'_>,
    norm: &Norm,
    j: &InstanceJudgement,
    shelf: &Shelf,
) -> Check {
    let (s, d, t) = (norm.window.from, norm.window.to, walk.view.as_of);
    let end = t.min(d);
    let Some(p) = norm.every.map(|p| p.node) else {
        return err("nothing says how often");
    };
    // The last day for the next act, suspended days apart.
    let due = |since: Day, first: Day| {
        // A day that the anchor gives is followed by the anchor's next.
        let mut grid = (0..100_000)
            .map(|k| p.after_times(s, k))
            .skip_while(|d| *d < since);
        let anchored = matches!(p.unit, Unit::Months | Unit::Years) && grid.next() == Some(since);
        let plain = if anchored { grid.next() } else { None };
        let day = later(&norm.suspended, first, plain.unwrap_or(p.after(since)));
        day.unwrap_or(Day::MAX)
    };
    let lapsed = j.flags.iter().any(|f| matches!(f, Flag::LateBy(_)));
    match (&j.witness, j.status) {
        (Witness::Hits(list), Status::Holding | Status::Fulfilled | Status::FulfilledLate) => {
            acts(walk, list)?;
            let over = t > d;
            if over == (j.status == Status::Holding) {
                return err("it is over, or it is not");
            }
            let (mut since, mut first) = (s, s);
            for day in days(walk, list)? {
                if day > due(since, first) && !lapsed {
                    return err("the cited acts leave a gap that it does not speak of");
                }
                (since, first) = (since.max(day), since.max(day).next());
            }
            let late = j.status == Status::FulfilledLate;
            if due(since, first) < end || late && !lapsed || over && late != lapsed {
                return err("the last cited act is too long ago");
            }
            Ok(())
        }
        (Witness::Camps(a, b), Status::Contested) => camps(walk, a, b),
        (Witness::Denial(list), Status::Breached) => deny(walk, list, p.after(s)),
        (Witness::Absence { .. }, Status::Pending) => {
            if due(s, s) < end {
                return err("the first act was due before");
            }
            passed_over(walk)
        }
        (Witness::Absence { searched, .. }, status) => {
            let due = if searched.lo == s {
                due(s, s)
            } else {
                due(searched.lo.prev(), searched.lo)
            };
            if searched.hi.next() <= due || searched.lo < s || searched.hi > end {
                return err("the time without an act is not too long");
            }
            let within = |days: Interval, ask: &dyn Fn(&Walk<'_>) -> bool| {
                let mut own = norm.clone();
                (own.window.from, own.window.to) = (days.lo, days.hi);
                let narrow = Walk::new(walk.rules, walk.claims, walk.view, &own, &j.id, shelf);
                passed_over(&narrow)?;
                if ask(&narrow) {
                    Ok(())
                } else {
                    err("nobody looked at all of the time")
                }
            };
            let closed = norm.evidence.closed == Some(true);
            match status {
                Status::Unreported => within(*searched, &|_| true),
                Status::Overdue => within(*searched, &|w: &Walk<'_>| w.is_covered()),
                Status::Breached if closed => within(*searched, &|_| true),
                Status::Breached => {
                    let first = Interval::new(searched.lo, due);
                    within(first, &|w: &Walk<'_>| w.register_covers_all())
                }
                _ => err(format!("`{}` cannot rest on silence", status.word())),
            }
        }
        _ => err(format!("`{}` cannot rest on that", j.status.word())),
    }
}

pub(super) fn continuing(walk: &Walk<'_>, norm: &Norm, j: &InstanceJudgement) -> Check {
    match (&j.witness, j.status) {
        (Witness::Hits(list), Status::Holding) => acts(walk, list),
        (Witness::Camps(a, b), Status::Contested) => camps(walk, a, b),
        (Witness::Denial(list), Status::NotDone) => {
            deny(walk, list, norm.window.from)?;
            passed_over(walk)
        }
        (Witness::Absence { .. }, Status::Unreported) => passed_over(walk),
        _ => err(format!("`{}` cannot rest on that", j.status.word())),
    }
}
