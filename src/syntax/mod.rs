//! Rule text to a syntax tree, and back. Takes a source; gives one tree for both front ends.

pub mod ast;
mod cut;
pub mod fmt;
mod junk;
pub mod pest;
mod token;
pub mod yaml;

use crate::diag::Outcome;
use crate::source::{FileId, Sources};

/// Parses a rule file by its name: `.yaml` and `.yml` as the YAML twin, everything else as `.norm`.
pub fn parse(src: &Sources, file: FileId) -> Outcome<ast::File> {
    let name = src.name(file).to_ascii_lowercase();
    if name.ends_with(".yaml") || name.ends_with(".yml") {
        return yaml::file(src, file);
    }
    pest::file(src, file)
}

#[cfg(test)]
mod tests;
