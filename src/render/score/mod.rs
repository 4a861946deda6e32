//! What a judgement comes to under a scorecard: each commitment's word, one line for all, and how many
//! were not scored. A judgement itself has no score.

mod card;

pub use card::{Cell, SHIPPED, Scorecard, Summary, parse};

use super::{Run, clean_line};
use crate::model::{Bearers, Commitment, CommitmentJudgement, EntityId, Flag, Status, Who};
use std::collections::BTreeMap;

/// A judgement under a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The card's name.
    pub card: String,
    /// Its title.
    pub title: String,
    /// What it stands for.
    pub about: String,
    /// A cell a commitment, in the judgement's order.
    pub cells: Vec<Cell>,
    /// The score in words.
    pub line: String,
    /// How many commitments it rests on.
    pub coverage: String,
    /// The same line for each bearer, where there are several and the card averages.
    pub by_bearer: Vec<(String, String)>,
    /// Every status with its words under this card.
    pub mapping: Vec<(Status, String)>,
}

/// The word of the scheme for a commitment.
pub fn cell<'a>(
    card: &'a Scorecard,
    run: &Run<'_>,
    of: &Commitment,
    c: &CommitmentJudgement,
) -> Option<&'a Cell> {
    let row = card.rows.get(&c.status)?;
    let is_stalled = c.flags.contains(&Flag::Stalled);
    let has_share = c.flags.iter().any(|f| match f {
        Flag::PartialShare(done, _) => *done > 0,
        Flag::AmountShare(done, _) => *done > 0,
        _ => false,
    });
    let last = of.norms.iter().map(|n| n.window.to).max();
    let is_closed = of.closes.or(last).is_some_and(|d| d < run.view.as_of);
    let cases = [
        (is_stalled, &row.stalled),
        (has_share, &row.share),
        (is_closed, &row.closed),
    ];
    let special = cases
        .into_iter()
        .find_map(|(is, cell)| cell.as_ref().filter(|_| is));
    Some(special.unwrap_or(&row.plain))
}

/// The score of a run.
pub fn score(run: &Run<'_>, card: &Scorecard) -> Score {
    let mut all: Vec<(&Commitment, &CommitmentJudgement, Cell)> = Vec::new();
    for c in &run.judgement.commitments {
        let Some(of) = run.rules.commitments.get(c.commitment) else {
            continue;
        };
        if let Some(cell) = cell(card, run, of, c) {
            all.push((of, c, cell.clone()));
        }
    }
    let scored = all
        .iter()
        .filter(|(_, c, cell)| is_scored(card, c.status, cell));
    let scored = scored.count();
    let mut by_bearer = Vec::new();
    if card.summary == Summary::Mean {
        let mut each: BTreeMap<EntityId, Vec<(Status, &Cell)>> = BTreeMap::new();
        for (of, c, cell) in &all {
            for bearer in bearers(of) {
                each.entry(bearer).or_default().push((c.status, cell));
            }
        }
        if each.len() > 1 {
            for (bearer, cells) in each {
                let name = run.rules.entity(bearer).map_or("", |e| e.label.as_str());
                by_bearer.push((clean_line(name), line(card, &cells)));
            }
        }
    }
    let cells: Vec<(Status, &Cell)> = all.iter().map(|(_, c, cell)| (c.status, cell)).collect();
    Score {
        card: clean_line(&card.name),
        title: clean_line(&card.title),
        about: clean_line(&card.about),
        line: line(card, &cells),
        coverage: format!(
            "{scored} of {} commitments scored, {} left out",
            all.len(),
            all.len() - scored
        ),
        by_bearer,
        mapping: card
            .rows
            .iter()
            .map(|(status, row)| {
                let mut text = row.plain.text();
                let special = [
                    ("stalled", &row.stalled),
                    ("with a share done", &row.share),
                    ("once closed", &row.closed),
                ];
                for (when, cell) in special {
                    if let Some(cell) = cell.as_ref().filter(|c| **c != row.plain) {
                        text.push_str(&format!("; {when}: {}", cell.text()));
                    }
                }
                (*status, clean_line(&text))
            })
            .collect(),
        cells: all
            .into_iter()
            .map(|(_, _, c)| Cell {
                label: c.label.as_deref().map(clean_line),
                value: c.value,
                note: c.note.as_deref().map(clean_line),
            })
            .collect(),
    }
}

/// Whether a commitment is part of the score: where a card only names, whether it was assessed and due.
fn is_scored(card: &Scorecard, status: Status, cell: &Cell) -> bool {
    let is_open = matches!(
        status,
        Status::Contested
            | Status::Unreported
            | Status::Pending
            | Status::Suspended
            | Status::Excused
            | Status::NotApplicable
            | Status::NotAssessable
    );
    match card.summary {
        Summary::Labels => cell.label.is_some() && !is_open,
        _ => cell.value.is_some(),
    }
}

/// Whoever bears a commitment, each once.
fn bearers(of: &Commitment) -> Vec<EntityId> {
    let mut out: Vec<EntityId> = of
        .norms
        .iter()
        .flat_map(|n| match &n.bearers {
            Bearers::Joint(list) => list.clone(),
            Bearers::Of(selection) => selection
                .members
                .iter()
                .filter_map(|w| match w {
                    Who::Entity(e) => Some(*e),
                    Who::Role(..) => None,
                })
                .collect(),
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The score of some commitments in words.
fn line(card: &Scorecard, cells: &[(Status, &Cell)]) -> String {
    let values: Vec<i64> = cells.iter().filter_map(|(_, c)| c.value).collect();
    let n = values.len() as i64;
    let sum: i64 = values.iter().sum();
    match &card.summary {
        _ if values.is_empty() && card.summary != Summary::Labels => "nothing to score".into(),
        Summary::Mean => {
            // (mean + 1) / 2 in tenths of a percent.
            let percent = divide((sum + 1000 * n) * 500, 1000 * n);
            format!(
                "mean {}, {} % over {n}",
                signed(divide(sum, n)),
                decimal(percent, 1)
            )
        }
        Summary::Count(label) => {
            let with =
                |c: &&(Status, &Cell)| c.1.value.is_some() && c.1.label.as_ref() == Some(label);
            let met = cells.iter().filter(with).count();
            format!("{met} of {n} {}", clean_line(label))
        }
        Summary::Grade(share) => {
            let breached = cells
                .iter()
                .any(|(s, _)| matches!(s, Status::Breached | Status::Reversed));
            let mean = divide(sum, n);
            let grade = if values.iter().all(|v| *v >= 1000) {
                "C"
            } else if mean >= *share && !breached {
                "LC"
            } else if sum > 0 {
                "PC"
            } else {
                "NC"
            };
            let percent = decimal(mean, 1);
            format!(
                "{grade}: {percent} % met over {n}, LC from {} %",
                decimal(*share, 1)
            )
        }
        Summary::Labels => {
            let mut counts: Vec<(&str, usize)> = Vec::new();
            for (_, cell) in cells {
                let Some(label) = cell.label.as_deref() else {
                    continue;
                };
                match counts.iter_mut().find(|(l, _)| *l == label) {
                    Some((_, n)) => *n += 1,
                    None => counts.push((label, 1)),
                }
            }
            counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            let each = counts.iter().map(|(l, n)| format!("{n} {}", clean_line(l)));
            each.collect::<Vec<_>>().join(" · ")
        }
    }
}

/// Rounded to the nearest, halves away from zero.
fn divide(a: i64, b: i64) -> i64 {
    let half = b / 2;
    if a < 0 {
        (a - half) / b
    } else {
        (a + half) / b
    }
}

/// Thousandths as `+0.25`.
fn signed(thousandths: i64) -> String {
    let hundredths = divide(thousandths, 10);
    let sign = match hundredths {
        0 => "",
        n if n < 0 => "−",
        _ => "+",
    };
    let n = hundredths.abs();
    format!("{sign}{}.{:02}", n / 100, n % 100)
}

/// A number with so many decimals, given in its last place.
fn decimal(n: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals);
    format!(
        "{}.{:0width$}",
        n / unit,
        n % unit,
        width = decimals as usize
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Role, Source, Sources};

    fn card(text: &str) -> crate::diag::Outcome<Option<Scorecard>> {
        let mut src = Sources::new();
        let file = src.add(Source::new("card.yaml", text, Role::Rules));
        parse(&src, file)
    }

    #[test]
    fn every_shipped_card_is_whole_and_named_as_its_file() {
        for (name, text) in SHIPPED {
            let read = card(text);
            assert!(
                read.diagnostics.is_empty(),
                "{name}: {:?}",
                read.diagnostics
            );
            assert_eq!(read.value.unwrap().name, *name);
        }
        let mut files: Vec<String> =
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/scorecards"))
                .unwrap()
                .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
        files.sort();
        let names: Vec<String> = SHIPPED.iter().map(|(n, _)| format!("{n}.yaml")).collect();
        assert_eq!(names, files);
    }

    #[test]
    fn a_card_with_a_fault_gives_no_score() {
        let good = SHIPPED.iter().find(|(n, _)| *n == "g20").unwrap().1;
        for (bad, message) in [
            (
                good.replace("  contested: { label: ~ }\n", ""),
                "says nothing of `contested`",
            ),
            (
                good.replace("  contested:", "  contestd:"),
                "no status `contestd`",
            ),
            (
                good.replace("value: -1", "value: much"),
                "`value` is a number",
            ),
            (
                good.replace("summary: mean", "summary: median"),
                "not `median`",
            ),
            (good.replace("title:", "titel:"), "no key `titel`"),
            (good.replace("stalled:", "staled:"), "no key `staled`"),
        ] {
            let read = card(&bad);
            assert!(read.value.is_none(), "{message}");
            assert!(
                read.diagnostics.iter().any(|d| d.message.contains(message)),
                "{message}: {:?}",
                read.diagnostics
            );
        }
    }

    #[test]
    fn numbers_are_rounded_as_people_do() {
        assert_eq!(signed(divide(1000, 3)), "+0.33");
        assert_eq!(signed(divide(-1000, 3)), "−0.33");
        assert_eq!(signed(0), "0.00");
        assert_eq!(decimal(667, 1), "66.7");
    }
}
