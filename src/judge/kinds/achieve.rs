//! Achieve: an act is owed, by a day. (Achievement obligation of defeasible deontic logic; a missed
//! deadline is its violation, a late act a weak one.)

use super::{Basis, Contest, Decision, KindInfo, Silence};
use super::{contested, denied_since, look, own_word, own_words, searched};
use crate::judge::coverage::Cover;
use crate::judge::truth::{Scene, Truth, Undone};
use crate::judge::weigh::{Item, Place};
use crate::model::{Flag, NormKind, Status};
use crate::time::Day;

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Achieve,
    word: "achieve",
    form: "`shall …`",
    takes: &[
        "by",
        "before",
        "on",
        "from",
        "until",
        "within",
        "every",
        "in one act",
        "sustained for",
        "irreversibly",
        "counting earlier action",
        "on pain of breach",
        "unless",
    ],
    judge,
    days: |_| Vec::new(),
};

/// The acts of a timeline by their value.
#[derive(Default)]
struct Acts {
    /// The first that surely stands.
    sure: Option<Item>,
    /// The first that stands but for a doubtful undoing.
    standing: Option<(Item, Undone)>,
    /// The last that was undone, and when.
    undone: Option<(Item, Undone)>,
    /// The first that is contested.
    contested: Option<Item>,
    weak: bool,
    /// The last day of a true act that does not count.
    last: Option<Day>,
}

/// The first line of the table in `docs/semantics.md` that holds.
fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    if t < s {
        return Decision::new(Status::Pending, Basis::Calendar);
    }
    let acts = acts(scene);
    if let Some(item) = acts.sure {
        return done(scene, cover, item);
    }
    if let Some((item, undone)) = acts.standing {
        let camps = Basis::Camps(vec![item], undone.doubtful, Contest::Undone);
        return Decision::new(Status::Contested, camps);
    }
    if let Some((item, undone)) = acts.undone {
        let own = own_word(scene, &[item]);
        let day = undone.on.unwrap_or(t);
        return Decision::new(Status::Reversed, Basis::Undone(vec![item], undone.claims))
            .flag(Flag::SelfReported, own)
            .on(day);
    }
    if let Some(item) = acts.contested {
        return contested(scene, item);
    }
    let decision = if t <= d {
        before(scene, cover, acts.last)
    } else {
        after(scene, cover, acts.last)
    };
    decision.flag(Flag::Weak, acts.weak)
}

/// Goes through the acts in order, no further than it must.
fn acts(scene: &Scene<'_>) -> Acts {
    let mut out = Acts::default();
    let norm = scene.norm;
    let world = &scene.court.world;
    // Undoing matters where the norm asks for more than the act, or its action says what undoes it.
    let undoable = norm.sustained.is_some()
        || norm.irreversibly.is_some()
        || world.undoers(scene.goal.action).next().is_some();
    for item in scene.items() {
        match scene.truth(item) {
            Truth::Weak => out.weak |= item.place.counts(),
            Truth::Outvoted => {}
            Truth::Both if item.place.counts() => {
                out.contested.get_or_insert(*item);
            }
            Truth::Both => {}
            Truth::True if !item.place.counts() => out.last = out.last.max(Some(item.days.hi)),
            Truth::True if !undoable => {
                out.sure = Some(*item);
                break;
            }
            Truth::True => {
                let undone = scene.undone(item);
                if undone.may_on.is_none_or(|day| stood(scene, item, day)) {
                    out.sure = Some(*item);
                    break;
                }
                if undone.on.is_none_or(|day| stood(scene, item, day)) {
                    out.standing.get_or_insert((*item, undone));
                } else if out.undone.as_ref().is_none_or(|(_, u)| u.on <= undone.on) {
                    out.undone = Some((*item, undone));
                }
            }
        }
    }
    out
}

/// Whether an act that ended on a day had stood for all the time that was asked.
fn stood(scene: &Scene<'_>, item: &Item, ended: Day) -> bool {
    match (scene.norm.sustained, scene.norm.irreversibly) {
        (Some(n), None) => ended > n.node.after(item.days.hi),
        _ => false,
    }
}

fn done(scene: &Scene<'_>, cover: &Cover, item: Item) -> Decision {
    let norm = scene.norm;
    let (d, f) = (norm.window.to, item.days.hi);
    // The earliest day that a supporter gives decides whether it was surely late.
    let support = scene.support(&item);
    let days = support
        .iter()
        .filter_map(|i| scene.court.claim(*i))
        .map(|c| scene.standard.days(c));
    let lo = days.map(|i| i.lo).min().unwrap_or(item.days.lo);
    let late = lo > d;
    if norm.on_pain_of_breach.is_some() && lo <= d && d < f {
        // In time or a breach: nobody can say.
        let absence = Basis::Absence(searched(scene), look(scene, cover), Silence::Doubtful);
        return Decision::new(Status::Unreported, absence);
    }
    let acts = Basis::Acts(vec![item]);
    let until = match (norm.sustained, norm.irreversibly) {
        (Some(n), None) => n.node.after(f),
        _ => f,
    };
    let breach = late && norm.on_pain_of_breach.is_some();
    let status = match () {
        () if breach => Status::Breached,
        () if scene.as_of < until => Status::InProgress,
        () if late => Status::FulfilledLate,
        () => Status::Fulfilled,
    };
    let own = own_word(scene, &[item]);
    let unproven = !late && f > d || item.place == Place::Unproven;
    Decision::new(status, acts)
        .flag(
            Flag::LateBy(d.days_until(f)),
            status == Status::FulfilledLate,
        )
        .flag(Flag::SelfReported, own)
        .flag(Flag::TimingUnproven, unproven && status != Status::Breached)
        .flag(
            Flag::Presumptive,
            norm.irreversibly.is_some() && status != Status::Breached,
        )
        .on(f)
}

/// What is owed is not done, and nothing is late. `last` is the last day of a true act that does not do.
pub(super) fn before(scene: &Scene<'_>, cover: &Cover, last: Option<Day>) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    let earlier = scene.norm.counting_earlier.is_some();
    // Later than any act: an act that lies before the window is not denied by what came before it.
    let since = last.map_or(s, |day| day.next().max(s));
    if let Some(denials) = denied_since(scene, since) {
        let own = own_words(&denials);
        return Decision::new(Status::NotDone, Basis::Denials(denials))
            .flag(Flag::SelfReported, own);
    }
    let steps: Vec<_> = scene
        .seen(&scene.timeline.steps)
        .iter()
        .filter(|v| earlier || v.days.hi >= s)
        .copied()
        .collect();
    if let Some(last) = steps.last() {
        let stalled = scene.standard.quiet.after(last.days.hi) < t;
        let own = own_words(&steps);
        return Decision::new(Status::InProgress, Basis::Steps(steps))
            .flag(Flag::SelfReported, own)
            .flag(Flag::Stalled, stalled);
    }
    let look = look(scene, cover);
    let bears = scene.timeline.bears.is_some_and(|day| day <= t) || !look.covered.is_empty();
    let status = if d == Day::MAX && !scene.standard.closed && !bears {
        Status::Unreported
    } else {
        Status::Pending
    };
    Decision::new(status, Basis::Absence(searched(scene), look, Silence::Open))
}

/// What is owed is not done, and the deadline has passed.
pub(super) fn after(scene: &Scene<'_>, cover: &Cover, last: Option<Day>) -> Decision {
    let (s, d) = (scene.norm.window.from, scene.norm.window.to);
    let since = last.map_or(d, |day| day.next().max(d));
    if let Some(denials) = denied_since(scene, since) {
        let own = own_words(&denials);
        return Decision::new(Status::Breached, Basis::Denials(denials))
            .flag(Flag::SelfReported, own)
            .on(d.next());
    }
    let look = look(scene, cover);
    let listed = scene.standard.need == 1
        && scene.silent.iter().any(|r| {
            let mut of = r.covered.iter();
            of.any(|i| i.lo <= s && d <= i.hi)
        });
    let (status, silence) = match () {
        () if scene.standard.closed => (Status::Breached, Silence::Closed),
        // A register that covers all the time and lists a claim of its own is not silent.
        () if listed && scene.items().is_empty() => (Status::Breached, Silence::Listed),
        () if look.is_whole() => (Status::Overdue, Silence::Open),
        () => (Status::Unreported, Silence::Open),
    };
    let decision = Decision::new(status, Basis::Absence(searched(scene), look, silence));
    if status == Status::Breached {
        decision.on(d.next())
    } else {
        decision
    }
}
