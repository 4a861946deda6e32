//! Which act serves which period: takes the acts of a goal and the periods of its norm, put off by what
//! was suspended; gives each act one period at most, so that one act is never two.
//!
//! In the order of their days, an act serves, of the periods that it can serve in time and that none
//! serves yet, the one that ends first; else the first that none serves, late. What several sources tell
//! of one act, or is told of one day, is one act.

use super::standard::Court;
use super::truth::same_event;
use super::weigh::Item;
use crate::time::{Day, Duration, Interval};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The period of each act, by claim; one that serves none is in no period's list.
#[derive(Debug, Default)]
pub(super) struct Rota(FxHashMap<u32, Option<usize>>);

/// No more acts than this are compared with a further one; those of long ago are another's.
const COMPARED: usize = 512;

impl Rota {
    /// `items` in their order; `earlier` is whether acts before a period count for it.
    pub fn new(
        court: &Court<'_>,
        items: &[Item],
        periods: &[Interval],
        (every, within, earlier): (Duration, Duration, bool),
    ) -> Self {
        let mut out = Self::default();
        let mut acts: Vec<(Item, Option<usize>)> = Vec::new();
        let near = may_be_near(every, within);
        let mut open = Open::default();
        for item in items.iter().filter(|i| i.place.counts()) {
            let known = acts.iter().rev().take(COMPARED).find(|(a, _)| {
                let pair = court.claim(a.claim).zip(court.claim(item.claim));
                a.days.hi == item.days.hi
                    || near
                        && pair.is_some_and(|(c, d)| same_event(court, (c, a), (d, item), within))
            });
            let serves = match known {
                Some((_, period)) => *period,
                None => {
                    let period = open.take(periods, item.days, earlier);
                    acts.push((*item, period));
                    period
                }
            };
            out.0.entry(item.claim).or_insert(serves);
        }
        out
    }

    /// Whether an act may count for a period.
    pub fn allows(&self, claim: u32, period: usize) -> bool {
        self.0.get(&claim).is_none_or(|p| *p == Some(period))
    }
}

/// Whether reports of different days may be of one act: only where acts are owed much less often.
fn may_be_near(every: Duration, within: Duration) -> bool {
    let length = |d: Duration| d.after(Day(0)).0;
    length(every) > length(within).saturating_mul(2)
}

/// The periods that have begun.
#[derive(Default)]
struct Open {
    /// The next to begin.
    next: usize,
    /// Those that no act serves yet, by their end and by their beginning.
    by_end: BTreeSet<(Day, Day, usize)>,
    by_start: BTreeSet<(Day, usize)>,
    /// All, by their end.
    all: BTreeSet<(Day, Day, usize)>,
}

impl Open {
    fn take(&mut self, periods: &[Interval], days: Interval, earlier: bool) -> Option<usize> {
        while let Some(p) = periods.get(self.next) {
            if p.lo > days.hi && !earlier {
                break;
            }
            self.by_end.insert((p.hi, p.lo, self.next));
            self.all.insert((p.hi, p.lo, self.next));
            self.by_start.insert((p.lo, self.next));
            self.next += 1;
        }
        let begun = |lo: Day| earlier || lo <= days.lo;
        let in_time = |set: &BTreeSet<(Day, Day, usize)>| {
            let ends = set.range((days.lo, Day::MIN, 0)..);
            ends.copied().find(|(_, lo, _)| begun(*lo))
        };
        let late = self.by_start.first().filter(|(lo, _)| begun(*lo));
        let late = late.and_then(|(lo, n)| Some((periods.get(*n)?.hi, *lo, *n)));
        if let Some(p) = in_time(&self.by_end).or(late) {
            self.by_end.remove(&p);
            self.by_start.remove(&(p.1, p.2));
            return Some(p.2);
        }
        // One more of a period that is served: it stands by, should the other fall.
        in_time(&self.all).map(|(.., n)| n)
    }
}
