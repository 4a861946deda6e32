//! Prose read: sentences, each with the claims that are to be made of it, as data in
//! `tests/cases/prose`.

mod cases;
mod reading;
mod scoring;

use crate::support::{project, root};

/// Runs a file of cases.
fn run(name: &str) {
    let file = cases::file(&root().join("tests/cases/prose").join(name));
    let book = cases::book(root(), &file);
    let all = cases::differences(&book, &file);
    assert!(
        all.is_empty(),
        "{} of {}\n{}",
        all.len(),
        file.cases.len(),
        all.join("\n")
    );
}

#[test]
fn the_forty_sentences_are_read_in_every_slot() {
    run("forty.txt");
}

#[test]
fn what_only_sounds_like_an_act_is_never_read_as_done() {
    let rules = std::fs::read_to_string(root().join("tests/cases/prose/hostile.norm")).unwrap();
    let book = reading::book(
        root(),
        &["actions", "bodies", "counterterrorism", "places", "states"],
        &[("hostile.norm".into(), rules)],
    );
    let path = root().join("tests/cases/prose/hostile.txt");
    let (wrong, all) = cases::hostile(&book, &path);
    assert!(
        wrong.is_empty(),
        "{} of {all}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The reader's own labelled set: `cargo run --example score -- tests/cases/labelled -v` shows why.
#[test]
fn the_labelled_set_is_read_as_well_as_before() {
    let book = reading::book(
        root(),
        &[
            "actions",
            "bodies",
            "counterterrorism",
            "organs",
            "places",
            "states",
        ],
        &[],
    );
    assert!(book.said.is_empty(), "{:?}", book.said);
    let score = scoring::score(&book, &root().join("tests/cases/labelled"));
    let summary = score.summary();
    let least = |(right, all): (usize, usize), percent: usize| right * 100 >= all * percent;
    assert!(score.recall.1 >= 150, "{summary}");
    assert!(least(score.precision, 90), "{summary}");
    assert!(least(score.recall, 72), "{summary}");
    assert!(least(score.actor, 90), "{summary}");
    assert!(least(score.target, 90), "{summary}");
    assert!(least(score.polarity, 97), "{summary}");
    assert!(least(score.status, 95), "{summary}");
    assert!(least(score.date, 88), "{summary}");
    let (wrong, risky) = score.false_completed;
    assert!(
        risky >= 60 && wrong * 50 <= risky,
        "{summary}\n{}",
        score.said.join("\n")
    );
}

#[test]
fn what_refers_finds_what_it_speaks_of() {
    run("references.txt");
}

#[test]
fn what_follow_up_reports_leave_unsaid_is_found() {
    run("followup.txt");
}

#[test]
fn what_somebody_is_in_shows_what_was_done() {
    run("standing.txt");
}

#[test]
fn explain_says_how_a_sentence_was_read() {
    let dir = project(&[
        ("rules/a.norm", crate::support::RULES),
        ("reports/r.md", crate::support::REPORT),
    ]);
    let ran = crate::support::run(dir.path(), &["extract", "--explain"]);
    for part in [
        "phrases: [Pakistan] {banned} [Lashkar-e-Tayyiba] <on 1 March 2021>",
        "verb `banned`: by `Pakistan`, completed, its clause told",
        "claim: ban by Pakistan upon LeT: completed, 2021-03-01 to 2021-03-01",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}\n{}", ran.out, ran.err);
    }
}
