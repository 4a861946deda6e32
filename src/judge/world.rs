//! What leads from one name to another: relations upwards, and the taxonomy of actions.

use crate::model::{ActionId, EntityId, EntityKind, Rulebook, Who};
use crate::source::Span;
use crate::time::Interval;
use std::collections::BTreeSet;

/// What a relation carries upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carry {
    /// Acts of the lower are acts of the upper.
    Actor,
    /// Acts upon the lower are acts upon the upper.
    Target,
}

/// One way upwards: to whom, by which links, and on which days all links hold.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub to: EntityId,
    pub links: Vec<(String, Span)>,
    pub valid: Interval,
}

/// The rulebook's relations and taxonomy, closed.
pub(super) struct World<'r> {
    pub rules: &'r Rulebook,
    actor_up: Vec<Vec<Way>>,
    target_up: Vec<Vec<Way>>,
    target_down: Vec<Vec<EntityId>>,
    below: Vec<Vec<ActionId>>,
}

impl<'r> World<'r> {
    pub fn new(rules: &'r Rulebook) -> Self {
        let n = rules.entities.len();
        let up = |carry| {
            (0..n)
                .map(|i| ways(rules, EntityId(i as u32), carry))
                .collect::<Vec<_>>()
        };
        let (actor_up, target_up) = (up(Carry::Actor), up(Carry::Target));
        let mut target_down = vec![Vec::new(); n];
        for (i, list) in target_up.iter().enumerate() {
            for way in list {
                if let Some(d) = target_down.get_mut(way.to.index()) {
                    d.push(EntityId(i as u32));
                }
            }
        }
        let below = (0..rules.actions.len())
            .map(|i| descendants(rules, ActionId(i as u32)))
            .collect();
        Self {
            rules,
            actor_up,
            target_up,
            target_down,
            below,
        }
    }

    /// Everything that acts (or being acted on) of an entity count for, itself first.
    pub fn up(&self, id: EntityId, carry: Carry) -> &[Way] {
        let table = match carry {
            Carry::Actor => &self.actor_up,
            Carry::Target => &self.target_up,
        };
        table.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// Everybody whose being acted on counts for an entity, itself included.
    pub fn down(&self, id: EntityId) -> &[EntityId] {
        self.target_down.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// An action and all its special cases.
    pub fn below(&self, id: ActionId) -> &[ActionId] {
        self.below.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether `special` is `general` or a case of it.
    pub fn is_a(&self, special: ActionId, general: ActionId) -> bool {
        self.below(general).contains(&special)
    }

    /// Whether `undoing` reverses `done`: declared of it, or of anything between it and the norm's action.
    pub fn undoes(&self, undoing: ActionId, done: ActionId, norm: ActionId) -> bool {
        self.rules.actions.iter().enumerate().any(|(i, a)| {
            let id = ActionId(i as u32);
            (id == done || self.is_a(done, id) && self.is_a(id, norm))
                && a.undone_by.iter().any(|u| self.is_a(undoing, *u))
        })
    }

    /// Whether an action is there to undo another.
    pub fn is_reversal(&self, id: ActionId) -> bool {
        self.rules
            .actions
            .iter()
            .any(|a| a.undone_by.iter().any(|u| self.is_a(id, *u)))
    }

    /// Whether an action is a step towards the norm's action or a case of it.
    pub fn is_step(&self, id: ActionId, norm: ActionId) -> bool {
        self.rules.actions.iter().enumerate().any(|(i, a)| {
            a.step_towards.iter().any(|(to, _)| self.is_a(*to, norm))
                && self.is_a(id, ActionId(i as u32))
        })
    }

    /// Whether an action is a step without which the norm's action cannot be.
    pub fn is_required_step(&self, id: ActionId, norm: ActionId) -> bool {
        self.rules.action(id).is_some_and(|a| {
            a.step_towards
                .iter()
                .any(|(to, required)| *required && *to == norm)
        })
    }

    /// What a who is called.
    pub fn who(&self, w: Who) -> String {
        match w {
            Who::Entity(id) => self.rules.entity_name(id).to_owned(),
            Who::Role(_, id) => self.rules.entity_name(id).to_owned(),
        }
    }
}

/// All ways up from an entity, the shortest to each; a circle ends by itself.
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
        for r in &e.related {
            let Some(relation) = rules.relation(r.relation) else {
                continue;
            };
            let carries = match carry {
                Carry::Actor => relation.carries_actor,
                Carry::Target => {
                    relation.carries_target
                        || relation.name == "part of" && e.kind == EntityKind::Place
                }
            };
            let valid = way.valid.and(r.valid);
            // A second way to the same entity matters only where it holds on other days.
            if !carries
                || valid.is_empty()
                || out.len() > 256
                || out.iter().any(|w| w.to == r.to && w.valid == valid)
            {
                continue;
            }
            let mut links = way.links.clone();
            if links.len() >= 16 {
                continue;
            }
            links.push((
                format!("{} {} {}", e.id, relation.name, rules.entity_name(r.to)),
                r.span,
            ));
            out.push(Way {
                to: r.to,
                links,
                valid,
            });
        }
    }
    out
}

fn descendants(rules: &Rulebook, start: ActionId) -> Vec<ActionId> {
    let mut seen = BTreeSet::from([start]);
    let mut todo = vec![start];
    while let Some(id) = todo.pop() {
        for next in rules.action(id).iter().flat_map(|a| &a.includes) {
            if seen.insert(*next) {
                todo.push(*next);
            }
        }
    }
    seen.into_iter().collect()
}
