//! What is said about a sentence rather than in it: takes a sentence and the one after it, gives what they
//! make of the acts told in it ("Claim: …", "…, it is alleged", "… This is false."). The words of headings
//! and of lines that lead a list are weighed the same way.

mod words;

use super::status::Op;
use crate::model::ClaimStatus;
use crate::time::MONTHS;
use words::{AHEAD, BORN, FALSE, LABELS, NOT, SAID, TALES, TELL, TRUE, UNNAMED, UNSURE};

/// What a sentence and what follows it say of the acts told in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caveat {
    /// What it does to them.
    pub op: Op,
    /// They are so only in a part.
    pub part: bool,
}

impl Caveat {
    /// The status of an act under it.
    pub fn of(self, s: ClaimStatus) -> ClaimStatus {
        match self.op.of(s) {
            ClaimStatus::Completed | ClaimStatus::InProgress if self.part => ClaimStatus::Partial,
            s => s,
        }
    }
}

/// A text in small letters, its apostrophes straight: what [`split`] cuts.
fn small(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The words of a text in small letters; marks that part clauses stand for themselves.
fn split(small: &str, most: usize) -> Vec<&str> {
    let mut out = Vec::with_capacity(small.len() / 5);
    let mut start = None;
    for (i, c) in small.char_indices() {
        if c.is_alphanumeric() || c == '-' || c == '\'' || (c as u32) > 0x2500 {
            start.get_or_insert(i);
            continue;
        }
        if let Some(from) = start.take() {
            push(&mut out, small.get(from..i).unwrap_or(""));
        }
        if matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')') {
            out.extend(small.get(i..i + c.len_utf8()));
        }
        if out.len() >= most {
            return out;
        }
    }
    if let Some(from) = start {
        push(&mut out, small.get(from..).unwrap_or(""));
    }
    out
}

/// "isn't" is two words.
fn push<'t>(out: &mut Vec<&'t str>, word: &'t str) {
    match word.strip_suffix("n't") {
        Some(stem) if !stem.is_empty() => out.extend([stem, "not"]),
        _ => out.push(word.trim_matches('\'')),
    }
}

fn is(word: &str, list: &[&str]) -> bool {
    list.contains(&word)
}

fn any(words: &[&str], list: &[&str]) -> bool {
    words.iter().any(|w| is(w, list))
}

fn mark(w: &str) -> bool {
    matches!(w, "," | ";" | ":" | "—" | "–" | "(" | ")")
}

/// Whether the words call something false: "false", "not true", and not "not false".
fn falsity(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(i, w)| {
        let denied = words
            .get(i.saturating_sub(3)..i)
            .is_some_and(|b| any(b, NOT));
        is(w, FALSE) && !denied || is(w, TRUE) && denied
    })
}

/// "never entered into force", "did not take effect", "was never signed".
fn stillborn(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(i, w)| {
        let before = |n: usize| words.get(i.saturating_sub(n)..i).unwrap_or_default();
        let denied = |n: usize| any(before(n), NOT) || any(before(n), &["yet", "failed"]);
        match *w {
            "force" => {
                any(before(1), &["into", "in"]) && (denied(5) || any(before(3), &["longer"]))
            }
            "effect" => {
                any(
                    before(1),
                    &["take", "took", "taken", "takes", "into", "had", "have"],
                ) && denied(5)
            }
            w if is(w, BORN) => {
                any(before(3), &["was", "were", "been"]) && any(before(2), &["never", "not"])
            }
            _ => false,
        }
    })
}

/// A clause set aside by commas: "it is alleged", "rumours say", "if reports are right".
fn unsure(part: &[&str]) -> bool {
    let (Some(first), Some(last)) = (part.first(), part.last()) else {
        return false;
    };
    if is(first, UNSURE) {
        return true;
    }
    if *first == "or" && part.get(1).is_some_and(|w| *w == "so") {
        return true;
    }
    let short = part.len() <= 6;
    let passive = matches!(*first, "it" | "as" | "so")
        && any(part, &["is", "was", "been", "being"])
        && is(last, SAID);
    let told = part
        .get(..part.len().min(3))
        .is_some_and(|p| any(p, UNNAMED))
        && part.iter().skip(1).any(|w| is(w, TELL))
        && !any(part, &["that", "to"]);
    short && (passive || told)
}

/// What a label, a heading or the line before a list makes of what follows it.
pub fn label(text: &str) -> Op {
    let text = small(text);
    let words = split(&text, 12);
    if words.is_empty() || words.len() > 9 {
        return Op::Keep;
    }
    labelled(&words)
}

fn labelled(words: &[&str]) -> Op {
    let denies = any(words, NOT)
        && any(
            words,
            &[
                "happen", "happened", "done", "true", "did", "banned", "kept", "achieved", "met",
                "yet", "so",
            ],
        );
    if any(words, LABELS) {
        return if any(words, &["false", "debunked"]) {
            Op::Deny
        } else {
            Op::Allege
        };
    }
    if falsity(words) || denies {
        return Op::Deny;
    }
    let to_do = words.windows(2).any(|w| {
        matches!(
            (w.first().copied(), w.get(1).copied()),
            (Some("to"), Some("do" | "come" | "follow")) | (Some("next"), Some("steps" | "step"))
        )
    });
    if to_do || any(words, AHEAD) {
        return Op::Plan;
    }
    Op::Keep
}

/// Whether a sentence says of the one before it that it is false, or never came about.
fn verdict(next: &[&str]) -> Op {
    let Some(first) = next.first() else {
        return Op::Keep;
    };
    if next.len() > 12 {
        return Op::Keep;
    }
    let told = match *first {
        "this" | "that" | "it" | "they" | "these" | "which" | "all" | "none" => {
            next.get(1).is_some_and(|w| {
                matches!(
                    *w,
                    "is" | "was" | "are" | "were" | "has" | "did" | "never" | "turned" | "proved"
                )
            }) || next.get(1).is_some_and(|w| is(w, TALES))
        }
        "the" | "both" | "such" | "our" => next.get(1..4).is_some_and(|w| any(w, TALES)),
        w => next.get(1..3).is_some_and(|n| n.contains(&":")) || is(w, FALSE) || is(w, NOT),
    };
    if told && falsity(next) {
        return Op::Deny;
    }
    let thing = matches!(*first, "the" | "this" | "that" | "it" | "its" | "but");
    if thing && stillborn(next) {
        return Op::Allege;
    }
    Op::Keep
}

/// What a sentence and the text after it make of the acts told in the sentence.
pub fn caveat(sentence: &str, after: &str) -> Caveat {
    let sentence = small(sentence);
    let words = split(&sentence, 600);
    let mut op = Op::Keep;
    let add = |op: &mut Op, o: Op| {
        *op = match (*op, o) {
            (Op::Keep, o) | (o, Op::Keep) => o,
            (Op::Deny, _) | (_, Op::Deny) => Op::Deny,
            (a, _) => a,
        }
    };
    // "Myth: …"
    if let Some(c) = words.iter().take(6).position(|w| *w == ":") {
        add(&mut op, labelled(words.get(..c).unwrap_or_default()));
    }
    let parts: Vec<&[&str]> = words.split(|w| mark(w)).collect();
    for (i, part) in parts.iter().enumerate() {
        let open = i == 0
            && parts.len() > 1
            && part
                .first()
                .is_some_and(|w| is(w, &["if", "assuming", "supposing"]));
        if open || i > 0 && unsure(part) {
            add(&mut op, Op::Allege);
        }
        // "…: false", "… (not true)"
        if i > 0 && part.len() <= 3 && falsity(part) {
            add(&mut op, Op::Deny);
        }
    }
    let first = words.first().copied().unwrap_or("");
    if is(first, &["perhaps", "maybe", "possibly", "conceivably"]) || stillborn(&words) {
        add(&mut op, Op::Allege);
    }
    let pair = words.windows(2).any(|w| {
        matches!(
            (w.first().copied(), w.get(1).copied()),
            (
                Some("earlier" | "previous" | "prior" | "original"),
                Some("version" | "report" | "edition" | "story" | "article")
            ) | (Some("made" | "make" | "makes"), Some("believe"))
                | (Some("dead"), Some("letter"))
        )
    });
    if pair {
        add(&mut op, Op::Allege);
    }
    // A verdict is short: no more is looked at than one could be, however long the block.
    let mut near = after.char_indices().take(160);
    let stop = near.find(|(_, c)| matches!(c, '.' | '!' | '?' | '\n'));
    let stop = stop.map_or(after.len(), |(i, _)| i);
    if stop < 160 {
        let next = small(after.get(..stop).unwrap_or(""));
        add(&mut op, verdict(&split(&next, 40)));
    }
    Caveat {
        op,
        part: scoped(&words),
    }
}

/// "only in Punjab", "in Punjab alone".
fn scoped(words: &[&str]) -> bool {
    const TIMES: &[&str] = &[
        "early", "late", "mid", "recent", "the", "this", "a", "an", "response", "order",
    ];
    let time = |w: Option<&&str>| {
        w.is_none_or(|w| {
            is(w, TIMES) || is(w, &MONTHS) || w.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let whole = |w: Option<&&str>| w.is_none_or(|w| is(w, &["paper", "name", "theory"]));
    words.iter().enumerate().any(|(i, w)| {
        let back = |n: usize| i.checked_sub(n).and_then(|k| words.get(k)).copied();
        let next = words.get(i + 1);
        match *w {
            "in" | "within" | "inside" | "across" => {
                matches!(back(1), Some("only" | "just" | "solely" | "merely"))
                    && !time(next)
                    && !whole(next)
            }
            "alone" => {
                matches!(back(2), Some("in")) && !time(i.checked_sub(1).and_then(|k| words.get(k)))
                    || matches!(back(3), Some("in"))
            }
            _ => false,
        }
    })
}

/// Whether the words of a sentence from `that` on, or before it, call what is told there false: "the reports
/// that … are false", "it is not true that …".
pub fn false_that(before: &str, after: &str) -> bool {
    let before = small(before);
    let before = split(&before, 600);
    let tail = before.len().saturating_sub(6);
    let near = before.get(tail..).unwrap_or_default();
    let it = near.first().is_some_and(|_| any(near, &["it"])) && any(near, &["is", "was", "it's"]);
    if it && falsity(near) {
        return true;
    }
    if !any(
        near.get(near.len().saturating_sub(3)..).unwrap_or_default(),
        TALES,
    ) || any(near, NOT)
    {
        return false;
    }
    let after = small(after);
    let after = split(&after, 600);
    let end = after
        .get(after.len().saturating_sub(7)..)
        .unwrap_or_default();
    let copula = end.iter().rposition(|w| {
        is(
            w,
            &["is", "are", "was", "were", "proved", "be", "been", "remain"],
        )
    });
    copula.is_some_and(|c| end.get(c..).is_some_and(falsity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_a_sentence() {
        let op = |s: &str, n: &str| caveat(s, n).op;
        assert_eq!(op("Claim: A banned B", " Verdict: false."), Op::Deny);
        assert_eq!(op("A banned B", " This is not true."), Op::Deny);
        assert_eq!(op("A banned B", " That is true."), Op::Keep);
        assert_eq!(op("A arrested B", " The charge is false."), Op::Keep);
        assert_eq!(op("A banned B, it is alleged", ""), Op::Allege);
        assert_eq!(op("A banned B, it said", ""), Op::Keep);
        assert_eq!(op("A banned B, if reports are right", ""), Op::Allege);
        assert_eq!(op("Lahore: A banned B", " It took effect."), Op::Keep);
        assert!(caveat("A banned B, but only in Punjab", "").part);
        assert!(!caveat("A banned B only in 2022", "").part);
        assert_eq!(label("What did not happen"), Op::Deny);
        assert_eq!(label("Planned"), Op::Plan);
        assert_eq!(label("Action taken"), Op::Keep);
    }
}
