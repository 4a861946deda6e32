//! The data-driven runner: each folder under `tests/cases/<area>/<case>/` is a project with
//! `rules/`, `reports/`, `case.yaml` (`as_of`, `known_at`, `args`) and `expected.json`.
//!
//! Expected are statuses, the words of the evidence, and the codes with the words that they
//! underline: words survive edits that offsets do not. `UPDATE=1 cargo test` rewrites them.

use super::support::{check_json, root, statuses};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let mut out = Vec::new();
    for area in folders(&root().join("tests/cases")) {
        out.extend(
            folders(&area)
                .into_iter()
                .filter(|c| c.join("case.yaml").exists()),
        );
    }
    out
}

fn folders(dir: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    out.sort();
    out
}

/// The arguments that `case.yaml` stands for: `key: value` lines.
fn arguments(dir: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(dir.join("case.yaml")).unwrap();
    // The repository's own project file stands above the case.
    let own = dir.join("servanda.yaml").exists();
    let folders: &[&str] = if own {
        &[]
    } else {
        &["--rules", "rules", "--reports", "reports"]
    };
    let mut args: Vec<String> = folders.iter().map(|a| (*a).to_owned()).collect();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        match (key.trim(), value.trim()) {
            ("as_of", v) => args.extend(["--as-of".into(), v.to_string()]),
            ("known_at", v) => args.extend(["--known-at".into(), v.to_string()]),
            ("args", v) => args.extend(v.split_whitespace().map(String::from)),
            ("about", _) => {}
            (other, _) => panic!("{}: unknown key `{other}`", dir.display()),
        }
    }
    args
}

/// What a case is compared by.
fn observed(code: i32, json: &Value) -> Value {
    let mut evidence = Map::new();
    for c in json["commitments"].as_array().unwrap() {
        for i in c["instances"].as_array().unwrap() {
            let texts: Vec<Value> = i["evidence"]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| {
                    json!(format!(
                        "{}: {}",
                        e["role"].as_str().unwrap(),
                        e["text"].as_str().unwrap()
                    ))
                })
                .collect();
            if !texts.is_empty() {
                evidence.insert(i["id"].as_str().unwrap().into(), texts.into());
            }
        }
    }
    let findings: Vec<Value> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let words: Vec<&Value> = f["labels"]
                .as_array()
                .unwrap()
                .iter()
                .map(|l| &l["text"])
                .collect();
            json!({"code": f["code"], "commitment": f["commitment"], "words": words})
        })
        .collect();
    json!({"exit": code, "statuses": statuses(json), "evidence": evidence, "findings": findings})
}

#[test]
fn every_case_comes_out_as_written() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for dir in cases() {
        let args = arguments(&dir);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let (code, json) = check_json(&dir, &args);
        let got = observed(code, &json);
        let file = dir.join("expected.json");
        if update {
            let text = serde_json::to_string_pretty(&got).unwrap() + "\n";
            std::fs::write(&file, text).unwrap();
            continue;
        }
        let want: Value = std::fs::read_to_string(&file)
            .map_err(|e| e.to_string())
            .and_then(|t| serde_json::from_str(&t).map_err(|e| e.to_string()))
            .unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for key in ["exit", "statuses", "evidence", "findings"] {
            if want[key] != got[key] {
                wrong.push(format!(
                    "{}: {key}\nwant {:#}\ngot  {:#}",
                    dir.strip_prefix(root()).unwrap().display(),
                    want[key],
                    got[key]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
