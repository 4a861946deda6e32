//! Words: folding of spellings, inflection, and (built on a rulebook) what to look for in prose.

pub mod automaton;
mod fold;
mod house;
pub mod inflect;
mod names;
pub mod phrases;
pub mod scan;
pub mod table;
pub mod units;
pub mod verbs;
pub mod words;

pub use fold::fold;
pub use house::house;
pub use names::{Named, Names};
pub use verbs::Class;

use crate::model::Rulebook;
use phrases::{Condition, Frame, NounFrame};
use rustc_hash::FxHashMap;
use words::feat;

/// Base form of a verb.
pub const BASE: u8 = 1;
/// Third person singular.
pub const THIRD: u8 = 2;
/// Past.
pub const PAST: u8 = 4;
/// Past participle.
pub const PART: u8 = 8;
/// `-ing`.
pub const ING: u8 = 16;

/// What is known of a word, by its number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// [`words::feat`].
    pub feats: u64,
    /// Value of a month, weekday, unit or number word.
    pub value: i32,
    /// One more than its verb's index in `Lexicon::verbs`; 0 for none.
    pub verb: u16,
    /// Forms of that verb that it is.
    pub forms: u8,
    /// One more than its index in `Lexicon::nouns`; 0 for none.
    pub noun: u16,
    /// What it says as a noun or adjective of the act that it governs.
    pub governs: Option<Class>,
}

/// A verb: of an act, of a status, or merely known to be one.
#[derive(Debug, Clone, Default)]
pub struct Verb {
    /// What it says of an act below it.
    pub class: Class,
    /// What it says of an act that its object or subject names.
    pub of_noun: Class,
    /// Acts that it can be, those that ask for more first.
    pub frames: Vec<Frame>,
}

/// A fixed phrase: the numbers of its words, and what it is as one.
#[derive(Debug, Clone)]
pub struct Idiom {
    /// Its words.
    pub words: Vec<u32>,
    /// [`words::feat`].
    pub feats: u64,
}

/// What to look for in reports; built once from a rulebook, shared by every report.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Exact look-up, for records.
    pub names: Names,
    pub(crate) table: table::Table,
    words: Vec<Word>,
    verbs: Vec<Verb>,
    nouns: Vec<Vec<NounFrame>>,
    by_lemma: FxHashMap<String, u16>,
    idioms: FxHashMap<u32, Vec<Idiom>>,
    conditions: Vec<Condition>,
    pub(crate) tree: automaton::Names,
    /// Numbers of function words that rules of reading name.
    pub at: Anchors,
}

macro_rules! anchors {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// Numbers of words that rules of reading name.
        #[derive(Debug, Default, Clone, Copy)]
        #[expect(missing_docs, reason = "each is the number of the word that it is called")]
        pub struct Anchors { $(pub $name: u32,)* }
        impl Anchors {
            fn new(table: &mut table::Table) -> Self {
                Self { $($name: table.intern($text),)* }
            }
        }
    };
}
anchors! {
    of = "of", on = "on", in_ = "in", at = "at", for_ = "for", from = "from", to = "to", by = "by", with = "with",
    against = "against", into = "into", about = "about", through = "through", upon = "upon", over = "over", per = "per",
    the = "the", and = "and", or = "or", as_ = "as", well = "well", such = "such", yet = "yet", only = "only",
    until = "until", not = "not", no = "no", longer = "longer", fewer = "fewer", less = "less", later = "later",
    earlier = "earlier", than = "than", least = "least", most = "most", more = "more", up = "up", some = "some",
    around = "around", nearly = "nearly", between = "between", since = "since", before = "before", after = "after",
    within = "within", during = "during", end = "end", early = "early", mid = "mid", late = "late", last = "last",
    next = "next", this = "this", ago = "ago", today = "today", yesterday = "yesterday", tomorrow = "tomorrow",
    past = "past", previous = "previous", coming = "coming", according = "according", called = "called", call = "call",
    calls = "calls", calling = "calling", belonging = "belonging", linked = "linked", affiliated = "affiliated", associated = "associated",
    tied = "tied", owned = "owned", run = "run", controlled = "controlled", loyal = "loyal", operated = "operated",
    connection = "connection", relation = "relation", role = "role", part = "part", involvement = "involvement",
    that = "that", there = "there", it = "it", so = "so", case_ = "case", event = "event", place = "place",
    financing = "financing", funding = "funding", supporting = "supporting", membership = "membership", joining = "joining",
    going = "going", about_to = "about", including = "including", based = "based", start = "start", beginning = "beginning",
    approximately = "approximately", roughly = "roughly", almost = "almost", its = "its", their = "their", his = "his", her = "her",
    they = "they", them = "them", he = "he", she = "she", him = "him", out = "out", but = "but", alongside = "alongside", both = "both",
    when = "when", whenever = "whenever", where_ = "where", if_ = "if", unless = "unless", parties = "parties", we = "we", two = "two",
    encouraged = "encouraged",
    each = "each", jointly = "jointly", together = "together", did = "did", also = "also", get = "get", gets = "gets", got = "got", getting = "getting",
}

impl Lexicon {
    /// The words of a rulebook and the built-in cues.
    pub fn new(rules: &Rulebook) -> Self {
        let mut words = Self::default();
        words.names = Names::new(rules);
        words.at = Anchors::new(&mut words.table);
        words.built_in();
        phrases::enter(&mut words, rules);
        automaton::enter(&mut words, rules);
        words.common_verbs();
        words
            .conditions
            .sort_by_key(|c| (std::cmp::Reverse(c.words.len()), c.action));
        words.words.resize(words.table.len(), Word::default());
        for verb in &mut words.verbs {
            verb.frames
                .sort_by_key(|f| (std::cmp::Reverse(f.weight()), f.action));
        }
        for word in &mut words.words {
            let verb = usize::from(word.verb)
                .checked_sub(1)
                .and_then(|i| words.verbs.get(i));
            // "walk", "go": common verbs are acts only with the words that follow.
            if verb.is_some_and(|v| v.frames.iter().any(|f| !f.befalls || f.tail.is_empty())) {
                word.feats |= feat::ACTV;
            }
        }
        words
    }

    /// What is known of a word.
    #[inline]
    pub fn word(&self, id: u32) -> Word {
        self.words.get(id as usize).copied().unwrap_or_default()
    }

    /// What a word can be.
    #[inline]
    pub fn feats(&self, id: u32) -> u64 {
        self.words.get(id as usize).map_or(0, |w| w.feats)
    }

    /// The verb that a word is a form of.
    pub fn verb(&self, word: Word) -> Option<&Verb> {
        self.verbs.get(usize::from(word.verb).checked_sub(1)?)
    }

    /// The acts that a noun can name.
    pub fn noun(&self, word: Word) -> &[NounFrame] {
        usize::from(word.noun)
            .checked_sub(1)
            .and_then(|i| self.nouns.get(i))
            .map_or(&[], Vec::as_slice)
    }

    /// Words after a form of being that show an act, the longest first.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Fixed phrases that begin with a word, the longest first.
    pub fn idioms(&self, first: u32) -> &[Idiom] {
        self.idioms.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The longest name that begins at the first of `tokens`.
    #[inline]
    pub fn name(&self, text: &str, tokens: &[scan::Token]) -> Option<automaton::Found> {
        let first = tokens.first()?;
        if self.feats(first.word) & feat::NAME == 0 {
            return None;
        }
        self.tree.find(text, tokens)
    }

    /// Reads one sentence: see [`scan::sentence`].
    pub fn sentence(&self, text: &str, from: usize, out: &mut Vec<scan::Token>) -> scan::End {
        let short = |t: scan::Token| {
            self.feats(t.word) & feat::ABBR != 0
                && (t.word != self.at.no || t.marks & scan::CAP != 0)
        };
        scan::sentence(text, from, &self.table, short, out)
    }

    fn intern(&mut self, text: &str) -> u32 {
        self.table.intern(text)
    }

    fn entry(&mut self, id: u32) -> Option<&mut Word> {
        let at = id as usize;
        if at == 0 {
            return None;
        }
        if at >= self.words.len() {
            self.words
                .resize(self.table.len().max(at + 1), Word::default());
        }
        self.words.get_mut(at)
    }

    fn mark(&mut self, id: u32, feats: u64) {
        if let Some(w) = self.entry(id) {
            w.feats |= feats;
        }
    }

    fn built_in(&mut self) {
        for (feats, list) in words::WORDS {
            for word in list.split(' ') {
                let id = self.intern(word);
                self.mark(id, *feats);
            }
        }
        for (feats, list) in words::VALUES {
            for (word, value) in *list {
                let id = self.intern(word);
                if let Some(w) = self.entry(id) {
                    w.feats |= feats;
                    w.value = *value;
                }
            }
        }
        for (feats, list) in words::IDIOMS {
            for phrase in *list {
                let ids: Vec<u32> = phrase.split(' ').map(|w| self.intern(w)).collect();
                if let Some(first) = ids.first().copied() {
                    self.mark(first, feat::IDIOM);
                    self.idioms.entry(first).or_default().push(Idiom {
                        words: ids,
                        feats: *feats,
                    });
                }
            }
        }
        // The longest is tried first.
        for list in self.idioms.values_mut() {
            list.sort_by_key(|i| std::cmp::Reverse(i.words.len()));
        }
        for (class, list) in verbs::GOVERNORS {
            for word in list.split(' ') {
                let id = self.intern(word);
                if let Some(w) = self.entry(id) {
                    w.governs = Some(*class);
                }
            }
        }
        for (class, list) in verbs::VERBS {
            for lemma in list.split(' ') {
                self.add_verb(lemma, Some(*class));
            }
        }
        for (class, list) in verbs::OF_NOUNS {
            for lemma in list.split(' ') {
                let index = usize::from(self.add_verb(lemma, None));
                if let Some(v) = index.checked_sub(1).and_then(|i| self.verbs.get_mut(i)) {
                    v.of_noun = *class;
                }
            }
        }
    }

    fn common_verbs(&mut self) {
        for lemma in verbs::COMMON.split(' ').chain(inflect::irregular()) {
            self.add_verb(lemma, None);
        }
    }

    /// Enters a verb with its forms; gives its index plus one.
    fn add_verb(&mut self, lemma: &str, class: Option<Class>) -> u16 {
        if let Some(index) = self.by_lemma.get(lemma) {
            return *index;
        }
        if matches!(lemma, "be" | "have" | "do") || self.verbs.len() >= usize::from(u16::MAX) - 1 {
            return 0;
        }
        self.verbs.push(Verb {
            class: class.unwrap_or_default(),
            of_noun: class.unwrap_or_default(),
            frames: Vec::new(),
        });
        let index = self.verbs.len() as u16;
        self.by_lemma.insert(lemma.to_owned(), index);
        for forms in inflect::variants(lemma) {
            for (text, bit) in [
                (&forms.base, BASE),
                (&forms.third, THIRD),
                (&forms.past, PAST),
                (&forms.participle, PART),
                (&forms.ing, ING),
            ] {
                let id = self.intern(text);
                if let Some(w) = self.entry(id)
                    && (w.verb == 0 || w.verb == index)
                {
                    w.verb = index;
                    w.forms |= bit;
                }
            }
        }
        index
    }

    fn class_of(&self, index: u16) -> Class {
        usize::from(index)
            .checked_sub(1)
            .and_then(|i| self.verbs.get(i))
            .map_or(Class::Other, |v| v.class)
    }

    fn add_frame(&mut self, index: u16, frame: Frame) {
        let Some(verb) = usize::from(index)
            .checked_sub(1)
            .and_then(|i| self.verbs.get_mut(i))
        else {
            return;
        };
        if !verb.frames.contains(&frame) {
            verb.frames.push(frame);
        }
    }

    fn add_noun(&mut self, text: &str, frame: NounFrame) {
        let id = self.intern(text);
        let fresh = self.nouns.len();
        let Some(w) = self.entry(id) else { return };
        w.feats |= feat::ACTN;
        let at = match w.noun {
            0 if fresh < usize::from(u16::MAX) - 1 => {
                w.noun = fresh as u16 + 1;
                self.nouns.push(Vec::new());
                fresh
            }
            0 => return,
            n => usize::from(n) - 1,
        };
        if let Some(list) = self.nouns.get_mut(at)
            && !list.contains(&frame)
        {
            list.push(frame);
        }
    }
}
