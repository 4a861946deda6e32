//! Dates in prose: takes the tokens of a sentence and the report's date, gives the days that each
//! expression may mean.
//!
//! Relative expressions count from the report's last day of publication; where that is not known they
//! stay unresolved. A bare weekday or month is read twice, as the latest and as the next one; the tense
//! of its clause decides later.

mod ranges;
mod relative;

use crate::lexicon::scan::{CAP, JOIN, Kind, Token};
use crate::lexicon::words::feat;
use crate::lexicon::{Lexicon, Word};
use crate::time::{DateSpec, Day, Interval, Unit};
use relative::around;

/// How a date bounds what it is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At that time.
    At,
    /// Not later.
    By,
    /// From then on.
    Since,
    /// Up to then.
    Until,
    /// Earlier than.
    Before,
    /// Later than.
    After,
}

/// What "that …" takes from the day named last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// The day itself, where it is that weekday (0 is Monday).
    Weekday(i32),
    /// The day, week, month or year that it lies in.
    Unit(Unit),
}

/// A date expression: tokens `first..last` (half-open).
#[derive(Debug, Clone, Copy)]
pub struct DateRef {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// The days meant where the clause speaks of the past; none where unresolved.
    pub past: Option<Interval>,
    /// The days meant where it speaks of what is to come.
    pub future: Option<Interval>,
    /// How it bounds.
    pub bound: Bound,
    /// "a day later": days after (or before) what was told last, from and to.
    pub offset: Option<(i32, i32)>,
    /// "that Saturday", "that month": of the day that was named last.
    pub back: Option<Back>,
    /// Month and day where no year was written.
    yearless: Option<(i8, Option<i8>)>,
    /// The year as written.
    year: Option<i16>,
}

/// All date expressions of a sentence, in order.
pub fn find(
    text: &str,
    tokens: &[Token],
    words: &Lexicon,
    published: Option<Interval>,
    out: &mut Vec<DateRef>,
) {
    out.clear();
    let reader = Reader {
        text,
        tokens,
        words,
        today: published.map(|p| p.hi),
    };
    let mut i = 0;
    while i < tokens.len() {
        match reader.core(i) {
            Some(mut found) => {
                reader.widen(&mut found, out.last().map_or(0, |d| d.last));
                i = found.last.max(i + 1);
                reader.join(out, found);
            }
            None => i += 1,
        }
    }
    // "suspended in January and reinstated in May 2020": the later date lends its year.
    for i in (1..out.len()).rev() {
        let (Some(later), Some(earlier)) = (out.get(i).copied(), out.get(i - 1).copied()) else {
            continue;
        };
        if let (Some(year), Some((month, day))) = (later.year, earlier.yearless)
            && let Some(spec) = DateSpec::new(year, Some(month), day)
            && later.past.is_some_and(|l| spec.interval.lo <= l.hi)
            && let Some(d) = out.get_mut(i - 1)
        {
            (d.past, d.future, d.year) = (Some(spec.interval), Some(spec.interval), Some(year));
        }
    }
}

impl DateRef {
    /// The same, counted from the days of what was told last.
    #[must_use]
    pub fn from(self, last: Interval) -> Self {
        let Some((lo, hi)) = self.offset.filter(|_| self.past.is_none()) else {
            return self;
        };
        let days = Interval::new(last.lo.plus(lo.min(hi)), last.hi.plus(hi.max(lo)));
        Self {
            past: Some(days),
            future: Some(days),
            ..self
        }
    }

    /// "that Saturday", "that month", of the days named last; unresolved where they do not agree.
    #[must_use]
    pub fn of_that(self, named: Interval) -> Self {
        let one = named.lo == named.hi;
        let weekday = (named.lo.0 + 3).rem_euclid(7);
        let days = match self.back.filter(|_| self.past.is_none()) {
            Some(Back::Weekday(w)) if one && w == weekday => Some(named),
            Some(Back::Unit(Unit::Days)) if one => Some(named),
            Some(Back::Unit(Unit::Weeks)) if one => around(named.lo, 2, 0),
            Some(Back::Unit(unit @ (Unit::Months | Unit::Years))) => {
                let unit = if unit == Unit::Months { 3 } else { 4 };
                around(named.lo, unit, 0).filter(|w| w.contains(named.hi))
            }
            _ => None,
        };
        let Some(days) = days else { return self };
        Self {
            past: Some(days),
            future: Some(days),
            ..self
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a Lexicon,
    today: Option<Day>,
}

impl Reader<'_> {
    fn token(&self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }

    fn id(&self, i: usize) -> u32 {
        self.token(i).map_or(0, |t| t.word)
    }

    fn word(&self, i: usize) -> Word {
        self.token(i)
            .map_or(Word::default(), |t| self.words.word(t.word))
    }

    fn raw(&self, i: usize) -> &str {
        self.token(i)
            .and_then(|t| self.text.get(t.start as usize..t.end as usize))
            .unwrap_or("")
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|t| t.kind)
    }

    fn number(&self, i: usize, max: i32) -> Option<i32> {
        if self.kind(i) != Some(Kind::Number) {
            return None;
        }
        let raw = self.raw(i);
        let digits = raw.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = raw.get(digits.len()..).unwrap_or("");
        if !matches!(suffix, "" | "st" | "nd" | "rd" | "th") || digits.len() > 4 {
            return None;
        }
        digits.parse().ok().filter(|n| *n <= max)
    }

    fn year(&self, i: usize) -> Option<i16> {
        let n = self.number(i, 2199)?;
        (self.raw(i).len() == 4 && n >= 1900).then_some(n as i16)
    }

    fn day(&self, i: usize) -> Option<i8> {
        self.number(i, 31).filter(|n| *n >= 1).map(|n| n as i8)
    }

    /// A month name: a capital is required, since "may" and "march" are verbs too.
    fn month(&self, i: usize) -> Option<i8> {
        let w = self.word(i);
        (w.feats & feat::MONTH != 0 && self.token(i).is_some_and(|t| t.marks & CAP != 0))
            .then_some(w.value as i8)
    }

    fn joined(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.marks & JOIN != 0)
    }

    fn found(
        &self,
        first: usize,
        last: usize,
        spec: Option<Interval>,
        year: Option<i16>,
    ) -> DateRef {
        DateRef {
            first,
            last,
            past: spec,
            future: spec,
            bound: Bound::At,
            offset: None,
            back: None,
            yearless: None,
            year,
        }
    }

    /// A date that begins at token `i`, without what stands before it.
    fn core(&self, i: usize) -> Option<DateRef> {
        let token = self.token(i)?;
        match token.kind {
            Kind::Number => self.number_at(i),
            Kind::Word => {
                let w = self.words.word(token.word);
                const STARTS: u64 =
                    feat::MONTH | feat::WEEKDAY | feat::DEICTIC | feat::NUM | feat::DET;
                if w.feats & STARTS == 0 {
                    return self.quarter(i);
                }
                if w.feats & feat::MONTH != 0
                    && let Some(found) = self.month_at(i)
                {
                    return Some(found);
                }
                if w.feats & feat::WEEKDAY != 0 {
                    return self.weekday(i, i, false);
                }
                self.relative(i)
            }
            _ => None,
        }
    }

    fn number_at(&self, i: usize) -> Option<DateRef> {
        // 2021-01-27, 2021-01
        if let Some(year) = self.year(i)
            && self.joined(i + 1)
            && self.raw(i + 1).len() == 2
            && let Some(month) = self.number(i + 1, 12)
        {
            if self.joined(i + 2)
                && self.raw(i + 2).len() == 2
                && let Some(day) = self.day(i + 2)
            {
                let spec = DateSpec::new(year, Some(month as i8), Some(day))?;
                return Some(self.found(i, i + 3, Some(spec.interval), Some(year)));
            }
            if !self.joined(i + 2) {
                let spec = DateSpec::new(year, Some(month as i8), None)?;
                return Some(self.found(i, i + 2, Some(spec.interval), Some(year)));
            }
        }
        // 2021-22: two years; of a financial year, whose months differ, as much as it can be.
        if let Some(year) = self.year(i)
            && (self.joined(i + 1) || self.kind(i + 1) == Some(Kind::Slash))
        {
            let k = i + 1 + usize::from(self.kind(i + 1) == Some(Kind::Slash));
            if self.number(k, 99) == Some(i32::from(year + 1) % 100) && self.raw(k).len() == 2 {
                let fiscal = i >= 2
                    && self.raw(i - 1).eq_ignore_ascii_case("year")
                    && ["financial", "fiscal"]
                        .iter()
                        .any(|w| self.raw(i - 2).eq_ignore_ascii_case(w))
                    || i >= 1 && self.raw(i - 1) == "FY";
                let (lo, hi) = if fiscal {
                    (
                        DateSpec::new(year, Some(4), Some(1)),
                        DateSpec::new(year + 1, Some(9), Some(30)),
                    )
                } else {
                    (
                        DateSpec::new(year, None, None),
                        DateSpec::new(year + 1, None, None),
                    )
                };
                if let (Some(lo), Some(hi)) = (lo, hi) {
                    let spec = Interval::new(lo.interval.lo, hi.interval.hi);
                    let first = match (fiscal, self.raw(i.saturating_sub(1)) == "FY") {
                        (true, true) => i - 1,
                        (true, false) => i - 2,
                        _ => i,
                    };
                    return Some(self.found(first, k + 1, Some(spec), Some(year)));
                }
            }
        }
        // 27/01/2021: where either order is possible, from the first to the last day meant.
        if self.kind(i + 1) == Some(Kind::Slash)
            && self.kind(i + 3) == Some(Kind::Slash)
            && let (Some(a), Some(b), Some(year)) =
                (self.number(i, 31), self.number(i + 2, 31), self.year(i + 4))
        {
            let dmy = DateSpec::new(year, Some(b as i8), Some(a as i8));
            let mdy = DateSpec::new(year, Some(a as i8), Some(b as i8));
            let spec = match (dmy, mdy) {
                (Some(x), Some(y)) => Interval::new(
                    x.interval.lo.min(y.interval.lo),
                    x.interval.hi.max(y.interval.hi),
                ),
                (Some(x), None) | (None, Some(x)) => x.interval,
                (None, None) => return None,
            };
            return Some(self.found(i, i + 5, Some(spec), Some(year)));
        }
        // 27 January 2021, 27th of January, 15–20 March
        if let Some(day) = self.day(i) {
            let of = usize::from(self.id(i + 1) == self.words.at.of);
            if let Some(month) = self.month(i + 1 + of) {
                return Some(self.with_year(i, i + 2 + of, month, Some(day)));
            }
        }
        if let Some(n) = self.number(i, 999)
            && let Some(found) = self.counted(i, i, n)
        {
            return Some(found);
        }
        // A year alone: only where a preposition or a part of the year stands before it.
        let year = self.year(i)?;
        let before = self.id(i.checked_sub(1)?);
        let at = &self.words.at;
        let preps = [
            at.in_, at.since, at.by, at.until, at.before, at.after, at.during, at.from, at.to,
            at.between, at.early, at.late, at.mid, at.of, at.and, at.only,
        ];
        let spec = DateSpec::new(year, None, None)?;
        (preps.contains(&before) && self.word(i + 1).feats & (feat::PEOPLE | feat::THINGS) == 0)
            .then(|| self.found(i, i + 1, Some(spec.interval), Some(year)))
    }

    fn month_at(&self, i: usize) -> Option<DateRef> {
        let month = self.month(i)?;
        // "32 December": a day that no month has leaves no date.
        let bad = |i: usize| {
            self.number(i, 99).is_some() && self.day(i).is_none() && self.raw(i).len() <= 4
        };
        if i.checked_sub(1).is_some_and(bad) || bad(i + 1) {
            return None;
        }
        // June 26, 2017; June 26; June 2017
        if let Some(day) = self.day(i + 1)
            && self.month(i + 2).is_none()
        {
            return Some(self.with_year(i, i + 2, month, Some(day)));
        }
        if self.year(i + 1).is_some() {
            return Some(self.with_year(i, i + 1, month, None));
        }
        // A month alone is a date after a preposition or beside an act ("the April attack").
        let w = self.word(i);
        let before = self.word(i.checked_sub(1)?);
        if w.feats & (feat::MAY | feat::ABBR) != 0
            && before.feats & (feat::PREP | feat::DEICTIC | feat::DET) == 0
        {
            return None;
        }
        (before.feats & (feat::PREP | feat::DEICTIC | feat::DET | feat::SUB | feat::COND) != 0)
            .then(|| self.with_year(i, i + 1, month, None))
    }

    /// A month and perhaps a day, with the year where one follows `last`.
    fn with_year(&self, first: usize, last: usize, month: i8, day: Option<i8>) -> DateRef {
        let comma = usize::from(self.kind(last) == Some(Kind::Comma));
        if let Some(year) = self.year(last + comma) {
            let spec = DateSpec::new(year, Some(month), day).map(|s| s.interval);
            return self.found(first, last + comma + 1, spec, Some(year));
        }
        let mut found = self.found(first, last, None, None);
        found.yearless = Some((month, day));
        if let Some(today) = self.today
            && let Some(year) = today.date().map(|d| d.year())
        {
            let of = |y: i16| DateSpec::new(y, Some(month), day).map(|s| s.interval);
            found.past = of(year).filter(|s| s.lo <= today).or_else(|| of(year - 1));
            found.future = of(year).filter(|s| s.hi >= today).or_else(|| of(year + 1));
        }
        found
    }

    fn weekday(&self, first: usize, i: usize, strictly: bool) -> Option<DateRef> {
        let want = self.word(i).value - 1;
        let mut found = self.found(first, i + 1, None, None);
        if matches!(
            self.raw(i + 1),
            "morning" | "afternoon" | "evening" | "night"
        ) {
            found.last += 1;
        }
        if let Some(today) = self.today {
            // 1970-01-01 was a Thursday.
            let now = (today.0 + 3).rem_euclid(7);
            let back = (now - want).rem_euclid(7);
            let back = if strictly && back == 0 { 7 } else { back };
            let ahead = (want - now).rem_euclid(7);
            found.past = Some(Interval::day(today.plus(-back)));
            found.future = Some(Interval::day(today.plus(if ahead == 0 {
                7
            } else {
                ahead
            })));
        }
        Some(found)
    }

    /// `Q2 2021`
    fn quarter(&self, i: usize) -> Option<DateRef> {
        let raw = self.raw(i);
        let q = raw
            .strip_prefix(['Q', 'q'])
            .filter(|r| r.len() == 1)?
            .parse::<i8>()
            .ok()?;
        let year = self.year(i + 1)?;
        let spec = DateSpec::quarter(year, q)?;
        Some(self.found(i, i + 2, Some(spec.interval), Some(year)))
    }
}

#[cfg(test)]
mod tests;
