//! The command line: exit codes, options, pipes, `explain`, `fmt`.

use super::support::{REPORT, RULES, check_json, codes, command, project, run, run_with, statuses};
use std::io::Read;
use std::process::Stdio;

const PROMISE: &str = "---
date: 2021-03-02
publisher: Dawn
---
Pakistan will ban Lashkar-e-Tayyiba soon.
";

/// Covers the whole window, so that silence counts.
const NOTHING: &str = "---
date: 2022-02-01
publisher: Dawn
covers: 2020-01-01 to 2022-01-31
---
Pakistan has not banned Lashkar-e-Tayyiba.
";

const FORBID: &str = "edition 1
state Pakistan \"Pakistan\"
group LeT \"Lashkar-e-Tayyiba\"
action ban \"ban\"
commitment NO-1 { Pakistan shall not ban LeT from 2020-01-01 until 2021-12-31. }
";

#[test]
fn each_exit_code_has_its_case() {
    let contested = "date,actor,action,target,polarity,source\n\
                     2021-03-01,Pakistan,ban,LeT,+,Dawn\n2021-03-02,Pakistan,ban,LeT,-,Herald\n";
    let cases: &[(&str, &[(&str, &str)], &[&str], i32)] = &[
        (
            "fulfilled",
            &[("rules/a.norm", RULES), ("reports/a.md", REPORT)],
            &[],
            0,
        ),
        (
            "a promise leaves it unreported",
            &[("rules/a.norm", RULES), ("reports/a.md", PROMISE)],
            &[],
            0,
        ),
        (
            "which --require-coverage calls undecided",
            &[("rules/a.norm", RULES), ("reports/a.md", PROMISE)],
            &["--require-coverage"],
            3,
        ),
        (
            "and --fail-on unreported a failure",
            &[("rules/a.norm", RULES), ("reports/a.md", PROMISE)],
            &["--fail-on", "unreported"],
            1,
        ),
        (
            "sources that disagree",
            &[("rules/a.norm", RULES), ("reports/a.csv", contested)],
            &[],
            3,
        ),
        (
            "a forbidden act",
            &[("rules/a.norm", FORBID), ("reports/a.md", REPORT)],
            &[],
            4,
        ),
        (
            "a bad rule beside a good one",
            &[
                ("rules/a.norm", RULES),
                ("rules/b.norm", "edition 1\nstat X\n"),
                ("reports/a.md", REPORT),
            ],
            &[],
            2,
        ),
        ("no report", &[("rules/a.norm", RULES)], &[], 2),
        ("no rule", &[("reports/a.md", REPORT)], &[], 2),
    ];
    for (what, files, args, want) in cases {
        let dir = project(files);
        let mut all = vec!["check", "--as-of", "2022-03-01"];
        all.extend(*args);
        let ran = run(dir.path(), &all);
        assert_eq!(ran.code, *want, "{what}\n{}{}", ran.out, ran.err);
        // Every format gives the same code.
        for format in servanda::render::RENDERERS.iter().map(|r| r.name()) {
            let mut all = all.clone();
            all.extend(["--format", format]);
            assert_eq!(run(dir.path(), &all).code, *want, "{what}, {format}");
        }
    }
}

#[test]
fn a_covered_silence_past_the_deadline_fails_and_advice_only_when_strict() {
    let files = [("rules/a.norm", RULES), ("reports/a.md", NOTHING)];
    let dir = project(&files);
    let ran = run(dir.path(), &["check", "--as-of", "2022-03-01"]);
    assert!([1, 4].contains(&ran.code), "{}", ran.out);
    let advice = RULES.replace("shall", "should");
    let dir = project(&[("rules/a.norm", &advice), ("reports/a.md", NOTHING)]);
    assert_eq!(run(dir.path(), &["check", "--as-of", "2022-03-01"]).code, 0);
    let strict = run(dir.path(), &["check", "--as-of", "2022-03-01", "--strict"]);
    assert_eq!(strict.code, ran.code);
}

#[test]
fn usage_errors_exit_with_2_and_offer_the_nearest_word() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    for (args, near) in [
        (&["check", "--format", "jsn"][..], "json"),
        (&["check", "--fail-on", "overdu"], "overdue"),
        (&["check", "--as-of", "2021-02-30"], "2021-06-30"),
        (&["chek"], "servanda check"),
        (&["check", "--only", "PK-2"], "PK-1"),
        (&["explain", "PK-2"], "PK-1"),
        (&["explain", "SV9999"], "code"),
        (&["check", "--rules", "rule"], "rules"),
    ] {
        let ran = run(dir.path(), args);
        assert_eq!(ran.code, 2, "{args:?}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(near), "{args:?}: {said}");
    }
}

#[test]
fn the_default_command_is_check_and_the_date_is_always_printed() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let short = run(dir.path(), &["--as-of", "2022-03-01"]);
    let long = run(dir.path(), &["check", "--as-of", "2022-03-01"]);
    assert_eq!(short.out, long.out);
    assert!(long.out.contains("as of 2022-03-01"), "{}", long.out);
    assert!(
        long.out.contains("0 unreported") && long.out.contains("0 contested"),
        "{}",
        long.out
    );
    for format in ["json", "markdown", "html"] {
        let ran = run(
            dir.path(),
            &["check", "--as-of", "2022-03-01", "--format", format],
        );
        assert!(ran.out.contains("2022-03-01"), "{format}");
    }
}

#[test]
fn only_narrows_what_is_judged_and_shown() {
    let rules =
        format!("{RULES}commitment PK-2 {{ Pakistan shall lift the ban on LeT by 2021-12-31. }}\n");
    let dir = project(&[("rules/a.norm", &rules), ("reports/a.md", REPORT)]);
    let (_, all) = check_json(dir.path(), &["--as-of", "2022-03-01"]);
    assert_eq!(all["commitments"].as_array().unwrap().len(), 2);
    let (_, one) = check_json(dir.path(), &["--as-of", "2022-03-01", "--only", "PK-1"]);
    assert_eq!(statuses(&one).keys().collect::<Vec<_>>(), ["PK-1"]);
    assert!(
        one["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["commitment"] != "PK-2")
    );
}

#[test]
fn the_project_file_is_found_upwards_and_flags_win_over_it() {
    let dir = project(&[
        (
            "servanda.yaml",
            "rules: law\nreports: [news/*.md]\nas of: 2022-03-01\n",
        ),
        ("law/a.norm", RULES),
        ("news/a.md", REPORT),
        (
            "news/notes.txt",
            "Pakistan will do nothing. Not matched by the pattern.",
        ),
        ("deep/er/x.txt", "x"),
    ]);
    let (code, json) = check_json(&dir.path().join("deep/er"), &[]);
    assert_eq!(code, 0, "{json:#}");
    assert_eq!(json["as_of"], "2022-03-01");
    assert_eq!(json["reading"]["reports"], 1);
    let (_, json) = check_json(dir.path(), &["--as-of", "2021-01-01"]);
    assert_eq!(json["as_of"], "2021-01-01");
}

#[test]
fn a_file_is_judged_with_the_project_that_it_lies_in() {
    let dir = project(&[
        ("one/servanda.yaml", "rules: law\nas of: 2022-03-01\n"),
        ("one/law/a.norm", RULES),
        ("one/news/a.md", REPORT),
        ("two/servanda.yaml", "as of: 2021-01-01\n"),
        ("two/rules/b.norm", "edition 1\n"),
        ("plain/rules/a.norm", RULES),
        ("plain/reports/a.md", REPORT),
        ("plain/other/twin.yaml", "commitments:\n  X: { norm: 1 }\n"),
    ]);
    for (from, path) in [
        ("two", "../one/news/a.md"),
        (".", "one/news/a.md"),
        ("one/news", "a.md"),
    ] {
        let (code, json) = check_json(&dir.path().join(from), &[path]);
        assert_eq!(
            (code, &json["as_of"]),
            (0, &"2022-03-01".into()),
            "{from}: {json:#}"
        );
    }
    // Without a project file the folder is that of the command.
    let plain = dir.path().join("plain");
    let (code, _) = check_json(&plain, &["reports/a.md", "--as-of", "2022-03-01"]);
    assert_eq!(code, 0);
    let (code, json) = check_json(&plain, &["rules/a.norm", "--as-of", "2022-03-01"]);
    assert_eq!((code, &json["reading"]["reports"]), (0, &1.into()));
    // A YAML file with the keys of rules is no report.
    let (code, json) = check_json(&plain, &["other/twin.yaml", "--as-of", "2022-03-01"]);
    assert_eq!(
        (code, &json["reading"]["reports"]),
        (2, &1.into()),
        "{json:#}"
    );
}

#[test]
fn rules_and_reports_come_from_standard_input_too() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let args = ["check", "--as-of", "2022-03-01", "--reports", "-"];
    let ran = run_with(dir.path(), &args, REPORT);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("read 1 report"), "{}", ran.out);
}

#[test]
fn outputs_go_to_several_places_at_once_and_a_failed_one_is_said() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let args = [
        "check",
        "--as-of",
        "2022-03-01",
        "--format",
        "json=o.json",
        "--format",
        "html=o.html",
    ];
    let ran = run(dir.path(), &args);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("fulfilled"));
    assert!(dir.path().join("o.html").exists() && dir.path().join("o.json").exists());
    let ran = run(
        dir.path(),
        &["report", "-o", "no/where.html", "--as-of", "2022-03-01"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("SV0803"), "{}", ran.err);
}

#[test]
fn an_output_never_replaces_an_input_another_output_or_a_device() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let read = |n: &str| std::fs::read_to_string(dir.path().join(n)).unwrap();
    for file in ["rules/a.norm", "reports/a.md", "./reports/../reports/a.md"] {
        let format = format!("json={file}");
        let ran = run(
            dir.path(),
            &["check", "--as-of", "2022-03-01", "--format", &format],
        );
        assert_eq!(ran.code, 2, "{file}");
        assert!(ran.err.contains("this run reads it"), "{}", ran.err);
        let ran = run(dir.path(), &["report", "--as-of", "2022-03-01", "-o", file]);
        assert_eq!(ran.code, 2, "{file}");
    }
    assert_eq!(
        (read("rules/a.norm").as_str(), read("reports/a.md").as_str()),
        (RULES, REPORT)
    );
    let twice = [
        "check",
        "--as-of",
        "2022-03-01",
        "--format=json=o",
        "--format=html=o",
    ];
    let ran = run(dir.path(), &twice);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("another output goes there"), "{}", ran.err);
    #[cfg(unix)]
    if std::path::Path::new("/dev/full").exists() {
        use std::os::unix::fs::FileTypeExt;
        let full = [
            "check",
            "--as-of",
            "2022-03-01",
            "--format",
            "json=/dev/full",
        ];
        assert_eq!(run(dir.path(), &full).code, 2);
        let kind = std::fs::metadata("/dev/full").unwrap().file_type();
        assert!(kind.is_char_device());
    }
}

#[test]
fn help_names_every_format() {
    let dir = project(&[]);
    for r in servanda::render::RENDERERS {
        let check = run(dir.path(), &["check", "--help"]).out;
        assert!(check.contains(&format!("- {}: ", r.name())), "{check}");
        let report = run(dir.path(), &["report", "--help"]).out;
        assert_eq!(
            report.contains(&format!("- {}: ", r.name())),
            r.is_report(),
            "{report}"
        );
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    let claims: String = (0..20_000)
        .map(|i| format!("{{\"date\":\"2021-03-01\",\"actor\":\"Pakistan\",\"action\":\"ban\",\"target\":\"LeT\",\"id\":\"{i}\"}}\n"))
        .collect();
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.jsonl", &claims)]);
    let mut child = command(dir.path(), &["extract"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn no_format_minds_a_closed_pipe_and_the_exit_code_stays() {
    let root = super::support::root();
    for format in servanda::render::RENDERERS.iter().map(|r| r.name()) {
        let args = [
            "check",
            "--rules",
            "rules/ctjwg-17.norm",
            "--reports",
            "examples/ctjwg-17/reports",
            "--as-of",
            "2024-12-31",
            "--format",
            format,
        ];
        let mut child = command(root, &args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.is_empty(), "{format}: {said}");
        assert_eq!(output.status.code(), Some(4), "{format}");
    }
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", PROMISE)]);
    let args = ["check", "--as-of", "2022-03-01"];
    assert!(!run(dir.path(), &args).out.contains('\u{1b}'));
    let always = ["check", "--as-of", "2022-03-01", "--color", "always"];
    assert!(run(dir.path(), &always).out.contains('\u{1b}'));
}

#[test]
fn explain_shows_the_page_or_the_commitment() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let page = run(dir.path(), &["explain", "sv0111"]);
    assert_eq!(page.code, 0);
    assert!(page.out.starts_with("# SV0111"));
    let args = ["explain", "PK-1", "--as-of", "2022-03-01"];
    let ran = run(dir.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in [
        "Pakistan shall ban LeT",
        "banned",
        "reports/a.md:6",
        "fulfilled",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}

#[test]
fn fmt_checks_shows_writes_and_refuses_what_is_broken() {
    let messy = RULES.replace("commitment PK-1", "// why\ncommitment    PK-1");
    let dir = project(&[
        ("rules/a.norm", &messy),
        ("rules/b.norm", "edition 1\nstat X\n"),
    ]);
    let at = |args: &[&str]| run(dir.path(), args);
    assert_eq!(at(&["fmt", "--check", "rules/a.norm"]).code, 1);
    let diff = at(&["fmt", "--diff", "rules/a.norm"]);
    assert!(diff.out.contains("-commitment    PK-1"), "{}", diff.out);
    assert_eq!(at(&["fmt", "rules/a.norm"]).code, 0);
    let once = std::fs::read_to_string(dir.path().join("rules/a.norm")).unwrap();
    assert!(once.contains("// why"));
    assert_eq!(at(&["fmt", "--check", "rules/a.norm"]).code, 0);
    let broken = at(&["fmt"]);
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("SV0804"), "{}", broken.err);
    assert_eq!(
        std::fs::read_to_string(dir.path().join("rules/b.norm")).unwrap(),
        "edition 1\nstat X\n"
    );
    let piped = run_with(dir.path(), &["fmt", "-"], &messy);
    assert_eq!((piped.code, piped.out.as_str()), (0, once.as_str()));
}

#[test]
fn the_yaml_twin_judges_the_same() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let twin = run(
        dir.path(),
        &["fmt", "--to", "yaml", "rules/a.norm", "-o", "twin/a.yaml"],
    );
    assert_eq!(twin.code, 2, "the folder does not exist yet");
    std::fs::create_dir(dir.path().join("twin")).unwrap();
    let twin = run(
        dir.path(),
        &["fmt", "--to", "yaml", "rules/a.norm", "-o", "twin/a.yaml"],
    );
    assert_eq!(twin.code, 0, "{}", twin.err);
    let (_, a) = check_json(dir.path(), &["--as-of", "2022-03-01"]);
    let (_, b) = check_json(dir.path(), &["--as-of", "2022-03-01", "--rules", "twin"]);
    assert_eq!(statuses(&a), statuses(&b));
    assert_eq!(a["rulebook"], b["rulebook"]);
    assert_eq!(codes(&a), codes(&b));
}
