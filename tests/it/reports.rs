//! Reports: the JSON Schema, spreadsheets, scorecards, what changed, and that hostile text is inert in
//! every format.

use super::schema::faults;
use super::support::{REPORT, RULES, check_json, project, root, run, write};
use serde_json::Value;
use std::path::Path;

const EXAMPLE: [&str; 6] = [
    "--rules",
    "rules/ctjwg-17.norm",
    "--reports",
    "examples/ctjwg-17/reports",
    "--as-of",
    "2024-12-31",
];

fn report(dir: &Path, args: &[&str]) -> String {
    let mut all = vec!["report"];
    all.extend(args);
    let ran = run(dir, &all);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}

/// The published schema, which does not forbid fields to be added.
fn schema() -> Value {
    let text = std::fs::read_to_string(root().join("docs/schema/check.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The same, but nothing may be there that it does not name.
fn strict(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.values_mut().for_each(strict);
            if map.contains_key("properties") && !map.contains_key("additionalProperties") {
                map.insert("additionalProperties".into(), false.into());
            }
        }
        Value::Array(list) => list.iter_mut().for_each(strict),
        _ => {}
    }
}

#[test]
fn json_fits_the_published_schema_which_names_every_field() {
    let open = schema();
    let mut closed = open.clone();
    strict(&mut closed);
    let bad = project(&[
        ("rules/a.norm", RULES),
        ("rules/b.norm", "edition 1\nstat X\n"),
        ("reports/a.md", REPORT),
    ]);
    let none = project(&[("reports/a.md", REPORT)]);
    let mut all: Vec<Value> = [(bad.path(), "latest"), (none.path(), "2021-01-01")]
        .iter()
        .map(|(dir, known)| check_json(dir, &["--as-of", "2022-03-01", "--known-at", known]).1)
        .collect();
    all.push(check_json(root(), &EXAMPLE).1);
    let more = [
        "--format",
        "json",
        "--scorecard",
        "g20",
        "--since",
        "2022-12-31",
        "--trend",
        "2021-12-31",
    ];
    let full = report(root(), &with(&EXAMPLE, &more));
    all.push(serde_json::from_str(&full).unwrap());
    for json in &all {
        assert_eq!(faults(&closed, json), [] as [String; 0]);
    }
    assert!(
        all[3]["scorecards"].is_array()
            && all[3]["since"].is_object()
            && all[3]["trend"].is_array()
    );
    // The statuses of the schema are those of the program.
    let words: Vec<&str> = servanda::model::STATUSES.iter().map(|s| s.word).collect();
    assert_eq!(open["$defs"]["status"]["enum"], serde_json::json!(words));
}

#[test]
fn csv_has_a_row_an_instance_and_the_ledger_a_row_a_claim() {
    let (_, json) = check_json(root(), &EXAMPLE);
    let text = report(
        root(),
        &with(&EXAMPLE, &["--format", "csv", "--scorecard", "pledge"]),
    );
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), text.lines().count() - 1, "a row is a line");
    let mut want = Vec::new();
    let mut evidence = 0;
    for c in json["commitments"].as_array().unwrap() {
        for i in c["instances"].as_array().unwrap() {
            want.push((i["id"].as_str().unwrap(), i["status"].as_str().unwrap()));
            evidence += i["evidence"].as_array().unwrap().len()
                + i["near_misses"].as_array().unwrap().len();
        }
    }
    let got: Vec<(&str, &str)> = rows
        .iter()
        .map(|r| (&r[at("instance")], &r[at("status")]))
        .collect();
    let judged: Vec<_> = got
        .iter()
        .filter(|(id, _)| want.iter().any(|(w, _)| w == id))
        .collect();
    assert_eq!(judged.len(), want.len());
    assert!(want.iter().all(|w| got.contains(w)));
    assert!(rows.iter().any(|r| &r[at("scorecard_pledge")] == "Broken"));
    let text = report(root(), &with(&EXAMPLE, &["--format", "csv-ledger"]));
    assert_eq!(
        csv::Reader::from_reader(text.as_bytes()).records().count(),
        evidence
    );
}

/// The table of the guide: a status and what each card makes of it.
#[test]
fn the_shipped_cards_are_those_of_the_guide() {
    let text = std::fs::read_to_string(root().join("docs/guide/scorecards.md")).unwrap();
    let cells = |l: &str| -> Vec<String> {
        l.trim_matches('|')
            .split('|')
            .map(|c| c.trim().to_string())
            .collect()
    };
    let mut rows = text.lines().filter(|l| l.starts_with("| ")).map(cells);
    let head = rows.next().unwrap();
    let rows: Vec<Vec<String>> = rows.collect();
    assert_eq!(rows.len(), 17);
    for (n, card) in head.iter().enumerate().skip(1) {
        let html = report(
            root(),
            &with(&EXAMPLE, &["--format", "html", "--scorecard", card]),
        );
        let table = html.split("What each status is worth").nth(1).unwrap();
        let table = table.split("</table>").next().unwrap();
        for row in &rows {
            let found = table
                .split("<tr>")
                .find(|r| r.contains(&format!("</b>{}</span>", row[0])))
                .unwrap_or_else(|| panic!("{card}: no {}", row[0]));
            let got = found
                .split("</td><td>")
                .nth(1)
                .unwrap()
                .split("</td>")
                .next()
                .unwrap();
            assert_eq!(got, row[n], "{card}, {}", row[0]);
        }
    }
}

#[test]
fn a_score_is_worked_out_as_its_scheme_says_and_tells_what_it_leaves_out() {
    // By hand: +1 IU-1 IU-2 IU-7 IU-8 IU-9 PK-2, 0 IU-6 IU-11 PK-1, −1 PK-3 PK-4 PK-5; five not scored.
    for (card, score) in [
        ("g20", "mean +0.25, 62.5 % over 12"),
        ("fatf-item", "6 of 12 addressed"),
        ("fatf-tc", "PC: 62.5 % met over 12, LC from 75.0 %"),
        ("oscal", "6 of 12 satisfied"),
    ] {
        let out = report(
            root(),
            &with(&EXAMPLE, &["--format", "json", "--scorecard", card]),
        );
        let json: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["scorecards"][0]["score"], score, "{card}");
        let coverage = "12 of 17 commitments scored, 5 left out";
        assert_eq!(json["scorecards"][0]["coverage"], coverage, "{card}");
    }
    let dir = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.md", REPORT),
        ("bad.yaml", "scorecard: bad\nstatuses: {}\n"),
    ]);
    for (card, said) in [
        ("g2", "did you mean `g20`"),
        ("bad.yaml", "says nothing of `not-assessable`"),
    ] {
        let ran = run(
            dir.path(),
            &["report", "--as-of", "2022-03-01", "--scorecard", card],
        );
        assert_eq!(ran.code, 2, "{card}");
        assert!(ran.err.contains(said), "{card}: {}", ran.err);
    }
}

#[test]
fn what_changed_is_told_with_the_report_that_moved_it() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let args = ["--as-of", "2022-03-01", "--format", "json", "--since"];
    let since = |what: &str| -> Value {
        let out = report(dir.path(), &with(&args, &[what]));
        serde_json::from_str::<Value>(&out).unwrap()["since"].clone()
    };
    let change = serde_json::json!([
        {"id": "PK-1", "was": "pending", "now": "fulfilled", "moved_by": "reports/a.md:6"}
    ]);
    let by_day = since("2021-02-01");
    assert_eq!(by_day["changes"], change);
    // The same against the file of the earlier run, in both formats that can be read back.
    for format in ["json", "sarif"] {
        let name = format!("earlier.{format}");
        let to = format!("{format}={name}");
        let ran = run(
            dir.path(),
            &["check", "--as-of", "2021-02-01", "--format", &to],
        );
        assert_eq!(ran.code, 0);
        assert_eq!(since(&name), by_day);
    }
    assert_eq!(since("2022-02-01")["changes"], serde_json::json!([]));
}

/// Text that wants to be more than text.
const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(2)></style></title>--><![CDATA[ ]]>&amp;{{7*7}} \
    \u{1b}[31mred\u{1b}]0;title\u{7} \u{9b}2J \u{202e}evil\u{2066} \u{fffe}\u{ffff} =cmd|' /C calc'!A0 ::error::x [a](javascript:b) `c`";

/// What one run gives in every format.
fn all_formats(dir: &Path) -> Vec<(&'static str, String)> {
    let names: Vec<&str> = servanda::render::RENDERERS
        .iter()
        .map(|r| r.name())
        .collect();
    let formats: Vec<String> = names
        .iter()
        .map(|n| format!("--format={n}=out.{n}"))
        .collect();
    let mut args = vec!["check", "--as-of", "2022-03-01"];
    args.extend(formats.iter().map(String::as_str));
    let ran = run(dir, &args);
    assert!(ran.err.is_empty(), "{}", ran.err);
    let read = |n: &str| std::fs::read_to_string(dir.join(format!("out.{n}"))).unwrap();
    names.into_iter().map(|n| (n, read(n))).collect()
}

#[test]
fn hostile_text_is_inert_in_every_format() {
    let report = format!(
        "---\ntitle: '{}'\ndate: 2021-03-02\npublisher: '=HYPERLINK(1) {}'\n---\n{EVIL} Pakistan banned Lashkar-e-Tayyiba on 1 March 2021 {EVIL}.\n",
        EVIL.replace('\'', "''"),
        EVIL.replace('\'', "''"),
    );
    let rules = RULES.replace("\"Ban\"", &format!("\"=Ban {}\"", EVIL.replace('"', "'")));
    let dir = project(&[("rules/a.norm", &rules)]);
    write(dir.path(), "reports/<b>&'=.md", report.as_bytes());
    for (format, out) in all_formats(dir.path()) {
        assert!(out.len() > 100, "{format}: {out}");
        for c in out.chars() {
            let bad = c.is_control() && c != '\n' && c != '\t'
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c);
            assert!(!bad, "{format}: {c:?} goes out");
        }
        match format {
            "html" => {
                for tag in [
                    "<script",
                    "<img",
                    "</style>-",
                    "<![CDATA[",
                    "javascript:b\"",
                ] {
                    assert!(!out.contains(tag), "{tag} in HTML");
                }
                assert_eq!(out.matches("</style>").count(), 1);
                assert_eq!(out.matches("</title>").count(), 1);
            }
            "markdown" => {
                assert!(!out.contains("<script") && !out.contains("<img"), "{out}");
                assert!(!out.contains("[a](javascript:b)") && !out.contains("`c`"));
            }
            "junit" => {
                assert!(!out.contains("<script") && !out.contains("<![CDATA["));
                assert!(!out.contains(['\u{fffe}', '\u{ffff}']));
            }
            "github" => {
                let commands = out.lines().filter(|l| l.starts_with("::")).count();
                let lines = out.lines().count();
                assert_eq!(
                    commands + 1,
                    lines,
                    "each line but the last is one of ours: {out}"
                );
            }
            "csv" | "csv-ledger" => {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .from_reader(out.as_bytes());
                for row in reader.records() {
                    for cell in &row.unwrap() {
                        assert!(!cell.starts_with(['=', '+', '@', '|']), "{cell}");
                    }
                }
            }
            "human" => {}
            _ => {
                serde_json::from_str::<Value>(&out).unwrap_or_else(|e| panic!("{format}: {e}"));
            }
        }
    }
}

#[test]
fn a_line_of_five_megabytes_stays_small_in_every_format() {
    let filler = "and so on, ".repeat(460_000);
    let report = format!(
        "---\ndate: 2021-03-02\npublisher: Dawn\n---\n{filler} Pakistan banned Lashkar-e-Tayyiba on 1 March 2021, {filler}.\n"
    );
    assert!(report.len() > 10_000_000);
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", &report)]);
    for (format, out) in all_formats(dir.path()) {
        assert!(out.len() < 3_000_000, "{format}: {} bytes", out.len());
    }
}
