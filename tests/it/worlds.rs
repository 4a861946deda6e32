//! The example rulebooks of other worlds: each folder under `examples/` with `rules/` of its own has a
//! README with a table of statuses, worked out by hand; what the tool says must be that, row by row, and
//! the tests in its rules must pass.

use super::support::{check_json, project, root, run, statuses};
use std::path::PathBuf;

/// The table of a README: its dates, and each row's ID with a status for each (`None`: no such instance).
struct Table {
    dates: Vec<String>,
    rows: Vec<(String, Vec<Option<String>>)>,
}

fn table(text: &str) -> Table {
    let mut out = Table {
        dates: Vec::new(),
        rows: Vec::new(),
    };
    for line in text.lines().filter(|l| l.starts_with("| ")) {
        let line = line.strip_prefix('|').unwrap();
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (id, rest) = cells.split_first().unwrap();
        if *id == "instance" {
            let is_date = |c: &&&str| c.starts_with("20");
            out.dates = rest
                .iter()
                .filter(is_date)
                .map(ToString::to_string)
                .collect();
        } else if !out.dates.is_empty() {
            let of = |c: &&str| Some(c.to_string()).filter(|c| !c.is_empty());
            let row = rest.iter().take(out.dates.len()).map(of).collect();
            out.rows.push((id.to_string(), row));
        }
    }
    out
}

fn worlds() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.join("rules").is_dir())
        .collect();
    all.sort();
    all
}

#[test]
fn each_world_comes_out_as_its_table_says() {
    let mut wrong = Vec::new();
    for dir in worlds() {
        let name = dir.file_name().unwrap().to_str().unwrap();
        let page = std::fs::read_to_string(dir.join("README.md")).unwrap();
        let table = table(&page);
        assert!(
            table.dates.len() >= 2 && table.rows.len() >= 8,
            "{name}: no table"
        );
        for (i, date) in table.dates.iter().enumerate() {
            let (code, json) = check_json(&dir, &["--as-of", date]);
            let got = statuses(&json);
            for (id, want) in &table.rows {
                let got = match id.as_str() {
                    "exit code" => Some(code.to_string()),
                    _ => got.get(id).cloned(),
                };
                if got != want[i] {
                    wrong.push(format!(
                        "{name}, {id} at {date}: want {:?}, got {got:?}",
                        want[i]
                    ));
                }
            }
            for id in got.keys() {
                if !table.rows.iter().any(|(r, _)| r == id) {
                    wrong.push(format!("{name}, {id} at {date}: not in the table"));
                }
            }
            for f in json["findings"].as_array().unwrap() {
                // What the verdicts say is in the table; anything else would be a fault of the example.
                let code = f["code"].as_str().unwrap();
                if !code.starts_with("SV06") {
                    wrong.push(format!("{name} at {date}: {code} {}", f["message"]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_tests_in_each_world_pass_and_its_rules_are_formatted() {
    let all = worlds();
    assert!(all.len() >= WORLDS);
    let mut n = 0;
    for dir in all {
        let ran = run(&dir, &["test"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        n += ran.out.matches("  ok  ").count();
        let ran = run(&dir, &["fmt", "--check", "--diff", "rules"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let ran = run(&dir, &["lint"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    assert!(n >= 4 * WORLDS, "{n} tests passed");
}

#[test]
fn the_tests_of_the_shipped_rulebook_pass() {
    let file = "examples/ctjwg-17/tests.norm";
    let ran = run(root(), &["test", "--rules", file]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.matches("  ok  ").count() >= 10, "{}", ran.out);
    let ran = run(root(), &["fmt", "--check", "--diff", file, "project.norm"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

/// The project's promises that are prohibitions, with what the records say of each.
fn promises(status: impl Fn(&str) -> Option<&'static str>) -> i32 {
    let acts = [
        "leave-code",
        "leave-command",
        "leave-decision",
        "leave-example",
        "alter-output",
        "write-overlong",
        "reach-out",
        "omit-mended",
    ];
    let record = |act: &str, status: &str| {
        format!(
            "{{\"date\":\"2026-11-24\",\"recorded\":\"2026-11-24\",\"actor\":\"Servanda\",\
             \"action\":\"{act}\",\"status\":\"{status}\",\"source\":\"CI\"}}\n"
        )
    };
    // Nothing in the sources was changed: somebody looked.
    let quiet =
        record("change", "not-done").replace("\"status\"", "\"target\":\"Source\",\"status\"");
    let found = acts.iter().filter_map(|a| Some(record(a, status(a)?)));
    let found = found.chain([quiet]);
    let dir = project(&[("found.jsonl", &found.collect::<String>())]);
    let found = dir.path().join("found.jsonl");
    let args = ["check", "--rules", "project.norm", "--as-of", "2026-11-24"];
    let more = ["--require-coverage", "--reports", found.to_str().unwrap()];
    run(root(), &[&args[..], &more].concat()).code
}

#[test]
fn the_projects_promises_fail_on_a_fault_and_on_what_nobody_looked_at() {
    let clean = Some("not-done");
    assert_eq!(promises(|_| clean), 0);
    let fault = |at: &'static str| move |a: &str| if a == at { Some("completed") } else { clean };
    assert_eq!(promises(fault("leave-code")), 4);
    assert_eq!(promises(fault("reach-out")), 4);
    // What is only aimed at never fails.
    assert_eq!(promises(fault("write-overlong")), 0);
    assert_eq!(promises(|a| clean.filter(|_| a != "alter-output")), 3);
}

/// As many worlds there are at least.
const WORLDS: usize = 3;
