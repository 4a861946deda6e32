//! All items of all files by name: declared again adds, in two kinds is an error.
//!
//! Takes the trees; gives them grouped and sorted by what they declare. Files are gone through in the
//! order of their names, so that neither the rulebook nor its errors depend on the order given.

use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::source::{Sources, Span};
use crate::syntax::ast::{self, Item};
use std::collections::BTreeMap;

/// What a name of the shared namespace stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Entity(ast::EntityKind),
    Set,
    Agreement,
    Commitment,
}

impl Kind {
    /// With its article: `a set`.
    pub fn noun(self) -> String {
        let word = match self {
            Kind::Entity(kind) => kind.word(),
            Kind::Set => "set",
            Kind::Agreement => "agreement",
            Kind::Commitment => "commitment",
        };
        let an = word.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {word}", if an { "an" } else { "a" })
    }
}

/// A commitment's place in its file.
pub(super) struct Commitment<'a> {
    pub item: &'a ast::Commitment,
    /// The agreements that its file declares.
    pub agreements: Vec<&'a str>,
}

/// The items of a rulebook, grouped by what they declare and sorted by name.
#[derive(Default)]
pub(super) struct Items<'a> {
    pub entities: BTreeMap<&'a str, Vec<&'a ast::Entity>>,
    pub relations: BTreeMap<&'a str, Vec<&'a ast::Relation>>,
    pub sets: BTreeMap<&'a str, Vec<&'a ast::Set>>,
    pub actions: BTreeMap<&'a str, Vec<&'a ast::Action>>,
    pub conditions: BTreeMap<&'a str, Vec<&'a ast::Condition>>,
    pub sources: BTreeMap<&'a str, Vec<&'a ast::SourceDecl>>,
    pub agreements: BTreeMap<&'a str, &'a ast::Agreement>,
    pub commitments: BTreeMap<&'a str, Commitment<'a>>,
    pub reliefs: Vec<&'a ast::Relief>,
    pub overrides: Vec<&'a ast::Override>,
    pub tests: Vec<&'a ast::Test>,
    /// What each name of the shared namespace is, and where it was declared first.
    pub kinds: BTreeMap<&'a str, (Kind, Span)>,
    /// Packages that are used.
    pub packages: Vec<&'a str>,
}

/// Groups the items.
pub(super) fn collect<'a>(src: &Sources, files: &'a [ast::File], said: &Said) -> Items<'a> {
    let mut sorted: Vec<&ast::File> = files.iter().collect();
    let key = |f: &ast::File| (src.name(f.file).to_owned(), src.text(f.file));
    sorted.sort_by(|a, b| {
        let by_name = src.name(a.file).cmp(src.name(b.file));
        by_name.then_with(|| key(a).cmp(&key(b)))
    });
    let mut items = Items::default();
    for file in sorted {
        let own: Vec<&str> = file
            .items
            .iter()
            .filter_map(|i| match i {
                Item::Agreement(a) => Some(a.id.node.as_str()),
                _ => None,
            })
            .collect();
        for item in &file.items {
            items.take(item, &own, said);
        }
    }
    items
}

impl<'a> Items<'a> {
    fn take(&mut self, item: &'a Item, own: &[&'a str], said: &Said) {
        match item {
            Item::Edition(_) => {}
            Item::Use(u) => {
                if let ast::UseTarget::Package(name) = &u.target.node {
                    self.packages.push(name);
                }
            }
            Item::Entity(e) => {
                if self.name(&e.id, Kind::Entity(e.kind), said) {
                    self.entities.entry(&e.id.node).or_default().push(e);
                }
            }
            Item::Set(s) => {
                if self.name(&s.id, Kind::Set, said) {
                    self.sets.entry(&s.id.node).or_default().push(s);
                }
            }
            Item::Agreement(a) => {
                if self.name(&a.id, Kind::Agreement, said) {
                    self.agreements.insert(&a.id.node, a);
                }
            }
            Item::Commitment(c) => {
                if self.name(&c.id, Kind::Commitment, said) {
                    let place = Commitment {
                        item: c,
                        agreements: own.to_vec(),
                    };
                    self.commitments.insert(&c.id.node, place);
                }
            }
            Item::Relation(r) => self.relations.entry(&r.name.node).or_default().push(r),
            Item::Action(a) => self.actions.entry(&a.name.node).or_default().push(a),
            Item::Condition(c) => self.conditions.entry(&c.name.node).or_default().push(c),
            Item::Source(s) => self.sources.entry(&s.id.node).or_default().push(s),
            Item::Relief(r) => self.reliefs.push(r),
            Item::Override(o) => self.overrides.push(o),
            Item::Test(t) => self.tests.push(t),
        }
    }

    /// Takes a name; false where it is already something that it cannot be twice.
    fn name(&mut self, id: &'a ast::Text, kind: Kind, said: &Said) -> bool {
        let Some((before, at)) = self.kinds.get(id.node.as_str()).copied() else {
            self.kinds.insert(&id.node, (kind, id.span));
            return true;
        };
        let once = matches!(kind, Kind::Agreement | Kind::Commitment);
        if before == kind && !once {
            return true;
        }
        let message = match before == kind {
            true => format!("the name `{}` is given to two {}s", id.node, word(kind)),
            false => format!("`{}` is already the name of {}", id.node, before.noun()),
        };
        said.say(
            Diagnostic::new(Code::NameTwice, message)
                .at(id.span, "declared again here")
                .at(at, "declared first here")
                .help("give one of them another name"),
        );
        false
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Agreement => "agreement",
        _ => "commitment",
    }
}
