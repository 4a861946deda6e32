//! Actions with their phrases and their taxonomy.

use super::collect::Items;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{Action, ActionId, Rulebook};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{ActionPart, Text};

/// Words that always end a run: a phrase with one of them could never be read.
const RESERVED: &[&str] = &[
    "each",
    "any",
    "and",
    "or",
    "as",
    "is",
    "unless",
    "while",
    "only",
    "provided",
    "sustained",
    "irreversibly",
    "regularly",
    "counting",
    "curing",
    "overriding",
    "otherwise",
    "shall",
    "must",
    "should",
    "may",
    "except",
    "anyone",
];

/// Fills the actions of the rulebook.
pub(super) fn actions(items: &Items<'_>, rules: &mut Rulebook, diagnostics: &mut Vec<Diagnostic>) {
    let names: Vec<&str> = items.actions.keys().copied().collect();
    let find = |t: &Text, diagnostics: &mut Vec<Diagnostic>| -> Option<ActionId> {
        if let Ok(i) = names.binary_search(&t.node.as_str()) {
            return Some(ActionId(i as u32));
        }
        let help = match did_you_mean(&t.node, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it with `action NAME \"phrase\"`, or `use std.actions`".to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownAction,
                format!("there is no action `{}`", t.node),
            )
            .at(t.span, "not declared")
            .help(help),
        );
        None
    };
    let mut out: Vec<Action> = Vec::new();
    for (name, declared) in &items.actions {
        let Some(first) = declared.first() else {
            continue;
        };
        let mut a = Action {
            name: (*name).to_owned(),
            phrases: Vec::new(),
            nouns: Vec::new(),
            includes: Vec::new(),
            undone_by: Vec::new(),
            step_towards: Vec::new(),
            plover: None,
            cameo: Vec::new(),
            span: first.name.span,
        };
        let mut plover_at: Option<Span> = None;
        for d in declared {
            for p in &d.phrases {
                phrase(p, &mut a.phrases, diagnostics);
            }
            for part in &d.parts {
                match part {
                    ActionPart::Includes(list) => push(
                        &mut a.includes,
                        list.iter().filter_map(|t| find(t, diagnostics)),
                    ),
                    ActionPart::UndoneBy(list) => push(
                        &mut a.undone_by,
                        list.iter().filter_map(|t| find(t, diagnostics)),
                    ),
                    ActionPart::StepTowards(list) => {
                        push(
                            &mut a.step_towards,
                            list.iter()
                                .filter_map(|t| Some((find(t, diagnostics)?, false))),
                        );
                    }
                    ActionPart::RequiredStepTowards(list) => {
                        push(
                            &mut a.step_towards,
                            list.iter()
                                .filter_map(|t| Some((find(t, diagnostics)?, true))),
                        );
                    }
                    ActionPart::Noun(list) => list
                        .iter()
                        .for_each(|p| phrase(p, &mut a.nouns, diagnostics)),
                    ActionPart::Plover(t) => match (&a.plover, plover_at) {
                        (Some(before), Some(at)) if *before != t.node => diagnostics.push(
                            Diagnostic::new(
                                Code::PartDiffers,
                                "this PLOVER type differs from the one declared before",
                            )
                            .at(t.span, "another value here")
                            .at(at, "declared here"),
                        ),
                        _ => {
                            a.plover = Some(t.node.clone());
                            plover_at = Some(t.span);
                        }
                    },
                    ActionPart::Cameo(list) => {
                        for c in list {
                            if !a.cameo.contains(&c.node) {
                                a.cameo.push(c.node.clone());
                            }
                        }
                    }
                }
            }
        }
        a.phrases.sort_by(|x, y| x.node.cmp(&y.node));
        a.nouns.sort_by(|x, y| x.node.cmp(&y.node));
        a.includes.sort_unstable();
        a.undone_by.sort_unstable();
        a.step_towards.sort_unstable();
        a.cameo.sort_unstable();
        out.push(a);
    }
    circles(&mut out, diagnostics);
    rules.actions = out;
}

fn push<T: PartialEq>(list: &mut Vec<T>, more: impl Iterator<Item = T>) {
    for m in more {
        if !list.contains(&m) {
            list.push(m);
        }
    }
}

fn phrase(p: &Text, list: &mut Vec<Spanned<String>>, diagnostics: &mut Vec<Diagnostic>) {
    let words: Vec<&str> = p.node.split_whitespace().collect();
    if let Some(word) = words.iter().find(|w| RESERVED.contains(w)) {
        diagnostics.push(
            Diagnostic::new(
                Code::ReservedWord,
                format!(
                    "the phrase `{}` contains `{word}`, which ends a phrase in a sentence",
                    p.node
                ),
            )
            .at(p.span, "could never be read")
            .help("word it without that word"),
        );
        return;
    }
    if words.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::ReservedWord, "this phrase has no word").at(p.span, "empty"),
        );
        return;
    }
    let text = words.join(" ");
    if !list.iter().any(|x| x.node == text) {
        list.push(Spanned::new(text, p.span));
    }
}

/// An action that includes itself would make every chain endless: the closing link is taken out.
fn circles(actions: &mut [Action], diagnostics: &mut Vec<Diagnostic>) {
    for start in 0..actions.len() {
        let mut todo: Vec<usize> = vec![start];
        let mut seen = vec![false; actions.len()];
        while let Some(i) = todo.pop() {
            let Some(a) = actions.get(i) else { continue };
            if a.includes.iter().any(|j| j.index() == start) {
                let (span, name, mine) = (
                    a.span,
                    a.name.clone(),
                    actions.get(start).map_or(String::new(), |s| s.name.clone()),
                );
                diagnostics.push(
                    Diagnostic::new(
                        Code::Circle,
                        format!("`{mine}` includes itself, through `{name}`"),
                    )
                    .at(span, "this link closes the circle"),
                );
                if let Some(a) = actions.get_mut(i) {
                    a.includes.retain(|j| j.index() != start);
                }
                continue;
            }
            for j in &a.includes {
                if let Some(s) = seen.get_mut(j.index())
                    && !*s
                {
                    *s = true;
                    todo.push(j.index());
                }
            }
        }
    }
}
