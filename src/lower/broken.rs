//! Names that a file declares in words that did not parse. The parser has reported these words, so
//! that whoever uses such a name is spared a second error about the same fault.
//!
//! Takes the texts and trees of the rule files; looks only at what lies outside of every item and
//! comment, which is exactly what the parser could not read.

use crate::source::{Sources, Span};
use crate::syntax::ast::{self, Item};
use std::collections::BTreeSet;

/// Keywords after which a name is declared.
const DECLARES: &[&str] = &[
    "state",
    "organisation",
    "group",
    "person",
    "incident",
    "place",
    "topic",
    "set",
    "agreement",
    "commitment",
    "source",
    "action",
    "relation",
    "condition",
];

/// Names and phrases of items that did not parse.
#[derive(Default)]
pub(super) struct Broken {
    names: BTreeSet<String>,
    phrases: BTreeSet<String>,
    /// What could not be read, in order.
    places: Vec<Span>,
}

impl Broken {
    /// Looks through what no item covers.
    pub fn new(src: &Sources, files: &[ast::File]) -> Self {
        let mut out = Self {
            places: files
                .iter()
                .flat_map(|f| f.broken.iter().copied())
                .collect(),
            ..Self::default()
        };
        for file in files {
            if !src.name(file.file).ends_with(".norm") {
                continue;
            }
            let mut covered: Vec<Span> = file.items.iter().filter_map(span).collect();
            covered.extend(file.comments.iter().map(|c| c.span));
            covered.sort_unstable_by_key(|s| (s.start, s.end));
            let text = src.text(file.file);
            let (mut at, mut loose) = (0, String::new());
            for s in covered {
                let range = s.range();
                if range.start > at {
                    loose.push_str(text.get(at..range.start).unwrap_or(""));
                    loose.push(' ');
                }
                at = at.max(range.end);
            }
            loose.push_str(text.get(at..).unwrap_or(""));
            out.take(&loose);
        }
        out
    }

    fn take(&mut self, loose: &str) {
        let mut words = loose.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if !DECLARES.contains(&word) {
                continue;
            }
            let Some(next) = words.peek() else { break };
            let end = next.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)));
            let name = next.get(..end.unwrap_or(next.len())).unwrap_or("");
            if !name.is_empty() {
                self.names.insert(name.to_owned());
            }
        }
        // The quoted texts of a broken action are its phrases.
        if loose.contains("action") {
            let quoted = loose.split('"').skip(1).step_by(2);
            self.phrases
                .extend(quoted.filter(|q| q.len() < 200).map(str::to_owned));
        }
    }

    /// Whether words inside a span did not parse.
    pub fn is_inside(&self, within: Span) -> bool {
        let inside = |s: &Span| {
            s.file == within.file
                && s.start >= within.start
                && s.start < within.end.max(within.start + 1)
        };
        self.places.iter().any(inside)
    }

    /// Whether the name stands in a declaration that did not parse.
    pub fn name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a run of words begins with a phrase of an action that did not parse.
    pub fn phrase(&self, run: &str) -> bool {
        self.phrases.iter().any(|p| {
            let head = p.split('…').next().unwrap_or("").trim();
            !head.is_empty() && run.starts_with(head)
        })
    }
}

fn span(item: &Item) -> Option<Span> {
    Some(match item {
        Item::Edition(e) => e.span,
        Item::Use(i) => i.span,
        Item::Agreement(i) => i.span,
        Item::Entity(i) => i.span,
        Item::Relation(i) => i.span,
        Item::Set(i) => i.span,
        Item::Action(i) => i.span,
        Item::Condition(i) => i.span,
        Item::Source(i) => i.span,
        Item::Commitment(i) => i.span,
        Item::Relief(i) => i.span,
        Item::Override(i) => i.span,
        Item::Test(i) => i.span,
    })
}
