//! Section 2 of the page: claims as evidence on one goal, every question asked anew of all claims.

use super::sums::Suits;
use super::unfold::Goal;
use servanda::model::*;
use servanda::time::{Day, Duration, Interval};

/// One goal with all that it is judged by.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    pub rules: &'a Rulebook,
    pub claims: &'a Claims,
    pub view: View,
    pub norm: &'a Norm,
    pub bearers: &'a [EntityId],
    pub goal: &'a Goal,
    /// All goals of the instance: a cover must be about all of them.
    pub goals: &'a [Goal],
    /// Claims whose acts serve another period.
    pub spent: &'a [usize],
}

/// A claim of an act on one target, or any other claim that counts for something.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub claim: usize,
    pub target: Option<Who>,
    pub days: Interval,
    pub own: bool,
    pub tier: Tier,
    /// Whether it is as much as is forbidden is not told.
    pub perhaps: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Carry {
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

    pub fn decl(&self, s: SourceIx) -> Option<&'a SourceDecl> {
        let d = self.claims.sources[s.0 as usize].declared?;
        Some(&self.rules.sources[d.index()])
    }

    // ---- names ----

    pub fn up(&self, from: EntityId, to: EntityId, carry: Carry, day: Option<Day>) -> bool {
        self.climb(from, to, carry, day, &mut vec![from])
    }

    pub fn climb(
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

    pub fn either(&self, from: EntityId, to: EntityId, day: Day) -> bool {
        self.up(from, to, Carry::Act, Some(day)) || self.up(from, to, Carry::Being, Some(day))
    }

    pub fn case_of(&self, special: ActionId, general: ActionId) -> bool {
        special == general
            || self
                .rules
                .action(general)
                .unwrap()
                .includes
                .iter()
                .any(|i| self.case_of(special, *i))
    }

    pub fn actions(&self) -> impl Iterator<Item = (ActionId, &'a Action)> {
        self.rules
            .actions
            .iter()
            .enumerate()
            .map(|(i, a)| (ActionId(i as u32), a))
    }

    pub fn undoes(&self, undoing: ActionId, done: ActionId) -> bool {
        self.actions().any(|(id, a)| {
            self.case_of(done, id) && a.undone_by.iter().any(|u| self.case_of(undoing, *u))
        })
    }

    pub fn declares_undoing(&self, action: ActionId) -> bool {
        self.actions()
            .any(|(id, a)| self.case_of(action, id) && !a.undone_by.is_empty())
    }

    pub fn is_step(&self, action: ActionId) -> bool {
        !self.case_of(action, self.goal.action)
            && self.actions().any(|(id, a)| {
                self.case_of(action, id)
                    && a.step_towards
                        .iter()
                        .any(|(to, _)| self.case_of(*to, self.goal.action))
            })
    }

    /// Whether who denies `denied` denies `act`.
    pub fn denial_reaches(&self, denied: ActionId, act: ActionId) -> bool {
        self.case_of(act, denied)
            || self.actions().any(|(id, a)| {
                self.case_of(id, denied)
                    && a.step_towards
                        .iter()
                        .any(|(to, must)| *must && self.case_of(act, *to))
            })
    }

    // ---- claims ----

    pub fn seen(&self, c: &Claim) -> bool {
        let known = c.recorded <= self.view.known_at;
        let taken_back = self.claims.claims.iter().any(|r| {
            r.retracts.is_some()
                && r.retracts == c.event
                && r.source == c.source
                && (c.recorded..=self.view.known_at).contains(&r.recorded)
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
    pub fn voice(&self, c: &Claim) -> (Tier, bool) {
        let source = &self.claims.sources[c.source.0 as usize];
        let bearer = |e: &EntityId| {
            self.bearers
                .iter()
                .any(|b| self.up(*e, *b, Carry::Act, None))
        };
        if source.speaks_for.iter().chain(&c.speakers).any(bearer) {
            let admits = (c.polarity == Polarity::Denied) == self.norm.kind.is_owed();
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
                || self.bearers.contains(p)
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

    pub fn admissible(&self, tier: Tier, own: bool) -> bool {
        let good = match self.norm.evidence.tier {
            Some(least) => tier <= least,
            None => tier != Tier::Adversary,
        };
        good && !(own && self.norm.evidence.independent == Some(true) && tier != Tier::Admission)
    }

    pub fn denies(&self, c: &Claim) -> bool {
        c.modality == Modality::Denied
            || (c.polarity == Polarity::Denied && c.modality == Modality::Completed)
    }

    /// Every seen and admissible claim up to the as-of day, as an act without a target.
    pub fn heard(&self) -> Vec<Act> {
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
                    perhaps: false,
                });
            }
        }
        out.sort_by_key(|a| (a.days.hi, a.days.lo, a.claim));
        out
    }

    pub fn acting(c: &Claim) -> Vec<EntityId> {
        let with = c
            .participants
            .iter()
            .filter(|(p, _)| *p == Preposition::With)
            .map(|(_, e)| *e);
        c.actors.iter().copied().chain(with).collect()
    }

    pub fn on(&self, t: Who, list: &[Who], day: Day) -> bool {
        list.is_empty()
            || list.iter().any(|w| match (*w, t) {
                (Who::Entity(g), Who::Entity(e)) => self.up(e, g, Carry::Being, Some(day)),
                (a, b) => a == b,
            })
    }

    /// Whether a claim's actors, with those of `also`, are the goal's.
    pub fn actor_fits(&self, c: &Claim, also: &[EntityId], day: Day) -> bool {
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

    pub fn rest_fits(&self, c: &Claim, day: Day) -> bool {
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

    pub fn fits(&self, c: &Claim, also: &[EntityId]) -> bool {
        let day = self.days(c).hi;
        self.case_of(c.action, self.goal.action)
            && self.actor_fits(c, also, day)
            && self.rest_fits(c, day)
    }

    /// Whether it tells that its act was undone.
    pub fn undone(&self, c: &Claim) -> bool {
        let reverses = self
            .actions()
            .any(|(_, a)| a.undone_by.iter().any(|u| self.case_of(c.action, *u)));
        c.status == ClaimStatus::Reversed && !reverses
    }

    /// Who else acts by a day, in claims that share the `id`: a joint act told in parts is whole on the
    /// day of the last.
    pub fn told_in_parts(&self, c: &Claim, day: Day) -> Vec<EntityId> {
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
        let spent = |a: &Act| self.spent.contains(&a.claim) && self.may_count(a);
        let mut out = Vec::new();
        for a in &heard {
            let c = self.claim(a.claim);
            let told_before = c.dating == Dating::Given && a.days.lo > c.recorded;
            if !done(c) || self.undone(c) || told_before || spent(a) {
                continue;
            }
            let also = self.told_in_parts(c, a.days.hi);
            if !self.fits(c, &also) {
                continue;
            }
            let perhaps = match self.suits(c) {
                Suits::Yes => false,
                Suits::Unknown if !self.norm.kind.is_owed() => true,
                _ => continue,
            };
            let a = &Act { perhaps, ..*a };
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

    /// Whether an act's days let it count: not before the window, nor perhaps before it; under a prohibition
    /// not after it either.
    pub fn may_count(&self, a: &Act) -> bool {
        let (s, d) = (self.norm.window.from, self.norm.window.to);
        let earlier = self.norm.counting_earlier.is_some();
        let c = self.claim(a.claim);
        // Of an amount nobody knows how much of it lies before.
        let summed = self.norm.kind == NormKind::Amount || self.norm.kind == NormKind::Limit;
        let total = c.amount.as_ref().is_some_and(|x| x.total)
            && self
                .norm
                .atom
                .amount
                .as_ref()
                .is_some_and(|q| q.measure == Measure::Sum)
            && s.is_finite()
            && (c.dating != Dating::Given || c.valid.lo == c.valid.hi);
        let early = !earlier && (a.days.lo < s || total);
        // A period's amount is its own.
        let own = summed && self.norm.every.is_some();
        let late = (own || !self.norm.kind.has_deadline()) && a.days.hi > d;
        let z = &self.norm.suspended;
        let off = !self.norm.kind.is_owed() && z.iter().any(|z| z.overlaps(a.days));
        !early && !late && !a.perhaps && !off
    }

    /// Whether it may be that an act was done.
    pub fn may_be(&self, c: &Claim) -> bool {
        let told = [Modality::Completed, Modality::Ongoing, Modality::Alleged];
        c.polarity == Polarity::Asserted
            && (told.contains(&c.modality) || c.status == ClaimStatus::Unknown)
    }

    /// What may tell of the forbidden act in its time, but does not tell it whole: it does not say by whom,
    /// on whom or for what, or not for sure that it was done. By whom or on whom it must say.
    pub fn doubts(&self) -> Vec<Act> {
        let (s, d) = (self.norm.window.from, self.norm.window.to);
        let mut out = self.heard();
        out.retain(|a| {
            let c = self.claim(a.claim);
            let day = a.days.hi;
            if !self.may_be(c) || !self.case_of(c.action, self.goal.action) {
                return false;
            }
            let also = self.told_in_parts(c, day);
            let actor = self.actor_fits(c, &also, day);
            let no_actor = Self::acting(c).is_empty();
            let target = self
                .goal
                .target
                .as_ref()
                .is_none_or(|list| c.targets.iter().any(|t| self.on(*t, list, day)));
            let by_role = c.targets.iter().any(|t| matches!(t, Who::Role(..)))
                && self
                    .goal
                    .target
                    .as_ref()
                    .is_some_and(|list| list.iter().any(|w| self.general_target(c, *w, day)));
            let no_target = c.targets.is_empty() || by_role;
            let rest = self.goal.parts.iter().all(|(p, list)| {
                let own: Vec<EntityId> = c
                    .participants
                    .iter()
                    .filter(|(q, _)| q == p)
                    .map(|(_, e)| *e)
                    .collect();
                own.is_empty()
                    || list.is_empty()
                    || list.iter().any(|w| {
                        own.iter()
                            .any(|e| matches!(w, Who::Entity(id) if self.either(*e, *id, day)))
                    })
            });
            let may_be_it =
                (actor || no_actor) && (target || no_target) && (actor || target) && rest;
            let whole = self.fits(c, &also) && c.modality == Modality::Completed;
            let time = if self.undone(c) {
                day >= s
            } else {
                let told_before = c.dating == Dating::Given && a.days.lo > c.recorded;
                let early = self.norm.counting_earlier.is_none() && day < s;
                !told_before && !early && a.days.lo <= d && !self.suspended(a)
            };
            may_be_it && time && (!whole || self.undone(c))
        });
        out
    }

    /// Those of them that nobody denied since.
    pub fn open_doubts(&self) -> Vec<Act> {
        let denials = self.denials();
        let mut out = self.doubts();
        out.retain(|a| {
            let since: Vec<usize> = denials
                .iter()
                .filter(|x| x.days.hi >= a.days.hi)
                .map(|x| x.claim)
                .collect();
            self.groups(&since) < self.need()
        });
        out
    }

    /// Whether a part of a known report was not read.
    pub fn unread(&self) -> bool {
        let mut known = self.claims.reports.iter();
        known.any(|r| r.recorded <= self.view.known_at && r.reading.unread > 0)
    }

    /// Whether an act is surely of days on which a prohibition was suspended.
    pub fn suspended(&self, a: &Act) -> bool {
        let z = &self.norm.suspended;
        !self.norm.kind.is_owed() && z.iter().any(|z| z.lo <= a.days.lo && a.days.hi <= z.hi)
    }
}
