//! Days, intervals, durations: the calendar that commitments are counted in. No clock.
//!
//! The grain of a commitment is the day (Gregorian, proleptic); calendar arithmetic is jiff's.

mod duration;
mod interval;

pub use duration::{Duration, Unit, parse_duration};
pub use interval::{DateSpec, Grain, Interval, MONTHS, parse_date, parse_iso, parse_period};

use jiff::civil::Date;
use std::fmt;

/// A day, counted from 1970-01-01. [`Day::MIN`] and [`Day::MAX`] stand for "no limit".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Before every day: no lower limit.
    pub const MIN: Day = Day(i32::MIN);
    /// After every day: no upper limit.
    pub const MAX: Day = Day(i32::MAX);

    /// The day of a civil date, where it exists (years −9999 to 9999).
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day::from_date)
    }

    /// The day of a jiff date.
    pub fn from_date(date: Date) -> Day {
        // Days between civil dates always fit: 20,000 years are 7.3 million days.
        let span = date.duration_since(EPOCH);
        Day((span.as_hours() / 24) as i32)
    }

    /// The civil date, none for the two limits.
    pub fn date(self) -> Option<Date> {
        if !self.is_finite() {
            return None;
        }
        EPOCH
            .checked_add(jiff::Span::new().try_days(self.0).ok()?)
            .ok()
    }

    /// Whether it is a real day rather than a limit.
    pub fn is_finite(self) -> bool {
        self != Day::MIN && self != Day::MAX
    }

    /// `n` days later (earlier where negative); the limits stay as they are.
    #[must_use]
    pub fn plus(self, n: i32) -> Day {
        if self.is_finite() {
            Day(self.0.saturating_add(n).clamp(i32::MIN + 1, i32::MAX - 1))
        } else {
            self
        }
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        self.plus(1)
    }

    /// The day before.
    #[must_use]
    pub fn prev(self) -> Day {
        self.plus(-1)
    }

    /// Days from `self` to `other` (positive where `other` is later).
    pub fn days_until(self, other: Day) -> i64 {
        i64::from(other.0) - i64::from(self.0)
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl fmt::Display for Day {
    /// ISO 8601; the limits print as `..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(d) => write!(f, "{d}"),
            None => f.write_str(".."),
        }
    }
}
