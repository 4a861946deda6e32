//! Sentences that a hasty reader takes for an act. None may make a commitment fulfilled; the few that do
//! tell of the act must. A false `fulfilled` is the worst error that the tool can make.

use crate::support::{check_json, project, write};

const RULES: &str = r#"edition 1
use std.counterterrorism
agreement A { adopted 2020-09-10 between India, Pakistan }
person Azhar { aka "Azhar" }
incident Mumbai2008 "Mumbai attacks" { aka "26/11" on 2008-11-26 }
commitment J { Pakistan shall convict Lakhvi for Mumbai2008 by 2022-12-31. }
commitment B { Pakistan shall ban JeM by 2022-12-31. }
commitment AR { Pakistan shall arrest Azhar by 2022-12-31. }
"#;

/// Each tells of the act, done.
const DONE: &[&str] = &[
    "Pakistan convicted Lakhvi of the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi for his role in the Mumbai attacks on 8 January 2021.",
    "Lakhvi was convicted by Pakistan for the Mumbai attacks on 8 January 2021.",
    "The conviction of Lakhvi by Pakistan for the Mumbai attacks took place on 8 January 2021.",
    "Pakistan banned JeM on 8 January 2021.",
    "Lahore: Pakistan banned JeM on 8 January 2021.",
    "Pakistan banned JeM on the morning of 8 January 2021.",
    "Pakistan banned JeM on 8 January 2021, the ministry said.",
    "Pakistan banned JeM on 8 January 2021. It took effect at once.",
    "- [x] Pakistan banned JeM on 8 January 2021.",
    "# Progress\n\n- Pakistan banned JeM on 8 January 2021.",
    "| Act | Done |\n|---|---|\n| Pakistan banned JeM on 8 January 2021. | yes |",
    "Pakistan banned `JeM` on 8 January 2021.",
    "The State Bank of Pakistan banned JeM on 8 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. The charge is false.",
];

/// None tells of the act done by the party, on the target, for what is owed.
const NOT_DONE: &[&str] = &[
    "Pakistan convicted Lakhvi, the planner of the Mumbai attacks, of terror financing on 8 January 2021.",
    "Pakistan convicted Lakhvi, the mastermind of 26/11, on 8 January 2021.",
    "Pakistan convicted Lakhvi, wanted for the Mumbai attacks, of terror financing on 8 January 2021.",
    "Pakistan convicted Lakhvi, who is accused of the Mumbai attacks, of terror financing on 8 January 2021.",
    "Pakistan convicted Lakhvi of terror financing, not for the Mumbai attacks, on 8 January 2021.",
    "Pakistan convicted Lakhvi on 8 January 2021, but not for the Mumbai attacks.",
    "Pakistan convicted Lakhvi for financing but acquitted him of the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi on 8 January 2021 and India thanked it for the Mumbai attacks trial.",
    "It is false that Pakistan banned JeM on 8 January 2021.",
    "No one believes that Pakistan banned JeM on 8 January 2021.",
    "Had Pakistan banned JeM on 8 January 2021, India would have welcomed it.",
    "Pakistan almost banned JeM on 8 January 2021.",
    "Rumours that Pakistan banned JeM on 8 January 2021 were wrong.",
    "India asked whether Pakistan banned JeM on 8 January 2021.",
    "Pakistan was to have banned JeM on 8 January 2021.",
    "Pakistan pretended to have banned JeM on 8 January 2021.",
    "Unless Pakistan banned JeM by 8 January 2021, sanctions would follow.",
    "Pakistan banned JeM's rivals on 8 January 2021.",
    "Pakistan banned a book about JeM on 8 January 2021.",
    "Pakistan banned media coverage of JeM on 8 January 2021.",
    "Pakistan is said to have banned JeM on 8 January 2021.",
    "Pakistan neither banned JeM nor arrested Azhar on 8 January 2021.",
    "Did Pakistan ban JeM on 8 January 2021?",
    "Pakistan denied it had banned JeM on 8 January 2021.",
    "India wished Pakistan had banned JeM on 8 January 2021.",
    "Pakistan arrested the lawyer of Azhar on 8 January 2021.",
    "Pakistan arrested Azhar's brother on 8 January 2021.",
    "Pakistan arrested the man who shot Azhar on 8 January 2021.",
    "Pakistan stopped short of arresting Azhar on 8 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021 in a film.",
    "Pakistan tried and failed to arrest Azhar on 8 January 2021.",
    "Pakistan's claim that it arrested Azhar on 8 January 2021 was false.",
    "The report that Pakistan arrested Azhar on 8 January 2021 is untrue.",
    "Far from arresting Azhar, Pakistan gave him shelter on 8 January 2021.",
    "Azhar was arrested by Pakistan on 8 January 2021, according to an unverified rumour.",
    "Pakistan arrested Azhar supporters on 8 January 2021.",
    "The Supreme Court ruled that Pakistan banned JeM unlawfully on 8 January 2021.",
    "Pakistan never arrested, and does not intend to arrest, Azhar on 8 January 2021.",
    "Pakistan convicted Lakhvi (the planner of the Mumbai attacks) of terror financing on 8 January 2021.",
    "Pakistan convicted Lakhvi, the man responsible for the Mumbai attacks, on 8 January 2021.",
    "Pakistan convicted Lakhvi of terror financing amid anger over the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi of raising money for the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted the planner of the Mumbai attacks, Lakhvi, of terror financing on 8 January 2021.",
    "Pakistan convicted Lakhvi in a case unrelated to the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi for financing rather than for the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi, suspected planner of the Mumbai attacks, on 8 January 2021.",
    "Pakistan convicted Lakhvi for everything except the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi for hiding the planners of the Mumbai attacks on 8 January 2021.",
    "Pakistan convicted Lakhvi instead of the planners of the Mumbai attacks on 8 January 2021.",
    "The man wanted for the Mumbai attacks, Lakhvi, was convicted by Pakistan of terror financing on 8 January 2021.",
    "Lakhvi, whom India blames for the Mumbai attacks, was convicted by Pakistan on 8 January 2021.",
    "The conviction of Lakhvi, the planner of the Mumbai attacks, by Pakistan took place on 8 January 2021.",
    "Pakistan convicted Lakhvi not for the Mumbai attacks but for financing on 8 January 2021.",
    "Pakistan convicted Lakhvi only for financing, letting him off for the Mumbai attacks, on 8 January 2021.",
    "Claim: Pakistan banned JeM on 8 January 2021. Verdict: false.",
    "FALSE: Pakistan banned JeM on 8 January 2021.",
    "Myth: Pakistan banned JeM on 8 January 2021.",
    "Rumour: Pakistan banned JeM on 8 January 2021.",
    "Hoax: Pakistan banned JeM on 8 January 2021.",
    "Not true: Pakistan banned JeM on 8 January 2021.",
    "Pakistan banned JeM on 8 January 2021. This is false.",
    "Pakistan banned JeM on 8 January 2021. That is not true.",
    "Pakistan banned JeM on 8 January 2021. Rating: False.",
    "Pakistan banned JeM on 8 January 2021: false.",
    "Experts doubt Pakistan banned JeM on 8 January 2021.",
    "Pakistan banned JeM on 8 January 2021, it is alleged.",
    "Pakistan banned JeM on 8 January 2021, it is rumoured.",
    "Pakistan banned JeM on 8 January 2021, rumours say.",
    "Pakistan banned JeM on 8 January 2021, if reports are right.",
    "Pakistan banned JeM on 8 January 2021, if the ministry is to be believed.",
    "If reports are right, Pakistan banned JeM on 8 January 2021.",
    "Pakistan banned JeM on 8 January 2021, assuming the reports hold.",
    "Pakistan banned JeM on 8 January 2021, or so the story goes.",
    "An earlier version of this report said that Pakistan arrested Azhar on 8 January 2021.",
    "We incorrectly reported that Pakistan arrested Azhar on 8 January 2021.",
    "Correction: this article said Pakistan arrested Azhar on 8 January 2021.",
    "Pakistan made believe it arrested Azhar on 8 January 2021.",
    "In a drill, Pakistan arrested Azhar on 8 January 2021.",
    "Under the plan, Pakistan banned JeM on 8 January 2021.",
    "Under the draft, Pakistan banned JeM on 8 January 2021.",
    "Pakistan has all but banned JeM on 8 January 2021.",
    "The decree by which Pakistan banned JeM on 8 January 2021 never entered into force.",
    "The law with which Pakistan banned JeM on 8 January 2021 was never signed.",
    "Pakistan banned JeM on 8 January 2021, but the ban never entered into force.",
    "Pakistan banned JeM on 8 January 2021. The ban never took effect.",
    "Pakistan banned JeM on 8 January 2021, but only in Punjab.",
    "Pakistan banned JeM on 8 January 2021, though only in Punjab.",
    "Pakistan banned JeM in Punjab alone on 8 January 2021.",
    "Pakistan banned JeM from one cricket ground on 8 January 2021.",
    "Pakistan banned JeM from fundraising on 8 January 2021.",
    "Facebook Pakistan banned JeM on 8 January 2021.",
    "Amnesty International Pakistan banned JeM on 8 January 2021.",
    "Deutsche Bank Pakistan banned JeM on 8 January 2021.",
    "The so-called ban on JeM by Pakistan took effect on 8 January 2021.",
    "Azhar is still at large. A court in Lahore convicted Salahuddin on 8 January 2021.",
    "Police in Karachi arrested two men on 8 January 2021. Azhar was arrested by gunmen on 8 January 2021.",
    "Police in Karachi arrested two men on 8 January 2021. Azhar was arrested in Dubai on 8 January 2021.",
    "Police in Karachi and police in Delhi arrested two men. Azhar was arrested on 8 January 2021.",
    "A court in Lahore tried two men. JeM was banned on 8 January 2021.",
    "Twitter Pakistan banned JeM on 8 January 2021.",
    "Pakistan's Bank banned JeM on 8 January 2021.",
    "The Bank of Pakistan banned JeM on 8 January 2021.",
    "Pakistan's largest bank banned JeM on 8 January 2021.",
    "Former Pakistan president Musharraf banned JeM on 8 January 2021.",
    "Pakistan arrested an aide of Azhar on 8 January 2021.",
    "Pakistan arrested 0 men of Azhar on 8 January 2021.",
    "<del>Pakistan banned JeM on 8 January 2021.</del>",
    "<s>Pakistan banned JeM on 8 January 2021.</s>",
    "<template>Pakistan banned JeM on 8 January 2021.</template>",
    "Hello <del>there. Pakistan banned JeM on 8 January 2021.</del> Bye.",
    "`Pakistan banned JeM on 8 January 2021.`",
    "For example `Pakistan banned JeM on 8 January 2021` is a sentence.",
    "- [ ] Pakistan banned JeM on 8 January 2021.",
    "1. [ ] Pakistan banned JeM on 8 January 2021.",
    "# Planned\n\n- Pakistan banned JeM on 8 January 2021.",
    "# What did not happen\n\n- Pakistan banned JeM on 8 January 2021.",
    "# To do\n\n- Pakistan banned JeM on 8 January 2021.",
    "# Myths\n\n## Of May\n\nPakistan banned JeM on 8 January 2021.",
    "Not done:\n\n- Pakistan banned JeM on 8 January 2021.",
    "| Act | Done |\n|---|---|\n| Pakistan banned JeM on 8 January 2021. | no |",
    "| Done | Act |\n|---|---|\n| ✗ | Pakistan banned JeM on 8 January 2021. |",
    "| Act | Status |\n|---|---|\n| Pakistan banned JeM on 8 January 2021. | pending |",
];

/// The commitments that a sentence fulfils.
fn fulfilled(dir: &std::path::Path, sentence: &str) -> Vec<String> {
    let report = format!("---\ndate: 2021-02-01\npublisher: Dawn\n---\n\n{sentence}\n");
    write(dir, "reports/r.md", report.as_bytes());
    let (_, json) = check_json(dir, &["--as-of", "2021-03-01"]);
    let commitments = json["commitments"].as_array().unwrap();
    assert_eq!(commitments.len(), 3);
    let is = |c: &&serde_json::Value| c["status"].as_str().unwrap().starts_with("fulfilled");
    commitments
        .iter()
        .filter(is)
        .map(|c| c["id"].to_string())
        .collect()
}

#[test]
fn an_act_that_is_told_counts_and_what_only_sounds_like_it_does_not() {
    let dir = project(&[("rules/a.norm", RULES)]);
    for sentence in DONE {
        assert_eq!(fulfilled(dir.path(), sentence).len(), 1, "{sentence}");
    }
    for sentence in NOT_DONE {
        let none: Vec<String> = Vec::new();
        assert_eq!(fulfilled(dir.path(), sentence), none, "{sentence}");
    }
}

/// Each tells of an act and of its end.
const ENDED: &[&str] = &[
    "Pakistan banned JeM on 8 January 2021. The ban was lifted on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. It reversed the ban on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021, but the ban was suspended on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. A court set aside the ban on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. A court stayed the ban on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. The ban has since been overturned by a court.",
    "Pakistan banned JeM on 8 January 2021. The ban lapsed on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. The ban was short-lived: a court struck it down.",
    "Pakistan banned JeM on 8 January 2021. The order was struck down a week later.",
    "Pakistan banned JeM on 8 January 2021. The proscription was withdrawn.",
    "Pakistan arrested Azhar on 8 January 2021. Azhar was freed on 9 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. Azhar was bailed on 9 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. Police let him go on 9 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. The arrest was quashed.",
    "Pakistan banned JeM on 8 January 2021. The ban ended on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. It scrapped that ban on 10 January 2021.",
    "Pakistan banned JeM on 8 January 2021. Pakistan unbanned JeM on 10 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. Azhar walked free on 9 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. Azhar escaped on 9 January 2021.",
    "Pakistan arrested Azhar on 8 January 2021. Azhar got bail on 9 January 2021.",
];

/// Each denies the ban that another report tells of.
const DENIED: &[&str] = &[
    "JeM is not banned in Pakistan.",
    "JeM has never been banned in Pakistan.",
    "The reports that Pakistan banned JeM are false.",
    "Claims that Pakistan banned JeM are wrong.",
    "It is not true that Pakistan banned JeM.",
    "No ban was imposed on JeM by Pakistan.",
    "There is no ban on JeM in Pakistan.",
    "JeM remains legal in Pakistan.",
    "JeM is still legal in Pakistan.",
];

fn statuses(dir: &std::path::Path) -> Vec<String> {
    let (_, json) = check_json(dir, &["--as-of", "2021-06-01"]);
    let commitments = json["commitments"].as_array().unwrap();
    let status = |c: &serde_json::Value| c["status"].as_str().unwrap().to_owned();
    commitments.iter().map(status).collect()
}

#[test]
fn what_was_undone_or_denied_is_not_fulfilled() {
    let lasting = RULES.replace(" by 2022-12-31.", " by 2022-12-31, irreversibly.");
    let dir = project(&[("rules/a.norm", &lasting)]);
    for body in ENDED {
        let report = format!("---\ndate: 2021-02-01\npublisher: Dawn\n---\n\n{body}\n");
        write(dir.path(), "reports/r.md", report.as_bytes());
        let all = statuses(dir.path());
        assert!(all.iter().any(|s| s == "reversed"), "{body}: {all:?}");
    }
    let dir = project(&[("rules/a.norm", RULES)]);
    let told =
        "---\ndate: 2021-02-01\npublisher: Dawn\n---\n\nPakistan banned JeM on 8 January 2021.\n";
    write(dir.path(), "reports/a.md", told.as_bytes());
    for body in DENIED {
        let report = format!("---\ndate: 2021-03-01\npublisher: NYT\n---\n\n{body}\n");
        write(dir.path(), "reports/r.md", report.as_bytes());
        let all = statuses(dir.path());
        assert!(all.iter().any(|s| s == "contested"), "{body}: {all:?}");
    }
}

#[test]
fn a_date_of_something_else_is_not_that_of_the_act() {
    let dir = project(&[("rules/a.norm", RULES)]);
    for body in [
        "Pakistan banned JeM after the deadline of 31 December 2022.",
        "Pakistan banned JeM well after the agreed date of 31 December 2022.",
        "Pakistan banned JeM under a law of 2 May 2022.",
        "Pakistan banned JeM on 32 December 2022.",
        "Pakistan banned JeM on December 32, 2022.",
        "Pakistan banned JeM on 2022-12-32.",
    ] {
        let report = format!("---\ndate: 2023-01-31\npublisher: Dawn\n---\n\n{body}\n");
        write(dir.path(), "reports/r.md", report.as_bytes());
        let (_, json) = check_json(dir.path(), &["--as-of", "2023-03-01"]);
        let ban = &json["commitments"].as_array().unwrap()[1];
        assert_eq!(ban["status"], "fulfilled-late", "{body}");
        let unproven = ban["flags"]
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f == "timing-unproven");
        assert!(unproven, "{body}: {}", ban["flags"]);
    }
}
