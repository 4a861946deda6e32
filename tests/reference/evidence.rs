//! Section 2 of the page: claims as evidence on one goal, every question asked anew of all claims.

use super::Value;
use super::unfold::Goal;
use servanda::model::*;
use servanda::time::{Day, Duration, Interval};

/// One goal with all that it is judged by.
pub struct Bench<'a> {
    pub rules: &'a Rulebook,
    pub claims: &'a Claims,
    pub view: View,
    pub norm: &'a Norm,
    pub bearers: &'a [EntityId],
    pub goal: &'a Goal,
    /// All goals of the instance: a cover must be about all of them.
    pub goals: &'a [Goal],
}

/// A claim of an act on one target, or any other claim that counts for something.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub claim: usize,
    pub target: Option<Who>,
    pub days: Interval,
    pub own: bool,
    pub tier: Tier,
}

#[derive(Clone, Copy, PartialEq)]
enum Carry {
    Act,
    Being,
}

impl<'a> Bench<'a> {
    pub fn claim(&self, i: usize) -> &'a Claim {
        &self.claims.claims[i]
    }

    pub fn need(&self) -> usize {
        self.norm.evidence.sources.unwrap_or(1).max(1) as usize
    }

    pub fn quiet(&self) -> Duration {
        self.norm.evidence.quiet.unwrap_or(Duration::days(180))
    }

    fn decl(&self, s: SourceIx) -> Option<&'a SourceDecl> {
        let d = self.claims.sources[s.0 as usize].declared?;
        Some(&self.rules.sources[d.index()])
    }

    // ---- names ----

    fn up(&self, from: EntityId, to: EntityId, carry: Carry, day: Option<Day>) -> bool {
        self.climb(from, to, carry, day, &mut vec![from])
    }

    fn climb(
        &self,
        at: EntityId,
        to: EntityId,
        carry: Carry,
        day: Option<Day>,
        path: &mut Vec<EntityId>,
    ) -> bool {
        if at == to {
            return true;
        }
        let e = self.rules.entity(at).unwrap();
        e.related.iter().any(|r| {
            let x = self.rules.relation(r.relation).unwrap();
            let carries = match carry {
                Carry::Act => x.carries_actor,
                Carry::Being => {
                    x.carries_target || (x.name == "part of" && e.kind == EntityKind::Place)
                }
            };
            if !carries || path.contains(&r.to) || day.is_some_and(|d| !r.valid.contains(d)) {
                return false;
            }
            path.push(r.to);
            let found = self.climb(r.to, to, carry, day, path);
            path.pop();
            found
        })
    }

    fn either(&self, from: EntityId, to: EntityId, day: Day) -> bool {
        self.up(from, to, Carry::Act, Some(day)) || self.up(from, to, Carry::Being, Some(day))
    }

    fn case_of(&self, special: ActionId, general: ActionId) -> bool {
        special == general
            || self
                .rules
                .action(general)
                .unwrap()
                .includes
                .iter()
                .any(|i| self.case_of(special, *i))
    }

    fn actions(&self) -> impl Iterator<Item = (ActionId, &'a Action)> {
        self.rules
            .actions
            .iter()
            .enumerate()
            .map(|(i, a)| (ActionId(i as u32), a))
    }

    fn undoes(&self, undoing: ActionId, done: ActionId) -> bool {
        self.actions().any(|(id, a)| {
            self.case_of(done, id) && a.undone_by.iter().any(|u| self.case_of(undoing, *u))
        })
    }

    pub fn declares_undoing(&self, action: ActionId) -> bool {
        self.actions()
            .any(|(id, a)| self.case_of(action, id) && !a.undone_by.is_empty())
    }

    fn is_step(&self, action: ActionId) -> bool {
        !self.case_of(action, self.goal.action)
            && self.actions().any(|(id, a)| {
                self.case_of(action, id)
                    && a.step_towards
                        .iter()
                        .any(|(to, _)| self.case_of(*to, self.goal.action))
            })
    }

    /// Whether who denies `denied` denies `act`.
    fn denial_reaches(&self, denied: ActionId, act: ActionId) -> bool {
        self.case_of(act, denied)
            || self.actions().any(|(id, a)| {
                self.case_of(id, denied)
                    && a.step_towards
                        .iter()
                        .any(|(to, must)| *must && self.case_of(act, *to))
            })
    }

    // ---- claims ----

    fn seen(&self, c: &Claim) -> bool {
        let known = c.recorded <= self.view.known_at;
        let taken_back = self.claims.claims.iter().any(|r| {
            r.retracts.is_some() && r.retracts == c.event && r.recorded <= self.view.known_at
        });
        known && c.retracts.is_none() && !taken_back
    }

    pub fn days(&self, c: &Claim) -> Interval {
        let r = self.norm.evidence.undated.unwrap_or(Duration::days(30));
        match c.dating {
            Dating::Background => Interval::new(Day::MIN, c.valid.hi),
            Dating::Undated if c.valid.lo == Day::MIN => {
                Interval::new(r.before(c.valid.hi), c.valid.hi)
            }
            Dating::Given if c.valid.lo > c.recorded => c.valid,
            _ => Interval::new(c.valid.lo, c.valid.hi.min(c.recorded)),
        }
    }

    /// Tier, and whether it is the bearer's own word.
    fn voice(&self, c: &Claim) -> (Tier, bool) {
        let source = &self.claims.sources[c.source.0 as usize];
        let bearer = |e: &EntityId| {
            self.bearers
                .iter()
                .any(|b| self.up(*e, *b, Carry::Act, None))
        };
        if source.speaks_for.iter().chain(&c.speakers).any(bearer) {
            let admits = (c.polarity == Polarity::Denied) == (self.norm.kind == NormKind::Achieve);
            let named = !matches!(c.tier, Tier::Anonymous | Tier::Adversary);
            let tier = if admits && named {
                Tier::Admission
            } else {
                c.tier.max(Tier::SelfReport)
            };
            return (tier, true);
        }
        let about = |p: &EntityId| {
            c.actors.iter().any(|a| self.up(*a, *p, Carry::Act, None))
                || c.targets
                    .iter()
                    .any(|t| matches!(t, Who::Entity(e) if self.up(*e, *p, Carry::Being, None)))
                || c.actors.is_empty() && self.bearers.contains(p)
        };
        let own = self
            .decl(c.source)
            .is_some_and(|d| d.adversary_of.iter().any(about));
        let quoted = self.rules.sources.iter().any(|d| {
            d.speaks_for.iter().any(|p| c.speakers.contains(p)) && d.adversary_of.iter().any(about)
        });
        (
            if own || quoted {
                Tier::Adversary
            } else {
                c.tier
            },
            false,
        )
    }

    fn admissible(&self, tier: Tier, own: bool) -> bool {
        let good = match self.norm.evidence.tier {
            Some(least) => tier <= least,
            None => tier != Tier::Adversary,
        };
        good && !(own && self.norm.evidence.independent == Some(true) && tier != Tier::Admission)
    }

    fn denies(&self, c: &Claim) -> bool {
        c.modality == Modality::Denied
            || (c.polarity == Polarity::Denied && c.modality == Modality::Completed)
    }

    /// Every seen and admissible claim up to the as-of day, as an act without a target.
    fn heard(&self) -> Vec<Act> {
        let mut out: Vec<Act> = Vec::new();
        for (i, c) in self.claims.claims.iter().enumerate() {
            let (tier, own) = self.voice(c);
            let days = self.days(c);
            if self.seen(c) && self.admissible(tier, own) && days.hi <= self.view.as_of {
                out.push(Act {
                    claim: i,
                    target: None,
                    days,
                    own,
                    tier,
                });
            }
        }
        out.sort_by_key(|a| (a.days.hi, a.days.lo, a.claim));
        out
    }

    fn acting(c: &Claim) -> Vec<EntityId> {
        let with = c
            .participants
            .iter()
            .filter(|(p, _)| *p == Preposition::With)
            .map(|(_, e)| *e);
        c.actors.iter().copied().chain(with).collect()
    }

    fn on(&self, t: Who, list: &[Who], day: Day) -> bool {
        list.is_empty()
            || list.iter().any(|w| match (*w, t) {
                (Who::Entity(g), Who::Entity(e)) => self.up(e, g, Carry::Being, Some(day)),
                (a, b) => a == b,
            })
    }

    /// Whether a claim's actors, with those of `also`, are the goal's.
    fn actor_fits(&self, c: &Claim, also: &[EntityId], day: Day) -> bool {
        let g = self.goal;
        if g.anyone {
            return true;
        }
        let by = |id: EntityId, list: &[EntityId]| {
            list.iter().any(|a| self.up(*a, id, Carry::Act, Some(day)))
        };
        if g.joint && g.actors.len() > 1 {
            let mut all = Self::acting(c);
            all.extend(also);
            g.actors.iter().all(|id| by(*id, &all))
        } else {
            g.actors.iter().any(|id| by(*id, &c.actors))
        }
    }

    fn rest_fits(&self, c: &Claim, day: Day) -> bool {
        let target = self
            .goal
            .target
            .as_ref()
            .is_none_or(|list| c.targets.iter().any(|t| self.on(*t, list, day)));
        let parts = self.goal.parts.iter().all(|(p, list)| {
            let mut own = c.participants.iter().filter(|(q, _)| q == p);
            own.any(|(_, e)| {
                list.is_empty()
                    || list
                        .iter()
                        .any(|w| matches!(w, Who::Entity(id) if self.either(*e, *id, day)))
            })
        });
        target && parts
    }

    fn fits(&self, c: &Claim, also: &[EntityId]) -> bool {
        let day = self.days(c).hi;
        self.case_of(c.action, self.goal.action)
            && self.actor_fits(c, also, day)
            && self.rest_fits(c, day)
    }

    /// Whether it tells that its act was undone.
    fn undone(&self, c: &Claim) -> bool {
        let reverses = self
            .actions()
            .any(|(_, a)| a.undone_by.iter().any(|u| self.case_of(c.action, *u)));
        c.status == ClaimStatus::Reversed && !reverses
    }

    /// Who else acts by a day, in claims that share the `id`: a joint act told in parts is whole on the
    /// day of the last.
    fn told_in_parts(&self, c: &Claim, day: Day) -> Vec<EntityId> {
        let mut also = Vec::new();
        for x in self.heard() {
            let d = self.claim(x.claim);
            let part = d.event.is_some() && d.event == c.event && x.days.hi <= day;
            let done = d.modality == Modality::Completed && d.polarity == Polarity::Asserted;
            if part
                && done
                && self.case_of(d.action, self.goal.action)
                && self.rest_fits(d, x.days.hi)
            {
                also.extend(Self::acting(d));
            }
        }
        also
    }

    /// Done acts of the goal up to the as-of day, wherever their days lie, one a target.
    pub fn acts(&self) -> Vec<Act> {
        let heard = self.heard();
        let done =
            |c: &Claim| c.modality == Modality::Completed && c.polarity == Polarity::Asserted;
        let mut out = Vec::new();
        for a in &heard {
            let c = self.claim(a.claim);
            let told_before = c.dating == Dating::Given && a.days.lo > c.recorded;
            if !done(c) || self.undone(c) || told_before {
                continue;
            }
            let also = self.told_in_parts(c, a.days.hi);
            if !self.fits(c, &also) {
                continue;
            }
            match &self.goal.target {
                None => out.push(*a),
                Some(list) => {
                    for t in &c.targets {
                        if self.on(*t, list, a.days.hi) {
                            out.push(Act {
                                target: Some(*t),
                                ..*a
                            });
                        }
                    }
                }
            }
        }
        out
    }

    /// Whether an act's days let it count: not before the window, nor perhaps before it where it has no
    /// date of its own; under a prohibition not after it either.
    pub fn may_count(&self, a: &Act) -> bool {
        let (s, d) = (self.norm.window.from, self.norm.window.to);
        let c = self.claim(a.claim);
        let earlier = self.norm.counting_earlier.is_some();
        let early = !earlier && (a.days.hi < s || (c.dating != Dating::Given && a.days.lo < s));
        let late = self.norm.kind != NormKind::Achieve && a.days.hi > d;
        !early && !late
    }

    // ---- events ----

    fn one_event(&self, a: &Act, b: &Act) -> bool {
        let (x, y) = (self.claim(a.claim), self.claim(b.claim));
        if x.event.is_some() && x.event == y.event {
            return true;
        }
        let within = self.norm.evidence.same_event.unwrap_or(Duration::days(3));
        let actors = (x.actors.is_empty() && y.actors.is_empty())
            || x.actors.iter().any(|p| {
                y.actors.iter().any(|q| {
                    self.up(*p, *q, Carry::Act, Some(a.days.hi))
                        || self.up(*q, *p, Carry::Act, Some(b.days.hi))
                })
            });
        let targets = match (a.target, b.target) {
            (None, None) => {
                (x.targets.is_empty() && y.targets.is_empty())
                    || x.targets.iter().any(|t| y.targets.contains(t))
            }
            (p, q) => p == q,
        };
        let amounts = x.amount.is_none() || y.amount.is_none() || x.amount == y.amount;
        let wide = Interval::new(within.before(a.days.lo), within.after(a.days.hi));
        x.source != y.source
            && actors
            && targets
            && amounts
            && (self.case_of(x.action, y.action) || self.case_of(y.action, x.action))
            && wide.overlaps(b.days)
    }

    /// Acts that count and tell of the same event, of its day or before, itself included.
    pub fn support(&self, a: &Act) -> Vec<Act> {
        if self.need() == 1 {
            return vec![*a];
        }
        let mut out = self.all_tellers(a);
        out.retain(|x| x.days.hi <= a.days.hi);
        out
    }

    /// Acts that count and tell of the same event, itself included.
    pub fn all_tellers(&self, a: &Act) -> Vec<Act> {
        let mut out: Vec<Act> = self.acts();
        out.retain(|x| x.claim != a.claim && self.may_count(x) && self.one_event(a, x));
        out.push(*a);
        out
    }

    fn alike(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.claim(i), self.claim(j));
        let copies = |x: &Claim, y: &Claim| {
            let from = self.claims.sources[y.source.0 as usize].declared;
            self.decl(x.source)
                .is_some_and(|d| from.is_some_and(|f| d.copies.contains(&f)))
        };
        let parties = |c: &Claim| {
            let mut p = self.claims.sources[c.source.0 as usize].speaks_for.clone();
            p.extend(&c.speakers);
            p
        };
        a.source == b.source
            || (a.wording.is_some() && a.wording == b.wording)
            || copies(a, b)
            || copies(b, a)
            || parties(a).iter().any(|p| parties(b).contains(p))
    }

    /// Connected components.
    pub fn groups(&self, claims: &[usize]) -> usize {
        self.groups_of(claims, claims)
    }

    /// Connected components of `all` that hold one of `wanted`: a later copy shows that two earlier
    /// voices were one.
    fn groups_of(&self, all: &[usize], wanted: &[usize]) -> usize {
        let mut left: Vec<usize> = all.to_vec();
        let mut n = 0;
        while let Some(first) = left.pop() {
            let mut group = vec![first];
            let mut todo = vec![first];
            while let Some(x) = todo.pop() {
                let (joined, rest): (Vec<usize>, Vec<usize>) =
                    left.iter().partition(|y| self.alike(x, **y));
                group.extend(&joined);
                todo.extend(joined);
                left = rest;
            }
            n += usize::from(group.iter().any(|x| wanted.contains(x)));
        }
        n
    }

    fn general_target(&self, d: &Claim, w: Who, day: Day) -> bool {
        d.targets.iter().any(|t| match (w, *t) {
            (Who::Entity(id), Who::Entity(t)) => self.up(id, t, Carry::Being, Some(day)),
            (Who::Entity(id), Who::Role(r, of)) => self
                .rules
                .entity(id)
                .unwrap()
                .related
                .iter()
                .any(|x| x.relation == r && x.to == of && x.valid.contains(day)),
            (a, b) => a == b,
        })
    }

    /// Whether a denial denies the whole goal.
    fn denies_goal(&self, d: &Claim, day: Day) -> bool {
        let g = self.goal;
        let above = |id: &EntityId| {
            d.actors
                .iter()
                .any(|a| self.up(*id, *a, Carry::Act, Some(day)))
        };
        let actor = if g.anyone {
            d.actors.is_empty()
        } else if g.joint {
            g.actors.iter().any(above)
        } else {
            !g.actors.is_empty() && g.actors.iter().all(above)
        };
        let target = match &g.target {
            None => d.targets.is_empty(),
            Some(list) if list.is_empty() => d.targets.is_empty(),
            Some(list) => list.iter().all(|w| self.general_target(d, *w, day)),
        };
        let parts = d.participants.iter().all(|(p, e)| {
            let partner = *p == Preposition::With
                && g.joint
                && g.actors.len() > 1
                && g.actors
                    .iter()
                    .any(|id| self.up(*id, *e, Carry::Act, Some(day)));
            partner
                || g.parts.iter().any(|(q, list)| {
                    q == p
                        && !list.is_empty()
                        && list
                            .iter()
                            .all(|w| matches!(w, Who::Entity(id) if self.either(*id, *e, day)))
                })
        });
        actor && target && parts && self.denial_reaches(d.action, g.action)
    }

    /// Whether a denial denies the act that a claim tells of.
    fn denies_act(&self, d: &Claim, c: &Claim, target: Option<Who>, day: Day) -> bool {
        let actor = d.actors.is_empty()
            || c.actors.is_empty()
            || Self::acting(c).iter().any(|a| {
                d.actors
                    .iter()
                    .any(|o| self.up(*a, *o, Carry::Act, Some(day)))
            });
        let on = match target {
            Some(t) => self.general_target(d, t, day),
            None => {
                d.targets.is_empty() || c.targets.iter().any(|t| self.general_target(d, *t, day))
            }
        };
        let parts = d.participants.iter().all(|(p, e)| {
            c.participants
                .iter()
                .any(|(q, x)| q == p && self.either(*x, *e, day))
        });
        actor && on && parts && self.denial_reaches(d.action, c.action)
    }

    /// Admissible denials of the whole goal.
    pub fn denials(&self) -> Vec<Act> {
        let mut out = self.heard();
        out.retain(|a| {
            let c = self.claim(a.claim);
            self.denies(c) && self.denies_goal(c, a.days.hi)
        });
        out
    }

    fn against(&self, a: &Act) -> Vec<Act> {
        let act = self.claim(a.claim);
        let mut out = self.heard();
        out.retain(|x| {
            let d = self.claim(x.claim);
            self.denies(d)
                && x.days.hi >= a.days.hi
                && (self.denies_goal(d, x.days.hi) || self.denies_act(d, act, a.target, x.days.hi))
        });
        out
    }

    /// Closed sources with every day that they cover.
    pub fn registers(&self) -> Vec<(SourceIx, Vec<Day>)> {
        let mut out: Vec<(SourceIx, Vec<Day>)> = Vec::new();
        for r in &self.claims.reports {
            let tier = self.claims.sources[r.source.0 as usize].tier;
            let closed = self
                .decl(r.source)
                .is_some_and(|d| d.evidence.closed == Some(true));
            if !closed || r.recorded > self.view.known_at || !self.admissible(tier, false) {
                continue;
            }
            for c in r.covers.iter().filter(|c| self.cover_bears(c)) {
                let days = (c.period.lo.0..=c.period.hi.min(r.recorded).0).map(Day);
                match out.iter_mut().find(|(s, _)| *s == r.source) {
                    Some((_, list)) => list.extend(days),
                    None => out.push((r.source, days.collect())),
                }
            }
        }
        out
    }

    /// Belnap's value of an act, by the standard and its policy.
    pub fn value(&self, a: &Act) -> Value {
        let ids = |list: &[Act]| list.iter().map(|x| x.claim).collect::<Vec<_>>();
        let n = self.need();
        let (support, against) = (self.support(a), self.against(a));
        if n > 1 && self.groups_of(&ids(&self.all_tellers(a)), &ids(&support)) < n {
            return Value::N;
        }
        let within = self.norm.evidence.same_event.unwrap_or(Duration::days(3));
        let wide = Interval::new(within.before(a.days.lo), within.after(a.days.hi));
        let all = self.future_acts();
        let silent: Vec<SourceIx> = self
            .registers()
            .into_iter()
            .filter(|(s, days)| {
                let covers = a.days.lo.is_finite()
                    && (a.days.lo.0..=a.days.hi.0).all(|x| days.contains(&Day(x)));
                let tells = all.iter().any(|x| {
                    self.claim(x.claim).source == *s
                        && x.target == a.target
                        && wide.overlaps(x.days)
                });
                covers && !tells && self.claim(a.claim).source != *s
            })
            .map(|(s, _)| s)
            .take(1)
            .collect();
        if self.groups(&ids(&against)) + silent.len() < n {
            return Value::T;
        }
        let reports = |s: &SourceIx| {
            let of = self
                .claims
                .reports
                .iter()
                .filter(|r| r.source == *s && r.recorded <= self.view.known_at);
            of.filter(|r| {
                r.covers
                    .iter()
                    .any(|c| self.cover_bears(c) && c.period.lo <= r.recorded)
            })
            .map(|r| r.recorded)
            .max()
            .unwrap()
        };
        let ours = support.iter().map(|x| x.tier).min();
        let theirs = against
            .iter()
            .map(|x| x.tier)
            .chain(
                silent
                    .iter()
                    .map(|s| self.claims.sources[s.0 as usize].tier),
            )
            .min();
        let told = |list: &[Act]| list.iter().map(|x| self.claim(x.claim).recorded).max();
        let their_last = told(&against)
            .into_iter()
            .chain(silent.iter().map(reports))
            .max();
        match self.norm.evidence.contested.unwrap_or_default() {
            ContestPolicy::Hold => Value::B,
            ContestPolicy::CountAsTrue => Value::T,
            ContestPolicy::CountAsFalse => Value::F,
            ContestPolicy::PreferTier if ours < theirs => Value::T,
            ContestPolicy::PreferTier if ours > theirs => Value::F,
            ContestPolicy::PreferLatest if told(&support) > their_last => Value::T,
            ContestPolicy::PreferLatest if told(&support) < their_last => Value::F,
            _ => Value::B,
        }
    }

    /// Acts whatever the as-of day: whether a register tells of an act does not wait for it.
    fn future_acts(&self) -> Vec<Act> {
        let view = View {
            as_of: Day::MAX,
            ..self.view
        };
        Bench { view, ..*self }.acts()
    }

    // ---- reversal ----

    /// Admissible words that an act was undone, on its day or later.
    fn reversals(&self, a: &Act) -> Vec<Act> {
        let act = self.claim(a.claim);
        let mut out = self.heard();
        out.retain(|x| {
            let r = self.claim(x.claim);
            let undoes = self.undoes(r.action, act.action)
                || (r.status == ClaimStatus::Reversed && self.case_of(act.action, r.action));
            r.modality == Modality::Completed
                && r.polarity == Polarity::Asserted
                && undoes
                && x.claim != a.claim
                && x.days.hi >= a.days.hi
                && a.target.is_none_or(|t| r.targets.contains(&t))
        });
        out
    }

    /// The day on which an act surely ended: enough sources tell of it, and not enough deny it.
    pub fn ended(&self, a: &Act) -> Option<Day> {
        let dated: Vec<Act> = self
            .reversals(a)
            .into_iter()
            .filter(|x| self.claim(x.claim).dating != Dating::Background)
            .collect();
        let end = |n: usize| {
            let x = &dated[n];
            let so_far: Vec<usize> = dated[..=n].iter().map(|y| y.claim).collect();
            let denied: Vec<usize> = self
                .heard()
                .iter()
                .filter(|y| {
                    let d = self.claim(y.claim);
                    self.denies(d)
                        && y.days.hi >= x.days.hi
                        && self.denies_act(d, self.claim(x.claim), a.target, y.days.hi)
                })
                .map(|y| y.claim)
                .collect();
            self.groups(&so_far) >= self.need() && self.groups(&denied) < self.need()
        };
        (0..dated.len()).find(|n| end(*n)).map(|n| dated[n].days.hi)
    }

    /// The first day on which an act may have ended, by any admissible word.
    pub fn may_have_ended(&self, a: &Act) -> Option<Day> {
        self.reversals(a)
            .iter()
            .map(|x| x.days.lo.max(a.days.hi))
            .min()
    }

    // ---- steps, bearing, cover ----

    pub fn steps(&self) -> Vec<Act> {
        let s = self.norm.window.from;
        let earlier = self.norm.counting_earlier.is_some();
        let mut out = self.heard();
        out.retain(|x| {
            let c = self.claim(x.claim);
            let asserted = c.polarity == Polarity::Asserted && !self.undone(c);
            let rest = self.actor_fits(c, &[], x.days.hi) && self.rest_fits(c, x.days.hi);
            let under_way =
                c.modality == Modality::Ongoing && self.case_of(c.action, self.goal.action);
            let told = matches!(c.modality, Modality::Completed | Modality::Ongoing);
            asserted
                && rest
                && (under_way || told && self.is_step(c.action))
                && (earlier || x.days.hi >= s)
        });
        out
    }

    /// Whether any seen claim at all is of the goal, whatever it lacks of counting.
    pub fn anything_bears(&self) -> bool {
        self.claims.claims.iter().any(|c| {
            let day = self.days(c).hi;
            self.seen(c)
                && day <= self.view.as_of
                && (self.fits(c, &self.told_in_parts(c, day))
                    || self.denies(c) && self.denies_goal(c, day))
        })
    }

    fn cover_bears(&self, c: &Coverage) -> bool {
        let within = |id: &EntityId, list: &[EntityId]| {
            list.iter()
                .any(|x| self.up(*id, *x, Carry::Act, None) || self.up(*id, *x, Carry::Being, None))
        };
        let all = |ids: &[EntityId], list: &[EntityId]| {
            !ids.is_empty() && ids.iter().all(|i| within(i, list))
        };
        let prevent = self.norm.kind == NormKind::Prevent;
        let actors = c.actors.is_empty()
            || all(self.bearers, &c.actors)
            || prevent && self.goals.iter().all(|g| all(&g.actors, &c.actors));
        let who = |list: &[Who]| {
            !list.is_empty()
                && list.iter().all(|w| {
                    let (Who::Entity(id) | Who::Role(_, id)) = w;
                    within(id, &c.entities)
                })
        };
        let topics = (c.entities.is_empty() && c.actions.is_empty())
            || self.goals.iter().all(|g| {
                c.actions.iter().any(|a| self.case_of(g.action, *a))
                    || g.target.as_ref().is_some_and(|t| who(t))
                    || g.parts.iter().any(|(_, l)| who(l))
                    || prevent && all(&g.actors, &c.entities)
            });
        actors && topics
    }

    /// What reports and denials cover of the window up to the as-of day.
    pub fn cover(&self) -> Vec<Interval> {
        let w = &self.norm.window;
        let searched = Interval::new(w.from, w.to.min(self.view.as_of));
        let mut out = Vec::new();
        for r in self
            .claims
            .reports
            .iter()
            .filter(|r| r.recorded <= self.view.known_at)
        {
            for c in r.covers.iter().filter(|c| self.cover_bears(c)) {
                out.push(Interval::new(c.period.lo, c.period.hi.min(r.recorded)).and(searched));
            }
        }
        if let Some(last) = self.denials().iter().map(|x| x.days.hi).max() {
            out.push(Interval::new(w.from, last).and(searched));
        }
        out.retain(|i| !i.is_empty());
        out
    }

    /// Covered: somebody looked, and no run of uncovered days is longer than the quiet period.
    pub fn covered(&self, cover: &[Interval], searched: Interval) -> bool {
        let mut run: Option<Day> = None;
        let mut day = searched.lo;
        if !day.is_finite() {
            // What a denial covers has no first day: all of it is covered.
            let endless = cover.iter().filter(|i| !i.lo.is_finite());
            let Some(last) = endless.map(|i| i.hi).max() else {
                return false;
            };
            day = last.next();
        }
        while day <= searched.hi {
            if cover.iter().any(|i| i.contains(day)) {
                run = None;
            } else {
                let from = *run.get_or_insert(day);
                if self.quiet().after(from) <= day {
                    return false;
                }
            }
            day = day.next();
        }
        !cover.is_empty()
    }
}
