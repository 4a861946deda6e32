//! Servanda: agreements must be kept. A rule-based compliance checker.
//!
//! One way downhill: load → parse → lower → read → extract → judge → render. Every stage gives an
//! [`Outcome`]; bad input is a diagnostic in it. Nothing here knows a file, a clock or a terminal:
//! the command line (`src/cli`) loads, and [`check`] does all of the rest.

pub mod diag;
pub mod extract;
pub mod judge;
pub mod lexicon;
pub mod lower;
pub mod model;
pub mod read;
pub mod render;
pub mod source;
pub mod syntax;
pub mod testing;
pub mod time;
pub mod yaml;

use diag::{Code, Diagnostic, Outcome, Severity};
use lexicon::Lexicon;
use model::{Body, Claims, Judgement, Rulebook, View};
use rayon::prelude::*;
use source::{FileId, Sources, Span};
use syntax::ast;

/// What a run judges: parsed rule files, with all that they use, and reports.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The rule files.
    pub rules: &'a [ast::File],
    /// The reports.
    pub reports: &'a [FileId],
    /// As of when, and with which knowledge.
    pub view: View,
}

/// What came out of a run.
#[derive(Debug)]
pub struct Checked {
    /// The rulebook.
    pub rules: Rulebook,
    /// All claims of all reports.
    pub claims: Claims,
    /// The statuses.
    pub judgement: Judgement,
    /// What was wrong with the input, then the findings.
    pub diagnostics: Vec<Diagnostic>,
    /// As of when, and with which knowledge.
    pub view: View,
}

/// The whole pipeline after loading and parsing. The same input gives the same value, whatever the
/// order of files and threads.
pub fn check(src: &Sources, input: &Input<'_>) -> Checked {
    let mut said = Vec::new();
    let rules = lower::lower(src, input.rules).split(&mut said);
    let words = Lexicon::new(&rules);
    let claims = claims(&words, &rules, src, input.reports, Undated::LeftOut).split(&mut said);
    let judgement = judge::judge(&rules, &claims, input.view);
    said.extend(judge::verify(&rules, &claims, input.view, &judgement));
    said.extend(judge::findings(&rules, &claims, input.view, &judgement));
    Checked {
        rules,
        claims,
        judgement,
        diagnostics: said,
        view: input.view,
    }
}

/// The rulebook, and the claims of every report, undated ones included: nothing is judged.
pub fn extract_all(
    src: &Sources,
    files: &[ast::File],
    reports: &[FileId],
) -> (Rulebook, Outcome<Claims>) {
    let mut said = Vec::new();
    let rules = lower::lower(src, files).split(&mut said);
    let words = Lexicon::new(&rules);
    let claims = claims(&words, &rules, src, reports, Undated::Read).split(&mut said);
    (rules, Outcome::with(claims, said))
}

/// How every sentence of the reports was read that names an act of the rulebook, in the order of the reports.
pub fn explain_all(src: &Sources, files: &[ast::File], reports: &[FileId]) -> Vec<extract::Trace> {
    let rules = lower::lower(src, files).value;
    let words = Lexicon::new(&rules);
    reports
        .iter()
        .flat_map(|file| extract::explain(&words, &rules, &read::read(src, *file).value))
        .collect()
}

/// What to do with prose that does not say when it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undated {
    /// Leave it out, with an error.
    LeftOut,
    /// Read it; relative dates stay open.
    Read,
}

/// Reads and extracts every report, in parallel, and merges in the order given.
fn claims(
    words: &Lexicon,
    rules: &Rulebook,
    src: &Sources,
    reports: &[FileId],
    undated: Undated,
) -> Outcome<Claims> {
    let each: Vec<Outcome<Option<Claims>>> = reports
        .par_iter()
        .map(|file| {
            let mut said = Vec::new();
            let report = read::read(src, *file).split(&mut said);
            let is_undated =
                report.meta.published.is_none() && matches!(report.body, Body::Prose(_));
            if is_undated && undated == Undated::LeftOut {
                said.push(left_out(src, *file));
                return Outcome::with(None, said);
            }
            let mut claims = extract::extract(words, rules, src, report).split(&mut said);
            said.extend(void_covers(&mut claims, &said));
            Outcome::with(Some(claims), said)
        })
        .collect();
    let mut said = Vec::new();
    let parts = each.into_iter().filter_map(|o| o.split(&mut said));
    let merged = extract::merge(parts.collect());
    Outcome::with(merged, said)
}

/// Takes a report's `covers` away where a part of it was not read: what it did not say may stand in that
/// part, so its silence shows nothing.
fn void_covers(claims: &mut Claims, said: &[Diagnostic]) -> Option<Diagnostic> {
    let is_loss = |d: &&Diagnostic| {
        d.severity != Severity::Note
            || matches!(d.code, Code::Unread | Code::NotProse | Code::NearName)
    };
    let loss = said.iter().find(is_loss)?;
    let mut voided = claims
        .reports
        .iter_mut()
        .map(|r| std::mem::take(&mut r.covers));
    let span = voided.find_map(|c| c.first().map(|c| c.span));
    voided.for_each(drop);
    let d = Diagnostic::new(
        Code::CoversVoid,
        "a part of this report was not read, so that its silence shows nothing",
    )
    .at(span?, "does not count as covered");
    Some(match loss.labels.first() {
        Some(l) => d.at(l.span, "not read"),
        None => d,
    })
}

fn left_out(src: &Sources, file: FileId) -> Diagnostic {
    Diagnostic::new(
        Code::UndatedReport,
        format!(
            "`{}` does not say when it was published, and is left out",
            src.name(file)
        ),
    )
    .at(
        Span::new(file, 0, 0),
        "no date in front matter, dateline or file name",
    )
    .help("write `date: 2021-03-01` into its front matter, or give --date")
}

impl Checked {
    /// The run as the output formats read it.
    pub fn run<'a>(&'a self, src: &'a Sources, reports: &'a [FileId]) -> render::Run<'a> {
        render::Run {
            src,
            rules: &self.rules,
            claims: &self.claims,
            judgement: &self.judgement,
            diagnostics: &self.diagnostics,
            view: self.view,
            reports,
            earlier: None,
            scorecards: &[],
            trend: &[],
        }
    }
}
