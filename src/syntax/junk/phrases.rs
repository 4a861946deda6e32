//! Mends of half-written forms: words of the language that stand in pairs and have lost the second,
//! units and numbers in words, marks of another kind.

use super::mends::Mend;
use super::words;
use super::{Edit, Fault, Mender};
use crate::diag::Code;
use crate::syntax::token::Token;

/// Words of the language, and what always comes after them.
const PAIRS: &[(&str, &str)] = &[
    ("sustained", "for"),
    ("only", "if"),
    ("curing", "lapses"),
    ("counting", "earlier"),
    ("speaks", "for"),
    ("adversary", "of"),
    ("addressed", "to"),
    ("undone", "by"),
    ("ensure", "that"),
    ("each", "of"),
    ("any", "of"),
    ("otherwise", "instead"),
];

/// Numbers that people write out.
const NUMBERS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("eighteen", "18"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("sixty", "60"),
    ("ninety", "90"),
];

/// What people write before a date, and the language's word for it.
const BEFORE_DATES: &[(&[&str], &str)] = &[
    (&["no", "later", "than"], "by"),
    (&["not", "later", "than"], "by"),
    (&["on", "or", "before"], "by"),
    (&["at", "the", "latest", "by"], "by"),
    (&["prior", "to"], "before"),
    (&["up", "to"], "until"),
    (&["till"], "until"),
    (&["to"], "until"),
    (&["as", "from"], "from"),
    (&["as", "of"], "from"),
    (&["starting", "on"], "from"),
    (&["starting", "from"], "from"),
    (&["beginning", "on"], "from"),
    (&["since"], "from"),
];

/// Units of time that the language does not have.
const UNITS: &[&str] = &[
    "second", "seconds", "minute", "minutes", "hour", "hours", "quarter", "quarters",
];

impl Mender<'_> {
    /// The forms in the tokens `i..j` that have lost a word, up to the failing one, `m`.
    pub(super) fn phrases(&self, i: usize, j: usize, m: usize, out: &mut Vec<Mend>) {
        for k in i..(m + 2).min(j) {
            let Some(t) = self.token(k) else { return };
            let (word, next) = (self.word(k), self.word(k + 1));
            if let Some((first, second)) = PAIRS.iter().find(|(f, s)| *f == word && *s != next) {
                self.pair(t, first, second, out);
            }
            self.odd_word(k, t, word, next, out);
            self.before_date(k, j, t, out);
            self.two_acts(i, k, j, out);
            self.mark(i, k, t, word, next, out);
            self.lost_small_word(i, k, t, word, out);
        }
    }

    fn pair(&self, t: Token, first: &str, second: &str, out: &mut Vec<Mend>) {
        let (text, help) = match first {
            "otherwise" => (
                "`otherwise` must say whether the first duty stands".to_owned(),
                "write `otherwise instead` where the second takes its place, `otherwise also` where both are owed".to_owned(),
            ),
            _ => (
                format!("`{second}` is missing after `{first}`"),
                format!("write `{first} {second}`"),
            ),
        };
        let fault = Fault::new(Code::Unexpected, t.start, t.end, text).help(help);
        let edit = Edit::new(t.end, t.end, format!(" {second}"));
        out.push(Mend::new(vec![edit], fault));
    }

    /// `no later than 2021-12-31`: another way to say `by`.
    fn before_date(&self, k: usize, j: usize, t: Token, out: &mut Vec<Mend>) {
        let said = |words: &&(&[&str], &str)| {
            let all = words.0.iter().enumerate();
            let day = self.word(k + words.0.len());
            day.starts_with(|c: char| c.is_ascii_digit())
                && all.into_iter().all(|(n, w)| self.word(k + n) == *w)
        };
        let Some((words, with)) = BEFORE_DATES.iter().find(said) else {
            return;
        };
        let last = k + words.len() - 1;
        if last >= j {
            return;
        }
        let Some(end) = self.token(last).map(|t| t.end) else {
            return;
        };
        let day = words::clip(self.word(last + 1));
        let message = format!("`{}` is no word for a date here", words.join(" "));
        let fault = Fault::new(Code::Unexpected, t.start, end, message)
            .help(format!("write `{with} {day}`"));
        out.push(Mend::new(vec![Edit::new(t.start, end, *with)], fault).whole());
    }

    /// `shall arrest and try Lakhvi`: two acts in one sentence.
    fn two_acts(&self, i: usize, k: usize, j: usize, out: &mut Vec<Mend>) {
        let word = self.word(k);
        if !matches!(word, "and" | "or") || k <= i + 1 || k + 1 >= j {
            return;
        }
        let is_small = |w: &str| w.starts_with(|c: char| c.is_ascii_lowercase());
        let (first, second) = (self.word(k - 1), self.word(k + 1));
        let modal = (i..k).find(|m| matches!(self.word(*m), "shall" | "must" | "should" | "may"));
        let (Some(m), true) = (modal, is_small(first) && is_small(second)) else {
            return;
        };
        let (Some(a), Some(b)) = (self.token(k), self.token(k + 1)) else {
            return;
        };
        let modal = self.word(m);
        let help = match word {
            "and" => format!(
                "write a sentence for each: `… {modal} {} …. … {modal} {} ….`",
                words::clip(first),
                words::clip(second)
            ),
            _ => format!(
                "declare an action that includes both, `action NAME {{ includes {}, {} }}`, and name that",
                words::clip(first),
                words::clip(second)
            ),
        };
        let fault = Fault::new(
            Code::Unexpected,
            a.start,
            b.end,
            "a sentence asks for one act, and this one names two".to_owned(),
        )
        .help(help);
        out.push(Mend::new(vec![Edit::new(a.start, b.end, "")], fault).whole());
    }

    /// Words that say something else than the language's own.
    fn odd_word(&self, k: usize, t: Token, word: &str, next: &str, out: &mut Vec<Mend>) {
        let mut push = |edit: Edit, message: String, help: &str| {
            let fault = Fault::new(Code::Unexpected, edit.start.min(t.start), t.end, message);
            out.push(Mend::new(vec![edit], fault.help(help.to_owned())));
        };
        let is_number = |w: &str| w.bytes().all(|b| b.is_ascii_digit()) && !w.is_empty();
        let before = k.checked_sub(1).map_or("", |b| self.word(b));
        if let Some((_, digits)) = NUMBERS.iter().find(|(w, _)| *w == word) {
            push(
                Edit::new(t.start, t.end, *digits),
                format!("`{word}` stands where a number in digits is expected"),
                &format!("write `{digits}`"),
            );
        } else if UNITS.contains(&word) && is_number(before) {
            push(
                Edit::new(t.start, t.end, "days"),
                format!("`{word}` is no unit of time here: days are the grain of commitments"),
                "count in days, weeks, months or years",
            );
        } else if matches!(word, "working" | "business" | "calendar") && next == "days" {
            push(
                Edit::new(t.start, t.end, " "),
                format!("days are calendar days, and `{word}` cannot be said"),
                "take it out, and give as many calendar days as are meant",
            );
        } else if matches!(word, "will" | "would" | "can") && !before.is_empty() {
            push(
                Edit::new(t.start, t.end, "shall"),
                format!("`{word}` is no modal of the language"),
                "write `shall` or `must` for what is owed, `should` for advice, `may` for what is allowed",
            );
        } else if word == "pain"
            && next == "of"
            && self.word(k + 2) != "breach"
            && let Some(last) = self.token(k + 2)
        {
            let edit = Edit::new(last.start, last.end, "breach");
            let message = format!("`{}` is not expected here", words::clip(self.word(k + 2)));
            let fault = Fault::new(Code::Unexpected, last.start, last.end, message)
                .help("write `on pain of breach`".to_owned());
            out.push(Mend::new(vec![edit], fault));
        }
    }

    /// A mark of another kind: `, otherwise`, `When …;`, a set without its `=`.
    fn mark(&self, i: usize, k: usize, t: Token, word: &str, next: &str, out: &mut Vec<Mend>) {
        let mut push = |start: usize, with: &str, message: String, help: &str| {
            let fault = Fault::new(Code::Unexpected, t.start, t.end, message);
            let edit = Edit::new(start, t.end, with);
            out.push(Mend::new(vec![edit], fault.help(help.to_owned())));
        };
        let opened = matches!(self.word(i), "When" | "If" | "when" | "if");
        if word == "," && next == "otherwise" {
            let message = "a `,` stands before `otherwise`".to_owned();
            push(t.start, ";", message, "write `; otherwise …`");
        } else if word == ";" && opened {
            let message = format!("a `;` ends the words after `{}`", self.word(i));
            let help = format!("write `{} …, …` with a comma", self.word(i));
            push(t.start, ",", message, &help);
        } else if self.word(i) == "set" && k == i + 1 && next != "=" && self.is_capital(k) {
            let message = format!("`=` is missing after `{}`", words::clip(word));
            push(t.end, " =", message, "write `set NAME = A, B, C`");
        }
    }

    /// `prevent X attacking` without its `from`, `at least 2 NAMES` without its `of`.
    fn lost_small_word(&self, i: usize, k: usize, t: Token, word: &str, out: &mut Vec<Mend>) {
        let mut insert = |small: &str, help: &str| {
            let message = format!("`{small}` is missing before `{}`", words::clip(word));
            let fault = Fault::new(Code::Unexpected, t.start, t.end, message);
            let edit = Edit::new(t.start, t.start, format!("{small} "));
            out.push(Mend::new(vec![edit], fault.help(help.to_owned())));
        };
        let back = |n: usize| {
            k.checked_sub(n)
                .filter(|b| *b >= i)
                .map_or("", |b| self.word(b))
        };
        let prevents = (i..k).any(|b| self.word(b) == "prevent");
        if prevents && word.ends_with("ing") && back(1) != "from" && self.is_capital(k.max(1) - 1) {
            insert("from", "write `prevent X from DOING …`");
        } else if self.is_capital(k)
            && matches!(back(2), "least")
            && back(1).bytes().all(|b| b.is_ascii_digit())
        {
            insert("of", "write `at least 2 of NAME`");
        }
    }
}
