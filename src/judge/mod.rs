//! Claims against norms: a status for every instance, with its witness. Pure and total: a status is a
//! function of the rulebook, the claims, the as-of day and the known-at day, and of nothing else.

mod coverage;
mod evidence;
mod findings;
mod fit;
mod instances;
mod kinds;
mod rollup;
mod verify;
mod world;

#[cfg(test)]
mod tests;

pub use findings::findings;
pub use kinds::{KINDS, KindInfo};
pub use verify::verify;

use crate::model::{
    Claims, Commitment, CommitmentJudgement, CommitmentModality, Flag, InstanceJudgement,
    Judgement, NearMiss, Norm, NormKind, Rulebook, Status, View, Witness,
};
use crate::time::{Day, Interval};
use evidence::{Bearing, Index, Scale};
use instances::Instance;
use kinds::Verdict;
use rollup::{at_least, decisive, exit, tidy};
use world::World;

/// How many near misses are cited.
const CITED: usize = 5;

/// Judges every commitment of a rulebook.
pub fn judge(rules: &Rulebook, claims: &Claims, view: View) -> Judgement {
    let world = World::new(rules);
    let index = Index::new(claims);
    let commitments = rules
        .commitments
        .iter()
        .enumerate()
        .map(|(i, c)| commitment(&world, claims, &index, view, i, c))
        .collect();
    Judgement { commitments }
}

fn commitment(
    world: &World<'_>,
    claims: &Claims,
    index: &Index,
    view: View,
    i: usize,
    c: &Commitment,
) -> CommitmentJudgement {
    let mut instances = Vec::new();
    let mut open = false;
    for (n, norm) in c.norms.iter().enumerate() {
        for inst in instances::instances(world.rules, norm) {
            open |= inst.open;
            let scale = Scale {
                world,
                claims,
                index,
                norm,
                view,
            };
            instances.push(instance(&scale, n, &inst));
        }
    }
    let advice = !c.norms.is_empty() && c.norms.iter().all(|n| n.advice);
    let not_assessable = if c.modality == CommitmentModality::Declared {
        Some("the agreement only declares it".to_owned())
    } else {
        c.unevaluated.clone()
    };
    if let Some(reason) = not_assessable {
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
    let children: Vec<(Status, &[Flag])> = instances
        .iter()
        .map(|j| (j.status, j.flags.as_slice()))
        .collect();
    let (status, mut flags) = at_least(children.len(), &children);
    if open && status.is_satisfied() {
        flags.push(Flag::NamedMembersOnly);
    }
    let code = match (status, instances.as_slice()) {
        // What decides is the instance that the status comes from.
        (Status::Partial, _) => exit(status, &flags, false),
        (_, list) => list
            .iter()
            .filter(|j| j.status == status)
            .map(|j| j.exit)
            .max()
            .unwrap_or_else(|| exit(status, &flags, false)),
    };
    let reason = match instances.as_slice() {
        [one] => one.reason.clone(),
        many => summary(many),
    };
    CommitmentJudgement {
        commitment: i,
        status,
        flags: tidy(flags),
        reason,
        instances,
        advice,
        exit: if advice { 0 } else { code },
    }
}

/// "2 of 5 fulfilled, 1 in-progress, 2 unreported".
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

fn instance(scale: &Scale<'_>, norm_index: usize, inst: &Instance) -> InstanceJudgement {
    let norm = scale.norm;
    let bearings: Vec<Bearing> = inst.goals.iter().map(|g| scale.weigh(inst, g)).collect();
    let verdicts: Vec<Verdict> = bearings
        .iter()
        .map(|b| kinds::judge(scale, inst, b))
        .collect();
    let (status, flags) = roll(norm, inst, &verdicts);
    let shown = decisive(status, &verdicts);
    let mut misses: Vec<NearMiss> = Vec::new();
    for m in bearings.iter().flat_map(|b| &b.misses) {
        match misses.iter_mut().find(|x| x.claim == m.claim) {
            Some(x) if m.missing.len() < x.missing.len() => x.missing.clone_from(&m.missing),
            Some(_) => {}
            None => misses.push(m.clone()),
        }
    }
    // What already counts elsewhere in the instance is no near miss of it.
    let counted: Vec<usize> = bearings
        .iter()
        .flat_map(|b| {
            b.hits
                .iter()
                .flat_map(|h| h.evidence.iter().map(|e| e.claim))
        })
        .collect();
    misses.retain(|m| !counted.contains(&m.claim));
    misses.sort_by_key(|m| {
        (
            m.missing.len(),
            std::cmp::Reverse(scale.claims.claims.get(m.claim).map(|c| c.valid.hi)),
            m.claim,
        )
    });
    let near_miss_count = misses.len();
    misses.truncate(CITED);
    let window = Interval::new(norm.window.from, norm.window.to);
    let next_change_at = next_change(scale, inst, &bearings, status, &flags);
    let code = exit(
        status,
        &flags,
        scale.view.as_of <= window.hi && window.hi.is_finite(),
    );
    InstanceJudgement {
        id: inst.id.clone(),
        norm: norm_index,
        status,
        flags,
        window,
        next_change_at,
        reason: shown.map_or_else(String::new, |v| v.reason.clone()),
        witness: shown.map_or(Witness::Calendar, |v| v.witness.clone()),
        near_misses: misses,
        near_miss_count,
        exit: if norm.advice { 0 } else { code },
    }
}

/// An instance of several goals: so many of them are owed; under a prohibition none may happen.
fn roll(norm: &Norm, inst: &Instance, verdicts: &[Verdict]) -> (Status, Vec<Flag>) {
    let children: Vec<(Status, &[Flag])> = verdicts
        .iter()
        .map(|v| (v.status, v.flags.as_slice()))
        .collect();
    let need = if norm.kind == NormKind::Achieve {
        inst.need
    } else {
        children.len()
    };
    let (status, flags) = at_least(need, &children);
    (status, tidy(flags))
}

/// The first later day on which the status or a flag changes with no new report: tried at every day on
/// which anything can change (law a).
fn next_change(
    scale: &Scale<'_>,
    inst: &Instance,
    bearings: &[Bearing],
    status: Status,
    flags: &[Flag],
) -> Option<Day> {
    let mut days = Vec::new();
    for b in bearings {
        kinds::achieve::critical(scale, b, &mut days);
    }
    let quiet = scale.norm.evidence.quiet.unwrap_or(evidence::QUIET);
    for c in scale.claims.reports.iter().flat_map(|r| &r.covers) {
        days.push(quiet.after(c.period.hi.next()));
        days.push(c.period.hi.next());
        days.push(c.period.lo);
    }
    if scale.view.known_at > scale.view.as_of {
        // Claims of later events are known already; each may count when its day comes.
        days.extend(
            bearings
                .iter()
                .flat_map(|b| b.misses.iter())
                .filter_map(|m| scale.claims.claims.get(m.claim))
                .map(|c| c.valid.hi),
        );
    }
    days.retain(|d| d.is_finite() && *d > scale.view.as_of);
    days.sort_unstable();
    days.dedup();
    for day in days.into_iter().take(64) {
        let view = View {
            as_of: day,
            known_at: scale.view.known_at,
        };
        let later = Scale { view, ..*scale };
        let verdicts: Vec<Verdict> = if scale.view.known_at > scale.view.as_of {
            inst.goals
                .iter()
                .map(|g| kinds::judge(&later, inst, &later.weigh(inst, g)))
                .collect()
        } else {
            bearings
                .iter()
                .map(|b| kinds::judge(&later, inst, b))
                .collect()
        };
        let (s, f) = roll(scale.norm, inst, &verdicts);
        if s != status || f != flags {
            return Some(day);
        }
    }
    None
}
