//! What is probably not meant, though it can be judged: takes the finished rulebook; gives warnings.

mod conflicts;
mod figures;
mod unused;

use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::lexicon::fold;
use crate::model::{EntityKind, NameUse, Rulebook};
use crate::source::{Sources, Span};
use crate::time::Interval;
use std::collections::BTreeMap;

/// All lints.
pub(super) fn lints(src: &Sources, rules: &Rulebook, said: &Said) {
    shared_names(rules, said);
    shared_phrases(rules, said);
    unfindable(rules, said);
    conflicts::conflicts(rules, said);
    figures::figures(rules, said);
    unused::unused(src, rules, said);
}

/// One spelling for two entities can only be read wrongly.
fn shared_names(rules: &Rulebook, said: &Said) {
    let mut seen: BTreeMap<String, Vec<(usize, NameUse, Interval, Span)>> = BTreeMap::new();
    for (i, e) in rules.entities.iter().enumerate() {
        for n in e.names.iter().filter(|n| n.usage != NameUse::Adjective) {
            let before = seen.entry(fold(&n.text)).or_default();
            let clash = before.iter().find(|(j, usage, valid, _)| {
                *j != i && valid.overlaps(n.valid) && !is_capital(rules, (*j, *usage), (i, n.usage))
            });
            if let Some((_, _, _, at)) = clash {
                said.say(
                    Diagnostic::new(Code::SharedName, format!("`{}` names two entities", n.text))
                        .at(n.span, "here")
                        .at(*at, "and here")
                        .help("a report that uses it cannot be read with certainty; keep it for one of them"),
                );
            } else if before.len() < 8 {
                before.push((i, n.usage, n.valid, n.span));
            }
        }
    }
}

/// A capital is also a place of that name: after `in` it is the place, where it acts the state.
fn is_capital(rules: &Rulebook, a: (usize, NameUse), b: (usize, NameUse)) -> bool {
    let place = |i: usize| {
        let e = rules.entities.get(i);
        e.is_some_and(|e| e.kind == EntityKind::Place)
    };
    a.1 == NameUse::Capital && place(b.0) || b.1 == NameUse::Capital && place(a.0)
}

/// One phrase for two actions leaves open which was done.
fn shared_phrases(rules: &Rulebook, said: &Said) {
    let mut seen: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for (i, a) in rules.actions.iter().enumerate() {
        for p in a.phrases.iter().chain(&a.nouns) {
            match seen.get(p.node.as_str()) {
                Some((j, at)) if *j != i => said.say(
                    Diagnostic::new(
                        Code::SharedName,
                        format!(
                            "`{}` is a phrase of two actions, `{}` and `{}`",
                            p.node,
                            rules.actions.get(*j).map_or("", |a| a.name.as_str()),
                            a.name
                        ),
                    )
                    .at(p.span, "here")
                    .at(*at, "and here")
                    .help("a report that uses it cannot be read with certainty; keep it for one of them"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(&p.node, (i, p.span));
                }
            }
        }
    }
}

/// A commitment about an act for which neither it nor any special case has words can be met by
/// records alone.
fn unfindable(rules: &Rulebook, said: &Said) {
    let mut told = Vec::new();
    for n in rules.commitments.iter().flat_map(|c| &c.norms) {
        let id = n.atom.action.node;
        if told.contains(&id) {
            continue;
        }
        let (mut todo, mut seen) = (vec![id], vec![id]);
        let mut found = false;
        while let Some(a) = todo.pop().and_then(|id| rules.action(id)) {
            if !a.phrases.is_empty() || !a.nouns.is_empty() {
                found = true;
                break;
            }
            for i in &a.includes {
                if !seen.contains(i) {
                    seen.push(*i);
                    todo.push(*i);
                }
            }
        }
        if !found {
            told.push(id);
            let declared = rules.action(id).map_or(n.atom.action.span, |a| a.span);
            said.say(
                Diagnostic::new(
                    Code::UnfindableAction,
                    format!(
                        "no phrase says how a report words `{}`",
                        rules.action_name(id)
                    ),
                )
                .at(n.atom.action.span, "only records can report it")
                .at(declared, "declared without a phrase")
                .help(format!(
                    "give it one: `action {} \"verb\"`",
                    rules.action_name(id)
                )),
            );
        }
    }
}
