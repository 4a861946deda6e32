//! The judgement: a status for every instance and commitment, with its witness.

use super::{Flag, Status};
use crate::source::Span;
use crate::time::{Day, Interval};

/// As of when, and with which knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The end of this day.
    pub as_of: Day,
    /// Only what was recorded by then; [`Day::MAX`] for `latest`.
    pub known_at: Day,
}

impl View {
    /// As of a day, knowing what was known then.
    pub fn as_of(day: Day) -> Self {
        Self {
            as_of: day,
            known_at: day,
        }
    }
}

/// The whole answer. A pure function of rulebook, claims and view.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// In the rulebook's order.
    pub commitments: Vec<CommitmentJudgement>,
}

/// A commitment's status, and those of its instances.
#[derive(Debug, Clone)]
pub struct CommitmentJudgement {
    /// The first later day on which one of its instances changes, or a further one opens, with no new report.
    pub next_change_at: Option<Day>,
    /// Index into [`super::Rulebook::commitments`].
    pub commitment: usize,
    /// Rolled up.
    pub status: Status,
    /// Sorted, without repeats.
    pub flags: Vec<Flag>,
    /// One line.
    pub reason: String,
    /// Instances of all its sentences, in their order.
    pub instances: Vec<InstanceJudgement>,
    /// Whether all its sentences are advice (`should`): then it fails a run only under `--strict`.
    pub advice: bool,
    /// The exit code that its status asks for (0, 1, 3, 4), before options.
    pub exit: u8,
    /// An override of the whole.
    pub reliefs: Vec<Relieved>,
}

/// A waiver, suspension, termination or override that made a status what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relieved {
    /// Index into [`super::Rulebook::reliefs`].
    pub relief: usize,
    /// What the status would be without it.
    pub was: Status,
    /// The flags beside that.
    pub flags: Vec<Flag>,
}

/// An instance's status.
#[derive(Debug, Clone)]
pub struct InstanceJudgement {
    /// `PK-1[LeT]`.
    pub id: String,
    /// Index of the norm in its commitment.
    pub norm: usize,
    /// The status.
    pub status: Status,
    /// Sorted, without repeats.
    pub flags: Vec<Flag>,
    /// The window.
    pub window: Interval,
    /// How it was computed, in words, one step each.
    pub steps: Vec<String>,
    /// The first later day on which the status changes without any new report.
    pub next_change_at: Option<Day>,
    /// One line: who owed what, by when, what the reports say.
    pub reason: String,
    /// What somebody decided about it, in the order in which it was taken into account.
    pub reliefs: Vec<Relieved>,
    /// What set it off: the trigger's claims.
    pub cause: Vec<Evidence>,
    /// By what its guard is true, where it has one.
    pub guard: Vec<Evidence>,
    /// What decides it.
    pub witness: Witness,
    /// The closest claims that do not count, best first, at most five.
    pub near_misses: Vec<NearMiss>,
    /// How many near misses there were before the cut.
    pub near_miss_count: usize,
    /// The exit code that its status asks for (0, 1, 3, 4), before options.
    pub exit: u8,
}

/// What decides a status; re-validated by an independent check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witness {
    /// Nothing had to be shown (not open yet, declaratory).
    Calendar,
    /// These claims carry it, in the order of their days.
    Hits(Vec<Evidence>),
    /// A hit, then its undoing.
    Undone {
        /// The act.
        hits: Vec<Evidence>,
        /// Its reversals.
        reversals: Vec<Evidence>,
    },
    /// Sources disagree: for, against.
    Camps(Vec<Evidence>, Vec<Evidence>),
    /// An admissible denial.
    Denial(Vec<Evidence>),
    /// Steps towards it.
    Steps(Vec<Evidence>),
    /// Nothing was found in the searched days.
    Absence {
        /// The days searched.
        searched: Interval,
        /// What reports cover of them, merged.
        covered: Vec<Interval>,
        /// Indexes into the claims' reports that cover.
        reports: Vec<usize>,
        /// Days in it that no report covers, longer than the quiet period.
        gaps: Vec<Interval>,
    },
}

/// A claim that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Index into [`super::Claims::claims`].
    pub claim: usize,
    /// Whether it rests on the bearer's own word.
    pub self_report: bool,
    /// Its tier for this norm.
    pub tier: super::Tier,
    /// How names led from the claim to the norm ("Lakhvi leads LeT", "arrest is an act-against"), one link each.
    pub links: Vec<String>,
    /// Declarations that the links rest on.
    pub link_spans: Vec<Span>,
}

/// A claim that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// Index into [`super::Claims::claims`].
    pub claim: usize,
    /// One or two of: `actor: …`, `action: …`, `target: …`, `modality: planned`, …
    pub missing: Vec<String>,
}
