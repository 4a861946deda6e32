//! The clauses of a commitment: takes its parts; gives them sorted out, each clause once.

use super::World;
use super::entities::once;
use super::evidence;
use crate::model::{CommitmentModality, EntityId};
use crate::source::Spanned;
use crate::syntax::ast::{self, CommitmentPart, DateLit, Evidence, Sentence, Text};
use crate::time::Interval;

/// What a commitment says around its sentences.
#[derive(Default)]
pub(super) struct Clauses<'a> {
    pub under: Option<&'a Text>,
    pub quote: Option<&'a Text>,
    pub at: Option<&'a Text>,
    pub owner: Option<&'a Text>,
    pub modality: Option<CommitmentModality>,
    pub acceptance: Vec<(String, EntityId, Option<Interval>)>,
    pub notes: Vec<String>,
    pub weight: Option<&'a Spanned<ast::Number>>,
    pub closes: Option<&'a DateLit>,
    pub evidence: Vec<&'a Evidence>,
    pub sentences: Vec<&'a Sentence>,
}

/// Sorts the parts of one commitment; a clause twice with another value is an error.
pub(super) fn clauses<'a>(world: &World<'_>, c: &'a ast::Commitment) -> Clauses<'a> {
    let said = world.said;
    let mut out = Clauses::default();
    let mut modality: Option<&Text> = None;
    let keep = "keep one of them";
    let same = |a: &Text, b: &Text| a.node == b.node;
    for part in &c.parts {
        match part {
            CommitmentPart::Under(t) => once(&mut out.under, t, same, "agreement", keep, said),
            CommitmentPart::Quote(t) => once(&mut out.quote, t, same, "quote", keep, said),
            CommitmentPart::At(t) => once(&mut out.at, t, same, "place", keep, said),
            CommitmentPart::Owner(t) => once(&mut out.owner, t, same, "owner", keep, said),
            CommitmentPart::Modality(t) => once(&mut modality, t, same, "modality", keep, said),
            CommitmentPart::Weight(n) => {
                once(
                    &mut out.weight,
                    n,
                    |a, b| a.node == b.node,
                    "weight",
                    keep,
                    said,
                );
            }
            CommitmentPart::Closes(d) => {
                once(
                    &mut out.closes,
                    d,
                    |a, b| a.node == b.node,
                    "closing date",
                    keep,
                    said,
                );
            }
            CommitmentPart::Acceptance { word, by, on } => {
                let words = ["accepted", "noted", "rejected"].map(|w| (w, w));
                let word = evidence::word(word, &words, "acceptance", said);
                if let (Some(by), Some(word)) = (world.names.entity(by), word) {
                    let on = on.map(|d| d.node.interval);
                    out.acceptance.push((word.to_owned(), by, on));
                }
            }
            CommitmentPart::Evidence(e) => out.evidence.push(e),
            CommitmentPart::Note(t) => out.notes.push(t.node.clone()),
            CommitmentPart::Sentence(s) => out.sentences.push(s),
        }
    }
    let words = CommitmentModality::ALL.map(|(m, w)| (w, m));
    out.modality = modality.and_then(|t| evidence::word(t, &words, "modality", said));
    out
}
