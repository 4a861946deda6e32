//! A rule text cut into its items, so that each is read by itself: memory stays small, and an error
//! never hides the next item. Takes a text; gives the ranges of its items and of what is none.
//!
//! The cutter is plain until an item fails to parse, then *wary*: it doubts strings that run over
//! lines, and lets the head of a next item end a block that lacks its closing brace. Nothing that
//! parses can hold such a head, because sentences hold no text in quotation marks and no braces.

use super::token::{Kind, Token, Tokens};
use crate::diag::did_you_mean;

pub(super) use super::token::is_space;

/// Words that begin an item.
pub(super) const ITEMS: &[&str] = &[
    "edition",
    "use",
    "agreement",
    "state",
    "organisation",
    "group",
    "person",
    "incident",
    "place",
    "topic",
    "relation",
    "set",
    "action",
    "condition",
    "source",
    "commitment",
    "waive",
    "suspend",
    "terminate",
    "override",
    "test",
];

/// What a range of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// It begins with the keyword of an item.
    Item,
    /// It begins with a word that stands for a keyword, misspelt.
    Misspelt(&'static str),
    /// Something else.
    Junk,
}

/// A range of the text (bytes, half-open).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub start: usize,
    pub end: usize,
    pub piece: Piece,
}

/// Cuts a text from its start to its end.
pub(super) struct Cutter<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
}

impl<'t> Cutter<'t> {
    /// A plain cutter at the start of a text.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: Tokens::new(text, 0, text.len()),
        }
    }

    /// Whether it is wary by now.
    pub fn is_wary(&self) -> bool {
        self.tokens.wary
    }

    /// Goes back to the start of a cut that did not parse, wary from there on.
    pub fn doubt(&mut self, start: usize) {
        self.tokens.wary = true;
        self.tokens.at = start;
        self.tokens.comments.retain(|(from, _)| *from < start);
    }

    /// The comments so far.
    pub fn comments(&self) -> &[(usize, usize)] {
        &self.tokens.comments
    }

    fn word(&self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    /// The item keyword at a token: as it stands, or, where the words after it are those of an
    /// item's head, misspelt.
    fn keyword(&self, token: Token) -> Option<(&'static str, bool)> {
        if token.kind != Kind::Word {
            return None;
        }
        let word = self.word(token);
        // `std.test` is a package.
        let glued = token.start > 0 && self.text.as_bytes().get(token.start - 1) == Some(&b'.');
        if glued {
            return None;
        }
        if let Some(k) = ITEMS.iter().find(|k| **k == word) {
            return Some((k, false));
        }
        if !self.tokens.wary || word.len() < 3 || !self.looks_like_head(token) {
            return None;
        }
        let near = did_you_mean(word, ITEMS.iter().copied())?;
        let near = ITEMS.iter().find(|k| **k == near)?;
        self.is_head(token, near).then_some((*near, true))
    }

    /// The quick half of [`Self::is_head`]: whether any keyword could stand at a token.
    fn looks_like_head(&self, token: Token) -> bool {
        let mut tokens = self.tokens.ahead(token.end);
        let is_text = |t: Token| matches!(t.kind, Kind::Text { .. } | Kind::Curly);
        match (tokens.next(), tokens.next()) {
            (Some(a), Some(b)) if a.kind == Kind::Word => {
                is_text(b) || b.kind == Kind::Open || self.word(b) == "="
            }
            (Some(a), b) => is_text(a) && b.is_some_and(|b| b.kind == Kind::Open),
            _ => false,
        }
    }

    /// Whether the words after a keyword can only be those of an item's head.
    fn is_head(&self, token: Token, keyword: &str) -> bool {
        let mut tokens = self.tokens.ahead(token.end);
        let (Some(first), second) = (tokens.next(), tokens.next()) else {
            return false;
        };
        let is_text =
            |t: Option<Token>| t.is_some_and(|t| matches!(t.kind, Kind::Text { .. } | Kind::Curly));
        let opens = |t: Option<Token>| t.is_some_and(|t| t.kind == Kind::Open);
        let word = if first.kind == Kind::Word {
            self.word(first)
        } else {
            ""
        };
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let second_word = second.map_or("", |t| self.word(t));
        match keyword {
            "test" => is_text(Some(first)) && opens(second),
            "use" => is_text(Some(first)) || word == "std",
            "set" => capital && second_word == "=",
            "edition" => false,
            "override" => capital && second_word == "as",
            "waive" | "suspend" | "terminate" => {
                let is_because = |t: Token| self.word(t) == "because";
                capital
                    && (second.is_some_and(is_because)
                        || std::iter::from_fn(|| tokens.next()).take(8).any(is_because))
            }
            "relation" | "condition" => !word.is_empty() && !capital && opens(second),
            "action" => !word.is_empty() && !capital && (opens(second) || is_text(second)),
            _ => capital && (opens(second) || is_text(second)),
        }
    }

    /// Runs to the end of the block that has just been opened, without looking at its words; false
    /// where the text ends before.
    fn block(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let mut depth = 1usize;
        while let Some(found) = bytes
            .get(self.tokens.at..)
            .unwrap_or_default()
            .iter()
            .position(|b| matches!(b, b'"' | b'{' | b'}' | b'/'))
        {
            let at = self.tokens.at + found;
            self.tokens.at = at + 1;
            match bytes.get(at) {
                Some(b'{') => depth += 1,
                Some(b'}') => {
                    depth -= 1;
                    if depth == 0 {
                        return true;
                    }
                }
                Some(b'"') => self.tokens.at = self.tokens.string(at).1,
                _ if bytes.get(at + 1) == Some(&b'/') => {
                    self.tokens.at = at;
                    self.tokens.skip();
                }
                _ => {}
            }
        }
        self.tokens.at = bytes.len();
        false
    }

    /// The next range. Ranges come in order, do not overlap, and leave out only white space and
    /// comments.
    pub fn next(&mut self) -> Option<Cut> {
        let first = self.tokens.next()?;
        let piece = match self.keyword(first) {
            Some((_, false)) => Piece::Item,
            Some((k, true)) => Piece::Misspelt(k),
            None => Piece::Junk,
        };
        let is_item = piece != Piece::Junk;
        let mut last = first;
        let (mut depth, mut opened) = (0usize, first.kind == Kind::Open);
        if opened {
            depth = 1;
        }
        // Its name may look like a keyword: `action test "test"`.
        if matches!(self.word(first), "action" | "relation" | "condition") {
            let at = self.tokens.at;
            match self.tokens.next() {
                Some(t) if t.kind == Kind::Word && !(self.tokens.wary && self.starts(t)) => {
                    last = t
                }
                _ => self.tokens.at = at,
            }
        }
        loop {
            let at = self.tokens.at;
            let Some(token) = self.tokens.next() else {
                break;
            };
            match token.kind {
                Kind::Open if is_item && !self.tokens.wary => {
                    // Plain: the block ends at its brace, and with it the item.
                    self.block();
                    last.end = self.tokens.at;
                    break;
                }
                Kind::Open => {
                    depth += 1;
                    opened = true;
                }
                Kind::Close if depth > 0 => {
                    depth -= 1;
                    if depth == 0 && is_item {
                        last = token;
                        break;
                    }
                }
                // A block's opening brace is missing, or this one is too many.
                Kind::Close if is_item && !opened => {
                    last = token;
                    break;
                }
                Kind::Word
                    if depth == 0
                        && self
                            .keyword(token)
                            .is_some_and(|(_, bad)| !bad || self.tokens.wary) =>
                {
                    self.tokens.at = at;
                    break;
                }
                Kind::Word if self.tokens.wary && self.starts(token) => {
                    self.tokens.at = at;
                    break;
                }
                _ => {}
            }
            last = token;
        }
        Some(Cut {
            start: first.start,
            end: last.end,
            piece,
        })
    }

    /// Whether an item can only begin here.
    fn starts(&self, token: Token) -> bool {
        self.keyword(token)
            .is_some_and(|(k, _)| self.is_head(token, k))
    }
}
