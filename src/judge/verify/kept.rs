//! What is to be kept: that each cited event is one, and that nothing which ended the condition was passed
//! over. The days are walked from event to event, by the plainest reading of "from an event to its opposite".

use super::decided::later;
use super::shelf::Shelf;
use super::walk::Walk;
use super::{Check, camps, claim, denies, err, plain, undoings};
use crate::model::{
    ActionId, Claim, Evidence, Flag, InstanceJudgement, Norm, NormKind, Quantifier, Selection,
    Status, Terms, Who, Witness,
};
use crate::source::Span;
use crate::time::{Day, Interval};

/// A norm by which an event is looked for, at any time.
pub(super) fn event(norm: &Norm, action: ActionId, kind: NormKind, by_anyone: bool) -> Norm {
    let mut out = norm.clone();
    (out.kind, out.atom.action.node) = (kind, action);
    out.atom.amount = None;
    out.atom.performer = by_anyone.then(|| Selection {
        quantifier: Quantifier::Any,
        members: Vec::new(),
        open: false,
        anyone: true,
        bound: None,
        span: Span::default(),
    });
    (out.window.from, out.window.to) = (Day::MIN, Day::MAX);
    (out.terms, out.trigger) = (Terms::default(), None);
    out.suspended.clear();
    out
}

pub(super) fn kept(walk: &Walk<'_>, norm: &Norm, j: &InstanceJudgement, shelf: &Shelf) -> Check {
    let Some(condition) = &norm.terms.keeps else {
        return err("nothing says what is to be kept");
    };
    let starts = condition.starts.iter();
    let starts: Vec<Norm> = starts
        .map(|a| event(norm, *a, NormKind::Achieve, false))
        .collect();
    let ends = condition.ends.iter();
    let ends: Vec<Norm> = ends
        .map(|a| event(norm, *a, NormKind::Prevent, true))
        .collect();
    let starts: Vec<Walk<'_>> = starts
        .iter()
        .map(|n| Walk::new(walk.rules, walk.claims, walk.view, n, &j.id, shelf))
        .collect();
    let ends: Vec<Walk<'_>> = ends
        .iter()
        .map(|n| Walk::new(walk.rules, walk.claims, walk.view, n, &j.id, shelf))
        .collect();
    let own = Own {
        norm,
        starts: &starts,
        ends: &ends,
        members: walk.members(),
        until: walk.view.as_of,
    };
    own.check(j)
}

struct Own<'a> {
    norm: &'a Norm,
    starts: &'a [Walk<'a>],
    ends: &'a [Walk<'a>],
    members: Vec<Who>,
    until: Day,
}

impl Own<'_> {
    fn check(&self, j: &InstanceJudgement) -> Check {
        let (d, t) = (self.norm.window.to, self.until);
        match (&j.witness, j.status) {
            (Witness::Hits(list), Status::Holding | Status::Fulfilled) => {
                if (t > d) == (j.status == Status::Holding) {
                    return err("it is over, or it is not");
                }
                let lapsed = j.flags.iter().any(|f| matches!(f, Flag::LateBy(_)));
                let mut all = self.members.iter();
                all.try_for_each(|w| self.held(*w, list, lapsed))
            }
            (Witness::Hits(list), Status::Breached | Status::NotDone) => self.ended(list),
            (Witness::Undone { hits, reversals }, Status::Breached | Status::NotDone) => {
                some(self.starts.iter().map(|w| undoings(w, hits, reversals)))
            }
            (Witness::Denial(list), Status::Breached | Status::NotDone) => self.denied(list),
            (Witness::Absence { .. }, Status::Breached | Status::NotDone) => self.silent(),
            (Witness::Camps(a, b), Status::Contested) => {
                some(self.starts.iter().chain(self.ends).map(|w| camps(w, a, b)))
            }
            // It says only that somebody must look, or that some of it is kept.
            (Witness::Absence { .. }, Status::Unreported) => Ok(()),
            (_, Status::Partial) => Ok(()),
            _ => err(format!("`{}` cannot rest on that", j.status.word())),
        }
    }

    /// Events of some kind on somebody, of which nobody says the contrary.
    fn events<'b>(walks: &'b [Walk<'b>], who: Who) -> Vec<Interval> {
        let mut out = Vec::new();
        for w in walks.iter().filter(|w| w.need() == 1) {
            let all = w.likely().filter(|c| c.targets.contains(&who));
            out.extend(all.filter(|c| plain(w, c)).map(|c| w.days(c)));
        }
        out
    }

    /// It held on every day, by what is cited.
    fn held(&self, who: Who, list: &[Evidence], lapsed: bool) -> Check {
        let (s, d) = (self.norm.window.from, self.norm.window.to);
        let end = d.min(self.until);
        let mut cited: Vec<Interval> = Vec::new();
        let mut ends = Self::events(self.ends, who);
        for e in list {
            let Some(walk) = self.starts.first() else {
                return err("nothing starts it");
            };
            let c = claim(walk, e)?;
            some(self.starts.iter().map(|w| w.act(c)))?;
            if !c.targets.contains(&who) {
                continue;
            }
            let days = walk.days(c);
            cited.push(days);
            let undone = self.starts.iter().flat_map(|w| w.undoings_of(c));
            let undone = undone.filter(|r| r.targets.contains(&who));
            ends.extend(undone.map(|r| {
                let of = walk.days(r);
                Interval::new(of.lo.max(days.hi), of.hi)
            }));
        }
        let off = |day: Day| self.norm.suspended.iter().any(|z| z.contains(day));
        let mut days: Vec<Day> = ends.iter().map(|e| e.lo.max(s)).collect();
        days.extend([s, end]);
        days.retain(|x| *x <= end && !off(*x));
        for x in days {
            let stands =
                |c: &&Interval| c.hi <= x && !ends.iter().any(|e| e.lo <= x && e.hi >= c.lo);
            let again = || {
                let cure = self.norm.terms.curing.filter(|_| lapsed);
                let until =
                    cure.map_or(Some(x), |n| later(&self.norm.suspended, x, n.node.after(x)));
                let until = until.unwrap_or(Day::MAX);
                cited.iter().any(|c| x < c.hi && c.hi <= until)
            };
            if !cited.iter().any(|c| stands(&c)) && !again() {
                return err(format!("nothing that is cited shows that it held on {x}"));
            }
        }
        Ok(())
    }

    /// A cited event ended it, and nothing started it since.
    fn ended(&self, list: &[Evidence]) -> Check {
        let s = self.norm.window.from;
        let mut shown = false;
        for e in list {
            let Some(walk) = self.ends.first() else {
                return err("nothing ends it");
            };
            let c: &Claim = claim(walk, e)?;
            some(self.ends.iter().map(|w| w.act(c)))?;
            let days = walk.days(c);
            let x = days.hi.max(s);
            let mut on = self.members.iter().filter(|w| c.targets.contains(w));
            let again = |w: &Who| {
                let starts = Self::events(self.starts, *w);
                starts.iter().any(|b| b.lo <= x && b.hi >= days.lo)
            };
            shown |= on.any(|w| !again(w));
        }
        match shown {
            true => Ok(()),
            false => err("no cited event ended it for longer than it was made good"),
        }
    }

    /// Of every start somebody says that it was not.
    fn denied(&self, list: &[Evidence]) -> Check {
        let s = self.norm.window.from;
        for w in self.starts {
            let mut found = false;
            for e in list {
                let c = claim(w, e)?;
                w.heard(c)?;
                if !denies(c) || w.days(c).hi < s {
                    return err("a cited denial does not deny it for that time");
                }
                found |= w.denies_all(c);
            }
            if !found {
                return err("something that would start it is not denied");
            }
        }
        Ok(())
    }

    /// In a closed world nothing had started it by some day.
    fn silent(&self) -> Check {
        if self.norm.evidence.closed != Some(true) {
            return err("silence shows nothing in an open world");
        }
        let s = self.norm.window.from;
        let held = |w: &Who| {
            let starts = Self::events(self.starts, *w);
            starts.iter().any(|b| b.lo <= s)
        };
        let later = !self.norm.suspended.is_empty();
        match later || self.members.iter().any(|w| !held(w)) {
            true => Ok(()),
            false => err("an event that started it was passed over"),
        }
    }
}

/// One of several checks holds; else what the first has to say.
pub(super) fn some(mut all: impl Iterator<Item = Check>) -> Check {
    let Some(first) = all.next() else {
        return err("there is nothing by which it could be");
    };
    match first.is_ok() || all.any(|c| c.is_ok()) {
        true => Ok(()),
        false => first,
    }
}
