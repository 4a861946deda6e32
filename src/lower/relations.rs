//! The relations between entities: the built-in ones, and declared ones.

use super::collect::Items;
use crate::diag::{Code, Diagnostic};
use crate::model::Relation;
use crate::syntax::ast::Carries;

/// Built-in: name, plural of the role, carries the act, carries being acted on. `part of` carries being
/// acted on only for places, which the judge decides by the entity's kind.
const BUILT_IN: [(&str, &str, bool, bool); 5] = [
    ("part of", "parts", true, false),
    ("front of", "fronts", true, true),
    ("member of", "members", false, true),
    ("leads", "leaders", false, true),
    ("perpetrator of", "perpetrators", false, false),
];

/// All relations, the built-in ones first.
pub(super) fn relations(items: &Items<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Relation> {
    let mut out: Vec<Relation> = BUILT_IN
        .iter()
        .map(|(name, role, actor, target)| Relation {
            name: (*name).to_owned(),
            role: (*role).to_owned(),
            carries_actor: *actor,
            carries_target: *target,
        })
        .collect();
    for (name, r) in &items.relations {
        let full = format!("{name} of");
        if out.iter().any(|o| o.name == full || o.name == *name) {
            diagnostics.push(
                Diagnostic::new(
                    Code::NameTwice,
                    format!("`{name}` is a relation that the language has already"),
                )
                .at(r.name.span, "declared here")
                .help("give it another name"),
            );
            continue;
        }
        let carries = r.carries.map(|c| c.node);
        out.push(Relation {
            name: full,
            role: crate::lexicon::inflect::plural(name),
            carries_actor: matches!(carries, Some(Carries::Actor | Carries::Both)),
            carries_target: matches!(carries, Some(Carries::Target | Carries::Both)),
        });
    }
    out
}
