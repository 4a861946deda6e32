//! What must hold for any bytes whatever: each function takes them and panics where it does not. Used by the
//! fuzz targets, and by the test that replays what they found.

use serde_json::{Map, Value, json};
use servanda::diag::{Code, Diagnostic, Outcome};
use servanda::lexicon::Lexicon;
use servanda::model::{Claims, Rulebook, View};
use servanda::source::{FileId, Role, Source, Sources, Span};
use servanda::syntax::{self, ast};
use servanda::time::Day;
use servanda::{extract, judge, lower, read, render};
use std::sync::OnceLock;

/// Every check by its name.
pub const ALL: [(&str, fn(&[u8])); 5] = [
    ("rules", rules),
    ("yaml", yaml),
    ("fmt", fmt),
    ("reports", reports),
    ("records", records),
];

/// A rule file is parsed and lowered: no panic, every place inside its text.
pub fn rules(data: &[u8]) {
    let Some((src, id)) = text(data, "a.norm") else {
        return;
    };
    sound(&src, id);
}

/// The same for the YAML form; what is read without an error is written and read back the same.
pub fn yaml(data: &[u8]) {
    let Some((src, id)) = text(data, "a.yaml") else {
        return;
    };
    if let Some(file) = sound(&src, id) {
        comes_back(&src, &file, "yaml");
        comes_back(&src, &file, "norm");
    }
}

/// A rule file without an error is formatted and read back the same, in both forms, its comments kept.
pub fn fmt(data: &[u8]) {
    let Some((src, id)) = text(data, "a.norm") else {
        return;
    };
    if let Some(file) = sound(&src, id) {
        comes_back(&src, &file, "norm");
        comes_back(&src, &file, "yaml");
    }
}

/// Any bytes as a report of the format that the first byte picks: every claim slices back to its words, every
/// witness holds, every output is written.
pub fn reports(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let endings: Vec<&str> = read::READERS
        .iter()
        .flat_map(|r| r.extensions())
        .copied()
        .collect();
    let name = format!(
        "2021-03-02-r.{}",
        endings[usize::from(*first) % endings.len()]
    );
    let Ok(body) = std::str::from_utf8(rest) else {
        return;
    };
    run(&[(&name, body)], true);
}

/// Records made of the bytes, written as JSON, as lines of JSON and as YAML: all give the same claims.
pub fn records(data: &[u8]) {
    let mut bytes = data.iter().copied();
    let list: Vec<Value> = std::iter::from_fn(|| record(&mut bytes)).take(12).collect();
    if list.is_empty() {
        return;
    }
    let json = serde_json::to_string_pretty(&list).unwrap();
    let lines: String = list.iter().map(|r| format!("{r}\n")).collect();
    let seen = run(&[("a.json", &json)], true);
    assert_eq!(seen, run(&[("a.jsonl", &lines)], false), "lines");
    assert_eq!(seen, run(&[("a.yaml", &json)], false), "yaml");
}

/// The text as a source, where it is one that the program would read.
fn text(data: &[u8], name: &str) -> Option<(Sources, FileId)> {
    let text = std::str::from_utf8(data)
        .ok()
        .filter(|t| !t.contains('\0'))?;
    let mut src = Sources::new();
    let id = src.add(Source::new(name, text, Role::Rules));
    Some((src, id))
}

/// Parses and lowers; gives the tree where nothing in it is wrong.
fn sound(src: &Sources, id: FileId) -> Option<ast::File> {
    let mut said = Vec::new();
    let file = syntax::parse(src, id).split(&mut said);
    places(src, &said);
    let clean = !said.iter().any(Diagnostic::is_input_error);
    let Outcome { diagnostics, .. } = lower::lower(src, std::slice::from_ref(&file));
    places(src, &diagnostics);
    // What contradicts itself cannot be written as a map of YAML, which holds a key once.
    let twice = |d: &Diagnostic| {
        matches!(
            d.code,
            Code::NameTwice | Code::PartDiffers | Code::PartTwice
        )
    };
    (clean && !diagnostics.iter().any(twice)).then_some(file)
}

fn places(src: &Sources, said: &[Diagnostic]) {
    for d in said {
        for l in &d.labels {
            inside(src, l.span);
        }
    }
}

fn inside(src: &Sources, span: Span) {
    let text = src.text(span.file);
    assert!(text.get(span.range()).is_some(), "{span:?} cuts its text");
}

/// Writing, reading and writing again gives the same text, without an error, with every comment.
fn comes_back(src: &Sources, file: &ast::File, form: &str) {
    let write = |src: &Sources, f: &ast::File| match form {
        "norm" => syntax::fmt::norm(src, f),
        _ => syntax::yaml::print(f),
    };
    let once = write(src, file);
    let (again, id) = text(once.as_bytes(), &format!("b.{form}")).expect("a text");
    let read = syntax::parse(&again, id);
    if let Some(d) = read.diagnostics.iter().find(|d| d.is_input_error()) {
        panic!(
            "{form} does not read back: {} {}\n{once}",
            d.code.as_str(),
            d.message
        );
    }
    let twice = write(&again, &read.value);
    assert!(
        once == twice,
        "{form} differs when written again:\n{once}\n----\n{twice}"
    );
    let comments = |f: &ast::File| {
        // YAML forbids some characters, and space around a comment says nothing.
        let kept = |c: &char| {
            !c.is_control()
                && !matches!(
                    c,
                    '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}'
                )
        };
        let plain = |t: &str| t.chars().filter(kept).collect::<String>().trim().to_owned();
        let mut all: Vec<String> = f.comments.iter().map(|c| plain(&c.text)).collect();
        all.retain(|c| !c.is_empty());
        all.sort();
        all
    };
    assert_eq!(
        comments(file),
        comments(&read.value),
        "comments of {form}:\n{once}"
    );
}

/// The rules that reports are held against, with what is built of them once.
struct World {
    rules: Rulebook,
    words: Lexicon,
}

const RULES: &str = include_str!("world.norm");

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let (src, id) = text(RULES.as_bytes(), "world.norm").expect("a text");
        let file = syntax::parse(&src, id);
        assert!(file.diagnostics.is_empty(), "{:?}", file.diagnostics);
        let rules = lower::lower(&src, &[file.value]);
        let errors: Vec<_> = rules
            .diagnostics
            .iter()
            .filter(|d| d.is_input_error())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        World {
            words: Lexicon::new(&rules.value),
            rules: rules.value,
        }
    })
}

/// Reads and judges reports; gives the claims and statuses as text, without places.
fn run(reports: &[(&str, &str)], outputs: bool) -> String {
    let World { rules, words } = world();
    let mut src = Sources::new();
    src.add(Source::new("world.norm", RULES, Role::Rules));
    let ids: Vec<FileId> = reports
        .iter()
        .map(|(name, body)| src.add(Source::new(*name, *body, Role::Report)))
        .collect();
    let mut said = Vec::new();
    let mut parts = Vec::new();
    for id in &ids {
        let report = read::read(&src, *id).split(&mut said);
        parts.push(extract::extract(words, rules, &src, report).split(&mut said));
    }
    let claims: Claims = extract::merge(parts);
    for c in &claims.claims {
        inside(&src, c.span);
    }
    let day = Day::from_ymd(2021, 6, 30).expect("a day");
    let view = View {
        as_of: day,
        known_at: Day::MAX,
    };
    let judgement = judge::judge(rules, &claims, view);
    let wrong = judge::verify(rules, &claims, view, &judgement);
    assert!(wrong.is_empty(), "{wrong:?}");
    said.extend(judge::findings(rules, &claims, view, &judgement));
    places(&src, &said);
    let run = render::Run {
        src: &src,
        rules,
        claims: &claims,
        judgement: &judgement,
        diagnostics: &said,
        view,
        reports: &ids,
        earlier: None,
        scorecards: &[],
        trend: &[],
    };
    for r in render::RENDERERS.iter().filter(|_| outputs) {
        let mut out = Vec::new();
        r.render(&run, render::Look::PLAIN, &mut out)
            .expect("a vector takes all");
        let text = String::from_utf8(out).expect("UTF-8");
        if text.starts_with('{') {
            serde_json::from_str::<Value>(&text).expect("JSON");
        }
        let raw = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(
            !text.contains(raw),
            "{} lets a control character through",
            r.name()
        );
    }
    let statuses = render::statuses(rules, &judgement);
    let told: Vec<String> = claims
        .claims
        .iter()
        .map(|c| {
            format!(
                "{} {:?} {} {:?} {:?} {:?}",
                c.id, c.actors, c.action.0, c.valid, c.status, c.recorded
            )
        })
        .collect();
    format!("{told:#?}{statuses:?}")
}

/// One record: the next byte says which fields, one byte more each which value.
fn record(bytes: &mut impl Iterator<Item = u8>) -> Option<Value> {
    let fields = [bytes.next()?, bytes.next()?];
    let mut out = Map::new();
    for (i, (key, values)) in FIELDS.iter().enumerate() {
        if fields[i / 8] >> (i % 8) & 1 == 0 {
            continue;
        }
        let pick = bytes.next().unwrap_or(0);
        let value = match pick {
            // Now and then letters of the fuzzer's own.
            200..=255 => Value::String(
                bytes
                    .by_ref()
                    .take(usize::from(pick % 16))
                    .map(|b| char::from(b & 0x7f))
                    .filter(|c| !c.is_control())
                    .collect(),
            ),
            _ => {
                let v = values[usize::from(pick) % values.len()];
                match v.strip_prefix('#') {
                    Some(n) => serde_json::from_str(n).unwrap_or(Value::Null),
                    None => json!(v),
                }
            }
        };
        out.insert((*key).to_owned(), value);
    }
    Some(Value::Object(out))
}

/// Fields and their values; `#` before what is no text.
const FIELDS: [(&str, &[&str]); 16] = [
    (
        "action",
        &[
            "ban",
            "banned",
            "lift the ban on",
            "attack",
            "pay",
            "report",
            "bann",
            "",
            "#[\"ban\",\"pay\"]",
        ],
    ),
    (
        "actor",
        &[
            "Ostmark",
            "Westmark",
            "the Ostmark",
            "Bank",
            "Ostmarck",
            "not Ostmark",
            "#[\"Ostmark\",\"Westmark\"]",
            "#[]",
            "#null",
        ],
    ),
    (
        "date",
        &[
            "2021-01-02",
            "2021-06",
            "2020",
            "2021-Q2",
            "2021-02-30",
            "tomorrow",
            "#2021",
            "2021-01-02T25:61:00Z",
            "9999-12-31",
        ],
    ),
    (
        "target",
        &[
            "Raiders",
            "Band",
            "Networks",
            "anyone",
            "#[\"Raiders\",\"Band\"]",
            "",
            "#{\"a\":1}",
        ],
    ),
    (
        "status",
        &[
            "completed",
            "planned",
            "alleged",
            "denied",
            "called for",
            "complete",
            "reversed",
        ],
    ),
    (
        "source",
        &[
            "Gazette",
            "the gazette",
            "Bank",
            "Gаzette",
            "",
            "#[\"Gazette\",\"Bank\"]",
        ],
    ),
    (
        "amount",
        &[
            "#12.5",
            "12.5",
            "#-1",
            "#1e400",
            "1,000",
            "#0.0000001",
            "#99999999999999999999999999",
        ],
    ),
    ("unit", &["USD", "%", "kg", ""]),
    ("begin", &["2020-12-01", "2021-13-01", "2021"]),
    ("end", &["2020-11-01", "2021-12-31", "2021"]),
    ("polarity", &["+", "-", "0", "#true"]),
    ("id", &["a", "b", "#7", ""]),
    ("retracts", &["a", "b", "c"]),
    ("recorded", &["2021-01-05", "2020-01-01", "latest"]),
    (
        "covers",
        &[
            "2020-01-01 to 2021-06-30",
            "2021",
            "2021-06-30 to 2020-01-01",
            "#{\"period\":\"2021\",\"actors\":[]}",
        ],
    ),
    ("to", &["Fund", "#[\"Fund\",\"Bank\"]", "nobody"]),
];
