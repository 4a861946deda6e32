//! The shipped example: statuses at three dates, spans, twins, form.

use super::formats::spans_slice;
use super::support::{check_json, root, run, statuses};
use serde_json::Value;
use std::collections::BTreeMap;

const REPORTS: &str = "examples/ctjwg-17/reports";
const NORM: &str = "rules/ctjwg-17.norm";
const TWIN: &str = "examples/ctjwg-17/ctjwg-17.yaml";
const DATES: [&str; 3] = ["2020-12-31", "2022-12-31", "2024-12-31"];

fn judged(rules: &str, date: &str) -> Value {
    let args = ["--rules", rules, "--reports", REPORTS, "--as-of", date];
    check_json(root(), &args).1
}

/// The table of the example's README, worked out by hand before the tool was run: ID and its status at
/// each date. `A, B (X, Y)` stands for four rows.
fn by_hand() -> Vec<(String, [String; 3])> {
    let text = std::fs::read_to_string(root().join("examples/ctjwg-17/README.md")).unwrap();
    let mut rows = Vec::new();
    for line in text.lines().filter(|l| l.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, a, b, c, ..] = cells[..] else {
            continue;
        };
        if ["instance", "exit code"].contains(&id) {
            continue;
        }
        let statuses = [a, b, c].map(String::from);
        match id.split_once(" (") {
            Some((ids, keys)) => {
                for id in ids.split(", ") {
                    for key in keys.trim_end_matches(')').split(", ") {
                        rows.push((format!("{id}[{key}]"), statuses.clone()));
                    }
                }
            }
            None => rows.push((id.to_string(), statuses)),
        }
    }
    rows
}

#[test]
fn the_statuses_are_those_worked_out_by_hand() {
    let rows = by_hand();
    assert!(rows.len() > 40);
    let judged: Vec<_> = DATES.iter().map(|d| statuses(&judged(NORM, d))).collect();
    let mut wrong = Vec::new();
    for (id, want) in &rows {
        for ((got, want), date) in judged.iter().zip(want).zip(DATES) {
            match got.get(id) {
                Some(got) if got == want => {}
                other => wrong.push(format!("{id} at {date}: want {want}, got {other:?}")),
            }
        }
    }
    // No instance is missing from the table.
    for id in judged[0].keys() {
        let is_single = id.contains('.') || !id.contains('[');
        if !is_single && !rows.iter().any(|(r, _)| r == id) {
            wrong.push(format!("{id} is not in the README"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_exit_codes_are_those_of_the_readme() {
    for (date, want) in DATES.iter().zip([0, 4, 4]) {
        let args = [
            "check",
            "--rules",
            NORM,
            "--reports",
            REPORTS,
            "--as-of",
            date,
        ];
        assert_eq!(run(root(), &args).code, want, "{date}");
    }
}

#[test]
fn the_example_has_no_error_and_every_span_slices_to_its_text() {
    for date in DATES {
        let json = judged(NORM, date);
        let errors: Vec<&Value> = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| {
                f["severity"] == "error" && !f["code"].as_str().unwrap().starts_with("SV06")
            })
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(spans_slice(root(), &json) > 20);
    }
}

/// Every claim of the example's reports, by report and bytes: its polarity and modality.
fn claims_by_place() -> BTreeMap<(String, u64, u64), Vec<(String, String)>> {
    let args = [
        "extract",
        "--rules",
        NORM,
        "--reports",
        "examples/ctjwg-17/reports",
        "--format",
        "jsonl",
    ];
    let mut out: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for line in run(root(), &args).out.lines() {
        let c: Value = serde_json::from_str(line).unwrap();
        let text = |k: &str| c[k].as_str().unwrap().to_string();
        let place = (
            text("report"),
            c["start"].as_u64().unwrap(),
            c["end"].as_u64().unwrap(),
        );
        let what = (text("polarity"), text("modality"));
        out.entry(place).or_default().push(what);
    }
    out
}

#[test]
fn nothing_is_fulfilled_by_a_promise_or_a_call() {
    let claims = claims_by_place();
    let mut looked_at = 0;
    for date in DATES {
        let json = judged(NORM, date);
        for c in json["commitments"].as_array().unwrap() {
            for i in c["instances"].as_array().unwrap() {
                let satisfied = ["fulfilled", "fulfilled-late", "repaired"]
                    .contains(&i["status"].as_str().unwrap());
                if !satisfied || i["witness"] != "hits" {
                    continue;
                }
                let evidence = i["evidence"].as_array().unwrap();
                let told: Vec<&Value> = evidence.iter().filter(|e| e["role"] == "for").collect();
                assert!(!told.is_empty(), "{i:#}");
                for e in told {
                    let place = (
                        e["report"].as_str().unwrap().to_string(),
                        e["start"].as_u64().unwrap(),
                        e["end"].as_u64().unwrap(),
                    );
                    let done = ("+".to_string(), "completed".to_string());
                    assert!(
                        claims[&place].contains(&done),
                        "{place:?}: {:?}",
                        claims[&place]
                    );
                    looked_at += 1;
                }
            }
        }
    }
    assert!(looked_at > 10, "{looked_at}");
}

/// Everything apart from where the rules stand.
fn without_rule_spans(mut json: Value) -> Value {
    let Value::Array(findings) = json["findings"].take() else {
        return json;
    };
    let kept: Vec<Value> = findings
        .into_iter()
        .map(|mut f| {
            if let Value::Array(labels) = f["labels"].take() {
                let of_reports = labels
                    .into_iter()
                    .filter(|l| l["file"].as_str().unwrap().starts_with(REPORTS));
                f["labels"] = of_reports.collect::<Vec<_>>().into();
            }
            f
        })
        .collect();
    json["findings"] = kept.into();
    json
}

#[test]
fn the_yaml_twin_gives_the_same_json_apart_from_rule_spans() {
    for date in DATES {
        let (norm, twin) = (judged(NORM, date), judged(TWIN, date));
        assert_eq!(without_rule_spans(norm), without_rule_spans(twin));
    }
}

#[test]
fn the_example_is_formatted_and_its_twins_convert_into_each_other() {
    for file in [NORM, TWIN] {
        let ran = run(root(), &["fmt", "--check", "--diff", file]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
}
