//! Maintain (`keep X CONDITION`): takes an instance with its conditions; gives its judgement. A condition
//! must hold on every day of the window: a day on which it surely does not is a breach, one of which
//! nobody knows leaves it unreported.

use super::around::Surround;
use super::docket::{Docket, later};
use super::instances::Instance;
use super::judged::{Bench, Gate};
use super::kinds::{Basis, Decision, Silence};
use super::near::{ACTION, Near, TARGET, Why};
use super::reason;
use super::relief::Reliefs;
use super::rollup::{self, Child};
use super::state::{Marks, Observed, Value, Watch};
use super::truth::Scene;
use super::{cite, index::GoalIx};
use crate::model::{Evidence, Flag, InstanceJudgement, NearMiss, Norm, Status, Witness};
use crate::time::{Day, Interval};
use std::collections::BTreeSet;

/// What one condition comes to.
struct Kept {
    status: Status,
    flags: Vec<Flag>,
    /// The days that decide: each with what is known of it.
    on: Vec<(Day, Value)>,
    /// How many days the longest cured lapse took.
    lapse: i64,
}

/// The first line of the table in `docs/semantics.md` that holds.
fn kept(norm: &Norm, marks: &Marks, t: Day) -> Kept {
    let (s, d) = (norm.window.from, norm.window.to);
    let kept = |status, on| Kept {
        status,
        flags: Vec::new(),
        on,
        lapse: 0,
    };
    if t < s {
        return kept(Status::Pending, Vec::new());
    }
    let values = apart(norm, marks.values(Interval::new(s, t)));
    let mut open = None;
    let mut lapse = 0;
    let mut uncertain: Vec<(Day, Value)> = Vec::new();
    // What made good a lapse that reached past the window.
    let mut cured: Vec<(Day, Value)> = Vec::new();
    for run in lapses(&values).into_iter().filter(|r| r.days.lo <= d) {
        let last = match norm.terms.curing {
            Some(n) => n.node.after(run.days.lo),
            None => run.days.lo,
        };
        let first = marks.value(run.days.lo);
        if run.days.hi >= last {
            return kept(Status::Breached, vec![(run.days.lo, first)]);
        }
        match run.ended {
            Some((day, Value::Holds)) => {
                cured.extend((day > d).then_some((day, Value::Holds)));
                lapse = lapse.max(run.days.lo.days_until(run.days.hi) + 1);
            }
            // Whether it was cured in time nobody knows, be it after the window.
            Some((day, v)) => uncertain.push((
                day,
                match v {
                    Value::Disputed => v,
                    _ => Value::Unknown,
                },
            )),
            None => open = Some((run.days.lo, first)),
        }
    }
    if let Some(on) = open {
        return kept(Status::NotDone, vec![on]);
    }
    let within = |v: &&(Interval, Value)| v.0.lo <= d;
    let find = |want: Value| {
        let mut all = values.iter().filter(within);
        let found = all.find(|(_, v)| *v == want);
        let found = found.map(|(days, v)| (days.lo, *v));
        found.or_else(|| uncertain.iter().find(|(_, v)| *v == want).copied())
    };
    if let Some(on) = find(Value::Disputed) {
        return kept(Status::Contested, vec![on]);
    }
    if let Some(on) = find(Value::Unknown) {
        return kept(Status::Unreported, vec![on]);
    }
    let holds = values.iter().filter(within);
    let holds = holds.filter(|(_, v)| *v == Value::Holds);
    // What stands at the end of each time in which it held carries it.
    let mut on: Vec<(Day, Value)> = holds.map(|(days, v)| (days.lo, *v)).collect();
    on.append(&mut cured);
    if on.is_empty() {
        // All of it was suspended.
        return kept(Status::Unreported, Vec::new());
    }
    let status = match t <= d {
        true => Status::Holding,
        false => Status::Fulfilled,
    };
    let mut out = kept(status, on);
    out.lapse = lapse;
    if lapse > 0 {
        out.flags.push(Flag::LateBy(lapse));
    }
    out
}

/// The values without the suspended days.
fn apart(norm: &Norm, values: Vec<(Interval, Value)>) -> Vec<(Interval, Value)> {
    if norm.suspended.is_empty() {
        return values;
    }
    let mut out = Vec::new();
    for (days, v) in values {
        let mut lo = days.lo;
        for z in &norm.suspended {
            let off = z.and(Interval::new(lo, days.hi));
            if off.is_empty() {
                continue;
            }
            if lo < off.lo {
                out.push((Interval::new(lo, off.lo.prev()), v));
            }
            lo = off.hi.next();
        }
        if lo <= days.hi {
            out.push((Interval::new(lo, days.hi), v));
        }
    }
    out
}

/// Days in a row on which it surely did not hold.
struct Lapse {
    days: Interval,
    /// The day after, and what is known of it; none where it lasts.
    ended: Option<(Day, Value)>,
}

fn lapses(values: &[(Interval, Value)]) -> Vec<Lapse> {
    let mut out: Vec<Lapse> = Vec::new();
    let mut running = false;
    for (days, v) in values {
        match out.last_mut().filter(|_| running) {
            Some(last) if v.is_false() && last.days.hi.next() == days.lo => {
                last.days.hi = days.hi;
                continue;
            }
            // A suspended time may lie between.
            Some(last) => last.ended = Some((days.lo, *v)),
            None => {}
        }
        running = v.is_false();
        if running {
            out.push(Lapse {
                days: *days,
                ended: None,
            });
        }
    }
    out
}

impl Docket<'_> {
    /// Judges one instance of what is to be kept.
    pub(super) fn keep(
        &self,
        n: usize,
        norm: &Norm,
        (instance, first): (&Instance, GoalIx),
        watches: &[Watch],
        (gate, reliefs, around): (Option<&dyn Gate>, &Reliefs<'_>, Option<&dyn Surround>),
    ) -> InstanceJudgement {
        let all: Vec<Observed<'_>> = watches
            .iter()
            .map(|w| Observed::new(self.court, self.index, w))
            .collect();
        let horizon = reliefs.horizon(self.as_of);
        let mut list = Vec::new();
        let mut shown = Vec::new();
        for o in &all {
            let marks = o.marks(horizon);
            let mut k = kept(norm, &marks, horizon);
            let (witness, words) = self.kept_by(norm, o, (&k, &marks), horizon);
            if own_word(&witness) {
                k.flags.push(Flag::SelfReported);
            }
            if marks.weak && k.status == Status::Unreported {
                k.flags.push(Flag::Weak);
            }
            shown.push((k.status, witness, words));
            list.push(k);
        }
        let guarded = |day: Day| {
            let around = around.filter(|_| day >= norm.window.from);
            around.and_then(|a| a.before(day))
        };
        let (mut status, mut flags) = join(instance, &list);
        let (mut witness, mut told) = together(shown, status);
        if let Some(d) = guarded(horizon) {
            (status, flags) = (d.status, d.flags);
            if let Basis::Said(w, words) = d.basis {
                (witness, told) = (w, words);
            }
        }
        let owed = reason::owed_by(self.court, norm, instance, self.as_of);
        let (status, flags, decided) = reliefs.says(self.as_of, status, rollup::tidy(flags));
        let exit = rollup::exit(status, &flags, self.as_of <= norm.window.to);
        let (near_misses, near_miss_count) =
            self.nearly(norm, (instance, first), &all, (&witness, horizon));
        let changes = |day: &Day| {
            let as_of = reliefs.horizon(*day);
            let then: Vec<Kept> = all
                .iter()
                .map(|o| kept(norm, &o.marks(as_of), as_of))
                .collect();
            gate.is_some_and(|g| !g.is_open(*day)) || {
                let own = guarded(as_of).map_or_else(|| join(instance, &then).0, |d| d.status);
                reliefs.says(*day, own, Vec::new()).0 != status
            }
        };
        let days = critical(norm, &all).into_iter();
        let days = days.chain(gate.iter().flat_map(|g| g.days(self.as_of).iter().copied()));
        let days = days.chain(around.iter().flat_map(|a| a.days()));
        let next = later(days.chain(reliefs.days()), self.as_of);
        InstanceJudgement {
            id: instance.id.clone(),
            norm: n,
            status,
            flags: rollup::tidy(flags),
            window: Interval::new(norm.window.from, norm.window.to),
            steps: norm.window.steps.clone(),
            next_change_at: next.into_iter().find(changes),
            reason: reliefs.reason(&decided, format!("{owed}; {told}")),
            reliefs: decided,
            cause: Vec::new(),
            guard: Vec::new(),
            witness,
            near_misses,
            near_miss_count,
            exit: if norm.advice { 0 } else { exit },
        }
    }

    /// What the status of one condition rests on, and that in words.
    fn kept_by(
        &self,
        norm: &Norm,
        o: &Observed<'_>,
        (k, marks): (&Kept, &Marks),
        as_of: Day,
    ) -> (Witness, String) {
        if k.status == Status::Pending {
            let text = format!("it runs from {}", norm.window.from);
            return (Witness::Calendar, text);
        }
        let days = Interval::new(norm.window.from, as_of.min(norm.window.to));
        let mut list: Vec<Witness> = Vec::new();
        let mut words = String::new();
        for (day, value) in &k.on {
            let silence = match value {
                Value::Silent => Silence::Closed,
                _ if marks.weak => Silence::Doubtful,
                _ => Silence::Open,
            };
            let mut account = match value {
                Value::Unknown => Vec::new(),
                _ => o.account(marks, (*day, *value), (k.status, as_of)),
            };
            if account.is_empty() {
                account.extend(o.silence(days, as_of, silence));
            }
            for (scene, decision) in &account {
                list.push(cite::witness(scene, &decision.basis));
                if words.is_empty() {
                    words = self.told(norm, scene, decision, (*day, *value));
                }
            }
        }
        if k.on.is_empty() {
            words.push_str("all of that time was suspended");
            let silent = o.silence(days, as_of, Silence::Open);
            list.extend(silent.map(|(s, d)| cite::witness(&s, &d.basis)));
        }
        if k.lapse > 0 {
            let s = if k.lapse == 1 { "" } else { "s" };
            words.push_str(&format!(
                "; it lapsed for up to {} day{s}, and was cured",
                k.lapse
            ));
        }
        (joined(list), words)
    }

    fn told(
        &self,
        norm: &Norm,
        scene: &Scene<'_>,
        decision: &Decision,
        (day, value): (Day, Value),
    ) -> String {
        let name = norm.terms.keeps.as_ref().map_or("", |c| c.name.as_str());
        let told = || reason::found(self.court, scene.norm, decision);
        match value {
            Value::Holds => format!("{}, and nothing that counts ended it", told()),
            Value::Ended | Value::Denied => format!("{}: not {name} from {day}", told()),
            Value::Disputed => told(),
            Value::Silent => format!(
                "nothing tells that it was {name} on {day}, and what is not reported did not happen"
            ),
            Value::Unknown => format!("nothing that counts tells whether it was {name} on {day}"),
        }
    }

    fn nearly(
        &self,
        norm: &Norm,
        (instance, first): (&Instance, GoalIx),
        all: &[Observed<'_>],
        (witness, as_of): (&Witness, Day),
    ) -> (Vec<NearMiss>, usize) {
        let scenes: Vec<Scene<'_>> = all.iter().flat_map(|o| o.scenes(as_of).0).collect();
        let bench = Bench {
            court: self.court,
            index: self.index,
            norm,
            instance,
            first,
            gate: None,
            reliefs: &Reliefs::default(),
            around: None,
            rotas: None,
        };
        let others = all.iter().flat_map(|o| o.others(as_of));
        let mut others: Vec<Near> = others
            .filter_map(|(i, day)| Near::of(i, self.court.claim(i)?, day, TARGET, Why::Plain))
            .collect();
        // Of what ends it another act is no near miss.
        for scene in all.iter().flat_map(|o| o.scenes(as_of).1) {
            let near = scene.timeline.near.iter().filter(|m| m.day <= as_of);
            others.extend(near.filter(|m| m.lacks & ACTION == 0));
            others.extend(bench.undecided(&scene));
        }
        bench.near_and(&scenes, witness, &others)
    }
}

/// Whether all that is cited is the bearer's own word.
fn own_word(w: &Witness) -> bool {
    let own = |list: &[Evidence]| !list.is_empty() && list.iter().all(|e| e.self_report);
    match w {
        Witness::Hits(list) | Witness::Denial(list) => own(list),
        Witness::Undone { hits, reversals } => match reversals.is_empty() {
            true => own(hits),
            false => own(reversals),
        },
        _ => false,
    }
}

/// Several witnesses of one condition as one; each claim stands in it once.
pub(super) fn joined(list: Vec<Witness>) -> Witness {
    let mut seen = BTreeSet::new();
    let mut all = list.into_iter();
    let mut out = all.next().unwrap_or(Witness::Calendar);
    for w in all {
        match (&mut out, w) {
            (Witness::Hits(list), Witness::Hits(more))
            | (Witness::Denial(list), Witness::Denial(more)) => list.extend(more),
            _ => {}
        }
    }
    if let Witness::Hits(list) | Witness::Denial(list) = &mut out {
        list.retain(|e| seen.insert(e.claim));
    }
    out
}

/// Of several conditions that all hold each is shown, else the first that decides.
fn together(list: Vec<(Status, Witness, String)>, status: Status) -> (Witness, String) {
    if matches!(status, Status::Holding | Status::Fulfilled) {
        let words = list.first().map(|(.., w)| w.clone()).unwrap_or_default();
        return (joined(list.into_iter().map(|(_, w, _)| w).collect()), words);
    }
    let gravest = list.iter().map(|(s, ..)| *s).max();
    let mut all = list.into_iter();
    let found =
        all.find(|(s, ..)| *s == status || status == Status::Partial && Some(*s) == gravest);
    found.map_or((Witness::Calendar, String::new()), |(_, w, text)| (w, text))
}

/// All of its conditions are owed.
fn join(instance: &Instance, list: &[Kept]) -> (Status, Vec<Flag>) {
    let children: Vec<Child<'_>> = list
        .iter()
        .map(|k| Child {
            status: k.status,
            flags: &k.flags,
        })
        .collect();
    match children.as_slice() {
        [one] => (one.status, one.flags.to_vec()),
        many => rollup::nested(&instance.levels, many),
    }
}

/// Days on which the status may change with no new report.
fn critical(norm: &Norm, all: &[Observed<'_>]) -> Vec<Day> {
    let mut days: Vec<Day> = vec![norm.window.from, norm.window.to.next()];
    days.extend(all.iter().flat_map(Observed::days));
    days.extend(norm.suspended.iter().flat_map(|z| [z.lo, z.hi]));
    let nexts: Vec<Day> = days.iter().map(|d| d.next()).collect();
    days.extend(nexts);
    if let Some(n) = norm.terms.curing {
        let cures: Vec<Day> = days.iter().map(|d| n.node.after(*d)).collect();
        days.extend(cures);
    }
    days
}
