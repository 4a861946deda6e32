//! The syntax tree of a rule file: one tree for both front ends, `.norm` and YAML.
//!
//! Everything carries the span it was read from. Names are not resolved here, phrases are not
//! matched, nothing is judged: that is lowering's work.

use crate::source::{FileId, Span, Spanned};
use crate::time::{DateSpec, Duration};

/// A word or string as written (strings without their quotes, escapes resolved).
pub type Text = Spanned<String>;
/// A date with its place.
pub type DateLit = Spanned<DateSpec>;
/// A duration with its place.
pub type DurationLit = Spanned<Duration>;

/// One rule file.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Where it was read from.
    pub file: FileId,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Its comments, in order; the formatter puts them back by place.
    pub comments: Vec<Comment>,
    /// The texts that could not be read, each with a diagnostic of its own. What they would have
    /// declared is missing from `items`, so that a later stage need not complain of that again.
    pub broken: Vec<Span>,
}

/// A `//` comment (or `#` in YAML), without its marker and trailing space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Whether code stands before it on its line.
    pub trailing: bool,
}

/// A top-level item.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `edition 1`
    Edition(Spanned<u32>),
    /// `use std.NAME`, `use "path.norm"`
    Use(Use),
    /// `agreement ID …`
    Agreement(Agreement),
    /// `state`, `organisation`, `group`, `person`, `incident`, `place`, `topic`
    Entity(Entity),
    /// `relation NAME`
    Relation(Relation),
    /// `set ID = …`
    Set(Set),
    /// `action NAME …`
    Action(Action),
    /// `condition NAME …`
    Condition(Condition),
    /// `source ID …`
    Source(SourceDecl),
    /// `commitment ID …`
    Commitment(Commitment),
    /// `waive`, `suspend`, `terminate`
    Relief(Relief),
    /// `override …`
    Override(Override),
    /// `test "…"`
    Test(Test),
}

/// `use std.counterterrorism` or `use "path.norm"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The whole item.
    pub span: Span,
    /// What is used.
    pub target: Spanned<UseTarget>,
}

/// What a `use` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UseTarget {
    /// A shipped package: `std.NAME` is `NAME`.
    Package(String),
    /// A file beside the using one.
    Path(String),
}

/// `agreement ID "title" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The whole item.
    pub span: Span,
    /// Its name.
    pub id: Text,
    /// Its title.
    pub title: Option<Text>,
    /// `adopted DATE`
    pub adopted: Option<DateLit>,
    /// `in force DATE [until DATE]`
    pub in_force: Option<(DateLit, Option<DateLit>)>,
    /// `between LIST`
    pub between: Vec<Text>,
    /// `addressed to LIST`
    pub addressed_to: Vec<Text>,
    /// `text "path"`
    pub text: Option<Text>,
    /// `url "…"`
    pub url: Option<Text>,
    /// `evidence {…}`
    pub evidence: Option<Evidence>,
}

/// The kinds of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A state.
    State,
    /// A body: ministry, court, alliance, company.
    Organisation,
    /// A group that is acted against rather than a party.
    Group,
    /// A person.
    Person,
    /// Something that happened, with a day.
    Incident,
    /// A place.
    Place,
    /// A subject matter.
    Topic,
}

impl EntityKind {
    /// Every kind, with its keyword and plural.
    pub const ALL: [(EntityKind, &'static str, &'static str); 7] = [
        (EntityKind::State, "state", "states"),
        (EntityKind::Organisation, "organisation", "organisations"),
        (EntityKind::Group, "group", "groups"),
        (EntityKind::Person, "person", "persons"),
        (EntityKind::Incident, "incident", "incidents"),
        (EntityKind::Place, "place", "places"),
        (EntityKind::Topic, "topic", "topics"),
    ];

    /// The keyword.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(k, ..)| *k == self)
            .map_or("", |(_, w, _)| w)
    }
}

/// `state Pakistan "…" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The whole item.
    pub span: Span,
    /// Its kind.
    pub kind: EntityKind,
    /// Its name in rules.
    pub id: Text,
    /// Its name in prose.
    pub name: Option<Text>,
    /// What is said of it.
    pub parts: Vec<EntityPart>,
}

/// `[from DATE] [until DATE]` on a name or a relation.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// First day.
    pub from: Option<DateLit>,
    /// Last day.
    pub until: Option<DateLit>,
}

/// One statement inside an entity.
#[derive(Debug, Clone, PartialEq)]
pub enum EntityPart {
    /// `aka "…", "…"`
    Aka(Vec<(Text, Limits)>),
    /// `adjective "…"`
    Adjective(Vec<Text>),
    /// `capital "…"`
    Capital(Text),
    /// `on DATE`
    On(DateLit),
    /// `front of LeT`: the words of the relation, then its objects.
    Related {
        /// `part of`, `front of`, `member of`, `leads`, `perpetrator of`, `NAME of`.
        relation: Text,
        /// To whom.
        to: Vec<(Text, Limits)>,
    },
}

/// `relation NAME { carries … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The whole item.
    pub span: Span,
    /// Its name.
    pub name: Text,
    /// What it carries; nothing where absent.
    pub carries: Option<Spanned<Carries>>,
}

/// What a relation passes upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// Acts of the lower are acts of the upper.
    Actor,
    /// Acts upon the lower are acts upon the upper.
    Target,
    /// Both.
    Both,
}

/// `set ID = A, B and others` or `set ID = incidents except X`
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The whole item.
    pub span: Span,
    /// Its name.
    pub id: Text,
    /// Its members.
    pub members: SetMembers,
}

/// The right side of a `set`.
#[derive(Debug, Clone, PartialEq)]
pub enum SetMembers {
    /// Named ones.
    List {
        /// Names of entities or sets.
        names: Vec<Text>,
        /// `and others`
        others: Option<Span>,
    },
    /// All of a kind.
    Kind {
        /// The kind.
        kind: Spanned<EntityKind>,
        /// `except X, Y`
        except: Vec<Text>,
    },
}

/// `action NAME "phrase", … { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The whole item.
    pub span: Span,
    /// Its name (lower case, hyphens).
    pub name: Text,
    /// Verb lemmas with particles; `…` marks where the object may stand.
    pub phrases: Vec<Text>,
    /// What is said of it.
    pub parts: Vec<ActionPart>,
}

/// One statement inside an action.
#[derive(Debug, Clone, PartialEq)]
pub enum ActionPart {
    /// `includes a, b`
    Includes(Vec<Text>),
    /// `undone by c`
    UndoneBy(Vec<Text>),
    /// `step towards e`
    StepTowards(Vec<Text>),
    /// `required step towards f`
    RequiredStepTowards(Vec<Text>),
    /// `noun "crackdown on"`
    Noun(Vec<Text>),
    /// `plover TYPE[/mode]`
    Plover(Text),
    /// `cameo 173, 174`
    Cameo(Vec<Text>),
}

/// `condition banned { starts ban  ends lift-ban }`
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The whole item.
    pub span: Span,
    /// Its name.
    pub name: Text,
    /// Actions that make it true.
    pub starts: Vec<Text>,
    /// Actions that make it false.
    pub ends: Vec<Text>,
}

/// `source ID "name" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct SourceDecl {
    /// The whole item.
    pub span: Span,
    /// Its name in rules.
    pub id: Text,
    /// Its name in reports.
    pub name: Option<Text>,
    /// `aka`
    pub aka: Vec<Text>,
    /// `tier NAME`
    pub tier: Option<Text>,
    /// `speaks for X`
    pub speaks_for: Vec<Text>,
    /// `adversary of Y`
    pub adversary_of: Vec<Text>,
    /// `copies Z`
    pub copies: Vec<Text>,
    /// `evidence {…}`
    pub evidence: Option<Evidence>,
}

/// `evidence { … }`; each part at most once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// The whole block.
    pub span: Span,
    /// `at least N [independent] source[s]`: N, and whether independent.
    pub sources: Option<(Spanned<u32>, bool)>,
    /// `tier NAME`
    pub tier: Option<Text>,
    /// `open world` (false) or `closed world` (true)
    pub closed: Option<Spanned<bool>>,
    /// `contested …`: the words after it.
    pub contested: Option<Text>,
    /// `quiet DURATION`
    pub quiet: Option<DurationLit>,
    /// `same event within DURATION`
    pub same_event: Option<DurationLit>,
    /// `undated within DURATION`
    pub undated: Option<DurationLit>,
}

/// `commitment ID "title" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// The whole item.
    pub span: Span,
    /// Its name.
    pub id: Text,
    /// Its title.
    pub title: Option<Text>,
    /// Clauses and sentences, in order.
    pub parts: Vec<CommitmentPart>,
}

/// One statement inside a commitment.
#[derive(Debug, Clone, PartialEq)]
pub enum CommitmentPart {
    /// `under ID`
    Under(Text),
    /// `quote "…"`
    Quote(Text),
    /// `at "para 3"`
    At(Text),
    /// `modality WORD`
    Modality(Text),
    /// `acceptance WORD by X [on DATE]`
    Acceptance {
        /// `accepted`, `noted`, `rejected`
        word: Text,
        /// By whom.
        by: Text,
        /// When.
        on: Option<DateLit>,
    },
    /// `evidence {…}`
    Evidence(Evidence),
    /// `owner "…"`
    Owner(Text),
    /// `note "…"`
    Note(Text),
    /// `weight N`
    Weight(Spanned<Number>),
    /// `closes DATE`
    Closes(DateLit),
    /// A sentence.
    Sentence(Box<Sentence>),
}

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

/// Which relief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReliefKind {
    /// Excused.
    Waive,
    /// Stopped for a time.
    Suspend,
    /// Ended.
    Terminate,
}

/// `suspend X [from DATE] [until DATE] because "…" by "…"`
#[derive(Debug, Clone, PartialEq)]
pub struct Relief {
    /// The whole item.
    pub span: Span,
    /// Which.
    pub kind: ReliefKind,
    /// A commitment, an instance key (`PK-1[LeT]`) or an agreement.
    pub of: Text,
    /// First day.
    pub from: Option<DateLit>,
    /// Last day.
    pub until: Option<DateLit>,
    /// Why.
    pub because: Text,
    /// Whose decision.
    pub by: Text,
}

/// `override PK-3[Lakhvi] as of DATE is STATUS because "…" by "…"`
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The whole item.
    pub span: Span,
    /// The instance or commitment.
    pub of: Text,
    /// As of when.
    pub as_of: DateLit,
    /// The status.
    pub status: Text,
    /// Why.
    pub because: Text,
    /// Whose word.
    pub by: Text,
}

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
