//! What is said of a text that no mend helps.

use super::words;
use super::{Block, Fault, Form, Mender, Miss};
use crate::diag::Code;

impl Mender<'_> {
    /// What is said where no mend helps: the word that does not fit, and what could stand there.
    pub(super) fn describe(&self, form: Form, i: usize, at: usize, j: usize, miss: &Miss) -> Fault {
        let expected = match form {
            Form::Part(block) if at == i => starts_of(block),
            _ => miss.expected.as_slice(),
        };
        self.unexpected(at, j, expected)
    }

    /// The fault of a token that fits nothing; past `j` something is missing after the last one.
    pub(super) fn unexpected(&self, at: usize, j: usize, expected: &[&'static str]) -> Fault {
        let missing = at >= j;
        let Some(t) = self.token(if missing { j.max(1) - 1 } else { at }) else {
            return Fault::new(Code::Unexpected, 0, 0, "something is missing".to_owned());
        };
        let found = self.text.get(t.start..t.end).unwrap_or("");
        let message = if missing {
            format!("something is missing after `{}`", words::clip(found))
        } else {
            format!("`{}` is not expected here", words::clip(&visible(found)))
        };
        let mut help = String::new();
        let quoted: Vec<&'static str> = expected
            .iter()
            .filter_map(|e| e.strip_prefix('`')?.strip_suffix('`'))
            .collect();
        if !missing && let Some(near) = words::near(found, &quoted) {
            help.push_str(&format!("did you mean `{near}`? "));
        }
        let more = expected.len() > 5;
        match expected.get(..expected.len().min(5)).unwrap_or_default() {
            [] => {}
            [one] => help.push_str(&format!("expected {one}")),
            [all @ .., last] if more => {
                help.push_str(&format!(
                    "expected {}, {last} or another form",
                    all.join(", ")
                ));
            }
            [all @ .., last] => help.push_str(&format!("expected {} or {last}", all.join(", "))),
        }
        Fault::new(Code::Unexpected, t.start, t.end, message).help(help.trim_end().to_owned())
    }
}

/// A sign that can be printed for one that cannot.
pub(super) fn visible(text: &str) -> String {
    let show = |c: char| {
        if c.is_control() {
            format!("U+{:04X}", c as u32)
        } else {
            c.to_string()
        }
    };
    text.chars().map(show).collect()
}

/// How the parts of a block begin.
fn starts_of(block: Block) -> &'static [&'static str] {
    match block {
        Block::Agreement => &[
            "`adopted`",
            "`in force`",
            "`between`",
            "`addressed to`",
            "`text`",
            "`url`",
        ],
        Block::Entity => &[
            "`aka`",
            "`adjective`",
            "`capital`",
            "`on`",
            "a relation such as `part of`",
        ],
        Block::Action => &[
            "`includes`",
            "`undone by`",
            "`step towards`",
            "`noun`",
            "`plover`",
            "`cameo`",
        ],
        Block::Condition => &["`starts`", "`ends`"],
        Block::Source => &[
            "`aka`",
            "`tier`",
            "`speaks for`",
            "`adversary of`",
            "`copies`",
            "`evidence`",
        ],
        Block::Evidence => &[
            "`at least 1 source`",
            "`tier`",
            "`open world` or `closed world`",
            "`contested`",
            "`quiet`",
            "`undated within`",
        ],
        Block::Commitment => &[
            "a sentence such as `X shall …`",
            "`quote`",
            "`modality`",
            "`evidence`",
            "`note`",
            "`under`",
        ],
        Block::Test => &[
            "`on DATE …`",
            "`report DATE by …`",
            "`as of DATE`",
            "`expect`",
            "`extracts`",
        ],
        Block::AsOf => &["an expectation such as `PK-1 is pending`", "`expect`"],
        Block::Sentences => &["a sentence such as `X shall …`"],
    }
}
