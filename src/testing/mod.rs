//! Tests in the language. Takes a rulebook with its tests; gives what each came to: facts become
//! claims, prose goes through extraction, the rulebook is judged at each date that the test names,
//! and what was expected is compared with what was found.
//!
//! A test stands alone: it sees its own facts and reports, and nothing else.

mod coverage;
mod expect;
mod facts;

#[cfg(test)]
mod tests;

pub use coverage::{Coverage, Reached, coverage};

use crate::diag::{Code, Diagnostic};
use crate::judge;
use crate::lexicon::Lexicon;
use crate::model::{Claims, Judgement, Rulebook, TestCase, View};
use crate::source::Sources;
use crate::time::Day;
use std::collections::BTreeMap;

/// What a test came to.
#[derive(Debug)]
pub struct Ran<'a> {
    /// The test.
    pub test: &'a TestCase,
    /// One for each expectation that fails, and what its prose gave rise to.
    pub diagnostics: Vec<Diagnostic>,
    /// How many expectations there were.
    pub expected: usize,
    /// The judgements, by date.
    judged: BTreeMap<Day, Judgement>,
}

impl Ran<'_> {
    /// Whether everything came out as expected, and something was expected.
    pub fn passed(&self) -> bool {
        self.expected > 0 && !self.diagnostics.iter().any(Diagnostic::is_input_error)
    }
}

/// What a test is run with, at one of its dates.
struct Seen<'a> {
    src: &'a Sources,
    rules: &'a Rulebook,
    claims: &'a Claims,
    judgement: &'a Judgement,
    view: View,
}

/// Runs the tests of a rulebook whose name holds `filter`, in the order of the rules; `of_rules` is
/// what was said of the rulebook.
pub fn run<'a>(
    src: &Sources,
    rules: &'a Rulebook,
    of_rules: &[Diagnostic],
    filter: &str,
) -> Vec<Ran<'a>> {
    let words = Lexicon::new(rules);
    // Capitals say nothing: who types a filter does not look them up.
    let filter = filter.to_lowercase();
    let named = |t: &&'a TestCase| t.name.node.to_lowercase().contains(&filter);
    let wanted = rules.tests.iter().filter(named);
    wanted
        .map(|t| one(src, rules, &words, of_rules, t))
        .collect()
}

fn one<'a>(
    src: &Sources,
    rules: &'a Rulebook,
    words: &Lexicon,
    of_rules: &[Diagnostic],
    test: &'a TestCase,
) -> Ran<'a> {
    let mut out = Ran {
        test,
        diagnostics: Vec::new(),
        expected: test.expectations.len(),
        judged: BTreeMap::new(),
    };
    if !test.is_sound {
        let d = Diagnostic::new(
            Code::TestNotRun,
            format!("the test `{}` is not run: it has an error", test.name.node),
        );
        out.diagnostics
            .push(d.at(test.name.span, "counts as failed"));
        return out;
    }
    let claims = facts::claims(src, rules, words, test).split(&mut out.diagnostics);
    let mut codes: Vec<Code> = of_rules.iter().map(|d| d.code).collect();
    for day in test.expectations.iter().filter_map(|e| e.as_of) {
        if out.judged.contains_key(&day) {
            continue;
        }
        let view = View::as_of(day);
        let judgement = judge::judge(rules, &claims, view);
        out.diagnostics
            .extend(judge::verify(rules, &claims, view, &judgement));
        out.judged.insert(day, judgement);
    }
    codes.extend(out.diagnostics.iter().map(|d| d.code));
    for (day, judgement) in &out.judged {
        let view = View::as_of(*day);
        let found = judge::findings(rules, &claims, view, judgement);
        codes.extend(found.iter().map(|d| d.code));
        let seen = Seen {
            src,
            rules,
            claims: &claims,
            judgement,
            view,
        };
        let own = test.expectations.iter().filter(|e| e.as_of == Some(*day));
        out.diagnostics
            .extend(own.filter_map(|e| expect::status(&seen, e, &found)));
    }
    let open = test.expectations.iter().filter(|e| e.as_of.is_none());
    out.diagnostics
        .extend(open.filter_map(|e| expect::anywhere(src, rules, &claims, e, &codes)));
    out.diagnostics
        .sort_by_key(|d| d.labels.first().map(|l| (l.span.file, l.span.start)));
    out
}
