//! Source declarations: takes them by ID, and the entities; gives one each, all parts together. A source
//! that bears the name of a party speaks for it, whether or not it says so: nobody is independent of
//! itself.

use super::collect::Items;
use super::entities::once;
use super::evidence;
use super::names::Names;
use crate::lexicon::fold;
use crate::model::{Entity, EntityId, SourceDecl, Tier};
use crate::source::Spanned;
use crate::syntax::ast::{self, Text};
use rustc_hash::FxHashMap;

/// Entities by their names, folded.
type Parties = FxHashMap<String, Vec<EntityId>>;

/// All sources, sorted by ID.
pub(super) fn sources(
    items: &Items<'_>,
    names: &Names<'_>,
    entities: &[Entity],
) -> Vec<SourceDecl> {
    let mut parties = Parties::default();
    if !items.sources.is_empty() {
        for (i, e) in entities.iter().enumerate() {
            for n in &e.names {
                let ids = parties.entry(fold(&n.text)).or_default();
                ids.push(EntityId(i as u32));
            }
        }
    }
    let all = items.sources.iter();
    all.filter_map(|(id, declared)| source(id, declared, names, &parties))
        .collect()
}

fn source(
    id: &str,
    declared: &[&ast::SourceDecl],
    names: &Names<'_>,
    parties: &Parties,
) -> Option<SourceDecl> {
    let first = declared.first()?;
    let entities = |list: fn(&ast::SourceDecl) -> &Vec<Text>| -> Vec<EntityId> {
        let all = declared.iter().flat_map(|d| list(d));
        let mut out: Vec<EntityId> = all.filter_map(|n| names.entity(n)).collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let mut copies: Vec<_> = declared
        .iter()
        .flat_map(|d| &d.copies)
        .filter_map(|c| names.source(c))
        .collect();
    copies.sort_unstable();
    copies.dedup();
    let mut name: Option<&Text> = None;
    let mut aka: Vec<String> = Vec::new();
    for d in declared {
        if let Some(n) = &d.name {
            let help = "keep one of them; further names go after `aka`";
            once(
                &mut name,
                n,
                |a, b| a.node == b.node,
                "name",
                help,
                names.said,
            );
        }
        aka.extend(d.aka.iter().map(|n| n.node.clone()));
    }
    aka.sort_unstable();
    aka.dedup();
    let label = name.map_or(id, |n| n.node.as_str());
    aka.retain(|n| n != label);
    let blocks: Vec<&ast::Evidence> = declared
        .iter()
        .filter_map(|d| d.evidence.as_ref())
        .collect();
    let all: Vec<String> = std::iter::once(label.to_owned()).chain(aka).collect();
    let mut speaks_for = entities(|d| &d.speaks_for);
    speaks_for.extend(all.iter().filter_map(|n| parties.get(&fold(n))).flatten());
    speaks_for.sort_unstable();
    speaks_for.dedup();
    Some(SourceDecl {
        id: id.to_owned(),
        names: all,
        tier: tier(declared, names),
        speaks_for,
        adversary_of: entities(|d| &d.adversary_of),
        copies,
        evidence: evidence::rule(&blocks, names.said),
        span: first.id.span,
    })
}

fn tier(declared: &[&ast::SourceDecl], names: &Names<'_>) -> Option<Tier> {
    let mut out: Option<Spanned<Tier>> = None;
    for t in declared.iter().filter_map(|d| d.tier.as_ref()) {
        let Some(tier) = evidence::tier(t, names.said) else {
            continue;
        };
        match out {
            Some(before) if before.node != tier => {
                names
                    .said
                    .differs("tier", t.span, before.span, "keep one of them");
            }
            Some(_) => {}
            None => out = Some(Spanned::new(tier, t.span)),
        }
    }
    out.map(|t| t.node)
}
