//! Where a part of a block ends and the next begins, told by its words alone.

use super::words::{MODALS, SMALL};
use super::{Block, Mender};
use crate::syntax::token::Kind;

impl Block {
    /// The block of the item that begins with a keyword.
    pub(super) fn of(keyword: &str) -> Option<Block> {
        Some(match keyword {
            "agreement" => Block::Agreement,
            "state" | "organisation" | "group" | "person" | "incident" | "place" | "topic" => {
                Block::Entity
            }
            "action" => Block::Action,
            "condition" => Block::Condition,
            "source" => Block::Source,
            "commitment" => Block::Commitment,
            "test" => Block::Test,
            _ => return None,
        })
    }

    /// Whether its item has no form without a block.
    pub(super) fn needs_body(self) -> bool {
        matches!(self, Block::Commitment | Block::Test | Block::Condition)
    }

    pub(super) fn has_sentences(self) -> bool {
        matches!(self, Block::Commitment | Block::Test | Block::Sentences)
    }
}

/// How surely a word begins a part.
#[derive(PartialEq, Eq)]
enum Start {
    /// What follows fits no sentence and no list.
    Sure,
    /// It does so at the start of a line.
    AtLine,
}

impl Mender<'_> {
    fn is_text(&self, i: usize) -> bool {
        matches!(self.kind(i), Some(Kind::Text { .. } | Kind::Curly))
    }

    fn is_number(&self, i: usize) -> bool {
        self.word(i)
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_digit())
    }

    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Word)
            && self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_small(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Word)
            && self.word(i).chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether a line break stands before a token.
    pub(super) fn at_line_start(&self, i: usize) -> bool {
        let from = if i == 0 {
            0
        } else {
            self.token(i - 1).map_or(0, |t| t.end)
        };
        let to = self.token(i).map_or(from, |t| t.start);
        i == 0 || self.text.get(from..to).is_some_and(|t| t.contains('\n'))
    }

    /// Whether nothing but its own characters stands before a token: no white space.
    pub(super) fn is_glued(&self, i: usize) -> bool {
        i > 0 && self.token(i - 1).map(|t| t.end) == self.token(i).map(|t| t.start)
    }

    /// Whether a sentence can begin at a token: a capital, and a modal before its stop.
    pub(super) fn starts_sentence(&self, i: usize) -> bool {
        self.is_capital(i)
            && (i + 1..i + 60)
                .take_while(|k| {
                    matches!(self.kind(*k), Some(Kind::Word | Kind::Sign))
                        && self.kind(*k) != Some(Kind::Stop)
                })
                .any(|k| MODALS.contains(&self.word(k)))
    }

    /// Whether the word before a token asks for more; small words do so in a sentence alone.
    fn goes_on(&self, i: usize, sentence: bool) -> bool {
        i > 0
            && (matches!(self.word(i - 1), "," | ";" | "=" | ":")
                || sentence && SMALL.contains(&self.word(i - 1)))
    }

    /// Whether a token begins a part of a block, and how surely; `sentence`: a sentence stands before it.
    fn start(&self, block: Block, i: usize, sentence: bool) -> Option<Start> {
        let sure = |is: bool| Some(if is { Start::Sure } else { Start::AtLine });
        let next = self.word(i + 1);
        match (block, self.word(i)) {
            (Block::Commitment, "quote" | "note" | "owner" | "at") => sure(self.is_text(i + 1)),
            (Block::Commitment, "weight" | "closes") => sure(self.is_number(i + 1)),
            (Block::Commitment, "acceptance") => {
                sure(matches!(next, "accepted" | "noted" | "rejected"))
            }
            (Block::Commitment, "modality" | "under") => Some(Start::AtLine),
            (Block::Commitment | Block::Agreement | Block::Source, "evidence") => {
                sure(self.kind(i + 1) == Some(Kind::Open))
            }
            (Block::Commitment | Block::Sentences, _) if self.starts_sentence(i) => {
                Some(Start::AtLine)
            }
            (Block::Commitment | Block::Sentences, _) if !sentence && self.is_capital(i) => {
                Some(Start::AtLine)
            }
            (Block::Test, "on") if i > 0 && self.word(i - 1) == "not" => None,
            (Block::Test, "on") => self.is_number(i + 1).then_some(Start::AtLine),
            (Block::Test, "not") => (next == "on").then_some(Start::AtLine),
            (Block::Test, "report") => self.is_number(i + 1).then_some(Start::AtLine),
            (Block::Test, "as") => (next == "of").then_some(Start::AtLine),
            (Block::Test | Block::AsOf, "expect") => sure(next.starts_with("SV")),
            (Block::Test | Block::AsOf, "extracts") => Some(Start::AtLine),
            (Block::Test | Block::AsOf, _) if self.is_capital(i) => {
                matches!(next, "is" | "cites").then_some(Start::AtLine)
            }
            (Block::Agreement, "adopted") => sure(self.is_number(i + 1)),
            (Block::Agreement, "in") => (next == "force").then_some(Start::Sure),
            (Block::Agreement, "between") => sure(self.is_capital(i + 1)),
            (Block::Agreement, "addressed") => sure(next == "to"),
            (Block::Agreement, "text" | "url") => sure(self.is_text(i + 1)),
            (Block::Entity, "aka" | "adjective" | "capital") => sure(self.is_text(i + 1)),
            (Block::Entity, "on") => sure(self.is_number(i + 1)),
            (Block::Entity, "leads") => sure(self.is_capital(i + 1)),
            (Block::Entity, _) if self.is_small(i) => {
                (next == "of" && self.is_capital(i + 2)).then_some(Start::Sure)
            }
            (Block::Action, "step") if i > 0 && self.word(i - 1) == "required" => None,
            (Block::Action, "undone") => sure(next == "by"),
            (Block::Action, "step") => sure(next == "towards"),
            (Block::Action, "required") => sure(next == "step"),
            (Block::Action, "includes") => sure(self.is_small(i + 1)),
            (Block::Action, "noun") => sure(self.is_text(i + 1)),
            (Block::Action, "plover") => sure(self.is_capital(i + 1)),
            (Block::Action, "cameo") => sure(self.is_number(i + 1)),
            (Block::Condition, "starts" | "ends") => sure(self.is_small(i + 1)),
            (Block::Source, "aka") => sure(self.is_text(i + 1)),
            (Block::Source | Block::Evidence, "tier") => sure(self.is_small(i + 1)),
            (Block::Source, "speaks") => sure(next == "for"),
            (Block::Source, "adversary") => sure(next == "of"),
            (Block::Source, "copies") => sure(self.is_capital(i + 1)),
            (Block::Evidence, "at") => sure(next == "least"),
            (Block::Evidence, "open" | "closed") => sure(next == "world"),
            (Block::Evidence, "contested") => sure(self.is_small(i + 1)),
            (Block::Evidence, "quiet") => sure(self.is_number(i + 1)),
            (Block::Evidence, "same") => sure(next == "event"),
            (Block::Evidence, "undated") => sure(next == "within"),
            _ => None,
        }
    }

    /// The first token after the part that begins at `i`: one that begins another part, or closes
    /// the block. Always beyond `i`.
    pub(super) fn boundary(&self, block: Block, i: usize) -> usize {
        let n = self.tokens.len();
        let takes_text = matches!(
            self.word(i),
            "quote" | "note" | "owner" | "text" | "url" | "capital" | "adjective" | "aka" | "noun"
        );
        // A text that has lost its marks: to the end of its line.
        let bare = takes_text && self.kind(i + 1) == Some(Kind::Word) && !self.at_line_start(i + 1);
        let sentence = self.is_capital(i);
        let mut depth = 0usize;
        for k in i + 1..n {
            match self.kind(k) {
                Some(Kind::Open) => depth += 1,
                Some(Kind::Close) if depth == 0 => return k,
                Some(Kind::Close) => {
                    depth -= 1;
                    if depth == 0 {
                        return k + 1;
                    }
                }
                _ if depth > 0 => {}
                _ if bare => {
                    if self.at_line_start(k) {
                        return k;
                    }
                }
                _ => {
                    let stopped = block.has_sentences()
                        && self.kind(k - 1) == Some(Kind::Stop)
                        && !self.is_glued(k);
                    let goes_on = self.goes_on(k, sentence);
                    let begins = match self.start(block, k, sentence) {
                        Some(Start::Sure) => !goes_on || self.is_text(k + 1),
                        Some(Start::AtLine) => stopped || self.at_line_start(k) && !goes_on,
                        None => stopped && !self.is_small(k),
                    };
                    if begins {
                        return k;
                    }
                }
            }
        }
        n.max(i + 1)
    }

    /// The block inside a part that begins at a token, and its `{`.
    pub(super) fn nested(&self, block: Block, i: usize) -> Option<(Block, usize)> {
        match (block, self.word(i)) {
            (Block::Agreement | Block::Source | Block::Commitment, "evidence") => {
                (self.kind(i + 1) == Some(Kind::Open)).then_some((Block::Evidence, i + 1))
            }
            (Block::Test, "as") => (i + 1..i + 8)
                .find(|k| self.kind(*k) == Some(Kind::Open))
                .map(|open| (Block::AsOf, open)),
            _ => None,
        }
    }
}
