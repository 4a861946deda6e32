//! Amounts: takes the words of one; gives its value, its unit, and what is measured by it. Which kind of
//! norm an owed amount makes is decided here, from the sentence alone.

use super::World;
use crate::diag::{Code, Diagnostic};
use crate::lexicon::units;
use crate::model::{AmountBound, ClaimAmount, Measure, NormKind, Quantity};
use crate::syntax::ast::{self, Bound, Duty, Number, QualifierKind, Sentence};

/// The kind that an owed act with an amount has.
pub(super) fn kind(s: &Sentence) -> Option<NormKind> {
    let Duty::Act(act) = &s.duty else {
        return None;
    };
    let one = has(s, &QualifierKind::InOneAct);
    Some(match act.amount.as_ref()?.bound.map(|b| b.node) {
        Some(Bound::AtMost) if one => NormKind::Forbid,
        Some(Bound::AtMost) => NormKind::Limit,
        Some(Bound::Exactly) => NormKind::Achieve,
        _ if one => NormKind::Achieve,
        _ => NormKind::Amount,
    })
}

fn has(s: &Sentence, what: &QualifierKind) -> bool {
    s.qualifiers.iter().any(|q| q.kind == *what)
}

/// What an owed amount is measured by.
pub(super) fn owed(s: &Sentence, kind: NormKind, q: &mut Quantity) {
    match kind {
        NormKind::Forbid => q.bound = AmountBound::MoreThan,
        NormKind::Amount | NormKind::Limit => {
            let level = has(s, &QualifierKind::AtATime) || is_level(q);
            q.measure = if level { Measure::Level } else { Measure::Sum };
        }
        _ => {}
    }
}

/// A share, and so many of so many, are levels: they are never added.
fn is_level(q: &Quantity) -> bool {
    q.of.is_some() || q.unit.as_deref() == Some("%")
}

/// An amount that says which single acts are meant.
pub(super) fn quantity(world: &World<'_>, a: &ast::Amount) -> Option<Quantity> {
    let unit = a.unit.as_ref().map(|u| units::unit(&u.node));
    let factor = unit.as_ref().map_or(1, |u| u.factor);
    let value = micros(a.value.node, factor);
    let of = a.of.map(|n| micros(n.node, factor));
    let (Some(value), Some(of)) = (value, of.map_or(Some(None), |n| n.map(Some))) else {
        world.said.say(
            Diagnostic::new(Code::NumberTooLarge, "this amount does not fit")
                .at(a.span, "too much to be counted exactly"),
        );
        return None;
    };
    let bound = match a.bound.map(|b| b.node) {
        Some(Bound::AtMost) => AmountBound::AtMost,
        Some(Bound::Exactly) => AmountBound::Exactly,
        Some(Bound::AtLeast) | None => AmountBound::AtLeast,
    };
    let wrong = match of {
        Some(of) if value > of => Some(("there are not so many", "more than all of them")),
        _ if value == 0 && bound != AmountBound::AtMost => {
            Some(("an amount of 0 asks for nothing", "no amount"))
        }
        _ => None,
    };
    if let Some((message, label)) = wrong {
        world.said.say(
            Diagnostic::new(Code::WrongForm, message)
                .at(a.span, label)
                .help("write how much, such as `at least 5 of 7 sites`"),
        );
        return None;
    }
    Some(Quantity {
        bound,
        value,
        of,
        unit: unit.map(|u| u.kind),
        factor,
        measure: Measure::Act,
        span: a.span,
        text: crate::syntax::fmt::amount(a),
    })
}

/// The amount that a fact of a test tells of.
pub(super) fn told(a: &ast::Amount) -> Option<ClaimAmount> {
    Some(ClaimAmount {
        micros: micros(a.value.node, 1)?,
        of: match a.of {
            Some(of) => Some(micros(of.node, 1)?),
            None => None,
        },
        unit: a.unit.as_ref().map(|u| u.node.clone()),
        bound: match a.bound.map(|b| b.node) {
            Some(Bound::AtLeast) => ">=",
            Some(Bound::AtMost) => "<=",
            Some(Bound::Exactly) | None => "=",
        },
        total: false,
    })
}

/// A number in millionths of the smallest unit.
fn micros(n: Number, factor: i128) -> Option<i128> {
    let zeros = 6u32.checked_sub(u32::from(n.scale))?;
    let micros = i128::from(n.digits).checked_mul(10i128.checked_pow(zeros)?)?;
    // Far from the ends, so that sums stay exact.
    let value = micros.checked_mul(factor)?;
    (value < 1i128 << 110).then_some(value)
}
