//! Tests: what is said to have happened, and what is expected.

use super::{Act, DateLit, Targets, Text};
use crate::source::Span;

/// `test "name" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The whole item.
    pub span: Span,
    /// Its name.
    pub name: Text,
    /// Facts and expectations, in order.
    pub parts: Vec<TestPart>,
}

/// One statement inside a test.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a rulebook holds few; boxing each would only hide the tree"
)]
pub enum TestPart {
    /// `[not] on DATE ACTORS PATTERN-IN-PAST.`
    Fact {
        /// All of it.
        span: Span,
        /// A denial.
        not: bool,
        /// When.
        on: DateLit,
        /// Who.
        who: Targets,
        /// What, its verb in the past.
        act: Act,
    },
    /// `report DATE by SOURCE [covering D to D] { "prose" }`
    Report {
        /// All of it.
        span: Span,
        /// Published.
        date: DateLit,
        /// By whom.
        by: Text,
        /// What it covers.
        covering: Option<(DateLit, DateLit)>,
        /// Its text.
        prose: Text,
    },
    /// `as of DATE { … }`
    AsOf {
        /// All of it.
        span: Span,
        /// When.
        date: DateLit,
        /// What is expected then.
        expectations: Vec<Expectation>,
    },
    /// An expectation outside `as of` (`expect CODE`, `extracts …`).
    Expect(Expectation),
}

/// What a test expects.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// All of it.
    pub span: Span,
    /// What.
    pub kind: ExpectationKind,
}

/// The forms of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpectationKind {
    /// `X is [not] STATUS`
    Is {
        /// A commitment or instance key.
        id: Text,
        /// `is not`
        not: bool,
        /// A status word.
        status: Text,
    },
    /// `X cites DATE`
    Cites {
        /// A commitment or instance key.
        id: Text,
        /// The day.
        date: DateLit,
    },
    /// `expect CODE`
    Code(Text),
    /// `extracts ACTOR ACTION TARGET [MODALITY]`
    Extracts {
        /// Its words.
        words: Vec<Text>,
    },
}
