//! Cuts text into words and sentences in one pass: takes a text and the table of words, gives tokens
//! with the number of each known word.
//!
//! Words fold as `fold` does; an apostrophe inside a word is dropped, a possessive ending
//! becomes a mark on the word, a dash parts words and leaves a mark. A sentence ends at `.`, `!`, `?`
//! or `…` before a space and no lower-case letter, except after an abbreviation or an initial; `;` and
//! an empty line end one too.

use super::fold::{is_apostrophe, is_gap, is_mark};
use super::table::{Table, WordHash};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, perhaps with digits.
    Word,
    /// Begins with a digit.
    Number,
    /// `,`
    Comma,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// `:`
    Colon,
    /// A dash with space around it.
    Dash,
    /// `/`
    Slash,
    /// `%`, `$` and the like.
    Sign,
}

/// Begins with a capital.
pub const CAP: u8 = 1;
/// Two or more letters, all capitals.
pub const UPPER: u8 = 2;
/// Ends in a possessive `'s` or `s'`.
pub const POSS: u8 = 4;
/// Joined to the token before by a dash without space.
pub const JOIN: u8 = 8;
/// Directly after an opening quotation mark.
pub const QUOTED: u8 = 16;
/// Directly before a closing quotation mark.
pub const UNQUOTE: u8 = 32;

/// One token: bytes `start..end` of the text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte, the possessive ending not included.
    pub end: u32,
    /// Number of the word, 0 where unknown.
    pub word: u32,
    /// [`CAP`] and the other marks.
    pub marks: u8,
    /// What it is.
    pub kind: Kind,
}

/// Where a sentence ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// First byte that is not of the sentence.
    pub next: usize,
    /// Whether it was ended by force, because it has more tokens than are read.
    pub cut: bool,
}

/// More tokens than this are no sentence that anyone wrote to be read.
pub const MAX_TOKENS: usize = 1000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum C {
    Other,
    Letter,
    Digit,
    Space,
    Stop,
    High,
}

#[expect(
    clippy::indexing_slicing,
    reason = "in a constant an index out of range would not compile"
)]
const CLASS: [C; 256] = {
    let mut t = [C::Other; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        t[i] = if b >= 128 {
            C::High
        } else if b.is_ascii_alphabetic() {
            C::Letter
        } else if b.is_ascii_digit() {
            C::Digit
        } else if b <= b' ' || b == 127 || b == b'_' {
            C::Space
        } else if matches!(b, b'.' | b'!' | b'?' | b';') {
            C::Stop
        } else {
            C::Other
        };
        i += 1;
    }
    t
};

#[inline]
fn class(b: u8) -> C {
    CLASS.get(b as usize).copied().unwrap_or(C::Other)
}

/// Reads one sentence from byte `from` on and appends its tokens.
pub fn sentence(
    text: &str,
    from: usize,
    table: &Table,
    is_abbreviation: impl Fn(Token) -> bool,
    out: &mut Vec<Token>,
) -> End {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    let mut i = from;
    let mut join = false;
    let mut quoted = false;
    let mut folded = String::new();
    while i < bytes.len() {
        let b = at(i);
        match class(b) {
            C::Letter | C::Digit => {
                let token = word(text, i, table, &mut folded);
                i = token.1;
                let mut t = token.0;
                t.marks |= mark(join, JOIN) | mark(quoted, QUOTED);
                (join, quoted) = (false, false);
                out.push(t);
                if out.len() >= MAX_TOKENS {
                    return End { next: i, cut: true };
                }
            }
            C::Space => {
                if b == b'\n' && !out.is_empty() && blank_line(bytes, i) {
                    return End {
                        next: i + 1,
                        cut: false,
                    };
                }
                join = false;
                i += 1;
            }
            C::Stop => {
                let last = out.last().copied();
                i += 1;
                if b == b';' {
                    if !out.is_empty() {
                        return End {
                            next: i,
                            cut: false,
                        };
                    }
                    continue;
                }
                if last.is_none() {
                    continue;
                }
                if let Some(next) = stops(text, i, b, last, &is_abbreviation) {
                    return End { next, cut: false };
                }
            }
            C::High => {
                let Some(c) = text.get(i..).and_then(|t| t.chars().next()) else {
                    i += 1;
                    continue;
                };
                if c.is_alphanumeric() && !is_apostrophe(c) {
                    let token = word(text, i, table, &mut folded);
                    i = token.1.max(i + c.len_utf8());
                    let mut t = token.0;
                    t.marks |= mark(join, JOIN) | mark(quoted, QUOTED);
                    (join, quoted) = (false, false);
                    out.push(t);
                    if out.len() >= MAX_TOKENS {
                        return End { next: i, cut: true };
                    }
                    continue;
                }
                let start = i;
                i += c.len_utf8();
                match c {
                    '…' => {
                        let last = out.last().copied();
                        if last.is_some()
                            && let Some(next) = stops(text, i, b'!', last, &is_abbreviation)
                        {
                            return End { next, cut: false };
                        }
                    }
                    '“' | '«' | '„' | '‘' => quoted = true,
                    '”' | '»' => unquote(out, start),
                    c if is_mark(c) || is_apostrophe(c) => {}
                    c if is_gap(c) && !c.is_whitespace() => {
                        let spaced =
                            at(i) == b' ' || start.checked_sub(1).is_some_and(|p| at(p) == b' ');
                        if spaced || matches!(c, '—') {
                            punct(out, Kind::Dash, start, i);
                        } else {
                            join = true;
                        }
                    }
                    _ => join = false,
                }
            }
            C::Other => {
                let start = i;
                i += 1;
                match b {
                    b'-' => {
                        let before = start.checked_sub(1).map_or(b' ', at);
                        if class(before) == C::Space || class(at(i)) == C::Space || at(i) == b'-' {
                            if at(i) == b'-' {
                                i += 1;
                            }
                            punct(out, Kind::Dash, start, i);
                        } else {
                            join = true;
                        }
                    }
                    b',' => punct(out, Kind::Comma, start, i),
                    b'(' | b'[' => punct(out, Kind::Open, start, i),
                    b')' | b']' => punct(out, Kind::Close, start, i),
                    b':' => punct(out, Kind::Colon, start, i),
                    b'/' => punct(out, Kind::Slash, start, i),
                    b'"' => {
                        // Opening where something is to follow, closing where something stood before.
                        if class(at(i)) != C::Space
                            && start.checked_sub(1).is_none_or(|p| {
                                !matches!(class(at(p)), C::Letter | C::Digit | C::Stop)
                                    && at(p) != b','
                            })
                        {
                            quoted = true;
                        } else {
                            unquote(out, start);
                        }
                    }
                    b'%' | b'$' | b'&' | b'+' | b'#' | b'*' | b'=' | b'<' | b'>' | b'@' => {
                        if b == b'&' {
                            punct(out, Kind::Slash, start, i);
                        } else {
                            punct(out, Kind::Sign, start, i);
                        }
                    }
                    _ => {}
                }
                if out.len() >= MAX_TOKENS {
                    return End { next: i, cut: true };
                }
            }
        }
    }
    End {
        next: bytes.len(),
        cut: false,
    }
}

fn mark(on: bool, bit: u8) -> u8 {
    if on { bit } else { 0 }
}

fn punct(out: &mut Vec<Token>, kind: Kind, start: usize, end: usize) {
    out.push(Token {
        start: start as u32,
        end: end as u32,
        word: 0,
        marks: 0,
        kind,
    });
}

fn unquote(out: &mut [Token], at: usize) {
    if let Some(t) = out.last_mut()
        && t.end as usize == at
    {
        t.marks |= UNQUOTE;
    }
}

/// Whether the line break at `i` is followed by an empty line.
fn blank_line(bytes: &[u8], i: usize) -> bool {
    bytes
        .get(i + 1..)
        .unwrap_or_default()
        .iter()
        .find(|b| !matches!(b, b' ' | b'\t' | b'\r'))
        == Some(&b'\n')
}

/// Whether the stop before `i` ends the sentence; then where the next one begins.
fn stops(
    text: &str,
    mut i: usize,
    stop: u8,
    last: Option<Token>,
    is_abbreviation: &impl Fn(Token) -> bool,
) -> Option<usize> {
    let bytes = text.as_bytes();
    // Further stops and closing marks belong to this sentence.
    loop {
        let rest = text.get(i..)?;
        let c = rest.chars().next();
        match c {
            Some('.' | '!' | '?' | '"' | '\'' | ')' | ']' | '”' | '’' | '»') => {
                i += c.map_or(1, char::len_utf8);
            }
            _ => break,
        }
    }
    let Some(c) = text.get(i..).and_then(|t| t.chars().next()) else {
        return Some(bytes.len());
    };
    if !c.is_whitespace() {
        return None;
    }
    let rest = text.get(i..)?.trim_start();
    // A closing mark that stands alone, then the next letter.
    let next = rest
        .chars()
        .find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«'));
    match next {
        None => return Some(bytes.len()),
        Some(c) if c.is_lowercase() => return None,
        Some(_) => {}
    }
    if stop == b'.'
        && let Some(t) = last
        && t.end as usize + 1 >= i.saturating_sub(1)
    {
        let single = t.end - t.start == 1 && t.marks & CAP != 0;
        // "U.S." ends with a stop of its own; the sentence goes on unless a function word begins the next.
        let dotted = text
            .get(t.start as usize..t.end as usize)
            .is_some_and(|w| w.contains('.'));
        if single || (t.word != 0 && is_abbreviation(t) && t.kind == Kind::Word) {
            return None;
        }
        if dotted {
            let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
            return matches!(
                word.as_str(),
                "The"
                    | "A"
                    | "An"
                    | "It"
                    | "He"
                    | "She"
                    | "They"
                    | "In"
                    | "On"
                    | "This"
                    | "But"
                    | "That"
                    | "At"
                    | "As"
                    | "No"
                    | "There"
                    | "If"
            )
            .then_some(i);
        }
    }
    Some(i)
}

/// Reads one word from byte `i`; gives the token and where to go on.
#[inline]
fn word(text: &str, start: usize, table: &Table, folded: &mut String) -> (Token, usize) {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    let mut i = start;
    let mut hash = WordHash::NEW;
    let mut upper = 0usize;
    let first = at(start);
    // The fast path: plain letters and digits.
    while matches!(class(at(i)), C::Letter | C::Digit) {
        let b = at(i);
        upper += usize::from(b.is_ascii_uppercase());
        hash = hash.push(b | (u8::from(b.is_ascii_uppercase()) << 5));
        i += 1;
    }
    let digit = first.is_ascii_digit();
    let simple = match at(i) {
        b'\'' | 128.. => false,
        b'.' => {
            !(digit && at(i + 1).is_ascii_digit()
                || i == start + 1 && !digit && class(at(i + 1)) == C::Letter)
        }
        b',' => !(digit && at(i + 1).is_ascii_digit()),
        _ => true,
    };
    let kind = if digit { Kind::Number } else { Kind::Word };
    if simple {
        let raw = bytes.get(start..i).unwrap_or_default();
        let id = table.find(hash, |t| raw.eq_ignore_ascii_case(t.as_bytes()));
        let marks =
            mark(first.is_ascii_uppercase(), CAP) | mark(upper >= 2 && upper == i - start, UPPER);
        return (
            Token {
                start: start as u32,
                end: i as u32,
                word: id,
                marks,
                kind,
            },
            i,
        );
    }
    slow_word(text, start, table, folded, kind)
}

/// A word with an apostrophe, a stop or comma inside, or letters beyond ASCII.
fn slow_word(
    text: &str,
    start: usize,
    table: &Table,
    folded: &mut String,
    kind: Kind,
) -> (Token, usize) {
    let rest = text.get(start..).unwrap_or("");
    let mut end = start;
    let mut next = start;
    let mut marks = 0;
    let (mut upper, mut letters) = (0usize, 0usize);
    let mut chars = rest.char_indices().peekable();
    while let Some((o, c)) = chars.next() {
        let following = chars.peek().map(|(_, c)| *c);
        let keep = if c.is_alphanumeric() && !is_apostrophe(c) {
            upper += usize::from(c.is_uppercase());
            letters += 1;
            true
        } else if is_mark(c) {
            true
        } else if is_apostrophe(c) {
            let after = rest.get(o + c.len_utf8()..).unwrap_or("");
            let mut tail = after.chars();
            let s = matches!(tail.next(), Some('s' | 'S'));
            if s && !tail
                .next()
                .is_some_and(|c| c.is_alphanumeric() || is_apostrophe(c))
            {
                marks |= POSS;
                next = start + o + c.len_utf8() + 1;
                break;
            }
            if following.is_some_and(char::is_alphanumeric) {
                true
            } else {
                if rest.get(..o).is_some_and(|w| w.ends_with('s')) {
                    marks |= POSS;
                }
                next = start + o + c.len_utf8();
                break;
            }
        } else if c == '.' || c == ',' {
            let inside = if kind == Kind::Number {
                following.is_some_and(|c| c.is_ascii_digit())
            } else {
                // A dotted acronym: one letter, a stop, one letter.
                c == '.' && following.is_some_and(|c| c.is_ascii_uppercase()) && dotted(rest, o)
            };
            if !inside {
                break;
            }
            true
        } else {
            break;
        };
        if keep {
            end = start + o + c.len_utf8();
            next = end;
        }
    }
    let raw = text.get(start..end).unwrap_or("");
    folded.clear();
    if raw.is_ascii() {
        folded.extend(
            raw.chars()
                .filter(|c| !matches!(c, '\'' | '`') && (kind == Kind::Number || *c != '.'))
                .map(|c| c.to_ascii_lowercase()),
        );
    } else {
        folded.push_str(&super::fold(raw));
        folded.retain(|c| c != '.');
    }
    let id = table.get(folded);
    if raw.chars().next().is_some_and(char::is_uppercase) {
        marks |= CAP;
    }
    if upper >= 2 && upper == letters {
        marks |= UPPER;
    }
    (
        Token {
            start: start as u32,
            end: end as u32,
            word: id,
            marks,
            kind,
        },
        next.max(end).max(start + 1),
    )
}

/// Whether the stop at `o` stands after a single letter.
fn dotted(rest: &str, o: usize) -> bool {
    let mut before = rest.get(..o).unwrap_or("").chars().rev();
    let one = before.next().is_some_and(char::is_alphabetic);
    one && before.next().is_none_or(|c| c == '.')
}

#[cfg(test)]
mod tests;
