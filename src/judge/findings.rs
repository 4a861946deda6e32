//! What the tool has to say of a judgement: a diagnostic for every instance that fell short.

use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{
    ClaimStatus, Claims, Evidence, Flag, InstanceJudgement, Judgement, Norm, NormKind, Polarity,
    ReliefKind, Relieved, Rulebook, Status, View, Witness,
};
use crate::source::Span;
use std::collections::BTreeSet;

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
        decided(rules, view, &c.id, (cj.status, &cj.reliefs), &mut out);
        for j in &cj.instances {
            let Some(norm) = c.norms.get(j.norm) else {
                continue;
            };
            decided(rules, view, &j.id, (j.status, &j.reliefs), &mut out);
            if let Some(d) = finding(rules, claims, view, j, norm) {
                out.push(if norm.advice && d.severity == Severity::Error {
                    d.severity(Severity::Warning)
                } else {
                    d
                });
            }
        }
    }
    out.extend(idle(rules, view, judgement));
    out
}

/// What somebody decided is always said, with the reason and the author; and that an override has become
/// needless.
fn decided(
    rules: &Rulebook,
    view: View,
    id: &str,
    (status, list): (Status, &[Relieved]),
    out: &mut Vec<Diagnostic>,
) {
    for d in list {
        let Some(r) = rules.reliefs.get(d.relief) else {
            continue;
        };
        let to = match r.kind {
            ReliefKind::Override(to) => to,
            ReliefKind::Suspend => Status::Suspended,
            ReliefKind::Waive | ReliefKind::Terminate => Status::Excused,
        };
        let agrees = matches!(r.kind, ReliefKind::Override(_)) && d.was == to;
        let text = match agrees {
            true => format!(
                "{id} is {} as of {} without the override, too",
                status.word(),
                view.as_of
            ),
            false => format!(
                "{id} is {} as of {} and not {}: {} by {}: {}",
                to.word(),
                view.as_of,
                d.was.word(),
                r.kind.word(),
                r.by,
                r.because
            ),
        };
        let code = match agrees {
            true => Code::NeedlessOverride,
            false => Code::Decided,
        };
        let said = Diagnostic::new(code, text).at(r.span, "decided here");
        out.push(match agrees {
            true => said.commitment(id).help("take the override out"),
            false => said.commitment(id),
        });
    }
}

/// Decisions about instances that there are not, and waivers that are over.
fn idle(rules: &Rulebook, view: View, judgement: &Judgement) -> Vec<Diagnostic> {
    let mut ids: BTreeSet<&str> = rules.agreements.iter().map(|a| a.id.as_str()).collect();
    for c in &rules.commitments {
        ids.insert(&c.id);
        ids.extend(c.norms.iter().map(|n| n.id.as_str()));
    }
    let judged = judgement.commitments.iter().flat_map(|c| &c.instances);
    ids.extend(judged.map(|j| j.id.as_str()));
    let mut out = Vec::new();
    for r in &rules.reliefs {
        if !ids.contains(r.of.as_str()) {
            let text = format!("there is no instance `{}` as of {}", r.of, view.as_of);
            let said = Diagnostic::new(Code::AboutNothing, text);
            out.push(
                said.at(r.span, "about nothing so far")
                    .help("write an ID as `servanda check` prints it"),
            );
        } else if r.kind == ReliefKind::Waive && r.days.hi < view.as_of {
            let text = format!("the waiver of `{}` was over on {}", r.of, r.days.hi);
            let said = Diagnostic::new(Code::WaiverOver, text);
            out.push(
                said.at(r.span, "no longer excuses anything")
                    .help("take it out, or give it a later `until`"),
            );
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
        Status::Holding | Status::Fulfilled
            if j.flags.iter().any(|f| matches!(f, Flag::LateBy(_))) =>
        {
            (Code::Late, "kept again after a lapse")
        }
        _ => return None,
    };
    let mut d = Diagnostic::new(
        code,
        format!("{} is {what} as of {}: {}", j.id, view.as_of, j.reason),
    )
    .commitment(&j.id);
    let (place, word) = place(norm, j, status);
    d = d.at(place, word);
    let label = |d: Diagnostic, list: &[Evidence], word: &str| {
        let shown = list.iter().take(CITED);
        shown.fold(d, |d, e| report(d, claims, e, word))
    };
    let owed = norm.kind.is_owed();
    d = label(d, &j.cause, "what set it off");
    let ended =
        norm.kind == NormKind::Maintain && matches!(status, Status::Breached | Status::NotDone);
    d = match &j.witness {
        Witness::Hits(e) if ended => label(d, e, "what ended it"),
        Witness::Hits(e) => label(d, e, if owed { "the act" } else { "the breach" }),
        Witness::Undone { hits, reversals } => label(label(d, hits, "done"), reversals, "undone"),
        Witness::Camps(a, b) => {
            let (denials, undoings): (Vec<Evidence>, Vec<Evidence>) =
                b.iter().cloned().partition(|e| denies(claims, e));
            let d = label(label(d, a, "asserted"), &denials, "denied");
            // Acts of the norm's own kind undo nothing: they tell of less.
            let (less, undoings): (Vec<Evidence>, Vec<Evidence>) = undoings
                .into_iter()
                .partition(|e| tells_of_less(claims, a, e));
            let d = label(d, &less, "tells of less");
            label(d, &undoings, "said to be undone")
        }
        Witness::Denial(e) => label(d, e, "reported not done"),
        Witness::Steps(e) => label(d, e, "a step"),
        Witness::Calendar | Witness::Absence { .. } => d,
    };
    let open = matches!(
        status,
        Status::Unreported | Status::Overdue | Status::NotDone
    );
    let denied = matches!(j.witness, Witness::Denial(_) | Witness::Absence { .. });
    if let Some(m) = j.near_misses.first()
        && (open || denied)
        && let Some(c) = claims.claims.get(m.claim)
    {
        d = d.at(c.span, format!("does not count: {}", m.missing.join("; ")));
    }
    let help = help(rules, norm, j, status, view);
    Some(if help.is_empty() {
        d
    } else {
        d.help(help.join("; "))
    })
}

/// How many claims of one side are shown.
const CITED: usize = 3;

/// The narrowest words of the rule that decide: the deadline for what is late, what makes an act last for
/// what was undone, else the act.
fn place(norm: &Norm, j: &InstanceJudgement, status: Status) -> (Span, &'static str) {
    let act = norm.atom.action.span;
    let late = matches!(
        status,
        Status::Overdue | Status::Unreported | Status::FulfilledLate
    ) || status == Status::Breached && matches!(j.witness, Witness::Absence { .. });
    if !norm.kind.is_owed() {
        return (act, "what must not be");
    }
    if norm.kind == NormKind::Maintain {
        return (act, "what is to be kept");
    }
    let lasting = norm.irreversibly.or(norm.sustained.map(|n| n.span));
    match (status, norm.window.deadline, lasting) {
        (Status::Breached, ..) if matches!(j.witness, Witness::Hits(_)) => {
            (norm.on_pain_of_breach.unwrap_or(act), "late is breach")
        }
        (_, Some(span), _) if late => (span, "the time that was given"),
        (Status::Reversed, _, Some(span)) => (span, "it must last"),
        _ => (act, "what is owed"),
    }
}

/// What would change the status.
fn help(
    rules: &Rulebook,
    norm: &Norm,
    j: &InstanceJudgement,
    status: Status,
    view: View,
) -> Vec<String> {
    let mut out = Vec::new();
    let who = bearers(rules, norm);
    if let Witness::Absence { gaps, .. } = &j.witness
        && status != Status::Breached
    {
        out.extend(
            gaps.first()
                .map(|g| match (g.lo.is_finite(), g.lo == g.hi) {
                    (false, _) => format!("no report covers the time up to {}", g.hi),
                    (true, true) => format!("no report covers {}", g.lo),
                    (true, false) => format!("no report covers {} to {}", g.lo, g.hi),
                }),
        );
    }
    let owed = norm.kind.is_owed();
    match (status, &j.witness) {
        (Status::Unreported, _) if norm.kind == NormKind::Maintain => {
            out.push("a report of what started it would change this".to_owned());
        }
        (Status::NotDone, _) if norm.kind == NormKind::Maintain => {
            out.push("a report of what starts it again, in time, would change this".to_owned());
        }
        (Status::Overdue | Status::Unreported, _) if owed => {
            out.push(format!("a report of the act by {who} would change this"));
        }
        (Status::Unreported, _) => {
            out.push("a report that covers the time (`covers`) would change this".to_owned());
        }
        (Status::NotDone, _) => {
            let by = match j.window.hi.is_finite() {
                true => format!(" by {}", j.window.hi),
                false => String::new(),
            };
            out.push(format!(
                "a report of the act by {who}{by} would change this"
            ));
        }
        (Status::Reversed, _) if view.as_of <= j.window.hi => {
            out.push("a new act that stands would change this".to_owned());
        }
        (Status::Contested, _) => out.push(
            "the sources disagree; `evidence { contested … }` says which of them is to count"
                .to_owned(),
        ),
        (Status::Breached, Witness::Absence { .. }) => {
            out.push("in a closed world what is not reported did not happen".to_owned());
        }
        _ => {}
    }
    out
}

/// Whether a word against an act is one on how much it was.
fn tells_of_less(claims: &Claims, acts: &[Evidence], e: &Evidence) -> bool {
    let amount = |e: &Evidence| claims.claims.get(e.claim).and_then(|c| c.amount.as_deref());
    let action = |e: &Evidence| claims.claims.get(e.claim).map(|c| c.action);
    let done = |e: &Evidence| {
        let claim = claims.claims.get(e.claim);
        claim.is_some_and(|c| c.status == ClaimStatus::Completed)
    };
    let same = acts.iter().any(|a| action(a) == action(e));
    amount(e).is_some() && done(e) && same
}

fn denies(claims: &Claims, e: &Evidence) -> bool {
    let claim = claims.claims.get(e.claim);
    claim.is_some_and(|c| c.polarity == Polarity::Denied)
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
