//! Claims against norms: a status for every instance, with its witness. Pure and total: a status is a
//! function of the rulebook, the claims, the as-of day and the known-at day, and of nothing else.
//!
//! Takes a [`Rulebook`], [`Claims`] and a [`View`]; gives a [`Judgement`]. Norms unfold into instances
//! and these into goals (`instances`); the index routes claims to goals (`index`); a goal's claims are
//! sorted into a timeline (`weigh`), which has a truth as of a day (`truth`, `crowd`, `coverage`); the norm's
//! kind says what that comes to (`kinds`); quantifiers join it (`rollup`). `verify` checks all of it
//! anew, by other means.

mod around;
mod cite;
mod coverage;
mod crowd;
mod docket;
mod findings;
mod fit;
mod index;
mod instances;
mod judged;
mod keep;
mod kinds;
mod near;
mod reason;
mod relief;
mod rollup;
mod rota;
mod sheet;
mod size;
mod spark;
mod standard;
mod state;
mod tally;
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
use crate::time::{Day, Interval};
use docket::{Docket, Ruling};
use index::Index;
use relief::Reliefs;
use rollup::Child;
use sheet::Sheet;
use standard::Court;

/// Judges every commitment of a rulebook.
pub fn judge(rules: &Rulebook, claims: &Claims, view: View) -> Judgement {
    let court = Court::new(rules, claims, view);
    let mut next = 0;
    let sheets: Vec<Vec<Sheet<'_>>> = rules
        .commitments
        .iter()
        .map(|c| {
            let norms = c.norms.iter();
            norms.map(|n| Sheet::new(rules, n, &mut next)).collect()
        })
        .collect();
    let mut seats = Vec::new();
    for (c, sheets) in rules.commitments.iter().zip(&sheets) {
        let names = names(rules, c);
        for sheet in sheets {
            // Days on which an instance is suspended move what counts for it.
            seats.extend(sheet.seats(|i| {
                let mut ids = names.clone();
                ids.extend([sheet.norm.id.as_str(), i.id.as_str()]);
                Reliefs::of(rules, &ids).suspended().is_empty()
            }));
        }
    }
    let index = Index::new(&court, &seats);
    let commitments = rules
        .commitments
        .iter()
        .zip(&sheets)
        .enumerate()
        .map(|(i, (c, sheets))| {
            let docket = Docket {
                court: &court,
                index: &index,
                as_of: view.as_of,
                names: names(rules, c),
            };
            let norms = sheets.iter().enumerate();
            let rulings = norms.map(|(n, s)| docket.rule(n, s)).collect();
            overridden(rules, view, commitment(i, c, sheets, rulings))
        })
        .collect();
    Judgement { commitments }
}

/// The IDs of a commitment and of its agreement, by which reliefs may name all of it.
fn names<'a>(rules: &'a Rulebook, c: &'a Commitment) -> Vec<&'a str> {
    let agreement = c.agreement.and_then(|a| rules.agreements.get(a.index()));
    let own = std::iter::once(c.id.as_str());
    own.chain(agreement.map(|a| a.id.as_str())).collect()
}

/// A human's word for a commitment as a whole.
fn overridden(rules: &Rulebook, view: View, mut c: CommitmentJudgement) -> CommitmentJudgement {
    let id = rules.commitments.get(c.commitment).map(|c| c.id.as_str());
    // One that has the commitment's ID has heard that word already.
    let id = id.filter(|id| c.instances.iter().all(|j| j.id != **id));
    let reliefs = Reliefs::of(rules, &[id.unwrap_or("")]).overrides();
    let flags = std::mem::take(&mut c.flags);
    let (status, flags, decided) = reliefs.says(view.as_of, c.status, flags);
    c.reason = reliefs.reason(&decided, c.reason);
    c.flags = rollup::tidy(flags);
    if !decided.is_empty() {
        c.exit = match c.advice {
            true => 0,
            false => rollup::exit(status, &c.flags, false),
        };
    }
    (c.status, c.reliefs) = (status, decided);
    c
}

/// A norm that unfolds past all measure is said to be not assessable, never dropped.
fn too_many(norm: &Norm, n: usize, size: usize) -> InstanceJudgement {
    InstanceJudgement {
        id: norm.id.clone(),
        norm: n,
        status: Status::NotAssessable,
        flags: Vec::new(),
        window: Interval::new(norm.window.from, norm.window.to),
        steps: norm.window.steps.clone(),
        next_change_at: None,
        reliefs: Vec::new(),
        cause: Vec::new(),
        guard: Vec::new(),
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
    sheets: &[Sheet<'_>],
    mut rulings: Vec<Ruling>,
) -> CommitmentJudgement {
    let advice = !c.norms.is_empty() && c.norms.iter().all(|n| n.advice);
    let not_assessable = if c.modality == CommitmentModality::Declared {
        Some("the agreement only declares it: there is nothing to judge".to_owned())
    } else {
        // One sentence that cannot be judged leaves the whole undecided: the others do not make up for it.
        let past = rulings.iter().find_map(|r| r.too_many);
        c.unevaluated.clone().or_else(|| past.map(past_all_measure))
    };
    if let Some(reason) = not_assessable {
        let mut instances: Vec<_> = rulings.drain(..).flat_map(|r| r.instances).collect();
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
            reliefs: Vec::new(),
            next_change_at: None,
        };
    }
    let (status, mut flags) = together(rulings.iter());
    if sheets.iter().any(Sheet::is_open) && status.is_satisfied() {
        flags.push(Flag::NamedMembersOnly);
    }
    // What fails a run is what is owed: advice beside it never does.
    let norms = c.norms.iter().zip(&rulings);
    let owed: Vec<&Ruling> = norms.filter(|(n, _)| !n.advice).map(|(_, r)| r).collect();
    let (owed_status, owed_flags) = together(owed.iter().copied());
    let of_status = |s: Status| {
        let of = owed.iter().flat_map(|r| &r.instances);
        of.filter(|j| j.status == s).map(|j| j.exit).max()
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
    let exit = match owed.as_slice() {
        [] => 0,
        _ => exit.unwrap_or_else(|| rollup::exit(owed_status, &owed_flags, false)),
    };
    let opens: Option<Day> = rulings.iter().filter_map(|r| r.opens).min();
    let instances: Vec<_> = rulings.into_iter().flat_map(|r| r.instances).collect();
    let next = instances.iter().filter_map(|j| j.next_change_at);
    let next_change_at = next.chain(opens).min();
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
        reliefs: Vec::new(),
        next_change_at,
    }
}

/// Each of the instances of some sentences, and of each sentence that recurs as a whole.
fn together<'a>(rulings: impl Iterator<Item = &'a Ruling>) -> (Status, Vec<Flag>) {
    let mut out = Vec::new();
    for r in rulings {
        match &r.whole {
            Some((status, flags)) => out.push(Child {
                status: *status,
                flags,
            }),
            None => out.extend(r.instances.iter().map(|j| Child {
                status: j.status,
                flags: &j.flags,
            })),
        }
    }
    match out.as_slice() {
        [one] => (one.status, one.flags.to_vec()),
        many => rollup::each(many),
    }
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
