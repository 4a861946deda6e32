//! Items in canonical layout: one part a line, two spaces deep; short entities on one line.

use super::sentence::{act, number, sentence, targets};
use super::{date, list, quoted, strings};
use crate::source::{Sources, Span};
use crate::syntax::ast::*;

/// A whole file. Blank lines between items are kept as at most one; comments stay before or behind
/// what they stood before or behind.
pub fn norm(src: &Sources, file: &File) -> String {
    let mut p = Printer {
        out: String::new(),
        text: src.text(file.file),
        comments: &file.comments,
        depth: 0,
    };
    for (i, item) in file.items.iter().enumerate() {
        let span = item_span(item);
        let next = p
            .comments
            .first()
            .map_or(span.start, |c| c.span.start.min(span.start));
        if i > 0
            && (p.blank_before(next)
                || matches!(
                    item,
                    Item::Commitment(_) | Item::Agreement(_) | Item::Test(_)
                ))
        {
            p.out.push('\n');
        }
        p.before(span);
        p.item(item);
        p.behind(span);
    }
    p.rest();
    p.out
}

/// Columns after which a list goes on in the next line.
const WIDTH: usize = 120;

/// The text cut after each comma that stands outside quotation marks.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (i, c) in text.char_indices() {
        match c {
            '"' if !escaped => quoted = !quoted,
            ' ' if !quoted && text.get(..i).is_some_and(|t| t.ends_with(',')) => {
                out.extend(text.get(start..=i));
                start = i + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out.extend(text.get(start..).filter(|t| !t.is_empty()));
    out
}

struct Printer<'a> {
    out: String,
    text: &'a str,
    comments: &'a [Comment],
    depth: usize,
}

impl Printer<'_> {
    fn blank_before(&self, at: u32) -> bool {
        let before = self.text.get(..at as usize).unwrap_or("");
        before
            .bytes()
            .rev()
            .take_while(u8::is_ascii_whitespace)
            .filter(|b| *b == b'\n')
            .count()
            > 1
    }

    fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        let mut width = 2 * self.depth;
        let is_list = !text.starts_with("//") && text.chars().count() + width > WIDTH;
        for (i, piece) in pieces(text).into_iter().enumerate() {
            let n = piece.chars().count();
            if is_list && i > 0 && width + n > WIDTH {
                // Within its line a list goes on four deeper.
                while self.out.ends_with(' ') {
                    self.out.pop();
                }
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n("  ", self.depth + 2));
                width = 2 * self.depth + 4;
            }
            self.out.push_str(piece);
            width += n;
        }
        self.out.push('\n');
    }

    /// Comments that stand before a part, each on its line; a blank line after one stays.
    fn before(&mut self, span: Span) {
        let mut any = false;
        while let Some((c, rest)) = self.comments.split_first()
            && c.span.start < span.start
        {
            self.comments = rest;
            if any && self.blank_before(c.span.start) {
                self.out.push('\n');
            }
            any = true;
            self.comment(c);
        }
        if any && self.blank_before(span.start) {
            self.out.push('\n');
        }
    }

    fn comment(&mut self, c: &Comment) {
        let text = if c.text.is_empty() {
            "//".to_owned()
        } else {
            format!("// {}", c.text)
        };
        self.line(&text);
    }

    /// A comment on the part's last line goes behind it; others inside it come after.
    fn behind(&mut self, span: Span) {
        while let Some((c, rest)) = self.comments.split_first() {
            let inside = c.span.start < span.end;
            let between = self
                .text
                .get(span.end as usize..c.span.start as usize)
                .unwrap_or("");
            if !(inside || c.trailing && !between.contains('\n')) {
                break;
            }
            self.comments = rest;
            if c.trailing && self.out.ends_with('\n') && !self.last_line_has_comment() {
                self.out.pop();
                self.out.push_str(&format!("  // {}\n", c.text));
            } else {
                self.comment(c);
            }
        }
    }

    fn last_line_has_comment(&self) -> bool {
        self.out
            .trim_end()
            .rsplit('\n')
            .next()
            .is_some_and(|l| l.contains("//"))
    }

    fn rest(&mut self) {
        for c in std::mem::take(&mut self.comments) {
            if self.blank_before(c.span.start) {
                self.out.push('\n');
            }
            self.comment(c);
        }
    }

    /// A block: its head, then each part with the comments around it.
    fn block(&mut self, head: &str, parts: Vec<(Span, Vec<String>)>, end: Span) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
        for (span, lines) in parts {
            self.before(span);
            for l in &lines {
                self.line(l);
            }
            self.behind(span);
        }
        self.before(Span {
            start: end.end,
            ..end
        });
        self.depth -= 1;
        self.line("}");
    }

    /// On one line where it is short and no comment stands in it, else as a block.
    fn short(&mut self, head: &str, parts: Vec<(Span, String)>, end: Span) {
        if parts.is_empty() {
            self.line(head);
            return;
        }
        let one = format!(
            "{head} {{ {} }}",
            parts
                .iter()
                .map(|(_, t)| t.as_str())
                .collect::<Vec<_>>()
                .join("  ")
        );
        let commented = self
            .comments
            .first()
            .is_some_and(|c| c.span.start < end.end);
        if one.chars().count() <= WIDTH && !commented {
            self.line(&one);
        } else {
            self.block(
                head,
                parts.into_iter().map(|(s, t)| (s, vec![t])).collect(),
                end,
            );
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Edition(n) => self.line(&format!("edition {}", n.node)),
            Item::Use(u) => match &u.target.node {
                UseTarget::Package(p) => self.line(&format!("use std.{p}")),
                UseTarget::Path(p) => self.line(&format!("use \"{p}\"")),
            },
            Item::Agreement(a) => self.agreement(a),
            Item::Entity(e) => self.entity(e),
            Item::Relation(r) => {
                let carries = r.carries.map(|c| match c.node {
                    Carries::Actor => " { carries actor }",
                    Carries::Target => " { carries target }",
                    Carries::Both => " { carries both }",
                });
                self.line(&format!(
                    "relation {}{}",
                    r.name.node,
                    carries.unwrap_or("")
                ));
            }
            Item::Set(s) => self.line(&format!("set {} = {}", s.id.node, members(&s.members))),
            Item::Action(a) => self.action(a),
            Item::Condition(c) => {
                let mut parts = vec![];
                for (word, names) in [("starts", &c.starts), ("ends", &c.ends)] {
                    if let Some(first) = names.first() {
                        parts.push((first.span, format!("{word} {}", list(names))));
                    }
                }
                if parts.is_empty() {
                    self.line(&format!("condition {} {{ }}", c.name.node));
                } else {
                    self.short(&format!("condition {}", c.name.node), parts, c.span);
                }
            }
            Item::Source(s) => self.source(s),
            Item::Commitment(c) => {
                let parts = c.parts.iter().map(clause).collect();
                self.block(&head("commitment", &c.id, c.title.as_ref()), parts, c.span);
            }
            Item::Relief(r) => {
                let word = match r.kind {
                    ReliefKind::Waive => "waive",
                    ReliefKind::Suspend => "suspend",
                    ReliefKind::Terminate => "terminate",
                };
                let from = r
                    .from
                    .as_ref()
                    .map_or(String::new(), |d| format!(" from {}", date(d)));
                let until = r
                    .until
                    .as_ref()
                    .map_or(String::new(), |d| format!(" until {}", date(d)));
                self.line(&format!(
                    "{word} {}{from}{until} because {} by {}",
                    r.of.node,
                    quoted(&r.because),
                    quoted(&r.by)
                ));
            }
            Item::Override(o) => self.line(&format!(
                "override {} as of {} is {} because {} by {}",
                o.of.node,
                date(&o.as_of),
                o.status.node,
                quoted(&o.because),
                quoted(&o.by)
            )),
            Item::Test(t) => {
                let parts = t.parts.iter().map(test_part).collect();
                self.block(&format!("test {}", quoted(&t.name)), parts, t.span);
            }
        }
    }

    fn agreement(&mut self, a: &Agreement) {
        let mut parts: Vec<(Span, Vec<String>)> = Vec::new();
        if let Some(d) = &a.adopted {
            parts.push((d.span, vec![format!("adopted {}", date(d))]));
        }
        if let Some((from, until)) = &a.in_force {
            let until = until
                .as_ref()
                .map_or(String::new(), |d| format!(" until {}", date(d)));
            parts.push((from.span, vec![format!("in force {}{until}", date(from))]));
        }
        for (word, names) in [("between", &a.between), ("addressed to", &a.addressed_to)] {
            if let Some(first) = names.first() {
                parts.push((first.span, vec![format!("{word} {}", list(names))]));
            }
        }
        for (word, t) in [("text", &a.text), ("url", &a.url)] {
            if let Some(t) = t {
                parts.push((t.span, vec![format!("{word} {}", quoted(t))]));
            }
        }
        if let Some(e) = &a.evidence {
            parts.push((e.span, vec![evidence(e)]));
        }
        parts.sort_by_key(|(s, _)| s.start);
        if parts.is_empty() {
            self.line(&head("agreement", &a.id, a.title.as_ref()));
        } else {
            self.block(&head("agreement", &a.id, a.title.as_ref()), parts, a.span);
        }
    }

    fn entity(&mut self, e: &Entity) {
        let mut parts = Vec::new();
        for part in &e.parts {
            parts.push(match part {
                EntityPart::Aka(names) => (
                    first(names, e.span),
                    format!("aka {}", limited(names, true)),
                ),
                EntityPart::Adjective(names) => (
                    names.first().map_or(e.span, |n| n.span),
                    format!("adjective {}", strings(names)),
                ),
                EntityPart::Capital(n) => (n.span, format!("capital {}", quoted(n))),
                EntityPart::On(d) => (d.span, format!("on {}", date(d))),
                EntityPart::Related { relation, to } => (
                    relation.span,
                    format!("{} {}", relation.node, limited(to, false)),
                ),
            });
        }
        self.short(&head(e.kind.word(), &e.id, e.name.as_ref()), parts, e.span);
    }

    fn action(&mut self, a: &Action) {
        let mut parts = Vec::new();
        for part in &a.parts {
            let (names, text) = match part {
                ActionPart::Includes(n) => (n.first(), format!("includes {}", list(n))),
                ActionPart::UndoneBy(n) => (n.first(), format!("undone by {}", list(n))),
                ActionPart::StepTowards(n) => (n.first(), format!("step towards {}", list(n))),
                ActionPart::RequiredStepTowards(n) => {
                    (n.first(), format!("required step towards {}", list(n)))
                }
                ActionPart::Noun(n) => (n.first(), format!("noun {}", strings(n))),
                ActionPart::Plover(t) => (Some(t), format!("plover {}", t.node)),
                ActionPart::Cameo(n) => (n.first(), format!("cameo {}", list(n))),
            };
            parts.push((names.map_or(a.span, |n| n.span), text));
        }
        let mut head = format!("action {}", a.name.node);
        if !a.phrases.is_empty() {
            head.push_str(&format!(" {}", strings(&a.phrases)));
        }
        self.short(&head, parts, a.span);
    }

    fn source(&mut self, s: &SourceDecl) {
        let mut parts = Vec::new();
        if let Some(n) = s.aka.first() {
            parts.push((n.span, format!("aka {}", strings(&s.aka))));
        }
        if let Some(t) = &s.tier {
            parts.push((t.span, format!("tier {}", t.node)));
        }
        for (word, names) in [
            ("speaks for", &s.speaks_for),
            ("adversary of", &s.adversary_of),
            ("copies", &s.copies),
        ] {
            if let Some(n) = names.first() {
                parts.push((n.span, format!("{word} {}", list(names))));
            }
        }
        if let Some(e) = &s.evidence {
            parts.push((e.span, evidence(e)));
        }
        parts.sort_by_key(|(s, _)| s.start);
        self.short(&head("source", &s.id, s.name.as_ref()), parts, s.span);
    }
}

fn head(word: &str, id: &Text, name: Option<&Text>) -> String {
    name.map_or_else(
        || format!("{word} {}", id.node),
        |n| format!("{word} {} {}", id.node, quoted(n)),
    )
}

fn first(names: &[(Text, Limits)], span: Span) -> Span {
    names.first().map_or(span, |(n, _)| n.span)
}

fn limited(names: &[(Text, Limits)], quote: bool) -> String {
    let one = |(n, l): &(Text, Limits)| {
        let from = l
            .from
            .as_ref()
            .map_or(String::new(), |d| format!(" from {}", date(d)));
        let until = l
            .until
            .as_ref()
            .map_or(String::new(), |d| format!(" until {}", date(d)));
        format!(
            "{}{from}{until}",
            if quote { quoted(n) } else { n.node.clone() }
        )
    };
    names.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn members(m: &SetMembers) -> String {
    match m {
        SetMembers::List { names, others } => {
            format!(
                "{}{}",
                list(names),
                if others.is_some() { " and others" } else { "" }
            )
        }
        SetMembers::Kind { kind, except } => {
            let plural = EntityKind::ALL
                .iter()
                .find(|(k, ..)| *k == kind.node)
                .map_or("", |(_, _, p)| p);
            if except.is_empty() {
                plural.to_owned()
            } else {
                format!("{plural} except {}", list(except))
            }
        }
    }
}

fn evidence(e: &Evidence) -> String {
    let mut parts = Vec::new();
    if let Some((n, independent)) = &e.sources {
        let word = if *independent { "independent " } else { "" };
        parts.push(format!(
            "at least {} {word}source{}",
            n.node,
            if n.node == 1 { "" } else { "s" }
        ));
    }
    parts.extend(e.tier.as_ref().map(|t| format!("tier {}", t.node)));
    parts.extend(
        e.closed
            .map(|c| if c.node { "closed world" } else { "open world" }.to_owned()),
    );
    parts.extend(
        e.contested
            .as_ref()
            .map(|t| format!("contested {}", t.node)),
    );
    parts.extend(e.quiet.map(|d| format!("quiet {}", d.node)));
    parts.extend(
        e.same_event
            .map(|d| format!("same event within {}", d.node)),
    );
    parts.extend(e.undated.map(|d| format!("undated within {}", d.node)));
    if parts.is_empty() {
        "evidence { }".to_owned()
    } else {
        format!("evidence {{ {} }}", parts.join("  "))
    }
}

/// A clause or a sentence: its place, and its lines (a long sentence wraps at 110 columns).
fn clause(part: &CommitmentPart) -> (Span, Vec<String>) {
    let (span, text) = match part {
        CommitmentPart::Under(t) => (t.span, format!("under {}", t.node)),
        CommitmentPart::Quote(t) => (t.span, format!("quote {}", quoted(t))),
        CommitmentPart::At(t) => (t.span, format!("at {}", quoted(t))),
        CommitmentPart::Modality(t) => (t.span, format!("modality {}", t.node)),
        CommitmentPart::Acceptance { word, by, on } => {
            let on = on
                .as_ref()
                .map_or(String::new(), |d| format!(" on {}", date(d)));
            (
                word.span,
                format!("acceptance {} by {}{on}", word.node, by.node),
            )
        }
        CommitmentPart::Evidence(e) => (e.span, evidence(e)),
        CommitmentPart::Owner(t) => (t.span, format!("owner {}", quoted(t))),
        CommitmentPart::Note(t) => (t.span, format!("note {}", quoted(t))),
        CommitmentPart::Weight(n) => (n.span, format!("weight {}", number(&n.node))),
        CommitmentPart::Closes(d) => (d.span, format!("closes {}", date(d))),
        CommitmentPart::Sentence(s) => return (s.span, wrap(&sentence(s))),
    };
    (span, vec![text])
}

/// Breaks a sentence between words where it is longer than 106 columns; what follows is two deeper.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let width = lines.last().map_or(0, |l| l.chars().count());
        if width > 0 && width + 1 + word.chars().count() > 106 {
            lines.push("  ".to_owned());
        }
        if let Some(line) = lines.last_mut() {
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// A fact of a test on one line.
pub(in crate::syntax) fn test_line(part: &TestPart) -> String {
    test_part(part).1.join(" ")
}

fn test_part(part: &TestPart) -> (Span, Vec<String>) {
    match part {
        TestPart::Fact {
            span,
            not,
            on,
            who,
            act: a,
        } => (
            *span,
            vec![format!(
                "{}on {} {} {}.",
                if *not { "not " } else { "" },
                date(on),
                targets(who),
                act(a)
            )],
        ),
        TestPart::Report {
            span,
            date: d,
            by,
            covering,
            prose,
        } => {
            let covering = covering.as_ref().map_or(String::new(), |(a, b)| {
                format!(" covering {} to {}", date(a), date(b))
            });
            (
                *span,
                vec![format!(
                    "report {} by {}{covering} {{ {} }}",
                    date(d),
                    by.node,
                    quoted(prose)
                )],
            )
        }
        TestPart::AsOf {
            span,
            date: d,
            expectations,
        } => {
            let mut lines = vec![format!("as of {} {{", date(d))];
            lines.extend(expectations.iter().map(|e| format!("  {}", expectation(e))));
            lines.push("}".to_owned());
            (*span, lines)
        }
        TestPart::Expect(e) => (e.span, vec![expectation(e)]),
    }
}

/// An expectation on one line.
pub(in crate::syntax) fn expectation(e: &Expectation) -> String {
    match &e.kind {
        ExpectationKind::Is { id, not, status } => {
            format!(
                "{} is {}{}",
                id.node,
                if *not { "not " } else { "" },
                status.node
            )
        }
        ExpectationKind::Cites { id, date: d } => format!("{} cites {}", id.node, date(d)),
        ExpectationKind::Code(t) => format!("expect {}", t.node),
        ExpectationKind::Extracts { words } => {
            format!(
                "extracts {}",
                words
                    .iter()
                    .map(|w| w.node.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        }
    }
}

/// The place of an item.
pub(in crate::syntax) fn item_span(item: &Item) -> Span {
    match item {
        Item::Edition(n) => n.span,
        Item::Use(x) => x.span,
        Item::Agreement(x) => x.span,
        Item::Entity(x) => x.span,
        Item::Relation(x) => x.span,
        Item::Set(x) => x.span,
        Item::Action(x) => x.span,
        Item::Condition(x) => x.span,
        Item::Source(x) => x.span,
        Item::Commitment(x) => x.span,
        Item::Relief(x) => x.span,
        Item::Override(x) => x.span,
        Item::Test(x) => x.span,
    }
}
