//! The arguments that several commands share: what to read, and as of when.

use super::clock;
use super::load::{self, Loaded};
use clap::Args;
use servanda::diag::did_you_mean;
use servanda::model::{Status, View};
use servanda::time::{Day, parse_date};
use std::path::PathBuf;

/// What to read.
#[derive(Debug, Args, Default)]
pub struct Inputs {
    /// Rule files or folders (.norm, .yaml, .yml); `-` reads standard input
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Reports or folders of reports; `-` reads standard input
    #[arg(long, value_name = "PATH")]
    pub reports: Vec<PathBuf>,
    /// Publication date of reports that name none
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<String>,
}

/// As of when to judge.
#[derive(Debug, Args, Default)]
pub struct When {
    /// Judge as of the end of this day (default: today)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// Only what was known at the end of this day, or `latest` (default: the day of --as-of)
    #[arg(long, value_name = "DATE|latest", value_parser = day_or_latest)]
    pub known_at: Option<Day>,
}

impl Inputs {
    /// Loads what the arguments and the project file name.
    pub fn load(&self, path: Option<&PathBuf>, needs_reports: bool) -> Loaded {
        load::load(self, path, needs_reports)
    }
}

impl When {
    /// The view: flags first, then the project file, then today.
    pub fn view(&self, loaded: &Loaded) -> View {
        let as_of = self
            .as_of
            .or(loaded.project.as_of)
            .unwrap_or_else(clock::today);
        View {
            as_of,
            known_at: self.known_at.or(loaded.project.known_at).unwrap_or(as_of),
        }
    }
}

/// A date; a coarse one is its last day, as a deadline is.
pub fn day(text: &str) -> Result<Day, String> {
    match parse_date(text) {
        Some(spec) => Ok(spec.interval.hi),
        None => Err("a date is written 2021-06-30, 2021-06, 2021-Q2 or 2021".into()),
    }
}

/// A date, or `latest`.
pub fn day_or_latest(text: &str) -> Result<Day, String> {
    if text == "latest" {
        return Ok(Day::MAX);
    }
    day(text)
}

/// A date as typed, checked.
fn date(text: &str) -> Result<String, String> {
    day(text).map(|_| text.to_string())
}

/// A status word.
pub fn status(text: &str) -> Result<Status, String> {
    Status::find(text).ok_or_else(|| {
        let words = servanda::model::STATUSES.iter().map(|s| s.word);
        match did_you_mean(text, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the statuses are {}", words.collect::<Vec<_>>().join(", ")),
        }
    })
}
