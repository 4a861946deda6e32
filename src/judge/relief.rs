//! Waivers, suspensions, terminations and overrides: takes those that are about an instance; gives what
//! they make of a status on a day.

use crate::model::{Flag, Relief, ReliefKind, Relieved, Rulebook, Status};
use crate::time::{Day, Interval};

/// What is decided about one instance.
#[derive(Debug, Default)]
pub(super) struct Reliefs<'a> {
    /// With their places in the rulebook.
    list: Vec<(usize, &'a Relief)>,
}

impl<'a> Reliefs<'a> {
    /// Those about any of these IDs.
    pub fn of(rules: &'a Rulebook, ids: &[&str]) -> Self {
        if rules.reliefs.is_empty() {
            return Self::default();
        }
        let all = rules.reliefs.iter().enumerate();
        Self {
            list: all.filter(|(_, r)| ids.contains(&r.of.as_str())).collect(),
        }
    }

    /// The overrides alone.
    pub fn overrides(self) -> Self {
        let over = |r: &Relief| matches!(r.kind, ReliefKind::Override(_));
        let list = self.list.into_iter().filter(|(_, r)| over(r)).collect();
        Self { list }
    }

    /// The suspended days, in order, no two of them adjacent.
    pub fn suspended(&self) -> Vec<Interval> {
        let mut days: Vec<Interval> = self
            .of_kind(ReliefKind::Suspend)
            .map(|(_, r)| r.days)
            .collect();
        days.sort_unstable();
        let mut out: Vec<Interval> = Vec::new();
        for d in days {
            match out.last_mut() {
                Some(last) if d.lo <= last.hi.next() => last.hi = last.hi.max(d.hi),
                _ => out.push(d),
            }
        }
        out
    }

    fn of_kind(&self, kind: ReliefKind) -> impl Iterator<Item = (usize, &'a Relief)> {
        self.list
            .iter()
            .copied()
            .filter(move |(_, r)| r.kind == kind)
    }

    /// The day as of which acts count: what was terminated stays as it was on the day before.
    pub fn horizon(&self, day: Day) -> Day {
        let ends = self
            .of_kind(ReliefKind::Terminate)
            .map(|(_, r)| r.days.lo.prev());
        ends.min().map_or(day, |end| end.min(day))
    }

    /// Days on which one begins or ends.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        self.list
            .iter()
            .flat_map(|(_, r)| [r.days.lo, r.days.hi.next()])
    }

    /// A reason, with who decided what before it.
    pub fn reason(&self, decided: &[Relieved], reason: String) -> String {
        decided.iter().fold(reason, |reason, d| {
            let Some((_, r)) = self.list.iter().find(|(n, _)| *n == d.relief) else {
                return reason;
            };
            let (word, was) = (r.kind.word(), d.was.word());
            let because = r.because.trim_end_matches('.');
            format!(
                "{word} by {}: {because}; without that {was}: {reason}",
                r.by
            )
        })
    }

    /// What becomes of a status on a day, with the reliefs that were taken into account.
    pub fn says(
        &self,
        day: Day,
        status: Status,
        flags: Vec<Flag>,
    ) -> (Status, Vec<Flag>, Vec<Relieved>) {
        let mut out = (status, flags, Vec::new());
        if self.list.is_empty() {
            return out;
        }
        // What ends it comes before what excuses it, and that before what only stops it.
        for kind in [
            ReliefKind::Terminate,
            ReliefKind::Waive,
            ReliefKind::Suspend,
        ] {
            let Some((n, _)) = self.of_kind(kind).find(|(_, r)| r.days.contains(day)) else {
                continue;
            };
            let becomes = relieved(kind, out.0);
            if becomes != out.0 {
                let flags = std::mem::take(&mut out.1);
                out.2.push(Relieved {
                    relief: n,
                    was: out.0,
                    flags,
                });
                out.0 = becomes;
            }
        }
        // Of several overrides the one of the last day.
        let over = self.list.iter().filter_map(|(n, r)| match r.kind {
            ReliefKind::Override(to) if r.days.contains(day) => Some((*n, r.days.lo, to)),
            _ => None,
        });
        if let Some((n, _, to)) = over.max_by_key(|(_, from, _)| *from) {
            out.2.push(Relieved {
                relief: n,
                was: out.0,
                flags: out.1.clone(),
            });
            out.0 = to;
            out.1.push(Flag::Overridden);
            out.1 = super::rollup::tidy(out.1);
        }
        out
    }
}

/// What a relief makes of a status.
fn relieved(kind: ReliefKind, status: Status) -> Status {
    let stays = status.is_satisfied()
        || matches!(
            status,
            Status::NotApplicable | Status::NotAssessable | Status::Excused
        );
    match (kind, status) {
        _ if stays => status,
        (ReliefKind::Waive, _) => Status::Excused,
        (ReliefKind::Suspend | ReliefKind::Terminate, Status::Breached) => status,
        (ReliefKind::Terminate, _) => Status::Excused,
        (ReliefKind::Suspend, _) => Status::Suspended,
        (ReliefKind::Override(to), _) => to,
    }
}

/// The deadline with the suspended days added: the least D with D = d + |Z ∩ [s, D]|.
pub(super) fn tolled(suspended: &[Interval], s: Day, d: Day) -> Day {
    let mut out = d;
    for z in suspended {
        let lo = z.lo.max(s);
        if !out.is_finite() || lo > out {
            break;
        }
        if !z.hi.is_finite() {
            return Day::MAX;
        }
        if lo <= z.hi {
            let n = i32::try_from(lo.days_until(z.hi) + 1).unwrap_or(i32::MAX);
            out = out.plus(n);
        }
    }
    out
}
