//! The kinds of norm, worked out by hand: each folder under `tests/cases/kinds/` is a project with
//! `rules/`, `reports/` and a `table`: under each as-of date every instance and commitment with its
//! status, and its flags after it. What the table does not list must not be there.

use super::support::{check_json, root};
use serde_json::Value;
use std::collections::BTreeMap;

type Table = BTreeMap<String, BTreeMap<String, String>>;

/// Dates at the margin, below each `ID  status  flag, flag`; `#` begins a comment.
fn table(text: &str) -> Table {
    let mut out = Table::new();
    let mut date = String::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap().trim_end();
        if line.is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            date = line.to_owned();
            continue;
        }
        let (id, rest) = line.trim().split_once("  ").expect(line);
        let rest: Vec<&str> = rest.split_whitespace().collect();
        out.entry(date.clone())
            .or_default()
            .insert(id.to_owned(), rest.join(" "));
    }
    out
}

fn observed(json: &Value) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut add = |v: &Value| {
        let flags = v["flags"].as_array().unwrap().iter();
        let flags: Vec<&str> = flags.map(|f| f.as_str().unwrap()).collect();
        let status = v["status"].as_str().unwrap();
        let text = format!("{status} {}", flags.join(", "));
        out.insert(v["id"].as_str().unwrap().to_owned(), text.trim().to_owned());
    };
    for c in json["commitments"].as_array().unwrap() {
        c["instances"].as_array().unwrap().iter().for_each(&mut add);
        add(c);
    }
    out
}

#[test]
fn every_kind_comes_out_as_worked_out_by_hand() {
    let mut wrong = Vec::new();
    let mut cases: Vec<_> = std::fs::read_dir(root().join("tests/cases/kinds"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    cases.sort();
    for dir in cases {
        let name = dir.file_name().unwrap().to_str().unwrap();
        let want = table(&std::fs::read_to_string(dir.join("table")).unwrap());
        assert!(!want.is_empty(), "{name}: the table is empty");
        for (date, want) in want {
            let (code, json) = check_json(
                &dir,
                &["--rules", "rules", "--reports", "reports", "--as-of", &date],
            );
            let got = observed(&json);
            assert_ne!(code, 2, "{name} as of {date}: {:#}", json["findings"]);
            let ids: std::collections::BTreeSet<&String> = want.keys().chain(got.keys()).collect();
            for id in ids.into_iter().filter(|id| want.get(*id) != got.get(*id)) {
                let (want, got) = (want.get(id), got.get(id));
                wrong.push(format!(
                    "{name} as of {date}: {id}\n  want {want:?}\n  got  {got:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
