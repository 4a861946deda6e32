//! All items of all files by name: declared again adds, in two kinds is an error.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Item};
use std::collections::BTreeMap;

/// The items of a rulebook, grouped by what they declare and sorted by name.
#[derive(Default)]
pub(super) struct Items<'a> {
    pub entities: BTreeMap<&'a str, Vec<&'a ast::Entity>>,
    pub relations: BTreeMap<&'a str, &'a ast::Relation>,
    pub sets: BTreeMap<&'a str, Vec<&'a ast::Set>>,
    pub actions: BTreeMap<&'a str, Vec<&'a ast::Action>>,
    pub sources: BTreeMap<&'a str, Vec<&'a ast::SourceDecl>>,
    pub agreements: BTreeMap<&'a str, &'a ast::Agreement>,
    /// With the only agreement of their file, where it has just one.
    pub commitments: Vec<(&'a ast::Commitment, Option<&'a str>)>,
}

/// Groups the items; says what is not evaluated yet.
pub(super) fn collect<'a>(files: &'a [ast::File], diagnostics: &mut Vec<Diagnostic>) -> Items<'a> {
    let mut items = Items::default();
    let mut names: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    let mut tests: Option<(usize, Span)> = None;
    for file in files {
        let own: Vec<&str> = file
            .items
            .iter()
            .filter_map(|i| {
                if let Item::Agreement(a) = i {
                    Some(a.id.node.as_str())
                } else {
                    None
                }
            })
            .collect();
        let only = if let [one] = own.as_slice() {
            Some(*one)
        } else {
            None
        };
        for item in &file.items {
            match item {
                Item::Edition(_) | Item::Use(_) => {}
                Item::Entity(e) => {
                    if name(&mut names, &e.id, e.kind.word(), true, diagnostics) {
                        items.entities.entry(&e.id.node).or_default().push(e);
                    }
                }
                Item::Set(s) => {
                    if name(&mut names, &s.id, "set", true, diagnostics) {
                        items.sets.entry(&s.id.node).or_default().push(s);
                    }
                }
                Item::Relation(r) => {
                    items.relations.entry(&r.name.node).or_insert(r);
                }
                Item::Action(a) => items.actions.entry(&a.name.node).or_default().push(a),
                Item::Source(s) => items.sources.entry(&s.id.node).or_default().push(s),
                Item::Agreement(a) => {
                    if name(&mut names, &a.id, "agreement", false, diagnostics) {
                        items.agreements.insert(&a.id.node, a);
                    }
                }
                Item::Commitment(c) => {
                    if name(&mut names, &c.id, "commitment", false, diagnostics) {
                        items.commitments.push((c, only));
                    }
                }
                Item::Condition(c) => not_yet(diagnostics, c.span, "a condition"),
                Item::Relief(r) => {
                    not_yet(diagnostics, r.span, "a waiver, suspension or termination")
                }
                Item::Override(o) => not_yet(diagnostics, o.span, "an override"),
                Item::Test(t) => {
                    let (n, at) = tests.unwrap_or((0, t.name.span));
                    tests = Some((n + 1, at));
                }
            }
        }
    }
    if let Some((n, at)) = tests {
        let what = if n == 1 {
            "this test is".to_owned()
        } else {
            format!("{n} tests are")
        };
        diagnostics.push(
            Diagnostic::new(Code::TestsNotRun, format!("{what} read, but not run"))
                .at(at, "not run by this version"),
        );
    }
    for sources in items.entities.values_mut() {
        sources.sort_by_key(|e| e.span.file);
    }
    items
}

/// Says that a form is understood and not evaluated.
pub(super) fn not_yet(diagnostics: &mut Vec<Diagnostic>, span: Span, what: &str) {
    diagnostics.push(
        Diagnostic::new(Code::NotEvaluatedYet, format!("{what} is understood, but not evaluated yet"))
            .at(span, "not evaluated")
            .help("take it out, or put the commitment in a form that is evaluated, until a later version judges it"),
    );
}

/// Takes a name; false where it is already something that it cannot be twice.
fn name<'a>(
    names: &mut BTreeMap<&'a str, (&'a str, Span)>,
    id: &'a ast::Text,
    kind: &'a str,
    again: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    match names.get(id.node.as_str()) {
        None => {
            names.insert(&id.node, (kind, id.span));
            true
        }
        Some((before, _)) if *before == kind && again => true,
        Some((before, at)) => {
            let message = if *before == kind {
                format!("the {kind} `{}` is declared twice", id.node)
            } else {
                format!(
                    "`{}` is already the name of {} {before}",
                    id.node,
                    article(before)
                )
            };
            diagnostics.push(
                Diagnostic::new(Code::NameTwice, message)
                    .at(id.span, "declared again here")
                    .at(*at, "declared first here")
                    .help("give one of them another name"),
            );
            false
        }
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
