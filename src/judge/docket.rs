//! Sentences that recur: takes a sheet; gives the instances that there are as of a day, one a period or
//! a trigger, judged, and what they come to together.

use super::around::{Around, Surround};
use super::index::{GoalIx, Index};
use super::instances::{Instance, MOST};
use super::judged::{Bench, Gate};
use super::kinds::{self, Basis, Silence};
use super::relief::{Reliefs, tolled};
use super::rollup::{self, Child};
use super::rota::Rota;
use super::sheet::{self, Case, Sheet};
use super::spark::{self, Fuse, Spark};
use super::standard::{Court, Standard};
use super::weigh::weigh;
use super::{cite, reason, too_many};
use crate::model::{Flag, InstanceJudgement, Norm, NormKind, Status, Witness};
use crate::time::{Day, Duration, Interval};
use std::borrow::Cow;

/// What is judged by.
pub(super) struct Docket<'a> {
    pub court: &'a Court<'a>,
    pub index: &'a Index,
    pub as_of: Day,
    /// The IDs of the commitment and of its agreement, by which reliefs may name all of it.
    pub names: Vec<&'a str>,
}

/// A sentence, judged.
pub(super) struct Ruling {
    pub instances: Vec<InstanceJudgement>,
    /// What its instances come to, where that is more than each of them.
    pub whole: Option<(Status, Vec<Flag>)>,
    /// The number of acts that it comes to, where there are too many to judge.
    pub too_many: Option<usize>,
    /// The first later day on which a further instance comes, with no new report.
    pub opens: Option<Day>,
}

/// Which act serves which period, a goal each, and a period's own number.
type Turn<'a> = (&'a [Rota], usize);

impl Docket<'_> {
    /// Judges a sentence; `n` is its number in its commitment.
    pub fn rule(&self, n: usize, sheet: &Sheet<'_>) -> Ruling {
        let norm = sheet.norm;
        let mut out = if norm.trigger.is_some() {
            self.triggered(n, sheet)
        } else if norm.every.is_some() && norm.kind.is_periodic() {
            self.periodic(n, sheet)
        } else {
            let all = sheet.cases.iter().flat_map(Case::seats);
            let judged = all.map(|(case, i, first)| {
                let own = (norm.window.from, None, None);
                self.judge(n, &case.norm, (case, i, first), own)
            });
            Ruling {
                instances: judged.collect(),
                whole: None,
                too_many: None,
                opens: None,
            }
        };
        out.too_many = out.too_many.or(sheet.too_many);
        if let Some(size) = out.too_many {
            out.instances.push(too_many(norm, n, size));
        }
        out
    }

    /// One instance for each period whose first day has come; the first one in any case.
    fn periodic(&self, n: usize, sheet: &Sheet<'_>) -> Ruling {
        let norm = sheet.norm;
        let (periods, more) = periods(norm, self.as_of);
        let mut out = Ruling {
            instances: Vec::new(),
            whole: None,
            too_many: None,
            opens: None,
        };
        let seats: usize = sheet.cases.iter().map(|c| c.instances.len()).sum();
        let size = seats.saturating_mul(periods.len());
        if size > MOST {
            out.too_many = Some(size);
            return out;
        }
        for (case, instance, first) in sheet.cases.iter().flat_map(Case::seats) {
            let rotas = self.rotas(case, instance, first);
            for (k, period) in periods.iter().enumerate() {
                let mut own = Norm::clone(&case.norm);
                (own.window.from, own.window.to) = (period.lo, period.hi);
                own.window.steps = vec![format!("period {} from {}", k + 1, norm.window.from)];
                let instance = &instance.on(period.lo);
                let rotas = Some((rotas.as_slice(), k));
                out.instances.push(self.judge(
                    n,
                    &own,
                    (case, instance, first),
                    (period.lo, None, rotas),
                ));
            }
        }
        let last = periods.last().filter(|_| more);
        let next = last.map(|p| p.hi.next());
        // The first stands there before it begins.
        out.opens = next.filter(|d| *d > self.as_of);
        let satisfied = out.instances.iter().filter(|j| j.status.is_satisfied());
        let satisfied = satisfied.count();
        let kept = |s: Status| s == Status::Holding && norm.kind == NormKind::Limit;
        let quiet = |s: Status| s.is_satisfied() || s == Status::Pending || kept(s);
        let keeps = out.instances.iter().any(|j| kept(j.status));
        let holds =
            (more && satisfied > 0 || keeps) && out.instances.iter().all(|j| quiet(j.status));
        out.whole = Some(if holds {
            (Status::Holding, Vec::new())
        } else {
            formula(&out.instances)
        });
        out
    }

    /// Which act serves which period, of each goal of an instance. Sums and limits take from each period
    /// what lies in it, and need none.
    fn rotas(&self, case: &Case<'_>, instance: &Instance, first: GoalIx) -> Vec<Rota> {
        let norm: &Norm = &case.norm;
        if norm.kind != NormKind::Achieve {
            return Vec::new();
        }
        let standard = Standard::of(norm);
        let goals = instance.goals.iter().enumerate();
        let all = goals.map(|(n, goal)| {
            let classes = self.index.classes(goal.action);
            let list = self.index.candidates(first + n);
            let own = classes.map(|c| weigh(self.court, norm, c, instance, goal, list));
            let items = own.unwrap_or_default().items;
            let last = items.last().map_or(self.as_of, |i| i.days.hi);
            let (mut periods, _) = periods(norm, last);
            for p in &mut periods {
                let reliefs = self.reliefs(&norm.id, &instance.on(p.lo).id);
                p.hi = tolled(&reliefs.suspended(), p.lo, p.hi);
            }
            let every = norm.every.map_or(Duration::days(1), |e| e.node);
            let times = (every, standard.same_event, norm.counting_earlier.is_some());
            Rota::new(self.court, &items, &periods, times)
        });
        all.collect()
    }

    /// One instance for each trigger.
    fn triggered(&self, n: usize, sheet: &Sheet<'_>) -> Ruling {
        let norm = sheet.norm;
        let causes: Vec<(&Case<'_>, Fuse<'_>)> = sheet
            .cases
            .iter()
            .filter_map(|c| Some((c, Fuse::new(self.court, self.index, c.cause.as_ref()?))))
            .collect();
        let mut out = Ruling {
            instances: Vec::new(),
            whole: None,
            too_many: None,
            opens: None,
        };
        if causes.is_empty() {
            return out;
        }
        let mut uncertain = None;
        if self.as_of >= norm.window.from {
            let all: Vec<_> = causes.iter().map(|(_, f)| f.sparks(self.as_of)).collect();
            uncertain = spark::uncertain(&all);
            for (case, fuse) in &causes {
                let sparks = fuse.sparks(self.as_of);
                let size = out.instances.len() + sparks.list.len() * case.instances.len();
                if size > MOST {
                    out.instances.clear();
                    out.too_many = Some(size);
                    return out;
                }
                for spark in &sparks.list {
                    self.set_off(n, case, fuse, spark, &mut out.instances);
                }
            }
        }
        let fuses: Vec<&Fuse<'_>> = causes.iter().map(|(_, f)| f).collect();
        let days = later(
            fuses.iter().flat_map(|f| f.days(self.as_of)).copied(),
            self.as_of,
        );
        let lit = |day: Day| -> Vec<Day> {
            let all = fuses.iter().flat_map(|f| {
                f.sparks(day)
                    .list
                    .iter()
                    .map(Spark::day)
                    .collect::<Vec<_>>()
            });
            all.collect()
        };
        let now = lit(self.as_of);
        out.opens = days
            .into_iter()
            .find(|day| *day >= norm.window.from && lit(*day) != now);
        let can_come = self.as_of <= norm.window.to;
        let kept = !out.instances.is_empty()
            && uncertain.is_none()
            && out.instances.iter().all(|j| j.status.is_satisfied());
        if out.instances.is_empty() || uncertain.is_some() {
            out.instances
                .push(self.not_set_off(n, norm, &fuses, uncertain));
        }
        out.whole = Some(if can_come && kept {
            (Status::Holding, Vec::new())
        } else {
            formula(&out.instances)
        });
        out
    }

    /// The instances that one trigger sets off.
    fn set_off(
        &self,
        n: usize,
        case: &Case<'_>,
        fuse: &Fuse<'_>,
        spark: &Spark,
        out: &mut Vec<InstanceJudgement>,
    ) {
        let (Some(trigger), Some(scene)) = (&case.norm.trigger, fuse.scene(self.as_of)) else {
            return;
        };
        let mut own = Norm::clone(&case.norm);
        own.window = sheet::after(&case.norm, trigger, spark.day());
        for (_, instance, first) in case.seats() {
            let gate = Lit { fuse, spark };
            let instance = &instance.on(spark.day());
            let j = if spark.contested {
                self.contested(n, &own, &scene, instance, &gate)
            } else {
                let own_gate: (Day, Option<&dyn Gate>, _) = (spark.day(), Some(&gate), None);
                let mut j = self.judge(n, &own, (case, instance, first), own_gate);
                let told = self.court.claim(spark.item.claim);
                let told = told.map(|c| reason::told(self.court, c, Some(spark.day())));
                j.reason = format!("{}; {}", told.unwrap_or_default(), j.reason);
                let events = std::iter::once(&spark.item).chain(&spark.also);
                let cause = cite::witness(&scene, &Basis::Acts(events.copied().collect()));
                if let Witness::Hits(list) = cause {
                    j.cause = list;
                }
                j
            };
            out.push(j);
        }
    }

    /// Whether it is set off is disputed: nothing more is known of it.
    fn contested(
        &self,
        n: usize,
        norm: &Norm,
        scene: &super::truth::Scene<'_>,
        instance: &Instance,
        gate: &Lit<'_>,
    ) -> InstanceJudgement {
        let decision = kinds::contested(scene, gate.spark.item);
        let told = reason::found(self.court, scene.norm, &decision);
        let reliefs = self.reliefs(&norm.id, &instance.id);
        let says = |day| reliefs.says(day, Status::Contested, Vec::new());
        let (status, flags, decided) = says(self.as_of);
        let exit = rollup::exit(status, &flags, true);
        let days = later(
            gate.days(self.as_of).iter().copied().chain(reliefs.days()),
            self.as_of,
        );
        let changes = |day: &Day| !gate.is_open(*day) || says(*day).0 != status;
        InstanceJudgement {
            id: instance.id.clone(),
            norm: n,
            status,
            flags,
            window: Interval::new(norm.window.from, self.tolled(norm, &reliefs)),
            steps: norm.window.steps.clone(),
            next_change_at: days.into_iter().find(changes),
            reason: reliefs.reason(
                &decided,
                format!("it is disputed whether this applies: {told}"),
            ),
            reliefs: decided,
            cause: Vec::new(),
            guard: Vec::new(),
            witness: cite::witness(scene, &decision.basis),
            near_misses: Vec::new(),
            near_miss_count: 0,
            exit: if norm.advice { 0 } else { exit },
        }
    }

    /// What stands for a sentence that nothing surely set off. `uncertain` is whether what is told of a
    /// trigger and does not count is so for want of sources.
    fn not_set_off(
        &self,
        n: usize,
        norm: &Norm,
        fuses: &[&Fuse<'_>],
        uncertain: Option<bool>,
    ) -> InstanceJudgement {
        let (s, d, t) = (norm.window.from, norm.window.to, self.as_of);
        let scenes: Vec<_> = fuses.iter().filter_map(|f| f.scene(t)).collect();
        // That nothing set it off shows only where somebody looked.
        let looked = |day: Day| fuses.iter().all(|f| self.looked(f, (s, d), day));
        let status = match (t < s, uncertain) {
            (true, _) => Status::Pending,
            (_, None) if looked(t) => Status::NotApplicable,
            _ => Status::Unreported,
        };
        let basis = match (scenes.first(), fuses.first(), status) {
            (Some(scene), Some(fuse), Status::NotApplicable | Status::Unreported) => {
                let look = kinds::look_in(scene, &fuse.cover, Interval::new(s, t.min(d)));
                let silence = match uncertain {
                    Some(_) => Silence::Doubtful,
                    None => Silence::Open,
                };
                Basis::Absence(Interval::new(s, t.min(d)), look, silence)
            }
            _ => Basis::Calendar,
        };
        let (near_misses, near_miss_count) = fuses.first().map_or((Vec::new(), 0), |fuse| {
            let bench = Bench {
                court: self.court,
                index: self.index,
                norm: &fuse.cause.norm,
                instance: &fuse.cause.instance,
                first: fuse.cause.first,
                gate: None,
                reliefs: &Reliefs::default(),
                around: None,
                rotas: None,
            };
            bench.near_misses(&scenes, &Witness::Calendar)
        });
        let witness = match scenes.first() {
            Some(scene) => cite::witness(scene, &basis),
            None => Witness::Calendar,
        };
        let mut days: Vec<Day> = fuses.iter().flat_map(|f| f.turns()).collect();
        days.extend([s, d.next()]);
        let reliefs = self.reliefs(&norm.id, &norm.id);
        days.extend(reliefs.days());
        // What it comes to on a day; none where it stands for nothing any more.
        let own = |day: Day| {
            let all: Vec<_> = fuses.iter().map(|f| f.sparks(day)).collect();
            let doubtful = spark::uncertain(&all).is_some();
            let lit = all.iter().any(|s| !s.list.is_empty());
            match (day < s, doubtful, lit) {
                (true, ..) => Some(Status::Pending),
                (_, true, _) => Some(Status::Unreported),
                (_, _, true) => None,
                _ if looked(day) => Some(Status::NotApplicable),
                _ => Some(Status::Unreported),
            }
        };
        let weak = match uncertain {
            Some(true) => vec![Flag::Weak],
            _ => Vec::new(),
        };
        let says = |day, own: Status, flags| reliefs.says(day, own, flags);
        let (came_to, flags, decided) = says(t, status, weak);
        let same = |day: Day| own(day).map(|s| says(day, s, Vec::new()).0) == Some(came_to);
        InstanceJudgement {
            id: norm.id.clone(),
            norm: n,
            status: came_to,
            exit: match norm.advice {
                true => 0,
                false => rollup::exit(came_to, &flags, true),
            },
            flags,
            window: Interval::new(s, d),
            steps: norm.window.steps.clone(),
            next_change_at: later(days, t).into_iter().find(|day| !same(*day)),
            reason: reliefs.reason(&decided, match status {
                Status::Pending => format!("it runs from {s}"),
                Status::Unreported if uncertain.is_none() => {
                    "no trigger is reported, but reports do not cover the time".to_owned()
                }
                Status::Unreported => {
                    "what is told of a trigger is too uncertain to count, and too near to pass over"
                        .to_owned()
                }
                _ => "no trigger that counts is reported, so that nothing is owed".to_owned(),
            }),
            reliefs: decided,
            cause: Vec::new(),
            guard: Vec::new(),
            witness,
            near_misses,
            near_miss_count,
        }
    }

    /// Whether enough was looked at for silence to show that nothing set a sentence off.
    fn looked(&self, fuse: &Fuse<'_>, (s, d): (Day, Day), day: Day) -> bool {
        let Some(scene) = fuse.scene(day) else {
            return false;
        };
        if scene.standard.closed {
            return !self.court.unread;
        }
        let look = kinds::look_in(&scene, &fuse.cover, Interval::new(s, day.min(d)));
        match day > d {
            true => look.is_proof(),
            false => look.is_whole(),
        }
    }

    /// What is decided about an instance of a sentence.
    fn reliefs(&self, sentence: &str, id: &str) -> Reliefs<'_> {
        let mut ids = self.names.clone();
        ids.extend([sentence, id]);
        Reliefs::of(self.court.world.rules, &ids)
    }

    fn tolled(&self, norm: &Norm, reliefs: &Reliefs<'_>) -> Day {
        match norm.kind {
            kind if kind.has_deadline() => {
                tolled(&reliefs.suspended(), norm.window.from, norm.window.to)
            }
            _ => norm.window.to,
        }
    }

    /// Judges one instance of a norm, by its acts and by what is decided about it.
    fn judge(
        &self,
        n: usize,
        norm: &Norm,
        (case, instance, first): (&Case<'_>, &Instance, GoalIx),
        (activated, gate, rotas): (Day, Option<&dyn Gate>, Option<Turn<'_>>),
    ) -> InstanceJudgement {
        let reliefs = self.reliefs(&norm.id, &instance.id);
        let suspended = reliefs.suspended();
        let mut norm = Cow::Borrowed(norm);
        if !suspended.is_empty() {
            let to = self.tolled(&norm, &reliefs);
            let own = norm.to_mut();
            if to != own.window.to {
                let text = format!("suspended for some of that time: {to}");
                own.window.steps.push(text);
            }
            own.window.to = to;
            own.suspended = suspended;
        }
        let around = Around::new(self.court, self.index, case, activated);
        let by = |reliefs: &Reliefs<'_>, s: Day| {
            let t = reliefs.horizon(self.as_of);
            let around = around.as_ref().filter(|_| t >= s);
            around.map_or(Vec::new(), |a| a.guarded_by(t))
        };
        if norm.kind == NormKind::Maintain {
            let seat = (instance, first);
            let more = (gate, &reliefs, around.as_ref().map(|a| a as &dyn Surround));
            let mut j = self.keep(n, &norm, seat, case.watches_of(first), more);
            j.guard = by(&reliefs, norm.window.from);
            return j;
        }
        let bench = Bench {
            court: self.court,
            index: self.index,
            norm: &norm,
            instance,
            first,
            gate,
            reliefs: &reliefs,
            around: around.as_ref().map(|a| a as &dyn Surround),
            rotas,
        };
        let mut j = bench.judge(n, self.as_of);
        j.guard = by(&reliefs, norm.window.from);
        j
    }
}

/// Later days, in order.
pub(super) fn later(days: impl IntoIterator<Item = Day>, than: Day) -> Vec<Day> {
    let mut days: Vec<Day> = days.into_iter().collect();
    days.retain(|d| d.is_finite() && *d > than);
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether an instance is still set off by its trigger.
struct Lit<'a> {
    fuse: &'a Fuse<'a>,
    spark: &'a Spark,
}

impl Gate for Lit<'_> {
    fn days(&self, after: Day) -> &[Day] {
        self.fuse.days(after)
    }

    fn is_open(&self, day: Day) -> bool {
        let sparks = self.fuse.sparks(day);
        let own = sparks.on(self.spark.day());
        own.is_some_and(|s| s.contested == self.spark.contested)
    }
}

/// "Each of" the instances.
fn formula(list: &[InstanceJudgement]) -> (Status, Vec<Flag>) {
    let children: Vec<Child<'_>> = list
        .iter()
        .map(|j| Child {
            status: j.status,
            flags: &j.flags,
        })
        .collect();
    rollup::each(&children)
}

/// The periods whose first day has come by a day, the first one in any case, counted from the window's
/// first day; and whether a further one can come.
fn periods(norm: &Norm, by: Day) -> (Vec<Interval>, bool) {
    let (from, to) = (norm.window.from, norm.window.to);
    let Some(p) = norm.every.map(|e| e.node) else {
        return (Vec::new(), false);
    };
    let mut out = Vec::new();
    let mut lo = from;
    for k in 1..=(MOST as u32 + 1) {
        let next = p.after_times(from, k);
        out.push(Interval::new(lo, next.prev().min(to)));
        if next > to || !next.is_finite() {
            return (out, false);
        }
        if next > by {
            return (out, true);
        }
        lo = next;
    }
    (out, true)
}
