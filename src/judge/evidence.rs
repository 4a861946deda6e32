//! From claims to hits: what is visible, admissible, independent, and disputed.
//!
//! Truth values are Belnap's (1977): asserted enough, denied enough, both, neither.

use super::fit::{self, Fit};
use super::instances::{Goal, Instance};
use super::world::{Carry, World};
use crate::model::{
    Claim, ClaimStatus, Claims, ContestPolicy, Dating, EntityId, Evidence, Modality, NearMiss,
    Norm, NormKind, Polarity, Tier, View, Who,
};
use crate::time::{Day, Duration, Interval, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// How far an undated act reaches back where the standard says nothing.
pub(super) const UNDATED: Duration = Duration {
    count: 30,
    unit: Unit::Days,
};
/// The longest gap that a cover may leave, and after which a dialogue counts as stalled.
pub(super) const QUIET: Duration = Duration {
    count: 180,
    unit: Unit::Days,
};

/// Claims by action and by target, for looking up what can bear on an instance.
pub(super) struct Index {
    by_action: BTreeMap<u32, Vec<usize>>,
    by_target: BTreeMap<Who, Vec<usize>>,
    /// Record ids that a visible claim retracts, with the day of it.
    retracted: BTreeMap<u64, Day>,
}

impl Index {
    pub fn new(claims: &Claims) -> Self {
        let mut index = Self {
            by_action: BTreeMap::new(),
            by_target: BTreeMap::new(),
            retracted: BTreeMap::new(),
        };
        for (i, c) in claims.claims.iter().enumerate() {
            index.by_action.entry(c.action.0).or_default().push(i);
            for t in &c.targets {
                index.by_target.entry(*t).or_default().push(i);
            }
            if let Some(id) = c.retracts {
                let day = index.retracted.entry(id).or_insert(c.recorded);
                *day = (*day).min(c.recorded);
            }
        }
        index
    }

    /// Whether a claim is known at a day and not taken back by then.
    fn visible(&self, c: &Claim, view: View) -> bool {
        let taken_back = c
            .event
            .and_then(|e| self.retracted.get(&e))
            .is_some_and(|d| *d <= view.known_at);
        c.recorded <= view.known_at && c.retracts.is_none() && !taken_back
    }

    /// Claims that could bear on a goal, by index: those on its targets, or of its action.
    fn candidates(&self, world: &World<'_>, goal: &Goal) -> BTreeSet<usize> {
        let mut out = BTreeSet::new();
        match &goal.targets {
            Some(list) if !list.is_empty() => {
                for w in list {
                    match w {
                        Who::Entity(id) => {
                            let up = world.up(*id, Carry::Target).iter().map(|w| w.to);
                            for e in world.down(*id).iter().copied().chain(up) {
                                out.extend(
                                    self.by_target.get(&Who::Entity(e)).into_iter().flatten(),
                                );
                            }
                        }
                        role @ Who::Role(..) => {
                            out.extend(self.by_target.get(role).into_iter().flatten())
                        }
                    }
                }
            }
            _ => {
                for (a, list) in &self.by_action {
                    let a = crate::model::ActionId(*a);
                    if world.is_a(a, goal.action)
                        || world.is_a(goal.action, a)
                        || world.is_step(a, goal.action)
                    {
                        out.extend(list);
                    }
                }
            }
        }
        out
    }

    /// Claims of the actions that undo something, on a target.
    fn on_target(&self, w: Who) -> &[usize] {
        self.by_target.get(&w).map_or(&[], Vec::as_slice)
    }

    fn of_action(&self, a: crate::model::ActionId) -> &[usize] {
        self.by_action.get(&a.0).map_or(&[], Vec::as_slice)
    }
}

/// An act that enough sources assert.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The event's days.
    pub days: Interval,
    /// Those who say so.
    pub evidence: Vec<Evidence>,
    /// Those who deny it, enough of them that it stays disputed.
    pub against: Vec<Evidence>,
    /// Whether its date leaves open on which side of a limit it lies.
    pub undated: bool,
    /// The first day on which it was undone, with the claims.
    pub undone: Option<(Day, Vec<Evidence>)>,
}

impl Hit {
    /// The day that counts: the last on which it can have been.
    pub fn day(&self) -> Day {
        self.days.hi
    }
}

/// All that bears on one goal.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearing {
    pub hits: Vec<Hit>,
    /// Asserted by some, but by fewer than the standard asks.
    pub weak: bool,
    /// Admissible denials, enough of them, with the latest day that they speak of.
    pub denial: Option<(Day, Vec<Evidence>)>,
    /// Steps towards it, and it being under way.
    pub steps: Vec<Evidence>,
    pub misses: Vec<NearMiss>,
}

/// What is needed to weigh the claims of a norm.
pub(super) struct Scale<'a> {
    pub world: &'a World<'a>,
    pub claims: &'a Claims,
    pub index: &'a Index,
    pub norm: &'a Norm,
    pub view: View,
}

impl Scale<'_> {
    /// The days of the event, an undated act's from its report's date.
    pub fn days(&self, c: &Claim) -> Interval {
        let hi = c.valid.hi.min(c.recorded);
        match c.dating {
            Dating::Given => Interval::new(c.valid.lo.min(hi), hi),
            Dating::Background => Interval::new(Day::MIN, hi),
            Dating::Undated if c.valid.lo.is_finite() => Interval::new(c.valid.lo.min(hi), hi),
            Dating::Undated => {
                let reach = self.norm.evidence.undated.unwrap_or(UNDATED);
                Interval::new(reach.before(hi), hi)
            }
        }
    }

    /// The tier of a claim for the bearers, and whether it is their own word.
    fn tier(&self, c: &Claim, bearers: &[EntityId]) -> (Tier, bool) {
        let source = self.claims.sources.get(c.source.0 as usize);
        let speaks_for = |id: EntityId| {
            self.world
                .up(id, Carry::Actor)
                .iter()
                .any(|w| bearers.contains(&w.to))
        };
        let own_outlet = source.is_some_and(|s| s.speaks_for.iter().any(|e| speaks_for(*e)));
        let own = own_outlet || c.speakers.iter().any(|e| speaks_for(*e));
        let hostile = source
            .and_then(|s| s.declared)
            .and_then(|d| self.world.rules.sources.get(d.index()))
            .is_some_and(|d| d.adversary_of.iter().any(|e| bearers.contains(e)));
        if own {
            let against = match self.norm.kind {
                NormKind::Achieve => c.polarity == Polarity::Denied,
                NormKind::Forbid | NormKind::Prevent => c.polarity == Polarity::Asserted,
            };
            return (
                if against {
                    Tier::Admission
                } else {
                    Tier::SelfReport
                },
                true,
            );
        }
        (if hostile { Tier::Adversary } else { c.tier }, false)
    }

    /// Why a claim's source does not count, where it does not.
    fn inadmissible(&self, tier: Tier, own: bool) -> Option<String> {
        match self.norm.evidence.tier {
            Some(least) if tier > least => {
                return Some(format!(
                    "tier: {}, at least {} is asked for",
                    tier.word(),
                    least.word()
                ));
            }
            None if tier == Tier::Adversary => return Some("tier: adversary".to_owned()),
            _ => {}
        }
        (own && self.norm.evidence.independent == Some(true) && tier == Tier::SelfReport)
            .then(|| "corroboration: self-report, an independent source is asked for".to_owned())
    }

    fn need(&self) -> usize {
        self.norm.evidence.sources.unwrap_or(1).max(1) as usize
    }

    /// Weighs all claims for one goal of an instance.
    pub fn weigh(&self, instance: &Instance, goal: &Goal) -> Bearing {
        let mut out = Bearing::default();
        let mut asserted: Vec<(usize, Fit, Interval, Evidence)> = Vec::new();
        let mut denials: Vec<(Day, Evidence)> = Vec::new();
        for i in self.index.candidates(self.world, goal) {
            let Some(c) = self.claims.claims.get(i) else {
                continue;
            };
            if !self.index.visible(c, self.view) {
                continue;
            }
            let days = self.days(c);
            let (tier, self_report) = self.tier(c, &instance.bearers);
            let bar = self.inadmissible(tier, self_report);
            let evidence = |fit: &Fit| Evidence {
                claim: i,
                self_report,
                tier,
                links: fit.links.iter().map(|(l, _)| l.clone()).collect(),
                link_spans: fit.links.iter().map(|(_, s)| *s).collect(),
            };
            if c.polarity == Polarity::Denied {
                let of_goal = c.modality == Modality::Denied && fit::denied(self.world, goal, c);
                // A denial speaks of the time up to its own day: before the window it says nothing.
                let early = days.hi < self.norm.window.from;
                if of_goal && early {
                    let why = Some("date: before the window".to_owned());
                    self.near(&mut out, i, Vec::new(), why, bar);
                } else if of_goal && bar.is_none() && days.hi <= self.view.as_of {
                    denials.push((days.hi, evidence(&Fit::default())));
                } else {
                    self.near(
                        &mut out,
                        i,
                        fit::asserted(self.world, goal, c).missing,
                        Some("polarity: denied".to_owned()),
                        bar,
                    );
                }
                continue;
            }
            // What is the act itself, or a case of it, is no mere step towards it.
            let step = !self.world.is_a(c.action, goal.action)
                && self.world.is_step(c.action, goal.action);
            let fit = fit::asserted(self.world, goal, c);
            // A claim that an act was undone is no claim of the act, unless undoing is what is owed.
            let undone = c.status == ClaimStatus::Reversed && !self.world.is_reversal(goal.action);
            let only_action = fit.missing.iter().all(|m| m.starts_with("action:"));
            if step
                && only_action
                && bar.is_none()
                && matches!(c.modality, Modality::Completed | Modality::Ongoing)
                && !undone
            {
                if days.hi <= self.view.as_of {
                    out.steps.push(evidence(&fit));
                }
                self.near(
                    &mut out,
                    i,
                    fit.missing,
                    Some("action: a step towards it".to_owned()),
                    None,
                );
                continue;
            }
            if c.modality != Modality::Completed || undone {
                let what = if undone {
                    "modality: reversed".to_owned()
                } else {
                    format!("modality: {}", c.modality.word())
                };
                if c.modality == Modality::Ongoing
                    && fit.missing.is_empty()
                    && bar.is_none()
                    && days.hi <= self.view.as_of
                {
                    out.steps.push(evidence(&fit));
                }
                self.near(&mut out, i, fit.missing, Some(what), bar);
                continue;
            }
            if !fit.missing.is_empty() || bar.is_some() {
                self.near(&mut out, i, fit.missing, None, bar);
                continue;
            }
            if days.hi > self.view.as_of {
                self.near(
                    &mut out,
                    i,
                    Vec::new(),
                    Some(format!("date: {} is after the as-of date", days.hi)),
                    None,
                );
                continue;
            }
            if let Some(why) = self.outside(c, days) {
                self.near(&mut out, i, Vec::new(), Some(why), None);
                continue;
            }
            let e = evidence(&fit);
            asserted.push((i, fit, days, e));
        }
        self.hits(goal, asserted, &denials, &mut out);
        denials.sort_by_key(|(d, e)| (*d, e.claim));
        let last = denials.iter().map(|(d, _)| *d).max().unwrap_or(Day::MIN);
        let denials: Vec<Evidence> = denials.into_iter().map(|(_, e)| e).collect();
        if self.enough(&denials) {
            out.denial = Some((last, denials));
        }
        out.misses.sort_by_key(|m| {
            (
                m.missing.len(),
                std::cmp::Reverse(self.claims.claims.get(m.claim).map(|c| c.valid.hi)),
                m.claim,
            )
        });
        out
    }

    /// Why the days of an act lie outside what can count, where they do.
    fn outside(&self, c: &Claim, days: Interval) -> Option<String> {
        let w = &self.norm.window;
        let earlier_counts = self.norm.counting_earlier.is_some();
        if days.hi < w.from && !earlier_counts {
            return Some("date: before the window".to_owned());
        }
        // An act told without a date may lie before the window: that must not make it fulfilled.
        if c.dating != Dating::Given && days.lo < w.from && !earlier_counts {
            return Some("date: may lie before the window".to_owned());
        }
        if self.norm.kind != NormKind::Achieve && (days.lo < w.from || days.hi > w.to) {
            return Some("date: not surely inside the window".to_owned());
        }
        None
    }

    fn near(
        &self,
        out: &mut Bearing,
        claim: usize,
        mut missing: Vec<String>,
        also: Option<String>,
        bar: Option<String>,
    ) {
        if let Some(also) = also {
            missing.retain(|m| !(also.starts_with("action:") && m.starts_with("action:")));
            missing.push(also);
        }
        missing.extend(bar);
        if (1..=2).contains(&missing.len()) {
            out.misses.push(NearMiss { claim, missing });
        }
    }

    /// Joins assertions of one event, counts their independent sources, and weighs denials against them.
    fn hits(
        &self,
        goal: &Goal,
        mut asserted: Vec<(usize, Fit, Interval, Evidence)>,
        denials: &[(Day, Evidence)],
        out: &mut Bearing,
    ) {
        let need = self.need();
        let within = self.norm.evidence.same_event.unwrap_or(Duration::days(3));
        asserted.sort_by_key(|(i, _, days, _)| (days.hi, days.lo, *i));
        for (at, (i, _, days, e)) in asserted.iter().enumerate() {
            let Some(c) = self.claims.claims.get(*i) else {
                continue;
            };
            let mut evidence = vec![e.clone()];
            // One source is enough: who else tells of the event changes nothing. Else the neighbours in
            // time are looked at, a bounded number, so that a flood of claims costs no more than its size.
            let near = if need > 1 {
                at.saturating_sub(64)..(at + 65).min(asserted.len())
            } else {
                0..0
            };
            for (j, _, other, f) in asserted.get(near).unwrap_or_default() {
                let Some(d) = self.claims.claims.get(*j) else {
                    continue;
                };
                if i != j && self.same_event(c, *days, d, *other, within) {
                    evidence.push(f.clone());
                }
            }
            if !self.enough(&evidence) {
                out.weak = true;
                let n = self.norm.evidence.sources.unwrap_or(1);
                let text = format!("corroboration: {n} independent sources are asked for");
                self.near(out, *i, Vec::new(), Some(text), None);
                continue;
            }
            let against: Vec<Evidence> = denials
                .iter()
                .filter(|(day, _)| *day >= days.hi)
                .map(|(_, e)| e.clone())
                .collect();
            let disputed = self.enough(&against);
            let (mut kept, mut counts) = (against.clone(), true);
            if disputed {
                let best = |list: &[Evidence]| list.iter().map(|e| e.tier).min();
                let latest = |list: &[Evidence]| {
                    list.iter()
                        .filter_map(|e| self.claims.claims.get(e.claim))
                        .map(|c| c.recorded)
                        .max()
                };
                match self.norm.evidence.contested.unwrap_or_default() {
                    ContestPolicy::Hold => {}
                    ContestPolicy::CountAsTrue => kept.clear(),
                    ContestPolicy::CountAsFalse => counts = false,
                    ContestPolicy::PreferTier => match best(&evidence).cmp(&best(&against)) {
                        std::cmp::Ordering::Less => kept.clear(),
                        std::cmp::Ordering::Greater => counts = false,
                        std::cmp::Ordering::Equal => {}
                    },
                    ContestPolicy::PreferLatest => match latest(&evidence).cmp(&latest(&against)) {
                        std::cmp::Ordering::Greater => kept.clear(),
                        std::cmp::Ordering::Less => counts = false,
                        std::cmp::Ordering::Equal => {}
                    },
                }
            } else {
                kept.clear();
            }
            if !counts {
                self.near(
                    out,
                    *i,
                    Vec::new(),
                    Some("polarity: denied by others".to_owned()),
                    None,
                );
                continue;
            }
            evidence
                .sort_by_key(|e| (self.claims.claims.get(e.claim).map(|c| c.valid.hi), e.claim));
            let undone = self.undone(goal, c, *days);
            out.hits.push(Hit {
                days: *days,
                evidence,
                against: kept,
                undated: c.dating != Dating::Given,
                undone,
            });
        }
        out.hits
            .sort_by_key(|h| (h.days.hi, h.days.lo, h.evidence.first().map(|e| e.claim)));
    }

    /// The first reversal of an act on the same target, on or after its day.
    fn undone(&self, goal: &Goal, c: &Claim, days: Interval) -> Option<(Day, Vec<Evidence>)> {
        let mut found: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        let lists: Vec<&[usize]> = if c.targets.is_empty() {
            let of_undoing = self
                .world
                .rules
                .actions
                .iter()
                .enumerate()
                .map(|(i, _)| crate::model::ActionId(i as u32));
            of_undoing
                .filter(|a| self.world.undoes(*a, c.action, goal.action) || *a == c.action)
                .map(|a| self.index.of_action(a))
                .collect()
        } else {
            c.targets.iter().map(|t| self.index.on_target(*t)).collect()
        };
        for i in lists.into_iter().flatten() {
            let Some(r) = self.claims.claims.get(*i) else {
                continue;
            };
            let reverses = self.world.undoes(r.action, c.action, goal.action)
                || r.status == ClaimStatus::Reversed && r.action == c.action;
            let day = self.days(r).hi;
            let counts = r.modality == Modality::Completed
                && r.polarity == Polarity::Asserted
                && day >= days.hi
                && day <= self.view.as_of;
            if reverses && counts && self.index.visible(r, self.view) {
                found.entry(day).or_default().push(*i);
            }
        }
        let (day, claims) = found.into_iter().next()?;
        let evidence = claims
            .into_iter()
            .map(|i| Evidence {
                claim: i,
                self_report: false,
                tier: self.claims.claims.get(i).map_or(Tier::Press, |c| c.tier),
                links: Vec::new(),
                link_spans: Vec::new(),
            })
            .collect();
        Some((day, evidence))
    }

    /// Whether two claims are about one event.
    fn same_event(
        &self,
        a: &Claim,
        a_days: Interval,
        b: &Claim,
        b_days: Interval,
        within: Duration,
    ) -> bool {
        if a.event.is_some() && a.event == b.event {
            return true;
        }
        let related = self.world.is_a(a.action, b.action) || self.world.is_a(b.action, a.action);
        let wide = Interval::new(within.before(a_days.lo), within.after(a_days.hi));
        a.source != b.source
            && related
            && a.targets.iter().any(|t| b.targets.contains(t))
                | (a.targets.is_empty() && b.targets.is_empty())
            && a.actors.iter().any(|x| b.actors.contains(x))
                | (a.actors.is_empty() && b.actors.is_empty())
            && (a.amount.is_none() || b.amount.is_none() || a.amount == b.amount)
            && wide.overlaps(b_days)
    }

    /// Whether as many independent sources stand behind some claims as the standard asks.
    fn enough(&self, list: &[Evidence]) -> bool {
        match self.need() {
            1 => !list.is_empty(),
            n => self.groups(list.iter().take(256).map(|e| e.claim)) >= n,
        }
    }

    /// How many independent sources stand behind some claims: copies, one wording, one publisher and
    /// voices of one party count once.
    fn groups(&self, claims: impl Iterator<Item = usize>) -> usize {
        let list: Vec<&Claim> = claims.filter_map(|i| self.claims.claims.get(i)).collect();
        let mut group: Vec<usize> = (0..list.len()).collect();
        let source = |c: &Claim| self.claims.sources.get(c.source.0 as usize);
        for (i, a) in list.iter().enumerate() {
            for (j, b) in list.iter().enumerate().take(i) {
                let (sa, sb) = (source(a), source(b));
                let copies = |x: Option<&crate::model::ClaimSource>,
                              y: Option<&crate::model::ClaimSource>| {
                    let of = x
                        .and_then(|s| s.declared)
                        .and_then(|d| self.world.rules.sources.get(d.index()));
                    of.is_some_and(|d| {
                        y.and_then(|s| s.declared)
                            .is_some_and(|y| d.copies.contains(&y))
                    })
                };
                let one_party = sa.is_some_and(|x| {
                    sb.is_some_and(|y| x.speaks_for.iter().any(|p| y.speaks_for.contains(p)))
                });
                let one_voice = a.speakers.iter().any(|p| b.speakers.contains(p));
                let joined = a.source == b.source
                    || a.wording.is_some() && a.wording == b.wording
                    || copies(sa, sb)
                    || copies(sb, sa)
                    || one_party
                    || one_voice;
                if joined {
                    let (gi, gj) = (
                        group.get(i).copied().unwrap_or(i),
                        group.get(j).copied().unwrap_or(j),
                    );
                    group.iter_mut().filter(|g| **g == gi).for_each(|g| *g = gj);
                }
            }
        }
        group.into_iter().collect::<BTreeSet<_>>().len()
    }
}
