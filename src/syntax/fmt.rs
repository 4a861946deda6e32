//! A syntax tree back to text in canonical layout, comments kept at their place.

mod items;
mod layout;
mod parts;
mod sentence;

pub use items::norm;
pub(crate) use sentence::amount;
pub use sentence::sentence;

pub(super) use items::item_span;
pub(super) use parts::{expectation, test_line};
pub(super) use sentence::number;

use super::ast::{DateLit, Text};
use crate::time::Grain;

/// A date in ISO form, as coarse as it was written.
pub(super) fn date(d: &DateLit) -> String {
    let Some(lo) = d.node.interval.lo.date() else {
        return String::new();
    };
    match d.node.grain {
        Grain::Day => lo.to_string(),
        Grain::Month => format!("{:04}-{:02}", lo.year(), lo.month()),
        Grain::Quarter => format!("{:04}-Q{}", lo.year(), (lo.month() - 1) / 3 + 1),
        Grain::Year => format!("{:04}", lo.year()),
    }
}

/// A string in quotation marks.
fn quoted(t: &Text) -> String {
    format!(
        "\"{}\"",
        t.node
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\t', "\\t")
    )
}

/// Names with commas.
fn list(names: &[Text]) -> String {
    names
        .iter()
        .map(|n| n.node.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Strings with commas.
fn strings(names: &[Text]) -> String {
    names.iter().map(quoted).collect::<Vec<_>>().join(", ")
}
