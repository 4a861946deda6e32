//! Sets: takes their declarations; gives each one's members, sets inside sets replaced by theirs.

use super::collect::Items;
use super::cycles;
use super::entities::kind;
use super::names::{Names, Thing};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{EntityId, Rulebook, Set};
use crate::source::Span;
use crate::syntax::ast::{self, SetMembers};
use rustc_hash::FxHashSet;

/// Members that all sets of a rulebook may have together once nested ones are replaced.
const MEMBERS: usize = 2_000_000;

/// One member as declared.
#[derive(Clone, Copy)]
enum Part {
    Entity(EntityId),
    Set(usize),
}

/// A set before nested ones are replaced.
#[derive(Default)]
struct Raw {
    parts: Vec<Part>,
    open: bool,
    /// A name in it is unknown, or it contains itself: nothing may rest on it.
    unsound: bool,
}

/// Fills the sets; gives for each whether it is unsound: it has an error, so that what it lacks says
/// nothing about a norm.
pub(super) fn sets(items: &Items<'_>, names: &Names<'_>, rules: &mut Rulebook) -> Vec<bool> {
    let mut raw: Vec<Raw> = items
        .sets
        .values()
        .map(|declared| parts(declared, names, rules))
        .collect();
    open_circles(items, names, &mut raw);
    let mut out: Vec<Option<Set>> = (0..raw.len()).map(|_| None).collect();
    let mut left = MEMBERS;
    for i in order(&raw) {
        let (mut members, mut seen) = (Vec::new(), FxHashSet::default());
        let Some(r) = raw.get(i) else { continue };
        let (mut open, mut unsound) = (r.open, r.unsound);
        for part in &r.parts {
            match *part {
                Part::Entity(id) => {
                    if seen.insert(id) {
                        members.push(id);
                    }
                }
                Part::Set(j) => {
                    let inner = out.get(j).and_then(Option::as_ref);
                    open |= inner.is_some_and(|s| s.open);
                    unsound |= raw.get(j).is_some_and(|r| r.unsound);
                    let more = inner.into_iter().flat_map(|s| &s.members);
                    members.extend(more.copied().filter(|m| seen.insert(*m)));
                }
            }
        }
        let declared = items.sets.iter().nth(i);
        let Some((id, Some(first))) = declared.map(|(id, d)| (*id, d.first())) else {
            continue;
        };
        let span = first.id.span;
        unsound |= !fits(names, id, span, members.len(), &mut left, unsound);
        if unsound {
            members.truncate(1);
        }
        // Several declarations have no order among each other.
        if declared.is_some_and(|(_, d)| d.len() > 1) {
            members.sort_unstable();
        }
        if let Some(r) = raw.get_mut(i) {
            r.unsound = unsound;
        }
        if let Some(slot) = out.get_mut(i) {
            *slot = Some(Set {
                id: id.to_owned(),
                members,
                open,
                span,
            });
        }
    }
    rules.sets = out.into_iter().flatten().collect();
    raw.into_iter().map(|r| r.unsound).collect()
}

/// Says what is wrong with a set's size; false where nothing may rest on the set.
fn fits(
    names: &Names<'_>,
    id: &str,
    span: Span,
    size: usize,
    left: &mut usize,
    unsound: bool,
) -> bool {
    if unsound {
        return true;
    }
    if size == 0 {
        names.said.say(
            Diagnostic::new(Code::EmptySet, format!("the set `{id}` has no member"))
                .at(span, "nothing in it")
                .help("declare who belongs to it")
                .severity(Severity::Warning),
        );
    }
    if size > *left {
        names.said.say(
            Diagnostic::new(
                Code::TooManyInstances,
                format!("the sets of this rulebook have more than {MEMBERS} members together"),
            )
            .at(span, "one too many")
            .help("nest fewer sets in each other"),
        );
        return false;
    }
    *left -= size;
    true
}

fn parts(declared: &[&ast::Set], names: &Names<'_>, rules: &Rulebook) -> Raw {
    let mut raw = Raw::default();
    for d in declared {
        match &d.members {
            SetMembers::List {
                names: list,
                others,
            } => {
                raw.open |= others.is_some();
                for name in list {
                    match names.thing(name) {
                        Some(Thing::Entity(id)) => raw.parts.push(Part::Entity(id)),
                        Some(Thing::Set(i)) => raw.parts.push(Part::Set(i)),
                        None => raw.unsound = true,
                    }
                }
            }
            SetMembers::Kind { kind: k, except } => {
                let mut without = FxHashSet::default();
                for name in except {
                    match names.entity(name) {
                        Some(id) => {
                            without.insert(id);
                        }
                        None => raw.unsound = true,
                    }
                }
                let wanted = kind(k.node);
                for (i, e) in rules.entities.iter().enumerate() {
                    let id = EntityId(i as u32);
                    if e.kind == wanted && !without.contains(&id) {
                        raw.parts.push(Part::Entity(id));
                    }
                }
            }
        }
    }
    raw
}

/// The sets that each one names.
fn inner(raw: &[Raw]) -> Vec<Vec<usize>> {
    let sets = |r: &Raw| {
        let inner = r.parts.iter().filter_map(|p| match p {
            Part::Set(j) => Some(*j),
            Part::Entity(_) => None,
        });
        inner.collect()
    };
    raw.iter().map(sets).collect()
}

fn open_circles(items: &Items<'_>, names: &Names<'_>, raw: &mut [Raw]) {
    let ids: Vec<(&str, Span)> = items
        .sets
        .iter()
        .filter_map(|(id, d)| Some((*id, d.first()?.id.span)))
        .collect();
    for nodes in cycles::circles(&inner(raw)) {
        let (Some(last), Some(first)) = (nodes.last(), nodes.first()) else {
            continue;
        };
        let (Some((id, span)), Some((_, closing))) = (ids.get(*first), ids.get(*last)) else {
            continue;
        };
        let mut d = Diagnostic::new(Code::Circle, format!("the set `{id}` contains itself"))
            .at(*span, "this set")
            .help("take one of the names out");
        if first != last {
            d = d.at(*closing, "through this one");
        }
        names.said.say(d);
        if let Some(r) = raw.get_mut(*last) {
            r.parts.retain(|p| !matches!(p, Part::Set(j) if j == first));
            r.unsound = true;
        }
    }
}

/// Inner sets before outer ones; the graph has no circle any more.
fn order(raw: &[Raw]) -> Vec<usize> {
    let links = inner(raw);
    let mut waits: Vec<usize> = links.iter().map(Vec::len).collect();
    let mut outer: Vec<Vec<usize>> = vec![Vec::new(); raw.len()];
    for (i, list) in links.iter().enumerate() {
        for j in list {
            if let Some(o) = outer.get_mut(*j) {
                o.push(i);
            }
        }
    }
    let mut out: Vec<usize> = (0..raw.len())
        .filter(|i| waits.get(*i) == Some(&0))
        .collect();
    let mut next = 0;
    while let Some(i) = out.get(next).copied() {
        next += 1;
        for o in outer.get(i).into_iter().flatten() {
            if let Some(w) = waits.get_mut(*o) {
                *w -= 1;
                if *w == 0 {
                    out.push(*o);
                }
            }
        }
    }
    out
}
