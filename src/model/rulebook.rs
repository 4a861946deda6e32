//! What all rule files together declare, names resolved.

use super::{Norm, Status, Tier};
use crate::source::{Span, Spanned};
use crate::time::{Day, Duration, Interval};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index.
            pub fn index(self) -> usize { self.0 as usize }
        }
    )* };
}
id! {
    /// Index into [`Rulebook::entities`].
    EntityId;
    /// Index into [`Rulebook::relations`].
    RelationId;
    /// Index into [`Rulebook::actions`].
    ActionId;
    /// Index into [`Rulebook::sources`].
    SourceDeclId;
    /// Index into [`Rulebook::agreements`].
    AgreementId;
}

/// Everything that the rule files declare. Entities, actions and commitments are in the order of
/// their IDs (byte order), so that no order of files shows.
#[derive(Debug, Clone, Default)]
pub struct Rulebook {
    /// Edition of the language.
    pub edition: u32,
    /// Entities, sorted by ID.
    pub entities: Vec<Entity>,
    /// Relations: the built-in ones first, then declared ones sorted by name.
    pub relations: Vec<Relation>,
    /// Sets, sorted by ID.
    pub sets: Vec<Set>,
    /// Actions, sorted by name.
    pub actions: Vec<Action>,
    /// Conditions, sorted by name.
    pub conditions: Vec<super::Condition>,
    /// Source declarations, sorted by ID.
    pub sources: Vec<SourceDecl>,
    /// Agreements, sorted by ID.
    pub agreements: Vec<Agreement>,
    /// Commitments, in the order of their agreement, then as natural order of their IDs (`PK-2` before `PK-10`).
    pub commitments: Vec<Commitment>,
    /// Tests, in the order of the files; they change no judgement.
    pub tests: Vec<super::TestCase>,
    /// What excuses, and what stands over a verdict, in the order of what it is about.
    pub reliefs: Vec<Relief>,
    /// Where [`Rulebook::digest`] keeps what it gives.
    pub digest: super::DigestOnce,
}

/// What kind of thing an entity is.
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
    /// Something that happened.
    Incident,
    /// A place.
    Place,
    /// A subject matter.
    Topic,
}

/// How a name of an entity is used in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameUse {
    /// A name or alias.
    Name,
    /// `Pakistani`: names the state where a noun of one of its organs follows, or links by adjective.
    Adjective,
    /// `Islamabad`: the state where it acts or speaks, a place after in/at.
    Capital,
}

/// A spelling of an entity's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityName {
    /// As written in the rulebook.
    pub text: String,
    /// How it is used.
    pub usage: NameUse,
    /// When it is valid, by the event's day.
    pub valid: Interval,
    /// Where it was declared.
    pub span: Span,
}

/// A thing that rules and reports speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its name in rules.
    pub id: String,
    /// Its kind.
    pub kind: EntityKind,
    /// Its name in prose for people, else its ID.
    pub label: String,
    /// Spellings to look for in prose.
    pub names: Vec<EntityName>,
    /// An incident's day.
    pub on: Option<Interval>,
    /// Upward relations that it stands in.
    pub related: Vec<Related>,
    /// Where it was first declared.
    pub span: Span,
}

/// `front of LeT [until …]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Which relation.
    pub relation: RelationId,
    /// To whom.
    pub to: EntityId,
    /// When, by the event's day.
    pub valid: Interval,
    /// Where it was declared.
    pub span: Span,
}

/// A kind of relation between entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// `part of`, `front of`, `member of`, `leads`, `perpetrator of`, or a declared name with ` of`.
    pub name: String,
    /// The plural of the role: `parts`, `fronts`, `members`, `leaders`, `perpetrators`, NAMEs.
    pub role: String,
    /// Whether acts of the lower count as acts of the upper.
    pub carries_actor: bool,
    /// Whether acts upon the lower count as acts upon the upper (`part of` only for places).
    pub carries_target: bool,
}

/// A named set of entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Its name.
    pub id: String,
    /// Its members, sorted as written.
    pub members: Vec<EntityId>,
    /// `and others`.
    pub open: bool,
    /// Where it was declared.
    pub span: Span,
}

/// A kind of act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// Verb phrases (lemma with particles; `…` for the object's gap).
    pub phrases: Vec<Spanned<String>>,
    /// Noun phrases ("crackdown on").
    pub nouns: Vec<Spanned<String>>,
    /// Actions that are special cases of it, direct.
    pub includes: Vec<ActionId>,
    /// Actions that reverse it, direct.
    pub undone_by: Vec<ActionId>,
    /// Actions that it is a step towards: (the action, whether required).
    pub step_towards: Vec<(ActionId, bool)>,
    /// `COERCE/arrest`.
    pub plover: Option<String>,
    /// CAMEO codes, as text.
    pub cameo: Vec<String>,
    /// Where it was first declared.
    pub span: Span,
}

/// Declared facts about a publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDecl {
    /// Its name in rules.
    pub id: String,
    /// Its names in reports: label first, then aliases.
    pub names: Vec<String>,
    /// Declared tier.
    pub tier: Option<Tier>,
    /// Parties that it speaks for.
    pub speaks_for: Vec<EntityId>,
    /// Parties that it is an adversary of.
    pub adversary_of: Vec<EntityId>,
    /// Sources that it copies.
    pub copies: Vec<SourceDeclId>,
    /// Evidence rules that go with it (a closed register, say).
    pub evidence: EvidenceRule,
    /// Where it was declared.
    pub span: Span,
}

/// An agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its name.
    pub id: String,
    /// Its title, else its ID.
    pub title: String,
    /// Adopted on.
    pub adopted: Option<Interval>,
    /// In force from, and until.
    pub in_force: Option<Interval>,
    /// Parties.
    pub between: Vec<EntityId>,
    /// Addressees.
    pub addressed_to: Vec<EntityId>,
    /// Path of its text, as written.
    pub text: Option<Spanned<String>>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was declared.
    pub span: Span,
}

/// How the agreement put a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentModality {
    /// committed
    Committed,
    /// resolved
    Resolved,
    /// called-for
    CalledFor,
    /// discussed
    Discussed,
    /// highlighted
    Highlighted,
    /// reported
    Reported,
    /// declared: not assessable
    Declared,
}

impl CommitmentModality {
    /// All, with their words.
    pub const ALL: [(CommitmentModality, &'static str); 7] = [
        (CommitmentModality::Committed, "committed"),
        (CommitmentModality::Resolved, "resolved"),
        (CommitmentModality::CalledFor, "called-for"),
        (CommitmentModality::Discussed, "discussed"),
        (CommitmentModality::Highlighted, "highlighted"),
        (CommitmentModality::Reported, "reported"),
        (CommitmentModality::Declared, "declared"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(m, _)| *m == self)
            .map_or("", |(_, w)| w)
    }
}

/// A commitment with its sentences, lowered.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// Its name.
    pub id: String,
    /// Its title, else its ID.
    pub title: String,
    /// Its agreement.
    pub agreement: Option<AgreementId>,
    /// `quote`
    pub quote: Option<Spanned<String>>,
    /// `at`
    pub at: Option<String>,
    /// How it was put; `committed` where not said.
    pub modality: CommitmentModality,
    /// Accepted, noted or rejected; by whom; when.
    pub acceptance: Vec<(String, EntityId, Option<Interval>)>,
    /// `owner`
    pub owner: Option<String>,
    /// `note`s
    pub notes: Vec<String>,
    /// `weight`
    pub weight: Option<String>,
    /// `closes`
    pub closes: Option<Day>,
    /// One norm a sentence: `PK-1`, or `PK-1.1`, `PK-1.2`.
    pub norms: Vec<Norm>,
    /// Set where something in it is not evaluated yet (an error with the code says so): it is judged
    /// `not-assessable` with that reason, never dropped.
    pub unevaluated: Option<String>,
    /// The name in the rule file.
    pub span: Span,
}

/// What somebody decided about a commitment, beside what the reports say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReliefKind {
    /// Excused, a breach too.
    Waive,
    /// Stopped for a time.
    Suspend,
    /// Ended.
    Terminate,
    /// A human's word for the status.
    Override(Status),
}

impl ReliefKind {
    /// What it makes of a commitment, in a word.
    pub fn word(self) -> &'static str {
        match self {
            ReliefKind::Waive => "waived",
            ReliefKind::Suspend => "suspended",
            ReliefKind::Terminate => "terminated",
            ReliefKind::Override(_) => "overridden",
        }
    }
}

/// A waiver, suspension, termination or override.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relief {
    /// A commitment, a sentence, an instance or an agreement, as its ID is printed.
    pub of: String,
    /// What it does.
    pub kind: ReliefKind,
    /// Its first and last day, both inclusive.
    pub days: Interval,
    /// Why.
    pub because: String,
    /// Whose decision.
    pub by: String,
    /// The whole item.
    pub span: Span,
}

/// What decides between sources that disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ContestPolicy {
    /// Stay contested.
    #[default]
    Hold,
    /// The better tier wins.
    PreferTier,
    /// The latest word wins.
    PreferLatest,
    /// As asserted.
    CountAsTrue,
    /// As denied.
    CountAsFalse,
}

/// An `evidence {…}` block: what is said in it; what is not comes from the next outer one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceRule {
    /// `at least N`
    pub sources: Option<u32>,
    /// `independent`: excludes self-reports.
    pub independent: Option<bool>,
    /// Least tier.
    pub tier: Option<Tier>,
    /// Closed world.
    pub closed: Option<bool>,
    /// Contest policy.
    pub contested: Option<ContestPolicy>,
    /// Quiet period.
    pub quiet: Option<Duration>,
    /// Same-event window.
    pub same_event: Option<Duration>,
    /// Reach of an undated act.
    pub undated: Option<Duration>,
    /// Where it stands, the innermost that says anything.
    pub span: Option<Span>,
}

impl EvidenceRule {
    /// `self`, completed by `outer` part by part.
    #[must_use]
    pub fn or(&self, outer: &EvidenceRule) -> EvidenceRule {
        EvidenceRule {
            sources: self.sources.or(outer.sources),
            independent: self.independent.or(outer.independent),
            tier: self.tier.or(outer.tier),
            closed: self.closed.or(outer.closed),
            contested: self.contested.or(outer.contested),
            quiet: self.quiet.or(outer.quiet),
            same_event: self.same_event.or(outer.same_event),
            undated: self.undated.or(outer.undated),
            span: self.span.or(outer.span),
        }
    }
}

impl Rulebook {
    /// The entity of an id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    /// The ID text of an entity; empty for an unknown one.
    pub fn entity_name(&self, id: EntityId) -> &str {
        self.entity(id).map_or("", |e| e.id.as_str())
    }

    /// Finds an entity by its ID.
    pub fn find_entity(&self, id: &str) -> Option<EntityId> {
        self.entities
            .binary_search_by(|e| e.id.as_str().cmp(id))
            .ok()
            .map(|i| EntityId(i as u32))
    }

    /// The action of an id.
    pub fn action(&self, id: ActionId) -> Option<&Action> {
        self.actions.get(id.index())
    }

    /// The name of an action; empty for an unknown one.
    pub fn action_name(&self, id: ActionId) -> &str {
        self.action(id).map_or("", |a| a.name.as_str())
    }

    /// Finds an action by its name.
    pub fn find_action(&self, name: &str) -> Option<ActionId> {
        self.actions
            .binary_search_by(|a| a.name.as_str().cmp(name))
            .ok()
            .map(|i| ActionId(i as u32))
    }

    /// The relation of an id.
    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.get(id.index())
    }
}
