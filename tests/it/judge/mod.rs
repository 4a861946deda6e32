//! Judging: the laws of `docs/semantics.md` as properties, and the engine against the plain evaluator,
//! on generated rulebooks and timelines.

mod laws;
mod made;
#[path = "../../reference/mod.rs"]
mod reference;
mod worded;
