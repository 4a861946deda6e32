//! How a claim fits a goal: what it lacks, and by which links it reaches it.

use super::instances::{Actors, Goal};
use super::world::{Carry, Way, World};
use crate::model::{Claim, EntityId, Polarity, Preposition, Who};
use crate::source::Span;
use crate::time::Day;

/// The comparison of a claim with a goal.
#[derive(Debug, Clone, Default)]
pub(super) struct Fit {
    /// What differs, in words; empty where the claim is of the goal.
    pub missing: Vec<String>,
    /// Links from the claim's names to the goal's.
    pub links: Vec<(String, Span)>,
}

/// Compares an assertion: it climbs from the special to the general.
pub(super) fn asserted(world: &World<'_>, goal: &Goal, c: &Claim) -> Fit {
    let mut fit = Fit::default();
    let day = c.valid.hi;
    actors(world, &goal.actors, c, day, &mut fit);
    if !world.is_a(c.action, goal.action) {
        let rules = world.rules;
        fit.missing.push(format!(
            "action: {}, not {}",
            rules.action_name(c.action),
            rules.action_name(goal.action)
        ));
    } else if c.action != goal.action {
        let rules = world.rules;
        let span = rules
            .action(goal.action)
            .map_or(Span::default(), |a| a.span);
        fit.links.push((
            format!(
                "{} is {}",
                rules.action_name(c.action),
                rules.action_name(goal.action)
            ),
            span,
        ));
    }
    targets(world, goal, c, day, &mut fit);
    participants(world, goal, c, day, &mut fit);
    fit
}

/// Compares a denial: it descends from the general to the special, so what it denies must be the goal
/// or more general than it.
pub(super) fn denied(world: &World<'_>, goal: &Goal, c: &Claim) -> bool {
    debug_assert!(c.polarity == Polarity::Denied);
    let day = c.valid.hi;
    let above =
        |id: EntityId, of: EntityId, carry: Carry| reach(world.up(id, carry), of, day).is_some();
    let actor = match &goal.actors {
        Actors::Anyone => true,
        Actors::All(ids) => {
            !c.actors.is_empty()
                && ids
                    .iter()
                    .all(|id| c.actors.iter().any(|a| above(*id, *a, Carry::Actor)))
        }
        Actors::One(ids) => {
            !c.actors.is_empty()
                && ids
                    .iter()
                    .any(|id| c.actors.iter().any(|a| above(*id, *a, Carry::Actor)))
        }
    };
    let action = world.is_a(goal.action, c.action) || world.is_required_step(c.action, goal.action);
    let target = match &goal.targets {
        None => true,
        Some(list) if list.is_empty() => true,
        Some(list) => {
            !c.targets.is_empty()
                && list.iter().all(|w| {
                    c.targets.iter().any(|t| match (w, t) {
                        (Who::Entity(g), Who::Entity(t)) => above(*g, *t, Carry::Target),
                        (a, b) => a == b,
                    })
                })
        }
    };
    // "has not convicted Lakhvi of X" says nothing about other offences: what is denied with a
    // participant denies only a goal that names it.
    let participants = c.participants.iter().all(|(p, e)| {
        goal.participants
            .iter()
            .any(|(gp, who, _)| gp == p && who.contains(&Who::Entity(*e)))
    });
    actor && action && target && participants
}

/// The way of a list that leads to an entity and holds on a day.
fn reach(ways: &[Way], to: EntityId, day: Day) -> Option<&Way> {
    ways.iter().find(|w| w.to == to && w.valid.contains(day))
}

fn actors(world: &World<'_>, wanted: &Actors, c: &Claim, day: Day, fit: &mut Fit) {
    let with = c
        .participants
        .iter()
        .filter(|(p, _)| *p == Preposition::With)
        .map(|(_, e)| *e);
    let acting: Vec<EntityId> = c.actors.iter().copied().chain(with).collect();
    let mut by = |id: EntityId, who: &[EntityId]| {
        let way = who
            .iter()
            .find_map(|a| reach(world.up(*a, Carry::Actor), id, day));
        way.map(|w| fit.links.extend(w.links.iter().cloned()))
            .is_some()
    };
    let met = match wanted {
        Actors::Anyone => true,
        // In a joint act the partners named by "with" act too; a single bearer must act itself.
        Actors::All(ids) if ids.len() > 1 => ids.iter().all(|id| by(*id, &acting)),
        Actors::All(ids) | Actors::One(ids) => ids.iter().any(|id| by(*id, &c.actors)),
    };
    if !met {
        let rules = world.rules;
        let has = if c.actors.is_empty() {
            "not stated".to_owned()
        } else {
            names(world, c.actors.iter().copied())
        };
        let ids = match wanted {
            Actors::All(ids) | Actors::One(ids) => ids.as_slice(),
            Actors::Anyone => &[],
        };
        let want: Vec<&str> = ids.iter().map(|id| rules.entity_name(*id)).collect();
        fit.missing.push(if c.actors.is_empty() {
            format!("actor: {has}")
        } else {
            format!(
                "actor: {has}, not {}",
                want.join(if matches!(wanted, Actors::All(_)) {
                    " and "
                } else {
                    " or "
                })
            )
        });
    }
}

fn targets(world: &World<'_>, goal: &Goal, c: &Claim, day: Day, fit: &mut Fit) {
    let Some(list) = &goal.targets else { return };
    if list.is_empty() && !c.targets.is_empty() {
        return;
    }
    for w in list {
        for t in &c.targets {
            match (w, t) {
                (Who::Entity(g), Who::Entity(t)) => {
                    if let Some(way) = reach(world.up(*t, Carry::Target), *g, day) {
                        fit.links.extend(way.links.iter().cloned());
                        return;
                    }
                }
                (a, b) if a == b => return,
                _ => {}
            }
        }
    }
    if c.targets.is_empty() {
        fit.missing.push("target: not stated".to_owned());
    } else {
        let has: Vec<String> = c.targets.iter().map(|t| world.who(*t)).collect();
        let want: Vec<String> = list.iter().map(|t| world.who(*t)).collect();
        fit.missing.push(format!(
            "target: {}, not {}",
            has.join(", "),
            want.join(" or ")
        ));
    }
}

fn participants(world: &World<'_>, goal: &Goal, c: &Claim, day: Day, fit: &mut Fit) {
    for (p, list, all) in &goal.participants {
        let own: Vec<EntityId> = c
            .participants
            .iter()
            .filter(|(q, _)| q == p)
            .map(|(_, e)| *e)
            .collect();
        let met = |w: &Who| match w {
            Who::Entity(id) => own.iter().any(|e| {
                reach(world.up(*e, Carry::Target), *id, day).is_some()
                    || reach(world.up(*e, Carry::Actor), *id, day).is_some()
            }),
            Who::Role(..) => false,
        };
        let ok = list.is_empty() && !own.is_empty()
            || if *all {
                !list.is_empty() && list.iter().all(met)
            } else {
                list.iter().any(met)
            };
        if !ok {
            fit.missing.push(if own.is_empty() {
                format!("{}: not stated", p.word())
            } else {
                let want: Vec<String> = list.iter().map(|w| world.who(*w)).collect();
                format!(
                    "{}: {}, not {}",
                    p.word(),
                    names(world, own.into_iter()),
                    want.join(" or ")
                )
            });
        }
    }
}

fn names(world: &World<'_>, ids: impl Iterator<Item = EntityId>) -> String {
    ids.map(|id| world.rules.entity_name(id))
        .collect::<Vec<_>>()
        .join(", ")
}
