//! Triggers as of a day: takes the timeline of a trigger's event; gives each event that sets the norm
//! off, told by one voice or by many, and whether something too uncertain to count is told.

use super::coverage::{self, Cover};
use super::crowd::Crowd;
use super::index::Index;
use super::sheet::Cause;
use super::standard::{Court, Standard};
use super::truth::{Scene, Truth, same_event};
use super::weigh::{Item, Place, Timeline, weigh};
use crate::time::{Day, Interval};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// An event that sets a norm off.
#[derive(Debug, Clone)]
pub(super) struct Spark {
    pub item: Item,
    /// Other events of the same day: they have the same key, so that they set off the same instance.
    pub also: Vec<Item>,
    /// Whether sources disagree on it.
    pub contested: bool,
}

impl Spark {
    /// Its day; of one day there is one spark.
    pub fn day(&self) -> Day {
        self.item.days.hi
    }
}

impl Sparks {
    /// That of a day.
    pub fn on(&self, day: Day) -> Option<&Spark> {
        on(&self.list, day).ok().and_then(|i| self.list.get(i))
    }
}

/// Where in a list by days the spark of a day is, or would be.
fn on(list: &[Spark], day: Day) -> Result<usize, usize> {
    list.binary_search_by_key(&day, Spark::day)
}

/// What is told as of a day.
#[derive(Debug, Default)]
pub(super) struct Sparks {
    /// By days.
    pub list: Vec<Spark>,
    /// Something is told that is too uncertain to count.
    pub doubtful: bool,
    /// Too few sources tell of something.
    pub weak: bool,
    /// Days of what may tell of it but is not told whole, with those near them.
    pub unclear: Vec<Interval>,
}

/// The trigger of one case, ready to be asked as of any day.
pub(super) struct Fuse<'a> {
    court: &'a Court<'a>,
    pub cause: &'a Cause,
    standard: Standard,
    pub cover: Cover,
    timeline: Timeline,
    /// The days on which what is told may change with no new report, in order.
    changes: Vec<Day>,
    /// What is told from each of them on, as far as it was asked for.
    known: RefCell<FxHashMap<Day, Rc<Sparks>>>,
}

impl<'a> Fuse<'a> {
    pub fn new(court: &'a Court<'a>, index: &Index, cause: &'a Cause) -> Self {
        let standard = Standard::of(&cause.norm);
        let cover = coverage::cover(court, &cause.norm, &standard, &cause.instance);
        let goal = cause.instance.goals.first();
        let timeline = goal.and_then(|goal| {
            Some(weigh(
                court,
                &cause.norm,
                index.classes(goal.action)?,
                &cause.instance,
                goal,
                index.candidates(cause.first),
            ))
        });
        let timeline = timeline.unwrap_or_default();
        let items = timeline.items.iter().map(|i| i.days.hi);
        let voiced = timeline.denials.iter().chain(&timeline.doubts);
        let voiced = voiced.map(|d| d.days.hi);
        let mut changes: Vec<Day> = items.chain(voiced).collect();
        changes.sort_unstable();
        changes.dedup();
        Self {
            court,
            cause,
            standard,
            cover,
            timeline,
            changes,
            known: RefCell::default(),
        }
    }

    /// Its only goal as of a day.
    pub fn scene(&self, as_of: Day) -> Option<Scene<'_>> {
        Some(Scene {
            court: self.court,
            norm: &self.cause.norm,
            standard: self.standard,
            goal: self.cause.instance.goals.first()?,
            timeline: &self.timeline,
            silent: &self.cover.silent,
            as_of,
            crowd: Crowd::default(),
            around: None,
        })
    }

    /// The days after one on which what is told may change with no new report, in order.
    pub fn days(&self, after: Day) -> &[Day] {
        let from = self.changes.partition_point(|d| *d <= after);
        self.changes.get(from..).unwrap_or_default()
    }

    /// The days on which that nothing is told may come to show something else.
    pub fn turns(&self) -> Vec<Day> {
        let quiet = |day: Day| self.standard.quiet.after(day);
        let mut out = self.changes.clone();
        let ends = self.cover.parts.iter().map(|(p, _)| p.hi.next());
        let denied = self.timeline.denials.iter().map(|d| d.days.hi.next());
        for day in ends.chain(denied).chain([self.cause.norm.window.from]) {
            out.extend([day, quiet(day)]);
        }
        out.extend(self.cover.parts.iter().map(|(p, _)| p.lo));
        out
    }

    /// What is told as of a day: the same as on the last day on which it may have changed.
    pub fn sparks(&self, as_of: Day) -> Rc<Sparks> {
        let past = self.changes.partition_point(|d| *d <= as_of);
        let since = past.checked_sub(1).and_then(|i| self.changes.get(i));
        let mut known = self.known.borrow_mut();
        let found = known
            .entry(since.copied().unwrap_or(Day::MIN))
            .or_insert_with(|| {
                let scene = self.scene(as_of);
                Rc::new(scene.map_or_else(Sparks::default, |s| sparks(&s)))
            });
        Rc::clone(found)
    }
}

/// Each event once: what is told of the event of an earlier spark is no further one.
fn sparks(scene: &Scene<'_>) -> Sparks {
    let mut out = Sparks::default();
    let (mut contested, mut uncertain) = (Vec::new(), Vec::new());
    for item in scene.items() {
        match (item.place, scene.truth(item)) {
            (Place::Before | Place::After | Place::Suspended, _) | (_, Truth::Outvoted) => {}
            (Place::MayBefore | Place::MayAfter | Place::MayAmount | Place::MayBeSuspended, _) => {
                uncertain.push((*item, false));
            }
            (_, Truth::Weak) => uncertain.push((*item, true)),
            (_, Truth::Both) => contested.push(*item),
            (_, Truth::True) => take(scene, *item, false, &mut out.list),
        }
    }
    for item in contested {
        take(scene, item, true, &mut out.list);
    }
    for (item, weak) in uncertain {
        if out.on(item.days.hi).is_none() && !is_known(scene, &item, &out.list) {
            out.doubtful = true;
            out.weak |= weak;
        }
    }
    let denied = scene.denied_until();
    let doubts = scene.seen(&scene.timeline.doubts).iter();
    let open = doubts.filter(|d| denied.is_none_or(|day| day < d.days.hi));
    let near = |days: Interval| super::truth::widen(days, scene.standard.same_event);
    out.unclear = open.map(|d| near(d.days)).collect();
    out
}

/// Whether something is told, in any case of a sentence, that is too uncertain to count and of none of the
/// events that set it off; and whether that is so for want of sources.
pub(super) fn uncertain(all: &[Rc<Sparks>]) -> Option<bool> {
    let mut days: Vec<Day> = all
        .iter()
        .flat_map(|s| s.list.iter().map(Spark::day))
        .collect();
    days.sort_unstable();
    let known = |i: &Interval| {
        let n = days.partition_point(|d| *d < i.lo);
        days.get(n).is_some_and(|d| *d <= i.hi)
    };
    let weak = all.iter().any(|s| s.weak);
    let unclear = || all.iter().flat_map(|s| &s.unclear).any(|i| !known(i));
    let any = all.iter().any(|s| s.doubtful) || unclear();
    any.then_some(weak)
}

fn take(scene: &Scene<'_>, item: Item, contested: bool, list: &mut Vec<Spark>) {
    if is_known(scene, &item, list) {
        return;
    }
    match on(list, item.days.hi) {
        Ok(at) if !contested => {
            if let Some(s) = list.get_mut(at) {
                s.also.push(item);
            }
        }
        Ok(_) => {}
        Err(at) => list.insert(
            at,
            Spark {
                item,
                also: Vec::new(),
                contested,
            },
        ),
    }
}

/// No more sparks than this are compared with a further item.
const COMPARED: usize = 512;

fn is_known(scene: &Scene<'_>, item: &Item, list: &[Spark]) -> bool {
    let claim = |i: &Item| scene.court.claim(i.claim);
    let within = scene.standard.same_event;
    // What ended long before it began is another event.
    let from = list.partition_point(|s| within.after(s.day()) < item.days.lo);
    let near = list.get(from..).unwrap_or_default();
    near.iter().rev().take(COMPARED).any(|s| {
        let pair = claim(&s.item).zip(claim(item));
        s.item.claim == item.claim
            || pair.is_some_and(|(a, b)| same_event(scene.court, (a, &s.item), (b, item), within))
    })
}
