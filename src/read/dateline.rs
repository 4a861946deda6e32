//! Datelines: "New Delhi, September 11:", "PARIS, 23 October 2020 –", "ISLAMABAD: …". Takes the first
//! paragraph of a report, gives what its dateline says of place and date.

use super::dates::parts;
use crate::time::{DateSpec, Interval};

/// A dateline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline<'a> {
    /// All of it, separator not included.
    pub text: &'a str,
    /// Its date, where it has day, month and year.
    pub date: Option<Interval>,
    /// Whether it names a day and a month but no year.
    pub without_year: bool,
    /// Bytes up to the story itself, separator and space included.
    pub length: usize,
}

/// No dateline is longer, in bytes.
const LONGEST: usize = 100;

const SEPARATORS: [&str; 6] = [": ", " – ", " — ", " - ", " -- ", "— "];

/// The dateline at the start of a paragraph, where it has one.
pub fn dateline(paragraph: &str) -> Option<Dateline<'_>> {
    let mut end = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let head = paragraph.get(..end)?;
    let (at, separator) = SEPARATORS
        .iter()
        .filter_map(|s| head.find(s).map(|at| (at, *s)))
        .min()?;
    let text = head.get(..at)?;
    if !is_place_and_date(text) {
        return None;
    }
    let parts = parts(text);
    let date = parts
        .and_then(|p| DateSpec::new(p.year?, Some(p.month), Some(p.day)))
        .map(|d| d.interval);
    // Without a date only a place in capitals is a dateline ("ISLAMABAD: …"); "Officials: …" is none.
    let capitals = text.split(['(', ',']).next().is_some_and(|place| {
        place.chars().filter(|c| c.is_alphabetic()).count() > 1
            && place
                .chars()
                .all(|c| !c.is_alphabetic() || c.is_uppercase())
    });
    (parts.is_some() || capitals).then(|| Dateline {
        text,
        date,
        without_year: parts.is_some_and(|p| p.year.is_none()),
        length: at + separator.len(),
    })
}

/// Few words, each a name, a number or an agency; nothing that a sentence would have.
fn is_place_and_date(text: &str) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let ok = plain
            .chars()
            .next()
            .is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
            || matches!(
                plain,
                "de" | "la" | "of" | "the" | "and" | "al" | "el" | "am" | "an" | "di"
            );
        if !ok {
            return false;
        }
    }
    (1..=10).contains(&words) && text.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_known_and_a_year_is_never_guessed() {
        for (text, head, day, without_year) in [
            (
                "New Delhi, September 11: The two",
                Some("New Delhi, September 11"),
                None,
                true,
            ),
            (
                "PARIS, 23 October 2020 – The FATF",
                Some("PARIS, 23 October 2020"),
                Some("2020-10-23"),
                false,
            ),
            ("LAHORE - The Financial", Some("LAHORE"), None, false),
            ("ISLAMABAD: Pakistan's", Some("ISLAMABAD"), None, false),
            (
                "WASHINGTON, Jan. 9, 2021 (Reuters) — The US",
                Some("WASHINGTON, Jan. 9, 2021 (Reuters)"),
                Some("2021-01-09"),
                false,
            ),
            ("Officials: no arrest was made", None, None, false),
            (
                "The minister said on 3 May 2021 - a Monday",
                None,
                None,
                false,
            ),
            ("Pakistan arrested twelve men.", None, None, false),
            ("", None, None, false),
        ] {
            let got = dateline(text);
            assert_eq!(got.as_ref().map(|d| d.text), head, "{text}");
            assert_eq!(
                got.as_ref()
                    .and_then(|d| d.date)
                    .map(|d| d.lo.to_string())
                    .as_deref(),
                day,
                "{text}"
            );
            assert_eq!(got.is_some_and(|d| d.without_year), without_year, "{text}");
        }
    }
}
