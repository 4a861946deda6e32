//! What is not read is said; what is read is never written over; nothing waits for a pipe.

use super::support::{REPORT, RULES, check_json, codes, project, run, statuses, write};
use std::path::Path;

const AS_OF: [&str; 3] = ["check", "--as-of", "2022-03-01"];

fn pipe(dir: &Path, name: &str) {
    let made = std::process::Command::new("mkfifo")
        .arg(dir.join(name))
        .status();
    assert!(made.unwrap().success());
}

/// The name of a pipe that nobody writes into stands where a file is read.
#[test]
fn no_pipe_is_waited_for_whatever_its_name() {
    for (name, args) in [
        ("reports/.gitignore", &AS_OF[..]),
        ("rules/.ignore", &AS_OF),
        (".gitignore", &AS_OF),
        ("servanda.yaml", &AS_OF),
        ("p", &["check", "--as-of", "2022-03-01", "--baseline", "p"]),
        (
            "p",
            &[
                "report",
                "--as-of",
                "2022-03-01",
                "--since",
                "p",
                "-o",
                "o.html",
            ],
        ),
    ] {
        let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
        pipe(dir.path(), name);
        let ran = run(dir.path(), args);
        let all = format!("{}{}", ran.out, ran.err);
        assert_eq!(ran.code, 2, "{name} {args:?}: {all}");
        assert!(
            all.contains("it is no regular file"),
            "{name} {args:?}: {all}"
        );
    }
}

#[test]
fn what_an_ignore_file_or_a_point_leaves_out_is_said() {
    let dir = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.md", REPORT),
        ("reports/.gitignore", "drafts-*\nold/\n!drafts-kept.md\n"),
        ("reports/drafts-may.md", REPORT),
        ("reports/drafts-kept.md", REPORT),
        ("reports/old/x.md", REPORT),
        ("reports/.hidden.md", REPORT),
    ]);
    let (code, json) = check_json(dir.path(), &AS_OF[1..]);
    assert_eq!((code, statuses(&json)["PK-1"].as_str()), (0, "fulfilled"));
    let said: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["code"] == "SV0117")
        .map(|f| f["message"].as_str().unwrap())
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    for path in [
        "reports/drafts-may.md",
        "reports/old/",
        "reports/.hidden.md",
    ] {
        assert!(
            said[0].contains(&format!("`{path}`")),
            "{path}: {}",
            said[0]
        );
    }
    assert!(
        !said[0].contains("kept") && !said[0].contains(".gitignore"),
        "{}",
        said[0]
    );
}

#[test]
fn a_report_among_the_rules_is_said_unless_it_is_read_there() {
    let files = [
        ("rules/a.norm", RULES),
        ("rules/b.json", "[]"),
        ("reports/a.md", REPORT),
    ];
    let dir = project(&files);
    let (_, json) = check_json(dir.path(), &AS_OF[1..]);
    assert!(
        codes(&json).contains(&"SV0117".to_owned()),
        "{:?}",
        codes(&json)
    );
    let (_, json) = check_json(
        dir.path(),
        &[
            "--rules",
            "rules",
            "--reports",
            "reports",
            "--reports",
            "rules",
            "--as-of",
            "2022-03-01",
        ],
    );
    assert!(
        !codes(&json).contains(&"SV0117".to_owned()),
        "{:?}",
        codes(&json)
    );
}

#[test]
fn no_output_takes_the_place_of_a_file_that_guides_the_run() {
    let dir = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.md", REPORT),
        ("reports/.gitignore", "x\n"),
    ]);
    let first = run(
        dir.path(),
        &["check", "--as-of", "2022-03-01", "--format", "json=b.json"],
    );
    assert_eq!(first.code, 0, "{}", first.err);
    for (name, args) in [
        (
            "b.json",
            &[
                "check",
                "--as-of",
                "2022-03-01",
                "--baseline",
                "b.json",
                "--format",
                "json=b.json",
            ][..],
        ),
        (
            "b.json",
            &[
                "report",
                "--as-of",
                "2022-03-01",
                "--since",
                "b.json",
                "-o",
                "b.json",
            ],
        ),
        (
            "reports/.gitignore",
            &[
                "check",
                "--as-of",
                "2022-03-01",
                "--format",
                "json=reports/.gitignore",
            ],
        ),
    ] {
        let before = std::fs::read(dir.path().join(name)).unwrap();
        let ran = run(dir.path(), args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(
            ran.err.contains("this run reads it"),
            "{args:?}: {}",
            ran.err
        );
        assert_eq!(
            before,
            std::fs::read(dir.path().join(name)).unwrap(),
            "{args:?}"
        );
    }
}

/// Two documents run together are none.
#[test]
fn two_formats_do_not_share_standard_output() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let ran = run(
        dir.path(),
        &[
            "check",
            "--as-of",
            "2022-03-01",
            "--format",
            "json",
            "--format",
            "markdown",
        ],
    );
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .contains("json and markdown cannot share standard output"),
        "{}",
        ran.err
    );
}

const FORMATS: [&str; 10] = [
    "human",
    "json",
    "sarif",
    "junit",
    "github",
    "markdown",
    "csv",
    "csv-ledger",
    "oscal",
    "jsonld",
];

/// Whoever reads one output alone sees that the input was broken.
#[test]
fn every_format_tells_an_error_of_the_input() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let record = r#"[{"date":"2020-02-31","actor":"Pakistan","action":"ban","target":"LeT","source":"Dawn"}]"#;
    write(dir.path(), "reports/b.json", record.as_bytes());
    let names: Vec<&str> = servanda::render::RENDERERS
        .iter()
        .map(|r| r.name())
        .collect();
    for name in FORMATS.iter().chain(&["html"]) {
        assert!(names.contains(name), "{name}");
    }
    for name in names {
        let ran = run(
            dir.path(),
            &["check", "--as-of", "2022-03-01", "--format", name],
        );
        assert_eq!(ran.code, 2, "{name}");
        assert!(
            ran.out.contains("SV0550") || ran.out.contains("SV0411"),
            "{name}: {}",
            ran.out
        );
    }
}

/// A breach that is no longer in the rules is told in every format that can say what changed.
#[test]
fn what_changed_since_an_earlier_run_is_told_in_every_format() {
    let two = format!("{RULES}commitment PK-2 {{ Pakistan shall ban LeT by 2020-12-31. }}\n");
    let dir = project(&[("rules/a.norm", &two), ("reports/a.md", REPORT)]);
    run(
        dir.path(),
        &["check", "--as-of", "2022-03-01", "--format", "json=b.json"],
    );
    write(dir.path(), "rules/a.norm", RULES.as_bytes());
    for name in [
        "human", "markdown", "junit", "github", "csv", "json", "html",
    ] {
        let ran = run(
            dir.path(),
            &[
                "check",
                "--as-of",
                "2022-03-01",
                "--baseline",
                "b.json",
                "--format",
                name,
            ],
        );
        assert!(
            ran.out.contains("PK-2") && ran.out.contains("no longer in the rules"),
            "{name}: {}",
            ran.out
        );
        let plain = run(
            dir.path(),
            &["check", "--as-of", "2022-03-01", "--format", name],
        );
        assert!(!plain.out.contains("PK-2"), "{name}");
    }
}

/// A key of the project file does what the flag does; the flag wins.
#[test]
fn the_scorecards_of_the_project_file_are_used() {
    let dir = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.md", REPORT),
        (
            "servanda.yaml",
            "as of: 2022-03-01\nscorecards: [g20, cards/own.yaml]\n",
        ),
        ("sub/x", ""),
    ]);
    let own = include_str!("../../rules/scorecards/pledge.yaml")
        .replace("scorecard: pledge", "scorecard: own");
    write(dir.path(), "cards/own.yaml", own.as_bytes());
    let cards = |folder: &str, more: &[&str]| {
        let mut args = vec!["report", "--format", "json"];
        args.extend(more);
        let ran = run(&dir.path().join(folder), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let all = json["scorecards"].as_array().unwrap().clone();
        all.iter()
            .map(|c| c["scorecard"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(cards(".", &[]), ["g20", "own"]);
    assert_eq!(cards("sub", &[]), ["g20", "own"]);
    assert_eq!(cards(".", &["--scorecard", "upr"]), ["upr"]);
    write(
        dir.path(),
        "servanda.yaml",
        b"as of: 2022-03-01\nscorecards: [g21]\n",
    );
    let ran = run(dir.path(), &["report", "--format", "json"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("SV0701") && ran.err.contains("did you mean `g20`?"),
        "{}",
        ran.err
    );
}
