//! What is true of a timeline as of a day: Belnap's four values (1977) for each act, and when an act
//! was undone.

use super::around::Surround;
use super::coverage::Silent;
use super::crowd::Crowd;
use super::fit::denies_act;
use super::instances::Goal;
use super::standard::{Court, Standard, enough};
use super::weigh::{Item, Timeline, Voiced};
use crate::model::{Claim, ContestPolicy, Dating, Norm, Tier, Who};
use crate::time::{Day, Duration, Interval};
use rustc_hash::FxHashSet;

/// One goal with its timeline, as of a day.
pub(super) struct Scene<'a> {
    pub court: &'a Court<'a>,
    pub norm: &'a Norm,
    pub standard: Standard,
    pub goal: &'a Goal,
    pub timeline: &'a Timeline,
    /// Closed sources with what they cover.
    pub silent: &'a [Silent],
    pub as_of: Day,
    /// What its acts share.
    pub crowd: Crowd<'a>,
    /// What its norm hangs on beside them.
    pub around: Option<&'a dyn Surround>,
}

/// The value of one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Truth {
    /// Enough assert it, not enough deny it.
    True,
    /// Enough assert it and enough deny it.
    Both,
    /// Too few assert it.
    Weak,
    /// Contested, and the standard lets the denial win.
    Outvoted,
}

/// Neighbours in time, at either side, that are looked at for corroboration.
const NEIGHBOURS: usize = 8192;

/// Voices of different source or wording that one event may have; repeats of a voice do not use it up.
const VOICES: usize = 512;

impl<'a> Scene<'a> {
    /// The same as of another day.
    pub fn at(&self, as_of: Day) -> Scene<'a> {
        Scene {
            as_of,
            crowd: Crowd::default(),
            ..*self
        }
    }

    /// The acts up to the as-of day, in order.
    pub fn items(&self) -> &'a [Item] {
        let n = self
            .timeline
            .items
            .partition_point(|i| i.days.hi <= self.as_of);
        self.timeline.items.get(..n).unwrap_or_default()
    }

    /// What was voiced up to the as-of day.
    pub fn seen<'b>(&self, list: &'b [Voiced]) -> &'b [Voiced] {
        let n = list.partition_point(|v| v.days.hi <= self.as_of);
        list.get(..n).unwrap_or_default()
    }

    /// Who stands behind an act: those who tell of the same event, of that day or before. The day on
    /// which enough of them agree that it had happened is then the day of the last one.
    pub fn support(&self, item: &Item) -> Vec<u32> {
        let mut out = vec![item.claim];
        if self.standard.need > 1 {
            let own = self.court.claim(item.claim);
            self.same_event(own, item, |j| j.days.hi <= item.days.hi, &mut out);
        }
        out
    }

    /// All who tell of an act's event, up to the as-of day.
    pub fn tellers(&self, item: &Item) -> Vec<u32> {
        let mut out = vec![item.claim];
        self.same_event(self.court.claim(item.claim), item, |_| true, &mut out);
        out.sort_unstable_by_key(|i| (self.court.claim(*i).map(|c| self.standard.days(c).hi), *i));
        out
    }

    /// Adds those who tell of an act's event. `own` is the claim that asks for others; without one the
    /// list has all, whoever asks.
    pub(super) fn same_event(
        &self,
        own: Option<&Claim>,
        item: &Item,
        want: impl Fn(&Item) -> bool,
        out: &mut Vec<u32>,
    ) {
        let Some(c) = self.court.claim(item.claim) else {
            return;
        };
        let items = self.items();
        // All acts of the same days have the same neighbours.
        let days = |j: &Item| (j.days.hi, j.days.lo);
        let first = items.partition_point(|j| days(j) < days(item));
        let last = items.partition_point(|j| days(j) <= days(item));
        let from = first.saturating_sub(NEIGHBOURS);
        let to = last.saturating_add(NEIGHBOURS).min(items.len());
        let act = Act::new(self.court, c, item, self.standard.same_event);
        let mut voices = FxHashSet::default();
        let mut listed: FxHashSet<u32> = out.iter().copied().collect();
        for j in items.get(from..to).unwrap_or_default() {
            let Some(d) = self.court.claim(j.claim) else {
                continue;
            };
            let other = own.is_none_or(|c| act.is_event_of(d, j) || c.source != d.source);
            if (own.is_none() || j.claim != item.claim)
                && other
                && j.place.counts()
                && want(j)
                && act.agrees(d, j)
                && listed.insert(j.claim)
            {
                voices.insert((d.source, d.wording));
                out.push(j.claim);
            }
            if voices.len() >= VOICES {
                break;
            }
        }
    }

    /// Who denies an act, by claim: denials of that day or later. And whether a closed source that covers
    /// the day does not report it.
    pub fn against(&self, item: &Item) -> (Vec<u32>, Option<&Silent>) {
        (self.denied(item).claims.clone(), self.silent_on(item))
    }

    fn silent_on(&self, item: &Item) -> Option<&Silent> {
        self.silent.iter().find(|s| self.is_silent(s, item))
    }

    pub(super) fn denials_of(&self, item: &Item, c: &Claim) -> Vec<u32> {
        let denials = self.seen(&self.timeline.denials);
        let first = denials.partition_point(|d| d.days.hi < item.days.hi);
        let of_day = denials.get(first..).unwrap_or_default().iter();
        let denies = |d: &&Voiced| {
            let x = self.court.claim(d.claim);
            d.whole || x.is_some_and(|x| denies_act(self.court, x, c, item.target, d.days.hi))
        };
        of_day.filter(denies).map(|d| d.claim).collect()
    }

    /// Whether a closed source covers an act's days and tells of no such act near them.
    fn is_silent(&self, s: &Silent, item: &Item) -> bool {
        let Some(c) = self.court.claim(item.claim) else {
            return false;
        };
        let covers = |i: &Interval| i.lo <= item.days.lo && item.days.hi <= i.hi;
        if c.source == s.source || !s.covered.iter().any(covers) {
            return false;
        }
        let wide = widen(item.days, self.standard.same_event);
        !self.timeline.items.iter().any(|j| {
            let own = self
                .court
                .claim(j.claim)
                .is_some_and(|d| d.source == s.source);
            own && j.target == item.target && wide.overlaps(j.days)
        })
    }

    /// The value of an act, by the standard and its policy for contests.
    pub fn truth(&self, item: &Item) -> Truth {
        if self.is_weak(item) {
            return Truth::Weak;
        }
        if self.timeline.denials.is_empty() && self.silent.is_empty() {
            return Truth::True;
        }
        let (denied, silent) = (self.denied(item), self.silent_on(item));
        let denials = &denied.claims;
        let denied = match (self.standard.need, silent) {
            (1, Some(_)) => true,
            // A silent source is one more voice, and never a copy of one that speaks.
            (n, Some(_)) => denied.groups + 1 >= n,
            (0 | 1, None) => !denials.is_empty(),
            (n, None) => denied.groups >= n,
        };
        if !denied {
            return Truth::True;
        }
        let support = match self.standard.contested {
            ContestPolicy::PreferTier | ContestPolicy::PreferLatest => self.support(item),
            _ => Vec::new(),
        };
        let tier = |list: &[u32], of: &dyn Fn(u32) -> Option<Tier>| {
            list.iter().filter_map(|i| of(*i)).min()
        };
        let order = match self.standard.contested {
            ContestPolicy::Hold => std::cmp::Ordering::Equal,
            ContestPolicy::CountAsTrue => std::cmp::Ordering::Less,
            ContestPolicy::CountAsFalse => std::cmp::Ordering::Greater,
            ContestPolicy::PreferTier => {
                let items = |i: u32| {
                    self.timeline
                        .items
                        .iter()
                        .find(|j| j.claim == i)
                        .map(|j| j.tier)
                };
                let voices = |i: u32| {
                    self.timeline
                        .denials
                        .iter()
                        .find(|j| j.claim == i)
                        .map(|j| j.tier)
                };
                let register = silent.map(|s| s.tier);
                let other = tier(denials, &voices).into_iter().chain(register).min();
                tier(&support, &items).cmp(&other)
            }
            ContestPolicy::PreferLatest => {
                let told = |list: &[u32]| {
                    list.iter()
                        .filter_map(|i| self.court.claim(*i))
                        .map(|c| c.recorded)
                        .max()
                };
                let other = told(denials)
                    .into_iter()
                    .chain(silent.map(|s| s.recorded))
                    .max();
                other.cmp(&told(&support))
            }
        };
        match order {
            std::cmp::Ordering::Less => Truth::True,
            std::cmp::Ordering::Greater => Truth::Outvoted,
            std::cmp::Ordering::Equal => Truth::Both,
        }
    }

    /// Whether something may tell of a forbidden act, and nobody denied it since.
    pub fn is_doubtful(&self) -> bool {
        let last = self.seen(&self.timeline.doubts).last();
        last.is_some_and(|d| self.denied_until().is_none_or(|day| day < d.days.hi))
    }

    /// The last day on which enough deny the whole goal, of that day or later.
    pub fn denied_until(&self) -> Option<Day> {
        let denials = self.seen(&self.timeline.denials).iter();
        let (days, claims): (Vec<Day>, Vec<u32>) = denials
            .filter(|d| d.whole)
            .map(|d| (d.days.hi, d.claim))
            .unzip();
        // The more of them, the more groups.
        let starts: Vec<usize> = (0..claims.len()).collect();
        let is_enough = |n: &usize| {
            let of = claims.get(*n..).unwrap_or_default();
            enough(self.court, of, self.standard.need)
        };
        let n = starts.partition_point(is_enough);
        days.get(n.checked_sub(1)?).copied()
    }

    /// Reversals of an act, up to the as-of day: of its own action on its own target, or on none that they
    /// name, on its day or later, or perhaps later.
    pub fn reversals(&self, item: &Item) -> Vec<Voiced> {
        let Some(c) = self.court.claim(item.claim) else {
            return Vec::new();
        };
        let all = self.seen(&self.timeline.reversals);
        let first = all.partition_point(|r| r.days.hi < item.days.lo);
        let own = |r: &&Voiced| {
            r.claim != item.claim
                && self.court.claim(r.claim).is_some_and(|x| {
                    let world = &self.court.world;
                    let undoes = world.undoes(x.action, c.action)
                        || x.status == crate::model::ClaimStatus::Reversed
                            && world.is_a(c.action, x.action);
                    let on = |t: Who| x.targets.contains(&t) || x.targets.is_empty();
                    undoes && item.target.is_none_or(on)
                })
        };
        all.get(first..)
            .unwrap_or_default()
            .iter()
            .filter(own)
            .copied()
            .collect()
    }

    /// The day on which an act was surely undone, with the claims that show it; and the first day on
    /// which it may have been.
    pub fn undone(&self, item: &Item) -> Undone {
        let all = self.reversals(item);
        let mut out = Undone {
            on: None,
            may_on: all.iter().map(|r| r.days.lo.max(item.days.hi)).min(),
            claims: Vec::new(),
            doubtful: all.iter().map(|r| r.claim).collect(),
        };
        let mut shown: Vec<u32> = Vec::new();
        for r in all.iter().filter(|r| self.ends(r, item)) {
            shown.push(r.claim);
            if enough(self.court, &shown, self.standard.need) && !self.reversal_denied(r, item) {
                out.on = Some(r.days.hi);
                break;
            }
        }
        if let Some(day) = out.on {
            let of_day = |r: &&Voiced| self.ends(r, item) && r.days.hi <= day;
            out.claims = all.iter().filter(of_day).map(|r| r.claim).collect();
        }
        out
    }

    /// Whether a reversal surely comes after an act. One without a date does: it speaks of what stood.
    fn ends(&self, r: &Voiced, item: &Item) -> bool {
        let undated = |c: &Claim| c.dating == Dating::Undated;
        r.whole
            && r.days.hi >= item.days.hi
            && (r.days.lo >= item.days.hi || self.court.claim(r.claim).is_some_and(undated))
    }

    fn reversal_denied(&self, r: &Voiced, item: &Item) -> bool {
        let Some(c) = self.court.claim(r.claim) else {
            return false;
        };
        let denials = self.seen(&self.timeline.denials);
        let first = denials.partition_point(|d| d.days.hi < r.days.hi);
        let against: Vec<u32> = denials
            .get(first..)
            .unwrap_or_default()
            .iter()
            .filter(|d| {
                let x = self.court.claim(d.claim);
                x.is_some_and(|x| denies_act(self.court, x, c, item.target, d.days.hi))
            })
            .map(|d| d.claim)
            .collect();
        enough(self.court, &against, self.standard.need)
    }
}

/// What became of an act.
#[derive(Debug, Clone)]
pub(super) struct Undone {
    /// The day on which enough sources show it undone.
    pub on: Option<Day>,
    /// The first day on which it may have been undone, by any admissible word.
    pub may_on: Option<Day>,
    /// The claims that show it.
    pub claims: Vec<u32>,
    /// All that speak of it.
    pub doubtful: Vec<u32>,
}

/// Whether two claims are about one event: they share a record's `id`, or different sources tell of
/// agreeing parts and of days that lie within the window.
pub(super) fn same_event(
    court: &Court<'_>,
    (a, i): (&Claim, &Item),
    (b, j): (&Claim, &Item),
    within: Duration,
) -> bool {
    let act = Act::new(court, a, i, within);
    (act.is_event_of(b, j) || a.source != b.source) && act.agrees(b, j)
}

/// An act that others are compared with.
struct Act<'a> {
    court: &'a Court<'a>,
    claim: &'a Claim,
    item: &'a Item,
    /// Its days, and those near them.
    wide: Interval,
}

impl<'a> Act<'a> {
    fn new(court: &'a Court<'a>, claim: &'a Claim, item: &'a Item, within: Duration) -> Self {
        Self {
            court,
            claim,
            item,
            wide: widen(item.days, within),
        }
    }

    /// Two registers may number their rows alike: one id is one event only where the days agree.
    fn is_event_of(&self, b: &Claim, j: &Item) -> bool {
        self.claim.event.is_some() && self.claim.event == b.event && self.wide.overlaps(j.days)
    }

    /// Whether another claim, by whomever, tells of it.
    fn agrees(&self, b: &Claim, j: &Item) -> bool {
        if !self.wide.overlaps(j.days) {
            return false;
        }
        if self.is_event_of(b, j) {
            return true;
        }
        let (a, i, world) = (self.claim, self.item, &self.court.world);
        let mut pairs = a
            .actors
            .iter()
            .flat_map(|x| b.actors.iter().map(move |y| (*x, *y)));
        let carry = super::world::Carry::Actor;
        let mut actors = || {
            a.actors.is_empty() && b.actors.is_empty()
                || pairs.any(|(x, y)| {
                    world.reaches(x, y, carry, i.days.hi) || world.reaches(y, x, carry, j.days.hi)
                })
        };
        let targets = match (i.target, j.target) {
            (None, None) => {
                a.targets.is_empty() && b.targets.is_empty()
                    || a.targets.iter().any(|t| b.targets.contains(t))
            }
            (x, y) => x == y,
        };
        targets
            && (world.is_a(a.action, b.action) || world.is_a(b.action, a.action))
            && (a.amount.is_none() || b.amount.is_none() || a.amount == b.amount)
            && actors()
    }
}

/// An interval, longer by a duration at both ends.
pub(super) fn widen(days: Interval, by: Duration) -> Interval {
    Interval::new(by.before(days.lo), by.after(days.hi))
}
