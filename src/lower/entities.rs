//! Entities with their names and relations, and sets.

use super::collect::Items;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{
    Entity, EntityId, EntityKind, EntityName, NameUse, Related, RelationId, Rulebook, Set,
};
use crate::source::Span;
use crate::syntax::ast::{self, EntityPart, Limits, SetMembers, Text};
use crate::time::{Day, Interval};

/// Fills the entities and sets of the rulebook.
pub(super) fn entities(items: &Items<'_>, rules: &mut Rulebook, diagnostics: &mut Vec<Diagnostic>) {
    for (id, declared) in &items.entities {
        let Some(first) = declared.first() else {
            continue;
        };
        let mut e = Entity {
            id: (*id).to_owned(),
            kind: kind(first.kind),
            label: (*id).to_owned(),
            names: Vec::new(),
            on: None,
            related: Vec::new(),
            span: first.id.span,
        };
        let mut labelled: Option<&Text> = None;
        for d in declared {
            if let Some(n) = &d.name {
                match labelled {
                    Some(before) if before.node != n.node => {
                        differs(diagnostics, before.span, n.span, "name")
                    }
                    _ => {
                        labelled = Some(n);
                        e.label.clone_from(&n.node);
                        add(&mut e.names, n, NameUse::Name, Interval::ALL);
                    }
                }
            }
            for part in &d.parts {
                match part {
                    EntityPart::Aka(names) => {
                        for (n, l) in names {
                            add(&mut e.names, n, NameUse::Name, limits(l));
                        }
                    }
                    EntityPart::Adjective(names) => {
                        names
                            .iter()
                            .for_each(|n| add(&mut e.names, n, NameUse::Adjective, Interval::ALL));
                    }
                    EntityPart::Capital(n) => add(&mut e.names, n, NameUse::Capital, Interval::ALL),
                    EntityPart::On(date) => match e.on {
                        Some(before) if before != date.node.interval => {
                            differs(diagnostics, e.span, date.span, "date")
                        }
                        _ => e.on = Some(date.node.interval),
                    },
                    EntityPart::Related { .. } => {}
                }
            }
        }
        rules.entities.push(e);
    }
    // Relations point at entities, so they come after all of them have their place.
    let mut related: Vec<(usize, Related)> = Vec::new();
    for (i, declared) in items.entities.values().enumerate() {
        for part in declared.iter().flat_map(|d| &d.parts) {
            let EntityPart::Related { relation, to } = part else {
                continue;
            };
            let Some(r) = rules.relations.iter().position(|r| r.name == relation.node) else {
                let near = did_you_mean(
                    &relation.node,
                    rules.relations.iter().map(|r| r.name.as_str()),
                );
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownName,
                        format!("there is no relation `{}`", relation.node),
                    )
                    .at(relation.span, "not declared")
                    .help(near.map_or_else(
                        || "declare it with `relation NAME`".to_owned(),
                        |n| format!("did you mean `{n}`?"),
                    )),
                );
                continue;
            };
            for (name, l) in to {
                if let Some(target) = entity(rules, items, name, diagnostics) {
                    if target.index() == i {
                        diagnostics.push(
                            Diagnostic::new(
                                Code::Circle,
                                format!("`{}` stands in a relation to itself", name.node),
                            )
                            .at(name.span, "the same entity"),
                        );
                        continue;
                    }
                    related.push((
                        i,
                        Related {
                            relation: RelationId(r as u32),
                            to: target,
                            valid: limits(l),
                            span: relation.span.to(name.span),
                        },
                    ));
                }
            }
        }
    }
    for (i, r) in related {
        if let Some(e) = rules.entities.get_mut(i)
            && !e
                .related
                .iter()
                .any(|x| (x.relation, x.to, x.valid) == (r.relation, r.to, r.valid))
        {
            e.related.push(r);
        }
    }
    for e in &mut rules.entities {
        e.names
            .sort_by(|a, b| (a.usage, &a.text, a.valid).cmp(&(b.usage, &b.text, b.valid)));
        e.related.sort_by_key(|r| (r.relation, r.to, r.valid));
    }
    sets(items, rules, diagnostics);
    shared_names(rules, diagnostics);
}

fn add(names: &mut Vec<EntityName>, name: &Text, usage: NameUse, valid: Interval) {
    if !names
        .iter()
        .any(|n| n.text == name.node && n.usage == usage && n.valid == valid)
    {
        names.push(EntityName {
            text: name.node.clone(),
            usage,
            valid,
            span: name.span,
        });
    }
}

fn limits(l: &Limits) -> Interval {
    Interval::new(
        l.from.map_or(Day::MIN, |d| d.node.interval.lo),
        l.until.map_or(Day::MAX, |d| d.node.interval.hi),
    )
}

fn differs(diagnostics: &mut Vec<Diagnostic>, before: Span, again: Span, what: &str) {
    diagnostics.push(
        Diagnostic::new(
            Code::PartDiffers,
            format!("this {what} differs from the one declared before"),
        )
        .at(again, "another value here")
        .at(before, "declared here")
        .help("keep one of them; further names go after `aka`"),
    );
}

fn kind(k: ast::EntityKind) -> EntityKind {
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

/// The entity of a name, or an error with the nearest name.
pub(super) fn entity(
    rules: &Rulebook,
    items: &Items<'_>,
    name: &Text,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<EntityId> {
    if let Some(id) = rules.find_entity(&name.node) {
        return Some(id);
    }
    unknown(rules, items, name, "entity", diagnostics);
    None
}

/// Says that a name is not declared.
pub(super) fn unknown(
    rules: &Rulebook,
    items: &Items<'_>,
    name: &Text,
    what: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let candidates = rules
        .entities
        .iter()
        .map(|e| e.id.as_str())
        .chain(items.sets.keys().copied())
        .chain(items.commitments.iter().map(|(c, _)| c.id.node.as_str()));
    let help = match did_you_mean(&name.node, candidates) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it, or `use` the package that does, such as `use std.states`".to_owned(),
    };
    diagnostics.push(
        Diagnostic::new(
            Code::UnknownName,
            format!("there is no {what} `{}`", name.node),
        )
        .at(name.span, "not declared")
        .help(help),
    );
}

fn sets(items: &Items<'_>, rules: &mut Rulebook, diagnostics: &mut Vec<Diagnostic>) {
    for (id, declared) in &items.sets {
        let Some(first) = declared.first() else {
            continue;
        };
        let mut set = Set {
            id: (*id).to_owned(),
            members: Vec::new(),
            open: false,
            span: first.id.span,
        };
        let mut path = Vec::new();
        for d in declared {
            expand(d, items, rules, &mut path, &mut set, diagnostics);
        }
        if set.members.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::EmptySet, format!("the set `{id}` has no member"))
                    .at(set.span, "nothing in it"),
            );
        }
        rules.sets.push(set);
    }
}

/// Adds a declaration's members; `path` holds the sets being expanded, so that a circle ends.
fn expand<'a>(
    d: &'a ast::Set,
    items: &Items<'a>,
    rules: &Rulebook,
    path: &mut Vec<&'a str>,
    out: &mut Set,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if path.contains(&d.id.node.as_str()) || path.len() > 64 {
        diagnostics.push(
            Diagnostic::new(
                Code::Circle,
                format!("the set `{}` contains itself", d.id.node),
            )
            .at(d.id.span, "this set"),
        );
        return;
    }
    path.push(&d.id.node);
    match &d.members {
        SetMembers::List { names, others } => {
            out.open |= others.is_some();
            for name in names {
                if let Some(inner) = items.sets.get(name.node.as_str()) {
                    for s in inner {
                        expand(s, items, rules, path, out, diagnostics);
                    }
                } else if let Some(id) = entity(rules, items, name, diagnostics)
                    && !out.members.contains(&id)
                {
                    out.members.push(id);
                }
            }
        }
        SetMembers::Kind { kind: k, except } => {
            let without: Vec<EntityId> = except
                .iter()
                .filter_map(|n| entity(rules, items, n, diagnostics))
                .collect();
            for (i, e) in rules.entities.iter().enumerate() {
                let id = EntityId(i as u32);
                if e.kind == kind(k.node) && !without.contains(&id) && !out.members.contains(&id) {
                    out.members.push(id);
                }
            }
        }
    }
    path.pop();
}

/// One spelling for two entities can only be read wrongly.
fn shared_names(rules: &Rulebook, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: std::collections::BTreeMap<String, (usize, Span)> =
        std::collections::BTreeMap::new();
    for (i, e) in rules.entities.iter().enumerate() {
        for n in e.names.iter().filter(|n| n.usage != NameUse::Adjective) {
            let key = crate::lexicon::fold(&n.text);
            match seen.get(&key) {
                Some((j, at)) if *j != i => diagnostics.push(
                    Diagnostic::new(Code::SharedName, format!("`{}` names two entities", n.text))
                        .at(n.span, "here")
                        .at(*at, "and here")
                        .help("a report that uses it cannot be read with certainty; keep it for one of them"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(key, (i, n.span));
                }
            }
        }
    }
}
