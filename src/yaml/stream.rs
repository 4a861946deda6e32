//! A YAML text value by value: the entries of its top map, or the items of a long list in it, so that
//! a file of a million records never lies in memory as a tree.

use super::Node;
use super::events::{Ev, Events};
use super::tree::{Builder, second_document};
use crate::diag::{Code, Diagnostic};
use crate::source::{Sources, Span};

/// What the text holds next.
#[derive(Debug)]
pub enum Part {
    /// An entry of the top map.
    Pair(Node, Node),
    /// A list begins whose items follow one by one: the top list (no key), or one under a named key.
    List(Option<Node>),
    /// An item of such a list.
    Item(Node),
    /// A text that is a single value, neither list nor map.
    Value(Node),
}

enum State {
    Start,
    /// In the top map, at a key.
    Map,
    /// In a list; whether it lies in the top map.
    List(bool),
    End,
}

/// Reads a range of a source text part by part.
pub struct Stream<'s> {
    events: Events<'s>,
    builder: Builder,
    lists: &'static [&'static str],
    state: State,
    seen: Vec<(String, Span)>,
}

impl<'s> Stream<'s> {
    /// Over a range of a source; lists under the keys `lists` of the top map come item by item.
    pub fn new(src: &'s Sources, span: Span, lists: &'static [&'static str]) -> Self {
        Self {
            events: Events::new(src.slice(span), span.file, span.start as usize, false),
            builder: Builder::default(),
            lists,
            state: State::Start,
            seen: Vec::new(),
        }
    }

    /// What was wrong without ending the reading, since the last call.
    pub fn said(&mut self) -> Vec<Diagnostic> {
        let mut said = std::mem::take(&mut self.events.said);
        said.append(&mut self.builder.said);
        said
    }

    fn event(&mut self) -> Result<Option<Ev>, Box<Diagnostic>> {
        match self.events.next().transpose()? {
            Some(Ev::Document(span)) => {
                self.builder.said.push(second_document(span));
                self.state = State::End;
                Ok(None)
            }
            event => Ok(event),
        }
    }

    fn step(&mut self) -> Result<Option<Part>, Box<Diagnostic>> {
        loop {
            if matches!(self.state, State::End) {
                return Ok(None);
            }
            let Some(event) = self.event()? else {
                self.state = State::End;
                return Ok(None);
            };
            self.builder.reset();
            match self.state {
                State::Start => match event {
                    Ev::Start { map: true, .. } => self.state = State::Map,
                    Ev::Start { map: false, .. } => {
                        self.state = State::List(false);
                        return Ok(Some(Part::List(None)));
                    }
                    other => {
                        self.state = State::End;
                        let node = self.builder.node(&mut self.events, other)?;
                        return Ok(Some(Part::Value(node)));
                    }
                },
                State::Map => {
                    if matches!(event, Ev::End(_)) {
                        self.state = State::Start;
                        self.finish()?;
                        return Ok(None);
                    }
                    let key = self.builder.node(&mut self.events, event)?;
                    if let Some(part) = self.value(key)? {
                        return Ok(Some(part));
                    }
                }
                State::List(nested) => {
                    if matches!(event, Ev::End(_)) {
                        if nested {
                            self.state = State::Map;
                            continue;
                        }
                        self.finish()?;
                        return Ok(None);
                    }
                    let node = self.builder.node(&mut self.events, event)?;
                    return Ok(Some(Part::Item(node)));
                }
                State::End => return Ok(None),
            }
        }
    }

    /// The value of a key of the top map.
    fn value(&mut self, key: Node) -> Result<Option<Part>, Box<Diagnostic>> {
        let Some(event) = self.event()? else {
            return Ok(None);
        };
        let name = key.text().unwrap_or("").to_owned();
        let first = self
            .seen
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, span)| *span);
        if first.is_none()
            && let Ev::Start { map: false, .. } = event
            && self.lists.contains(&name.as_str())
        {
            self.seen.push((name, key.span));
            self.state = State::List(true);
            return Ok(Some(Part::List(Some(key))));
        }
        let value = self.builder.node(&mut self.events, event)?;
        if key.text().is_none() {
            self.builder.said.push(
                Diagnostic::new(
                    Code::YamlKey,
                    format!("{} as a key; a key is a word", key.what()),
                )
                .at(key.span, "the entry is not read")
                .help("give the entry a name before its `:`"),
            );
            return Ok(None);
        }
        if let Some(first) = first {
            self.builder.said.push(
                Diagnostic::new(Code::YamlKeyTwice, format!("the key `{name}` stands twice"))
                    .at(key.span, "the second one is not read")
                    .at(first, "the first one")
                    .help("remove one of them, or join their values"),
            );
            return Ok(None);
        }
        self.seen.push((name, key.span));
        Ok(Some(Part::Pair(key, value)))
    }

    /// Looks for what follows the top value.
    fn finish(&mut self) -> Result<(), Box<Diagnostic>> {
        while self.event()?.is_some() {}
        self.state = State::End;
        Ok(())
    }
}

impl Iterator for Stream<'_> {
    type Item = Result<Part, Box<Diagnostic>>;

    /// The next part; an error that ends the reading comes last.
    fn next(&mut self) -> Option<Self::Item> {
        match self.step() {
            Ok(part) => part.map(Ok),
            Err(error) => {
                self.state = State::End;
                Some(Err(error))
            }
        }
    }
}
