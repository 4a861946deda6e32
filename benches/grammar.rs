//! How fast rule text becomes a syntax tree: MB/s of processor time, best of several runs, on a generated
//! rulebook of one and of five megabytes. Exits 1 where either is below what is asked.
//!
//! `cargo bench --bench grammar`
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program of the developers: it may stop at once, and it reads and prints"
)]

use servanda::source::{Role, Source, Sources};
use std::fmt::Write;

#[path = "clock/mod.rs"]
mod clock;

/// What is asked.
const LEAST_MB_S: f64 = 15.0;

fn rules(bytes: usize) -> String {
    let mut t = String::from("edition 1\nuse std.counterterrorism\n");
    let mut i = 0;
    while t.len() < bytes {
        i += 1;
        // Writing to a String cannot fail.
        let _ = write!(
            t,
            "group G{i} \"Group number {i}\" {{ aka \"G-{i}\", \"The {i}th group\"  front of G1 }}\n\
             commitment C-{i} \"Concerted action against group {i}\" {{\n\
             \x20 quote \"concerted action against all terrorist networks\"\n\
             \x20 modality called-for\n\
             \x20 Pakistan shall act against each of Networks within 12 months of adoption, sustained for 6 months.\n\
             \x20 note \"Interpretation: an arrest, conviction, ban or asset freeze counts.\" // see paragraph {i}\n}}\n\
             commitment D-{i} {{\n\
             \x20 Pakistan shall bring to justice each of the perpetrators of Mumbai2008 for Mumbai2008 by 2022-12-31, irreversibly.\n}}\n"
        );
    }
    t
}

fn main() {
    let mut ok = true;
    for mb in [1, 5] {
        let text = rules(mb * 1_000_000);
        let mut src = Sources::new();
        let id = src.add(Source::new("r.norm", text, Role::Rules));
        let mut best = f64::MAX;
        let mut items = 0;
        for _ in 0..10 / mb + 5 {
            let start = clock::cpu();
            let out = servanda::syntax::parse(&src, id);
            best = best.min((clock::cpu() - start).as_secs_f64());
            assert!(out.diagnostics.is_empty(), "{:?}", out.diagnostics.first());
            items = out.value.items.len();
        }
        let speed = src.text(id).len() as f64 / 1e6 / best;
        println!("grammar: {mb} MB, {items} items: {speed:.1} MB/s (at least {LEAST_MB_S})");
        ok &= speed >= LEAST_MB_S;
    }
    if !ok && std::env::args().any(|a| a == "--bench") {
        std::process::exit(1);
    }
}
