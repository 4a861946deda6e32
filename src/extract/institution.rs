//! Whose act an act without an agent is: takes the claims of a report whose clause does not say who acted
//! ("he was arrested in 2019", "the judge convicted him"), gives them the state whose police and courts the
//! report tells of, where it is one only.
//!
//! Only acts that authorities do to those whom they hold are filled in: bans, listings and seizures are done by
//! several states at once, and a kidnapper too is "released" from. What a sentence itself says of another state
//! or an agent always stands.

use super::claims::{self, Frame};
use crate::lexicon::fold;
use crate::model::{
    ActionId, Claim, ClaimStatus, EntityId, EntityKind, Modality, Places, Polarity, Rulebook, Who,
};
use crate::source::Span;

/// A claim whose agent is not said.
#[derive(Debug, Clone)]
pub struct Open {
    /// Which claim of the report.
    pub claim: usize,
    /// States that its sentence names.
    pub named: Vec<EntityId>,
    /// States of the places that it names.
    pub grounds: Vec<EntityId>,
    /// Nothing but the agent that may be filled in makes it worth telling.
    pub faint: bool,
    /// Its subject is an organ of a state that is not named ("the judge"): whatever the act is.
    pub organ: bool,
}

/// A state whose authorities act or speak in the report.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The state.
    pub state: EntityId,
    /// Where it is named.
    pub at: Span,
    /// Told in passing: of no weight for the report as a whole.
    pub background: bool,
    /// On whom it acted.
    pub target: Option<EntityId>,
}

/// What a report holds of both.
#[derive(Debug, Default)]
pub struct Institutions {
    /// Claims without an agent.
    pub open: Vec<Open>,
    /// Who acts.
    pub seen: Vec<Seen>,
}

/// Most of each that are kept of a report; beyond that nothing more is filled in.
const MOST: usize = 512;

/// Organs that arrest, charge and try.
const ENFORCE: &[&str] = &[
    "police",
    "policemen",
    "court",
    "courts",
    "judge",
    "judges",
    "tribunal",
    "magistrate",
    "prosecutor",
    "prosecutors",
    "prosecution",
    "investigators",
    "investigation",
    "customs",
    "gendarmerie",
    "rangers",
    "terrorism",
    "counterterrorism",
    "constabulary",
    "detectives",
];

/// Whether words name an organ that arrests, charges or tries.
pub fn enforces(words: &str) -> bool {
    fold(words).split(' ').any(|w| ENFORCE.contains(&w))
}

/// Whether an act is one that authorities do to those whom they hold or look for.
pub fn custody(rules: &Rulebook, action: ActionId) -> bool {
    rules
        .action(action)
        .is_some_and(|a| match a.plover.as_deref() {
            Some("COERCE/arrest" | "SANCTION/convict" | "RETREAT/release" | "THREATEN/arrest") => {
                true
            }
            // An accusation is no step to anything.
            Some("ACCUSE") => !a.step_towards.is_empty(),
            _ => false,
        })
}

/// The state that an entity is, or that a place is part of.
pub fn state_of(rules: &Rulebook, entity: EntityId) -> Option<EntityId> {
    let mut at = entity;
    for _ in 0..4 {
        let e = rules.entity(at)?;
        match e.kind {
            EntityKind::State => return Some(at),
            EntityKind::Place => {}
            _ => return None,
        }
        at = e
            .related
            .iter()
            .find(|r| {
                rules
                    .relations
                    .get(r.relation.index())
                    .is_some_and(|r| r.name == "part of")
            })?
            .to;
    }
    None
}

/// The state that an entity is or is an organ of.
pub fn state_for(rules: &Rulebook, entity: EntityId) -> Option<EntityId> {
    if let Some(state) = state_of(rules, entity) {
        return Some(state);
    }
    let e = rules.entity(entity)?;
    if e.kind != EntityKind::Organisation {
        return None;
    }
    e.related
        .iter()
        .filter(|r| {
            rules
                .relations
                .get(r.relation.index())
                .is_some_and(|r| r.name == "part of")
        })
        .find_map(|r| state_of(rules, r.to))
}

/// Whether an entity's name is that of an organ that arrests, charges or tries.
pub fn enforcing(rules: &Rulebook, entity: EntityId) -> bool {
    rules.entity(entity).is_some_and(|e| {
        e.kind == EntityKind::Organisation && e.names.iter().any(|n| enforces(&n.text))
    })
}

impl Institutions {
    /// Takes note of one; the same again adds nothing.
    pub fn see(&mut self, seen: Seen) {
        let known = |s: &Seen| {
            (s.state, s.target, s.background) == (seen.state, seen.target, seen.background)
        };
        if self.seen.len() < MOST && !self.seen.iter().any(known) {
            self.seen.push(seen);
        }
    }

    /// Takes note of who acts in the claims of a sentence, from `claims[first]` on.
    pub fn note(&mut self, rules: &Rulebook, claims: &[Claim], first: usize, background: bool) {
        for c in claims.get(first..).unwrap_or_default() {
            let told = matches!(
                c.modality,
                Modality::Completed | Modality::Ongoing | Modality::Denied | Modality::Alleged
            );
            if !told || self.seen.len() >= MOST || !custody(rules, c.action) {
                continue;
            }
            let (Some(actor), Some(at)) = (c.actors.first(), c.parts().actors.first().copied())
            else {
                continue;
            };
            if let Some(state) = state_for(rules, *actor) {
                self.see(Seen {
                    state,
                    at,
                    background,
                    target: target(c),
                });
            }
        }
    }

    /// Fills in what is open, and takes out the claims that would say nothing without it; gives how many.
    pub fn settle(&self, claims: &mut Vec<Claim>, frame: &Frame<'_>) -> usize {
        if self.open.len() <= MOST && self.seen.len() < MOST {
            self.fill(claims, frame);
        }
        let before = claims.len();
        let mut faint = self
            .open
            .iter()
            .filter(|o| o.faint)
            .map(|o| o.claim)
            .peekable();
        let mut at = 0;
        claims.retain(|c| {
            while faint.peek().is_some_and(|f| *f < at) {
                faint.next();
            }
            let keep = faint.peek() != Some(&at) || !c.actors.is_empty();
            at += 1;
            keep
        });
        before - claims.len()
    }

    fn fill(&self, claims: &mut [Claim], frame: &Frame<'_>) {
        for open in &self.open {
            let Some(claim) = claims.get_mut(open.claim) else {
                continue;
            };
            if !(open.organ || custody(frame.rules, claim.action)) {
                continue;
            }
            let whom = target(claim);
            let held = whom.is_some_and(|t| {
                matches!(
                    frame.rules.entity(t).map(|e| e.kind),
                    Some(EntityKind::Person | EntityKind::Group)
                )
            });
            let freed = frame
                .rules
                .action(claim.action)
                .is_some_and(|a| a.plover.as_deref() == Some("RETREAT/release"));
            if freed && !held || whom.is_some() && !held && !open.organ {
                continue;
            }
            let same = whom.and_then(|t| only(self.seen.iter().filter(|s| s.target == Some(t))));
            let asked = claim.modality == Modality::CalledFor;
            let Some(found) = same.or_else(|| {
                only(self.seen.iter().filter(|s| !s.background)).filter(|_| !asked || open.organ)
            }) else {
                continue;
            };
            // What was done to the same before says more than a place that is only mentioned.
            let grounds = open.grounds.iter().filter(|_| same.is_none());
            if open.named.iter().chain(grounds).any(|s| *s != found.state) {
                continue;
            }
            claim.actors = vec![found.state].into();
            let mut parts = claim.parts();
            parts.actors = vec![found.at].into();
            claim.places = Places::new(parts, claim.span);
            claim.id = claims::identify(claim, frame);
        }
    }
}

fn target(c: &Claim) -> Option<EntityId> {
    c.targets.first().map(|w| match w {
        Who::Entity(e) | Who::Role(_, e) => *e,
    })
}

/// The first of them, where all are of one state.
fn only<'s>(mut all: impl Iterator<Item = &'s Seen>) -> Option<Seen> {
    let first = *all.next()?;
    all.all(|s| s.state == first.state).then_some(first)
}

/// Whether a status leaves open who did it: what is only supposed or demanded needs no agent.
pub fn told(status: ClaimStatus) -> bool {
    status.polarity() == Polarity::Denied
        || matches!(
            status.modality(),
            Modality::Completed
                | Modality::Ongoing
                | Modality::Alleged
                | Modality::Planned
                | Modality::CalledFor
        )
}
