//! How much a claim tells of, measured in a norm's own unit. What is about so much, or at most so much, is
//! at least nothing; what is told in another unit, or as nothing, is no amount at all.

use crate::lexicon::units;
use crate::model::{
    AmountBound, Claim, ClaimAmount, Dating, Measure, Norm, NormKind, Quantity, decimal,
};

/// At least `lo`, and at most `hi` where that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Size {
    pub lo: i128,
    pub hi: Option<i128>,
    /// How much there is at a time: "x of y", "so far".
    pub level: bool,
}

/// Whether an amount is one that a norm asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fits {
    Yes,
    Perhaps,
    No,
}

/// The size of a claim, in the smallest unit of a norm's own; none where it has none of that unit.
pub(super) fn size(q: &Quantity, c: &Claim) -> Option<Size> {
    let a = c.amount.as_deref()?;
    let factor = match (&q.unit, &a.unit) {
        (None, None) => 1,
        (Some(kind), Some(unit)) => {
            let unit = units::unit(unit);
            if unit.kind != *kind {
                return None;
            }
            unit.factor
        }
        _ => return None,
    };
    let value = a.micros.checked_mul(factor)?;
    let of = match a.of {
        Some(of) => Some(of.checked_mul(factor)?),
        None => None,
    };
    if value <= 0 || q.of.is_some() && of != q.of {
        return None;
    }
    let level =
        of.is_some() || a.total || q.measure == Measure::Level || q.unit.as_deref() == Some("%");
    let (lo, hi) = match a.bound {
        "=" => (value, Some(value)),
        ">=" => (value, None),
        "<=" => (0, Some(value)),
        _ => (0, None),
    };
    Some(Size { lo, hi, level })
}

/// Whether a claim tells of nothing: of an amount that is not above 0.
fn is_nothing(a: &ClaimAmount) -> bool {
    a.micros <= 0 && matches!(a.bound, "=" | "<=")
}

/// Whether an amount "in all" may be in part of a time before the norm's window: nothing says since when.
pub(super) fn may_reach_back(norm: &Norm, c: &Claim) -> bool {
    let total = c.amount.as_deref().is_some_and(|a| a.total);
    let summed = matches!(&norm.atom.amount, Some(q) if q.measure == Measure::Sum);
    let since = c.dating == Dating::Given && c.valid.lo < c.valid.hi;
    total && summed && norm.window.from.is_finite() && !since
}

/// Whether a done act is one that the norm speaks of, by its amount.
pub(super) fn fits(norm: &Norm, c: &Claim) -> Fits {
    let Some(q) = &norm.atom.amount else {
        return Fits::Yes;
    };
    let Some(s) = size(q, c) else {
        // A prohibition of little is broken by nothing told: nobody can say.
        let little = matches!(q.bound, AmountBound::AtMost | AmountBound::Exactly);
        return match c.amount.as_deref() {
            Some(a) if is_nothing(a) && !(little && q.measure == Measure::Act) => Fits::No,
            _ => Fits::Perhaps,
        };
    };
    match (norm.kind, q.measure) {
        (NormKind::Amount, _) if s.lo > 0 => return Fits::Yes,
        (NormKind::Amount, _) => return Fits::Perhaps,
        (NormKind::Limit, Measure::Sum | Measure::Level) => {
            return match (s.lo, s.hi) {
                (0, None) => Fits::Perhaps,
                _ => Fits::Yes,
            };
        }
        _ => {}
    }
    let (n, hi) = (q.value, s.hi.unwrap_or(i128::MAX));
    let (yes, no) = match q.bound {
        AmountBound::AtLeast => (s.lo >= n, hi < n),
        AmountBound::MoreThan => (s.lo > n, hi <= n),
        AmountBound::AtMost => (hi <= n, s.lo > n),
        AmountBound::Exactly => (s.lo == n && hi == n, s.lo > n || hi < n),
    };
    // What there is in all is of no single act.
    let single = !s.level || q.of.is_some() || q.unit.as_deref() == Some("%");
    match (yes, no) {
        (true, _) if single => Fits::Yes,
        (_, true) => Fits::No,
        _ => Fits::Perhaps,
    }
}

/// Whether a denial with an amount of its own denies all of the norm: "not even so much".
pub(super) fn denies(norm: &Norm, c: &Claim) -> bool {
    let (Some(q), Some(a)) = (&norm.atom.amount, c.amount.as_deref()) else {
        return true;
    };
    let Some(s) = size(q, c).filter(|_| a.bound == "=" || a.bound == ">=") else {
        return false;
    };
    match (norm.kind, q.bound) {
        (NormKind::Limit, _) | (_, AmountBound::AtMost) => false,
        (_, AmountBound::Exactly) => s.lo == q.value,
        (_, AmountBound::AtLeast | AmountBound::MoreThan) => s.lo <= q.value,
    }
}

/// What an amount lacks, in words.
pub(super) fn misfit(norm: &Norm, c: &Claim) -> String {
    let wanted = norm.atom.amount.as_ref().map_or("", |q| q.text.as_str());
    match c.amount.as_deref() {
        None => "amount: not stated".to_owned(),
        Some(a) => format!("amount: {}, not {wanted}", words(a)),
    }
}

/// An amount in words: "about 5 of 7 sites in total".
pub(super) fn words(a: &ClaimAmount) -> String {
    let bound = match a.bound {
        ">=" => "at least ",
        "<=" => "at most ",
        "~" => "about ",
        _ => "",
    };
    let of =
        a.of.map_or(String::new(), |of| format!(" of {}", decimal(of)));
    let unit = a.unit.as_deref().map_or(String::new(), |u| format!(" {u}"));
    let total = if a.total { " in total" } else { "" };
    format!("{bound}{}{of}{unit}{total}", decimal(a.micros))
}
