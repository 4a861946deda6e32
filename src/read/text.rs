//! Plain text: paragraphs at blank lines, without copying. Line breaks inside a paragraph stay in its
//! text, as white space; a paragraph of lines that each begin with a bullet is a list.

use super::meta::Reading;
use super::{Reader, front, prose};
use crate::diag::Outcome;
use crate::model::{Block, BlockKind, OffsetMap, Report};
use crate::source::{FileId, Sources, Span};
use std::borrow::Cow;

/// `.txt`
pub(super) struct Text;

impl Reader for Text {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn is_records(&self) -> bool {
        false
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        let mut reading = Reading::new();
        let start = front::front(src, file, &mut reading);
        let blocks = blocks(src.text(file), file, start);
        prose::report(src, file, reading, blocks, Vec::new())
    }
}

/// A run of lines that becomes a block.
struct Run {
    start: usize,
    end: usize,
    item: bool,
}

/// The blocks of a text from byte `start` on.
pub(super) fn blocks(text: &str, file: FileId, start: usize) -> Vec<Block<'_>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut run: Option<Run> = None;
    let mut at = start;
    let mut breaks = memchr::memchr_iter(b'\n', bytes.get(start..).unwrap_or_default());
    // Whether the line before ends in a colon: it may introduce a list.
    let mut introduces = false;
    while at < bytes.len() {
        let next = breaks.next().map_or(bytes.len(), |n| start + n + 1);
        let line = bytes.get(at..next).unwrap_or_default();
        let trimmed = line.trim_ascii();
        if is_blank(trimmed) {
            flush(text, file, run.take(), &mut out);
            introduces = false;
        } else {
            let lead = line.len() - line.trim_ascii_start().len();
            let end = at + lead + trimmed.len();
            let bullet = bullet(trimmed);
            let may_list = run.as_ref().is_none_or(|r| r.item || introduces);
            match (&mut run, bullet) {
                (_, Some(length)) if may_list => {
                    flush(text, file, run.take(), &mut out);
                    run = Some(Run {
                        start: at + lead + length,
                        end,
                        item: true,
                    });
                }
                (Some(run), _) => run.end = end,
                (None, _) => {
                    run = Some(Run {
                        start: at + lead,
                        end,
                        item: false,
                    });
                }
            }
            introduces = trimmed.last() == Some(&b':');
        }
        at = next;
    }
    flush(text, file, run, &mut out);
    out
}

fn flush<'s>(text: &'s str, file: FileId, run: Option<Run>, out: &mut Vec<Block<'s>>) {
    let Some(run) = run else { return };
    let Some(slice) = text.get(run.start..run.end) else {
        return;
    };
    if slice.is_empty() {
        return;
    }
    out.push(Block {
        kind: if run.item {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        },
        text: Cow::Borrowed(slice),
        span: Span::new(file, run.start, run.end),
        map: OffsetMap::slice(run.start),
    });
}

/// Nothing, or a line drawn with signs (`-----`, `=====`, `* * *`).
fn is_blank(line: &[u8]) -> bool {
    match line.first() {
        None => true,
        Some(b'-' | b'=' | b'*' | b'_' | b'~' | b'#') => line
            .iter()
            .all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b'~' | b'#' | b' ')),
        Some(_) => false,
    }
}

/// The length of a bullet with its space.
fn bullet(line: &[u8]) -> Option<usize> {
    for mark in [&b"- "[..], b"* ", b"+ ", "• ".as_bytes(), "· ".as_bytes()] {
        if line.starts_with(mark) {
            return Some(mark.len());
        }
    }
    None
}
