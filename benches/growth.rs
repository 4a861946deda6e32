//! What grows with what: parsing and lowering (lints included) of 1,000, 10,000 and 100,000 one-line
//! commitments, and `timeline` over 125, 250 and 500 triggers, each of which changes something on two days.
//! `cargo bench --bench growth`. Prints processor time. Exits 1 where a rulebook of 10,000 commitments takes
//! longer than a second, or where ten times the commitments take more than 15 times as long.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program of the developers: it may stop at once, and it reads and prints"
)]

use servanda::source::{Role, Source, Sources};
use servanda::time::Day;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

#[path = "clock/mod.rs"]
mod clock;

/// What parsing and lowering 10,000 commitments may take.
const LIMIT_MS: f64 = 1000.0;
/// What ten times as many may take, in times.
const GROWTH: f64 = 15.0;

fn main() {
    let is_bench = std::env::args().any(|a| a == "--bench");
    // Under `cargo test --benches` nothing is judged by its speed: a small run shows that it works.
    let (sizes, triggers): (&[usize], &[usize]) = match is_bench {
        true => (&[1_000, 10_000, 100_000], &[125, 250, 500]),
        false => (&[100], &[10]),
    };
    let times: Vec<f64> = sizes.iter().map(|n| rulebook(*n)).collect();
    triggers.iter().for_each(|n| timeline(*n));
    let grows = times.windows(2).any(|w| w[1] > GROWTH * w[0]);
    if is_bench && (times[1] > LIMIT_MS || grows) {
        std::process::exit(1);
    }
}

/// Parses and lowers `n` commitments about as many groups; gives milliseconds.
fn rulebook(n: usize) -> f64 {
    let mut t = String::from(
        "edition 1\nagreement J \"x\" { adopted 2020-01-31 between A addressed to B }\nstate A \"Aland\"\nstate B \"Bland\"\naction meet \"meet\"\n",
    );
    for i in 0..n {
        let _ = writeln!(
            t,
            "group G{i} \"Group number {i}\"\ncommitment C-{i} {{ B shall meet G{i} by 2021-12-31. }}"
        );
    }
    let mut src = Sources::new();
    let id = src.add(Source::new("r.norm", t, Role::Rules));
    let start = clock::cpu();
    let file = servanda::syntax::parse(&src, id);
    let parsed = clock::cpu();
    let rules = servanda::lower::lower(&src, &[file.value]);
    let lowered = clock::cpu();
    assert_eq!(rules.value.commitments.len(), n);
    let ms = |a: std::time::Duration, b: std::time::Duration| (b - a).as_secs_f64() * 1e3;
    println!(
        "{n} commitments: parsed in {:.0} ms, lowered in {:.0} ms",
        ms(start, parsed),
        ms(parsed, lowered)
    );
    ms(start, lowered)
}

/// CPU milliseconds of the children that have ended (Linux; elsewhere 0).
fn children_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or("");
    let ticks = after.split_whitespace().skip(13).take(2);
    ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() * 10.0
}

/// `timeline` over `n` attacks on as many days, each of which owes an act within three months.
fn timeline(n: usize) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("rules")).unwrap();
    std::fs::create_dir(dir.path().join("reports")).unwrap();
    let rules = "edition 1\nagreement J \"x\" { adopted 2020-01-31 between India addressed to Pakistan }\nstate India \"India\"\nstate Pakistan \"Pakistan\"\ngroup LeT \"LeT\"\nset Networks = LeT\naction ban \"ban\"\naction attack \"attack\"\ncommitment A { When any of Networks as G attacks India, Pakistan shall ban G within 3 months. }\n";
    std::fs::write(dir.path().join("rules/r.norm"), rules).unwrap();
    let first = Day::from_ymd(2020, 2, 1).unwrap();
    let mut lines = String::new();
    for i in 0..n as i32 {
        let _ = writeln!(
            lines,
            "{{\"date\": \"{}\", \"actor\": \"LeT\", \"action\": \"attack\", \"target\": \"India\", \"source\": \"Dawn\"}}",
            first.plus(i)
        );
    }
    std::fs::write(dir.path().join("reports/events.jsonl"), lines).unwrap();
    let before = children_ms();
    let ran = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(["timeline", "--as-of", "2024-01-01"])
        .arg(dir.path())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let took = children_ms() - before;
    let text = String::from_utf8(ran.stdout).unwrap();
    let changes = text.lines().filter(|l| !l.starts_with(' ')).count();
    assert!(ran.status.success() && changes > 2 * n, "{text}");
    println!("timeline of {n} triggers: {took:.0} ms for {changes} changes");
}
