//! `schema`: the JSON Schema of the YAML form of rules, for editors. Exit code 0.

use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::source::Sources;
use servanda::syntax::yaml::schema;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let done = output::to_stdout(|out| out.write_all(schema().as_bytes()));
        match done {
            Ok(()) => 0,
            Err(d) => {
                output::say(&Sources::new(), &[d], terminal);
                2
            }
        }
    }
}
