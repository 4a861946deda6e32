//! Reads a text with the shipped packages and more rules, and writes its claims one a line:
//! `ACTOR ACTION TARGET STATUS [DAYS] [n=AMOUNT] [PREPOSITION=ENTITY]… [says=SPEAKER]`, `?` for nobody.

use servanda::diag::Outcome;
use servanda::lexicon::Lexicon;
use servanda::model::{Claim, Claims, Dating, EntityId, Rulebook, Who};
use servanda::source::{Role, Source, Sources};
use std::path::Path;

/// A rulebook and the words to look for.
pub struct Book {
    /// The rules.
    pub rules: Rulebook,
    /// Their words.
    pub words: Lexicon,
    /// What was said of them.
    pub said: Vec<String>,
}

/// The shipped packages of these names, and more rules.
pub fn book(root: &Path, packages: &[&str], more: &[(String, String)]) -> Book {
    let mut src = Sources::new();
    let mut said = Vec::new();
    let mut files: Vec<(String, String)> = packages
        .iter()
        .map(|p| {
            let name = format!("rules/std/{p}.norm");
            let text = std::fs::read_to_string(root.join(&name)).unwrap_or_default();
            (name, text)
        })
        .collect();
    files.extend(more.iter().cloned());
    let mut trees = Vec::new();
    for (name, text) in files {
        let id = src.add(Source::new(name, text, Role::Rules));
        trees.push(servanda::syntax::parse(&src, id).value);
    }
    let out = servanda::lower::lower(&src, &trees);
    for d in &out.diagnostics {
        if d.code.as_str() != "SV0319" {
            said.push(format!("{} {}", d.code.as_str(), d.message));
        }
    }
    let words = Lexicon::new(&out.value);
    Book {
        rules: out.value,
        words,
        said,
    }
}

/// Reads a Markdown text published on a day by an outlet.
pub fn claims(book: &Book, text: &str, date: &str, publisher: &str) -> Outcome<Claims> {
    let mut src = Sources::new();
    let front = format!("---\ndate: {date}\npublisher: {publisher}\n---\n\n{text}\n");
    let id = src.add(Source::new("report.md", front, Role::Report));
    let report = servanda::read::read(&src, id).value;
    servanda::extract::extract(&book.words, &book.rules, &src, report)
}

/// A claim as a line.
pub fn line(rules: &Rulebook, c: &Claim) -> String {
    let names = |ids: &[EntityId]| {
        if ids.is_empty() {
            "?".to_owned()
        } else {
            let all: Vec<&str> = ids.iter().map(|e| rules.entity_name(*e)).collect();
            all.join("+")
        }
    };
    let targets: Vec<EntityId> = c
        .targets
        .iter()
        .map(|w| match w {
            Who::Entity(e) | Who::Role(_, e) => *e,
        })
        .collect();
    let mut out = format!(
        "{} {} {} {}",
        names(&c.actors),
        rules.action_name(c.action),
        names(&targets),
        c.status.word()
    );
    if c.dating == Dating::Given {
        out += &if c.valid.lo == c.valid.hi {
            format!(" {}", c.valid.lo)
        } else {
            format!(" {}..{}", c.valid.lo, c.valid.hi)
        };
    }
    if let Some(a) = &c.amount {
        let whole = a.micros / 1_000_000;
        let part = a.micros % 1_000_000;
        let part = if part == 0 {
            String::new()
        } else {
            format!(".{part:06}").trim_end_matches('0').to_owned()
        };
        out += &format!(" n{}{whole}{part}", a.bound);
    }
    for (p, e) in &c.participants {
        out += &format!(" {}={}", p.word(), rules.entity_name(*e));
    }
    if let Some(words) = &c.attributed_to {
        out += &format!(" says={words}");
    }
    out
}
