//! The syntax tree of a rule file: one tree for both front ends, `.norm` and YAML.
//!
//! Everything carries the span it was read from. Names are not resolved here, phrases are not
//! matched, nothing is judged: that is lowering's work.

mod items;
mod sentence;
mod test;

pub use items::*;
pub use sentence::*;
pub use test::*;

use crate::source::{FileId, Span, Spanned};
use crate::time::{DateSpec, Duration};

/// A word or string as written (strings without their quotes, escapes resolved).
pub type Text = Spanned<String>;
/// A date with its place.
pub type DateLit = Spanned<DateSpec>;
/// A duration with its place.
pub type DurationLit = Spanned<Duration>;

/// One rule file.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Where it was read from.
    pub file: FileId,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Its comments, in order; the formatter puts them back by place.
    pub comments: Vec<Comment>,
    /// The texts that could not be read, each with a diagnostic of its own. What they would have
    /// declared is missing from `items`, so that a later stage need not complain of that again.
    pub broken: Vec<Span>,
}

/// A `//` comment (or `#` in YAML), without its marker and trailing space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Whether code stands before it on its line.
    pub trailing: bool,
}

/// A top-level item.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `edition 1`
    Edition(Spanned<u32>),
    /// `use std.NAME`, `use "path.norm"`
    Use(Use),
    /// `agreement ID …`
    Agreement(Agreement),
    /// `state`, `organisation`, `group`, `person`, `incident`, `place`, `topic`
    Entity(Entity),
    /// `relation NAME`
    Relation(Relation),
    /// `set ID = …`
    Set(Set),
    /// `action NAME …`
    Action(Action),
    /// `condition NAME …`
    Condition(Condition),
    /// `source ID …`
    Source(SourceDecl),
    /// `commitment ID …`
    Commitment(Commitment),
    /// `waive`, `suspend`, `terminate`
    Relief(Relief),
    /// `override …`
    Override(Override),
    /// `test "…"`
    Test(Test),
}
