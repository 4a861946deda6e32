//! What a report says of itself: takes the entries of its front matter (or of a file of records), the
//! date given on the command line and the file's name, gives [`Meta`].

use super::dates;
use super::record::Slot;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{Cover, Meta, Tier};
use crate::source::{FileId, Source, Span, Spanned};
use crate::time::Interval;
use crate::yaml::Node;

/// The keys of front matter, with what each is.
pub const KEYS: &[(&str, &str)] = &[
    ("title", "the report's title"),
    ("date", "the day it was published: `2021-03-05`"),
    ("publisher", "who published it"),
    (
        "covers",
        "what it claims to cover: `2020-09-10 to 2020-12-31`, or a map of period, actors and topics",
    ),
    (
        "tier",
        "how good its source is: record, assessor, admission, official, press, self-report, anonymous or adversary",
    ),
    ("url", "where it was published"),
    ("language", "its language: `en`"),
];

/// Takes entries one by one.
pub(super) struct Reading {
    pub(super) meta: Meta,
    pub(super) said: Vec<Diagnostic>,
    /// Keys that are fields of a record, and stand at the head of the report.
    pub(super) stray: Vec<(Slot, Span)>,
    /// A `date` stood there, readable or not: nothing else may then date the report.
    date_key: Option<Span>,
}

impl Reading {
    pub(super) fn new() -> Self {
        Self {
            meta: Meta::default(),
            said: Vec::new(),
            stray: Vec::new(),
            date_key: None,
        }
    }

    /// One entry of the front matter.
    pub(super) fn entry(&mut self, key: &Node, value: &Node) {
        let name = key.text().unwrap_or("");
        match name {
            "title" => self.meta.title = self.word(name, value),
            "publisher" => self.meta.publisher = self.word(name, value),
            "tier" => {
                if let Some(tier) = self.word(name, value) {
                    if Tier::find(&tier.node).is_some() {
                        self.meta.tier = Some(tier);
                    } else {
                        self.tier(&tier);
                    }
                }
            }
            "url" => self.meta.url = self.word(name, value).map(|s| s.node),
            "language" => self.meta.language = self.word(name, value).map(|s| s.node),
            "date" => {
                self.date_key = Some(value.span);
                if let Some(word) = self.word(name, value) {
                    match dates::date(&word.node) {
                        Some(spec) => {
                            self.meta.published = Some(Spanned::new(spec.interval, word.span));
                            self.meta.dated_by = "front matter";
                        }
                        None => self.said.push(no_date(&word.node, word.span)),
                    }
                }
            }
            "covers" => {
                let mut covers = Vec::new();
                self.covers(value, &mut covers);
                self.meta.covers = covers;
            }
            _ => self.unknown(name, key.span),
        }
    }

    fn unknown(&mut self, name: &str, span: Span) {
        if let Some(slot) = Slot::find(name) {
            self.stray.push((slot, span));
        }
        let keys: Vec<&str> = KEYS.iter().map(|(k, _)| *k).collect();
        let help = match did_you_mean(name, keys.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", keys.join(", ")),
        };
        self.said.push(
            Diagnostic::new(
                Code::ReportKey,
                format!("`{name}` says nothing about a report"),
            )
            .at(span, "not read")
            .help(help),
        );
    }

    fn tier(&mut self, tier: &Spanned<String>) {
        let words: Vec<&str> = Tier::ALL.iter().map(|(_, w)| *w).collect();
        let help = match did_you_mean(&tier.node, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the tiers are {}", words.join(", ")),
        };
        self.said.push(
            Diagnostic::new(Code::ReportValue, format!("`{}` is no tier", tier.node))
                .at(tier.span, "expected a tier")
                .help(help),
        );
    }

    /// A value that should be words.
    fn word(&mut self, key: &str, value: &Node) -> Option<Spanned<String>> {
        if value.is_null() {
            return None;
        }
        let word = value.spanned();
        if word.is_none() {
            self.wrong(key, value, "expected words");
        }
        word.map(|w| Spanned::new(w.node.trim().to_owned(), w.span))
            .filter(|w| !w.node.is_empty())
    }

    fn wrong(&mut self, key: &str, value: &Node, expected: &str) {
        let about = KEYS.iter().find(|(k, _)| *k == key);
        let mut d = Diagnostic::new(
            Code::ReportValue,
            format!("`{key}` of a report is {}", value.what()),
        )
        .at(value.span, expected);
        d.help = about.map(|(k, what)| format!("`{k}` is {what}"));
        self.said.push(d);
    }

    fn covers(&mut self, value: &Node, into: &mut Vec<Cover>) {
        if let Some(items) = value.seq() {
            for item in items {
                if item.seq().is_some() {
                    self.wrong("covers", item, "expected a period or a map");
                } else {
                    self.covers(item, into);
                }
            }
        } else if let Some(entries) = value.map() {
            self.cover_map(value, entries, into);
        } else if let Some(word) = self.word("covers", value)
            && let Some(period) = self.period(&word)
        {
            into.push(Cover {
                period,
                actors: Vec::new(),
                topics: Vec::new(),
                span: word.span,
            });
        }
    }

    fn cover_map(&mut self, whole: &Node, entries: &[(Node, Node)], into: &mut Vec<Cover>) {
        let mut period = None;
        let (mut actors, mut topics) = (Vec::new(), Vec::new());
        let mut sound = true;
        for (key, value) in entries {
            match key.text().unwrap_or("") {
                "period" => {
                    period = self
                        .word("covers", value)
                        .and_then(|word| self.period(&word));
                    sound &= period.is_some();
                }
                "actors" => sound &= self.names(value, &mut actors),
                "topics" => sound &= self.names(value, &mut topics),
                other => {
                    let near = did_you_mean(other, ["period", "actors", "topics"]);
                    let help = near.map_or_else(
                        || "the keys are period, actors and topics".to_owned(),
                        |n| format!("did you mean `{n}`?"),
                    );
                    self.said.push(
                        Diagnostic::new(
                            Code::ReportValue,
                            format!("`{other}` is no part of what a report covers"),
                        )
                        .at(key.span, "expected period, actors or topics")
                        .help(help),
                    );
                    // A limit that cannot be read must not widen what is covered.
                    sound = false;
                }
            }
        }
        match period {
            Some(period) if sound => into.push(Cover {
                period,
                actors,
                topics,
                span: whole.span,
            }),
            None if sound => self.said.push(
                Diagnostic::new(Code::ReportValue, "`covers` names no period")
                    .at(whole.span, "expected `period: A to B`")
                    .help("write `period: 2020-09-10 to 2020-12-31`"),
            ),
            _ => {}
        }
    }

    fn names(&mut self, value: &Node, into: &mut Vec<Spanned<String>>) -> bool {
        let items = value.seq().unwrap_or(std::slice::from_ref(value));
        let mut sound = true;
        for item in items {
            match self.word("covers", item) {
                Some(word) => into.push(word),
                None => sound = false,
            }
        }
        sound
    }

    fn period(&mut self, word: &Spanned<String>) -> Option<Interval> {
        let period = dates::period(&word.node);
        if period.is_none() {
            self.said.push(
                Diagnostic::new(Code::ReportValue, format!("`{}` is no period", word.node))
                    .at(word.span, "expected two dates with `to` between them")
                    .help("write `2020-09-10 to 2020-12-31`, the earlier date first"),
            );
        }
        period
    }

    /// Completes the date: front matter, then the command line, then the dateline, then the name.
    pub(super) fn finish(
        mut self,
        file: FileId,
        source: &Source,
        dateline: Option<(&super::Dateline<'_>, Span)>,
    ) -> (Meta, Vec<Diagnostic>) {
        let named = dates::in_file_name(&source.name);
        let start = Span {
            file,
            ..Span::default()
        };
        if let (Some(own), Some(named)) = (&self.meta.published, named)
            && !own.node.overlaps(named.interval)
        {
            self.said.push(
                Diagnostic::new(
                    Code::ReportDates,
                    format!(
                        "published {} by its front matter, {} by its name",
                        days(own.node),
                        days(named.interval)
                    ),
                )
                .at(own.span, "this date is used")
                .help("rename the file, or mend the date"),
            );
        }
        if self.date_key.is_none() {
            if let Some(given) = &source.given_date {
                match dates::date(given) {
                    Some(spec) => {
                        self.meta.published = Some(Spanned::new(spec.interval, start));
                        self.meta.dated_by = "--date";
                    }
                    None => self.said.push(no_date(given, start)),
                }
            } else if let Some((line, span)) = dateline
                && let Some(date) = line.date
            {
                self.meta.published = Some(Spanned::new(date, span));
                self.meta.dated_by = "dateline";
            } else if let Some(named) = named {
                self.meta.published = Some(Spanned::new(named.interval, start));
                self.meta.dated_by = "file name";
            } else if let Some((line, span)) = dateline
                && line.without_year
            {
                self.said.push(
                    Diagnostic::new(
                        Code::DatelineYear,
                        format!("the dateline `{}` names no year", line.text),
                    )
                    .at(span, "a year is not guessed")
                    .help("add `date:` to the front matter, or give `--date`"),
                );
            }
        }
        (self.meta, self.said)
    }
}

fn days(i: Interval) -> String {
    if i.lo == i.hi {
        i.lo.to_string()
    } else {
        format!("{} to {}", i.lo, i.hi)
    }
}

fn no_date(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ReportDate, format!("`{text}` is no date"))
        .at(span, "expected a day of the calendar")
        .help("write it as `2021-03-05` or `5 March 2021`; the year is needed")
}

/// Whether a language is English, as far as its tag tells.
pub(super) fn is_english(language: &str) -> bool {
    let primary = language.split(['-', '_', ' ']).next().unwrap_or("");
    ["en", "eng", "english"].contains(&primary.to_ascii_lowercase().as_str())
}
