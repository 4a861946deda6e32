//! HTML for readers: one self-contained file, readable without a network and without scripts, in
//! print, and by keyboard and screen reader. Takes the page's view; the template escapes all text.

use super::page::{Page, page};
use super::{Look, Renderer, Run};
use askama::Template;
use std::io::{self, Write};

/// The renderer.
pub struct Html;

#[derive(Template)]
#[template(path = "report.html")]
struct Document {
    p: Page,
}

impl Renderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "for readers: one self-contained page with matrix, cards and marked reports"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let text = Document { p: page(run) }
            .render()
            .map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}
