//! Words: folding of spellings, inflection, and (built on a rulebook) what to look for in prose.

mod fold;
pub mod inflect;

pub use fold::fold;
