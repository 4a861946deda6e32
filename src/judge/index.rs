//! Which claims can bear on which goal. Takes all claims once, in their order; sends each goal those
//! about its targets, and those by its actors whose act has to do with its own. A goal that is weighed
//! once takes a claim while it is at hand; for one that is weighed anew for each period or trigger they
//! are listed. A claim that touches no goal costs two look-ups.

use super::instances::{Actors, Goal, Instance, Part};
use super::standard::Court;
use super::weigh::{Scale, Timeline};
use super::world::{Carry, Classes, World};
use crate::model::{ActionId, EntityId, Norm, Who};
use rustc_hash::FxHashMap;

/// Number of a goal among those that the index was built for.
pub(super) type GoalIx = usize;

/// A goal, where it stands.
pub(super) struct Seat<'a> {
    pub goal: &'a Goal,
    pub instance: &'a Instance,
    pub norm: &'a Norm,
    /// Whether it is weighed once, by its norm as it stands.
    pub once: bool,
}

/// What bears on each goal.
pub(super) struct Index {
    by_goal: Vec<Taken>,
    classes: FxHashMap<ActionId, Classes>,
}

/// What a goal got.
enum Taken {
    Listed(Vec<u32>),
    Weighed(Timeline),
}

/// A goal that takes claims.
enum Taker<'a> {
    Lists(Vec<u32>),
    Weighs(Box<Scale<'a>>),
}

/// Goals by what a claim must have to be looked at.
#[derive(Default)]
struct Routes {
    by_target: FxHashMap<Who, Vec<GoalIx>>,
    /// By actor, then by the goal's action.
    by_actor: FxHashMap<EntityId, Vec<(ActionId, Vec<GoalIx>)>>,
    /// Goals that name no target: by the claim's action alone.
    by_action: FxHashMap<ActionId, Vec<GoalIx>>,
}

impl Index {
    /// Routes every claim to the goals that it can bear on.
    pub fn new(court: &Court<'_>, seats: &[Seat<'_>]) -> Self {
        let world = &court.world;
        let mut classes: FxHashMap<ActionId, Classes> = FxHashMap::default();
        for s in seats {
            let action = s.goal.action;
            classes
                .entry(action)
                .or_insert_with(|| world.classes(action));
        }
        let goals: Vec<&Goal> = seats.iter().map(|s| s.goal).collect();
        let routes = Routes::new(world, &goals, &classes);
        let takers = seats
            .iter()
            .map(|s| match classes.get(&s.goal.action).filter(|_| s.once) {
                Some(own) => {
                    let scale = Scale::new(court, s.norm, own, s.instance, s.goal);
                    Taker::Weighs(Box::new(scale))
                }
                None => Taker::Lists(Vec::new()),
            });
        let mut takers: Vec<Taker<'_>> = takers.collect();
        let mut send = |goal: GoalIx, i: u32, c| match takers.get_mut(goal) {
            Some(Taker::Weighs(scale)) => scale.put(i, c),
            Some(Taker::Lists(list)) if list.last() != Some(&i) => list.push(i),
            _ => {}
        };
        for (i, c) in (0..).zip(&court.claims.claims) {
            for t in &c.targets {
                for g in routes.by_target.get(t).into_iter().flatten() {
                    send(*g, i, c);
                }
            }
            let with = c.participants.iter().map(|(_, e)| e);
            for a in c.actors.iter().chain(with) {
                for (action, list) in routes.by_actor.get(a).into_iter().flatten() {
                    if classes.get(action).is_some_and(|k| k.of(c.action) != 0) {
                        list.iter().for_each(|g| send(*g, i, c));
                    }
                }
            }
            for g in routes.by_action.get(&c.action).into_iter().flatten() {
                send(*g, i, c);
            }
        }
        let taken = takers.into_iter().map(|t| match t {
            Taker::Lists(list) => Taken::Listed(list),
            Taker::Weighs(scale) => Taken::Weighed(scale.timeline()),
        });
        let by_goal = taken.collect();
        Self { by_goal, classes }
    }

    /// The timeline of a goal that was weighed already.
    pub fn weighed(&self, goal: GoalIx) -> Option<&Timeline> {
        match self.by_goal.get(goal) {
            Some(Taken::Weighed(timeline)) => Some(timeline),
            _ => None,
        }
    }

    /// The claims that can bear on a goal that is weighed anew each time, sorted.
    pub fn candidates(&self, goal: GoalIx) -> &[u32] {
        match self.by_goal.get(goal) {
            Some(Taken::Listed(list)) => list,
            _ => &[],
        }
    }

    /// How actions bear on a goal's action.
    pub fn classes(&self, action: ActionId) -> Option<&Classes> {
        self.classes.get(&action)
    }
}

impl Routes {
    fn new(world: &World<'_>, goals: &[&Goal], classes: &FxHashMap<ActionId, Classes>) -> Self {
        let mut out = Self::default();
        let mut near: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
        for (n, g) in goals.iter().enumerate() {
            let mut related = |id: EntityId| {
                let list = near
                    .entry(id)
                    .or_insert_with(|| world.related(id).into_iter().collect());
                list.clone()
            };
            for w in g.target.iter().flat_map(Part::named) {
                out.target(*w, n);
                if let Who::Entity(id) = w {
                    // What is said of those who hold a role is said of each of them.
                    let mut of = |e: EntityId| {
                        let held = world.rules.entity(e).into_iter().flat_map(|e| &e.related);
                        for r in held {
                            out.target(Who::Role(r.relation, r.to), n);
                        }
                        out.target(Who::Entity(e), n);
                    };
                    of(*id);
                    related(*id).into_iter().for_each(of);
                }
            }
            for id in g.actors.named() {
                let up = world.up(*id, Carry::Actor).iter().map(|w| w.to);
                let mut who: Vec<EntityId> = related(*id).into_iter().chain(up).collect();
                who.sort_unstable();
                who.dedup();
                for e in who {
                    let lists = out.by_actor.entry(e).or_default();
                    match lists.iter_mut().find(|(a, _)| *a == g.action) {
                        Some((_, list)) => push(list, n),
                        None => lists.push((g.action, vec![n])),
                    }
                }
            }
            let untargeted = g.target.as_ref().is_none_or(|p| *p == Part::Anyone);
            if untargeted || g.actors == Actors::Anyone {
                for a in classes.get(&g.action).into_iter().flat_map(Classes::all) {
                    push(out.by_action.entry(a).or_default(), n);
                }
            }
        }
        out
    }

    fn target(&mut self, w: Who, goal: GoalIx) {
        push(self.by_target.entry(w).or_default(), goal);
    }
}

/// Goals come in order, so that a repeat is always the last.
fn push(list: &mut Vec<GoalIx>, goal: GoalIx) {
    if list.last() != Some(&goal) {
        list.push(goal);
    }
}
