//! JSON-LD in the ODRL compliance report vocabulary (<https://w3id.org/force/compliance-report>): for
//! each instance a rule report with its activation, performance and deontic state and its premises. Our
//! own words stand beside them as extension terms. The context is in the document: nothing is fetched.

use super::json::{source_name, witness};
use super::oscal::uuid;
use super::{Look, Renderer, Run, clean, clean_line, place, safe_json};
use crate::diag::Diagnostic;
use crate::model::{InstanceJudgement, NormKind, Status};
use crate::time::Day;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The renderer.
pub struct JsonLd;

impl Renderer for JsonLd {
    fn name(&self) -> &'static str {
        "jsonld"
    }

    fn about(&self) -> &'static str {
        "for users of ODRL: JSON-LD in the compliance report vocabulary"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonld"]
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        safe_json::write(&document(run), out)
    }
}

/// The three states of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct States {
    activation: &'static str,
    performance: &'static str,
    deontic: &'static str,
}

/// A status in the words of ODRL. What it cannot say (late, contested, unreported, partial) is told by
/// our own term beside it, never by a state that says more than is known.
fn states(kind: NormKind, status: Status, is_open: bool) -> States {
    use Status::*;
    let activation = match status {
        NotAssessable | NotApplicable | Excused | Suspended => "Inactive",
        _ if !is_open => "Inactive",
        _ => "Active",
    };
    let forbids = kind == NormKind::Forbid;
    let (performance, deontic) = match status {
        Fulfilled | FulfilledLate if !forbids => ("Performed", "Fulfilled"),
        Fulfilled | FulfilledLate => ("Unperformed", "Fulfilled"),
        Breached if forbids => ("Performed", "Violated"),
        Breached | Overdue | Reversed => ("Unperformed", "Violated"),
        NotDone => ("Unperformed", "NonSet"),
        // Made good after a breach: the rule is settled, what was done stays done.
        Repaired => (if forbids { "Performed" } else { "Unperformed" }, "NonSet"),
        _ => ("Unknown", "NonSet"),
    };
    States {
        activation,
        performance,
        deontic,
    }
}

fn urn(run: &Run<'_>, kind: &str, name: &str) -> Value {
    format!("urn:uuid:{}", uuid(run, kind, name)).into()
}

fn document(run: &Run<'_>) -> Value {
    let reports: Vec<Value> = run
        .judgement
        .commitments
        .iter()
        .flat_map(|c| c.instances.iter().map(move |i| (c.commitment, i)))
        .map(|(of, i)| rule_report(run, of, i))
        .collect();
    json!({
        "@context": {
            "report": "https://w3id.org/force/compliance-report#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "servanda": "urn:servanda:terms:",
            "created": { "@id": "dct:created", "@type": "xsd:dateTime" },
            "policy": { "@id": "report:policy", "@type": "@id" },
            "ruleReport": "report:ruleReport",
            "rule": { "@id": "report:rule", "@type": "@id" },
            "premiseReport": "report:premiseReport",
            "activationState": { "@id": "report:activationState", "@type": "@id" },
            "performanceState": { "@id": "report:performanceState", "@type": "@id" },
            "deonticState": { "@id": "report:deonticState", "@type": "@id" },
            "satisfactionState": { "@id": "report:satisfactionState", "@type": "@id" },
            "instance": "servanda:instance",
            "status": "servanda:status",
            "flag": "servanda:flag",
            "reason": "servanda:reason",
            "modality": "servanda:modality",
            "sentence": "servanda:sentence",
            "from": { "@id": "servanda:from", "@type": "xsd:date" },
            "until": { "@id": "servanda:until", "@type": "xsd:date" },
            "evidence": "servanda:evidence",
            "role": "servanda:role",
            "text": "servanda:text",
            "source": "servanda:source",
            "document": "servanda:document",
            "line": "servanda:line",
            "knownAt": "servanda:knownAt",
            "rulebook": "servanda:rulebook",
            "inputError": "servanda:inputError",
            "code": "servanda:code",
        },
        "@id": urn(run, "policy-report", ""),
        "@type": "report:PolicyReport",
        "created": format!("{}T23:59:59Z", run.view.as_of),
        "knownAt": run.known_at(),
        "rulebook": run.rules.digest(),
        "policy": urn(run, "policy", ""),
        "ruleReport": reports,
        "inputError": run.input_errors().map(|d| fault(run, d)).collect::<Vec<_>>(),
    })
}

/// An error of the input: the states rest on what could be read.
fn fault(run: &Run<'_>, d: &Diagnostic) -> Value {
    let mut out = json!({ "code": d.code.as_str(), "text": clean(&d.message) });
    if let (Some(l), Some(map)) = (d.labels.first(), out.as_object_mut()) {
        let at = place(run.src, l.span);
        map.insert("document".into(), clean_line(at.file).into());
        map.insert("line".into(), at.line.into());
    }
    out
}

fn rule_report(run: &Run<'_>, of: usize, i: &InstanceJudgement) -> Value {
    let of = run.rules.commitments.get(of);
    let norm = of.and_then(|o| o.norms.get(i.norm));
    let kind = norm.map_or(NormKind::Achieve, |n| n.kind);
    let is_open = run.view.as_of >= i.window.lo;
    let states = states(kind, i.status, is_open);
    let (_, groups) = witness(&i.witness);
    let has_hit = groups
        .iter()
        .any(|(role, l)| *role == "for" && !l.is_empty());
    let mut evidence = Vec::new();
    for (role, list) in groups {
        for e in list {
            let Some(claim) = run.claims.claims.get(e.claim) else {
                continue;
            };
            let at = place(run.src, claim.span);
            evidence.push(json!({
                "role": role,
                "text": clean(super::page::start_of(at.text, 4000)),
                "source": clean_line(source_name(run, claim)),
                "document": clean_line(at.file),
                "line": at.line,
            }));
        }
    }
    let satisfied = |is: bool| {
        let word = if is { "Satisfied" } else { "Unsatisfied" };
        format!("report:{word}")
    };
    let premise = |of: &str, is: bool| {
        json!({
            "@id": urn(run, of, &i.id),
            "@type": format!("report:{of}"),
            "satisfactionState": satisfied(is),
        })
    };
    let day = |d: Day| d.is_finite().then(|| Value::from(d.to_string()));
    let mut out = json!({
        "@id": urn(run, "rule-report", &i.id),
        "@type": if kind == NormKind::Forbid { "report:ProhibitionReport" } else { "report:DutyReport" },
        "rule": urn(run, "rule", &i.id),
        "activationState": format!("report:{}", states.activation),
        "performanceState": format!("report:{}", states.performance),
        "deonticState": format!("report:{}", states.deontic),
        "premiseReport": [
            premise("ConstraintReport", is_open),
            premise("PartyReport", has_hit),
            premise("ActionReport", has_hit),
            premise("TargetReport", has_hit),
        ],
        "instance": clean_line(&i.id),
        "status": i.status.word(),
        "flag": i.flags.iter().map(|f| clean_line(&f.text())).collect::<Vec<_>>(),
        "reason": clean_line(&i.reason),
        "modality": of.map_or("", |o| o.modality.word()),
        "sentence": norm.map_or(String::new(), |n| clean_line(&n.text)),
        "evidence": evidence,
    });
    if let Some(map) = out.as_object_mut() {
        map.extend(day(i.window.lo).map(|d| ("from".into(), d)));
        map.extend(day(i.window.hi).map(|d| ("until".into(), d)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::STATUSES;

    #[test]
    fn odrl_is_told_a_fulfilment_or_violation_only_where_the_status_says_so() {
        for s in &STATUSES {
            for kind in [NormKind::Achieve, NormKind::Forbid, NormKind::Prevent] {
                let of = states(kind, s.status, true);
                let is_kept = matches!(s.status, Status::Fulfilled | Status::FulfilledLate);
                assert_eq!(of.deontic == "Fulfilled", is_kept, "{}", s.word);
                let is_broken = matches!(
                    s.status,
                    Status::Breached | Status::Overdue | Status::Reversed
                );
                assert_eq!(of.deontic == "Violated", is_broken, "{}", s.word);
            }
        }
        let done = states(NormKind::Forbid, Status::Breached, true);
        assert_eq!(done.performance, "Performed");
        assert_eq!(
            states(NormKind::Achieve, Status::Pending, false).activation,
            "Inactive"
        );
    }
}
