//! `evidence {…}` blocks.

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{ContestPolicy, EvidenceRule, Tier};
use crate::syntax::ast::{Evidence, Text};

/// What a block says.
pub(super) fn rule(block: Option<&Evidence>, diagnostics: &mut Vec<Diagnostic>) -> EvidenceRule {
    let Some(e) = block else {
        return EvidenceRule::default();
    };
    if let Some((n, _)) = e.sources
        && n.node == 0
    {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownWord,
                "a standard of no source at all would let anything count",
            )
            .at(n.span, "at least 1")
            .help("write `at least 1 source`"),
        );
    }
    EvidenceRule {
        sources: e.sources.map(|(n, _)| n.node.max(1)),
        independent: e.sources.map(|(_, independent)| independent),
        tier: e.tier.as_ref().and_then(|t| tier(t, diagnostics)),
        closed: e.closed.map(|c| c.node),
        contested: e.contested.as_ref().map(|t| match t.node.as_str() {
            "prefer tier" => ContestPolicy::PreferTier,
            "prefer latest" => ContestPolicy::PreferLatest,
            "count as true" => ContestPolicy::CountAsTrue,
            "count as false" => ContestPolicy::CountAsFalse,
            _ => ContestPolicy::Hold,
        }),
        quiet: e.quiet.map(|d| d.node),
        same_event: e.same_event.map(|d| d.node),
        undated: e.undated.map(|d| d.node),
        span: Some(e.span),
    }
}

/// The tier of a word.
pub(super) fn tier(t: &Text, diagnostics: &mut Vec<Diagnostic>) -> Option<Tier> {
    let found = Tier::find(&t.node);
    if found.is_none() {
        let words = Tier::ALL.iter().map(|(_, w)| *w);
        let help = match did_you_mean(&t.node, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a tier is one of {}", words.collect::<Vec<_>>().join(", ")),
        };
        diagnostics.push(
            Diagnostic::new(Code::UnknownWord, format!("there is no tier `{}`", t.node))
                .at(t.span, "not a tier")
                .help(help),
        );
    }
    found
}
