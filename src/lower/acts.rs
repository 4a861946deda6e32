//! Acts: takes the words of one; gives the action, its targets and its participants.

use super::World;
use super::amounts;
use super::groups::{self, Place};
use super::phrases::{self, Form};
use crate::diag::{Code, Diagnostic};
use crate::model::{Atom, Preposition};
use crate::syntax::ast;

/// Resolves an act; the performer of a `prevent` is set by the caller.
pub(super) fn act(world: &World<'_>, act: &ast::Act, form: Form, place: Place<'_>) -> Option<Atom> {
    let amount = act.amount.as_ref().map(|a| amounts::quantity(world, a));
    let found = phrases::find(world, &act.words, &act.tail, form);
    let roles = found.as_ref().map_or(&[][..], |f| &f.roles);
    // Every part is looked at, so that each shows its own faults.
    let targets = act
        .targets
        .as_ref()
        .map(|t| groups::selection(world, t, roles, place));
    let others: Vec<_> = act
        .participants
        .iter()
        .map(|p| {
            let preposition = Preposition::find(&p.preposition.node)?;
            let selection = groups::selection(world, &p.targets, &[], place)?;
            Some((preposition, selection))
        })
        .collect();
    let found = found?;
    let amount = match amount {
        Some(a) => Some(a?),
        None => None,
    };
    let mut targets = match targets {
        Some(t) => Some(t?),
        None => None,
    };
    let mut participants = others.into_iter().collect::<Option<Vec<_>>>()?;
    if targets.is_none() {
        let loose = found.preposition.map(|p| p.span);
        let role = found.roles.first().map(|r| r.span);
        if let Some(span) = loose.or(role) {
            world.said.say(
                Diagnostic::new(
                    Code::LooseWords,
                    format!("`{}` leads to nobody", world.src.slice(span)),
                )
                .at(span, "whom or what?")
                .help("name an entity or a set after it"),
            );
            return None;
        }
    }
    if let (Some(p), Some(_)) = (found.preposition, &targets)
        && let Some(t) = targets.take()
    {
        participants.insert(0, (p.node, t));
    }
    Some(Atom {
        performer: None,
        action: found.action,
        targets,
        participants,
        amount,
    })
}
