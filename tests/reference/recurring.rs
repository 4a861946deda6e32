//! Section 3 of the page: triggers, periods, intervals, and what goes on.

use super::evidence::{Act, Bench};
use super::relief::{decided, tolled};
use super::unfold::unfold;
use super::{Case, Told, Value, Verdict, each, satisfied};
use servanda::model::*;
use servanda::time::{Day, Duration, Interval, Unit};

/// `every p from a`: W_k = [a + k·p, a + (k+1)·p − 1 day].
pub fn periodic(case: &Case<'_>, norm: &Norm, open: &mut bool) -> (Vec<Told>, Option<Verdict>) {
    let t = case.view.as_of;
    let (a, d) = (norm.window.from, norm.window.to);
    let p = norm.every.unwrap().node;
    let mut windows = Vec::new();
    let mut k = 0;
    while k == 0 || (p.after_times(a, k) <= t && p.after_times(a, k) <= d) {
        let (lo, next) = (p.after_times(a, k), p.after_times(a, k + 1));
        windows.push(Interval::new(lo, next.prev().min(d)));
        k += 1;
    }
    let more = p.after_times(a, k) <= d;
    let mut out = Vec::new();
    for i in unfold(case.rules, norm) {
        *open |= i.open;
        let serves: Vec<_> = i
            .goals
            .iter()
            .map(|g| who_serves(case, norm, &i, g))
            .collect();
        for w in &windows {
            let mut own = norm.clone();
            (own.window.from, own.window.to) = (w.lo, w.hi);
            let id = dated(&i.id, w.lo);
            let spent: Vec<Vec<usize>> = serves
                .iter()
                .map(|of| {
                    let others = of.iter().filter(|(_, lo)| *lo != Some(w.lo));
                    others.map(|(claim, _)| *claim).collect()
                })
                .collect();
            let v = case.period(&own, &i, &id, w.lo, &spent);
            out.push((id, v));
        }
    }
    let verdicts: Vec<Verdict> = out.iter().map(|(_, v)| v.clone()).collect();
    let some = verdicts.iter().any(|v| satisfied(v.0));
    let limit = norm.kind == NormKind::Limit;
    let quiet = verdicts
        .iter()
        .all(|v| satisfied(v.0) || v.0 == Status::Pending || limit && v.0 == Status::Holding);
    let kept = limit && verdicts.iter().any(|v| v.0 == Status::Holding);
    let whole = if (more && some || kept) && quiet {
        (Status::Holding, vec![])
    } else {
        each(&verdicts)
    };
    (out, Some(whole))
}

/// One act serves one period: of each claim, the first day of the period that it serves. In the order of
/// their days, an act serves, of the periods that it can serve in time and that no other does, the one that
/// ends first; else the first that no other does, late; else it stands by in its own.
fn who_serves(
    case: &Case<'_>,
    norm: &Norm,
    i: &super::Instance,
    goal: &super::unfold::Goal,
) -> Vec<(usize, Option<Day>)> {
    // Sums and limits take from each period what lies in it.
    if norm.kind != NormKind::Achieve {
        return Vec::new();
    }
    let b = Bench {
        rules: case.rules,
        claims: case.claims,
        view: case.view,
        norm,
        bearers: &i.bearers,
        goal,
        goals: &i.goals,
        spent: &[],
    };
    let (a, d, p) = (norm.window.from, norm.window.to, norm.every.unwrap().node);
    let acts: Vec<Act> = b
        .future_acts()
        .into_iter()
        .filter(|x| b.may_count(x))
        .collect();
    let last = acts.iter().map(|x| x.days.hi).max().unwrap_or(a);
    let mut periods: Vec<Interval> = Vec::new();
    for k in 0.. {
        let (lo, next) = (p.after_times(a, k), p.after_times(a, k + 1));
        if k > 0 && (lo > last || lo > d) {
            break;
        }
        let z = super::relief::suspended(&case.reliefs(norm, &dated(&i.id, lo)));
        periods.push(Interval::new(lo, tolled(&z, lo, next.prev().min(d))));
    }
    let within = norm.evidence.same_event.unwrap_or(Duration::days(3));
    let near = p.after(Day(0)).0 > 2 * within.after(Day(0)).0;
    let earlier = norm.counting_earlier.is_some();
    // (an act, its period)
    let mut known: Vec<(Act, Option<Day>)> = Vec::new();
    let mut out = Vec::new();
    for x in acts {
        let same = |y: &Act| y.days.hi == x.days.hi || near && b.one_event(y, &x);
        let serves = match known.iter().rev().find(|(y, _)| same(y)) {
            Some((_, serves)) => *serves,
            None => {
                let begun = |p: &&Interval| earlier || p.lo <= x.days.lo;
                let in_time = |p: &&Interval| begun(p) && x.days.lo <= p.hi;
                let free = |p: &&Interval| known.iter().all(|(_, lo)| *lo != Some(p.lo));
                let ends = |p: &&Interval| (p.hi, p.lo);
                let all = periods.iter();
                let first = all.clone().filter(in_time).filter(free).min_by_key(ends);
                let late = all.clone().filter(begun).find(free);
                let own = all.clone().filter(in_time).min_by_key(ends);
                let serves = first.or(late).or(own).map(|p| p.lo);
                known.push((x, serves));
                serves
            }
        };
        if !out.iter().any(|(claim, _)| *claim == x.claim) {
            out.push((x.claim, serves));
        }
    }
    out
}

/// The key with the day from which the instance runs.
fn dated(id: &str, day: Day) -> String {
    match id.strip_suffix(']') {
        Some(keys) => format!("{keys} @ {day}]"),
        None => format!("{id}[@ {day}]"),
    }
}

/// A norm in which bound name n stands for `who[n]`.
fn with_names(norm: &Norm, who: &[Who]) -> Norm {
    let mut out = norm.clone();
    let set = |s: &mut Selection| {
        if let Some(n) = s.bound {
            s.members = vec![who[n]];
        }
    };
    let in_atom = |a: &mut Atom| {
        a.performer.iter_mut().for_each(set);
        a.targets.iter_mut().for_each(set);
        a.participants.iter_mut().for_each(|(_, s)| set(s));
    };
    if let Bearers::Of(s) = &mut out.bearers {
        set(s);
    }
    in_atom(&mut out.atom);
    if let Some(t) = &mut out.trigger {
        in_atom(&mut t.atom);
    }
    for f in out.terms.facts_mut() {
        f.selections().into_iter().for_each(set);
    }
    out
}

/// Every way to give the bound names a value.
fn ways(norm: &Norm) -> Vec<Vec<Who>> {
    let mut out = vec![vec![]];
    for b in &norm.binds {
        let mut next = Vec::new();
        for list in &out {
            for w in &b.members {
                let mut list: Vec<Who> = list.clone();
                list.push(*w);
                next.push(list);
            }
        }
        out = next;
    }
    out
}

/// `When τ as x …`: for each confirmed trigger at u: achieve φ(x) in [u, u+N].
pub fn triggered(case: &Case<'_>, norm: &Norm, open: &mut bool) -> (Vec<Told>, Option<Verdict>) {
    let t = case.view.as_of;
    let mut out: Vec<Told> = Vec::new();
    let (mut doubtful, mut weak) = (false, false);
    let (mut sparks, mut unclear): (Vec<Day>, Vec<Interval>) = (vec![], vec![]);
    let mut looked = true;
    for who in ways(norm) {
        let own = with_names(norm, &who);
        let names: Vec<&str> = who
            .iter()
            .map(|w| {
                let (Who::Entity(id) | Who::Role(_, id)) = w;
                case.rules.entity_name(*id)
            })
            .collect();
        let mut instances = unfold(case.rules, &own);
        for i in &mut instances {
            i.open |= norm.binds.iter().any(|b| b.open);
            *open |= i.open;
            if !names.is_empty() {
                let names = names.join(", ");
                i.id = match i.id.strip_suffix(']') {
                    Some(keys) => format!("{keys}, {names}]"),
                    None => format!("{}[{names}]", i.id),
                };
            }
        }
        if t < norm.window.from {
            continue;
        }
        // What would break a prohibition of the event triggers.
        let trigger = own.trigger.clone().unwrap();
        let mut watched = own.clone();
        watched.kind = NormKind::Prevent;
        watched.atom = trigger.atom.clone();
        watched.counting_earlier = None;
        if let Bearers::Of(s) = &mut watched.bearers {
            s.quantifier = Quantifier::Any;
        }
        let watch = unfold(case.rules, &watched).remove(0);
        let bench = Bench {
            rules: case.rules,
            claims: case.claims,
            view: case.view,
            norm: &watched,
            bearers: &watch.bearers,
            goal: &watch.goals[0],
            goals: &watch.goals,
            spent: &[],
        };
        let acts = bench.acts();
        let inside = Interval::new(norm.window.from, norm.window.to);
        let mut triggers: Vec<(&Act, bool)> = Vec::new();
        for (want, contested) in [(Value::T, false), (Value::B, true)] {
            for a in acts.iter().filter(|a| bench.may_count(a)) {
                let new = !triggers.iter().any(|(b, _)| same(&bench, b, a));
                if bench.value(a) == want && new {
                    triggers.push((a, contested));
                }
            }
        }
        for a in &acts {
            let told = triggers.iter().any(|(b, _)| same(&bench, b, a));
            let maybe = !bench.may_count(a) && a.days.overlaps(inside);
            match bench.value(a) {
                Value::N if bench.may_count(a) && !told => (doubtful, weak) = (true, true),
                Value::F => {}
                _ if maybe && !told => doubtful = true,
                _ => {}
            }
        }
        triggers.sort_by_key(|(a, _)| a.days.hi);
        sparks.extend(triggers.iter().map(|(a, _)| a.days.hi));
        let within = own.evidence.same_event.unwrap_or(Duration::days(3));
        unclear.extend(
            bench
                .open_doubts()
                .iter()
                .map(|a| Interval::new(within.before(a.days.lo), within.after(a.days.hi))),
        );
        let searched = Interval::new(norm.window.from, t.min(norm.window.to));
        looked &= match own.evidence.closed {
            Some(true) => !bench.unread(),
            _ if t <= norm.window.to => {
                searched.lo.is_finite() && bench.covered(&bench.cover(), searched)
            }
            _ => bench.proven(&bench.cover(), searched),
        };
        for (a, contested) in triggers {
            let u = a.days.hi;
            let mut on_u = own.clone();
            on_u.window.from = trigger.opens.map_or(u, |m| m.after(u));
            on_u.window.to = trigger.closes.map_or(norm.window.to, |n| n.after(u));
            for i in &instances {
                let id = dated(&i.id, u);
                let verdict = if contested {
                    let reliefs = case.reliefs(&own, &id);
                    decided(&reliefs, t, |_| (Status::Contested, vec![]))
                } else {
                    case.instance(&on_u, i, &id, u)
                };
                out.push((id, verdict));
            }
        }
    }
    doubtful |= unclear
        .iter()
        .any(|i| !sparks.iter().any(|d| i.contains(*d)));
    let can_come = t <= norm.window.to;
    let satisfied_all = !doubtful && !out.is_empty() && out.iter().all(|(_, v)| satisfied(v.0));
    let flags = if weak { vec![Flag::Weak] } else { vec![] };
    let stands = if t < norm.window.from {
        Some((Status::Pending, vec![]))
    } else if doubtful {
        Some((Status::Unreported, flags))
    } else {
        let silent = if looked {
            Status::NotApplicable
        } else {
            Status::Unreported
        };
        out.is_empty().then_some((silent, vec![]))
    };
    if let Some(v) = stands {
        let reliefs = case.reliefs(norm, &norm.id);
        out.push((norm.id.clone(), decided(&reliefs, t, |_| v.clone())));
    }
    let verdicts: Vec<Verdict> = out.iter().map(|(_, v)| v.clone()).collect();
    let whole = if can_come && satisfied_all {
        (Status::Holding, vec![])
    } else {
        each(&verdicts)
    };
    (out, Some(whole))
}

/// Whether an act is of the event of a trigger, or of one with the same key.
fn same(bench: &Bench<'_>, trigger: &Act, b: &Act) -> bool {
    trigger.claim == b.claim || trigger.days.hi == b.days.hi || bench.one_event(trigger, b)
}

/// `at least every p`.
pub fn interval(b: &Bench<'_>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let p = norm.every.unwrap().node;
    let end = t.min(d);
    let z = &norm.suspended;
    // An act on one of the days that the anchor gives is counted from the anchor.
    let grid = |x: Day| {
        (0..)
            .map(|k| p.after_times(s, k))
            .take_while(|g| *g <= x && g.is_finite())
            .enumerate()
            .last()
    };
    let months = matches!(p.unit, Unit::Months | Unit::Years);
    let next = |x: Day| match grid(x) {
        Some((k, day)) if day == x && months => p.after_times(s, k as u32 + 1),
        _ => p.after(x),
    };
    let due_after = |x: Day, start: bool| tolled(z, if start { x } else { x.next() }, next(x));
    let all = b.acts();
    let acts: Vec<&Act> = all.iter().filter(|a| b.may_count(a)).collect();
    let of = |v: Value| -> Vec<&Act> { acts.iter().copied().filter(|a| b.value(a) == v).collect() };
    let (hits, disputed) = (of(Value::T), of(Value::B));
    let weak = !of(Value::N).is_empty();
    // (the last act before, the act that ends it) of every time longer than p without an act.
    let gaps = |list: &[&Act]| {
        let mut points: Vec<(Day, bool)> = vec![(s, true)];
        for a in list {
            if !points.contains(&(a.days.hi, false)) {
                points.push((a.days.hi, false));
            }
        }
        points.sort_by_key(|(day, start)| (*day, !*start));
        let mut out: Vec<((Day, bool), Option<Day>)> = Vec::new();
        for (n, x) in points.iter().enumerate() {
            let y = points.get(n + 1).map(|y| y.0);
            if y.unwrap_or(end) > due_after(x.0, x.1) {
                out.push((*x, y));
            }
        }
        out
    };
    let days = |gap: &((Day, bool), Option<Day>)| {
        let ((x, is_start), y) = *gap;
        Interval::new(
            if is_start { x } else { x.next() },
            y.map_or(end, Day::prev),
        )
    };
    let sure = gaps(&hits);
    let both: Vec<&Act> = hits.iter().chain(&disputed).copied().collect();
    let seeming = gaps(&both);
    let mut flags = if weak { vec![Flag::Weak] } else { vec![] };
    for gap in &seeming {
        let ((x, start), y) = *gap;
        let due = due_after(x, start);
        let denials: Vec<Act> = b
            .denials()
            .into_iter()
            .filter(|n| n.days.hi >= due && y.is_none_or(|y| n.days.hi < y))
            .collect();
        let claims: Vec<usize> = denials.iter().map(|n| n.claim).collect();
        if b.groups(&claims) >= b.need() {
            if denials.iter().all(|n| n.own) {
                flags.push(Flag::SelfReported);
            }
            return (Status::Breached, flags);
        }
        let first = days(gap).lo;
        let listed = b
            .registers()
            .iter()
            .any(|(_, list)| (first.0..=due.0).all(|n| list.contains(&Day(n))));
        let told = all
            .iter()
            .any(|a| a.days.overlaps(Interval::new(first, due)));
        if norm.evidence.closed == Some(true) || (listed && b.need() == 1 && !told) {
            return (Status::Breached, flags);
        }
    }
    if let Some(gap) = seeming.last().filter(|g| g.1.is_none()) {
        let covered = b.covered(&b.cover_of(days(gap)), days(gap));
        let status = if covered {
            Status::Overdue
        } else {
            Status::Unreported
        };
        return (status, flags);
    }
    let in_gap = |a: &&Act| sure.iter().any(|g| days(g).contains(a.days.hi));
    if disputed.iter().any(in_gap) {
        return (Status::Contested, vec![]);
    }
    if hits.is_empty() {
        return (Status::Pending, flags);
    }
    let late = sure
        .iter()
        .filter_map(|((x, start), y)| y.map(|y| due_after(*x, *start).days_until(y)))
        .max();
    let mut flags: Vec<Flag> = late.map(Flag::LateBy).into_iter().collect();
    if b.all_own(&hits) {
        flags.push(Flag::SelfReported);
    }
    if hits.iter().any(|a| b.unproven(a) || a.days.lo < a.days.hi) {
        flags.push(Flag::TimingUnproven);
    }
    let status = match (t > d, late) {
        (false, _) => Status::Holding,
        (true, None) => Status::Fulfilled,
        (true, Some(_)) => Status::FulfilledLate,
    };
    (status, flags)
}

/// `regularly`.
pub fn continuing(b: &Bench<'_>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let all = b.acts();
    let acts: Vec<&Act> = all.iter().filter(|a| b.may_count(a)).collect();
    if let Some(last) = acts.iter().rev().find(|a| b.value(a) == Value::T) {
        let mut flags = vec![];
        if b.quiet().after(last.days.hi) < t.min(d) {
            flags.push(Flag::Stalled);
        }
        if b.all_own(&[last]) {
            flags.push(Flag::SelfReported);
        }
        if b.unproven(last) {
            flags.push(Flag::TimingUnproven);
        }
        return (Status::Holding, flags);
    }
    if acts.iter().any(|a| b.value(a) == Value::B) {
        return (Status::Contested, vec![]);
    }
    let mut flags = vec![];
    if acts.iter().any(|a| b.value(a) == Value::N) {
        flags.push(Flag::Weak);
    }
    let denials: Vec<Act> = b.denials().into_iter().filter(|x| x.days.hi >= s).collect();
    let claims: Vec<usize> = denials.iter().map(|x| x.claim).collect();
    if b.groups(&claims) >= b.need() {
        if denials.iter().all(|x| x.own) {
            flags.push(Flag::SelfReported);
        }
        return (Status::NotDone, flags);
    }
    (Status::Unreported, flags)
}
