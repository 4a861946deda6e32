//! Triggers as of a day: takes the timeline of a trigger's event; gives each event that sets the norm
//! off, told by one voice or by many, and whether something too uncertain to count is told.

use super::coverage::{self, Cover};
use super::crowd::Crowd;
use super::index::Index;
use super::sheet::Cause;
use super::standard::{Court, Standard};
use super::truth::{Scene, Truth, same_event};
use super::weigh::{Item, Place, Timeline, weigh};
use crate::time::Day;
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
    /// Its day.
    pub fn day(&self) -> Day {
        self.item.days.hi
    }
}

/// What is told as of a day.
#[derive(Debug, Default)]
pub(super) struct Sparks {
    pub list: Vec<Spark>,
    /// Something is told that is too uncertain to count.
    pub doubtful: bool,
    /// Too few sources tell of something.
    pub weak: bool,
}

/// The trigger of one case, ready to be asked as of any day.
pub(super) struct Fuse<'a> {
    court: &'a Court<'a>,
    pub cause: &'a Cause,
    standard: Standard,
    pub cover: Cover,
    timeline: Timeline,
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
        Self {
            court,
            cause,
            standard,
            cover,
            timeline: timeline.unwrap_or_default(),
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
        })
    }

    /// The days on which what is told may change with no new report.
    pub fn days(&self) -> Vec<Day> {
        let t = &self.timeline;
        let items = t.items.iter().map(|i| i.days.hi);
        items.chain(t.denials.iter().map(|d| d.days.hi)).collect()
    }

    /// What is told as of a day.
    pub fn sparks(&self, as_of: Day) -> Rc<Sparks> {
        let mut known = self.known.borrow_mut();
        let found = known.entry(as_of).or_insert_with(|| {
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
            (Place::MayBefore | Place::MayAfter, _) => uncertain.push((*item, false)),
            (_, Truth::Weak) => uncertain.push((*item, true)),
            (_, Truth::Both) => contested.push(*item),
            (_, Truth::True) => take(scene, *item, false, &mut out.list),
        }
    }
    for item in contested {
        take(scene, item, true, &mut out.list);
    }
    for (item, weak) in uncertain {
        let of_day = out.list.iter().any(|s| s.day() == item.days.hi);
        if !of_day && !is_known(scene, &item, &out.list) {
            out.doubtful = true;
            out.weak |= weak;
        }
    }
    out.list.sort_by_key(Spark::day);
    out
}

fn take(scene: &Scene<'_>, item: Item, contested: bool, list: &mut Vec<Spark>) {
    if is_known(scene, &item, list) {
        return;
    }
    match list.iter_mut().find(|s| s.day() == item.days.hi) {
        Some(s) if !contested => s.also.push(item),
        Some(_) => {}
        None => list.push(Spark {
            item,
            also: Vec::new(),
            contested,
        }),
    }
}

/// No more sparks than this are compared with a further item; those of long ago are not its event.
const COMPARED: usize = 512;

fn is_known(scene: &Scene<'_>, item: &Item, list: &[Spark]) -> bool {
    let claim = |i: &Item| scene.court.claim(i.claim);
    list.iter().rev().take(COMPARED).any(|s| {
        let pair = claim(&s.item).zip(claim(item));
        s.item.claim == item.claim
            || pair.is_some_and(|(a, b)| {
                let within = scene.standard.same_event;
                same_event(scene.court, (a, &s.item), (b, item), within)
            })
    })
}
