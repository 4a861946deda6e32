//! Durations as commitments state them, and how they are counted.

use super::Day;
use jiff::ToSpan;
use std::fmt;

/// What a duration is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Days.
    Days,
    /// Seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Twelve calendar months.
    Years,
}

impl Unit {
    /// The singular word.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Days => "day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        }
    }
}

/// `12 months`, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// So many days.
    pub fn days(count: u32) -> Self {
        Self {
            count,
            unit: Unit::Days,
        }
    }

    /// The day that lies `times` durations after `anchor`, counted in one step from the anchor, so
    /// that 31 January plus one month, taken twelve times, never drifts; a day that the month lacks
    /// becomes the month's last.
    pub fn after_times(self, anchor: Day, times: u32) -> Day {
        let Some(date) = anchor.date() else {
            return anchor;
        };
        let count = i64::from(self.count) * i64::from(times);
        let span = match self.unit {
            Unit::Days => 0.days().try_days(count),
            Unit::Weeks => 0.days().try_weeks(count),
            Unit::Months => 0.days().try_months(count),
            Unit::Years => 0.days().try_years(count),
        };
        span.ok()
            .and_then(|s| date.checked_add(s).ok())
            .map_or(Day::MAX, Day::from_date)
    }

    /// The day one duration after `anchor`.
    pub fn after(self, anchor: Day) -> Day {
        self.after_times(anchor, 1)
    }

    /// The day one duration before `day`.
    pub fn before(self, day: Day) -> Day {
        let Some(date) = day.date() else { return day };
        let count = -i64::from(self.count);
        let span = match self.unit {
            Unit::Days => 0.days().try_days(count),
            Unit::Weeks => 0.days().try_weeks(count),
            Unit::Months => 0.days().try_months(count),
            Unit::Years => 0.days().try_years(count),
        };
        span.ok()
            .and_then(|s| date.checked_add(s).ok())
            .map_or(Day::MIN, Day::from_date)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}{}",
            self.count,
            self.unit.word(),
            if self.count == 1 { "" } else { "s" }
        )
    }
}

/// Reads `12 months`, `1 year`, `6 weeks`, `30 days`; none where it is no duration.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let (count, unit) = text.trim().split_once(char::is_whitespace)?;
    let unit = match unit.trim() {
        "day" | "days" => Unit::Days,
        "week" | "weeks" => Unit::Weeks,
        "month" | "months" => Unit::Months,
        "year" | "years" => Unit::Years,
        _ => return None,
    };
    Some(Duration {
        count: count.parse().ok()?,
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_clamp_to_the_month_and_never_drift() {
        let jan31 = Day::from_ymd(2024, 1, 31).unwrap();
        let month = Duration {
            count: 1,
            unit: Unit::Months,
        };
        assert_eq!(month.after(jan31).to_string(), "2024-02-29");
        assert_eq!(month.after_times(jan31, 2).to_string(), "2024-03-31");
        assert_eq!(month.after_times(jan31, 3).to_string(), "2024-04-30");
        assert_eq!(month.before(jan31).to_string(), "2023-12-31");
    }
}
