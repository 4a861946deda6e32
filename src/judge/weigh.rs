//! The timeline of one goal: the claims that bear on it, sorted by what they can be for it. Takes the
//! candidates as the index finds them, so that a claim is looked at by all its goals at once; looks at
//! no as-of day, so that a later day needs no second look.

use super::fit;
use super::fit::{acting, denies_goal, lacks, unsaid};
use super::instances::{Actors, Goal, Instance};
use super::near::{ACTION, ACTOR, AMOUNT, DATE, MODALITY, Near, POLARITY, RETRACTED, Why};
use super::size::{self, Fits};
use super::standard::{Court, Standard, voice};
use super::world::{Classes, MATCH, STEP, UNDO};
use crate::model::{
    Claim, ClaimStatus, Dating, EntityId, Modality, Norm, NormKind, Polarity, Tier, Who,
};
use crate::time::{Day, Interval};
use rustc_hash::FxHashMap;

/// An asserted, done, admissible act that fits the goal: on one target, as a reversal ends the act on
/// its own target alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub claim: u32,
    /// The target by which it fits; none where the goal names none.
    pub target: Option<Who>,
    pub days: Interval,
    /// Where the days lie.
    pub place: Place,
    pub tier: Tier,
    pub own: bool,
}

/// Where an act's days lie with respect to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// They count.
    In,
    /// They count, but are not told: the act has no date of its own.
    Unproven,
    /// Surely before it.
    Before,
    /// May lie before it.
    MayBefore,
    /// Surely after it (a prohibition's).
    After,
    /// May lie after it (a prohibition's).
    MayAfter,
    /// On days on which the prohibition was suspended.
    Suspended,
    /// Whether it is as much as is forbidden is not told.
    MayAmount,
    /// Perhaps on such a day.
    MayBeSuspended,
}

/// A claim that is no act of the goal but speaks on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voiced {
    pub claim: u32,
    pub days: Interval,
    pub tier: Tier,
    pub own: bool,
    /// Of a denial: whether it denies the whole goal. Of a reversal: whether it surely tells of one, with a
    /// day of its own.
    pub whole: bool,
}

/// All that bears on one goal, each list in the order of days, then of claims.
#[derive(Debug, Clone, Default)]
pub(super) struct Timeline {
    pub items: Vec<Item>,
    pub denials: Vec<Voiced>,
    pub reversals: Vec<Voiced>,
    pub steps: Vec<Voiced>,
    /// Under a prohibition: what may tell of the act, but leaves open by whom, on whom, or whether.
    pub doubts: Vec<Voiced>,
    /// Near misses but for those that depend on the as-of day or on other claims.
    pub near: Vec<Near>,
    /// The first day from which anything at all bears on it.
    pub bears: Option<Day>,
}

/// Where the days of an act lie; `None` where it was told before it was.
pub(super) fn place(norm: &Norm, c: &Claim, days: Interval) -> Option<Place> {
    let (w, earlier) = (&norm.window, norm.counting_earlier.is_some());
    if c.dating == Dating::Given && days.lo > c.recorded {
        return None;
    }
    let straddles = !earlier && days.lo < w.from;
    // How much of an amount lies in the window is not told where its days begin before it; and what is
    // asked of each period is never made up for by the next.
    let summed = matches!(norm.kind, NormKind::Amount | NormKind::Limit);
    let closes = !norm.kind.has_deadline() || summed && norm.every.is_some();
    let suspended = |all: bool| {
        let of = |z: &Interval| {
            if all {
                z.and(days) == days
            } else {
                z.overlaps(days)
            }
        };
        !norm.kind.is_owed() && norm.suspended.iter().any(of)
    };
    Some(if !earlier && days.hi < w.from {
        Place::Before
    } else if closes && days.lo > w.to {
        Place::After
    } else if suspended(true) {
        Place::Suspended
    } else if straddles || !earlier && size::may_reach_back(norm, c) {
        Place::MayBefore
    } else if closes && days.hi > w.to {
        Place::MayAfter
    } else if suspended(false) {
        Place::MayBeSuspended
    } else if c.dating != Dating::Given {
        Place::Unproven
    } else {
        Place::In
    })
}

impl Place {
    /// Whether an act there counts.
    pub fn counts(self) -> bool {
        matches!(self, Place::In | Place::Unproven)
    }

    /// Whether an act there may lie inside the window.
    pub fn may_count(self) -> bool {
        let may = matches!(
            self,
            Place::MayBefore | Place::MayAfter | Place::MayBeSuspended
        );
        self.counts() || may
    }

    fn why(self) -> Why {
        match self {
            Place::In | Place::Unproven => Why::Plain,
            Place::Before => Why::Before,
            Place::MayBefore => Why::MayBefore,
            Place::After => Why::After,
            Place::MayAfter => Why::MayAfter,
            Place::Suspended => Why::Suspended,
            Place::MayAmount => Why::Plain,
            Place::MayBeSuspended => Why::MayBeSuspended,
        }
    }
}

/// Whether a claim says that its act was undone, rather than that it was done.
fn tells_of_undoing(court: &Court<'_>, c: &Claim) -> bool {
    let rules = court.world.rules;
    let undoes = |u: &crate::model::ActionId| court.world.is_a(c.action, *u);
    c.status == ClaimStatus::Reversed
        && !rules.actions.iter().any(|a| a.undone_by.iter().any(undoes))
}

/// Whether a claim denies: "did not", "refused to".
pub(super) fn denies(c: &Claim) -> bool {
    c.modality == Modality::Denied
        || c.polarity == Polarity::Denied && c.modality == Modality::Completed
}

/// Whether it may be that an act was done: told as done, as under way or done in part, as said by others, or
/// as not known.
pub(super) fn may_be(c: &Claim) -> bool {
    c.polarity == Polarity::Asserted
        && (matches!(
            c.modality,
            Modality::Completed | Modality::Ongoing | Modality::Alleged
        ) || c.status == ClaimStatus::Unknown)
}

/// A goal in the making: takes the claims that the index sends it, in their order, gives its timeline.
pub(super) struct Scale<'a> {
    court: &'a Court<'a>,
    norm: &'a Norm,
    standard: Standard,
    classes: &'a Classes,
    instance: &'a Instance,
    goal: &'a Goal,
    /// The last claim that was sent.
    last: Option<u32>,
    /// Claims that wait for all the others: a joint act may be told in parts.
    waiting: Option<Vec<u32>>,
    out: Timeline,
}

impl<'a> Scale<'a> {
    pub fn new(
        court: &'a Court<'a>,
        norm: &'a Norm,
        classes: &'a Classes,
        instance: &'a Instance,
        goal: &'a Goal,
    ) -> Self {
        let joint = matches!(&goal.actors, Actors::All(ids) if ids.len() > 1);
        Self {
            court,
            norm,
            standard: Standard::of(norm),
            classes,
            instance,
            goal,
            last: None,
            waiting: joint.then(Vec::new),
            out: Timeline::default(),
        }
    }

    /// Takes a claim; one that comes twice in a row counts once.
    pub fn put(&mut self, i: u32, c: &Claim) {
        if self.last == Some(i) || !self.court.known(c) {
            return;
        }
        self.last = Some(i);
        match &mut self.waiting {
            Some(list) => list.push(i),
            None => self.weigh(i, c, &[]),
        }
    }

    /// All that bears on the goal.
    pub fn timeline(mut self) -> Timeline {
        let waiting = self.waiting.take().unwrap_or_default();
        let told_in_parts = self.parts_of_joint_acts(&waiting);
        for i in waiting {
            let Some(c) = self.court.claim(i) else {
                continue;
            };
            let parts = c.event.and_then(|e| told_in_parts.get(&e));
            self.weigh(i, c, parts.map_or(&[], Vec::as_slice));
        }
        let mut out = self.out;
        let order = |v: &Voiced| (v.days.hi, v.days.lo, v.claim);
        out.items
            .sort_unstable_by_key(|i| (i.days.hi, i.days.lo, i.claim));
        out.denials.sort_unstable_by_key(order);
        out.reversals.sort_unstable_by_key(order);
        out.steps.sort_unstable_by_key(order);
        out.doubts.sort_unstable_by_key(order);
        out
    }

    /// Says what a claim is for the goal. `parts` are those who act in the same event by other claims.
    fn weigh(&mut self, i: u32, c: &Claim, parts: &[(Day, EntityId)]) {
        let (court, norm, goal) = (self.court, self.norm, self.goal);
        let (standard, classes, instance) = (&self.standard, self.classes, self.instance);
        let out = &mut self.out;
        let days = standard.days(c);
        let class = classes.of(c.action);
        // The act is whole on the day of its last part.
        let also: Vec<EntityId> = parts
            .iter()
            .filter(|(day, _)| *day <= days.hi)
            .map(|(_, who)| *who)
            .collect();
        let mut missing = lacks(court, classes, goal, c, days.hi, &also);
        if court.retracted(c) {
            out.near
                .extend(Near::of(i, c, days.hi, missing | RETRACTED, Why::Plain));
            return;
        }
        let voice = voice(court, norm.kind, instance, c);
        let bar = standard.bar(voice);
        let voiced = Voiced {
            claim: i,
            days,
            tier: voice.tier,
            own: voice.own,
            whole: c.dating != Dating::Background,
        };
        let whole_denial =
            denies(c) && denies_goal(court, goal, c, days.hi) && size::denies(norm, c);
        if missing == 0 || whole_denial {
            out.bears = Some(out.bears.map_or(days.hi, |d| d.min(days.hi)));
        }
        if denies(c) || c.polarity == Polarity::Denied {
            if denies(c) && bar == 0 {
                out.denials.push(Voiced {
                    whole: whole_denial,
                    ..voiced
                });
            }
            if whole_denial && days.hi < norm.window.from {
                // A denial speaks of the time up to its own day: before the window it says nothing.
                out.near
                    .extend(Near::of(i, c, days.hi, DATE | bar, Why::Before));
            } else if !(whole_denial && bar == 0) {
                let lacks = missing | POLARITY | bar;
                out.near.extend(Near::of(i, c, days.hi, lacks, Why::Plain));
            }
            return;
        }
        let undone = tells_of_undoing(court, c);
        let done = c.modality == Modality::Completed;
        if bar == 0 && (undone || class & UNDO != 0) && may_be(c) {
            let unsaid = goal.target.is_some() && c.targets.is_empty();
            if !unsaid || missing & ACTOR == 0 {
                out.reversals.push(Voiced {
                    whole: voiced.whole && done && !unsaid,
                    ..voiced
                });
            }
        }
        let place = place(norm, c, days);
        if !norm.kind.is_owed()
            && bar == 0
            && may_be(c)
            && (missing != 0 || !done || undone)
            && unsaid(court, goal, c, missing, days.hi)
            && match undone {
                // What was undone was done some time before.
                true => days.hi >= norm.window.from,
                false => place.is_some_and(Place::may_count),
            }
        {
            out.doubts.push(voiced);
        }
        if undone {
            out.near.extend(Near::of(
                i,
                c,
                days.hi,
                missing | MODALITY | bar,
                Why::Undone,
            ));
            return;
        }
        let fits = size::fits(norm, c);
        let much = match fits {
            Fits::Yes => 0,
            Fits::Perhaps | Fits::No => AMOUNT,
        };
        // What may be too much is as grave as what may lie in the window.
        let counts = fits == Fits::Yes || fits == Fits::Perhaps && !norm.kind.is_owed();
        if done && missing == 0 && bar == 0 && counts {
            match place {
                Some(place) => {
                    let place = match place.counts() && much != 0 {
                        true => Place::MayAmount,
                        false => place,
                    };
                    if place == Place::MayAmount {
                        out.near.extend(Near::of(i, c, days.hi, AMOUNT, Why::Plain));
                    } else if !place.counts() {
                        out.near
                            .extend(Near::of(i, c, days.hi, DATE | much, place.why()));
                    } else if norm.on_pain_of_breach.is_some()
                        && days.lo <= norm.window.to
                        && norm.window.to < days.hi
                    {
                        out.near
                            .extend(Near::of(i, c, days.hi, DATE, Why::MayAfter));
                    }
                    push(court, goal, c, voiced, place, &mut out.items);
                }
                None => out
                    .near
                    .extend(Near::of(i, c, days.hi, DATE | much, Why::BeforeTold)),
            }
            return;
        }
        let mut why = Why::Plain;
        let step = class & (STEP | MATCH) == STEP;
        if bar == 0
            && (step && missing == ACTION && (done || c.modality == Modality::Ongoing)
                || missing == 0 && c.modality == Modality::Ongoing)
        {
            out.steps.push(voiced);
        }
        if step {
            why = Why::Step;
        }
        if !done {
            missing |= MODALITY;
        } else if place.is_none_or(|p| !p.counts()) {
            missing |= DATE;
            if why == Why::Plain {
                why = place.map_or(Why::BeforeTold, Place::why);
            }
        }
        out.near
            .extend(Near::of(i, c, days.hi, missing | much | bar, why));
    }

    /// Of a joint act: who acts, by which day, in all claims that share a record's `id`.
    fn parts_of_joint_acts(&self, candidates: &[u32]) -> FxHashMap<u64, Vec<(Day, EntityId)>> {
        let (court, norm, goal) = (self.court, self.norm, self.goal);
        let (standard, classes, instance) = (&self.standard, self.classes, self.instance);
        let mut out: FxHashMap<u64, Vec<(Day, EntityId)>> = FxHashMap::default();
        let all: Vec<EntityId> = goal.actors.named().to_vec();
        for c in candidates.iter().filter_map(|i| court.claim(*i)) {
            let Some(event) = c.event else { continue };
            let days = standard.days(c);
            let fits = c.modality == Modality::Completed
                && c.polarity == Polarity::Asserted
                && !court.retracted(c)
                && lacks(court, classes, goal, c, days.hi, &all) == 0
                && standard.bar(voice(court, norm.kind, instance, c)) == 0;
            if fits {
                let list = out.entry(event).or_default();
                list.extend(acting(c).map(|a| (days.hi, a)));
            }
        }
        out
    }
}

/// Sorts the candidates of a goal.
pub(super) fn weigh(
    court: &Court<'_>,
    norm: &Norm,
    classes: &Classes,
    instance: &Instance,
    goal: &Goal,
    candidates: &[u32],
) -> Timeline {
    let mut scale = Scale::new(court, norm, classes, instance, goal);
    for &i in candidates {
        if let Some(c) = court.claim(i) {
            scale.put(i, c);
        }
    }
    scale.timeline()
}

/// An item for each target by which the claim fits.
fn push(court: &Court<'_>, goal: &Goal, c: &Claim, v: Voiced, place: Place, out: &mut Vec<Item>) {
    let item = |target| Item {
        claim: v.claim,
        target,
        days: v.days,
        place,
        tier: v.tier,
        own: v.own,
    };
    match &goal.target {
        None => out.push(item(None)),
        Some(part) => {
            let on = c.targets.iter();
            let on = on.filter(|t| fit::is_on(&court.world, part, **t, v.days.hi));
            out.extend(on.map(|t| item(Some(*t))));
        }
    }
}
