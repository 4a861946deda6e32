//! JSON for programs: one object a run, by the contract of the output schema (edition 1).
//!
//! Offsets are bytes of the file as it is on disk, half-open; `text` is that slice. Fields may be
//! added; none is renamed without a new edition of the schema.

use super::fingerprint::Fingerprint;
use super::{Look, Place, Renderer, Run, place};
use crate::diag::Diagnostic;
use crate::model::{Claim, Evidence, Flag, InstanceJudgement, Relieved, Status, Witness};
use crate::source::Sources;
use crate::time::{Day, Interval};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// The renderer.
pub struct Json;

impl Renderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "for programs: statuses, evidence and findings with their places"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        super::safe_json::write(&document(run), out)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    servanda: &'static str,
    edition: u32,
    as_of: String,
    known_at: String,
    rulebook: &'a str,
    reports: String,
    summary: Ordered,
    reading: ReadingJson,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scorecards: Vec<ScoreJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trend: Vec<Trend>,
    commitments: Vec<CommitmentJson<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct ScoreJson {
    scorecard: String,
    title: String,
    score: String,
    coverage: String,
    bearers: Ordered,
    commitments: Ordered,
}

#[derive(Serialize)]
struct Since<'a> {
    as_of: &'a str,
    changes: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    id: String,
    was: Option<&'static str>,
    now: Option<&'static str>,
    moved_by: String,
}

#[derive(Serialize)]
struct Trend {
    as_of: String,
    commitments: Ordered,
}

/// A map whose keys stay in the order given.
#[derive(Default)]
struct Ordered(Vec<(String, Value)>);

impl Ordered {
    fn push(&mut self, key: String, value: Value) {
        self.0.push((key, value));
    }
}

impl FromIterator<(String, Value)> for Ordered {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl Serialize for Ordered {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

#[derive(Serialize)]
struct ReadingJson {
    reports: usize,
    segments: u64,
    named: u64,
    claims: u64,
    unread: u64,
}

#[derive(Serialize)]
struct CommitmentJson<'a> {
    id: &'a str,
    title: &'a str,
    modality: &'static str,
    status: &'static str,
    exit: u8,
    flags: Vec<String>,
    next_change_at: Option<String>,
    reason: &'a str,
    instances: Vec<InstanceJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decided: Vec<DecidedJson<'a>>,
}

#[derive(Serialize)]
struct InstanceJson<'a> {
    id: &'a str,
    status: &'static str,
    exit: u8,
    flags: Vec<String>,
    window: Days,
    next_change_at: Option<String>,
    reason: &'a str,
    witness: &'static str,
    evidence: Vec<EvidenceJson<'a>>,
    near_misses: Vec<NearMissJson<'a>>,
    near_miss_count: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decided: Vec<DecidedJson<'a>>,
}

/// What somebody decided, and what the status would be without it.
#[derive(Serialize)]
struct DecidedJson<'a> {
    word: &'static str,
    by: &'a str,
    because: &'a str,
    was: &'static str,
}

#[derive(Serialize)]
struct Days {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    report: &'a str,
    start: u64,
    end: u64,
    line: usize,
    column: usize,
    text: &'a str,
    date: Days,
    source: &'a str,
    tier: &'static str,
    role: &'static str,
    self_report: bool,
    links: &'a [String],
}

#[derive(Serialize)]
struct NearMissJson<'a> {
    report: &'a str,
    start: u64,
    end: u64,
    line: usize,
    column: usize,
    text: &'a str,
    missing: &'a [String],
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    commitment: Option<&'a str>,
    labels: Vec<LabelJson<'a>>,
    help: Option<&'a str>,
    fingerprint: Print,
}

#[derive(Serialize)]
struct Print {
    finding: String,
    content: String,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    file: &'a str,
    start: u64,
    end: u64,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    message: &'a str,
}

fn document<'a>(run: &'a Run<'_>) -> Document<'a> {
    let reading = run.reading();
    Document {
        servanda: env!("CARGO_PKG_VERSION"),
        edition: 1,
        as_of: run.view.as_of.to_string(),
        known_at: run.known_at(),
        rulebook: run.rules.digest(),
        reports: super::reports_digest(run.src, run.reports),
        summary: summary(run),
        reading: ReadingJson {
            reports: run.claims.reports.len(),
            segments: reading.segments,
            named: reading.named,
            claims: reading.claims,
            unread: reading.unread,
        },
        scorecards: run.scorecards.iter().map(|c| scored(run, c)).collect(),
        since: run.earlier.map(|e| Since {
            as_of: &e.as_of,
            changes: super::changes::changes(run)
                .into_iter()
                .map(|c| ChangeJson {
                    moved_by: super::changes::moved_by(run, &c),
                    was: c.was.map(Status::word),
                    now: c.now.map(Status::word),
                    id: c.id,
                })
                .collect(),
        }),
        trend: run
            .trend
            .iter()
            .map(|(day, judgement)| Trend {
                as_of: day.to_string(),
                commitments: words_by_id(
                    run,
                    judgement
                        .commitments
                        .iter()
                        .map(|c| c.status.word().to_string()),
                ),
            })
            .collect(),
        commitments: commitments(run),
        findings: run
            .diagnostics
            .iter()
            .zip(super::fingerprint::all(run))
            .map(|(d, print)| finding(run.src, d, print))
            .collect(),
    }
}

/// A word for each commitment of the judgement, by ID.
fn words_by_id(run: &Run<'_>, words: impl Iterator<Item = String>) -> Ordered {
    let ids = run.judgement.commitments.iter().map(|c| {
        let of = run.rules.commitments.get(c.commitment);
        of.map_or(String::new(), |o| o.id.clone())
    });
    ids.zip(words).map(|(id, w)| (id, w.into())).collect()
}

fn scored(run: &Run<'_>, card: &super::Scorecard) -> ScoreJson {
    let score = super::score::score(run, card);
    ScoreJson {
        scorecard: score.card,
        title: score.title,
        score: score.line,
        coverage: score.coverage,
        bearers: score
            .by_bearer
            .into_iter()
            .map(|(b, s)| (b, s.into()))
            .collect(),
        commitments: words_by_id(run, score.cells.iter().map(super::score::Cell::text)),
    }
}

/// Counts of commitments by status, in order of gravity; `unreported` and `contested` always.
fn summary(run: &Run<'_>) -> Ordered {
    let mut map = Ordered::default();
    map.push("commitments".into(), run.judgement.commitments.len().into());
    for (status, count) in run.counts() {
        if count > 0 || matches!(status, Status::Unreported | Status::Contested) {
            map.push(status.word().into(), count.into());
        }
    }
    map
}

fn commitments<'a>(run: &'a Run<'_>) -> Vec<CommitmentJson<'a>> {
    run.judgement
        .commitments
        .iter()
        .filter_map(|c| {
            let of = run.rules.commitments.get(c.commitment)?;
            Some(CommitmentJson {
                id: &of.id,
                title: &of.title,
                modality: of.modality.word(),
                status: c.status.word(),
                exit: c.exit,
                flags: flags(&c.flags),
                next_change_at: c.next_change_at.map(|d| d.to_string()),
                reason: &c.reason,
                instances: c.instances.iter().map(|i| instance(run, i)).collect(),
                decided: decided(run, &c.reliefs),
            })
        })
        .collect()
}

fn instance<'a>(run: &'a Run<'_>, i: &'a InstanceJudgement) -> InstanceJson<'a> {
    let (kind, parts) = witness(&i.witness);
    InstanceJson {
        id: &i.id,
        status: i.status.word(),
        exit: i.exit,
        flags: flags(&i.flags),
        window: days(i.window),
        next_change_at: i.next_change_at.map(|d| d.to_string()),
        reason: &i.reason,
        witness: kind,
        evidence: [("cause", i.cause.as_slice()), ("guard", i.guard.as_slice())]
            .into_iter()
            .chain(parts)
            .flat_map(|(role, list)| list.iter().map(move |e| (role, e)))
            .filter_map(|(role, e)| evidence(run, role, e))
            .collect(),
        near_misses: i
            .near_misses
            .iter()
            .filter_map(|m| {
                let claim = run.claims.claims.get(m.claim)?;
                let at = place(run.src, claim.span);
                Some(NearMissJson {
                    report: at.file,
                    start: at.start,
                    end: at.end,
                    line: at.line,
                    column: at.column,
                    text: at.text,
                    missing: &m.missing,
                })
            })
            .collect(),
        near_miss_count: i.near_miss_count,
        decided: decided(run, &i.reliefs),
    }
}

fn decided<'a>(run: &'a Run<'_>, list: &[Relieved]) -> Vec<DecidedJson<'a>> {
    let of = |d: &Relieved| {
        let r = run.rules.reliefs.get(d.relief)?;
        Some(DecidedJson {
            word: r.kind.word(),
            by: &r.by,
            because: &r.because,
            was: d.was.word(),
        })
    };
    list.iter().filter_map(of).collect()
}

/// The word of a witness, and its evidence with the part that each plays.
pub fn witness(w: &Witness) -> (&'static str, Vec<(&'static str, &[Evidence])>) {
    match w {
        Witness::Calendar => ("calendar", Vec::new()),
        Witness::Hits(hits) => ("hits", vec![("for", hits)]),
        Witness::Undone { hits, reversals } => {
            ("undone", vec![("for", hits), ("reversal", reversals)])
        }
        Witness::Camps(a, b) => ("camps", vec![("for", a), ("against", b)]),
        Witness::Denial(d) => ("denial", vec![("against", d)]),
        Witness::Steps(s) => ("steps", vec![("step", s)]),
        Witness::Absence { .. } => ("absence", Vec::new()),
    }
}

fn evidence<'a>(run: &'a Run<'_>, role: &'static str, e: &'a Evidence) -> Option<EvidenceJson<'a>> {
    let claim = run.claims.claims.get(e.claim)?;
    let Place {
        file,
        start,
        end,
        line,
        column,
        text,
        ..
    } = place(run.src, claim.span);
    Some(EvidenceJson {
        report: file,
        start,
        end,
        line,
        column,
        text,
        date: days(claim.valid),
        source: source_name(run, claim),
        tier: e.tier.word(),
        role,
        self_report: e.self_report,
        links: &e.links,
    })
}

/// The publisher of a claim.
pub fn source_name<'a>(run: &'a Run<'_>, claim: &Claim) -> &'a str {
    run.claims
        .sources
        .get(claim.source.0 as usize)
        .map_or("", |s| s.name.as_str())
}

fn finding<'a>(src: &'a Sources, d: &'a Diagnostic, print: Fingerprint) -> Finding<'a> {
    Finding {
        code: d.code.as_str(),
        severity: d.severity.word(),
        message: &d.message,
        commitment: d.commitment.as_deref(),
        labels: d
            .labels
            .iter()
            .map(|l| {
                let at = place(src, l.span);
                LabelJson {
                    file: at.file,
                    start: at.start,
                    end: at.end,
                    line: at.line,
                    column: at.column,
                    end_line: at.end_line,
                    end_column: at.end_column,
                    text: at.text,
                    message: &l.message,
                }
            })
            .collect(),
        help: d.help.as_deref(),
        fingerprint: Print {
            finding: print.finding,
            content: print.content,
        },
    }
}

fn flags(flags: &[Flag]) -> Vec<String> {
    flags.iter().map(Flag::text).collect()
}

fn days(interval: Interval) -> Days {
    let day = |d: Day| d.is_finite().then(|| d.to_string());
    Days {
        from: day(interval.lo),
        to: day(interval.hi),
    }
}
