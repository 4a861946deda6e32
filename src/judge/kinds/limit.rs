//! Limit: more than so much, or than so many acts, is forbidden. (ODRL's `count`.) A breach needs acts
//! that surely are different events; that there was none, that no act was left out.

use super::amount::ONE;
use super::{Basis, Contest, Decision, KindInfo, Silence, contested, look, searched};
use crate::judge::coverage::Cover;
use crate::judge::size::{self, Size};
use crate::judge::tally::{Chain, Entry, worths};
use crate::judge::truth::{Scene, Truth, same_event};
use crate::judge::weigh::{Item, Place};
use crate::model::{Claim, Flag, Measure, NormKind, SourceIx, Status};

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Limit,
    word: "limit",
    form: "`may … at most N times` or `shall … at most N unit`",
    takes: &[
        "by",
        "before",
        "on",
        "from",
        "until",
        "within",
        "every",
        "at a time",
        "at most … times",
    ],
    judge,
    days: |_| Vec::new(),
};

/// How much is allowed, and the size of an act.
fn allowed(scene: &Scene<'_>) -> i128 {
    match (scene.norm.times, &scene.norm.atom.amount) {
        (Some(n), _) => i128::from(n.node),
        (None, Some(q)) => q.value,
        (None, None) => 0,
    }
}

fn size_of(scene: &Scene<'_>, c: &Claim) -> Option<Size> {
    match (scene.norm.times, &scene.norm.atom.amount) {
        (Some(_), _) => Some(ONE),
        (None, Some(q)) => size::size(q, c),
        (None, None) => None,
    }
}

/// What is told.
#[derive(Default)]
struct Told<'a> {
    sure: Vec<Entry<'a>>,
    open: Vec<Entry<'a>>,
    /// All that may count, with its greatest size where that is told.
    all: Vec<(Item, Option<i128>)>,
    weak: bool,
}

fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    if t < s {
        return Decision::new(Status::Pending, Basis::Calendar);
    }
    let told = told(scene);
    let n = allowed(scene);
    if let Some(list) = past(scene, &told.sure, n, false) {
        let on = list.last().map_or(t, |i| i.days.hi);
        let own = list.iter().all(|i| i.own);
        let unproven = list.iter().any(|i| i.place == Place::Unproven);
        return Decision::new(Status::Breached, Basis::Acts(list))
            .flag(Flag::SelfReported, own)
            .flag(Flag::TimingUnproven, unproven)
            .on(on);
    }
    if let Some(first) = told.open.first() {
        let mut both: Vec<Entry<'_>> = told.sure.iter().chain(&told.open).copied().collect();
        both.sort_by_key(|e| (e.item.days.hi, e.item.days.lo, e.item.claim));
        if past(scene, &both, n, true).is_some() {
            return contested(scene, first.item);
        }
    }
    if past(scene, &told.sure, n, true).is_some() {
        let list = worths(scene, &told.sure).into_iter().zip(&told.sure);
        let mut list = list.filter(|((_, less), _)| !less.is_empty());
        if let Some(((_, less), e)) = list.next() {
            let camps = Basis::Camps(vec![e.item], less, Contest::Less);
            return Decision::new(Status::Contested, camps);
        }
    }
    let doubtful = at_most(scene, &told.all).is_none_or(|most| most > n);
    let look = look(scene, cover);
    let closed = scene.standard.closed;
    let known = !doubtful && (closed || look.is_whole());
    let status = match (known, t <= d) {
        (false, _) => Status::Unreported,
        (true, true) => Status::Holding,
        (true, false) => Status::Fulfilled,
    };
    let silence = match (doubtful, closed) {
        (true, _) => Silence::Doubtful,
        (false, true) => Silence::Closed,
        (false, false) => Silence::Open,
    };
    let absence = Basis::Absence(searched(scene), look, silence);
    Decision::new(status, absence).flag(Flag::Weak, told.weak)
}

fn told<'a>(scene: &Scene<'a>) -> Told<'a> {
    let mut out = Told::default();
    for item in scene.items() {
        let truth = scene.truth(item);
        let out_of_it = matches!(item.place, Place::Before | Place::After | Place::Suspended);
        let Some(claim) = scene.court.claim(item.claim) else {
            continue;
        };
        if out_of_it || truth == Truth::Outvoted {
            continue;
        }
        let size = size_of(scene, claim);
        let told = scene.norm.times.is_some() || item.place != Place::MayAmount;
        let most = size.filter(|_| told).and_then(|s| s.hi);
        out.all.push((*item, most));
        if !item.place.counts() {
            continue;
        }
        let entry = size.map(|size| Entry {
            item: *item,
            claim,
            size,
        });
        match truth {
            Truth::True => out.sure.extend(entry),
            Truth::Both => out.open.extend(entry),
            Truth::Weak | Truth::Outvoted => out.weak = true,
        }
    }
    out
}

/// The acts by which it surely is more than is allowed, the deciding one last.
fn past(scene: &Scene<'_>, list: &[Entry<'_>], n: i128, fully: bool) -> Option<Vec<Item>> {
    let (levels, flows): (Vec<Entry<'_>>, Vec<Entry<'_>>) = list.iter().partition(|e| e.size.level);
    let values: Vec<i128> = match fully {
        true => flows.iter().map(|e| e.size.lo).collect(),
        false => worths(scene, &flows).into_iter().map(|(w, _)| w).collect(),
    };
    let chain = Chain::new(scene, &flows, &values);
    let sum = chain.reaches(n.saturating_add(1)).map(|acts| {
        let of = chain.made_of(acts).into_iter();
        of.filter_map(|i| flows.get(i))
            .map(|e| e.item)
            .collect::<Vec<Item>>()
    });
    let level = levels.iter().find(|e| e.size.lo > n).map(|e| e.item);
    let day = |list: &[Item]| list.last().map(|i| (i.days.hi, i.claim));
    match (sum, level) {
        (Some(a), Some(b)) if day(&a) <= Some((b.days.hi, b.claim)) => Some(a),
        (_, Some(b)) => Some(vec![b]),
        (a, None) => a,
    }
}

/// Acts that others are compared with, at most.
const COMPARED: usize = 512;

/// The most that everything told can come to, each event once; none where that is not told.
fn at_most(scene: &Scene<'_>, all: &[(Item, Option<i128>)]) -> Option<i128> {
    let claim = |i: &Item| scene.court.claim(i.claim);
    let (mut sum, mut level) = (0i128, 0i128);
    // Each event, with the voices that told of it: a voice that tells of two tells of two events.
    let mut counted: Vec<(Item, Vec<SourceIx>)> = Vec::new();
    let levels = matches!(&scene.norm.atom.amount, Some(q) if q.measure == Measure::Level);
    for (item, most) in all {
        let most = (*most)?;
        let is_level = levels
            || scene.norm.times.is_none()
                && claim(item).is_some_and(|c| size_of(scene, c).is_some_and(|s| s.level));
        if is_level {
            level = level.max(most);
            continue;
        }
        let Some(c) = claim(item) else { continue };
        let first = counted.len().saturating_sub(COMPARED);
        let near = counted
            .get_mut(first..)
            .unwrap_or_default()
            .iter_mut()
            .rev();
        // They come in the order of their last days.
        let since = scene.standard.same_event.before(item.days.lo).plus(-3);
        let mut near = near.take_while(|(j, _)| j.days.hi >= since);
        let told = near.find(|(j, voices)| {
            let same = claim(j).is_some_and(|b| {
                let one = b.event.is_some() && b.event == c.event;
                let again = !one && voices.contains(&c.source);
                !again && same_event(scene.court, (b, j), (c, item), scene.standard.same_event)
            });
            j.claim == item.claim || same
        });
        match told {
            Some((_, voices)) => voices.push(c.source),
            None => {
                sum = sum.saturating_add(most);
                counted.push((*item, vec![c.source]));
            }
        }
    }
    Some(sum.max(level))
}
