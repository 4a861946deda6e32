//! Plain data that the stages hand on: a rulebook, reports, claims, a judgement.

mod amount;
mod claim;
mod digest;
mod few;
mod judgement;
mod norm;
mod places;
mod report;
mod rulebook;
mod status;
mod terms;
mod test;

pub use amount::*;
pub use claim::*;
pub use digest::DigestOnce;
pub use few::Few;
pub use judgement::*;
pub use norm::*;
pub use places::{Parts, Places};
pub use report::*;
pub use rulebook::*;
pub use status::*;
pub use terms::*;
pub use test::*;
