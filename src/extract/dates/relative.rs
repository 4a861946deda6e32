//! Days that count from the report's date or from what was told last: "last week", "two years ago".

use super::{Back, DateRef, Reader};
use crate::lexicon::Word;
use crate::lexicon::words::feat;
use crate::time::{DateSpec, Day, Duration, Interval, Unit};

impl Reader<'_> {
    /// today, last week, this month, two years ago …
    pub(super) fn relative(&self, i: usize) -> Option<DateRef> {
        let at = &self.words.at;
        let id = self.id(i);
        if id == at.today || id == at.yesterday || id == at.tomorrow {
            let shift = i32::from(id == at.tomorrow) - i32::from(id == at.yesterday);
            return Some(self.found(
                i,
                i + 1,
                self.today.map(|d| Interval::day(d.plus(shift))),
                None,
            ));
        }
        // "the next day", "the same day", "the following week": from what was told last.
        if id == at.the
            && let Some(unit) = unit(self.word(i + 2))
        {
            let shift = match self.raw(i + 1).to_ascii_lowercase().as_str() {
                "same" => 0,
                "next" | "following" => 1,
                "previous" if self.today.is_none() => -1,
                _ => 2,
            };
            if shift < 2 {
                let mut found = self.found(i, i + 3, None, None);
                found.offset = match unit {
                    Unit::Days => Some((shift, shift)),
                    Unit::Weeks => Some((shift * 7 - 6, shift * 7 + 6)),
                    Unit::Months | Unit::Years => None,
                };
                return Some(found);
            }
        }
        let weekend = |k: usize| self.raw(k).eq_ignore_ascii_case("weekend");
        if weekend(i + 1) && [at.the, at.last, at.this, at.next, at.past, at.coming].contains(&id) {
            return Some(self.weekend(i, id));
        }
        // "a fortnight ago"
        if self.raw(i).eq_ignore_ascii_case("a")
            && self.raw(i + 1).eq_ignore_ascii_case("fortnight")
            && self.id(i + 2) == at.ago
        {
            let spec = self.today.map(|t| Interval::new(t.plus(-17), t.plus(-11)));
            return Some(self.found(i, i + 3, spec, None));
        }
        let way = if id == at.last || id == at.previous || id == at.past {
            -1
        } else if id == at.that && self.word(i + 1).feats & (feat::WEEKDAY | feat::UNIT) != 0 {
            // "that Saturday", "that month": of the day that was named before.
            let next = self.word(i + 1);
            let mut found = self.found(i, i + 2, None, None);
            found.back = match unit(next) {
                Some(u) => Some(Back::Unit(u)),
                None => Some(Back::Weekday(next.value - 1)),
            };
            return Some(found);
        } else if id == at.this {
            0
        } else if id == at.next || id == at.coming {
            1
        } else {
            let w = self.word(i);
            if w.feats & feat::NUM != 0 {
                return self.counted(i, i, w.value);
            }
            return (self.raw(i).eq_ignore_ascii_case("a"))
                .then(|| self.counted(i, i, 1))
                .flatten();
        };
        let next = self.word(i + 1);
        if next.feats & feat::WEEKDAY != 0 {
            let mut found = self.weekday(i, i + 1, way < 0)?;
            if way > 0 {
                found.past = found.future;
            } else {
                found.future = found.past;
            }
            return Some(found);
        }
        if let Some(month) = self.month(i + 1) {
            let mut found = self.with_year(i, i + 2, month, None);
            if way < 0 {
                found.future = found.past;
            } else if way > 0 {
                found.past = found.future;
            }
            return Some(found);
        }
        if next.feats & feat::UNIT != 0 {
            let spec = self.today.and_then(|t| around(t, next.value, way));
            return Some(self.found(i, i + 2, spec, None));
        }
        // the past three months
        let n = self
            .number(i + 1, 999)
            .or_else(|| (next.feats & feat::NUM != 0).then_some(next.value))?;
        let unit = unit(self.word(i + 2))?;
        let spec = self.today.map(|t| {
            let length = Duration {
                count: n as u32,
                unit,
            };
            if way > 0 {
                Interval::new(t, length.after(t))
            } else {
                Interval::new(length.before(t), t)
            }
        });
        Some(self.found(i, i + 3, spec, None))
    }

    /// "over the weekend", "next weekend": Saturday and Sunday, as far as they have come.
    fn weekend(&self, i: usize, id: u32) -> DateRef {
        let at = &self.words.at;
        let mut found = self.found(i, i + 2, None, None);
        let Some(today) = self.today else {
            return found;
        };
        // 0 is Saturday.
        let since = (today.0 + 5).rem_euclid(7);
        let last = today.plus(-since);
        let last = if since < 2 && [at.last, at.past].contains(&id) {
            last.plus(-7)
        } else {
            last
        };
        let coming = if since < 2 && id == at.this {
            last
        } else {
            today.plus(7 - since)
        };
        found.past = Some(Interval::new(last, last.plus(1).min(today)));
        found.future = Some(Interval::new(coming, coming.plus(1)));
        if [at.next, at.coming].contains(&id) {
            found.past = found.future;
        } else if [at.last, at.past].contains(&id) {
            found.future = found.past;
        }
        found
    }

    /// `n units ago`; `n units later` stays unresolved, but is a date and no amount.
    pub(super) fn counted(&self, first: usize, i: usize, n: i32) -> Option<DateRef> {
        let unit = unit(self.word(i + 1))?;
        let at = &self.words.at;
        let after = self.id(i + 2);
        if after == at.ago {
            let spec = self.today.map(|t| {
                let then = Duration {
                    count: n as u32,
                    unit,
                }
                .before(t);
                let slack = match unit {
                    Unit::Days => 0,
                    Unit::Weeks => 3,
                    Unit::Months => 15,
                    Unit::Years => 182,
                };
                Interval::new(then.plus(-slack), then.plus(slack).min(t))
            });
            return Some(self.found(first, i + 3, spec, None));
        }
        if after == at.later || after == at.earlier {
            let mut found = self.found(first, i + 3, None, None);
            let sign = if after == at.later { 1 } else { -1 };
            found.offset = match unit {
                Unit::Days => Some((sign * n, sign * n)),
                Unit::Weeks => Some((sign * 7 * n - 2, sign * 7 * n + 2)),
                Unit::Months => Some((sign * 30 * n - 15, sign * 30 * n + 15)),
                Unit::Years => None,
            };
            return Some(found);
        }
        // "within 30 days of …", "after two years"
        let before = i.checked_sub(1).map_or(0, |p| self.id(p));
        (before == at.within || before == at.in_ || before == at.for_ || before == at.after)
            .then(|| self.found(first, i + 2, None, None))
    }
}

fn unit(word: Word) -> Option<Unit> {
    if word.feats & feat::UNIT == 0 {
        return None;
    }
    match word.value {
        1 => Some(Unit::Days),
        2 => Some(Unit::Weeks),
        3 => Some(Unit::Months),
        4 => Some(Unit::Years),
        _ => None,
    }
}

/// The last (−1), this (0) or next (1) day, week, month or year, as the calendar has it.
pub(super) fn around(today: Day, unit: i32, way: i32) -> Option<Interval> {
    let date = today.date()?;
    match unit {
        1 => Some(Interval::day(today.plus(way))),
        2 => {
            let monday = today.plus(-((today.0 + 3).rem_euclid(7)) + 7 * way);
            Some(Interval::new(monday, monday.plus(6)))
        }
        3 => {
            let months = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + way;
            let year = i16::try_from(months.div_euclid(12)).ok()?;
            let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
            DateSpec::new(year, Some(month), None).map(|s| s.interval)
        }
        4 => DateSpec::new(date.year().checked_add(way as i16)?, None, None).map(|s| s.interval),
        _ => None,
    }
}
