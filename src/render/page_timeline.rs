//! The picture of a report: a row an instance, its window, its deadline, what was done and undone, the
//! day that is judged by. Takes a finished run; gives places in hundredths of a percent of the width.

use super::json::witness;
use super::page::{StatusView, anchor, status};
use super::{Run, clean_line};
use crate::model::InstanceJudgement;
use crate::time::{Day, Interval};
use std::fmt;

/// Rows drawn at most; the matrix and the cards have all.
const ROWS: usize = 3000;

/// The whole picture.
pub struct Timeline {
    pub from: String,
    pub to: String,
    pub as_of: At,
    pub ticks: Vec<Tick>,
    pub rows: Vec<TimelineRow>,
    pub more: usize,
}

/// A year that begins.
pub struct Tick {
    pub at: At,
    pub label: String,
}

/// An instance.
pub struct TimelineRow {
    pub anchor: String,
    pub id: String,
    pub status: StatusView,
    /// The window, where it touches the picture.
    pub bar: Option<(At, At)>,
    pub deadline: Option<At>,
    pub points: Vec<Point>,
    /// The same in words.
    pub words: String,
}

/// Something that happened.
pub struct Point {
    pub at: At,
    pub class: &'static str,
}

/// A place between 0 and 10,000.
#[derive(Clone, Copy)]
pub struct At(i64);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// The days between which everything is drawn.
#[derive(Clone, Copy)]
struct Scale {
    lo: Day,
    hi: Day,
}

impl Scale {
    fn at(self, day: Day) -> At {
        let all = self.lo.days_until(self.hi).max(1);
        let n = self.lo.days_until(day.clamp(self.lo, self.hi));
        At(n.clamp(0, all) * 10_000 / all)
    }
}

/// The picture of a run; none where no day is known but the one that is judged by.
pub fn timeline(run: &Run<'_>) -> Option<Timeline> {
    let all: Vec<&InstanceJudgement> = run
        .judgement
        .commitments
        .iter()
        .flat_map(|c| c.instances.iter())
        .collect();
    let days = all
        .iter()
        .flat_map(|i| {
            let events = events(run, i).into_iter().map(|(_, d)| d.lo);
            [i.window.lo, i.window.hi].into_iter().chain(events)
        })
        .filter(|d| d.is_finite())
        .chain([run.view.as_of]);
    let (lo, hi) = days.fold((Day::MAX, Day::MIN), |(a, b), d| (a.min(d), b.max(d)));
    if lo >= hi {
        return None;
    }
    let scale = Scale { lo, hi };
    Some(Timeline {
        from: lo.to_string(),
        to: hi.to_string(),
        as_of: scale.at(run.view.as_of),
        ticks: ticks(scale),
        rows: all.iter().take(ROWS).map(|i| row(run, scale, i)).collect(),
        more: all.len().saturating_sub(ROWS),
    })
}

/// The beginnings of years, at most twelve of them.
fn ticks(scale: Scale) -> Vec<Tick> {
    let year = |d: Day| d.date().map_or(0, |d| d.year());
    let (first, last) = (year(scale.lo), year(scale.hi));
    let step = usize::try_from((last - first) / 12 + 1).unwrap_or(1);
    (first + 1..=last)
        .step_by(step)
        .filter_map(|y| {
            Some(Tick {
                at: scale.at(Day::from_ymd(y, 1, 1)?),
                label: y.to_string(),
            })
        })
        .collect()
}

/// What was done, undone, denied or begun, with its days.
fn events(run: &Run<'_>, i: &InstanceJudgement) -> Vec<(&'static str, Interval)> {
    let (_, groups) = witness(&i.witness);
    groups
        .into_iter()
        .flat_map(|(role, list)| list.iter().map(move |e| (role, e.claim)))
        .filter_map(|(role, c)| Some((role, run.claims.claims.get(c)?.valid)))
        .filter(|(_, days)| days.lo.is_finite())
        .collect()
}

fn row(run: &Run<'_>, scale: Scale, i: &InstanceJudgement) -> TimelineRow {
    let w = i.window;
    let events = events(run, i);
    let word = |role: &str| match role {
        "for" => "done",
        "reversal" => "undone",
        "against" => "against",
        _ => "step",
    };
    let mut words = Vec::new();
    if w.lo.is_finite() || w.hi.is_finite() {
        words.push(super::page::window(w));
    }
    for (role, days) in &events {
        let said = format!("{} {}", word(role), days.lo);
        if !words.contains(&said) {
            words.push(said);
        }
    }
    TimelineRow {
        anchor: anchor("i", &i.id),
        id: clean_line(&i.id),
        status: status(i.status),
        bar: (w.lo.is_finite() || w.hi.is_finite()).then(|| {
            let (a, b) = (scale.at(w.lo), scale.at(w.hi));
            (a, At((b.0 - a.0).max(10)))
        }),
        deadline: w.hi.is_finite().then(|| scale.at(w.hi)),
        points: events
            .iter()
            .map(|(role, days)| Point {
                at: scale.at(days.lo),
                class: word(role),
            })
            .collect(),
        words: words.join("; "),
    }
}
