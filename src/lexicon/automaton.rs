//! Names as a tree of word numbers: the second level of the automaton. The longest name wins, so that
//! "Pakistan Today" and "Pakistani Taliban" hide "Pakistan".

use super::scan::{self, Kind, Token};
use super::words::feat;
use super::{Lexicon, fold};
use crate::model::{EntityId, Few, NameUse, Rulebook, SourceDeclId};
use crate::time::Interval;
use rustc_hash::FxHashMap;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// An entity of the rulebook.
    Entity(EntityId, NameUse),
    /// A publisher.
    Source(SourceDeclId),
}

/// A name at the end of its path.
#[derive(Debug, Clone)]
struct Leaf {
    named: Named,
    valid: Interval,
    /// The letters as declared, where only these will do ("LeT" is a word otherwise).
    exact: Option<Box<str>>,
    /// Whether the first letter must be a capital.
    capital: bool,
}

/// The tree.
#[derive(Debug, Default)]
pub struct Names {
    edges: FxHashMap<(u32, u32), u32>,
    leaves: FxHashMap<u32, Few<Leaf>>,
    nodes: u32,
    slash: u32,
}

/// A name found: how many tokens, and what it stands for.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Number of tokens.
    pub tokens: usize,
    /// What it names.
    pub named: Named,
    /// When the name is valid.
    pub valid: Interval,
}

/// Enters the names of all entities and sources.
pub fn enter(words: &mut Lexicon, rules: &Rulebook) {
    words.tree.slash = words.intern("/");
    let mut tokens = Vec::new();
    for (i, entity) in rules.entities.iter().enumerate() {
        for name in &entity.names {
            add(
                words,
                &mut tokens,
                &name.text,
                Named::Entity(EntityId(i as u32), name.usage),
                name.valid,
            );
        }
    }
    for (i, source) in rules.sources.iter().enumerate() {
        for name in &source.names {
            add(
                words,
                &mut tokens,
                name,
                Named::Source(SourceDeclId(i as u32)),
                Interval::ALL,
            );
        }
    }
}

/// Enters one name; `tokens` is room for its words.
fn add(words: &mut Lexicon, tokens: &mut Vec<Token>, name: &str, named: Named, valid: Interval) {
    tokens.clear();
    scan::sentence(name, 0, &words.table, |_| true, tokens);
    let raw = |t: &Token| name.get(t.start as usize..t.end as usize).unwrap_or("");
    // An article is no part of a name.
    if tokens.len() > 1
        && tokens
            .first()
            .is_some_and(|t| raw(t).eq_ignore_ascii_case("the"))
    {
        tokens.remove(0);
    }
    let Some(first) = tokens.first() else { return };
    let letters = || tokens.iter().flat_map(|t| letters(raw(t)));
    let lower = letters().any(char::is_lowercase);
    let exact = (!lower || letters().count() <= 4) && (lower || letters().any(char::is_uppercase));
    let exact = exact.then(|| letters().collect::<String>().into());
    let capital = raw(first).chars().next().is_some_and(char::is_uppercase);
    let mut node = 0;
    for (i, token) in tokens.iter().enumerate() {
        let id = match token.kind {
            Kind::Word | Kind::Number => {
                let mut folded = fold(raw(token));
                if token.kind == Kind::Word {
                    folded.retain(|c| c != '.');
                }
                words.intern(&folded)
            }
            Kind::Slash => words.tree.slash,
            _ => continue,
        };
        if id == 0 {
            return;
        }
        if i == 0 {
            words.mark(id, feat::NAME);
        }
        let fresh = words.tree.nodes + 1;
        let next = *words.tree.edges.entry((node, id)).or_insert(fresh);
        if next == fresh {
            words.tree.nodes = fresh;
        }
        node = next;
    }
    words.tree.leaves.entry(node).or_default().push(Leaf {
        named,
        valid,
        exact,
        capital,
    });
}

/// Letters and digits alone.
fn letters(raw: &str) -> impl Iterator<Item = char> {
    raw.chars()
        .filter(|c| c.is_alphanumeric() && !fold::is_apostrophe(*c))
}

impl Names {
    /// The longest name that begins at the first of `tokens`, all of one `text`.
    pub fn find(&self, text: &str, tokens: &[Token]) -> Option<Found> {
        let mut node = 0;
        let mut best = None;
        for (i, token) in tokens.iter().enumerate() {
            let id = match token.kind {
                Kind::Word | Kind::Number => token.word,
                Kind::Slash => self.slash,
                // "ISIL (Da'esh) and Al-Qaida Sanctions Committee": brackets inside a name.
                Kind::Open | Kind::Close if i > 0 => continue,
                _ => break,
            };
            let Some(next) = self.edges.get(&(node, id)) else {
                break;
            };
            node = *next;
            if let Some(leaves) = self.leaves.get(&node)
                && let Some(leaf) = leaves
                    .iter()
                    .find(|l| fits(l, text, tokens.get(..=i).unwrap_or_default()))
            {
                best = Some(Found {
                    tokens: i + 1,
                    named: leaf.named,
                    valid: leaf.valid,
                });
            }
        }
        best
    }
}

fn fits(leaf: &Leaf, text: &str, tokens: &[Token]) -> bool {
    if let Some(exact) = &leaf.exact {
        let mut want = exact.chars();
        for token in tokens {
            let raw = text
                .get(token.start as usize..token.end as usize)
                .unwrap_or("");
            for c in raw
                .chars()
                .filter(|c| c.is_alphanumeric() && !fold::is_apostrophe(*c))
            {
                if want.next() != Some(c) {
                    return false;
                }
            }
        }
        return want.next().is_none();
    }
    !leaf.capital
        || tokens
            .first()
            .is_some_and(|t| t.marks & scan::CAP != 0 || t.kind == Kind::Number)
}
