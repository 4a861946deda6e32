//! What a norm asks of the world beside its own act: conditions that hold or not on a day.

use super::{ActionId, Selection};
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

/// The parts of a norm that look at the world around its act; empty for a plain one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// `keep WHO CONDITION`: what is kept; the norm's own targets say of whom.
    pub keeps: Option<Condition>,
    /// `curing lapses within N`
    pub curing: Option<Spanned<Duration>>,
}
