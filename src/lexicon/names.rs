//! Exact look-up of names: takes a rulebook, gives the entity, action or source that a whole field of a
//! record names, by ID, name, alias or phrase, spellings folded.

use super::fold;
use crate::diag::did_you_mean;
use crate::model::{ActionId, EntityId, Few, NameUse, Rulebook, SourceDeclId};
use crate::time::Interval;
use rustc_hash::FxHashMap;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<T> {
    /// Nothing in the rulebook.
    Nothing,
    /// One thing.
    One(T),
    /// Several things: it names none of them for sure.
    Several,
}

impl<T: PartialEq> Named<T> {
    /// The thing, where it is one.
    pub fn one(self) -> Option<T> {
        match self {
            Named::One(t) => Some(t),
            _ => None,
        }
    }

    fn and(self, other: T) -> Self {
        match self {
            Named::Nothing => Named::One(other),
            Named::One(t) if t == other => Named::One(t),
            _ => Named::Several,
        }
    }
}

/// A name of an entity: how it is used, when it is valid.
#[derive(Debug, Clone, Copy)]
struct Use {
    entity: EntityId,
    usage: NameUse,
    valid: Interval,
}

/// Every name of a rulebook. For look-up only; no order of it shows.
#[derive(Debug, Default)]
pub struct Names {
    ids: FxHashMap<Box<str>, EntityId>,
    entities: FxHashMap<Box<str>, Few<Use>>,
    actions: FxHashMap<Box<str>, Named<ActionId>>,
    sources: FxHashMap<Box<str>, SourceDeclId>,
    /// As written, for "did you mean", in the rulebook's order.
    entity_words: Words,
    action_words: Words,
}

/// Texts one after the other in one piece of memory.
#[derive(Debug, Default)]
struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len());
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let ranges = starts.zip(&self.ends);
        ranges.map(|(from, to)| self.text.get(*from..*to).unwrap_or(""))
    }
}

impl Names {
    /// The names of a rulebook.
    pub fn new(rules: &Rulebook) -> Self {
        let mut out = Self::default();
        for (i, entity) in rules.entities.iter().enumerate() {
            let id = EntityId(i as u32);
            out.ids.insert(entity.id.as_str().into(), id);
            out.entity_words.push(&entity.id);
            let own = [(entity.id.as_str(), NameUse::Name, Interval::ALL)];
            let names = entity
                .names
                .iter()
                .map(|n| (n.text.as_str(), n.usage, n.valid));
            for (text, usage, valid) in own.into_iter().chain(names) {
                let uses = out.entities.entry(fold(text).into()).or_default();
                uses.push(Use {
                    entity: id,
                    usage,
                    valid,
                });
                if usage == NameUse::Name && text != entity.id {
                    out.entity_words.push(text);
                }
            }
        }
        // A name stands before a phrase that another action has.
        for (i, action) in rules.actions.iter().enumerate() {
            out.action_words.push(&action.name);
            out.actions
                .insert(fold(&action.name).into(), Named::One(ActionId(i as u32)));
        }
        let mut phrases: FxHashMap<Box<str>, Named<ActionId>> = FxHashMap::default();
        for (i, action) in rules.actions.iter().enumerate() {
            for phrase in action.phrases.iter().chain(&action.nouns) {
                let words = &phrase.node;
                let key: Box<str> = match words.contains('…') {
                    true => fold(&words.replace('…', " ")).into(),
                    false => fold(words).into(),
                };
                let before = phrases.get(&key).copied().unwrap_or(Named::Nothing);
                phrases.insert(key, before.and(ActionId(i as u32)));
            }
        }
        for (key, action) in phrases {
            out.actions.entry(key).or_insert(action);
        }
        for (i, source) in rules.sources.iter().enumerate() {
            let id = SourceDeclId(i as u32);
            for name in source.names.iter().chain([&source.id]) {
                out.sources.entry(fold(name).into()).or_insert(id);
            }
        }
        out
    }

    /// The entity of an ID, name or alias that is valid at some day of `on`. With `acts`, a capital
    /// names its state ("Islamabad" as the one who acts).
    pub fn entity(&self, name: &str, on: Interval, acts: bool) -> Named<EntityId> {
        if let Some(id) = self.ids.get(name) {
            return Named::One(*id);
        }
        let Some(uses) = self.entities.get(fold(name).as_str()) else {
            return Named::Nothing;
        };
        uses.iter()
            .filter(|u| u.valid.overlaps(on))
            .filter(|u| u.usage == NameUse::Name || (acts && u.usage == NameUse::Capital))
            .fold(Named::Nothing, |found, u| found.and(u.entity))
    }

    /// Whether what a name names depends on the day.
    pub fn is_dated(&self, name: &str) -> bool {
        !self.ids.contains_key(name)
            && self
                .entities
                .get(fold(name).as_str())
                .is_some_and(|uses| uses.iter().any(|u| u.valid != Interval::ALL))
    }

    /// The action of a name or phrase.
    pub fn action_of(&self, words: &str) -> Named<ActionId> {
        self.actions
            .get(fold(words).as_str())
            .copied()
            .unwrap_or(Named::Nothing)
    }

    /// The declared source of an ID, name or alias.
    pub fn source(&self, name: &str) -> Option<SourceDeclId> {
        self.sources.get(fold(name).as_str()).copied()
    }

    /// The name or ID of an entity that is spelt nearly so.
    pub fn near_entity(&self, name: &str) -> Option<&str> {
        did_you_mean(name, self.entity_words.iter())
    }

    /// The name of an action that is spelt nearly so.
    pub fn near_action(&self, words: &str) -> Option<&str> {
        did_you_mean(words, self.action_words.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Entity, EntityKind, EntityName};
    use crate::source::{Span, Spanned};
    use crate::time::Day;

    fn name(text: &str, usage: NameUse, valid: Interval) -> EntityName {
        EntityName {
            text: text.into(),
            usage,
            valid,
            span: Span::default(),
        }
    }

    fn entity(id: &str, names: Vec<EntityName>) -> Entity {
        Entity {
            id: id.into(),
            kind: EntityKind::State,
            label: id.into(),
            names,
            on: None,
            related: Vec::new(),
            span: Span::default(),
        }
    }

    fn action(name: &str, phrases: &[&str]) -> Action {
        Action {
            name: name.into(),
            phrases: phrases
                .iter()
                .map(|p| Spanned::new((*p).to_owned(), Span::default()))
                .collect(),
            nouns: Vec::new(),
            includes: Vec::new(),
            undone_by: Vec::new(),
            step_towards: Vec::new(),
            plover: None,
            cameo: Vec::new(),
            span: Span::default(),
        }
    }

    #[test]
    fn ids_names_and_phrases_are_found_in_any_spelling() {
        let day = |y| Interval::day(Day::from_ymd(y, 1, 1).unwrap());
        let until_2010 = Interval::new(Day::MIN, day(2010).hi);
        let rules = Rulebook {
            entities: vec![
                entity("HM", vec![name("Swat", NameUse::Name, Interval::ALL)]),
                entity(
                    "LeT",
                    vec![
                        name("Lashkar-e-Tayyiba", NameUse::Name, Interval::ALL),
                        name("The Army", NameUse::Name, until_2010),
                    ],
                ),
                entity(
                    "Pakistan",
                    vec![
                        name("Islamabad", NameUse::Capital, Interval::ALL),
                        name("Swat", NameUse::Name, Interval::ALL),
                    ],
                ),
            ],
            actions: vec![
                action("arrest", &["arrest", "detain"]),
                action("bring-to-justice", &["bring … to justice"]),
                action("detain", &["hold"]),
            ],
            ..Rulebook::default()
        };
        let names = Names::new(&rules);
        let at = |n: &str, y, acts| names.entity(n, day(y), acts);
        assert_eq!(
            at("lashkar e tayyiba", 2020, false),
            Named::One(EntityId(1))
        );
        assert_eq!(at("The army", 2009, false), Named::One(EntityId(1)));
        assert_eq!(at("The army", 2020, false), Named::Nothing);
        assert_eq!(at("Islamabad", 2020, true), Named::One(EntityId(2)));
        assert_eq!(at("Islamabad", 2020, false), Named::Nothing);
        assert_eq!(at("Swat", 2020, false), Named::Several);
        assert_eq!(names.action_of("Bring to justice"), Named::One(ActionId(1)));
        assert_eq!(names.action_of("arrest"), Named::One(ActionId(0)));
        assert_eq!(names.action_of("detain"), Named::One(ActionId(2)));
        assert_eq!(names.action_of("hold"), Named::One(ActionId(2)));
        assert_eq!(
            names.near_entity("Lashkar-e-Tayiba"),
            Some("Lashkar-e-Tayyiba")
        );
        assert_eq!(names.near_action("arest"), Some("arrest"));
    }
}
