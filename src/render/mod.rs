//! Output: takes a finished run and gives bytes in one of the output formats.
//!
//! One file a format, one line in [`RENDERERS`]. A renderer only reads: it judges nothing, knows no
//! clock and no terminal ([`Look`] tells it what it needs of one), and the same run gives the same bytes.

mod changes;
pub mod claims;
mod clean;
mod csv;
pub mod diff;
mod earlier;
pub mod explain;
mod fingerprint;
mod github;
mod html;
mod human;
mod json;
mod jsonld;
mod junit;
mod markdown;
mod oscal;
mod page;
mod page_annex;
mod page_more;
mod page_timeline;
mod page_words;
mod run;
mod safe_json;
mod sarif;
mod score;
pub mod xml;

pub use changes::statuses;
pub use clean::{clean, clean_line};
pub use earlier::{Earlier, EarlierFinding, read as read_earlier};
pub use human::{Human, diagnostics as human_diagnostics, summary as human_summary};
pub use run::{Place, Run, place, reports_digest};
pub use score::{SHIPPED as SCORECARDS, Scorecard, parse as parse_scorecard};

use std::io::{self, Write};

/// What the place of output can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether it takes ANSI colours.
    pub color: bool,
    /// Columns, at least 40.
    pub width: usize,
    /// Whether notes are shown in full too.
    pub full: bool,
}

impl Look {
    /// No colour, 100 columns: what a file gets.
    pub const PLAIN: Look = Look {
        color: false,
        width: 100,
        full: false,
    };
}

/// An output format.
pub trait Renderer: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;
    /// What it is for, one line without a full stop.
    fn about(&self) -> &'static str;
    /// Endings of file names that ask for it.
    fn endings(&self) -> &'static [&'static str] {
        &[]
    }
    /// Whether `report` offers it; `check` offers all.
    fn is_report(&self) -> bool {
        true
    }
    /// Writes the run.
    fn render(&self, run: &Run<'_>, look: Look, out: &mut dyn Write) -> io::Result<()>;
}

/// Every format, the default one first.
pub static RENDERERS: &[&dyn Renderer] = &[
    &human::Human,
    &json::Json,
    &sarif::Sarif,
    &junit::JUnit,
    &github::GitHub,
    &markdown::Markdown,
    &html::Html,
    &csv::Matrix,
    &csv::Ledger,
    &oscal::Oscal,
    &jsonld::JsonLd,
];

/// The format of a name.
pub fn find(name: &str) -> Option<&'static dyn Renderer> {
    let name = if name == "md" { "markdown" } else { name };
    RENDERERS.iter().copied().find(|r| r.name() == name)
}
