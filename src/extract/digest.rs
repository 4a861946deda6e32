//! Digests of content: 64 bits, the same on every machine and in every release (FNV-1a with a final
//! mix). They name claims and recognise copies; nothing is trusted to them that equality can decide.

use crate::lexicon::fold;

/// A digest in the making.
#[derive(Debug, Clone, Copy)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Adds bytes.
    #[must_use]
    #[inline]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }

    /// Adds a text and a mark of its end.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0xFF])
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, n: i64) -> Self {
        self.bytes(&n.to_le_bytes())
    }

    /// The digest.
    pub fn get(self) -> u64 {
        let mut h = self.0;
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^ (h >> 33)
    }
}

/// The digest of a sentence's wording: letters and digits folded, everything else one gap.
pub fn wording(text: &str) -> u64 {
    if !text.is_ascii() {
        return ascii_wording(&fold(text));
    }
    ascii_wording(text)
}

fn ascii_wording(text: &str) -> u64 {
    let mut h = Digest::default();
    let mut gap = false;
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b >= 128 {
            if gap {
                h = h.bytes(b" ");
                gap = false;
            }
            h = h.bytes(&[b.to_ascii_lowercase()]);
        } else if b != b'\'' {
            gap = true;
        }
    }
    h.get()
}

#[cfg(test)]
mod tests {
    use super::wording;

    #[test]
    fn copies_of_a_sentence_agree_whatever_their_quotes_and_dashes() {
        assert_eq!(wording("Da’esh – cells"), wording("Daesh  cells"));
        assert_eq!(
            wording("Pakistan's bank-accounts."),
            wording("pakistans bank accounts")
        );
        assert_ne!(wording("was arrested"), wording("was not arrested"));
    }
}
