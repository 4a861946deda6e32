//! `servanda test`: what it prints of a rulebook's tests, and its exit codes.

use super::support::{project, root, run};

const WORLD: &str = "state India state Nepal action visit \"visit\" action host \"host\"
commitment C-1 { India shall visit Nepal by 2021. }
commitment C-2 { Each of Both shall host anyone by 2021. }
set Both = India, Nepal
";

#[test]
fn each_case_prints_what_is_written() {
    let dir = root().join("tests/cases/testing/basic");
    let ran = run(&dir, &["test", "--rules", "rules", "--coverage"]);
    let file = dir.join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &ran.out).unwrap();
    }
    assert_eq!(ran.out, std::fs::read_to_string(&file).unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
}

#[test]
fn a_test_with_an_error_of_its_own_counts_as_failed_and_the_run_as_wrong() {
    let test = "test \"a\" { on 2020-01-01 India visited Nepl. as of 2021 { C-1 is fulfilled } }";
    let dir = project(&[("rules/a.norm", &format!("{WORLD}{test}"))]);
    let ran = run(dir.path(), &["test"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("FAILED  a"), "{}", ran.out);
    assert!(ran.out.contains("SV0904"), "{}", ran.out);
    assert!(ran.err.contains("`Nepal`"), "{}", ran.err);
}

#[test]
fn facts_say_who_it_was() {
    for (fact, want) in [
        ("on 2020-01-01 India visited Nepal.", 0),
        ("on 2020-01-01 any of Both visited Nepal.", 2),
        ("on 2020-01-01 India visited India or Nepal.", 2),
        ("on 2020-01-01 India visits Nepal.", 2),
        // Not at all is something else than not this time.
        (
            "not on 2020-01-01 India visited Nepal. on 2020-02-01 India visited Nepal.",
            0,
        ),
        ("on 2022-01-01 India visited Nepal.", 1),
        ("on 2020-01-01 Nepal visited India.", 1),
    ] {
        let test = format!("test \"a\" {{ {fact} as of 2022-06-30 {{ C-1 is fulfilled }} }}");
        let dir = project(&[("rules/a.norm", &format!("{WORLD}{test}"))]);
        let ran = run(dir.path(), &["test"]);
        assert_eq!(ran.code, want, "{fact}\n{}{}", ran.out, ran.err);
    }
    // `each of` is several facts.
    let test =
        "test \"a\" { on 2020-01-01 each of Both hosted Nepal. as of 2021 { C-2 is fulfilled } }";
    let dir = project(&[("rules/a.norm", &format!("{WORLD}{test}"))]);
    let ran = run(dir.path(), &["test"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn a_run_of_no_test_is_no_success_and_junit_says_what_failed() {
    let tests = "test \"good <one>\" { as of 2020 { C-1 is pending } }
        test \"bad\" { as of 2020 { C-1 is fulfilled } }";
    let dir = project(&[("rules/a.norm", &format!("{WORLD}{tests}"))]);
    assert_eq!(run(dir.path(), &["test", "--filter", "good"]).code, 0);
    let none = run(dir.path(), &["test", "--filter", "none"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("SV0903"), "{}", none.err);
    let ran = run(dir.path(), &["test", "--format", "junit=out.xml"]);
    assert_eq!(ran.code, 1);
    let xml = std::fs::read_to_string(dir.path().join("out.xml")).unwrap();
    assert!(xml.contains("name=\"good &lt;one&gt;\""), "{xml}");
    assert!(xml.contains("<failure type=\"SV0901\""), "{xml}");
    assert!(xml.starts_with("<?xml"), "{xml}");
}

#[test]
fn the_yaml_twin_runs_the_same_tests() {
    let dir = root().join("tests/cases/testing/basic");
    let twin = run(&dir, &["fmt", "--to", "yaml", "rules/a.norm"]).out;
    let out = |ran: super::support::Ran| {
        let lines = ran
            .out
            .lines()
            .filter(|l| l.starts_with("  ") && !l.contains('│'));
        let told = lines.filter(|l| l.contains("ok ") || l.contains("FAILED") || l.contains("PK-"));
        told.map(str::to_owned).collect::<Vec<_>>()
    };
    let yaml = project(&[("rules/a.yaml", &twin)]);
    let args = ["test", "--rules", "rules", "--coverage"];
    let (a, b) = (out(run(&dir, &args)), out(run(yaml.path(), &args)));
    assert!(a.len() > 8, "{a:?}");
    assert_eq!(a, b);
}
