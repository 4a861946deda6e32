//! The seventeen statuses, and the flags beside them.

use super::amount::decimal;

/// What a commitment or an instance comes to, in order of gravity (`docs/semantics.md`, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Declaratory: nothing to judge.
    NotAssessable,
    /// Guard false, never triggered, or a permission that expired.
    NotApplicable,
    /// Waived or terminated.
    Excused,
    /// Done in time.
    Fulfilled,
    /// Done, late.
    FulfilledLate,
    /// Breached, and the reparation done.
    Repaired,
    /// Window not open, or open with nothing due.
    Pending,
    /// Kept so far, and covered.
    Holding,
    /// A step is reported, the act is not.
    InProgress,
    /// Some of the targets, windows or amount.
    Partial,
    /// Suspended.
    Suspended,
    /// No admissible report bears on it.
    Unreported,
    /// Admissible sources disagree.
    Contested,
    /// Reported not done; nothing late yet.
    NotDone,
    /// Deadline passed, the period covered, no fulfilment.
    Overdue,
    /// Done, then undone.
    Reversed,
    /// The opposite is shown.
    Breached,
}

/// A status with what goes with it: word, letter for the matrix, exit code, finality.
#[derive(Debug, Clone, Copy)]
pub struct StatusInfo {
    /// The status.
    pub status: Status,
    /// Its word.
    pub word: &'static str,
    /// Its mark in a matrix, so that colour is never alone.
    pub letter: &'static str,
    /// Its exit code (0, 1, 3, 4); `reversed` is 1 before its deadline.
    pub exit: u8,
    /// Whether it can no longer change by itself.
    pub is_final: bool,
    /// One line of meaning.
    pub meaning: &'static str,
}

/// Every status, in order of gravity.
pub static STATUSES: [StatusInfo; 17] = {
    const fn row(
        status: Status,
        word: &'static str,
        letter: &'static str,
        exit: u8,
        is_final: bool,
        meaning: &'static str,
    ) -> StatusInfo {
        StatusInfo {
            status,
            word,
            letter,
            exit,
            is_final,
            meaning,
        }
    }
    [
        row(
            Status::NotAssessable,
            "not-assessable",
            "–",
            0,
            true,
            "declaratory; nothing to judge",
        ),
        row(
            Status::NotApplicable,
            "not-applicable",
            "∅",
            0,
            true,
            "does not apply",
        ),
        row(
            Status::Excused,
            "excused",
            "E",
            0,
            true,
            "waived or terminated",
        ),
        row(Status::Fulfilled, "fulfilled", "F", 0, true, "done in time"),
        row(
            Status::FulfilledLate,
            "fulfilled-late",
            "L",
            0,
            true,
            "done after the deadline",
        ),
        row(
            Status::Repaired,
            "repaired",
            "M",
            0,
            true,
            "breached, and made good",
        ),
        row(Status::Pending, "pending", "P", 0, false, "not due yet"),
        row(
            Status::Holding,
            "holding",
            "H",
            0,
            false,
            "kept so far, and covered by reports",
        ),
        row(
            Status::InProgress,
            "in-progress",
            "I",
            0,
            false,
            "a step is reported, the act is not",
        ),
        row(
            Status::Partial,
            "partial",
            "½",
            0,
            false,
            "some of what is owed",
        ),
        row(Status::Suspended, "suspended", "S", 0, false, "suspended"),
        row(
            Status::Unreported,
            "unreported",
            "?",
            0,
            false,
            "no admissible report bears on it",
        ),
        row(
            Status::Contested,
            "contested",
            "C",
            3,
            false,
            "admissible sources disagree",
        ),
        row(
            Status::NotDone,
            "not-done",
            "N",
            1,
            false,
            "reported not done; nothing is late yet",
        ),
        row(
            Status::Overdue,
            "overdue",
            "O",
            1,
            false,
            "deadline passed, period covered, no fulfilment",
        ),
        row(
            Status::Reversed,
            "reversed",
            "R",
            4,
            false,
            "done, then undone",
        ),
        row(
            Status::Breached,
            "breached",
            "B",
            4,
            true,
            "the opposite is shown",
        ),
    ]
};

impl Status {
    /// What goes with it.
    pub fn info(self) -> &'static StatusInfo {
        // INVARIANT: STATUSES has one row a variant, in the order of the variants.
        #[expect(
            clippy::indexing_slicing,
            reason = "the table has a row for every variant"
        )]
        &STATUSES[self as usize]
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.info().word
    }

    /// The status of a word.
    pub fn find(word: &str) -> Option<Status> {
        STATUSES.iter().find(|s| s.word == word).map(|s| s.status)
    }

    /// Fulfilled, late, or repaired.
    pub fn is_satisfied(self) -> bool {
        matches!(
            self,
            Status::Fulfilled | Status::FulfilledLate | Status::Repaired
        )
    }
}

/// Flags beside a status, never folded into it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// So many days late.
    LateBy(i64),
    /// Done / owed.
    PartialShare(u32, u32),
    /// So much of so much of an amount, in millionths of the sentence's unit, the first rounded down.
    AmountShare(i128, i128),
    /// No supporting event for the quiet period.
    Stalled,
    /// It rests on the bearer's own word.
    SelfReported,
    /// Some evidence, fewer sources than the standard asks.
    Weak,
    /// The date leaves open whether it was in time.
    TimingUnproven,
    /// Fulfilled, but can still be reversed.
    Presumptive,
    /// Rests on something provisional.
    Provisional,
    /// A human's word stands over the engine's.
    Overridden,
    /// The set goes on; only its named members were looked at.
    NamedMembersOnly,
    /// The gravest child's status beside `partial`.
    Worst(Status),
}

impl Flag {
    /// As printed: `late-by 12 days`, `self-reported`.
    pub fn text(&self) -> String {
        match self {
            Flag::LateBy(n) => format!("late-by {n} day{}", if *n == 1 { "" } else { "s" }),
            Flag::PartialShare(a, b) => format!("partial-share {a}/{b}"),
            Flag::AmountShare(a, b) => {
                format!("partial-share {}/{}", decimal(*a), decimal(*b))
            }
            Flag::Stalled => "stalled".into(),
            Flag::SelfReported => "self-reported".into(),
            Flag::Weak => "weak".into(),
            Flag::TimingUnproven => "timing-unproven".into(),
            Flag::Presumptive => "presumptive".into(),
            Flag::Provisional => "provisional".into(),
            Flag::Overridden => "overridden".into(),
            Flag::NamedMembersOnly => "named-members-only".into(),
            Flag::Worst(s) => format!("worst {}", s.word()),
        }
    }
}

/// How good a source is, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// A register, a court record.
    Record,
    /// A monitoring body.
    Assessor,
    /// A party against itself.
    Admission,
    /// An authority.
    Official,
    /// The press.
    Press,
    /// A party about itself.
    SelfReport,
    /// Unnamed.
    Anonymous,
    /// A party's adversary.
    Adversary,
}

impl Tier {
    /// All, with their words, best first.
    pub const ALL: [(Tier, &'static str); 8] = [
        (Tier::Record, "record"),
        (Tier::Assessor, "assessor"),
        (Tier::Admission, "admission"),
        (Tier::Official, "official"),
        (Tier::Press, "press"),
        (Tier::SelfReport, "self-report"),
        (Tier::Anonymous, "anonymous"),
        (Tier::Adversary, "adversary"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(t, _)| *t == self)
            .map_or("", |(_, w)| w)
    }

    /// The tier of a word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w)| *w == word).map(|(t, _)| *t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_statuses() {
        for (i, info) in STATUSES.iter().enumerate() {
            assert_eq!(info.status as usize, i);
        }
    }
}
