//! `extract`: what the reports claim, without judging it. Takes rules and reports; gives claims, one
//! JSON object a line, or text. Exit code 0, or 2 where the input has an error.

use super::check::write_to;
use super::inputs::Inputs;
use super::output;
use super::terminal::Terminal;
use clap::{Args, ValueEnum};
use servanda::render::claims::{self, Of};
use std::path::PathBuf;

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    /// Output format
    #[arg(long, value_name = "FMT", default_value = "jsonl")]
    format: Format,
    /// Say how each sentence was read: phrases, names, verbs with who acts and how far, claims
    #[arg(long, conflicts_with = "format")]
    explain: bool,
    /// Where to write (default: standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a claim
    Jsonl,
    /// Text for people
    Human,
}

impl Extract {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let loaded = self.inputs.load(self.path.as_ref(), true);
        let mut said = loaded.diagnostics.clone();
        let (rules, found) = servanda::extract_all(&loaded.src, &loaded.rules, &loaded.reports);
        let found = found.split(&mut said);
        let of = Of {
            src: &loaded.src,
            rules: &rules,
            claims: &found,
        };
        let done = write_to(
            self.output.as_deref(),
            &loaded.src,
            terminal,
            |look, out| {
                if self.explain {
                    let traces = servanda::explain_all(&loaded.src, &loaded.rules, &loaded.reports);
                    return claims::traces(&loaded.src, &traces, out);
                }
                match self.format {
                    Format::Jsonl => claims::jsonl(of, out),
                    Format::Human => claims::human(of, look, out),
                }
            },
        );
        said.extend(done.err());
        output::say(&loaded.src, &said, terminal);
        if said.iter().any(servanda::diag::Diagnostic::is_input_error) {
            2
        } else {
            0
        }
    }
}
