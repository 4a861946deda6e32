//! JUnit XML for CI tables: a suite a commitment, a case an instance. What fails the run (exit code 1
//! or 4) is a failure, what is undecided is skipped with its reason, a fault of the input is an error.

use super::changes::{Change, changes, line};
use super::xml::escape;
use super::{Look, Renderer, Run, clean_line, place};
use crate::diag::Diagnostic;
use crate::model::{InstanceJudgement, Status};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The renderer.
pub struct JUnit;

impl Renderer for JUnit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn about(&self) -> &'static str {
        "for CI tables: JUnit XML, a test case an instance"
    }

    fn is_report(&self) -> bool {
        false
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        document(run, &mut out)?;
        out.flush()
    }
}

/// What a case comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Pass,
    Failure,
    Skipped,
    Error,
}

fn verdict(i: &InstanceJudgement) -> Verdict {
    match i.exit {
        1 | 4 => Verdict::Failure,
        3 => Verdict::Skipped,
        _ if matches!(i.status, Status::Unreported | Status::Contested) => Verdict::Skipped,
        _ => Verdict::Pass,
    }
}

fn document(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let faults: Vec<&Diagnostic> = run
        .diagnostics
        .iter()
        .filter(|d| d.is_input_error())
        .collect();
    let moved = changes(run);
    let gone: Vec<&Change> = moved.iter().filter(|c| c.now.is_none()).collect();
    let moved: BTreeMap<&str, &Change> = moved.iter().map(|c| (c.id.as_str(), c)).collect();
    let all: Vec<Verdict> = run
        .judgement
        .commitments
        .iter()
        .flat_map(|c| c.instances.iter().map(verdict))
        .chain(faults.iter().map(|_| Verdict::Error))
        .chain(gone.iter().map(|_| Verdict::Skipped))
        .collect();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="servanda" {}>"#, counts(&all))?;
    if !faults.is_empty() {
        let n = vec![Verdict::Error; faults.len()];
        writeln!(out, r#"  <testsuite name="input" {}>"#, counts(&n))?;
        for d in faults {
            fault(run, d, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    let mut findings: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for d in run
        .diagnostics
        .iter()
        .filter(|d| d.code.info().is_finding())
    {
        if let Some(id) = d.commitment.as_deref() {
            findings.entry(id).or_insert(d);
        }
    }
    for c in &run.judgement.commitments {
        let Some(of) = run.rules.commitments.get(c.commitment) else {
            continue;
        };
        let verdicts: Vec<Verdict> = c.instances.iter().map(verdict).collect();
        let name = match of.title.as_str() {
            "" => clean_line(&of.id),
            title => clean_line(&format!("{}: {title}", of.id)),
        };
        writeln!(
            out,
            r#"  <testsuite name="{}" {}>"#,
            escape(&name),
            counts(&verdicts)
        )?;
        for i in &c.instances {
            let was = moved.get(i.id.as_str()).copied();
            case(
                run,
                &of.id,
                i,
                (findings.get(i.id.as_str()).copied(), was),
                out,
            )?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    if !gone.is_empty() {
        let n = vec![Verdict::Skipped; gone.len()];
        writeln!(
            out,
            r#"  <testsuite name="no longer in the rules" {}>"#,
            counts(&n)
        )?;
        for c in gone {
            let id = escape(&clean_line(&c.id));
            writeln!(
                out,
                r#"    <testcase name="{id}" classname="no longer in the rules">"#
            )?;
            let message = escape(&line(run, c));
            writeln!(out, r#"      <skipped message="{message}"/>"#)?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// The attributes that both `testsuites` and `testsuite` carry. No time: nothing was timed.
fn counts(all: &[Verdict]) -> String {
    let n = |v| all.iter().filter(|x| **x == v).count();
    format!(
        r#"tests="{}" failures="{}" errors="{}" skipped="{}""#,
        all.len(),
        n(Verdict::Failure),
        n(Verdict::Error),
        n(Verdict::Skipped)
    )
}

fn case(
    run: &Run<'_>,
    commitment: &str,
    i: &InstanceJudgement,
    (of, was): (Option<&Diagnostic>, Option<&Change>),
    out: &mut dyn Write,
) -> io::Result<()> {
    let file = of
        .and_then(|d| d.labels.first())
        .map(|l| place(run.src, l.span));
    let at = file.map_or(String::new(), |p| {
        format!(
            r#" file="{}" line="{}""#,
            escape(&clean_line(p.file)),
            p.line
        )
    });
    let head = format!(
        r#"    <testcase name="{}" classname="{}"{at}"#,
        escape(&clean_line(&i.id)),
        escape(&clean_line(commitment))
    );
    let word = i.status.word();
    let since = was.map_or(String::new(), |c| format!(" (changed: {})", line(run, c)));
    let reason = escape(&clean_line(&format!("{word}: {}{since}", i.reason)));
    match verdict(i) {
        Verdict::Pass => {
            writeln!(out, "{head}>")?;
            writeln!(out, "      <system-out>{reason}</system-out>")?;
        }
        Verdict::Skipped => {
            writeln!(out, "{head}>")?;
            writeln!(out, r#"      <skipped message="{reason}"/>"#)?;
        }
        Verdict::Failure | Verdict::Error => {
            writeln!(out, "{head}>")?;
            let places = of.map_or(String::new(), |d| places(run, d));
            writeln!(
                out,
                r#"      <failure message="{reason}" type="{word}">{}</failure>"#,
                escape(&places)
            )?;
        }
    }
    writeln!(out, "    </testcase>")
}

fn fault(run: &Run<'_>, d: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let info = d.code.info();
    let at = places(run, d);
    let name = match at.lines().next() {
        Some(first) => format!("{} {}", info.code, first),
        None => format!("{} {}", info.code, d.message),
    };
    writeln!(
        out,
        r#"    <testcase name="{}" classname="input">"#,
        escape(&clean_line(&name))
    )?;
    writeln!(
        out,
        r#"      <error message="{}" type="{}">{}</error>"#,
        escape(&clean_line(&d.message)),
        info.slug,
        escape(&at)
    )?;
    writeln!(out, "    </testcase>")
}

/// The places of a diagnostic, one a line, then what to do.
fn places(run: &Run<'_>, d: &Diagnostic) -> String {
    let mut lines: Vec<String> = d
        .labels
        .iter()
        .map(|l| {
            let p = place(run.src, l.span);
            let words =
                super::claims::shorten(&clean_line(p.text.get(..2000).unwrap_or(p.text)), 300);
            let file = clean_line(p.file);
            format!(
                "{file}:{}:{}: {}: {words}",
                p.line,
                p.column,
                clean_line(&l.message)
            )
        })
        .collect();
    lines.extend(
        d.help
            .as_deref()
            .map(|h| format!("help: {}", clean_line(h))),
    );
    lines.join("\n")
}
