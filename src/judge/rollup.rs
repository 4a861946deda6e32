//! Quantifiers: many statuses to one.

use super::kinds::Verdict;
use crate::model::{Flag, Status};

/// The status of "at least `need` of these", with its flags (`docs/semantics.md`, quantifiers).
pub(super) fn at_least(need: usize, children: &[(Status, &[Flag])]) -> (Status, Vec<Flag>) {
    let dropped = |s: Status| {
        matches!(
            s,
            Status::NotApplicable | Status::Excused | Status::NotAssessable
        )
    };
    let counted: Vec<&(Status, &[Flag])> = children.iter().filter(|(s, _)| !dropped(*s)).collect();
    if counted.is_empty() {
        let first = children.iter().map(|(s, _)| *s);
        return (first.max().unwrap_or(Status::NotApplicable), Vec::new());
    }
    let need = need.min(counted.len()).max(1);
    let satisfied = counted.iter().filter(|(s, _)| s.is_satisfied()).count();
    let failed = counted
        .iter()
        .filter(|(s, _)| *s == Status::Breached)
        .count();
    let mut flags: Vec<Flag> = Vec::new();
    let gravest = counted
        .iter()
        .filter(|(s, _)| !s.is_satisfied())
        .map(|(s, _)| *s)
        .max();
    if satisfied >= need {
        let mut done: Vec<&&(Status, &[Flag])> =
            counted.iter().filter(|(s, _)| s.is_satisfied()).collect();
        done.sort_by_key(|(s, _)| *s);
        let status = done.get(need - 1).map_or(Status::Fulfilled, |(s, _)| *s);
        for (_, f) in done.iter().take(need) {
            flags.extend(f.iter().filter(|f| keeps(f)).cloned());
        }
        return (status, tidy(flags));
    }
    if counted.len() - failed < need {
        return (Status::Breached, share(satisfied, need));
    }
    let open = gravest.unwrap_or(Status::Pending);
    if satisfied > 0 && !matches!(open, Status::Overdue | Status::Reversed | Status::Breached) {
        flags.push(Flag::Worst(open));
        flags.extend(share(satisfied, need));
        return (Status::Partial, tidy(flags));
    }
    if open == Status::Overdue {
        flags.extend(share(satisfied, need));
    }
    for (s, f) in &counted {
        if *s == open {
            flags.extend(f.iter().filter(|f| keeps(f)).cloned());
        }
    }
    (open, tidy(flags))
}

fn keeps(f: &Flag) -> bool {
    !matches!(f, Flag::Worst(_) | Flag::PartialShare(..))
}

fn share(done: usize, of: usize) -> Vec<Flag> {
    if done == 0 {
        Vec::new()
    } else {
        vec![Flag::PartialShare(done as u32, of as u32)]
    }
}

/// Sorted, without repeats; of several delays the longest.
pub(super) fn tidy(mut flags: Vec<Flag>) -> Vec<Flag> {
    flags.sort();
    flags.dedup();
    let longest = flags
        .iter()
        .filter_map(|f| {
            if let Flag::LateBy(n) = f {
                Some(*n)
            } else {
                None
            }
        })
        .max();
    flags.retain(|f| !matches!(f, Flag::LateBy(n) if Some(*n) != longest));
    flags
}

/// Of the verdicts of an instance's goals, the one whose witness and words stand for the whole.
pub(super) fn decisive(status: Status, verdicts: &[Verdict]) -> Option<&Verdict> {
    verdicts
        .iter()
        .find(|v| v.status == status)
        .or_else(|| verdicts.iter().max_by_key(|v| v.status))
}

/// The exit code that a status asks for.
pub(super) fn exit(status: Status, flags: &[Flag], before_deadline: bool) -> u8 {
    match status {
        Status::Reversed if before_deadline => 1,
        Status::Partial => flags
            .iter()
            .find_map(|f| {
                if let Flag::Worst(s) = f {
                    Some(s.info().exit)
                } else {
                    None
                }
            })
            .unwrap_or(0),
        other => other.info().exit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantifiers_agree_with_counting() {
        use Status::{
            Breached, Fulfilled, FulfilledLate, NotApplicable, Overdue, Partial, Pending,
            Unreported,
        };
        for (need, children, want) in [
            (3, vec![Fulfilled, Fulfilled, Fulfilled], Fulfilled),
            (3, vec![Fulfilled, FulfilledLate, Fulfilled], FulfilledLate),
            (1, vec![FulfilledLate, Fulfilled, Breached], Fulfilled),
            (2, vec![Fulfilled, Breached, Breached], Breached),
            (3, vec![Fulfilled, Pending, Unreported], Partial),
            (3, vec![Fulfilled, Overdue, Pending], Overdue),
            (2, vec![Fulfilled, NotApplicable], Fulfilled),
            (2, vec![Pending, Pending], Pending),
        ] {
            let list: Vec<(Status, &[Flag])> = children.iter().map(|s| (*s, &[][..])).collect();
            assert_eq!(at_least(need, &list).0, want, "{need} of {children:?}");
        }
    }
}
