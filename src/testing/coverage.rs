//! What the tests of a rulebook reach: which commitments they expect anything of, and which statuses
//! of each they show. Expectations count whether or not they hold; statuses are those found.

use super::Ran;
use crate::model::{Expected, Rulebook, Status};
use std::collections::BTreeSet;

/// The reach of tests over a rulebook.
#[derive(Debug)]
pub struct Coverage<'a> {
    /// One a commitment, in the rulebook's order.
    pub commitments: Vec<Reached<'a>>,
}

/// What tests show of a commitment.
#[derive(Debug)]
pub struct Reached<'a> {
    /// The commitment.
    pub id: &'a str,
    /// How many expectations are of it or of an instance of it.
    pub expectations: usize,
    /// The statuses that it, or an instance of it, has where one is expected.
    pub statuses: BTreeSet<Status>,
}

impl Reached<'_> {
    /// Whether some test shows it kept.
    pub fn shows_kept(&self) -> bool {
        let kept = |s: &Status| s.is_satisfied() || *s == Status::Holding;
        self.statuses.iter().any(kept)
    }

    /// Whether some test shows it broken: late, undone, denied, or breached.
    pub fn shows_broken(&self) -> bool {
        let broken = |s: &Status| {
            matches!(
                s,
                Status::Breached | Status::Overdue | Status::Reversed | Status::NotDone
            )
        };
        self.statuses.iter().any(broken)
    }

    /// Whether some test shows it neither kept nor broken.
    pub fn shows_open(&self) -> bool {
        let open = [
            Status::Pending,
            Status::InProgress,
            Status::Partial,
            Status::Unreported,
            Status::Contested,
        ];
        self.statuses.iter().any(|s| open.contains(s))
    }
}

/// Measures the tests that ran.
pub fn coverage<'a>(rules: &'a Rulebook, ran: &[Ran<'_>]) -> Coverage<'a> {
    let one = |(n, c): (usize, &'a crate::model::Commitment)| {
        let mut out = Reached {
            id: &c.id,
            expectations: 0,
            statuses: BTreeSet::new(),
        };
        for r in ran {
            for e in &r.test.expectations {
                let (Expected::Is { id, .. } | Expected::Cites { id, .. }) = &e.what else {
                    continue;
                };
                let judged = e.as_of.and_then(|day| r.judged.get(&day));
                let mut of = judged.into_iter().flat_map(|j| &j.commitments);
                let Some(found) = of.find(|f| f.commitment == n) else {
                    continue;
                };
                let instance = found.instances.iter().find(|i| i.id == id.node);
                if c.id == id.node {
                    out.expectations += 1;
                    out.statuses.insert(found.status);
                } else if let Some(i) = instance {
                    out.expectations += 1;
                    out.statuses.insert(i.status);
                }
            }
        }
        out
    };
    Coverage {
        commitments: rules.commitments.iter().enumerate().map(one).collect(),
    }
}
