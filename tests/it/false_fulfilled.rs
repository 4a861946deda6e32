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
