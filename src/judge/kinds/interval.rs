//! Interval (`at least every p`): an act is owed again and again, and between two of them no more time
//! than p may go by. (A bounded `globally eventually` of metric temporal logic.)

use super::{Basis, Decision, KindInfo, Silence, contested, denied_between, look_in, own_word};
use super::{listed, searched};
use crate::judge::coverage::Cover;
use crate::judge::relief::tolled;
use crate::judge::truth::{Scene, Truth};
use crate::judge::weigh::{Item, Place};
use crate::model::{Flag, NormKind, Status};
use crate::time::{Day, Duration, Interval, Unit};

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Interval,
    word: "interval",
    form: "`shall … at least every …`",
    takes: &["by", "before", "from", "until", "within", "at least every"],
    judge,
    days,
};

/// A time longer than p without an act.
#[derive(Clone, Copy)]
struct Gap {
    /// The days without an act.
    days: Interval,
    /// The last day on which an act would have been in time.
    due: Day,
    /// The act that ended it; none while it lasts.
    ended: Option<Day>,
}

/// The last day in time for the next act after one on a day. Acts on the days of a month's end are counted
/// from the anchor, so that nothing drifts.
fn due(anchor: Day, since: Day, p: Duration) -> Day {
    let plain = p.after(since);
    let months = match p.unit {
        Unit::Months => p.count,
        Unit::Years => p.count.saturating_mul(12),
        Unit::Days | Unit::Weeks => return plain,
    };
    let of = |d: Day| {
        d.date()
            .map(|d| i64::from(d.year()) * 12 + i64::from(d.month()))
    };
    let Some(apart) = of(since).zip(of(anchor)).map(|(b, a)| b - a) else {
        return plain;
    };
    let times = u32::try_from(apart / i64::from(months.max(1))).unwrap_or(0);
    match p.after_times(anchor, times) == since {
        true => p.after_times(anchor, times.saturating_add(1)),
        false => plain,
    }
}

/// The gaps between acts on these days, in order; suspended days are no part of a gap's time.
fn gaps(
    anchor: Day,
    window: Interval,
    acts: &[Day],
    p: Duration,
    suspended: &[Interval],
) -> Vec<Gap> {
    let mut out = Vec::new();
    let (mut since, mut first) = (window.lo, window.lo);
    let ends = acts.iter().map(|d| Some(*d)).chain([None]);
    for ended in ends {
        let due = tolled(suspended, first, due(anchor, since, p));
        let last = ended.map_or(window.hi, Day::prev);
        if ended.unwrap_or(window.hi) > due {
            out.push(Gap {
                days: Interval::new(first, last),
                due,
                ended,
            });
        }
        if let Some(day) = ended {
            (since, first) = (day, day.next());
        }
    }
    out
}

fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    let Some(p) = scene.norm.every.filter(|_| t >= s) else {
        return Decision::new(Status::Pending, Basis::Calendar);
    };
    let (mut hits, mut disputed): (Vec<Item>, Vec<Item>) = (Vec::new(), Vec::new());
    let mut weak = false;
    for item in scene.items().iter().filter(|i| i.place.counts()) {
        match scene.truth(item) {
            Truth::True => hits.push(*item),
            Truth::Both => disputed.push(*item),
            Truth::Weak => weak = true,
            Truth::Outvoted => {}
        }
    }
    let days = |list: &mut dyn Iterator<Item = &Item>| {
        let mut days: Vec<Day> = list.map(|i| i.days.hi).collect();
        days.sort_unstable();
        days.dedup();
        days
    };
    let window = searched(scene);
    let z = &scene.norm.suspended;
    let sure = gaps(s, window, &days(&mut hits.iter()), p.node, z);
    let seeming = gaps(
        s,
        window,
        &days(&mut hits.iter().chain(&disputed)),
        p.node,
        z,
    );
    for gap in &seeming {
        if let Some(broken) = breach(scene, cover, gap) {
            return broken.flag(Flag::Weak, weak);
        }
    }
    if let Some(gap) = seeming.last().filter(|g| g.ended.is_none()) {
        let look = look_in(scene, cover, gap.days);
        let status = if look.is_whole() {
            Status::Overdue
        } else {
            Status::Unreported
        };
        let absence = Basis::Absence(gap.days, look, Silence::Open);
        return Decision::new(status, absence).flag(Flag::Weak, weak);
    }
    let in_doubt = sure.iter().find_map(|g| {
        let mut within = disputed.iter();
        within.find(|i| g.days.contains(i.days.hi)).copied()
    });
    if let Some(item) = in_doubt {
        return contested(scene, item);
    }
    if hits.is_empty() {
        let look = look_in(scene, cover, window);
        let absence = Basis::Absence(window, look, Silence::Open);
        return Decision::new(Status::Pending, absence).flag(Flag::Weak, weak);
    }
    let delay = |g: &Gap| g.ended.map_or(0, |day| g.due.days_until(day));
    let late = sure.iter().map(delay).max().unwrap_or(0);
    let status = match (t > d, late > 0) {
        (false, _) => Status::Holding,
        (true, false) => Status::Fulfilled,
        (true, true) => Status::FulfilledLate,
    };
    let own = own_word(scene, &hits);
    let coarse = |i: &Item| i.place == Place::Unproven || i.days.lo < i.days.hi;
    let unproven = hits.iter().any(coarse);
    Decision::new(status, Basis::Acts(hits))
        .flag(Flag::LateBy(late), late > 0)
        .flag(Flag::SelfReported, own)
        .flag(Flag::TimingUnproven, unproven)
}

/// The breach that a gap is, where somebody says that there was no act in it.
fn breach(scene: &Scene<'_>, cover: &Cover, gap: &Gap) -> Option<Decision> {
    let until = gap.ended.map_or(Day::MAX, Day::prev);
    let on = gap.due.next();
    if let Some(denials) = denied_between(scene, Interval::new(gap.due, until)) {
        let own = super::own_words(&denials);
        let broken = Decision::new(Status::Breached, Basis::Denials(denials));
        return Some(broken.flag(Flag::SelfReported, own).on(on));
    }
    let due = Interval::new(gap.days.lo, gap.due);
    let silence = match () {
        () if scene.standard.closed => Silence::Closed,
        () if listed(scene, due) => Silence::Listed,
        () => return None,
    };
    let look = look_in(scene, cover, gap.days);
    let absence = Basis::Absence(gap.days, look, silence);
    Some(Decision::new(Status::Breached, absence).on(on))
}

/// A gap may begin after every act, and may be seen once it is longer than the quiet period.
fn days(scene: &Scene<'_>) -> Vec<Day> {
    let Some(p) = scene.norm.every else {
        return Vec::new();
    };
    let from = scene.norm.window.from;
    let quiet = scene.standard.quiet;
    let z = &scene.norm.suspended;
    let mut out = vec![tolled(z, from, p.node.after(from)).next()];
    for item in &scene.timeline.items {
        let day = item.days.hi;
        let due = tolled(z, day.next(), due(from, day, p.node));
        out.extend([due.next(), quiet.after(day.next())]);
    }
    out
}
