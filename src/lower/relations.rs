//! The relations between entities: the built-in ones first, then declared ones by name.

use super::collect::Items;
use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::Relation;
use crate::source::Spanned;
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

/// All relations.
pub(super) fn relations(items: &Items<'_>, said: &Said) -> Vec<Relation> {
    let mut out: Vec<Relation> = BUILT_IN
        .iter()
        .map(|(name, role, actor, target)| Relation {
            name: (*name).to_owned(),
            role: (*role).to_owned(),
            carries_actor: *actor,
            carries_target: *target,
        })
        .collect();
    for (name, declared) in &items.relations {
        let Some(first) = declared.first() else {
            continue;
        };
        let full = format!("{name} of");
        let role = crate::lexicon::inflect::plural(name);
        let taken = |o: &Relation| o.name == full || o.name == *name || o.role == role;
        if let Some(before) = out.iter().find(|o| taken(o)) {
            let message = match before.name == full || before.name == *name {
                true => format!("`{name}` is a relation that the language has already"),
                false => format!(
                    "`{role}` are already those of the relation `{}`",
                    before.name
                ),
            };
            said.say(
                Diagnostic::new(Code::NameTwice, message)
                    .at(first.name.span, "declared here")
                    .help("give it another name"),
            );
            continue;
        }
        let mut carries: Option<Spanned<Carries>> = None;
        for c in declared.iter().filter_map(|r| r.carries) {
            match carries {
                Some(before) if before.node != c.node => {
                    said.differs("`carries`", c.span, before.span, "keep one of them");
                }
                _ => carries = Some(c),
            }
        }
        let carries = carries.map(|c| c.node);
        out.push(Relation {
            name: full,
            role,
            carries_actor: matches!(carries, Some(Carries::Actor | Carries::Both)),
            carries_target: matches!(carries, Some(Carries::Target | Carries::Both)),
        });
    }
    out
}
