//! What silence shows, who may take a word back, and who is independent: ways in which a commitment could
//! seem kept though nobody who counts says so.

use crate::support::{check_json, project, statuses};

const RULES: &str = r#"edition 1
use std.counterterrorism
agreement A { adopted 2020-09-10 between India, Pakistan }
source FO "Foreign Office" { tier official speaks for Pakistan }
commitment BAN { Pakistan shall ban LeT by 2022-12-31. }
commitment BAN1 { evidence { at least 1 independent source } Pakistan shall ban LeT by 2022-12-31. }
commitment BAN2 { evidence { at least 2 independent sources } Pakistan shall ban LeT by 2022-12-31. }
commitment NOT { Pakistan shall not ban LeT from 2020-09-10 until 2022-12-31. }
"#;

/// The status of a commitment, with these reports, a month after its deadline.
fn status(id: &str, reports: &[(&str, &str)]) -> String {
    let mut files = vec![("rules/a.norm", RULES)];
    files.extend(reports);
    let dir = project(&files);
    let (_, json) = check_json(dir.path(), &["--as-of", "2023-02-01"]);
    statuses(&json)[id].clone()
}

fn covering(publisher: &str, more: &str, body: &str) -> String {
    format!(
        "---\ndate: 2023-01-01\npublisher: {publisher}\ncovers: 2020-09-10 to 2022-12-31\n{more}---\n{body}\n"
    )
}

#[test]
fn a_prohibition_is_kept_where_somebody_who_counts_looked() {
    let looked = covering("Bob", "", "The report is on soups.");
    assert_eq!(status("NOT", &[("reports/a.md", &looked)]), "fulfilled");
    let cases = [
        (
            "the party's own",
            covering("Foreign Office", "", "The report is on soups."),
        ),
        (
            "under the party's name",
            covering("Pakistan", "", "The report is on soups."),
        ),
        (
            "as its government",
            covering("Government of Pakistan", "", "The report is on soups."),
        ),
        (
            "an adversary's",
            covering("Bob", "tier: adversary\n", "The report is on soups."),
        ),
        (
            "in another language",
            covering("Bob", "language: fr\n", "Le Pakistan a interdit LeT."),
        ),
        ("empty", covering("Bob", "", "")),
        (
            "a sentence without end",
            covering("Bob", "", &"and Pakistan banned LeT ".repeat(600)),
        ),
    ];
    for (what, report) in cases {
        assert_eq!(
            status("NOT", &[("reports/a.md", &report)]),
            "unreported",
            "{what}"
        );
    }
    let other = "---\ndate: 2023-01-01\npublisher: Bob\ncovers: {period: 2020-09-10 to 2022-12-31, topics: [soup], actors: [Fredonia]}\n---\nSoups.\n";
    assert_eq!(status("NOT", &[("reports/a.md", other)]), "unreported");
    // A record with an error may have told of the breach.
    let records = "date: 2023-01-01\npublisher: Bob\ncovers: 2020-09-10 to 2022-12-31\nrecords:\n  - {date: 2022-05-02, actor: Pakistan, action: bant, target: LeT}\n";
    assert_eq!(status("NOT", &[("reports/a.yaml", records)]), "unreported");
}

#[test]
fn a_record_is_taken_back_by_its_own_source_and_after_it() {
    let looked = covering("Bob", "", "The report is on soups.");
    let act = r#"[{"id":"1","date":"2022-05-02","actor":"Pakistan","action":"ban","target":"LeT","source":"Dawn"}]"#;
    let back = |source: &str, date: &str| {
        format!(r#"[{{"date":"{date}","source":"{source}","retracts":"1"}}]"#)
    };
    let with = |back: &str| {
        let reports = [
            ("reports/a.md", looked.as_str()),
            ("reports/b.json", act),
            ("reports/c.json", back),
        ];
        status("NOT", &reports)
    };
    assert_eq!(with("[]"), "breached");
    assert_eq!(with(&back("Dawn", "2022-06-01")), "fulfilled");
    assert_eq!(with(&back("Foreign Office", "2022-06-01")), "breached");
    assert_eq!(with(&back("Dawn", "2022-04-01")), "breached");
}

#[test]
fn a_party_is_no_independent_source_under_whatever_name() {
    for (publisher, want) in [
        ("Dawn", "fulfilled"),
        ("Pakistan", "unreported"),
        ("Islamabad", "unreported"),
        ("Government of Pakistan", "unreported"),
        ("Foreign Office", "unreported"),
    ] {
        let prose = format!(
            "---\ndate: 2022-06-01\npublisher: {publisher}\n---\nPakistan banned LeT on 2 May 2022.\n"
        );
        assert_eq!(
            status("BAN1", &[("reports/a.md", &prose)]),
            want,
            "{publisher}, prose"
        );
        let record =
            format!("date,actor,action,target,source\n2022-05-02,Pakistan,ban,LeT,{publisher}\n");
        assert_eq!(
            status("BAN1", &[("reports/a.csv", &record)]),
            want,
            "{publisher}, record"
        );
    }
}

#[test]
fn one_number_in_two_registers_is_not_one_event() {
    let of = |file: &str, date: &str, source: &str| {
        (
            file.to_owned(),
            format!("id,date,actor,action,target,source\n1,{date},Pakistan,ban,LeT,{source}\n"),
        )
    };
    for (second, want) in [("2022-05-03", "fulfilled"), ("2021-01-01", "unreported")] {
        let (a, b) = (
            of("reports/a.csv", "2022-05-02", "Dawn"),
            of("reports/b.csv", second, "NYT"),
        );
        let reports = [(a.0.as_str(), a.1.as_str()), (b.0.as_str(), b.1.as_str())];
        assert_eq!(status("BAN2", &reports), want, "{second}");
    }
}

#[test]
fn one_publisher_under_two_spellings_is_one_source() {
    for (second, want) in [
        ("NYT", "fulfilled"),
        ("dawn", "unreported"),
        ("The Dawn", "unreported"),
        ("Dawn.com", "unreported"),
        ("Da\u{200b}wn", "unreported"),
    ] {
        let text = format!(
            "date,actor,action,target,source\n2022-05-02,Pakistan,ban,LeT,Dawn\n2022-05-02,Pakistan,ban,LeT,{second}\n"
        );
        assert_eq!(
            status("BAN2", &[("reports/a.csv", &text)]),
            want,
            "{second:?}"
        );
    }
}

#[test]
fn a_record_that_says_more_than_is_read_is_not_taken_at_its_face() {
    let json = |more: &str| {
        format!(
            r#"[{{"date":"2022-05-02","actor":"Pakistan","action":"ban","target":"LeT","source":"Dawn"{more}}}]"#
        )
    };
    let plain = json("");
    assert_eq!(status("BAN", &[("reports/a.json", &plain)]), "fulfilled");
    let harmless = json(r#","url":"https://example.org","notes":"x""#);
    assert_eq!(status("BAN", &[("reports/a.json", &harmless)]), "fulfilled");
    for more in [
        r#","staus":"planned""#,
        r#","Status":"planned""#,
        r#"," status ":"planned""#,
        r#","Polarity":"-""#,
        r#","modality":"planned""#,
        r#","retracted":true"#,
        r#","tier":"adversary""#,
    ] {
        let text = json(more);
        let lines = format!("{}\n", text.trim_matches(['[', ']']));
        assert_ne!(
            status("BAN", &[("reports/a.json", &text)]),
            "fulfilled",
            "{more}"
        );
        assert_ne!(
            status("BAN", &[("reports/a.jsonl", &lines)]),
            "fulfilled",
            "{more}"
        );
    }
    for text in [
        "date,actor,action,target,source,Status\n2022-05-02,Pakistan,ban,LeT,Dawn,planned\n",
        "date,actor,action,target,source,staus\n2022-05-02,Pakistan,ban,LeT,Dawn,planned\n",
        "date,actor,action,target,source,\n2022-05-02,Pakistan,ban,LeT,Dawn,planned\n",
    ] {
        assert_ne!(
            status("BAN", &[("reports/a.csv", text)]),
            "fulfilled",
            "{text}"
        );
    }
    let spreadsheet = "date,actor,action,target,source,\n2022-05-02,Pakistan,ban,LeT,Dawn,\n";
    assert_eq!(
        status("BAN", &[("reports/a.csv", spreadsheet)]),
        "fulfilled"
    );
    let record = "{date: 2022-05-02, actor: Pakistan, action: ban, target: LeT}";
    for text in [
        format!("publisher: Dawn\nstatus: planned\nrecords:\n  - {record}\n"),
        "publisher: Dawn\nrecords:\n  - &a {status: planned}\n  - {<<: *a, date: 2022-05-02, actor: Pakistan, action: ban, target: LeT}\n".to_owned(),
        "publisher: Dawn\nrecords:\n  - date: 2022-05-02\n    actor: Pakistan\n    action: ban\n    target: LeT\n    status:\n".to_owned(),
        format!("publisher: Dawn\ntier: adversary\nrecords:\n  - {}\n", record.replace("}", ", source: Dawn}")),
    ] {
        assert_ne!(status("BAN", &[("reports/a.yaml", &text)]), "fulfilled", "{text}");
    }
}

#[test]
fn an_adversary_of_the_bearer_is_one_whomever_it_speaks_of() {
    let rules = r#"edition 1
state P "Pluria"
state I "Indria"
group L "Lets"
action attack "attack"
source M "Mea" { tier official adversary of P }
commitment C { P shall prevent L from attacking I from 2020-01-01. }
"#;
    let told = |publisher: &str| {
        let report = format!(
            "---\ndate: 2021-06-02\npublisher: {publisher}\n---\nLets attacked Indria on 1 June 2021.\n"
        );
        let dir = project(&[("rules/a.norm", rules), ("reports/a.md", &report)]);
        let (_, json) = check_json(dir.path(), &["--as-of", "2021-06-30"]);
        statuses(&json)["C"].clone()
    };
    assert_eq!(told("Dawn"), "breached");
    assert_eq!(told("Mea"), "unreported");
}
