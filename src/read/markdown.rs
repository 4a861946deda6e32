//! Markdown: headings, paragraphs, list items, table cells and quotes as blocks of text without
//! markup, each byte's place kept. Code between fences, HTML and struck-out words are no prose.

use super::meta::Reading;
use super::{Reader, front, prose};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::{Block, BlockKind, OffsetMap, Report};
use crate::source::{FileId, Sources, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// `.md`
pub(super) struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn is_records(&self) -> bool {
        false
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        let mut reading = Reading::new();
        let start = front::front(src, file, &mut reading);
        let (blocks, said) = blocks(src.text(file), file, start);
        prose::report(src, file, reading, blocks, said)
    }
}

/// The blocks of a Markdown text from byte `start` on, and what of it was not read.
fn blocks(text: &str, file: FileId, start: usize) -> (Vec<Block<'_>>, Vec<Diagnostic>) {
    let body = text.get(start..).unwrap_or("");
    let mut walk = Walk {
        text,
        file,
        start,
        out: Vec::new(),
        kinds: Vec::new(),
        run: Run::default(),
        skip: 0,
        unread: [None, None, None],
        taken_back: Vec::new(),
        undone: false,
        row: None,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        walk.event(event, range.start + start..range.end + start);
    }
    walk.flush();
    let said = walk.said();
    (walk.out, said)
}

/// The text of a block under construction.
#[derive(Default)]
struct Run {
    text: String,
    pairs: Vec<(u32, u32)>,
    /// The place of the text, as long as it is one slice of the source.
    slice: Option<Range<usize>>,
    /// Whether it no longer is.
    copied: bool,
    extent: Option<Range<usize>>,
}

/// Whether a cell of a table answers that something is not so.
fn says_no(text: &str) -> bool {
    const NO: &[&str] = &[
        "no",
        "not",
        "never",
        "false",
        "untrue",
        "wrong",
        "pending",
        "planned",
        "unfulfilled",
        "failed",
        "outstanding",
        "disputed",
        "denied",
        "alleged",
        "unconfirmed",
        "unverified",
        "rumoured",
        "proposed",
        "draft",
        "✗",
        "✘",
        "❌",
        "✖",
        "☐",
        "todo",
    ];
    let mut words = text
        .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
        .filter(|w| !w.is_empty());
    let first = words.next().map(str::to_lowercase).unwrap_or_default();
    NO.contains(&first.trim_end_matches('\u{fe0f}')) && words.count() < 5
}

struct Walk<'s> {
    text: &'s str,
    file: FileId,
    start: usize,
    out: Vec<Block<'s>>,
    kinds: Vec<BlockKind>,
    run: Run,
    /// How many open elements say that their text is not read.
    skip: usize,
    /// Where code, HTML and what is marked as not so first stood.
    unread: [Option<Range<usize>>; 3],
    /// Elements of HTML that are open and say that their words do not count.
    taken_back: Vec<String>,
    /// Whether the item under construction is one still to do.
    undone: bool,
    /// Where the row of a table that is open began, in the blocks.
    row: Option<usize>,
}

impl<'s> Walk<'s> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::End(tag) => self.close(tag),
            Event::Text(words) if self.skip == 0 => self.push(&words, range),
            // A sentence in code is an example of one.
            Event::Code(words) if words.split_whitespace().nth(2).is_some() => {
                self.unread[0].get_or_insert(range);
            }
            // A name in inline code belongs to the sentence; only the ticks go.
            Event::Code(words) if self.skip == 0 => {
                let ticks = self
                    .text
                    .get(range.clone())
                    .and_then(|raw| raw.find(&*words))
                    .unwrap_or(0);
                let from = range.start + ticks;
                self.push(&words, from..from + words.len());
            }
            Event::SoftBreak | Event::HardBreak if self.skip == 0 => self.gap(range),
            Event::Html(html)
                if !html.trim_start().starts_with("<!--") && !html.trim().is_empty() =>
            {
                self.unread[1].get_or_insert(range);
            }
            Event::InlineHtml(html) => self.inline_html(&html, range),
            // What is still to do has not been done: the item is not read.
            Event::TaskListMarker(false) => {
                self.unread[2].get_or_insert(range);
                self.undone = true;
            }
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    /// `<del>`, `<s>`, `<strike>` and `<template>` take their words back.
    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let name = |h: &str| -> String {
            h.chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase()
        };
        if let Some(close) = html.strip_prefix("</") {
            let close = name(close);
            if let Some(k) = self.taken_back.iter().rposition(|t| *t == close) {
                self.skip = self.skip.saturating_sub(self.taken_back.len() - k);
                self.taken_back.truncate(k);
            }
        } else if let Some(open) = html.strip_prefix('<') {
            let open = name(open);
            if ["del", "s", "strike", "template", "script", "style"].contains(&open.as_str())
                && !html.ends_with("/>")
            {
                self.unread[1].get_or_insert(range);
                self.taken_back.push(open);
                self.skip += 1;
            }
        }
    }

    /// Ends what HTML took back: an element that was not closed goes no further than its block.
    fn give_back(&mut self) {
        self.skip = self.skip.saturating_sub(self.taken_back.len());
        self.taken_back.clear();
    }

    /// A row that says "no" in a cell tells of nothing done: its cells are taken out.
    fn end_row(&mut self) {
        let Some(from) = self.row.take() else { return };
        let cells = self.out.get(from..).unwrap_or_default();
        let no = cells
            .iter()
            .find(|b| says_no(&b.text))
            .map(|b| b.span.range());
        if let Some(range) = no {
            self.unread[2].get_or_insert(range);
            self.out.truncate(from);
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if matches!(tag, Tag::TableRow) {
            self.row = Some(self.out.len());
        }
        match tag {
            Tag::Heading { level, .. } => self.block(BlockKind::Heading(*level as u8), range),
            Tag::Item => self.block(BlockKind::Item, range),
            Tag::TableCell => self.block(BlockKind::Cell, range),
            Tag::BlockQuote(_) => self.block(BlockKind::Quote, range),
            Tag::Paragraph | Tag::FootnoteDefinition(_) => {
                self.flush();
                self.run.extent = Some(range);
            }
            // Text that was merely indented is prose all the same; only fences say "code".
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.flush();
                self.run.extent = Some(range);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.flush();
                self.unread[0].get_or_insert(range);
                self.skip += 1;
            }
            Tag::HtmlBlock | Tag::List(_) | Tag::Table(_) | Tag::TableHead | Tag::TableRow => {
                self.flush();
            }
            Tag::Image { .. } | Tag::Strikethrough => self.skip += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableRow => self.end_row(),
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::BlockQuote(_) => {
                self.flush();
                self.kinds.pop();
            }
            TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::CodeBlock => {
                self.flush();
                // An indented block never raised it.
                self.skip = self.skip.saturating_sub(1);
            }
            TagEnd::Image | TagEnd::Strikethrough => self.skip = self.skip.saturating_sub(1),
            _ => {}
        }
    }

    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.flush();
        self.kinds.push(kind);
        self.run.extent = Some(range);
    }

    /// Words that stand at `range`; where they are not the source's own (an entity), only their
    /// first byte has a place.
    fn push(&mut self, words: &str, range: Range<usize>) {
        let own = self.text.get(range.clone()) == Some(words);
        if own && !self.run.copied {
            match &mut self.run.slice {
                None => {
                    self.run.slice = Some(range);
                    return;
                }
                Some(slice) if slice.end == range.start => {
                    slice.end = range.end;
                    return;
                }
                Some(_) => {}
            }
        }
        self.copy();
        self.run
            .pairs
            .push((self.run.text.len() as u32, range.start as u32));
        self.run.text.push_str(words);
    }

    /// A line break inside a block: white space that may stay where it stands.
    fn gap(&mut self, range: Range<usize>) {
        if !self.run.copied
            && let Some(slice) = &mut self.run.slice
            && slice.end == range.start
            && self
                .text
                .get(range.clone())
                .is_some_and(|raw| raw.trim().is_empty())
        {
            slice.end = range.end;
            return;
        }
        self.copy();
        self.run
            .pairs
            .push((self.run.text.len() as u32, range.start as u32));
        self.run.text.push(' ');
    }

    /// From here on the text is a copy.
    fn copy(&mut self) {
        self.run.copied = true;
        if let Some(slice) = self.run.slice.take() {
            self.run.pairs.push((0, slice.start as u32));
            self.run
                .text
                .push_str(self.text.get(slice).unwrap_or_default());
        }
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.give_back();
        if std::mem::take(&mut self.undone) {
            return;
        }
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let (text, map, first) = match run.slice {
            Some(slice) => {
                let words = self.text.get(slice.clone()).unwrap_or("").trim_end();
                (
                    Cow::Borrowed(words),
                    OffsetMap::slice(slice.start),
                    slice.start..slice.start + words.len(),
                )
            }
            None => {
                let end = run.text.trim_end().len();
                let mut text = run.text;
                text.truncate(end);
                let map = OffsetMap(run.pairs);
                let span = map.span(self.file, 0, end);
                (Cow::Owned(text), map, span.range())
            }
        };
        if text.trim().is_empty() {
            return;
        }
        let extent = run.extent.unwrap_or(first);
        self.out.push(Block {
            kind,
            text,
            span: Span::new(self.file, extent.start, extent.end),
            map,
        });
    }

    /// What was not read, once a kind.
    fn said(&mut self) -> Vec<Diagnostic> {
        let [code, html, undone] = std::mem::take(&mut self.unread);
        let kinds = [
            (
                code,
                "code",
                "write it as a quotation (`> …`) if it is part of the report",
            ),
            (html, "HTML", "write its words as Markdown"),
            (
                undone,
                "what is marked as not done",
                "write it as a sentence: what was not done, by whom",
            ),
        ];
        kinds
            .into_iter()
            .filter_map(|(range, what, help)| {
                let range = range?;
                let first = self.text.get(range.clone())?.lines().next()?.len();
                Some(
                    Diagnostic::new(Code::NotProse, format!("{what} is not read as prose"))
                        .at(
                            Span::new(self.file, range.start.max(self.start), range.start + first),
                            "the first of it",
                        )
                        .help(help),
                )
            })
            .collect()
    }
}
