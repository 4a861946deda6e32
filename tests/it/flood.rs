//! Floods: many claims, or many goals, change no verdict and cost no more than their number.

use crate::support::{check_json, codes, project, run, statuses};
use std::fmt::Write as _;

const RULES: &str = "edition 1
state Pakistan \"Pakistan\"
group LeT \"Lashkar-e-Tayyiba\"
action ban \"ban\"
commitment C-1 {
  evidence { at least 2 sources same event within 365 days }
  Pakistan shall ban LeT by 2021-12-31.
}
";

/// A CSV of records `(date, source, polarity)`, each under an id of its own.
fn records(rows: &[(&str, &str, &str)]) -> String {
    let mut out = "date,actor,action,target,source,id,polarity\n".to_string();
    for (i, (date, source, polarity)) in rows.iter().enumerate() {
        writeln!(out, "{date},Pakistan,ban,LeT,{source},r{i},{polarity}").unwrap();
    }
    out
}

#[test]
fn the_same_word_again_and_again_is_one_word() {
    let act = ("2021-03-01", "Dawn", "+");
    let denial = ("2021-03-05", "Dawn", "-");
    let others = [("2021-03-01", "Herald", "+"), ("2021-03-05", "Herald", "-")];
    for n in [1, 511, 600] {
        let mut rows = vec![act; n];
        rows.extend(vec![denial; n]);
        rows.extend(others);
        let text = records(&rows);
        let dir = project(&[("rules/a.norm", RULES), ("reports/a.csv", &text)]);
        let (_, json) = check_json(dir.path(), &["--as-of", "2022-12-31"]);
        assert_eq!(statuses(&json)["C-1"], "contested", "{n} times");
    }
    for n in [1, 600] {
        // Denied after the deadline, so that it is a breach.
        let mut rows = vec![("2022-03-05", "Dawn", "-"); n];
        rows.push(("2022-03-05", "Herald", "-"));
        let text = records(&rows);
        let dir = project(&[("rules/a.norm", RULES), ("reports/a.csv", &text)]);
        let (code, json) = check_json(dir.path(), &["--as-of", "2022-12-31"]);
        assert_eq!(
            (statuses(&json)["C-1"].as_str(), code),
            ("breached", 4),
            "{n} times"
        );
    }
}

#[test]
fn one_voice_that_repeats_itself_does_not_hide_the_others() {
    let rules = RULES.replace("at least 2 sources", "at least 3 sources");
    let mut rows = vec![("2021-03-01", "Dawn", "+"); 1500];
    rows.extend([("2021-03-01", "Herald", "+"), ("2021-03-01", "Times", "+")]);
    let text = records(&rows);
    let dir = project(&[("rules/a.norm", &rules), ("reports/a.csv", &text)]);
    let (_, json) = check_json(dir.path(), &["--as-of", "2022-12-31"]);
    assert_eq!(statuses(&json)["C-1"], "fulfilled");
}

#[test]
fn a_sentence_past_all_measure_leaves_its_commitment_undecided() {
    let mut rules =
        "edition 1\nstate Pakistan \"Pakistan\"\ngroup X \"Xzero\"\naction ban \"ban\"\n"
            .to_string();
    let names =
        |letter: char| -> Vec<String> { (0..150).map(|i| format!("{letter}{i}x")).collect() };
    for name in names('G').iter().chain(&names('H')) {
        writeln!(rules, "group {name} \"The {name} group\"").unwrap();
    }
    writeln!(rules, "set GS = {}", names('G').join(", ")).unwrap();
    writeln!(rules, "set HS = {}", names('H').join(", ")).unwrap();
    rules.push_str(
        "commitment C-1 {\n  Pakistan shall ban X by 2021-12-31.\n  Pakistan shall ban each of GS with each of HS by 2021-12-31.\n}\n",
    );
    let report = "date,actor,action,target,source\n2021-03-01,Pakistan,ban,X,Dawn\n";
    let dir = project(&[("rules/a.norm", &rules), ("reports/a.csv", report)]);
    let (code, json) = check_json(dir.path(), &["--as-of", "2022-12-31"]);
    assert_eq!(
        (statuses(&json)["C-1"].as_str(), code),
        ("not-assessable", 2)
    );
    assert!(
        codes(&json).contains(&"SV0326".to_string()),
        "{:?}",
        codes(&json)
    );
}

/// Places are counted from the start of a line only once: a report in one line of a megabyte used to take
/// a minute and a half.
#[test]
fn a_report_in_one_line_gives_every_claim_its_place() {
    let mut text = "---\ndate: 2021-03-02\npublisher: Dawn\n---\n".to_string();
    let start = text.len();
    let sentence = "Pakistan banned Lashkar-e-Tayyiba on 1 March 2021. ";
    text.push_str(&sentence.repeat(4000));
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", &text)]);
    let ran = run(dir.path(), &["extract", "--format", "jsonl"]);
    let mut n = 0;
    for (i, line) in ran.out.lines().enumerate() {
        let c: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(c["start"], start + i * sentence.len());
        assert_eq!(
            (&c["line"], &c["column"]),
            (&5.into(), &(i * sentence.len() + 1).into())
        );
        n += 1;
    }
    assert_eq!(n, 4000);
}

/// Each of very many voices is weighed with what all of its kind share; one denial too few does not
/// outweigh them, and two do.
#[test]
fn very_many_voices_are_weighed_as_few_are() {
    let names: Vec<String> = (0..3000).map(|i| format!("Paper {i}")).collect();
    for n in [2, 40, 3000] {
        for (denials, status) in [(0, "fulfilled"), (1, "fulfilled"), (2, "contested")] {
            let mut rows: Vec<(&str, &str, &str)> = Vec::new();
            rows.extend(
                names
                    .iter()
                    .take(n)
                    .map(|s| ("2021-03-01", s.as_str(), "+")),
            );
            rows.extend(
                names
                    .iter()
                    .rev()
                    .take(denials)
                    .map(|s| ("2021-03-05", s.as_str(), "-")),
            );
            let text = records(&rows);
            let dir = project(&[("rules/a.norm", RULES), ("reports/a.csv", &text)]);
            let (_, json) = check_json(dir.path(), &["--as-of", "2022-12-31"]);
            assert_eq!(
                statuses(&json)["C-1"],
                status,
                "{n} voices, {denials} denials"
            );
        }
    }
}
