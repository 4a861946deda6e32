//! `lint`: what is probably not meant in a rulebook, though it can be judged. Takes rules; gives every
//! warning and note about them. Exit code 0, 1 (something found), or 2 (the rules have an error).

use super::inputs::Inputs;
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::diag::{Code, Diagnostic};
use servanda::render::{Look, human_diagnostics};
use servanda::syntax::ast::Item;
use std::path::PathBuf;

/// Arguments of `lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// The project's folder, or a rule file (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    /// Rule files or folders (.norm, .yaml, .yml); `-` reads standard input
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

impl Lint {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let inputs = Inputs {
            rules: self.rules,
            ..Inputs::default()
        };
        let mut loaded = inputs.load(self.path.as_ref(), false);
        let mut said = std::mem::take(&mut loaded.diagnostics);
        let rules = servanda::lower::lower(&loaded.src, &loaded.rules).split(&mut said);
        super::load::without_cascade(&mut said);
        // A package has no commitment, and can be looked at all the same; a file that says nothing cannot.
        let says = |i: &Item| !matches!(i, Item::Edition(_) | Item::Use(_));
        if loaded.rules.is_empty() || loaded.rules.iter().flat_map(|f| &f.items).any(says) {
            said.retain(|d| d.code != Code::NoCommitment);
        }
        // What was left unread is told, and is no fault of the rules.
        let (unread, said): (Vec<Diagnostic>, Vec<Diagnostic>) =
            said.into_iter().partition(|d| d.code == Code::LeftOut);
        output::say(&loaded.src, &unread, terminal);
        let (errors, found): (Vec<Diagnostic>, Vec<Diagnostic>) =
            said.into_iter().partition(Diagnostic::is_input_error);
        let look = Look {
            full: true,
            ..terminal.out
        };
        let done = output::to_stdout(|out| {
            human_diagnostics(&loaded.src, &found, look, out)?;
            let n = found.len();
            let s = if n == 1 { "" } else { "s" };
            writeln!(
                out,
                "  {n} finding{s} in {} commitments",
                rules.commitments.len()
            )
        });
        let failed = done.is_err() || !errors.is_empty();
        let mut errors = errors;
        errors.extend(done.err());
        output::say(&loaded.src, &errors, terminal);
        match (failed, found.is_empty()) {
            (true, _) => 2,
            (false, false) => 1,
            (false, true) => 0,
        }
    }
}
