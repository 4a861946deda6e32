//! Who owes a norm: takes the bearers as written; gives one joint act or a quantified group, and says
//! where somebody owes what the agreement does not ask of them.

use super::World;
use super::groups::{self, Place};
use super::names::Thing;
use crate::diag::{Code, Diagnostic};
use crate::model::{Agreement, Bearers, EntityId, Who};
use crate::source::Span;
use crate::syntax::ast::{self, Group, Targets, Text};
use std::collections::BTreeSet;

/// Resolves bearers. Under a prohibition a group means any of it.
pub(super) fn bearers(
    world: &World<'_>,
    bearers: &ast::Bearers,
    place: Place<'_>,
    agreement: Option<&Agreement>,
) -> Option<Bearers> {
    let of = |t: &Targets| {
        let s = groups::selection(world, t, &[], place)?;
        let strangers: Vec<EntityId> = s
            .members
            .iter()
            .map(|w| match w {
                Who::Entity(id) | Who::Role(_, id) => *id,
            })
            .filter(|id| !is_party(world, *id, agreement))
            .collect();
        if let Some(id) = strangers.first() {
            stranger(world, *id, t.span, agreement);
        }
        Some(Bearers::Of(s))
    };
    match bearers {
        ast::Bearers::Targets(t) => of(t),
        // One name may be a set's: the group of its members.
        ast::Bearers::Joint(names) => match names.as_slice() {
            [one] if !matches!(world.names.find(&one.node), Some(Thing::Entity(_))) => {
                of(&Targets {
                    span: one.span,
                    quantifier: None,
                    group: Group::One(one.clone()),
                    except: None,
                    bound: None,
                })
            }
            _ => joint(world, names, place, agreement),
        },
    }
}

/// Several in one act; each must be an entity.
fn joint(
    world: &World<'_>,
    names: &[Text],
    place: Place<'_>,
    agreement: Option<&Agreement>,
) -> Option<Bearers> {
    let mut out: Vec<EntityId> = Vec::new();
    let mut whole = true;
    for n in names {
        if place.bound.contains(&n.node.as_str()) {
            world.said.not_yet(n.span, "a bound name in a joint act");
            whole = false;
            continue;
        }
        let Some(id) = world.names.entity(n) else {
            whole = false;
            continue;
        };
        if out.contains(&id) {
            world.said.say(
                Diagnostic::new(
                    Code::NameTwice,
                    format!("`{}` is named twice in one joint act", n.node),
                )
                .at(n.span, "again here")
                .help("name each once"),
            );
            whole = false;
            continue;
        }
        if !is_party(world, id, agreement) {
            stranger(world, id, n.span, agreement);
        }
        out.push(id);
    }
    whole.then_some(Bearers::Joint(out))
}

/// Whether an agreement asks something of somebody: a party, an addressee, or who acts for one.
fn is_party(world: &World<'_>, id: EntityId, agreement: Option<&Agreement>) -> bool {
    let Some(a) = agreement else { return true };
    if a.between.is_empty() && a.addressed_to.is_empty() {
        return true;
    }
    let (mut seen, mut next) = (BTreeSet::from([id]), vec![id]);
    while let Some(id) = next.pop() {
        if a.between.contains(&id) || a.addressed_to.contains(&id) {
            return true;
        }
        for r in world.rules.entity(id).iter().flat_map(|e| &e.related) {
            let relation = world.rules.relation(r.relation);
            if relation.is_some_and(|r| r.carries_actor) && seen.insert(r.to) {
                next.push(r.to);
            }
        }
    }
    false
}

fn stranger(world: &World<'_>, id: EntityId, span: Span, agreement: Option<&Agreement>) {
    let Some(a) = agreement else { return };
    world.said.say(
        Diagnostic::new(
            Code::NotAParty,
            format!(
                "`{}` is neither a party of `{}` nor addressed by it",
                world.rules.entity_name(id),
                a.id
            ),
        )
        .at(span, "owes something under it all the same")
        .at(a.span, "its `between` and `addressed to` name others")
        .help("add it to `between` or `addressed to`, or name the right bearer"),
    );
}
