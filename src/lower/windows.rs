//! The window of a norm, computed from its qualifiers and its agreement.

use super::collect::not_yet;
use crate::diag::{Code, Diagnostic};
use crate::model::{Agreement, Window};
use crate::source::Span;
use crate::syntax::ast::{Anchor, Qualifier, QualifierKind};
use crate::time::{Day, Interval};

/// First and last day, with how they came about; none where the qualifiers contradict each other.
pub(super) fn window(
    qualifiers: &[Qualifier],
    agreement: Option<&Agreement>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Window> {
    let mut w = Window {
        from: Day::MIN,
        to: Day::MAX,
        steps: Vec::new(),
        deadline: None,
        start: None,
    };
    let (mut ok, mut start_by_on) = (true, false);
    let mut deadlines: Vec<(Day, Span, String)> = Vec::new();
    let mut starts: Vec<(Day, Span, String)> = Vec::new();
    let adopted = agreement.and_then(|a| a.adopted);
    let force = agreement.and_then(|a| a.in_force);
    for q in qualifiers {
        match &q.kind {
            QualifierKind::By(d) => deadlines.push((
                d.node.interval.hi,
                q.span,
                format!("by {}", d.node.interval.hi),
            )),
            QualifierKind::Until(d) => deadlines.push((
                d.node.interval.hi,
                q.span,
                format!("until {}", d.node.interval.hi),
            )),
            QualifierKind::Before(d) => {
                let day = d.node.interval.lo.prev();
                deadlines.push((
                    day,
                    q.span,
                    format!("before {}: {day} at the latest", d.node.interval.lo),
                ));
            }
            QualifierKind::On(d) => {
                start_by_on = true;
                starts.push((
                    d.node.interval.lo,
                    q.span,
                    format!("on {}", d.node.interval.lo),
                ));
                deadlines.push((
                    d.node.interval.hi,
                    q.span,
                    format!("on {}", d.node.interval.hi),
                ));
            }
            QualifierKind::From(d) => starts.push((
                d.node.interval.lo,
                q.span,
                format!("from {}", d.node.interval.lo),
            )),
            QualifierKind::Within(..) => {}
            _ => {}
        }
    }
    // The base: the anchor of `within … of`, else `from` or `on`, else entry into force, else adoption.
    let base = starts
        .first()
        .map(|(d, _, s)| (*d, s.clone()))
        .or_else(|| force.map(|f| (f.lo, format!("entry into force {}", f.lo))))
        .or_else(|| adopted.map(|a| (a.lo, format!("adoption {}", a.lo))));
    let mut anchored = None;
    for q in qualifiers {
        let QualifierKind::Within(window, anchor) = &q.kind else {
            continue;
        };
        if let Some(n) = window.from {
            not_yet(diagnostics, n.span, "a window that opens later");
            ok = false;
            continue;
        }
        let from: Option<(Interval, String)> = match anchor {
            Some(Anchor::Adoption(at)) => missing(adopted, "adoption", *at, diagnostics),
            Some(Anchor::EntryIntoForce(at)) => {
                missing(force, "entry into force", *at, diagnostics)
            }
            Some(Anchor::Date(d)) => Some((d.node.interval, d.node.interval.lo.to_string())),
            Some(Anchor::Commitment(id)) => {
                not_yet(
                    diagnostics,
                    id.span,
                    "a window that another commitment opens",
                );
                None
            }
            None => match &base {
                Some((day, how)) => Some((Interval::day(*day), how.clone())),
                None => {
                    diagnostics.push(
                        Diagnostic::new(Code::NoAnchor, "nothing says from when this is counted")
                            .at(q.span, "counted from what?")
                            .help("write `of adoption`, `of entry into force` or `of DATE`, and give the agreement that date"),
                    );
                    None
                }
            },
        };
        match from {
            Some((anchor, how)) => {
                // A coarse anchor gives its last day as what a deadline counts from: the later, milder one.
                let day = window.duration.node.after(anchor.hi.min(Day(i32::MAX - 1)));
                deadlines.push((
                    day,
                    q.span,
                    format!("within {} of {how}: {day}", window.duration.node),
                ));
                anchored = anchored.or(Some((anchor.lo, how)));
            }
            None => ok = false,
        }
    }
    for (list, what) in [(&deadlines, "deadline"), (&starts, "start")] {
        if let [(_, first, _), (_, second, _), ..] = list.as_slice() {
            diagnostics.push(
                Diagnostic::new(Code::TwoDates, format!("this sentence has two {what}s"))
                    .at(*second, "another one here")
                    .at(*first, "the first one here")
                    .help("keep one of them, or write two sentences"),
            );
            ok = false;
        }
    }
    if let Some((day, span, how)) = deadlines.first() {
        w.to = *day;
        w.deadline = Some(*span);
        w.steps.push(how.clone());
    } else if let Some(f) = force
        && f.hi.is_finite()
    {
        w.to = f.hi;
        w.steps.push(format!("in force until {}", f.hi));
    }
    match starts.first() {
        Some((day, span, how)) => {
            w.from = *day;
            w.start = Some(*span);
            if !start_by_on {
                w.steps.push(how.clone());
            }
        }
        None => {
            if let Some((day, how)) = anchored.or(base) {
                w.from = day;
                w.steps.push(format!("from {how}"));
            }
        }
    }
    if ok && w.from > w.to {
        let at = w.deadline.or(w.start);
        let d = Diagnostic::new(Code::EmptyWindow, format!("the window is empty: it opens on {} and closes on {}", w.from, w.to))
            .help("the deadline lies before the day from which the commitment runs: correct one of the two");
        diagnostics.push(match at {
            Some(span) => d.at(span, "never open"),
            None => d,
        });
    }
    ok.then_some(w)
}

fn missing(
    date: Option<Interval>,
    what: &str,
    at: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Interval, String)> {
    if let Some(d) = date {
        return Some((d, format!("{what} ({})", d.hi)));
    }
    let key = if what == "adoption" {
        "adopted"
    } else {
        "in force"
    };
    diagnostics.push(
        Diagnostic::new(
            Code::NoAnchor,
            format!("the agreement says no day of {what}"),
        )
        .at(at, "which day?")
        .help(format!("give the agreement `{key} DATE`")),
    );
    None
}
