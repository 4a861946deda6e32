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
