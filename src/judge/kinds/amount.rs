//! Amount: so much is owed, by a day, in as many acts as it takes; of a share or of "x of y", so much at a
//! time. (Metered duties of ODRL; the practice of climate finance.)

use super::achieve;
use super::{Basis, Contest, Decision, KindInfo, contested, own_word};
use crate::judge::coverage::Cover;
use crate::judge::size::{self, Size};
use crate::judge::tally::{Chain, Coarse, Entry, worths};
use crate::judge::truth::{Scene, Truth, Undone, widen};
use crate::judge::weigh::Item;
use crate::model::{Flag, Measure, NormKind, Status};
use crate::time::Day;

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Amount,
    word: "amount",
    form: "`shall … N unit`",
    takes: &[
        "by",
        "before",
        "on",
        "from",
        "until",
        "within",
        "every",
        "at a time",
        "counting earlier action",
        "on pain of breach",
    ],
    judge,
    days: |_| Vec::new(),
};

/// The acts of a timeline by their value.
#[derive(Default)]
struct Acts<'a> {
    sure: Vec<Entry<'a>>,
    /// Contested, or perhaps undone.
    open: Vec<(Entry<'a>, Option<Undone>)>,
    undone: Vec<(Entry<'a>, Undone)>,
    weak: bool,
    /// The last day of a true act.
    last: Option<Day>,
}

/// How much a list of acts comes to.
struct Told {
    /// The acts that reach what is owed, the deciding one last; none where they do not.
    reached: Option<Vec<Item>>,
    /// The acts that make up what there is.
    made_of: Vec<Item>,
    /// How much there is.
    much: i128,
    /// The acts by which another voice tells of less, and theirs.
    less: Vec<(Item, Vec<u32>)>,
}

/// The first line of the table in `docs/semantics.md` that holds.
fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    if t < s {
        return Decision::new(Status::Pending, Basis::Calendar);
    }
    let acts = acts(scene);
    let sure = told(scene, &acts.sure, false);
    if let Some(list) = &sure.reached {
        if let Some(camps) = less_in_all(scene, &acts.sure, list) {
            return Decision::new(Status::Contested, camps);
        }
        return done(scene, list);
    }
    if let Some(decision) = perhaps(scene, &acts, &sure) {
        return decision;
    }
    let base = if t <= d {
        achieve::before(scene, cover, acts.last)
    } else {
        achieve::after(scene, cover, acts.last)
    };
    let base = base.flag(Flag::Weak, acts.weak);
    let gives_way = matches!(
        base.status,
        Status::Pending | Status::Overdue | Status::Unreported
    );
    if !gives_way || sure.much == 0 {
        return base;
    }
    let Some(q) = &scene.norm.atom.amount else {
        return base;
    };
    let own = any_own(scene, &sure.made_of);
    let share = Flag::AmountShare(sure.much / q.factor, q.value / q.factor);
    Decision::new(Status::Partial, Basis::Acts(sure.made_of))
        .flag(share, true)
        .flag(Flag::Worst(base.status), true)
        .flag(Flag::Weak, acts.weak)
        .flag(Flag::SelfReported, own)
}

/// Whether some act rests on the bearer's own word alone: then so does the sum.
fn any_own(scene: &Scene<'_>, items: &[Item]) -> bool {
    items.iter().any(|i| own_word(scene, &[*i]))
}

fn acts<'a>(scene: &Scene<'a>) -> Acts<'a> {
    let mut out = Acts::default();
    let Some(q) = &scene.norm.atom.amount else {
        return out;
    };
    let undoable = scene
        .court
        .world
        .undoers(scene.goal.action)
        .next()
        .is_some();
    for item in scene.items() {
        let truth = scene.truth(item);
        let counts = item.place.counts();
        if truth == Truth::True {
            out.last = out.last.max(Some(item.days.hi));
        }
        let Some(claim) = scene.court.claim(item.claim).filter(|_| counts) else {
            continue;
        };
        let Some(size) = size::size(q, claim) else {
            continue;
        };
        let entry = Entry {
            item: *item,
            claim,
            size,
        };
        match truth {
            Truth::Weak => out.weak = true,
            Truth::Outvoted => {}
            Truth::Both => out.open.push((entry, None)),
            Truth::True if !undoable => out.sure.push(entry),
            Truth::True => {
                let undone = scene.undone(item);
                match (undone.may_on, undone.on) {
                    (None, _) => out.sure.push(entry),
                    (_, None) => out.open.push((entry, Some(undone))),
                    _ => out.undone.push((entry, undone)),
                }
            }
        }
    }
    out
}

/// What a list of acts comes to. `fully` takes each voice at its own word.
fn told(scene: &Scene<'_>, list: &[Entry<'_>], fully: bool) -> Told {
    let n = scene.norm.atom.amount.as_ref().map_or(0, |q| q.value);
    let (levels, flows): (Vec<Entry<'_>>, Vec<Entry<'_>>) = list.iter().partition(|e| e.size.level);
    let worths: Vec<(i128, Vec<u32>)> = match fully {
        true => flows.iter().map(|e| (e.size.lo, Vec::new())).collect(),
        false => worths(scene, &flows),
    };
    let values: Vec<i128> = worths.iter().map(|(w, _)| *w).collect();
    let chain = Chain::new(scene, &flows, &values);
    let items = |of: Vec<usize>| -> Vec<Item> {
        let found = of.into_iter().filter_map(|i| flows.get(i));
        found.map(|e| e.item).collect()
    };
    let by_sum = chain.reaches(n).map(|acts| items(chain.made_of(acts)));
    let (level, much) = level(scene, &levels, n, fully);
    let day = |list: &Vec<Item>| list.last().map(|i| (i.days.hi, i.claim));
    let reached = match (by_sum, level) {
        (Some(a), Some(b)) if day(&a) <= Some((b.days.hi, b.claim)) => Some(a),
        (_, Some(b)) => Some(vec![b]),
        (a, None) => a,
    };
    let sum = chain.sum(flows.len());
    let (much, made_of) = match much {
        Some((item, lo)) if lo >= sum => (lo, vec![item]),
        _ => (sum, items(chain.made_of(flows.len()))),
    };
    let less = flows.iter().zip(worths).filter(|(_, (_, l))| !l.is_empty());
    Told {
        reached,
        made_of,
        much,
        less: less.map(|(e, (_, l))| (e.item, l)).collect(),
    }
}

/// The level from which on it was as much as is owed, up to the deadline or else up to now; and the latest.
fn level(
    scene: &Scene<'_>,
    list: &[Entry<'_>],
    n: i128,
    fully: bool,
) -> (Option<Item>, Option<(Item, i128)>) {
    let coarse = Coarse::new(list);
    let value = |e: &Entry<'_>| match fully {
        true => e.size.lo,
        false => lowest(scene, list, &coarse, e),
    };
    let values: Vec<i128> = list.iter().map(value).collect();
    let standing = |until: Day| {
        let mut run: Option<Item> = None;
        for (e, value) in list.iter().zip(&values) {
            if e.item.days.hi > until {
                break;
            }
            run = (*value >= n).then(|| run.unwrap_or(e.item));
        }
        run
    };
    let (d, t) = (scene.norm.window.to, scene.as_of);
    let run = standing(t.min(d)).or_else(|| standing(t));
    let last = list.last().zip(values.last()).map(|(e, v)| (e.item, *v));
    (run, last)
}

/// A level by the lowest word of its day, or of another voice near it.
fn lowest(scene: &Scene<'_>, list: &[Entry<'_>], coarse: &Coarse, e: &Entry<'_>) -> i128 {
    let wide = widen(e.item.days, scene.standard.same_event);
    // Of too many nobody knows which is right.
    let Some(near) = coarse.near(scene, list, e) else {
        return 0;
    };
    let of = near.into_iter().filter(|j| {
        let other = j.claim.source != e.claim.source && wide.overlaps(j.item.days);
        other || j.item.days.hi == e.item.days.hi
    });
    of.map(|j| j.size.lo).min().unwrap_or(e.size.lo)
}

/// A word on how much there is in all, after a sum reached it, that tells of less.
fn less_in_all(scene: &Scene<'_>, sure: &[Entry<'_>], list: &[Item]) -> Option<Basis> {
    let q = scene.norm.atom.amount.as_ref()?;
    let last = list.last()?;
    let of_sum = sure
        .iter()
        .any(|e| e.item.claim == last.claim && !e.size.level);
    let less = |e: &&Entry<'_>| {
        let known = e.size.hi.is_some_and(|hi| hi < q.value);
        e.size.level && known && e.item.days.hi >= last.days.hi
    };
    let against: Vec<u32> = sure.iter().filter(less).map(|e| e.item.claim).collect();
    let disputed = q.measure == Measure::Sum && of_sum && !against.is_empty();
    disputed.then(|| Basis::Camps(vec![*last], against, Contest::Less))
}

/// Both lists in order.
fn joined<'a, 'b>(
    sure: &'b [Entry<'a>],
    more: impl Iterator<Item = &'b Entry<'a>>,
) -> Vec<Entry<'a>> {
    let mut list: Vec<Entry<'a>> = sure.iter().chain(more).copied().collect();
    list.sort_by_key(|e| (e.item.days.hi, e.item.days.lo, e.item.claim));
    list
}

/// What is contested decides, or what was undone.
fn perhaps(scene: &Scene<'_>, acts: &Acts<'_>, sure: &Told) -> Option<Decision> {
    let reaches = |list: &[Entry<'_>]| told(scene, list, true).reached.is_some();
    if let Some((first, undone)) = acts.open.first()
        && (acts.sure.is_empty() || reaches(&joined(&acts.sure, acts.open.iter().map(|(e, _)| e))))
    {
        return Some(match undone {
            None => contested(scene, first.item),
            Some(u) => {
                let camps = Basis::Camps(vec![first.item], u.doubtful.clone(), Contest::Undone);
                Decision::new(Status::Contested, camps)
            }
        });
    }
    if let Some((item, less)) = sure.less.first()
        && reaches(&acts.sure)
    {
        let camps = Basis::Camps(vec![*item], less.clone(), Contest::Less);
        return Some(Decision::new(Status::Contested, camps));
    }
    let last = acts.undone.iter().max_by_key(|(_, u)| u.on)?;
    if !acts.sure.is_empty() && !reaches(&joined(&acts.sure, acts.undone.iter().map(|(e, _)| e))) {
        return None;
    }
    let (entry, undone) = last;
    let own = own_word(scene, &[entry.item]);
    let basis = Basis::Undone(vec![entry.item], undone.claims.clone());
    let decision = Decision::new(Status::Reversed, basis).flag(Flag::SelfReported, own);
    Some(decision.on(undone.on.unwrap_or(scene.as_of)))
}

/// It was reached, on the day of the last act.
fn done(scene: &Scene<'_>, list: &[Item]) -> Decision {
    let norm = scene.norm;
    let Some(item) = list.last() else {
        return Decision::new(Status::Pending, Basis::Calendar);
    };
    let (d, f) = (norm.window.to, item.days.hi);
    let support = scene.support(item);
    let days = support
        .iter()
        .filter_map(|i| scene.court.claim(*i))
        .map(|c| scene.standard.days(c).lo);
    let lo = days.min().unwrap_or(item.days.lo);
    let late = lo > d;
    let status = match (late, norm.on_pain_of_breach) {
        (true, Some(_)) => Status::Breached,
        (true, None) => Status::FulfilledLate,
        (false, _) => Status::Fulfilled,
    };
    let unproven = !late && f > d
        || list
            .iter()
            .any(|i| i.place == crate::judge::weigh::Place::Unproven);
    let own = any_own(scene, list);
    let late_by = Flag::LateBy(d.days_until(f));
    Decision::new(status, Basis::Acts(list.to_vec()))
        .flag(late_by, status == Status::FulfilledLate)
        .flag(Flag::SelfReported, own)
        .flag(Flag::TimingUnproven, unproven && status != Status::Breached)
        .on(f)
}

/// Acts that count and are not added to the others: they may be told already.
pub(super) fn left_out(scene: &Scene<'_>) -> Vec<Item> {
    let acts = acts(scene);
    let flows: Vec<Entry<'_>> = acts.sure.into_iter().filter(|e| !e.size.level).collect();
    let worths: Vec<i128> = worths(scene, &flows).into_iter().map(|(w, _)| w).collect();
    let chain = Chain::new(scene, &flows, &worths);
    let counted = chain.made_of(flows.len());
    let mut counted = counted.into_iter().peekable();
    let all = flows.iter().enumerate();
    all.filter(|(i, _)| counted.next_if_eq(i).is_none())
        .map(|(_, e)| e.item)
        .collect()
}

/// The size of one act of whatever amount.
pub(super) const ONE: Size = Size {
    lo: 1,
    hi: Some(1),
    level: false,
};
