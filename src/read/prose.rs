//! What both prose formats share: takes the blocks of a text, gives the report with its date, language
//! and emptiness looked at.

use super::meta::{Reading, is_english};
use super::{Dateline, dateline};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::{Block, BlockKind, Body, Report};
use crate::source::{FileId, Sources, Span};

/// Joins front matter and blocks to a report.
pub(super) fn report<'s>(
    src: &'s Sources,
    file: FileId,
    reading: Reading,
    mut blocks: Vec<Block<'s>>,
    more: Vec<Diagnostic>,
) -> Outcome<Report<'s>> {
    let line = blocks
        .iter()
        .find(|b| b.kind == BlockKind::Paragraph)
        .and_then(|b| place(b, file));
    let Some(source) = src.get(file) else {
        return Outcome::clean(Report {
            file,
            meta: reading.meta,
            body: Body::Prose(blocks),
        });
    };
    let (meta, mut said) = reading.finish(file, source, line.as_ref().map(|(d, s)| (d, *s)));
    said.extend(more);
    if blocks.is_empty() {
        said.push(
            Diagnostic::new(
                Code::NothingInIt,
                format!("there is nothing to read in `{}`", source.name),
            )
            .at(
                Span::new(file, 0, source.text.len().min(3)),
                "no words after the front matter",
            )
            .help("fetch the report again, or remove the file"),
        );
    }
    if let Some(language) = &meta.language
        && !is_english(language)
    {
        said.push(
            Diagnostic::new(
                Code::OtherLanguage,
                format!("a report in `{language}` is not read: only English is"),
            )
            .at(Span::new(file, 0, 3.min(source.text.len())), "left out")
            .help("translate it, or write what it reports as records"),
        );
        blocks.clear();
    }
    Outcome::with(
        Report {
            file,
            meta,
            body: Body::Prose(blocks),
        },
        said,
    )
}

/// The dateline of a block and its place.
fn place<'a>(block: &'a Block<'_>, file: FileId) -> Option<(Dateline<'a>, Span)> {
    let line = dateline(&block.text)?;
    let span = block.map.span(file, 0, line.text.len());
    Some((line, span))
}
