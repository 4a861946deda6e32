//! Section 3 of the page: guards (`If`), exceptions (`unless`) and conditions of the day (`while`).

use super::evidence::{Act, Bench};
use super::keep::{On, Told};
use super::unfold::{Instance, unfold};
use super::{Case, Verdict};
use servanda::model::*;
use servanda::time::Day;

/// Something that is looked at, with all that is told of it.
struct Seen {
    told: Told,
    lasts: bool,
}

pub struct Around<'a> {
    case: &'a Case<'a>,
    norm: &'a Norm,
    activated: Day,
    guard: Option<Seen>,
    unless: Vec<Seen>,
    whiles: Vec<Seen>,
}

/// Everybody who must be seen to act, and what is looked for.
fn seen(case: &Case<'_>, norm: &Norm, fact: &Given, serves: bool) -> Seen {
    let (mine, other) = if serves {
        (NormKind::Achieve, NormKind::Prevent)
    } else {
        (NormKind::Prevent, NormKind::Achieve)
    };
    let anyone = Selection {
        quantifier: Quantifier::Any,
        members: vec![],
        open: false,
        anyone: true,
        bound: None,
        span: Default::default(),
    };
    let (list, who) = match fact {
        Given::Event { atom, .. } => (vec![(atom.clone(), mine, true)], None),
        Given::State(state) => {
            let atom = |action: &ActionId| Atom {
                performer: Some(anyone.clone()),
                action: servanda::source::Spanned::new(*action, Default::default()),
                amount: None,
                targets: Some(state.who.clone()),
                participants: vec![],
            };
            let starts = state.condition.starts.iter();
            let ends = state.condition.ends.iter();
            let starts = starts.map(|a| (atom(a), mine, true));
            let ends = ends.map(|a| (atom(a), other, false));
            (starts.chain(ends).collect(), Some(state.who.members[0]))
        }
    };
    let mut told = Told::nothing(norm);
    for (atom, kind, is_start) in list {
        let mut own = norm.clone();
        own.kind = kind;
        own.atom = atom;
        own.window.from = Day::MIN;
        own.window.to = Day::MAX;
        own.suspended.clear();
        own.counting_earlier = None;
        if let Bearers::Of(s) = &mut own.bearers {
            s.quantifier = Quantifier::Any;
        }
        let i: Instance = unfold(case.rules, &own).remove(0);
        let bench = Bench {
            rules: case.rules,
            claims: case.claims,
            view: case.view,
            norm: &own,
            bearers: &i.bearers,
            goal: &i.goals[0],
            goals: &i.goals,
            spent: &[],
        };
        told.add(&bench, who, is_start);
    }
    Seen {
        told,
        lasts: who.is_some(),
    }
}

/// What becomes of a forbidden act.
#[derive(PartialEq, PartialOrd, Clone, Copy)]
pub enum Excuse {
    None,
    Doubtful,
    Disputed,
    Holds,
}

impl<'a> Around<'a> {
    pub fn new(case: &'a Case<'a>, norm: &'a Norm, activated: Day) -> Self {
        // It serves the bearer that an exception holds, and that a guard does not.
        let see = |f: &Given, serves: bool| seen(case, norm, f, serves);
        let terms = &norm.terms;
        Self {
            case,
            norm,
            activated,
            guard: terms.guard.as_ref().map(|f| see(f, false)),
            unless: terms.unless.iter().map(|f| see(f, true)).collect(),
            whiles: terms.whiles.iter().map(|f| see(f, false)).collect(),
        }
    }

    /// A guard that is not true.
    pub fn before(&self) -> Option<Verdict> {
        let g = self.guard.as_ref()?;
        let weak = if g.told.weak {
            vec![Flag::Weak]
        } else {
            vec![]
        };
        match g.told.on(self.activated) {
            On::Yes => None,
            On::No | On::Denied | On::Silent => Some((Status::NotApplicable, vec![])),
            On::Disputed => Some((Status::Contested, vec![])),
            On::Unknown => Some((Status::Unreported, weak)),
        }
    }

    /// An exception in the window, before the act was done.
    pub fn after(&self, done: Option<Day>) -> Option<Verdict> {
        let (s, d) = (self.norm.window.from, self.norm.window.to);
        let until = d.min(self.case.view.as_of);
        let mut best: Option<(Excuse, bool)> = None;
        for e in &self.unless {
            for (excuse, day) in self.in_window(e, s, until) {
                if done.is_none_or(|f| day < f) && best.is_none_or(|(x, _)| x < excuse) {
                    best = Some((excuse, e.told.weak));
                }
            }
        }
        let (excuse, weak) = best?;
        Some(match excuse {
            Excuse::Holds => (Status::NotApplicable, vec![]),
            Excuse::Disputed => (Status::Contested, vec![]),
            _ if weak => (Status::Unreported, vec![Flag::Weak]),
            _ => (Status::Unreported, vec![]),
        })
    }

    fn in_window(&self, e: &Seen, s: Day, until: Day) -> Vec<(Excuse, Day)> {
        let mut out = Vec::new();
        if e.lasts {
            for x in (s.0..=until.0).map(Day) {
                match e.told.on(x) {
                    On::Yes => out.push((Excuse::Holds, x)),
                    On::Disputed => out.push((Excuse::Disputed, x)),
                    On::Unknown if e.told.by(x) => out.push((Excuse::Doubtful, x)),
                    _ => {}
                }
            }
            return out;
        }
        for a in &e.told.starts {
            if a.days.hi < s || a.days.lo > until {
                continue;
            }
            let inside = a.days.lo >= s && a.days.hi <= until;
            if a.sure && inside {
                out.push((Excuse::Holds, a.days.hi));
            } else if a.disputed {
                out.push((Excuse::Disputed, a.days.lo.max(s)));
            } else {
                out.push((Excuse::Doubtful, a.days.lo.max(s)));
            }
        }
        out
    }

    /// What becomes of a forbidden act.
    pub fn excuse(&self, a: &Act) -> Excuse {
        let mut out = Excuse::None;
        let values = |e: &Seen| -> Vec<On> {
            // Before all that is told nothing changes.
            let first = e.told.first().unwrap_or(a.days.hi).min(a.days.hi).prev();
            let lo = if a.days.lo.is_finite() {
                a.days.lo
            } else {
                first
            };
            let days = (lo.0..=a.days.hi.0).map(Day);
            days.map(|x| e.told.on(x)).collect()
        };
        let mut worse = |e: Excuse| {
            if e > out {
                out = e;
            }
        };
        let no = |v: &On| [On::No, On::Denied, On::Silent].contains(v);
        for e in &self.unless {
            let v = values(e);
            if v.iter().all(|v| *v == On::Yes) {
                worse(Excuse::Holds);
            } else if v.contains(&On::Disputed) {
                worse(Excuse::Disputed);
            } else if v.contains(&On::Yes) || v.contains(&On::Unknown) && e.told.by(a.days.hi) {
                worse(Excuse::Doubtful);
            }
        }
        for e in &self.whiles {
            let v = values(e);
            if v.iter().all(no) {
                worse(Excuse::Holds);
            } else if v.contains(&On::Disputed) {
                worse(Excuse::Disputed);
            } else if !v.iter().all(|v| *v == On::Yes) {
                worse(Excuse::Doubtful);
            }
        }
        out
    }
}
