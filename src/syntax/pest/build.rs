//! Parsed pairs to the syntax tree: places, words and values.

use super::grammar::Rule;
use crate::diag::{Code, Diagnostic};
use crate::model::OffsetMap;
use crate::source::{FileId, Span, Spanned};
use crate::syntax::ast::*;
use crate::syntax::cut;
use crate::time::{DateSpec, Day, Duration, Unit, parse_date};

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// Where the parsed text comes from, and what was wrong in it.
pub(in crate::syntax) struct Builder<'a> {
    /// The file that spans name.
    file: FileId,
    /// Where the parsed text begins in the cut text.
    pub base: usize,
    /// Comments of the cut text as byte ranges, in order: they are no part of what they follow.
    comments: &'a [(usize, usize)],
    /// From the cut text to the read text, where it was mended.
    mended: Option<&'a OffsetMap>,
    /// From the read text to the file, where it is a scalar of a YAML file.
    outer: Option<&'a OffsetMap>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    /// A builder for a text that is the file's own, or lies in it by `outer`.
    pub fn new(file: FileId, comments: &'a [(usize, usize)], outer: Option<&'a OffsetMap>) -> Self {
        Self {
            file,
            base: 0,
            comments,
            mended: None,
            outer,
            diagnostics: Vec::new(),
        }
    }

    /// The same for a mended text with its own comments.
    pub fn mended<'b>(&self, comments: &'b [(usize, usize)], mended: &'b OffsetMap) -> Builder<'b>
    where
        'a: 'b,
    {
        Builder {
            file: self.file,
            base: 0,
            comments,
            mended: Some(mended),
            outer: self.outer,
            diagnostics: Vec::new(),
        }
    }

    /// The place in the file of a range of the cut text.
    pub fn place(&self, start: usize, end: usize) -> Span {
        let (mut start, mut end) = (start, end);
        for map in [self.mended, self.outer].into_iter().flatten() {
            let span = map.span(self.file, start, end);
            (start, end) = (span.start as usize, span.end as usize);
        }
        Span::new(self.file, start, end)
    }

    /// The place of a pair. pest lets a rule run over the white space and the comments that it
    /// skipped at its end; they are no part of it.
    pub(super) fn span(&self, pair: &Pair<'_>) -> Span {
        let range = pair.as_span();
        let mut text = pair.as_str().trim_end_matches(cut::is_space);
        let start = self.base + range.start();
        while let Ok(at) = self
            .comments
            .binary_search_by_key(&(start + text.len()), |(_, end)| *end)
            && let Some((from, _)) = self.comments.get(at)
            && *from >= start
        {
            text = text
                .get(..from - start)
                .unwrap_or("")
                .trim_end_matches(cut::is_space);
        }
        self.place(start, start + text.len())
    }

    /// The words of an atomic pair.
    pub(super) fn text(&self, pair: &Pair<'_>) -> Text {
        Spanned::new(pair.as_str().to_owned(), self.exact(pair))
    }

    /// The place of an atomic pair, which ends where its last word ends.
    pub(super) fn exact(&self, pair: &Pair<'_>) -> Span {
        let range = pair.as_span();
        self.place(self.base + range.start(), self.base + range.end())
    }

    /// Each word of an atomic pair of several words.
    pub(super) fn words(&self, pair: &Pair<'_>) -> Vec<Text> {
        let start = self.base + pair.as_span().start();
        words(pair.as_str())
            .map(|(at, w)| Spanned::new(w.to_owned(), self.place(start + at, start + at + w.len())))
            .collect()
    }

    pub(super) fn string(&self, pair: &Pair<'_>) -> Text {
        let raw = pair.as_str();
        let inner = raw
            .strip_prefix('"')
            .and_then(|r| r.strip_suffix('"'))
            .unwrap_or(raw);
        Spanned::new(unescape(inner), self.exact(pair))
    }

    pub(super) fn date(&mut self, pair: &Pair<'_>) -> DateLit {
        let span = self.exact(pair);
        let spec = parse_date(pair.as_str()).unwrap_or_else(|| {
            let (near, help) = nearest_date(pair.as_str());
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NoSuchDate,
                    format!("`{}` is no day of the calendar", pair.as_str()),
                )
                .at(span, "no such date")
                .help(help),
            );
            near
        });
        Spanned::new(spec, span)
    }

    pub(super) fn integer(&mut self, pair: &Pair<'_>) -> Spanned<u32> {
        let span = self.exact(pair);
        Spanned::new(self.count(pair.as_str(), span), span)
    }

    /// A whole number at a place; too large a one is said.
    pub(super) fn count(&mut self, digits: &str, span: Span) -> u32 {
        digits.parse().unwrap_or_else(|_| {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NumberTooLarge,
                    format!("`{digits}` is too large a number here"),
                )
                .at(span, "at most 4294967295"),
            );
            u32::MAX
        })
    }

    pub(super) fn number(&mut self, pair: &Pair<'_>) -> Spanned<Number> {
        let span = self.exact(pair);
        let mut parts = words(pair.as_str()).map(|(_, w)| w);
        let decimal = parts.next().unwrap_or("");
        let zeros = match parts.next() {
            None => 0,
            Some("thousand") => 3,
            Some("million") => 6,
            Some("billion") => 9,
            Some(_) => 12,
        };
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
        let scale = fraction.len().min(6) as u8;
        let digits = format!("{whole}{fraction}")
            .parse()
            .ok()
            .filter(|_| fraction.len() <= 6)
            .and_then(|n: i64| n.checked_mul(10i64.pow(zeros)))
            .filter(|n| *n < 1_000_000_000_000_000_000);
        if digits.is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::NumberTooLarge, "this number does not fit")
                    .at(span, "at most 18 digits, six of them after the point"),
            );
        }
        // A value that reads the same in both forms: `1.5 million` is 1500000.
        let digits = digits.unwrap_or(0);
        let mut number = Number { digits, scale };
        if zeros > 0 {
            while number.scale > 0 && number.digits % 10 == 0 {
                number.digits /= 10;
                number.scale -= 1;
            }
        }
        Spanned::new(number, span)
    }

    pub(super) fn duration(&mut self, pair: &Pair<'_>) -> DurationLit {
        let span = self.exact(pair);
        let mut parts = words(pair.as_str());
        let digits = parts.next().map_or("", |(_, w)| w);
        let start = self.base + pair.as_span().start();
        let count = self.count(digits, self.place(start, start + digits.len()));
        let unit = match parts
            .next()
            .and_then(|(_, w)| w.as_bytes().first().copied())
        {
            Some(b'd') => Unit::Days,
            Some(b'w') => Unit::Weeks,
            Some(b'm') => Unit::Months,
            _ => Unit::Years,
        };
        Spanned::new(Duration { count, unit }, span)
    }

    /// The elements of a part such as `includes a, b`.
    pub(super) fn list(&self, pair: Pair<'_>) -> Vec<Text> {
        let mut out = Vec::new();
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::ids | Rule::names | Rule::strings => out.extend(self.list(p)),
                Rule::string => out.push(self.string(&p)),
                Rule::id | Rule::name | Rule::code => out.push(self.text(&p)),
                _ => {}
            }
        }
        out
    }

    /// The only string, name or ID of a part such as `owner "…"`.
    pub(super) fn only(&self, pair: Pair<'_>) -> Text {
        let span = self.span(&pair);
        pair.into_inner()
            .find_map(|p| match p.as_rule() {
                Rule::string => Some(self.string(&p)),
                Rule::id | Rule::name | Rule::key | Rule::plover => Some(self.text(&p)),
                Rule::policy => {
                    let policy: Vec<&str> = words(p.as_str()).map(|(_, w)| w).collect();
                    Some(Spanned::new(policy.join(" "), self.exact(&p)))
                }
                _ => None,
            })
            .unwrap_or_else(|| Spanned::new(String::new(), span))
    }

    /// The only date of a part.
    pub(super) fn only_date(&mut self, pair: Pair<'_>) -> DateLit {
        let span = self.span(&pair);
        match pair.into_inner().find(|p| p.as_rule() == Rule::date) {
            Some(p) => self.date(&p),
            None => Spanned::new(DateSpec::day(Day(0)), span),
        }
    }

    /// The only duration of a part.
    pub(super) fn only_duration(&mut self, pair: Pair<'_>) -> DurationLit {
        let span = self.span(&pair);
        match pair.into_inner().find(|p| p.as_rule() == Rule::duration) {
            Some(p) => self.duration(&p),
            None => Spanned::new(Duration::days(0), span),
        }
    }

    /// Says that a part stands a second time in its block.
    pub(super) fn twice(&mut self, at: Span) {
        self.diagnostics.push(
            Diagnostic::new(Code::PartTwice, "this part stands here a second time")
                .at(at, "said before")
                .help("keep one of the two"),
        );
    }
}

/// The words of a text with their offsets; comments between them are passed over.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let trimmed = rest.trim_start_matches(cut::is_space);
            at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                at += trimmed.find('\n').unwrap_or(trimmed.len());
                continue;
            }
            let len = trimmed.find(cut::is_space).unwrap_or(trimmed.len());
            if len == 0 {
                return None;
            }
            let start = at;
            at += len;
            return trimmed.get(..len).map(|w| (start, w));
        }
    })
}

/// The date that a wrong one most likely means, and what to say of it. It stands in for the wrong
/// one, so that a later stage does not complain of an odd date as well.
fn nearest_date(text: &str) -> (DateSpec, String) {
    const FORMS: &str =
        "write a date that exists, as `2021-06-30`, `2021-06`, `2021`, `2021-Q2` or `30 June 2021`";
    let numbers: Vec<i16> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok())
        .collect();
    let iso = text.bytes().take(4).all(|b| b.is_ascii_digit());
    let year = numbers.iter().copied().find(|n| *n >= 100).unwrap_or(1970);
    let month = numbers.get(1).copied().unwrap_or(1).clamp(1, 12) as i8;
    if let (true, Some(day)) = (iso, numbers.get(2)) {
        let valid = |d: i8| DateSpec::new(year, Some(month), Some(d));
        let wanted = (*day).clamp(1, 31) as i8;
        if let Some(spec) = (1..=wanted).rev().find_map(valid) {
            let day = spec.interval.lo;
            let exact = numbers.get(1).is_some_and(|m| *m == i16::from(month))
                && numbers.get(2).is_some_and(|d| *d == i16::from(wanted));
            let help = if exact && spec.interval.lo.date().is_some_and(|d| d.day() == wanted) {
                format!("months and days have two digits: write `{day}`")
            } else if exact {
                format!("that month ends on `{day}`")
            } else {
                FORMS.to_owned()
            };
            return (spec, help);
        }
    }
    let spec = DateSpec::new(year, None, None).unwrap_or(DateSpec::day(Day(0)));
    (spec, FORMS.to_owned())
}

/// Resolves `\"`, `\\`, `\n`, `\t`; any other escaped character stands for itself.
fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}
