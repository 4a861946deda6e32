//! A norm unfolds into instances: one a member of each `each of`; `any of` and `at least N of` stay one.

use crate::model::{
    ActionId, Bearers, EntityId, Norm, Preposition, Quantifier, Rulebook, Selection, Who,
};
use crate::time::Day;

/// Who must be seen to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Actors {
    /// All of them, in one act.
    All(Vec<EntityId>),
    /// One of them.
    One(Vec<EntityId>),
    /// Anybody.
    Anyone,
}

impl Actors {
    /// Those who are named.
    pub fn named(&self) -> &[EntityId] {
        match self {
            Actors::All(ids) | Actors::One(ids) => ids,
            Actors::Anyone => &[],
        }
    }
}

/// A part of a goal that others than the actors fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Anything, but something.
    Anyone,
    /// One of these.
    OneOf(Vec<Who>),
}

impl Part {
    /// Those who are named.
    pub fn named(&self) -> &[Who] {
        match self {
            Part::OneOf(list) => list,
            Part::Anyone => &[],
        }
    }
}

/// What one claim must show.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    pub actors: Actors,
    pub action: ActionId,
    /// None where the norm names no target.
    pub target: Option<Part>,
    /// Each of these must be met.
    pub participants: Vec<(Preposition, Part)>,
}

/// A quantifier inside an instance: so many of its alternatives are owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    pub of: usize,
    pub need: usize,
}

/// One thing to be judged: its goals, joined by its levels.
#[derive(Debug, Clone)]
pub(super) struct Instance {
    pub id: String,
    /// Who answers for it.
    pub bearers: Vec<EntityId>,
    /// The alternatives of the first level vary slowest.
    pub goals: Vec<Goal>,
    /// The quantifiers that do not unfold, in the sentence's order, the outermost first: "at least 2 of
    /// the groups, for at least 1 of the attacks" is two groups with an attack each. A part with one
    /// alternative has none.
    pub levels: Vec<Level>,
    /// Whether a set that it came from, or that it looks at as a whole, goes on.
    pub open: bool,
    /// Whether it names actors by a role that nobody is declared to hold: no claim can name them, so
    /// that silence shows nothing.
    pub blind: bool,
}

/// A norm unfolds into no more goals than this; past it, lowering refuses it.
pub const MOST: usize = 20_000;

/// One way to fill a part: the key that it gives, its alternatives, and how many of these are owed.
#[derive(Clone)]
struct Choice<T> {
    key: Option<Who>,
    alternatives: Vec<T>,
    need: usize,
    open: bool,
}

/// The instances of a norm, in the order of its words; the number of goals where it is past [`MOST`].
/// `bound` are the names that its bound names stand for, which come last in each key.
pub(super) fn instances(
    rules: &Rulebook,
    norm: &Norm,
    bound: &[Who],
) -> Result<Vec<Instance>, usize> {
    let forbids = !norm.kind.is_owed();
    let bearers = bearers(norm, forbids);
    let performers = match &norm.atom.performer {
        Some(s) => {
            let as_actors = |p: Part| match p {
                Part::Anyone => Actors::Anyone,
                Part::OneOf(who) => Actors::One(entities(&who)),
            };
            let list = choices(s, forbids).into_iter();
            list.map(|c| c.map(|p| Some(as_actors(p)))).collect()
        }
        None => vec![Choice::one(None)],
    };
    let targets = match &norm.atom.targets {
        Some(s) => {
            let list = choices(s, forbids).into_iter();
            list.map(|c| c.map(Some)).collect()
        }
        None => vec![Choice::one(None)],
    };
    let parts: Vec<(Preposition, Vec<Choice<Part>>)> = norm
        .atom
        .participants
        .iter()
        .map(|(p, s)| (*p, choices(s, forbids)))
        .collect();
    let size = [size(&bearers), size(&performers), size(&targets)]
        .into_iter()
        .chain(parts.iter().map(|(_, c)| size(c)))
        .fold(1usize, usize::saturating_mul);
    if size > MOST {
        return Err(size);
    }
    let mut out = Vec::new();
    for b in &bearers {
        for p in &performers {
            for t in &targets {
                for chosen in combinations(&parts) {
                    let places = (b, p, t);
                    out.push(instance(rules, norm, places, &chosen, bound));
                }
            }
        }
    }
    Ok(out)
}

/// Bearer, performer and target of an instance.
type Places<'a> = (
    &'a Choice<Actors>,
    &'a Choice<Option<Actors>>,
    &'a Choice<Option<Part>>,
);

fn instance(
    rules: &Rulebook,
    norm: &Norm,
    (b, p, t): Places<'_>,
    parts: &[(Preposition, Choice<Part>)],
    bound: &[Who],
) -> Instance {
    let mut goals: Vec<Goal> = Vec::new();
    for actors in &b.alternatives {
        for performer in &p.alternatives {
            for target in &t.alternatives {
                goals.push(Goal {
                    actors: performer.clone().unwrap_or_else(|| actors.clone()),
                    action: norm.atom.action.node,
                    target: target.clone(),
                    participants: Vec::new(),
                });
            }
        }
    }
    for (prep, choice) in parts {
        let with = |g: Goal, a: &Part| {
            let mut participants = g.participants;
            participants.push((*prep, a.clone()));
            Goal { participants, ..g }
        };
        goals = goals
            .into_iter()
            .flat_map(|g| choice.alternatives.iter().map(move |a| with(g.clone(), a)))
            .collect();
    }
    let keys = [b.key, p.key, t.key];
    let names: Vec<String> = keys
        .into_iter()
        .chain(parts.iter().map(|(_, c)| c.key))
        .flatten()
        .chain(bound.iter().copied())
        .map(|(Who::Entity(id) | Who::Role(_, id))| rules.entity_name(id).to_owned())
        .collect();
    let id = if names.is_empty() {
        norm.id.clone()
    } else {
        format!("{}[{}]", norm.id, names.join(", "))
    };
    let own = [level(b), level(p), level(t)];
    let levels = own.into_iter().chain(parts.iter().map(|(_, c)| level(c)));
    let mut bearers: Vec<EntityId> = Vec::new();
    for id in b.alternatives.iter().flat_map(|a| a.named()) {
        if !bearers.contains(id) {
            bearers.push(*id);
        }
    }
    Instance {
        id,
        bearers,
        levels: levels.flatten().collect(),
        goals,
        blind: norm.atom.performer.as_ref().is_some_and(by_role)
            || matches!(&norm.bearers, Bearers::Of(s) if by_role(s)),
        open: b.open || p.open || t.open || parts.iter().any(|(_, c)| c.open),
    }
}

impl Instance {
    /// The same for the period or the trigger that begins on a day.
    pub fn on(&self, day: Day) -> Instance {
        let id = match self.id.strip_suffix(']') {
            Some(keys) => format!("{keys} @ {day}]"),
            None => format!("{}[@ {day}]", self.id),
        };
        Instance { id, ..self.clone() }
    }
}

impl<T> Choice<T> {
    fn one(value: T) -> Self {
        Choice {
            key: None,
            alternatives: vec![value],
            need: 1,
            open: false,
        }
    }

    fn map<U>(self, f: impl Fn(T) -> U) -> Choice<U> {
        Choice {
            key: self.key,
            alternatives: self.alternatives.into_iter().map(f).collect(),
            need: self.need,
            open: self.open,
        }
    }
}

fn level<T>(c: &Choice<T>) -> Option<Level> {
    let of = c.alternatives.len();
    let need = c.need.clamp(1, of.max(1));
    (of > 1).then_some(Level { of, need })
}

fn size<T>(choices: &[Choice<T>]) -> usize {
    choices.iter().map(|c| c.alternatives.len()).sum()
}

fn bearers(norm: &Norm, forbids: bool) -> Vec<Choice<Actors>> {
    match &norm.bearers {
        Bearers::Joint(ids) => vec![Choice::one(Actors::All(ids.clone()))],
        Bearers::Of(s) => {
            let as_actors = |p: Part| match p {
                Part::Anyone => Actors::Anyone,
                Part::OneOf(who) => Actors::One(entities(&who)),
            };
            let list = choices(s, forbids).into_iter();
            list.map(|c| c.map(as_actors)).collect()
        }
    }
}

/// The ways to fill a part. Under a prohibition none of the group may, however it is quantified, but
/// `each of` keeps them apart. Where some of an open set suffice, that it goes on takes nothing away.
fn choices(s: &Selection, forbids: bool) -> Vec<Choice<Part>> {
    if s.anyone {
        return vec![Choice::one(Part::Anyone)];
    }
    let one = |w: &Who| Part::OneOf(vec![*w]);
    let any = Choice {
        open: s.open && forbids,
        ..Choice::one(Part::OneOf(s.members.clone()))
    };
    match s.quantifier {
        Quantifier::Each => s
            .members
            .iter()
            .map(|w| Choice {
                key: Some(*w),
                open: s.open,
                ..Choice::one(one(w))
            })
            .collect(),
        Quantifier::Any => vec![any],
        Quantifier::AtLeast(_) if forbids => vec![any],
        Quantifier::AtLeast(n) => vec![Choice {
            key: None,
            alternatives: s.members.iter().map(one).collect(),
            need: n as usize,
            open: s.open && n as usize >= s.members.len(),
        }],
    }
}

fn combinations(
    parts: &[(Preposition, Vec<Choice<Part>>)],
) -> Vec<Vec<(Preposition, Choice<Part>)>> {
    let mut out = vec![Vec::new()];
    for (p, choices) in parts {
        out = out
            .into_iter()
            .flat_map(|list| {
                choices.iter().map(move |c| {
                    let mut list: Vec<(Preposition, Choice<Part>)> = list.clone();
                    list.push((*p, c.clone()));
                    list
                })
            })
            .collect();
    }
    out
}

fn by_role(s: &Selection) -> bool {
    !s.anyone && s.members.iter().any(|w| matches!(w, Who::Role(..)))
}

fn entities(who: &[Who]) -> Vec<EntityId> {
    let only = |w: &Who| match w {
        Who::Entity(id) => Some(*id),
        Who::Role(..) => None,
    };
    who.iter().filter_map(only).collect()
}
