//! Quantified groups: sets and roles replaced by their members.

use super::collect::{Items, not_yet};
use super::entities::unknown;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{EntityId, Quantifier, RelationId, Rulebook, Selection, Who};
use crate::source::Span;
use crate::syntax::ast::{self, Group, Targets, Text};

/// What a group comes to.
#[derive(Default)]
struct Members {
    who: Vec<Who>,
    open: bool,
    anyone: bool,
    /// Named by role: without a quantifier each of them is meant.
    role: bool,
    /// Joined by `or`.
    or: bool,
}

/// Resolves targets; `role` is a `the ROLE of` that stood at the end of the run. Under a prohibition
/// `and`, `or`, sets and `any of` all mean any.
pub(super) fn selection(
    rules: &Rulebook,
    items: &Items<'_>,
    targets: &Targets,
    role: Option<&Text>,
    forbidden: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Selection> {
    let mut members = group(rules, items, &targets.group, diagnostics)?;
    if let Some(role) = role {
        members = holders(rules, role, members, diagnostics)?;
    }
    if let Some(except) = &targets.except {
        let without = group(rules, items, except, diagnostics)?.who;
        members.who.retain(|w| !without.contains(w));
    }
    if let Some(bound) = &targets.bound {
        not_yet(diagnostics, bound.span, "a bound name");
        return None;
    }
    if members.who.is_empty() && !members.anyone {
        diagnostics.push(
            Diagnostic::new(Code::EmptySet, "nobody is left in this group")
                .at(targets.span, "empty"),
        );
        return None;
    }
    let all = u32::try_from(members.who.len()).unwrap_or(u32::MAX);
    let quantifier = match targets.quantifier.map(|q| q.node) {
        Some(ast::Quantifier::Each) => Quantifier::Each,
        Some(ast::Quantifier::Any) => Quantifier::Any,
        Some(ast::Quantifier::AtLeast(n)) => {
            if n == 0 || n > all {
                diagnostics.push(
                    Diagnostic::new(Code::TooFew, format!("at least {n} of {all} can never be"))
                        .at(
                            targets.quantifier.map_or(targets.span, |q| q.span),
                            "a number from 1",
                        )
                        .help(format!("the group has {all} members")),
                );
                return None;
            }
            Quantifier::AtLeast(n)
        }
        None if members.role => Quantifier::Each,
        None if forbidden || members.or || all == 1 => Quantifier::Any,
        None => Quantifier::AtLeast(all),
    };
    Some(Selection {
        quantifier,
        members: members.who,
        open: members.open,
        anyone: members.anyone,
        span: targets.span,
    })
}

fn group(
    rules: &Rulebook,
    items: &Items<'_>,
    g: &Group,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Members> {
    match g {
        Group::Anyone(_) => Some(Members {
            anyone: true,
            ..Members::default()
        }),
        Group::One(name) => named(rules, items, std::slice::from_ref(name), diagnostics),
        Group::And(names) => named(rules, items, names, diagnostics),
        Group::Or(names) => {
            named(rules, items, names, diagnostics).map(|m| Members { or: true, ..m })
        }
        Group::Role { role, of } => {
            let of = group(rules, items, of, diagnostics)?;
            holders(rules, role, of, diagnostics)
        }
    }
}

fn named(
    rules: &Rulebook,
    items: &Items<'_>,
    names: &[Text],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Members> {
    let mut out = Members::default();
    let mut whole = true;
    for name in names {
        if let Ok(i) = rules
            .sets
            .binary_search_by(|s| s.id.as_str().cmp(&name.node))
        {
            if let Some(set) = rules.sets.get(i) {
                out.open |= set.open;
                set.members
                    .iter()
                    .for_each(|m| push(&mut out.who, Who::Entity(*m)));
            }
        } else if let Some(id) = rules.find_entity(&name.node) {
            push(&mut out.who, Who::Entity(id));
        } else {
            unknown(rules, items, name, "entity or set", diagnostics);
            whole = false;
        }
    }
    whole.then_some(out)
}

/// Those who stand in a role to a group; a role that nobody is declared to hold is kept as the role.
fn holders(
    rules: &Rulebook,
    role: &Text,
    of: Members,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Members> {
    let Some(r) = rules.relations.iter().position(|r| r.role == role.node) else {
        let near = did_you_mean(&role.node, rules.relations.iter().map(|r| r.role.as_str()));
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, format!("there is no role `{}`", role.node)).at(role.span, "not a role").help(near.map_or_else(
                || "a role is `parts`, `fronts`, `members`, `leaders`, `perpetrators` or the plural of a declared relation".to_owned(),
                |n| format!("did you mean `{n}`?"),
            )),
        );
        return None;
    };
    let relation = RelationId(r as u32);
    let mut out = Members {
        role: true,
        ..Members::default()
    };
    for w in of.who {
        let Who::Entity(of) = w else { continue };
        let before = out.who.len();
        for (i, e) in rules.entities.iter().enumerate() {
            if e.related
                .iter()
                .any(|x| x.relation == relation && x.to == of)
            {
                push(&mut out.who, Who::Entity(EntityId(i as u32)));
            }
        }
        if out.who.len() == before {
            push(&mut out.who, Who::Role(relation, of));
        }
    }
    Some(out)
}

fn push(list: &mut Vec<Who>, w: Who) {
    if !list.contains(&w) {
        list.push(w);
    }
}

/// The entities of a joint list; an error for each that is none.
pub(super) fn joint(
    rules: &Rulebook,
    items: &Items<'_>,
    names: &[Text],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Vec<EntityId>, Span)> {
    let mut out = Vec::new();
    for n in names {
        match rules.find_entity(&n.node) {
            Some(id) if !out.contains(&id) => out.push(id),
            Some(_) => {}
            None => unknown(rules, items, n, "entity", diagnostics),
        }
    }
    let span = names.first()?.span.to(names.last()?.span);
    (!out.is_empty() && names.iter().all(|n| rules.find_entity(&n.node).is_some()))
        .then_some((out, span))
}
