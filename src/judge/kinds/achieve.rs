//! Achieve: an act is owed, by a day. (Achievement obligation of defeasible deontic logic; a missed
//! deadline is its violation, a late act a weak one.)

use super::super::coverage::covered;
use super::super::evidence::{Bearing, Hit, Scale};
use super::super::instances::Instance;
use super::Verdict;
use crate::model::{Flag, Status, Witness};
use crate::time::{Day, Interval};

/// The status of one goal, the first line of the table in `docs/semantics.md` that holds.
pub(crate) fn judge(scale: &Scale<'_>, instance: &Instance, b: &Bearing) -> Verdict {
    let (norm, t) = (scale.norm, scale.view.as_of);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return Verdict::new(
            Status::Pending,
            Witness::Calendar,
            format!("the window opens on {s}"),
        );
    }
    let settled: Vec<&Hit> = b.hits.iter().filter(|h| h.against.is_empty()).collect();
    if let Some(first) = settled.iter().find(|h| stands(scale, h)) {
        return done(scale, first, s, d, t);
    }
    if let Some(last) = settled
        .iter()
        .max_by_key(|h| h.undone.as_ref().map(|(day, _)| *day))
        && let Some((day, reversals)) = &last.undone
    {
        let witness = Witness::Undone {
            hits: last.evidence.clone(),
            reversals: reversals.clone(),
        };
        return Verdict::new(
            Status::Reversed,
            witness,
            format!("done on {}, undone on {day}", last.day()),
        )
        .own(&last.evidence);
    }
    if let Some(h) = b.hits.first() {
        let witness = Witness::Camps(h.evidence.clone(), h.against.clone());
        return Verdict::new(
            Status::Contested,
            witness,
            format!("asserted for {}, and denied", h.day()),
        );
    }
    let weak = |v: Verdict| if b.weak { v.flag(Flag::Weak) } else { v };
    let cover = covered(
        scale,
        instance,
        t.min(d),
        b.denial.as_ref().map(|(day, _)| *day),
    );
    let absence = Witness::Absence {
        searched: cover.searched,
        covered: cover.covered.clone(),
        reports: cover.reports.clone(),
        gaps: cover.gaps.clone(),
    };
    let closed = norm.evidence.closed == Some(true);
    if t <= d {
        if let Some((day, denials)) = &b.denial {
            let v = Verdict::new(
                Status::NotDone,
                Witness::Denial(denials.clone()),
                format!("reported not done as of {day}"),
            );
            return weak(v.own(denials));
        }
        if !b.steps.is_empty() {
            let v = Verdict::new(
                Status::InProgress,
                Witness::Steps(b.steps.clone()),
                "a step is reported, the act is not".to_owned(),
            );
            return weak(v.own(&b.steps));
        }
        if d == Day::MAX && !closed && b.misses.is_empty() && cover.covered.is_empty() {
            return weak(Verdict::new(
                Status::Unreported,
                absence,
                "no deadline, and no report bears on it".to_owned(),
            ));
        }
        let due = if d == Day::MAX {
            "no deadline".to_owned()
        } else {
            format!("due by {d}")
        };
        return weak(Verdict::new(
            Status::Pending,
            absence,
            format!("{due}; nothing reported that counts"),
        ));
    }
    if let Some((day, denials)) = &b.denial
        && *day >= d
    {
        let v = Verdict::new(
            Status::Breached,
            Witness::Denial(denials.clone()),
            format!("reported not done by {d}, as of {day}"),
        );
        return weak(v.own(denials));
    }
    if closed {
        return weak(Verdict::new(
            Status::Breached,
            absence,
            format!("not done by {d}, and what is not reported did not happen (closed world)"),
        ));
    }
    if cover.is_whole() {
        return weak(Verdict::new(
            Status::Overdue,
            absence,
            format!("not done by {d}, and reports cover the time"),
        ));
    }
    weak(Verdict::new(
        Status::Unreported,
        absence,
        format!("the deadline {d} passed; no report that counts tells of the act"),
    ))
}

/// Whether a hit was not undone, or only after it had stood as long as was asked.
fn stands(scale: &Scale<'_>, h: &Hit) -> bool {
    match (&h.undone, scale.norm.sustained, scale.norm.irreversibly) {
        (None, ..) => true,
        (Some((day, _)), Some(n), None) => *day > n.node.after(h.day()),
        (Some(_), ..) => false,
    }
}

fn done(scale: &Scale<'_>, h: &Hit, s: Day, d: Day, t: Day) -> Verdict {
    let norm = scale.norm;
    let f = h.day();
    let hits = Witness::Hits(h.evidence.clone());
    if let (Some(n), None) = (norm.sustained, norm.irreversibly) {
        let end = n.node.after(f);
        if t < end {
            return Verdict::new(
                Status::InProgress,
                hits,
                format!("done on {f}; it must stand until {end}"),
            )
            .own(&h.evidence)
            .after(f);
        }
    }
    let straddles = h.days.lo <= d && f > d || norm.counting_earlier.is_none() && h.days.lo < s;
    let mut v = if f <= d || h.days.lo <= d {
        Verdict::new(Status::Fulfilled, hits, format!("done on {f}{}", due(d)))
    } else if norm.on_pain_of_breach.is_some() {
        Verdict::new(
            Status::Breached,
            hits,
            format!("done only on {f}{}, on pain of breach", due(d)),
        )
    } else {
        let late = d.days_until(f);
        Verdict::new(
            Status::FulfilledLate,
            hits,
            format!(
                "done on {f}, {late} day{} late",
                if late == 1 { "" } else { "s" }
            ),
        )
        .flag(Flag::LateBy(late))
    };
    if straddles || h.undated {
        v = v.flag(Flag::TimingUnproven);
    }
    if norm.irreversibly.is_some() {
        v = v.flag(Flag::Presumptive);
    }
    v.own(&h.evidence).after(f)
}

fn due(d: Day) -> String {
    if d == Day::MAX {
        String::new()
    } else {
        format!(", due by {d}")
    }
}

/// Days after which the status can change by itself.
pub(crate) fn critical(scale: &Scale<'_>, b: &Bearing, out: &mut Vec<Day>) {
    let w: &Interval = &Interval::new(scale.norm.window.from, scale.norm.window.to);
    out.extend([w.lo, w.hi.next()]);
    if let Some(n) = scale.norm.sustained {
        out.extend(b.hits.iter().map(|h| n.node.after(h.day())));
    }
}
