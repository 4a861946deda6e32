//! HTML: headings, paragraphs, list items, cells and quotations as blocks of text, each byte's place kept.
//! The tokens are those of the WHATWG standard (html5gum). Scripts, styles, navigation, forms, code, what is
//! hidden and what is struck out are no prose. Title, date and publisher are taken from the page's own
//! `<title>` and `<meta>`, unless front matter stands before it.

use super::meta::Reading;
use super::{Reader, dates, front, prose};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::model::{Block, BlockKind, OffsetMap, Report};
use crate::source::{FileId, Sources, Span, Spanned};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::borrow::Cow;

/// `.html`
pub(super) struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn is_records(&self) -> bool {
        false
    }

    fn read<'s>(&self, src: &'s Sources, file: FileId) -> Outcome<Report<'s>> {
        let mut reading = Reading::new();
        let text = src.text(file);
        let start = front::front(src, file, &mut reading);
        let mut walk = Walk::new(text, file, start);
        let emitter = CallbackEmitter::<_, (), usize>::new(
            |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<()> {
                walk.event(&event, start + span.start, start + span.end);
                None
            },
        );
        let mut emitter = emitter;
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(text.get(start..).unwrap_or(""), emitter) {
            match token {
                Ok(()) => {}
                Err(never) => match never {},
            }
        }
        walk.flush();
        walk.about(&mut reading);
        let (blocks, said) = (walk.out, walk.unread);
        let said = said.map(|span| {
            Diagnostic::new(
                Code::NotProse,
                "code or struck-out words are not read as prose",
            )
            .at(span, "the first of it")
            .help("write it as a quotation if it is part of the report")
        });
        prose::report(src, file, reading, blocks, said.into_iter().collect())
    }
}

/// Elements whose words are no prose of the report; those that may hold part of it are said.
const SKIPPED: &[(&str, bool)] = &[
    ("script", false),
    ("style", false),
    ("template", false),
    ("noscript", false),
    ("nav", false),
    ("svg", false),
    ("math", false),
    ("form", false),
    ("button", false),
    ("select", false),
    ("textarea", false),
    ("iframe", false),
    ("object", false),
    ("pre", true),
    ("code", true),
    ("samp", true),
    ("kbd", true),
    ("del", true),
    ("s", true),
    ("strike", true),
];

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements inside a line: everything else ends a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "dfn", "em", "font", "i",
    "img", "ins", "label", "mark", "q", "ruby", "small", "span", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
];

/// Most elements left out that are kept open inside one another.
const DEPTH: usize = 256;

struct Walk<'s> {
    source: &'s str,
    file: FileId,
    out: Vec<Block<'s>>,
    text: String,
    pairs: Vec<(u32, u32)>,
    extent: Option<(usize, usize)>,
    kind: BlockKind,
    quotes: usize,
    /// The tag being read, its place, and what its attributes say.
    tag: String,
    at: usize,
    attribute: String,
    hidden: bool,
    meta: (String, Option<(String, usize, usize)>),
    /// Elements that are left out, with how many of the same name are open within.
    skip: Vec<(String, usize)>,
    title: Option<(String, usize, usize)>,
    in_title: bool,
    date: Option<(String, usize, usize)>,
    publisher: Option<(String, usize, usize)>,
    language: Option<String>,
    unread: Option<Span>,
}

impl<'s> Walk<'s> {
    fn new(source: &'s str, file: FileId, start: usize) -> Self {
        Self {
            source,
            file,
            out: Vec::new(),
            text: String::new(),
            pairs: Vec::new(),
            extent: None,
            kind: BlockKind::Paragraph,
            quotes: 0,
            tag: String::new(),
            at: start,
            attribute: String::new(),
            hidden: false,
            meta: (String::new(), None),
            skip: Vec::new(),
            title: None,
            in_title: false,
            date: None,
            publisher: None,
            language: None,
            unread: None,
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, from: usize, to: usize) {
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = words(name);
                self.at = from;
                self.hidden = false;
                self.meta = (String::new(), None);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = words(name);
                self.hidden |= self.attribute == "hidden";
            }
            CallbackEvent::AttributeValue { value } => self.attribute(&words(value), from, to),
            CallbackEvent::CloseStartTag { self_closing } => self.open(*self_closing, to),
            CallbackEvent::EndTag { name } => self.close(&words(name)),
            CallbackEvent::String { value } => {
                if let Ok(value) = std::str::from_utf8(value) {
                    self.words(value, from, to);
                }
            }
            _ => {}
        }
    }

    fn attribute(&mut self, value: &str, from: usize, to: usize) {
        let plain: String = value.split_whitespace().collect();
        match self.attribute.as_str() {
            "aria-hidden" => self.hidden |= value == "true",
            "style" => {
                self.hidden |=
                    plain.contains("display:none") || plain.contains("visibility:hidden");
            }
            "lang" if self.tag == "html" => self.language = Some(value.to_owned()),
            "name" | "property" | "itemprop" if self.tag == "meta" => {
                self.meta.0 = value.to_ascii_lowercase();
            }
            "content" if self.tag == "meta" => {
                self.meta.1 = Some((value.trim().to_owned(), from, to));
            }
            "datetime" if self.tag == "time" && self.date.is_none() => {
                self.date = Some((value.trim().to_owned(), from, to));
            }
            _ => {}
        }
    }

    fn open(&mut self, self_closing: bool, to: usize) {
        let tag = std::mem::take(&mut self.tag);
        let name = tag.as_str();
        if let Some((open, depth)) = self.skip.last_mut()
            && open == name
        {
            *depth += 1;
            return;
        }
        match name {
            "meta" => return self.told(),
            "title" => {
                self.in_title = self.skip.is_empty();
                return;
            }
            "br" => return self.gap(self.at),
            _ => {}
        }
        let inline = INLINE.contains(&name);
        if !inline && !matches!(name, "code" | "del" | "s" | "strike" | "samp" | "kbd") {
            self.flush();
        }
        let skipped = SKIPPED.iter().find(|(n, _)| *n == name);
        if (self.hidden || skipped.is_some()) && !VOID.contains(&name) && !self_closing {
            if skipped.is_some_and(|(_, said)| *said) && self.unread.is_none() {
                self.unread = Some(Span::new(self.file, self.at, to));
            }
            if self.skip.len() < DEPTH {
                self.skip.push((tag, 0));
            }
            return;
        }
        self.kind = match name {
            "h1" => BlockKind::Heading(1),
            "h2" => BlockKind::Heading(2),
            "h3" => BlockKind::Heading(3),
            "h4" => BlockKind::Heading(4),
            "h5" => BlockKind::Heading(5),
            "h6" => BlockKind::Heading(6),
            "li" | "dd" | "dt" => BlockKind::Item,
            "td" | "th" => BlockKind::Cell,
            "blockquote" => {
                self.quotes += 1;
                BlockKind::Quote
            }
            _ if inline => return,
            _ if self.quotes > 0 => BlockKind::Quote,
            // A paragraph inside an item or a cell is of its kind.
            "p" | "div" if matches!(self.kind, BlockKind::Item | BlockKind::Cell) => return,
            _ => BlockKind::Paragraph,
        };
    }

    fn close(&mut self, name: &str) {
        if name == "title" {
            self.in_title = false;
            return;
        }
        if let Some(k) = self.skip.iter().rposition(|(n, _)| n == name) {
            match self.skip.get_mut(k) {
                Some((_, depth)) if *depth > 0 => *depth -= 1,
                _ => self.skip.truncate(k),
            }
            return;
        }
        if INLINE.contains(&name) {
            return;
        }
        self.flush();
        if name == "blockquote" {
            self.quotes = self.quotes.saturating_sub(1);
        }
        let inner =
            matches!(name, "p" | "div") && matches!(self.kind, BlockKind::Item | BlockKind::Cell);
        if !inner {
            self.kind = if self.quotes > 0 {
                BlockKind::Quote
            } else {
                BlockKind::Paragraph
            };
        }
    }

    /// What a `<meta>` says of the page.
    fn told(&mut self) {
        let (name, content) = std::mem::take(&mut self.meta);
        let Some(content) = content.filter(|c| !c.0.is_empty()) else {
            return;
        };
        let slot = match name.as_str() {
            "article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.date"
            | "pubdate" => &mut self.date,
            "og:site_name" | "dc.publisher" | "publisher" => &mut self.publisher,
            "og:title" if self.title.is_none() => &mut self.title,
            _ => return,
        };
        *slot = Some(content);
    }

    /// White space at `from`.
    fn gap(&mut self, from: usize) {
        if self.skip.is_empty() && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.pairs.push((self.text.len() as u32, from as u32));
            self.text.push(' ');
        }
    }

    /// Words at `from..to`, character references resolved in `value`.
    fn words(&mut self, value: &str, from: usize, to: usize) {
        let raw = self.source.get(from..to).unwrap_or("");
        if self.in_title {
            self.title
                .get_or_insert_with(|| (value.trim().to_owned(), from, to));
            return;
        }
        if !self.skip.is_empty() {
            return;
        }
        let value = value.trim_start_matches('\u{feff}');
        let mut at = from + (raw.len() - raw.trim_start_matches('\u{feff}').len());
        // Where the next piece of text stands, unless it goes on without a gap.
        let mut joined = false;
        for c in value.chars() {
            let rest = self.source.get(at..to).unwrap_or("");
            let length = reference(rest, c);
            if c.is_whitespace() && c != '\u{a0}' {
                self.gap(at);
                joined = false;
                at += length;
                continue;
            }
            let own = rest.starts_with(c);
            if !joined || !own {
                self.pairs.push((self.text.len() as u32, at as u32));
            }
            joined = own;
            self.extent = Some((self.extent.map_or(at, |e| e.0), at + length));
            self.text.push(c);
            at += length;
        }
    }

    fn flush(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let pairs = std::mem::take(&mut self.pairs);
        let extent = self.extent.take();
        text.truncate(text.trim_end().len());
        let Some((from, to)) = extent.filter(|_| !text.is_empty()) else {
            return;
        };
        self.out.push(Block {
            kind: self.kind,
            text: Cow::Owned(text),
            span: Span::new(self.file, from, to),
            map: OffsetMap(pairs),
        });
    }

    /// What the page says of itself; what stands in front matter stands.
    fn about(&mut self, reading: &mut Reading) {
        let spanned = |(text, from, to): (String, usize, usize)| {
            Spanned::new(text, Span::new(self.file, from, to))
        };
        let meta = &mut reading.meta;
        if meta.title.is_none() {
            meta.title = self.title.take().map(spanned);
        }
        if meta.publisher.is_none() {
            meta.publisher = self.publisher.take().map(spanned);
        }
        if meta.language.is_none() {
            meta.language = self.language.take().filter(|l| !l.is_empty());
        }
        if meta.published.is_none()
            && let Some((text, from, to)) = self.date.take()
            // Of a time, the day.
            && let Some(spec) = dates::date(text.split(['T', ' ']).next().unwrap_or(""))
        {
            meta.published = Some(Spanned::new(spec.interval, Span::new(self.file, from, to)));
            meta.dated_by = "the page itself";
        }
    }
}

/// How many bytes of the source the character `c` takes: those of the character itself, of a character
/// reference, or of a line break of two.
fn reference(rest: &str, c: char) -> usize {
    if rest.starts_with(c) && c != '&' {
        return c.len_utf8();
    }
    if c == '\n' && rest.starts_with("\r\n") {
        return 2;
    }
    if c == '\n' && rest.starts_with('\r') {
        return 1;
    }
    let Some(name) = rest.strip_prefix('&') else {
        return rest.chars().next().map_or(0, char::len_utf8);
    };
    let digits = name.strip_prefix('#').map_or(0, |_| 1);
    let length = name
        .bytes()
        .skip(digits)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    if length == 0 {
        return 1;
    }
    let end = digits + length;
    let closed = usize::from(name.as_bytes().get(end) == Some(&b';'));
    // "AT&T", "&unknown;" and a bare ampersand stand for themselves.
    if c == '&' && digits == 0 && !name.to_ascii_lowercase().starts_with("amp") {
        return 1;
    }
    // Without a semicolon only the old names end a reference: the longest of them that stands there.
    if closed == 0 && digits == 0 {
        const OLD: &[&str] = &[
            "amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "shy", "para", "sect",
        ];
        let old = OLD
            .iter()
            .filter(|o| name.starts_with(**o))
            .map(|o| o.len())
            .max();
        return 1 + old.unwrap_or(length);
    }
    1 + end + closed
}

#[cfg(test)]
mod tests;
