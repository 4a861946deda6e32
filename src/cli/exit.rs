//! Exit codes: 0 clear, 1 shortfall, 2 the run itself failed, 3 undecided, 4 breach; the gravest in
//! the order 2, 4, 1, 3, 0.

use servanda::model::{CommitmentJudgement, Flag, InstanceJudgement, Judgement, Status};
use servanda::time::Day;

/// What the command line says about failing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Policy {
    /// `--fail-on STATUS`
    pub fail_on: Option<Status>,
    /// `--strict`: advice fails too.
    pub strict: bool,
    /// `--require-coverage`: unreported is undecided.
    pub require_coverage: bool,
    /// The day that is judged by.
    pub as_of: Option<Day>,
}

/// The code of a run whose input had an error or not.
pub fn code(commitments: &[CommitmentJudgement], policy: Policy, failed: bool) -> u8 {
    let codes = commitments.iter().map(|c| of(c, policy));
    gravest(codes.chain(failed.then_some(2)))
}

/// Puts the codes of the options into the judgement, so that every output tells what fails this run.
pub fn apply(judgement: &mut Judgement, policy: Policy) {
    for c in &mut judgement.commitments {
        let own = of(c, policy);
        for i in &mut c.instances {
            i.exit = of_instance(i, c.advice, policy);
        }
        c.exit = own;
    }
}

/// The code of one instance: that of a commitment which has it alone.
fn of_instance(i: &InstanceJudgement, advice: bool, policy: Policy) -> u8 {
    let alone = CommitmentJudgement {
        commitment: 0,
        status: i.status,
        flags: i.flags.clone(),
        reason: String::new(),
        instances: Vec::new(),
        advice,
        exit: i.exit,
        reliefs: Vec::new(),
        next_change_at: None,
    };
    let is_early = i.status == Status::Reversed && policy.as_of.is_some_and(|d| d <= i.window.hi);
    match of(&alone, policy) {
        // Without its window, what was undone in time cannot be told from what was undone late.
        1 if !is_early && i.status == Status::Reversed && i.exit == 0 => 4,
        code => code,
    }
}

/// The gravest of several codes.
pub fn gravest(codes: impl IntoIterator<Item = u8>) -> u8 {
    const ORDER: [u8; 5] = [2, 4, 1, 3, 0];
    let rank = |c: &u8| ORDER.iter().position(|o| o == c).unwrap_or(0);
    codes.into_iter().min_by_key(rank).unwrap_or(0)
}

/// The code of one commitment.
fn of(c: &CommitmentJudgement, policy: Policy) -> u8 {
    if c.advice && !policy.strict {
        return 0;
    }
    let worst = c.flags.iter().find_map(|f| match f {
        Flag::Worst(s) => Some(*s),
        _ => None,
    });
    let status = c.status.max(worst.unwrap_or(c.status));
    let unreported = status == Status::Unreported && policy.require_coverage;
    let own = match c.exit {
        _ if unreported => 3,
        // Judging gives advice no code: under `--strict` it has that of its status, also beside what is owed.
        code if policy.strict => gravest([code, strict(c, status, policy.as_of)]),
        code => code,
    };
    match policy.fail_on {
        // From that gravity on it fails, milder ones do not.
        Some(least) if status >= least => own.max(1),
        Some(_) if unreported => 3,
        Some(_) => 0,
        None => own,
    }
}

/// The code of a status as if it were owed; `reversed` is a shortfall until its deadline.
fn strict(c: &CommitmentJudgement, status: Status, as_of: Option<Day>) -> u8 {
    let is_late = |i: &InstanceJudgement| {
        i.status == Status::Reversed && as_of.is_some_and(|day| day > i.window.hi)
    };
    match status {
        Status::Reversed if !c.instances.iter().any(is_late) => 1,
        _ => status.info().exit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: Status, exit: u8, advice: bool, flags: Vec<Flag>) -> CommitmentJudgement {
        CommitmentJudgement {
            commitment: 0,
            status,
            flags,
            reason: String::new(),
            instances: Vec::new(),
            advice,
            exit,
            reliefs: Vec::new(),
            next_change_at: None,
        }
    }

    #[test]
    fn the_gravest_code_wins_in_the_order_of_the_page() {
        assert_eq!(gravest([0, 3, 1]), 1);
        assert_eq!(gravest([3, 0]), 3);
        assert_eq!(gravest([1, 4]), 4);
        assert_eq!(gravest([4, 2, 1]), 2);
        assert_eq!(gravest([]), 0);
    }

    #[test]
    fn each_option_changes_what_it_says_and_no_more() {
        let plain = Policy::default();
        let strict = Policy {
            strict: true,
            ..plain
        };
        let coverage = Policy {
            require_coverage: true,
            ..plain
        };
        let on = |s| Policy {
            fail_on: Some(s),
            ..plain
        };
        let overdue = || judged(Status::Overdue, 1, false, vec![]);
        let advice = || judged(Status::Overdue, 0, true, vec![]);
        let unreported = || judged(Status::Unreported, 0, false, vec![]);
        let partial = |w, exit| judged(Status::Partial, exit, false, vec![Flag::Worst(w)]);
        let cases = [
            (overdue(), plain, 1),
            (advice(), plain, 0),
            (advice(), strict, 1),
            // An overdue duty beside breached advice: the status is the graver, the code the duty's.
            (judged(Status::Breached, 1, false, vec![]), plain, 1),
            (judged(Status::Breached, 1, false, vec![]), strict, 4),
            (unreported(), plain, 0),
            (unreported(), coverage, 3),
            (partial(Status::Unreported, 0), coverage, 3),
            (partial(Status::Overdue, 1), plain, 1),
            (overdue(), on(Status::Breached), 0),
            (overdue(), on(Status::Overdue), 1),
            (unreported(), on(Status::Unreported), 1),
            (partial(Status::Overdue, 1), on(Status::Overdue), 1),
            (partial(Status::Pending, 0), on(Status::Partial), 1),
        ];
        for (i, (c, policy, want)) in cases.into_iter().enumerate() {
            assert_eq!(code(&[c], policy, false), want, "case {i}");
        }
        assert_eq!(
            code(&[judged(Status::Breached, 4, false, vec![])], plain, true),
            2
        );
    }
}
