//! Items: agreements, entities, sets, acts, sources, commitments, and what is decided of them.

use super::{DateLit, DurationLit, Number, Sentence, Text};
use crate::source::{Span, Spanned};

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
