//! What the tool has to say of a judgement: a diagnostic for every instance that fell short.

use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{
    Claims, Evidence, InstanceJudgement, Judgement, Norm, NormKind, Rulebook, Status, View, Witness,
};
use crate::source::Span;

/// One diagnostic an instance that is worth a word: gravest kinds as errors, the undecided as warnings,
/// the late as notes. Advice is never an error.
pub fn findings(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    judgement: &Judgement,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for cj in &judgement.commitments {
        let Some(c) = rules.commitments.get(cj.commitment) else {
            continue;
        };
        for j in &cj.instances {
            let Some(norm) = c.norms.get(j.norm) else {
                continue;
            };
            if let Some(d) = finding(rules, claims, view, j, norm) {
                out.push(if norm.advice && d.severity == Severity::Error {
                    d.severity(Severity::Warning)
                } else {
                    d
                });
            }
        }
    }
    out
}

fn finding(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    j: &InstanceJudgement,
    norm: &Norm,
) -> Option<Diagnostic> {
    let status = match j.status {
        Status::Partial => j.flags.iter().find_map(|f| {
            if let crate::model::Flag::Worst(s) = f {
                Some(*s)
            } else {
                None
            }
        })?,
        s => s,
    };
    let (code, what) = match status {
        Status::Breached => (Code::Breached, "breached"),
        Status::Reversed => (Code::Reversed, "done, then undone"),
        Status::Overdue => (Code::Overdue, "overdue"),
        Status::NotDone => (Code::ReportedNotDone, "reported not done"),
        Status::Contested => (Code::Contested, "contested"),
        Status::Unreported => (Code::Unreported, "unreported"),
        Status::FulfilledLate => (Code::Late, "done late"),
        _ => return None,
    };
    let mut d = Diagnostic::new(
        code,
        format!("{} is {what} as of {}: {}", j.id, view.as_of, j.reason),
    )
    .commitment(&j.id);
    // The narrowest words of the rule that decide: the deadline for what is late, else the act.
    let act = norm.atom.action.span;
    let (place, word) = match (status, norm.window.deadline) {
        (Status::Overdue | Status::Unreported | Status::FulfilledLate, Some(span)) => {
            (span, "the time that was given")
        }
        _ if norm.kind == NormKind::Achieve => (act, "what is owed"),
        _ => (act, "what must not be"),
    };
    d = d.at(place, word);
    let label = |d: Diagnostic, list: &[Evidence], word: &str| {
        list.iter()
            .take(3)
            .fold(d, |d, e| report(d, claims, e, word))
    };
    d = match &j.witness {
        Witness::Hits(e) => label(
            d,
            e,
            if norm.kind == NormKind::Achieve {
                "the act"
            } else {
                "the breach"
            },
        ),
        Witness::Undone { hits, reversals } => label(label(d, hits, "done"), reversals, "undone"),
        Witness::Camps(a, b) => label(label(d, a, "asserted"), b, "denied"),
        Witness::Denial(e) => label(d, e, "reported not done"),
        Witness::Steps(e) => label(d, e, "a step"),
        Witness::Calendar | Witness::Absence { .. } => d,
    };
    let mut help = Vec::new();
    if let Some(m) = j.near_misses.first()
        && matches!(
            status,
            Status::Unreported | Status::Overdue | Status::NotDone
        )
        && let Some(c) = claims.claims.get(m.claim)
    {
        d = d.at(c.span, format!("does not count: {}", m.missing.join("; ")));
    }
    match &j.witness {
        Witness::Absence { gaps, .. } => {
            if let Some(g) = gaps.first() {
                help.push(format!("no report covers {} to {}", g.lo, g.hi));
            }
            help.push(format!(
                "a report of the act in its time by {} would change this",
                bearers(rules, norm)
            ));
        }
        Witness::Camps(..) => help.push(
            "the sources disagree; `evidence { contested … }` says which of them is to count"
                .to_owned(),
        ),
        _ => {}
    }
    Some(if help.is_empty() {
        d
    } else {
        d.help(help.join("; "))
    })
}

fn report(d: Diagnostic, claims: &Claims, e: &Evidence, word: &str) -> Diagnostic {
    let Some(c) = claims.claims.get(e.claim) else {
        return d;
    };
    let source = claims
        .sources
        .get(c.source.0 as usize)
        .map_or("", |s| s.name.as_str());
    let own = if e.self_report { ", its own word" } else { "" };
    let span: Span = c.span;
    d.at(span, format!("{word}: {source}, {}{own}", c.valid.hi))
}

fn bearers(rules: &Rulebook, norm: &Norm) -> String {
    match &norm.bearers {
        crate::model::Bearers::Joint(ids) => ids
            .iter()
            .map(|id| rules.entity_name(*id))
            .collect::<Vec<_>>()
            .join(" and "),
        crate::model::Bearers::Of(_) => "a bearer".to_owned(),
    }
}
