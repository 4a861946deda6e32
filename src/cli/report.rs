//! `report`: a report for readers. Takes what `check` takes; gives one document. Judging is `check`'s
//! work: the exit code says only whether the run could be made (0) or not (2).

use super::check::{find_renderer, judge, write_to};
use super::inputs::{Inputs, When};
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::render::Renderer;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Args)]
pub struct Report {
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    when: When,
    /// html, markdown or json (default: by the ending of -o, else html)
    #[arg(long, value_name = "FMT", value_parser = document)]
    format: Option<&'static dyn Renderer>,
    /// Where to write (default: standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("path", &self.path)
            .field("output", &self.output)
            .finish_non_exhaustive()
    }
}

/// A format that is a document.
fn document(name: &str) -> Result<&'static dyn Renderer, String> {
    let found = find_renderer(name)?;
    if found.is_report() {
        Ok(found)
    } else {
        Err(format!("`{name}` is a format of `check`"))
    }
}

impl Report {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let mut loaded = self.inputs.load(self.path.as_ref(), true);
        let checked = judge(&mut loaded, &self.when);
        let run = checked.run(&loaded.src, &loaded.reports);
        let by_ending = match self.output.as_ref().and_then(|p| p.extension()?.to_str()) {
            Some("md" | "markdown") => "markdown",
            Some("json") => "json",
            _ => "html",
        };
        let mut said: Vec<_> = checked
            .diagnostics
            .iter()
            .filter(|d| !d.code.info().is_finding())
            .cloned()
            .collect();
        if let Some(renderer) = self.format.or_else(|| servanda::render::find(by_ending)) {
            let done = write_to(self.output.as_deref(), terminal, |look, out| {
                renderer.render(&run, look, out)
            });
            said.extend(done.err());
        }
        output::say(&loaded.src, &said, terminal);
        if said.iter().any(servanda::diag::Diagnostic::is_input_error) {
            2
        } else {
            0
        }
    }
}
