//! The table of commitments and their statuses, for terminals.

use crate::model::{CommitmentJudgement, Flag, InstanceJudgement, Status};
use crate::render::claims::shorten;
use crate::render::{Look, Run, clean_line};
use crate::time::Day;
use std::io::{self, Write};

/// Instances shown for one commitment; all of them stand in the other formats.
const INSTANCES: usize = 24;

/// A commitment a row, then its instances where it has several.
pub fn write(run: &Run<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Row> = run
        .judgement
        .commitments
        .iter()
        .flat_map(|c| rows(run, c))
        .collect();
    let wide = |f: fn(&Row) -> &str, most: usize| {
        rows.iter()
            .map(|r| f(r).chars().count())
            .max()
            .unwrap_or(0)
            .min(most)
    };
    let (id, status) = (wide(|r| &r.id, 40), wide(|r| &r.status, 16));
    for row in &rows {
        let used = 5 + id + 2 + status + 2;
        let rest = look.width.saturating_sub(used).max(20);
        let line = format!(
            "  {}  {}  {}  {}",
            paint(look, row.of, &pad(row.of.info().letter, 1)),
            pad(&shorten(&row.id, id), id),
            paint(look, row.of, &pad(&row.status, status)),
            shorten(&row.text, rest.saturating_sub(1)),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

struct Row {
    id: String,
    status: String,
    of: Status,
    text: String,
}

fn rows(run: &Run<'_>, c: &CommitmentJudgement) -> Vec<Row> {
    let Some(of) = run.rules.commitments.get(c.commitment) else {
        return Vec::new();
    };
    let single = match c.instances.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let mut rows = vec![Row {
        id: clean_line(&of.id),
        status: c.status.word().into(),
        of: c.status,
        text: join([
            clean_line(&of.title),
            flags(&c.flags),
            single.map_or(String::new(), due),
        ]),
    }];
    if single.is_some() {
        return rows;
    }
    for i in c.instances.iter().take(INSTANCES) {
        rows.push(Row {
            id: format!("  {}", clean_line(&i.id)),
            status: i.status.word().into(),
            of: i.status,
            text: join([flags(&i.flags), due(i), String::new()]),
        });
    }
    if let Some(more) = c.instances.len().checked_sub(INSTANCES).filter(|n| *n > 0) {
        rows.push(Row {
            id: "  …".into(),
            status: String::new(),
            of: Status::NotAssessable,
            text: format!("{more} more instances, in the other formats"),
        });
    }
    rows
}

/// `due 2021-09-10`, `from 2020-09-10`, and when it changes by itself.
fn due(i: &InstanceJudgement) -> String {
    let window = match (i.window.lo, i.window.hi) {
        (_, hi) if hi != Day::MAX => format!("until {hi}"),
        (lo, _) if lo != Day::MIN => format!("from {lo}"),
        _ => String::new(),
    };
    let change = i
        .next_change_at
        .map_or(String::new(), |d| format!("changes {d}"));
    join([window, change, String::new()])
}

fn flags(flags: &[Flag]) -> String {
    flags.iter().map(Flag::text).collect::<Vec<_>>().join(", ")
}

fn join(parts: [String; 3]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join(" · ")
}

fn pad(text: &str, width: usize) -> String {
    let n = text.chars().count();
    format!("{text}{}", " ".repeat(width.saturating_sub(n)))
}

/// A status in its colour; the word is always there too.
pub fn paint(look: Look, status: Status, text: &str) -> String {
    if !look.color {
        return text.to_string();
    }
    let code = match status {
        Status::Fulfilled | Status::FulfilledLate | Status::Repaired | Status::Holding => "32",
        Status::Overdue | Status::NotDone | Status::Reversed | Status::Breached => "31;1",
        Status::Contested => "35",
        Status::Unreported | Status::Partial | Status::InProgress => "33",
        _ => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
