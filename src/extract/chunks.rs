//! Chunks: takes the items of a sentence, gives noun phrases, verb groups and the words between them.
//!
//! No part-of-speech model: what a word is follows from its possible forms and from what stands beside
//! it, as in TABARI. Where an act's word can be a noun or a verb (arrest, ban, report), a determiner,
//! number, possessive or preposition before it makes it a noun; `to`, an auxiliary or a pronoun a verb.

use super::items::{Is, Item};
use super::verbs::{self, Vg};
use crate::lexicon::scan::CAP;
use crate::lexicon::words::feat;
use crate::lexicon::{Class, Lexicon};
use crate::lexicon::{ING, PART, PAST};

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ck {
    /// A noun phrase: index into the phrases.
    Np(u16),
    /// A verb group: index into the groups.
    Vg(u16),
    /// A preposition.
    Prep,
    /// A comma or dash.
    Comma,
    /// and, or, nor.
    And,
    /// but.
    But,
    /// if, unless, whether.
    Cond,
    /// although, while, because.
    Sub,
    /// who, which.
    Rel,
    /// that, before a clause.
    That,
    /// A date: index into the dates.
    Date(u16),
    /// A colon: a clause ends.
    Stop,
    /// Anything else.
    Other,
}

/// A chunk: items `a..b`.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    /// What it is.
    pub is: Ck,
    /// First item.
    pub a: usize,
    /// One past the last item.
    pub b: usize,
    /// The word of a preposition or conjunction.
    pub id: u32,
}

/// A noun phrase: items `a..b`.
#[derive(Debug, Clone, Copy)]
pub struct Np {
    /// First item.
    pub a: usize,
    /// One past the last item.
    pub b: usize,
    /// Its chunk.
    pub chunk: usize,
    /// The last phrase of the list that it begins; itself where it begins none.
    pub list: usize,
    /// A pronoun alone.
    pub pronoun: u32,
    /// no, none, neither.
    pub none: bool,
}

/// The chunks of one sentence; buffers are used again.
#[derive(Debug, Default)]
pub struct Chunks {
    /// In the order of the text.
    pub all: Vec<Chunk>,
    /// Noun phrases.
    pub nps: Vec<Np>,
    /// Verb groups.
    pub vgs: Vec<Vg>,
}

const CLOSED: u64 = feat::PREP
    | feat::AND
    | feat::BUT
    | feat::COND
    | feat::SUB
    | feat::REL
    | feat::TO
    | feat::BE
    | feat::HAVE
    | feat::DO
    | feat::FUT
    | feat::MAY
    | feat::MUST;

/// Sees items as chunks are made of them.
pub struct View<'a> {
    /// The block's text.
    pub text: &'a str,
    /// The sentence's items.
    pub items: &'a [Item],
    /// The words to look for.
    pub words: &'a Lexicon,
    /// Whether the block is a heading.
    pub heading: bool,
    /// Whether the block is an item under a heading that names who acts.
    pub item: bool,
}

impl View<'_> {
    /// An item; none past the end.
    pub fn at(&self, i: usize) -> Option<&Item> {
        self.items.get(i)
    }

    /// The bytes of an item.
    pub fn raw(&self, i: usize) -> &str {
        self.at(i)
            .and_then(|t| self.text.get(t.start as usize..t.end as usize))
            .unwrap_or("")
    }

    /// Whether an item can be one of these.
    pub fn has(&self, i: usize, feats: u64) -> bool {
        self.at(i).is_some_and(|t| t.has(feats))
    }

    /// The number of an item's word.
    pub fn id(&self, i: usize) -> u32 {
        self.at(i).map_or(0, |t| t.id)
    }

    /// Whether an item is an adverb, listed or by its ending.
    pub fn adverb(&self, i: usize) -> bool {
        // "has since been lifted"
        if i > 0
            && self.id(i) != 0
            && self.id(i) == self.words.at.since
            && self.has(i - 1, feat::HAVE)
        {
            return true;
        }
        self.at(i).is_some_and(|t| {
            t.has(feat::ADV | feat::NEG) && !t.has(CLOSED & !feat::COND)
                || t.id == 0
                    && t.is == Is::Word
                    && t.marks & CAP == 0
                    && self.raw(i).ends_with("ly")
                    && self.raw(i).len() > 4
        })
    }

    /// Whether an item can stand in a noun phrase as noun or adjective.
    pub fn nounish(&self, i: usize) -> bool {
        self.at(i).is_some_and(|t| match t.is {
            Is::Name(_) => true,
            Is::Word => !t.has(CLOSED | feat::DET | feat::PRON | feat::THAT) && !self.adverb(i),
            _ => false,
        })
    }

    /// The forms of the verb that an item can be, whatever stands beside it. Unknown words with a
    /// verb's ending count as verbs, so that they bound what lies around them.
    pub fn forms(&self, i: usize) -> u8 {
        let Some(t) = self.at(i).filter(|t| t.is == Is::Word) else {
            return 0;
        };
        if t.word.verb != 0 {
            return t.word.forms;
        }
        if t.id == 0 && t.word.feats == 0 && t.marks & CAP == 0 {
            let raw = self.raw(i);
            if raw.len() > 4 && raw.ends_with("ed") {
                return PAST | PART;
            }
            if raw.len() > 5 && raw.ends_with("ing") {
                return ING;
            }
        }
        0
    }

    /// Whether a finite verb comes before the next comma, conjunction or preposition.
    pub fn finite_ahead(&self, from: usize) -> bool {
        for i in from..(from + 14).min(self.items.len()) {
            let Some(t) = self.at(i) else { return false };
            if t.is == Is::Comma || t.has(feat::AND | feat::COND | feat::REL) {
                return false;
            }
            if t.has(feat::BE | feat::HAVE | feat::DO | feat::FUT | feat::MAY | feat::MUST) {
                return true;
            }
            if i > from && self.forms(i) & PAST != 0 && !self.has(i - 1, feat::DET | feat::POSSP) {
                return true;
            }
            if t.has(feat::PREP) && i > from {
                return false;
            }
        }
        false
    }
}

/// Fills `out` from the items.
pub fn fill(view: &View<'_>, out: &mut Chunks) {
    out.all.clear();
    out.nps.clear();
    out.vgs.clear();
    let mut i = 0;
    while let Some(item) = view.at(i) {
        let next = step(view, out, i, item);
        i = next.max(i + 1);
    }
    lists(view, out);
}

fn push(out: &mut Chunks, is: Ck, a: usize, b: usize, id: u32) -> usize {
    out.all.push(Chunk { is, a, b, id });
    b
}

fn last(out: &Chunks) -> Option<Ck> {
    out.all.last().map(|c| c.is)
}

fn step(view: &View<'_>, out: &mut Chunks, i: usize, item: &Item) -> usize {
    let at = &view.words.at;
    match item.is {
        Is::Date(d) => return push(out, Ck::Date(d), i, i + 1, 0),
        Is::Comma | Is::Dash => return push(out, Ck::Comma, i, i + 1, 0),
        Is::Colon => return push(out, Ck::Stop, i, i + 1, 0),
        Is::Slash => return push(out, Ck::And, i, i + 1, 0),
        Is::Sign => return i + 1,
        Is::Name(_) | Is::Number => return noun_phrase(view, out, i),
        Is::Word => {}
    }
    // "as well as" joins a list.
    if item.id == at.as_ && view.id(i + 1) == at.well && view.id(i + 2) == at.as_ {
        return push(out, Ck::And, i, i + 3, at.and);
    }
    if let Some((vg, next)) = verbs::group(view, i, last(out)) {
        let n = out.vgs.len() as u16;
        out.vgs.push(Vg {
            chunk: out.all.len(),
            ..vg
        });
        return push(out, Ck::Vg(n), i, next, 0);
    }
    if item.has(feat::REL) {
        return push(out, Ck::Rel, i, i + 1, item.id);
    }
    if item.has(feat::THAT) {
        let joins = match last(out) {
            Some(Ck::Vg(v)) => {
                let class = out
                    .vgs
                    .get(usize::from(v))
                    .and_then(|v| view.at(v.main))
                    .and_then(|m| view.words.verb(m.word))
                    .map(|v| v.class);
                // These take no clause: "scrapped that ban".
                let bare = matches!(
                    class,
                    Some(Class::Other | Class::Undo | Class::Light | Class::Stop | Class::Measure)
                );
                !bare || view.finite_ahead(i + 2)
            }
            Some(Ck::Np(_) | Ck::And | Ck::Date(_) | Ck::Other) => true,
            Some(Ck::Comma) => true,
            _ => false,
        };
        if joins {
            return push(out, Ck::That, i, i + 1, item.id);
        }
        return noun_phrase(view, out, i);
    }
    if item.has(feat::COND) && (item.word.feats & feat::ADV == 0 || view.finite_ahead(i + 1)) {
        return push(out, Ck::Cond, i, i + 1, item.id);
    }
    if item.has(feat::AND) {
        return push(out, Ck::And, i, i + 1, item.id);
    }
    if item.has(feat::BUT) {
        return push(out, Ck::But, i, i + 1, item.id);
    }
    if item.has(feat::SUB)
        && (item.word.feats & feat::PREP == 0
            || (view.finite_ahead(i + 1) && view.forms(i + 1) & ING == 0))
    {
        return push(out, Ck::Sub, i, i + 1, item.id);
    }
    if item.has(feat::PREP) {
        return push(out, Ck::Prep, i, i + 1, item.id);
    }
    if view.adverb(i) && !view.has(i, feat::DET) {
        return push(out, Ck::Other, i, i + 1, item.id);
    }
    noun_phrase(view, out, i)
}

/// Reads one noun phrase from item `i`.
fn noun_phrase(view: &View<'_>, out: &mut Chunks, i: usize) -> usize {
    let mut j = i;
    let mut none = false;
    let mut pronoun = 0;
    while let Some(item) = view.at(j) {
        let start = j == i;
        match item.is {
            Is::Name(_) | Is::Number => {}
            Is::Word if item.has(feat::PRON) => {
                if start {
                    pronoun = item.id;
                    j += 1;
                }
                break;
            }
            Is::Word if item.has(feat::NONE) => {
                if !start {
                    break;
                }
                none = true;
            }
            Is::Word if item.has(feat::DET) => {
                // A determiner begins a phrase; "all the", "both its" go together.
                if !start && !view.has(j - 1, feat::DET) {
                    break;
                }
            }
            Is::Word if item.has(CLOSED) => break,
            Is::Word if view.adverb(j) => {
                if start || !view.has(j - 1, feat::DET | feat::NUM) {
                    break;
                }
            }
            Is::Word => {
                if !start && verbs::is_plain(view, j, Some(Ck::Np(0))) {
                    break;
                }
            }
            _ => break,
        }
        j += 1;
    }
    if j == i {
        return push(out, Ck::Other, i, i + 1, view.id(i));
    }
    // A determiner or "none" alone, then "of": "none of them", "all of the camps", "three of its leaders".
    let n = out.nps.len();
    out.nps.push(Np {
        a: i,
        b: j,
        chunk: out.all.len(),
        list: n,
        pronoun,
        none,
    });
    push(out, Ck::Np(n as u16), i, j, 0)
}

/// Finds lists of noun phrases: "A, B and C", with dates between allowed. What follows a comma without
/// a later "and" is an apposition and no part of a list; a phrase that is the subject of the next verb
/// does not join an object list.
fn lists(view: &View<'_>, out: &mut Chunks) {
    let n = out.nps.len();
    for first in 0..n {
        let Some(start) = out.nps.get(first).copied() else {
            return;
        };
        if start.pronoun != 0 && start.chunk > 0 {
            continue;
        }
        let mut c = start.chunk + 1;
        let mut end = first;
        let mut current = first;
        let mut comma_only = 0;
        while current + 1 < n && comma_only < 400 {
            let (mut and, mut comma) = (false, false);
            while let Some(chunk) = out.all.get(c) {
                match chunk.is {
                    Ck::Comma => comma = true,
                    Ck::And => and = true,
                    Ck::Date(_) if and || comma => {}
                    _ => break,
                }
                c += 1;
            }
            let Some(Chunk {
                is: Ck::Np(next), ..
            }) = out.all.get(c).copied()
            else {
                break;
            };
            if !(and || comma) {
                break;
            }
            let next = usize::from(next);
            let follows_verb = matches!(out.all.get(c + 1).map(|c| c.is), Some(Ck::Vg(v)) if out.vgs.get(usize::from(v)).is_some_and(|v| v.finite || v.bare));
            let object = start
                .chunk
                .checked_sub(1)
                .and_then(|p| out.all.get(p))
                .is_some_and(|p| match p.is {
                    Ck::Prep => true,
                    Ck::Vg(v) => out.vgs.get(usize::from(v)).is_some_and(|v| !v.speaks(view)),
                    _ => false,
                });
            if follows_verb && object {
                break;
            }
            current = next;
            c += 1;
            comma_only += 1;
            if and {
                end = next;
                comma_only = 0;
            }
        }
        if let Some(np) = out.nps.get_mut(first) {
            np.list = end;
        }
    }
}
