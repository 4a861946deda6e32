//! Values: texts, lists, dates, durations, evidence standards.

use super::Walk;
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{DateLit, DurationLit, Evidence, Limits, Number, Text};
use crate::syntax::pest::{self, Word};
use crate::time::{parse_date, parse_duration};
use crate::yaml::Node;

impl Walk {
    /// The entries of a map whose keys are known; others are said. Nothing for an absent value.
    pub(super) fn entries(
        &mut self,
        node: &Node,
        expected: &str,
        known: &[&str],
    ) -> Vec<(Text, Node)> {
        let all = self.named(node, expected);
        let mut out = Vec::new();
        for (key, value) in all {
            if known.contains(&key.node.as_str()) {
                out.push((key, value));
            } else {
                self.unknown(&key, known);
            }
        }
        out
    }

    /// The entries of a map with free keys.
    pub(super) fn named(&mut self, node: &Node, expected: &str) -> Vec<(Text, Node)> {
        if node.is_null() {
            return Vec::new();
        }
        let Some(map) = node.map() else {
            self.shape(node, expected);
            return Vec::new();
        };
        let mut out = Vec::new();
        for (key, value) in map {
            match key.spanned() {
                Some(k) => out.push((Spanned::new(k.node, key.inner_span()), value.clone())),
                None => self.shape(key, "a name"),
            }
        }
        out
    }

    /// A text; its span leaves the quotes out.
    pub(super) fn text(&mut self, node: &Node) -> Option<Text> {
        match node.text() {
            Some(t) => Some(Spanned::new(t.trim().to_owned(), node.inner_span())),
            None => {
                self.shape(node, "a text");
                None
            }
        }
    }

    /// A text, or a list of texts.
    pub(super) fn texts(&mut self, node: &Node) -> Vec<Text> {
        match node.seq() {
            Some(list) => list.iter().filter_map(|n| self.text(n)).collect(),
            None if node.is_null() => Vec::new(),
            None => self.text(node).into_iter().collect(),
        }
    }

    /// Says where a text is no word of its kind: what is written in sentences and in the `.norm` form must
    /// be one.
    pub(super) fn is_word(&mut self, word: Word, t: &Text) {
        if pest::is_word(word, &t.node) {
            return;
        }
        let (what, form) = match word {
            Word::Id => (
                "ID",
                "an ID begins with a capital; letters, digits, `-` and `_` follow",
            ),
            Word::Name => (
                "name",
                "such a name is of small letters, digits and hyphens, as `act-against`",
            ),
            Word::Key => (
                "ID of a commitment or instance",
                "it is written as `PK-1` or `PK-1[LeT]`",
            ),
            Word::Related => (
                "relation",
                "a relation is `leads`, or its name with `of`, as `part of`",
            ),
            Word::Package => ("package", "a package is written as `std.states`"),
            Word::Plover => (
                "code of PLOVER",
                "it is written as `COERCE` or `COERCE/arrest`",
            ),
            Word::Code => ("code of CAMEO", "it is of digits, as `173`"),
        };
        let d = Diagnostic::new(Code::YamlWord, format!("`{}` is no {what}", t.node)).at(
            t.span,
            format!(
                "not {} {what}",
                if what.starts_with('I') { "an" } else { "a" }
            ),
        );
        let near = nearest(word, &t.node).filter(|n| *n != t.node);
        self.said.push(match near {
            Some(near) => d.help(format!("{form}: write `{near}`")),
            None => d.help(form),
        });
    }

    /// A word of a kind.
    pub(super) fn word(&mut self, word: Word, node: &Node) -> Option<Text> {
        let t = self.text(node)?;
        self.is_word(word, &t);
        Some(t)
    }

    /// A word of a kind, or a list of them.
    pub(super) fn words(&mut self, word: Word, node: &Node) -> Vec<Text> {
        let all = self.texts(node);
        all.iter().for_each(|t| self.is_word(word, t));
        all
    }

    /// The entries of a map whose keys are words of a kind.
    pub(super) fn keyed(&mut self, word: Word, node: &Node, expected: &str) -> Vec<(Text, Node)> {
        let all = self.named(node, expected);
        all.iter().for_each(|(t, _)| self.is_word(word, t));
        all
    }

    /// Texts, each with limits in time: `X`, or `{ name: X, from: …, until: … }`.
    pub(super) fn limited(&mut self, node: &Node) -> Vec<(Text, Limits)> {
        let list: Vec<Node> = node
            .seq()
            .map_or_else(|| vec![node.clone()], <[Node]>::to_vec);
        let mut out = Vec::new();
        for n in &list {
            if n.map().is_none() {
                out.extend(self.text(n).map(|t| (t, Limits::default())));
                continue;
            }
            let (mut name, mut limits) = (None, Limits::default());
            for (key, value) in
                self.entries(n, "a name with its limits", &super::keys::of("limited"))
            {
                match key.node.as_str() {
                    "name" => name = self.text(&value),
                    "from" => limits.from = self.date(&value),
                    _ => limits.until = self.date(&value),
                }
            }
            match name {
                Some(name) => out.push((name, limits)),
                None => self.shape(n, "a `name`"),
            }
        }
        out
    }

    /// A date in one of the written forms.
    pub(super) fn date(&mut self, node: &Node) -> Option<DateLit> {
        let text = self.text(node)?;
        match parse_date(&text.node) {
            Some(d) => Some(Spanned::new(d, text.span)),
            None => {
                self.said.push(
                    Diagnostic::new(Code::NoSuchDate, format!("`{}` is no day of the calendar", text.node))
                        .at(text.span, "no such date")
                        .help("write a date that exists, as `2021-06-30`, `2021-06`, `2021`, `2021-Q2` or `30 June 2021`"),
                );
                None
            }
        }
    }

    /// A duration such as `12 months`.
    pub(super) fn duration(&mut self, node: &Node) -> Option<DurationLit> {
        let text = self.text(node)?;
        let found = parse_duration(&text.node);
        if found.is_none() {
            self.shape(node, "a duration such as `12 months`");
        }
        found.map(|d| Spanned::new(d, text.span))
    }

    /// A whole number.
    pub(super) fn integer(&mut self, node: &Node) -> Option<Spanned<u32>> {
        let text = self.text(node)?;
        let found = text.node.parse().ok();
        if found.is_none() {
            self.shape(node, "a whole number");
        }
        found.map(|n| Spanned::new(n, text.span))
    }

    /// A decimal number, exact, with at most six places behind the point.
    pub(super) fn number(&mut self, node: &Node) -> Option<Spanned<Number>> {
        let text = self.text(node)?;
        let (whole, fraction) = text.node.split_once('.').unwrap_or((&text.node, ""));
        let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let is_number = !whole.is_empty() && plain(whole) && plain(fraction) && fraction.len() <= 6;
        let digits = format!("{whole}{fraction}").parse::<i64>().ok();
        let scale = fraction.len() as u8;
        let found = digits
            .filter(|n| is_number && *n < 1_000_000_000_000_000_000)
            .map(|digits| Number { digits, scale });
        if found.is_none() {
            self.shape(node, "a number such as `2.5`");
        }
        found.map(|n| Spanned::new(n, text.span))
    }

    /// `true` or `yes`, `false` or `no`.
    pub(super) fn truth(&mut self, node: &Node) -> Option<bool> {
        match node.text() {
            Some("true" | "yes") => Some(true),
            Some("false" | "no") => Some(false),
            _ => {
                self.shape(node, "`true` or `false`");
                None
            }
        }
    }

    /// An evidence standard.
    pub(super) fn evidence(&mut self, node: &Node) -> Evidence {
        let mut e = Evidence {
            span: node.span,
            ..Evidence::default()
        };
        for (key, value) in self.entries(node, "an evidence standard", &super::keys::of("evidence"))
        {
            match key.node.as_str() {
                "sources" => e.sources = self.integer(&value).map(|n| (n, false)),
                "independent sources" => e.sources = self.integer(&value).map(|n| (n, true)),
                "tier" => e.tier = self.word(Word::Name, &value),
                "world" => match value.text() {
                    Some("open") => e.closed = Some(Spanned::new(false, value.span)),
                    Some("closed") => e.closed = Some(Spanned::new(true, value.span)),
                    _ => self.shape(&value, "`open` or `closed`"),
                },
                "contested" => match value.text() {
                    Some("hold" | "prefer tier" | "prefer latest" | "count as true" | "count as false") => {
                        e.contested = self.text(&value);
                    }
                    _ => self.shape(&value, "`hold`, `prefer tier`, `prefer latest`, `count as true` or `count as false`"),
                },
                "quiet" => e.quiet = self.duration(&value),
                "same event within" => e.same_event = self.duration(&value),
                _ => e.undated = self.duration(&value),
            }
        }
        e
    }

    /// The place of a whole entry, key and value.
    pub(super) fn entry(key: &Text, value: &Node) -> Span {
        if value.is_null() {
            key.span
        } else {
            key.span.to(value.span)
        }
    }
}

/// The word of a kind that a text comes to without what cannot stand in it; none where that is none.
fn nearest(word: Word, text: &str) -> Option<String> {
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            c if c.is_alphanumeric() || c == '_' => out.push(c),
            ' ' | '-' if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
    }
    let out = out.trim_end_matches('-');
    let mut chars = out.chars();
    let first = chars.next()?;
    let near: String = match word {
        Word::Id => first.to_uppercase().chain(chars).collect(),
        Word::Name => out.to_lowercase(),
        _ => return None,
    };
    pest::is_word(word, &near).then_some(near)
}
