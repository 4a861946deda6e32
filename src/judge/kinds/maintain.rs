//! Maintain (`keep X CONDITION`): a condition is to last. What it comes to is judged by `keep`, which sees
//! all events that start or end the condition; a goal alone shows nothing of it.

use super::{Basis, Decision, KindInfo, Silence, look, searched};
use crate::model::{NormKind, Status};

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Maintain,
    word: "maintain",
    form: "`shall keep …`",
    takes: &[
        "before",
        "on",
        "from",
        "until",
        "within",
        "curing lapses within",
    ],
    judge: |scene, cover| {
        let absence = Basis::Absence(searched(scene), look(scene, cover), Silence::Open);
        Decision::new(Status::Unreported, absence)
    },
    days: |_| Vec::new(),
};
