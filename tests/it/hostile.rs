//! Bad input: each gets a diagnostic with a code, exit 2 where the run cannot be judged, and
//! nothing of the rest is lost.

use super::support::{REPORT, RULES, check_json, codes, project, run, statuses, write};
use std::time::Instant;

const AS_OF: [&str; 2] = ["--as-of", "2022-03-01"];

/// Adds one bad file to a good project: its code comes, and the good report is still judged.
#[test]
fn one_bad_file_costs_only_itself() {
    let bad: &[(&str, &[u8], &str)] = &[
        ("reports/empty.md", b"", "SV0107"),
        ("reports/binary.md", b"ab\0cd", "SV0104"),
        ("reports/utf16.txt", b"\xff\xfeP\0a\0", "SV0104"),
        (
            "reports/latin.md",
            b"---\ndate: 2021-01-01\n---\ncaf\xe9\n",
            "SV0103",
        ),
        (
            "reports/undated.md",
            b"Pakistan arrested a man last week.\n",
            "SV0113",
        ),
        ("reports/word.docx", b"PK", "SV0108"),
        ("rules/empty.norm", b" \n", "SV0107"),
        ("rules/binary.norm", b"edition 1\0", "SV0104"),
    ];
    for (name, bytes, code) in bad {
        let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
        write(dir.path(), name, bytes);
        let (exit, json) = check_json(dir.path(), &AS_OF);
        assert!(
            codes(&json).contains(&code.to_string()),
            "{name}: {:?}",
            codes(&json)
        );
        let is_warning = *code == "SV0108";
        assert_eq!(exit, if is_warning { 0 } else { 2 }, "{name}");
        assert_eq!(statuses(&json)["PK-1"], "fulfilled", "{name}");
        // The human output names the file too.
        let ran = run(dir.path(), &["check", "--as-of", "2022-03-01"]);
        assert!(ran.out.contains(code), "{name}: {}", ran.out);
        if !is_warning {
            assert!(ran.out.contains(name), "{name}: {}", ran.out);
        }
    }
}

#[test]
fn what_cannot_be_judged_exits_with_2() {
    let cases: &[(&[(&str, &str)], &[&str], &str)] = &[
        (&[("rules/a.norm", RULES)], &["--reports", "gone"], "SV0101"),
        (
            &[("rules/a.norm", RULES), ("reports/.keep", "")],
            &[],
            "SV0110",
        ),
        (&[("rules/a.norm", RULES)], &[], "SV0110"),
        (&[("reports/a.md", REPORT)], &[], "SV0109"),
        (
            &[
                ("rules/a.norm", "edition 1\nstate X\n"),
                ("reports/a.md", REPORT),
            ],
            &[],
            "SV0319",
        ),
        (
            &[
                ("rules/a.norm", "edition 1\nuse std.nothing\n"),
                ("reports/a.md", REPORT),
            ],
            &[],
            "SV0111",
        ),
        (
            &[
                ("rules/a.norm", "edition 1\nuse \"b.norm\"\n"),
                ("reports/a.md", REPORT),
            ],
            &[],
            "SV0112",
        ),
        (
            &[
                ("rules/a.norm", "edition 1\nuse \"../../../etc/passwd\"\n"),
                ("reports/a.md", REPORT),
            ],
            &[],
            "SV0106",
        ),
        (
            &[
                ("servanda.yaml", "reports: ../\n"),
                ("rules/a.norm", RULES),
                ("reports/a.md", REPORT),
            ],
            &[],
            "SV0106",
        ),
    ];
    for (files, args, code) in cases {
        let dir = project(files);
        let mut all = AS_OF.to_vec();
        all.extend(*args);
        let (exit, json) = check_json(dir.path(), &all);
        assert_eq!(exit, 2, "{code}");
        assert!(
            codes(&json).contains(&code.to_string()),
            "{code}: {:?}",
            codes(&json)
        );
    }
}

#[test]
fn a_gigabyte_is_refused_before_it_is_read() {
    for name in ["reports/huge.md", "rules/huge.norm"] {
        let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
        write(dir.path(), name, b"");
        let file = std::fs::OpenOptions::new()
            .write(true)
            .open(dir.path().join(name))
            .unwrap();
        file.set_len(1 << 30).unwrap();
        let (exit, json) = check_json(dir.path(), &AS_OF);
        assert_eq!(exit, 2);
        assert!(
            codes(&json).contains(&"SV0105".to_string()),
            "{:?}",
            codes(&json)
        );
        assert_eq!(statuses(&json)["PK-1"], "fulfilled");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_refused_and_one_inside_is_read() {
    use std::os::unix::fs::symlink;
    let outside = project(&[("secret.md", REPORT)]);
    let dir = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.md", REPORT),
        ("more/b.md", REPORT),
    ]);
    symlink(
        outside.path().join("secret.md"),
        dir.path().join("reports/out.md"),
    )
    .unwrap();
    symlink(
        dir.path().join("more/b.md"),
        dir.path().join("reports/in.md"),
    )
    .unwrap();
    symlink(
        dir.path().join("reports"),
        dir.path().join("reports/circle"),
    )
    .unwrap();
    let (exit, json) = check_json(dir.path(), &AS_OF);
    assert_eq!(exit, 2);
    let codes = codes(&json);
    assert!(
        codes.contains(&"SV0106".into()) && codes.contains(&"SV0116".into()),
        "{codes:?}"
    );
    assert_eq!(json["reading"]["reports"], 2);
}

#[test]
fn circles_of_used_files_end() {
    let dir = project(&[
        ("rules/a.norm", &format!("{RULES}use \"b.norm\"\n")),
        (
            "rules/b.norm",
            "edition 1\nuse \"a.norm\"\nuse \"b.norm\"\n",
        ),
        ("reports/a.md", REPORT),
    ]);
    let (exit, json) = check_json(dir.path(), &AS_OF);
    assert_eq!(exit, 0, "{:#}", json["findings"]);
}

#[test]
fn nothing_of_a_report_steers_the_terminal() {
    let evil = "---\ntitle: \"\\e[31mred\"\ndate: 2021-03-02\npublisher: \"Dawn\u{1b}]0;pwned\u{7}\"\n---\n\
                Pakistan \u{1b}[2Jhas not \u{202e}banned Lashkar-e-Tayyiba\u{9b}31m.\u{8}\r\nPakistan will ban Lashkar-e-Tayyiba \u{1b}[1m.\n";
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", evil)]);
    for args in [
        &["check", "--as-of", "2022-03-01"][..],
        &["check", "--as-of", "2022-03-01", "--format", "markdown"],
        &["check", "--as-of", "2022-03-01", "--format", "html"],
        &["explain", "PK-1", "--as-of", "2022-03-01"],
        &["extract", "--format", "human"],
    ] {
        let ran = run(dir.path(), args);
        for c in format!("{}{}", ran.out, ran.err).chars() {
            let is_plain = c == '\n' || c == '\t' || !c.is_control();
            assert!(is_plain && c != '\u{202e}', "{args:?}: {c:?}");
        }
    }
    // JSON is escaped, and its text is the file's.
    let (_, json) = check_json(dir.path(), &AS_OF);
    super::formats::spans_slice(dir.path(), &json);
}

#[test]
fn one_line_of_five_megabytes_is_read_and_shown() {
    let filler = "The minister praised the weather. ".repeat(150_000);
    let text = format!(
        "---\ndate: 2021-03-02\npublisher: Dawn\n---\n{filler}Pakistan will ban Lashkar-e-Tayyiba. {filler}\n"
    );
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", &text)]);
    let ran = run(dir.path(), &["check", "--as-of", "2022-03-01"]);
    assert!(ran.code >= 0, "{}", ran.err);
    assert!(ran.out.lines().all(|l| l.chars().count() < 400));
    let ran = run(dir.path(), &["explain", "PK-1", "--as-of", "2022-03-01"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn deep_and_exploding_input_is_bounded() {
    let started = Instant::now();
    let deep = format!(
        "date: 2021-01-01\nrecords: {}{}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let mut bomb = String::from("date: 2021-01-01\na: &a [x, x, x, x, x, x, x, x, x]\n");
    for i in 0..12 {
        let (from, to) = ((b'a' + i) as char, (b'b' + i) as char);
        bomb.push_str(&format!(
            "{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}]\n"
        ));
    }
    bomb.push_str("records: *m\n");
    let json = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let quotes = format!(
        "---\ndate: 2021-01-01\npublisher: X\n---\n{}deep\n",
        "> ".repeat(50_000)
    );
    let braces = format!("edition 1\ncommitment X {{ {} ", "{ ".repeat(50_000));
    let whens = format!(
        "edition 1\nstate A\ncommitment X {{ A shall ban A{}. }}\n",
        "; otherwise also A shall ban A".repeat(5_000)
    );
    let roles = format!(
        "edition 1\nstate A\ncommitment X {{ A shall ban {}A. }}\n",
        "the parts of ".repeat(20_000)
    );
    for (name, text) in [
        ("reports/deep.yaml", deep),
        ("reports/bomb.yaml", bomb),
        ("reports/deep.json", json),
        ("reports/quotes.md", quotes),
        ("rules/braces.norm", braces),
        ("rules/otherwise.norm", whens),
        ("rules/roles.norm", roles),
    ] {
        let dir = project(&[
            ("rules/a.norm", RULES),
            ("reports/a.md", REPORT),
            (name, &text),
        ]);
        let (exit, json) = check_json(dir.path(), &AS_OF);
        assert!([0, 1, 2, 3, 4].contains(&exit), "{name}: {exit}");
        assert_eq!(statuses(&json)["PK-1"], "fulfilled", "{name}");
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn unknown_names_and_impossible_dates_are_said_and_the_rest_is_judged() {
    let rules = format!(
        "{RULES}commitment PK-2 {{ Pakistn shall ban LeT by 2021-12-31. }}\n\
         commitment PK-3 {{ Pakistan shall ban LeT by 2021-02-30. }}\n\
         commitment PK-4 {{ Pakistan shall frobnicate LeT by 2021-12-31. }}\n"
    );
    let dir = project(&[("rules/a.norm", &rules), ("reports/a.md", REPORT)]);
    let (exit, json) = check_json(dir.path(), &AS_OF);
    assert_eq!(exit, 2);
    assert_eq!(statuses(&json)["PK-1"], "fulfilled");
    let text = json["findings"].to_string();
    for words in ["Pakistn", "Pakistan", "2021-02-30", "frobnicate"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_was_read_is_never_written_over() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/r.md", REPORT)]);
    for (args, name, text) in [
        (
            ["check", "--format", "json=rules/a.norm"],
            "rules/a.norm",
            RULES,
        ),
        (
            ["check", "--format", "json=reports/r.md"],
            "reports/r.md",
            REPORT,
        ),
        (["extract", "-o", "reports/r.md"], "reports/r.md", REPORT),
        (
            ["report", "-o", "./rules/../rules/a.norm"],
            "rules/a.norm",
            RULES,
        ),
    ] {
        let ran = run(dir.path(), &args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("SV0803"), "{}", ran.err);
        let now = std::fs::read_to_string(dir.path().join(name)).unwrap();
        assert_eq!(now, text, "{args:?}");
    }
    let args = ["fmt", "--to", "yaml", "rules/a.norm", "-o", "rules/a.norm"];
    assert_eq!(run(dir.path(), &args).code, 2);
    let now = std::fs::read_to_string(dir.path().join("rules/a.norm")).unwrap();
    assert_eq!(now, RULES);
}

#[test]
fn two_formats_in_one_file_are_refused() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/r.md", REPORT)]);
    let args = ["check", "--format", "json=o", "--format", "markdown=o"];
    let ran = run(dir.path(), &args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("SV0803"), "{}", ran.err);
}

#[test]
fn scorecards_alone_are_no_rules() {
    let dir = project(&[("rules/a.yaml", "scorecard: x\n"), ("reports/r.md", REPORT)]);
    let ran = run(dir.path(), &["check", "--as-of", "2022-12-31"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
}

#[test]
fn a_misspelt_command_is_told_from_a_path() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/r.md", REPORT)]);
    let ran = run(dir.path(), &["chekc", "."]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("did you mean `servanda check`?"),
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_without_a_writer_is_not_waited_for() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/r.md", REPORT)]);
    let made = std::process::Command::new("mkfifo")
        .arg(dir.path().join("reports/f.md"))
        .status();
    assert!(made.is_ok_and(|s| s.success()));
    let ran = run(dir.path(), &["check", "--as-of", "2022-12-31"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.out.contains("SV0102") || ran.err.contains("SV0102"),
        "{}",
        ran.out
    );
}

#[test]
fn a_folder_with_rules_and_reports_is_not_judged_by_a_project_further_up() {
    let dir = project(&[
        ("servanda.yaml", "rules: [other]\nreports: [reports]\n"),
        ("other/a.norm", &RULES.replace("PK-1", "OTHER-1")),
        ("reports/r.md", REPORT),
        ("inner/rules/a.norm", RULES),
        ("inner/reports/r.md", REPORT),
    ]);
    let (_, json) = check_json(dir.path(), &["inner", "--as-of", "2022-03-01"]);
    let ids: Vec<String> = statuses(&json).into_keys().collect();
    assert_eq!(ids, ["PK-1"]);
    let (_, json) = check_json(&dir.path().join("inner"), &["--as-of", "2022-03-01"]);
    let ids: Vec<String> = statuses(&json).into_keys().collect();
    assert_eq!(ids, ["PK-1"]);
}
