//! Syntax trees to a rulebook. Takes the trees of all rule files, in any order; gives one rulebook,
//! the same for every order: declarations merged, names resolved, phrases matched, groups expanded,
//! windows computed.
//!
//! Stages, in this order: `collect` groups the items by name; `relations`, `entities`, `sets`,
//! `actions`, `conditions`, `sources`, `agreements` fill the tables; `commitments` turns each sentence into a norm
//! (`sentences`: `bearers`, `acts`, `groups`, `phrases`, `qualifiers`, `windows`); `reliefs` takes
//! what was decided about them.

mod actions;
mod acts;
mod agreements;
mod amounts;
mod bearers;
mod broken;
mod clauses;
mod collect;
mod commitments;
mod conditions;
mod cycles;
mod entities;
mod evidence;
mod groups;
mod lints;
mod names;
mod patterns;
mod periods;
mod phrases;
mod qualifiers;
mod quotes;
mod relations;
mod reliefs;
mod said;
mod sentences;
mod sets;
mod sources;
mod trials;
mod windows;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::Rulebook;
use crate::source::Sources;
use crate::syntax::ast;

/// What lowering a sentence needs to know: all declarations, resolved, and where to report.
struct World<'a> {
    pub src: &'a Sources,
    pub rules: &'a Rulebook,
    pub names: &'a names::Names<'a>,
    pub phrases: &'a phrases::Phrases,
    pub holders: groups::Holders,
    pub said: &'a said::Said,
}

/// Lowers the files of one rulebook. What is wrong in one item never hides the next.
pub fn lower(src: &Sources, files: &[ast::File]) -> Outcome<Rulebook> {
    let said = said::Said::default();
    let broken = broken::Broken::new(src, files);
    let items = collect::collect(src, files, &said);
    let names = names::Names::new(&items, &broken, &said);
    let mut rules = Rulebook {
        edition: 1,
        ..Rulebook::default()
    };
    rules.relations = relations::relations(&items, &said);
    entities::entities(&items, &names, &mut rules);
    let unsound = sets::sets(&items, &names, &mut rules);
    rules.actions = actions::actions(&items, &names);
    rules.conditions = conditions::conditions(&items, &names);
    rules.sources = sources::sources(&items, &names, &rules.entities);
    rules.agreements = agreements::agreements(&items, &names, &rules);
    let phrases = phrases::Phrases::new(&rules.actions);
    let world = World {
        src,
        rules: &rules,
        names: &names,
        phrases: &phrases,
        holders: groups::Holders::new(&rules, unsound),
        said: &said,
    };
    let commitments = commitments::commitments(&world, &items);
    let reliefs = reliefs::reliefs(&world, &items);
    let tests = trials::trials(&world, &items);
    rules.commitments = commitments;
    rules.reliefs = reliefs;
    rules.tests = tests;
    lints::lints(src, &rules, &said);
    if rules.commitments.is_empty() && said.errors() == 0 {
        said.say(
            Diagnostic::new(
                Code::NoCommitment,
                "the rulebook holds no commitment: there is nothing to judge",
            )
            .help("write `commitment ID { … }` with at least one sentence"),
        );
    }
    let mut diagnostics = said.into_list();
    diagnostics.sort_by_key(|d| d.labels.first().map(|l| (l.span.file, l.span.start)));
    Outcome::with(rules, diagnostics)
}
