//! The whole run, measured: `check` on the shipped example, and 100,000 records against 20
//! commitments beside a floor that only parses them (serde_json into borrowed structs, one pass).
//!
//! `cargo bench --bench check [-- DIR]`; DIR may hold another generator's `events.jsonl` and
//! `expected.json` of the same shape. Prints CPU time (all threads, user and system) and peak memory.
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

use serde::Deserialize;
use servanda::model::{Status, View};
use servanda::source::{Role, Source, Sources};
use servanda::time::Day;
use servanda::{Checked, Input};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const EXAMPLE_LIMIT_MS: f64 = 20.0;
const FLOOR_FACTOR: f64 = 4.0;
const MEMORY_LIMIT_MIB: f64 = 100.0;

const GOOD: [&str; 5] = ["arrest", "ban", "freeze", "prosecute", "raid"];
const NOISE: [&str; 6] = [
    "statement",
    "meeting",
    "visit",
    "protest",
    "review",
    "delay",
];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|a| a == "--judge") {
        judge_once(Path::new(&args[at + 1]));
        return;
    }
    let given = args.iter().skip(1).find(|a| !a.starts_with("--"));
    let mut ok = example();
    ok &= records(given.map(PathBuf::from));
    // Under `cargo test --benches` nothing is judged by its speed.
    if !ok && args.iter().any(|a| a == "--bench") {
        std::process::exit(1);
    }
}

/// CPU milliseconds of this process and of its children that have ended (Linux; elsewhere 0).
fn cpu_ms() -> (f64, f64) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .skip(1)
        .map(|f| f.parse().unwrap_or(0.0))
        .collect();
    let tick = |i: usize| fields.get(i).copied().unwrap_or(0.0) * 10.0;
    (tick(10) + tick(11), tick(12) + tick(13))
}

fn example() -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let runs = 50;
    let before = cpu_ms().1;
    for _ in 0..runs {
        Command::new(env!("CARGO_BIN_EXE_servanda"))
            .current_dir(root)
            .args(["check", "--rules", "rules/ctjwg-17.norm"])
            .args([
                "--reports",
                "examples/ctjwg-17/reports",
                "--as-of",
                "2024-12-31",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
    }
    let each = (cpu_ms().1 - before) / f64::from(runs);
    println!("check on the example: {each:.1} ms CPU a run (at most {EXAMPLE_LIMIT_MS})");
    each <= EXAMPLE_LIMIT_MS
}

fn records(given: Option<PathBuf>) -> bool {
    let made = tempfile::tempdir().unwrap();
    let dir = given.unwrap_or_else(|| {
        generate(made.path(), 100_000);
        made.path().to_path_buf()
    });
    let runs = 10;
    let before = cpu_ms().0;
    let mut sum = 0;
    let mut lines = 0;
    for _ in 0..runs {
        // The floor reads the file each time too, as a run does.
        let text = std::fs::read_to_string(dir.join("events.jsonl")).unwrap();
        sum += floor(&text);
        lines = text.lines().count();
    }
    let floor_ms = (cpu_ms().0 - before) / f64::from(runs);
    let before = cpu_ms().1;
    let mut last = String::new();
    for _ in 0..runs {
        let out = Command::new(std::env::current_exe().unwrap())
            .arg("--judge")
            .arg(&dir)
            .output()
            .unwrap();
        last = String::from_utf8(out.stdout).unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
    }
    let each = (cpu_ms().1 - before) / f64::from(runs);
    let mib: f64 = last.trim().parse().unwrap_or(0.0);
    println!(
        "{lines} records x 20 commitments: {each:.0} ms CPU, floor {floor_ms:.0} ms, factor {:.1} (at most {FLOOR_FACTOR}); {mib:.0} MiB (at most {MEMORY_LIMIT_MIB})",
        each / floor_ms.max(1.0),
    );
    assert!(sum > 0);
    each <= FLOOR_FACTOR * floor_ms && mib <= MEMORY_LIMIT_MIB
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    actor: Cow<'a, str>,
    #[serde(borrow)]
    action: Cow<'a, str>,
    #[serde(borrow)]
    target: Cow<'a, str>,
    #[serde(borrow)]
    date: Cow<'a, str>,
}

/// The least that any tool must do: parse each line, and look at it once.
fn floor(text: &str) -> usize {
    let mut hits = 0;
    for line in text.lines() {
        let e: Event<'_> = serde_json::from_str(line).unwrap();
        let is_hit = GOOD.contains(&&*e.action) && *e.date <= *"2021-06-30";
        hits += usize::from(is_hit && !e.actor.is_empty() && !e.target.is_empty());
    }
    hits
}

/// One run in this process: parse, judge, render, compare with the oracle, print peak MiB.
fn judge_once(dir: &Path) {
    let mut src = Sources::new();
    let rules = src.add(Source::new("c.norm", rulebook(), Role::Rules));
    let text = std::fs::read_to_string(dir.join("events.jsonl")).unwrap();
    let reports = [src.add(Source::new("events.jsonl", text, Role::Report))];
    let parsed = servanda::syntax::parse(&src, rules);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let input = Input {
        rules: &[parsed.value],
        reports: &reports,
        view: View::as_of(Day::from_ymd(2021, 12, 31).unwrap()),
    };
    let checked = servanda::check(&src, &input);
    compare(&checked, dir);
    let run = checked.run(&src, &reports);
    servanda::render::find("json")
        .unwrap()
        .render(&run, servanda::render::Look::PLAIN, &mut std::io::sink())
        .unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok())
        .unwrap_or(0.0);
    println!("{}", kib / 1024.0);
}

#[derive(Deserialize)]
struct Expected {
    status: String,
}

/// A rule that passes is fulfilled, one that fails is not.
fn compare(checked: &Checked, dir: &Path) {
    let text = std::fs::read_to_string(dir.join("expected.json")).unwrap();
    let want: BTreeMap<String, Expected> = serde_json::from_str(&text).unwrap();
    assert_eq!(checked.judgement.commitments.len(), want.len());
    for c in &checked.judgement.commitments {
        let id = &checked.rules.commitments[c.commitment].id;
        let passes = want[id].status == "pass";
        assert_eq!(
            c.status == Status::Fulfilled,
            passes,
            "{id}: {:?}",
            c.status
        );
    }
}

/// The twenty rules of the workload as commitments.
fn rulebook() -> String {
    let mut out = String::from("edition 1\n");
    for a in 0..40 {
        let _ = writeln!(out, "organisation Actor{a:02}");
    }
    for g in 0..200 {
        let _ = writeln!(out, "group Group{g:03}");
    }
    for a in GOOD.iter().chain(&NOISE) {
        let _ = writeln!(out, "action {a} \"{a}\"");
    }
    for n in 2..5 {
        let _ = writeln!(
            out,
            "action counter-{n} \"counter{}\" {{ includes {} }}",
            "x".repeat(n),
            GOOD[..n].join(", ")
        );
    }
    for r in 0..20 {
        let targets: Vec<String> = (r * 10..r * 10 + 10)
            .map(|t| format!("Group{t:03}"))
            .collect();
        let _ = writeln!(out, "set T{r:02} = {}", targets.join(", "));
        let _ = writeln!(
            out,
            "commitment C{r:02} {{ Actor{r:02} shall counter{} each of T{r:02} from 2021-01-01 by 2021-06-30. }}",
            "x".repeat(2 + r % 3)
        );
    }
    out
}

/// A linear congruential generator (Knuth's MMIX constants): the same data everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// Writes `events.jsonl` and `expected.json`: rules 0 to 9 pass, 10 to 19 each miss one target, by
/// lateness, by another act, or by absence; the rest is noise that bears on no rule.
fn generate(dir: &Path, n: usize) {
    let mut random = Random(7);
    let mut events: Vec<(usize, &str, usize, usize)> = Vec::new();
    let mut missing = [false; 20];
    for (r, missing) in missing.iter_mut().enumerate() {
        let actions = &GOOD[..2 + r % 3];
        for t in 0..10 {
            let target = r * 10 + t;
            let miss = r >= 10 && t == (r * 3) % 10;
            *missing |= miss;
            match (miss, r % 3) {
                (false, _) => events.push((
                    r,
                    actions[random.below(actions.len())],
                    target,
                    random.below(181),
                )),
                (true, 0) => events.push((r, actions[0], target, 182 + random.below(99))),
                (true, 1) => events.push((r, "statement", target, 30)),
                (true, _) => {}
            }
        }
    }
    let all: Vec<&str> = GOOD.iter().chain(&NOISE).copied().collect();
    while events.len() < n {
        let (a, t) = (random.below(40), random.below(200));
        let act = if a < 20 && t / 10 == a {
            NOISE[random.below(NOISE.len())]
        } else {
            all[random.below(all.len())]
        };
        events.push((a, act, t, random.below(365)));
    }
    for i in (1..events.len()).rev() {
        events.swap(i, random.below(i + 1));
    }
    let first = Day::from_ymd(2021, 1, 1).unwrap();
    let mut text = String::new();
    for (i, (a, act, t, day)) in events.iter().enumerate() {
        let _ = writeln!(
            text,
            "{{\"actor\": \"Actor{a:02}\", \"action\": \"{act}\", \"target\": \"Group{t:03}\", \"date\": \"{}\", \"source\": \"https://example.org/group{t:03}/{i}\"}}",
            first.plus(*day as i32)
        );
    }
    std::fs::write(dir.join("events.jsonl"), text).unwrap();
    let rows: Vec<String> = missing
        .iter()
        .enumerate()
        .map(|(r, miss)| {
            let status = if *miss { "fail" } else { "pass" };
            format!("\"C{r:02}\":{{\"status\":\"{status}\"}}")
        })
        .collect();
    std::fs::write(dir.join("expected.json"), format!("{{{}}}", rows.join(","))).unwrap();
}
