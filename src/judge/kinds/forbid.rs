//! Forbid and prevent: an act must not be. (Maintenance of ¬ψ.)

use super::super::coverage::covered;
use super::super::evidence::{Bearing, Scale};
use super::super::instances::Instance;
use super::Verdict;
use crate::model::{Evidence, Flag, Status, Witness};

/// The status of one goal.
pub(crate) fn judge(scale: &Scale<'_>, instance: &Instance, b: &Bearing) -> Verdict {
    let (norm, t) = (scale.norm, scale.view.as_of);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return Verdict::new(
            Status::Pending,
            Witness::Calendar,
            format!("it binds from {s}"),
        );
    }
    let confirmed: Vec<&super::super::evidence::Hit> =
        b.hits.iter().filter(|h| h.against.is_empty()).collect();
    if let Some(first) = confirmed.first() {
        let all: Vec<Evidence> = confirmed
            .iter()
            .flat_map(|h| h.evidence.iter().cloned())
            .collect();
        let n = confirmed.len();
        let more = if n > 1 {
            format!(", the first of {n}")
        } else {
            String::new()
        };
        let mut v = Verdict::new(
            Status::Breached,
            Witness::Hits(all.clone()),
            format!("it happened on {}{more}", first.day()),
        )
        .own(&all)
        .after(first.day());
        if first.undated {
            v = v.flag(Flag::TimingUnproven);
        }
        return v;
    }
    if let Some(h) = b.hits.first() {
        let witness = Witness::Camps(h.evidence.clone(), h.against.clone());
        return Verdict::new(
            Status::Contested,
            witness,
            format!("asserted for {}, and denied", h.day()),
        );
    }
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
    let known = norm.evidence.closed == Some(true) || cover.is_whole();
    let v = match (known, t <= d) {
        (true, true) => Verdict::new(
            Status::Holding,
            absence,
            "no breach is reported, and reports cover the time".to_owned(),
        ),
        (true, false) => Verdict::new(
            Status::Fulfilled,
            absence,
            format!("no breach was reported until {d}, and reports cover the time"),
        ),
        (false, _) => Verdict::new(
            Status::Unreported,
            absence,
            "no breach is reported, but reports do not cover the time".to_owned(),
        ),
    };
    if b.weak { v.flag(Flag::Weak) } else { v }
}
