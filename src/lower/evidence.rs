//! `evidence {…}` blocks: takes those of one agreement, commitment or source; gives what they say.

use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{ContestPolicy, EvidenceRule, Tier};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Evidence, Text};

/// What the blocks say together; the same part with another value is an error.
pub(super) fn rule(blocks: &[&Evidence], said: &Said) -> EvidenceRule {
    let mut at = Places::default();
    let mut out = EvidenceRule {
        span: blocks.first().map(|b| b.span),
        ..EvidenceRule::default()
    };
    for e in blocks {
        if let Some((n, independent)) = e.sources {
            if n.node == 0 {
                said.say(
                    Diagnostic::new(
                        Code::UnknownWord,
                        "a standard of no source at all would let anything count",
                    )
                    .at(n.span, "at least 1")
                    .help("write `at least 1 source`"),
                );
            }
            let value = (n.node.max(1), independent);
            let both = out.sources.zip(out.independent);
            if differs(
                both,
                value,
                n.span,
                &mut at.sources,
                "number of sources",
                said,
            ) {
                out.sources = Some(value.0);
                out.independent = Some(value.1);
            }
        }
        if let Some((t, found)) = e.tier.as_ref().and_then(|t| Some((t, tier(t, said)?)))
            && differs(out.tier, found, t.span, &mut at.tier, "tier", said)
        {
            out.tier = Some(found);
        }
        if let Some(c) = e.closed
            && differs(out.closed, c.node, c.span, &mut at.closed, "world", said)
        {
            out.closed = Some(c.node);
        }
        if let Some((t, p)) = e
            .contested
            .as_ref()
            .and_then(|t| Some((t, policy(t, said)?)))
            && differs(out.contested, p, t.span, &mut at.contested, "policy", said)
        {
            out.contested = Some(p);
        }
        for (slot, place, value, what) in [
            (&mut out.quiet, &mut at.quiet, e.quiet, "quiet period"),
            (
                &mut out.same_event,
                &mut at.same,
                e.same_event,
                "same-event window",
            ),
            (
                &mut out.undated,
                &mut at.undated,
                e.undated,
                "undated window",
            ),
        ] {
            if let Some(Spanned { node, span }) = value
                && differs(*slot, node, span, place, what, said)
            {
                *slot = Some(node);
            }
        }
    }
    out
}

/// Where each part was said.
#[derive(Default)]
struct Places {
    sources: Option<Span>,
    tier: Option<Span>,
    closed: Option<Span>,
    contested: Option<Span>,
    quiet: Option<Span>,
    same: Option<Span>,
    undated: Option<Span>,
}

/// Whether the value is to be taken; says so where it contradicts the one before.
fn differs<T: PartialEq>(
    before: Option<T>,
    value: T,
    span: Span,
    place: &mut Option<Span>,
    what: &str,
    said: &Said,
) -> bool {
    match (before, *place) {
        (Some(b), Some(at)) => {
            if b != value {
                said.differs(what, span, at, "keep one of them");
            }
            false
        }
        _ => {
            *place = Some(span);
            true
        }
    }
}

fn policy(t: &Text, said: &Said) -> Option<ContestPolicy> {
    let words = [
        ("hold", ContestPolicy::Hold),
        ("prefer tier", ContestPolicy::PreferTier),
        ("prefer latest", ContestPolicy::PreferLatest),
        ("count as true", ContestPolicy::CountAsTrue),
        ("count as false", ContestPolicy::CountAsFalse),
    ];
    word(t, &words, "policy", said)
}

/// The tier of a word.
pub(super) fn tier(t: &Text, said: &Said) -> Option<Tier> {
    let words = Tier::ALL.map(|(tier, w)| (w, tier));
    word(t, &words, "tier", said)
}

/// The meaning of a word of a short list; an error with the list where it is none of them.
pub(super) fn word<T: Copy>(
    t: &Text,
    words: &[(&'static str, T)],
    what: &str,
    said: &Said,
) -> Option<T> {
    let found = words.iter().find(|(w, _)| *w == t.node).map(|(_, v)| *v);
    if found.is_none() {
        let all = || words.iter().map(|(w, _)| *w);
        let help = said.help(&t.node, all(), || {
            let list: Vec<String> = all().map(|w| format!("`{w}`")).collect();
            format!("a {what} is one of {}", list.join(", "))
        });
        said.say(
            Diagnostic::new(
                Code::UnknownWord,
                format!("there is no {what} `{}`", t.node),
            )
            .at(t.span, format!("not a {what}"))
            .help(help),
        );
    }
    found
}
