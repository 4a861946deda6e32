//! Parts of items: clauses, evidence, members of sets, facts and expectations.

use super::layout::{Body, Part};
use super::sentence::{act, number, sentence, targets};
use super::{date, list, quoted};
use crate::syntax::ast::*;

pub(super) fn limited(names: &[(Text, Limits)], quote: bool) -> String {
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

pub(super) fn members(m: &SetMembers) -> String {
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

pub(super) fn evidence(e: &Evidence) -> String {
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
pub(super) fn clause(part: &CommitmentPart) -> Part {
    let (span, text) = match part {
        CommitmentPart::Under(t) => (t.span, format!("under {}", t.node)),
        CommitmentPart::Quote(t) => (t.span, format!("quote {}", quoted(t))),
        CommitmentPart::At(t) => (t.span, format!("at {}", quoted(t))),
        CommitmentPart::Modality(t) => (t.span, format!("modality {}", t.node)),
        CommitmentPart::Acceptance { word, by, on } => {
            let on_span = on.map(|d| d.span);
            let on = on
                .as_ref()
                .map_or(String::new(), |d| format!(" on {}", date(d)));
            let end = on_span.unwrap_or(by.span);
            (
                word.span.to(end),
                format!("acceptance {} by {}{on}", word.node, by.node),
            )
        }
        CommitmentPart::Evidence(e) => (e.span, evidence(e)),
        CommitmentPart::Owner(t) => (t.span, format!("owner {}", quoted(t))),
        CommitmentPart::Note(t) => (t.span, format!("note {}", quoted(t))),
        CommitmentPart::Weight(n) => (n.span, format!("weight {}", number(&n.node))),
        CommitmentPart::Closes(d) => (d.span, format!("closes {}", date(d))),
        CommitmentPart::Sentence(s) => return Part::lines(s.span, wrap(&sentence(s))),
    };
    Part::line(span, text)
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

/// A fact or a report of a test on one line.
pub(in crate::syntax) fn test_line(part: &TestPart) -> String {
    match test_part(part).body {
        Body::Lines(lines) => lines.concat(),
        Body::Block { head, .. } => head,
    }
}

pub(super) fn test_part(part: &TestPart) -> Part {
    let (span, text) = match part {
        TestPart::Fact {
            span,
            not,
            on,
            who,
            act: a,
        } => {
            let not = if *not { "not " } else { "" };
            let text = format!("{not}on {} {} {}.", date(on), targets(who), act(a));
            (*span, text)
        }
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
            let (d, by, prose) = (date(d), &by.node, quoted(prose));
            (*span, format!("report {d} by {by}{covering} {{ {prose} }}"))
        }
        TestPart::AsOf {
            span,
            date: d,
            expectations,
        } => {
            let one = |e: &Expectation| Part::line(e.span, expectation(e));
            let body = Body::Block {
                head: format!("as of {}", date(d)),
                parts: expectations.iter().map(one).collect(),
            };
            return Part { span: *span, body };
        }
        TestPart::Expect(e) => (e.span, expectation(e)),
    };
    Part::line(span, text)
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
