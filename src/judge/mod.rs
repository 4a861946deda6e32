//! Claims against norms: a status for every instance, with its witness. Pure and total.

mod kinds;

pub use kinds::{KINDS, KindInfo};
