//! Rule text to the syntax tree by the grammar in `grammar/*.pest`. This file and `pest/` alone know
//! pest. Takes a file, or a piece of text with the places of its bytes; gives the tree of what could
//! be read, and a diagnostic for each thing that could not.

mod blocks;
mod build;
mod grammar;
mod items;
mod sentence;
mod terms;

use super::ast::{Comment, Expectation, File, Item, Sentence, SetMembers, TestPart};
use super::cut::{Cutter, Piece};
use super::junk::{Block, Form, Mended, Mender, Miss};
use super::token;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::OffsetMap;
use crate::source::{FileId, Sources, Span};
use build::{Builder, Pair};
use grammar::{Grammar, Rule};
use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pairs;
use std::num::NonZeroUsize;
use std::sync::Once;

/// The largest item that is read (bytes); beyond it the item is refused, unread.
const MAX_ITEM: usize = 8 << 20;
/// How many bytes of small items are read at once.
const BATCH: usize = 32 << 10;
/// The most errors that one file shows; then reading it stops.
const MAX_ERRORS: usize = 1000;

/// Parses a `.norm` file. What does not parse is a diagnostic each; the rest is in the tree.
pub fn file(src: &Sources, file: FileId) -> Outcome<File> {
    let text = src.text(file);
    let mut out = File {
        file,
        items: Vec::new(),
        comments: Vec::new(),
        broken: Vec::new(),
    };
    let mut said = Vec::new();
    let mut cutter = Cutter::new(text);
    while let Some(mut cut) = cutter.next() {
        // Small items are read some at a time; in doubt, one by one.
        while !cutter.is_wary()
            && cut.piece == Piece::Item
            && cut.end - cut.start < BATCH
            && let Some(next) = cutter.next()
        {
            if next.piece != Piece::Item {
                cut.piece = Piece::Junk;
            }
            cut.end = next.end;
        }
        let slice = text.get(cut.start..cut.end).unwrap_or("");
        if cutter.is_wary() && slice.len() > MAX_ITEM {
            let at = Span::new(file, cut.start, cut.start + 1);
            said.push(too_large(at));
            out.broken.push(Span::new(file, cut.start, cut.end));
            continue;
        }
        let parsed = match cut.piece {
            Piece::Item if slice.len() <= MAX_ITEM + BATCH => parse(Rule::items_only, slice).ok(),
            _ => None,
        };
        if let Some(pairs) = parsed {
            let mut b = Builder::new(file, cutter.comments(), None);
            b.base = cut.start;
            out.items.extend(items(&mut b, pairs));
            said.append(&mut b.diagnostics);
            continue;
        }
        if !cutter.is_wary() {
            cutter.doubt(cut.start);
            continue;
        }
        let mut mender = Mender::new(text, cut.start, cut.end);
        mender.item(cut.piece);
        let b = Builder::new(file, &[], None);
        out.items.extend(mended(
            &b,
            mender,
            Rule::item_only,
            &mut said,
            &mut out.broken,
            items,
        ));
        if said.len() > MAX_ERRORS {
            said.push(
                Diagnostic::new(Code::TooDeep, "this file has too many errors to go on")
                    .at(
                        Span::new(file, cut.start, cut.start + 1),
                        "reading stopped here",
                    )
                    .help("mend the errors shown, then try again"),
            );
            break;
        }
    }
    out.comments = comments(file, text, cutter.comments());
    editions(&out.items, text, &mut said);
    said.sort_by_key(|d| d.labels.first().map(|l| (l.span.start, l.span.end)));
    Outcome::with(out, said)
}

/// The kinds of single words that the language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// An ID: it begins with a capital.
    Id,
    /// A name of an action, a relation, a tier: it begins with a small letter.
    Name,
    /// An ID, an instance's key in brackets behind it.
    Key,
    /// A relation as it is used: `leads`, `part of`.
    Related,
    /// A package: `std.states`.
    Package,
    /// A code of PLOVER.
    Plover,
    /// A code of CAMEO.
    Code,
}

/// Whether a text is a word of a kind, and nothing else.
pub fn is_word(word: Word, text: &str) -> bool {
    let rule = match word {
        Word::Id => Rule::id,
        Word::Name => Rule::name,
        Word::Key => Rule::key,
        Word::Related => Rule::related,
        Word::Package => Rule::package,
        Word::Plover => Rule::plover,
        Word::Code => Rule::code,
    };
    let read = Grammar::parse(rule, text).ok().and_then(|mut p| p.next());
    read.is_some_and(|p| p.as_str().len() == text.len())
}

/// Parses the sentences in a piece of text; spans go through `map` into the file.
pub fn sentences(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Vec<Sentence>> {
    fragment(
        file,
        text,
        map,
        Rule::sentences_only,
        Form::Sentences,
        |b, p| {
            (p.as_rule() == Rule::sentence)
                .then(|| b.sentence(p))
                .flatten()
        },
    )
}

/// Parses one fact of a test.
pub fn fact(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Option<TestPart>> {
    first(fragment(
        file,
        text,
        map,
        Rule::fact_only,
        Form::Fact,
        |b, p| (p.as_rule() == Rule::fact).then(|| b.fact(p)).flatten(),
    ))
}

/// Parses one expectation of a test.
pub fn expectation(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Option<Expectation>> {
    let rule = Rule::expectation_only;
    first(fragment(
        file,
        text,
        map,
        rule,
        Form::Expectation,
        |b, p| b.expectation(p),
    ))
}

/// Parses the right side of a `set`.
pub fn set(file: FileId, text: &str, map: &OffsetMap) -> Outcome<Option<SetMembers>> {
    first(fragment(
        file,
        text,
        map,
        Rule::set_only,
        Form::Set,
        |b, p| {
            matches!(p.as_rule(), Rule::set_kind | Rule::set_list)
                .then(|| b.set_members(p))
                .flatten()
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
    form: Form,
    build: fn(&mut Builder<'_>, Pair<'_>) -> Option<T>,
) -> Outcome<Vec<T>> {
    if text.len() > MAX_ITEM {
        return Outcome::with(Vec::new(), vec![too_large(map.span(file, 0, 1))]);
    }
    let comments = token::comments(text);
    let mut b = Builder::new(file, &comments, Some(map));
    let each = |b: &mut Builder<'_>, pairs: Pairs<'_, Rule>| {
        pairs.filter_map(|p| build(b, p)).collect::<Vec<_>>()
    };
    if let Ok(pairs) = parse(rule, text) {
        return Outcome::with(each(&mut b, pairs), b.diagnostics);
    }
    let mut mender = Mender::new(text, 0, text.len());
    mender.fragment(form);
    let (mut said, mut broken) = (Vec::new(), Vec::new());
    let value = mended(&b, mender, rule, &mut said, &mut broken, each);
    Outcome::with(value, said)
}

/// Says what the mender found, and reads what it made of the text.
fn mended<T: Default>(
    b: &Builder<'_>,
    mender: Mender<'_>,
    rule: Rule,
    said: &mut Vec<Diagnostic>,
    broken: &mut Vec<Span>,
    build: impl Fn(&mut Builder<'_>, Pairs<'_, Rule>) -> T,
) -> T {
    let Mended {
        text,
        map,
        faults,
        lost,
    } = mender.finish();
    said.extend(
        faults
            .into_iter()
            .map(|f| f.diagnostic(|s, e| b.place(s, e))),
    );
    broken.extend(lost.into_iter().map(|(s, e)| b.place(s, e)));
    if text.is_empty() {
        return T::default();
    }
    let comments = token::comments(&text);
    let mut inner = b.mended(&comments, &map);
    match parse(rule, &text) {
        Ok(pairs) => {
            let value = build(&mut inner, pairs);
            said.append(&mut inner.diagnostics);
            value
        }
        // INVARIANT: each part was mended until it parsed, or taken out, and a fault tells of it.
        Err(_) => {
            broken.push(inner.place(0, text.len()));
            T::default()
        }
    }
}

fn items(b: &mut Builder<'_>, pairs: Pairs<'_, Rule>) -> Vec<Item> {
    pairs.filter_map(|p| b.item(p)).collect()
}

/// Parses by a rule, with a limit on the work; the pairs are those inside the rule.
fn parse(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Box<Error<Rule>>> {
    static LIMIT: Once = Once::new();
    // Sane text needs some ten calls a byte; an item of the largest size still fits.
    LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(400_000_000)));
    let mut pairs = Grammar::parse(rule, text).map_err(Box::new)?;
    match pairs.peek() {
        Some(p) if p.as_rule() == rule => pairs.next().map(Pair::into_inner).ok_or_else(never),
        _ => Ok(pairs),
    }
}

/// The names of the grammar's rules that a text is made of.
#[cfg(test)]
pub(super) fn rules_in(text: &str) -> std::collections::BTreeSet<String> {
    let pairs = parse(Rule::items_only, text).into_iter().flatten();
    let all = pairs.flat_map(|p| std::iter::once(p.clone()).chain(p.into_inner().flatten()));
    all.map(|p| format!("{:?}", p.as_rule())).collect()
}

fn never() -> Box<Error<Rule>> {
    Box::new(Error::new_from_pos(
        ErrorVariant::CustomError {
            message: String::new(),
        },
        pest::Position::from_start(""),
    ))
}

/// How much of a text one part of a block takes, from the text's start.
pub(super) fn prefix(block: Block, text: &str) -> Option<usize> {
    let rule = match block {
        Block::Agreement => Rule::agreement_part,
        Block::Entity => Rule::entity_part,
        Block::Action => Rule::action_part,
        Block::Condition => Rule::condition_part,
        Block::Source => Rule::source_part,
        Block::Evidence => Rule::evidence_part,
        Block::Commitment => Rule::commitment_part,
        Block::Test => Rule::test_part,
        Block::AsOf => Rule::expectation,
        Block::Sentences => Rule::sentence,
    };
    let mut pairs = Grammar::parse(rule, text).ok()?;
    pairs.next().map(|p| p.as_span().end())
}

/// Reads a text as a form: nothing, or where it fails and what could stand there.
pub(super) fn probe(form: Form, text: &str) -> Result<(), Miss> {
    let rule = match form {
        Form::Item => Rule::item_only,
        Form::Head => Rule::head_only,
        Form::AsOfHead => Rule::as_of_head_only,
        Form::Part(Block::Agreement) => Rule::agreement_part_only,
        Form::Part(Block::Entity) => Rule::entity_part_only,
        Form::Part(Block::Action) => Rule::action_part_only,
        Form::Part(Block::Condition) => Rule::condition_part_only,
        Form::Part(Block::Source) => Rule::source_part_only,
        Form::Part(Block::Evidence) => Rule::evidence_part_only,
        Form::Part(Block::Commitment) => Rule::commitment_part_only,
        Form::Part(Block::Test) => Rule::test_part_only,
        Form::Part(Block::Sentences) => Rule::sentence_only,
        Form::Sentences => Rule::sentences_only,
        Form::Fact => Rule::fact_only,
        Form::Part(Block::AsOf) | Form::Expectation => Rule::expectation_only,
        Form::Set => Rule::set_only,
    };
    match parse(rule, text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            let mut expected = Vec::new();
            if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
                for words in positives.iter().filter_map(|r| terms::plain(*r)) {
                    if !expected.contains(&words) {
                        expected.push(words);
                    }
                }
            }
            Err(Miss { at, expected })
        }
    }
}

fn too_large(at: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, "this item is too large to be read")
        .at(at, "it begins here")
        .help(format!(
            "an item has at most {} MiB; split it",
            MAX_ITEM >> 20
        ))
}

/// The comments as the tree holds them.
fn comments(file: FileId, text: &str, ranges: &[(usize, usize)]) -> Vec<Comment> {
    let comment = |&(start, end): &(usize, usize)| {
        let whole = text.get(start..end).unwrap_or("");
        let before = text.get(..start).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        Comment {
            span: Span::new(file, start, end),
            text: whole.trim_start_matches('/').trim().to_owned(),
            trailing: !line.chars().all(super::cut::is_space),
        }
    };
    ranges.iter().map(comment).collect()
}

/// An edition is the file's first item, and one that this tool knows.
fn editions(items: &[Item], text: &str, said: &mut Vec<Diagnostic>) {
    for (i, item) in items.iter().enumerate() {
        let Item::Edition(n) = item else { continue };
        if n.node != 1 {
            said.push(
                Diagnostic::new(
                    Code::UnknownEdition,
                    format!(
                        "edition {} of the language is not known",
                        text.get(n.span.range()).unwrap_or("")
                    ),
                )
                .at(n.span, "this tool knows edition 1")
                .help("use a later version of the tool, or write `edition 1`"),
            );
        } else if i > 0 {
            said.push(
                Diagnostic::new(Code::EditionPlace, "the edition is said too late")
                    .at(n.span, "not the first item of the file")
                    .help("move it to the start of the file"),
            );
        }
    }
}
