//! Which claims can bear on which goal. Takes all claims once, in their order; gives each goal the
//! sorted list of those about its targets, and of those by its actors whose act has to do with its own.
//! A claim that touches no goal costs two look-ups.

use super::instances::{Actors, Goal, Part};
use super::world::{Carry, Classes, World};
use crate::model::{ActionId, Claims, EntityId, Who};
use rustc_hash::FxHashMap;

/// Number of a goal among those that the index was built for.
pub(super) type GoalIx = usize;

/// Candidates by goal.
pub(super) struct Index {
    by_goal: Vec<Vec<u32>>,
    classes: FxHashMap<ActionId, Classes>,
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
    pub fn new(world: &World<'_>, goals: &[&Goal], claims: &Claims) -> Self {
        let mut classes: FxHashMap<ActionId, Classes> = FxHashMap::default();
        for g in goals {
            classes
                .entry(g.action)
                .or_insert_with(|| world.classes(g.action));
        }
        let routes = Routes::new(world, goals, &classes);
        let mut by_goal: Vec<Vec<u32>> = vec![Vec::new(); goals.len()];
        let mut send = |goal: GoalIx, claim: u32| {
            if let Some(list) = by_goal.get_mut(goal)
                && list.last() != Some(&claim)
            {
                list.push(claim);
            }
        };
        for (i, c) in claims.claims.iter().enumerate() {
            let i = i as u32;
            for t in &c.targets {
                for g in routes.by_target.get(t).into_iter().flatten() {
                    send(*g, i);
                }
            }
            let with = c.participants.iter().map(|(_, e)| e);
            for a in c.actors.iter().chain(with) {
                for (action, list) in routes.by_actor.get(a).into_iter().flatten() {
                    if classes.get(action).is_some_and(|k| k.of(c.action) != 0) {
                        list.iter().for_each(|g| send(*g, i));
                    }
                }
            }
            for g in routes.by_action.get(&c.action).into_iter().flatten() {
                send(*g, i);
            }
        }
        Self { by_goal, classes }
    }

    /// The claims that can bear on a goal, sorted.
    pub fn candidates(&self, goal: GoalIx) -> &[u32] {
        self.by_goal.get(goal).map_or(&[], Vec::as_slice)
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
                    for e in related(*id) {
                        out.target(Who::Entity(e), n);
                    }
                    // What is said of those who hold a role is said of each of them.
                    let held = world.rules.entity(*id).into_iter().flat_map(|e| &e.related);
                    for r in held {
                        out.target(Who::Role(r.relation, r.to), n);
                    }
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
