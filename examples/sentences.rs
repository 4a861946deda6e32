//! Prints the claims of sentences, one a line on standard input or in a file: to see what is read.
//!
//! `cargo run --example sentences -- [--date DATE] [--rules FILE]… [--packages "NAME …"] [FILE]`, or
//! `--cases FILE` to see what differs in a file of cases (`tests/cases/prose`).
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a program of the developers: it may stop at once, and it reads and prints"
)]

#[path = "../tests/it/prose/cases.rs"]
mod cases;
#[path = "../tests/it/prose/reading.rs"]
mod reading;

use std::io::Read;
use std::path::Path;

fn main() {
    let mut args = std::env::args().skip(1);
    let mut date = "2021-02-10".to_owned();
    let mut rules = Vec::new();
    let mut packages = "actions bodies counterterrorism organs places states".to_owned();
    let mut file = None;
    let mut case_file = None;
    let mut hostile = None;
    let mut bare = false;
    while let Some(a) = args.next() {
        match a.as_str() {
            "--date" => date = args.next().unwrap_or_default(),
            "--rules" => rules.extend(args.next()),
            "--packages" => packages = args.next().unwrap_or_default(),
            "--cases" => case_file = args.next(),
            "--hostile" => hostile = args.next(),
            "--claims" => bare = true,
            _ => file = Some(a),
        }
    }
    if let Some(path) = case_file {
        let file = cases::file(Path::new(&path));
        let book = cases::book(Path::new("."), &file);
        let all = cases::differences(&book, &file);
        for d in &all {
            println!("{d}");
        }
        println!("{} of {} differ", all.len(), file.cases.len());
        return;
    }
    let more: Vec<(String, String)> = rules
        .into_iter()
        .map(|f| {
            let text = std::fs::read_to_string(&f).unwrap_or_default();
            (f, text)
        })
        .collect();
    let packages: Vec<&str> = packages.split_whitespace().collect();
    if let Some(path) = hostile {
        let book = reading::book(Path::new("."), &packages, &more);
        let (wrong, all) = cases::hostile(&book, Path::new(&path));
        for w in &wrong {
            println!("{w}");
        }
        println!("{} of {all} are wrong", wrong.len());
        return;
    }
    let mut text = String::new();
    match file {
        Some(f) => text = std::fs::read_to_string(f).unwrap_or_default(),
        None => {
            let _ = std::io::stdin().read_to_string(&mut text);
        }
    }
    let book = reading::book(Path::new("."), &packages, &more);
    for s in &book.said {
        eprintln!("{s}");
    }
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        println!("{}{line}", if bare { "\n> " } else { "" });
        let out = reading::claims(&book, line, &date, "Dawn");
        for c in &out.value.claims {
            let gap = if bare { "" } else { "    " };
            println!("{gap}{}", reading::line(&book.rules, c));
        }
        for d in out.diagnostics.iter().filter(|_| !bare) {
            println!("    {} {}", d.code.as_str(), d.message);
        }
    }
}
