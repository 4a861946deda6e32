//! Words: folding of spellings, inflection, and (built on a rulebook) what to look for in prose.

mod fold;
pub mod inflect;
mod names;

pub use fold::fold;
pub use names::{Named, Names};

use crate::model::Rulebook;

/// What to look for in reports; built once from a rulebook, shared by every report.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Exact look-up, for records.
    pub names: Names,
}

impl Lexicon {
    /// The words of a rulebook and the built-in cues.
    pub fn new(rules: &Rulebook) -> Self {
        Self {
            names: Names::new(rules),
        }
    }
}
