//! Patterns: takes what a sentence says of the world; gives a trigger's event with the names that it
//! binds. Of the forms that are not evaluated yet it looks up the names, so that their other faults show.

use super::World;
use super::acts;
use super::conditions;
use super::groups::{self, Place};
use super::phrases::Form;
use crate::model::{Atom, Bind, Given, Quantifier, Selection, State};
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

/// The event of a trigger, and the names that it binds, in the order of its words.
pub(super) fn event(world: &World<'_>, p: &Pattern, place: Place<'_>) -> Option<(Atom, Vec<Bind>)> {
    let Pattern::Event { who, act, .. } = p else {
        names(world, p, place);
        return None;
    };
    let place = Place {
        binds: true,
        ..place
    };
    let performer = groups::selection(world, who, &[], place);
    let mut atom = acts::act(world, act, Form::Third, place)?;
    let mut binds = Vec::new();
    let performer = bind(world, who, performer?, &mut binds)?;
    atom.performer = Some(performer);
    // A target that a preposition leads to has become the first participant.
    let moved = act.targets.as_ref().filter(|_| atom.targets.is_none());
    if let (Some(t), Some(s)) = (&act.targets, atom.targets.take()) {
        atom.targets = Some(bind(world, t, s, &mut binds)?);
    }
    let others = act.participants.iter().map(|p| &p.targets);
    for (t, (_, s)) in moved.into_iter().chain(others).zip(&mut atom.participants) {
        *s = bind(world, t, s.clone(), &mut binds)?;
    }
    Some((atom, binds))
}

/// A fact: an event, or a condition of one.
pub(super) fn fact(world: &World<'_>, p: &Pattern, place: Place<'_>) -> Option<Given> {
    match p {
        Pattern::Status { .. } => {
            names(world, p, place);
            world
                .said
                .not_yet(span(p), "what another commitment comes to");
            None
        }
        Pattern::Condition {
            who,
            condition,
            span,
        } => {
            let state = conditions::state(world, who, condition, place)?;
            Some(Given::State(State {
                span: *span,
                ..state
            }))
        }
        Pattern::Event { span, .. } => {
            let atom = ensured(world, p, place)?;
            let mut fact = Given::Event { atom, span: *span };
            for s in fact.selections() {
                let any = s.anyone || s.quantifier == Quantifier::Any;
                if !any && !conditions::is_one(s) {
                    let what = "an act of or on several at once here";
                    world.said.not_yet(s.span, what);
                    return None;
                }
                s.quantifier = Quantifier::Any;
            }
            Some(fact)
        }
    }
}

/// What is to be ensured: an act, by whom the pattern names.
pub(super) fn ensured(world: &World<'_>, p: &Pattern, place: Place<'_>) -> Option<Atom> {
    let Pattern::Event { who, act, .. } = p else {
        world
            .said
            .not_yet(span(p), "`ensure that` of what is no act");
        names(world, p, place);
        return None;
    };
    let performer = groups::selection(world, who, &[], place);
    let atom = acts::act(world, act, Form::Third, place);
    performer.zip(atom).map(|(p, atom)| Atom {
        performer: Some(p),
        ..atom
    })
}

/// A group of a pattern: any of it is meant, and `as` names the one.
fn bind(world: &World<'_>, t: &Targets, s: Selection, binds: &mut Vec<Bind>) -> Option<Selection> {
    if matches!(s.quantifier, Quantifier::AtLeast(n) if n > 1) {
        world.said.not_yet(t.span, "a trigger by several at once");
        return None;
    }
    let Some(name) = &t.bound else {
        return Some(Selection {
            quantifier: Quantifier::Any,
            ..s
        });
    };
    if s.anyone {
        world.said.not_yet(t.span, "a name for `anyone`");
        return None;
    }
    binds.push(Bind {
        name: name.node.clone(),
        members: s.members,
        open: s.open,
    });
    Some(Selection {
        quantifier: Quantifier::Any,
        members: Vec::new(),
        bound: Some(binds.len() - 1),
        ..s
    })
}
