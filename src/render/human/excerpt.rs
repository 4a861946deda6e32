//! The lines that a diagnostic points at, of all its files, as one small source.
//!
//! miette shows one source a diagnostic, scans it from its first byte, passes control characters
//! through and panics on lines wider than 65,535 columns. So it never sees a file: for each
//! diagnostic the lines around the labels are copied, cleaned, cut to the width and laid end to end,
//! rule first, report after; reads across a border are refused, which makes one block a place.

use crate::render::clean;
use crate::source::{FileId, LineColumn, Source, Sources, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;

/// Lines of one label that are shown at most; the rest is cut off with its last line.
const LABEL_LINES: usize = 8;
/// Characters left around a label where its line has to be cut.
const AROUND: usize = 24;

/// The copied lines, and the labels moved onto them.
#[derive(Debug, Default)]
pub struct Excerpt {
    text: String,
    parts: Vec<Part>,
    /// Each label: range in the excerpt, index of the label, its true place.
    labels: Vec<(Range<usize>, usize, LineColumn)>,
}

/// A run of lines of one file.
#[derive(Debug)]
struct Part {
    name: String,
    range: Range<usize>,
    /// Number of its first line, from 0.
    line: usize,
    lines: usize,
}

/// A label of one file, ready to be placed.
struct Mark {
    index: usize,
    span: Span,
    /// Byte ranges of the lines that it touches, the first [`LABEL_LINES`].
    lines: Vec<Range<usize>>,
}

impl Excerpt {
    /// The excerpt for `spans`, in the order of their files' first span, no line wider than `width`
    /// characters. Spans of unknown files, or past the end of theirs, are left out.
    pub fn new(src: &Sources, spans: &[Span], width: usize) -> Self {
        let mut out = Self::default();
        let mut files: Vec<FileId> = Vec::new();
        for span in spans {
            if !files.contains(&span.file) {
                files.push(span.file);
            }
        }
        for file in files {
            let Some(source) = src.get(file).filter(|s| !s.text.is_empty()) else {
                continue;
            };
            let mut marks: Vec<Mark> = spans
                .iter()
                .enumerate()
                .filter(|(_, s)| s.file == file && s.start as usize <= source.text.len())
                .map(|(index, s)| Mark {
                    index,
                    span: *s,
                    lines: touched(source, *s),
                })
                .collect();
            marks.sort_by_key(|m| (m.span.start, m.span.end));
            for group in groups(source, &marks, width) {
                out.add(source, group, width);
            }
        }
        out
    }

    /// The labels: range in the excerpt, and which of the spans it is.
    pub fn labels(&self) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        self.labels.iter().map(|(r, i, _)| (r.clone(), *i))
    }

    /// Copies the lines of a group, one line of context around them.
    fn add(&mut self, source: &Source, marks: &[Mark], width: usize) {
        let text = source.text.as_str();
        let Some(first) = marks.first().and_then(|m| m.lines.first()).cloned() else {
            return;
        };
        let last = marks
            .iter()
            .filter_map(|m| m.lines.last())
            .max_by_key(|l| l.end)
            .cloned()
            .unwrap_or_else(|| first.clone());
        let mut at = match first.start.checked_sub(1) {
            Some(before) => source.line_range(before as u32).start,
            None => first.start,
        };
        let line = source.line_column(at as u32).line - 1;
        let begin = self.text.len();
        let mut lines = 0;
        let mut cuts: Vec<Cut> = Vec::new();
        loop {
            let range = source.line_range(at as u32);
            let on_line: Vec<Range<usize>> = marks
                .iter()
                .map(|m| m.span.range())
                .filter(|r| r.start <= range.end && r.end >= range.start)
                .map(|r| r.start.max(range.start)..r.end.min(range.end))
                .collect();
            if lines > 0 {
                self.text.push('\n');
            }
            lines += 1;
            for piece in pieces(text, &range, &on_line, width) {
                let start = self.text.len();
                match &piece {
                    Piece::Kept(r) => self
                        .text
                        .push_str(&clean(text.get(r.clone()).unwrap_or(""))),
                    Piece::Gap(_) => self.text.push('…'),
                }
                cuts.push(Cut {
                    piece,
                    to: start..self.text.len(),
                });
            }
            // One line of context after the last, then stop.
            if range.start > last.start || range.end >= text.len() {
                break;
            }
            at = range.end + 1;
        }
        for mark in marks {
            let end_of_lines = mark.lines.last().map_or(0, |l| l.end);
            let start = moved(&cuts, mark.span.start as usize, false);
            let end = moved(&cuts, (mark.span.end as usize).min(end_of_lines), true).max(start);
            let place = source.line_column(mark.span.start);
            self.labels.push((start..end, mark.index, place));
        }
        self.parts.push(Part {
            name: clean(&source.name).into_owned(),
            range: begin..self.text.len(),
            line,
            lines,
        });
        self.text.push('\n');
    }
}

/// The lines that a span touches, at most [`LABEL_LINES`].
fn touched(source: &Source, span: Span) -> Vec<Range<usize>> {
    let mut lines = vec![source.line_range(span.start)];
    while let Some(line) = lines.last()
        && line.end < (span.end as usize).min(source.text.len())
        && line.end + 1 < span.end as usize
        && lines.len() < LABEL_LINES
    {
        lines.push(source.line_range(line.end as u32 + 1));
    }
    lines
}

/// Marks whose lines are at most two lines apart are shown together, unless they stand on one line
/// that is too wide for both: then each has the width for itself.
fn groups<'m>(source: &Source, marks: &'m [Mark], width: usize) -> Vec<&'m [Mark]> {
    let too_wide = |from: usize, i: usize| {
        let (Some(first), Some(before), Some(mark)) =
            (marks.get(from), marks.get(i - 1), marks.get(i))
        else {
            return false;
        };
        let all = first.span.start as usize..mark.span.end as usize;
        first.lines == mark.lines
            && before.span.end <= mark.span.start
            && source
                .text
                .get(all)
                .is_some_and(|t| t.chars().nth(width.saturating_sub(2)).is_some())
    };
    let line = |offset: usize| source.line_column(offset as u32).line;
    let mut groups = Vec::new();
    let (mut from, mut until) = (0, 0);
    for (i, mark) in marks.iter().enumerate() {
        let first = mark.lines.first().map_or(0, |l| line(l.start));
        let last = mark.lines.last().map_or(0, |l| line(l.start));
        if i > from && (first > until + 2 || too_wide(from, i)) {
            groups.extend(marks.get(from..i));
            from = i;
            until = 0;
        }
        until = until.max(last);
    }
    groups.extend(marks.get(from..).filter(|g| !g.is_empty()));
    groups
}

/// A part of a line: shown, or replaced by an ellipsis.
#[derive(Debug)]
enum Piece {
    Kept(Range<usize>),
    Gap(Range<usize>),
}

/// A piece, and where it stands in the excerpt.
#[derive(Debug)]
struct Cut {
    piece: Piece,
    to: Range<usize>,
}

/// Where an offset of the file stands in the excerpt.
fn moved(cuts: &[Cut], offset: usize, is_end: bool) -> usize {
    for cut in cuts {
        match &cut.piece {
            Piece::Kept(r) if offset >= r.start && offset <= r.end => {
                return cut.to.start + (offset - r.start);
            }
            Piece::Gap(r) if offset > r.start && offset < r.end => {
                return if is_end { cut.to.end } else { cut.to.start };
            }
            _ => {}
        }
    }
    cuts.last().map_or(0, |c| c.to.end)
}

/// Cuts a line to about `width` characters around the labels on it.
fn pieces(text: &str, line: &Range<usize>, labels: &[Range<usize>], width: usize) -> Vec<Piece> {
    let mut line = line.clone();
    // A byte-order mark is no character of the text.
    if line.start == 0 && text.starts_with('\u{feff}') && line.end >= 3 {
        line.start = 3;
    }
    let body = text.get(line.clone()).unwrap_or("");
    if line.len() <= width || body.chars().nth(width).is_none() {
        return vec![Piece::Kept(line)];
    }
    let mut kept: Vec<Range<usize>> = Vec::new();
    let share = (width / labels.len().max(1)).max(2 * AROUND);
    let mut keep = |r: Range<usize>| match kept.last_mut() {
        // A gap of a few characters is no wider than its ellipsis is worth.
        Some(l) if r.start <= l.end + 6 => l.end = l.end.max(r.end),
        _ => kept.push(r),
    };
    for label in labels {
        let chars = text.get(label.clone()).unwrap_or("").chars().count();
        // Two ellipses and a word's edge on each side.
        if chars + 6 <= share {
            let around = (share - chars) / 2;
            keep(
                back(text, label.start, around, line.start)
                    ..ahead(text, label.end, around, line.end),
            );
        } else {
            let room = share - AROUND;
            keep(
                back(text, label.start, AROUND / 2, line.start)
                    ..ahead(text, label.start, room * 2 / 3, label.end),
            );
            keep(
                back(text, label.end, room / 3, label.start)
                    ..ahead(text, label.end, AROUND / 2, line.end),
            );
        }
    }
    if labels.is_empty() {
        keep(line.start..ahead(text, line.start, width.saturating_sub(1), line.end));
    }
    let mut out = Vec::new();
    let mut at = line.start;
    for r in kept {
        if r.start > at {
            out.push(Piece::Gap(at..r.start));
        }
        at = r.end;
        out.push(Piece::Kept(r));
    }
    if at < line.end {
        out.push(Piece::Gap(at..line.end));
    }
    out
}

/// `n` characters before `offset`, but not before `least`.
fn back(text: &str, offset: usize, n: usize, least: usize) -> usize {
    text.get(least..offset)
        .and_then(|t| t.char_indices().rev().take(n).last())
        .map_or(offset, |(i, _)| least + i)
}

/// `n` characters after `offset`, but not after `most`.
fn ahead(text: &str, offset: usize, n: usize, most: usize) -> usize {
    text.get(offset..most)
        .and_then(|t| t.char_indices().nth(n))
        .map_or(most.max(offset), |(i, _)| offset + i)
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset().saturating_add(span.len()));
        let part = self
            .parts
            .iter()
            .find(|p| p.range.start <= start && end <= p.range.end)
            .ok_or(MietteError::OutOfBounds)?;
        // Without context miette asks for the place to print in the header.
        let (range, line, column) = if before == 0 && after == 0 {
            let place = self.labels.iter().find(|(r, ..)| r.start == start);
            let at = place.map_or((part.line, 0), |(.., p)| {
                (p.line.saturating_sub(1), p.column.saturating_sub(1))
            });
            (start..end, at.0, at.1)
        } else {
            (part.range.clone(), part.line, 0)
        };
        let data = self
            .text
            .as_bytes()
            .get(range.clone())
            .ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            part.name.clone(),
            data,
            (range.start, range.len()).into(),
            line,
            column,
            part.lines,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Role;

    #[test]
    fn a_long_line_is_cut_around_its_labels_and_they_stay_on_their_words() {
        let text = format!(
            "{}NEEDLE{}THREAD{}",
            "a ".repeat(50_000),
            "é ".repeat(400),
            "z".repeat(5_000_000)
        );
        let mut src = Sources::new();
        let file = src.add(Source::new("r.md", text.clone(), Role::Report));
        let spans: Vec<Span> = ["NEEDLE", "THREAD"]
            .iter()
            .map(|w| {
                let i = text.find(w).unwrap();
                Span::new(file, i, i + 6)
            })
            .collect();
        let excerpt = Excerpt::new(&src, &spans, 100);
        // Too far apart for one line: each has a line for itself.
        let widths: Vec<usize> = excerpt.text.lines().map(|l| l.chars().count()).collect();
        assert_eq!(widths.len(), 2, "{}", excerpt.text);
        assert!(widths.iter().all(|w| *w <= 104), "{}", excerpt.text);
        let shown: Vec<&str> = excerpt
            .labels()
            .map(|(r, _)| excerpt.text.get(r).unwrap_or_default())
            .collect();
        assert_eq!(shown, ["NEEDLE", "THREAD"]);
    }

    #[test]
    fn a_label_over_a_whole_file_shows_its_first_lines() {
        let text = "line of text\n".repeat(10_000);
        let mut src = Sources::new();
        let file = src.add(Source::new("r.md", text.clone(), Role::Report));
        let excerpt = Excerpt::new(&src, &[Span::new(file, 0, text.len())], 80);
        assert!(excerpt.text.lines().count() <= LABEL_LINES + 1);
    }

    #[test]
    fn two_files_stand_one_after_the_other() {
        let mut src = Sources::new();
        let a = src.add(Source::new("a.norm", "one\ntwo\nthree\n", Role::Rules));
        let b = src.add(Source::new("b.md", "x \u{1b}[2J\ny\n", Role::Report));
        let excerpt = Excerpt::new(&src, &[Span::new(b, 2, 6), Span::new(a, 4, 7)], 80);
        assert_eq!(excerpt.text, "x ?[2J\ny\none\ntwo\nthree\n");
        let shown: Vec<&str> = excerpt
            .labels()
            .map(|(r, _)| excerpt.text.get(r).unwrap_or_default())
            .collect();
        assert_eq!(shown, ["?[2J", "two"]);
        assert!(excerpt.read_span(&(2, 10).into(), 1, 1).is_err());
    }
}
