//! The window of a norm (`docs/semantics.md`, norm kinds): takes its qualifiers and its agreement;
//! gives the first and the last day, and how both were computed, in words.
//!
//! A coarse date means its last day as a deadline, its first day as a start or after `before`. What
//! `within` counts from is the anchor, else the trigger, else `from` or `on`, else entry into force, else
//! adoption.

use super::World;
use super::sentences::Under;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Agreement, Window};
use crate::source::Span;
use crate::syntax::ast::{self, Anchor, Qualifier, QualifierKind};
use crate::time::{Day, Duration, Interval, Unit};

/// A day that a qualifier sets, where, and in words.
struct Limit {
    day: Day,
    span: Span,
    step: String,
}

/// A `within` that counts from a day that no rulebook knows: the trigger's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// `M to` of `within M to N`.
    pub opens: Option<Duration>,
    pub closes: Duration,
}

/// What a window is counted from.
#[derive(Clone)]
struct Base {
    days: Interval,
    /// `adoption (2020-09-10)`
    name: String,
}

impl Base {
    fn new(what: &str, days: Interval) -> Self {
        let name = match (what, days.lo == days.hi || !days.hi.is_finite()) {
            ("", true) => days.lo.to_string(),
            ("", false) => format!("{} to {}", days.lo, days.hi),
            (_, true) => format!("{what} ({})", days.lo),
            (_, false) => format!("{what} ({} to {})", days.lo, days.hi),
        };
        Self { days, name }
    }
}

/// First and last day; none where the qualifiers contradict each other or count from nothing. Of a
/// triggered norm that is the time in which triggers count, and `within` counts from each of them.
pub(super) fn window(
    world: &World<'_>,
    qualifiers: &[Qualifier],
    under: Under<'_>,
    triggered: bool,
) -> Option<(Window, Option<Reach>)> {
    let agreement = under.agreement;
    let (starts, mut deadlines) = dates(qualifiers);
    let force = agreement.and_then(|a| a.in_force);
    let adopted = agreement.and_then(|a| a.adopted);
    // A date that the sentence starts with comes before those of the agreement.
    let base = starts
        .first()
        .map(|l| Base::new("", Interval::day(l.day)))
        .or_else(|| force.map(|f| Base::new("entry into force", Interval::day(f.lo))))
        .or_else(|| adopted.map(|a| Base::new("adoption", a)));
    let mut anchored = None;
    let mut reach: Option<(Reach, Span)> = None;
    let mut opens = None;
    let mut ok = true;
    for q in qualifiers {
        let QualifierKind::Within(within, anchor) = &q.kind else {
            continue;
        };
        if triggered && anchor.is_none() {
            if let Some((_, first)) = reach {
                ok = false;
                two(world, "deadline", q.span, first);
            }
            let closes = within.duration.node;
            let from = opening(world, within);
            ok &= from.is_some();
            let opens = from.flatten();
            reach = Some((Reach { opens, closes }, q.span));
            continue;
        }
        match counted(world, q.span, within, anchor.as_ref(), base.as_ref(), under) {
            Some((limit, from)) => {
                match opening(world, within) {
                    Some(None) => {}
                    Some(Some(m)) => {
                        let day = m.after(from.days.lo);
                        let step = format!("not before {m} of {}: {day}", from.name);
                        opens = Some(Limit {
                            day,
                            span: limit.span,
                            step,
                        });
                    }
                    None => ok = false,
                }
                deadlines.push(limit);
                anchored = anchored.or(anchor.as_ref().map(|_| from));
            }
            None => ok = false,
        }
    }
    deadlines.sort_by_key(|l| l.span);
    for (list, what) in [(&deadlines, "deadline"), (&starts, "start")] {
        if let Some((first, others)) = list.split_first() {
            for other in others {
                ok = false;
                two(world, what, other.span, first.span);
            }
        }
    }
    if !ok {
        return None;
    }
    let mut w = Window {
        from: Day::MIN,
        to: Day::MAX,
        steps: Vec::new(),
        deadline: deadlines.first().map(|l| l.span),
        start: starts.first().map(|l| l.span),
    };
    if let Some(l) = deadlines.first() {
        w.to = l.day;
        w.steps.push(l.step.clone());
    } else if let Some(f) = force
        && f.hi.is_finite()
    {
        w.to = f.hi;
        w.steps.push(format!("in force until {}", f.hi));
    }
    if let Some(l) = starts.first() {
        w.from = l.day;
        // `on DATE` is start and deadline in one.
        if !w.steps.contains(&l.step) {
            w.steps.push(l.step.clone());
        }
    } else if let Some(b) = anchored.or(base) {
        w.from = b.days.lo;
        w.steps.push(format!("from {}", b.name));
    }
    if let Some(l) = opens {
        w.from = l.day;
        w.steps.push(l.step);
    }
    if let Some((r, span)) = reach {
        w.deadline = w.deadline.or(Some(span));
        w.steps.push(match r.opens {
            Some(m) => format!("from {m} to {} after each trigger", r.closes),
            None => format!("within {} of each trigger", r.closes),
        });
    }
    lint(world, &w, adopted, agreement);
    Some((w, reach.map(|(r, _)| r)))
}

/// When a `within M to N` opens after its base; none where M is past N.
fn opening(world: &World<'_>, within: &ast::Window) -> Option<Option<Duration>> {
    let Some(from) = within.from else {
        return Some(None);
    };
    let closes = within.duration.node;
    if from.node > closes.count {
        world.said.say(
            Diagnostic::new(
                Code::EmptyWindow,
                format!("it opens after {} and closes after {closes}", from.node),
            )
            .at(within.span, "never in time")
            .help("write the smaller number first")
            .severity(Severity::Error),
        );
        return None;
    }
    Some(Some(Duration {
        count: from.node,
        ..closes
    }))
}

fn two(world: &World<'_>, what: &str, again: Span, first: Span) {
    world.said.say(
        Diagnostic::new(Code::TwoDates, format!("this sentence has two {what}s"))
            .at(again, "another one here")
            .at(first, "the first one here")
            .help("keep one of them, or write two sentences"),
    );
}

/// Starts and deadlines that are dates.
fn dates(qualifiers: &[Qualifier]) -> (Vec<Limit>, Vec<Limit>) {
    let (mut starts, mut deadlines) = (Vec::new(), Vec::new());
    for q in qualifiers {
        let limit = |day: Day, step: String| Limit {
            day,
            span: q.span,
            step,
        };
        match &q.kind {
            QualifierKind::By(d) => {
                let day = d.node.interval.hi;
                deadlines.push(limit(day, format!("by {day}")));
            }
            QualifierKind::Until(d) => {
                let day = d.node.interval.hi;
                deadlines.push(limit(day, format!("until {day}")));
            }
            QualifierKind::Before(d) => {
                let first = d.node.interval.lo;
                let day = first.prev();
                deadlines.push(limit(day, format!("before {first}: {day} at the latest")));
            }
            QualifierKind::On(d) => {
                let days = d.node.interval;
                let step = match days.lo == days.hi {
                    true => format!("on {}", days.lo),
                    false => format!("on {} to {}", days.lo, days.hi),
                };
                starts.push(limit(days.lo, step.clone()));
                deadlines.push(limit(days.hi, step));
            }
            QualifierKind::From(d) => {
                let day = d.node.interval.lo;
                starts.push(limit(day, format!("from {day}")));
            }
            _ => {}
        }
    }
    (starts, deadlines)
}

/// The deadline of a `within`, and what it counts from.
fn counted(
    world: &World<'_>,
    span: Span,
    within: &ast::Window,
    anchor: Option<&Anchor>,
    base: Option<&Base>,
    under: Under<'_>,
) -> Option<(Limit, Base)> {
    let agreement = under.agreement;
    let from = match anchor {
        Some(Anchor::Adoption(at)) => {
            let day = agreement.and_then(|a| a.adopted);
            named("adoption", "adopted", day, *at, world, under)?
        }
        Some(Anchor::EntryIntoForce(at)) => {
            let day = agreement.and_then(|a| a.in_force);
            let day = day.map(|f| Interval::day(f.lo));
            named("entry into force", "in force", day, *at, world, under)?
        }
        Some(Anchor::Date(d)) => Base::new("", d.node.interval),
        Some(Anchor::Commitment(id)) => {
            // An unknown commitment was reported as such.
            if world.names.kind(&id.node) == Some(super::collect::Kind::Commitment) {
                world
                    .said
                    .not_yet(id.span, "a window that another commitment opens");
            }
            return None;
        }
        None => match base {
            Some(b) => b.clone(),
            None if under.is_lost => return None,
            None => {
                world.said.say(
                    Diagnostic::new(Code::NoAnchor, "nothing says from when this is counted")
                        .at(span, "counted from what?")
                        .help("write `of adoption`, `of entry into force` or `of DATE`, and give the agreement that date"),
                );
                return None;
            }
        },
    };
    let n = within.duration.node;
    let day = n.after(from.days.hi);
    if !day.is_finite() {
        world.said.say(
            Diagnostic::new(
                Code::BeyondCalendar,
                format!("{n} after {} is no day of the calendar", from.days.hi),
            )
            .at(within.duration.span, "too long")
            .help("the calendar ends with the year 9999"),
        );
        return None;
    }
    let short = clamped(n, from.days.hi, day);
    if !short.is_empty() {
        world.said.say(
            Diagnostic::new(
                Code::MonthsClamped,
                format!(
                    "{n} after {} would end on a day that its month does not have",
                    from.days.hi
                ),
            )
            .at(within.duration.span, format!("ends on {day}"))
            .help("this is how months are counted; write `by DATE` where another day is meant"),
        );
    }
    let step = format!("within {n} of {}: {day}{short}", from.name);
    Some((Limit { day, span, step }, from))
}

/// Says where a month is too short for the day that it is counted from.
fn clamped(n: Duration, from: Day, to: Day) -> String {
    let day = |d: Day| d.date().map(|d| d.day());
    match (n.unit, day(from), day(to)) {
        (Unit::Months | Unit::Years, Some(a), Some(b)) if a != b => {
            format!(" (the month has no day {a}: its last day)")
        }
        _ => String::new(),
    }
}

/// An anchor that is a date of the agreement.
fn named(
    what: &str,
    key: &str,
    days: Option<Interval>,
    at: Span,
    world: &World<'_>,
    under: Under<'_>,
) -> Option<Base> {
    if let Some(days) = days {
        return Some(Base::new(what, days));
    }
    if under.is_lost {
        return None;
    }
    let (message, help) = match under.agreement {
        Some(a) => (
            format!("the agreement `{}` gives no day of {what}", a.id),
            format!("give it `{key} DATE`"),
        ),
        None => (
            format!("no agreement gives a day of {what} to this commitment"),
            format!(
                "declare the agreement with `{key} DATE` in this file, or name it with `under ID`"
            ),
        ),
    };
    let mut d = Diagnostic::new(Code::NoAnchor, message).at(at, "which day?");
    if let Some(a) = under.agreement {
        d = d.at(a.span, "declared here");
    }
    world.said.say(d.help(help));
    None
}

/// Windows that nobody can have meant.
fn lint(world: &World<'_>, w: &Window, adopted: Option<Interval>, agreement: Option<&Agreement>) {
    let d = if w.from > w.to {
        Diagnostic::new(
            Code::EmptyWindow,
            format!(
                "the window is empty: it opens on {} and closes on {}",
                w.from, w.to
            ),
        )
        .help("the deadline lies before the day from which the commitment runs: correct one of the two")
    } else if let (Some(adopted), Some(a)) = (adopted, agreement)
        && w.to < adopted.lo
    {
        Diagnostic::new(
            Code::BeforeAdoption,
            format!(
                "the deadline {} lies before the adoption of `{}` on {}",
                w.to, a.id, adopted.lo
            ),
        )
        .help("correct the deadline, or the agreement's `adopted`")
    } else {
        return;
    };
    world.said.say(match w.deadline.or(w.start) {
        Some(span) => d.at(span, "never in time"),
        None => d,
    });
}
