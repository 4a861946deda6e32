//! Actions with their phrases and their taxonomy. Takes the declarations by name; gives one action
//! each, all parts together, and `includes` without a circle.

use super::collect::Items;
use super::cycles;
use super::entities::once;
use super::names::Names;
use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{Action, ActionId};
use crate::source::Spanned;
use crate::syntax::ast::{self, ActionPart, Text};

/// Words that always end a run: a phrase with one of them could never be read.
const RESERVED: &[&str] = &[
    "each",
    "any",
    "anyone",
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
    "except",
    "shall",
    "must",
    "should",
    "may",
];

/// All actions, sorted by name.
pub(super) fn actions(items: &Items<'_>, names: &Names<'_>) -> Vec<Action> {
    let mut out: Vec<Action> = items
        .actions
        .iter()
        .filter_map(|(name, declared)| action(name, declared, names))
        .collect();
    open_circles(&mut out, names.said);
    out
}

fn action(name: &str, declared: &[&ast::Action], names: &Names<'_>) -> Option<Action> {
    let first = declared.first()?;
    let mut a = Action {
        name: name.to_owned(),
        phrases: Vec::new(),
        nouns: Vec::new(),
        includes: Vec::new(),
        undone_by: Vec::new(),
        step_towards: Vec::new(),
        plover: None,
        cameo: Vec::new(),
        span: first.name.span,
    };
    let mut plover: Option<&Text> = None;
    let find =
        |list: &[Text]| -> Vec<ActionId> { list.iter().filter_map(|t| names.action(t)).collect() };
    for d in declared {
        for p in &d.phrases {
            phrase(p, &mut a.phrases, names.said);
        }
        for part in &d.parts {
            match part {
                ActionPart::Includes(list) => a.includes.extend(find(list)),
                ActionPart::UndoneBy(list) => a.undone_by.extend(find(list)),
                ActionPart::StepTowards(list) => {
                    a.step_towards
                        .extend(find(list).into_iter().map(|id| (id, false)));
                }
                ActionPart::RequiredStepTowards(list) => {
                    a.step_towards
                        .extend(find(list).into_iter().map(|id| (id, true)));
                }
                ActionPart::Noun(list) => {
                    list.iter().for_each(|n| noun(n, &mut a.nouns, names.said))
                }
                ActionPart::Plover(t) => {
                    let help = "keep one of them";
                    once(
                        &mut plover,
                        t,
                        |a, b| a.node == b.node,
                        "PLOVER type",
                        help,
                        names.said,
                    );
                }
                ActionPart::Cameo(list) => a.cameo.extend(list.iter().map(|c| c.node.clone())),
            }
        }
    }
    a.plover = plover.map(|t| t.node.clone());
    for list in [&mut a.phrases, &mut a.nouns] {
        list.sort_by(|x, y| (&x.node, x.span).cmp(&(&y.node, y.span)));
        list.dedup_by(|x, y| x.node == y.node);
    }
    for list in [&mut a.includes, &mut a.undone_by] {
        list.sort_unstable();
        list.dedup();
    }
    // A step that is required somewhere is required.
    a.step_towards
        .sort_unstable_by_key(|(id, required)| (*id, !required));
    a.step_towards.dedup_by_key(|(id, _)| *id);
    a.cameo.sort_unstable();
    a.cameo.dedup();
    Some(a)
}

/// A phrase with single spaces and `…` as a word of its own.
fn words(p: &Text) -> Vec<String> {
    let spaced = p.node.replace("...", "…").replace('…', " … ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

fn phrase(p: &Text, list: &mut Vec<Spanned<String>>, said: &Said) {
    let mut words = words(p);
    // The object stands at the end anyway.
    if words.last().is_some_and(|w| w == "…") {
        words.pop();
    }
    let fault = if words.is_empty() {
        Some("this phrase has no word".to_owned())
    } else if let Some(w) = words.iter().find(|w| RESERVED.contains(&w.as_str())) {
        Some(format!(
            "the phrase `{}` contains `{w}`, which ends a phrase in a sentence",
            p.node
        ))
    } else if words.first().is_some_and(|w| w == "…") {
        Some(format!(
            "the phrase `{}` does not begin with its verb",
            p.node
        ))
    } else if words.iter().filter(|w| *w == "…").count() > 1 {
        Some(format!("the phrase `{}` has more than one `…`", p.node))
    } else {
        None
    };
    match fault {
        Some(message) => said.say(
            Diagnostic::new(Code::ReservedWord, message)
                .at(p.span, "could never be read")
                .help("a phrase is a verb with its particles, such as \"act against\" or \"bring … to justice\""),
        ),
        None => list.push(Spanned::new(words.join(" "), p.span)),
    }
}

fn noun(p: &Text, list: &mut Vec<Spanned<String>>, said: &Said) {
    let words = words(p);
    if words.is_empty() {
        said.say(
            Diagnostic::new(Code::ReservedWord, "this noun has no word")
                .at(p.span, "could never be read")
                .help("a noun is such as \"crackdown on\""),
        );
        return;
    }
    list.push(Spanned::new(words.join(" "), p.span));
}

/// An action that includes itself would make every chain endless: the closing link is taken out.
fn open_circles(actions: &mut [Action], said: &Said) {
    let graph: Vec<Vec<usize>> = actions
        .iter()
        .map(|a| a.includes.iter().map(|id| id.index()).collect())
        .collect();
    for nodes in cycles::circles(&graph) {
        let ids: Vec<(&str, crate::source::Span)> = nodes
            .iter()
            .filter_map(|n| actions.get(*n).map(|a| (a.name.as_str(), a.span)))
            .collect();
        let (Some((first, _)), Some((_, closing))) = (ids.first(), ids.last()) else {
            continue;
        };
        let chain: Vec<String> = ids
            .iter()
            .chain(ids.first())
            .map(|(id, _)| format!("`{id}`"))
            .collect();
        let mut d = Diagnostic::new(
            Code::Circle,
            format!("`{first}` includes itself: {}", chain.join(", ")),
        )
        .at(*closing, "its `includes` closes the circle")
        .help("take one of the links out: `includes` names special cases");
        for (_, span) in ids.iter().rev().skip(1).take(3) {
            d = d.at(*span, "from here");
        }
        said.say(d);
        if let (Some(last), Some(first)) = (nodes.last(), nodes.first())
            && let Some(a) = actions.get_mut(*last)
        {
            a.includes.retain(|id| id.index() != *first);
        }
    }
}
