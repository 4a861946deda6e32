//! What a norm asks of the world beside its own act: conditions that hold or not on a day.

use super::{ActionId, Atom, Selection};
use crate::source::{Span, Spanned};
use crate::time::Duration;

/// `condition banned { starts ban  ends lift-ban }`: it holds from an event to its opposite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// Actions that make it true, sorted; their special cases do, too.
    pub starts: Vec<ActionId>,
    /// Actions that make it false, sorted.
    pub ends: Vec<ActionId>,
    /// Where it was first declared.
    pub span: Span,
}

/// `WHO is CONDITION`.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Of whom.
    pub who: Selection,
    /// Which.
    pub condition: Condition,
    /// The words.
    pub span: Span,
}

/// Something that is so or not, by what the reports tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// An event; its `performer` acts.
    Event {
        /// What happens.
        atom: Atom,
        /// The words.
        span: Span,
    },
    /// A condition.
    State(State),
}

impl Given {
    /// Its words.
    pub fn span(&self) -> Span {
        match self {
            Given::Event { span, .. } | Given::State(State { span, .. }) => *span,
        }
    }

    /// Every group that it names.
    pub fn selections(&mut self) -> Vec<&mut Selection> {
        match self {
            Given::State(s) => vec![&mut s.who],
            Given::Event { atom, .. } => {
                let parts = atom.participants.iter_mut().map(|(_, s)| s);
                let who = atom.performer.iter_mut().chain(&mut atom.targets);
                who.chain(parts).collect()
            }
        }
    }
}

/// The parts of a norm that look at the world around its act; empty for a plain one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// `keep WHO CONDITION`: what is kept; the norm's own targets say of whom.
    pub keeps: Option<Condition>,
    /// `curing lapses within N`
    pub curing: Option<Spanned<Duration>>,
    /// `If …`: read once, on the day on which the norm would begin.
    pub guard: Option<Given>,
    /// `unless …`
    pub unless: Vec<Given>,
    /// `while …`
    pub whiles: Vec<Given>,
}

impl Terms {
    /// All facts that it looks at.
    pub fn facts(&self) -> impl Iterator<Item = &Given> {
        self.guard.iter().chain(&self.unless).chain(&self.whiles)
    }

    /// The same, to fill bound names.
    pub fn facts_mut(&mut self) -> impl Iterator<Item = &mut Given> {
        let unless = self.unless.iter_mut();
        self.guard.iter_mut().chain(unless).chain(&mut self.whiles)
    }
}
