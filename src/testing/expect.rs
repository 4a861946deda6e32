//! Expectations against what was found: takes one; gives a diagnostic where it fails, at the
//! expectation and at the facts that decided otherwise.

use super::Seen;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{
    Claim, Claims, Evidence, Expectation, Expected, InstanceJudgement, Rulebook, Status, Who,
    Witness,
};
use crate::source::{Sources, Span};
use crate::time::Interval;

/// The most facts that a failure points at.
const SHOWN: usize = 4;

/// A commitment or an instance as judged.
struct Subject<'a> {
    status: Status,
    reason: String,
    instances: Vec<&'a InstanceJudgement>,
}

/// An expectation at a date.
pub(super) fn status(seen: &Seen<'_>, e: &Expectation, found: &[Diagnostic]) -> Option<Diagnostic> {
    match &e.what {
        Expected::Is { id, not, status } => {
            let subject = match subject(seen, &id.node) {
                Ok(s) => s,
                Err(near) => return Some(unknown(e, &id.node, near)),
            };
            if (subject.status == *status) != *not {
                return None;
            }
            let message = match not {
                true => format!(
                    "`{}` is {} as of {}, which the test excludes",
                    id.node,
                    status.word(),
                    seen.view.as_of
                ),
                false => format!(
                    "`{}` is {} as of {}, not {}",
                    id.node,
                    subject.status.word(),
                    seen.view.as_of,
                    status.word()
                ),
            };
            Some(failed(seen, e, message, &subject))
        }
        Expected::Cites { id, on } => {
            let subject = match subject(seen, &id.node) {
                Ok(s) => s,
                Err(near) => return Some(unknown(e, &id.node, near)),
            };
            let mut cited = cited(seen, &subject).into_iter();
            if cited.any(|(c, _)| c.valid.overlaps(*on)) {
                return None;
            }
            let message = format!(
                "`{}` cites nothing of {} as of {}",
                id.node,
                days(*on),
                seen.view.as_of
            );
            Some(failed(seen, e, message, &subject))
        }
        Expected::Code(code) => {
            if found.iter().any(|d| d.code == *code) {
                return None;
            }
            let mut codes: Vec<&str> = found.iter().map(|d| d.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            Some(no_code(e, *code, &codes))
        }
        Expected::Extracts { .. } => extracts(seen.src, seen.rules, seen.claims, e),
    }
}

/// An expectation of no date: of everything that the test gave rise to.
pub(super) fn anywhere(
    src: &Sources,
    rules: &Rulebook,
    claims: &Claims,
    e: &Expectation,
    codes: &[Code],
) -> Option<Diagnostic> {
    match &e.what {
        Expected::Code(code) if codes.contains(code) => None,
        Expected::Code(code) => {
            let mut all: Vec<&str> = codes.iter().map(|c| c.as_str()).collect();
            all.sort_unstable();
            all.dedup();
            Some(no_code(e, *code, &all))
        }
        Expected::Extracts { .. } => extracts(src, rules, claims, e),
        // Lowering takes a status only with its date.
        Expected::Is { .. } | Expected::Cites { .. } => None,
    }
}

fn subject<'a>(seen: &Seen<'a>, id: &str) -> Result<Subject<'a>, Option<String>> {
    let mut names: Vec<&str> = Vec::new();
    for c in &seen.judgement.commitments {
        let declared = seen.rules.commitments.get(c.commitment);
        let own = declared.map_or("", |d| d.id.as_str());
        if own == id {
            return Ok(Subject {
                status: c.status,
                reason: c.reason.clone(),
                instances: c.instances.iter().collect(),
            });
        }
        names.push(own);
        for i in &c.instances {
            if i.id == id {
                return Ok(Subject {
                    status: i.status,
                    reason: i.reason.clone(),
                    instances: vec![i],
                });
            }
            names.push(&i.id);
        }
    }
    Err(did_you_mean(id, names).map(str::to_owned))
}

fn unknown(e: &Expectation, id: &str, near: Option<String>) -> Diagnostic {
    let d = Diagnostic::new(
        Code::NoSuchInstance,
        format!("no commitment or instance is called `{id}`"),
    )
    .at(e.span, "expected here");
    match near {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None => d.help("`servanda check` lists all of them"),
    }
}

fn no_code(e: &Expectation, code: Code, found: &[&str]) -> Diagnostic {
    let d = Diagnostic::new(
        Code::TestFails,
        format!("{} is not reported", code.as_str()),
    )
    .at(e.span, "expected here");
    match found {
        [] => d.help("nothing is reported"),
        list => d.help(format!("reported are {}", list.join(", "))),
    }
}

/// What the status rests on, with what it says.
fn cited<'a>(seen: &Seen<'a>, subject: &Subject<'a>) -> Vec<(&'a Claim, &'static str)> {
    let mut out: Vec<(&Claim, &'static str)> = Vec::new();
    let mut add = |list: &[Evidence], what| {
        for e in list {
            if let Some(c) = seen.claims.claims.get(e.claim)
                && !out.iter().any(|(d, _)| std::ptr::eq(*d, c))
            {
                out.push((c, what));
            }
        }
    };
    for i in &subject.instances {
        match &i.witness {
            Witness::Hits(list) => add(list, "this counts"),
            Witness::Undone { hits, reversals } => {
                add(hits, "this counts");
                add(reversals, "this undoes it");
            }
            Witness::Camps(ours, theirs) => {
                add(ours, "this says so");
                add(theirs, "this denies it");
            }
            Witness::Denial(list) => add(list, "this denies it"),
            Witness::Steps(list) => add(list, "this is a step"),
            _ => {}
        }
    }
    out
}

/// The failure, at the expectation and at the facts that decided otherwise, or at those that nearly
/// counted; where there is neither, at the sentence.
fn failed(seen: &Seen<'_>, e: &Expectation, message: String, subject: &Subject<'_>) -> Diagnostic {
    let mut d = Diagnostic::new(Code::TestFails, message).at(e.span, "expected here");
    let mut places: Vec<Span> = Vec::new();
    for (c, what) in cited(seen, subject) {
        if places.len() < SHOWN && !places.contains(&c.span) {
            places.push(c.span);
            d = d.at(c.span, what);
        }
    }
    for miss in subject.instances.iter().flat_map(|i| &i.near_misses) {
        let Some(c) = seen.claims.claims.get(miss.claim) else {
            continue;
        };
        if places.len() < SHOWN && !places.contains(&c.span) {
            places.push(c.span);
            d = d.at(
                c.span,
                format!("does not count: {}", miss.missing.join("; ")),
            );
        }
    }
    if places.is_empty()
        && let Some(i) = subject.instances.first()
        && let Some(norm) = norm(seen, i)
    {
        d = d.at(norm, "no fact bears on this");
    }
    match subject.reason.is_empty() {
        true => d,
        false => d.help(subject.reason.clone()),
    }
}

/// The sentence of an instance.
fn norm(seen: &Seen<'_>, i: &InstanceJudgement) -> Option<Span> {
    let mut all = seen.judgement.commitments.iter();
    let c = all.find(|c| c.instances.iter().any(|j| std::ptr::eq(i, j)))?;
    let norms = &seen.rules.commitments.get(c.commitment)?.norms;
    norms.get(i.norm).map(|n| n.span)
}

fn extracts(
    src: &Sources,
    rules: &Rulebook,
    claims: &Claims,
    e: &Expectation,
) -> Option<Diagnostic> {
    let Expected::Extracts {
        actor,
        action,
        target,
        status,
    } = &e.what
    else {
        return None;
    };
    let on = |c: &Claim| {
        target.is_none_or(|t| {
            c.targets.contains(&Who::Entity(t)) || c.participants.iter().any(|(_, p)| *p == t)
        })
    };
    let fits = |c: &&Claim| {
        c.actors.contains(actor) && c.action == *action && c.status == *status && on(c)
    };
    if claims.claims.iter().any(|c| fits(&c)) {
        return None;
    }
    let words = src.slice(e.span);
    let mut d = Diagnostic::new(Code::TestFails, format!("no claim is as `{words}` says"))
        .at(e.span, "expected here");
    for c in claims.claims.iter().take(SHOWN) {
        let actors: Vec<&str> = c.actors.iter().map(|a| rules.entity_name(*a)).collect();
        let targets: Vec<&str> = c
            .targets
            .iter()
            .map(|(Who::Entity(t) | Who::Role(_, t))| rules.entity_name(*t))
            .collect();
        let text = format!(
            "{} {} {} {}",
            actors.join(", "),
            rules.action_name(c.action),
            targets.join(", "),
            c.status.word()
        );
        d = d.at(c.span, format!("extracted: {}", text.replace("  ", " ")));
    }
    match claims.claims.is_empty() {
        true => Some(d.help("no claim is extracted at all")),
        false => Some(d),
    }
}

fn days(i: Interval) -> String {
    match i.lo == i.hi {
        true => i.lo.to_string(),
        false => format!("{} to {}", i.lo, i.hi),
    }
}
