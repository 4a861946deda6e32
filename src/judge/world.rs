//! What leads from one name to another: entity relations upwards, and the taxonomy of actions.
//!
//! Takes the rulebook; answers reachability. Everything is closed lazily, once an entity or action, so
//! that a large package costs only what claims and norms touch.

use crate::model::{ActionId, EntityId, EntityKind, Related, Rulebook, Who};
use crate::source::Span;
use crate::time::{Day, Interval};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What a relation carries upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carry {
    /// Acts of the lower are acts of the upper.
    Actor,
    /// Acts upon the lower are acts upon the upper.
    Target,
}

/// One link of a way: the lower entity and the number of its relation.
type Link = (EntityId, usize);

/// One way upwards: to whom, by which links, and on which days all links hold.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub to: EntityId,
    pub links: Vec<Link>,
    pub valid: Interval,
}

/// No chain of relations is followed further than this, and no entity has more ways than [`WAYS`].
const LINKS: usize = 32;
const WAYS: usize = 512;

/// The rulebook's relations and taxonomy, closed as they are asked for.
pub(super) struct World<'r> {
    pub rules: &'r Rulebook,
    actor_up: Vec<OnceLock<Vec<Way>>>,
    target_up: Vec<OnceLock<Vec<Way>>>,
    /// Lower entities of a direct carrying relation, for both kinds.
    lower: Vec<Vec<EntityId>>,
    /// Actions that include an action, direct.
    parents: Vec<Vec<ActionId>>,
    above: Vec<OnceLock<Vec<ActionId>>>,
    /// Steps towards an action, direct: (the step, whether required).
    steps: Vec<Vec<(ActionId, bool)>>,
}

impl<'r> World<'r> {
    pub fn new(rules: &'r Rulebook) -> Self {
        let (n, m) = (rules.entities.len(), rules.actions.len());
        let mut lower = vec![Vec::new(); n];
        for (i, e) in rules.entities.iter().enumerate() {
            for r in &e.related {
                let either = carries(rules, e.kind, r, Carry::Actor)
                    || carries(rules, e.kind, r, Carry::Target);
                if let (true, Some(list)) = (either, lower.get_mut(r.to.index())) {
                    list.push(EntityId(i as u32));
                }
            }
        }
        let (mut parents, mut steps) = (vec![Vec::new(); m], vec![Vec::new(); m]);
        for (i, a) in rules.actions.iter().enumerate() {
            let id = ActionId(i as u32);
            for s in &a.includes {
                if let Some(list) = parents.get_mut(s.index()) {
                    list.push(id);
                }
            }
            for (to, required) in &a.step_towards {
                if let Some(list) = steps.get_mut(to.index()) {
                    list.push((id, *required));
                }
            }
        }
        let empty = |n| std::iter::repeat_with(OnceLock::new).take(n).collect();
        Self {
            rules,
            actor_up: empty(n),
            target_up: empty(n),
            lower,
            parents,
            above: std::iter::repeat_with(OnceLock::new).take(m).collect(),
            steps,
        }
    }

    /// Everything that acts (or being acted on) of an entity count for, itself first.
    pub fn up(&self, id: EntityId, carry: Carry) -> &[Way] {
        let table = match carry {
            Carry::Actor => &self.actor_up,
            Carry::Target => &self.target_up,
        };
        table
            .get(id.index())
            .map_or(&[], |c| c.get_or_init(|| ways(self.rules, id, carry)))
    }

    /// The way from an entity to another on a day, if it leads there.
    pub fn way(&self, from: EntityId, to: EntityId, carry: Carry, day: Day) -> Option<&Way> {
        let ways = self.up(from, carry).iter();
        ways.clone().find(|w| w.to == to && w.valid.contains(day))
    }

    /// Whether one leads to the other on a day.
    pub fn reaches(&self, from: EntityId, to: EntityId, carry: Carry, day: Day) -> bool {
        from == to || self.way(from, to, carry, day).is_some()
    }

    /// Everything from which relations lead to or from an entity, itself included: whoever a claim must
    /// be about to bear on it at all.
    pub fn related(&self, id: EntityId) -> BTreeSet<EntityId> {
        let mut out: BTreeSet<EntityId> = BTreeSet::new();
        for carry in [Carry::Actor, Carry::Target] {
            out.extend(self.up(id, carry).iter().map(|w| w.to));
        }
        let (mut below, mut todo) = (BTreeSet::from([id]), vec![id]);
        while let Some(next) = todo.pop() {
            for low in self.lower.get(next.index()).into_iter().flatten() {
                if below.insert(*low) {
                    todo.push(*low);
                }
            }
        }
        out.extend(below);
        out
    }

    /// An action and all that include it, sorted.
    pub fn above(&self, id: ActionId) -> &[ActionId] {
        self.above.get(id.index()).map_or(&[], |c| {
            c.get_or_init(|| self.closure(id, |a| self.parents.get(a.index()).map(Vec::as_slice)))
        })
    }

    /// An action and all its special cases, sorted.
    pub fn below(&self, id: ActionId) -> Vec<ActionId> {
        self.closure(id, |a| self.rules.action(a).map(|a| a.includes.as_slice()))
    }

    fn closure<'a>(
        &'a self,
        start: ActionId,
        next: impl Fn(ActionId) -> Option<&'a [ActionId]>,
    ) -> Vec<ActionId> {
        let (mut seen, mut todo) = (BTreeSet::from([start]), vec![start]);
        while let Some(id) = todo.pop() {
            for n in next(id).into_iter().flatten() {
                if seen.insert(*n) {
                    todo.push(*n);
                }
            }
        }
        seen.into_iter().collect()
    }

    /// Whether `special` is `general` or a case of it.
    pub fn is_a(&self, special: ActionId, general: ActionId) -> bool {
        special == general || self.above(special).binary_search(&general).is_ok()
    }

    /// What reverses an action: declared of it, or of an action that includes it.
    pub fn undoers(&self, done: ActionId) -> impl Iterator<Item = ActionId> {
        let of = |a: &ActionId| self.rules.action(*a).map(|a| a.undone_by.as_slice());
        self.above(done).iter().filter_map(of).flatten().copied()
    }

    /// Whether `undoing` reverses `done`.
    pub fn undoes(&self, undoing: ActionId, done: ActionId) -> bool {
        self.undoers(done).any(|u| self.is_a(undoing, u))
    }

    /// Whether a denial of `denied` denies `act`: it is the act or more general, or a step without which
    /// the act cannot be.
    pub fn denies(&self, denied: ActionId, act: ActionId) -> bool {
        self.is_a(act, denied)
            || self.above(act).iter().any(|a| {
                let steps = self.steps.get(a.index()).into_iter().flatten();
                steps
                    .clone()
                    .any(|(s, required)| *required && self.is_a(*s, denied))
            })
    }

    /// How every action that can bear on `goal` bears on it.
    pub fn classes(&self, goal: ActionId) -> Classes {
        let mut of: FxHashMap<ActionId, u8> = FxHashMap::default();
        let mut mark = |id: ActionId, bit: u8| *of.entry(id).or_default() |= bit;
        for a in self.above(goal).iter().filter(|a| **a != goal) {
            mark(*a, GENERAL);
        }
        for act in self.below(goal) {
            mark(act, MATCH);
            for (step, _) in self.steps.get(act.index()).into_iter().flatten() {
                self.below(*step).into_iter().for_each(|s| mark(s, STEP));
            }
            for u in self.undoers(act).collect::<Vec<_>>() {
                self.below(u).into_iter().for_each(|u| mark(u, UNDO));
            }
        }
        for a in self.above(goal) {
            for (step, required) in self.steps.get(a.index()).into_iter().flatten() {
                if *required {
                    self.above(*step).iter().for_each(|s| mark(*s, REQUIRED));
                }
            }
        }
        Classes(of)
    }

    /// What a who is called.
    pub fn who(&self, w: Who) -> String {
        match w {
            Who::Entity(id) => self.rules.entity_name(id).to_owned(),
            Who::Role(r, id) => {
                let role = self.rules.relation(r).map_or("", |r| r.role.as_str());
                format!("the {role} of {}", self.rules.entity_name(id))
            }
        }
    }

    /// A way's links in words, with the declarations that they rest on.
    pub fn words(&self, way: &Way, out: &mut Vec<(String, Span)>) {
        for (from, i) in &way.links {
            let Some(e) = self.rules.entity(*from) else {
                continue;
            };
            let Some(r) = e.related.get(*i) else { continue };
            let name = self
                .rules
                .relation(r.relation)
                .map_or("", |r| r.name.as_str());
            let text = format!("{} {name} {}", e.id, self.rules.entity_name(r.to));
            out.push((text, r.span));
        }
    }
}

/// It is the goal's action or a case of it.
pub(super) const MATCH: u8 = 1;
/// It includes the goal's action.
pub(super) const GENERAL: u8 = 2;
/// It is a step towards the goal's action or a case of it.
pub(super) const STEP: u8 = 4;
/// To deny it is to deny the goal's action.
pub(super) const REQUIRED: u8 = 8;
/// It reverses the goal's action or a case of it.
pub(super) const UNDO: u8 = 16;

/// How actions bear on one action.
pub(super) struct Classes(FxHashMap<ActionId, u8>);

impl Classes {
    /// The bits of an action, 0 where it has nothing to do with the goal's.
    pub fn of(&self, id: ActionId) -> u8 {
        self.0.get(&id).copied().unwrap_or(0)
    }

    /// Every action that has to do with the goal's, in no order that shows.
    pub fn all(&self) -> impl Iterator<Item = ActionId> {
        self.0.keys().copied()
    }
}

fn carries(rules: &Rulebook, kind: EntityKind, r: &Related, carry: Carry) -> bool {
    rules.relation(r.relation).is_some_and(|x| match carry {
        Carry::Actor => x.carries_actor,
        Carry::Target => x.carries_target || x.name == "part of" && kind == EntityKind::Place,
    })
}

/// All ways up from an entity, the shortest first; a circle ends by itself.
fn ways(rules: &Rulebook, start: EntityId, carry: Carry) -> Vec<Way> {
    let mut out = vec![Way {
        to: start,
        links: Vec::new(),
        valid: Interval::ALL,
    }];
    let mut i = 0;
    while let Some(way) = out.get(i).cloned() {
        i += 1;
        let Some(e) = rules.entity(way.to) else {
            continue;
        };
        for (n, r) in e.related.iter().enumerate() {
            let valid = way.valid.and(r.valid);
            let within = |w: &Way| w.to == r.to && w.valid.and(valid) == valid;
            // A further way to the same entity matters only where it holds on other days.
            if !carries(rules, e.kind, r, carry)
                || valid.is_empty()
                || way.links.len() >= LINKS
                || out.len() >= WAYS
                || out.iter().any(within)
            {
                continue;
            }
            let mut links = way.links.clone();
            links.push((way.to, n));
            out.push(Way {
                to: r.to,
                links,
                valid,
            });
        }
    }
    out
}
