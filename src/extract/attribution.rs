//! Attribution: takes the phrase that names a speaker, gives who that is and what their word is worth.

use super::clauses::Clauses;
use super::institution;
use super::items::Is;
use super::roles::{As, Reader};
use crate::lexicon::automaton::Named;
use crate::lexicon::words::feat;
use crate::model::{EntityId, Tier};

/// Who says something.
#[derive(Debug, Clone, Default)]
pub struct Speaker {
    /// Parties that speak.
    pub parties: Vec<EntityId>,
    /// The bytes of the phrase that names them.
    pub at: Option<(u32, u32)>,
    /// As written.
    pub words: Option<String>,
    /// The tier of the speaker's word, where it lowers the report's.
    pub tier: Option<Tier>,
    /// A body that arrests, charges or tries: what it tells without an agent is its own state's doing.
    pub enforces: bool,
    /// Unnamed: "sources", "reports", "officials".
    pub unnamed: bool,
}

/// The speaker of a voice.
pub fn speaker(reader: &Reader<'_>, clauses: &Clauses, voice: usize) -> Speaker {
    let Some(n) = clauses.voices.get(voice).and_then(|v| v.np) else {
        return Speaker::default();
    };
    let Some(np) = reader.chunks.nps.get(n) else {
        return Speaker::default();
    };
    let items = reader.view.items.get(np.a..np.b).unwrap_or_default();
    let mut parties: Vec<EntityId> = reader
        .list(n, As::Actor)
        .into_iter()
        .map(|m| m.entity)
        .collect();
    parties.sort_unstable();
    parties.dedup();
    let mut out = Speaker {
        at: items
            .first()
            .zip(items.last())
            .map(|(a, b)| (a.start, b.end)),
        words: items
            .first()
            .zip(items.last())
            .and_then(|(a, b)| reader.view.text.get(a.start as usize..b.end as usize))
            .map(str::to_owned),
        ..Speaker::default()
    };
    out.enforces = out.words.as_deref().is_some_and(institution::enforces)
        || parties
            .iter()
            .any(|e| institution::enforcing(reader.rules, *e));
    let published = items.iter().find_map(|t| match t.is {
        Is::Name(Named::Source(s)) => Some(s),
        _ => None,
    });
    if let Some(decl) = published.and_then(|s| reader.rules.sources.get(s.0 as usize)) {
        parties.extend(decl.speaks_for.iter().copied());
        parties.sort_unstable();
        parties.dedup();
        out.tier = decl.tier;
    } else if parties.is_empty()
        && items
            .last()
            .is_some_and(|t| t.has(feat::VOICE | feat::TALE) && t.word.feats & feat::COURT == 0)
    {
        out.tier = Some(Tier::Anonymous);
        out.unnamed = true;
    }
    out.parties = parties;
    out
}
