//! The kinds of norm, one file each, and their table.

mod achieve;
mod amount;
mod continuing;
mod forbid;
mod interval;
mod limit;
mod maintain;
mod prevent;

use super::coverage::{Cover, Covered, covered};
use super::standard::enough;
use super::truth::Scene;
use super::weigh::{Item, Voiced};
use crate::model::{Flag, NormKind, Status};
use crate::time::{Day, Interval};

/// What the rest of the tool needs to know of a kind.
#[derive(Debug)]
pub struct KindInfo {
    /// The kind.
    pub kind: NormKind,
    /// Its word.
    pub word: &'static str,
    /// Its sentence form, for messages.
    pub form: &'static str,
    /// Keywords of the qualifiers that it takes.
    pub takes: &'static [&'static str],
    /// The status of one goal as of the scene's day.
    judge: fn(&Scene<'_>, &Cover) -> Decision,
    /// Days of its own on which a status may change with no new report.
    days: fn(&Scene<'_>) -> Vec<Day>,
}

/// Every kind; a new one is a file and a line here.
pub static KINDS: &[KindInfo] = &[
    achieve::KIND,
    forbid::KIND,
    prevent::KIND,
    interval::KIND,
    continuing::KIND,
    maintain::KIND,
    amount::KIND,
    limit::KIND,
];

/// What a kind says of one goal.
#[derive(Debug, Clone)]
pub(super) struct Decision {
    pub status: Status,
    pub flags: Vec<Flag>,
    pub basis: Basis,
    /// The day on which it was done, broken or undone.
    pub on: Option<Day>,
}

/// What a decision rests on; a witness in short.
#[derive(Debug, Clone)]
pub(super) enum Basis {
    /// The window is not open.
    Calendar,
    /// These acts.
    Acts(Vec<Item>),
    /// These acts, and the claims that undo them.
    Undone(Vec<Item>, Vec<u32>),
    /// These acts, and the claims that deny or may undo them; whether a closed source is silent on them.
    Camps(Vec<Item>, Vec<u32>, Contest),
    /// These denials.
    Denials(Vec<Voiced>),
    /// These steps.
    Steps(Vec<Voiced>),
    /// Nothing was found in these days.
    Absence(Interval, Covered, Silence),
    /// What was found elsewhere, and that in words.
    Said(crate::model::Witness, String),
}

/// What a contest is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contest {
    /// Some say that it was not.
    Denied,
    /// A closed source does not tell of it.
    Unlisted,
    /// Some say, not surely enough, that it was undone.
    Undone,
    /// Some tell of less.
    Less,
}

/// What silence means for an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// What it says.
    Open,
    /// The standard closes the world.
    Closed,
    /// A closed source covers all the time.
    Listed,
    /// An act may have been inside the window, or too few sources tell of it, or it is not told whole.
    Doubtful,
    /// The standard closes the world, and not all of the reports was read.
    Unread,
}

impl Decision {
    /// A decision made elsewhere, for its witness and its words.
    pub fn of(status: Status, basis: Basis, on: Day) -> Self {
        Self::new(status, basis).on(on)
    }

    /// A decision that rests on something else than the goal's own timeline.
    pub fn said(status: Status, basis: Basis, weak: bool) -> Self {
        Self::new(status, basis).flag(Flag::Weak, weak)
    }

    fn new(status: Status, basis: Basis) -> Self {
        Self {
            status,
            flags: Vec::new(),
            basis,
            on: None,
        }
    }

    fn flag(mut self, flag: Flag, when: bool) -> Self {
        if when {
            self.flags.push(flag);
        }
        self
    }

    fn on(mut self, day: Day) -> Self {
        self.on = Some(day);
        self
    }
}

/// Judges one goal by the norm's kind.
pub(super) fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (t, w) = (scene.as_of, &scene.norm.window);
    let around = scene.around.filter(|_| t >= w.from);
    if let Some(decision) = around.and_then(|a| a.before(t)) {
        return decision;
    }
    let kind = KINDS.iter().find(|k| k.kind == scene.norm.kind);
    let own = match kind {
        Some(k) => (k.judge)(scene, cover),
        None => Decision::new(Status::NotAssessable, Basis::Calendar),
    };
    let owed = around.filter(|_| scene.norm.kind.is_owed());
    owed.and_then(|a| a.after((w.from, w.to), t, &own))
        .unwrap_or(own)
}

/// Days on which the kind may change its mind about a goal.
pub(super) fn days(scene: &Scene<'_>) -> Vec<Day> {
    let kind = KINDS.iter().find(|k| k.kind == scene.norm.kind);
    kind.map_or_else(Vec::new, |k| (k.days)(scene))
}

/// Acts that count and are not added to the others.
pub(super) fn left_out(scene: &Scene<'_>) -> Vec<Item> {
    match scene.norm.kind {
        NormKind::Amount => amount::left_out(scene),
        _ => Vec::new(),
    }
}

/// The window up to the as-of day.
fn searched(scene: &Scene<'_>) -> Interval {
    let w = &scene.norm.window;
    Interval::new(w.from, scene.as_of.min(w.to))
}

/// Sources disagree on an act.
pub(super) fn contested(scene: &Scene<'_>, item: Item) -> Decision {
    let (against, silent) = scene.against(&item);
    let what = match (against.is_empty(), silent) {
        (true, Some(_)) => Contest::Unlisted,
        _ => Contest::Denied,
    };
    let camps = Basis::Camps(vec![item], against, what);
    Decision::new(Status::Contested, camps)
}

/// What is covered of the window, denials included.
fn look(scene: &Scene<'_>, cover: &Cover) -> Covered {
    look_in(scene, cover, searched(scene))
}

/// What is covered of some days, denials included.
pub(super) fn look_in(scene: &Scene<'_>, cover: &Cover, days: Interval) -> Covered {
    let whole = scene
        .seen(&scene.timeline.denials)
        .iter()
        .rev()
        .find(|d| d.whole);
    covered(
        &scene.standard,
        scene.norm,
        cover,
        days,
        whole.map(|d| d.days.hi),
    )
}

/// Whether denials of the whole goal, of days from `since` on, are enough; those.
pub(super) fn denied_since(scene: &Scene<'_>, since: Day) -> Option<Vec<Voiced>> {
    denied_between(scene, Interval::new(since, Day::MAX))
}

/// Whether denials of the whole goal, of some days, are enough; those.
fn denied_between(scene: &Scene<'_>, days: Interval) -> Option<Vec<Voiced>> {
    let denials = scene.seen(&scene.timeline.denials).iter();
    let list: Vec<Voiced> = denials
        .filter(|d| d.whole && days.contains(d.days.hi))
        .copied()
        .collect();
    let claims: Vec<u32> = list.iter().map(|d| d.claim).collect();
    enough(scene.court, &claims, scene.standard.need).then_some(list)
}

/// Whether a closed source covers all of some days, and nobody at all tells of an act in them.
fn listed(scene: &Scene<'_>, days: Interval) -> bool {
    let covers = |i: &Interval| i.lo <= days.lo && days.hi <= i.hi;
    scene.standard.need == 1
        && scene.silent.iter().any(|r| r.covered.iter().any(covers))
        && !scene.items().iter().any(|i| i.days.overlaps(days))
}

/// Whether an act rests on the bearer's own word alone.
fn own_word(scene: &Scene<'_>, items: &[Item]) -> bool {
    !items.is_empty()
        && items.iter().all(|item| {
            item.own
                && scene.tellers(item).iter().all(|claim| {
                    let mut of = scene.items().iter();
                    of.any(|j| j.claim == *claim && j.own)
                })
        })
}

/// Whether a list of words is the bearer's own alone.
fn own_words(list: &[Voiced]) -> bool {
    !list.is_empty() && list.iter().all(|v| v.own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_model_has_one_row_and_no_qualifier_twice() {
        for kind in NormKind::ALL {
            assert_eq!(KINDS.iter().filter(|k| k.kind == kind).count(), 1);
        }
        for k in KINDS {
            assert_eq!(k.word, k.kind.word());
            let mut takes = k.takes.to_vec();
            takes.sort_unstable();
            takes.dedup();
            assert_eq!(takes.len(), k.takes.len());
        }
    }
}
