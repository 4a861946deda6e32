//! Tests of the language, lowered: what a test says happened, and what it expects of the rulebook.

use super::{ActionId, ClaimAmount, ClaimStatus, EntityId, Preposition, Status, Who};
use crate::diag::Code;
use crate::source::{Span, Spanned};
use crate::time::{Day, Interval};

/// A test, names resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct TestCase {
    /// Its name.
    pub name: Spanned<String>,
    /// What happened, structured.
    pub facts: Vec<Fact>,
    /// What was reported, in prose.
    pub reports: Vec<TestReport>,
    /// What is expected, in the order written.
    pub expectations: Vec<Expectation>,
    /// Whether everything in it could be read; one that could not is not run.
    pub is_sound: bool,
}

/// `[not] on DATE sentence-in-past-tense.`
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// All of it.
    pub span: Span,
    /// Whether it says that the act was not done.
    pub denied: bool,
    /// When.
    pub on: Spanned<Interval>,
    /// Who acted, together.
    pub actors: Vec<EntityId>,
    /// What was done.
    pub action: Spanned<ActionId>,
    /// On whom.
    pub targets: Vec<Who>,
    /// With whom, for what.
    pub participants: Vec<(Preposition, EntityId)>,
    /// How much.
    pub amount: Option<ClaimAmount>,
}

/// `report DATE by SOURCE [covering D to D] { "prose" }`
#[derive(Debug, Clone, PartialEq)]
pub struct TestReport {
    /// All of it.
    pub span: Span,
    /// When it was published.
    pub published: Spanned<Interval>,
    /// By whom.
    pub by: Spanned<String>,
    /// What it covers.
    pub covers: Option<Spanned<Interval>>,
    /// Its text.
    pub prose: Spanned<String>,
}

/// What a test expects.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// Its words.
    pub span: Span,
    /// As of when; none for what is expected of all days that the test looks at.
    pub as_of: Option<Day>,
    /// What.
    pub what: Expected,
}

/// The forms of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// `X is [not] STATUS`
    Is {
        /// A commitment or an instance.
        id: Spanned<String>,
        /// `is not`
        not: bool,
        /// The status.
        status: Status,
    },
    /// `X cites DATE`: an act of those days is among the evidence.
    Cites {
        /// A commitment or an instance.
        id: Spanned<String>,
        /// The days.
        on: Interval,
    },
    /// `expect CODE`
    Code(Code),
    /// `extracts ACTOR ACTION TARGET [MODALITY]`
    Extracts {
        /// Who acts.
        actor: EntityId,
        /// What.
        action: ActionId,
        /// On whom, or with whom; none where the words name nobody.
        target: Option<EntityId>,
        /// The status of the claim.
        status: ClaimStatus,
    },
}
