//! Quantifiers: many statuses to one (`docs/semantics.md`, quantifiers), and exit codes.

use super::instances::Level;
use crate::model::{Flag, Status};

/// A child of a quantifier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Child<'a> {
    pub status: Status,
    pub flags: &'a [Flag],
}

impl Child<'_> {
    /// Its status, or that of its own worst child.
    fn worst(&self) -> Status {
        let inner = self.flags.iter().filter_map(|f| match f {
            Flag::Worst(s) if self.status == Status::Partial => Some(*s),
            _ => None,
        });
        inner.fold(self.status, Status::max)
    }
}

/// The status of "at least `need` of these", with its flags.
pub(super) fn at_least(need: usize, children: &[Child<'_>]) -> (Status, Vec<Flag>) {
    let dropped = |s: Status| {
        matches!(
            s,
            Status::NotApplicable | Status::Excused | Status::NotAssessable
        )
    };
    let counted: Vec<&Child<'_>> = children.iter().filter(|c| !dropped(c.status)).collect();
    if counted.is_empty() {
        let gravest = children.iter().map(|c| c.status).max();
        return (gravest.unwrap_or(Status::NotApplicable), Vec::new());
    }
    let mut done: Vec<&Child<'_>> = counted
        .iter()
        .copied()
        .filter(|c| c.status.is_satisfied())
        .collect();
    let failed = counted
        .iter()
        .filter(|c| c.status == Status::Breached)
        .count();
    if done.len() >= need {
        // Those in time come first: it is late only where too few are in time.
        done.sort_by_key(|c| c.status);
        let chosen = done.get(..need).unwrap_or(&done);
        let status = chosen.last().map_or(Status::Fulfilled, |c| c.status);
        return (status, tidy(own_flags(chosen)));
    }
    let share = share(done.len(), need);
    if counted.len() - failed < need {
        return (Status::Breached, share.into_iter().collect());
    }
    let is_open = |c: &&Child<'_>| !c.status.is_satisfied() && c.status != Status::Breached;
    let open: Vec<&Child<'_>> = counted.iter().copied().filter(is_open).collect();
    let gravest = open.iter().map(|c| c.status).max();
    let gravest = gravest.unwrap_or(Status::Pending);
    // A part that is itself partial weighs what its own worst weighs.
    let worst = open.iter().map(|c| c.worst()).max().unwrap_or(gravest);
    let stuck = failed > 0 || matches!(gravest, Status::Overdue | Status::Reversed);
    if !done.is_empty() && !stuck {
        let flags = share.into_iter().chain([Flag::Worst(worst)]);
        return (Status::Partial, tidy(flags.collect()));
    }
    let of: Vec<&Child<'_>> = counted
        .iter()
        .copied()
        .filter(|c| c.status == gravest)
        .collect();
    let mut flags = own_flags(&of);
    if gravest == Status::Overdue {
        flags.extend(share);
    }
    if gravest == Status::Partial {
        flags.push(Flag::Worst(worst));
    }
    (gravest, tidy(flags))
}

/// Quantifiers inside each other, the outermost first: each alternative of a level is what the levels
/// below it come to.
pub(super) fn nested(levels: &[Level], children: &[Child<'_>]) -> (Status, Vec<Flag>) {
    let Some((first, below)) = levels.split_first() else {
        return each(children);
    };
    if below.is_empty() {
        return at_least(first.need, children);
    }
    let size = below.iter().map(|l| l.of).product::<usize>().max(1);
    let inner: Vec<(Status, Vec<Flag>)> = children.chunks(size).map(|c| nested(below, c)).collect();
    let inner: Vec<Child<'_>> = inner
        .iter()
        .map(|(status, flags)| Child {
            status: *status,
            flags,
        })
        .collect();
    at_least(first.need, &inner)
}

/// "Each of these": those that are dropped are not owed.
pub(super) fn each(children: &[Child<'_>]) -> (Status, Vec<Flag>) {
    let dropped = |s: Status| {
        matches!(
            s,
            Status::NotApplicable | Status::Excused | Status::NotAssessable
        )
    };
    let need = children.iter().filter(|c| !dropped(c.status)).count();
    at_least(need, children)
}

/// The children's flags but for what counts children.
fn own_flags(list: &[&Child<'_>]) -> Vec<Flag> {
    let of = list.iter().flat_map(|c| c.flags);
    let keep = |f: &&Flag| {
        !matches!(
            f,
            Flag::Worst(_) | Flag::PartialShare(..) | Flag::AmountShare(..)
        )
    };
    of.filter(keep).cloned().collect()
}

fn share(done: usize, of: usize) -> Option<Flag> {
    (done > 0).then_some(Flag::PartialShare(done as u32, of as u32))
}

/// Sorted, without repeats; of several delays the longest.
pub(super) fn tidy(mut flags: Vec<Flag>) -> Vec<Flag> {
    flags.sort();
    flags.dedup();
    let delay = |f: &Flag| {
        if let Flag::LateBy(n) = f {
            Some(*n)
        } else {
            None
        }
    };
    let longest = flags.iter().filter_map(delay).max();
    flags.retain(|f| delay(f).is_none() || delay(f) == longest);
    flags
}

/// The exit code that a status asks for; `reversed` is a shortfall up to its deadline.
pub(super) fn exit(status: Status, flags: &[Flag], in_time: bool) -> u8 {
    match status {
        Status::Reversed if in_time => 1,
        Status::Partial => {
            let worst = |f: &Flag| {
                if let Flag::Worst(s) = f {
                    Some(*s)
                } else {
                    None
                }
            };
            let worst = flags.iter().find_map(worst);
            worst.map_or(0, |s| exit(s, &[], in_time))
        }
        other => other.info().exit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Breached, Excused, Fulfilled, FulfilledLate, NotDone, Overdue, Partial, Pending};
    use Status::{NotApplicable, Reversed, Unreported};

    fn of(need: usize, list: &[Status]) -> (Status, Vec<Flag>) {
        let children: Vec<Child<'_>> = list
            .iter()
            .map(|s| Child {
                status: *s,
                flags: &[],
            })
            .collect();
        at_least(need, &children)
    }

    #[test]
    fn quantifiers_agree_with_counting() {
        for (need, children, want) in [
            (3, vec![Fulfilled, Fulfilled, Fulfilled], Fulfilled),
            (3, vec![Fulfilled, FulfilledLate, Fulfilled], FulfilledLate),
            (1, vec![FulfilledLate, Fulfilled, Breached], Fulfilled),
            (2, vec![Fulfilled, Breached, Breached], Breached),
            (3, vec![Fulfilled, Pending, Unreported], Partial),
            (3, vec![Fulfilled, NotDone, Unreported], Partial),
            (3, vec![Fulfilled, Overdue, Pending], Overdue),
            (3, vec![Fulfilled, Reversed, Pending], Reversed),
            (2, vec![Fulfilled, Breached, Pending], Pending),
            (2, vec![Pending, Pending], Pending),
            (2, vec![Excused, NotApplicable], Excused),
        ] {
            assert_eq!(of(need, &children).0, want, "{need} of {children:?}");
        }
        assert_eq!(
            of(3, &[Fulfilled, NotDone, Unreported]).1,
            [Flag::PartialShare(1, 3), Flag::Worst(NotDone)]
        );
    }

    #[test]
    fn quantifiers_nest_in_the_order_of_the_sentence() {
        let level = |need, of| Level { need, of };
        // Two of three groups, each for one of two attacks.
        let levels = [level(2, 3), level(1, 2)];
        let of =
            |list: [Status; 6]| nested(&levels, &list.map(|status| Child { status, flags: &[] }));
        let (o, f) = (Pending, Fulfilled);
        assert_eq!(
            of([f, f, o, o, o, o]).0,
            Partial,
            "one group twice is one group"
        );
        assert_eq!(of([f, o, o, f, o, o]).0, Fulfilled);
        assert_eq!(of([o, o, o, o, o, o]).0, Pending);
        // Both attacks for one of three groups.
        let levels = [level(1, 3), level(2, 2)];
        let of =
            |list: [Status; 6]| nested(&levels, &list.map(|status| Child { status, flags: &[] }));
        let (status, flags) = of([f, NotDone, o, f, o, o]);
        assert_eq!(
            (status, exit(status, &flags, true)),
            (Partial, 1),
            "{flags:?}"
        );
        assert_eq!(of([o, o, f, f, o, o]).0, Fulfilled);
    }

    #[test]
    fn what_is_dropped_is_not_owed() {
        let flags: &[Flag] = &[];
        let list = [Fulfilled, NotApplicable, Excused].map(|status| Child { status, flags });
        assert_eq!(each(&list).0, Fulfilled);
        assert_eq!(each(&[]).0, NotApplicable);
    }

    #[test]
    fn partial_has_the_code_of_its_worst() {
        assert_eq!(exit(Partial, &[Flag::Worst(NotDone)], true), 1);
        assert_eq!(exit(Partial, &[Flag::Worst(Unreported)], true), 0);
        assert_eq!(exit(Reversed, &[], true), 1);
        assert_eq!(exit(Reversed, &[], false), 4);
    }
}
