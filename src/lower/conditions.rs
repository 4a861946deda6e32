//! Conditions: takes their declarations by name; gives each with its actions. One that names an unknown
//! action is left out: nothing may rest on half of it.

use super::World;
use super::collect::Items;
use super::groups::{self, Place};
use super::names::Names;
use crate::diag::{Code, Diagnostic};
use crate::model::{ActionId, Condition, Norm, NormKind, Quantifier, Selection, State};
use crate::syntax::ast::{Targets, Text};

/// All conditions, sorted by name.
pub(super) fn conditions(items: &Items<'_>, names: &Names<'_>) -> Vec<Condition> {
    let mut out = Vec::new();
    for (name, declared) in &items.conditions {
        let find = |list: &mut dyn Iterator<Item = &Text>| -> Option<Vec<ActionId>> {
            let found: Vec<Option<ActionId>> = list.map(|t| names.action(t)).collect();
            let mut ids = found.into_iter().collect::<Option<Vec<_>>>()?;
            ids.sort_unstable();
            ids.dedup();
            Some(ids)
        };
        let starts = find(&mut declared.iter().flat_map(|c| &c.starts));
        let ends = find(&mut declared.iter().flat_map(|c| &c.ends));
        if let (Some(first), Some(starts), Some(ends)) = (declared.first(), starts, ends) {
            out.push(Condition {
                name: (*name).to_owned(),
                starts,
                ends,
                span: first.name.span,
            });
        }
    }
    out
}

/// The condition that is meant; an error where there is none, or where nothing could ever make it true.
pub(super) fn find(world: &World<'_>, name: &Text) -> Option<Condition> {
    world.names.condition(name);
    let all = &world.rules.conditions;
    let at = all.binary_search_by(|c| c.name.as_str().cmp(&name.node));
    let found = all.get(at.ok()?)?;
    if found.starts.is_empty() {
        world.said.say(
            Diagnostic::new(
                Code::EmptySet,
                format!(
                    "nothing is declared to start the condition `{}`",
                    found.name
                ),
            )
            .at(name.span, "could never be true")
            .at(found.span, "it has no `starts`")
            .help("write `starts ACTION` in its declaration"),
        );
        return None;
    }
    Some(found.clone())
}

/// `WHO is CONDITION`, of one or of a bound name: of several it would not say whether all are meant.
pub(super) fn state(
    world: &World<'_>,
    who: &Targets,
    condition: &Text,
    place: Place<'_>,
) -> Option<State> {
    let selected = groups::selection(world, who, &[], place);
    let condition = find(world, condition);
    let (selected, condition) = (selected?, condition?);
    if !is_one(&selected) {
        let what = "a condition of several at once, or of anyone,";
        world.said.not_yet(who.span, what);
        return None;
    }
    Some(State {
        span: who.span,
        who: Selection {
            quantifier: Quantifier::Any,
            ..selected
        },
        condition,
    })
}

pub(super) fn is_one(s: &Selection) -> bool {
    !s.anyone && (s.bound.is_some() || s.members.len() == 1)
}

/// A condition is kept from a day on, a guard is read on one.
pub(super) fn anchored(world: &World<'_>, n: &Norm) {
    let kept = n.kind == NormKind::Maintain;
    let guard = n.terms.guard.as_ref().map(crate::model::Given::span);
    if n.window.from.is_finite() || n.trigger.is_some() || !kept && guard.is_none() {
        return;
    }
    if let Some(span) = guard {
        let text = "nothing says on which day this is read";
        world.said.say(
            Diagnostic::new(Code::NoAnchor, text)
                .at(span, "true when?")
                .help("write `from DATE`, or give the agreement `adopted DATE`"),
        );
        return;
    }
    world.said.say(
        Diagnostic::new(Code::NoAnchor, "nothing says from when it is to be kept")
            .at(n.atom.action.span, "kept from when?")
            .help("write `from DATE`, or give the agreement `adopted DATE`"),
    );
}

/// Whom a condition is to be kept of: each apart, or all of a list.
pub(super) fn kept(world: &World<'_>, who: &Targets, place: Place<'_>) -> Option<Selection> {
    let s = groups::selection(world, who, &[], place)?;
    let all = s.members.len();
    let whole = match s.quantifier {
        Quantifier::Each => true,
        Quantifier::AtLeast(n) => n as usize == all,
        Quantifier::Any => is_one(&s),
    };
    if s.anyone || !whole {
        let what = "a condition that is to be kept of some of several";
        world.said.not_yet(who.span, what);
        return None;
    }
    Some(s)
}
