//! Closed intervals of days, and dates as they are written, with their grain.

use super::Day;

/// All days from `lo` to `hi`, both inclusive. Empty where `lo > hi`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// First day; [`Day::MIN`] for none.
    pub lo: Day,
    /// Last day; [`Day::MAX`] for none.
    pub hi: Day,
}

impl Interval {
    /// Every day.
    pub const ALL: Interval = Interval {
        lo: Day::MIN,
        hi: Day::MAX,
    };

    /// From `lo` to `hi`.
    pub fn new(lo: Day, hi: Day) -> Self {
        Self { lo, hi }
    }

    /// A single day.
    pub fn day(day: Day) -> Self {
        Self { lo: day, hi: day }
    }

    /// Whether it holds no day.
    pub fn is_empty(self) -> bool {
        self.lo > self.hi
    }

    /// Whether it holds `day`.
    pub fn contains(self, day: Day) -> bool {
        self.lo <= day && day <= self.hi
    }

    /// The days of both.
    #[must_use]
    pub fn and(self, other: Interval) -> Interval {
        Interval {
            lo: self.lo.max(other.lo),
            hi: self.hi.min(other.hi),
        }
    }

    /// Whether they share a day.
    pub fn overlaps(self, other: Interval) -> bool {
        !self.and(other).is_empty()
    }
}

/// How exactly a date was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// `2021-06-30`
    Day,
    /// `2021-06`
    Month,
    /// `2021-Q2`
    Quarter,
    /// `2021`
    Year,
}

/// A date as written: the days that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSpec {
    /// First and last day.
    pub interval: Interval,
    /// As it was written.
    pub grain: Grain,
}

impl DateSpec {
    /// A whole day.
    pub fn day(day: Day) -> Self {
        Self {
            interval: Interval::day(day),
            grain: Grain::Day,
        }
    }

    /// A year, a month of it (1–12), or a day of that; none where no such date exists.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        match (month, day) {
            (Some(m), Some(d)) => Day::from_ymd(year, m, d).map(DateSpec::day),
            (Some(m), None) => Self::months(year, m, 1, Grain::Month),
            (None, _) => Self::months(year, 1, 12, Grain::Year),
        }
    }

    /// A quarter of a year, 1–4.
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        Self::months(year, quarter * 3 - 2, 3, Grain::Quarter)
    }

    fn months(year: i16, first: i8, count: i8, grain: Grain) -> Option<Self> {
        let lo = Day::from_ymd(year, first, 1)?;
        let last = first + count - 1;
        let after = if last == 12 {
            Day::from_ymd(year.checked_add(1)?, 1, 1)?
        } else {
            Day::from_ymd(year, last + 1, 1)?
        };
        Some(Self {
            interval: Interval::new(lo, after.prev()),
            grain,
        })
    }
}

/// Reads `2021-06-30`, `2021-06`, `2021`, `2021-Q2`, `30 June 2021` (month names in English, in full
/// or their first three letters). None where it is no date, or no day that exists.
pub fn parse_date(text: &str) -> Option<DateSpec> {
    let text = text.trim();
    if let Some(spec) = parse_iso(text) {
        return Some(spec);
    }
    let mut words = text.split_ascii_whitespace();
    let (first, second, third) = (words.next()?, words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    match third {
        Some(year) => DateSpec::new(four(year)?, Some(month(second)?), Some(small(first)?)),
        None => DateSpec::new(four(second)?, Some(month(first)?), None),
    }
}

/// Reads a period: `A to B`, `A/B`, or a single date, whose days it then is. None where the later date
/// comes first.
pub fn parse_period(text: &str) -> Option<Interval> {
    let Some((from, to)) = text.split_once(" to ").or_else(|| text.split_once('/')) else {
        return parse_date(text).map(|d| d.interval);
    };
    let period = Interval::new(parse_date(from)?.interval.lo, parse_date(to)?.interval.hi);
    (!period.is_empty()).then_some(period)
}

/// Reads the ISO forms alone: `2021-06-30` (a time of day after `T` or a space is dropped),
/// `2021-06`, `2021`, `2021-Q2`.
pub fn parse_iso(text: &str) -> Option<DateSpec> {
    let date = match text.split_once(['T', ' ']) {
        Some((d, time)) if d.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()) => d,
        Some(_) => return None,
        None => text,
    };
    let mut parts = date.split('-');
    let year = four(parts.next()?)?;
    let Some(second) = parts.next() else {
        return DateSpec::new(year, None, None);
    };
    let third = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if let Some(q) = second.strip_prefix(['Q', 'q']) {
        return if third.is_none() && q.len() == 1 {
            DateSpec::quarter(year, q.parse().ok()?)
        } else {
            None
        };
    }
    if second.len() != 2 || third.is_some_and(|d| d.len() != 2) {
        return None;
    }
    match third {
        Some(d) => DateSpec::new(year, Some(small(second)?), Some(small(d)?)),
        None => DateSpec::new(year, Some(small(second)?), None),
    }
}

fn four(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn small(text: &str) -> Option<i8> {
    (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The months' English names, lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(text: &str) -> Option<i8> {
    let lower = text.to_ascii_lowercase();
    let i = MONTHS
        .iter()
        .position(|m| *m == lower || (lower.len() == 3 && m.starts_with(&lower)))?;
    i8::try_from(i + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_gives_its_first_and_last_day() {
        let show = |t: &str| parse_date(t).map(|s| format!("{} {}", s.interval.lo, s.interval.hi));
        assert_eq!(show("2021-06-30").as_deref(), Some("2021-06-30 2021-06-30"));
        assert_eq!(
            show("30 June 2021").as_deref(),
            Some("2021-06-30 2021-06-30")
        );
        assert_eq!(show("2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(show("2021-Q2").as_deref(), Some("2021-04-01 2021-06-30"));
        assert_eq!(show("2021").as_deref(), Some("2021-01-01 2021-12-31"));
        assert_eq!(
            show("2021-06-30T10:00:00Z").as_deref(),
            Some("2021-06-30 2021-06-30")
        );
        assert_eq!(show("2021-06-31"), None);
        assert_eq!(show("2021-13"), None);
        assert_eq!(show("2021-6-3"), None);
    }
}
