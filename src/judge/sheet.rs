//! What a sentence unfolds into, whatever the day: takes a norm; gives its instances, one set for each
//! way to fill the names that its trigger binds, with the place of each goal in the index.

use super::index::{GoalIx, Seat};
use super::instances::{self, Instance, MOST};
use super::state::{Interest, Watch};
use crate::model::{
    Atom, Bearers, Condition, Given, Norm, NormKind, Quantifier, Rulebook, Selection, Trigger, Who,
    Window,
};
use std::borrow::Cow;

/// A sentence.
pub(super) struct Sheet<'a> {
    pub norm: &'a Norm,
    pub cases: Vec<Case<'a>>,
    /// The number of goals, where there are too many to judge.
    pub too_many: Option<usize>,
}

/// One way to fill the bound names; the only one where there are none.
pub(super) struct Case<'a> {
    /// The norm with its bound names filled.
    pub norm: Cow<'a, Norm>,
    pub instances: Vec<Instance>,
    /// The index's number of each instance's first goal.
    pub firsts: Vec<GoalIx>,
    /// What sets it off.
    pub cause: Option<Cause>,
    /// Of each instance, the conditions that it is to keep.
    pub watches: Vec<Vec<Watch>>,
    /// What its guard, exceptions and conditions of the day look at.
    pub posts: Posts,
}

/// What a sentence looks at beside its acts.
#[derive(Default)]
pub(super) struct Posts {
    pub guard: Option<Watch>,
    pub unless: Vec<Watch>,
    pub whiles: Vec<Watch>,
}

/// The event that sets a norm off, as a norm that forbids it: what would break that one triggers this.
pub(super) struct Cause {
    pub norm: Norm,
    pub instance: Instance,
    pub first: GoalIx,
}

impl<'a> Sheet<'a> {
    /// Unfolds a norm; `next` is the first free number of the index.
    pub fn new(rules: &Rulebook, norm: &'a Norm, next: &mut GoalIx) -> Self {
        let mut out = Self {
            norm,
            cases: Vec::new(),
            too_many: None,
        };
        let ways = norm.binds.iter().map(|b| b.members.len());
        let size = ways.fold(1usize, usize::saturating_mul);
        if size > MOST {
            out.too_many = Some(size);
            return out;
        }
        let mut goals = 0usize;
        for who in fillings(norm) {
            match Case::new(rules, norm, &who, next) {
                Ok(case) => {
                    goals += case.instances.iter().map(|i| i.goals.len()).sum::<usize>();
                    out.cases.push(case);
                }
                Err(size) => goals = goals.saturating_add(size),
            }
            if goals > MOST {
                out.too_many = Some(goals);
                out.cases.clear();
                return out;
            }
        }
        out
    }

    /// Its goals, in the order of their numbers. `kept` says of an instance whether it is judged by the
    /// norm's own days.
    pub fn seats<'s>(&'s self, kept: impl Fn(&Instance) -> bool) -> Vec<Seat<'s>> {
        let mut out = Vec::new();
        let mut add = |norm: &'s Norm, instance: &'s Instance, once: bool| {
            out.extend(instance.goals.iter().map(|goal| Seat {
                goal,
                instance,
                norm,
                once,
            }));
        };
        for case in &self.cases {
            for i in &case.instances {
                add(&case.norm, i, !self.recurs() && kept(i));
            }
            let kept = case.watches.iter().flatten().flat_map(Watch::causes);
            let posts = case.posts.all().flat_map(Watch::causes);
            for cause in case.cause.iter().chain(kept).chain(posts) {
                add(&cause.norm, &cause.instance, false);
            }
        }
        out
    }

    /// Whether each period or trigger has an instance of its own.
    pub fn recurs(&self) -> bool {
        let norm = self.norm;
        norm.trigger.is_some() || norm.every.is_some() && norm.kind.is_periodic()
    }

    /// Whether something that it looks at goes on.
    pub fn is_open(&self) -> bool {
        let mut all = self.cases.iter().flat_map(|c| &c.instances);
        all.any(|i| i.open)
    }
}

impl Posts {
    fn new(rules: &Rulebook, norm: &Norm, next: &mut GoalIx) -> Result<Self, usize> {
        let mut take = || {
            let first = *next;
            *next += 1;
            first
        };
        let mut watch = |f: &Given, i| Watch::fact(rules, norm, f, i, &mut take);
        let terms = &norm.terms;
        let guard = terms.guard.iter().map(|f| watch(f, Interest::Fails));
        let guard: Vec<Watch> = guard.collect::<Result<_, _>>()?;
        let unless = terms.unless.iter().map(|f| watch(f, Interest::Holds));
        let unless = unless.collect::<Result<_, _>>()?;
        let whiles = terms.whiles.iter().map(|f| watch(f, Interest::Fails));
        let whiles = whiles.collect::<Result<_, _>>()?;
        Ok(Self {
            guard: guard.into_iter().next(),
            unless,
            whiles,
        })
    }

    /// All of them, in the order of their numbers.
    fn all(&self) -> impl Iterator<Item = &Watch> {
        self.guard.iter().chain(&self.unless).chain(&self.whiles)
    }
}

/// All ways to fill the bound names, in the order of the words.
fn fillings(norm: &Norm) -> Vec<Vec<Who>> {
    let mut out = vec![Vec::new()];
    for b in &norm.binds {
        out = out
            .into_iter()
            .flat_map(|list: Vec<Who>| {
                b.members.iter().map(move |w| {
                    let mut list = list.clone();
                    list.push(*w);
                    list
                })
            })
            .collect();
    }
    out
}

impl<'a> Case<'a> {
    /// Its instances with the index's numbers of their first goals.
    pub fn seats(&self) -> impl Iterator<Item = (&Self, &Instance, GoalIx)> {
        let all = self.instances.iter().zip(&self.firsts);
        all.map(move |(i, first)| (self, i, *first))
    }

    /// The conditions that an instance is to keep, by the number of its first goal.
    pub fn watches_of(&self, first: GoalIx) -> &[Watch] {
        let at = self.firsts.binary_search(&first).ok();
        at.and_then(|n| self.watches.get(n))
            .map_or(&[], Vec::as_slice)
    }

    fn new(
        rules: &Rulebook,
        norm: &'a Norm,
        who: &[Who],
        next: &mut GoalIx,
    ) -> Result<Self, usize> {
        let norm = if who.is_empty() {
            Cow::Borrowed(norm)
        } else {
            Cow::Owned(filled(norm, who))
        };
        let mut instances = instances::instances(rules, &norm, who)?;
        if norm.binds.iter().any(|b| b.open) {
            instances.iter_mut().for_each(|i| i.open = true);
        }
        let mut take = |n: usize| {
            let first = *next;
            *next += n;
            first
        };
        let firsts = instances.iter().map(|i| take(i.goals.len())).collect();
        let cause = match &norm.trigger {
            Some(t) => {
                let watched = watched(&norm, t);
                let mut list = instances::instances(rules, &watched, &[])?.into_iter();
                list.next().map(|instance| Cause {
                    norm: watched,
                    first: take(instance.goals.len()),
                    instance,
                })
            }
            None => None,
        };
        let watches = match &norm.terms.keeps {
            Some(c) => instances.iter().map(|i| kept(&norm, c, i, next)).collect(),
            None => Vec::new(),
        };
        let posts = Posts::new(rules, &norm, next)?;
        Ok(Self {
            norm,
            instances,
            firsts,
            cause,
            watches,
            posts,
        })
    }
}

/// What starts and ends the condition of each of those that an instance is about. The bearer must be seen
/// to start it; whoever ends it ends it.
fn kept(norm: &Norm, condition: &Condition, i: &Instance, next: &mut GoalIx) -> Vec<Watch> {
    let mut take = || {
        let first = *next;
        *next += 1;
        first
    };
    let goals = i.goals.iter().filter_map(|g| {
        let who = g.target.as_ref()?.named().first()?;
        let by = (g.actors.clone(), Interest::Holds);
        Some(Watch::new((norm, i, &i.id), condition, *who, by, &mut take))
    });
    goals.collect()
}

/// A norm with its bound names filled.
fn filled(norm: &Norm, who: &[Who]) -> Norm {
    let mut out = norm.clone();
    if let Bearers::Of(s) = &mut out.bearers {
        fill(s, who);
    }
    atom(&mut out.atom, who);
    if let Some(t) = &mut out.trigger {
        atom(&mut t.atom, who);
    }
    let facts = out.terms.facts_mut().flat_map(Given::selections);
    facts.for_each(|s| fill(s, who));
    out
}

fn atom(a: &mut Atom, who: &[Who]) {
    let parts = a.participants.iter_mut().map(|(_, s)| s);
    let all = a.performer.iter_mut().chain(&mut a.targets).chain(parts);
    all.for_each(|s| fill(s, who));
}

fn fill(s: &mut Selection, who: &[Who]) {
    if let Some(w) = s.bound.and_then(|n| who.get(n)) {
        s.members = vec![*w];
    }
}

/// The trigger as something to look out for: who answers for the norm answers for it, so that each
/// bearer's own word is known as such.
fn watched(norm: &Norm, t: &Trigger) -> Norm {
    let mut out = norm.clone();
    out.kind = NormKind::Prevent;
    out.atom = t.atom.clone();
    out.terms = crate::model::Terms::default();
    if let Bearers::Of(s) = &mut out.bearers {
        s.quantifier = Quantifier::Any;
    }
    (out.every, out.times, out.sustained) = (None, None, None);
    (
        out.irreversibly,
        out.counting_earlier,
        out.on_pain_of_breach,
    ) = (None, None, None);
    out
}

/// The window of a triggered norm after a trigger.
pub(super) fn after(norm: &Norm, trigger: &Trigger, on: crate::time::Day) -> Window {
    let mut w = norm.window.clone();
    w.steps = vec![format!("triggered on {on}")];
    w.from = on;
    if let Some(m) = trigger.opens {
        w.from = m.after(on);
        w.steps.push(format!("not before {m} of it: {}", w.from));
    }
    match trigger.closes {
        Some(n) => {
            w.to = n.after(on);
            w.steps.push(format!("within {n} of it: {}", w.to));
        }
        None if w.to.is_finite() => w.steps.push(format!("until {}", w.to)),
        None => {}
    }
    w
}
