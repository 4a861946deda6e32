//! What is used again for every sentence, and what headings make of what stands under them.

use crate::extract::acts::Event;
use crate::extract::attribution::Speaker;
use crate::extract::caveat;
use crate::extract::chunks::Chunks;
use crate::extract::clauses::Clauses;
use crate::extract::coref::Memory;
use crate::extract::dates::DateRef;
use crate::extract::institution::Institutions;
use crate::extract::items::{Item, Surnames};
use crate::extract::quotes::Quotes;
use crate::extract::status::Op;
use crate::lexicon::scan::Token;
use crate::model::{Block, BlockKind, Claim};

/// What is used again for every sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) tokens: Vec<Token>,
    pub(super) items: Vec<Item>,
    pub(super) dates: Vec<DateRef>,
    pub(super) chunks: Chunks,
    pub(super) clauses: Clauses,
    pub(super) memory: Memory,
    pub(super) surnames: Surnames,
    pub(super) quotes: Quotes,
    /// Where the quotation ends that the last sentence left open, and whose it is.
    pub(super) quoted: Option<(u32, Speaker)>,
    pub(super) claims: Vec<Claim>,
    /// Each with the phrase that named it, where a noun did.
    pub(super) events: Vec<(Option<usize>, Event)>,
    /// Whose acts the report tells of, and those that nobody is said to have done.
    pub(super) institutions: Institutions,
    /// What the headings that are open make of what stands under them, each with its level.
    pub(super) sections: Vec<(u8, Op)>,
    /// What the line that leads a list makes of its items.
    pub(super) lead: Op,
}

impl Scratch {
    /// Takes note of a heading, or of a line that leads a list.
    pub(super) fn context(&mut self, block: &Block<'_>, text: &str) {
        match block.kind {
            BlockKind::Heading(level) => {
                self.sections.retain(|(l, _)| *l < level);
                self.sections.push((level, caveat::label(text)));
                self.lead = Op::Keep;
            }
            BlockKind::Item => {}
            _ if text.ends_with(':') => self.lead = caveat::label(text),
            _ => self.lead = Op::Keep,
        }
    }

    /// What the headings and the line before make of a block.
    pub(super) fn setting(&self, kind: BlockKind) -> Op {
        if matches!(kind, BlockKind::Heading(_)) {
            return Op::Keep;
        }
        let own = if kind == BlockKind::Item {
            self.lead
        } else {
            Op::Keep
        };
        let above = self.sections.iter().rev().map(|(_, o)| *o);
        std::iter::once(own)
            .chain(above)
            .find(|o| *o != Op::Keep)
            .unwrap_or_default()
    }
}
