//! Events to a tree, without recursion and within limits: depth, number of values, repeated values.

use super::events::{Ev, Events, MAX_DEPTH};
use super::{Node, Value};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::source::{Sources, Span};
use rustc_hash::FxHashMap;

/// How many values one tree may hold, those that aliases repeat included.
const MAX_NODES: usize = 1_000_000;

/// The tree of a range of a source text: a whole file, or front matter. None for an empty text.
///
/// The first syntax error ends the reading of the text (what a YAML text means after one cannot be
/// told); repeated keys and other mistakes are all reported and leave the tree whole.
pub fn parse(src: &Sources, span: Span) -> Outcome<Option<Node>> {
    let text = src.slice(span);
    let mut events = Events::new(text, span.file, span.start as usize, false);
    let mut builder = Builder::default();
    let value = match document(&mut events, &mut builder) {
        Ok(value) => value,
        Err(error) => {
            builder.said.push(*error);
            None
        }
    };
    let mut said = std::mem::take(&mut events.said);
    said.append(&mut builder.said);
    said.sort_by_key(|d| d.labels.first().map(|l| l.span));
    Outcome::with(value, said)
}

fn document(
    events: &mut Events<'_>,
    builder: &mut Builder,
) -> Result<Option<Node>, Box<Diagnostic>> {
    let mut root = None;
    while let Some(event) = events.next() {
        match event? {
            Ev::Document(span) => {
                builder.said.push(second_document(span));
                return Ok(root);
            }
            event => {
                let node = builder.node(events, event)?;
                root = root.or(Some(node));
            }
        }
    }
    Ok(root)
}

pub(super) fn second_document(span: Span) -> Diagnostic {
    Diagnostic::new(Code::YamlDocuments, "a second YAML document in one file")
        .at(span, "it and what follows is not read")
        .help("remove the line `---`, or put the second document into a file of its own")
}

/// A `#` comment of a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// With its marker.
    pub span: Span,
    /// Whether something stands before it on its line.
    pub trailing: bool,
}

/// The comments of a range of a source text, up to the first syntax error.
pub fn comments(src: &Sources, span: Span) -> Vec<Comment> {
    let text = src.slice(span);
    let base = span.start as usize;
    let mut events = Events::new(text, span.file, base, true);
    let mut out = Vec::new();
    while let Some(Ok(event)) = events.next() {
        if let Ev::Comment(at) = event {
            let before = text
                .get(..(at.start as usize).saturating_sub(base))
                .unwrap_or("");
            let line = before.rsplit('\n').next().unwrap_or("");
            out.push(Comment {
                span: at,
                trailing: !line.trim().is_empty(),
            });
        }
    }
    out
}

/// An unfinished collection.
struct Frame {
    span: Span,
    flow: bool,
    anchor: usize,
    /// Values when it began, to know how many it holds.
    before: usize,
    /// The deepest level reached inside.
    deepest: usize,
    content: Content,
}

enum Content {
    Seq(Vec<Node>),
    Map(Vec<(Node, Node)>, Option<Node>),
}

/// An anchored value, how many values it holds and how deep it is.
struct Anchored {
    node: Node,
    nodes: usize,
    depth: usize,
}

/// Builds one value after another; anchors live as long as it does.
#[derive(Default)]
pub(super) struct Builder {
    anchors: FxHashMap<usize, Anchored>,
    nodes: usize,
    /// Mistakes that leave the tree whole.
    pub(super) said: Vec<Diagnostic>,
}

impl Builder {
    /// Begins to count anew: what was built before was handed on. Aliases stay within the limit,
    /// since each repeated value is counted where it is repeated.
    pub(super) fn reset(&mut self) {
        self.nodes = 0;
    }

    /// The value that begins with `first`.
    pub(super) fn node(
        &mut self,
        events: &mut Events<'_>,
        first: Ev,
    ) -> Result<Node, Box<Diagnostic>> {
        let mut stack: Vec<Frame> = Vec::new();
        let mut event = first;
        loop {
            let done = match event {
                Ev::Scalar(node, anchor) => {
                    self.count(1, node.span)?;
                    self.keep(anchor, &node, 1, 0);
                    Some((node, 0))
                }
                Ev::Alias(anchor, span) => Some(self.alias(anchor, span, stack.len())?),
                Ev::Start {
                    map,
                    flow,
                    anchor,
                    span,
                } => {
                    if stack.len() >= MAX_DEPTH {
                        return Err(too_deep(span));
                    }
                    let before = self.nodes;
                    self.count(1, span)?;
                    stack.push(Frame {
                        span,
                        flow,
                        anchor,
                        before,
                        deepest: 0,
                        content: if map {
                            Content::Map(Vec::new(), None)
                        } else {
                            Content::Seq(Vec::new())
                        },
                    });
                    None
                }
                Ev::End(end) => stack.pop().map(|frame| self.close(frame, end)),
                Ev::Comment(_) | Ev::Document(_) => None,
            };
            if let Some((node, depth)) = done {
                let Some(top) = stack.last_mut() else {
                    return Ok(node);
                };
                top.deepest = top.deepest.max(depth);
                match &mut top.content {
                    Content::Seq(items) => items.push(node),
                    Content::Map(entries, key) => match key.take() {
                        Some(k) => entries.push((k, node)),
                        None => *key = Some(node),
                    },
                }
            }
            event = match events.next() {
                Some(event) => event?,
                None => return Err(ended(stack.first().map(|f| f.span), events)),
            };
        }
    }

    fn count(&mut self, more: usize, span: Span) -> Result<(), Box<Diagnostic>> {
        self.nodes += more;
        if self.nodes > MAX_NODES {
            return Err(Box::new(
                Diagnostic::new(
                    Code::YamlTooLarge,
                    format!("more than {MAX_NODES} values in one YAML text"),
                )
                .at(span, "the limit is reached here; nothing after it is read")
                .help("split the file, or write records as JSON Lines or CSV"),
            ));
        }
        Ok(())
    }

    fn keep(&mut self, anchor: usize, node: &Node, nodes: usize, depth: usize) {
        if anchor != 0 {
            self.anchors.insert(
                anchor,
                Anchored {
                    node: node.clone(),
                    nodes,
                    depth,
                },
            );
        }
    }

    fn alias(
        &mut self,
        anchor: usize,
        span: Span,
        level: usize,
    ) -> Result<(Node, usize), Box<Diagnostic>> {
        let Some(found) = self.anchors.get(&anchor) else {
            return Err(Box::new(
                Diagnostic::new(Code::YamlSyntax, "this value holds itself")
                    .at(span, "repeats a value that is not finished here")
                    .help("write the value out"),
            ));
        };
        let (nodes, depth) = (found.nodes, found.depth);
        if level + depth > MAX_DEPTH {
            return Err(too_deep(span));
        }
        let node = found.node.clone();
        self.count(nodes, span)?;
        Ok((node, depth))
    }

    fn close(&mut self, frame: Frame, end: Span) -> (Node, usize) {
        let value = match frame.content {
            Content::Seq(items) => Value::Seq(items),
            Content::Map(entries, _) => Value::Map(self.keys(entries)),
        };
        let mut span = frame.span;
        if frame.flow {
            span = span.to(end);
        } else {
            // The end of a block stands wherever the next thing begins; its last value is its end.
            let last = match &value {
                Value::Seq(items) => items.last().map(|n| n.span),
                Value::Map(entries) => entries.last().map(|(k, v)| k.span.to(v.span)),
                _ => None,
            };
            span = last.map_or(span, |l| {
                if l.start >= span.start {
                    span.to(l)
                } else {
                    span
                }
            });
        }
        let node = Node { span, value };
        let depth = frame.deepest + 1;
        self.keep(
            frame.anchor,
            &node,
            self.nodes.saturating_sub(frame.before),
            depth,
        );
        (node, depth)
    }

    /// Entries whose key is text, each key once: the first stands, the others are errors.
    fn keys(&mut self, entries: Vec<(Node, Node)>) -> Vec<(Node, Node)> {
        let mut seen: FxHashMap<String, Span> = FxHashMap::default();
        let mut out = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(text) = key.text() else {
                self.said.push(
                    Diagnostic::new(
                        Code::YamlKey,
                        format!("{} as a key; a key is a word", key.what()),
                    )
                    .at(key.span, "the entry is not read")
                    .help("give the entry a name before its `:`"),
                );
                continue;
            };
            if let Some(first) = seen.get(text) {
                self.said.push(
                    Diagnostic::new(Code::YamlKeyTwice, format!("the key `{text}` stands twice"))
                        .at(key.span, "the second one is not read")
                        .at(*first, "the first one")
                        .help("remove one of them, or join their values"),
                );
                continue;
            }
            seen.insert(text.to_owned(), key.span);
            out.push((key, value));
        }
        out
    }
}

fn too_deep(span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::YamlTooLarge,
            format!("values lie more than {MAX_DEPTH} levels deep"),
        )
        .at(span, "the limit is reached here; nothing after it is read")
        .help("nothing that is read here needs more than a few levels; check the brackets"),
    )
}

fn ended(start: Option<Span>, events: &Events<'_>) -> Box<Diagnostic> {
    let span = start.unwrap_or(Span {
        file: events.file(),
        ..Span::default()
    });
    Box::new(
        Diagnostic::new(Code::YamlSyntax, "the text ends inside a value")
            .at(span, "begins here")
            .help("close it"),
    )
}
