//! How fast rule text becomes a syntax tree: MB/s, best of five, on a generated rulebook.
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
use std::time::Instant;

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
    for mb in [1, 5] {
        let text = rules(mb * 1_000_000);
        let mut src = Sources::new();
        let id = src.add(Source::new("r.norm", text, Role::Rules));
        let mut best = f64::MAX;
        let mut items = 0;
        for _ in 0..5 {
            let start = Instant::now();
            let out = servanda::syntax::parse(&src, id);
            best = best.min(start.elapsed().as_secs_f64());
            assert!(out.diagnostics.is_empty(), "{:?}", out.diagnostics.first());
            items = out.value.items.len();
        }
        println!(
            "grammar: {mb} MB, {items} items: {:.1} MB/s",
            src.text(id).len() as f64 / 1e6 / best
        );
    }
}
