//! Names to what they stand for. Takes the collected items; gives the id of each name, or an error
//! that says what was expected, what the name is instead, and which name is near.

use super::broken::Broken;
use super::collect::{Items, Kind};
use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{ActionId, AgreementId, EntityId, SourceDeclId};
use crate::syntax::ast::Text;
use rustc_hash::FxHashMap;

/// An entity, or a set by its place in the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Entity(EntityId),
    Set(usize),
}

/// All names of a rulebook.
pub(super) struct Names<'a> {
    items: &'a Items<'a>,
    broken: &'a Broken,
    pub said: &'a Said,
    things: FxHashMap<&'a str, Thing>,
    actions: FxHashMap<&'a str, ActionId>,
}

impl<'a> Names<'a> {
    /// Ids are places in the sorted tables.
    pub fn new(items: &'a Items<'a>, broken: &'a Broken, said: &'a Said) -> Self {
        let mut things = FxHashMap::default();
        for (i, id) in items.entities.keys().enumerate() {
            things.insert(*id, Thing::Entity(EntityId(i as u32)));
        }
        for (i, id) in items.sets.keys().enumerate() {
            things.insert(*id, Thing::Set(i));
        }
        let actions = items.actions.keys().enumerate();
        Self {
            items,
            broken,
            said,
            things,
            actions: actions.map(|(i, a)| (*a, ActionId(i as u32))).collect(),
        }
    }

    /// What a name is, without an error.
    pub fn find(&self, name: &str) -> Option<Thing> {
        self.things.get(name).copied()
    }

    /// What a name is in the shared namespace.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.items.kinds.get(name).map(|(k, _)| *k)
    }

    /// Where a name was declared.
    pub fn declared(&self, name: &str) -> Option<crate::source::Span> {
        self.items.kinds.get(name).map(|(_, at)| *at)
    }

    /// An entity.
    pub fn entity(&self, name: &Text) -> Option<EntityId> {
        if let Some(Thing::Entity(id)) = self.find(&name.node) {
            return Some(id);
        }
        self.unknown(name, "an entity", |k| matches!(k, Kind::Entity(_)));
        None
    }

    /// An entity or a set.
    pub fn thing(&self, name: &Text) -> Option<Thing> {
        let found = self.find(&name.node);
        if found.is_none() {
            self.unknown(name, "an entity or set", |k| {
                matches!(k, Kind::Entity(_) | Kind::Set)
            });
        }
        found
    }

    /// An agreement.
    pub fn agreement(&self, name: &Text) -> Option<AgreementId> {
        let found = self.items.agreements.keys().position(|k| *k == name.node);
        if found.is_none() {
            self.unknown(name, "an agreement", |k| k == Kind::Agreement);
        }
        found.map(|i| AgreementId(i as u32))
    }

    /// Whether a commitment has that name; `with_agreements` takes those too.
    pub fn commitment(&self, name: &Text, with_agreements: bool) -> bool {
        let wanted = if with_agreements {
            "a commitment or agreement"
        } else {
            "a commitment"
        };
        let fits = |k: Kind| k == Kind::Commitment || with_agreements && k == Kind::Agreement;
        let found = self.kind(&name.node).is_some_and(fits);
        if !found {
            self.unknown(name, wanted, fits);
        }
        found
    }

    /// A declared source.
    pub fn source(&self, name: &Text) -> Option<SourceDeclId> {
        let ids = || self.items.sources.keys().copied();
        let found = ids().position(|k| k == name.node);
        if found.is_none() && !self.broken.name(&name.node) {
            let help = self.said.help(&name.node, ids(), || {
                "declare it with `source ID`".to_owned()
            });
            self.missing(name, &format!("there is no source `{}`", name.node), help);
        }
        found.map(|i| SourceDeclId(i as u32))
    }

    /// An action by its name.
    pub fn action(&self, name: &Text) -> Option<ActionId> {
        let found = self.actions.get(name.node.as_str()).copied();
        if found.is_none() && !self.broken.name(&name.node) {
            let help = self
                .said
                .help(&name.node, self.items.actions.keys().copied(), || {
                    self.action_help()
                });
            self.said.say(
                Diagnostic::new(
                    Code::UnknownAction,
                    format!("there is no action `{}`", name.node),
                )
                .at(name.span, "not declared")
                .help(help),
            );
        }
        found
    }

    /// An action by its name, without an error.
    pub fn find_action(&self, name: &str) -> Option<ActionId> {
        self.actions.get(name).copied()
    }

    /// Whether an action with such words was declared in words that did not parse.
    pub fn is_broken_phrase(&self, run: &str) -> bool {
        self.broken.phrase(run)
    }

    /// Looks a condition up; an error where none has that name.
    pub fn condition(&self, name: &Text) {
        let names = || self.items.conditions.keys().copied();
        if !self.is_condition(name) && !self.broken.name(&name.node) {
            let help = self.said.help(&name.node, names(), || {
                format!(
                    "declare it with `condition {} {{ starts ACTION  ends ACTION }}`",
                    name.node
                )
            });
            self.missing(
                name,
                &format!("there is no condition `{}`", name.node),
                help,
            );
        }
    }

    /// Whether a condition of that name is declared.
    pub fn is_condition(&self, name: &Text) -> bool {
        self.items.conditions.contains_key(name.node.as_str())
    }

    /// What to do about an act that nobody declares.
    pub fn action_help(&self) -> String {
        match self.items.packages.is_empty() {
            true => {
                "declare it with `action NAME \"phrase\"`, or write `use std.actions`".to_owned()
            }
            false => "declare it with `action NAME \"phrase\"`".to_owned(),
        }
    }

    /// Where acts are declared that need not be, where no package is used yet.
    pub fn package_help(&self) -> &'static str {
        match self.items.packages.is_empty() {
            true => "; `use std.actions` has many",
            false => "",
        }
    }

    /// Whether words inside a span did not parse, which has been said.
    pub fn has_broken(&self, within: crate::source::Span) -> bool {
        self.broken.is_inside(within)
    }

    /// Says that a name is not declared, or is something else than what is wanted here.
    fn unknown(&self, name: &Text, wanted: &str, fits: impl Fn(Kind) -> bool) {
        if let Some((kind, at)) = self.items.kinds.get(name.node.as_str()) {
            self.said.say(
                Diagnostic::new(
                    Code::UnknownName,
                    format!("`{}` is {}, not {wanted}", name.node, kind.noun()),
                )
                .at(name.span, format!("{wanted} is expected here"))
                .at(*at, "declared here"),
            );
            return;
        }
        if self.broken.name(&name.node) {
            return;
        }
        let near = self.items.kinds.iter().filter(|(_, (k, _))| fits(*k));
        let help = self
            .said
            .help(&name.node, near.map(|(n, _)| *n), || match wanted {
                "an agreement" => "declare it with `agreement ID { … }`".to_owned(),
                "a commitment" | "a commitment or agreement" => {
                    "declare it with `commitment ID { … }`".to_owned()
                }
                _ if self.items.packages.is_empty() => {
                    "declare it, or `use` the package that does, such as `use std.states`".to_owned()
                }
                _ => "declare it, such as `state NAME` or `group NAME`, or `use` the package that does"
                    .to_owned(),
            });
        let what = wanted.trim_start_matches("an ").trim_start_matches("a ");
        self.missing(name, &format!("there is no {what} `{}`", name.node), help);
    }

    fn missing(&self, name: &Text, message: &str, help: String) {
        self.said.say(
            Diagnostic::new(Code::UnknownName, message)
                .at(name.span, "not declared")
                .help(help),
        );
    }
}
