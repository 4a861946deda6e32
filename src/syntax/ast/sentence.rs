//! Sentences: who owes what to whom, when, and on what condition.

use super::{DateLit, DurationLit, Text};
use crate::source::{Span, Spanned};

/// A decimal number as written, exact: `digits` × 10^−`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// All digits.
    pub digits: i64,
    /// How many of them stand after the point.
    pub scale: u8,
}

/// A norm in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// From its first word to its stop.
    pub span: Span,
    /// `When pattern,`
    pub when: Option<Pattern>,
    /// `If pattern,`
    pub guard: Option<Pattern>,
    /// Who owes it.
    pub bearers: Bearers,
    /// `shall`, `must not`, …
    pub modal: Spanned<Modal>,
    /// What is owed.
    pub duty: Duty,
    /// Qualifiers, in the order written.
    pub qualifiers: Vec<Qualifier>,
    /// `; otherwise …`
    pub otherwise: Option<Box<Otherwise>>,
}

/// `otherwise instead|also SENTENCE`
#[derive(Debug, Clone, PartialEq)]
pub struct Otherwise {
    /// `otherwise also`
    pub span: Span,
    /// `also` (true) or `instead` (false).
    pub also: bool,
    /// The reparation.
    pub sentence: Sentence,
}

/// Who bears a norm.
#[derive(Debug, Clone, PartialEq)]
pub enum Bearers {
    /// One entity, or several in one joint act.
    Joint(Vec<Text>),
    /// `each of …`, `any of …`, `anyone`
    Targets(Targets),
}

/// The modal verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modal {
    /// `shall`, `must`
    Shall,
    /// `shall not`, `must not`
    ShallNot,
    /// `should`
    Should,
    /// `should not`
    ShouldNot,
    /// `may`
    May,
}

/// What the sentence asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Duty {
    /// An act.
    Act(Act),
    /// `prevent T from ATTACKING …`
    Prevent {
        /// Who is to be kept from it.
        who: Targets,
        /// The act, its first word in -ing.
        act: Act,
    },
    /// `keep T condition`
    Keep {
        /// Of whom.
        who: Targets,
        /// Which condition.
        condition: Text,
    },
    /// `ensure that PATTERN`
    Ensure(Box<Pattern>),
}

/// `words [amount] [targets] [tail] participants`. The words are a run of small words: the longest
/// declared phrase at their start is the action, what is left is a preposition or `the ROLE of`.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// All of it.
    pub span: Span,
    /// The run after the modal.
    pub words: Vec<Text>,
    /// `at least 5 GW`
    pub amount: Option<Amount>,
    /// On whom.
    pub targets: Option<Targets>,
    /// Small words right after the targets: the rest of a phrase such as "bring … to justice".
    pub tail: Vec<Text>,
    /// `for`, `to`, `with` …
    pub participants: Vec<Participant>,
}

/// `at least N of M unit`
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// All of it.
    pub span: Span,
    /// At least, at most, exactly; a bare number has none.
    pub bound: Option<Spanned<Bound>>,
    /// N.
    pub value: Spanned<Number>,
    /// M of "N of M".
    pub of: Option<Spanned<Number>>,
    /// The unit.
    pub unit: Option<Text>,
}

/// A bound on an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `exactly`
    Exactly,
}

/// `with each of X`
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// All of it.
    pub span: Span,
    /// `with`, `to`, `from`, `in`, `about`, `for`, `through`
    pub preposition: Text,
    /// Who or what.
    pub targets: Targets,
}

/// A quantified group.
#[derive(Debug, Clone, PartialEq)]
pub struct Targets {
    /// All of it.
    pub span: Span,
    /// `each of`, `any of`, `at least N of`
    pub quantifier: Option<Spanned<Quantifier>>,
    /// Which.
    pub group: Group,
    /// `except …`
    pub except: Option<Group>,
    /// `as NAME`
    pub bound: Option<Text>,
}

/// How many of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// `each of`
    Each,
    /// `any of`
    Any,
    /// `at least N of`
    AtLeast(u32),
}

/// The names of a group.
#[derive(Debug, Clone, PartialEq)]
pub enum Group {
    /// `anyone`
    Anyone(Span),
    /// One name, of an entity, a set or a bound one.
    One(Text),
    /// `A and B`
    And(Vec<Text>),
    /// `A or B`
    Or(Vec<Text>),
    /// `the ROLE-PLURAL of GROUP`
    Role {
        /// The plural, as written.
        role: Text,
        /// Of whom.
        of: Box<Group>,
    },
}

/// A condition or an event.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a rulebook holds few; boxing each would only hide the tree"
)]
pub enum Pattern {
    /// `PK-1 is fulfilled`
    Status {
        /// All of it.
        span: Span,
        /// The commitment.
        id: Text,
        /// `fulfilled`, `breached`
        word: Text,
    },
    /// `LeT is banned`
    Condition {
        /// All of it.
        span: Span,
        /// Of whom.
        who: Targets,
        /// Which.
        condition: Text,
    },
    /// `any of Networks as G attacks India`
    Event {
        /// All of it.
        span: Span,
        /// The actor.
        who: Targets,
        /// The act, its verb in the third person.
        act: Act,
    },
}

/// One qualifier with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Qualifier {
    /// All of it.
    pub span: Span,
    /// What it says.
    pub kind: QualifierKind,
}

/// `within [N to] DURATION`
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// All of it.
    pub span: Span,
    /// `N to`, counted in the unit of the duration.
    pub from: Option<Spanned<u32>>,
    /// How long.
    pub duration: DurationLit,
}

/// What `within … of` counts from.
#[derive(Debug, Clone, PartialEq)]
pub enum Anchor {
    /// `adoption`
    Adoption(Span),
    /// `entry into force`
    EntryIntoForce(Span),
    /// A date.
    Date(DateLit),
    /// The day a commitment is fulfilled.
    Commitment(Text),
}

/// The forms of a qualifier.
#[derive(Debug, Clone, PartialEq)]
pub enum QualifierKind {
    /// `by DATE`
    By(DateLit),
    /// `before DATE`
    Before(DateLit),
    /// `on DATE`
    On(DateLit),
    /// `from DATE`
    From(DateLit),
    /// `until DATE`
    Until(DateLit),
    /// `within … [of ANCHOR]`
    Within(Window, Option<Anchor>),
    /// `every DURATION`
    Every(DurationLit),
    /// `at least every DURATION`
    AtLeastEvery(DurationLit),
    /// `at most N times`
    AtMostTimes(Spanned<u32>),
    /// `regularly`
    Regularly,
    /// `in one act`
    InOneAct,
    /// `at a time`
    AtATime,
    /// `sustained for DURATION`
    SustainedFor(DurationLit),
    /// `irreversibly`
    Irreversibly,
    /// `curing lapses within DURATION`
    CuringLapses(DurationLit),
    /// `counting earlier action`
    CountingEarlier,
    /// `on pain of breach`
    OnPainOfBreach,
    /// `unless PATTERN`
    Unless(Box<Pattern>),
    /// `while T is CONDITION`
    While {
        /// Of whom.
        who: Targets,
        /// Which.
        condition: Text,
    },
    /// `only if PATTERN [window] before`
    OnlyIfBefore(Box<Pattern>, Option<Window>),
    /// `provided PATTERN window`
    Provided(Box<Pattern>, Window),
    /// `overriding ID`
    Overriding(Text),
}
