//! Norms into instances, by hand: every `each of` is a loop.

use servanda::model::*;

/// What one claim must show. `None`: not named; an empty list: anybody.
#[derive(Debug, Clone)]
pub struct Goal {
    /// All of these together (a joint act), or one of them.
    pub actors: Vec<EntityId>,
    pub joint: bool,
    pub anyone: bool,
    pub action: ActionId,
    pub target: Option<Vec<Who>>,
    pub parts: Vec<(Preposition, Vec<Who>)>,
}

#[derive(Debug, Clone)]
pub struct Instance {
    pub id: String,
    pub bearers: Vec<EntityId>,
    pub goals: Vec<Goal>,
    /// (how many there are, how many are owed), the outermost first.
    pub levels: Vec<(usize, usize)>,
    pub open: bool,
}

/// One way of filling a place: (key, alternatives, how many are owed, the set goes on).
type Fill = (Option<Who>, Vec<Vec<Who>>, usize, bool);

fn fills(s: &Selection, forbidden: bool) -> Vec<Fill> {
    if s.anyone {
        return vec![(None, vec![vec![]], 1, false)];
    }
    match s.quantifier {
        Quantifier::Each => s
            .members
            .iter()
            .map(|w| (Some(*w), vec![vec![*w]], 1, s.open))
            .collect(),
        Quantifier::AtLeast(n) if !forbidden => {
            let all = n as usize >= s.members.len();
            let each = s.members.iter().map(|w| vec![*w]).collect();
            vec![(None, each, n as usize, s.open && all)]
        }
        _ => vec![(None, vec![s.members.clone()], 1, s.open && forbidden)],
    }
}

pub fn unfold(rules: &Rulebook, norm: &Norm) -> Vec<Instance> {
    let forbidden = !norm.kind.is_owed();
    let mut out = vec![Instance {
        id: String::new(),
        bearers: vec![],
        goals: vec![Goal {
            actors: vec![],
            joint: false,
            anyone: false,
            action: norm.atom.action.node,
            target: None,
            parts: vec![],
        }],
        levels: vec![],
        open: false,
    }];
    // Multiplies what there is by the ways to fill one more place.
    let step = |out: Vec<Instance>, fills: Vec<Fill>, set: &dyn Fn(&mut Goal, &[Who])| {
        let mut next = Vec::new();
        for i in out {
            for (key, alternatives, need, open) in &fills {
                let mut j = i.clone();
                if let Some(Who::Entity(id) | Who::Role(_, id)) = key {
                    let sep = if j.id.is_empty() { "" } else { ", " };
                    j.id = format!("{}{sep}{}", j.id, rules.entity_name(*id));
                }
                j.goals = Vec::new();
                for g in &i.goals {
                    for a in alternatives {
                        let mut g = g.clone();
                        set(&mut g, a);
                        j.goals.push(g);
                    }
                }
                if alternatives.len() > 1 {
                    j.levels.push((alternatives.len(), *need));
                }
                j.open |= open;
                next.push(j);
            }
        }
        next
    };
    let ids = |who: &[Who]| -> Vec<EntityId> {
        who.iter()
            .filter_map(|w| {
                if let Who::Entity(id) = w {
                    Some(*id)
                } else {
                    None
                }
            })
            .collect()
    };
    match &norm.bearers {
        Bearers::Joint(list) => {
            for i in &mut out {
                i.bearers = list.clone();
                i.goals[0].actors = list.clone();
                i.goals[0].joint = true;
            }
        }
        Bearers::Of(s) => {
            out = step(out, fills(s, forbidden), &|g, who| {
                g.actors = ids(who);
                g.anyone = s.anyone;
            });
            for i in &mut out {
                i.bearers = i.goals.iter().flat_map(|g| g.actors.clone()).collect();
            }
        }
    }
    if let Some(s) = &norm.atom.performer {
        out = step(out, fills(s, forbidden), &|g, who| {
            g.actors = ids(who);
            g.joint = false;
            g.anyone = s.anyone;
        });
    }
    if let Some(s) = &norm.atom.targets {
        out = step(out, fills(s, forbidden), &|g, who| {
            g.target = Some(who.to_vec())
        });
    }
    for (p, s) in &norm.atom.participants {
        out = step(out, fills(s, forbidden), &|g, who| {
            g.parts.push((*p, who.to_vec()))
        });
    }
    for i in &mut out {
        i.id = if i.id.is_empty() {
            norm.id.clone()
        } else {
            format!("{}[{}]", norm.id, i.id)
        };
    }
    out
}
