//! Quantified groups: takes them as written; gives their members, sets and roles replaced, with the
//! quantifier that is meant where none is written.

use super::World;
use super::names::Thing;
use crate::diag::{Code, Diagnostic};
use crate::model::{EntityId, Quantifier, RelationId, Rulebook, Selection, Who};
use crate::source::Span;
use crate::syntax::ast::{self, Group, Targets, Text};
use rustc_hash::{FxHashMap, FxHashSet};

/// Who stands in which relation to whom, and which sets nothing may rest on.
pub(super) struct Holders {
    below: FxHashMap<(RelationId, EntityId), Vec<EntityId>>,
    unsound: Vec<bool>,
}

impl Holders {
    /// Turns the relations round; `unsound` has a flag for each set.
    pub fn new(rules: &Rulebook, unsound: Vec<bool>) -> Self {
        let mut below: FxHashMap<(RelationId, EntityId), Vec<EntityId>> = FxHashMap::default();
        for (i, e) in rules.entities.iter().enumerate() {
            for r in &e.related {
                let list = below.entry((r.relation, r.to)).or_default();
                if list.last() != Some(&EntityId(i as u32)) {
                    list.push(EntityId(i as u32));
                }
            }
        }
        Self { below, unsound }
    }

    /// Everybody below, through chains of the same relation, in the order of their IDs.
    fn of(&self, relation: RelationId, of: EntityId) -> Vec<EntityId> {
        let mut seen = FxHashSet::from_iter([of]);
        let (mut out, mut next) = (Vec::new(), vec![of]);
        while let Some(id) = next.pop() {
            for b in self.below.get(&(relation, id)).into_iter().flatten() {
                if seen.insert(*b) {
                    out.push(*b);
                    next.push(*b);
                }
            }
        }
        out.sort_unstable();
        out
    }
}

/// What a group comes to.
#[derive(Default)]
struct Members {
    who: Vec<Who>,
    seen: FxHashSet<Who>,
    open: bool,
    anyone: bool,
    /// Named by role: without a quantifier each of them is meant.
    role: bool,
    /// Joined by `or`.
    or: bool,
    /// The bound name that it stands for.
    bound: Option<usize>,
    /// Something in it was reported elsewhere, or is not evaluated: it gives no selection.
    partial: bool,
}

impl Members {
    fn push(&mut self, w: Who) {
        if self.seen.insert(w) {
            self.who.push(w);
        }
    }
}

/// Where a group stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Under a prohibition `and`, `or`, sets and `any of` all mean any.
    pub forbidden: bool,
    /// Names bound by `as` in the same sentence.
    pub bound: &'a [&'a str],
    /// Those of them that have a value where this stands, in the order of their numbers.
    pub values: &'a [&'a str],
    /// Whether `as` may bind a name here.
    pub binds: bool,
}

/// Resolves targets; `roles` are those that stood at the end of the run, outermost first.
pub(super) fn selection(
    world: &World<'_>,
    targets: &Targets,
    roles: &[Text],
    place: Place<'_>,
) -> Option<Selection> {
    let mut members = group(world, &targets.group, place)?;
    for role in roles.iter().rev() {
        members = holders(world, role, &members)?;
    }
    if let Some(except) = &targets.except {
        let without = group(world, except, place)?;
        members.partial |= without.partial;
        if members.bound.or(without.bound).is_some() {
            world
                .said
                .not_yet(targets.span, "a bound name with `except`");
            members.partial = true;
        }
        members.who.retain(|w| !without.seen.contains(w));
    }
    if let Some(bound) = &targets.bound {
        if !place.binds {
            world
                .said
                .not_yet(bound.span, "a bound name (`as`) outside a trigger");
            members.partial = true;
        }
        if let Some(at) = world.names.declared(&bound.node) {
            world.said.say(
                Diagnostic::new(
                    Code::NameTwice,
                    format!("`{}` is already a name of this rulebook", bound.node),
                )
                .at(bound.span, "bound to something else here")
                .at(at, "declared here")
                .help("bind another name, such as `as G`"),
            );
        }
    }
    if members.partial {
        return None;
    }
    if let Some(n) = members.bound {
        return Some(Selection {
            quantifier: Quantifier::Any,
            members: Vec::new(),
            open: false,
            anyone: false,
            bound: Some(n),
            span: targets.span,
        });
    }
    if members.who.is_empty() && !members.anyone {
        world.said.say(
            Diagnostic::new(Code::EmptySet, "nobody is left in this group")
                .at(targets.span, "empty")
                .help("name somebody that it is about"),
        );
        return None;
    }
    Some(Selection {
        quantifier: quantifier(world, targets, &members, place)?,
        members: members.who,
        open: members.open,
        anyone: members.anyone,
        bound: None,
        span: targets.span,
    })
}

/// The quantifier as written, else the one that is meant.
fn quantifier(
    world: &World<'_>,
    targets: &Targets,
    members: &Members,
    place: Place<'_>,
) -> Option<Quantifier> {
    let all = u32::try_from(members.who.len()).unwrap_or(u32::MAX);
    Some(match targets.quantifier.map(|q| q.node) {
        Some(ast::Quantifier::Each) => Quantifier::Each,
        Some(ast::Quantifier::Any) => Quantifier::Any,
        Some(ast::Quantifier::AtLeast(n)) => {
            if n == 0 || n > all {
                let (of, s) = (all, if all == 1 { "" } else { "s" });
                let message = match n {
                    0 => "at least 0 is always met".to_owned(),
                    _ => format!("at least {n} of {of} can never be met"),
                };
                let at = targets.quantifier.map_or(targets.span, |q| q.span);
                world.said.say(
                    Diagnostic::new(Code::TooFew, message)
                        .at(at, format!("a number from 1 to {of}"))
                        .help(format!("the group has {of} named member{s}")),
                );
                return None;
            }
            Quantifier::AtLeast(n)
        }
        None if members.role => Quantifier::Each,
        None if place.forbidden || members.or || all <= 1 => Quantifier::Any,
        None => Quantifier::AtLeast(all),
    })
}

fn group(world: &World<'_>, g: &Group, place: Place<'_>) -> Option<Members> {
    // Roles nest; the loop keeps hostile nesting off the stack.
    let (mut roles, mut inner) = (Vec::new(), g);
    while let Group::Role { role, of } = inner {
        roles.push(role);
        inner = of;
    }
    let mut members = match inner {
        Group::Anyone(_) => Members {
            anyone: true,
            ..Members::default()
        },
        Group::One(name) => named(world, std::slice::from_ref(name), place),
        Group::And(names) => named(world, names, place),
        Group::Or(names) => Members {
            or: true,
            ..named(world, names, place)
        },
        Group::Role { .. } => return None,
    };
    for role in roles.into_iter().rev() {
        members = holders(world, role, &members)?;
    }
    Some(members)
}

fn named(world: &World<'_>, names: &[Text], place: Place<'_>) -> Members {
    let mut out = Members::default();
    for name in names {
        if place.bound.contains(&name.node.as_str()) {
            match place.values.iter().position(|n| *n == name.node) {
                Some(n) if names.len() == 1 => out.bound = Some(n),
                _ => {
                    world.said.not_yet(name.span, "a bound name here");
                    out.partial = true;
                }
            }
            continue;
        }
        match world.names.thing(name) {
            Some(Thing::Entity(id)) => out.push(Who::Entity(id)),
            Some(Thing::Set(i)) => {
                out.partial |= world.holders.unsound.get(i).copied().unwrap_or(true);
                if let Some(set) = world.rules.sets.get(i) {
                    out.open |= set.open;
                    set.members.iter().for_each(|m| out.push(Who::Entity(*m)));
                }
            }
            None => out.partial = true,
        }
    }
    out
}

/// Those who stand in a role to a group; a role that nobody is declared to hold is kept as the role.
fn holders(world: &World<'_>, role: &Text, of: &Members) -> Option<Members> {
    let known = || world.rules.relations.iter().map(|r| r.role.as_str());
    let Some(r) = known().position(|r| r == role.node) else {
        let help = world.said.help(&role.node, known(), || {
            "a role is `parts`, `fronts`, `members`, `leaders`, `perpetrators` or the plural of a declared relation".to_owned()
        });
        world.said.say(
            Diagnostic::new(
                Code::UnknownName,
                format!("there is no role `{}`", role.node),
            )
            .at(role.span, "not a role")
            .help(help),
        );
        return None;
    };
    let relation = RelationId(r as u32);
    if of.bound.is_some() {
        world.said.not_yet(role.span, "a role of a bound name");
    }
    let mut out = Members {
        role: true,
        partial: of.partial || of.bound.is_some(),
        // The roles of a set that goes on go on too.
        open: of.open,
        ..Members::default()
    };
    for w in &of.who {
        let Who::Entity(of) = *w else {
            out.partial = true;
            nested(world, role.span);
            continue;
        };
        let found = world.holders.of(relation, of);
        if found.is_empty() {
            out.push(Who::Role(relation, of));
        }
        found.into_iter().for_each(|id| out.push(Who::Entity(id)));
    }
    if of.anyone {
        out.partial = true;
        nested(world, role.span);
    }
    Some(out)
}

/// A role of somebody who is not known cannot be looked up.
fn nested(world: &World<'_>, span: Span) {
    world.said.say(
        Diagnostic::new(
            Code::EmptySet,
            "nobody is declared of whom this could be a role",
        )
        .at(span, "the role of whom?")
        .help("declare who holds the inner role"),
    );
}
