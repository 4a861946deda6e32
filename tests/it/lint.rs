//! `servanda lint`: what it finds, where it is silent, and its exit codes.

use super::support::{project, root, run};

const WORLD: &str = "agreement A { adopted 2020-01-01 }
state Pakistan state India group LeT group JeM group HM incident Mumbai person Saeed { leads LeT }
set Networks = LeT, JeM
action act-against \"act against\" { includes arrest, ban } action arrest \"arrest\" action ban \"ban\"
commitment Z { India shall act against HM for Mumbai by 2030. }
";

/// The codes that are printed for two sentences.
fn found(sentences: &str) -> (i32, Vec<String>) {
    let dir = project(&[("rules/a.norm", &format!("{WORLD}{sentences}"))]);
    let ran = run(dir.path(), &["lint"]);
    let all = format!("{}{}", ran.out, ran.err);
    let codes = all.split_whitespace().filter(|w| {
        w.len() == 6 && w.starts_with("SV") && w.bytes().skip(2).all(|b| b.is_ascii_digit())
    });
    (ran.code, codes.map(str::to_owned).collect())
}

#[test]
fn conflicts_are_told_where_they_are_sure() {
    for (duty, ban, conflict) in [
        (
            "Pakistan shall arrest LeT.",
            "Pakistan shall not act against LeT.",
            true,
        ),
        (
            "Pakistan shall arrest LeT.",
            "Pakistan shall not act against anyone.",
            true,
        ),
        (
            "Pakistan shall arrest LeT.",
            "Pakistan shall not arrest any of Networks.",
            true,
        ),
        (
            "Pakistan shall arrest each of Networks.",
            "Pakistan shall not arrest JeM.",
            true,
        ),
        (
            "Pakistan and India shall arrest LeT.",
            "India shall not arrest LeT.",
            true,
        ),
        (
            "Pakistan shall arrest LeT from 2021 until 2022.",
            "Pakistan shall not arrest LeT from 2020-06 until 2023.",
            true,
        ),
        // Another act, bearer, target or time is left.
        (
            "Pakistan shall act against LeT.",
            "Pakistan shall not arrest LeT.",
            false,
        ),
        (
            "Pakistan shall arrest LeT.",
            "India shall not arrest LeT.",
            false,
        ),
        (
            "Pakistan shall arrest JeM.",
            "Pakistan shall not arrest LeT.",
            false,
        ),
        (
            "Pakistan shall arrest any of Networks.",
            "Pakistan shall not arrest LeT.",
            false,
        ),
        (
            "Pakistan shall arrest LeT.",
            "Pakistan shall not arrest LeT for Mumbai.",
            false,
        ),
        (
            "Pakistan shall arrest LeT from 2021 until 2023.",
            "Pakistan shall not arrest LeT from 2021 until 2022.",
            false,
        ),
    ] {
        let text = format!("commitment C-1 {{ {duty} }} commitment C-2 {{ {ban} }}");
        let (code, codes) = found(&text);
        let want: &[&str] = if conflict { &["SV0340"] } else { &[] };
        assert_eq!(codes, want, "{duty} {ban}");
        assert_eq!(code, i32::from(conflict), "{duty} {ban}");
    }
}

#[test]
fn what_is_unused_or_counted_short_is_told() {
    let (code, codes) = found(
        "group AQ group TTP \"TTP\" { part of LeT } // AQ\ncommitment C { Pakistan shall ban JeM. }",
    );
    assert_eq!((code, codes), (1, vec!["SV0341".to_owned()]));
    let (_, codes) = found("commitment C { Pakistan shall ban JeM within 1 month of 2021-01-31. }");
    assert_eq!(codes, ["SV0342"]);
    let (_, codes) = found("commitment C { Pakistan shall ban JeM within 1 month of 2021-01-28. }");
    assert_eq!(codes, Vec::<String>::new());
    let (code, _) = found("commitment C { Pakistan shall ban JeN. }");
    assert_eq!(code, 2);
}

#[test]
fn nothing_is_found_in_what_is_shipped() {
    for path in [
        "rules/ctjwg-17.norm",
        "examples/ctjwg-17/ctjwg-17.yaml",
        "rules/std",
    ] {
        let ran = run(root(), &["lint", "--rules", path]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{path}: {}", ran.out);
    }
}
