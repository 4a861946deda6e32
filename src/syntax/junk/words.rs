//! The words of the language, for "did you mean".

use crate::diag::did_you_mean;

/// Modal verbs.
pub(super) const MODALS: &[&str] = &["shall", "must", "should", "may"];

/// Small words after which a line goes on.
pub(super) const SMALL: &[&str] = &[
    "and",
    "or",
    "of",
    "to",
    "for",
    "with",
    "from",
    "in",
    "about",
    "through",
    "against",
    "by",
    "until",
    "before",
    "on",
    "within",
    "every",
    "except",
    "as",
    "the",
    "is",
    "that",
    "shall",
    "must",
    "should",
    "may",
    "not",
    "least",
    "most",
    "also",
    "instead",
    "each",
    "any",
    "overriding",
];

/// Words that begin a part of a block.
pub(super) const PARTS: &[&str] = &[
    "adopted",
    "between",
    "addressed",
    "text",
    "url",
    "evidence",
    "aka",
    "adjective",
    "capital",
    "leads",
    "carries",
    "includes",
    "undone",
    "step",
    "required",
    "noun",
    "plover",
    "cameo",
    "starts",
    "ends",
    "tier",
    "speaks",
    "adversary",
    "copies",
    "contested",
    "quiet",
    "undated",
    "under",
    "quote",
    "at",
    "modality",
    "acceptance",
    "owner",
    "note",
    "weight",
    "closes",
    "report",
    "expect",
    "extracts",
];

/// Every other word of the language that a misspelling may stand for.
const OTHERS: &[&str] = &[
    "shall",
    "must",
    "should",
    "may",
    "not",
    "within",
    "before",
    "until",
    "from",
    "every",
    "by",
    "sustained",
    "for",
    "irreversibly",
    "regularly",
    "counting",
    "earlier",
    "action",
    "curing",
    "lapses",
    "unless",
    "while",
    "only",
    "if",
    "provided",
    "overriding",
    "otherwise",
    "instead",
    "also",
    "each",
    "any",
    "anyone",
    "least",
    "most",
    "exactly",
    "times",
    "adoption",
    "entry",
    "into",
    "force",
    "prevent",
    "keep",
    "ensure",
    "that",
    "except",
    "with",
    "about",
    "through",
    "When",
    "If",
    "of",
    "and",
    "or",
    "is",
    "as",
    "towards",
    "others",
    "independent",
    "source",
    "sources",
    "world",
    "open",
    "closed",
    "hold",
    "prefer",
    "latest",
    "count",
    "true",
    "false",
    "same",
    "event",
    "because",
    "covering",
    "cites",
    "days",
    "weeks",
    "months",
    "years",
    "day",
    "week",
    "month",
    "year",
    "states",
    "organisations",
    "groups",
    "persons",
    "incidents",
    "places",
    "topics",
    "actor",
    "target",
    "both",
    "thousand",
    "million",
    "billion",
    "trillion",
    "pain",
    "breach",
    "to",
];

/// Words with a hyphen that are often written with a space.
pub(super) const HYPHENATED: &[&str] = &[
    "called-for",
    "self-report",
    "in-progress",
    "not-done",
    "not-applicable",
    "not-assessable",
    "fulfilled-late",
];

/// Words of the language near a misspelt one, nearest kinds first.
pub(super) fn candidates(word: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for list in [OTHERS, PARTS, super::super::cut::ITEMS] {
        if let Some(w) = near(word, list)
            && !found.contains(&w)
        {
            found.push(w);
        }
    }
    found
}

/// The word of a list that is nearest to another, where one is near.
pub(super) fn near(word: &str, list: &[&'static str]) -> Option<&'static str> {
    let near = did_you_mean(word, list.iter().copied())?;
    list.iter().copied().find(|w| *w == near)
}

/// Whether a word is one of the language's.
pub(super) fn is_known(word: &str) -> bool {
    OTHERS.contains(&word) || PARTS.contains(&word) || super::super::cut::ITEMS.contains(&word)
}

/// The word of the language that two words make when joined.
pub(super) fn joined(a: &str, b: &str) -> Option<&'static str> {
    let whole = format!("{a}{b}");
    [OTHERS, PARTS, super::super::cut::ITEMS]
        .into_iter()
        .flatten()
        .copied()
        .find(|w| *w == whole)
}

/// A word short enough for a message.
pub(super) fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > 40 || line.len() < text.len() {
        line.chars().take(40).chain("…".chars()).collect()
    } else {
        line.to_owned()
    }
}
