//! Dates as reports write them: takes words, gives days. A missing year is never guessed.

use crate::time::{DateSpec, Interval, MONTHS, parse_date};

/// Reads a date in the forms of the rule language, and `October 23, 2020`.
pub(super) fn date(text: &str) -> Option<DateSpec> {
    let text = text.trim().trim_end_matches('.');
    if let Some(spec) = parse_date(text) {
        return Some(spec);
    }
    let parts = parts(text)?;
    (parts.rest == 0)
        .then(|| DateSpec::new(parts.year?, Some(parts.month), Some(parts.day)))
        .flatten()
}

/// A day of a month, in words, with or without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    /// Words that belong to no date.
    pub rest: usize,
}

/// Finds a month's name with a day beside it, and a year.
pub(super) fn parts(text: &str) -> Option<Parts> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '/'))
        .filter(|w| !w.is_empty())
        .take(24)
        .collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let month = month(words.get(at)?)?;
    let before = at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .and_then(|w| day(w));
    let after = words.get(at + 1).and_then(|w| day(w));
    // `23 October`, else `October 23`: with a number on both sides the second one would be a year.
    let (day, year_at) = match (before, after) {
        (Some(d), _) => (d, at + 1),
        (None, Some(d)) => (d, at + 2),
        (None, None) => return None,
    };
    let year = words.get(year_at).and_then(|w| year(w));
    let used = 2 + usize::from(year.is_some());
    Some(Parts {
        year,
        month,
        day,
        rest: words.len() - used,
    })
}

/// `3`, `03`, `3rd`, `21st`.
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    if !matches!(
        ending.to_ascii_lowercase().as_str(),
        "" | "st" | "nd" | "rd" | "th"
    ) || digits.len() > 2
    {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1900..=2199).contains(y))
}

/// The month of an English name, in full or short (`Sept`, `Oct`).
fn month(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|n| *n == lower || (lower.len() <= 4 && n.starts_with(&lower)))?;
    i8::try_from(at + 1).ok()
}

/// A period: `A to B`, `A/B`, or a single date, whose days it then is.
pub(super) fn period(text: &str) -> Option<Interval> {
    let ends = text
        .split_once(" to ")
        .or_else(|| text.split_once('/'))
        .or_else(|| text.split_once(" – "));
    match ends {
        Some((from, to)) => {
            let period = Interval::new(date(from)?.interval.lo, date(to)?.interval.hi);
            (!period.is_empty()).then_some(period)
        }
        None => date(text).map(|d| d.interval),
    }
}

/// The day in a file's name: `2021-03-05-x.txt`, `x_20210305.md`, `2021_03_05.json`. The first one.
pub(super) fn in_file_name(path: &str) -> Option<DateSpec> {
    let name = path.rsplit(['/', '\\']).next()?;
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..)?;
        let run = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let digits = |from: usize, n: usize| -> Option<&str> {
            let part = rest.get(from..from + n)?;
            part.iter()
                .all(u8::is_ascii_digit)
                .then(|| std::str::from_utf8(part).ok())
                .flatten()
        };
        let found = match run {
            8 => digits(0, 4).zip(digits(4, 2)).zip(digits(6, 2)),
            4 if matches!(rest.get(4), Some(b'-' | b'_' | b'.'))
                && rest.get(4) == rest.get(7)
                && !rest.get(10).is_some_and(u8::is_ascii_digit) =>
            {
                digits(0, 4).zip(digits(5, 2)).zip(digits(8, 2))
            }
            _ => None,
        };
        if let Some(((y, m), d)) = found
            && let Some(y) = year(y)
            && let (Ok(m), Ok(d)) = (m.parse(), d.parse())
            && let Some(spec) = DateSpec::new(y, Some(m), Some(d))
        {
            return Some(spec);
        }
        at += run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words_periods_and_names() {
        let show = |s: Option<DateSpec>| s.map(|s| s.interval.lo.to_string());
        for (text, day) in [
            ("October 23, 2020", Some("2020-10-23")),
            ("23 October 2020", Some("2020-10-23")),
            ("Sept. 3rd 2021", Some("2021-09-03")),
            ("2021-03-05", Some("2021-03-05")),
            ("October 23", None),
            ("Paris, October 23, 2020", None),
            ("31 June 2021", None),
        ] {
            assert_eq!(show(date(text)).as_deref(), day, "{text}");
        }
        for (name, day) in [
            ("reports/2021-03-05-x.txt", Some("2021-03-05")),
            ("x_20210305.md", Some("2021-03-05")),
            ("2021_03_05.json", Some("2021-03-05")),
            ("20210231.txt", None),
            ("01-fo.txt", None),
            ("2021-03-051.txt", None),
            ("2021-03-05/x.txt", None),
            ("a-123456789.txt", None),
        ] {
            assert_eq!(show(in_file_name(name)).as_deref(), day, "{name}");
        }
        let days = |t: &str| period(t).map(|p| format!("{} {}", p.lo, p.hi));
        assert_eq!(
            days("2020-09-10 to 2020-12").as_deref(),
            Some("2020-09-10 2020-12-31")
        );
        assert_eq!(days("2020-Q4").as_deref(), Some("2020-10-01 2020-12-31"));
        assert_eq!(days("2021-01-01 to 2020-01-01"), None);
    }
}
