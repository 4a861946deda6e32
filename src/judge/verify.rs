//! The independent check of every witness: derives anew, from the claims and the norm alone and by the
//! plainest means, that what a status rests on is really so. Shares nothing with the evaluation.

use crate::diag::{Code, Diagnostic};
use crate::model::{
    ActionId, Bearers, Claim, ClaimStatus, Claims, EntityId, EntityKind, InstanceJudgement,
    Judgement, Modality, Norm, NormKind, Polarity, Rulebook, Selection, Status, View, Who, Witness,
};

/// A diagnostic for every status whose witness does not hold: an error of the tool, never of the input.
pub fn verify(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    judgement: &Judgement,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for cj in &judgement.commitments {
        let Some(c) = rules.commitments.get(cj.commitment) else {
            continue;
        };
        for j in &cj.instances {
            let Some(norm) = c.norms.get(j.norm) else {
                continue;
            };
            if j.status == Status::NotAssessable {
                continue;
            }
            if let Err(why) = holds(rules, claims, view, norm, j) {
                out.push(
                    Diagnostic::new(Code::WitnessFails, format!("the witness of {} ({}) does not hold: {why}", j.id, j.status.word()))
                        .at(norm.span, "this sentence")
                        .commitment(&j.id)
                        .help("this is an error of the tool: please report it with the rulebook and the reports"),
                );
            }
        }
    }
    out
}

fn holds(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    norm: &Norm,
    j: &InstanceJudgement,
) -> Result<(), String> {
    let get = |i: usize| {
        claims
            .claims
            .get(i)
            .ok_or_else(|| "a cited claim is missing".to_owned())
    };
    let act = |i: usize| -> Result<(), String> {
        let c = get(i)?;
        if c.polarity != Polarity::Asserted || c.modality != Modality::Completed {
            return Err(format!("a cited claim is {}", c.modality.word()));
        }
        if c.recorded > view.known_at || c.valid.hi.min(c.recorded) > view.as_of {
            return Err("a cited claim was not known, or is of a later day".to_owned());
        }
        if c.status == ClaimStatus::Reversed
            && !rules
                .actions
                .iter()
                .any(|a| a.undone_by.iter().any(|u| kind_of(rules, c.action, *u, 0)))
        {
            return Err("a cited claim tells of an undoing".to_owned());
        }
        if !kind_of(rules, c.action, norm.atom.action.node, 0) {
            return Err(format!(
                "`{}` is not `{}`",
                rules.action_name(c.action),
                rules.action_name(norm.atom.action.node)
            ));
        }
        if let Some(t) = &norm.atom.targets
            && !t.anyone
            && !c
                .targets
                .iter()
                .any(|w| t.members.iter().any(|m| on(rules, *w, *m, 0)))
        {
            return Err("a cited claim is about somebody else".to_owned());
        }
        if !actor(rules, norm, c) {
            return Err("a cited claim is of another actor".to_owned());
        }
        for (p, s) in &norm.atom.participants {
            let met = c.participants.iter().any(|(q, e)| {
                q == p
                    && (s.anyone
                        || s.members
                            .iter()
                            .any(|m| on(rules, Who::Entity(*e), *m, 0) || by_who(rules, *e, *m)))
            });
            if !met {
                return Err(format!("a cited claim does not say `{}`", p.word()));
            }
        }
        Ok(())
    };
    let denial = |i: usize| -> Result<(), String> {
        let c = get(i)?;
        if c.polarity == Polarity::Denied && c.recorded <= view.known_at {
            Ok(())
        } else {
            Err("a cited denial denies nothing".to_owned())
        }
    };
    let wrong = || Err(format!("{} cannot rest on it", j.status.word()));
    match (&j.witness, j.status) {
        (_, Status::Partial) => Ok(()),
        (Witness::Hits(list), s) => {
            if list.is_empty() {
                return Err("it cites nothing".to_owned());
            }
            let done = matches!(
                s,
                Status::Fulfilled | Status::FulfilledLate | Status::InProgress | Status::Breached
            );
            if !done
                || (norm.kind != NormKind::Achieve) != (s == Status::Breached)
                    && norm.on_pain_of_breach.is_none()
            {
                return wrong();
            }
            list.iter().try_for_each(|e| act(e.claim))?;
            // In time: at least one cited event can lie in the window.
            let in_time = list
                .iter()
                .filter_map(|e| claims.claims.get(e.claim))
                .any(|c| c.valid.lo <= norm.window.to);
            if s == Status::Fulfilled && norm.kind == NormKind::Achieve && !in_time {
                Err("nothing cited was in time".to_owned())
            } else {
                Ok(())
            }
        }
        (Witness::Undone { hits, reversals }, Status::Reversed) => {
            hits.iter().try_for_each(|e| act(e.claim))?;
            if reversals.is_empty() {
                Err("it cites no undoing".to_owned())
            } else {
                Ok(())
            }
        }
        (Witness::Camps(a, b), Status::Contested) => {
            a.iter().try_for_each(|e| act(e.claim))?;
            if a.is_empty() || b.is_empty() {
                return Err("a camp is empty".to_owned());
            }
            b.iter().try_for_each(|e| denial(e.claim))
        }
        (Witness::Denial(list), Status::NotDone | Status::Breached) => {
            if list.is_empty() {
                wrong()
            } else {
                list.iter().try_for_each(|e| denial(e.claim))
            }
        }
        (Witness::Steps(list), Status::InProgress) => {
            if list.is_empty() {
                wrong()
            } else {
                Ok(())
            }
        }
        (Witness::Absence { covered, gaps, .. }, s) => match s {
            Status::Overdue if covered.is_empty() || !gaps.is_empty() => {
                Err("the time is not covered".to_owned())
            }
            Status::Holding | Status::Fulfilled if norm.kind == NormKind::Achieve => wrong(),
            Status::Holding | Status::Fulfilled
                if norm.evidence.closed != Some(true)
                    && (covered.is_empty() || !gaps.is_empty()) =>
            {
                Err("the time is not covered".to_owned())
            }
            Status::Breached if norm.evidence.closed != Some(true) => {
                Err("absence alone is no breach in an open world".to_owned())
            }
            Status::FulfilledLate | Status::Reversed | Status::Contested => wrong(),
            _ => Ok(()),
        },
        (Witness::Calendar, Status::Pending) if view.as_of < norm.window.from => Ok(()),
        _ => wrong(),
    }
}

/// Whether `special` is `general` or a case of it, by walking down.
fn kind_of(rules: &Rulebook, special: ActionId, general: ActionId, depth: usize) -> bool {
    special == general
        || depth < 64
            && rules.action(general).is_some_and(|a| {
                a.includes
                    .iter()
                    .any(|i| kind_of(rules, special, *i, depth + 1))
            })
}

/// Whether acting on `w` is acting on `goal`, by walking up.
fn on(rules: &Rulebook, w: Who, goal: Who, depth: usize) -> bool {
    if w == goal {
        return true;
    }
    let Who::Entity(id) = w else { return false };
    let Some(e) = rules.entity(id) else {
        return false;
    };
    depth < 16
        && e.related.iter().any(|r| {
            let Some(x) = rules.relation(r.relation) else {
                return false;
            };
            (x.carries_target || x.name == "part of" && e.kind == EntityKind::Place)
                && on(rules, Who::Entity(r.to), goal, depth + 1)
        })
}

/// Whether `id`'s acts are those of `goal`.
fn acts_for(rules: &Rulebook, id: EntityId, goal: EntityId, depth: usize) -> bool {
    id == goal
        || depth < 16
            && rules.entity(id).is_some_and(|e| {
                e.related.iter().any(|r| {
                    rules.relation(r.relation).is_some_and(|x| x.carries_actor)
                        && acts_for(rules, r.to, goal, depth + 1)
                })
            })
}

fn by_who(rules: &Rulebook, id: EntityId, goal: Who) -> bool {
    matches!(goal, Who::Entity(g) if acts_for(rules, id, g, 0))
}

fn actor(rules: &Rulebook, norm: &Norm, c: &Claim) -> bool {
    let acting = |id: EntityId| {
        c.actors
            .iter()
            .chain(c.participants.iter().map(|(_, e)| e))
            .any(|a| acts_for(rules, *a, id, 0))
    };
    let any = |s: &Selection| {
        s.anyone
            || s.members
                .iter()
                .any(|w| matches!(w, Who::Entity(id) if acting(*id)))
    };
    if let (NormKind::Prevent, Some(p)) = (norm.kind, &norm.atom.performer) {
        return any(p);
    }
    match &norm.bearers {
        Bearers::Joint(ids) => ids.iter().all(|id| acting(*id)),
        Bearers::Of(s) => any(s),
    }
}
