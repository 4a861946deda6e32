//! Commitments: takes their declarations; gives each with its norms. One with an error stays in the
//! rulebook with the reason why it is not evaluated, and never hides the next.

use super::World;
use super::clauses::{self, Clauses};
use super::collect::{self, Items};
use super::sentences::{self, Under};
use super::{evidence, quotes};
use crate::diag::{Code, Diagnostic};
use crate::model::{AgreementId, Commitment, CommitmentModality, EvidenceRule};
use crate::source::Span;
use std::collections::BTreeMap;

/// All commitments, by agreement and then by ID.
pub(super) fn commitments(world: &World<'_>, items: &Items<'_>) -> Vec<Commitment> {
    let standards: Vec<EvidenceRule> = items
        .agreements
        .values()
        .map(|a| evidence::rule(a.evidence.as_ref().as_slice(), world.said))
        .collect();
    let mut texts = quotes::Texts::default();
    let mut out: Vec<Commitment> = items
        .commitments
        .values()
        .map(|c| commitment(world, c, &standards, &mut texts))
        .collect();
    same_ids(world, &out);
    out.sort_by_cached_key(|c| (c.agreement, natural(&c.id), c.id.clone()));
    out
}

fn commitment(
    world: &World<'_>,
    c: &collect::Commitment<'_>,
    standards: &[EvidenceRule],
    texts: &mut quotes::Texts,
) -> Commitment {
    let before = world.said.errors();
    let parts = clauses::clauses(world, c.item);
    let errors = world.said.errors();
    let agreement = under(world, c, &parts);
    let is_lost = world.said.errors() > errors || parts.under.is_some() && agreement.is_none();
    let own = evidence::rule(&parts.evidence, world.said);
    let outer = agreement.and_then(|a| standards.get(a.index()));
    let standard = outer.map_or_else(|| own.clone(), |o| own.or(o));
    let agreed = agreement.and_then(|id| world.rules.agreements.get(id.index()));
    if let (Some(q), Some(a)) = (parts.quote, agreed) {
        texts.check(world, q, a);
    }
    let id = &c.item.id;
    let title = c.item.title.as_ref();
    let mut out = Commitment {
        id: id.node.clone(),
        title: title.map_or_else(|| id.node.clone(), |t| t.node.clone()),
        agreement,
        quote: parts.quote.cloned(),
        at: parts.at.map(|t| t.node.clone()),
        modality: parts.modality.unwrap_or(CommitmentModality::Committed),
        acceptance: parts.acceptance,
        owner: parts.owner.map(|t| t.node.clone()),
        notes: parts.notes,
        weight: parts.weight.map(|n| world.src.slice(n.span).to_owned()),
        closes: parts.closes.map(|d| d.node.interval.hi),
        norms: Vec::new(),
        // A clause with an error may be what decides: the standard of proof, say.
        unevaluated: world.said.error_after(before),
        span: id.span,
    };
    if parts.sentences.is_empty() {
        // Where its words did not parse, that has been said.
        if !world.names.has_broken(c.item.span) {
            world.said.say(
                Diagnostic::new(
                    Code::NoSentence,
                    format!("the commitment `{}` does not say what is owed", out.id),
                )
                .at(id.span, "no sentence")
                .help("write a sentence such as `India shall report to UNSC by 2021-12-31.`"),
            );
        }
        out.unevaluated
            .get_or_insert("it has no sentence".to_owned());
    }
    let several = parts.sentences.len() > 1;
    let stands = Under {
        agreement: agreed,
        is_lost,
    };
    for (i, s) in parts.sentences.iter().enumerate() {
        let id = match several {
            true => format!("{}.{}", out.id, i + 1),
            false => out.id.clone(),
        };
        match sentences::norm(world, s, id, stands, &standard) {
            Ok(n) => out.norms.push(n),
            Err(why) => {
                out.unevaluated.get_or_insert(why);
            }
        }
    }
    if out.unevaluated.is_some() {
        out.norms.clear();
    }
    out
}

/// The agreement of a commitment: the one that it names, else the only one of its file.
fn under(
    world: &World<'_>,
    c: &collect::Commitment<'_>,
    parts: &Clauses<'_>,
) -> Option<AgreementId> {
    if let Some(name) = parts.under {
        return world.names.agreement(name);
    }
    let ids = &world.rules.agreements;
    match c.agreements.as_slice() {
        [] => None,
        [one] => {
            let found = ids.binary_search_by(|a| a.id.as_str().cmp(one)).ok()?;
            Some(AgreementId(found as u32))
        }
        several => {
            let list: Vec<String> = several.iter().map(|a| format!("`{a}`")).collect();
            let first = several.first().copied().unwrap_or("ID");
            world.said.say(
                Diagnostic::new(
                    Code::WhichAgreement,
                    format!(
                        "this file declares several agreements, and `{}` does not say to which it belongs",
                        c.item.id.node
                    ),
                )
                .at(c.item.id.span, "under which agreement?")
                .help(format!("write `under {first}` in it; the agreements are {}", list.join(", "))),
            );
            None
        }
    }
}

/// `PK-1.2` is the second sentence of `PK-1`: another commitment cannot have that ID.
fn same_ids(world: &World<'_>, commitments: &[Commitment]) {
    let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
    for c in commitments {
        ids.insert(&c.id, c.span);
    }
    for c in commitments.iter().filter(|c| c.norms.len() > 1) {
        for n in &c.norms {
            if let Some(at) = ids.get(n.id.as_str()) {
                world.said.say(
                    Diagnostic::new(
                        Code::NameTwice,
                        format!("`{}` is also a sentence of the commitment `{}`", n.id, c.id),
                    )
                    .at(*at, "the name of a commitment here")
                    .at(n.span, "this sentence has the same name")
                    .help("give the commitment another name"),
                );
            }
        }
    }
}

/// `PK-10` after `PK-2`: runs of digits compare as numbers.
fn natural(id: &str) -> Vec<(String, u64)> {
    let mut out: Vec<(String, u64)> = Vec::new();
    let (mut word, mut number) = (String::new(), String::new());
    for c in id.chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if !number.is_empty() {
            let n = number.parse().unwrap_or(u64::MAX);
            out.push((std::mem::take(&mut word), n));
            number.clear();
        }
        word.push(c);
    }
    out.push((word, number.parse().unwrap_or(0)));
    out
}
