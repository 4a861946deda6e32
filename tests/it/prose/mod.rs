//! Prose read: sentences, each with the claims that are to be made of it, as data in
//! `tests/cases/prose`.

mod cases;
mod reading;

use crate::support::root;

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
