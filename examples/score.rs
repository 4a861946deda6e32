//! Scores what is read of a labelled set: precision, recall, roles, status, dates, false completed.
//!
//! `cargo run --example score -- DIR [--rules FILE]… [--packages "NAME …"] [-v]`, where DIR holds `reports/*.txt` and
//! `labels.jsonl` (doc, quote, actor, action_class, target, date, polarity, status).
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    missing_docs,
    dead_code,
    reason = "a program of the developers: it may stop at once, and it reads and prints"
)]

#[path = "../tests/it/prose/reading.rs"]
mod reading;
#[path = "../tests/it/prose/scoring.rs"]
mod scoring;

use std::path::Path;

fn main() {
    let mut args = std::env::args().skip(1);
    let mut dir = String::new();
    let mut packages = "actions bodies counterterrorism organs places states".to_owned();
    let (mut rules, mut verbose) = (Vec::new(), false);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--rules" => rules.extend(args.next()),
            "--packages" => packages = args.next().unwrap_or_default(),
            "-v" => verbose = true,
            _ => dir = a,
        }
    }
    let more: Vec<(String, String)> = rules
        .into_iter()
        .map(|f| {
            let text = std::fs::read_to_string(&f).unwrap_or_default();
            (f, text)
        })
        .collect();
    let packages: Vec<&str> = packages.split_whitespace().collect();
    let book = reading::book(Path::new("."), &packages, &more);
    for s in &book.said {
        eprintln!("{s}");
    }
    let score = scoring::score(&book, Path::new(&dir));
    if verbose {
        for line in &score.said {
            println!("{line}");
        }
    }
    println!("{}", score.summary());
}
