//! Parsed pairs to the syntax tree: shared tools, and the values.

use super::ast::*;
use super::grammar::Rule;
use crate::diag::{Code, Diagnostic};
use crate::model::OffsetMap;
use crate::source::{FileId, Span, Spanned};
use crate::time::{DateSpec, Duration, Unit, parse_date};

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// Where the text comes from, and what was wrong in it.
pub(super) struct Builder<'a> {
    pub file: FileId,
    /// Where the text's bytes stand in the file, for a fragment inside YAML.
    pub map: Option<&'a OffsetMap>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The text without the white space and comments at its end.
fn without_trivia(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let line = text.rfind('\n').map_or(0, |i| i + 1);
        let last = text.get(line..).unwrap_or("");
        let Some(at) = comment(last) else {
            return text;
        };
        text = text.get(..line + at).unwrap_or("").trim_end();
    }
}

/// Where a comment begins in a line: `//` outside quotation marks.
fn comment(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = line.get(from..).and_then(|rest| rest.find("//")) {
        let at = from + found;
        let before = line.get(..at).unwrap_or("");
        let quotes = before.matches('"').count() - before.matches("\\\"").count();
        if quotes % 2 == 0 {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

impl<'a> Builder<'a> {
    pub fn new(file: FileId, map: Option<&'a OffsetMap>) -> Self {
        Self {
            file,
            map,
            diagnostics: Vec::new(),
        }
    }

    /// The place of a range of the text in its file.
    pub fn place(&self, start: usize, end: usize) -> Span {
        match self.map {
            Some(map) => map.span(self.file, start, end),
            None => Span::new(self.file, start, end),
        }
    }

    pub fn span(&self, pair: &Pair<'_>) -> Span {
        let s = pair.as_span();
        // pest lets a rule's span run over the white space and comments that it skipped at its end.
        self.place(s.start(), s.start() + without_trivia(pair.as_str()).len())
    }

    pub fn text(&self, pair: &Pair<'_>) -> Text {
        Spanned::new(pair.as_str().trim_end().to_owned(), self.span(pair))
    }

    pub fn string(&self, pair: &Pair<'_>) -> Text {
        let raw = pair.as_str();
        let inner = raw
            .strip_prefix('"')
            .and_then(|r| r.strip_suffix('"'))
            .unwrap_or(raw);
        Spanned::new(unescape(inner), self.span(pair))
    }

    pub fn date(&mut self, pair: &Pair<'_>) -> DateLit {
        let span = self.span(pair);
        let spec = parse_date(pair.as_str()).unwrap_or_else(|| {
            self.diagnostics.push(
                Diagnostic::new(Code::NoSuchDate, format!("`{}` is no day of the calendar", pair.as_str()))
                    .at(span, "no such date")
                    .help("write a date that exists, as `2021-06-30`, `2021-06`, `2021`, `2021-Q2` or `30 June 2021`"),
            );
            DateSpec::day(crate::time::Day(0))
        });
        Spanned::new(spec, span)
    }

    pub fn integer(&mut self, pair: &Pair<'_>) -> Spanned<u32> {
        let span = self.span(pair);
        let n = pair.as_str().trim().parse().unwrap_or_else(|_| {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NumberTooLarge,
                    format!("`{}` is too large a number here", pair.as_str().trim()),
                )
                .at(span, "at most 4294967295"),
            );
            0
        });
        Spanned::new(n, span)
    }

    pub fn number(&mut self, pair: Pair<'_>) -> Spanned<Number> {
        let span = self.span(&pair);
        let (mut digits, mut scale, mut fits) = (0i64, 0u8, true);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::decimal => {
                    let (whole, fraction) =
                        part.as_str().split_once('.').unwrap_or((part.as_str(), ""));
                    fits &= fraction.len() <= 6;
                    scale = fraction.len().min(6) as u8;
                    match format!("{whole}{fraction}").parse() {
                        Ok(n) => digits = n,
                        Err(_) => fits = false,
                    }
                }
                Rule::scale => {
                    let zeros = match part.as_str() {
                        "thousand" => 3,
                        "million" => 6,
                        "billion" => 9,
                        _ => 12,
                    };
                    let raised = 10i64.checked_pow(zeros).and_then(|f| digits.checked_mul(f));
                    fits &= raised.is_some();
                    digits = raised.unwrap_or(0);
                }
                _ => {}
            }
        }
        if !fits {
            self.diagnostics.push(
                Diagnostic::new(Code::NumberTooLarge, "this number does not fit")
                    .at(span, "at most 18 digits, six of them after the point"),
            );
        }
        Spanned::new(Number { digits, scale }, span)
    }

    pub fn duration(&mut self, pair: Pair<'_>) -> DurationLit {
        let span = self.span(&pair);
        let mut duration = Duration::days(0);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::integer => duration.count = self.integer(&part).node,
                Rule::time_unit => {
                    duration.unit = match part.as_str().as_bytes().first() {
                        Some(b'd') => Unit::Days,
                        Some(b'w') => Unit::Weeks,
                        Some(b'm') => Unit::Months,
                        _ => Unit::Years,
                    }
                }
                _ => {}
            }
        }
        Spanned::new(duration, span)
    }

    pub fn texts(&self, pair: Pair<'_>) -> Vec<Text> {
        pair.into_inner()
            .filter_map(|p| match p.as_rule() {
                Rule::string => Some(self.string(&p)),
                Rule::id | Rule::name | Rule::code => Some(self.text(&p)),
                _ => None,
            })
            .collect()
    }

    /// The lists of a part such as `includes a, b`.
    pub fn list(&self, pair: Pair<'_>) -> Vec<Text> {
        pair.into_inner()
            .flat_map(|p| match p.as_rule() {
                Rule::ids | Rule::names | Rule::strings => self.texts(p),
                Rule::code => vec![self.text(&p)],
                _ => Vec::new(),
            })
            .collect()
    }

    /// The only string, name or ID of a part such as `owner "…"`.
    pub fn only(&self, pair: Pair<'_>) -> Text {
        let span = self.span(&pair);
        pair.into_inner()
            .find_map(|p| match p.as_rule() {
                Rule::string => Some(self.string(&p)),
                Rule::id | Rule::name | Rule::key | Rule::plover | Rule::policy => {
                    Some(self.text(&p))
                }
                _ => None,
            })
            .unwrap_or_else(|| Spanned::new(String::new(), span))
    }

    /// The only date of a part.
    pub fn only_date(&mut self, pair: Pair<'_>) -> DateLit {
        let span = self.span(&pair);
        match pair.into_inner().find(|p| p.as_rule() == Rule::date) {
            Some(p) => self.date(&p),
            None => Spanned::new(DateSpec::day(crate::time::Day(0)), span),
        }
    }

    /// The only duration of a part.
    pub fn only_duration(&mut self, pair: Pair<'_>) -> DurationLit {
        let span = self.span(&pair);
        match pair.into_inner().find(|p| p.as_rule() == Rule::duration) {
            Some(p) => self.duration(p),
            None => Spanned::new(Duration::days(0), span),
        }
    }
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
