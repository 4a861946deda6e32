//! YAML text to a tree with a span at every key and value. `yaml/events.rs` alone names the YAML
//! crate; rules, records, front matter, scorecards and the project file walk this tree.
//!
//! Takes: a range of a source text. Gives: a [`Node`] whose scalars stay text and know the place of
//! each of their bytes, whatever their style. Recursion, depth and size are bounded here.

mod events;
mod scalar;
mod stream;
mod tree;

#[cfg(test)]
mod tests;

pub use stream::{Part, Stream};
pub use tree::{Comment, comments, parse};

use crate::model::OffsetMap;
use crate::source::{FileId, Span, Spanned};

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
    /// Nothing, `~`, or a plain `null`.
    Null,
    /// A scalar of any style.
    Scalar(Scalar),
    /// A sequence.
    Seq(Vec<Node>),
    /// A map, in order, keys kept with their place; no key stands twice.
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

impl Scalar {
    /// The places of its bytes, to parse its text with.
    pub fn offsets(&self) -> OffsetMap {
        OffsetMap(self.map.clone())
    }

    /// The span in the source of a range of its text (half-open).
    pub fn span(&self, file: FileId, range: std::ops::Range<usize>) -> Span {
        let find = |offset: u32| {
            let at = self.map.partition_point(|(o, _)| *o <= offset);
            self.map
                .get(at.saturating_sub(1))
                .map_or(offset, |(o, s)| s + offset.saturating_sub(*o))
        };
        let start = find(range.start as u32);
        let end = if range.end > range.start {
            find(range.end as u32 - 1) + 1
        } else {
            start
        };
        Span { file, start, end }
    }
}

impl Node {
    /// The scalar, where it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(s) => Some(s),
            _ => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|s| s.text.as_str())
    }

    /// The text of a scalar with the place of its words, quotes not included.
    pub fn spanned(&self) -> Option<Spanned<String>> {
        let scalar = self.scalar()?;
        Some(Spanned::new(scalar.text.clone(), self.inner_span()))
    }

    /// Where the words of a scalar stand, without quotes; the whole of anything else.
    pub fn inner_span(&self) -> Span {
        match self.scalar() {
            Some(s) if !s.text.is_empty() => s.span(self.span.file, 0..s.text.trim_end().len()),
            _ => self.span,
        }
    }

    /// The items of a sequence.
    pub fn seq(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map.
    pub fn map(&self) -> Option<&[(Node, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.map()?
            .iter()
            .find(|(k, _)| k.text() == Some(key))
            .map(|(_, v)| v)
    }

    /// Whether it is empty.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// What it is, in words for a message.
    pub fn what(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "text",
            Value::Seq(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
