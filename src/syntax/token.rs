//! Words and signs of rule text, for cutting a file into items and for the second look at what did
//! not parse. Takes a text and a place in it; gives the next token. It never fails: what the grammar
//! knows nothing of is a token as well.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits, hyphens inside; an instance's key in brackets belongs to it.
    Word,
    /// A text in quotation marks; whether it ends.
    Text { closed: bool },
    /// A text in curly quotation marks.
    Curly,
    /// `{`
    Open,
    /// `}`
    Close,
    /// A full stop.
    Stop,
    /// Any other sign.
    Sign,
}

/// A token with its bytes, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What the grammar skips between tokens.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{FEFF}' | '\u{A0}')
}

/// Whether a character can stand in a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && c.is_alphabetic())
}

/// Reads tokens and gathers the comments between them.
pub(super) struct Tokens<'t> {
    text: &'t str,
    /// Where the next token is looked for.
    pub at: usize,
    end: usize,
    /// Whether a text that runs over a line's end is doubted: it has lost its closing mark if what
    /// would close it looks like an opening mark.
    pub wary: bool,
    /// Comments as byte ranges, without trailing space, in order.
    pub comments: Vec<(usize, usize)>,
}

impl<'t> Tokens<'t> {
    /// The tokens of a range of a text.
    pub fn new(text: &'t str, start: usize, end: usize) -> Self {
        Self {
            text,
            at: start,
            end: end.min(text.len()),
            wary: false,
            comments: Vec::new(),
        }
    }

    /// A second reader at another place, for a look ahead.
    pub fn ahead(&self, at: usize) -> Self {
        Self {
            comments: Vec::new(),
            at,
            ..*self
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end {
            self.text.as_bytes().get(at).copied()
        } else {
            None
        }
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..self.end).unwrap_or("")
    }

    /// Passes over white space and comments.
    pub fn skip(&mut self) {
        loop {
            match self.byte(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(b'/') if self.byte(self.at + 1) == Some(b'/') => self.comment(),
                Some(0xC2 | 0xEF) => match self.rest(self.at).chars().next() {
                    Some(c) if is_space(c) => self.at += c.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Takes the comment at the current place.
    fn comment(&mut self) {
        let start = self.at;
        let rest = self.rest(start);
        let len = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.at = start + len;
        let solid = rest
            .get(..len)
            .unwrap_or("")
            .trim_end_matches(is_space)
            .len();
        // A place may be read twice (a look ahead); its comment counts once.
        if self.comments.last().is_none_or(|(s, _)| *s < start) {
            self.comments.push((start, start + solid));
        }
    }

    /// The next token.
    pub fn next(&mut self) -> Option<Token> {
        self.skip();
        let start = self.at;
        let first = self.byte(start)?;
        let kind = match first {
            b'{' => Kind::Open,
            b'}' => Kind::Close,
            b'"' => {
                let (closed, end) = self.string(start);
                self.at = end;
                return Some(Token {
                    kind: Kind::Text { closed },
                    start,
                    end,
                });
            }
            b'.' if !self.byte(start + 1).is_some_and(|b| b.is_ascii_digit()) => Kind::Stop,
            _ => {
                self.at = self.word(start);
                if self.at > start {
                    return Some(Token {
                        kind: Kind::Word,
                        start,
                        end: self.at,
                    });
                }
                let c = self.rest(start).chars().next()?;
                let curly = |open: char, close: char| {
                    let line = self.line_end(start);
                    let inside = self.text.get(start + open.len_utf8()..line)?;
                    Some(start + open.len_utf8() + inside.find(close)? + close.len_utf8())
                };
                let end = match c {
                    '“' => curly('“', '”'),
                    '„' => curly('„', '“').or_else(|| curly('„', '”')),
                    '«' => curly('«', '»'),
                    _ => None,
                };
                if let (true, Some(end)) = (self.wary, end) {
                    self.at = end;
                    return Some(Token {
                        kind: Kind::Curly,
                        start,
                        end,
                    });
                }
                self.at = start + c.len_utf8();
                return Some(Token {
                    kind: Kind::Sign,
                    start,
                    end: self.at,
                });
            }
        };
        self.at = start + 1;
        Some(Token {
            kind,
            start,
            end: self.at,
        })
    }

    /// The end of the word at a place; the place itself where none begins.
    fn word(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at += match self.byte(at) {
                Some(b) if b.is_ascii_alphanumeric() || b == b'_' => 1,
                Some(b'-')
                    if at > start
                        && self.byte(at + 1).is_some_and(|b| b.is_ascii_alphanumeric()) =>
                {
                    1
                }
                Some(b'.')
                    if at > start && self.byte(at + 1).is_some_and(|b| b.is_ascii_digit()) =>
                {
                    1
                }
                Some(b) if !b.is_ascii() => match self.rest(at).chars().next() {
                    Some(c) if is_word(c) => c.len_utf8(),
                    _ => break,
                },
                _ => break,
            };
        }
        if at > start && self.byte(at) == Some(b'[') {
            let inside = self.rest(at);
            let stop = memchr::memchr3(b']', b'\n', b'"', inside.as_bytes());
            if let Some(len) = stop
                && inside.as_bytes().get(len) == Some(&b']')
            {
                at += len + 1;
            }
        }
        at
    }

    /// The end of the line that holds a place, without its break.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())
    }

    /// Whether the text that opens at a place is closed, and where it ends.
    pub fn string(&self, start: usize) -> (bool, usize) {
        let bytes = self.rest(start + 1).as_bytes();
        let mut at = 0;
        let close = loop {
            match memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
                Some(i) if bytes.get(at + i) == Some(&b'"') => break Some(start + 1 + at + i),
                Some(i) => at += i + 2,
                None => break None,
            }
        };
        match close {
            Some(close) if !self.wary => return (true, close + 1),
            Some(close) => {
                // A closing mark on a later line is not followed by a word.
                let inside = self.text.as_bytes().get(start..close).unwrap_or_default();
                if memchr::memchr(b'\n', inside).is_none()
                    || !self.rest(close + 1).chars().next().is_some_and(is_word)
                {
                    return (true, close + 1);
                }
            }
            None if !self.wary => return (false, self.end),
            None => {}
        }
        let line = self.line_end(start);
        // Its end is taken to be that of the line, or a block's brace there.
        let inside = self.text.get(start + 1..line).unwrap_or("");
        let inside = inside
            .find(" {")
            .and_then(|at| inside.get(..at))
            .unwrap_or(inside);
        let solid = inside.trim_end_matches(|c: char| is_space(c) || c == '}');
        (false, start + 1 + solid.len())
    }
}

/// All tokens of a range.
pub(super) fn all(text: &str, start: usize, end: usize) -> Vec<Token> {
    let mut tokens = Tokens::new(text, start, end);
    tokens.wary = true;
    std::iter::from_fn(|| tokens.next()).collect()
}

/// The comments of a text, strings passed over.
pub(super) fn comments(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Tokens::new(text, 0, text.len());
    while tokens.next().is_some() {}
    tokens.comments
}
