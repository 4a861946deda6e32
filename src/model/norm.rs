//! Norms: what a sentence means, ready to be judged.
//!
//! A norm's kinds and modifiers follow defeasible deontic logic (Governatori) and ODRL 2.2; the exact
//! reading of each stands in `docs/semantics.md`.

use super::{ActionId, EntityId, EvidenceRule, Quantity, RelationId, Terms};
use crate::source::{Span, Spanned};
use crate::time::{Day, Duration, Interval};

/// The kinds of norm that are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NormKind {
    /// `shall φ`: an act is owed.
    Achieve,
    /// `shall not ψ`: an act is forbidden.
    Forbid,
    /// `shall prevent X from ψ-ing`: the bearer answers for another's act.
    Prevent,
    /// `shall φ at least every p`: never longer than p without the act.
    Interval,
    /// `shall φ regularly`: again and again, at no set times.
    Continuing,
    /// `shall keep X CONDITION`: a condition is to last.
    Maintain,
    /// `shall φ N unit`: so much is owed, in as many acts as it takes.
    Amount,
    /// `may ψ at most n times`, `shall ψ at most N unit`: more is forbidden.
    Limit,
}

impl NormKind {
    /// All of them.
    pub const ALL: [NormKind; 8] = [
        NormKind::Achieve,
        NormKind::Forbid,
        NormKind::Prevent,
        NormKind::Interval,
        NormKind::Continuing,
        NormKind::Maintain,
        NormKind::Amount,
        NormKind::Limit,
    ];

    /// Whether an act is owed, rather than forbidden.
    pub fn is_owed(self) -> bool {
        !matches!(self, NormKind::Forbid | NormKind::Prevent | NormKind::Limit)
    }

    /// Whether it is owed by a day, and late after it.
    pub fn has_deadline(self) -> bool {
        matches!(self, NormKind::Achieve | NormKind::Amount)
    }

    /// Whether `every p` gives each period an instance of its own.
    pub fn is_periodic(self) -> bool {
        self.has_deadline() || self == NormKind::Limit
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            NormKind::Achieve => "achieve",
            NormKind::Forbid => "forbid",
            NormKind::Prevent => "prevent",
            NormKind::Interval => "interval",
            NormKind::Continuing => "continuing",
            NormKind::Maintain => "maintain",
            NormKind::Amount => "amount",
            NormKind::Limit => "limit",
        }
    }
}

/// How many of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// Every one, apart: unfolds into instances.
    Each,
    /// One suffices (under a prohibition: none may).
    Any,
    /// N suffice.
    AtLeast(u32),
}

/// Someone or something that a claim's part must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A declared entity.
    Entity(EntityId),
    /// Those who stand in a relation to an entity, none of whom is declared ("those behind 26/11").
    Role(RelationId, EntityId),
}

/// A resolved, quantified group. Sets and roles are replaced by their members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// How many.
    pub quantifier: Quantifier,
    /// Of whom, in the order written; sets in their order.
    pub members: Vec<Who>,
    /// Whether the set goes on (`and others`).
    pub open: bool,
    /// `anyone`: members are not looked at.
    pub anyone: bool,
    /// The number of the bound name that it stands for: it has no members until that is known.
    pub bound: Option<usize>,
    /// The words.
    pub span: Span,
}

/// The prepositions of a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preposition {
    /// with
    With,
    /// to
    To,
    /// from
    From,
    /// in
    In,
    /// about
    About,
    /// for
    For,
    /// through
    Through,
}

impl Preposition {
    /// All, with their words, in the order of the JSON contract.
    pub const ALL: [(Preposition, &'static str); 7] = [
        (Preposition::With, "with"),
        (Preposition::To, "to"),
        (Preposition::From, "from"),
        (Preposition::In, "in"),
        (Preposition::About, "about"),
        (Preposition::For, "for"),
        (Preposition::Through, "through"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(p, _)| *p == self)
            .map_or("", |(_, w)| w)
    }

    /// The preposition of a word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w)| *w == word).map(|(p, _)| *p)
    }
}

/// Who bears a norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearers {
    /// One entity, or several in one joint act.
    Joint(Vec<EntityId>),
    /// A quantified group: `each of` unfolds, others stay one.
    Of(Selection),
}

/// The act that a norm asks for or forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Who acts, where not the bearer (`prevent`, `ensure that`).
    pub performer: Option<Selection>,
    /// The act; its special cases count too.
    pub action: Spanned<ActionId>,
    /// On whom.
    pub targets: Option<Selection>,
    /// `for`, `to`, `with` …; each must be met.
    pub participants: Vec<(Preposition, Selection)>,
    /// How much.
    pub amount: Option<Quantity>,
}

/// A date that a window is built from, with its words.
pub type At = Spanned<Interval>;

/// The window of a norm as written, and as computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// First day, inclusive; [`Day::MIN`] for none.
    pub from: Day,
    /// Last day, inclusive; [`Day::MAX`] for none.
    pub to: Day,
    /// How both were computed, in words, one step each ("12 months of adoption (2020-09-10): 2021-09-10").
    pub steps: Vec<String>,
    /// The words that set the deadline, where there are any.
    pub deadline: Option<Span>,
    /// The words that set the start, where there are any.
    pub start: Option<Span>,
}

/// A name that a sentence binds (`any of Networks as G`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bind {
    /// The name.
    pub name: String,
    /// What it may stand for, in the order written.
    pub members: Vec<Who>,
    /// Whether the set goes on.
    pub open: bool,
}

/// `When …`: what calls for the norm, and when it is then owed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// The event; its `performer` acts.
    pub atom: Atom,
    /// `within M to N`: the window opens M after the event; on its day where none is said.
    pub opens: Option<Duration>,
    /// `within N`: the window closes N after the event; with the norm where none is said.
    pub closes: Option<Duration>,
    /// The pattern's words.
    pub span: Span,
}

/// A sentence, lowered. Everything that judging needs is in it; instances are unfolded from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// `PK-1`, or `PK-1.2` of several sentences.
    pub id: String,
    /// Its kind.
    pub kind: NormKind,
    /// `should`: judged as `shall`, but never failing.
    pub advice: bool,
    /// Who owes it.
    pub bearers: Bearers,
    /// What.
    pub atom: Atom,
    /// When; of a triggered norm, when a trigger may come.
    pub window: Window,
    /// Names that its trigger binds, in the order of the words.
    pub binds: Vec<Bind>,
    /// `When …`: one instance a trigger.
    pub trigger: Option<Trigger>,
    /// `every p`: one instance a period; `at least every p`: the longest time without an act.
    pub every: Option<Spanned<Duration>>,
    /// `at most N times`
    pub times: Option<Spanned<u32>>,
    /// `sustained for N`
    pub sustained: Option<Spanned<Duration>>,
    /// `irreversibly`
    pub irreversibly: Option<Span>,
    /// `counting earlier action`
    pub counting_earlier: Option<Span>,
    /// `on pain of breach`
    pub on_pain_of_breach: Option<Span>,
    /// What it asks of the world beside its act.
    pub terms: Terms,
    /// Days on which it was suspended, in order: a breach cannot arise on them. Empty in a rulebook; judging
    /// fills it in for each instance.
    pub suspended: Vec<Interval>,
    /// The evidence standard in force for it, completed (commitment, then agreement).
    pub evidence: EvidenceRule,
    /// The whole sentence.
    pub span: Span,
    /// The sentence as the formatter prints it, on one line.
    pub text: String,
}
