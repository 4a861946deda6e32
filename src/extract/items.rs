//! Mentions: takes the tokens of a sentence, gives its items: names and dates as one each, words as
//! they are, what stands in brackets left out.

use super::dates::{self, DateRef};
use crate::lexicon::automaton::Named;
use crate::lexicon::scan::{CAP, JOIN, Kind, POSS, Token, UPPER};
use crate::lexicon::words::feat;
use crate::lexicon::{Lexicon, Word};
use crate::model::{EntityId, EntityKind, NameUse, Rulebook};
use crate::time::Interval;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// A word that is no name.
    Word,
    /// A name of an entity or publisher.
    Name(Named),
    /// A number in digits.
    Number,
    /// A date: index into the sentence's dates.
    Date(u16),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A dash.
    Dash,
    /// `/` or `&`
    Slash,
    /// `%` and the like.
    Sign,
}

/// A unit of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// What it is.
    pub is: Is,
    /// First byte in the block's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Number of its word; 0 where unknown or no word.
    pub id: u32,
    /// What is known of the word.
    pub word: Word,
    /// The marks of its tokens.
    pub marks: u8,
    /// When the name is valid.
    pub valid: Interval,
}

impl Item {
    /// Whether the word can be one of these.
    pub fn has(&self, feats: u64) -> bool {
        self.word.feats & feats != 0
    }

    /// The entity that it names.
    pub fn entity(&self) -> Option<(EntityId, NameUse)> {
        match self.is {
            Is::Name(Named::Entity(e, u)) => Some((e, u)),
            _ => None,
        }
    }

    /// Whether it is a possessive.
    pub fn possessive(&self) -> bool {
        self.marks & POSS != 0
    }
}

/// Surnames of persons that the document has named in full.
#[derive(Debug, Default)]
pub struct Surnames {
    all: Vec<(u32, Option<EntityId>)>,
    /// What the dateline names first.
    pub dateline: Option<EntityId>,
}

impl Surnames {
    /// Most surnames that are kept.
    const MOST: usize = 256;

    /// Remembers a surname; one that two persons have names neither.
    fn learn(&mut self, word: u32, who: EntityId) {
        let room = self.all.len() < Self::MOST;
        match self.all.iter_mut().find(|(w, _)| *w == word) {
            Some((_, known)) if *known != Some(who) => *known = None,
            Some(_) => {}
            None if word != 0 && room => self.all.push((word, Some(who))),
            None => {}
        }
    }

    fn who(&self, word: u32) -> Option<EntityId> {
        if word == 0 {
            return None;
        }
        self.all
            .iter()
            .find(|(w, _)| *w == word)
            .and_then(|(_, e)| *e)
    }

    /// Whether any of the tokens is a surname that is known by now.
    pub fn any(&self, tokens: &[Token]) -> bool {
        !self.all.is_empty()
            && tokens
                .iter()
                .any(|t| t.marks & CAP != 0 && self.who(t.word).is_some())
    }
}

/// Fills `items` (and `dates`) from the tokens of a sentence. `opening` says that the sentence opens
/// a block and may begin with a dateline.
#[expect(
    clippy::too_many_arguments,
    reason = "buffers that are used again for every sentence"
)]
pub fn fill(
    text: &str,
    tokens: &[Token],
    words: &Lexicon,
    rules: &Rulebook,
    published: Option<Interval>,
    opening: bool,
    surnames: &mut Surnames,
    items: &mut Vec<Item>,
    dates: &mut Vec<DateRef>,
) {
    items.clear();
    dates::find(text, tokens, words, published, dates);
    let mut next_date = dates.iter().enumerate().peekable();
    let mut i = if opening { dateline(tokens, words) } else { 0 };
    if i > 0 {
        surnames.dateline = (0..i)
            .filter_map(|k| words.name(text, tokens.get(k..i).unwrap_or_default()))
            .find_map(|f| match f.named {
                Named::Entity(e, _) => Some(e),
                Named::Source(_) => None,
            });
    }
    let mut depth = 0usize;
    while let Some(token) = tokens.get(i) {
        match token.kind {
            Kind::Open => {
                depth += 1;
                i += 1;
                continue;
            }
            Kind::Close => {
                depth = depth.saturating_sub(1);
                i += 1;
                continue;
            }
            _ => {}
        }
        while next_date.peek().is_some_and(|(_, d)| d.first < i) {
            next_date.next();
        }
        if depth > 0 {
            i += 1;
            continue;
        }
        if let Some((n, date)) = next_date.peek()
            && date.first == i
        {
            let last = tokens.get(date.last - 1).unwrap_or(token);
            items.push(Item {
                is: Is::Date(*n as u16),
                start: token.start,
                end: last.end,
                id: 0,
                word: Word::default(),
                marks: last.marks & POSS,
                valid: Interval::ALL,
            });
            i = date.last.max(i + 1);
            continue;
        }
        if let Some(found) = words.name(text, tokens.get(i..).unwrap_or_default()) {
            let last = tokens.get(i + found.tokens - 1).unwrap_or(token);
            let (is, took) = name(tokens, i, found.tokens, found.named, words, rules);
            if let Is::Name(Named::Entity(e, NameUse::Name)) = is
                && took > 1
                && rules
                    .entity(e)
                    .is_some_and(|x| x.kind == EntityKind::Person)
            {
                surnames.learn(last.word, e);
            }
            let last = if took > found.tokens {
                tokens.get(i + took - 1).unwrap_or(last)
            } else {
                last
            };
            items.push(Item {
                is,
                start: token.start,
                end: last.end,
                id: 0,
                word: Word::default(),
                marks: (token.marks & !POSS) | (last.marks & POSS),
                valid: found.valid,
            });
            i += took;
            continue;
        }
        let called = if token.kind == Kind::Word && token.marks & CAP != 0 {
            surnames.who(token.word)
        } else {
            None
        };
        let part = i > 0
            && tokens
                .get(i - 1)
                .is_some_and(|t| t.kind == Kind::Word && t.marks & CAP != 0 && t.word == 0);
        let next = tokens
            .get(i + 1)
            .is_some_and(|t| t.kind == Kind::Word && t.marks & CAP != 0 && t.word == 0);
        let is = match token.kind {
            // A person named in full before, now by the surname alone.
            Kind::Word if called.is_some() && !part && !next => {
                called.map_or(Is::Word, |e| Is::Name(Named::Entity(e, NameUse::Name)))
            }
            Kind::Word => Is::Word,
            Kind::Number => Is::Number,
            Kind::Comma => Is::Comma,
            Kind::Colon => Is::Colon,
            Kind::Dash => Is::Dash,
            Kind::Slash => Is::Slash,
            _ => Is::Sign,
        };
        let mut word = words.word(token.word);
        if matches!(is, Is::Name(_)) {
            word = Word::default();
        }
        // "March" and "May" with a capital, "LeT" spelt as a verb: a month without a date is no verb.
        if word.feats & feat::MONTH != 0 && token.marks & CAP != 0 && i > 0 {
            word = Word::default();
        }
        items.push(Item {
            is,
            start: token.start,
            end: token.end,
            id: token.word,
            word,
            marks: token.marks,
            valid: Interval::ALL,
        });
        i += 1;
    }
    idioms(words, items);
    order(words, items);
}

/// Makes one item of each fixed phrase ("on paper", "in the event that").
fn idioms(words: &Lexicon, items: &mut Vec<Item>) {
    let mut i = 0;
    while i < items.len() {
        let first = items
            .get(i)
            .filter(|t| t.has(feat::IDIOM) && t.is == Is::Word)
            .map(|t| t.id);
        let found = first.and_then(|id| {
            words.idioms(id).iter().find(|p| {
                p.words.iter().enumerate().skip(1).all(|(k, w)| {
                    items
                        .get(i + k)
                        .is_some_and(|t| t.id == *w && t.is == Is::Word)
                })
            })
        });
        if let Some(p) = found {
            let n = p.words.len();
            let end = items.get(i + n - 1).map(|t| t.end);
            if let Some(item) = items.get_mut(i) {
                item.end = end.unwrap_or(item.end);
                // One word keeps its number; a phrase has none.
                if n > 1 {
                    item.id = 0;
                    item.word = Word {
                        feats: p.feats,
                        ..Word::default()
                    };
                } else {
                    item.word.feats |= p.feats;
                }
            }
            items.drain(i + 1..i + n);
        }
        i += 1;
    }
}

/// Makes "no fewer than", "at least", "more than" determiners of the number that follows, and sets the
/// words of "Not only did X ban" in the order of a statement.
fn order(words: &Lexicon, items: &mut [Item]) {
    let at = &words.at;
    let plain = |item: &mut Item| {
        item.word = Word {
            feats: feat::DET,
            ..Word::default()
        };
    };
    for i in 0..items.len() {
        let id = |k: usize| items.get(k).map_or(0, |t| t.id);
        let number = |k: usize| {
            items
                .get(k)
                .is_some_and(|t| t.is == Is::Number || t.has(feat::NUM))
        };
        let compared =
            [at.more, at.fewer, at.less].contains(&id(i)) && id(i + 1) == at.than && number(i + 2);
        let bounded = id(i) == at.at && [at.least, at.most].contains(&id(i + 1)) && number(i + 2)
            || id(i) == at.up && id(i + 1) == at.to && number(i + 2);
        let about = [
            at.about,
            at.around,
            at.nearly,
            at.almost,
            at.approximately,
            at.roughly,
            at.over,
        ]
        .contains(&id(i))
            && number(i + 1);
        let negated = compared && i > 0 && [at.no, at.not].contains(&id(i - 1));
        if compared || bounded {
            items
                .iter_mut()
                .skip(i - usize::from(negated))
                .take(2 + usize::from(negated))
                .for_each(plain);
        } else if about && (id(i) != at.over || i == 0) {
            items.iter_mut().skip(i).take(1).for_each(plain);
        }
    }
    // "Not only did Pakistan ban HM": Pakistan did ban HM.
    let id = |k: usize| items.get(k).map_or(0, |t| t.id);
    if id(0) == at.not
        && id(1) == at.only
        && items
            .get(2)
            .is_some_and(|t| t.has(feat::DO | feat::HAVE | feat::BE))
    {
        let subject =
            (3..items.len().min(10)).find(|k| items.get(*k).is_some_and(|t| t.word.verb != 0));
        items.iter_mut().take(2).for_each(|t| {
            t.word = Word {
                feats: feat::ADV,
                ..Word::default()
            }
        });
        if let Some(verb) = subject
            && let Some(part) = items.get_mut(2..verb)
        {
            part.rotate_left(1);
        }
    }
}

/// What a name is where it stands: part of a longer name or of a compound it names no one. Gives what
/// it is and how many tokens it takes.
fn name(
    tokens: &[Token],
    at: usize,
    len: usize,
    named: Named,
    words: &Lexicon,
    rules: &Rulebook,
) -> (Is, usize) {
    let Named::Entity(id, _) = named else {
        return (Is::Name(named), len);
    };
    let first = tokens.get(at);
    let last = tokens.get(at + len - 1);
    let next = tokens.get(at + len);
    // "anti-Pakistan", "Pakistan-based": an adjective.
    if first.is_some_and(|t| t.marks & JOIN != 0)
        && at > 0
        && tokens.get(at - 1).is_some_and(|t| {
            words.feats(t.word) & feat::NAME == 0 && t.kind == Kind::Word && t.marks & CAP == 0
        })
    {
        return (Is::Word, len);
    }
    if let Some(n) = next
        && n.marks & JOIN != 0
        && n.kind == Kind::Word
        && n.marks & CAP == 0
    {
        return (Is::Word, len + 1);
    }
    // "Pakistan Today", "Pakistan Muslim League": a longer name of something else.
    let state = rules
        .entity(id)
        .is_some_and(|e| e.kind == EntityKind::State || e.kind == EntityKind::Place);
    if state && last.is_some_and(|t| t.marks & POSS == 0) {
        let mut run = 0;
        let mut organ = false;
        while let Some(t) = tokens.get(at + len + run) {
            let w = words.word(t.word);
            if t.kind != Kind::Word
                || t.marks & CAP == 0
                || (t.marks & UPPER != 0 && run == 0)
                || w.feats & feat::NAME != 0
            {
                break;
            }
            organ |= w.feats & (feat::ORGAN | feat::PEOPLE | feat::MONTH | feat::WEEKDAY) != 0
                || w.verb != 0;
            run += 1;
        }
        if run > 0 && !organ {
            return (Is::Word, len + run);
        }
    }
    (Is::Name(named), len)
}

/// How many tokens a dateline takes ("ISLAMABAD:", "New Delhi, September 11:", "LAHORE - ").
fn dateline(tokens: &[Token], words: &Lexicon) -> usize {
    for (i, t) in tokens.iter().enumerate().take(10) {
        match t.kind {
            Kind::Colon | Kind::Dash => return if i == 0 { 0 } else { i + 1 },
            Kind::Comma | Kind::Number | Kind::Slash | Kind::Open | Kind::Close => {}
            Kind::Word if t.marks & CAP != 0 && words.word(t.word).verb == 0 => {}
            _ => return 0,
        }
    }
    0
}
