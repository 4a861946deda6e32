//! A second look at what did not parse: the exact place, and what was expected there in plain words.

use super::build::Builder;
use super::grammar::{Grammar, Rule};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::source::{FileId, Span};
use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

/// An error of the whole file: only a limit of the parser can be that.
pub(super) fn whole(error: &Error<Rule>, file: FileId, text: &str) -> Diagnostic {
    let at = offset(error).min(text.len());
    Diagnostic::new(
        Code::TooDeep,
        "this file nests too deeply or is too tangled to be read",
    )
    .at(
        Span::new(file, at, (at + 1).min(text.len())),
        "reading stopped here",
    )
    .help("split it into plain items; a rulebook never needs such nesting")
}

/// The error of a fragment inside YAML.
pub(super) fn fragment(error: &Error<Rule>, b: &Builder<'_>, text: &str) -> Diagnostic {
    let at = offset(error);
    let (start, end) = word_at(text, at);
    describe(error, text, at).at(b.place(start, end), "here")
}

/// The errors of a junk range; `in_block` tells a part of a block from an item.
pub(super) fn explain(
    file: FileId,
    text: &str,
    start: usize,
    end: usize,
    in_block: bool,
) -> Vec<Diagnostic> {
    let Some(slice) = text.get(start..end) else {
        return Vec::new();
    };
    let lead = slice.len() - slice.trim_start().len();
    let start = start + lead;
    let slice = slice.trim();
    if slice.is_empty() {
        return Vec::new();
    }
    let rule = if in_block {
        Rule::part_only
    } else {
        Rule::item_only
    };
    let error = match Grammar::parse(rule, slice) {
        Err(error) => error,
        // It parses apart: its neighbour swallowed its start. Point at its first word.
        Ok(_) => {
            return vec![
                Diagnostic::new(
                    Code::Unexpected,
                    "this stands where nothing like it is expected",
                )
                .at(
                    Span::new(file, start, start + first_word(slice)),
                    "not expected here",
                ),
            ];
        }
    };
    let at = offset(&error);
    let (from, to) = word_at(slice, at);
    vec![describe(&error, slice, at).at(Span::new(file, start + from, start + to), "here")]
}

/// Message and help of an error at an offset of a text.
fn describe(error: &Error<Rule>, text: &str, at: usize) -> Diagnostic {
    let (from, to) = word_at(text, at);
    let found = text.get(from..to).unwrap_or("").trim();
    let mut expected: Vec<&'static str> = Vec::new();
    if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
        for rule in positives {
            if let Some(words) = plain(*rule)
                && !expected.contains(&words)
            {
                expected.push(words);
            }
        }
    }
    let near = did_you_mean(
        found,
        expected
            .iter()
            .copied()
            .filter_map(|e| e.strip_prefix('`')?.strip_suffix('`')),
    )
    .or_else(|| {
        did_you_mean(found, KEYWORDS.iter().copied()).filter(|k| *k != found && found.len() > 3)
    });
    let message = if found.is_empty() {
        "the text ends too early".to_owned()
    } else {
        format!("`{}` is not expected here", clip(found))
    };
    let more = expected.len() > 5;
    expected.truncate(5);
    let mut help = match expected.as_slice() {
        [] => String::new(),
        [one] => format!("expected {one}"),
        [all @ .., last] => format!(
            "expected {}{} {last}",
            all.join(", "),
            if more { "," } else { " or" }
        ),
    };
    if more {
        help.push_str(" or another form");
    }
    if let Some(near) = near {
        help = if help.is_empty() {
            format!("did you mean `{near}`?")
        } else {
            format!("did you mean `{near}`? {help}")
        };
    }
    let d = Diagnostic::new(Code::Unexpected, message);
    if help.is_empty() { d } else { d.help(help) }
}

fn offset(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(p) => p,
        InputLocation::Span((p, _)) => p,
    }
}

/// The word, or the single character, at an offset.
fn word_at(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let rest = text.get(at..).unwrap_or("");
    if rest.trim().is_empty() {
        // At the end: the last word, so that something stands underlined.
        let trimmed = text.trim_end();
        let from = trimmed.rfind(char::is_whitespace).map_or(0, |i| i + 1);
        let from = if from < trimmed.len() && trimmed.is_char_boundary(from) {
            from
        } else {
            0
        };
        return (from, trimmed.len());
    }
    let lead = rest.len() - rest.trim_start().len();
    let at = at + lead;
    (at, at + first_word(rest.trim_start()))
}

/// Length of the first word; of the first character where it begins with none.
fn first_word(text: &str) -> usize {
    let len = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
        .unwrap_or(text.len());
    if len > 0 {
        len
    } else {
        text.chars().next().map_or(0, char::len_utf8)
    }
}

fn clip(text: &str) -> String {
    if text.chars().count() > 40 {
        text.chars().take(40).chain("…".chars()).collect()
    } else {
        text.to_owned()
    }
}

/// Keywords worth suggesting.
const KEYWORDS: &[&str] = &[
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
    "edition",
    "adopted",
    "between",
    "addressed",
    "evidence",
    "quote",
    "modality",
    "acceptance",
    "owner",
    "note",
    "weight",
    "closes",
    "under",
    "shall",
    "must",
    "should",
    "may",
    "within",
    "before",
    "until",
    "from",
    "sustained",
    "irreversibly",
    "regularly",
    "otherwise",
    "unless",
    "while",
    "provided",
    "overriding",
    "each",
    "any",
    "independent",
    "source",
    "sources",
    "includes",
    "undone",
    "towards",
    "capital",
    "adjective",
];

/// What a rule is called in the language's own words; none for what would only confuse.
fn plain(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::item => "an item such as `commitment`",
        Rule::commitment_part | Rule::sentence => "a clause or a sentence",
        Rule::agreement_part => "a part of an agreement, such as `adopted`",
        Rule::entity_part => "a part of an entity, such as `aka`",
        Rule::action_part => "a part of an action, such as `includes`",
        Rule::source_part => "a part of a source, such as `tier`",
        Rule::evidence_part => "a part of an evidence standard, such as `at least 1 source`",
        Rule::id | Rule::key => "a name that begins with a capital",
        Rule::name | Rule::condition_name => "a name in small letters",
        Rule::string => "a text in quotation marks",
        Rule::date => "a date such as `2021-06-30`",
        Rule::duration => "a duration such as `12 months`",
        Rule::time_unit => "`days`, `weeks`, `months` or `years`",
        Rule::integer | Rule::number | Rule::decimal => "a number",
        Rule::modal => "`shall`",
        Rule::duty | Rule::act | Rule::run | Rule::run_word => {
            "what is owed, such as `act against`"
        }
        Rule::targets | Rule::group | Rule::bearers => "a name, or `each of` a set",
        Rule::qualifier => "a qualifier such as `within 12 months of adoption`",
        Rule::anchor => "`adoption`, `entry into force`, a date or a commitment",
        Rule::pattern => "a condition or an event",
        Rule::stop => "a full stop",
        Rule::world => "`open` or `closed`",
        Rule::relief_kind => "`waive`, `suspend` or `terminate`",
        Rule::policy => {
            "`hold`, `prefer tier`, `prefer latest`, `count as true` or `count as false`"
        }
        Rule::plover => "a PLOVER type such as `COERCE/arrest`",
        Rule::related => "a relation such as `front of`",
        Rule::k_of => "`of`",
        Rule::k_by => "`by`",
        Rule::k_to => "`to`",
        Rule::k_is => "`is`",
        Rule::k_from => "`from`",
        Rule::k_within => "`within`",
        Rule::k_because => "`because`",
        Rule::k_towards => "`towards`",
        Rule::k_for => "`for`",
        Rule::k_that => "`that`",
        Rule::k_and => "`and`",
        _ => return None,
    })
}
