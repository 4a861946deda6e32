//! The kinds of norm, one file each, and their table.

use crate::model::NormKind;

/// What the rest of the tool needs to know of a kind.
#[derive(Debug)]
pub struct KindInfo {
    /// The kind.
    pub kind: NormKind,
    /// Its word.
    pub word: &'static str,
    /// Its sentence form, for messages.
    pub form: &'static str,
    /// Keywords of the qualifiers that it takes.
    pub takes: &'static [&'static str],
}

/// Every kind; a new one is a file and a line here.
pub static KINDS: &[KindInfo] = &[
    KindInfo {
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
            "sustained for",
            "irreversibly",
            "counting earlier action",
            "on pain of breach",
        ],
    },
    KindInfo {
        kind: NormKind::Forbid,
        word: "forbid",
        form: "`shall not …`",
        takes: &["by", "before", "on", "from", "until", "within"],
    },
    KindInfo {
        kind: NormKind::Prevent,
        word: "prevent",
        form: "`shall prevent … from …`",
        takes: &["by", "before", "on", "from", "until", "within"],
    },
];

pub(super) mod achieve;
pub(super) mod forbid;

use super::evidence::{Bearing, Scale};
use super::instances::Instance;
use crate::model::{Evidence, Flag, Status, Witness};
use crate::time::Day;

/// What a kind says of one goal.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub status: Status,
    pub flags: Vec<Flag>,
    pub witness: Witness,
    pub reason: String,
    /// The day on which it was done or broken.
    pub on: Option<Day>,
}

impl Verdict {
    pub fn new(status: Status, witness: Witness, reason: String) -> Self {
        Self {
            status,
            flags: Vec::new(),
            witness,
            reason,
            on: None,
        }
    }

    pub fn flag(mut self, flag: Flag) -> Self {
        self.flags.push(flag);
        self
    }

    pub fn after(mut self, day: Day) -> Self {
        self.on = Some(day);
        self
    }

    /// Marks a verdict that rests on the bearer's own word alone.
    pub fn own(self, evidence: &[Evidence]) -> Self {
        if !evidence.is_empty() && evidence.iter().all(|e| e.self_report) {
            self.flag(Flag::SelfReported)
        } else {
            self
        }
    }
}

/// Judges one goal by the norm's kind.
pub(super) fn judge(scale: &Scale<'_>, instance: &Instance, b: &Bearing) -> Verdict {
    match scale.norm.kind {
        NormKind::Achieve => achieve::judge(scale, instance, b),
        NormKind::Forbid | NormKind::Prevent => forbid::judge(scale, instance, b),
    }
}
