//! The table of known words: folded text to a number. The first level of the automaton: prose is cut
//! into words once, each word is looked up once, and names and phrases are walked by word numbers.

/// A hash of a folded word, made byte by byte while the word is read.
#[derive(Debug, Clone, Copy)]
pub struct WordHash(u32);

impl WordHash {
    /// Of nothing yet.
    pub const NEW: WordHash = WordHash(0x9E37);

    /// With one more byte (lower-case).
    #[inline]
    pub fn push(self, b: u8) -> Self {
        WordHash(self.0.wrapping_mul(33) ^ u32::from(b))
    }

    /// Of a whole folded word.
    pub fn of(text: &str) -> Self {
        text.bytes().fold(Self::NEW, Self::push)
    }

    #[inline]
    fn mixed(self) -> u32 {
        let h = self.0.wrapping_mul(0x9E37_79B1);
        h ^ (h >> 15)
    }
}

/// Open addressing over interned words; number 0 is "no known word".
#[derive(Debug)]
pub struct Table {
    slots: Vec<(u32, u32)>,
    texts: Vec<Box<str>>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            slots: vec![(0, 0); 8192],
            texts: vec!["".into()],
        }
    }
}

impl Table {
    /// How many numbers are given out, 0 included: never none.
    #[expect(clippy::len_without_is_empty, reason = "number 0 is always given out")]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a number.
    pub fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", |t| t)
    }

    /// The number of a word whose hash is known; `same` compares the texts where hashes agree.
    #[inline]
    pub fn find(&self, hash: WordHash, same: impl Fn(&str) -> bool) -> u32 {
        let h = hash.mixed();
        let mask = self.slots.len() - 1;
        let mut i = h as usize & mask;
        while let Some(&(slot, id)) = self.slots.get(i) {
            if id == 0 {
                return 0;
            }
            if slot == h && same(self.text(id)) {
                return id;
            }
            i = (i + 1) & mask;
        }
        0
    }

    /// The number of a folded word, 0 for none.
    pub fn get(&self, text: &str) -> u32 {
        self.find(WordHash::of(text), |t| t == text)
    }

    /// The number of a folded word, a new one where it has none.
    pub fn intern(&mut self, text: &str) -> u32 {
        let known = self.get(text);
        if known != 0 || text.is_empty() {
            return known;
        }
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        }
        let id = self.texts.len() as u32;
        self.texts.push(text.into());
        Self::insert(&mut self.slots, WordHash::of(text).mixed(), id);
        id
    }

    fn grow(&mut self) {
        let mut slots = vec![(0, 0); self.slots.len() * 2];
        for (id, text) in self.texts.iter().enumerate().skip(1) {
            Self::insert(&mut slots, WordHash::of(text).mixed(), id as u32);
        }
        self.slots = slots;
    }

    fn insert(slots: &mut [(u32, u32)], hash: u32, id: u32) {
        let mask = slots.len() - 1;
        let mut i = hash as usize & mask;
        // INVARIANT: the table is at most half full, so a free slot is met.
        while let Some(slot) = slots.get_mut(i) {
            if slot.1 == 0 {
                *slot = (hash, id);
                return;
            }
            i = (i + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_interned_word_is_found_and_no_other() {
        let mut t = Table::default();
        let ids: Vec<u32> = (0..20_000).map(|i| t.intern(&format!("word{i}"))).collect();
        for (i, id) in ids.iter().enumerate() {
            assert_eq!(t.get(&format!("word{i}")), *id);
        }
        assert_eq!(t.get("word20000"), 0);
        assert_eq!(t.intern("word7"), ids[7]);
    }
}
