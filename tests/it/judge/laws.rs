//! The laws, each a property; letters as in section 5 of the design's semantics.

use super::made::{self, Drawn, accounts, claims, day, drawn, raw, timeline, view};
use super::reference;
use super::worded::{self, rules};
use proptest::prelude::*;
use servanda::judge::{judge, verify};
use servanda::model::*;
use servanda::time::Day;

/// `SERVANDA_CASES` asks for more than the everyday number.
fn config(everyday: u32) -> ProptestConfig {
    let cases = std::env::var("SERVANDA_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(everyday),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..ProptestConfig::default()
    }
}

/// What a judgement says, without words and witnesses.
fn said(j: &Judgement) -> Vec<(Status, Vec<Flag>, Vec<(String, Status, Vec<Flag>)>)> {
    let instances = |c: &CommitmentJudgement| {
        let of = c.instances.iter();
        of.map(|i| (i.id.clone(), i.status, i.flags.clone()))
            .collect()
    };
    j.commitments
        .iter()
        .map(|c| (c.status, c.flags.clone(), instances(c)))
        .collect()
}

fn by_id(j: &Judgement) -> std::collections::BTreeMap<String, Status> {
    let all = j.commitments.iter().flat_map(|c| &c.instances);
    all.map(|i| (i.id.clone(), i.status)).collect()
}

fn statuses(j: &Judgement) -> Vec<Status> {
    j.commitments
        .iter()
        .flat_map(|c| &c.instances)
        .map(|i| i.status)
        .collect()
}

proptest! {
    #![proptest_config(config(256))]

    /// (m) The engine equals the plain evaluator; (l) and every witness passes the independent check.
    #[test]
    fn the_engine_is_the_plain_evaluator(r in rules(), (d, c) in timeline(), v in view()) {
        let book = r.lower();
        let claims = claims(&book, &d, &c);
        let j = judge(&book, &claims, v);
        let plain = reference::judge(&book, &claims, v);
        for (x, y) in j.commitments.iter().zip(&plain) {
            for (i, (id, verdict)) in x.instances.iter().zip(&y.instances) {
                prop_assert_eq!(&i.id, id);
                prop_assert_eq!(&(i.status, i.flags.clone()), verdict, "{}: {}", id, i.reason);
            }
            prop_assert_eq!(x.instances.len(), y.instances.len());
            prop_assert_eq!(&(x.status, x.flags.clone()), &y.verdict);
        }
        let wrong = verify(&book, &claims, v, &j);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    /// (m) The same where acts are added up.
    #[test]
    fn sums_are_those_of_the_plain_evaluator(r in worded::accounts(), (d, c) in accounts(), v in view()) {
        let book = r.lower();
        let claims = claims(&book, &d, &c);
        let j = judge(&book, &claims, v);
        let plain = reference::judge(&book, &claims, v);
        for (x, y) in j.commitments.iter().zip(&plain) {
            for (i, (id, verdict)) in x.instances.iter().zip(&y.instances) {
                prop_assert_eq!(&i.id, id);
                prop_assert_eq!(&(i.status, i.flags.clone()), verdict, "{}: {}", id, i.reason);
            }
            prop_assert_eq!(x.instances.len(), y.instances.len());
            prop_assert_eq!(&(x.status, x.flags.clone()), &y.verdict);
        }
        let wrong = verify(&book, &claims, v, &j);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    /// (b) Neither the order of claims, nor telling them twice, nor splitting files changes a byte.
    #[test]
    fn order_and_repetition_change_nothing(r in rules(), (d, c) in timeline(), v in view(), cut in 0usize..10, turn in any::<bool>()) {
        let book = r.lower();
        let whole = claims(&book, &d, &c);
        let cut = cut.min(d.len());
        let (a, b) = (raw(&book, &d[..cut], &c), raw(&book, &d[cut..], &c));
        let parts = if turn { vec![b.clone(), a, b] } else { vec![a.clone(), b, a] };
        let split = servanda::extract::merge(parts);
        let (x, y) = (judge(&book, &whole, v), judge(&book, &split, v));
        prop_assert_eq!(format!("{:?}", x), format!("{:?}", y));
    }

    /// (c) Evidence that fits no norm changes nothing.
    #[test]
    fn what_fits_nothing_changes_nothing(r in rules(), (d, c) in timeline(), v in view(), more in proptest::collection::vec(drawn(), 1..5)) {
        let book = r.lower();
        let before = judge(&book, &claims(&book, &d, &c), v);
        // `talk` among people whom no sentence with a target names, taken back by nobody.
        let idle = |x: Drawn| Drawn { action: 9, target: 7, actor: 6, part: 0, event: 0, more: 0, ..x };
        let talk = r.sentences.iter().any(|s| s.contains("talk"));
        prop_assume!(!talk);
        let all: Vec<Drawn> = d.into_iter().chain(more.into_iter().map(idle)).collect();
        let after = judge(&book, &claims(&book, &all, &c), v);
        prop_assert_eq!(said(&before), said(&after));
    }

    /// Whatever is told again of its day, by whomever, with as much or with less, adds nothing to an amount.
    /// Told of a later day it may: of three acts in a chain the first and the last can lie further apart
    /// than one event does.
    #[test]
    fn what_is_told_twice_is_not_added(r in worded::accounts(), (d, c) in accounts(), v in view(), less in 0u8..3) {
        let book = r.lower();
        if book.commitments[0].norms.iter().any(|n| n.evidence.sources.unwrap_or(1) > 1) {
            return Ok(());
        }
        let before = judge(&book, &claims(&book, &d, &c), v);
        let of_press = |x: &&Drawn| x.source == 0 && x.more == 0 && x.amount < 3;
        let again = |x: &Drawn| Drawn {
            source: 6,
            wording: 0,
            event: 0,
            amount: if less == 0 { 12 } else { x.amount },
            ..x.clone()
        };
        let copies: Vec<Drawn> = d.iter().filter(of_press).map(again).collect();
        let all: Vec<Drawn> = d.iter().cloned().chain(copies).collect();
        let after = judge(&book, &claims(&book, &all, &c), v);
        let pairs = before.commitments[0].instances.iter().zip(&after.commitments[0].instances);
        for (x, y) in pairs.filter(|(x, _)| book.commitments[0].norms[x.norm].kind == NormKind::Amount) {
            if y.status.is_satisfied() && x.id == y.id {
                prop_assert!(x.status.is_satisfied(), "{}: {:?} {} -> {:?} {}", x.id, x.status, x.reason, y.status, y.reason);
            }
        }
    }

    /// (d) In an open world, without claims and covers, nothing is fulfilled and nothing is breached.
    #[test]
    fn silence_proves_nothing(r in rules(), v in view()) {
        prop_assume!(!r.standard.contains(&"closed world"));
        prop_assume!(!r.reliefs.iter().any(|x| x.starts_with("override")));
        let book = r.lower();
        for s in statuses(&judge(&book, &claims(&book, &[], &[]), v)) {
            let idle = [
                Status::Pending,
                Status::Unreported,
                Status::NotApplicable,
                Status::Excused,
                Status::Suspended,
            ];
            prop_assert!(idle.contains(&s), "{}", s.word());
        }
    }

    /// (f) A closed world is an open one in which everything that is not reported is denied: with no reports
    /// both come to the same, but that an open commitment that is denied is known not to be done yet.
    #[test]
    fn a_closed_world_denies_what_it_does_not_report(r in rules(), t in 60i32..400) {
        // What recurs has gaps of its own; the others are about groups that no drawn denial names together.
        let other = ["every", "regularly", "When", "Uri", "prevent any of", "prevent each", "attacking any", "attacking each"];
        let mut r = Rules2::strip(&r);
        r.reliefs.clear();
        r.sentences.retain(|s| !other.iter().any(|w| s.contains(w)));
        if r.sentences.is_empty() {
            return Ok(());
        }
        r.standard.retain(|s| *s != "closed world");
        let (open, closed) = (r.with(&[]), r.with(&["closed world"]));
        let denial = |(actor, action, target)| Drawn {
            day: t, dating: 0, lag: 0, source: 4, actor, action, target, part: 0, status: 12, wording: 0, event: 0, amount: 99,
            more: 0,
        };
        let all = (0..9).flat_map(|a| (0..10).flat_map(move |b| (0..9).map(move |c| (a, b, c))));
        let denied: Vec<Drawn> = all.map(denial).collect();
        let v = View::as_of(day(t));
        let silent = statuses(&judge(&closed, &claims(&closed, &[], &[]), v));
        let told = statuses(&judge(&open, &claims(&open, &denied, &[]), v));
        for (a, b) in silent.iter().zip(&told) {
            let not_yet = (*a, *b) == (Status::Pending, Status::NotDone);
            prop_assert!(a == b || not_yet, "closed {}, denied {}", a.word(), b.word());
        }
        prop_assert_eq!(silent.len(), told.len());
    }

    /// (e) A higher standard never makes an act true that was unknown: what was not satisfied is not, and
    /// no prohibition is broken that was not.
    #[test]
    fn a_higher_standard_proves_no_more(r in rules(), (d, c) in timeline(), v in view()) {
        let base = Rules2::strip(&r);
        let (low, high) = (base.with(&["at least 1 source"]), base.with(&["at least 3 sources"]));
        // Denials fall with the standard, too: without them more is less.
        let d: Vec<Drawn> = d.into_iter().filter(|x| x.status != 12 && x.status != 11 && x.more != 5).collect();
        let c = claims(&low, &d, &c);
        // Of a trigger told by several the day is another where more of them are asked for: the key, too.
        let before = by_id(&judge(&low, &c, v));
        let after = by_id(&judge(&high, &c, v));
        for (a, b) in after.iter().filter_map(|(id, b)| Some((*before.get(id)?, *b))) {
            prop_assert!(!b.is_satisfied() || a.is_satisfied() || a == Status::Reversed || a == Status::Contested
                || b == Status::Fulfilled && a == Status::Breached, "{} then {}", a.word(), b.word());
        }
    }

    /// (g) With t fixed, a later k changes a status only through claims recorded in between.
    #[test]
    fn later_knowledge_needs_later_reports(r in rules(), (d, c) in timeline(), t in 0i32..500, more in 1i32..100) {
        let book = r.lower();
        let mut claims = claims(&book, &d, &c);
        let (k1, k2) = (day(t), day(t + more));
        claims.claims.retain(|c| c.recorded <= k1 || c.recorded > k2);
        claims.reports.retain(|r| r.recorded <= k1 || r.recorded > k2);
        let at = |known_at| judge(&book, &claims, View { as_of: day(t), known_at });
        prop_assert_eq!(said(&at(k1)), said(&at(k2)));
    }

    /// (h) Each, any and at-least agree with counting.
    #[test]
    fn quantifiers_count(kinds in proptest::collection::vec(0u8..4, 1..6), need in 1usize..6) {
        let of = [Status::Fulfilled, Status::FulfilledLate, Status::Pending, Status::Breached];
        let list: Vec<reference::Verdict> = kinds.iter().map(|k| (of[usize::from(*k)], vec![])).collect();
        let need = need.min(list.len());
        let met = list.iter().filter(|c| c.0.is_satisfied()).count();
        let lost = list.iter().filter(|c| c.0 == Status::Breached).count();
        let (status, _) = reference::at_least(need, &list);
        prop_assert_eq!(status.is_satisfied(), met >= need);
        prop_assert_eq!(status == Status::Breached, met < need && list.len() - lost < need);
    }
}

proptest! {
    // Every case judges on 700 days.
    #![proptest_config(config(48))]

    /// (a) Between critical days nothing changes: `next_change_at` is the first day on which it does.
    #[test]
    fn the_next_change_is_the_first(r in rules(), (d, c) in timeline(), v in view()) {
        let book = r.lower();
        let claims = claims(&book, &d, &c);
        let now = judge(&book, &claims, v);
        let days = 700;
        let stalled = |j: &Judgement| -> std::collections::BTreeMap<String, (Status, bool)> {
            let all = j.commitments.iter().flat_map(|c| &c.instances);
            all.map(|i| (i.id.clone(), (i.status, i.flags.contains(&Flag::Stalled)))).collect()
        };
        let mut first: Vec<Option<Day>> = vec![None; statuses(&now).len()];
        for n in 1..days {
            let then = View { as_of: v.as_of.plus(n), ..v };
            let later = stalled(&judge(&book, &claims, then));
            let told = now.commitments.iter().flat_map(|c| &c.instances);
            for (f, i) in first.iter_mut().zip(told) {
                // What is there no more has changed, too.
                let was = (i.status, i.flags.contains(&Flag::Stalled));
                if f.is_none() && later.get(&i.id) != Some(&was) {
                    *f = Some(then.as_of);
                }
            }
        }
        let told = now.commitments.iter().flat_map(|c| &c.instances);
        for (i, f) in told.zip(first) {
            let within = i.next_change_at.filter(|n| *n < v.as_of.plus(days));
            prop_assert_eq!(within, f, "{} {}", i.id, i.status.word());
        }
    }
}

/// The properties are worth what they are tried on: the generated runs reach every status that is
/// judged, by every kind of witness.
#[test]
fn the_generated_runs_reach_everything() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let all = (rules(), timeline(), view());
    let mut seen: std::collections::BTreeMap<(Status, &str), u32> =
        std::collections::BTreeMap::new();
    for _ in 0..5000 {
        let (r, (d, c), v) = all.new_tree(&mut runner).unwrap().current();
        let book = r.lower();
        for i in judge(&book, &claims(&book, &d, &c), v)
            .commitments
            .iter()
            .flat_map(|c| &c.instances)
        {
            let witness = match &i.witness {
                Witness::Calendar => "calendar",
                Witness::Hits(_) => "hits",
                Witness::Undone { .. } => "undone",
                Witness::Camps(_, b) if b.is_empty() => "unlisted",
                Witness::Camps(..) => "camps",
                Witness::Denial(_) => "denial",
                Witness::Steps(_) => "steps",
                Witness::Absence { .. } => "absence",
            };
            *seen.entry((i.status, witness)).or_default() += 1;
        }
    }
    for wanted in [
        (Status::Pending, "calendar"),
        (Status::Pending, "absence"),
        (Status::Fulfilled, "hits"),
        (Status::Fulfilled, "absence"),
        (Status::FulfilledLate, "hits"),
        (Status::Holding, "absence"),
        (Status::InProgress, "hits"),
        (Status::InProgress, "steps"),
        (Status::Partial, "hits"),
        (Status::Unreported, "absence"),
        (Status::Contested, "camps"),
        (Status::Contested, "unlisted"),
        (Status::NotDone, "denial"),
        (Status::Overdue, "absence"),
        (Status::Holding, "hits"),
        (Status::NotApplicable, "absence"),
        (Status::Excused, "absence"),
        (Status::Excused, "hits"),
        (Status::Suspended, "absence"),
        (Status::Reversed, "undone"),
        (Status::Breached, "hits"),
        (Status::Breached, "denial"),
        (Status::Breached, "absence"),
    ] {
        assert!(
            seen.contains_key(&wanted),
            "{wanted:?} is never reached: {seen:#?}"
        );
    }
    println!("{seen:?}");
}

/// A standard without what `at least` would repeat.
struct Rules2;

impl Rules2 {
    fn strip(r: &made::Rules) -> made::Rules {
        let mut out = r.clone();
        out.standard.retain(|s| !s.starts_with("at least"));
        out
    }
}

#[test]
fn the_generated_sums_reach_everything() {
    use Status::{
        Breached, Contested, Fulfilled, FulfilledLate, Holding, Overdue, Partial, Reversed,
        Unreported,
    };
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let all = (worded::accounts(), accounts(), view());
    let mut seen: std::collections::BTreeMap<(NormKind, Status), u32> =
        std::collections::BTreeMap::new();
    for _ in 0..1500 {
        let (r, (d, c), v) = all.new_tree(&mut runner).unwrap().current();
        let book = r.lower();
        let judged = judge(&book, &claims(&book, &d, &c), v);
        for i in judged.commitments.iter().flat_map(|c| &c.instances) {
            let kind = book.commitments[0].norms[i.norm].kind;
            *seen.entry((kind, i.status)).or_default() += 1;
        }
    }
    let amount = [
        Fulfilled,
        FulfilledLate,
        Partial,
        Contested,
        Reversed,
        Breached,
        Overdue,
        Unreported,
    ];
    let limit = [Fulfilled, Holding, Contested, Breached, Unreported];
    let all = amount.map(|s| (NormKind::Amount, s)).into_iter();
    for wanted in all.chain(limit.map(|s| (NormKind::Limit, s))) {
        let n = seen.get(&wanted).copied().unwrap_or(0);
        assert!(n > 2, "{wanted:?}: {n} of {seen:?}");
    }
}
