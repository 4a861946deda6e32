//! Guards, exceptions and conditions of the day: that what is cited of them is so, by claims and days alone.

use super::kept::{event, some};
use super::shelf::Shelf;
use super::walk::Walk;
use super::{Check, camps, claim, denies, err, plain, undoings};
use crate::model::{
    ActionId, Atom, Bearers, Claim, Claims, Evidence, Given, InstanceJudgement, Norm, NormKind,
    Quantifier, Rulebook, Status, View, Who, Witness,
};
use crate::time::{Day, Interval};
use rustc_hash::FxHashSet;

/// What is looked out for, each event as a norm.
pub(super) struct Lookout {
    starts: Vec<Norm>,
    ends: Vec<Norm>,
    /// Of whom, where it is a condition.
    who: Option<Who>,
}

impl Lookout {
    /// `serves`: that it is true serves the bearer.
    fn new(norm: &Norm, fact: &Given, serves: bool) -> Self {
        let (mine, other) = match serves {
            true => (NormKind::Achieve, NormKind::Prevent),
            false => (NormKind::Prevent, NormKind::Achieve),
        };
        let by_any = |mut n: Norm| {
            if let Bearers::Of(s) = &mut n.bearers {
                s.quantifier = Quantifier::Any;
            }
            n.counting_earlier = None;
            n
        };
        match fact {
            Given::Event { atom, .. } => {
                let own = Norm {
                    atom: atom.clone(),
                    ..event(norm, atom.action.node, mine, false)
                };
                Self {
                    starts: vec![by_any(own)],
                    ends: Vec::new(),
                    who: None,
                }
            }
            Given::State(s) => {
                let of = |a: &ActionId, kind| {
                    let own = event(norm, *a, kind, true);
                    let atom = Atom {
                        targets: Some(s.who.clone()),
                        participants: Vec::new(),
                        ..own.atom.clone()
                    };
                    by_any(Norm { atom, ..own })
                };
                let starts = s.condition.starts.iter().map(|a| of(a, mine));
                let ends = s.condition.ends.iter().map(|a| of(a, other));
                Self {
                    starts: starts.collect(),
                    ends: ends.collect(),
                    who: s.who.members.first().copied(),
                }
            }
        }
    }
}

/// A lookout with the claims.
struct Watched<'a> {
    starts: Vec<Walk<'a>>,
    ends: Vec<Walk<'a>>,
    who: Option<Who>,
}

/// By what is looked.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub rules: &'a Rulebook,
    pub claims: &'a Claims,
    pub view: View,
    pub shelf: &'a Shelf,
}

impl<'a> By<'a> {
    fn watch(self, l: &'a Lookout, id: &str) -> Watched<'a> {
        let walk = |n: &'a Norm| Walk::new(self.rules, self.claims, self.view, n, id, self.shelf);
        Watched {
            starts: l.starts.iter().map(walk).collect(),
            ends: l.ends.iter().map(walk).collect(),
            who: l.who,
        }
    }
}

impl Watched<'_> {
    fn is_of(&self, c: &Claim) -> bool {
        self.who.is_none_or(|w| c.targets.contains(&w))
    }

    /// Events of which nobody says the contrary, or all that anybody tells of.
    fn days(&self, walks: &[Walk<'_>], sure: bool) -> Vec<Interval> {
        let mut out = Vec::new();
        for w in walks {
            let all = w.likely().filter(|c| self.is_of(c) && w.act(c).is_ok());
            let all = all.filter(|c| !sure || w.need() == 1 && plain(w, c));
            out.extend(all.map(|c| w.days(c)));
        }
        out
    }

    /// Ends of a start, as anybody tells of them.
    fn ends_of(&self, c: &Claim, sure: bool) -> Vec<Interval> {
        let mut out = self.days(&self.ends, sure);
        if self.who.is_some() {
            for w in &self.starts {
                let undone = w.undoings_of(c).into_iter().filter(|r| self.is_of(r));
                out.extend(undone.map(|r| {
                    let (of, day) = (w.days(r), w.days(c).hi);
                    Interval::new(of.lo.max(day), of.hi)
                }));
            }
        }
        out
    }

    /// Some cited start lies in these days, and nothing ended it by their last.
    fn shown(&self, list: &[Evidence], days: Interval) -> Check {
        let Some(first) = self.starts.first() else {
            return err("nothing starts it");
        };
        let mut shown = false;
        for e in list {
            let c = claim(first, e)?;
            some(self.starts.iter().map(|w| w.act(c)))?;
            let of = first.days(c);
            let ends = self.ends_of(c, true);
            let over = |x: Day| ends.iter().any(|e| e.lo <= x && e.hi >= of.lo);
            let held = match self.who {
                None => days.lo <= of.lo && of.hi <= days.hi,
                Some(_) => of.hi <= days.hi && !over(of.hi.max(days.lo)),
            };
            shown |= self.is_of(c) && held;
        }
        match shown {
            true => Ok(()),
            false => err("no cited event makes it true"),
        }
    }

    /// Whether it surely is so on all of some days.
    fn surely(&self, days: Interval) -> bool {
        let ends = self.days(&self.ends, false);
        let over = |s: &Interval| ends.iter().any(|e| e.lo <= days.hi && e.hi >= s.lo);
        self.starts.iter().any(|w| {
            let mut all = w.likely().filter(|c| self.is_of(c) && plain(w, c));
            all.any(|c| w.days(c).hi <= days.lo && !over(&w.days(c)))
        })
    }
}

/// Whether the norm is judged by its acts: its guard, if it has one, is shown to be true. Else that it is
/// not is what its witness shows.
pub(super) fn guarded(
    by: By<'_>,
    norm: &Norm,
    u: Day,
    j: &InstanceJudgement,
) -> Result<bool, String> {
    let Some(fact) = &norm.terms.guard else {
        return Ok(true);
    };
    if by.view.as_of < norm.window.from {
        return Ok(true);
    }
    let lookout = Lookout::new(norm, fact, false);
    let w = by.watch(&lookout, &j.id);
    if !j.guard.is_empty() {
        let from = match w.who {
            None => Day::MIN,
            Some(_) => u,
        };
        let shown = w.shown(&j.guard, Interval::new(from, u));
        shown.map_err(|why| format!("of its guard: {why}"))?;
        return Ok(true);
    }
    match (&j.witness, j.status) {
        (Witness::Hits(list), Status::NotApplicable) if !w.ends.is_empty() => {
            let ended = |e: &Evidence| {
                let mut all = w.ends.iter();
                all.any(|x| {
                    let c = claim(x, e);
                    c.is_ok_and(|c| x.act(c).is_ok() && x.days(c).hi <= u)
                })
            };
            match list.iter().any(ended) {
                true => {}
                false => return Err("no cited event made its guard false".to_owned()),
            }
        }
        (Witness::Undone { hits, reversals }, Status::NotApplicable) => {
            some(w.starts.iter().map(|x| undoings(x, hits, reversals)))?;
        }
        (Witness::Denial(list), Status::NotApplicable) => {
            for x in &w.starts {
                let denied = |e: &Evidence| {
                    let c = claim(x, e);
                    c.is_ok_and(|c| {
                        denies(c) && x.heard(c).is_ok() && x.days(c).hi >= u && x.denies_all(c)
                    })
                };
                if !list.iter().any(denied) {
                    return Err("its guard is not denied".to_owned());
                }
            }
        }
        (Witness::Absence { .. }, Status::NotApplicable) => {
            let closed = norm.evidence.closed == Some(true);
            if !closed || w.days(&w.starts, true).iter().any(|s| s.lo <= u) {
                return Err("silence does not make its guard false".to_owned());
            }
        }
        (Witness::Camps(a, b), Status::Contested) => {
            some(w.starts.iter().chain(&w.ends).map(|x| camps(x, a, b)))?;
        }
        // It says only that somebody must look.
        (Witness::Absence { .. }, Status::Unreported) => {}
        _ => return Err("nothing shows whether its guard is true".to_owned()),
    }
    Ok(false)
}

/// Whether an exception is what the witness shows.
pub(super) fn excepted(by: By<'_>, norm: &Norm, j: &InstanceJudgement) -> Result<bool, String> {
    let t = by.view.as_of;
    let days = Interval::new(norm.window.from, norm.window.to.min(t));
    if norm.terms.unless.is_empty() || t < days.lo {
        return Ok(false);
    }
    let lookouts = norm.terms.unless.iter();
    let lookouts: Vec<Lookout> = lookouts.map(|f| Lookout::new(norm, f, true)).collect();
    let watched: Vec<Watched<'_>> = lookouts.iter().map(|l| by.watch(l, &j.id)).collect();
    match (&j.witness, j.status) {
        (Witness::Hits(list), Status::NotApplicable) => {
            some(watched.iter().map(|w| w.shown(list, days)))?;
            Ok(true)
        }
        (Witness::Camps(a, b), Status::Contested) => {
            let all = watched.iter().flat_map(|w| w.starts.iter().chain(&w.ends));
            Ok(some(all.map(|x| camps(x, a, b))).is_ok())
        }
        // It says only that somebody must look.
        (Witness::Absence { .. }, Status::Unreported) => Ok(true),
        _ => Ok(false),
    }
}

/// Whether a contest about an exception, or the day, is what the witness shows.
pub(super) fn disputed(by: By<'_>, norm: &Norm, j: &InstanceJudgement) -> bool {
    let (Witness::Camps(a, b), Status::Contested) = (&j.witness, j.status) else {
        return false;
    };
    let unless = norm
        .terms
        .unless
        .iter()
        .map(|f| Lookout::new(norm, f, true));
    let whiles = norm
        .terms
        .whiles
        .iter()
        .map(|f| Lookout::new(norm, f, false));
    let all: Vec<Lookout> = unless.chain(whiles).collect();
    let all: Vec<Watched<'_>> = all.iter().map(|l| by.watch(l, &j.id)).collect();
    let walks = all.iter().flat_map(|w| w.starts.iter().chain(&w.ends));
    some(walks.map(|x| camps(x, a, b))).is_ok()
}

/// Forbidden acts that an exception, or the day, may excuse.
pub(super) fn excused(by: By<'_>, norm: &Norm, walk: &Walk<'_>, id: &str) -> FxHashSet<u64> {
    let mut out = FxHashSet::default();
    let terms = &norm.terms;
    if terms.unless.is_empty() && terms.whiles.is_empty() {
        return out;
    }
    let unless: Vec<Lookout> = terms
        .unless
        .iter()
        .map(|f| Lookout::new(norm, f, true))
        .collect();
    let whiles: Vec<Lookout> = terms
        .whiles
        .iter()
        .map(|f| Lookout::new(norm, f, false))
        .collect();
    let unless: Vec<Watched<'_>> = unless.iter().map(|l| by.watch(l, id)).collect();
    let whiles: Vec<Watched<'_>> = whiles.iter().map(|l| by.watch(l, id)).collect();
    let may: Vec<Interval> = unless
        .iter()
        .flat_map(|w| w.days(&w.starts, false))
        .collect();
    for c in walk.likely() {
        let days = walk.days(c);
        let excepted = may.iter().any(|e| e.lo <= days.hi);
        if excepted || whiles.iter().any(|w| !w.surely(days)) {
            out.insert(c.id);
        }
    }
    out
}
