//! Where the parts of a claim stand, in little room: most claims have one of each, within their clause.

use super::{Claim, Few};
use crate::source::Span;

/// The words of a claim's parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// Of the actors.
    pub actors: Few<Span>,
    /// Of the action.
    pub action: Option<Span>,
    /// Of the targets.
    pub targets: Few<Span>,
    /// Of the date.
    pub date: Option<Span>,
    /// Of whatever decided the status (a negation, "will", "urged").
    pub status: Few<Span>,
}

/// The words of a claim's parts, as a claim holds them; [`Claim::parts`] gives them back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places(Held);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    /// At most one of each, near the start of the clause: actor, action, target, date, status.
    Near([Near; 5]),
    Any(Box<Parts>),
}

/// A distance from the start of the clause, and a length; [`NONE`] where there is no part.
type Near = (u16, u16);

const NONE: Near = (u16::MAX, 0);

impl Default for Places {
    fn default() -> Self {
        Places(Held::Near([NONE; 5]))
    }
}

impl Places {
    /// The places of parts within (or without) a claim's span.
    pub fn new(parts: Parts, whole: Span) -> Self {
        let of = |list: &Few<Span>| match list.as_slice() {
            [] => Some(NONE),
            [one] => near(*one, whole),
            _ => None,
        };
        let one = |span: Option<Span>| span.map_or(Some(NONE), |s| near(s, whole));
        let all = || {
            Some([
                of(&parts.actors)?,
                one(parts.action)?,
                of(&parts.targets)?,
                one(parts.date)?,
                of(&parts.status)?,
            ])
        };
        Places(match all() {
            Some(list) => Held::Near(list),
            None => Held::Any(Box::new(parts)),
        })
    }
}

fn near(span: Span, whole: Span) -> Option<Near> {
    let from = span.start.checked_sub(whole.start)?;
    let length = span.end.checked_sub(span.start)?;
    let near = (u16::try_from(from).ok()?, u16::try_from(length).ok()?);
    (span.file == whole.file && near.0 != u16::MAX).then_some(near)
}

impl Claim {
    /// The words of its parts.
    pub fn parts(&self) -> Parts {
        let list = match &self.places.0 {
            Held::Any(parts) => return (**parts).clone(),
            Held::Near(list) => list,
        };
        let [actor, action, target, date, status] = list.map(|(from, length)| {
            let start = self.span.start + u32::from(from);
            ((from, length) != NONE).then_some(Span {
                file: self.span.file,
                start,
                end: start + u32::from(length),
            })
        });
        Parts {
            actors: actor.into(),
            action,
            targets: target.into(),
            date,
            status: status.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, NONE, Parts, Places, near};
    use crate::source::{FileId, Span};

    #[test]
    fn places_are_near_or_kept_whole() {
        let span = |a, b| Span::new(FileId(1), a, b);
        let whole = span(100, 900);
        assert_eq!(near(span(120, 130), whole), Some((20, 10)));
        assert_eq!(near(span(99, 130), whole), None);
        assert_eq!(near(span(100, 100 + 70_000), whole), None);
        assert_eq!(near(Span::new(FileId(2), 120, 130), whole), None);
        let far = Parts {
            date: Some(span(10, 20)),
            ..Parts::default()
        };
        assert_eq!(Places::new(far.clone(), whole).0, Held::Any(Box::new(far)));
        let none = Places::new(Parts::default(), whole);
        assert_eq!(none, Places::default());
        assert_eq!(none.0, Held::Near([NONE; 5]));
        assert_eq!(size_of::<Places>(), 24);
    }
}
