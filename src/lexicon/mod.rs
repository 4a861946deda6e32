//! Words: folding of spellings, inflection, and (built on a rulebook) what to look for in prose.

mod fold;
pub mod inflect;

pub use fold::fold;

use crate::model::Rulebook;

/// What to look for in reports; built once from a rulebook, shared by every report.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The words of a rulebook and the built-in cues.
    pub fn new(rules: &Rulebook) -> Self {
        let _ = rules;
        Self {}
    }
}
