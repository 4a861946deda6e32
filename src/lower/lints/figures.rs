//! Durations and dates that say something else than they seem to: takes the rulebook; gives what arithmetic
//! alone decides.

use super::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{Norm, NormKind, Rulebook};
use crate::time::{Day, Duration, Unit};
use rustc_hash::FxHashSet;

/// Says what is odd about durations.
pub(super) fn figures(rules: &Rulebook, said: &Said) {
    let mut told = FxHashSet::default();
    for n in rules.commitments.iter().flat_map(|c| &c.norms) {
        short_months(n, said);
        no_time(n, said);
        if let Some(span) = n.evidence.span
            && is_long(n)
            && told.insert(span)
        {
            long_quiet(n, said);
        }
    }
}

/// `every 1 month` from the 31st: most months have no such day.
fn short_months(n: &Norm, said: &Said) {
    let (Some(every), from) = (n.every, n.window.from) else {
        return;
    };
    let months = matches!(every.node.unit, Unit::Months | Unit::Years);
    if !months || every.node.count == 0 || !from.is_finite() {
        return;
    }
    let Some(start) = from.date().map(|d| d.day()).filter(|d| *d > 28) else {
        return;
    };
    // A day of the month comes round within four years, or never does.
    let ends = (1..=48).map(|k| every.node.after_times(from, k));
    let short = ends
        .take_while(|d| d.is_finite() && *d <= n.window.to)
        .find(|d| d.date().is_some_and(|d| d.day() != start));
    let Some(day) = short else { return };
    said.say(
        Diagnostic::new(
            Code::MonthsClamped,
            format!("{} counted from {from} end on days that their months do not have", plural(every.node)),
        )
        .at(every.span, format!("one of them ends on {day}"))
        .help("each period is counted from the first day, and ends with a month that is too short; count from the 1st or the 28th where that is not meant"),
    );
}

fn plural(d: Duration) -> String {
    format!("periods of {d}")
}

/// `sustained for 0 days` asks for nothing.
fn no_time(n: &Norm, said: &Said) {
    if let Some(s) = n.sustained.filter(|s| s.node.count == 0) {
        said.say(
            Diagnostic::new(
                Code::EmptyWindow,
                "what is sustained for no time is not sustained",
            )
            .at(s.span, "no time at all")
            .help("write how long, or take it out"),
        );
    }
}

/// Whether silence may last as long as the whole window of a prohibition.
fn is_long(n: &Norm) -> bool {
    let (from, to): (Day, Day) = (n.window.from, n.window.to);
    let is_watched = matches!(n.kind, NormKind::Forbid | NormKind::Prevent);
    let quiet = n.evidence.quiet;
    is_watched
        && from.is_finite()
        && to.is_finite()
        && quiet.is_some_and(|q| from < to && q.after(from) >= to)
}

fn long_quiet(n: &Norm, said: &Said) {
    let (Some(quiet), Some(span)) = (n.evidence.quiet, n.evidence.span) else {
        return;
    };
    said.say(
        Diagnostic::new(
            Code::LongQuiet,
            format!(
                "`quiet {quiet}` is as long as the whole window of `{}`, {} to {}",
                n.id, n.window.from, n.window.to
            ),
        )
        .at(span, "one look would show all of it")
        .at(n.span, "watched here")
        .help("write a shorter quiet period: the longest time for which nobody need have looked"),
    );
}
