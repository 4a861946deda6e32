//! Made rulebooks: every form in random order, with white space and comments between any two words.
//! What formatting and converting may not change is checked on each.
#![expect(
    clippy::disallowed_methods,
    reason = "the number of cases comes from the environment"
)]

use super::bare::{bare, normal};
use crate::source::{Role, Source, Sources};
use crate::syntax::ast::File;
use crate::syntax::{fmt, parse, yaml};

/// Choices from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len() as u64) as usize]
    }

    fn maybe(&mut self) -> bool {
        self.roll(2) == 0
    }
}

const IDS: &[&str] = &[
    "Pakistan", "India", "LeT", "JeM-2", "A", "Über-X", "UN_1", "G20",
];
const DATES: &[&str] = &[
    "2021-06-30",
    "2021-06",
    "2021",
    "2021-Q2",
    "30 June 2021",
    "May 2020",
];
const SPANS: &[&str] = &["30 days", "1 day", "6 weeks", "12 months", "1 year"];
const STRINGS: &[&str] = &[
    "\"plain\"",
    "\"with \\\"marks\\\" and \\\\\"",
    "\"// no comment\"",
    "\"Ünïcode, commas, and: colons\"",
    "\"- a { b } [c] # d\"",
    "\"\"",
    "\"2021-06-30\"",
    "\"yes\"",
    "\"line\\nbreak\"",
];
const NAMES: &[&str] = &["arrest", "act-against", "ban", "lift-ban", "talk"];
const RUNS: &[&str] = &[
    "act against",
    "bring to justice",
    "freeze the assets of",
    "exchange information",
    "arrest the leaders of",
];

/// The words of a rulebook, one an entry.
struct Maker {
    dice: Dice,
    words: Vec<String>,
    /// IDs that this rulebook has used: a name in two declarations is another matter.
    next: u32,
}

impl Maker {
    fn say(&mut self, text: &str) {
        self.words.extend(text.split(' ').map(str::to_owned));
    }

    /// One word, whatever stands in it.
    fn whole(&mut self, text: &str) {
        self.words.push(text.to_owned());
    }

    fn pick(&mut self, of: &[&str]) {
        let word = self.dice.one(of).to_owned();
        self.say(&word);
    }

    fn string(&mut self) {
        let s = self.dice.one(STRINGS).to_owned();
        self.whole(&s);
    }

    fn date(&mut self) {
        let d = self.dice.one(DATES).to_owned();
        self.whole(&d);
    }

    fn list(&mut self, of: &[&str]) {
        for i in 0..=self.dice.roll(3) {
            if i > 0 {
                self.say(",");
            }
            let word = self.dice.one(of).to_owned();
            self.whole(&word);
        }
    }

    fn fresh(&mut self) -> String {
        self.next += 1;
        format!("X{}", self.next)
    }

    fn item(&mut self) {
        match self.dice.roll(12) {
            0 => self.agreement(),
            1..=3 => self.entity(),
            4 => {
                let id = self.fresh();
                self.say(&format!("set {id} ="));
                match self.dice.roll(3) {
                    0 => self.pick(&["incidents", "states", "topics"]),
                    1 => {
                        self.pick(&["incidents except", "groups except"]);
                        self.list(IDS);
                    }
                    _ => {
                        self.list(IDS);
                        if self.dice.maybe() {
                            self.say("and others");
                        }
                    }
                }
            }
            5 => self.action(),
            6 => self.source(),
            7 => {
                let id = self.fresh().to_lowercase();
                if self.dice.maybe() {
                    self.say(&format!("relation {id}"));
                    if self.dice.maybe() {
                        self.say("{ carries");
                        self.pick(&["actor", "target", "both"]);
                        self.say("}");
                    }
                } else {
                    self.say(&format!("condition {id} {{ starts"));
                    self.list(NAMES);
                    self.say("ends");
                    self.list(NAMES);
                    self.say("}");
                }
            }
            8 => {
                self.pick(&["waive", "suspend", "terminate"]);
                self.key();
                if self.dice.maybe() {
                    self.say("from");
                    self.date();
                }
                if self.dice.maybe() {
                    self.say("until");
                    self.date();
                }
                self.because();
            }
            9 => {
                self.say("override");
                self.key();
                self.say("as of");
                self.date();
                self.say("is");
                self.pick(&["fulfilled", "in-progress"]);
                self.because();
            }
            10 => self.test(),
            _ => self.commitment(),
        }
    }

    fn because(&mut self) {
        self.say("because");
        self.string();
        self.say("by");
        self.string();
    }

    fn key(&mut self) {
        let key = self.dice.one(&[
            "PK-1",
            "PK-1.2[LeT]",
            "PK-4[JeM @ 2024-06-09, otherwise]",
            "IU-1[@ 2020-09-10]",
        ]);
        let key = key.to_owned();
        self.whole(&key);
    }

    fn agreement(&mut self) {
        let id = self.fresh();
        self.say(&format!("agreement {id}"));
        if self.dice.maybe() {
            self.string();
        }
        if self.dice.maybe() {
            return;
        }
        self.say("{");
        for part in self.shuffled(7) {
            match part {
                0 => {
                    self.say("adopted");
                    self.date();
                }
                1 => {
                    self.say("in force");
                    self.date();
                    if self.dice.maybe() {
                        self.say("until");
                        self.date();
                    }
                }
                2 => {
                    self.say("between");
                    self.list(IDS);
                }
                3 => {
                    self.say("addressed to");
                    self.list(IDS);
                }
                4 => {
                    self.say("text");
                    self.string();
                }
                5 => {
                    self.say("url");
                    self.string();
                }
                _ => self.evidence(),
            }
        }
        self.say("}");
    }

    /// Some of the first `n` numbers, in any order.
    fn shuffled(&mut self, n: u64) -> Vec<u64> {
        let mut all: Vec<u64> = (0..n).collect();
        for i in (1..all.len()).rev() {
            let j = self.dice.roll(i as u64 + 1) as usize;
            all.swap(i, j);
        }
        let keep = self.dice.roll(n + 1) as usize;
        all.truncate(keep);
        all
    }

    fn evidence(&mut self) {
        self.say("evidence {");
        for part in self.shuffled(7) {
            match part {
                0 => self.pick(&["at least 1 source", "at least 2 independent sources"]),
                1 => self.pick(&["tier press", "tier record"]),
                2 => self.pick(&["open world", "closed world"]),
                3 => self.pick(&[
                    "contested hold",
                    "contested prefer tier",
                    "contested count as false",
                ]),
                4 => self.pick(&["quiet 30 days", "quiet 2 years"]),
                5 => self.say("same event within 3 days"),
                _ => self.say("undated within 6 weeks"),
            }
        }
        self.say("}");
    }

    fn limits(&mut self) {
        if self.dice.roll(4) == 0 {
            self.say("from");
            self.date();
        }
        if self.dice.roll(4) == 0 {
            self.say("until");
            self.date();
        }
    }

    fn entity(&mut self) {
        self.pick(&[
            "state",
            "organisation",
            "group",
            "person",
            "incident",
            "place",
            "topic",
        ]);
        let id = self.fresh();
        self.whole(&id);
        if self.dice.maybe() {
            self.string();
        }
        if self.dice.maybe() {
            return;
        }
        self.say("{");
        for part in self.shuffled(7) {
            match part {
                0 => {
                    self.say("aka");
                    for i in 0..=self.dice.roll(2) {
                        if i > 0 {
                            self.say(",");
                        }
                        self.string();
                        self.limits();
                    }
                }
                1 => {
                    self.say("adjective");
                    self.list(STRINGS);
                }
                2 => {
                    self.say("capital");
                    self.string();
                }
                3 => {
                    self.say("on");
                    self.date();
                }
                n => {
                    self.say(["part of", "leads", "ally of"][n as usize - 4]);
                    for i in 0..=self.dice.roll(2) {
                        if i > 0 {
                            self.say(",");
                        }
                        self.pick(IDS);
                        self.limits();
                    }
                }
            }
        }
        self.say("}");
    }

    fn action(&mut self) {
        let id = self.fresh().to_lowercase();
        self.say(&format!("action {id}"));
        if self.dice.maybe() {
            self.list(STRINGS);
        }
        if self.dice.maybe() {
            return;
        }
        self.say("{");
        for part in self.shuffled(7) {
            match part {
                5 => self.pick(&["plover COERCE/arrest", "plover AID"]),
                6 => self.pick(&["cameo 173, 174", "cameo 1"]),
                4 => {
                    self.say("noun");
                    self.list(STRINGS);
                }
                n => {
                    self.say(
                        [
                            "includes",
                            "undone by",
                            "step towards",
                            "required step towards",
                        ][n as usize],
                    );
                    self.list(NAMES);
                }
            }
        }
        self.say("}");
    }

    fn source(&mut self) {
        let id = self.fresh();
        self.say(&format!("source {id}"));
        if self.dice.maybe() {
            self.string();
        }
        if self.dice.maybe() {
            return;
        }
        self.say("{");
        for part in self.shuffled(6) {
            match part {
                0 => {
                    self.say("aka");
                    self.list(STRINGS);
                }
                1 => self.say("tier press"),
                2 => self.evidence(),
                n => {
                    self.say(["speaks for", "adversary of", "copies"][n as usize - 3]);
                    self.list(IDS);
                }
            }
        }
        self.say("}");
    }

    fn commitment(&mut self) {
        let id = self.fresh();
        self.say(&format!("commitment {id}"));
        if self.dice.maybe() {
            self.string();
        }
        self.say("{");
        for part in self.shuffled(12) {
            match part {
                0 => self.pick(&["under A", "under G20"]),
                1 => {
                    self.say("quote");
                    self.string();
                }
                2 => {
                    self.say("at");
                    self.string();
                }
                3 => self.pick(&["modality called-for", "modality declared"]),
                4 => {
                    self.pick(&["acceptance noted by", "acceptance rejected by"]);
                    self.pick(IDS);
                    if self.dice.maybe() {
                        self.say("on");
                        self.date();
                    }
                }
                5 => self.evidence(),
                6 => {
                    self.say("owner");
                    self.string();
                }
                7 => {
                    self.say("note");
                    self.string();
                }
                8 => self.pick(&["weight 2", "weight 0.25"]),
                9 => {
                    self.say("closes");
                    self.date();
                }
                _ => self.sentence(),
            }
        }
        self.sentence();
        self.say("}");
    }

    fn sentence(&mut self) {
        self.core();
        for _ in 0..self.dice.roll(3) {
            self.say(";");
            self.pick(&["otherwise instead", "otherwise also"]);
            self.core();
        }
        self.say(".");
    }

    fn core(&mut self) {
        if self.dice.roll(4) == 0 {
            self.say("When");
            self.pattern();
            self.say(",");
        }
        if self.dice.roll(4) == 0 {
            self.say("if");
            self.pattern();
            self.say(",");
        }
        match self.dice.roll(3) {
            0 => self.pick(IDS),
            1 => self.pick(&["India and US", "A , B and C"]),
            _ => self.targets(),
        }
        self.pick(&[
            "shall",
            "shall not",
            "must",
            "must not",
            "should",
            "should not",
            "may",
        ]);
        match self.dice.roll(6) {
            0 => {
                self.say("prevent");
                self.targets();
                self.say("from attacking");
                self.targets();
            }
            1 => {
                self.say("keep");
                self.targets();
                self.say("banned");
            }
            2 => {
                self.say("ensure that");
                self.pattern();
            }
            _ => self.act(),
        }
        for _ in 0..self.dice.roll(4) {
            let before = self.words.last().is_some_and(|w| w == "before");
            if before || self.dice.maybe() {
                self.say(",");
            }
            self.qualifier();
        }
    }

    fn targets(&mut self) {
        if self.dice.roll(8) == 0 {
            return self.say("anyone");
        }
        self.pick(&[
            "each of",
            "any of",
            "at least 2 of",
            "each of the leaders of",
            "any of the parts of the fronts of",
        ]);
        self.group();
        if self.dice.roll(4) == 0 {
            self.say("except");
            self.group();
        }
        if self.dice.roll(4) == 0 {
            self.pick(&["as Q", "as W2"]);
        }
    }

    fn group(&mut self) {
        self.pick(IDS);
        let link = self.dice.one(&["and", "or"]).to_owned();
        for _ in 0..self.dice.roll(3) {
            self.say(&link);
            self.pick(IDS);
        }
    }

    fn act(&mut self) {
        self.pick(RUNS);
        if self.dice.roll(4) == 0 {
            self.pick(&[
                "at least 5 GW",
                "exactly 100 billion USD",
                "5 of 7 sites",
                "at most 202.8 kg",
                "45 %",
            ]);
            if self.dice.maybe() {
                self.say("to");
                self.targets();
            }
            return;
        }
        self.targets();
        for _ in 0..self.dice.roll(3) {
            self.pick(&["with", "to", "from", "in", "about", "for", "through"]);
            self.targets();
        }
    }

    fn pattern(&mut self) {
        match self.dice.roll(3) {
            0 => self.pick(&["PK-1 is fulfilled", "PK-1.2 is breached"]),
            1 => {
                self.targets();
                self.say("is banned");
            }
            _ => {
                self.targets();
                self.say("attacks");
                self.targets();
            }
        }
    }

    fn qualifier(&mut self) {
        match self.dice.roll(12) {
            0 => {
                self.pick(&["by", "before", "on", "from", "until"]);
                self.date();
            }
            1 => {
                self.pick(&["within", "within 2 to"]);
                let span = self.dice.one(SPANS).to_owned();
                self.say(&span);
                if self.dice.maybe() {
                    self.pick(&[
                        "of adoption",
                        "of entry into force",
                        "of 2021-06-30",
                        "of PK-1",
                    ]);
                }
            }
            2 => {
                self.pick(&[
                    "every",
                    "at least every",
                    "sustained for",
                    "curing lapses within",
                ]);
                let span = self.dice.one(SPANS).to_owned();
                self.say(&span);
            }
            3 => self.pick(&[
                "at most 3 times",
                "regularly",
                "in one act",
                "at a time",
                "irreversibly",
            ]),
            4 => self.pick(&[
                "counting earlier action",
                "on pain of breach",
                "overriding PK-1.2",
            ]),
            5 => {
                self.say("unless");
                self.pattern();
            }
            6 => {
                self.say("while");
                self.targets();
                self.say("is banned");
            }
            7 => {
                self.say("only if A agrees");
                if self.dice.maybe() {
                    self.say("within 30 days");
                }
                self.say("before");
            }
            8 => self.say("provided A notifies B within 10 days"),
            _ => {
                self.say("by");
                self.date();
            }
        }
    }

    fn test(&mut self) {
        self.say("test");
        self.string();
        self.say("{");
        for _ in 0..self.dice.roll(5) {
            match self.dice.roll(4) {
                0 => {
                    self.pick(&["on", "not on"]);
                    self.date();
                    self.targets();
                    self.say("arrested");
                    self.targets();
                    self.say(".");
                }
                1 => {
                    self.say("report");
                    self.date();
                    self.pick(&["by Dawn", "by FO"]);
                    if self.dice.maybe() {
                        self.say("covering");
                        self.date();
                        self.say("to");
                        self.date();
                    }
                    self.say("{");
                    self.string();
                    self.say("}");
                }
                2 => {
                    let day = format!(
                        "as of 20{:02}-{:02}-01 {{",
                        10 + self.dice.roll(80),
                        1 + self.dice.roll(9)
                    );
                    self.say(&day);
                    for _ in 0..self.dice.roll(4) {
                        self.expectation();
                    }
                    self.say("}");
                }
                _ => self.pick(&[
                    "expect SV0601",
                    "extracts India talk",
                    "extracts India ban LeT planned",
                ]),
            }
        }
        self.say("}");
    }

    fn expectation(&mut self) {
        if self.dice.roll(4) == 0 {
            return self.say("expect SV0606");
        }
        self.key();
        if self.dice.roll(4) == 0 {
            self.say("cites");
            self.date();
        } else {
            self.pick(&["is pending", "is not fulfilled", "is in-progress"]);
        }
    }

    /// The words with white space and comments between them.
    fn text(mut self) -> (String, usize) {
        let (mut out, mut comments) = (String::new(), 0);
        let rate = self.dice.one(&["0", "9", "40"]).parse::<u64>().unwrap();
        for word in std::mem::take(&mut self.words) {
            if !out.is_empty() {
                let sign = matches!(word.as_str(), "," | ";" | ".");
                match self.dice.roll(8) {
                    _ if rate > 0 && self.dice.roll(rate) == 0 => {
                        comments += 1;
                        out.push_str(&format!(" // note {comments}, \"odd\" {{\n"));
                    }
                    0 => out.push_str("\n\n\n"),
                    1 | 2 => out.push('\n'),
                    3 => out.push_str(" \t "),
                    4 | 5 if sign => {}
                    _ => out.push(' '),
                }
            }
            out.push_str(&word);
        }
        out.push('\n');
        if self.dice.maybe() {
            comments += 1;
            out.push_str(&format!("\n// note {comments}, \"odd\" {{"));
        }
        (out, comments)
    }
}

fn rulebook(seed: u64) -> (String, usize) {
    let mut m = Maker {
        dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
        words: Vec::new(),
        next: 0,
    };
    for _ in 0..8 {
        m.dice.roll(2);
    }
    if m.dice.maybe() {
        m.say("edition 1 use std.states use");
        m.whole("\"more.norm\"");
    }
    for _ in 0..1 + m.dice.roll(6) {
        m.item();
    }
    m.text()
}

fn read(name: &str, text: &str) -> (Sources, File) {
    let mut src = Sources::new();
    let id = src.add(Source::new(name, text, Role::Rules));
    let out = parse(&src, id);
    let said: Vec<String> = out
        .diagnostics
        .iter()
        .map(|d| {
            let at = d
                .labels
                .first()
                .map(|l| (src.start(l.span).line, src.slice(l.span)));
            format!("{} {at:?} {}", d.code.as_str(), d.message)
        })
        .collect();
    assert!(said.is_empty(), "{said:#?}\nin {name}:\n{text}");
    (src, out.value)
}

fn comments(file: &File) -> Vec<&str> {
    let mut out: Vec<&str> = file.comments.iter().map(|c| c.text.as_str()).collect();
    out.sort_unstable();
    out
}

/// Where two texts part, with some of each.
fn same(what: &str, seed: u64, a: &str, b: &str, text: &str) {
    if a == b {
        return;
    }
    let at = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let around = |t: &str| {
        let bytes = &t.as_bytes()[at.saturating_sub(120).min(t.len())..(at + 160).min(t.len())];
        String::from_utf8_lossy(bytes).into_owned()
    };
    panic!(
        "{what}, seed {seed}:\n  {}\n  {}\nin:\n{text}",
        around(a),
        around(b)
    );
}

#[test]
fn formatting_and_converting_keep_the_meaning_and_every_comment() {
    let cases = std::env::var("SERVANDA_CASES");
    let cases: u64 = cases.ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    for seed in 0..cases {
        let (text, noted) = rulebook(seed);
        let (src, file) = read("made.norm", &text);
        assert_eq!(file.comments.len(), noted, "seed {seed}:\n{text}");
        let meant = normal(&file).join("\n");
        let noted = comments(&file).join("\n");
        let once = fmt::norm(&src, &file);
        let (src, again) = read("once.norm", &once);
        same(
            "formatted",
            seed,
            &bare(&file.items),
            &bare(&again.items),
            &once,
        );
        same(
            "its comments",
            seed,
            &noted,
            &comments(&again).join("\n"),
            &once,
        );
        same("twice", seed, &once, &fmt::norm(&src, &again), &text);
        let twin = yaml::print(&file);
        let (twin_src, twin_file) = read("twin.yaml", &twin);
        same(
            "the twin",
            seed,
            &meant,
            &normal(&twin_file).join("\n"),
            &twin,
        );
        same(
            "its comments",
            seed,
            &noted,
            &comments(&twin_file).join("\n"),
            &twin,
        );
        same(
            "the twin twice",
            seed,
            &twin,
            &yaml::print(&twin_file),
            &text,
        );
        let back = fmt::norm(&twin_src, &twin_file);
        let (_, back_file) = read("back.norm", &back);
        same("back", seed, &meant, &normal(&back_file).join("\n"), &back);
        same(
            "its comments",
            seed,
            &noted,
            &comments(&back_file).join("\n"),
            &back,
        );
    }
}
