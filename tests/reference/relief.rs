//! Section 3 of the page: `suspend`, `waive`, `terminate` and `override`.

use super::{Verdict, satisfied};
use servanda::model::*;
use servanda::time::{Day, Interval};

/// Every suspended interval.
pub fn suspended(reliefs: &[&Relief]) -> Vec<Interval> {
    let of = reliefs.iter().filter(|r| r.kind == ReliefKind::Suspend);
    of.map(|r| r.days).collect()
}

/// The least D with D = d + |Z ∩ [s, D]|, day by day.
pub fn tolled(z: &[Interval], s: Day, d: Day) -> Day {
    if !d.is_finite() {
        return d;
    }
    let is_off = |day: Day| z.iter().any(|i| i.contains(day));
    let from = if s.is_finite() {
        s
    } else {
        z.iter().map(|i| i.lo).min().unwrap_or(d).min(d)
    };
    let mut count = (from.0..=d.0).filter(|n| is_off(Day(*n))).count() as i32;
    let mut end = d;
    // Every day added may itself be suspended.
    while count > 0 {
        end = end.next();
        count -= 1;
        if is_off(end) {
            count += 1;
        }
        if end.0 - d.0 > 200_000 {
            return Day::MAX;
        }
    }
    end
}

/// What was decided, over what the acts come to as of a day.
pub fn decided(reliefs: &[&Relief], t: Day, acts: impl Fn(Day) -> Verdict) -> Verdict {
    let now = |kind| reliefs.iter().any(|r| r.kind == kind && r.days.contains(t));
    // Terminated: it stays as it was on the day before.
    let ends = reliefs.iter().filter(|r| r.kind == ReliefKind::Terminate);
    let end = ends.map(|r| r.days.lo.prev()).min();
    let mut out = acts(end.map_or(t, |e| e.min(t)));
    let rests = [
        Status::NotApplicable,
        Status::NotAssessable,
        Status::Excused,
    ];
    if !satisfied(out.0) && !rests.contains(&out.0) {
        let breached = out.0 == Status::Breached;
        if now(ReliefKind::Waive) || (now(ReliefKind::Terminate) && !breached) {
            out = (Status::Excused, vec![]);
        } else if now(ReliefKind::Suspend) && !breached {
            out = (Status::Suspended, vec![]);
        }
    }
    let mut last: Option<(Day, Status)> = None;
    for r in reliefs {
        if let ReliefKind::Override(s) = r.kind {
            if r.days.contains(t) && last.is_none_or(|(day, _)| r.days.lo >= day) {
                last = Some((r.days.lo, s));
            }
        }
    }
    if let Some((_, s)) = last {
        out.0 = s;
        out.1.push(Flag::Overridden);
        out.1.sort();
        out.1.dedup();
    }
    out
}
