//! Annotations of GitHub Actions: one workflow command a line, `::error file=…,line=…::message`.

use super::changes::changes;
use super::{Look, Renderer, Run, clean_line, place};
use crate::diag::{Diagnostic, Severity};
use std::io::{self, Write};

/// Changes since an earlier run that are told, at most: GitHub shows ten annotations of a kind a step.
const CHANGES: usize = 50;

/// The renderer.
pub struct GitHub;

impl Renderer for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn about(&self) -> &'static str {
        "for GitHub Actions: errors, warnings and notices as annotations"
    }

    fn is_report(&self) -> bool {
        false
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        for d in run.diagnostics {
            annotation(run, d, &mut out)?;
        }
        let n = run.judgement.commitments.len();
        let counts: Vec<String> = run
            .counts()
            .into_iter()
            .rev()
            .filter(|(_, n)| *n > 0)
            .map(|(s, n)| format!("{n} {}", s.word()))
            .collect();
        for c in changes(run).iter().take(CHANGES) {
            let text = super::changes::line(run, c);
            writeln!(
                out,
                "::notice title={}::{}",
                property(&format!("changed since the earlier run · {}", c.id)),
                data(&clean_line(&text))
            )?;
        }
        // A line that is no command is the log's.
        writeln!(
            out,
            "servanda: {n} commitments as of {}: {}",
            run.view.as_of,
            counts.join(", ")
        )?;
        out.flush()
    }
}

fn annotation(run: &Run<'_>, d: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let command = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(label) = d.labels.first() {
        let at = place(run.src, label.span);
        properties.push(format!("file={}", property(at.file)));
        properties.push(format!("line={}", at.line));
        properties.push(format!("endLine={}", at.end_line));
        // GitHub refuses columns of a range over several lines.
        if at.line == at.end_line {
            properties.push(format!("col={}", at.column));
            properties.push(format!("endColumn={}", at.end_column));
        }
    }
    let info = d.code.info();
    let title = match &d.commitment {
        Some(id) => format!("{} {} · {id}", info.code, info.slug),
        None => format!("{} {}", info.code, info.slug),
    };
    properties.push(format!("title={}", property(&title)));
    let mut message = d.message.clone();
    for label in d.labels.iter().skip(1) {
        let at = place(run.src, label.span);
        message.push_str(&format!("\n{}:{}: {}", at.file, at.line, label.message));
    }
    if let Some(help) = &d.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    let message: Vec<String> = message.lines().map(|l| data(&clean_line(l))).collect();
    writeln!(
        out,
        "::{command} {}::{}",
        properties.join(","),
        message.join("%0A")
    )
}

/// The data of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(&clean_line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_text_ends_a_property_or_starts_a_command() {
        assert_eq!(
            super::property("a,b:c%\n::error::x"),
            "a%2Cb%3Ac%25 %3A%3Aerror%3A%3Ax"
        );
        assert_eq!(super::data("100 %\n::set-env::"), "100 %25%0A::set-env::");
    }
}
