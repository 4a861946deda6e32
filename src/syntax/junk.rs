//! A second look at what did not parse. Takes the text of one item or fragment; gives a fault for
//! each thing that is wrong in it, at its narrowest place, and a mended text that parses, so that
//! what is right around a fault is kept.
//!
//! The text is taken apart by its words: the head of an item, then each part of its block up to the
//! word that begins the next one. A part that parses stays. One that does not is mended where the
//! mend is near (`mends`) and makes it parse; else it is taken out. Work is bounded: parts do not
//! overlap, and a part is tried a limited number of times.

mod bounds;
mod fault;
mod mends;
mod phrases;
mod say;
mod tries;
mod words;

use super::cut::Piece;
use super::pest::{prefix, probe};
use super::token::{self, Kind, Token};
use crate::diag::Code;
use crate::model::OffsetMap;
use fault::{Edit, Fault};
use mends::Mend;

/// The blocks whose parts are looked at one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Agreement,
    Entity,
    Action,
    Condition,
    Source,
    Evidence,
    Commitment,
    Test,
    AsOf,
    /// Not a block of the language: the sentences of a YAML value.
    Sentences,
}

/// What a text is read as, from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Item,
    Head,
    AsOfHead,
    Part(Block),
    Sentences,
    Fact,
    Expectation,
    Set,
}

/// Where a text fails to be a form (byte), and what could stand there in plain words.
pub(super) struct Miss {
    pub at: usize,
    pub expected: Vec<&'static str>,
}

/// What came of the second look.
pub(super) struct Mended {
    /// The text without its faults; empty where nothing could be kept.
    pub text: String,
    /// Where its bytes stand in the text that was looked at.
    pub map: OffsetMap,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// The ranges that were taken out.
    pub lost: Vec<(usize, usize)>,
}

/// The longest part that mends are tried on (bytes), and the most mends of one part.
const LONG: usize = 16 << 10;
const MENDS: usize = 8;
/// The most faults of one item; what follows them is not looked at.
const FAULTS: usize = 1001;

/// The second look at one text.
pub(super) struct Mender<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    tokens: Vec<Token>,
    edits: Vec<Edit>,
    faults: Vec<Fault>,
    lost: Vec<(usize, usize)>,
    /// Nothing of the text could be kept.
    gone: bool,
}

impl<'t> Mender<'t> {
    /// A look at a range of a text.
    pub fn new(text: &'t str, start: usize, end: usize) -> Self {
        Self {
            text,
            start,
            end,
            tokens: token::all(text, start, end),
            edits: Vec::new(),
            faults: Vec::new(),
            lost: Vec::new(),
            gone: false,
        }
    }

    fn token(&self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|t| t.kind)
    }

    /// The text of a token; empty past the end.
    fn word(&self, i: usize) -> &'t str {
        self.token(i)
            .and_then(|t| self.text.get(t.start..t.end))
            .unwrap_or("")
    }

    /// Looks at an item.
    pub fn item(&mut self, piece: Piece) {
        let (Some(first), n) = (self.token(0), self.tokens.len()) else {
            self.gone = true;
            return;
        };
        let keyword = match piece {
            Piece::Item => self.word(0),
            Piece::Misspelt(k) => {
                self.misspelt(first, k);
                k
            }
            Piece::Junk => return self.stray(),
        };
        let Some(block) = Block::of(keyword) else {
            let whole = self.region(Form::Item, 0, n, None);
            self.gone = !whole;
            return;
        };
        let open = (0..n).find(|i| self.kind(*i) == Some(Kind::Open));
        let head = self.head_end(keyword);
        let colon = usize::from(open.is_none() && self.word(head) == ":");
        let (head, body) = match open {
            Some(open) => (open, open + 1),
            // The block's `{` is missing where the item must have one, or where its `}` stands.
            None if block.needs_body() || self.kind(n - 1) == Some(Kind::Close) => {
                (head, head + colon)
            }
            None => {
                let whole = self.region(Form::Item, 0, n, None);
                self.gone = !whole;
                return;
            }
        };
        self.gone = !self.region(Form::Head, 0, head, None);
        // A text without its end may have swallowed the brace.
        if open.is_none() && self.unclosed(0, head).is_empty() {
            self.missing_open(head, keyword);
            if head >= n {
                return;
            }
        }
        let after = self.body(block, open, body, None);
        if let (Some(from), Some(to)) = (self.token(after), self.tokens.last()) {
            let (start, end) = (from.start, to.end);
            self.faults.push(self.unexpected(after, after + 1, &[]));
            self.take_out(start, end);
        }
    }

    /// Looks at a fragment.
    pub fn fragment(&mut self, form: Form) {
        let n = self.tokens.len();
        if n == 0 {
            let what = match form {
                Form::Sentences => "a sentence is missing",
                _ => "something is missing",
            };
            self.faults.push(Fault::new(
                Code::Unexpected,
                self.start,
                self.end,
                what.to_owned(),
            ));
            self.gone = true;
            return;
        }
        if form != Form::Sentences {
            self.gone = !self.region(form, 0, n, None);
            return;
        }
        let (mut i, mut kept) = (0, false);
        while i < n {
            let lost = self.lost.len();
            i = self.part(Block::Sentences, i, None).max(i + 1);
            kept |= self.lost.len() == lost;
        }
        self.gone = !kept;
    }

    /// Text between items.
    fn stray(&mut self) {
        let n = self.tokens.len();
        let first = self.word(0);
        if let Some(near) = words::near(first, super::cut::ITEMS)
            && let Some(t) = self.token(0)
        {
            let mend = Mend::misspelt(t.start, t.end, first, near);
            if self.attempt(Form::Item, 0, n, &mend.edits).is_ok() {
                self.edits.extend(mend.edits);
                self.faults.push(mend.fault);
                return;
            }
        }
        self.gone = true;
        let Some(t) = self.token(0) else { return };
        self.lost.push((self.start, self.end));
        let fault = if t.kind == Kind::Close {
            Fault::new(
                Code::StrayBrace,
                t.start,
                t.end,
                "this `}` closes nothing".to_owned(),
            )
            .label("no block is open here")
            .help("take it out, or look for a `{` that is missing before it".to_owned())
        } else {
            let help = if self.starts_sentence(0) {
                "a sentence stands inside `commitment ID { … }`".to_owned()
            } else if words::PARTS.contains(&first) {
                "a clause stands inside the block of its item; a `}` before it may be too many"
                    .to_owned()
            } else {
                let near = words::near(first, super::cut::ITEMS)
                    .map_or(String::new(), |k| format!("did you mean `{k}`? "));
                format!(
                    "{near}expected an item: `agreement`, `state`, `group`, `set`, `commitment` or another"
                )
            };
            Fault::new(
                Code::Unexpected,
                t.start,
                t.end,
                format!("no item begins with `{}`", words::clip(first)),
            )
            .help(help)
        };
        self.faults.push(fault);
    }

    fn misspelt(&mut self, t: Token, keyword: &'static str) {
        let found = self.text.get(t.start..t.end).unwrap_or("");
        let mend = Mend::misspelt(t.start, t.end, found, keyword);
        self.edits.extend(mend.edits);
        self.faults.push(mend.fault);
    }

    /// The number of tokens that an item's head takes: keyword, name, texts.
    fn head_end(&self, keyword: &str) -> usize {
        let is_text = |i: usize| matches!(self.kind(i), Some(Kind::Text { .. } | Kind::Curly));
        let mut i = if keyword == "test" { 1 } else { 2 };
        while is_text(i) || (is_text(i + 1) && self.word(i) == ",") {
            i += 1;
        }
        i.min(self.tokens.len())
    }

    fn missing_open(&mut self, head: usize, keyword: &str) {
        let Some(last) = self.token(head.saturating_sub(1)) else {
            return;
        };
        self.faults.push(
            Fault::new(
                Code::MissingBrace,
                last.start,
                last.end,
                format!("the block of this `{keyword}` has no `{{`"),
            )
            .label("`{` is missing after this")
            .help("write `{` before its first part, and `}` after its last".to_owned()),
        );
        // A colon stands in its place.
        let colon = self.token(head).filter(|_| self.word(head) == ":");
        let end = colon.map_or(last.end, |t| t.end);
        self.edits.push(Edit::new(last.end, end, " {"));
        if head >= self.tokens.len() {
            self.edits.push(Edit::new(last.end, last.end, " }"));
        }
    }

    /// The parts of a block from `i` on; gives the place behind its `}`. `open` is its `{`; `parent`
    /// the block around it, whose parts end it where its `}` is missing.
    fn body(
        &mut self,
        block: Block,
        open: Option<usize>,
        start: usize,
        parent: Option<Block>,
    ) -> usize {
        let mut i = start;
        // The part before, for faults between two parts.
        let mut before = None;
        loop {
            let Some(t) = self.token(i) else {
                self.never_closed(open, i);
                return i;
            };
            if t.kind == Kind::Close {
                return i + 1;
            }
            if let Some(parent) = parent
                && self.takes(block, i).is_none()
                && self.takes(parent, i).is_some()
            {
                self.never_closed(open, i);
                return i;
            }
            let next = if self.faults.len() < FAULTS {
                self.part(block, i, before).max(i + 1)
            } else {
                // Enough is said of this item; the file stops after it.
                self.rest(i)
            };
            before = Some(i);
            i = next;
        }
    }

    /// Takes out the tokens from `i` to the last, a `}` there left; gives the place behind them.
    fn rest(&mut self, i: usize) -> usize {
        let n = self.tokens.len();
        let end = if self.kind(n - 1) == Some(Kind::Close) && n - 1 > i {
            n - 1
        } else {
            n
        };
        if let (Some(from), Some(to)) = (self.token(i), self.token(end - 1)) {
            self.take_out(from.start, to.end);
        }
        end
    }

    /// The `{` of a block has no `}` before the token `i`.
    fn never_closed(&mut self, open: Option<usize>, i: usize) {
        let Some(last) = self.token(i.saturating_sub(1)) else {
            return;
        };
        self.edits.push(Edit::new(last.end, last.end, " }"));
        let Some(t) = open.and_then(|o| self.token(o)) else {
            return;
        };
        let mut fault = Fault::new(
            Code::MissingBrace,
            t.start,
            t.end,
            "this block has no `}`".to_owned(),
        )
        .label("opened here")
        .help("write `}` where the block ends".to_owned());
        if last.start > t.start {
            fault.also = Some((last.start, last.end, "`}` is missing after this"));
        }
        self.faults.push(fault);
    }

    /// The end in bytes of the part of a block that begins at a token, where one does.
    fn takes(&self, block: Block, i: usize) -> Option<usize> {
        let start = self.token(i)?.start;
        let next = self.boundary(block, i);
        // Words that look like the next part's may belong to this one: some more is shown to it.
        let shown = (start + LONG).min(self.end);
        let mut end = self.token(next - 1).map_or(shown, |t| t.end.max(shown));
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let len = prefix(block, self.text.get(start..end)?)?;
        Some(start + len)
    }

    /// One part of a block; gives the place behind it.
    fn part(&mut self, block: Block, i: usize, before: Option<usize>) -> usize {
        let next = self.boundary(block, i);
        let odd = (i..next).any(|k| {
            matches!(
                self.kind(k),
                Some(Kind::Text { closed: false } | Kind::Curly)
            )
        });
        if !odd && let Some(end) = self.takes(block, i) {
            return self.tokens.partition_point(|t| t.start < end);
        }
        if let Some((inner, open)) = self.nested(block, i) {
            let head = block != Block::Test || self.region(Form::AsOfHead, i, open, None);
            let from = self.token(i).map_or(0, |t| t.start);
            let next = self.body(inner, Some(open), open + 1, Some(block));
            if !head && let Some(t) = self.token(next - 1) {
                self.take_out(from, t.end);
            }
            return next;
        }
        self.region(Form::Part(block), i, next, before);
        next
    }

    /// Takes a range out of the text.
    fn take_out(&mut self, start: usize, end: usize) {
        self.edits.retain(|e| e.start < start || e.end > end);
        self.edits.push(Edit::new(start, end, " "));
        self.lost.push((start, end));
    }

    /// Reads the tokens `i..j` as a form, mends what can be mended, takes them out otherwise; gives
    /// whether they stay.
    fn region(&mut self, form: Form, i: usize, j: usize, before: Option<usize>) -> bool {
        let (Some(first), Some(last)) = (self.token(i), self.token(j.max(i + 1) - 1)) else {
            return false;
        };
        let (mut edits, mut failed) = (Vec::new(), false);
        for mend in self.unclosed(i, j) {
            edits.extend(mend.edits);
            self.faults.push(mend.fault);
            failed = true;
        }
        let mut missed = match self.attempt(form, i, j, &edits) {
            Ok(()) => {
                self.edits.extend(edits);
                // A part that parses and was not taken: what stands before it swallowed its start.
                return true;
            }
            Err(miss) => miss,
        };
        if last.end - first.start <= LONG {
            if let Some(mend) = before.and_then(|b| self.between(form, b, i, j)) {
                self.edits.extend(mend.edits);
                self.faults.push(mend.fault);
                return true;
            }
            for _ in 0..MENDS {
                let Some((mend, result)) = self.best(form, i, j, &edits, &missed) else {
                    break;
                };
                edits.extend(mend.edits);
                self.faults.push(mend.fault);
                failed = true;
                match result {
                    Ok(()) => {
                        self.edits.extend(edits);
                        return true;
                    }
                    Err(miss) => missed = miss,
                }
            }
        }
        // A text without its end makes all that follows it odd: that is one fault, not two.
        if !failed || self.unclosed(i, j).is_empty() {
            let at = self
                .tokens
                .partition_point(|t| t.end <= missed.at)
                .clamp(i, j);
            self.faults.push(self.describe(form, i, at, j, &missed));
        }
        self.take_out(first.start, last.end);
        false
    }

    /// The mend that makes the tokens parse, or that moves the failure furthest.
    fn best(
        &self,
        form: Form,
        i: usize,
        j: usize,
        edits: &[Edit],
        missed: &Miss,
    ) -> Option<(Mend, Result<(), Miss>)> {
        let mut best: Option<(Mend, Miss)> = None;
        for mend in self.mends(form, i, j, missed.at) {
            if mend
                .edits
                .iter()
                .any(|e| edits.iter().any(|x| x.start < e.end && e.start < x.end))
            {
                continue;
            }
            let mut all = edits.to_vec();
            all.extend(mend.edits.iter().cloned());
            match self.attempt(form, i, j, &all) {
                Ok(()) => return Some((mend, Ok(()))),
                Err(miss) => {
                    let furthest = best.as_ref().map_or(missed.at, |(_, m)| m.at);
                    if !mend.whole && miss.at > furthest && miss.at > mend.fault.end {
                        best = Some((mend, miss));
                    }
                }
            }
        }
        best.map(|(mend, miss)| (mend, Err(miss)))
    }

    /// Reads the tokens `i..j` with edits as a form; a miss is given in bytes of the text.
    fn attempt(&self, form: Form, i: usize, j: usize, edits: &[Edit]) -> Result<(), Miss> {
        let start = self.token(i).map_or(self.start, |t| t.start);
        let end = self.token(j.max(i + 1) - 1).map_or(self.end, |t| t.end);
        let (text, map) = self.render(start, end, edits);
        probe(form, &text).map_err(|miss| {
            let at = if miss.at >= text.trim_end().len() {
                end
            } else {
                map.source(miss.at as u32) as usize
            };
            Miss { at, ..miss }
        })
    }

    /// A range of the text with the edits in it, and where its bytes stand.
    fn render(&self, start: usize, end: usize, more: &[Edit]) -> (String, OffsetMap) {
        let mut edits: Vec<&Edit> = self
            .edits
            .iter()
            .chain(more)
            .filter(|e| e.start >= start && e.end <= end)
            .collect();
        edits.sort_by_key(|e| (e.start, e.end));
        let (mut out, mut map) = (String::with_capacity(end - start + 16), Vec::new());
        let mut at = start;
        let copy = |from: usize, to: usize, out: &mut String, map: &mut Vec<(u32, u32)>| {
            if from < to {
                map.push((out.len() as u32, from as u32));
                out.push_str(self.text.get(from..to).unwrap_or(""));
            }
        };
        for e in edits {
            if e.start < at {
                continue;
            }
            copy(at, e.start, &mut out, &mut map);
            // Each byte of a replacement stands at a byte of what it replaces, the last ones at its last.
            let last = e.end.max(e.start + 1).max(1) - 1;
            let last = if e.end == e.start {
                e.start.saturating_sub(1).max(start)
            } else {
                last
            };
            for k in 0..e.with.len() {
                let place = if e.end == e.start {
                    last
                } else {
                    (e.start + k).min(last)
                };
                map.push(((out.len() + k) as u32, place as u32));
            }
            out.push_str(&e.with);
            at = e.end;
        }
        copy(at, end, &mut out, &mut map);
        (out, OffsetMap(map))
    }

    /// The text as it can be read now.
    pub fn finish(mut self) -> Mended {
        self.faults.sort_by_key(|f| (f.start, f.end));
        if self.gone {
            return Mended {
                text: String::new(),
                map: OffsetMap(Vec::new()),
                faults: self.faults,
                lost: vec![(self.start, self.end)],
            };
        }
        let (text, map) = self.render(self.start, self.end, &[]);
        Mended {
            text,
            map,
            faults: self.faults,
            lost: self.lost,
        }
    }
}
