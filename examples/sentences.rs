//! Prints the claims of sentences, one a line on standard input or in a file: to see what is read.
//!
//! `cargo run --example sentences -- [--date DATE] [--rules FILE]… [FILE]`
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    missing_docs
)]

use servanda::extract;
use servanda::lexicon::Lexicon;
use servanda::model::{Block, BlockKind, Body, Meta, OffsetMap, Report, Rulebook, Who};
use servanda::source::{Role, Source, Sources, Span, Spanned};
use std::borrow::Cow;
use std::io::Read;

fn main() {
    let mut args = std::env::args().skip(1);
    let mut date = "2021-02-10".to_owned();
    let mut rules = Vec::new();
    let mut file = None;
    while let Some(a) = args.next() {
        match a.as_str() {
            "--date" => date = args.next().unwrap_or_default(),
            "--rules" => rules.extend(args.next()),
            _ => file = Some(a),
        }
    }
    let mut text = String::new();
    match file {
        Some(f) => text = std::fs::read_to_string(f).unwrap_or_default(),
        None => {
            let _ = std::io::stdin().read_to_string(&mut text);
        }
    }
    let rulebook = rulebook(&rules);
    let words = Lexicon::new(&rulebook);
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let mut src = Sources::new();
        let id = src.add(Source::new("line", line, Role::Report));
        let published =
            servanda::time::parse_date(&date).map(|d| Spanned::new(d.interval, Span::default()));
        let report = Report {
            file: id,
            meta: Meta {
                published,
                ..Meta::default()
            },
            body: Body::Prose(vec![Block {
                kind: if line.starts_with('#') {
                    BlockKind::Heading(1)
                } else {
                    BlockKind::Paragraph
                },
                text: Cow::Borrowed(line.trim_start_matches("# ")),
                span: Span::new(id, 0, line.len()),
                map: OffsetMap::slice(line.len() - line.trim_start_matches("# ").len()),
            }]),
        };
        println!("{line}");
        let out = extract::extract(&words, &rulebook, &src, report);
        for c in &out.value.claims {
            let names = |ids: Vec<&str>| {
                if ids.is_empty() {
                    "?".to_owned()
                } else {
                    ids.join("+")
                }
            };
            println!(
                "    {} {} {} {} {}{}{} {:?} {}{}{}",
                names(c.actors.iter().map(|e| rulebook.entity_name(*e)).collect()),
                rulebook.action_name(c.action),
                names(
                    c.targets
                        .iter()
                        .map(|w| match w {
                            Who::Entity(e) | Who::Role(_, e) => rulebook.entity_name(*e),
                        })
                        .collect()
                ),
                c.status.word(),
                c.valid.lo,
                if c.valid.lo == c.valid.hi {
                    String::new()
                } else {
                    format!("/{}", c.valid.hi)
                },
                c.participants
                    .iter()
                    .map(|(p, e)| format!(" {}={}", p.word(), rulebook.entity_name(*e)))
                    .collect::<String>(),
                c.dating,
                c.amount.as_ref().map_or(String::new(), |a| format!(
                    "n{}{} ",
                    a.bound,
                    a.micros / 1_000_000
                )),
                c.attributed_to
                    .as_ref()
                    .map_or(String::new(), |a| format!("says {a} ")),
                if c.speakers.is_empty() {
                    String::new()
                } else {
                    names(
                        c.speakers
                            .iter()
                            .map(|e| rulebook.entity_name(*e))
                            .collect(),
                    )
                },
            );
        }
        for d in &out.diagnostics {
            println!("    {} {}", d.code.as_str(), d.message);
        }
    }
}

/// The shipped packages and the named rule files.
fn rulebook(files: &[String]) -> Rulebook {
    let mut src = Sources::new();
    let mut paths: Vec<String> = ["actions", "states", "bodies", "counterterrorism"]
        .iter()
        .map(|p| format!("rules/std/{p}.norm"))
        .collect();
    paths.extend(files.iter().cloned());
    let mut trees = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let id = src.add(Source::new(path, text, Role::Rules));
        let out = servanda::syntax::parse(&src, id);
        for d in &out.diagnostics {
            eprintln!("{} {}", d.code.as_str(), d.message);
        }
        trees.push(out.value);
    }
    let out = servanda::lower::lower(&src, &trees);
    for d in &out.diagnostics {
        eprintln!("{} {}", d.code.as_str(), d.message);
    }
    out.value
}
