//! The fields of a record that are no names: takes their words, gives days, amounts, status. Amounts
//! are exact decimals; nothing is rounded.

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{ClaimAmount, ClaimStatus, Field, Modality, Polarity, Record};
use crate::source::Span;
use crate::time::{DateSpec, Interval, parse_date};
use rustc_hash::FxHashMap;

type Said = Box<Diagnostic>;

/// Dates as they were read before: records repeat the same days.
#[derive(Default)]
pub(super) struct Dates {
    known: FxHashMap<Box<str>, DateSpec>,
}

impl Dates {
    /// The days of a date that was read before.
    pub(super) fn known(&self, text: &str) -> Option<Interval> {
        self.known.get(text).map(|spec| spec.interval)
    }

    /// The days of a date field.
    pub(super) fn read(&mut self, field: &Field<'_>) -> Result<DateSpec, Said> {
        if let Some(spec) = self.known.get(&*field.text) {
            return Ok(*spec);
        }
        let Some(spec) = parse_date(&field.text) else {
            return Err(Box::new(
                Diagnostic::new(Code::RecordDate, format!("`{}` is no date", field.text))
                    .at(field.span, "expected a day of the calendar")
                    .help("write it as `2021-03-05`, `2021-03` or `5 March 2021`; the record is left out"),
            ));
        };
        if self.known.len() < 10_000 {
            self.known.insert(field.text.as_ref().into(), spec);
        }
        Ok(spec)
    }
}

/// What a record says of whether it happened.
pub(super) fn status(record: &Record<'_>) -> Result<(ClaimStatus, Modality, Polarity), Said> {
    let status = match &record.status {
        None => ClaimStatus::Completed,
        Some(field) => {
            let word = field
                .text
                .trim()
                .to_ascii_lowercase()
                .replace([' ', '_'], "-");
            ClaimStatus::find(&word).ok_or_else(|| no_status(field, &word))?
        }
    };
    let polarity = match &record.polarity {
        None => status.polarity(),
        Some(field) => match field.text.trim() {
            "+" => Polarity::Asserted,
            "-" | "−" | "–" => Polarity::Denied,
            _ => return Err(no_polarity(field)),
        },
    };
    match (polarity, status) {
        // "It did not happen" is the status of a plain record with `-`.
        (Polarity::Denied, ClaimStatus::Completed) => Ok((
            ClaimStatus::NotDone,
            ClaimStatus::NotDone.modality(),
            Polarity::Denied,
        )),
        (Polarity::Asserted, ClaimStatus::NotDone | ClaimStatus::Refused) => {
            Err(contradiction(record, status))
        }
        _ => Ok((status, status.modality(), polarity)),
    }
}

fn no_status(field: &Field<'_>, word: &str) -> Said {
    let words = || ClaimStatus::ALL.iter().map(|(_, w)| *w);
    let help = match did_you_mean(word, words()) {
        Some(near) => format!("did you mean `{near}`? the record is left out"),
        None => format!(
            "the status words are {}; the record is left out",
            words().collect::<Vec<_>>().join(", ")
        ),
    };
    Box::new(
        Diagnostic::new(Code::RecordWord, format!("`{}` is no status", field.text))
            .at(field.span, "expected a status word")
            .help(help),
    )
}

fn no_polarity(field: &Field<'_>) -> Said {
    Box::new(
        Diagnostic::new(Code::RecordWord, format!("`{}` is no polarity", field.text))
            .at(field.span, "expected `+` or `-`")
            .help("`+` says that it happened, `-` that it did not; the record is left out"),
    )
}

fn contradiction(record: &Record<'_>, status: ClaimStatus) -> Said {
    let at = record.polarity.as_ref().map_or(record.span, |f| f.span);
    let other = record.status.as_ref().map_or(record.span, |f| f.span);
    Box::new(
        Diagnostic::new(
            Code::RecordWord,
            format!("a record says `+` and `{}`", status.word()),
        )
        .at(at, "says that it happened")
        .at(other, "says that it did not")
        .help("remove one of the two; the record is left out"),
    )
}

/// The amount of a record, where it has one.
pub(super) fn amount(record: &Record<'_>) -> Result<Option<ClaimAmount>, Said> {
    let Some(field) = &record.amount else {
        return match record.of.as_ref().or(record.unit.as_ref()) {
            None => Ok(None),
            Some(field) => Err(no_amount(
                field,
                "there is no `amount` beside it",
                field.span,
            )),
        };
    };
    let text = field.text.trim();
    let (bound, rest) = [
        (">=", ">="),
        ("≥", ">="),
        ("<=", "<="),
        ("≤", "<="),
        ("~", "~"),
        ("≈", "~"),
        ("=", "="),
    ]
    .iter()
    .find_map(|(sign, bound)| text.strip_prefix(sign).map(|r| (*bound, r.trim_start())))
    .unwrap_or(("=", text));
    let split = rest
        .find(|c: char| c.is_whitespace() || c == '%')
        .unwrap_or(rest.len());
    let (number, words) = rest.split_at_checked(split).unwrap_or((rest, ""));
    let (scale, own_unit) = multiplier(words.trim());
    let micros = decimal(number, scale)
        .ok_or_else(|| no_amount(field, "expected a decimal number", field.span))?;
    let of = match &record.of {
        None => None,
        Some(of) => Some(
            decimal(of.text.trim(), 0)
                .ok_or_else(|| no_amount(of, "expected a decimal number", of.span))?,
        ),
    };
    let unit = match (&record.unit, own_unit) {
        (Some(unit), "") => Some(unit.text.trim().to_owned()),
        (Some(unit), own) if unit.text.trim() == own => Some(own.to_owned()),
        (Some(unit), _) => {
            return Err(no_amount(
                field,
                "names another unit than `unit`",
                unit.span,
            ));
        }
        (None, "") => None,
        (None, own) => Some(own.to_owned()),
    };
    Ok(Some(ClaimAmount {
        micros,
        of,
        unit,
        bound,
        total: false,
    }))
}

fn no_amount(field: &Field<'_>, why: &str, at: Span) -> Said {
    Box::new(
        Diagnostic::new(
            Code::RecordAmount,
            format!("`{}` cannot be read as an amount", field.text),
        )
        .at(at, why)
        .help("write `2256.46`, without separators of thousands and with at most six decimals, and the unit in `unit`; the record is left out"),
    )
}

/// `billion USD`: the zeros of a number word, and the unit after it.
fn multiplier(words: &str) -> (u32, &str) {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let zeros = match first.to_ascii_lowercase().as_str() {
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return (0, words),
    };
    (zeros, rest.trim())
}

/// A decimal number × 10^`zeros`, in micro-units; none where it is no number or cannot be held exactly.
pub(super) fn decimal(text: &str, zeros: u32) -> Option<i128> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.strip_prefix('+').unwrap_or(e).parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all(whole) || !all(fraction) {
        return None;
    }
    if digits.contains('.') && fraction.is_empty() || whole.is_empty() {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let mut value: i128 = 0;
    for b in whole.bytes().chain(fraction.bytes()) {
        value = value
            .checked_mul(10)?
            .checked_add(i128::from(b.wrapping_sub(b'0')))?;
    }
    let mut shift = 6i32
        .checked_add(i32::try_from(zeros).ok()?)?
        .checked_add(exponent)?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?;
    while shift < 0 && value % 10 == 0 && value != 0 {
        value /= 10;
        shift += 1;
    }
    if value == 0 {
        return Some(0);
    }
    let factor = 10i128.checked_pow(u32::try_from(shift).ok()?)?;
    let value = value.checked_mul(factor)?;
    // Far from the ends, so that sums of amounts stay exact as well.
    (value < 1i128 << 100).then_some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_or_none() {
        for (text, zeros, micros) in [
            ("12", 0, Some(12_000_000)),
            ("2256.46", 0, Some(2_256_460_000)),
            ("0.1", 0, Some(100_000)),
            ("0.000001", 0, Some(1)),
            ("0.0000001", 0, None),
            ("1.50000000", 0, Some(1_500_000)),
            ("1.5", 9, Some(1_500_000_000_000_000)),
            ("1e3", 0, Some(1_000_000_000)),
            ("1.5E-1", 0, Some(150_000)),
            ("-3", 0, Some(-3_000_000)),
            ("0e99999", 0, Some(0)),
            ("1e99999", 0, None),
            ("1,000", 0, None),
            ("", 0, None),
            (".", 0, None),
            ("5.", 0, None),
            ("abc", 0, None),
            ("99999999999999999999999999999999999999999", 0, None),
        ] {
            assert_eq!(decimal(text, zeros), micros, "{text}");
        }
    }

    fn record<'a>(fields: &[(&str, &'a str)]) -> Record<'a> {
        let mut out = Record::default();
        for (key, text) in fields {
            let field = Some(Field {
                text: (*text).into(),
                span: Span::default(),
            });
            match *key {
                "amount" => out.amount = field,
                "of" => out.of = field,
                "unit" => out.unit = field,
                "status" => out.status = field,
                _ => out.polarity = field,
            }
        }
        out
    }

    #[test]
    fn amounts_take_bounds_words_and_units() {
        let show = |fields: &[(&str, &str)]| {
            amount(&record(fields))
                .ok()
                .flatten()
                .map(|a| format!("{} {} {:?} {:?}", a.bound, a.micros, a.of, a.unit))
        };
        assert_eq!(
            show(&[("amount", ">= 5"), ("of", "7")]).as_deref(),
            Some(">= 5000000 Some(7000000) None")
        );
        assert_eq!(
            show(&[("amount", "100 billion USD")]).as_deref(),
            Some("= 100000000000000000 None Some(\"USD\")")
        );
        assert_eq!(
            show(&[("amount", "45%")]).as_deref(),
            Some("= 45000000 None Some(\"%\")")
        );
        assert_eq!(
            show(&[("amount", "45"), ("unit", "GW")]).as_deref(),
            Some("= 45000000 None Some(\"GW\")")
        );
        assert_eq!(show(&[("amount", "45 GW"), ("unit", "MW")]), None);
        assert!(amount(&record(&[("unit", "GW")])).is_err());
        assert!(amount(&record(&[])).unwrap().is_none());
    }

    #[test]
    fn status_and_polarity_agree_or_the_record_is_left_out() {
        let show = |fields: &[(&str, &str)]| {
            status(&record(fields))
                .ok()
                .map(|(s, m, p)| format!("{} {} {p:?}", s.word(), m.word()))
        };
        assert_eq!(show(&[]).as_deref(), Some("completed completed Asserted"));
        assert_eq!(
            show(&[("polarity", "-")]).as_deref(),
            Some("not-done denied Denied")
        );
        assert_eq!(
            show(&[("status", "In progress")]).as_deref(),
            Some("in-progress ongoing Asserted")
        );
        assert_eq!(
            show(&[("status", "refused")]).as_deref(),
            Some("refused denied Denied")
        );
        assert_eq!(show(&[("status", "not-done"), ("polarity", "+")]), None);
        assert_eq!(show(&[("status", "done")]), None);
        assert_eq!(show(&[("polarity", "no")]), None);
    }
}
