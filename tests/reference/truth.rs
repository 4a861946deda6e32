//! Section 2 of the page: what is true of an act, by those who tell of it and those who deny it.

use super::Value;
use super::evidence::{Act, Bench, Carry};
use servanda::model::*;
use servanda::time::{Day, Duration, Interval};

impl<'a> Bench<'a> {
    pub fn one_event(&self, a: &Act, b: &Act) -> bool {
        let (x, y) = (self.claim(a.claim), self.claim(b.claim));
        let within = self.norm.evidence.same_event.unwrap_or(Duration::days(3));
        let wide = Interval::new(within.before(a.days.lo), within.after(a.days.hi));
        if x.event.is_some() && x.event == y.event && wide.overlaps(b.days) {
            return true;
        }
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

    pub fn alike(&self, i: usize, j: usize) -> bool {
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
    pub fn groups_of(&self, all: &[usize], wanted: &[usize]) -> usize {
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

    pub fn general_target(&self, d: &Claim, w: Who, day: Day) -> bool {
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
    pub fn denies_goal(&self, d: &Claim, day: Day) -> bool {
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
        actor
            && target
            && parts
            && self.denial_reaches(d.action, g.action)
            && self.denies_so_much(d)
    }

    /// Whether a denial denies the act that a claim tells of.
    pub fn denies_act(&self, d: &Claim, c: &Claim, target: Option<Who>, day: Day) -> bool {
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

    pub fn against(&self, a: &Act) -> Vec<Act> {
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
    pub fn future_acts(&self) -> Vec<Act> {
        let view = View {
            as_of: Day::MAX,
            ..self.view
        };
        Bench { view, ..*self }.acts()
    }
}
