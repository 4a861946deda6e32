//! Continuing (`regularly`): an act is owed again and again, at no set times. Silence never breaks it;
//! it stalls once the last act is older than the quiet period.

use super::{Basis, Decision, KindInfo, Silence};
use super::{contested, denied_since, look_in, own_word, own_words, searched};
use crate::judge::coverage::Cover;
use crate::judge::truth::{Scene, Truth};
use crate::judge::weigh::{Item, Place};
use crate::model::{Flag, NormKind, Status};
use crate::time::Day;

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Continuing,
    word: "continuing",
    form: "`shall … regularly`",
    takes: &["by", "before", "from", "until", "within", "regularly"],
    judge,
    days: |s| {
        let acts = s.timeline.items.iter();
        acts.map(|i| s.standard.quiet.after(i.days.hi).next())
            .collect()
    },
};

fn judge(scene: &Scene<'_>, cover: &Cover) -> Decision {
    let (s, d, t) = (scene.norm.window.from, scene.norm.window.to, scene.as_of);
    if t < s {
        return Decision::new(Status::Pending, Basis::Calendar);
    }
    let (mut last, mut disputed): (Option<Item>, Option<Item>) = (None, None);
    let mut weak = false;
    for item in scene.items().iter().filter(|i| i.place.counts()) {
        match scene.truth(item) {
            Truth::True => last = Some(*item),
            Truth::Both => disputed = Some(*item),
            Truth::Weak => weak = true,
            Truth::Outvoted => {}
        }
    }
    if let Some(item) = last {
        let stalled = scene.standard.quiet.after(item.days.hi) < t.min(d);
        let own = own_word(scene, &[item]);
        let on: Day = item.days.hi;
        return Decision::new(Status::Holding, Basis::Acts(vec![item]))
            .flag(Flag::Stalled, stalled)
            .flag(Flag::SelfReported, own)
            .flag(Flag::TimingUnproven, item.place == Place::Unproven)
            .on(on);
    }
    if let Some(item) = disputed {
        return contested(scene, item);
    }
    if let Some(denials) = denied_since(scene, s) {
        let own = own_words(&denials);
        return Decision::new(Status::NotDone, Basis::Denials(denials))
            .flag(Flag::SelfReported, own)
            .flag(Flag::Weak, weak);
    }
    let window = searched(scene);
    let look = look_in(scene, cover, window);
    let absence = Basis::Absence(window, look, Silence::Open);
    Decision::new(Status::Unreported, absence).flag(Flag::Weak, weak)
}
