//! How a sentence was read, in words: takes its chunks, clauses and claims, gives lines for people. Nothing
//! depends on it.

use super::chunks::{Chunks, Ck, View};
use super::clauses::Clauses;
use super::status::Op;
use crate::model::{Claim, Rulebook, Who};
use crate::source::Span;

/// How one sentence was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The sentence.
    pub span: Span,
    /// What was made of it, a step a line.
    pub lines: Vec<String>,
}

/// The words of items `a..b`.
fn words<'t>(view: &View<'t>, a: usize, b: usize) -> &'t str {
    let (Some(first), Some(last)) = (
        view.items.get(a),
        b.checked_sub(1).and_then(|b| view.items.get(b)),
    ) else {
        return "";
    };
    view.text
        .get(first.start as usize..last.end as usize)
        .unwrap_or("")
}

fn phrase(view: &View<'_>, chunks: &Chunks, n: Option<usize>) -> String {
    n.and_then(|n| chunks.nps.get(n)).map_or_else(
        || "nobody".to_owned(),
        |p| format!("`{}`", words(view, p.a, p.b)),
    )
}

fn op_word(op: Op) -> &'static str {
    match op {
        Op::Keep => "told",
        Op::Allege => "alleged",
        Op::Deny => "denied",
        Op::Request => "demanded",
        Op::Promise => "promised",
        Op::Plan => "planned",
        Op::Threaten => "threatened",
        Op::Suppose => "supposed",
    }
}

/// The steps of a sentence.
pub fn sentence(
    view: &View<'_>,
    chunks: &Chunks,
    clauses: &Clauses,
    claims: &[Claim],
    rules: &Rulebook,
) -> Vec<String> {
    let mut out = Vec::new();
    let mut parts = Vec::new();
    for c in &chunks.all {
        let text = words(view, c.a, c.b);
        parts.push(match c.is {
            Ck::Np(_) => format!("[{text}]"),
            Ck::Vg(_) => format!("{{{text}}}"),
            Ck::Date(_) => format!("<{text}>"),
            Ck::Rel | Ck::That | Ck::Cond | Ck::Sub | Ck::Stop => format!("| {text}"),
            _ => text.to_owned(),
        });
    }
    out.push(format!("phrases: {}", parts.join(" ")));
    let mut named = Vec::new();
    for (i, t) in view.items.iter().enumerate() {
        if let Some((e, _)) = t.entity() {
            named.push(format!(
                "`{}` is {}",
                words(view, i, i + 1),
                rules.entity_name(e)
            ));
        }
    }
    if !named.is_empty() {
        out.push(format!("names: {}", named.join(", ")));
    }
    for (v, g) in chunks.vgs.iter().enumerate() {
        let Some(act) = clauses.acts.get(v).filter(|_| !g.copula) else {
            continue;
        };
        let verb = chunks
            .all
            .get(g.chunk)
            .map_or("", |c| words(view, c.a, c.b));
        let mut line = format!(
            "verb `{verb}`: {} {}, {}, its clause {}",
            if act.passive { "done to" } else { "by" },
            phrase(view, chunks, act.subject),
            act.status.word(),
            op_word(act.op),
        );
        if let Some(voice) = act.voice.and_then(|v| clauses.voices.get(v)) {
            line += &format!(", said by {}", phrase(view, chunks, voice.np));
        }
        out.push(line);
    }
    for c in claims {
        let list = |ids: Vec<&str>| {
            if ids.is_empty() {
                "nobody named".to_owned()
            } else {
                ids.join(", ")
            }
        };
        let actors = c.actors.iter().map(|e| rules.entity_name(*e)).collect();
        let targets = c
            .targets
            .iter()
            .map(|w| match w {
                Who::Entity(e) | Who::Role(_, e) => rules.entity_name(*e),
            })
            .collect();
        out.push(format!(
            "claim: {} by {} upon {}: {}, {} to {}",
            rules.action_name(c.action),
            list(actors),
            list(targets),
            c.status.word(),
            c.valid.lo,
            c.valid.hi,
        ));
    }
    if claims.is_empty() {
        out.push("claim: none".to_owned());
    }
    out
}
