//! Source declarations: takes them by ID; gives one each, all parts together.

use super::collect::Items;
use super::entities::once;
use super::evidence;
use super::names::Names;
use crate::model::{EntityId, SourceDecl, Tier};
use crate::source::Spanned;
use crate::syntax::ast::{self, Text};

/// All sources, sorted by ID.
pub(super) fn sources(items: &Items<'_>, names: &Names<'_>) -> Vec<SourceDecl> {
    let all = items.sources.iter();
    all.filter_map(|(id, declared)| source(id, declared, names))
        .collect()
}

fn source(id: &str, declared: &[&ast::SourceDecl], names: &Names<'_>) -> Option<SourceDecl> {
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
    Some(SourceDecl {
        id: id.to_owned(),
        names: std::iter::once(label.to_owned()).chain(aka).collect(),
        tier: tier(declared, names),
        speaks_for: entities(|d| &d.speaks_for),
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
