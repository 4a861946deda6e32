//! How far an act got: takes a verb group and what governs it, gives a [`ClaimStatus`].
//!
//! The status is a fold of operators over the act, the outermost last. What is not certainly done is
//! never `completed`: an operator that is not known makes the act hypothetical.

use super::verbs::{Modal, Vg};
use crate::lexicon::{Class, PAST};
use crate::model::ClaimStatus::{self, *};

/// What a clause around an act does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Op {
    /// Nothing.
    #[default]
    Keep,
    /// Said by someone whom the text does not vouch for.
    Allege,
    /// Denied.
    Deny,
    /// Demanded.
    Request,
    /// Promised.
    Promise,
    /// Planned.
    Plan,
    /// Threatened.
    Threaten,
    /// Under a condition, a purpose, a question.
    Suppose,
}

impl Op {
    /// The status of an act under this operator.
    pub fn of(self, s: ClaimStatus) -> ClaimStatus {
        let denial = matches!(s, NotDone | Refused);
        match self {
            Op::Keep => s,
            Op::Allege => match s {
                Completed | InProgress | Partial | Reversed => Alleged,
                s => s,
            },
            Op::Deny => match s {
                Completed | InProgress | Partial | Alleged | Reversed => NotDone,
                NotDone | Refused => Alleged,
                Planned | Promised | Preparing => NotDone,
                _ => Hypothetical,
            },
            Op::Suppose => Hypothetical,
            _ if denial => Hypothetical,
            Op::Request => Requested,
            Op::Promise => match s {
                Completed | InProgress | Partial | Reversed => s,
                _ => Promised,
            },
            Op::Plan => match s {
                Completed | InProgress | Partial | Reversed => Alleged,
                _ => Planned,
            },
            Op::Threaten => Threatened,
        }
    }

    /// Both, `self` the outer one; the less certain wins where they differ in kind.
    #[must_use]
    pub fn over(self, inner: Op) -> Op {
        match (self, inner) {
            (Op::Keep, o) | (o, Op::Keep) => o,
            (a, b) if a == b && a != Op::Deny => a,
            (Op::Allege, o) | (o, Op::Allege) => o,
            _ => Op::Suppose,
        }
    }
}

/// The status of a finite verb group by its own words, before what governs it.
pub fn finite(vg: &Vg, heading: bool, negative_subject: bool) -> ClaimStatus {
    let negated = vg.negated != negative_subject;
    let both = vg.negated && negative_subject;
    let s = match vg.modal {
        Modal::Will if negated => Refused,
        Modal::Will | Modal::IsTo if !negated && !both => Planned,
        Modal::Must if !negated && !both && !vg.perfect => Requested,
        Modal::May if negated && vg.past => NotDone,
        Modal::None => match () {
            () if both => Hypothetical,
            () if negated && vg.yet => NotDone,
            () if negated => NotDone,
            () if vg.progressive && (vg.perfect || !vg.past || vg.passive) => InProgress,
            () if vg.progressive => InProgress,
            () if vg.passive || vg.perfect || vg.past || vg.forms & PAST != 0 => Completed,
            // A heading tells in the present what was done.
            () if heading => Completed,
            () => Unknown,
        },
        _ => Hypothetical,
    };
    adverbs(vg, s)
}

/// What adverbs in the group make of a status.
pub fn adverbs(vg: &Vg, s: ClaimStatus) -> ClaimStatus {
    match s {
        Completed | InProgress if vg.alleged => Alleged,
        Completed if vg.almost => Attempted,
        Completed | InProgress if vg.partial => Partial,
        s => s,
    }
}

/// The status of an act that a verb, noun or adjective of `class` governs, itself of status `outer`.
/// `perfect` says that the act's own form is one of the past ("to have closed").
pub fn governed(class: Class, outer: ClaimStatus, perfect: bool, passive: bool) -> ClaimStatus {
    let said = matches!(outer, Completed | InProgress | Partial | Unknown);
    let denied = matches!(outer, NotDone | Refused);
    match class {
        Class::Manage | Class::Force => match outer {
            Unknown => Hypothetical,
            s => s,
        },
        Class::Able => match outer {
            Completed | NotDone => outer,
            _ => Hypothetical,
        },
        Class::Fail => match outer {
            Completed | InProgress | Partial | Unknown => NotDone,
            NotDone => Completed,
            _ => Hypothetical,
        },
        Class::Refuse if said => Refused,
        Class::Prevent if outer == Completed => NotDone,
        Class::Begin if said => InProgress,
        Class::Begin if denied => NotDone,
        Class::Promise if said || outer == Planned => Promised,
        Class::Plan if said || outer == Planned => Planned,
        Class::Prepare if said => Preparing,
        Class::Attempt if denied => NotDone,
        Class::Attempt if said => Attempted,
        Class::Urge if !denied => Requested,
        Class::Threaten if said => Threatened,
        Class::Claim if said => Alleged,
        Class::Say | Class::Believe if said && passive && perfect => Alleged,
        Class::Believe if said && (passive || perfect) => {
            if perfect {
                Alleged
            } else {
                Planned
            }
        }
        Class::Seem if said => Alleged,
        Class::Deny if said => NotDone,
        Class::Accuse if said => Alleged,
        _ => Hypothetical,
    }
}

/// What a verb with a clause below it does to that clause, itself of status `outer`.
pub fn over_clause(class: Class, outer: ClaimStatus) -> Op {
    let said = matches!(outer, Completed | InProgress | Partial | Unknown | Reversed);
    match class {
        Class::Deny if said => Op::Deny,
        // "must show that its courts try", "will ensure that": as the showing is, so is what is shown.
        Class::Say | Class::Manage | Class::Ensure if outer == Requested => Op::Request,
        Class::Manage | Class::Ensure if matches!(outer, Planned | Promised) => Op::Promise,
        _ if matches!(outer, NotDone | Refused) => Op::Suppose,
        Class::Say if said => Op::Keep,
        Class::Welcome if said => Op::Keep,
        Class::Claim if said => Op::Allege,
        Class::Believe | Class::Seem => Op::Allege,
        Class::Promise if said || outer == Planned => Op::Promise,
        Class::Plan => Op::Plan,
        Class::Urge => Op::Request,
        Class::Threaten => Op::Threaten,
        // A statement to come, or supposed, or alleged itself.
        Class::Say | Class::Claim => Op::Allege.over(if outer == Alleged {
            Op::Keep
        } else {
            Op::Suppose
        }),
        _ => Op::Suppose,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implicatives_follow_their_signatures() {
        for (class, outer, want) in [
            (Class::Fail, Completed, NotDone),
            (Class::Fail, NotDone, Completed),
            (Class::Fail, Planned, Hypothetical),
            (Class::Manage, NotDone, NotDone),
            (Class::Refuse, Completed, Refused),
            (Class::Refuse, NotDone, Hypothetical),
            (Class::Promise, Completed, Promised),
            (Class::Promise, NotDone, Hypothetical),
            (Class::Begin, Completed, InProgress),
            (Class::Urge, Completed, Requested),
            (Class::Other, Completed, Hypothetical),
            (Class::Able, Unknown, Hypothetical),
        ] {
            assert_eq!(
                governed(class, outer, false, false),
                want,
                "{class:?} over {outer:?}"
            );
        }
    }

    #[test]
    fn no_operator_makes_an_act_done_that_was_not() {
        let ops = [
            Op::Keep,
            Op::Allege,
            Op::Deny,
            Op::Request,
            Op::Promise,
            Op::Plan,
            Op::Threaten,
            Op::Suppose,
        ];
        for op in ops {
            for (s, _) in ClaimStatus::ALL {
                assert!(op.of(s) != Completed || s == Completed, "{op:?} {s:?}");
            }
        }
    }
}
