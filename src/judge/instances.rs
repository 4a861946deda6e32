//! A norm unfolds into instances: one a member of each `each of`.

use crate::model::{
    ActionId, Bearers, EntityId, Norm, NormKind, Preposition, Quantifier, Rulebook, Selection, Who,
};

/// Who must be seen to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Actors {
    /// All of them, in one act.
    All(Vec<EntityId>),
    /// One of them.
    One(Vec<EntityId>),
    /// Anybody.
    Anyone,
}

/// What one claim must show.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    pub actors: Actors,
    pub action: ActionId,
    /// One of these; none where the norm names no target; an empty list for `anyone`.
    pub targets: Option<Vec<Who>>,
    /// Each of these, by one of the named, or by all (`true`).
    pub participants: Vec<(Preposition, Vec<Who>, bool)>,
}

/// One thing to be judged: so many of its goals.
#[derive(Debug, Clone)]
pub(super) struct Instance {
    pub id: String,
    /// Who answers for it.
    pub bearers: Vec<EntityId>,
    pub goals: Vec<Goal>,
    pub need: usize,
    /// The set that it came from goes on.
    pub open: bool,
}

/// The instances of a norm, in the order of its words.
pub(super) fn instances(rules: &Rulebook, norm: &Norm) -> Vec<Instance> {
    // Bearers: who answers, in lists that are judged apart.
    let mut out = Vec::new();
    for (bearer_key, bearers, need_bearers, bearers_open) in bearers(norm) {
        let owners: Vec<EntityId> = bearers.iter().flatten().copied().collect();
        for (keys, targets, need_targets, targets_open) in choices(norm.atom.targets.as_ref()) {
            for (participant_keys, participants, open) in participants(norm) {
                let mut goals = Vec::new();
                for b in &bearers {
                    let actors = match &norm.atom.performer {
                        Some(p) if norm.kind == NormKind::Prevent => performer(p),
                        _ if b.len() == 1 || need_bearers.is_none() => Actors::All(b.clone()),
                        _ => Actors::One(b.clone()),
                    };
                    for t in &targets {
                        goals.push(Goal {
                            actors: actors.clone(),
                            action: norm.atom.action.node,
                            targets: t.clone(),
                            participants: participants.clone(),
                        });
                    }
                }
                let need = need_bearers.unwrap_or(1) * need_targets.unwrap_or(1);
                let parts: Vec<String> = bearer_key
                    .iter()
                    .copied()
                    .map(Who::Entity)
                    .chain(keys.iter().copied())
                    .chain(participant_keys)
                    .map(|w| match w {
                        Who::Entity(id) | Who::Role(_, id) => rules.entity_name(id).to_owned(),
                    })
                    .collect();
                let id = if parts.is_empty() {
                    norm.id.clone()
                } else {
                    format!("{}[{}]", norm.id, parts.join(", "))
                };
                out.push(Instance {
                    id,
                    bearers: owners.clone(),
                    need: need.min(goals.len()).max(1),
                    goals,
                    open: bearers_open || targets_open || open,
                });
            }
        }
    }
    out
}

type BearerChoice = (Option<EntityId>, Vec<Vec<EntityId>>, Option<usize>, bool);

fn bearers(norm: &Norm) -> Vec<BearerChoice> {
    match &norm.bearers {
        Bearers::Joint(ids) => vec![(None, vec![ids.clone()], None, false)],
        Bearers::Of(s) => {
            let ids: Vec<EntityId> = s
                .members
                .iter()
                .filter_map(|w| {
                    if let Who::Entity(id) = w {
                        Some(*id)
                    } else {
                        None
                    }
                })
                .collect();
            match s.quantifier {
                Quantifier::Each => ids
                    .iter()
                    .map(|id| (Some(*id), vec![vec![*id]], None, s.open))
                    .collect(),
                Quantifier::Any => vec![(None, vec![ids], Some(1), s.open)],
                Quantifier::AtLeast(n) => vec![(
                    None,
                    ids.iter().map(|id| vec![*id]).collect(),
                    Some(n as usize),
                    s.open,
                )],
            }
        }
    }
}

type TargetChoice = (Option<Who>, Vec<Option<Vec<Who>>>, Option<usize>, bool);

fn choices(targets: Option<&Selection>) -> Vec<TargetChoice> {
    let Some(s) = targets else {
        return vec![(None, vec![None], None, false)];
    };
    if s.anyone {
        return vec![(None, vec![Some(Vec::new())], None, false)];
    }
    match s.quantifier {
        Quantifier::Each => s
            .members
            .iter()
            .map(|w| (Some(*w), vec![Some(vec![*w])], None, s.open))
            .collect(),
        Quantifier::Any => vec![(None, vec![Some(s.members.clone())], None, false)],
        Quantifier::AtLeast(n) => vec![(
            None,
            s.members.iter().map(|w| Some(vec![*w])).collect(),
            Some(n as usize),
            s.open,
        )],
    }
}

type ParticipantChoice = (Vec<Who>, Vec<(Preposition, Vec<Who>, bool)>, bool);

/// Every combination of the `each of` among the participants.
fn participants(norm: &Norm) -> Vec<ParticipantChoice> {
    let mut out: Vec<ParticipantChoice> = vec![(Vec::new(), Vec::new(), false)];
    for (p, s) in &norm.atom.participants {
        let mut next = Vec::new();
        for (keys, list, open) in out {
            if s.quantifier == Quantifier::Each && !s.anyone {
                for w in &s.members {
                    let (mut keys, mut list) = (keys.clone(), list.clone());
                    keys.push(*w);
                    list.push((*p, vec![*w], false));
                    next.push((keys, list, open || s.open));
                }
            } else {
                let (keys, mut list) = (keys, list);
                list.push((
                    *p,
                    s.members.clone(),
                    matches!(s.quantifier, Quantifier::AtLeast(_)),
                ));
                next.push((keys, list, open));
            }
        }
        out = next;
    }
    out
}

fn performer(p: &Selection) -> Actors {
    if p.anyone {
        return Actors::Anyone;
    }
    Actors::One(
        p.members
            .iter()
            .filter_map(|w| {
                if let Who::Entity(id) = w {
                    Some(*id)
                } else {
                    None
                }
            })
            .collect(),
    )
}
