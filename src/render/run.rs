//! A finished run: all that the output formats may read.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Claims, Judgement, Reading, Rulebook, Status, View};
use crate::source::{FileId, Sources, Span};
use crate::time::Day;
use sha2::{Digest, Sha256};

/// What a run was given and what came out.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Every text.
    pub src: &'a Sources,
    /// The rulebook.
    pub rules: &'a Rulebook,
    /// All claims of all reports.
    pub claims: &'a Claims,
    /// The statuses.
    pub judgement: &'a Judgement,
    /// What was wrong with the input, then the findings.
    pub diagnostics: &'a [Diagnostic],
    /// As of when, and with which knowledge.
    pub view: View,
    /// The reports that were asked for, those left out included.
    pub reports: &'a [FileId],
    /// What an earlier run said, where one is compared with.
    pub earlier: Option<&'a super::Earlier>,
    /// The schemes to score under.
    pub scorecards: &'a [super::Scorecard],
    /// Judgements as of other days, in their order, to show beside this one.
    pub trend: &'a [(Day, Judgement)],
}

impl Run<'_> {
    /// What was wrong with the input: every format tells it, since the statuses rest on what could be read.
    pub fn input_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|d| d.is_input_error())
    }

    /// `2021-03-01`, or `latest`.
    pub fn known_at(&self) -> String {
        if self.view.known_at == Day::MAX {
            "latest".into()
        } else {
            self.view.known_at.to_string()
        }
    }

    /// How many commitments have each status, in order of gravity; all seventeen.
    pub fn counts(&self) -> Vec<(Status, usize)> {
        crate::model::STATUSES
            .iter()
            .map(|s| {
                let of = |c: &&crate::model::CommitmentJudgement| c.status == s.status;
                (
                    s.status,
                    self.judgement.commitments.iter().filter(of).count(),
                )
            })
            .collect()
    }

    /// What was read of all reports together.
    pub fn reading(&self) -> Reading {
        self.claims
            .reports
            .iter()
            .fold(Reading::default(), |a, r| Reading {
                segments: a.segments + r.reading.segments,
                named: a.named + r.reading.named,
                claims: a.claims + r.reading.claims,
                unread: a.unread + r.reading.unread,
            })
    }

    /// Whether the run cannot be trusted: an error in the input.
    pub fn has_input_error(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_input_error)
    }

    /// How many diagnostics have a severity.
    pub fn count_of(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    }
}

/// A digest of the reports' bytes, `sha256:…`, whatever their names and order.
pub fn reports_digest(src: &Sources, reports: &[FileId]) -> String {
    let mut each: Vec<[u8; 32]> = reports
        .iter()
        .map(|f| Sha256::digest(src.text(*f).as_bytes()).into())
        .collect();
    each.sort_unstable();
    let mut all = Sha256::new();
    for one in each {
        all.update(one);
    }
    let mut text = String::from("sha256:");
    for byte in all.finalize() {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    text
}

/// A span as outputs tell it: the file's name, bytes of the file as it is on disk, line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file's name, as shown.
    pub file: &'a str,
    /// First byte, in the file.
    pub start: u64,
    /// One past the last byte, in the file.
    pub end: u64,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
    /// Line just past the last byte.
    pub end_line: usize,
    /// Column just past the last byte.
    pub end_column: usize,
    /// The words.
    pub text: &'a str,
}

/// Where a span stands.
pub fn place(src: &Sources, span: Span) -> Place<'_> {
    let base = src.get(span.file).map_or(0, |s| s.base_offset);
    let (start, end) = (src.start(span), src.end(span));
    Place {
        file: src.name(span.file),
        start: base + u64::from(span.start),
        end: base + u64::from(span.end),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: src.slice(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Role, Source};

    #[test]
    fn the_digest_of_reports_knows_neither_names_nor_order() {
        let digest = |files: &[(&str, &str)]| {
            let mut src = Sources::new();
            let ids: Vec<FileId> = files
                .iter()
                .map(|(n, t)| src.add(Source::new(*n, *t, Role::Report)))
                .collect();
            reports_digest(&src, &ids)
        };
        let one = digest(&[("a.md", "x"), ("b.md", "y")]);
        assert_eq!(one, digest(&[("c.md", "y"), ("a.md", "x")]));
        assert_ne!(one, digest(&[("a.md", "x"), ("b.md", "z")]));
        assert_eq!(one.len(), "sha256:".len() + 64);
    }
}
