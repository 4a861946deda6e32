//! Judging alone, measured: 100,000 claims against 20 commitments of 10 targets each, as the records
//! workload has them (a third match some act, most match nothing), and a flood that all matches one
//! goal. `cargo bench --bench judge`. Prints the best of several runs, in
//! milliseconds of processor time.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program of the developers: it may stop at once, and it reads the clock and prints"
)]

use servanda::judge::{findings, judge, verify};
use servanda::model::*;
use servanda::source::{FileId, Role, Source, Sources, Span};
use servanda::time::{Day, Interval};
use std::fmt::Write as _;

#[path = "clock/mod.rs"]
mod clock;

const N: usize = 100_000;
const GOOD: [&str; 5] = ["arrest", "ban", "freeze", "prosecute", "raid"];
const NOISE: [&str; 6] = ["state", "meet", "visit", "protest", "review", "delay"];
/// What judging may take of the run's budget (4 times a floor of some 25 ms).
const LIMIT_MS: f64 = 15.0;

fn main() {
    let rules = rules();
    let mixed = claims(&rules, false);
    let flood = claims(&rules, true);
    let ok = run("mixed", &rules, &mixed);
    run("flood", &rules, &flood);
    if !ok && std::env::args().any(|a| a == "--bench") {
        std::process::exit(1);
    }
}

fn run(name: &str, rules: &Rulebook, claims: &Claims) -> bool {
    let view = View::as_of(Day::from_ymd(2022, 1, 1).unwrap());
    let j = judge(rules, claims, view);
    let mut best = [f64::MAX; 3];
    for _ in 0..7 {
        let t = clock::cpu();
        let _ = judge(rules, claims, view);
        let a = clock::cpu();
        assert!(verify(rules, claims, view, &j).is_empty());
        let b = clock::cpu();
        let _ = findings(rules, claims, view, &j);
        let c = clock::cpu();
        for (m, (x, y)) in best.iter_mut().zip([(t, a), (a, b), (b, c)]) {
            *m = m.min((y - x).as_secs_f64() * 1e3);
        }
    }
    let met = j
        .commitments
        .iter()
        .filter(|c| c.status == Status::Fulfilled)
        .count();
    let all = best[0] + best[1] + best[2];
    println!(
        "{name}: judge {:.1} ms, verify {:.1} ms, findings {:.1} ms; together {all:.1} ms (at most {LIMIT_MS}); {met} of {} fulfilled",
        best[0],
        best[1],
        best[2],
        j.commitments.len()
    );
    all <= LIMIT_MS
}

fn rules() -> Rulebook {
    let mut text = String::from("edition 1\nagreement A { adopted 2021-01-01 }\n");
    for a in GOOD.iter().chain(&NOISE) {
        writeln!(text, "action {a} \"{a}\"").unwrap();
    }
    for i in 0..40 {
        writeln!(text, "organisation Actor{i:02}").unwrap();
    }
    for i in 0..200 {
        writeln!(text, "group Group{i:03}").unwrap();
    }
    for r in 0..20 {
        let acts = GOOD[..2 + r % 3].join(", ");
        let targets: Vec<String> = (0..10).map(|t| format!("Group{:03}", r * 10 + t)).collect();
        writeln!(text, "action act{r} \"act {r}\" {{ includes {acts} }}").unwrap();
        writeln!(text, "set S{r:02} = {}", targets.join(", ")).unwrap();
        writeln!(
            text,
            "commitment C{r:02} {{ Actor{r:02} shall act {r} each of S{r:02} within 180 days of adoption. }}"
        )
        .unwrap();
    }
    let text = text
        .replace("\"act ", "\"actx")
        .replace("shall act ", "shall actx");
    let mut src = Sources::new();
    let file = src.add(Source::new("r.norm", text, Role::Rules));
    let parsed = servanda::syntax::parse(&src, file);
    let lowered = servanda::lower::lower(&src, &[parsed.value]);
    let errors = parsed.diagnostics.iter().chain(&lowered.diagnostics);
    let errors: Vec<_> = errors.filter(|d| d.is_input_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    lowered.value
}

fn claims(rules: &Rulebook, flood: bool) -> Claims {
    let mut seed = 7u64;
    let mut next = |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let start = Day::from_ymd(2021, 1, 1).unwrap();
    let mut out = Claims {
        claims: Vec::with_capacity(N),
        sources: vec![ClaimSource {
            name: "records".into(),
            declared: None,
            tier: Tier::Record,
            speaks_for: vec![],
        }],
        reports: vec![],
    };
    for i in 0..N {
        let (actor, target) = if flood { (0, 0) } else { (next(40), next(200)) };
        let own = target / 10 == actor;
        let action = match (flood, own, next(11)) {
            (true, ..) => GOOD[next(2)],
            // Targets 3 of commitments 10 to 19 are never met.
            (_, true, _) if target % 10 == 3 && actor >= 10 => NOISE[next(6)],
            (_, true, _) => GOOD[next(2)],
            (_, false, n) => GOOD.iter().chain(&NOISE).nth(n).unwrap(),
        };
        let day = start.plus(next(if own { 180 } else { 365 }) as i32);
        out.claims.push(Claim {
            id: i as u64,
            event: None,
            actors: Few::one(rules.find_entity(&format!("Actor{actor:02}")).unwrap()),
            action: rules.find_action(action).unwrap(),
            targets: Few::one(Who::Entity(
                rules.find_entity(&format!("Group{target:03}")).unwrap(),
            )),
            participants: Few::new(),
            amount: None,
            valid: Interval::day(day),
            dating: Dating::Given,
            recorded: day,
            source: SourceIx(0),
            tier: Tier::Record,
            speakers: Few::new(),
            attributed_to: None,
            polarity: Polarity::Asserted,
            modality: Modality::Completed,
            status: ClaimStatus::Completed,
            retracts: None,
            report: ReportIx(0),
            span: Span::new(FileId(0), i, i + 1),
            places: Places::default(),
            wording: None,
        });
    }
    out
}
