//! The mends one by one: each looks at some tokens and adds what it would change there.

use super::mends::Mend;
use super::say::visible;
use super::words::{self, HYPHENATED};
use super::{Block, Edit, Fault, Form, Mender};
use crate::diag::Code;
use crate::syntax::token::Kind;

impl Mender<'_> {
    /// `1,000`: digits are written without commas.
    pub(super) fn numbers(&self, i: usize, j: usize, out: &mut Vec<Mend>) {
        let digits = |k: usize| {
            k < j && !self.word(k).is_empty() && self.word(k).bytes().all(|b| b.is_ascii_digit())
        };
        let groups = |k: usize| {
            self.word(k + 1) == ","
                && self.is_glued(k + 1)
                && self.is_glued(k + 2)
                && self
                    .word(k + 2)
                    .split('.')
                    .next()
                    .is_some_and(|d| d.len() == 3)
                && self
                    .word(k + 2)
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b'.')
        };
        let mut k = i;
        while k < j {
            let first = k;
            let mut number = self.word(k).to_owned();
            while digits(k) && groups(k) {
                number.push_str(self.word(k + 2));
                k += 2;
            }
            if k > first
                && let (Some(a), Some(b)) = (self.token(first), self.token(k))
            {
                out.push(Mend::new(
                    vec![Edit::new(a.start, b.end, number.as_str())],
                    Fault::new(
                        Code::NumberWithCommas,
                        a.start,
                        b.end,
                        "a number has no commas".to_owned(),
                    )
                    .label("with a comma")
                    .help(format!("write `{number}`")),
                ));
            }
            k += 1;
        }
    }

    /// Dates in forms that the language does not take.
    pub(super) fn dates(&self, i: usize, j: usize, out: &mut Vec<Mend>) {
        const MONTHS: &[&str] = &[
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        for k in i..j {
            let Some(t) = self.token(k) else { return };
            let mut push = |end: usize, iso: &str, help: String| {
                out.push(Mend::new(
                    vec![Edit::new(t.start, end, iso)],
                    Fault::new(
                        Code::Unexpected,
                        t.start,
                        end,
                        "this is no form of a date".to_owned(),
                    )
                    .help(help),
                ));
            };
            let numbers = |a: &str, b: &str, c: &str| -> Option<(u32, u32, u32)> {
                Some((a.parse().ok()?, b.parse().ok()?, c.parse().ok()?))
            };
            // 30/06/2021, 2021/06/30, 30.06.2021
            let dotted: Vec<&str> = self.word(k).split('.').collect();
            let (parts, end) = if let [a, b, c] = dotted.as_slice() {
                (numbers(a, b, c), t.end)
            } else if self.word(k + 1) == "/" && self.word(k + 3) == "/" {
                (
                    numbers(self.word(k), self.word(k + 2), self.word(k + 4)),
                    self.token(k + 4).map_or(t.end, |t| t.end),
                )
            } else {
                (None, t.end)
            };
            if let Some((a, b, c)) = parts {
                let (year, month, day) = if a > 31 { (a, b, c) } else { (c, b, a) };
                // Which of two small numbers is the month is not guessed.
                let sure = a > 31 || day > 12 || month > 12 || day == month;
                let (month, day) = if month > 12 {
                    (day, month)
                } else {
                    (month, day)
                };
                if (1000..=9999).contains(&year)
                    && (1..=12).contains(&month)
                    && (1..=31).contains(&day)
                {
                    let iso = format!("{year:04}-{month:02}-{day:02}");
                    let help = if sure {
                        format!("write `{iso}`")
                    } else {
                        "write year, month and day, as `2021-06-30`, so that nobody mistakes the month"
                            .to_owned()
                    };
                    push(end, &iso, help);
                }
            }
            // June 30, 2021
            let month = self.word(k).to_ascii_lowercase();
            let month = MONTHS
                .iter()
                .position(|m| month.get(..3) == Some(*m) && month.len() <= 9);
            if let Some(month) = month {
                let comma = usize::from(self.word(k + 2) == ",");
                let day: Option<u32> = self.word(k + 1).parse().ok();
                let year: Option<u32> = self.word(k + 2 + comma).parse().ok();
                if let (Some(day), Some(year), Some(last)) = (day, year, self.token(k + 2 + comma))
                    && (1..=31).contains(&day)
                    && (1000..=9999).contains(&year)
                {
                    let iso = format!("{year:04}-{:02}-{day:02}", month + 1);
                    push(last.end, &iso, format!("write `{iso}`"));
                }
            }
        }
    }

    /// Two words that are one, or `may not`.
    pub(super) fn two_words(&self, k: usize, j: usize, out: &mut Vec<Mend>) {
        if k + 1 >= j {
            return;
        }
        let (Some(a), Some(b)) = (self.token(k), self.token(k + 1)) else {
            return;
        };
        if a.kind != Kind::Word || b.kind != Kind::Word {
            return;
        }
        let (x, y) = (self.word(k), self.word(k + 1));
        if (x, y) == ("may", "not") {
            out.push(Mend::new(
                vec![Edit::new(a.start, b.end, "shall not")],
                Fault::new(
                    Code::Unexpected,
                    a.start,
                    b.end,
                    "`may not` reads two ways".to_owned(),
                )
                .help("write `shall not` for what is forbidden".to_owned()),
            ));
        }
        let hyphened = format!("{x}-{y}");
        let one =
            words::joined(x, y).or_else(|| HYPHENATED.iter().copied().find(|h| *h == hyphened));
        if let Some(one) = one {
            out.push(Mend::new(
                vec![Edit::new(a.start, b.end, one)],
                Fault::new(
                    Code::MisspeltWord,
                    a.start,
                    b.end,
                    format!("`{x} {y}` is one word"),
                )
                .label("two words here")
                .help(format!("write `{one}`")),
            ));
        }
    }

    pub(super) fn misspelt_word(&self, k: usize, m: usize, out: &mut Vec<Mend>) {
        let Some(t) = self.token(k) else { return };
        let word = self.word(k);
        // Names are the user's own; only a sentence's first word may stand for `When` or `Each`.
        let own = self.is_capital(k) && k + 1 < m;
        if t.kind != Kind::Word || word.len() < 2 || own || words::is_known(word) {
            return;
        }
        for near in words::candidates(word) {
            let capital = self.is_capital(k);
            let near = if capital {
                let mut chars = near.chars();
                chars
                    .next()
                    .map(|c| c.to_uppercase().chain(chars).collect::<String>())
                    .unwrap_or_default()
            } else {
                near.to_owned()
            };
            if near != word {
                out.push(Mend::misspelt(t.start, t.end, word, &near));
            }
        }
    }

    /// `LeT, JeM and HM`: targets take `and` or `or`, and no commas.
    pub(super) fn list_of_targets(
        &self,
        form: Form,
        i: usize,
        j: usize,
        m: usize,
        out: &mut Vec<Mend>,
    ) {
        if !matches!(
            form,
            Form::Part(Block::Commitment | Block::Test | Block::Sentences) | Form::Fact
        ) {
            return;
        }
        let is_link = |k: usize| matches!(self.word(k), "," | "and" | "or");
        let (mut from, mut to) = (m.min(j - 1), m.min(j - 1));
        while from > i && (is_link(from - 1) || (self.is_capital(from - 1) && is_link(from))) {
            from -= 1;
        }
        while to + 1 < j && (is_link(to + 1) || (self.is_capital(to + 1) && is_link(to))) {
            to += 1;
        }
        // From a name to a name.
        while to > from && is_link(to) {
            to -= 1;
        }
        if !self.is_capital(from) || !self.is_capital(to) {
            return;
        }
        let or = (from..to).any(|k| self.word(k) == "or");
        let link = if or { " or" } else { " and" };
        let mut edits = Vec::new();
        let mut names = Vec::new();
        for k in from..=to {
            let Some(t) = self.token(k) else { return };
            match self.word(k) {
                "," if matches!(self.word(k + 1), "and" | "or") => {
                    edits.push(Edit::new(t.start, t.end, " "));
                }
                "," => edits.push(Edit::new(t.start, t.end, link)),
                "and" | "or" => {}
                name => names.push(name),
            }
        }
        if edits.is_empty() {
            return;
        }
        let (Some(a), Some(b)) = (self.token(from), self.token(to)) else {
            return;
        };
        let quantifier = if or { "any of" } else { "each of" };
        out.push(Mend::new(
            edits,
            Fault::new(
                Code::ListOfTargets,
                a.start,
                b.end,
                "a list of targets has no commas".to_owned(),
            )
            .label("with commas")
            .help(format!(
                "name a set: `set Named = {}`, and write `{quantifier} Named`",
                words::clip(&names.join(", "))
            )),
        ));
    }

    /// A name in small letters.
    pub(super) fn capital(&self, m: usize, j: usize, out: &mut Vec<Mend>) {
        let (Some(t), true) = (self.token(m), m < j && self.is_small(m)) else {
            return;
        };
        let word = self.word(m);
        if words::is_known(word) {
            return;
        }
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return };
        let name: String = first.to_uppercase().chain(chars).collect();
        out.push(
            Mend::new(
                vec![Edit::new(t.start, t.end, name.as_str())],
                Fault::new(
                    Code::Unexpected,
                    t.start,
                    t.end,
                    format!(
                        "`{}` is no name of an entity, a set or a commitment",
                        words::clip(word)
                    ),
                )
                .help(format!(
                    "such a name begins with a capital: `{}`",
                    words::clip(&name)
                )),
            )
            .whole(),
        );
    }

    /// Words where a text in quotation marks must stand.
    pub(super) fn text_without_marks(&self, i: usize, j: usize, m: usize, out: &mut Vec<Mend>) {
        let (Some(a), Some(b)) = (self.token(m), self.token(j - 1)) else {
            return;
        };
        if m == i || m >= j || m > i + 2 || a.kind != Kind::Word {
            return;
        }
        let raw = self.text.get(a.start..b.end).unwrap_or("");
        if raw.contains(['"', '{', '}', '\n']) {
            return;
        }
        out.push(Mend::new(
            vec![Edit::new(
                a.start,
                b.end,
                format!("\"{}\"", raw.replace('\\', "\\\\")),
            )],
            Fault::new(
                Code::Unexpected,
                a.start,
                b.end,
                "this text stands in no quotation marks".to_owned(),
            )
            .help("write `\"` before and after it".to_owned()),
        ));
    }

    /// A comma that is missing after `When …`, or in a list.
    pub(super) fn comma(&self, form: Form, i: usize, j: usize, m: usize, out: &mut Vec<Mend>) {
        let (Some(t), Some(before)) = (self.token(m), m.checked_sub(1).and_then(|k| self.token(k)))
        else {
            return;
        };
        if m <= i || m >= j {
            return;
        }
        let opened = matches!(self.word(i), "When" | "If" | "when" | "if");
        let same = self.is_capital(m) && self.is_capital(m - 1)
            || self.is_small(m) && self.is_small(m - 1)
            || before.kind == t.kind && matches!(t.kind, Kind::Text { .. });
        let in_list = same
            && (form == Form::Item
                || form == Form::Set
                || matches!(form, Form::Part(b) if !b.has_sentences()));
        if !opened && !in_list {
            return;
        }
        let help = if opened {
            format!(
                "a comma is missing before it: `{} …, {} …`",
                self.word(i),
                words::clip(self.word(m))
            )
        } else {
            "a comma is missing before it".to_owned()
        };
        out.push(Mend::new(
            vec![Edit::new(before.end, before.end, ",")],
            Fault::new(
                Code::Unexpected,
                t.start,
                t.end,
                format!("`{}` is not expected here", words::clip(self.word(m))),
            )
            .help(help),
        ));
    }

    /// A sign that has no place where it stands.
    pub(super) fn sign(&self, m: usize, j: usize, out: &mut Vec<Mend>) {
        let Some(t) = self.token(m) else { return };
        if m >= j || !matches!(t.kind, Kind::Sign | Kind::Close | Kind::Stop) {
            return;
        }
        let (code, word) = (
            if t.kind == Kind::Close {
                Code::StrayBrace
            } else {
                Code::Unexpected
            },
            self.word(m),
        );
        out.push(Mend::new(
            vec![Edit::new(t.start, t.end, " ")],
            Fault::new(
                code,
                t.start,
                t.end,
                format!("`{}` is not expected here", words::clip(&visible(word))),
            )
            .help("take it out".to_owned()),
        ));
    }

    /// A sentence without its stop.
    pub(super) fn full_stop(&self, form: Form, i: usize, j: usize, out: &mut Vec<Mend>) {
        let last = j - 1;
        let Some(t) = self.token(last) else { return };
        let sentence = match form {
            Form::Part(Block::Commitment | Block::Sentences) => self.starts_sentence(i),
            Form::Part(Block::Test) => matches!(self.word(i), "on" | "not"),
            Form::Fact | Form::Sentences => true,
            _ => false,
        };
        if !sentence || t.kind == Kind::Stop {
            return;
        }
        // Another sign in its place.
        let (edit, at) = if matches!(self.word(last), "," | ";" | ":" | "!" | "?") {
            (Edit::new(t.start, t.end, "."), t)
        } else {
            (Edit::new(t.end, t.end, "."), t)
        };
        out.push(Mend::new(
            vec![edit],
            Fault::new(
                Code::MissingStop,
                at.start,
                at.end,
                "this sentence has no full stop".to_owned(),
            )
            .label("it ends here")
            .help("write `.` after it".to_owned()),
        ));
    }
}
