//! A tree without its places, in one order, for comparing.

use crate::syntax::ast::*;
use crate::syntax::yaml::together;

/// The tree's text without spans.
pub(super) fn bare(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("Span { ") {
        out.push_str(before);
        rest = after.split_once('}').map_or("", |(_, r)| r);
    }
    out + rest
}

/// The items of a file in one order, with what may be said in several places put together: equal for
/// two files that mean the same.
pub(super) fn normal(file: &File) -> Vec<String> {
    let mut items = together(file).items;
    items.iter_mut().for_each(sort);
    let mut out: Vec<String> = items.iter().map(bare).collect();
    out.sort();
    out
}

/// The parts of an item by kind; those of one kind keep their order.
fn sort(item: &mut Item) {
    let kind = |p: &dyn std::fmt::Debug| {
        let text = format!("{p:?}");
        let word = text.split([' ', '(', '{']).next();
        word.unwrap_or("").to_owned()
    };
    match item {
        Item::Entity(e) => {
            let mut parts: Vec<EntityPart> = Vec::new();
            for p in std::mem::take(&mut e.parts) {
                let joined = parts.iter_mut().any(|before| match (before, &p) {
                    (EntityPart::Aka(a), EntityPart::Aka(b)) => {
                        a.extend(b.iter().cloned());
                        true
                    }
                    (EntityPart::Adjective(a), EntityPart::Adjective(b)) => {
                        a.extend(b.iter().cloned());
                        true
                    }
                    (
                        EntityPart::Related { relation: x, to: a },
                        EntityPart::Related { relation: y, to: b },
                    ) if x.node == y.node => {
                        a.extend(b.iter().cloned());
                        true
                    }
                    _ => false,
                });
                if !joined {
                    parts.push(p);
                }
            }
            parts.sort_by_cached_key(bare);
            e.parts = parts;
        }
        Item::Action(a) => {
            let mut parts: Vec<ActionPart> = Vec::new();
            for p in std::mem::take(&mut a.parts) {
                use ActionPart as P;
                let joined = parts.iter_mut().any(|before| match (before, &p) {
                    (P::Includes(a), P::Includes(b))
                    | (P::UndoneBy(a), P::UndoneBy(b))
                    | (P::StepTowards(a), P::StepTowards(b))
                    | (P::RequiredStepTowards(a), P::RequiredStepTowards(b))
                    | (P::Noun(a), P::Noun(b))
                    | (P::Cameo(a), P::Cameo(b)) => {
                        a.extend(b.iter().cloned());
                        true
                    }
                    _ => false,
                });
                if !joined {
                    parts.push(p);
                }
            }
            parts.sort_by_cached_key(bare);
            a.parts = parts;
        }
        Item::Commitment(c) => c.parts.sort_by_cached_key(|p| kind(p)),
        Item::Test(t) => {
            for p in &mut t.parts {
                if let TestPart::AsOf { expectations, .. } = p {
                    expectations.sort_by_cached_key(bare);
                }
            }
            t.parts.sort_by_cached_key(|p| kind(p));
        }
        _ => {}
    }
}
