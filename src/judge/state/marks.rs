//! What is told of a condition as of a day, and its value on any day by then: takes the events that start
//! and end it, as far as they are told.

use super::super::around::Excuse;
use super::super::weigh::Item;
use crate::time::{Day, Interval};

/// What is known of a condition on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::judge) enum Value {
    Holds,
    Ended,
    /// Said not to hold.
    Denied,
    /// In a closed world nothing tells that it holds.
    Silent,
    Disputed,
    Unknown,
}

impl Value {
    /// Whether it surely does not hold.
    pub fn is_false(self) -> bool {
        matches!(self, Value::Ended | Value::Denied | Value::Silent)
    }
}

/// One event, as far as it is told.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) days: Interval,
    pub(super) sure: bool,
    pub(super) disputed: bool,
    pub(super) of: Of,
}

#[derive(Debug, Clone)]
pub(super) enum Of {
    /// A fuse by its number, and its act.
    Event(usize, Item),
    /// An act of a start, and the claims that undo it.
    Undoing(usize, Item, Vec<u32>),
}

/// All that is told of a condition as of a day.
#[derive(Debug, Default)]
pub(in crate::judge) struct Marks {
    pub(super) starts: Vec<Mark>,
    pub(super) ends: Vec<Mark>,
    /// The last day of which enough say that nothing had started it.
    pub(super) denied: Option<Day>,
    pub(super) closed: bool,
    /// Whether too few tell of something.
    pub weak: bool,
    pub(super) by: Prefixes,
}

/// Greatest days so far, by the day from which they count: questions on a day are look-ups.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    /// Of sure starts, by their last day: their first.
    pub(super) started: Vec<(Day, Day)>,
    /// Of ends, by their first day: their last.
    pub(super) may_end: Vec<(Day, Day)>,
    /// Of sure ends, by their last day: their first.
    pub(super) ended: Vec<(Day, Day)>,
    /// Of starts, by their first day: their last.
    pub(super) may_start: Vec<(Day, Day)>,
    /// The first day of anything disputed, and of anything.
    pub(super) disputed: Option<Day>,
    pub(super) any: Option<Day>,
}

pub(super) fn greatest(mut list: Vec<(Day, Day)>) -> Vec<(Day, Day)> {
    list.sort_unstable();
    let mut most = Day::MIN;
    for (_, day) in &mut list {
        most = most.max(*day);
        *day = most;
    }
    list
}

pub(super) fn up_to(list: &[(Day, Day)], day: Day) -> Option<Day> {
    let n = list.partition_point(|(key, _)| *key <= day);
    Some(list.get(n.checked_sub(1)?)?.1)
}

impl Marks {
    /// Its value at the end of a day.
    pub fn value(&self, day: Day) -> Value {
        let by = &self.by;
        let since = |d: Option<Day>| d.is_some_and(|d| d <= day);
        let (started, may_start) = (up_to(&by.started, day), up_to(&by.may_start, day));
        let (ended, may_end) = (up_to(&by.ended, day), up_to(&by.may_end, day));
        match () {
            () if started.is_some() && started > may_end => Value::Holds,
            () if ended.is_some() && ended > may_start => Value::Ended,
            () if may_start.is_none() && self.denied.is_some_and(|d| d >= day) => Value::Denied,
            () if since(by.disputed) => Value::Disputed,
            () if since(by.any) => Value::Unknown,
            () if self.closed => Value::Silent,
            () => Value::Unknown,
        }
    }

    /// Whether anything that may be of a day by then is told.
    pub fn is_told(&self, day: Day) -> bool {
        self.by.any.is_some_and(|d| d <= day)
    }

    /// From when on, in some days, it is so, or may be; of an event only what lies in them.
    pub fn first_in(&self, days: Interval, lasts: bool) -> Vec<(Excuse, Day)> {
        let mut out: Vec<(Excuse, Day)> = Vec::new();
        if lasts {
            for (part, v) in self.values(days) {
                match v {
                    Value::Holds => out.push((Excuse::Holds, part.lo)),
                    Value::Disputed => out.push((Excuse::Disputed, part.lo)),
                    Value::Unknown => {
                        // It is told of from some day of the part on.
                        let told = self.by.any.filter(|d| *d <= part.hi);
                        out.extend(told.map(|d| (Excuse::Doubtful, d.max(part.lo))));
                    }
                    Value::Ended | Value::Denied | Value::Silent => {}
                }
            }
        } else {
            for m in self.starts.iter().filter(|m| m.days.overlaps(days)) {
                let inside = m.days.and(days) == m.days;
                out.push(match (m.sure && inside, m.disputed) {
                    (true, _) => (Excuse::Holds, m.days.hi),
                    (_, true) => (Excuse::Disputed, m.days.lo.max(days.lo)),
                    _ => (Excuse::Doubtful, m.days.lo.max(days.lo)),
                });
            }
        }
        out.sort_unstable_by_key(|(_, day)| *day);
        out
    }

    /// Its values on some days, one after the other.
    pub fn values(&self, days: Interval) -> Vec<(Interval, Value)> {
        let mut cuts: Vec<Day> = vec![days.lo];
        for m in self.starts.iter().chain(&self.ends) {
            cuts.extend([m.days.lo, m.days.hi]);
        }
        cuts.extend(self.denied.map(Day::next));
        cuts.retain(|d| days.contains(*d));
        cuts.sort_unstable();
        cuts.dedup();
        let mut out: Vec<(Interval, Value)> = Vec::new();
        for (n, from) in cuts.iter().enumerate() {
            let to = cuts.get(n + 1).map_or(days.hi, |d| d.prev());
            let value = self.value(*from);
            match out.last_mut() {
                Some((days, v)) if *v == value => days.hi = to,
                _ => out.push((Interval::new(*from, to), value)),
            }
        }
        out
    }
}
