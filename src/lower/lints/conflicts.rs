//! A duty and a prohibition that nobody can keep both: takes the norms; gives a warning that names both
//! and the first day on which both bind.
//!
//! Said only where it is sure: every way to do what is owed is forbidden, to the same bearer, on all days
//! on which it could be done. A duty with a trigger conflicts where some trigger calls for what is forbidden
//! then. A prohibition with a trigger is not looked at.

use super::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    ActionId, Atom, Bearers, EntityId, Norm, NormKind, Preposition, Quantifier, Rulebook,
    Selection, Who,
};
use crate::time::Day;
use rustc_hash::{FxHashMap, FxHashSet};

/// Prohibitions that one duty is compared with, and findings of one rulebook, at most.
const COMPARED: usize = 200;
const TOLD: usize = 100;

/// Says which norms conflict.
pub(super) fn conflicts(rules: &Rulebook, said: &Said) {
    let norms = || rules.commitments.iter().flat_map(|c| &c.norms);
    let plain = |n: &&Norm| n.trigger.is_none() && n.binds.is_empty() && !n.advice;
    let owed = |n: &&Norm| n.kind.is_owed() && !n.advice;
    let mut forbids: FxHashMap<EntityId, Vec<&Norm>> = FxHashMap::default();
    for n in norms()
        .filter(plain)
        .filter(|n| n.kind == NormKind::Forbid && n.atom.amount.is_none())
    {
        for who in bearers(&n.bearers) {
            forbids.entry(who).or_default().push(n);
        }
    }
    if forbids.is_empty() {
        return;
    }
    let cases = Cases::new(rules);
    let mut told = 0;
    for duty in norms().filter(owed) {
        // A duty of any of several can be kept by another.
        let all = match &duty.bearers {
            Bearers::Joint(_) => true,
            Bearers::Of(s) => s.quantifier == Quantifier::Each || s.members.len() == 1,
        };
        let mut seen: Vec<*const Norm> = Vec::new();
        let own = bearers(&duty.bearers).into_iter();
        let against = own.filter_map(|b| forbids.get(&b)).flatten();
        for ban in against.filter(|_| all).take(COMPARED) {
            if seen.contains(&std::ptr::from_ref(*ban)) {
                continue;
            }
            let Some(first) = first_day(duty, ban) else {
                continue;
            };
            let found = match conflict(&cases, duty, ban) {
                true => conflicting(duty, ban, first),
                false => match cases.needed(duty, ban) {
                    Some(step) => needing(rules, duty, ban, first, step),
                    None => continue,
                },
            };
            seen.push(std::ptr::from_ref(*ban));
            said.say(found);
            told += 1;
            if told == TOLD {
                return;
            }
        }
    }
}

/// The first day on which both bind, for a duty that can be kept on forbidden days alone; none for another.
///
/// Of a duty with a trigger, the first day of a trigger that leaves no other days.
fn first_day(duty: &Norm, ban: &Norm) -> Option<Day> {
    let Some(t) = &duty.trigger else {
        let within = duty.window.from >= ban.window.from && duty.window.to <= ban.window.to;
        return within.then(|| duty.window.from.max(ban.window.from));
    };
    let opens = match (ban.window.from.is_finite(), t.opens) {
        (true, Some(after)) => after.before(ban.window.from),
        _ => ban.window.from,
    };
    let first = duty.window.from.max(opens);
    let last = match t.closes {
        Some(after) if first.is_finite() => after.after(first),
        _ => duty.window.to,
    };
    (first <= duty.window.to && last <= ban.window.to).then_some(first)
}

/// When both bind, in words.
fn when(duty: &Norm, first: Day) -> String {
    match (duty.trigger.is_some(), first.is_finite()) {
        (false, true) => format!("from {first}"),
        (false, false) => "at all times".to_owned(),
        (true, true) => format!("for a trigger on {first} or later"),
        (true, false) => "for a trigger on any day".to_owned(),
    }
}

/// A step without which the duty cannot be kept, and which is forbidden.
fn needing(rules: &Rulebook, duty: &Norm, ban: &Norm, first: Day, step: ActionId) -> Diagnostic {
    Diagnostic::new(
        Code::StepForbidden,
        format!(
            "`{}` needs `{}`, which `{}` forbids, {}",
            duty.id,
            rules.action_name(step),
            ban.id,
            when(duty, first)
        ),
    )
    .at(duty.span, "owed")
    .at(ban.span, "forbids a step towards it that is required")
    .help("except the step from the prohibition, or take `required` from it")
}

fn conflicting(duty: &Norm, ban: &Norm, first: Day) -> Diagnostic {
    let from = when(duty, first);
    Diagnostic::new(
        Code::Conflict,
        format!("`{}` asks for what `{}` forbids, {from}", duty.id, ban.id),
    )
    .at(duty.span, "owed")
    .at(ban.span, "forbidden")
    .help("take one of the two back, or except from the prohibition what is owed")
}

/// Whether keeping the duty breaks the prohibition, whatever is done.
fn conflict(cases: &Cases<'_>, duty: &Norm, ban: &Norm) -> bool {
    cases.is_case(duty.atom.action.node, ban.atom.action.node) && same(duty, ban)
}

/// Whether what the duty acts on is what the prohibition is about.
fn same(duty: &Norm, ban: &Norm) -> bool {
    // A name that the trigger binds may stand for any of its members.
    let bound = duty.atom.targets.as_ref().and_then(|t| t.bound);
    let any = bound.and_then(|n| duty.binds.get(n)).map(|b| Selection {
        quantifier: Quantifier::Each,
        members: b.members.clone(),
        open: b.open,
        anyone: false,
        bound: None,
        span: duty.span,
    });
    let own = any.as_ref().or(duty.atom.targets.as_ref());
    targets(own, ban.atom.targets.as_ref()) && participants(&duty.atom, &ban.atom)
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

    /// The required step towards the duty's act that the prohibition forbids.
    fn needed(&self, duty: &Norm, ban: &Norm) -> Option<ActionId> {
        let ids = (0..self.rules.actions.len()).map(|i| ActionId(i as u32));
        let towards = |id: &ActionId| {
            self.rules
                .action(*id)
                .is_some_and(|a| a.step_towards.contains(&(duty.atom.action.node, true)))
        };
        ids.filter(towards)
            .find(|id| self.is_case(*id, ban.atom.action.node) && same(duty, ban))
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
