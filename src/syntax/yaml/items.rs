//! Items: each key of the root to its part of the tree.

use super::{Walk, keys};
use crate::source::Spanned;
use crate::syntax::ast::*;
use crate::syntax::pest::{self, Word};
use crate::yaml::Node;

impl Walk {
    pub(super) fn uses(&mut self, node: &Node) {
        for t in self.texts(node) {
            let target = match t.node.strip_prefix("std.") {
                Some(p) => {
                    self.is_word(Word::Package, &t);
                    UseTarget::Package(p.to_owned())
                }
                None => UseTarget::Path(t.node.clone()),
            };
            self.items.push(Item::Use(Use {
                span: t.span,
                target: Spanned::new(target, t.span),
            }));
        }
    }

    pub(super) fn agreement(&mut self, id: Option<Text>, node: &Node) {
        let keys = keys::of("agreement");
        let span = id.as_ref().map_or(node.span, |i| Self::entry(i, node));
        let (mut name, mut force, mut until) = (id, None, None);
        let mut a = Agreement {
            span,
            id: Spanned::new(String::new(), node.span),
            title: None,
            adopted: None,
            in_force: None,
            between: vec![],
            addressed_to: vec![],
            text: None,
            url: None,
            evidence: None,
        };
        for (key, v) in self.entries(node, "the parts of an agreement", &keys) {
            match key.node.as_str() {
                "id" => name = self.word(Word::Id, &v),
                "title" => a.title = self.text(&v),
                "adopted" => a.adopted = self.date(&v),
                "in force" => force = self.date(&v),
                "until" => until = self.date(&v),
                "between" => a.between = self.words(Word::Id, &v),
                "addressed to" => a.addressed_to = self.words(Word::Id, &v),
                "text" => a.text = self.text(&v),
                "url" => a.url = self.text(&v),
                _ => a.evidence = Some(self.evidence(&v)),
            }
        }
        a.in_force = force.map(|f| (f, until));
        match name {
            Some(id) => {
                a.id = id;
                self.items.push(Item::Agreement(a));
            }
            None => self.shape(node, "an agreement with an `id`"),
        }
    }

    pub(super) fn entities(&mut self, plural: &str, node: &Node) {
        let Some(kind) = EntityKind::ALL
            .iter()
            .find(|(_, _, p)| *p == plural)
            .map(|(k, ..)| *k)
        else {
            return;
        };
        for (id, v) in self.keyed(Word::Id, node, "entities by their ID") {
            let mut e = Entity {
                span: Self::entry(&id, &v),
                kind,
                id,
                name: None,
                parts: vec![],
            };
            if v.map().is_none() && !v.is_null() {
                e.name = self.text(&v);
                self.items.push(Item::Entity(e));
                continue;
            }
            for (key, v) in self.named(&v, "the parts of an entity") {
                match key.node.as_str() {
                    "name" => e.name = self.text(&v),
                    "aka" => e.parts.push(EntityPart::Aka(self.limited(&v))),
                    "adjective" => e.parts.push(EntityPart::Adjective(self.texts(&v))),
                    "capital" => e.parts.extend(self.text(&v).map(EntityPart::Capital)),
                    "on" => e.parts.extend(self.date(&v).map(EntityPart::On)),
                    word if word == "leads" || word.ends_with(" of") => {
                        self.is_word(Word::Related, &key);
                        let to = self.limited(&v);
                        to.iter().for_each(|(t, _)| self.is_word(Word::Id, t));
                        e.parts.push(EntityPart::Related {
                            relation: key.clone(),
                            to,
                        });
                    }
                    _ => {
                        let mut known = keys::of("entity");
                        known.extend(["part of", "front of", "member of", "leads"]);
                        known.push("perpetrator of");
                        self.unknown(&key, &known);
                    }
                }
            }
            self.items.push(Item::Entity(e));
        }
    }

    pub(super) fn relations(&mut self, node: &Node) {
        for (name, v) in self.keyed(Word::Name, node, "relations by their name") {
            let mut carries = None;
            for (_, v) in self.entries(&v, "`carries`", &keys::of("relation")) {
                let found = match v.text() {
                    Some("actor") => Some(Carries::Actor),
                    Some("target") => Some(Carries::Target),
                    Some("both") => Some(Carries::Both),
                    _ => None,
                };
                match found {
                    Some(c) => carries = Some(Spanned::new(c, v.span)),
                    None => self.shape(&v, "`actor`, `target` or `both`"),
                }
            }
            self.items.push(Item::Relation(Relation {
                span: Self::entry(&name, &v),
                name,
                carries,
            }));
        }
    }

    pub(super) fn sets(&mut self, node: &Node) {
        for (id, v) in self.keyed(Word::Id, node, "sets by their ID") {
            let span = Self::entry(&id, &v);
            let members = if let Some(s) = v.scalar() {
                pest::set(self.file, &s.text, &s.offsets()).split(&mut self.said)
            } else if v.seq().is_some() {
                Some(SetMembers::List {
                    names: self.words(Word::Id, &v),
                    others: None,
                })
            } else {
                let (mut names, mut others, mut all, mut except) = (vec![], None, None, vec![]);
                for (key, v) in self.entries(&v, "the members of a set", &keys::of("set")) {
                    match key.node.as_str() {
                        "members" => names = self.words(Word::Id, &v),
                        "and others" => {
                            others = self.truth(&v).filter(|t| *t).map(|_| Self::entry(&key, &v))
                        }
                        "all" => match EntityKind::ALL
                            .iter()
                            .find(|(_, _, p)| Some(*p) == v.text())
                        {
                            Some((k, ..)) => all = Some(Spanned::new(*k, v.span)),
                            None => self.shape(&v, "a kind in the plural, such as `incidents`"),
                        },
                        _ => except = self.words(Word::Id, &v),
                    }
                }
                Some(match all {
                    Some(kind) => SetMembers::Kind { kind, except },
                    None => SetMembers::List { names, others },
                })
            };
            if let Some(members) = members {
                self.items.push(Item::Set(Set { span, id, members }));
            }
        }
    }

    pub(super) fn actions(&mut self, node: &Node) {
        let keys = keys::of("action");
        for (name, v) in self.keyed(Word::Name, node, "actions by their name") {
            let mut a = Action {
                span: Self::entry(&name, &v),
                name,
                phrases: vec![],
                parts: vec![],
            };
            if v.map().is_none() {
                a.phrases = self.texts(&v);
                self.items.push(Item::Action(a));
                continue;
            }
            for (key, v) in self.entries(&v, "the parts of an action", &keys) {
                match key.node.as_str() {
                    "phrases" => a.phrases = self.texts(&v),
                    "includes" => a
                        .parts
                        .push(ActionPart::Includes(self.words(Word::Name, &v))),
                    "undone by" => a
                        .parts
                        .push(ActionPart::UndoneBy(self.words(Word::Name, &v))),
                    "step towards" => a
                        .parts
                        .push(ActionPart::StepTowards(self.words(Word::Name, &v))),
                    "required step towards" => a
                        .parts
                        .push(ActionPart::RequiredStepTowards(self.words(Word::Name, &v))),
                    "noun" => a.parts.push(ActionPart::Noun(self.texts(&v))),
                    "plover" => a
                        .parts
                        .extend(self.word(Word::Plover, &v).map(ActionPart::Plover)),
                    _ => a.parts.push(ActionPart::Cameo(self.words(Word::Code, &v))),
                }
            }
            self.items.push(Item::Action(a));
        }
    }

    pub(super) fn conditions(&mut self, node: &Node) {
        for (name, v) in self.keyed(Word::Name, node, "conditions by their name") {
            let mut c = Condition {
                span: Self::entry(&name, &v),
                name,
                starts: vec![],
                ends: vec![],
            };
            for (key, v) in self.entries(&v, "`starts` and `ends`", &keys::of("condition")) {
                if key.node == "starts" {
                    c.starts = self.words(Word::Name, &v)
                } else {
                    c.ends = self.words(Word::Name, &v)
                }
            }
            self.items.push(Item::Condition(c));
        }
    }

    pub(super) fn sources(&mut self, node: &Node) {
        let keys = keys::of("source");
        for (id, v) in self.keyed(Word::Id, node, "sources by their ID") {
            let mut s = SourceDecl {
                span: Self::entry(&id, &v),
                id,
                name: None,
                aka: vec![],
                tier: None,
                speaks_for: vec![],
                adversary_of: vec![],
                copies: vec![],
                evidence: None,
            };
            if v.map().is_none() && !v.is_null() {
                s.name = self.text(&v);
                self.items.push(Item::Source(s));
                continue;
            }
            for (key, v) in self.entries(&v, "the parts of a source", &keys) {
                match key.node.as_str() {
                    "name" => s.name = self.text(&v),
                    "aka" => s.aka = self.texts(&v),
                    "tier" => s.tier = self.word(Word::Name, &v),
                    "speaks for" => s.speaks_for = self.words(Word::Id, &v),
                    "adversary of" => s.adversary_of = self.words(Word::Id, &v),
                    "copies" => s.copies = self.words(Word::Id, &v),
                    _ => s.evidence = Some(self.evidence(&v)),
                }
            }
            self.items.push(Item::Source(s));
        }
    }

    pub(super) fn commitments(&mut self, node: &Node) {
        let keys = keys::of("commitment");
        for (id, v) in self.keyed(Word::Id, node, "commitments by their ID") {
            let mut c = Commitment {
                span: Self::entry(&id, &v),
                id,
                title: None,
                parts: vec![],
            };
            for (key, v) in self.entries(&v, "the clauses of a commitment", &keys) {
                match key.node.as_str() {
                    "title" => c.title = self.text(&v),
                    "under" => c
                        .parts
                        .extend(self.word(Word::Id, &v).map(CommitmentPart::Under)),
                    "quote" => c.parts.extend(self.text(&v).map(CommitmentPart::Quote)),
                    "at" => c.parts.extend(self.text(&v).map(CommitmentPart::At)),
                    "modality" => c
                        .parts
                        .extend(self.word(Word::Name, &v).map(CommitmentPart::Modality)),
                    "evidence" => c.parts.push(CommitmentPart::Evidence(self.evidence(&v))),
                    "owner" => c.parts.extend(self.text(&v).map(CommitmentPart::Owner)),
                    "note" => c
                        .parts
                        .extend(self.texts(&v).into_iter().map(CommitmentPart::Note)),
                    "closes" => c.parts.extend(self.date(&v).map(CommitmentPart::Closes)),
                    "weight" => {
                        c.parts.extend(self.number(&v).map(CommitmentPart::Weight));
                    }
                    "acceptance" => {
                        let (mut word, mut by, mut on) = (None, None, None);
                        for (key, v) in
                            self.entries(&v, "`is`, `by` and `on`", &keys::of("acceptance"))
                        {
                            match key.node.as_str() {
                                "is" => word = self.word(Word::Name, &v),
                                "by" => by = self.word(Word::Id, &v),
                                _ => on = self.date(&v),
                            }
                        }
                        match (word, by) {
                            (Some(word), Some(by)) => {
                                c.parts.push(CommitmentPart::Acceptance { word, by, on })
                            }
                            _ => self.shape(&v, "`{ is: noted, by: NAME }`"),
                        }
                    }
                    _ => self.norms(&v, &mut c),
                }
            }
            self.items.push(Item::Commitment(c));
        }
    }

    /// A sentence, or a list of them.
    fn norms(&mut self, node: &Node, c: &mut Commitment) {
        let list: Vec<Node> = node
            .seq()
            .map_or_else(|| vec![node.clone()], <[Node]>::to_vec);
        for n in &list {
            let Some(s) = n.scalar() else {
                self.shape(n, "a sentence");
                continue;
            };
            let sentences = pest::sentences(self.file, &s.text, &s.offsets()).split(&mut self.said);
            c.parts.extend(
                sentences
                    .into_iter()
                    .map(|s| CommitmentPart::Sentence(Box::new(s))),
            );
        }
    }

    pub(super) fn reliefs(&mut self, word: &str, node: &Node) {
        let kind = match word {
            "waive" => ReliefKind::Waive,
            "suspend" => ReliefKind::Suspend,
            _ => ReliefKind::Terminate,
        };
        for n in node
            .seq()
            .map_or_else(|| vec![node.clone()], <[Node]>::to_vec)
        {
            let (mut of, mut from, mut until, mut because, mut by) = (None, None, None, None, None);
            for (key, v) in self.entries(&n, "the parts of a relief", &keys::of("relief")) {
                match key.node.as_str() {
                    "of" => of = self.word(Word::Key, &v),
                    "from" => from = self.date(&v),
                    "until" => until = self.date(&v),
                    "because" => because = self.text(&v),
                    _ => by = self.text(&v),
                }
            }
            match (of, because, by) {
                (Some(of), Some(because), Some(by)) => {
                    self.items.push(Item::Relief(Relief {
                        span: n.span,
                        kind,
                        of,
                        from,
                        until,
                        because,
                        by,
                    }));
                }
                _ => self.shape(&n, "`of`, `because` and `by`"),
            }
        }
    }

    pub(super) fn overrides(&mut self, node: &Node) {
        for n in node
            .seq()
            .map_or_else(|| vec![node.clone()], <[Node]>::to_vec)
        {
            let (mut of, mut as_of, mut status, mut because, mut by) =
                (None, None, None, None, None);
            for (key, v) in self.entries(&n, "the parts of an override", &keys::of("override")) {
                match key.node.as_str() {
                    "of" => of = self.word(Word::Key, &v),
                    "as of" => as_of = self.date(&v),
                    "is" => status = self.word(Word::Name, &v),
                    "because" => because = self.text(&v),
                    _ => by = self.text(&v),
                }
            }
            match (of, as_of, status, because, by) {
                (Some(of), Some(as_of), Some(status), Some(because), Some(by)) => {
                    self.items.push(Item::Override(Override {
                        span: n.span,
                        of,
                        as_of,
                        status,
                        because,
                        by,
                    }));
                }
                _ => self.shape(&n, "`of`, `as of`, `is`, `because` and `by`"),
            }
        }
    }
}
