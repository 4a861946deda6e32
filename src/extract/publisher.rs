//! Who publishes a report, and what it says of itself: takes its [`Meta`], gives [`ClaimSource`] and
//! [`ReportInfo`] with names resolved.

use crate::lexicon::fold;
use crate::model::{
    ActionId, ClaimSource, Coverage, EntityId, Meta, Reading, ReportInfo, Rulebook, SourceDeclId,
    SourceIx, Tier,
};
use crate::source::FileId;
use crate::time::Day;

/// The publisher of a report as a source: the declared one that its name folds to, else the name at
/// tier `press`. A report that names none is `unnamed` at tier `press`; a tier that the report gives
/// itself may lower, never raise, what is declared.
pub fn source(meta: &Meta, rules: &Rulebook) -> ClaimSource {
    let own = meta.tier.as_ref().and_then(|t| Tier::find(t.node.trim()));
    let Some(name) = meta.publisher.as_ref().map(|p| p.node.trim()) else {
        return ClaimSource {
            name: "unnamed".into(),
            declared: None,
            tier: own.unwrap_or(Tier::Press).max(Tier::Press),
            speaks_for: Vec::new(),
        };
    };
    match declared(name, rules) {
        Some((id, decl)) => {
            let tier = decl.tier.unwrap_or(Tier::Press);
            ClaimSource {
                name: decl
                    .names
                    .first()
                    .cloned()
                    .unwrap_or_else(|| decl.id.clone()),
                declared: Some(id),
                tier: own.map_or(tier, |o| o.max(tier)),
                speaks_for: decl.speaks_for.clone(),
            }
        }
        None => ClaimSource {
            name: name.to_owned(),
            declared: None,
            tier: own.unwrap_or(Tier::Press).max(Tier::Press),
            speaks_for: speaks_for(name, rules),
        },
    }
}

/// The state of a government's name, folded: `pakistan` of "Government of Pakistan".
pub fn governed(name: &str) -> Option<String> {
    let folded = fold(name.trim());
    let plain = folded.strip_prefix("the ").unwrap_or(&folded);
    let of = ["government of ", "govt of ", "govt. of ", "govt "];
    let state = of.iter().find_map(|p| plain.strip_prefix(p))?;
    Some(state.strip_prefix("the ").unwrap_or(state).to_owned())
}

/// Whom a publisher without a declaration speaks for: who publishes under a party's own name, or as its
/// government, is that party.
pub fn speaks_for(name: &str, rules: &Rulebook) -> Vec<EntityId> {
    entity(name, rules)
        .or_else(|| entity(name.trim().strip_prefix("The ")?, rules))
        .or_else(|| entity(&governed(name)?, rules))
        .into_iter()
        .collect()
}

/// The declaration of a publisher's name.
pub fn declared<'r>(
    name: &str,
    rules: &'r Rulebook,
) -> Option<(SourceDeclId, &'r crate::model::SourceDecl)> {
    let folded = fold(name);
    rules
        .sources
        .iter()
        .enumerate()
        .find(|(_, s)| s.id == name || s.names.iter().any(|n| fold(n) == folded))
        .map(|(i, s)| (SourceDeclId(i as u32), s))
}

/// What is known of the report for evidence and coverage; its names resolved, unknown ones left out.
pub fn info(file: FileId, meta: &Meta, rules: &Rulebook, source: SourceIx) -> ReportInfo {
    let covers = meta
        .covers
        .iter()
        .filter_map(|c| {
            let mut out = Coverage {
                period: c.period,
                actors: Vec::new(),
                entities: Vec::new(),
                actions: Vec::new(),
                span: c.span,
            };
            for actor in &c.actors {
                out.actors.extend(entity(&actor.node, rules));
            }
            for topic in &c.topics {
                match (entity(&topic.node, rules), action(&topic.node, rules)) {
                    (Some(e), _) => out.entities.push(e),
                    (None, Some(a)) => out.actions.push(a),
                    (None, None) => {}
                }
            }
            // A list of names that are all unknown narrows to nothing here, never to everything.
            let unknown_actors = !c.actors.is_empty() && out.actors.is_empty();
            let unknown_topics =
                !c.topics.is_empty() && out.entities.is_empty() && out.actions.is_empty();
            (!unknown_actors && !unknown_topics).then_some(out)
        })
        .collect();
    ReportInfo {
        file,
        title: meta.title.as_ref().map(|t| t.node.clone()),
        source,
        recorded: meta.published.as_ref().map_or(Day::MAX, |p| p.node.hi),
        covers,
        reading: Reading::default(),
    }
}

/// The entity of an ID or of a name.
fn entity(name: &str, rules: &Rulebook) -> Option<EntityId> {
    rules.find_entity(name).or_else(|| {
        let folded = fold(name);
        let at = rules
            .entities
            .iter()
            .position(|e| e.names.iter().any(|n| fold(&n.text) == folded))?;
        Some(EntityId(at as u32))
    })
}

/// The action of a name.
fn action(name: &str, rules: &Rulebook) -> Option<ActionId> {
    rules.find_action(name)
}
