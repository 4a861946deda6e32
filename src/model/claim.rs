//! Claims: what a report says that someone did, will do, should do, or did not do.

use super::{ActionId, EntityId, Few, Places, Preposition, Tier, Who};
use crate::source::{FileId, Span};
use crate::time::{Day, Interval};

/// Asserted or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It happened (will, should …).
    Asserted,
    /// It did not.
    Denied,
}

/// What kind of statement a claim is; only `completed` can be a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Done.
    Completed,
    /// Under way.
    Ongoing,
    /// Intended or promised.
    Planned,
    /// Demanded of someone.
    CalledFor,
    /// Said by someone who may not know.
    Alleged,
    /// Said not to be so.
    Denied,
    /// If, may, could.
    Hypothetical,
}

impl Modality {
    /// All, with their words.
    pub const ALL: [(Modality, &'static str); 7] = [
        (Modality::Completed, "completed"),
        (Modality::Ongoing, "ongoing"),
        (Modality::Planned, "planned"),
        (Modality::CalledFor, "called-for"),
        (Modality::Alleged, "alleged"),
        (Modality::Denied, "denied"),
        (Modality::Hypothetical, "hypothetical"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(m, _)| *m == self)
            .map_or("", |(_, w)| w)
    }
}

/// The finer status word of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimStatus {
    /// completed
    Completed,
    /// in-progress
    InProgress,
    /// partial
    Partial,
    /// planned
    Planned,
    /// promised
    Promised,
    /// preparing
    Preparing,
    /// attempted
    Attempted,
    /// requested
    Requested,
    /// threatened
    Threatened,
    /// alleged
    Alleged,
    /// hypothetical
    Hypothetical,
    /// refused
    Refused,
    /// not-done
    NotDone,
    /// reversed: the claim is of the reversing act, or of this act's undoing
    Reversed,
    /// unknown
    Unknown,
}

impl ClaimStatus {
    /// All, with their words (hyphens, as in JSON and records).
    pub const ALL: [(ClaimStatus, &'static str); 15] = [
        (ClaimStatus::Completed, "completed"),
        (ClaimStatus::InProgress, "in-progress"),
        (ClaimStatus::Partial, "partial"),
        (ClaimStatus::Planned, "planned"),
        (ClaimStatus::Promised, "promised"),
        (ClaimStatus::Preparing, "preparing"),
        (ClaimStatus::Attempted, "attempted"),
        (ClaimStatus::Requested, "requested"),
        (ClaimStatus::Threatened, "threatened"),
        (ClaimStatus::Alleged, "alleged"),
        (ClaimStatus::Hypothetical, "hypothetical"),
        (ClaimStatus::Refused, "refused"),
        (ClaimStatus::NotDone, "not-done"),
        (ClaimStatus::Reversed, "reversed"),
        (ClaimStatus::Unknown, "unknown"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(s, _)| *s == self)
            .map_or("", |(_, w)| w)
    }

    /// The status of a word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w)| *w == word).map(|(s, _)| *s)
    }

    /// The modality that it stands for.
    pub fn modality(self) -> Modality {
        match self {
            ClaimStatus::Completed | ClaimStatus::Reversed => Modality::Completed,
            ClaimStatus::InProgress | ClaimStatus::Partial => Modality::Ongoing,
            ClaimStatus::Planned
            | ClaimStatus::Promised
            | ClaimStatus::Preparing
            | ClaimStatus::Attempted => Modality::Planned,
            ClaimStatus::Requested => Modality::CalledFor,
            ClaimStatus::Alleged => Modality::Alleged,
            ClaimStatus::Threatened | ClaimStatus::Hypothetical | ClaimStatus::Unknown => {
                Modality::Hypothetical
            }
            ClaimStatus::Refused | ClaimStatus::NotDone => Modality::Denied,
        }
    }

    /// The polarity that it stands for.
    pub fn polarity(self) -> Polarity {
        match self {
            ClaimStatus::Refused | ClaimStatus::NotDone => Polarity::Denied,
            _ => Polarity::Asserted,
        }
    }
}

/// An amount in a claim. Values are decimals, exact, in micro-units (×10⁶).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClaimAmount {
    /// ×10⁶.
    pub micros: i128,
    /// "x of y": y, ×10⁶.
    pub of: Option<i128>,
    /// Unit or counted noun, as written.
    pub unit: Option<String>,
    /// `=`, `>=`, `<=`, `~`.
    pub bound: &'static str,
    /// "in total", "so far": how much there is by then, and not how much more there is.
    pub total: bool,
}

/// Index into [`Claims::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIx(pub u32);

/// Index into [`Claims::reports`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportIx(pub u32);

/// When the act was, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dating {
    /// The words give a day or a coarser time: that interval.
    Given,
    /// Told without a date in a main clause: published − r to published, r by the evidence standard.
    /// `valid.hi` is the publication; `valid.lo` the start of the report's `covers`, else [`Day::MIN`].
    Undated,
    /// Told without a date in a subordinate, relative, participial or pluperfect clause: no lower end.
    Background,
}

/// One claim. Its id is a digest of its content, so that neither a file's name nor a place in it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Digest of the content.
    pub id: u64,
    /// `id` as the record gives it, hashed; two claims that share it are about one event.
    pub event: Option<u64>,
    /// Who acted; empty where not stated.
    pub actors: Few<EntityId>,
    /// What.
    pub action: ActionId,
    /// On whom; empty where not stated.
    pub targets: Few<Who>,
    /// Other parties.
    pub participants: Few<(Preposition, EntityId)>,
    /// How much.
    pub amount: Option<Box<ClaimAmount>>,
    /// The event's days.
    pub valid: Interval,
    /// Where the days come from.
    pub dating: Dating,
    /// The day from which the claim was known.
    pub recorded: Day,
    /// Who publishes it.
    pub source: SourceIx,
    /// Its tier, the speaker's included; self-report, admission and adversary are decided per norm.
    pub tier: Tier,
    /// Parties that the text attributes it to ("Pakistan said …").
    pub speakers: Few<EntityId>,
    /// The speaker as written, where the text names one.
    pub attributed_to: Option<Box<str>>,
    /// Asserted or denied.
    pub polarity: Polarity,
    /// The kind of statement.
    pub modality: Modality,
    /// The finer word.
    pub status: ClaimStatus,
    /// The record's `id` that it retracts, hashed.
    pub retracts: Option<u64>,
    /// The report.
    pub report: ReportIx,
    /// The clause or record that carries it.
    pub span: Span,
    /// The words of each part.
    pub places: Places,
    /// Digest of the folded sentence, to know copies of one agency text; none for records without text.
    pub wording: Option<u64>,
}

/// A publisher, or a voice without a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimSource {
    /// As shown.
    pub name: String,
    /// The declaration, where there is one.
    pub declared: Option<super::SourceDeclId>,
    /// Its own tier.
    pub tier: Tier,
    /// Parties that it speaks for.
    pub speaks_for: Vec<EntityId>,
}

/// What is known of a report, for evidence and coverage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportInfo {
    /// The file.
    pub file: FileId,
    /// Its title.
    pub title: Option<String>,
    /// Its publisher.
    pub source: SourceIx,
    /// When it became known: the last day of its publication date.
    pub recorded: Day,
    /// What it covers, names resolved.
    pub covers: Vec<Coverage>,
    /// What was read of it.
    pub reading: Reading,
}

/// A covered period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The days.
    pub period: Interval,
    /// Only of these; all where empty.
    pub actors: Vec<EntityId>,
    /// Only of these entities; all where both lists are empty.
    pub entities: Vec<EntityId>,
    /// Only of these actions.
    pub actions: Vec<ActionId>,
    /// The words.
    pub span: Span,
}

/// How much of a report was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Sentences, or records.
    pub segments: u64,
    /// Of these, with a name or act of the rulebook.
    pub named: u64,
    /// Claims made.
    pub claims: u64,
    /// Sentences that name an actor and an act, or an act and a target, of the rulebook and gave no claim.
    pub unread: u64,
}

/// All claims of all reports. Merging is commutative, associative and idempotent up to the indexes;
/// [`crate::extract::merge`] gives the canonical order.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// The claims.
    pub claims: Vec<Claim>,
    /// Publishers.
    pub sources: Vec<ClaimSource>,
    /// Reports.
    pub reports: Vec<ReportInfo>,
}
