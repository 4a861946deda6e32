//! The YAML crate's events, in our types: takes a range of a source text, gives scalars with their
//! places, starts and ends of collections, aliases and comments, one at a time.

use super::{Node, Scalar, Value, scalar};
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};
use serde_yaml::granit_parser::{
    Event, Options, Parser, ScalarStyle, ScanError, StrInput, StructureStyle,
};

/// How deep collections may lie in each other. Nothing that Servanda reads is deeper than eight.
pub(super) const MAX_DEPTH: usize = 64;

/// What the text says next.
#[derive(Debug)]
pub(super) enum Ev {
    /// A scalar, and the number of its anchor (0 for none).
    Scalar(Node, usize),
    /// A collection begins: a map or a sequence, whether in `{}`/`[]`, the number of its anchor.
    Start {
        map: bool,
        flow: bool,
        anchor: usize,
        span: Span,
    },
    /// A collection ends; the span is empty unless a bracket closes it.
    End(Span),
    /// A repetition of an anchored value.
    Alias(usize, Span),
    /// A `#` comment, marker included.
    Comment(Span),
    /// A further document begins.
    Document(Span),
}

/// Reads events from a range of a text.
pub(super) struct Events<'s> {
    parser: Parser<'s, StrInput<'s>>,
    text: &'s str,
    file: FileId,
    base: usize,
    documents: usize,
    /// Warnings on what YAML has and this tool does not read (tags).
    pub(super) said: Vec<Diagnostic>,
}

impl<'s> Events<'s> {
    /// Over `text`, which begins at byte `base` of `file`.
    pub(super) fn new(text: &'s str, file: FileId, base: usize, comments: bool) -> Self {
        let mut options = Options::default();
        options.emit_comments = comments;
        options.max_buffered_comment_events = usize::MAX;
        // The crate looks ahead: its own limits lie higher, so that ours speaks first.
        options.flow_nesting_limit = MAX_DEPTH * 4;
        options.block_nesting_limit = MAX_DEPTH * 4;
        Self {
            parser: Parser::new_from_str_with_options(text, options),
            text,
            file,
            base,
            documents: 0,
            said: Vec::new(),
        }
    }

    /// The file that is read.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    /// The next event; none at the end. After an error nothing follows.
    pub(super) fn next(&mut self) -> Option<Result<Ev, Box<Diagnostic>>> {
        loop {
            let (event, place) = match self.parser.next_event()? {
                Ok(pair) => pair,
                Err(error) => return Some(Err(Box::new(self.error(&error)))),
            };
            let range = place.byte_range().unwrap_or_default();
            let span = self.span(range.clone());
            let tag = place.tag_span().and_then(|t| t.byte_range());
            return Some(Ok(match event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
                Event::DocumentStart(..) => {
                    self.documents += 1;
                    if self.documents == 1 {
                        continue;
                    }
                    Ev::Document(span)
                }
                Event::Comment(..) => Ev::Comment(span),
                Event::Alias(anchor) => Ev::Alias(anchor, span),
                Event::Scalar(text, style, anchor, _) => {
                    let text_tag = self.tag(tag, &["!!str", "!"]);
                    Ev::Scalar(self.scalar(&text, style, range, text_tag), anchor)
                }
                Event::SequenceStart(style, anchor, _) => {
                    self.tag(tag, &["!!seq"]);
                    Ev::Start {
                        map: false,
                        flow: style == StructureStyle::Flow,
                        anchor,
                        span,
                    }
                }
                Event::MappingStart(style, anchor, _) => {
                    self.tag(tag, &["!!map"]);
                    Ev::Start {
                        map: true,
                        flow: style == StructureStyle::Flow,
                        anchor,
                        span,
                    }
                }
                Event::SequenceEnd | Event::MappingEnd => Ev::End(span),
                _ => continue,
            }));
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    /// Whether a tag is one of `known`; any other is said to mean nothing.
    fn tag(&mut self, tag: Option<std::ops::Range<usize>>, known: &[&str]) -> bool {
        let Some(range) = tag else { return false };
        let word = self.text.get(range.clone()).unwrap_or("");
        if known.contains(&word) {
            return true;
        }
        let span = self.span(range);
        self.said.push(
            Diagnostic::new(
                Code::YamlTag,
                format!("the tag `{word}` means nothing here"),
            )
            .at(span, "read as if it were not there")
            .help(
                "remove the tag; values are text, and whoever reads them knows what they should be",
            ),
        );
        false
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        range: std::ops::Range<usize>,
        text_tag: bool,
    ) -> Node {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let span = self.span(range.clone());
        let plain = style == ScalarStyle::Plain;
        if plain && !text_tag && matches!(raw, "" | "~" | "null") {
            return Node {
                span,
                value: Value::Null,
            };
        }
        let text = if raw.is_empty() { "" } else { text };
        let at = self.base + range.start;
        let map = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The crate's span begins at the first word; the lines begin after the header's line.
                let before = self.text.get(..range.start).unwrap_or("");
                let header = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
                let start = before
                    .get(header..)
                    .and_then(|gap| gap.find('\n'))
                    .map_or(range.start, |n| header + n + 1);
                let lines = self.text.get(start..range.end).unwrap_or("");
                scalar::block(lines, text, self.base + start)
            }
            _ => scalar::flow(raw, text, at),
        };
        Node {
            span,
            value: Value::Scalar(Scalar {
                text: text.to_owned(),
                map,
                plain,
            }),
        }
    }

    fn error(&self, error: &ScanError) -> Diagnostic {
        let offset = error
            .marker()
            .byte_offset()
            .unwrap_or(self.text.len())
            .min(self.text.len());
        // A place at the very end is shown at the last character, so that there is something to see.
        let end = self
            .text
            .get(offset..)
            .and_then(|rest| rest.chars().next())
            .map_or(offset, |c| {
                offset + if c == '\n' { 0 } else { c.len_utf8() }
            });
        let info = error.info();
        let info = info.trim_end_matches('.');
        let mut message = String::from("this is no YAML: ");
        let mut letters = info.chars();
        message.extend(letters.next().map(|c| c.to_ascii_lowercase()));
        message.push_str(letters.as_str());
        let mut out = Diagnostic::new(Code::YamlSyntax, message).at(
            self.span(offset..end),
            "the text cannot be read from here on",
        );
        let line = self
            .text
            .get(..offset)
            .map_or("", |before| before.rsplit('\n').next().unwrap_or_default());
        out.help = Some(if line.contains('\t') {
            "indent with spaces; YAML does not allow tabs there".into()
        } else if info.contains("recursion") || info.contains("nesting") {
            format!("write it with at most {MAX_DEPTH} levels")
        } else {
            "check the indentation, quotes and brackets at and just above this place; a value that \
             holds `: ` or ` #` needs quotes"
                .into()
        });
        out
    }
}
