//! Reads prose to claims on one thread and says how fast: `cargo bench --bench extract`, or with files
//! `cargo bench --bench extract -- CORPUS PATTERNS.tsv` (a paragraph a line; text, class, id).
//!
//! Without files it makes both: about eight megabytes dense in names and acts. The rulebook is made of
//! the patterns: actors are entities by id, verbs and nouns are actions. Claims are built, not printed.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

use servanda::extract;
use servanda::lexicon::Lexicon;
use servanda::model::{
    Action, Block, BlockKind, Body, Entity, EntityKind, EntityName, Meta, NameUse, OffsetMap,
    Report, Rulebook,
};
use servanda::source::{FileId, Role, Source, Sources, Span, Spanned};
use servanda::time::{Interval, parse_date};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let (corpus, patterns) = match files.as_slice() {
        [corpus, patterns] => (
            std::fs::read_to_string(corpus).unwrap_or_default(),
            std::fs::read_to_string(patterns).unwrap_or_default(),
        ),
        _ => (make::corpus(8_000_000), make::patterns()),
    };
    let rules = rulebook(&patterns);
    let start = Instant::now();
    let words = Lexicon::new(&rules);
    let built = start.elapsed();
    let mut src = Sources::new();
    let file = src.add(Source::new("corpus.txt", corpus, Role::Report));
    let text = src.text(file);
    let mut best = f64::MAX;
    let mut claims = 0;
    let mut reading = None;
    for _ in 0..5 {
        let report = report(file, text);
        let start = Instant::now();
        let out = extract::extract(&words, &rules, &src, report);
        best = best.min(start.elapsed().as_secs_f64());
        claims = out.value.claims.len();
        reading = out.value.reports.first().map(|r| r.reading);
    }
    let mb = text.len() as f64 / 1e6;
    println!("lexicon built in {:.2} ms", built.as_secs_f64() * 1e3);
    println!(
        "extract: {:.1} MB in {:.3} s = {:.1} MB/s; {claims} claims; {reading:?}",
        mb,
        best,
        mb / best
    );
}

fn report(file: FileId, text: &str) -> Report<'_> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if !line.is_empty() {
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                text: Cow::Borrowed(line),
                span: Span::new(file, at, at + line.len()),
                map: OffsetMap::slice(at),
            });
        }
        at += line.len() + 1;
    }
    Report {
        file,
        meta: Meta {
            published: parse_date("2024-12-31").map(|d| Spanned::new(d.interval, Span::default())),
            ..Meta::default()
        },
        body: Body::Prose(blocks),
    }
}

fn rulebook(patterns: &str) -> Rulebook {
    let mut entities: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut actions: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for row in patterns.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [text, class, id] = cells.as_slice() else {
            continue;
        };
        match *class {
            "actor" => entities
                .entry((*id).to_owned())
                .or_default()
                .push((*text).to_owned()),
            "verb" => {
                // The rows of a verb are its forms; its id is the lemma.
                let entry = actions.entry((*id).to_owned()).or_default();
                if entry.0.is_empty() {
                    entry.0.push((*id).to_owned());
                }
            }
            "noun" => actions
                .entry((*id).to_owned())
                .or_default()
                .1
                .push((*text).to_owned()),
            _ => {}
        }
    }
    let spanned = |list: Vec<String>| {
        list.into_iter()
            .map(|t| Spanned::new(t, Span::default()))
            .collect()
    };
    Rulebook {
        entities: entities
            .into_iter()
            .map(|(id, names)| Entity {
                kind: match id.as_str() {
                    "LeT" | "JeM" | "HM" | "AQ" | "ISIL" | "TTP" | "HQN" | "FARC" | "TPLF" => {
                        EntityKind::Group
                    }
                    "FATF" | "UNSC" | "IAEA" | "EU" | "NATO" => EntityKind::Organisation,
                    _ => EntityKind::State,
                },
                label: id.clone(),
                id,
                names: names
                    .into_iter()
                    .map(|text| EntityName {
                        text,
                        usage: NameUse::Name,
                        valid: Interval::ALL,
                        span: Span::default(),
                    })
                    .collect(),
                on: None,
                related: Vec::new(),
                span: Span::default(),
            })
            .collect(),
        actions: actions
            .into_iter()
            .map(|(name, (phrases, nouns))| Action {
                name,
                phrases: spanned(phrases),
                nouns: spanned(nouns),
                includes: Vec::new(),
                undone_by: Vec::new(),
                step_towards: Vec::new(),
                plover: None,
                cameo: Vec::new(),
                span: Span::default(),
            })
            .collect(),
        ..Rulebook::default()
    }
}

/// Text and patterns of the bench's own, the same on every run.
mod make {
    use super::*;

    const ACTORS: &[(&str, &str)] = &[
        (
            "LeT",
            "Lashkar-e-Taiba|Lashkar-e-Tayyiba|LeT|Jamaat-ud-Dawa|Jama'at-ud-Da'wa|JuD",
        ),
        ("JeM", "Jaish-e-Mohammed|Jaish-i-Mohammed|JeM"),
        ("HM", "Hizbul Mujahideen|Hizb-ul-Mujahideen|HM"),
        ("AQ", "al-Qaida|al-Qaeda|al-Qa'ida|Al-Qāʿida"),
        ("ISIL", "ISIL|Daesh|Da'esh|Islamic State"),
        ("TTP", "Tehrik-i-Taliban Pakistan|TTP|Pakistani Taliban"),
        (
            "PAK",
            "Pakistan|Islamabad|Pakistani authorities|Punjab police",
        ),
        ("IND", "India|New Delhi|Indian authorities"),
        ("FATF", "FATF|Financial Action Task Force"),
        ("UNSC", "UN Security Council|Security Council"),
        ("TUR", "Türkiye|Turkey|Ankara"),
        ("COL", "Colombia|Bogotá"),
    ];
    const VERBS: &str = "arrest detain prosecute convict sentence indict charge investigate seize freeze confiscate designate proscribe ban outlaw dismantle disband disarm release deport extradite expel sanction close raid withdraw deploy ratify enact amend adopt sign submit publish disclose verify inspect suspend resume destroy transfer return repatriate finance train supply deliver condemn demand reject threaten";
    const NOUNS: &str = "arrest of|detention of|prosecution of|conviction of|seizure of|freezing of|designation of|ban on|dismantling of|release of|extradition of|withdrawal of|ratification of|inspection of|transfer of";
    const THINGS: &str = "senior leaders|bank accounts|assets|training camps|madrassas|offices|weapons|prisoners|fighters|commanders|funds|properties|detainees";
    const CUES: &str = "failed to|has yet to|refused to|declined to|will|would|should|must|may|plans to|pledged to|promised to|agreed to|has begun to";
    const FILL: &str = "the a of in to and for on by with from at as that this these their is are during while under between committee meeting review period statement progress measures framework regional national international financial technical assistance implementation compliance assessment strategic risk sector institutions supervision process outcome concerning relevant additional further several significant ongoing previous recent current quarter programme agency district province border market public private legal judicial information evidence case courts laws orders year month operation group entity figures data";

    struct Dice(u64);
    impl Dice {
        fn roll(&mut self, n: usize) -> usize {
            // xorshift64*: the same text on every run.
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n.max(1)
        }
        fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
            let i = self.roll(list.len());
            list.get(i).copied().unwrap_or("")
        }
    }

    pub fn patterns() -> String {
        let mut out = String::new();
        for (id, names) in ACTORS {
            for n in names.split('|') {
                let _ = writeln!(out, "{n}\tactor\t{id}");
            }
        }
        for v in VERBS.split(' ') {
            let _ = writeln!(out, "{v}\tverb\t{v}");
        }
        for n in NOUNS.split('|') {
            let _ = writeln!(out, "{n}\tnoun\t{}", n.split(' ').next().unwrap_or(""));
        }
        out
    }

    pub fn corpus(bytes: usize) -> String {
        let mut d = Dice(42);
        let actors: Vec<&str> = ACTORS.iter().flat_map(|(_, n)| n.split('|')).collect();
        let verbs: Vec<&str> = VERBS.split(' ').collect();
        let nouns: Vec<&str> = NOUNS.split('|').collect();
        let things: Vec<&str> = THINGS.split('|').collect();
        let cues: Vec<&str> = CUES.split('|').collect();
        let fill: Vec<&str> = FILL.split(' ').collect();
        let months = ["January", "March", "May", "July", "October", "December"];
        let mut out = String::with_capacity(bytes + 1000);
        while out.len() < bytes {
            for _ in 0..2 + d.roll(4) {
                let (a, b, o) = (d.of(&actors), d.of(&actors), d.of(&things));
                let forms = servanda::lexicon::inflect::forms(d.of(&verbs));
                let n = [2, 3, 7, 12, 45, 120].get(d.roll(6)).copied().unwrap_or(2);
                let (day, year) = (1 + d.roll(28), 2015 + d.roll(10));
                let month = d.of(&months);
                let date = match d.roll(5) {
                    0 => format!("{day} {month} {year}"),
                    1 => format!("on {day} {month}"),
                    2 => "last week".to_owned(),
                    3 => format!("by the end of {year}"),
                    _ => format!("in {month} {year}"),
                };
                let mut more = |k: usize| (0..k).map(|_| d.of(&fill)).collect::<Vec<_>>().join(" ");
                let (f1, f2) = (more(8), more(12));
                let _ = match d.roll(100) {
                    0..16 => write!(
                        out,
                        "{a} {} {n} {o} linked to {b}, {f1} {date}. ",
                        forms.past
                    ),
                    16..28 => write!(
                        out,
                        "The {f1}, {n} {o} of {b} were {} by {a} {date}, {f1}. ",
                        forms.participle
                    ),
                    28..38 => write!(out, "{a} {} {} {o} {f2} {date}. ", d.of(&cues), forms.base),
                    38..46 => write!(out, "The {} {n} {b} {o} by {a} {f2}. ", d.of(&nouns)),
                    46..52 => write!(
                        out,
                        "According to Mr. Khan, {a} has not {} {b} since {date}; {f1}. ",
                        forms.participle
                    ),
                    _ => write!(out, "The {f2} {f1} {date} {f1}. "),
                };
            }
            out.push('\n');
        }
        out
    }
}
