//! Phrases of actions as frames: takes "freeze the assets of", gives the verb and what must stand
//! around it, so that active, passive and possessive forms are all seen ("LeT's assets were frozen").

use super::words::feat;
use super::{Class, Lexicon, inflect, verbs};
use crate::model::{ActionId, Rulebook};

/// What must stand around a verb for it to be an act of the rulebook. Word numbers throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The act.
    pub action: ActionId,
    /// Particles right after the verb; the last may be the preposition of the object (act *against*).
    pub parts: Vec<u32>,
    /// Singular and plural of a noun that must be the object (take *action* against).
    pub noun: Vec<u32>,
    /// The preposition after that noun.
    pub prep: u32,
    /// The noun is a thing of the target (the assets *of*) rather than part of the verb.
    pub things: bool,
    /// Words after the gap (bring … *to justice*).
    pub tail: Vec<u32>,
    /// It befalls its subject: "… walks free", of no actor in the sentence.
    pub befalls: bool,
}

impl Frame {
    /// How much it asks for: of two frames that fit, the one that asks for more is meant.
    pub fn weight(&self) -> usize {
        self.parts.len()
            + usize::from(!self.noun.is_empty()) * 2
            + self.tail.len()
            + usize::from(self.befalls)
    }
}

/// What must stand around a noun for it to be an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounFrame {
    /// The act.
    pub action: ActionId,
    /// The preposition of its target; 0 for any that fits a noun.
    pub prep: u32,
    /// Words before the noun that belong to it (*travel* ban).
    pub before: Vec<u32>,
    /// Nouns that must be what it is done to (freeze of *assets*).
    pub things: Vec<u32>,
}

/// Words after a form of being that show an act: "be in custody"; with `denies`, that it is not done: "be at
/// large".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The act.
    pub action: ActionId,
    /// The words.
    pub words: Vec<u32>,
    /// They show that it is not done.
    pub denies: bool,
}

/// Enters the phrases and nouns of all actions.
pub fn enter(words: &mut Lexicon, rules: &Rulebook) {
    for (i, action) in rules.actions.iter().enumerate() {
        let id = ActionId(i as u32);
        for phrase in &action.phrases {
            verb(words, id, &phrase.node);
        }
        for noun in &action.nouns {
            let (denies, text) = match noun.node.strip_prefix("not ") {
                Some(text) => (true, text),
                None => (false, noun.node.as_str()),
            };
            match text.strip_prefix('…').map(str::trim) {
                Some(phrase) => match phrase.strip_prefix("be ") {
                    Some(state) => condition(words, id, state, denies),
                    None if !denies => befalls(words, id, phrase),
                    None => {}
                },
                None => declared_noun(words, id, &noun.node),
            }
        }
    }
}

/// The words of a phrase, folded; the gap as an empty word.
fn split(phrase: &str) -> Vec<String> {
    phrase
        .split_whitespace()
        .flat_map(|w| {
            if matches!(w, "…" | "...") {
                return vec![String::new()];
            }
            super::fold(w)
                .split(' ')
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

fn verb(words: &mut Lexicon, action: ActionId, phrase: &str) {
    let all = split(phrase);
    let mut rest = all.iter().skip_while(|w| *w == "to").peekable();
    let Some(lemma) = rest.next().cloned() else {
        return;
    };
    // "co-sponsor" is read by its verb; another prefix makes another verb, and an adverb ("partially
    // complete") is a status and no act: neither can be told from the plain verb by its word.
    let lemma = if lemma == "co" {
        rest.next().cloned().unwrap_or(lemma)
    } else {
        lemma
    };
    let id = words.intern(&lemma);
    if lemma.len() < 2 || words.feats(id) & feat::ADV != 0 || matches!(lemma.as_str(), "re" | "de")
    {
        return;
    }
    let mut frame = Frame {
        action,
        parts: Vec::new(),
        noun: Vec::new(),
        prep: 0,
        things: false,
        tail: Vec::new(),
        befalls: false,
    };
    let mut gap = false;
    for word in rest {
        if word.is_empty() {
            gap = true;
            continue;
        }
        let id = words.intern(word);
        let feats = words.feats(id);
        if gap {
            frame.tail.push(id);
        } else if feats & feat::DET != 0 && feats & feat::NONE == 0 {
            // Articles may or may not be there.
        } else if feats & feat::PREP != 0 && frame.noun.is_empty() {
            frame.parts.push(id);
        } else if feats & feat::PREP != 0 {
            frame.prep = id;
            gap = true;
        } else {
            frame.noun = both(words, word);
        }
    }
    // "freeze … assets" is "freeze the assets of" in other words.
    if let [thing] = frame.tail.as_slice()
        && frame.noun.is_empty()
        && words.feats(*thing) & feat::THINGS != 0
    {
        let text = words.table.text(*thing).to_owned();
        frame.tail.clear();
        frame.noun = both(words, &text);
        frame.prep = words.intern("of");
    }
    let index = words.add_verb(&lemma, None);
    let plain = frame.noun.is_empty() && frame.tail.is_empty();
    let of = words.intern("of");
    frame.things = frame.prep == of
        && frame
            .noun
            .iter()
            .any(|n| words.feats(*n) & feat::THINGS != 0);
    for nouns in nominal(&lemma) {
        for noun in nouns.split(' ') {
            if plain {
                let prep = frame.parts.last().copied().unwrap_or(0);
                words.add_noun(
                    noun,
                    NounFrame {
                        action,
                        prep,
                        before: Vec::new(),
                        things: Vec::new(),
                    },
                );
            } else if frame.things {
                words.add_noun(
                    noun,
                    NounFrame {
                        action,
                        prep: 0,
                        before: Vec::new(),
                        things: frame.noun.clone(),
                    },
                );
            }
        }
    }
    // "take action against": the noun is the act, whatever light verb carries it.
    if !frame.noun.is_empty()
        && frame.prep != of
        && frame.prep != 0
        && words.class_of(index) == Class::Light
    {
        let texts: Vec<String> = frame
            .noun
            .iter()
            .map(|n| words.table.text(*n).to_owned())
            .collect();
        for text in texts {
            words.add_noun(
                &text,
                NounFrame {
                    action,
                    prep: frame.prep,
                    before: Vec::new(),
                    things: Vec::new(),
                },
            );
        }
    }
    words.add_frame(index, frame);
}

/// "… be in custody": what its target is when the act is done.
fn condition(words: &mut Lexicon, action: ActionId, phrase: &str, denies: bool) {
    let ids: Vec<u32> = split(phrase)
        .iter()
        .filter(|w| !w.is_empty())
        .map(|w| words.intern(w))
        .collect();
    let Some(last) = ids.last() else { return };
    words.mark(*last, feat::SHOWS);
    words.conditions.push(Condition {
        action,
        words: ids,
        denies,
    });
}

/// "… walk free", "… serve a sentence": what its target does when the act is done.
fn befalls(words: &mut Lexicon, action: ActionId, phrase: &str) {
    let all = split(phrase);
    let mut rest = all.iter().filter(|w| !w.is_empty());
    let Some(lemma) = rest.next().cloned() else {
        return;
    };
    let mut tail = Vec::new();
    for word in rest {
        let id = words.intern(word);
        if words.feats(id) & feat::DET == 0 {
            tail.push(id);
        }
    }
    let index = words.add_verb(&lemma, None);
    if let Some(last) = tail.last() {
        words.mark(*last, feat::SHOWS);
    }
    words.add_frame(
        index,
        Frame {
            action,
            parts: Vec::new(),
            noun: Vec::new(),
            prep: 0,
            things: false,
            tail,
            befalls: true,
        },
    );
}

fn declared_noun(words: &mut Lexicon, action: ActionId, phrase: &str) {
    let all = split(phrase);
    let mut before = Vec::new();
    let mut noun: Option<String> = None;
    let mut prep = 0;
    for word in all.iter().filter(|w| !w.is_empty()) {
        let id = words.intern(word);
        let feats = words.feats(id);
        if feats & feat::PREP != 0 && noun.is_some() {
            prep = id;
            break;
        }
        if feats & feat::DET != 0 {
            continue;
        }
        if let Some(earlier) = noun.replace(word.clone()) {
            before.push(words.intern(&earlier));
        }
    }
    let Some(noun) = noun else { return };
    for text in [noun.clone(), inflect::plural(&noun)] {
        words.add_noun(
            &text,
            NounFrame {
                action,
                prep,
                before: before.clone(),
                things: Vec::new(),
            },
        );
    }
}

/// Singular and plural of a noun as written in a phrase.
fn both(words: &mut Lexicon, noun: &str) -> Vec<u32> {
    let mut out = vec![words.intern(noun)];
    let other = match noun.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => match noun.strip_suffix('s') {
            Some(stem) if !noun.ends_with("ss") => stem.to_owned(),
            _ => inflect::plural(noun),
        },
    };
    out.push(words.intern(&other));
    out
}

/// The listed nominal forms of a verb, by either spelling.
fn nominal(lemma: &str) -> impl Iterator<Item = &'static str> {
    let other = lemma.strip_suffix("ize").map(|s| format!("{s}ise"));
    let lemma = lemma.to_owned();
    verbs::NOUNS
        .iter()
        .filter(move |(l, _)| *l == lemma || other.as_deref() == Some(*l))
        .map(|(_, n)| *n)
}
