//! Syntax trees to a rulebook: names resolved, phrases matched, windows computed. Takes the trees of
//! all rule files in any order; gives one rulebook, the same for every order.

mod actions;
mod collect;
mod commitments;
mod digest;
mod entities;
mod evidence;
mod groups;
mod phrases;
mod relations;
mod sources;
mod windows;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::Rulebook;
use crate::source::Sources;
use crate::syntax::ast;

/// Lowers the files of one rulebook. What is wrong in one item never hides the next.
pub fn lower(src: &Sources, files: &[ast::File]) -> Outcome<Rulebook> {
    let mut diagnostics = Vec::new();
    let items = collect::collect(files, &mut diagnostics);
    let mut rules = Rulebook {
        edition: 1,
        ..Rulebook::default()
    };
    rules.relations = relations::relations(&items, &mut diagnostics);
    entities::entities(&items, &mut rules, &mut diagnostics);
    actions::actions(&items, &mut rules, &mut diagnostics);
    sources::sources(&items, &mut rules, &mut diagnostics);
    commitments::agreements(&items, &mut rules, &mut diagnostics);
    commitments::commitments(src, &items, &mut rules, &mut diagnostics);
    if rules.commitments.is_empty() && !diagnostics.iter().any(Diagnostic::is_input_error) {
        diagnostics.push(
            Diagnostic::new(
                Code::NoCommitment,
                "the rulebook holds no commitment: there is nothing to judge",
            )
            .help("write `commitment ID { … }` with at least one sentence"),
        );
    }
    rules.digest = digest::digest(&rules);
    diagnostics.sort_by_key(|d| d.labels.first().map(|l| (l.span.file, l.span.start)));
    Outcome::with(rules, diagnostics)
}
