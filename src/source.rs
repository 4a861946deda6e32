//! Source texts and places in them.
//!
//! Takes: the texts that `cli` loaded. Gives: byte spans that stay valid for the whole run, and the
//! only translation of a byte offset into a line and a column in the project.

use std::sync::OnceLock;

/// Names one loaded text in a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A half-open range of bytes `[start, end)` in one source's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The text that the offsets are in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `file` from `start` to `end` (bytes, half-open).
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            file,
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The smallest span that holds both; `self` where they are of different files.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The range as `usize`, for slicing with `str::get`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the words that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub node: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

/// What a text was loaded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A rule file that the user named.
    Rules,
    /// A package that ships inside the binary.
    Package,
    /// A report: prose or records.
    Report,
    /// An agreement's own text, for checking quotes.
    Text,
}

/// A line and a column, both counted from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One loaded text.
#[derive(Debug)]
pub struct Source {
    /// The name shown to the user: a path as given, with `/`, or `std/NAME.norm`.
    pub name: String,
    /// The text as it is on disk, a byte-order mark included, so that offsets are those of the file.
    pub text: String,
    /// What it was loaded for.
    pub role: Role,
    /// A date given on the command line for a report that names none (`--date`), as typed.
    pub given_date: Option<String>,
    /// Column mapping for CSV and TSV: (column in the file, field of a record).
    pub columns: Vec<(String, String)>,
    /// Byte offset of `text` in its file, where the file came in pieces.
    pub base_offset: u64,
    /// Lines before `text` in its file, where the file came in pieces.
    pub base_line: usize,
    lines: OnceLock<Vec<u32>>,
    characters: OnceLock<Vec<u32>>,
}

/// Bytes between two counts of characters: a place in one long line costs no more than this to count.
const STRIDE: usize = 4096;

impl Source {
    /// A whole text with a name and a role.
    pub fn new(name: impl Into<String>, text: impl Into<String>, role: Role) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            role,
            given_date: None,
            columns: Vec::new(),
            base_offset: 0,
            base_line: 0,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// Byte offsets at which lines begin.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|i| i as u32 + 1))
                .collect()
        })
    }

    /// Characters of the text before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counts = self.characters.get_or_init(|| {
            let mut sum = 0;
            let after = bytes.chunks(STRIDE).map(|c| {
                sum += characters(c) as u32;
                sum
            });
            std::iter::once(0).chain(after).collect()
        });
        let at = offset / STRIDE;
        let rest = bytes.get(at * STRIDE..offset).unwrap_or_default();
        counts.get(at).copied().unwrap_or(0) as usize + characters(rest)
    }

    /// Line and column of a byte offset of `text`; past the end it is the end.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = (offset as usize).min(self.text.len());
        let line = self
            .lines()
            .partition_point(|&s| s as usize <= offset)
            .saturating_sub(1);
        let start = self.lines().get(line).copied().unwrap_or(0) as usize;
        let bytes = self.text.as_bytes().get(start..offset).unwrap_or_default();
        let mut column = match bytes.len() {
            0..STRIDE => characters(bytes),
            _ => self.characters_before(offset) - self.characters_before(start),
        } + 1;
        if start == 0 && bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
            column -= 1;
        }
        LineColumn {
            line: line + 1 + self.base_line,
            column,
        }
    }

    /// The byte range of the line that holds `offset`, without its line break.
    pub fn line_range(&self, offset: u32) -> std::ops::Range<usize> {
        let offset = offset.min(self.text.len() as u32);
        let line = self
            .lines()
            .partition_point(|&s| s <= offset)
            .saturating_sub(1);
        let start = self.lines().get(line).copied().unwrap_or(0) as usize;
        let end = self
            .lines()
            .get(line + 1)
            .map_or(self.text.len(), |&n| n as usize - 1);
        start..end.max(start)
    }
}

/// A continuation byte (10xxxxxx) is no character of its own; a byte-order mark counts as one here.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count()
}

/// All texts of a run. A [`FileId`] is an index into it.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and gives its name in spans.
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() as u32 - 1)
    }

    /// The source of an id of this collection.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    /// Every source with its id, in loading order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(i, s)| (FileId(i as u32), s))
    }

    /// The text of a file; empty for an unknown id.
    pub fn text(&self, file: FileId) -> &str {
        self.get(file).map_or("", |s| s.text.as_str())
    }

    /// The shown name of a file; empty for an unknown id.
    pub fn name(&self, file: FileId) -> &str {
        self.get(file).map_or("", |s| s.name.as_str())
    }

    /// The words at a span; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Line and column of a span's first byte.
    pub fn start(&self, span: Span) -> LineColumn {
        self.get(span.file)
            .map_or(LineColumn { line: 1, column: 1 }, |s| {
                s.line_column(span.start)
            })
    }

    /// Line and column just past a span's last byte.
    pub fn end(&self, span: Span) -> LineColumn {
        self.get(span.file)
            .map_or(LineColumn { line: 1, column: 1 }, |s| {
                s.line_column(span.end)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_those_of_counting_from_its_start() {
        let text = format!("\u{feff}é{}\n{}", "aü—b".repeat(5000), "ü1".repeat(9000));
        let s = Source::new("x", text.clone(), Role::Report);
        let (mut line, mut column) = (1, 0);
        for (i, c) in text.char_indices() {
            column += usize::from(i > 0);
            let found = s.line_column(i as u32);
            assert_eq!(
                (found.line, found.column),
                (line, column.max(1)),
                "byte {i}"
            );
            if c == '\n' {
                (line, column) = (line + 1, 0);
            }
        }
    }
}
