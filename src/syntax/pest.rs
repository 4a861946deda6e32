//! Rule text to the syntax tree. This folder's `grammar`, `build`, `sentence`, `items`, `junk` and
//! this file are the only ones that know pest.

use super::ast::{Comment, Expectation, File, Item, Sentence, SetMembers, TestPart};
use super::build::{Builder, Pair};
use super::grammar::{Grammar, Rule};
use super::junk;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::OffsetMap;
use crate::source::{FileId, Sources, Span};
use pest::Parser;

/// Parses a `.norm` file. What does not parse is a diagnostic each; the rest is in the tree.
pub fn file(src: &Sources, file: FileId) -> Outcome<File> {
    let text = src.text(file);
    // INVARIANT: legitimate text needs two to five calls a byte; more is a backtracking bomb.
    pest::set_call_limit(std::num::NonZeroUsize::new(
        (text.len() * 60).max(1_000_000),
    ));
    let mut b = Builder::new(file, None);
    let mut out = File {
        file,
        items: Vec::new(),
        comments: comments(file, text),
        broken: Vec::new(),
    };
    let pairs = match Grammar::parse(Rule::file, text) {
        Ok(pairs) => pairs,
        Err(error) => return Outcome::with(out, vec![junk::whole(&error, file, text)]),
    };
    let mut leftovers = Vec::new();
    for pair in pairs.flat_map(Pair::into_inner) {
        match pair.as_rule() {
            Rule::item => {
                let mut inside = Vec::new();
                out.items.extend(b.item(pair, &mut inside));
                leftovers.extend(inside.into_iter().map(|range| (range, true)));
            }
            Rule::junk => leftovers.push(((pair.as_span().start(), pair.as_span().end()), false)),
            _ => {}
        }
    }
    for ((start, end), in_block) in leftovers {
        b.diagnostics
            .extend(junk::explain(file, text, start, end, in_block));
    }
    for item in &out.items {
        if let Item::Edition(n) = item
            && n.node != 1
        {
            b.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownEdition,
                    format!("edition {} of the language is not known", n.node),
                )
                .at(n.span, "this tool knows edition 1")
                .help("use a later version of the tool, or write `edition 1`"),
            );
        }
    }
    let mut diagnostics = b.diagnostics;
    diagnostics.sort_by_key(|d| d.labels.first().map(|l| l.span.start));
    Outcome::with(out, diagnostics)
}

/// Parses the sentences in a piece of text; spans go through `map` into the file.
pub fn sentences(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Vec<Sentence>> {
    fragment(file, text, map, Rule::sentences_only, |b, pair| {
        if pair.as_rule() == Rule::sentence {
            b.sentence(pair)
        } else {
            None
        }
    })
}

/// Parses one fact of a test.
pub fn fact(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Option<TestPart>> {
    first(fragment(file, text, map, Rule::fact_only, |b, pair| {
        if pair.as_rule() == Rule::fact {
            b.fact(pair)
        } else {
            None
        }
    }))
}

/// Parses one expectation of a test.
pub fn expectation(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Option<Expectation>> {
    first(fragment(
        file,
        text,
        map,
        Rule::expectation_only,
        |b, pair| {
            if pair.as_rule() == Rule::expectation {
                b.expectation(pair)
            } else {
                None
            }
        },
    ))
}

/// Parses the right side of a `set`.
pub fn set(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Option<SetMembers>> {
    first(fragment(
        file,
        text,
        map,
        Rule::set_only,
        |b, pair| match pair.as_rule() {
            Rule::set_kind | Rule::set_list => b.set_members(pair),
            _ => None,
        },
    ))
}

fn first<T>(outcome: Outcome<Vec<T>>) -> Outcome<Option<T>> {
    Outcome::with(outcome.value.into_iter().next(), outcome.diagnostics)
}

fn fragment<T>(
    file: FileId,
    text: &str,
    map: &OffsetMap,
    rule: Rule,
    build: impl Fn(&mut Builder<'_>, Pair<'_>) -> Option<T>,
) -> Outcome<Vec<T>> {
    pest::set_call_limit(std::num::NonZeroUsize::new(
        (text.len() * 60).max(1_000_000),
    ));
    let mut b = Builder::new(file, Some(map));
    match Grammar::parse(rule, text) {
        Ok(pairs) => {
            let values = pairs
                .flat_map(Pair::into_inner)
                .filter_map(|p| build(&mut b, p))
                .collect();
            Outcome::with(values, b.diagnostics)
        }
        Err(error) => Outcome::with(Vec::new(), vec![junk::fragment(&error, &b, text)]),
    }
}

/// The comments of a text, strings passed over.
fn comments(file: FileId, text: &str) -> Vec<Comment> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let (mut i, mut line_has_code) = (0, false);
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'"' => {
                line_has_code = true;
                i += 1;
                while let Some(&c) = bytes.get(i) {
                    i += 1;
                    match c {
                        b'\\' => i += 1,
                        b'"' => break,
                        _ => {}
                    }
                }
                continue;
            }
            b'/' if bytes.get(i + 1) == Some(&b'/') => {
                let end = memchr::memchr(b'\n', bytes.get(i..).unwrap_or_default())
                    .map_or(bytes.len(), |n| i + n);
                let whole = text.get(i..end).unwrap_or("").trim_end();
                out.push(Comment {
                    span: Span::new(file, i, i + whole.len()),
                    text: whole.trim_start_matches('/').trim().to_owned(),
                    trailing: line_has_code,
                });
                i = end;
                continue;
            }
            b'\n' => line_has_code = false,
            b' ' | b'\t' | b'\r' => {}
            _ => line_has_code = true,
        }
        i += 1;
    }
    out
}
