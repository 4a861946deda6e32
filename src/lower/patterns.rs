//! Patterns and conditions: no form with one is evaluated yet. Takes them; looks up their names, so
//! that their other faults show.

use super::World;
use super::acts;
use super::groups::{self, Place};
use super::phrases::Form;
use crate::source::Span;
use crate::syntax::ast::{Pattern, Targets, Text};

/// Where a pattern stands.
pub(super) fn span(p: &Pattern) -> Span {
    match p {
        Pattern::Status { span, .. }
        | Pattern::Condition { span, .. }
        | Pattern::Event { span, .. } => *span,
    }
}

/// Looks up the names of a pattern.
pub(super) fn names(world: &World<'_>, p: &Pattern, place: Place<'_>) {
    world.said.names_only(|| match p {
        Pattern::Status { id, .. } => {
            world.names.commitment(id, false);
        }
        Pattern::Condition { who, condition, .. } => is(world, who, condition, place),
        Pattern::Event { who, act, .. } => {
            groups::selection(world, who, &[], place);
            acts::act(world, act, Form::Third, place);
        }
    });
}

/// Looks up the names of `WHO is CONDITION`.
pub(super) fn is(world: &World<'_>, who: &Targets, condition: &Text, place: Place<'_>) {
    world.said.names_only(|| {
        groups::selection(world, who, &[], place);
        world.names.condition(condition);
    });
}

/// The name that a pattern binds (`as G`).
pub(super) fn bound(p: &Pattern) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    match p {
        Pattern::Status { .. } => {}
        Pattern::Condition { who, .. } => out.extend(who.bound.iter().map(|b| b.node.as_str())),
        Pattern::Event { who, act, .. } => {
            out.extend(who.bound.iter().map(|b| b.node.as_str()));
            let targets = act.targets.iter();
            let all = targets.chain(act.participants.iter().map(|p| &p.targets));
            out.extend(
                all.filter_map(|t| t.bound.as_ref())
                    .map(|b| b.node.as_str()),
            );
        }
    }
    out
}
