//! One instance: its goals weighed, decided as of a day, and joined; when it changes next; what nearly
//! counted.

use super::around::{Excuse, Surround};
use super::coverage::{self, Cover};
use super::crowd::Crowd;
use super::index::{GoalIx, Index};
use super::instances::Instance;
use super::kinds::{self, Basis, Decision};
use super::near::{AMOUNT, CORROBORATION, DATE, Near, POLARITY, Why};
use super::relief::Reliefs;
use super::rollup::{self, Child};
use super::rota::Rota;
use super::standard::{Court, Standard};
use super::truth::{Scene, Truth};
use super::weigh::{Item, Timeline, weigh};
use super::{cite, reason};
use crate::model::{Flag, InstanceJudgement, NearMiss, Norm, Status, Witness};
use crate::time::{Day, Interval};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// How many near misses are cited.
const CITED: usize = 5;

/// An instance with what it is judged by.
pub(super) struct Bench<'a> {
    pub court: &'a Court<'a>,
    pub index: &'a Index,
    pub norm: &'a Norm,
    pub instance: &'a Instance,
    /// The index's number of its first goal.
    pub first: GoalIx,
    /// What else it hangs on.
    pub gate: Option<&'a dyn Gate>,
    /// What was decided about it.
    pub reliefs: &'a Reliefs<'a>,
    /// What its norm hangs on beside its acts.
    pub around: Option<&'a dyn Surround>,
    /// Where it is one of several periods: which act serves which, a goal each, and its own number.
    pub rotas: Option<(&'a [Rota], usize)>,
}

/// What decides, beside its own acts, whether there is such an instance at all.
pub(super) trait Gate {
    /// Days after one on which that may change with no new report.
    fn days(&self, after: Day) -> &[Day];
    /// Whether it stands as of a later day.
    fn is_open(&self, day: Day) -> bool;
}

impl Bench<'_> {
    /// The judgement as of the end of a day.
    pub fn judge(&self, norm_index: usize, as_of: Day) -> InstanceJudgement {
        let standard = Standard::of(self.norm);
        let cover = coverage::cover(self.court, self.norm, &standard, self.instance);
        let timelines = self.timelines();
        let horizon = self.reliefs.horizon(as_of);
        let scenes = self.scenes(standard, &cover, &timelines, horizon);
        let decisions: Vec<Decision> = scenes.iter().map(|s| kinds::judge(s, &cover)).collect();
        let (mut status, mut flags) = self.join(&decisions);
        let mut blind = false;
        if self.instance.blind
            && matches!(status, Status::Holding | Status::Fulfilled)
            && !self.norm.kind.is_owed()
        {
            (status, blind) = (Status::Unreported, true);
            flags.clear();
        }
        let (witness, mut reason) = self.account(&scenes, &decisions, status);
        if blind {
            reason = "the actors are named by a role that nobody is declared to hold, so silence shows nothing".to_owned();
        }
        let window = Interval::new(self.norm.window.from, self.norm.window.to);
        if self.instance.open && status.is_satisfied() && !self.norm.kind.is_owed() {
            flags.push(Flag::NamedMembersOnly);
        }
        let (status, flags, reliefs) = self.reliefs.says(as_of, status, rollup::tidy(flags));
        let reason = self.reliefs.reason(&reliefs, reason);
        let exit = rollup::exit(status, &flags, as_of <= window.hi);
        let (near_misses, near_miss_count) = self.near_misses(&scenes, &witness);
        InstanceJudgement {
            id: self.instance.id.clone(),
            norm: norm_index,
            status,
            window,
            steps: self.norm.window.steps.clone(),
            next_change_at: if blind {
                None
            } else {
                let now = (status, flags.contains(&Flag::Stalled));
                self.next_change(&scenes, &cover, &decisions, (as_of, now))
            },
            reason,
            reliefs,
            cause: Vec::new(),
            guard: Vec::new(),
            witness,
            near_misses,
            near_miss_count,
            exit: if self.norm.advice { 0 } else { exit },
            flags: rollup::tidy(flags),
        }
    }

    /// Of each goal: weighed with all the others, or anew for this instance.
    fn timelines(&self) -> Vec<Cow<'_, Timeline>> {
        let goals = self.instance.goals.iter().enumerate();
        goals
            .map(|(at, goal)| {
                let n = self.first + at;
                if let Some(timeline) = self.index.weighed(n) {
                    return Cow::Borrowed(timeline);
                }
                let own = self.index.classes(goal.action).map(|classes| {
                    let list = self.index.candidates(n);
                    weigh(self.court, self.norm, classes, self.instance, goal, list)
                });
                Cow::Owned(self.of_own_period(at, own.unwrap_or_default()))
            })
            .collect()
    }

    /// Leaves out the acts that serve another period.
    fn of_own_period(&self, goal: usize, mut timeline: Timeline) -> Timeline {
        let Some((rotas, period)) = self.rotas else {
            return timeline;
        };
        let Some(rota) = rotas.get(goal) else {
            return timeline;
        };
        let (own, others): (Vec<Item>, Vec<Item>) = timeline
            .items
            .iter()
            .partition(|i| !i.place.counts() || rota.allows(i.claim, period));
        for i in others {
            let claim = self.court.claim(i.claim);
            let near = claim.and_then(|c| Near::of(i.claim, c, i.days.hi, DATE, Why::Spent));
            timeline.near.extend(near);
        }
        timeline.items = own;
        timeline
    }

    fn scenes<'s>(
        &'s self,
        standard: Standard,
        cover: &'s Cover,
        timelines: &'s [Cow<'s, Timeline>],
        as_of: Day,
    ) -> Vec<Scene<'s>> {
        let goals = self.instance.goals.iter().zip(timelines);
        goals
            .map(|(goal, timeline)| Scene {
                court: self.court,
                norm: self.norm,
                standard,
                goal,
                timeline,
                silent: &cover.silent,
                as_of,
                crowd: Crowd::default(),
                around: self.around,
            })
            .collect()
    }

    /// So many of the goals are owed; under a prohibition none may happen.
    fn join(&self, decisions: &[Decision]) -> (Status, Vec<Flag>) {
        let children: Vec<Child<'_>> = decisions
            .iter()
            .map(|d| Child {
                status: d.status,
                flags: &d.flags,
            })
            .collect();
        match (self.norm.kind, decisions) {
            (_, [one]) => (one.status, one.flags.clone()),
            (kind, _) if kind.is_owed() => rollup::nested(&self.instance.levels, &children),
            _ => rollup::each(&children),
        }
    }

    /// The witness and the words for the joined status: of all goals that were met, where some were, else
    /// of the first goal that has the status.
    fn account(
        &self,
        scenes: &[Scene<'_>],
        decisions: &[Decision],
        status: Status,
    ) -> (Witness, String) {
        let all = scenes.iter().zip(decisions);
        let met: Vec<_> = all
            .clone()
            .filter(|(_, d)| d.status.is_satisfied() && matches!(d.basis, Basis::Acts(_)))
            .collect();
        let several = met.len() > 1 && status.is_satisfied() || status == Status::Partial;
        if several && !met.is_empty() {
            let mut list = Vec::new();
            let mut seen = FxHashSet::default();
            for (s, d) in &met {
                if let Witness::Hits(hits) = cite::witness(s, &d.basis) {
                    list.extend(hits.into_iter().filter(|e| seen.insert(e.claim)));
                }
            }
            let text = met
                .first()
                .map(|(s, d)| self.reason(s, d))
                .unwrap_or_default();
            let of = match self.instance.levels.as_slice() {
                [one] => one.need,
                _ => scenes.len(),
            };
            let text = format!("{text}; {} of {of} done", met.len());
            return (Witness::Hits(list), text);
        }
        let decisive = all
            .clone()
            .find(|(_, d)| d.status == status)
            .or_else(|| all.max_by_key(|(_, d)| d.status));
        decisive.map_or((Witness::Calendar, String::new()), |(s, d)| {
            (cite::witness(s, &d.basis), self.reason(s, d))
        })
    }

    fn reason(&self, scene: &Scene<'_>, decision: &Decision) -> String {
        reason::reason(
            self.court,
            self.norm,
            self.instance,
            scene.goal,
            scene.as_of,
            decision,
        )
    }

    /// The closest claims that do not count, with their number before the cut.
    pub(super) fn near_misses(
        &self,
        scenes: &[Scene<'_>],
        witness: &Witness,
    ) -> (Vec<NearMiss>, usize) {
        self.near_and(scenes, witness, &[])
    }

    /// The same with others that come near the first goal.
    pub(super) fn near_and(
        &self,
        scenes: &[Scene<'_>],
        witness: &Witness,
        others: &[Near],
    ) -> (Vec<NearMiss>, usize) {
        let counts = |w: &Witness| -> FxHashSet<usize> {
            let lists: Vec<&[crate::model::Evidence]> = match w {
                Witness::Hits(a) | Witness::Denial(a) => vec![a],
                Witness::Undone { hits, reversals } => vec![hits, reversals],
                Witness::Camps(a, b) => vec![a, b],
                // A step is shown as what supports the status, and as no act.
                Witness::Steps(_) | Witness::Calendar | Witness::Absence { .. } => vec![],
            };
            lists.into_iter().flatten().map(|e| e.claim).collect()
        };
        let counted = counts(witness);
        let undecided: Vec<Vec<Near>> = scenes.iter().map(|s| self.undecided(s)).collect();
        let all = || {
            scenes
                .iter()
                .zip(&undecided)
                .enumerate()
                .flat_map(|(n, (scene, more))| {
                    let near = scene.timeline.near.iter().chain(more);
                    near.filter_map(|m| later(scene, *m)).map(move |m| (m, n))
                })
                .chain(others.iter().map(|m| (*m, 0)))
        };
        let misses = all().filter(|(m, _)| !counted.contains(&(m.claim as usize)));
        let mut closest = Closest::default();
        if scenes.len() == 1 && others.is_empty() && undecided.iter().all(Vec::is_empty) {
            // One goal meets a claim once.
            misses.for_each(|(m, n)| closest.add(m, n));
        } else {
            let mut list: Vec<(Near, usize)> = misses.collect();
            list.sort_by_key(|(m, n)| (m.claim, m.distance(), *n));
            list.dedup_by_key(|(m, _)| m.claim);
            list.into_iter().for_each(|(m, n)| closest.add(m, n));
        }
        let Closest { list, count } = closest;
        let cited = list.iter().filter_map(|(m, n)| {
            let scene = scenes.get(*n)?;
            Some(NearMiss {
                claim: m.claim as usize,
                missing: m.missing(self.court, &scene.standard, self.norm, scene.goal),
            })
        });
        (cited.collect(), count)
    }

    /// Acts that fit and still decide nothing: too few tell of them, or others outvote them.
    pub(super) fn undecided(&self, scene: &Scene<'_>) -> Vec<Near> {
        let mut out = Vec::new();
        for item in kinds::left_out(scene) {
            let claim = self.court.claim(item.claim);
            let near =
                claim.and_then(|c| Near::of(item.claim, c, item.days.hi, AMOUNT, Why::MayBeOne));
            out.extend(near);
        }
        // A forbidden act that does not count is shown with why.
        if let Some(a) = scene.around.filter(|_| !scene.norm.kind.is_owed()) {
            let counted = scene.items().iter().filter(|i| i.place.counts());
            for item in counted.filter(|i| a.excuse(i, scene.as_of) != Excuse::None) {
                let claim = self.court.claim(item.claim);
                let near = |c| Near::of(item.claim, c, item.days.hi, DATE, Why::Excused);
                out.extend(claim.and_then(near));
            }
        }
        let outvoting = scene.standard.contested != crate::model::ContestPolicy::Hold;
        if scene.standard.need == 1 && !outvoting {
            return out;
        }
        for item in scene.items().iter().filter(|i| i.place.counts()) {
            let (lacks, why) = match scene.truth(item) {
                Truth::Weak => (CORROBORATION, Why::Plain),
                Truth::Outvoted => (POLARITY, Why::Outvoted),
                Truth::True | Truth::Both => continue,
            };
            let claim = self.court.claim(item.claim);
            out.extend(claim.and_then(|c| Near::of(item.claim, c, item.days.hi, lacks, why)));
        }
        out
    }

    /// The first later day on which the status changes, or it stalls or no longer does, with no new report: tried at every day on which
    /// something opens, ends, has stood long enough, happens, or has not been covered for too long (law a).
    fn next_change(
        &self,
        scenes: &[Scene<'_>],
        cover: &Cover,
        decisions: &[Decision],
        (as_of, status): (Day, (Status, bool)),
    ) -> Option<Day> {
        let quiet = Standard::of(self.norm).quiet;
        let w = &self.norm.window;
        let mut days = vec![w.from, w.to.next()];
        for (p, _) in &cover.parts {
            days.extend([p.lo, p.hi.next(), quiet.after(p.hi.next())]);
        }
        days.push(quiet.after(w.from));
        days.extend(self.gate.iter().flat_map(|g| g.days(as_of)));
        days.extend(self.reliefs.days());
        days.extend(self.around.iter().flat_map(|a| a.days()));
        days.extend(scenes.iter().flat_map(kinds::days));
        let stands = |f: Day| self.norm.sustained.map(|n| n.node.after(f));
        for (scene, decision) in scenes.iter().zip(decisions) {
            days.extend(decision.on.and_then(stands));
            if let Basis::Camps(items, ..) = &decision.basis {
                days.extend(items.iter().filter_map(|i| stands(i.days.hi)));
            }
            let t = scene.timeline;
            let denied = t.denials.iter().filter(|d| d.whole).map(|d| d.days.hi);
            days.extend(denied.map(|d| quiet.after(d.next())));
            days.extend(t.steps.iter().map(|v| quiet.after(v.days.hi).next()));
            // Claims of later days are known already; each may count when its day comes.
            let later = |d: &Day| *d > as_of;
            let acts = t.items.iter().map(|i| i.days.hi).filter(later);
            days.extend(acts.clone().filter_map(stands));
            days.extend(acts);
            let voiced = t.denials.iter().chain(&t.reversals).chain(&t.steps);
            let voiced = voiced.chain(&t.doubts);
            days.extend(voiced.map(|v| v.days.hi).filter(later));
            days.extend(t.bears);
        }
        days.retain(|d| d.is_finite() && *d > as_of);
        days.sort_unstable();
        days.dedup();
        days.into_iter().find(|day| {
            if self.gate.is_some_and(|g| !g.is_open(*day)) {
                return true;
            }
            let horizon = self.reliefs.horizon(*day);
            let then: Vec<Decision> = scenes
                .iter()
                .map(|s| kinds::judge(&s.at(horizon), cover))
                .collect();
            let (own, flags) = self.join(&then);
            let (then, flags, _) = self.reliefs.says(*day, own, flags);
            (then, flags.contains(&Flag::Stalled)) != status
        })
    }
}

/// The closest near misses, and how many there were.
#[derive(Default)]
struct Closest {
    /// At most [`CITED`], the closest first, each with the number of its goal.
    list: Vec<(Near, usize)>,
    count: usize,
}

impl Closest {
    fn add(&mut self, near: Near, goal: usize) {
        self.count += 1;
        let key = |m: &Near| (m.distance(), std::cmp::Reverse(m.told), m.claim);
        let full = self.list.len() == CITED;
        if full && self.list.last().is_some_and(|(m, _)| key(m) <= key(&near)) {
            return;
        }
        if full {
            self.list.pop();
        }
        let at = self.list.partition_point(|(m, _)| key(m) < key(&near));
        self.list.insert(at, (near, goal));
    }
}

/// A near miss of a later day lacks that its day has come, too; it is none where that is too much.
fn later(scene: &Scene<'_>, m: Near) -> Option<Near> {
    if m.day > scene.as_of && m.lacks & DATE == 0 {
        m.of_the_future()
    } else {
        Some(m)
    }
}
