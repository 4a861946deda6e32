//! How a claim fits a goal: assertions climb from the special to the general, denials descend.

use super::instances::{Actors, Goal, Part};
use super::near::{ACTION, ACTOR, TARGET, participant};
use super::standard::Court;
use super::world::{Carry, Classes, MATCH, World};
use crate::model::{Claim, EntityId, Preposition, Who};
use crate::source::Span;
use crate::time::Day;

/// What an assertion lacks of a goal, as bits of `near`. `also` are actors of the same event in other
/// claims: a joint act may be told in parts.
pub(super) fn lacks(
    court: &Court<'_>,
    classes: &Classes,
    goal: &Goal,
    c: &Claim,
    day: Day,
    also: &[EntityId],
) -> u32 {
    let world = &court.world;
    let mut out = 0;
    if !acts(world, &goal.actors, c, day, also) {
        out |= ACTOR;
    }
    if classes.of(c.action) & MATCH == 0 {
        out |= ACTION;
    }
    match &goal.target {
        None => {}
        Some(part) if c.targets.iter().any(|t| is_on(world, part, *t, day)) => {}
        Some(_) => out |= TARGET,
    }
    for (p, part) in &goal.participants {
        let mut own = c.participants.iter().filter(|(q, _)| q == p);
        let met = match part {
            Part::Anyone => own.next().is_some(),
            Part::OneOf(who) => {
                own.any(|(_, e)| who.iter().any(|w| takes_part(world, *e, *w, day)))
            }
        };
        if !met {
            out |= participant(*p);
        }
    }
    out
}

/// Whether an act that lacks these parts may still be the goal's: it does not say by whom, on whom or for
/// what it was done, or says it by a role that others may hold; but by whom or on whom it must say.
pub(super) fn unsaid(court: &Court<'_>, goal: &Goal, c: &Claim, lacks: u32, day: Day) -> bool {
    let lacks = |bit: u32| lacks & bit != 0;
    let role = |c: &Claim| {
        let mut named = goal.target.iter().flat_map(Part::named);
        c.targets.iter().any(|t| matches!(t, Who::Role(..)))
            && named.any(|w| is_general(&court.world, c, *w, day))
    };
    let part = |p: &Preposition| !c.participants.iter().any(|(q, _)| q == p);
    let actor = !lacks(ACTOR) || acting(c).next().is_none();
    let target = !lacks(TARGET) || c.targets.is_empty() || role(c);
    let neither = lacks(ACTOR) && lacks(TARGET);
    let differs = lacks(ACTION) || neither;
    actor
        && target
        && !differs
        && goal
            .participants
            .iter()
            .all(|(p, _)| !lacks(participant(*p)) || part(p))
}

/// Whether the claim's actors are the goal's.
fn acts(world: &World<'_>, wanted: &Actors, c: &Claim, day: Day, also: &[EntityId]) -> bool {
    let by = |id: EntityId, who: EntityId| world.reaches(who, id, Carry::Actor, day);
    match wanted {
        Actors::Anyone => true,
        Actors::All(ids) if ids.len() > 1 => ids
            .iter()
            .all(|id| acting(c).any(|a| by(*id, a)) || also.iter().any(|a| by(*id, *a))),
        Actors::All(ids) | Actors::One(ids) => {
            c.actors.iter().any(|a| ids.iter().any(|id| by(*id, *a)))
        }
    }
}

/// Those who act in a joint act: the actors, and the partners that "with" names.
pub(super) fn acting(c: &Claim) -> impl Iterator<Item = EntityId> {
    let with = c.participants.iter();
    let with = with
        .filter(|(p, _)| *p == Preposition::With)
        .map(|(_, e)| *e);
    c.actors.iter().copied().chain(with)
}

/// Whether acting on `t` is acting on the part.
pub(super) fn is_on(world: &World<'_>, part: &Part, t: Who, day: Day) -> bool {
    match part {
        Part::Anyone => true,
        Part::OneOf(list) => list.iter().any(|w| match (*w, t) {
            (Who::Entity(g), Who::Entity(e)) => world.reaches(e, g, Carry::Target, day),
            (a, b) => a == b,
        }),
    }
}

fn takes_part(world: &World<'_>, e: EntityId, w: Who, day: Day) -> bool {
    match w {
        Who::Entity(id) => {
            world.reaches(e, id, Carry::Target, day) || world.reaches(e, id, Carry::Actor, day)
        }
        Who::Role(..) => false,
    }
}

/// Whether a denial denies the whole goal: each part of it is the goal's or more general. What it does
/// not name it does not deny of the goal, and what it names beyond it ("for another attack") narrows it.
pub(super) fn denies_goal(court: &Court<'_>, goal: &Goal, d: &Claim, day: Day) -> bool {
    let world = &court.world;
    let above = |id: EntityId| {
        d.actors
            .iter()
            .any(|a| world.reaches(id, *a, Carry::Actor, day))
    };
    let actor = match &goal.actors {
        Actors::Anyone => d.actors.is_empty(),
        // A joint act fails where one of its bearers does not act.
        Actors::All(ids) => ids.iter().any(|id| above(*id)),
        Actors::One(ids) => !ids.is_empty() && ids.iter().all(|id| above(*id)),
    };
    let target = match &goal.target {
        None | Some(Part::Anyone) => d.targets.is_empty(),
        Some(Part::OneOf(list)) => list.iter().all(|w| is_general(world, d, *w, day)),
    };
    let partner = |p: Preposition, e: EntityId| {
        p == Preposition::With
            && matches!(&goal.actors, Actors::All(ids) if ids.len() > 1
                && ids.iter().any(|id| world.reaches(*id, e, Carry::Actor, day)))
    };
    let participants = d.participants.iter().all(|(p, e)| {
        if partner(*p, *e) {
            return true;
        }
        let named = goal.participants.iter().filter(|(q, _)| q == p);
        named.clone().any(|(_, part)| match part {
            Part::Anyone => false,
            Part::OneOf(who) => who.iter().all(|w| match w {
                Who::Entity(id) => {
                    world.reaches(*id, *e, Carry::Target, day)
                        || world.reaches(*id, *e, Carry::Actor, day)
                }
                Who::Role(..) => false,
            }),
        })
    });
    actor && target && participants && world.denies(d.action, goal.action)
}

/// Whether a denial denies an asserted act on `target`. Without an actor ("X has not been arrested") it
/// denies the act whoever is said to have done it.
pub(super) fn denies_act(
    court: &Court<'_>,
    d: &Claim,
    act: &Claim,
    target: Option<Who>,
    day: Day,
) -> bool {
    let world = &court.world;
    let actor = d.actors.is_empty()
        || act.actors.is_empty()
        || acting(act).any(|a| {
            let mut of = d.actors.iter();
            of.any(|o| world.reaches(a, *o, Carry::Actor, day))
        });
    let on = match target {
        Some(t) => is_general(world, d, t, day),
        None => d.targets.is_empty() || act.targets.iter().any(|t| is_general(world, d, *t, day)),
    };
    let participants = d.participants.iter().all(|(p, e)| {
        let mut of = act.participants.iter().filter(|(q, _)| q == p);
        of.any(|(_, x)| {
            world.reaches(*x, *e, Carry::Target, day) || world.reaches(*x, *e, Carry::Actor, day)
        })
    });
    actor && on && participants && world.denies(d.action, act.action)
}

/// Whether one of a denial's targets is `w` or more general: the holders of a role are denied with it.
fn is_general(world: &World<'_>, d: &Claim, w: Who, day: Day) -> bool {
    d.targets.iter().any(|t| match (w, *t) {
        (Who::Entity(id), Who::Entity(t)) => world.reaches(id, t, Carry::Target, day),
        (Who::Entity(id), Who::Role(r, of)) => world.rules.entity(id).is_some_and(|e| {
            let mut held = e.related.iter();
            held.any(|x| x.relation == r && x.to == of && x.valid.contains(day))
        }),
        (a, b) => a == b,
    })
}

/// The links that lead from a claim to a goal that it fits, in words.
pub(super) fn links(court: &Court<'_>, goal: &Goal, c: &Claim, day: Day) -> Vec<(String, Span)> {
    let world = &court.world;
    let mut out = Vec::new();
    let mut add = |from: EntityId, to: &[EntityId], carry| {
        let mut ways = to.iter().filter_map(|t| world.way(from, *t, carry, day));
        if let Some(w) = ways.find(|w| !w.links.is_empty()) {
            world.words(w, &mut out);
        }
    };
    let who: Vec<EntityId> = acting(c).collect();
    who.iter()
        .for_each(|a| add(*a, goal.actors.named(), Carry::Actor));
    let ids = |part: &Part| -> Vec<EntityId> {
        let only = |w: &Who| {
            if let Who::Entity(id) = w {
                Some(*id)
            } else {
                None
            }
        };
        part.named().iter().filter_map(only).collect()
    };
    if let Some(part) = &goal.target {
        for t in &c.targets {
            if let Who::Entity(t) = t {
                add(*t, &ids(part), Carry::Target);
            }
        }
    }
    for (p, part) in &goal.participants {
        for (_, e) in c.participants.iter().filter(|(q, _)| q == p) {
            add(*e, &ids(part), Carry::Target);
            add(*e, &ids(part), Carry::Actor);
        }
    }
    if c.action != goal.action && world.is_a(c.action, goal.action) {
        let rules = world.rules;
        let span = rules
            .action(goal.action)
            .map_or(Span::default(), |a| a.span);
        let (special, general) = (rules.action_name(c.action), rules.action_name(goal.action));
        out.push((format!("{special} is {general}"), span));
    }
    out
}
