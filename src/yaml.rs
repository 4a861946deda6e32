//! YAML text to a tree with a span at every key and value. The only file that names the YAML crate;
//! rules, records, front matter, scorecards and the project file walk this tree.

use crate::source::Span;

/// A value with its place (quotes included, for quoted scalars).
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A YAML value. Scalars stay text: dates, numbers and `no` are read by whoever knows what is expected.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, or `~`.
    Null,
    /// A scalar of any style.
    Scalar(Scalar),
    /// A sequence.
    Seq(Vec<Node>),
    /// A map, in order, keys kept with their place.
    Map(Vec<(Node, Node)>),
}

/// A scalar with the places of its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// Its text, escapes resolved, folds done.
    pub text: String,
    /// Sorted pairs (offset in `text`, offset in the source), as [`crate::model::OffsetMap`].
    pub map: Vec<(u32, u32)>,
    /// Whether it is written without quotes (only then `~`, `true` or `12` mean more than text).
    pub plain: bool,
}
