//! For people at a terminal: notes in brief, each error and warning with the words of rule and report
//! in one picture, then, where the eye rests, the table of statuses and a summary that always counts
//! what is unreported and contested.
//!
//! The only folder that names miette.

mod diagnostic;
mod excerpt;
mod notes;
mod table;

use super::changes::{changes, line};
use super::{Look, Renderer, Run};
use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::source::Sources;
use std::io::{self, Write};

/// The renderer.
pub struct Human;

impl Renderer for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn about(&self) -> &'static str {
        "for people: findings with the words of rule and report, a table, a summary"
    }

    fn is_report(&self) -> bool {
        false
    }

    fn render(&self, run: &Run<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        diagnostics(run.src, run.diagnostics, look, &mut out)?;
        table::write(run, look, &mut out)?;
        since(run, &mut out)?;
        summary(run, look, &mut out)?;
        out.flush()
    }
}

/// What changed since an earlier run, where one is given.
fn since(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(earlier) = run.earlier else {
        return Ok(());
    };
    let changes = changes(run);
    let then = match earlier.as_of.as_str() {
        "" => String::new(),
        day => format!(", as of {}", super::clean_line(day)),
    };
    writeln!(out)?;
    match changes.len() {
        0 => writeln!(out, "  no status changed since the earlier run{then}")?,
        n => writeln!(
            out,
            "  {n} status{} changed since the earlier run{then}:",
            if n == 1 { "" } else { "es" }
        )?,
    }
    for c in &changes {
        writeln!(out, "    {}", line(run, c))?;
    }
    Ok(())
}

/// Draws diagnostics, a blank line after each; notes first and in brief, unless all is asked for.
pub fn diagnostics(
    src: &Sources,
    list: &[Diagnostic],
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let in_full = |d: &&Diagnostic| look.full || d.severity > Severity::Note;
    let (drawn, brief): (Vec<_>, Vec<_>) = list.iter().partition(in_full);
    notes::write(src, &brief, look, out)?;
    for d in drawn {
        out.write_all(diagnostic::draw(src, d, look).as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What a run comes to, in three or four lines.
pub fn summary(run: &Run<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let n = run.judgement.commitments.len();
    let known = if run.view.known_at == run.view.as_of {
        String::new()
    } else {
        format!(", known at {}", run.known_at())
    };
    let counts: Vec<String> = run
        .counts()
        .into_iter()
        .rev()
        .filter(|(s, n)| *n > 0 || matches!(s, Status::Unreported | Status::Contested))
        .map(|(s, n)| {
            // A commitment's status may hide that one of its instances is open.
            let within = match s {
                Status::Unreported | Status::Contested => inside(run, s),
                _ => 0,
            };
            let more = match within {
                0 => String::new(),
                n => format!(" (and {n} instance{} of others)", plural(n as u64)),
            };
            table::paint(look, s, &format!("{n} {}{more}", s.word()))
        })
        .collect();
    writeln!(out)?;
    writeln!(
        out,
        "  {n} commitment{} as of {}{known}",
        plural(n as u64),
        run.view.as_of
    )?;
    writeln!(out, "  {}", counts.join(" · "))?;
    let r = run.reading();
    let reports = run.claims.reports.len() as u64;
    writeln!(
        out,
        "  read {} report{}: {} segment{}, {} with a name or act of the rules, {} claim{}, {} unread",
        reports,
        plural(reports),
        r.segments,
        plural(r.segments),
        r.named,
        r.claims,
        plural(r.claims),
        r.unread
    )?;
    let errors = run
        .diagnostics
        .iter()
        .filter(|d| d.is_input_error())
        .count();
    if errors > 0 {
        writeln!(
            out,
            "  the input has {errors} error{}: the statuses above rest on what could be read",
            plural(errors as u64)
        )?;
    }
    let warnings = run.count_of(Severity::Warning);
    if warnings > 0 {
        writeln!(out, "  {warnings} warning{}", plural(warnings as u64))?;
    }
    Ok(())
}

/// How many instances have a status that their commitment does not have.
fn inside(run: &Run<'_>, status: Status) -> usize {
    run.judgement
        .commitments
        .iter()
        .filter(|c| c.status != status)
        .flat_map(|c| &c.instances)
        .filter(|i| i.status == status)
        .count()
}

fn plural(n: u64) -> &'static str {
    if n == 1 { "" } else { "s" }
}
