//! NIST OSCAL assessment results: a finding for every instance that the shipped card `oscal` calls
//! satisfied or not, observations with their evidence for all. What is contested or unreported has an
//! observation with a remark and no finding, since OSCAL has no word for not knowing.
//!
//! Identifiers are digests of content in the form of version 5; times are the days of the judgement, so
//! that the same run gives the same bytes.

use super::json::{source_name, witness};
use super::score::{self, Cell, Scorecard};
use super::{Look, Renderer, Run, clean, clean_line, place, safe_json};
use crate::diag::Diagnostic;
use crate::model::{
    Claim, Commitment, CommitmentJudgement, Evidence, InstanceJudgement, Judgement, Status,
};
use crate::source::{Role, Source, Sources};
use crate::time::Day;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// The renderer.
pub struct Oscal;

/// The version of the model.
const VERSION: &str = "1.1.3";
/// The namespace of our properties.
const NS: &str = "urn:servanda:oscal";
/// Bytes of quoted words.
const WORDS: usize = 4000;

impl Renderer for Oscal {
    fn name(&self) -> &'static str {
        "oscal"
    }

    fn about(&self) -> &'static str {
        "for compliance tools: NIST OSCAL assessment results"
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let Some(card) = card() else {
            return Err(io::Error::other(
                "the shipped scorecard `oscal` cannot be read",
            ));
        };
        safe_json::write(&document(run, &card), out)
    }
}

/// The shipped card.
fn card() -> Option<Scorecard> {
    let (name, text) = score::SHIPPED.iter().find(|(n, _)| *n == "oscal")?;
    let mut src = Sources::new();
    let file = src.add(Source::new(*name, *text, Role::Package));
    score::parse(&src, file).value
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    assessment_results: Value,
}

fn document(run: &Run<'_>, card: &Scorecard) -> Document {
    let mut observations = Vec::new();
    let mut findings = Vec::new();
    let faults: Vec<Value> = run
        .input_errors()
        .enumerate()
        .map(|(n, d)| fault(run, d, n))
        .collect();
    findings.extend(broken(run, &faults));
    let errors = faults.len();
    observations.extend(faults);
    for c in &run.judgement.commitments {
        let Some(of) = run.rules.commitments.get(c.commitment) else {
            continue;
        };
        for i in &c.instances {
            observations.push(observation(run, i));
            findings.extend(finding(run, card, of, c, i));
        }
        if c.instances.is_empty() {
            observations.push(bare(run, of, c));
        }
    }
    let title = match run.rules.agreements.as_slice() {
        [one] => clean_line(&one.title),
        _ => "Compliance with what was agreed".into(),
    };
    let at = time(run.view.as_of);
    let mut result = json!({
        "uuid": uuid(run, "result", ""),
        "title": format!("As of {}", run.view.as_of),
        "description": format!("Known at {}. Statuses by servanda {}.", run.known_at(), env!("CARGO_PKG_VERSION")),
        "start": at,
        "end": at,
        "props": [
            prop("rulebook-digest", run.rules.digest()),
            prop("reports-digest", &super::reports_digest(run.src, run.reports)),
            prop("input-errors", &errors.to_string()),
        ],
        "reviewed-controls": { "control-selections": [{ "include-all": {} }] },
    });
    // OSCAL has no empty lists.
    for (key, list) in [("observations", observations), ("findings", findings)] {
        if let (false, Some(map)) = (list.is_empty(), result.as_object_mut()) {
            map.insert(key.into(), list.into());
        }
    }
    Document {
        assessment_results: json!({
            "uuid": uuid(run, "assessment-results", ""),
            "metadata": {
                "title": title,
                "last-modified": at,
                "version": run.view.as_of.to_string(),
                "oscal-version": VERSION,
            },
            "import-ap": { "href": "#", "remarks": "The plan is the rulebook; its digest stands in the result." },
            "results": [result],
        }),
    }
}

fn prop(name: &str, value: &str) -> Value {
    let value = clean_line(value);
    let value = if value.is_empty() {
        "none".into()
    } else {
        value
    };
    json!({ "name": name, "ns": NS, "value": value })
}

/// An error of the input: whoever reads statuses must see that they rest on what could be read.
fn fault(run: &Run<'_>, d: &Diagnostic, n: usize) -> Value {
    let info = d.code.info();
    let mut out = json!({
        "uuid": uuid(run, "input-error", &format!("{n} {} {}", info.code, d.message)),
        "title": format!("{} {}", info.code, info.slug),
        "description": text(&d.message),
        "props": [prop("status", "input-error"), prop("code", info.code)],
        "methods": ["EXAMINE"],
        "collected": time(run.view.as_of),
    });
    if let (Some(l), Some(map)) = (d.labels.first(), out.as_object_mut()) {
        let at = place(run.src, l.span);
        let evidence = json!([{
            "href": super::sarif::uri(at.file),
            "description": text(super::page::start_of(at.text, WORDS)),
            "props": [prop("line", &at.line.to_string())],
        }]);
        map.insert("relevant-evidence".into(), evidence);
    }
    out
}

/// The finding that the input is not sound; none where it is.
fn broken(run: &Run<'_>, faults: &[Value]) -> Option<Value> {
    let related: Vec<Value> = faults
        .iter()
        .filter_map(|f| f.get("uuid"))
        .map(|u| json!({ "observation-uuid": u }))
        .collect();
    let n = related.len();
    let s = if n == 1 { "" } else { "s" };
    (n > 0).then(|| {
        json!({
            "uuid": uuid(run, "finding", "input"),
            "title": "The input has errors",
            "description": format!("The input has {n} error{s}: every other finding rests on what could be read."),
            "props": [prop("status", "input-error")],
            "target": {
                "type": "objective-id",
                "target-id": "_input",
                "title": "The input is read whole",
                "status": { "state": "not-satisfied" },
            },
            "related-observations": related,
        })
    })
}

fn observation(run: &Run<'_>, i: &InstanceJudgement) -> Value {
    let (kind, groups) = witness(&i.witness);
    let mut evidence: Vec<Value> = Vec::new();
    for (role, list) in groups {
        evidence.extend(list.iter().filter_map(|e: &Evidence| {
            let claim = run.claims.claims.get(e.claim)?;
            Some(quoted(run, claim, e.tier.word(), role, ""))
        }));
    }
    for m in &i.near_misses {
        if let Some(claim) = run.claims.claims.get(m.claim) {
            let missing = m.missing.join("; ");
            evidence.push(quoted(run, claim, claim.tier.word(), "near-miss", &missing));
        }
    }
    let mut props = vec![prop("status", i.status.word()), prop("witness", kind)];
    props.extend(i.flags.iter().map(|f| prop("flag", &f.text())));
    if let Some(d) = i.next_change_at {
        props.push(prop("next-change", &d.to_string()));
    }
    let mut out = json!({
        "uuid": uuid(run, "observation", &i.id),
        "title": clean_line(&i.id),
        "description": text(&i.reason),
        "props": props,
        "methods": ["EXAMINE"],
        "collected": time(run.view.as_of),
    });
    if let Some(map) = out.as_object_mut() {
        if !evidence.is_empty() {
            map.insert("relevant-evidence".into(), evidence.into());
        }
        if matches!(i.status, Status::Contested | Status::Unreported) {
            let remark = format!("No finding: {}.", i.status.info().meaning);
            map.insert("remarks".into(), remark.into());
        }
    }
    out
}

/// A commitment without instances.
fn bare(run: &Run<'_>, of: &Commitment, c: &CommitmentJudgement) -> Value {
    json!({
        "uuid": uuid(run, "observation", &of.id),
        "title": clean_line(&of.id),
        "description": text(&c.reason),
        "props": [prop("status", c.status.word())],
        "methods": ["EXAMINE"],
        "collected": time(run.view.as_of),
        "remarks": format!("No finding: {}.", c.status.info().meaning),
    })
}

fn quoted(run: &Run<'_>, claim: &Claim, tier: &str, role: &str, missing: &str) -> Value {
    let at = place(run.src, claim.span);
    let words = super::page::start_of(at.text, WORDS);
    let mut props = vec![
        prop("role", role),
        prop("source", source_name(run, claim)),
        prop("tier", tier),
        prop("line", &at.line.to_string()),
    ];
    if !missing.is_empty() {
        props.push(prop("does-not-count", missing));
    }
    json!({
        "href": super::sarif::uri(at.file),
        "description": text(words),
        "props": props,
    })
}

fn finding(
    run: &Run<'_>,
    card: &Scorecard,
    of: &Commitment,
    c: &CommitmentJudgement,
    i: &InstanceJudgement,
) -> Option<Value> {
    let cell = cell(run, card, of, c, i)?;
    let state = cell
        .label
        .filter(|l| l == "satisfied" || l == "not-satisfied")?;
    let mut status = json!({ "state": state });
    if let (Some(note), Some(map)) = (cell.note, status.as_object_mut()) {
        map.insert("remarks".into(), clean(&note).into_owned().into());
    }
    Some(json!({
        "uuid": uuid(run, "finding", &i.id),
        "title": clean_line(&format!("{}: {}", i.id, i.status.word())),
        "description": text(&i.reason),
        "props": [prop("status", i.status.word()), prop("modality", of.modality.word())],
        "target": {
            "type": "objective-id",
            "target-id": token(&i.id),
            "title": clean_line(&i.id),
            "status": status,
        },
        "related-observations": [{ "observation-uuid": uuid(run, "observation", &i.id) }],
    }))
}

/// The card's word for an instance: that of a commitment which has it alone.
fn cell(
    run: &Run<'_>,
    card: &Scorecard,
    of: &Commitment,
    c: &CommitmentJudgement,
    i: &InstanceJudgement,
) -> Option<Cell> {
    let alone = Judgement {
        commitments: vec![CommitmentJudgement {
            commitment: c.commitment,
            status: i.status,
            flags: i.flags.clone(),
            reason: String::new(),
            instances: Vec::new(),
            advice: c.advice,
            exit: i.exit,
            reliefs: i.reliefs.clone(),
            next_change_at: i.next_change_at,
        }],
    };
    score::cell(card, run, of, alone.commitments.first()?).cloned()
}

/// Text that is never empty, as OSCAL asks.
fn text(text: &str) -> String {
    match clean(text).trim() {
        "" => "–".into(),
        text => text.to_string(),
    }
}

/// The end of a day.
fn time(day: Day) -> String {
    format!("{day}T23:59:59Z")
}

/// An id as an OSCAL token: letters, digits, `.`, `-`, `_`; anything else by its number.
fn token(id: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for c in id.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') {
            out.push(c);
        } else {
            let _ = write!(out, "_{:x}_", c as u32);
        }
    }
    if out.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        out
    } else {
        format!("_{out}")
    }
}

/// A name-based identifier of something in a run.
pub fn uuid(run: &Run<'_>, kind: &str, name: &str) -> String {
    let mut all = Sha256::new();
    let day = run.view.as_of.to_string();
    let known = run.known_at();
    for part in [NS, run.rules.digest(), &day, &known, kind, name] {
        all.update((part.len() as u64).to_le_bytes());
        all.update(part.as_bytes());
    }
    let mut hex = String::new();
    for (i, byte) in all.finalize().iter().take(16).enumerate() {
        let byte = match i {
            6 => byte & 0x0f | 0x50,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(i, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    hex
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_are_tokens_and_differ() {
        assert_eq!(super::token("PK-1[LeT]"), "PK-1_5b_LeT_5d_");
        assert_eq!(super::token("1.2"), "_1.2");
    }
}
