//! Amounts that sentences ask for. Values are exact decimals: millionths of the unit's smallest kind, so
//! that 1 kt and 1000 t are one number.

use crate::source::Span;

/// How a sentence bounds an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AmountBound {
    /// `at least N`, and a bare N.
    AtLeast,
    /// `at most N`
    AtMost,
    /// `exactly N`
    Exactly,
    /// What `shall … at most N … in one act` forbids.
    MoreThan,
}

/// What an amount is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// All acts together.
    Sum,
    /// A single act: the amount says which acts are meant.
    Act,
    /// How much there is at a time (`at a time`, `%`, `x of y`): never added.
    Level,
}

/// The amount of an act that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Which side of N.
    pub bound: AmountBound,
    /// N, in millionths of the smallest unit of its kind.
    pub value: i128,
    /// M of "N of M", likewise.
    pub of: Option<i128>,
    /// The unit's kind (`USD`, `g` for `kt`, `person` for `persons`); none where a number stands alone.
    pub unit: Option<String>,
    /// How many of the smallest make one of the unit that is written.
    pub factor: i128,
    /// What it is measured by.
    pub measure: Measure,
    /// The words.
    pub span: Span,
    /// The words, as the formatter prints them: `at least 5 of 7 sites`.
    pub text: String,
}

/// A decimal of millionths as it is written: `2.5`, exact.
pub fn decimal(micros: i128) -> String {
    let (sign, n) = if micros < 0 {
        ("-", -micros)
    } else {
        ("", micros)
    };
    let (whole, part) = (n / 1_000_000, n % 1_000_000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:06}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_exactly() {
        for (micros, text) in [
            (0, "0"),
            (1, "0.000001"),
            (2_500_000, "2.5"),
            (-2_500_000, "-2.5"),
            (100_000_000, "100"),
        ] {
            assert_eq!(decimal(micros), text);
        }
    }
}
