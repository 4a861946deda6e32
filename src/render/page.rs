//! What a report for readers shows, as words: the view that the Markdown and HTML templates fill in.
//!
//! Takes a finished run; decides here, once for both formats, what stands in which order. All text
//! is cleaned; escaping is the templates' work.

use super::claims::{shorten, when};
use super::json::{source_name, witness};
use super::{Place, Run, clean, clean_line, place};
use crate::diag::Severity;
use crate::model::{
    Claim, Commitment, CommitmentJudgement, Evidence, Flag, InstanceJudgement, NearMiss, Norm,
    Status, Witness,
};
use crate::source::Span;
use crate::time::{Day, Interval};

/// The whole page.
pub struct Page {
    pub title: String,
    pub version: &'static str,
    pub as_of: String,
    pub known_at: String,
    pub rulebook: String,
    pub reports_digest: String,
    pub agreements: Vec<AgreementView>,
    pub counts: Vec<Count>,
    pub assessed: usize,
    pub total: usize,
    pub reading: String,
    pub cards: Vec<Card>,
    pub problems: Vec<Problem>,
    pub legend: Vec<StatusView>,
    pub reports: Vec<super::page_annex::ReportView>,
}

/// An agreement in the header.
pub struct AgreementView {
    pub id: String,
    pub title: String,
    pub facts: Vec<String>,
}

/// How many commitments have a status.
pub struct Count {
    pub status: StatusView,
    pub n: usize,
}

/// A status by word, letter and class; never by colour alone.
#[derive(Clone)]
pub struct StatusView {
    pub word: &'static str,
    pub letter: &'static str,
    pub class: &'static str,
    pub meaning: &'static str,
}

/// A commitment.
pub struct Card {
    pub anchor: String,
    pub id: String,
    pub title: String,
    pub modality: &'static str,
    pub status: StatusView,
    pub flags: Vec<String>,
    pub reason: String,
    pub quote: Option<String>,
    pub at: Option<String>,
    pub agreement: String,
    pub notes: Vec<String>,
    pub facts: Vec<String>,
    pub due: String,
    pub sentences: Vec<SentenceView>,
    pub instances: Vec<InstanceView>,
}

/// A sentence of the rule.
pub struct SentenceView {
    pub id: String,
    pub text: String,
    pub place: String,
    pub facts: Vec<String>,
}

/// An instance.
pub struct InstanceView {
    pub anchor: String,
    pub id: String,
    /// What distinguishes it: `LeT` of `PK-1[LeT]`.
    pub key: String,
    pub status: StatusView,
    pub flags: Vec<String>,
    pub window: String,
    pub reason: String,
    pub next_change: Option<String>,
    pub evidence: Vec<EvidenceGroup>,
    pub near: Vec<NearView>,
    pub near_more: usize,
    pub absence: Vec<String>,
}

/// Evidence that plays one part.
pub struct EvidenceGroup {
    pub heading: &'static str,
    pub list: Vec<EvidenceView>,
}

/// A claim with its words.
pub struct EvidenceView {
    pub pieces: Vec<Piece>,
    pub place: String,
    pub anchor: String,
    pub facts: Vec<String>,
    pub links: Vec<String>,
}

/// A claim that does not count.
pub struct NearView {
    pub claim: EvidenceView,
    pub missing: String,
}

/// A stretch of text and what it is: `""`, `context`, `actor`, `action`, `target`, `date`, `status`.
pub struct Piece {
    pub text: String,
    pub class: &'static str,
}

/// A diagnostic about the input.
pub struct Problem {
    pub code: &'static str,
    pub severity: &'static str,
    pub message: String,
    pub place: String,
    pub help: String,
}

/// The view of a run.
pub fn page(run: &Run<'_>) -> Page {
    let cards: Vec<Card> = run
        .judgement
        .commitments
        .iter()
        .filter_map(|c| {
            let of = run.rules.commitments.get(c.commitment)?;
            Some(card(run, of, c))
        })
        .collect();
    let reading = run.reading();
    let unassessed = |s: Status| matches!(s, Status::Unreported | Status::NotAssessable);
    let assessed = run
        .judgement
        .commitments
        .iter()
        .filter(|c| !unassessed(c.status))
        .count();
    let agreements: Vec<AgreementView> = run
        .rules
        .agreements
        .iter()
        .map(|a| agreement(run, a))
        .collect();
    Page {
        title: match agreements.as_slice() {
            [one] => one.title.clone(),
            _ => "Compliance report".into(),
        },
        version: env!("CARGO_PKG_VERSION"),
        as_of: run.view.as_of.to_string(),
        known_at: run.known_at(),
        rulebook: run.rules.digest.clone(),
        reports_digest: super::reports_digest(run.src, run.reports),
        agreements,
        counts: run
            .counts()
            .into_iter()
            .filter(|(s, n)| *n > 0 || matches!(s, Status::Unreported | Status::Contested))
            .map(|(s, n)| Count {
                status: status(s),
                n,
            })
            .collect(),
        assessed,
        total: cards.len(),
        reading: format!(
            "{} reports, {} segments, {} with a name or act of the rules, {} claims, {} unread",
            run.claims.reports.len(),
            reading.segments,
            reading.named,
            reading.claims,
            reading.unread
        ),
        cards,
        problems: problems(run),
        legend: crate::model::STATUSES
            .iter()
            .map(|s| status(s.status))
            .collect(),
        reports: super::page_annex::reports(run),
    }
}

fn agreement(run: &Run<'_>, a: &crate::model::Agreement) -> AgreementView {
    let names = |list: &[crate::model::EntityId]| {
        let names: Vec<String> = list
            .iter()
            .filter_map(|e| run.rules.entity(*e))
            .map(|e| clean_line(&e.label))
            .collect();
        names.join(", ")
    };
    let mut facts = Vec::new();
    if let Some(d) = a.adopted {
        facts.push(format!("adopted {}", when(d)));
    }
    if let Some(d) = a.in_force {
        facts.push(format!("in force {}", when(d)));
    }
    if !a.between.is_empty() {
        facts.push(format!("between {}", names(&a.between)));
    }
    if !a.addressed_to.is_empty() {
        facts.push(format!("addressed to {}", names(&a.addressed_to)));
    }
    AgreementView {
        id: clean_line(&a.id),
        title: clean_line(&a.title),
        facts,
    }
}

/// A status as shown.
pub fn status(s: Status) -> StatusView {
    let info = s.info();
    StatusView {
        word: info.word,
        letter: info.letter,
        class: match s {
            Status::Fulfilled | Status::FulfilledLate | Status::Repaired | Status::Holding => {
                "good"
            }
            Status::Overdue | Status::NotDone | Status::Reversed | Status::Breached => "bad",
            Status::Contested => "disputed",
            Status::Partial | Status::InProgress => "moving",
            Status::Unreported => "unknown",
            _ => "quiet",
        },
        meaning: info.meaning,
    }
}

/// An HTML id: letters, digits, hyphens; everything else by its number, so that no two ids meet.
pub fn anchor(prefix: &str, text: &str) -> String {
    use std::fmt::Write;
    let mut out = format!("{prefix}-");
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            let _ = write!(out, "_{:x}_", c as u32);
        }
    }
    out
}

fn card(run: &Run<'_>, of: &Commitment, c: &CommitmentJudgement) -> Card {
    let mut facts = Vec::new();
    for (word, by, on) in &of.acceptance {
        let on = on.map_or(String::new(), |d| format!(" on {}", when(d)));
        let by = run.rules.entity(*by).map_or("", |e| e.label.as_str());
        facts.push(format!("{word} by {}{on}", clean_line(by)));
    }
    if let Some(owner) = &of.owner {
        facts.push(format!("owner {}", clean_line(owner)));
    }
    if let Some(closes) = of.closes {
        facts.push(format!("closes {closes}"));
    }
    if let Some(why) = &of.unevaluated {
        facts.push(clean_line(why));
    }
    let deadlines: Vec<Day> = of
        .norms
        .iter()
        .map(|n| n.window.to)
        .filter(|d| d.is_finite())
        .collect();
    Card {
        anchor: anchor("c", &of.id),
        id: clean_line(&of.id),
        title: clean_line(&of.title),
        modality: of.modality.word(),
        status: status(c.status),
        flags: flags(&c.flags),
        reason: clean_line(&c.reason),
        quote: of.quote.as_ref().map(|q| clean_line(&q.node)),
        at: of.at.as_deref().map(clean_line),
        agreement: of
            .agreement
            .and_then(|a| run.rules.agreements.get(a.index()))
            .map_or(String::new(), |a| clean_line(&a.title)),
        notes: of.notes.iter().map(|n| clean_line(n)).collect(),
        facts,
        due: deadlines
            .iter()
            .max()
            .map_or("none stated".into(), ToString::to_string),
        sentences: of.norms.iter().map(|n| sentence(run, n)).collect(),
        instances: c
            .instances
            .iter()
            .map(|i| instance(run, &of.id, i))
            .collect(),
    }
}

fn sentence(run: &Run<'_>, n: &Norm) -> SentenceView {
    let mut facts = vec![n.kind.word().to_string()];
    if n.advice {
        facts.push("advice: never fails a run".into());
    }
    facts.extend(n.window.steps.iter().map(|s| clean_line(s)));
    let e = &n.evidence;
    if let Some(k) = e.sources {
        let independent = if e.independent == Some(true) {
            "independent "
        } else {
            ""
        };
        let s = if k == 1 { "" } else { "s" };
        facts.push(format!("at least {k} {independent}source{s}"));
    }
    if let Some(t) = e.tier {
        facts.push(format!("tier {} or better", t.word()));
    }
    if e.closed == Some(true) {
        facts.push("closed world".into());
    }
    SentenceView {
        id: clean_line(&n.id),
        text: clean_line(&n.text),
        place: short_place(&place(run.src, n.span)),
        facts,
    }
}

fn short_place(p: &Place<'_>) -> String {
    format!("{}:{}", clean_line(p.file), p.line)
}

/// What tells an instance from the others of its commitment: `LeT` of `PK-1[LeT]`, `1 India` of
/// `IU-11.1[India]`; the whole ID where it does not begin with the commitment's.
pub fn key(commitment: &str, instance: &str) -> String {
    let rest = instance.strip_prefix(commitment).unwrap_or(instance);
    let words = rest.split(['.', '[', ']']).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn instance(run: &Run<'_>, commitment: &str, i: &InstanceJudgement) -> InstanceView {
    let key = key(commitment, &i.id);
    let (_, groups) = witness(&i.witness);
    InstanceView {
        anchor: anchor("i", &i.id),
        id: clean_line(&i.id),
        key: clean_line(&key),
        status: status(i.status),
        flags: flags(&i.flags),
        window: window(i.window),
        reason: clean_line(&i.reason),
        next_change: i.next_change_at.map(|d| d.to_string()),
        evidence: groups
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(role, list)| EvidenceGroup {
                heading: heading(role),
                list: list.iter().filter_map(|e| evidence(run, e)).collect(),
            })
            .collect(),
        near: i.near_misses.iter().filter_map(|m| near(run, m)).collect(),
        near_more: i.near_miss_count.saturating_sub(i.near_misses.len()),
        absence: absence(run, &i.witness),
    }
}

fn heading(role: &str) -> &'static str {
    match role {
        "for" => "What counts",
        "reversal" => "What undid it",
        "against" => "What speaks against it",
        "step" => "Steps towards it",
        _ => "Evidence",
    }
}

fn absence(run: &Run<'_>, w: &Witness) -> Vec<String> {
    let Witness::Absence {
        searched,
        covered,
        reports,
        gaps,
    } = w
    else {
        return Vec::new();
    };
    let list = |days: &[Interval]| days.iter().map(|d| when(*d)).collect::<Vec<_>>().join("; ");
    let mut out = vec![format!("searched: {}", when(*searched))];
    out.push(if covered.is_empty() {
        "no report says that it covers any of these days".into()
    } else {
        let names: Vec<String> = reports
            .iter()
            .filter_map(|i| run.claims.reports.get(*i))
            .map(|r| clean_line(run.src.name(r.file)))
            .collect();
        format!("covered: {} (by {})", list(covered), names.join(", "))
    });
    if !gaps.is_empty() && !covered.is_empty() {
        out.push(format!("not covered: {}", list(gaps)));
    }
    out
}

fn evidence(run: &Run<'_>, e: &Evidence) -> Option<EvidenceView> {
    let claim = run.claims.claims.get(e.claim)?;
    let mut view = claim_view(run, e.claim, claim, e.tier.word());
    if e.self_report {
        view.facts.push("the bearer’s own word".into());
    }
    view.links = e.links.iter().map(|l| clean_line(l)).collect();
    Some(view)
}

fn near(run: &Run<'_>, m: &NearMiss) -> Option<NearView> {
    let claim = run.claims.claims.get(m.claim)?;
    Some(NearView {
        claim: claim_view(run, m.claim, claim, claim.tier.word()),
        missing: clean_line(&m.missing.join("; ")),
    })
}

fn claim_view(run: &Run<'_>, index: usize, claim: &Claim, tier: &str) -> EvidenceView {
    let at = place(run.src, claim.span);
    let report = run.claims.reports.get(claim.report.0 as usize);
    let mut facts = vec![clean_line(source_name(run, claim))];
    if let Some(title) = report.and_then(|r| r.title.as_deref()) {
        facts.push(format!("“{}”", shorten(&clean_line(title), 80)));
    }
    if let Some(r) = report.filter(|r| r.recorded.is_finite()) {
        facts.push(format!("published {}", r.recorded));
    }
    facts.push(format!("event {}", when(claim.valid)));
    facts.push(format!("tier {tier}"));
    if let Some(speaker) = &claim.attributed_to {
        facts.push(format!("says {}", clean_line(speaker)));
    }
    EvidenceView {
        pieces: pieces(run, claim),
        place: short_place(&at),
        anchor: format!("claim-{index}"),
        facts,
        links: Vec::new(),
    }
}

/// The claim's clause with the words of its parts marked, and a little of the line around it.
fn pieces(run: &Run<'_>, claim: &Claim) -> Vec<Piece> {
    const AROUND: usize = 160;
    let Some(source) = run.src.get(claim.span.file) else {
        return Vec::new();
    };
    let text = source.text.as_str();
    let (start, end) = (claim.span.start as usize, claim.span.end as usize);
    let from = source.line_range(claim.span.start).start;
    let until = source.line_range(claim.span.end).end;
    let before = text.get(from..start).unwrap_or("");
    let after = text.get(end..until).unwrap_or("");
    let mut out = Vec::new();
    let mut add = |t: &str, class| {
        if !t.is_empty() {
            out.push(Piece {
                text: clean(t).into_owned(),
                class,
            });
        }
    };
    match before.char_indices().rev().nth(AROUND) {
        Some((i, _)) => add(&format!("…{}", before.get(i..).unwrap_or("")), "context"),
        None => add(before, "context"),
    }
    for (range, class) in marks(claim) {
        add(text.get(range).unwrap_or(""), class);
    }
    add(&shorten(after, AROUND), "context");
    out
}

/// The clause cut at its parts; where two overlap the earlier one stands.
fn marks(claim: &Claim) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let p = &claim.parts;
    let mut spans: Vec<(Span, &'static str)> = Vec::new();
    spans.extend(p.actors.iter().map(|s| (*s, "actor")));
    spans.extend(p.action.iter().map(|s| (*s, "action")));
    spans.extend(p.targets.iter().map(|s| (*s, "target")));
    spans.extend(p.date.iter().map(|s| (*s, "date")));
    spans.extend(p.status.iter().map(|s| (*s, "status")));
    spans.retain(|(s, _)| {
        s.file == claim.span.file && s.start >= claim.span.start && s.end <= claim.span.end
    });
    spans.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    let mut out = Vec::new();
    let mut at = claim.span.start as usize;
    for (s, class) in spans {
        let (start, end) = (s.start as usize, s.end as usize);
        if start < at || start >= end {
            continue;
        }
        out.push((at..start, "clause"));
        out.push((start..end, class));
        at = end;
    }
    out.push((at..claim.span.end as usize, "clause"));
    out.retain(|(r, _)| !r.is_empty());
    out
}

fn window(w: Interval) -> String {
    match (w.lo.is_finite(), w.hi.is_finite()) {
        (true, true) => format!("{} to {}", w.lo, w.hi),
        (true, false) => format!("from {}, no deadline stated", w.lo),
        (false, true) => format!("until {}", w.hi),
        (false, false) => "no deadline stated".into(),
    }
}

fn flags(flags: &[Flag]) -> Vec<String> {
    flags.iter().map(Flag::text).collect()
}

/// Diagnostics about the input; findings about conduct stand on the cards.
fn problems(run: &Run<'_>) -> Vec<Problem> {
    run.diagnostics
        .iter()
        .filter(|d| !d.code.info().is_finding() && d.severity >= Severity::Warning)
        .map(|d| Problem {
            code: d.code.as_str(),
            severity: d.severity.word(),
            message: clean_line(&d.message),
            place: d
                .labels
                .first()
                .map_or(String::new(), |l| short_place(&place(run.src, l.span))),
            help: d.help.as_deref().map_or(String::new(), clean_line),
        })
        .collect()
}
