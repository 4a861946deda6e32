//! `timeline` and `diff`: every change of status, when, and the words that caused it.

use super::support::{project, run};
use serde_json::Value;

const RULES: &str = "edition 1
agreement A { adopted 2020-01-01 addressed to Pakistan }
state Pakistan
group LeT
group JeM
set Networks = LeT, JeM
action ban \"ban\" { undone by lift }
action lift \"lift the ban on\"
action meet \"meet\"
commitment C-1 { Pakistan shall ban each of Networks by 2020-06-30. }
commitment C-2 { Pakistan shall meet every 6 months until 2020-12-31. }
";

const REPORTS: &str = "date: 2020-12-31
publisher: Dawn
records:
  - { id: r1, date: 2020-03-01, recorded: 2020-03-05, actor: Pakistan, action: ban, target: LeT }
  - { date: 2020-08-01, recorded: 2020-08-01, actor: Pakistan, action: lift, target: LeT }
  - { date: 2020-02-01, recorded: 2020-09-01, actor: Pakistan, action: meet }
";

/// Each change as `ID was now`, with its day.
fn moves(args: &[&str]) -> Vec<(String, String)> {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.yaml", REPORTS)]);
    let ran = run(dir.path(), args);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let json: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let word = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    json.iter()
        .map(|m| {
            let text = format!("{} {} {}", word(&m["id"]), word(&m["was"]), word(&m["now"]));
            (word(&m["on"]), text)
        })
        .collect()
}

fn of(day: &str, list: &[(String, String)]) -> Vec<String> {
    let on = list.iter().filter(|(on, _)| on == day);
    on.map(|(_, m)| m.clone()).collect()
}

#[test]
fn a_timeline_has_every_change_on_its_day() {
    let list = moves(&[
        "timeline",
        "--json",
        "--as-of",
        "2020-12-31",
        "--from",
        "2019-12-31",
    ]);
    let days: std::collections::BTreeSet<&str> = list.iter().map(|(d, _)| d.as_str()).collect();
    let want = [
        "2019-12-31",
        "2020-03-05",
        "2020-07-01",
        "2020-08-01",
        "2020-09-01",
    ];
    assert_eq!(days.into_iter().collect::<Vec<_>>(), want, "{list:#?}");
    // Known on 5 March, though done on the first.
    assert_eq!(
        of("2020-03-05", &list),
        ["C-1 pending partial", "C-1[LeT] pending fulfilled"]
    );
    assert_eq!(
        of("2020-07-01", &list),
        [
            "C-1[JeM] pending unreported",
            "C-2 pending unreported",
            "C-2[@ 2020-01-01] pending unreported",
            "C-2[@ 2020-07-01] - pending",
        ]
    );
    assert!(of("2020-08-01", &list).contains(&"C-1[LeT] fulfilled reversed".to_owned()));
    assert!(of("2020-09-01", &list).contains(&"C-2[@ 2020-01-01] unreported fulfilled".to_owned()));
}

#[test]
fn two_dates_and_two_states_of_knowledge_differ_by_the_reports_between() {
    let list = moves(&[
        "diff",
        "--json",
        "--as-of",
        "2020-08-31",
        "--was-as-of",
        "2020-06-30",
    ]);
    let all: Vec<&str> = list.iter().map(|(_, m)| m.as_str()).collect();
    assert!(all.contains(&"C-1[LeT] fulfilled reversed"), "{all:?}");
    assert!(all.contains(&"C-2[@ 2020-07-01] - pending"), "{all:?}");
    // Of the meeting in February nobody knew before September.
    let args = [
        "diff",
        "--json",
        "--as-of",
        "2020-08-31",
        "--known-at",
        "2020-09-01",
        "--was-known-at",
        "2020-08-31",
    ];
    let list = moves(&args);
    let all: Vec<&str> = list.iter().map(|(_, m)| m.as_str()).collect();
    let want = [
        "C-2 unreported partial",
        "C-2[@ 2020-01-01] unreported fulfilled",
    ];
    let some = all
        .iter()
        .filter(|m| m.contains("C-2[@ 2020-01-01]"))
        .count();
    assert_eq!((some, all.len()), (1, want.len()), "{all:?}");
}

#[test]
fn two_rulebooks_are_compared_and_nothing_is_no_comparison() {
    let other = RULES.replace("2020-06-30", "2020-02-28");
    let dir = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.yaml", REPORTS),
        ("old/a.norm", &other),
    ]);
    let args = ["diff", "--as-of", "2020-07-15", "--was-rules", "old"];
    let ran = run(dir.path(), &args);
    assert!(
        ran.out.contains("C-1[LeT]  fulfilled-late → fulfilled"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = run(dir.path(), &["diff", "--as-of", "2020-07-15"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("SV0805"), "{}", ran.err);
}
