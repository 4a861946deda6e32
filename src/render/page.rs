//! What a report for readers shows, as words: the view that the Markdown and HTML templates fill in.
//!
//! Takes a finished run; decides here, once for both formats, what stands in which order. All text
//! is cleaned; escaping is the templates' work.

use super::claims::when;
use super::json::witness;
use super::page_annex::{self, ReportView};
use super::page_more::{self, ChangeView, LedgerRow, ScoreView};
use super::page_timeline::{self, Timeline};
use super::page_words::claim_view;
use super::{Place, Run, clean_line, place};
use crate::diag::Severity;
use crate::model::{
    Commitment, CommitmentJudgement, Evidence, Flag, InstanceJudgement, NearMiss, Norm, Status,
    Witness,
};
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
    /// So many instances that long tables are folded.
    pub many: bool,
    pub reading: String,
    pub cards: Vec<Card>,
    pub problems: Vec<Problem>,
    pub legend: Vec<StatusView>,
    pub since: Option<String>,
    pub changes: Vec<ChangeView>,
    pub scores: Vec<ScoreView>,
    pub trend: Vec<String>,
    pub timeline: Option<Timeline>,
    pub ledger: Vec<LedgerRow>,
    pub ledger_more: usize,
    pub rules: Vec<ReportView>,
    pub reports: Vec<ReportView>,
}

/// Instances from which on a page shows one near miss each.
const MANY: usize = 400;

/// The run, and what of it the annex shows.
pub struct Shown<'a, 'r> {
    pub run: &'a Run<'r>,
    pub claims: &'a std::collections::BTreeSet<usize>,
    rules: &'a std::collections::BTreeSet<String>,
    /// Near misses shown of one instance.
    near: usize,
}

/// The first bytes of a text, whole characters.
pub fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=text.len().min(bytes))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0);
    text.get(..end).unwrap_or("")
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
    /// Its status at each day of the trend.
    pub trend: Vec<StatusView>,
    /// What each scorecard calls it: the card's name, the word.
    pub scores: Vec<(String, String)>,
}

/// A sentence of the rule.
pub struct SentenceView {
    pub id: String,
    pub text: String,
    pub place: String,
    /// Where its words stand in the annex; empty where they are not shown.
    pub anchor: String,
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
    /// How the window was computed.
    pub steps: Vec<String>,
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
    /// Where its words are marked in the report's text; empty where that is not shown.
    pub anchor: String,
    pub facts: Vec<String>,
    pub links: Vec<String>,
}

impl EvidenceView {
    /// The pieces with the marked ones that touch made one, where a format marks them all alike.
    pub fn runs(&self) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        for p in &self.pieces {
            match out.last_mut() {
                Some(last) if (last.class == "context") == (p.class == "context") => {
                    last.text.push_str(&p.text);
                }
                _ => out.push(Piece {
                    text: p.text.clone(),
                    class: p.class,
                }),
            }
        }
        out
    }
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
    let uses = page_more::uses(run);
    let annex = page_annex::annex(run, &uses);
    let scores = page_more::score_views(run);
    let instances = run.judgement.commitments.iter().map(|c| c.instances.len());
    let many = instances.sum::<usize>() > MANY;
    let shown = Shown {
        run,
        claims: &annex.shown,
        rules: &annex.sentences,
        near: if many { 1 } else { usize::MAX },
    };
    let cards: Vec<Card> = run
        .judgement
        .commitments
        .iter()
        .enumerate()
        .filter_map(|(n, c)| {
            let of = run.rules.commitments.get(c.commitment)?;
            let mut card = card(&shown, of, c);
            card.trend = run
                .trend
                .iter()
                .filter_map(|(_, j)| Some(status(j.commitments.get(n)?.status)))
                .collect();
            card.scores = scores
                .iter()
                .filter_map(|s| Some((s.card.clone(), s.cells.get(n)?.clone())))
                .collect();
            Some(card)
        })
        .collect();
    let (ledger, ledger_more) = page_more::ledger(run, &uses, &annex.shown);
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
        rulebook: run.rules.digest().to_owned(),
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
        many,
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
        since: run.earlier.map(|e| match e.as_of.as_str() {
            "" => "the earlier run".into(),
            day => clean_line(day),
        }),
        changes: page_more::change_views(run),
        scores,
        trend: run.trend.iter().map(|(d, _)| d.to_string()).collect(),
        timeline: page_timeline::timeline(run),
        ledger,
        ledger_more,
        rules: annex.rules,
        reports: annex.reports,
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

fn card(shown: &Shown<'_, '_>, of: &Commitment, c: &CommitmentJudgement) -> Card {
    let run = shown.run;
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
        sentences: of.norms.iter().map(|n| sentence(shown, of, n)).collect(),
        instances: c
            .instances
            .iter()
            .map(|i| instance(shown, &of.id, i))
            .collect(),
        trend: Vec::new(),
        scores: Vec::new(),
    }
}

fn sentence(shown: &Shown<'_, '_>, of: &Commitment, n: &Norm) -> SentenceView {
    let run = shown.run;
    let place = place(run.src, n.span);
    let anchor = anchor("rule", &format!("{} {}", of.id, n.id));
    let is_shown = shown.rules.contains(&anchor);
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
        place: short_place(&place),
        anchor: if is_shown { anchor } else { String::new() },
        facts,
    }
}

/// `reports/01.md:7`.
pub fn short_place(p: &Place<'_>) -> String {
    format!("{}:{}", clean_line(p.file), p.line)
}

/// What tells an instance from the others of its commitment: `LeT` of `PK-1[LeT]`, `1 India` of
/// `IU-11.1[India]`; the whole ID where it does not begin with the commitment's.
pub fn key(commitment: &str, instance: &str) -> String {
    let rest = instance.strip_prefix(commitment).unwrap_or(instance);
    let words = rest.split(['.', '[', ']']).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn instance(shown: &Shown<'_, '_>, commitment: &str, i: &InstanceJudgement) -> InstanceView {
    let run = shown.run;
    let key = key(commitment, &i.id);
    let (_, groups) = witness(&i.witness);
    InstanceView {
        anchor: anchor("i", &i.id),
        id: clean_line(&i.id),
        key: clean_line(&key),
        status: status(i.status),
        flags: flags(&i.flags),
        window: window(i.window),
        steps: i.steps.iter().map(|s| clean_line(s)).collect(),
        reason: clean_line(&i.reason),
        next_change: i.next_change_at.map(|d| d.to_string()),
        evidence: [("cause", i.cause.as_slice()), ("guard", i.guard.as_slice())]
            .into_iter()
            .chain(groups)
            .filter(|(_, list)| !list.is_empty())
            .map(|(role, list)| EvidenceGroup {
                heading: heading(role),
                list: list.iter().filter_map(|e| evidence(shown, e)).collect(),
            })
            .collect(),
        near: i
            .near_misses
            .iter()
            .take(shown.near)
            .filter_map(|m| near(shown, m))
            .collect(),
        near_more: i
            .near_miss_count
            .saturating_sub(i.near_misses.len().min(shown.near)),
        absence: absence(run, &i.witness),
    }
}

fn heading(role: &str) -> &'static str {
    match role {
        "cause" => "What set it off",
        "guard" => "What it hangs on",
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

fn evidence(shown: &Shown<'_, '_>, e: &Evidence) -> Option<EvidenceView> {
    let claim = shown.run.claims.claims.get(e.claim)?;
    let mut view = claim_view(shown, e.claim, claim, e.tier.word());
    if e.self_report {
        view.facts.push("the bearer’s own word".into());
    }
    view.links = e.links.iter().map(|l| clean_line(l)).collect();
    Some(view)
}

fn near(shown: &Shown<'_, '_>, m: &NearMiss) -> Option<NearView> {
    let claim = shown.run.claims.claims.get(m.claim)?;
    Some(NearView {
        claim: claim_view(shown, m.claim, claim, claim.tier.word()),
        missing: clean_line(&m.missing.join("; ")),
    })
}

/// A window in words.
pub fn window(w: Interval) -> String {
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
