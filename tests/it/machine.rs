//! The formats for pipelines: SARIF, JUnit, annotations. Each is read back and compared with the JSON.

use super::schema::faults;
use super::support::{REPORT, RULES, check_json, project, root, run, statuses};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const EXAMPLE: [&str; 6] = [
    "--rules",
    "rules/ctjwg-17.norm",
    "--reports",
    "examples/ctjwg-17/reports",
    "--as-of",
    "2024-12-31",
];

/// What `check` prints in a format.
fn printed(dir: &Path, format: &str, args: &[&str]) -> String {
    let mut all = vec!["check", "--format", format];
    all.extend(args);
    run(dir, &all).out
}

fn sarif(dir: &Path, args: &[&str]) -> Value {
    let log: Value = serde_json::from_str(&printed(dir, "sarif", args)).unwrap();
    let text = std::fs::read_to_string(root().join("tests/schema/sarif-2.1.0.json")).unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    assert_eq!(faults(&schema, &log), [] as [String; 0]);
    log
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().unwrap()
}

/// Every element of a name in XML that we write: attributes and text.
fn elements(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let open = format!("<{name} ");
    xml.split(&open)
        .skip(1)
        .map(|rest| {
            let tag = rest.split('>').next().unwrap().trim_end_matches('/');
            let mut attributes = BTreeMap::new();
            for part in tag.split("\" ") {
                let (key, value) = part.split_once("=\"").unwrap();
                attributes.insert(key.to_string(), value.trim_end_matches('"').to_string());
            }
            attributes
        })
        .collect()
}

#[test]
fn sarif_fits_its_schema_and_each_region_slices_to_its_words() {
    let log = sarif(root(), &EXAMPLE);
    let mut n = 0;
    for r in results(&log) {
        let none = Vec::new();
        let related = r["relatedLocations"].as_array().unwrap_or(&none);
        for l in r["locations"].as_array().unwrap().iter().chain(related) {
            let at = &l["physicalLocation"];
            let file = at["artifactLocation"]["uri"].as_str().unwrap();
            let bytes = std::fs::read(root().join(file)).unwrap();
            let region = &at["region"];
            let start = region["byteOffset"].as_u64().unwrap() as usize;
            let end = start + region["byteLength"].as_u64().unwrap() as usize;
            let words = std::str::from_utf8(&bytes[start..end]).unwrap();
            assert_eq!(region["snippet"]["text"], words);
            let line = bytes[..start].iter().filter(|b| **b == b'\n').count() + 1;
            assert_eq!(region["startLine"], line);
            n += 1;
        }
        // Both sides: the rule's words first, then the report's.
        if r["ruleId"] == "SV0601" {
            let first = &r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            assert_eq!(first, "rules/ctjwg-17.norm");
            assert!(!related.is_empty());
        }
    }
    assert!(n > 40, "{n}");
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for r in results(&log) {
        let index = r["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], r["ruleId"]);
        assert!(rules[index]["help"]["markdown"].as_str().unwrap().len() > 200);
    }
}

#[test]
fn fingerprints_outlive_edits_elsewhere_and_tell_what_is_new_changed_or_gone() {
    let rules = format!(
        "{RULES}commitment PK-2 \"Lift\" {{ Pakistan shall lift the ban on LeT by 2021-12-31. }}\n"
    );
    let nothing =
        "---\ndate: 2022-02-01\npublisher: Dawn\ncovers: 2020-01-01 to 2022-01-31\n---\nNothing.\n";
    let as_of = ["--as-of", "2022-03-01"];
    let one = project(&[("rules/a.norm", &rules), ("reports/a.md", nothing)]);
    let before = printed(one.path(), "sarif", &as_of);
    // A comment above and another day move lines and messages, and nothing else.
    let moved = rules.replace("edition 1\n", "edition 1\n// A comment.\n");
    let two = project(&[
        ("rules/a.norm", &moved),
        ("reports/a.md", nothing),
        ("before.sarif", &before),
    ]);
    let args = ["--as-of", "2022-03-02", "--baseline", "before.sarif"];
    let log = sarif(two.path(), &args);
    let states = |log: &Value| -> Vec<String> {
        let each = results(log).iter();
        let state = |r: &Value| format!("{} {}", r["ruleId"], r["baselineState"]).replace('"', "");
        each.map(state).collect()
    };
    let found = states(&log);
    assert!(
        !found.is_empty() && found.iter().all(|s| s.ends_with("unchanged")),
        "{found:?}"
    );
    // The ban comes in time: its finding is gone. Its lifting is still owed.
    let three = project(&[
        ("rules/a.norm", &moved),
        ("reports/a.md", nothing),
        ("reports/b.md", REPORT),
        ("before.sarif", &before),
    ]);
    let found = states(&sarif(three.path(), &args));
    assert!(found.contains(&"SV0603 absent".into()), "{found:?}");
    // The other way round it is new.
    let after = printed(three.path(), "json", &as_of);
    let four = project(&[
        ("rules/a.norm", &rules),
        ("reports/a.md", nothing),
        ("after.json", &after),
    ]);
    let args = ["--as-of", "2022-03-01", "--baseline", "after.json"];
    let found = states(&sarif(four.path(), &args));
    assert!(found.contains(&"SV0603 new".into()), "{found:?}");
    // What is no earlier run is said, and fails the run.
    let args = [
        "check",
        "--as-of",
        "2022-03-01",
        "--baseline",
        "rules/a.norm",
    ];
    let ran = run(four.path(), &args);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("SV0820"), "{}", ran.out);
}

#[test]
fn junit_has_a_case_an_instance_and_counts_what_it_has() {
    let xml = printed(root(), "junit", &EXAMPLE);
    let (_, json) = check_json(root(), &EXAMPLE);
    let cases = elements(&xml, "testcase");
    let mut instances = Vec::new();
    for c in json["commitments"].as_array().unwrap() {
        instances.extend(c["instances"].as_array().unwrap().iter().cloned());
    }
    assert_eq!(cases.len(), instances.len());
    let all = &elements(&xml, "testsuites")[0];
    let count = |name: &str| xml.matches(&format!("<{name} ")).count().to_string();
    assert_eq!(all["tests"], count("testcase"));
    assert_eq!(all["failures"], count("failure"));
    assert_eq!(all["skipped"], count("skipped"));
    assert_eq!(all["errors"], "0");
    for (case, i) in xml.split("<testcase ").skip(1).zip(&instances) {
        let case = case.split("</testcase>").next().unwrap();
        assert!(case.starts_with(&format!("name=\"{}\"", i["id"].as_str().unwrap())));
        let fails = [1, 4].contains(&i["exit"].as_u64().unwrap());
        assert_eq!(case.contains("<failure "), fails, "{case}");
        assert!(case.contains(i["status"].as_str().unwrap()), "{case}");
        let is_open = ["unreported", "contested"].contains(&i["status"].as_str().unwrap());
        assert_eq!(case.contains("<skipped "), is_open && !fails, "{case}");
    }
}

#[test]
fn junit_tells_a_fault_of_the_input_as_an_error_and_follows_the_options() {
    let advice = RULES.replace("shall", "should");
    let nothing =
        "---\ndate: 2022-02-01\npublisher: Dawn\ncovers: 2020-01-01 to 2022-01-31\n---\nNothing.\n";
    let dir = project(&[
        ("rules/a.norm", &advice),
        ("rules/b.norm", "edition 1\nstat X\n"),
        ("reports/a.md", nothing),
    ]);
    let xml = printed(dir.path(), "junit", &["--as-of", "2022-03-01"]);
    let all = &elements(&xml, "testsuites")[0];
    assert_eq!(
        (all["errors"].as_str(), all["failures"].as_str()),
        ("1", "0")
    );
    assert!(xml.contains("classname=\"input\""));
    let xml = printed(dir.path(), "junit", &["--as-of", "2022-03-01", "--strict"]);
    assert_eq!(elements(&xml, "testsuites")[0]["failures"], "1");
}

#[test]
fn annotations_name_file_line_and_columns() {
    let out = printed(root(), "github", &EXAMPLE);
    let (_, json) = check_json(root(), &EXAMPLE);
    let findings = json["findings"].as_array().unwrap();
    let commands: Vec<&str> = out.lines().filter(|l| l.starts_with("::")).collect();
    assert_eq!(commands.len(), findings.len());
    for (line, f) in commands.iter().zip(findings) {
        let severity = match f["severity"].as_str().unwrap() {
            "note" => "notice",
            other => other,
        };
        assert!(line.starts_with(&format!("::{severity} file=")), "{line}");
        assert!(
            line.contains(&format!(",line={},", f["labels"][0]["line"])),
            "{line}"
        );
        assert!(line.contains(f["code"].as_str().unwrap()), "{line}");
    }
    assert!(out.lines().last().unwrap().contains("as of 2024-12-31"));
}

#[test]
fn the_judgement_is_the_same_in_every_format() {
    let (_, json) = check_json(root(), &EXAMPLE);
    let want = statuses(&json);
    let log = sarif(root(), &EXAMPLE);
    let in_sarif: BTreeMap<String, String> = log["runs"][0]["properties"]["statuses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| {
            (
                s["id"].as_str().unwrap().into(),
                s["status"].as_str().unwrap().into(),
            )
        })
        .collect();
    assert_eq!(in_sarif, want);
    let [markdown, html, human] =
        ["markdown", "html", "human"].map(|f| printed(root(), f, &EXAMPLE));
    for (id, status) in &want {
        let escaped = id.replace('[', "\\[").replace(']', "\\]");
        let in_heading = markdown.lines().any(|l| {
            l.starts_with(&format!("### {escaped}: ")) && l.ends_with(status.as_str())
                || l.starts_with(&format!("| {escaped} |")) && l.contains(&format!(" {status} |"))
        });
        assert!(in_heading, "{id} {status} in Markdown");
        let in_table = human.lines().any(|l| {
            let words: Vec<&str> = l.split_whitespace().collect();
            words.get(1) == Some(&id.as_str()) && words.get(2) == Some(&status.as_str())
        });
        let [(_, only)] = &want.iter().filter(|(i, _)| i == &id).collect::<Vec<_>>()[..] else {
            panic!("{id} stands twice");
        };
        assert!(in_table, "{id} {only} at the terminal");
        let card = html
            .split(&format!(">{id}</h4>"))
            .nth(1)
            .or_else(|| {
                html.split(&format!("<span class=\"id\">{id}</span>"))
                    .nth(1)
            })
            .unwrap_or_else(|| panic!("{id} in HTML"));
        let chip: String = card.chars().take(400).collect();
        assert!(
            chip.contains(&format!("</b>{status}</span>")),
            "{id} {status}: {chip}"
        );
    }
}
