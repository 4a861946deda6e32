//! Mistakes of somebody who writes a first rulebook: one message each, which tells the fix; and with the fix
//! applied nothing is wrong any more. And one fault is one error, not one more for all that hangs on it.

use super::support::{project, root, run};

/// The codes of the messages, in order.
fn codes(text: &str) -> Vec<&str> {
    let starts = |l: &&str| {
        l.len() > 6 && l.starts_with("SV") && l.as_bytes()[2..6].iter().all(u8::is_ascii_digit)
    };
    text.lines().filter(starts).map(|l| &l[..6]).collect()
}

#[test]
fn a_beginner_is_told_the_fix() {
    let text = std::fs::read_to_string(root().join("tests/cases/errors/beginner.case")).unwrap();
    let mut n = 0;
    for case in text.split("\n=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (wrong, rest) = rest.split_once("--- tells\n").unwrap();
        let (tells, mended) = rest.split_once("--- mended\n").unwrap();
        let dir = project(&[("rules/a.norm", wrong)]);
        let ran = run(dir.path(), &["lint"]);
        let all = format!("{}{}", ran.out, ran.err);
        // Words of a help are broken over lines at a terminal.
        let flat = all.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(tells.trim()), "{name}: {all}");
        let is_mistake = !tells.contains("0 findings");
        assert_eq!(codes(&all).len(), usize::from(is_mistake), "{name}: {all}");
        assert_eq!(ran.code, if is_mistake { 2 } else { 0 }, "{name}");
        let dir = project(&[("rules/a.norm", mended)]);
        let ran = run(dir.path(), &["lint"]);
        assert_eq!(ran.code, 0, "{name}, mended: {}{}", ran.out, ran.err);
        n += 1;
    }
    assert_eq!(n, 12);
}

#[test]
fn one_fault_is_one_error() {
    const WORLD: &str =
        "state Pakistan group LeT action ban \"ban\" agreement A { adopted 2020-01-01 }\n";
    let norm = |text: &str| ("rules/a.norm", format!("{WORLD}{text}"));
    let yaml = |text: &str| ("rules/a.yaml", text.to_owned());
    for ((name, text), code) in [
        (
            norm(
                "use std.counterterorism commitment C { Pakistan shall arrest JeM. } commitment D { Pakistan shall detain HM. }",
            ),
            "SV0111",
        ),
        (
            norm("use \"other.norm\" commitment C { Pakistan shall arrest JeM. }"),
            "SV0112",
        ),
        (
            norm(
                "commitment C { Pakistan shall ban LeT within 3 months of the adoption of the accord. }",
            ),
            "",
        ),
        (
            norm("commitment C { Pakistan shall ban LeT by Decembr 2021. }"),
            "",
        ),
        (
            yaml(
                "edition: 1\nstates: { Pakistan: }\ngroups: { LeT: }\nactions: { ban: ban }\ncommitments: { C: { norms: Pakistan shall ban LeT. } }\n",
            ),
            "SV0251",
        ),
    ] {
        let dir = project(&[(name, &text)]);
        let ran = run(dir.path(), &["lint"]);
        let found = codes(&ran.err);
        assert_eq!(found.len(), 1, "{text}: {}", ran.err);
        assert!(code.is_empty() || found == [code], "{text}: {}", ran.err);
        assert_eq!(ran.code, 2, "{text}");
    }
}
