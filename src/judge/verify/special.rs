//! Instances of sentences that recur: from an instance's ID alone, the norm that it stands for, and
//! whether what set it off is there.

use super::shelf::Shelf;
use super::walk::Walk;
use super::{Check, acts, camps, claim, err, passed_over, plain, silent_enough};
use crate::model::{
    Atom, Bearers, Claims, Given, InstanceJudgement, Norm, NormKind, Quantifier, Rulebook,
    Selection, Status, View, Who, Witness,
};
use crate::time::{Day, parse_iso};
use std::collections::BTreeSet;

/// What an instance's ID says that it is.
pub(super) enum Own {
    /// The norm as written.
    Plain,
    /// One period of it.
    Period(Box<Norm>),
    /// What one trigger sets off, the trigger as something forbidden, and its day.
    Set(Box<Norm>, Box<Norm>, Day),
    /// Nothing has set it off; the trigger, by anybody whom it names.
    Unset(Box<Norm>),
}

pub(super) fn own(rules: &Rulebook, norm: &Norm, id: &str) -> Result<Own, String> {
    let inside = id.strip_prefix(norm.id.as_str()).unwrap_or("");
    let inside = inside.strip_prefix('[').and_then(|r| r.strip_suffix(']'));
    let (keys, day) = match inside.unwrap_or("").rsplit_once("@ ") {
        Some((keys, day)) => (keys.trim(), parse_iso(day).map(|d| d.interval.lo)),
        None => (inside.unwrap_or(""), None),
    };
    let periodic = norm.every.filter(|_| norm.kind.is_periodic());
    match (&norm.trigger, periodic, day) {
        (None, None, None) => Ok(Own::Plain),
        (None, Some(p), Some(day)) => {
            let (a, d) = (norm.window.from, norm.window.to);
            let starts = |k: u32| p.node.after_times(a, k);
            let k = (0..).take_while(|k| starts(*k) <= day).last().unwrap_or(0);
            if starts(k) != day || day > d {
                return Err("no period begins on that day".to_owned());
            }
            let mut out = norm.clone();
            out.window.from = day;
            out.window.to = starts(k + 1).prev().min(d);
            Ok(Own::Period(Box::new(out)))
        }
        (Some(t), _, day) => {
            let keys: Vec<&str> = keys.split(", ").filter(|k| !k.is_empty()).collect();
            let first = keys.len().saturating_sub(norm.binds.len());
            let mut out = norm.clone();
            for (n, bind) in norm.binds.iter().enumerate() {
                let key = keys.get(first + n).copied().unwrap_or("");
                let named = |w: &&Who| match w {
                    Who::Entity(e) | Who::Role(_, e) => rules.entity_name(*e) == key,
                };
                let who: Vec<Who> = match day {
                    Some(_) => bind.members.iter().filter(named).copied().collect(),
                    None => bind.members.clone(),
                };
                if who.is_empty() {
                    return Err("its key names nobody whom the sentence binds".to_owned());
                }
                for s in selections(&mut out).filter(|s| s.bound == Some(n)) {
                    s.members.clone_from(&who);
                }
            }
            let mut watched = out.clone();
            watched.kind = NormKind::Prevent;
            if let Some(own) = &out.trigger {
                watched.atom = own.atom.clone();
            }
            if let Bearers::Of(s) = &mut watched.bearers {
                s.quantifier = Quantifier::Any;
            }
            watched.counting_earlier = None;
            let Some(day) = day else {
                return Ok(Own::Unset(Box::new(watched)));
            };
            out.window.from = t.opens.map_or(day, |m| m.after(day));
            out.window.to = t.closes.map_or(norm.window.to, |n| n.after(day));
            Ok(Own::Set(Box::new(out), Box::new(watched), day))
        }
        _ => Err("its key has a day, or lacks one".to_owned()),
    }
}

/// Whether a sentence has an instance for each period.
pub(super) fn is_periodic(norm: &Norm) -> bool {
    norm.every.is_some() && norm.kind == NormKind::Achieve
}

/// No act is done twice: what makes one period of a duty kept makes none of its others kept.
pub(super) fn once<'j>(claims: &Claims, of: impl Iterator<Item = &'j InstanceJudgement>) -> Check {
    let mut seen: BTreeSet<(&str, u64)> = BTreeSet::new();
    for j in of.filter(|j| j.status.is_satisfied()) {
        let keys = j.id.split("@ ").next().unwrap_or("");
        let Witness::Hits(list) = &j.witness else {
            continue;
        };
        // One that is on several may serve one period by each.
        let cited = list.iter().filter_map(|e| claims.claims.get(e.claim));
        let ids = cited.filter(|c| c.targets.len() < 2).map(|c| c.id);
        if ids
            .collect::<BTreeSet<u64>>()
            .into_iter()
            .any(|id| !seen.insert((keys, id)))
        {
            return err(format!("an act is counted twice, in {}", j.id));
        }
    }
    Ok(())
}

/// Every group of a norm, its trigger's included.
fn selections(norm: &mut Norm) -> impl Iterator<Item = &mut Selection> {
    fn of(a: &mut Atom) -> impl Iterator<Item = &mut Selection> {
        let parts = a.participants.iter_mut().map(|(_, s)| s);
        a.performer.iter_mut().chain(&mut a.targets).chain(parts)
    }
    let bearers = match &mut norm.bearers {
        Bearers::Of(s) => Some(s),
        Bearers::Joint(_) => None,
    };
    let trigger = norm.trigger.iter_mut().flat_map(|t| of(&mut t.atom));
    let facts = norm.terms.facts_mut().flat_map(Given::selections);
    let own = bearers.into_iter().chain(of(&mut norm.atom));
    own.chain(trigger).chain(facts)
}

/// The event that is cited as the trigger is one, and of that day.
pub(super) fn set_off(watched: &Walk<'_>, j: &InstanceJudgement, day: Day) -> Check {
    acts(watched, &j.cause)?;
    for e in &j.cause {
        let c = claim(watched, e)?;
        if watched.days(c).hi == day {
            return Ok(());
        }
    }
    err("no cited trigger is of the day that its key says")
}

/// Whether a contested trigger is contested.
pub(super) fn disputed(watched: &Walk<'_>, j: &InstanceJudgement) -> Check {
    match &j.witness {
        Witness::Camps(ours, theirs) => camps(watched, ours, theirs),
        _ => err("it cites no trigger"),
    }
}

/// Nothing set it off: no trigger was passed over.
pub(super) fn unset(watched: &Walk<'_>, norm: &Norm, j: &InstanceJudgement) -> Check {
    let early = watched.view.as_of < norm.window.from;
    match (&j.witness, j.status) {
        (Witness::Calendar, Status::Pending) if early => Ok(()),
        (Witness::Absence { .. }, Status::NotApplicable) if !early => {
            passed_over(watched)?;
            let closed = norm.evidence.closed == Some(true);
            match silent_enough(watched, closed, watched.view.as_of > norm.window.to)? {
                true => Ok(()),
                false => err("nobody looked at all of the time"),
            }
        }
        // It says only that somebody must look.
        (Witness::Absence { .. }, Status::Unreported) if !early => Ok(()),
        _ => err(format!("`{}` cannot rest on that", j.status.word())),
    }
}

/// Every event that surely set the norm off is the cause of one of its instances.
pub(super) fn all_set_off(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    norm: &Norm,
    shelf: &Shelf,
    of: &[&InstanceJudgement],
) -> Check {
    let Own::Unset(watched) = own(rules, norm, &norm.id)? else {
        return Ok(());
    };
    let walk = Walk::new(rules, claims, view, &watched, &norm.id, shelf);
    if walk.need() > 1 || view.as_of < norm.window.from {
        return Ok(());
    }
    let cited = of.iter().flat_map(|j| &j.cause);
    let cited: BTreeSet<u64> = cited
        .filter_map(|e| claims.claims.get(e.claim))
        .map(|c| c.id)
        .collect();
    let mut likely = walk.likely();
    match likely.find(|c| plain(&walk, c) && !cited.contains(&c.id)) {
        Some(c) => err(format!("a trigger of {} was passed over", walk.days(c).hi)),
        None => Ok(()),
    }
}
