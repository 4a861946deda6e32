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

/// A duty with a trigger, and a step that another duty needs.
#[test]
fn conflicts_by_way_of_a_trigger_or_a_step_are_told_with_their_first_day() {
    let trigger = "When any of Networks as G arrests India, Pakistan shall ban G within 1 month.";
    for (duty, ban, want) in [
        (
            trigger,
            "Pakistan shall not ban JeM.",
            Some(("SV0340", "for a trigger on 2020-01-01 or later")),
        ),
        (
            trigger,
            "Pakistan shall not ban JeM from 2021-06-01 until 2021-12-31.",
            Some(("SV0340", "for a trigger on 2021-06-01 or later")),
        ),
        // The ban is over before the month is.
        (
            trigger,
            "Pakistan shall not ban JeM from 2021-06-01 until 2021-06-15.",
            None,
        ),
        (trigger, "Pakistan shall not ban HM.", None),
        (trigger, "Pakistan shall not arrest JeM.", None),
        (
            "Pakistan shall try Saeed by 2021-12-31.",
            "Pakistan shall not arrest Saeed until 2022-12-31.",
            Some(("SV0343", "from 2020-01-01")),
        ),
        (
            "Pakistan shall try Saeed by 2021-12-31.",
            "Pakistan shall not arrest LeT.",
            None,
        ),
        (
            "India shall try Saeed by 2021-12-31.",
            "Pakistan shall not arrest Saeed.",
            None,
        ),
    ] {
        let world = WORLD.replace(
            "action arrest \"arrest\"",
            "action try \"try\" action arrest \"arrest\" { required step towards try }",
        );
        let text = format!("{world}commitment C-1 {{ {duty} }} commitment C-2 {{ {ban} }}");
        let dir = project(&[("rules/a.norm", &text)]);
        let ran = run(dir.path(), &["lint"]);
        match want {
            Some((code, day)) => {
                assert!(
                    ran.out.contains(code) && ran.out.contains(day),
                    "{duty} {ban}: {}",
                    ran.out
                );
                assert_eq!(ran.code, 1, "{duty} {ban}");
            }
            None => assert_eq!(
                (ran.code, ran.err.as_str()),
                (0, ""),
                "{duty} {ban}: {}",
                ran.out
            ),
        }
    }
}

#[test]
fn durations_that_cannot_be_meant_are_told() {
    for (sentence, want) in [
        (
            "Pakistan shall ban JeM every 1 month from 2020-01-31 until 2020-12-30.",
            "SV0342",
        ),
        (
            "Pakistan shall ban JeM every 1 month from 2020-01-28 until 2020-12-27.",
            "",
        ),
        (
            "Pakistan shall ban JeM every 12 months from 2020-02-29 until 2024-02-28.",
            "SV0342",
        ),
        (
            "Pakistan shall ban JeM by 2021-01-01, sustained for 0 days.",
            "SV0317",
        ),
        (
            "evidence { quiet 100 years } Pakistan shall not ban JeM until 2020-12-31.",
            "SV0344",
        ),
        (
            "evidence { quiet 30 days } Pakistan shall not ban JeM until 2020-12-31.",
            "",
        ),
    ] {
        let (code, codes) = found(&format!("commitment C {{ {sentence} }}"));
        assert_eq!(codes.join(" "), want, "{sentence}");
        assert_eq!(code, i32::from(!want.is_empty()), "{sentence}");
    }
}

/// Whoever lints a file that says nothing has most likely named the wrong one.
#[test]
fn a_file_that_says_nothing_is_no_clean_rulebook() {
    for (text, code) in [("edition 1\n", 2), ("edition 1\nstate India\n", 0)] {
        let dir = project(&[("rules/a.norm", text)]);
        let ran = run(dir.path(), &["lint"]);
        assert_eq!(ran.code, code, "{text}: {}{}", ran.out, ran.err);
        assert_eq!(ran.err.contains("SV0319"), code == 2, "{text}: {}", ran.err);
    }
}

#[test]
fn nothing_is_found_in_what_is_shipped() {
    for path in [
        "rules/ctjwg-17.norm",
        "examples/action-plan/rules",
        "examples/hosting-sla/rules",
        "examples/river-treaty/rules",
        "project.norm",
        "examples/ctjwg-17/ctjwg-17.yaml",
        "rules/std",
    ] {
        let ran = run(root(), &["lint", "--rules", path]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{path}: {}", ran.out);
    }
}
