//! Claims against norms: a status for every instance, with its witness. Pure and total: a status is a
//! function of the rulebook, the claims, the as-of day and the known-at day, and of nothing else.
//!
//! Takes a [`Rulebook`], [`Claims`] and a [`View`]; gives a [`Judgement`]. Norms unfold into instances
//! and these into goals (`instances`); the index routes claims to goals (`index`); a goal's claims are
//! sorted into a timeline (`weigh`), which has a truth as of a day (`truth`, `coverage`); the norm's
//! kind says what that comes to (`kinds`); quantifiers join it (`rollup`). `verify` checks all of it
//! anew, by other means.

mod cite;
mod coverage;
mod findings;
mod fit;
mod index;
mod instances;
mod judged;
mod kinds;
mod near;
mod reason;
mod rollup;
mod standard;
mod truth;
mod verify;
mod weigh;
mod world;

#[cfg(test)]
mod tests;

pub use findings::findings;
pub use instances::MOST;
pub use kinds::{KINDS, KindInfo};
pub use verify::verify;

use crate::model::{
    Claims, Commitment, CommitmentJudgement, CommitmentModality, Flag, InstanceJudgement,
    Judgement, Norm, Rulebook, Status, View, Witness,
};
use crate::time::Interval;
use index::{GoalIx, Index};
use instances::{Goal, Instance};
use rollup::Child;
use standard::Court;

/// Judges every commitment of a rulebook.
pub fn judge(rules: &Rulebook, claims: &Claims, view: View) -> Judgement {
    let court = Court::new(rules, claims, view);
    let unfolded: Vec<Vec<Unfolded<'_>>> = rules
        .commitments
        .iter()
        .map(|c| c.norms.iter().map(|n| Unfolded::new(rules, n)).collect())
        .collect();
    let mut goals: Vec<&Goal> = Vec::new();
    let mut firsts: Vec<GoalIx> = Vec::new();
    for i in unfolded.iter().flatten().flat_map(|u| &u.instances) {
        firsts.push(goals.len());
        goals.extend(&i.goals);
    }
    let index = Index::new(&court.world, &goals, claims);
    let mut firsts = firsts.into_iter();
    let commitments = rules
        .commitments
        .iter()
        .zip(&unfolded)
        .enumerate()
        .map(|(i, (c, norms))| {
            let mut instances = Vec::new();
            for (n, u) in norms.iter().enumerate() {
                for (instance, first) in u.instances.iter().zip(firsts.by_ref()) {
                    let bench = judged::Bench {
                        court: &court,
                        index: &index,
                        norm: u.norm,
                        instance,
                        first,
                    };
                    instances.push(bench.judge(n, view.as_of));
                }
                instances.extend(u.too_many.map(|size| too_many(u.norm, n, size)));
            }
            commitment(i, c, norms, instances)
        })
        .collect();
    Judgement { commitments }
}

/// A norm with its instances.
struct Unfolded<'a> {
    norm: &'a Norm,
    instances: Vec<Instance>,
    /// The number of goals, where there are too many to judge.
    too_many: Option<usize>,
}

impl<'a> Unfolded<'a> {
    fn new(rules: &Rulebook, norm: &'a Norm) -> Self {
        let (instances, too_many) = match instances::instances(rules, norm) {
            Ok(list) => (list, None),
            Err(size) => (Vec::new(), Some(size)),
        };
        Self {
            norm,
            instances,
            too_many,
        }
    }
}

/// A norm that unfolds past all measure is said to be not assessable, never dropped.
fn too_many(norm: &Norm, n: usize, size: usize) -> InstanceJudgement {
    InstanceJudgement {
        id: norm.id.clone(),
        norm: n,
        status: Status::NotAssessable,
        flags: Vec::new(),
        window: Interval::new(norm.window.from, norm.window.to),
        next_change_at: None,
        reason: past_all_measure(size),
        witness: Witness::Calendar,
        near_misses: Vec::new(),
        near_miss_count: 0,
        exit: 0,
    }
}

fn past_all_measure(size: usize) -> String {
    format!("a sentence unfolds into {size} acts, more than {MOST}: split it")
}

fn commitment(
    i: usize,
    c: &Commitment,
    norms: &[Unfolded<'_>],
    mut instances: Vec<InstanceJudgement>,
) -> CommitmentJudgement {
    let advice = !c.norms.is_empty() && c.norms.iter().all(|n| n.advice);
    let not_assessable = if c.modality == CommitmentModality::Declared {
        Some("the agreement only declares it: there is nothing to judge".to_owned())
    } else {
        // One sentence that cannot be judged leaves the whole undecided: the others do not make up for it.
        let past = norms.iter().find_map(|u| u.too_many);
        c.unevaluated.clone().or_else(|| past.map(past_all_measure))
    };
    if let Some(reason) = not_assessable {
        // What was found stays listed; it decides nothing.
        for j in &mut instances {
            (j.status, j.exit, j.next_change_at) = (Status::NotAssessable, 0, None);
            j.flags.clear();
            j.reason.clone_from(&reason);
        }
        return CommitmentJudgement {
            commitment: i,
            status: Status::NotAssessable,
            flags: Vec::new(),
            reason,
            instances,
            advice,
            exit: 0,
        };
    }
    let (status, mut flags) = rollup::each(&children(instances.iter()));
    let open = norms.iter().flat_map(|u| &u.instances).any(|i| i.open);
    if open && status.is_satisfied() {
        flags.push(Flag::NamedMembersOnly);
    }
    // What fails a run is what is owed: advice beside it never does.
    let owed = |j: &&InstanceJudgement| c.norms.get(j.norm).is_some_and(|n| !n.advice);
    let binding: Vec<&InstanceJudgement> = instances.iter().filter(owed).collect();
    let (owed_status, owed_flags) = rollup::each(&children(binding.iter().copied()));
    let of_status = |s: Status| {
        let of = binding.iter().filter(move |j| j.status == s);
        of.map(|j| j.exit).max()
    };
    let exit = match owed_status {
        Status::Partial => {
            let worst = |f: &Flag| {
                if let Flag::Worst(s) = f {
                    Some(*s)
                } else {
                    None
                }
            };
            owed_flags.iter().find_map(worst).and_then(of_status)
        }
        s => of_status(s),
    };
    let exit = match binding.as_slice() {
        [] => 0,
        _ => exit.unwrap_or_else(|| rollup::exit(owed_status, &owed_flags, false)),
    };
    let reason = match instances.as_slice() {
        [one] => one.reason.clone(),
        many => summary(many),
    };
    CommitmentJudgement {
        commitment: i,
        status,
        flags: rollup::tidy(flags),
        reason,
        instances,
        advice,
        exit,
    }
}

fn children<'a>(list: impl Iterator<Item = &'a InstanceJudgement>) -> Vec<Child<'a>> {
    list.map(|j| Child {
        status: j.status,
        flags: &j.flags,
    })
    .collect()
}

/// "of 5: 2 fulfilled, 1 in-progress, 2 unreported".
fn summary(list: &[InstanceJudgement]) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for j in list {
        *counts.entry(j.status).or_insert(0u32) += 1;
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|(s, n)| format!("{n} {}", s.word()))
        .collect();
    format!("of {}: {}", list.len(), parts.join(", "))
}
