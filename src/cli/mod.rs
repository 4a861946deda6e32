//! The command line: takes arguments, gives output and an exit code.
//!
//! One file a command, one line in [`Command`]. Here alone files are read and written and the clock
//! and the environment are looked at; everything else is handed to the library.

mod check;
mod clock;
mod diff;
mod exit;
mod explain;
mod extract;
mod fmt;
mod inputs;
mod lint;
mod load;
mod moves;
mod output;
mod packages;
mod report;
mod schema;
mod terminal;
mod test;
mod timeline;

use clap::{CommandFactory, Parser, Subcommand};
use std::process::ExitCode;

/// Agreements must be kept: judge follow-up reports against written commitments.
#[derive(Debug, Parser)]
#[command(
    name = "servanda",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command, `check` runs. Exit codes of check: 0 clear, 1 shortfall, 2 the run itself failed, 3 undecided, 4 breach."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Check,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: terminal::Color,
}

/// Every command, with the file that does it.
#[derive(Debug, Subcommand)]
enum Command {
    /// Judge the reports against the rules (the default)
    Check(check::Check),
    /// Write a report for readers
    Report(report::Report),
    /// Print what the reports claim, without judging
    Extract(extract::Extract),
    /// Explain a diagnostic's code, a commitment or an instance
    Explain(explain::Explain),
    /// Print every change of status, with the report that caused it
    Timeline(timeline::Timeline),
    /// Print what changed between two dates, reports or rulebooks, and why
    Diff(diff::Diff),
    /// Run the tests that stand in the rules
    Test(test::Test),
    /// Tell what is probably not meant in the rules
    Lint(lint::Lint),
    /// Print the JSON Schema of rules in YAML
    Schema(schema::Schema),
    /// Format rule files, or convert them between .norm and YAML
    Fmt(fmt::Fmt),
}

/// The names of all commands.
fn commands() -> Vec<String> {
    let of = Arguments::command();
    of.get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect()
}

/// A first word that is neither a command nor a path, but near a command: where a path may stand, the
/// parser takes it for one and complains about the next word.
fn misspelt() -> Option<clap::Error> {
    let word = std::env::args_os().nth(1)?.into_string().ok()?;
    let names = commands();
    if word.starts_with('-') || names.contains(&word) || std::path::Path::new(&word).exists() {
        return None;
    }
    let near = servanda::diag::did_you_mean(&word, names.iter().map(String::as_str))?;
    let text = format!("there is no command `{word}`; did you mean `servanda {near}`?");
    Some(Arguments::command().error(clap::error::ErrorKind::InvalidSubcommand, text))
}

/// Parses the arguments and runs the command.
pub fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|e| misspelt().unwrap_or(e).exit());
    let terminal = terminal::Terminal::new(arguments.color);
    let command = arguments.command.unwrap_or(Command::Check(arguments.check));
    ExitCode::from(match command {
        Command::Check(c) => c.run(&terminal),
        Command::Report(c) => c.run(&terminal),
        Command::Extract(c) => c.run(&terminal),
        Command::Explain(c) => c.run(&terminal),
        Command::Timeline(c) => c.run(&terminal),
        Command::Diff(c) => c.run(&terminal),
        Command::Test(c) => c.run(&terminal),
        Command::Lint(c) => c.run(&terminal),
        Command::Schema(c) => c.run(&terminal),
        Command::Fmt(c) => c.run(&terminal),
    })
}
