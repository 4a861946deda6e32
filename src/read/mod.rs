//! Reading reports: takes a loaded text, gives a [`Report`] of prose blocks or of raw records, with
//! what it says of itself. Nothing is looked up in a rulebook here.
//!
//! One file a format; [`READERS`] is the only list of them.

mod csv;
mod dateline;
mod dates;
mod events;
mod front;
mod html;
mod json;
mod limit;
mod markdown;
mod meta;
mod prose;
mod record;
mod text;
mod yaml;

pub use dateline::{Dateline, dateline};
pub use meta::KEYS;
pub use record::{FIELDS, FieldInfo};

use crate::diag::Outcome;
use crate::model::Report;
use crate::source::{FileId, Sources};

/// A report format.
pub trait Reader: Sync {
    /// Its name for people.
    fn name(&self) -> &'static str;
    /// Endings of its files, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether its reports are records rather than prose.
    fn is_records(&self) -> bool;
    /// Reads a file of the format.
    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>>;
}

/// Every format. A new one is a file and a line here.
pub static READERS: &[&dyn Reader] = &[
    &markdown::Markdown,
    &text::Text,
    &html::Html,
    &yaml::Yaml,
    &json::Json,
    &json::JsonLines,
    &csv::Csv,
    &csv::Tsv,
];

/// The format of a file name; none for an ending that no reader has.
pub fn reader(name: &str) -> Option<&'static dyn Reader> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    READERS
        .iter()
        .find(|r| r.extensions().contains(&ending.as_str()))
        .copied()
}

/// Reads a report by its name's ending; a file of an unknown ending is read as plain text.
pub fn read(src: &Sources, file: FileId) -> Outcome<Report<'_>> {
    reader(src.name(file))
        .unwrap_or(&text::Text)
        .read(src, file)
}

#[cfg(test)]
mod tests;
