//! Items in canonical layout: one part a line, two spaces deep; short ones on one line.

use super::layout::{Part, Printer};
use super::parts::{clause, evidence, limited, members, test_part};
use super::{date, list, quoted, strings};
use crate::source::{Sources, Span, Spanned};
use crate::syntax::ast::*;

/// A whole file. Blank lines between items are kept as at most one; comments stay before or behind
/// what they stood before or behind.
pub fn norm(src: &Sources, file: &File) -> String {
    let mut p = Printer::new(src.text(file.file), &file.comments);
    let mut items = file.items.iter().peekable();
    let mut first = true;
    while let Some(item) = items.next() {
        let span = item_span(item);
        let is_long = matches!(
            item,
            Item::Commitment(_) | Item::Agreement(_) | Item::Test(_)
        );
        if !first && (is_long || p.is_apart(span)) {
            p.blank();
        }
        first = false;
        p.before(span);
        p.item(item);
        let next = items.peek().map_or(u32::MAX, |i| item_span(i).start);
        p.behind(span, next);
    }
    p.finish()
}

impl Printer<'_> {
    fn item(&mut self, item: &Item) {
        let at = item_span(item);
        match item {
            Item::Edition(n) => self.single(&format!("edition {}", n.node), at),
            Item::Use(u) => match &u.target.node {
                UseTarget::Package(p) => self.single(&format!("use std.{p}"), at),
                UseTarget::Path(p) => {
                    let path = quoted(&Spanned::new(p.clone(), u.target.span));
                    self.single(&format!("use {path}"), at);
                }
            },
            Item::Agreement(a) => self.agreement(a),
            Item::Entity(e) => self.entity(e),
            Item::Relation(r) => {
                let carries = r.carries.map(|c| match c.node {
                    Carries::Actor => " { carries actor }",
                    Carries::Target => " { carries target }",
                    Carries::Both => " { carries both }",
                });
                self.single(
                    &format!("relation {}{}", r.name.node, carries.unwrap_or("")),
                    at,
                );
            }
            Item::Set(s) => {
                self.single(&format!("set {} = {}", s.id.node, members(&s.members)), at)
            }
            Item::Action(a) => self.action(a),
            Item::Condition(c) => {
                let mut parts = vec![];
                for (word, names) in [("starts", &c.starts), ("ends", &c.ends)] {
                    if let Some(span) = whole(names) {
                        parts.push((span, format!("{word} {}", list(names))));
                    }
                }
                if parts.is_empty() {
                    self.single(&format!("condition {} {{ }}", c.name.node), at);
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
                self.single(
                    &format!(
                        "{word} {}{from}{until} because {} by {}",
                        r.of.node,
                        quoted(&r.because),
                        quoted(&r.by)
                    ),
                    at,
                );
            }
            Item::Override(o) => self.single(
                &format!(
                    "override {} as of {} is {} because {} by {}",
                    o.of.node,
                    date(&o.as_of),
                    o.status.node,
                    quoted(&o.because),
                    quoted(&o.by)
                ),
                at,
            ),
            Item::Test(t) => {
                let parts = t.parts.iter().map(test_part).collect();
                self.block(&format!("test {}", quoted(&t.name)), parts, t.span);
            }
        }
    }

    fn agreement(&mut self, a: &Agreement) {
        let mut parts: Vec<Part> = Vec::new();
        if let Some(d) = &a.adopted {
            parts.push(Part::line(d.span, format!("adopted {}", date(d))));
        }
        if let Some((from, until)) = &a.in_force {
            let span = until.map_or(from.span, |d| from.span.to(d.span));
            let until = until
                .as_ref()
                .map_or(String::new(), |d| format!(" until {}", date(d)));
            parts.push(Part::line(span, format!("in force {}{until}", date(from))));
        }
        for (word, names) in [("between", &a.between), ("addressed to", &a.addressed_to)] {
            if let Some(span) = whole(names) {
                parts.push(Part::line(span, format!("{word} {}", list(names))));
            }
        }
        for (word, t) in [("text", &a.text), ("url", &a.url)] {
            if let Some(t) = t {
                parts.push(Part::line(t.span, format!("{word} {}", quoted(t))));
            }
        }
        if let Some(e) = &a.evidence {
            parts.push(Part::line(e.span, evidence(e)));
        }
        parts.sort_by_key(|p| p.span.start);
        if parts.is_empty() {
            self.single(&head("agreement", &a.id, a.title.as_ref()), a.span);
        } else {
            self.block(&head("agreement", &a.id, a.title.as_ref()), parts, a.span);
        }
    }

    fn entity(&mut self, e: &Entity) {
        let mut parts = Vec::new();
        for part in &e.parts {
            parts.push(match part {
                EntityPart::Aka(names) => (
                    span_of(names, e.span),
                    format!("aka {}", limited(names, true)),
                ),
                EntityPart::Adjective(names) => (
                    whole(names).unwrap_or(e.span),
                    format!("adjective {}", strings(names)),
                ),
                EntityPart::Capital(n) => (n.span, format!("capital {}", quoted(n))),
                EntityPart::On(d) => (d.span, format!("on {}", date(d))),
                EntityPart::Related { relation, to } => (
                    relation.span.to(span_of(to, relation.span)),
                    format!("{} {}", relation.node, limited(to, false)),
                ),
            });
        }
        self.short(&head(e.kind.word(), &e.id, e.name.as_ref()), parts, e.span);
    }

    fn action(&mut self, a: &Action) {
        let mut parts = Vec::new();
        for part in &a.parts {
            let (span, text) = match part {
                ActionPart::Includes(n) => (whole(n), format!("includes {}", list(n))),
                ActionPart::UndoneBy(n) => (whole(n), format!("undone by {}", list(n))),
                ActionPart::StepTowards(n) => (whole(n), format!("step towards {}", list(n))),
                ActionPart::RequiredStepTowards(n) => {
                    (whole(n), format!("required step towards {}", list(n)))
                }
                ActionPart::Noun(n) => (whole(n), format!("noun {}", strings(n))),
                ActionPart::Plover(t) => (Some(t.span), format!("plover {}", t.node)),
                ActionPart::Cameo(n) => (whole(n), format!("cameo {}", list(n))),
            };
            parts.push((span.unwrap_or(a.span), text));
        }
        let mut head = format!("action {}", a.name.node);
        if !a.phrases.is_empty() {
            head.push_str(&format!(" {}", strings(&a.phrases)));
        }
        self.short(&head, parts, a.span);
    }

    fn source(&mut self, s: &SourceDecl) {
        let mut parts = Vec::new();
        if let Some(span) = whole(&s.aka) {
            parts.push((span, format!("aka {}", strings(&s.aka))));
        }
        if let Some(t) = &s.tier {
            parts.push((t.span, format!("tier {}", t.node)));
        }
        for (word, names) in [
            ("speaks for", &s.speaks_for),
            ("adversary of", &s.adversary_of),
            ("copies", &s.copies),
        ] {
            if let Some(span) = whole(names) {
                parts.push((span, format!("{word} {}", list(names))));
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

/// From the first name of a list to the last.
fn whole(names: &[Text]) -> Option<Span> {
    Some(names.first()?.span.to(names.last()?.span))
}

/// From the first name to the last, with its limits.
fn span_of(names: &[(Text, Limits)], span: Span) -> Span {
    let (Some((from, _)), Some((to, limits))) = (names.first(), names.last()) else {
        return span;
    };
    let ends = [limits.from.as_ref(), limits.until.as_ref()];
    let ends = ends.into_iter().flatten().map(|d| d.span);
    ends.fold(from.span.to(to.span), Span::to)
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
