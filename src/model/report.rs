//! Reports as read: prose in blocks, or records, with what is known of their publication.

use crate::diag::Diagnostic;
use crate::source::{FileId, Span, Spanned};
use crate::time::Interval;
use std::borrow::Cow;
use std::fmt;

/// A report of either kind. Text borrows from the sources wherever nothing had to be changed.
#[derive(Debug)]
pub struct Report<'s> {
    /// Where it was read from.
    pub file: FileId,
    /// What is known of it.
    pub meta: Meta,
    /// Its content.
    pub body: Body<'s>,
}

/// What a report says of itself.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// When it was published; none where nothing says so.
    pub published: Option<Spanned<Interval>>,
    /// How the date became known: `front matter`, `--date`, `dateline`, `file name`.
    pub dated_by: &'static str,
    /// Who published it.
    pub publisher: Option<Spanned<String>>,
    /// What it claims to cover.
    pub covers: Vec<Cover>,
    /// `tier`
    pub tier: Option<Spanned<String>>,
    /// `url`
    pub url: Option<String>,
    /// `language`
    pub language: Option<String>,
}

/// What a report claims to cover, names unresolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The days.
    pub period: Interval,
    /// Only these actors; all where empty.
    pub actors: Vec<Spanned<String>>,
    /// Only these topics (entities or actions); all where empty.
    pub topics: Vec<Spanned<String>>,
    /// The words.
    pub span: Span,
}

/// Records as they come out of a file, one at a time, so that a large file never lies in memory as
/// records; what could not be read comes as a diagnostic in its place.
pub type RecordIter<'s> = Box<dyn Iterator<Item = Result<Found<'s>, Box<Diagnostic>>> + Send + 's>;

/// The content of a report.
pub enum Body<'s> {
    /// Prose, in the order of the text.
    Prose(Vec<Block<'s>>),
    /// Records, in the order of the file.
    Records(RecordIter<'s>),
}

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Prose(blocks) => f.debug_tuple("Prose").field(blocks).finish(),
            Body::Records(_) => f.write_str("Records(..)"),
        }
    }
}

/// What a block of prose is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A heading of a level 1–6; it gives context to what follows.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A quotation.
    Quote,
}

/// A run of text without markup.
#[derive(Debug, Clone)]
pub struct Block<'s> {
    /// What it is.
    pub kind: BlockKind,
    /// Its text: a slice of the source, or built where markup had to go. A line break inside a block
    /// stands in it as white space like any other; two in a row never do.
    pub text: Cow<'s, str>,
    /// Its extent in the source, markup included.
    pub span: Span,
    /// Where the text's bytes stand in the source.
    pub map: OffsetMap,
}

/// Sorted pairs (offset in the text, offset in the source); between two pairs both run alike. One
/// pair (0, start) says that the text is a plain slice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap(pub Vec<(u32, u32)>);

impl OffsetMap {
    /// The map of a plain slice that begins at `start`.
    pub fn slice(start: usize) -> Self {
        Self(vec![(0, start as u32)])
    }

    /// The offset in the source of an offset in the text.
    pub fn source(&self, offset: u32) -> u32 {
        let i = self
            .0
            .partition_point(|(o, _)| *o <= offset)
            .saturating_sub(1);
        self.0
            .get(i)
            .map_or(offset, |(o, s)| s + offset.saturating_sub(*o))
    }

    /// The span in the source of a range of the text (half-open). The end is mapped from the last
    /// byte, so that it never runs into a gap.
    pub fn span(&self, file: FileId, start: usize, end: usize) -> Span {
        let first = self.source(start as u32);
        let last = if end > start {
            self.source(end as u32 - 1) + 1
        } else {
            first
        };
        Span {
            file,
            start: first,
            end: last,
        }
    }
}

/// A field of a record with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'s> {
    /// Its value as text.
    pub text: Cow<'s, str>,
    /// Its place, quotes not included.
    pub span: Span,
}

/// A record as read, nothing resolved. Absent fields are empty or `None`.
#[derive(Debug, Clone, Default)]
pub struct Record<'s> {
    /// The whole record.
    pub span: Span,
    /// `date`: the event's day, with the coarse forms.
    pub date: Option<Field<'s>>,
    /// `begin`
    pub begin: Option<Field<'s>>,
    /// `end`
    pub end: Option<Field<'s>>,
    /// `actor`: one or a list.
    pub actors: Vec<Field<'s>>,
    /// `action`: a name or a phrase.
    pub action: Option<Field<'s>>,
    /// `target`: one or a list.
    pub targets: Vec<Field<'s>>,
    /// Participants, by preposition word.
    pub participants: Vec<(&'static str, Field<'s>)>,
    /// `amount`
    pub amount: Option<Field<'s>>,
    /// `of`
    pub of: Option<Field<'s>>,
    /// `unit`
    pub unit: Option<Field<'s>>,
    /// `polarity`: `+` or `-`
    pub polarity: Option<Field<'s>>,
    /// `status`
    pub status: Option<Field<'s>>,
    /// `source`
    pub source: Option<Field<'s>>,
    /// `recorded`
    pub recorded: Option<Field<'s>>,
    /// `id`
    pub id: Option<Field<'s>>,
    /// `retracts`
    pub retracts: Option<Field<'s>>,
    /// `covers`
    pub covers: Option<Field<'s>>,
    /// `text`: words of the source, where the record carries them.
    pub text: Option<Field<'s>>,
    /// Fields that no record has: said once a name.
    pub unknown: Vec<(Field<'s>, Field<'s>)>,
    /// What a table of coded events says beside, and leaves unsaid.
    pub coded: Option<Box<Coded<'s>>>,
}

/// The parties of a machine-coded event, where they are codes.
#[derive(Debug, Clone, Default)]
pub struct Coded<'s> {
    /// The state whose organ acted, by its code.
    pub actor_state: Option<Field<'s>>,
    /// The state whose organ was acted on.
    pub target_state: Option<Field<'s>>,
    /// Whether the table says anything of the actor.
    pub actor_given: bool,
    /// Whether it says anything of the target.
    pub target_given: bool,
    /// Whether the actor is of a type that is no organ of a state: a rebel of Pakistan is not Pakistan.
    pub actor_not_state: bool,
    /// The same of the target.
    pub target_not_state: bool,
}

/// A record in its most common form: each of some fields at most once, in words that stand in the file
/// as they are, and nothing else. Copied by value, no memory of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain<'s> {
    /// The whole record.
    pub span: Span,
    /// Its text; each value is a slice of it.
    pub words: &'s str,
    /// `date`
    pub date: Option<&'s str>,
    /// `actor`
    pub actor: Option<&'s str>,
    /// `action`
    pub action: Option<&'s str>,
    /// `target`
    pub target: Option<&'s str>,
    /// `source`
    pub source: Option<&'s str>,
    /// `recorded`
    pub recorded: Option<&'s str>,
    /// `status`
    pub status: Option<&'s str>,
    /// `id`
    pub id: Option<&'s str>,
    /// `text`
    pub text: Option<&'s str>,
}

impl<'s> Plain<'s> {
    /// The place of one of its values.
    pub fn place(&self, value: &str) -> Span {
        let from = (value.as_ptr() as usize).saturating_sub(self.words.as_ptr() as usize);
        let start = self.span.start as usize + from;
        Span::new(self.span.file, start, start + value.len())
    }

    /// The same record with room for every field.
    pub fn full(&self) -> Record<'s> {
        let field = |value: Option<&'s str>| {
            value.map(|text| Field {
                text: Cow::Borrowed(text),
                span: self.place(text),
            })
        };
        Record {
            span: self.span,
            date: field(self.date),
            actors: field(self.actor).into_iter().collect(),
            action: field(self.action),
            targets: field(self.target).into_iter().collect(),
            source: field(self.source),
            recorded: field(self.recorded),
            status: field(self.status),
            id: field(self.id),
            text: field(self.text),
            ..Record::default()
        }
    }
}

/// A record as a reader found it.
#[derive(Debug)]
pub enum Found<'s> {
    /// Plain.
    Plain(Plain<'s>),
    /// Any other.
    Full(Box<Record<'s>>),
}

impl<'s> Found<'s> {
    /// With room for every field.
    pub fn full(self) -> Record<'s> {
        match self {
            Found::Plain(plain) => plain.full(),
            Found::Full(record) => *record,
        }
    }
}
