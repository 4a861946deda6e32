//! Whether a condition holds (event calculus, Kowalski and Sergot 1986): takes the events that start and
//! end it; gives its value on any day, and what that rests on. It holds by inertia, from an event to its
//! opposite; where the order of two events is not told, nobody knows.

mod marks;

use marks::{Mark, Of, Prefixes, greatest};
pub(super) use marks::{Marks, Value};

use super::coverage::Covered;
use super::index::Index;
use super::instances;
use super::instances::{Actors, Goal, Instance, Part};
use super::kinds::{self, Basis, Contest, Decision, Silence};
use super::sheet::Cause;
use super::spark::Fuse;
use super::standard::{Court, enough};
use super::truth::{Scene, Truth};
use super::weigh::{Item, Voiced};
use crate::model::{
    ActionId, Atom, Bearers, Condition, Given, Norm, NormKind, Quantifier, Rulebook, Selection,
    Status, Terms, Who,
};
use crate::source::{Span, Spanned};
use crate::time::{Day, Interval};

/// The events of one condition of one thing, each as a norm to look out by.
pub(super) struct Watch {
    /// Of whom; none of an event, which is so from then on, whatever undoes it.
    pub who: Option<Who>,
    /// Its words.
    pub words: String,
    pub starts: Vec<Cause>,
    pub ends: Vec<Cause>,
}

/// Whose word on a condition is whose interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interest {
    /// That it holds serves the bearer: it is owed, or excuses.
    Holds,
    /// That it does not hold serves the bearer: it is what makes the norm apply.
    Fails,
}

impl Watch {
    /// What starts and ends a condition of somebody. `by` are those who must be seen to start it; anybody
    /// ends it. `take` gives the index's number of a further goal.
    pub fn new(
        (norm, bearers, id): (&Norm, &Instance, &str),
        condition: &Condition,
        who: Who,
        (by, interest): (Actors, Interest),
        take: &mut dyn FnMut() -> usize,
    ) -> Self {
        let (starts, ends) = match interest {
            Interest::Holds => (NormKind::Achieve, NormKind::Prevent),
            Interest::Fails => (NormKind::Prevent, NormKind::Achieve),
        };
        let mut cause = |action: &ActionId, actors: &Actors, kind| {
            let mut own = event(norm, *action, kind);
            if *actors == Actors::Anyone {
                own.atom.performer = Some(anyone());
            }
            Cause {
                norm: own,
                instance: Instance {
                    id: id.to_owned(),
                    bearers: bearers.bearers.clone(),
                    goals: vec![Goal {
                        actors: actors.clone(),
                        action: *action,
                        target: Some(Part::OneOf(vec![who])),
                        participants: Vec::new(),
                    }],
                    levels: Vec::new(),
                    open: false,
                    blind: false,
                },
                first: take(),
            }
        };
        let start = condition.starts.iter().map(|a| cause(a, &by, starts));
        let starts = start.collect();
        let end = condition.ends.iter();
        let ends = end.map(|a| cause(a, &Actors::Anyone, ends)).collect();
        Self {
            who: Some(who),
            words: format!("is {}", condition.name),
            starts,
            ends,
        }
    }

    /// What makes a fact so; the number of its goals where it has none that can be looked for.
    pub fn fact(
        rules: &Rulebook,
        norm: &Norm,
        fact: &Given,
        interest: Interest,
        take: &mut dyn FnMut() -> usize,
    ) -> Result<Self, usize> {
        let (starts, ends) = match interest {
            Interest::Holds => (NormKind::Achieve, NormKind::Prevent),
            Interest::Fails => (NormKind::Prevent, NormKind::Achieve),
        };
        let mut cause = |atom: Atom, kind| -> Result<Cause, usize> {
            let mut own = event(norm, atom.action.node, kind);
            own.atom = atom;
            if let Bearers::Of(s) = &mut own.bearers {
                s.quantifier = Quantifier::Any;
            }
            let mut list = instances::instances(rules, &own, &[])?.into_iter();
            let instance = list.next().ok_or(0usize)?;
            Ok(Cause {
                norm: own,
                instance,
                first: take(),
            })
        };
        let (who, starts, ends) = match fact {
            Given::Event { atom, .. } => (None, vec![cause(atom.clone(), starts)?], Vec::new()),
            Given::State(s) => {
                let atom = |action: &ActionId| Atom {
                    performer: Some(anyone()),
                    action: Spanned::new(*action, s.span),
                    amount: None,
                    targets: Some(s.who.clone()),
                    participants: Vec::new(),
                };
                let begins = s.condition.starts.iter();
                let begins: Result<Vec<_>, _> = begins.map(|a| cause(atom(a), starts)).collect();
                let begins = begins?;
                let over = s.condition.ends.iter();
                let over: Result<Vec<_>, _> = over.map(|a| cause(atom(a), ends)).collect();
                (s.who.members.first().copied(), begins, over?)
            }
        };
        Ok(Self {
            who,
            words: words(rules, fact),
            starts,
            ends,
        })
    }

    /// All of its causes, in the order of their numbers.
    pub fn causes(&self) -> impl Iterator<Item = &Cause> {
        self.starts.iter().chain(&self.ends)
    }
}

/// A fact in words, for reasons.
fn words(rules: &Rulebook, fact: &Given) -> String {
    let named = |s: &Selection| -> String {
        let names = s
            .members
            .iter()
            .map(|(Who::Entity(id) | Who::Role(_, id))| rules.entity_name(*id));
        match s.anyone {
            true => "anyone".to_owned(),
            false => names.collect::<Vec<_>>().join(" or "),
        }
    };
    match fact {
        Given::State(s) => format!("{} is {}", named(&s.who), s.condition.name),
        Given::Event { atom, .. } => {
            let who = atom.performer.as_ref().map(named).unwrap_or_default();
            let on = atom.targets.as_ref().map(named).unwrap_or_default();
            let text = format!("{who} {} {on}", rules.action_name(atom.action.node));
            text.trim_end().to_owned()
        }
    }
}

/// A norm as one to look out by: of an action, at any time.
fn event(norm: &Norm, action: ActionId, kind: NormKind) -> Norm {
    let mut out = norm.clone();
    out.kind = kind;
    out.atom.action = Spanned::new(action, norm.atom.action.span);
    out.atom.performer = None;
    out.atom.participants = Vec::new();
    out.atom.amount = None;
    (out.window.from, out.window.to) = (Day::MIN, Day::MAX);
    (out.trigger, out.every, out.sustained) = (None, None, None);
    (out.irreversibly, out.counting_earlier) = (None, None);
    out.on_pain_of_breach = None;
    out.terms = Terms::default();
    out.suspended = Vec::new();
    out
}

fn anyone() -> Selection {
    Selection {
        quantifier: Quantifier::Any,
        members: Vec::new(),
        open: false,
        anyone: true,
        bound: None,
        span: Span::default(),
    }
}

/// A condition, ready to be asked as of any day.
pub(super) struct Observed<'a> {
    court: &'a Court<'a>,
    who: Option<Who>,
    pub starts: Vec<Fuse<'a>>,
    pub ends: Vec<Fuse<'a>>,
}

impl<'a> Observed<'a> {
    pub fn new(court: &'a Court<'a>, index: &Index, watch: &'a Watch) -> Self {
        let fuses = |list: &'a [Cause]| {
            let all = list.iter().map(|c| Fuse::new(court, index, c));
            all.collect::<Vec<_>>()
        };
        Self {
            court,
            who: watch.who,
            starts: fuses(&watch.starts),
            ends: fuses(&watch.ends),
        }
    }

    /// The scenes of what starts it, and of what ends it, as of a day.
    pub fn scenes(&self, as_of: Day) -> (Vec<Scene<'_>>, Vec<Scene<'_>>) {
        let starts = self.starts.iter().filter_map(|f| f.scene(as_of));
        let ends = self.ends.iter().filter_map(|f| f.scene(as_of));
        (starts.collect(), ends.collect())
    }

    /// Days on which something of it is told.
    pub fn days(&self) -> Vec<Day> {
        let all = self.starts.iter().chain(&self.ends);
        let mut out: Vec<Day> = all
            .clone()
            .flat_map(|f| f.days(Day::MIN))
            .copied()
            .collect();
        for scene in all.filter_map(|f| f.scene(Day::MAX)) {
            let t = scene.timeline;
            out.extend(t.items.iter().map(|i| i.days.lo));
            out.extend(t.reversals.iter().flat_map(|r| [r.days.lo, r.days.hi]));
        }
        out
    }

    /// All that is told of it as of a day.
    pub fn marks(&self, as_of: Day) -> Marks {
        let mut out = Marks::default();
        let mut denied: Option<Option<Day>> = None;
        for (n, fuse) in self.starts.iter().enumerate() {
            let Some(scene) = fuse.scene(as_of) else {
                continue;
            };
            out.closed = scene.standard.closed;
            for item in self.own(&scene) {
                let truth = scene.truth(item);
                if truth == Truth::Outvoted {
                    continue;
                }
                out.weak |= truth == Truth::Weak;
                out.starts.push(mark(n, *item, &truth));
                if truth == Truth::True && self.who.is_some() {
                    out.ends.extend(undoing(&scene, n, *item));
                }
            }
            let day = denied_up_to(&scene);
            denied = Some(match denied {
                None => day,
                Some(other) => other.min(day),
            });
        }
        for (n, fuse) in self.ends.iter().enumerate() {
            let Some(scene) = fuse.scene(as_of) else {
                continue;
            };
            for item in self.own(&scene) {
                let truth = scene.truth(item);
                if truth != Truth::Outvoted {
                    out.weak |= truth == Truth::Weak;
                    out.ends.push(mark(self.starts.len() + n, *item, &truth));
                }
            }
        }
        out.denied = denied.flatten();
        let sure = |list: &[Mark]| {
            let sure = list.iter().filter(|m| m.sure);
            greatest(sure.map(|m| (m.days.hi, m.days.lo)).collect())
        };
        let may = |list: &[Mark]| greatest(list.iter().map(|m| (m.days.lo, m.days.hi)).collect());
        let all = || out.starts.iter().chain(&out.ends);
        let disputed = all().filter(|m| m.disputed).map(|m| m.days.lo).min();
        out.by = Prefixes {
            started: sure(&out.starts),
            may_end: may(&out.ends),
            ended: sure(&out.ends),
            may_start: may(&out.starts),
            disputed,
            any: all().map(|m| m.days.lo).min(),
        };
        out
    }

    /// Acts on the very thing: that a part of it is so does not make the whole so.
    fn own<'s>(&self, scene: &Scene<'s>) -> impl Iterator<Item = &'s Item> + use<'s> {
        let who = self.who;
        scene
            .items()
            .iter()
            .filter(move |i| who.is_none() || i.target == who)
    }

    fn scene(&self, n: usize, as_of: Day) -> Option<Scene<'_>> {
        let fuse = match n.checked_sub(self.starts.len()) {
            None => self.starts.get(n),
            Some(n) => self.ends.get(n),
        };
        fuse?.scene(as_of)
    }

    /// What a mark rests on, each with the scene that it is of.
    fn decision(&self, m: &Mark, status: Status, as_of: Day) -> Option<(Scene<'_>, Decision)> {
        let (Of::Event(n, item) | Of::Undoing(n, item, _)) = &m.of;
        let scene = self.scene(*n, as_of)?;
        let basis = match &m.of {
            Of::Event(_, item) if m.disputed => {
                return Some((scene, {
                    let s = self.scene(*n, as_of)?;
                    kinds::contested(&s, *item)
                }));
            }
            Of::Event(..) => Basis::Acts(vec![*item]),
            Of::Undoing(.., claims) if m.disputed => {
                Basis::Camps(vec![*item], claims.clone(), Contest::Undone)
            }
            Of::Undoing(.., claims) => Basis::Undone(vec![*item], claims.clone()),
        };
        Some((scene, Decision::of(status, basis, m.days.hi)))
    }

    /// Whether it is a condition, which lasts, and no event.
    pub fn lasts(&self) -> bool {
        self.who.is_some()
    }

    /// What the value on a day rests on; nothing where it rests on silence.
    pub fn account(
        &self,
        marks: &Marks,
        (day, value): (Day, Value),
        (status, as_of): (Status, Day),
    ) -> Vec<(Scene<'_>, Decision)> {
        let by_hi = |list: &[Mark]| -> Option<Mark> {
            let all = list.iter().filter(|m| m.sure && m.days.hi <= day);
            all.max_by_key(|m| (m.days.lo, m.days.hi)).cloned()
        };
        let chosen = match value {
            Value::Holds => by_hi(&marks.starts),
            Value::Ended => by_hi(&marks.ends),
            Value::Disputed => {
                let all = marks.starts.iter().chain(&marks.ends);
                let all = all.filter(|m| m.disputed && m.days.lo <= day);
                all.max_by_key(|m| m.days.lo).cloned()
            }
            Value::Denied => {
                let of = self.starts.iter().filter_map(|f| f.scene(as_of));
                return of
                    .filter_map(|scene| {
                        let list = kinds::denied_since(&scene, day)?;
                        let last = list.last().map_or(day, |v| v.days.hi);
                        Some((scene, Decision::of(status, Basis::Denials(list), last)))
                    })
                    .collect();
            }
            Value::Silent | Value::Unknown => None,
        };
        let found = chosen.and_then(|m| self.decision(&m, status, as_of));
        found.into_iter().collect()
    }

    /// Silence on some days, by the first of what starts it.
    pub fn silence(
        &self,
        days: Interval,
        as_of: Day,
        silence: Silence,
    ) -> Option<(Scene<'_>, Decision)> {
        let fuse = self.starts.first()?;
        let scene = fuse.scene(as_of)?;
        let look: Covered = kinds::look_in(&scene, &fuse.cover, days);
        let basis = Basis::Absence(days, look, silence);
        Some((scene, Decision::of(Status::Unreported, basis, days.hi)))
    }

    /// Acts on others through whom it would be so of a deed, but is not of a condition.
    pub fn others(&self, as_of: Day) -> Vec<(u32, Day)> {
        let Some(who) = self.who else {
            return Vec::new();
        };
        let fuses = self.starts.iter().filter_map(|f| f.scene(as_of));
        let mut out = Vec::new();
        for scene in fuses {
            let other = scene.items().iter().filter(|i| i.target != self.who);
            out.extend(other.map(|i| (i.claim, i.days.hi)));
        }
        out.retain(|(i, _)| {
            let c = self.court.claim(*i);
            c.is_some_and(|c| !c.targets.contains(&who))
        });
        out
    }
}

fn mark(n: usize, item: Item, truth: &Truth) -> Mark {
    Mark {
        days: item.days,
        sure: *truth == Truth::True,
        disputed: *truth == Truth::Both,
        of: Of::Event(n, item),
    }
}

/// That a start was undone, by what its own action declares or the reports say.
fn undoing(scene: &Scene<'_>, n: usize, item: Item) -> Vec<Mark> {
    let undone = scene.undone(&item);
    let mut out = Vec::new();
    if let Some(day) = undone.on {
        out.push(Mark {
            days: Interval::day(day),
            sure: true,
            disputed: false,
            of: Of::Undoing(n, item, undone.claims),
        });
    }
    if let Some(first) = undone.may_on {
        let last = undone.on.unwrap_or(first).max(first);
        out.push(Mark {
            days: Interval::new(first, last),
            sure: false,
            disputed: undone.on.is_none(),
            of: Of::Undoing(n, item, undone.doubtful),
        });
    }
    out
}

/// The last day such that enough deny the whole act on it or later.
fn denied_up_to(scene: &Scene<'_>) -> Option<Day> {
    let denials = scene.seen(&scene.timeline.denials).iter();
    let list: Vec<&Voiced> = denials.filter(|d| d.whole).collect();
    let claims: Vec<u32> = list.iter().map(|d| d.claim).collect();
    let need = scene.standard.need;
    // Later ones are more likely enough the more of them there are.
    let (mut few, mut many) = (0usize, claims.len() + 1);
    while few + 1 < many {
        let n = few.midpoint(many);
        let from = claims.len().saturating_sub(n);
        match enough(scene.court, claims.get(from..).unwrap_or_default(), need) {
            true => many = n,
            false => few = n,
        }
    }
    let at = list.len().checked_sub(many)?;
    list.get(at).map(|d| d.days.hi)
}
