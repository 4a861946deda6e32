//! Prevent: another must not act, and the bearer answers for it (Symboleo's liable party apart from the
//! performer). Unfolding puts the other in the bearer's place; the rest is a prohibition.

use super::{KindInfo, forbid};
use crate::model::NormKind;

pub(super) const KIND: KindInfo = KindInfo {
    kind: NormKind::Prevent,
    word: "prevent",
    form: "`shall prevent … from …`",
    takes: &[
        "by", "before", "on", "from", "until", "within", "unless", "while",
    ],
    judge: forbid::judge,
    days: |_| Vec::new(),
};
