//! Waivers, suspensions, terminations and overrides: from a status back to that of the acts alone.

use super::Check;
use crate::model::{InstanceJudgement, Norm, Relief, ReliefKind, Rulebook, Status, View};
use crate::time::{Day, Interval};

/// What was decided about one instance.
pub(super) struct Decided<'a> {
    rules: &'a Rulebook,
    view: View,
    ids: Vec<&'a str>,
}

impl<'a> Decided<'a> {
    pub fn new(rules: &'a Rulebook, view: View, ids: Vec<&'a str>) -> Self {
        Self { rules, view, ids }
    }

    fn own(&self) -> impl Iterator<Item = &'a Relief> {
        let all = self.rules.reliefs.iter();
        all.filter(|r| self.ids.iter().any(|id| *id == r.of))
    }

    /// The judgement as it was before anything was decided.
    pub fn undone(&self, j: &InstanceJudgement) -> Result<InstanceJudgement, String> {
        let mut base = j.clone();
        let mut becomes = j.status;
        for d in j.reliefs.iter().rev() {
            let r = self.rules.reliefs.get(d.relief);
            let r = r.filter(|r| self.own().any(|x| x == *r));
            let Some(r) = r.filter(|r| r.days.contains(self.view.as_of)) else {
                return Err("it rests on a decision that is none about it".to_owned());
            };
            let satisfied = d.was.is_satisfied();
            let fits = match (r.kind, becomes) {
                (ReliefKind::Override(to), s) => to == s,
                (ReliefKind::Waive, Status::Excused) => !satisfied,
                (ReliefKind::Terminate, Status::Excused)
                | (ReliefKind::Suspend, Status::Suspended) => {
                    !satisfied && d.was != Status::Breached
                }
                _ => false,
            };
            if !fits {
                return Err("the decision does not make that of it".to_owned());
            }
            becomes = d.was;
            base.flags.clone_from(&d.flags);
        }
        base.status = becomes;
        base.reliefs.clear();
        Ok(base)
    }

    /// What counts is what was so on the day before a termination.
    pub fn view(&self) -> View {
        let ends = self.own().filter(|r| r.kind == ReliefKind::Terminate);
        let last = ends.map(|r| r.days.lo.prev()).min();
        View {
            as_of: last.map_or(self.view.as_of, |d| d.min(self.view.as_of)),
            ..self.view
        }
    }

    /// Adds the suspended days to a norm.
    pub fn suspend(&self, norm: &mut Norm) -> Check {
        let days = self.own().filter(|r| r.kind == ReliefKind::Suspend);
        norm.suspended = days.map(|r| r.days).collect();
        if norm.kind.has_deadline() {
            norm.window.to = later(&norm.suspended, norm.window.from, norm.window.to)
                .ok_or("its deadline never comes to rest")?;
        }
        Ok(())
    }
}

/// A day, put off by the suspended days since another until nothing more is added.
pub(super) fn later(suspended: &[Interval], since: Day, day: Day) -> Option<Day> {
    let mut out = day;
    // Each round but the last reaches into days that were not counted before.
    for _ in 0..=100_000 {
        let searched = Interval::new(since, out);
        let mut parts: Vec<Interval> = suspended.iter().map(|z| z.and(searched)).collect();
        parts.retain(|p| !p.is_empty());
        parts.sort_unstable();
        let (mut n, mut next) = (0i64, since);
        for p in parts {
            let lo = p.lo.max(next);
            if lo <= p.hi {
                n += lo.days_until(p.hi) + 1;
                next = p.hi.next();
            }
        }
        let endless = suspended.iter().any(|z| !z.hi.is_finite() && z.lo <= out);
        let put_off = match endless || !day.is_finite() {
            true => Day::MAX,
            false => day.plus(i32::try_from(n).unwrap_or(i32::MAX)),
        };
        if put_off == out {
            return Some(out);
        }
        out = put_off;
    }
    None
}
