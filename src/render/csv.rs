//! CSV for spreadsheets: the matrix (a row an instance) and the ledger (a row a claim that was weighed).
//! No cell is ever taken for a formula, and every row is one line.

use super::changes::{Change, changes, moved_by};
use super::json::{source_name, witness};
use super::score::score;
use super::{Look, Renderer, Run, clean_line, place};
use crate::diag::Diagnostic;
use crate::model::{Claim, Flag, Status, Tier};
use crate::time::Day;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The matrix.
pub struct Matrix;

/// The ledger.
pub struct Ledger;

/// Bytes of a cell at most; spreadsheets stop at 32,767 characters.
const CELL: usize = 30_000;

impl Renderer for Matrix {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "for spreadsheets: a row an instance"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let scores: Vec<_> = run.scorecards.iter().map(|c| score(run, c)).collect();
        let mut head: Vec<String> = [
            "agreement",
            "commitment",
            "title",
            "at",
            "modality",
            "commitment_status",
            "instance",
            "status",
            "letter",
            "flags",
            "from",
            "until",
            "next_change",
            "exit",
            "reason",
            "evidence",
            "near_misses",
        ]
        .map(String::from)
        .to_vec();
        head.extend(scores.iter().map(|s| format!("scorecard_{}", s.card)));
        let moved = changes(run);
        let was: BTreeMap<&str, &Change> = moved.iter().map(|c| (c.id.as_str(), c)).collect();
        if run.earlier.is_some() {
            head.extend(["was", "moved_by"].map(String::from));
        }
        let width = head.len();
        let then = |id: &str| match (run.earlier, was.get(id)) {
            (None, _) => vec![],
            (Some(e), None) => vec![
                e.statuses
                    .get(id)
                    .map_or(String::new(), |s| s.word().into()),
                String::new(),
            ],
            (Some(_), Some(c)) => vec![
                c.was.map_or(String::new(), |s| s.word().into()),
                moved_by(run, c),
            ],
        };
        let mut rows = Rows::new(out);
        rows.row(head)?;
        // A reader of the statuses alone must see that they rest on what could be read.
        for d in run.input_errors() {
            let mut row = vec![String::new(); width];
            fill(&mut row, [(1, INPUT), (7, "error"), (13, "2")]);
            fill(&mut row, [(14, &fault(run, d))]);
            rows.row(row)?;
        }
        for (n, c) in run.judgement.commitments.iter().enumerate() {
            let Some(of) = run.rules.commitments.get(c.commitment) else {
                continue;
            };
            let agreement = of
                .agreement
                .and_then(|a| run.rules.agreements.get(a.index()));
            let first = vec![
                agreement.map_or(String::new(), |a| a.id.clone()),
                of.id.clone(),
                of.title.clone(),
                of.at.clone().unwrap_or_default(),
                of.modality.word().into(),
                c.status.word().into(),
            ];
            let last: Vec<String> = scores
                .iter()
                .map(|s| {
                    s.cells
                        .get(n)
                        .map_or(String::new(), super::score::Cell::text)
                })
                .collect();
            if c.instances.is_empty() {
                let mut row = first.clone();
                row.extend([
                    of.id.clone(),
                    c.status.word().into(),
                    c.status.info().letter.into(),
                ]);
                row.extend([flags(&c.flags), String::new(), String::new(), String::new()]);
                row.extend([c.exit.to_string(), c.reason.clone(), "0".into(), "0".into()]);
                row.extend(last.clone());
                row.extend(then(&of.id));
                rows.row(row)?;
            }
            for i in &c.instances {
                let (_, groups) = witness(&i.witness);
                let evidence: usize = groups.iter().map(|(_, l)| l.len()).sum();
                let mut row = first.clone();
                row.extend([
                    i.id.clone(),
                    i.status.word().into(),
                    i.status.info().letter.into(),
                ]);
                row.extend([flags(&i.flags), day(i.window.lo), day(i.window.hi)]);
                row.push(i.next_change_at.map_or(String::new(), day));
                row.extend([i.exit.to_string(), i.reason.clone(), evidence.to_string()]);
                row.push(i.near_miss_count.to_string());
                row.extend(last.clone());
                row.extend(then(&i.id));
                rows.row(row)?;
            }
        }
        for c in moved.iter().filter(|c| c.now.is_none()) {
            let mut row = vec![String::new(); width];
            let was = c.was.map_or("", Status::word);
            fill(
                &mut row,
                [(6, c.id.as_str()), (7, "gone"), (width - 2, was)],
            );
            fill(&mut row, [(width - 1, &moved_by(run, c))]);
            rows.row(row)?;
        }
        rows.finish()
    }
}

impl Renderer for Ledger {
    fn name(&self) -> &'static str {
        "csv-ledger"
    }

    fn about(&self) -> &'static str {
        "for spreadsheets: a row a claim that counts or nearly counts"
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = Rows::new(out);
        rows.row(
            [
                "commitment",
                "instance",
                "status",
                "role",
                "why_not",
                "source",
                "tier",
                "self_report",
                "published",
                "event_from",
                "event_until",
                "report",
                "line",
                "column",
                "words",
            ]
            .map(String::from)
            .to_vec(),
        )?;
        for d in run.input_errors() {
            let mut row = vec![String::new(); 15];
            fill(&mut row, [(0, INPUT), (2, "error"), (3, "input-error")]);
            fill(&mut row, [(4, &fault(run, d))]);
            rows.row(row)?;
        }
        for c in &run.judgement.commitments {
            let Some(of) = run.rules.commitments.get(c.commitment) else {
                continue;
            };
            for i in &c.instances {
                let head = || vec![of.id.clone(), i.id.clone(), i.status.word().to_string()];
                let (_, groups) = witness(&i.witness);
                for (role, list) in groups {
                    for e in list {
                        let mut row = head();
                        row.extend([role.to_string(), String::new()]);
                        claim(run, e.claim, Some(e.tier), e.self_report, &mut row);
                        rows.row(row)?;
                    }
                }
                for m in &i.near_misses {
                    let mut row = head();
                    row.extend(["near-miss".to_string(), m.missing.join("; ")]);
                    claim(run, m.claim, None, false, &mut row);
                    rows.row(row)?;
                }
            }
        }
        rows.finish()
    }
}

/// What stands in the place of a commitment in the row of an error of the input.
const INPUT: &str = "(input)";

fn fill<const N: usize>(row: &mut [String], cells: [(usize, &str); N]) {
    for (i, text) in cells {
        if let Some(cell) = row.get_mut(i) {
            text.clone_into(cell);
        }
    }
}

/// An error of the input in one cell: its code, what is wrong, and where.
fn fault(run: &Run<'_>, d: &Diagnostic) -> String {
    let at = d.labels.first().map_or(String::new(), |l| {
        let at = place(run.src, l.span);
        format!(" ({}:{})", at.file, at.line)
    });
    format!("{}: {}{at}", d.code.as_str(), d.message)
}

/// The cells of a claim.
fn claim(run: &Run<'_>, index: usize, tier: Option<Tier>, own: bool, row: &mut Vec<String>) {
    let Some(claim): Option<&Claim> = run.claims.claims.get(index) else {
        return;
    };
    let at = place(run.src, claim.span);
    row.push(source_name(run, claim).to_string());
    row.push(tier.unwrap_or(claim.tier).word().to_string());
    row.push(if own { "yes" } else { "no" }.to_string());
    row.extend([
        day(claim.recorded),
        day(claim.valid.lo),
        day(claim.valid.hi),
    ]);
    row.extend([
        at.file.to_string(),
        at.line.to_string(),
        at.column.to_string(),
    ]);
    let end = (0..=at.text.len().min(CELL))
        .rev()
        .find(|i| at.text.is_char_boundary(*i))
        .unwrap_or(0);
    row.push(at.text.get(..end).unwrap_or("").to_string());
}

fn day(day: Day) -> String {
    if day.is_finite() {
        day.to_string()
    } else {
        String::new()
    }
}

fn flags(flags: &[Flag]) -> String {
    let flags: Vec<String> = flags.iter().map(Flag::text).collect();
    flags.join("; ")
}

/// Rows of cells that are safe to open.
struct Rows<'a> {
    out: csv::Writer<&'a mut dyn Write>,
}

impl<'a> Rows<'a> {
    fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out: csv::WriterBuilder::new()
                .quote_style(csv::QuoteStyle::NonNumeric)
                .from_writer(out),
        }
    }

    fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        let cells = cells.iter().map(|c| safe(c));
        self.out.write_record(cells).map_err(unwrap_io)
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The error as what it was: a closed pipe stays a closed pipe.
fn unwrap_io(e: csv::Error) -> io::Error {
    match e.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before
/// it (OWASP, CSV injection).
pub fn safe(text: &str) -> String {
    let text = clean_line(text);
    let is_formula = text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '|', '%', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]);
    let is_number = text.parse::<i64>().is_ok() && !text.starts_with('+');
    if is_formula && !is_number {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_cell_is_a_formula() {
        for (text, want) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (" \t=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-1+2", "'-1+2"),
            ("-12", "-12"),
            ("＝1", "'＝1"),
            ("plain, \"text\"\nmore", "plain, \"text\" more"),
        ] {
            assert_eq!(super::safe(text), want);
        }
    }
}
