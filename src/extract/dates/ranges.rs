//! What widens a date: "by", "the end of", "between … and …".

use super::{Bound, DateRef, Reader};
use crate::lexicon::scan::Kind;
use crate::lexicon::words::feat;
use crate::time::{DateSpec, Day, Interval};

impl Reader<'_> {
    /// Takes in "by", "the end of", "early" before the core, and a range.
    pub(super) fn widen(&self, found: &mut DateRef, floor: usize) {
        let at = &self.words.at;
        let before = |n: usize| found.first.checked_sub(n).filter(|p| *p >= floor);
        // 1 and 7 March, 1–7 March, 27 to 29: the first day shares month and year.
        let sep = |p: usize| {
            self.id(p) == at.and || self.id(p) == at.to || self.kind(p) == Some(Kind::Dash)
        };
        let (from, dash) = match (before(1), before(2)) {
            (Some(p), _) if self.joined(found.first) && self.kind(p) == Some(Kind::Number) => {
                (Some(p), true)
            }
            (Some(s), Some(p)) if sep(s) => (Some(p), true),
            _ => (None, false),
        };
        if dash
            && let Some(p) = from
            && let Some(day) = self.day(p)
            && let Some(past) = found.past
            && past.lo == past.hi
            && let Some(date) = past.lo.date()
            && day < date.day()
            && let Some(lo) = Day::from_ymd(date.year(), date.month(), day)
        {
            found.past = Some(Interval::new(lo, past.hi));
            found.future = found.past;
            found.first = p;
        }
        // February 27 to 29
        if let Some(past) = found.past
            && past.lo == past.hi
            && (self.id(found.last) == at.to
                || self.kind(found.last) == Some(Kind::Dash)
                || self.joined(found.last))
            && let Some(date) = past.lo.date()
        {
            let p = if self.joined(found.last) {
                found.last
            } else {
                found.last + 1
            };
            if let Some(day) = self.day(p)
                && day > date.day()
                && self.month(p + 1).is_none()
                && self.word(p + 1).feats & feat::UNIT == 0
                && let Some(hi) = Day::from_ymd(date.year(), date.month(), day)
            {
                found.past = Some(Interval::new(past.lo, hi));
                found.last = p + 1;
                let comma = usize::from(self.kind(found.last) == Some(Kind::Comma));
                if let Some(year) = self.year(found.last + comma)
                    && let (Some(a), Some(b)) = (
                        Day::from_ymd(year, date.month(), date.day()),
                        Day::from_ymd(year, date.month(), day),
                    )
                {
                    found.past = Some(Interval::new(a, b));
                    found.last += comma + 1;
                    found.year = Some(year);
                }
                found.future = found.past;
            }
        }
        self.prefix(found, floor);
    }

    pub(super) fn prefix(&self, found: &mut DateRef, floor: usize) {
        let at = &self.words.at;
        while let Some(p) = found.first.checked_sub(1).filter(|p| *p >= floor) {
            let id = self.id(p);
            let part = if id == at.of && p > floor {
                let q = self.id(p - 1);
                let found = [at.end, at.start, at.beginning]
                    .iter()
                    .position(|w| *w == q);
                found.map(|k| (p - 1, if k == 0 { Part::End } else { Part::Start }))
            } else if id == at.early {
                Some((p, Part::Start))
            } else if id == at.late {
                Some((p, Part::Late))
            } else if id == at.mid {
                Some((p, Part::Mid))
            } else {
                None
            };
            // "the first week of", "the second half of", "the third quarter of"
            if id == at.of
                && p >= floor + 2
                && let Some(days) = found.past.and_then(|s| self.share(p, s))
            {
                found.first = p - 2;
                found.past = Some(days);
                found.future = found.future.and_then(|s| self.share(p, s));
                continue;
            }
            if let Some((first, part)) = part {
                found.first = first;
                found.past = found.past.map(|s| part.of(s));
                found.future = found.future.map(|s| part.of(s));
                continue;
            }
            if id == at.the {
                found.first = p;
                continue;
            }
            let bound = if id == at.by || id == at.within {
                Bound::By
            } else if id == at.since {
                Bound::Since
            } else if id == at.until || self.raw(p).eq_ignore_ascii_case("till") {
                Bound::Until
            } else if id == at.before {
                Bound::Before
            } else if id == at.after || self.raw(p).eq_ignore_ascii_case("following") {
                Bound::After
            } else if [
                at.on, at.in_, at.at, at.during, at.from, at.between, at.of, at.only,
            ]
            .contains(&id)
            {
                if id == at.of || (id == at.only && found.bound != Bound::At) {
                    return;
                }
                found.first = p;
                if id == at.only {
                    return;
                }
                continue;
            } else {
                return;
            };
            found.bound = bound;
            found.first = p;
            return;
        }
    }

    /// What "the first week of", "the second half of" before token `of` leaves of an interval.
    fn share(&self, of: usize, whole: Interval) -> Option<Interval> {
        let nth = match self.raw(of - 2).to_ascii_lowercase().as_str() {
            "first" | "opening" => 0,
            "second" | "latter" => 1,
            "third" => 2,
            "fourth" => 3,
            "last" | "final" => -1,
            _ => return None,
        };
        let length = whole.lo.days_until(whole.hi) as i32 + 1;
        let part = |n: i32, of: i32| {
            let n = if n < 0 { of - 1 } else { n };
            (n < of).then(|| {
                Interval::new(
                    whole.lo.plus(length * n / of),
                    whole.lo.plus(length * (n + 1) / of - 1),
                )
            })
        };
        match self.raw(of - 1).to_ascii_lowercase().as_str() {
            "week" if length > 7 && nth >= 0 => Some(Interval::new(
                whole.lo.plus(7 * nth),
                whole.lo.plus(7 * nth + 6).min(whole.hi),
            )),
            "week" if length > 7 => Some(Interval::new(whole.hi.plus(-6), whole.hi)),
            // Of a year: by its months.
            "half" if length > 360 => self.months(whole, nth, 6),
            "quarter" if length > 360 => self.months(whole, nth, 3),
            "half" => part(nth, 2),
            "third" => part(nth, 3),
            _ => None,
        }
    }

    /// The nth run of so many months of a year.
    fn months(&self, year: Interval, nth: i32, many: i32) -> Option<Interval> {
        let nth = if nth < 0 { 12 / many - 1 } else { nth };
        let year = year.lo.date()?.year();
        let month =
            |m: i32| DateSpec::new(year, Some(i8::try_from(m).ok()?), None).map(|s| s.interval);
        Some(Interval::new(
            month(nth * many + 1)?.lo,
            month(nth * many + many)?.hi,
        ))
    }

    /// Adds a date, joined with the one before where both are the ends of a range.
    pub(super) fn join(&self, out: &mut Vec<DateRef>, found: DateRef) {
        let at = &self.words.at;
        if let Some(last) = out.last_mut()
            && found.first == last.last + 1
            && matches!((last.bound, found.bound), (Bound::At, Bound::At))
        {
            let link = self.id(last.last);
            let opener = self.id(last.first);
            let range = (link == at.to && opener != at.in_)
                || (link == at.and && opener == at.between)
                || self.kind(last.last) == Some(Kind::Dash);
            if range
                && let (Some(a), Some(b)) = (last.past, found.past)
                && a.lo <= b.hi
            {
                last.past = Some(Interval::new(a.lo, b.hi));
                last.future = last.past;
                last.last = found.last;
                last.year = found.year.or(last.year);
                return;
            }
        }
        out.push(found);
    }
}

enum Part {
    Start,
    Mid,
    Late,
    End,
}

impl Part {
    /// A part of an interval: the first or last third and what is near the middle.
    fn of(&self, whole: Interval) -> Interval {
        let length = whole.lo.days_until(whole.hi) as i32;
        match self {
            Part::Start => Interval::new(whole.lo, whole.lo.plus(length / 3)),
            Part::Mid => Interval::new(whole.lo.plus(length / 4), whole.hi.plus(-length / 4)),
            Part::Late | Part::End => Interval::new(whole.hi.plus(-length / 3), whole.hi),
        }
    }
}
