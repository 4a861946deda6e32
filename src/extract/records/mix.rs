//! What names and claims are known by: a digest of numbers and texts, and the site of an address.

use super::Work;
use crate::model::{Claim, EntityId, Who};

/// A 64-bit digest of numbers, the same on every machine and in every release (the finaliser of
/// SplitMix64 after each number).
#[derive(Default)]
pub(super) struct Mix(pub u64);

impl Mix {
    /// Adds a number.
    pub fn add(&mut self, n: u64) {
        let mut h = (self.0 ^ n).wrapping_add(0x9e37_79b9_7f4a_7c15);
        h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.0 = h ^ (h >> 31);
    }

    /// The digest of a text.
    pub fn text(text: &str) -> u64 {
        let mut mix = Self(text.len() as u64);
        for chunk in text.as_bytes().chunks(8) {
            let mut word = [0u8; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            mix.add(u64::from_le_bytes(word));
        }
        mix.0
    }
}

impl Work<'_> {
    /// The digest of everything that a claim says.
    pub(super) fn digest(&self, claim: &Claim) -> u64 {
        let entity = |id: &EntityId| self.entity_digests.get(id.index()).copied().unwrap_or(1);
        let mut mix = Mix::default();
        // Lists are sets: their order says nothing.
        mix.add(claim.actors.iter().map(entity).fold(3, u64::wrapping_add));
        mix.add(
            self.action_digests
                .get(claim.action.index())
                .copied()
                .unwrap_or(2),
        );
        mix.add(
            claim
                .targets
                .iter()
                .map(|w| match w {
                    Who::Entity(id) | Who::Role(_, id) => entity(id),
                })
                .fold(5, u64::wrapping_add),
        );
        for (preposition, id) in &claim.participants {
            mix.add(*preposition as u64);
            mix.add(entity(id));
        }
        mix.add(claim.valid.lo.0 as u64);
        mix.add(claim.valid.hi.0 as u64);
        mix.add(claim.recorded.0 as u64);
        mix.add((claim.polarity as u64) << 8 | claim.status as u64);
        mix.add(
            self.source_digests
                .get(claim.source.0 as usize)
                .copied()
                .unwrap_or(4),
        );
        if let Some(amount) = &claim.amount {
            mix.add(amount.micros as u64);
            mix.add(amount.of.unwrap_or(-1) as u64);
            mix.add(Mix::text(amount.unit.as_deref().unwrap_or("")));
            mix.add(Mix::text(amount.bound));
        }
        mix.add(claim.event.unwrap_or(6));
        mix.add(claim.retracts.unwrap_or(7));
        mix.0
    }
}

/// The site of an address, without `www.`; any other text is itself.
pub(super) fn site(text: &str) -> &str {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return text };
    // Each mark is ASCII, so that bytes tell where it is.
    let ends = |b: u8| matches!(b, b'/' | b'?' | b'#');
    let end = rest.bytes().position(ends).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or(rest);
    let user = host.bytes().rposition(|b| b == b'@');
    let host = user.and_then(|at| host.get(at + 1..)).unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.is_empty() { text } else { host }
}
