//! Forbid: an act must not be. (Maintenance of ¬ψ.)

use super::{Basis, Decision, KindInfo, Silence, contested, look, searched};
use crate::judge::around::Excuse;
use crate::judge::coverage::Cover;
use crate::judge::truth::{Scene, Truth};
use crate::judge::weigh::{Item, Place};
use crate::model::{Flag, NormKind, Status};

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Forbid,
    word: "forbid",
    form: "`shall not …`",
    takes: &[
        "by",
        "before",
        "on",
        "from",
        "until",
        "within",
        "in one act",
        "unless",
        "while",
    ],
    judge,
    days: |_| Vec::new(),
};

/// The first line of the table in `docs/semantics.md` that holds.
pub(super) fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    if t < s {
        return Decision::new(Status::Pending, Basis::Calendar);
    }
    let mut confirmed: Vec<Item> = Vec::new();
    let mut disputed: Option<Item> = None;
    let (mut weak, mut doubtful) = (false, false);
    let mut excuse = None;
    for item in scene.items() {
        let around = scene.around.filter(|_| item.place.counts());
        match around.map_or(Excuse::None, |a| a.excuse(item, scene.as_of)) {
            Excuse::None => {}
            Excuse::Holds => continue,
            _ if scene.truth(item) == Truth::Outvoted => continue,
            Excuse::Doubtful => {
                doubtful = true;
                continue;
            }
            Excuse::Disputed => {
                excuse.get_or_insert(*item);
                continue;
            }
        }
        match (item.place, scene.truth(item)) {
            (Place::Before | Place::After | Place::Suspended, _) | (_, Truth::Outvoted) => {}
            // It may lie in the window, or too few tell of it: no breach, but no proof of none either.
            (Place::MayBefore | Place::MayAfter | Place::MayAmount | Place::MayBeSuspended, _) => {
                doubtful = true
            }
            (_, Truth::Weak) => (weak, doubtful) = (true, true),
            (_, Truth::True) => confirmed.push(*item),
            (_, Truth::Both) => {
                disputed.get_or_insert(*item);
            }
        }
    }
    if let Some(first) = confirmed.first() {
        let on = first.days.hi;
        let own = confirmed.iter().all(|i| i.own);
        let unproven = first.place == Place::Unproven;
        return Decision::new(Status::Breached, Basis::Acts(confirmed))
            .flag(Flag::SelfReported, own)
            .flag(Flag::TimingUnproven, unproven)
            .on(on);
    }
    if let Some(item) = disputed {
        return contested(scene, item);
    }
    if let Some((a, item)) = scene.around.zip(excuse) {
        return a.disputed(&item, scene.as_of);
    }
    let look = look(scene, cover);
    let closed = scene.standard.closed;
    doubtful |= scene.is_doubtful();
    // While it lasts, gaps are tolerated; once it is over, the time must have been looked at.
    let shown = match (closed, t <= d) {
        (true, _) => !scene.court.unread,
        (_, true) => look.is_whole(),
        (_, false) => look.is_proof(),
    };
    let known = !doubtful && shown;
    let status = match (known, t <= d) {
        (false, _) => Status::Unreported,
        (true, true) => Status::Holding,
        (true, false) => Status::Fulfilled,
    };
    let silence = match (doubtful, closed) {
        (true, _) => Silence::Doubtful,
        (false, true) if scene.court.unread => Silence::Unread,
        (false, true) => Silence::Closed,
        (false, false) => Silence::Open,
    };
    Decision::new(status, Basis::Absence(searched(scene), look, silence)).flag(Flag::Weak, weak)
}
