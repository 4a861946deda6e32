//! A duty and a prohibition that nobody can keep both: takes the norms; gives a warning that names both
//! and the first day on which both bind.
//!
//! Said only where it is sure: every way to do what is owed is forbidden, to the same bearer, on all days
//! on which it could be done. What depends on a trigger is not looked at.

use super::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    ActionId, Atom, Bearers, EntityId, Norm, NormKind, Preposition, Quantifier, Rulebook,
    Selection, Who,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Prohibitions that one duty is compared with, and findings of one rulebook, at most.
const COMPARED: usize = 200;
const TOLD: usize = 100;

/// Says which norms conflict.
pub(super) fn conflicts(rules: &Rulebook, said: &Said) {
    let norms = || rules.commitments.iter().flat_map(|c| &c.norms);
    let plain = |n: &&Norm| n.trigger.is_none() && n.binds.is_empty() && !n.advice;
    let mut forbids: FxHashMap<EntityId, Vec<&Norm>> = FxHashMap::default();
    for n in norms().filter(plain).filter(|n| n.kind == NormKind::Forbid) {
        for who in bearers(&n.bearers) {
            forbids.entry(who).or_default().push(n);
        }
    }
    if forbids.is_empty() {
        return;
    }
    let cases = Cases::new(rules);
    let mut told = 0;
    for duty in norms().filter(plain).filter(|n| n.kind.is_owed()) {
        // A duty of any of several can be kept by another.
        let all = match &duty.bearers {
            Bearers::Joint(_) => true,
            Bearers::Of(s) => s.quantifier == Quantifier::Each || s.members.len() == 1,
        };
        let mut seen: Vec<*const Norm> = Vec::new();
        let own = bearers(&duty.bearers).into_iter();
        let against = own.filter_map(|b| forbids.get(&b)).flatten();
        for ban in against.filter(|_| all).take(COMPARED) {
            if seen.contains(&std::ptr::from_ref(*ban)) || !conflict(&cases, duty, ban) {
                continue;
            }
            seen.push(std::ptr::from_ref(*ban));
            said.say(conflicting(duty, ban));
            told += 1;
            if told == TOLD {
                return;
            }
        }
    }
}

fn conflicting(duty: &Norm, ban: &Norm) -> Diagnostic {
    let first = duty.window.from.max(ban.window.from);
    let from = match first.is_finite() {
        true => format!("from {first}"),
        false => "at all times".to_owned(),
    };
    Diagnostic::new(
        Code::Conflict,
        format!("`{}` asks for what `{}` forbids, {from}", duty.id, ban.id),
    )
    .at(duty.span, "owed")
    .at(ban.span, "forbidden")
    .help("take one of the two back, or except from the prohibition what is owed")
}

/// Whether keeping the duty breaks the prohibition, whatever is done and whenever.
fn conflict(cases: &Cases<'_>, duty: &Norm, ban: &Norm) -> bool {
    let within = duty.window.from >= ban.window.from && duty.window.to <= ban.window.to;
    within
        && cases.is_case(duty.atom.action.node, ban.atom.action.node)
        && targets(duty.atom.targets.as_ref(), ban.atom.targets.as_ref())
        && participants(&duty.atom, &ban.atom)
}

/// Whether acting on what the duty names acts on what the prohibition names.
fn targets(duty: Option<&Selection>, ban: Option<&Selection>) -> bool {
    let Some(ban) = ban else { return true };
    if ban.anyone {
        return duty.is_some();
    }
    let Some(duty) = duty.filter(|d| !d.anyone) else {
        return false;
    };
    let banned = |w: &Who| ban.members.contains(w);
    match duty.quantifier {
        Quantifier::Each => duty.members.iter().any(banned),
        Quantifier::Any => duty.members.iter().all(banned),
        Quantifier::AtLeast(n) => {
            let free = duty.members.iter().filter(|w| !banned(w)).count();
            free < n as usize
        }
    }
}

/// Whether what the prohibition is narrowed to is what the duty names too.
fn participants(duty: &Atom, ban: &Atom) -> bool {
    let of = |p: Preposition| {
        let mut own = duty.participants.iter().filter(move |(q, _)| *q == p);
        own.next().map(|(_, s)| s)
    };
    let mut all = ban.participants.iter();
    all.all(|(p, s)| targets(of(*p), Some(s)))
}

fn bearers(b: &Bearers) -> Vec<EntityId> {
    match b {
        Bearers::Joint(ids) => ids.clone(),
        Bearers::Of(s) => {
            let only = |w: &Who| match w {
                Who::Entity(e) => Some(*e),
                Who::Role(..) => None,
            };
            s.members.iter().filter_map(only).collect()
        }
    }
}

/// Which acts are cases of which.
struct Cases<'a> {
    rules: &'a Rulebook,
}

impl<'a> Cases<'a> {
    fn new(rules: &'a Rulebook) -> Self {
        Self { rules }
    }

    fn is_case(&self, special: ActionId, general: ActionId) -> bool {
        let (mut seen, mut next) = (FxHashSet::from_iter([general]), vec![general]);
        while let Some(a) = next.pop() {
            if a == special {
                return true;
            }
            let included = self.rules.action(a).into_iter().flat_map(|a| &a.includes);
            next.extend(included.copied().filter(|i| seen.insert(*i)));
        }
        false
    }
}
