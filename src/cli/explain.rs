//! `explain`: the page of a diagnostic's code, or one commitment from the rule's words to the
//! reports'. Exit code 0, or 2 where there is nothing of that name or the input has an error.

use super::check::{judge, names, unknown_commitment};
use super::inputs::{Inputs, When};
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::diag::{CODES, Code, Diagnostic, did_you_mean, find};
use servanda::render::explain;
use servanda::source::Sources;
use std::path::PathBuf;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A code (SV0601), a commitment (PK-1) or an instance (PK-1[LeT])
    what: String,
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    when: When,
}

impl Explain {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        if let Some(code) = find(&self.what) {
            return self.page(code, terminal);
        }
        if is_like_a_code(&self.what) {
            output::say(&Sources::new(), &[unknown_code(&self.what)], terminal);
            return 2;
        }
        let mut loaded = self.inputs.load(self.path.as_ref(), true);
        let checked = judge(&mut loaded, &self.when);
        let run = checked.run(&loaded.src, &loaded.reports);
        let mut said: Vec<Diagnostic> = checked
            .diagnostics
            .iter()
            .filter(|d| d.is_input_error())
            .cloned()
            .collect();
        let mut found = false;
        let done = output::to_stdout(|out| {
            found = explain::commitment(&run, &self.what, terminal.out, out)?;
            Ok(())
        });
        said.extend(done.err());
        if !found {
            said.push(unknown_commitment(&self.what, &names(&checked)));
        }
        output::say(&loaded.src, &said, terminal);
        if said.is_empty() { 0 } else { 2 }
    }

    fn page(&self, code: Code, terminal: &Terminal) -> u8 {
        let done = output::to_stdout(|out| out.write_all(code.info().page.as_bytes()));
        match done {
            Ok(()) => 0,
            Err(d) => {
                output::say(&Sources::new(), &[d], terminal);
                2
            }
        }
    }
}

/// `SV` and digits.
fn is_like_a_code(text: &str) -> bool {
    let digits = text
        .get(..2)
        .filter(|p| p.eq_ignore_ascii_case("SV"))
        .and_then(|_| text.get(2..));
    digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
}

fn unknown_code(text: &str) -> Diagnostic {
    let d = Diagnostic::new(
        Code::UnknownCode,
        format!("no diagnostic has the code `{text}`"),
    );
    match did_you_mean(text, CODES.iter().map(|(_, c)| c.code)) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None => d.help("a code is printed beside each diagnostic"),
    }
}
