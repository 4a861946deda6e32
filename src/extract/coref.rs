//! Who "it", "they", "his" and "the group" mean: takes what the last two sentences named, gives an
//! entity only where there is one candidate of the right kind. When unsure, none.

use super::roles::state_of;
use crate::model::{ActionId, EntityId, EntityKind, Rulebook};
use crate::time::Interval;

/// What one sentence named.
#[derive(Debug, Default, Clone)]
pub struct Named {
    /// Persons, groups, and states or bodies, each once, in the order of the text.
    persons: Vec<EntityId>,
    groups: Vec<EntityId>,
    states: Vec<EntityId>,
    bodies: Vec<EntityId>,
    /// States of the places named.
    grounds: Vec<EntityId>,
    /// Who it was about.
    pub subject: Vec<EntityId>,
    /// The subject is people who act for it: "the police", so that "they" can be it.
    pub many: bool,
    /// On whom its acts were.
    pub targets: Vec<EntityId>,
    /// Its acts that were done upon somebody: what "the ban" or "the decision" of a later clause means.
    pub acts: Vec<(ActionId, Vec<EntityId>)>,
}

/// Most names of a kind that one sentence is searched for.
const MOST: usize = 16;

impl Named {
    /// Forgets all.
    pub fn clear(&mut self) {
        for list in [
            &mut self.persons,
            &mut self.groups,
            &mut self.states,
            &mut self.bodies,
            &mut self.grounds,
            &mut self.subject,
            &mut self.targets,
        ] {
            list.clear();
        }
        self.acts.clear();
        self.many = false;
    }

    /// The states that it names, and those of the places that it names.
    pub fn lands(&self) -> (Vec<EntityId>, Vec<EntityId>) {
        (self.states.clone(), self.grounds.clone())
    }

    /// Whether it names a state that none of the parties is, or is an organ of.
    pub fn names_other(&self, parties: &[EntityId], rules: &Rulebook) -> bool {
        let own: Vec<EntityId> = parties
            .iter()
            .filter_map(|e| super::institution::state_for(rules, *e))
            .collect();
        self.states.iter().any(|s| !own.contains(s))
    }

    /// Remembers an act.
    pub fn act(&mut self, action: ActionId, targets: Vec<EntityId>) {
        if self.acts.len() < MOST {
            self.acts.push((action, targets));
        }
    }

    /// Remembers a name.
    pub fn add(&mut self, id: EntityId, rules: &Rulebook) {
        let mut id = id;
        let list = match rules.entity(id).map(|e| e.kind) {
            Some(EntityKind::Person) => &mut self.persons,
            Some(EntityKind::Group) => &mut self.groups,
            Some(EntityKind::State) => &mut self.states,
            Some(EntityKind::Organisation) => &mut self.bodies,
            Some(EntityKind::Place) => match state_of(rules, id) {
                Some(state) => {
                    id = state;
                    &mut self.grounds
                }
                None => return,
            },
            _ => return,
        };
        if list.len() < MOST && !list.contains(&id) {
            list.push(id);
        }
    }
}

/// What the last two sentences of a block named, the present one growing.
#[derive(Debug, Default)]
pub struct Memory {
    /// The state whose report it is: of its dateline.
    pub home: Option<EntityId>,
    /// The two states of talks that the report names together ("the India-Japan dialogue"); none where it
    /// names several such pairs.
    pub pair: Option<[EntityId; 2]>,
    pairs: usize,
    /// The one body of states that the report has named so far.
    body: Option<EntityId>,
    bodies: usize,
    /// Who acts in the items under the heading.
    pub heading: Option<EntityId>,
    /// The days of the last act that was dated, so that "a day later" has an anchor.
    pub last: Option<Interval>,
    /// The days that were named last, of whatever: "that Saturday".
    pub mention: Option<Interval>,
    /// The sentence being read, up to where it is read.
    pub now: Named,
    before: Named,
    earlier: Named,
}

/// What a word of reference can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// he, she, him, his
    Person,
    /// the group, its (of what is acted on)
    Group,
    /// the country, the government
    State,
    /// it, as a subject: a state, body or group
    Actor,
    /// they, them
    Several,
    /// they, them, as those upon whom something is done
    Those,
    /// the two sides, both countries
    Sides,
    /// the committee
    Body,
    /// police, a court, the army
    Home,
}

impl Memory {
    /// Remembers two states that are named as one.
    pub fn pair(&mut self, a: EntityId, b: EntityId) {
        let pair = if a < b { [a, b] } else { [b, a] };
        if self.pairs == 0 || self.pair != Some(pair) {
            self.pairs += 1;
            self.pair = (self.pairs == 1).then_some(pair);
        }
    }

    /// Remembers a name of the sentence being read.
    pub fn add(&mut self, id: EntityId, rules: &Rulebook) {
        let body = rules
            .entity(id)
            .is_some_and(|e| e.kind == EntityKind::Organisation)
            && super::institution::state_for(rules, id).is_none();
        if body && (self.bodies == 0 || self.body != Some(id)) {
            self.bodies += 1;
            self.body = (self.bodies == 1).then_some(id);
        }
        self.now.add(id, rules);
    }

    /// Goes on to the next sentence.
    pub fn next(&mut self) {
        std::mem::swap(&mut self.earlier, &mut self.before);
        std::mem::swap(&mut self.before, &mut self.now);
        self.now.clear();
    }

    /// The latest act told, in this or the last two sentences, that `fits`.
    pub fn act(&self, fits: impl Fn(ActionId) -> bool) -> Option<(ActionId, Vec<EntityId>)> {
        [&self.now, &self.before, &self.earlier]
            .iter()
            .flat_map(|level| level.acts.iter().rev())
            .find(|(a, _)| fits(*a))
            .cloned()
    }

    /// Whom "it" means as an object: the one party or group that the sentence has named so far and that
    /// is not who acts.
    pub fn object(&self, actors: &[EntityId]) -> Option<EntityId> {
        let mut found = None;
        for e in self
            .now
            .groups
            .iter()
            .chain(&self.now.states)
            .chain(&self.now.bodies)
            .filter(|e| !actors.contains(e))
        {
            match found {
                None => found = Some(*e),
                Some(f) if f == *e => {}
                Some(_) => return None,
            }
        }
        found
    }

    /// Who is meant; empty where nobody is for certain.
    pub fn resolve(&self, wanted: Wanted) -> Vec<EntityId> {
        let levels = [&self.now, &self.before, &self.earlier];
        let unique = |pick: fn(&Named) -> &Vec<EntityId>| {
            for level in levels {
                match pick(level).as_slice() {
                    [] => {}
                    [one] => return vec![*one],
                    // Several in one sentence: unsure.
                    _ => return Vec::new(),
                }
            }
            Vec::new()
        };
        match wanted {
            Wanted::Person => unique(|n| &n.persons),
            Wanted::Group => unique(|n| &n.groups),
            Wanted::State => unique(|n| &n.states),
            Wanted::Actor => {
                // One that is many is no "it"; the one before may be.
                let level = [&self.now, &self.before]
                    .into_iter()
                    .find(|l| l.subject.len() == 1);
                let Some(level) = level else {
                    return Vec::new();
                };
                level
                    .subject
                    .iter()
                    .copied()
                    .filter(|e| !level.persons.contains(e))
                    .collect()
            }
            Wanted::Those => {
                let held = |e: &EntityId, l: &Named| l.groups.contains(e) || l.persons.contains(e);
                let level = &self.before;
                let upon = level.targets.iter().all(|e| held(e, level));
                let by = level.subject.iter().any(|e| held(e, level));
                if self.now.targets.is_empty()
                    && self.now.subject.iter().all(|e| level.targets.contains(e))
                    && !level.targets.is_empty()
                    && upon
                    && !by
                {
                    return level.targets.clone();
                }
                self.resolve(Wanted::Several)
            }
            Wanted::Several => {
                if !self.now.targets.is_empty() {
                    return self.now.targets.clone();
                }
                let Some(level) = levels.iter().find(|l| !l.subject.is_empty()) else {
                    return Vec::new();
                };
                level
                    .subject
                    .iter()
                    .copied()
                    .filter(|e| level.many || level.groups.contains(e) || level.subject.len() > 1)
                    .collect()
            }
            Wanted::Body => match unique(|n| &n.bodies) {
                none if none.is_empty() && levels.iter().all(|l| l.bodies.is_empty()) => {
                    self.body.into_iter().collect()
                }
                found => found,
            },
            Wanted::Sides => levels
                .iter()
                .map(|l| &l.subject)
                .find(|s| s.len() == 2)
                .cloned()
                .or_else(|| self.pair.map(|p| p.to_vec()))
                .unwrap_or_default(),
            Wanted::Home => {
                let named = match unique(|n| &n.states) {
                    none if none.is_empty() && levels.iter().all(|l| l.states.is_empty()) => {
                        unique(|n| &n.grounds)
                    }
                    states => states,
                };
                match (named.as_slice(), self.home) {
                    // A paper's own country and the one that it last spoke of: whose police, is not said.
                    ([one], Some(home)) if *one != home && !self.now.states.contains(one) => {
                        Vec::new()
                    }
                    ([one], _) => vec![*one],
                    // Several are named, or none: the state that the report is from.
                    (_, home) => home.into_iter().collect(),
                }
            }
        }
    }
}
