//! Entities with their names and relations. Takes the declarations by ID; gives one entity each, all
//! parts together, and links upwards without a circle.

use super::collect::Items;
use super::cycles;
use super::names::Names;
use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{Entity, EntityKind, EntityName, NameUse, Related, RelationId, Rulebook};
use crate::source::Spanned;
use crate::syntax::ast::{self, EntityPart, Limits, Text};
use crate::time::{Day, Interval};

/// Fills the entities of the rulebook; the relations must be there.
pub(super) fn entities(items: &Items<'_>, names: &Names<'_>, rules: &mut Rulebook) {
    let mut out: Vec<Entity> = items
        .entities
        .iter()
        .filter_map(|(id, declared)| entity(id, declared, names.said))
        .collect();
    for (i, declared) in items.entities.values().enumerate() {
        let mut related: Vec<Related> = Vec::new();
        for part in declared.iter().flat_map(|d| &d.parts) {
            if let EntityPart::Related { relation, to } = part {
                links(relation, to, i, rules, names, &mut related);
            }
        }
        related.sort_by_key(|r| (r.relation, r.to, r.valid, r.span));
        related.dedup_by_key(|r| (r.relation, r.to, r.valid));
        if let Some(e) = out.get_mut(i) {
            e.related = related;
        }
    }
    open_circles(&mut out, rules, names.said);
    rules.entities = out;
}

/// One entity of all its declarations, without relations.
fn entity(id: &str, declared: &[&ast::Entity], said: &Said) -> Option<Entity> {
    let first = declared.first()?;
    let mut e = Entity {
        id: id.to_owned(),
        kind: kind(first.kind),
        label: id.to_owned(),
        names: Vec::new(),
        on: None,
        related: Vec::new(),
        span: first.id.span,
    };
    let (mut label, mut capital): (Option<&Text>, Option<&Text>) = (None, None);
    let mut on: Option<ast::DateLit> = None;
    let names_help = "keep one of them; further names go after `aka`";
    for d in declared {
        if let Some(n) = &d.name {
            once(
                &mut label,
                n,
                |a, b| a.node == b.node,
                "name",
                names_help,
                said,
            );
        }
        for part in &d.parts {
            match part {
                EntityPart::Aka(names) => {
                    for (n, l) in names {
                        add(&mut e.names, n, NameUse::Name, limits(l, said));
                    }
                }
                EntityPart::Adjective(names) => {
                    for n in names {
                        add(&mut e.names, n, NameUse::Adjective, Interval::ALL);
                    }
                }
                EntityPart::Capital(n) => {
                    once(
                        &mut capital,
                        n,
                        |a, b| a.node == b.node,
                        "capital",
                        "keep one of them",
                        said,
                    );
                }
                EntityPart::On(date) => match on {
                    Some(before) if before.node.interval != date.node.interval => {
                        said.differs("date", date.span, before.span, "keep one of them");
                    }
                    _ => on = Some(*date),
                },
                EntityPart::Related { .. } => {}
            }
        }
    }
    if let Some(n) = label {
        e.label.clone_from(&n.node);
        add(&mut e.names, n, NameUse::Name, Interval::ALL);
    }
    if let Some(n) = capital {
        add(&mut e.names, n, NameUse::Capital, Interval::ALL);
    }
    e.on = on.map(|d| d.node.interval);
    e.names
        .sort_by(|a, b| (a.usage, &a.text, a.valid).cmp(&(b.usage, &b.text, b.valid)));
    Some(e)
}

/// Takes a part that has one value; a second, other one is an error.
pub(super) fn once<'a, T>(
    slot: &mut Option<&'a Spanned<T>>,
    value: &'a Spanned<T>,
    same: impl Fn(&Spanned<T>, &Spanned<T>) -> bool,
    what: &str,
    help: &str,
    said: &Said,
) {
    match slot {
        Some(before) if !same(before, value) => {
            said.differs(what, value.span, before.span, help);
        }
        Some(_) => {}
        None => *slot = Some(value),
    }
}

fn add(names: &mut Vec<EntityName>, name: &Text, usage: NameUse, valid: Interval) {
    let is_there = |n: &EntityName| n.text == name.node && n.usage == usage && n.valid == valid;
    if !names.iter().any(is_there) {
        names.push(EntityName {
            text: name.node.clone(),
            usage,
            valid,
            span: name.span,
        });
    }
}

/// The days of `[from DATE] [until DATE]`.
fn limits(l: &Limits, said: &Said) -> Interval {
    let days = Interval::new(
        l.from.map_or(Day::MIN, |d| d.node.interval.lo),
        l.until.map_or(Day::MAX, |d| d.node.interval.hi),
    );
    if let (true, Some(from), Some(until)) = (days.is_empty(), l.from, l.until) {
        said.say(
            Diagnostic::new(
                Code::EmptyWindow,
                format!("this ends on {} before it begins on {}", days.hi, days.lo),
            )
            .at(until.span, "ends before it begins")
            .at(from.span, "begins here")
            .help("correct one of the two dates"),
        );
    }
    days
}

fn links(
    relation: &Text,
    to: &[(Text, Limits)],
    own: usize,
    rules: &Rulebook,
    names: &Names<'_>,
    out: &mut Vec<Related>,
) {
    let known = || rules.relations.iter().map(|r| r.name.as_str());
    let Some(r) = known().position(|n| n == relation.node) else {
        let help = names.said.help(&relation.node, known(), || {
            format!(
                "declare it with `relation {}`",
                relation.node.trim_end_matches(" of")
            )
        });
        names.said.say(
            Diagnostic::new(
                Code::UnknownName,
                format!("there is no relation `{}`", relation.node),
            )
            .at(relation.span, "not declared")
            .help(help),
        );
        return;
    };
    for (name, l) in to {
        let Some(target) = names.entity(name) else {
            continue;
        };
        if target.index() == own {
            names.said.say(
                Diagnostic::new(
                    Code::Circle,
                    format!("`{}` stands in a relation to itself", name.node),
                )
                .at(name.span, "the same entity")
                .help("name another entity"),
            );
            continue;
        }
        out.push(Related {
            relation: RelationId(r as u32),
            to: target,
            valid: limits(l, names.said),
            span: relation.span.to(name.span),
        });
    }
}

/// A relation that carries something must not lead back to where it began: everybody in the circle
/// would answer for everybody else. The closing link is reported and taken out.
fn open_circles(entities: &mut [Entity], rules: &Rulebook, said: &Said) {
    let carries = |r: &Related| {
        let relation = rules.relation(r.relation);
        relation.is_some_and(|r| r.carries_actor || r.carries_target)
    };
    let graph: Vec<Vec<usize>> = entities
        .iter()
        .map(|e| {
            let up = e.related.iter().filter(|r| carries(r));
            up.map(|r| r.to.index()).collect()
        })
        .collect();
    for nodes in cycles::circles(&graph) {
        let next = nodes.iter().cycle().skip(1);
        let mut days = Interval::ALL;
        let mut spans = Vec::new();
        for (from, to) in nodes.iter().zip(next) {
            let links = entities.get(*from).into_iter().flat_map(|e| &e.related);
            let mut between = links.filter(|r| r.to.index() == *to && carries(r));
            if let Some(r) = between.next() {
                days = days.and(r.valid);
                spans.push(r.span);
            }
        }
        let ids: Vec<&str> = nodes
            .iter()
            .filter_map(|n| entities.get(*n).map(|e| e.id.as_str()))
            .collect();
        let (Some(from), Some(to), Some(closing)) = (nodes.last(), nodes.first(), spans.pop())
        else {
            continue;
        };
        // Links that never hold on the same day make no circle.
        if days.is_empty() {
            continue;
        }
        let mut d = Diagnostic::new(
            Code::Circle,
            format!(
                "the relations of `{}` lead back to it: {}",
                ids.first().copied().unwrap_or(""),
                ids.iter()
                    .chain(ids.first())
                    .map(|i| format!("`{i}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )
        .at(closing, "this link closes the circle")
        .help("take one of the links out: relations point upwards");
        for span in spans.into_iter().take(3) {
            d = d.at(span, "from here");
        }
        said.say(d);
        let (from, to) = (*from, *to);
        if let Some(e) = entities.get_mut(from) {
            e.related.retain(|r| r.to.index() != to);
        }
    }
}

/// The model's kind of a syntax kind.
pub(super) fn kind(k: ast::EntityKind) -> EntityKind {
    match k {
        ast::EntityKind::State => EntityKind::State,
        ast::EntityKind::Organisation => EntityKind::Organisation,
        ast::EntityKind::Group => EntityKind::Group,
        ast::EntityKind::Person => EntityKind::Person,
        ast::EntityKind::Incident => EntityKind::Incident,
        ast::EntityKind::Place => EntityKind::Place,
        ast::EntityKind::Topic => EntityKind::Topic,
    }
}
