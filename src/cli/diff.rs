//! `diff`: what changed between two dates, two states of knowledge, two sets of reports or two
//! rulebooks, and why. What is not given of the earlier side is as on the later one. Exit code 0, or 2
//! where the input has an error.

use super::check::judge;
use super::inputs::{Inputs, When, day, day_or_latest};
use super::moves::{self, Side};
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::diag::{Code, Diagnostic};
use servanda::time::Day;
use std::path::PathBuf;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    when: When,
    /// The earlier date that is judged by
    #[arg(long, value_name = "DATE", value_parser = day)]
    was_as_of: Option<Day>,
    /// The earlier state of knowledge
    #[arg(long, value_name = "DATE|latest", value_parser = day_or_latest)]
    was_known_at: Option<Day>,
    /// Earlier rule files or folders
    #[arg(long, value_name = "PATH")]
    was_rules: Vec<PathBuf>,
    /// Earlier reports or folders of reports
    #[arg(long, value_name = "PATH")]
    was_reports: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Diff {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let dates = self.was_as_of.or(self.was_known_at).is_some();
        if !dates && self.was_rules.is_empty() && self.was_reports.is_empty() {
            let d = Diagnostic::new(
                Code::NothingToCompare,
                "nothing says what this is to be compared with",
            )
            .help("give --was-as-of, --was-known-at, --was-rules or --was-reports");
            output::say(&servanda::source::Sources::new(), &[d], terminal);
            return 2;
        }
        let mut loaded = self.inputs.load(self.path.as_ref(), true);
        let now = judge(&mut loaded, &self.when);
        let other = |given: &[PathBuf], own: &[PathBuf]| match given {
            [] => own.to_vec(),
            list => list.to_vec(),
        };
        let inputs = Inputs {
            rules: other(&self.was_rules, &self.inputs.rules),
            reports: other(&self.was_reports, &self.inputs.reports),
            date: self.inputs.date.clone(),
        };
        let when = When {
            as_of: Some(self.was_as_of.unwrap_or(now.view.as_of)),
            known_at: self.was_known_at.or(match self.was_as_of {
                // Each date with what was known on it, unless something else is said.
                Some(_) => self.when.known_at,
                None => Some(now.view.known_at),
            }),
        };
        let mut before = inputs.load(self.path.as_ref(), true);
        let then = judge(&mut before, &when);
        let list = moves::moves(
            Side {
                src: &before.src,
                checked: &then,
                judgement: &then.judgement,
                view: then.view,
            },
            Side {
                src: &loaded.src,
                checked: &now,
                judgement: &now.judgement,
                view: now.view,
            },
            None,
        );
        let mut failed = false;
        for (src, checked) in [(&before.src, &then), (&loaded.src, &now)] {
            let errors = checked.diagnostics.iter().filter(|d| d.is_input_error());
            let errors: Vec<Diagnostic> = errors.cloned().collect();
            failed |= !errors.is_empty();
            output::say(src, &errors, terminal);
        }
        if let Err(d) = moves::print(&list, self.json) {
            output::say(&loaded.src, &[d], terminal);
            failed = true;
        }
        if failed { 2 } else { 0 }
    }
}
