//! What stands against an act, or for silence: undoings, denials, steps, covers.

use super::shelf::{denies, perhaps};
use super::walk::Walk;
use crate::model::{
    ActionId, Bearers, Claim, ClaimStatus, Dating, EntityId, Modality, Preposition, Quantifier,
    SourceIx, Tier, Who,
};
use crate::time::{Day, Duration, Interval};

impl<'a> Walk<'a> {
    // ---- undoing ----

    /// Whether the norm's action, or one that includes it, says what undoes it.
    pub fn undoable(&self) -> bool {
        let mut all = self.rules.actions.iter().enumerate();
        all.any(|(i, a)| {
            !a.undone_by.is_empty()
                && self.case_of(self.norm.atom.action.node, ActionId(i as u32), 0)
        })
    }

    /// Whether `r` tells that what `c` tells was undone.
    pub fn undoes(&self, r: &Claim, c: &Claim) -> bool {
        let all = self.rules.actions.iter().enumerate();
        let declared = all.clone().any(|(i, a)| {
            a.undone_by.iter().any(|u| self.case_of(r.action, *u, 0))
                && self.case_of(c.action, ActionId(i as u32), 0)
        });
        let told = r.status == ClaimStatus::Reversed && self.case_of(c.action, r.action, 0);
        let unsaid = r.targets.is_empty() && self.is_by(r, self.days(r).hi);
        perhaps(r)
            && (declared || told)
            && (self.targets.is_none() || unsaid || r.targets.iter().any(|t| c.targets.contains(t)))
    }

    /// Every heard claim that may tell of an act's undoing, on its day or later, or perhaps later.
    pub fn undoings_of(&self, c: &Claim) -> Vec<&'a Claim> {
        let day = self.days(c).lo;
        let undoers = self.undoers.iter().flat_map(|a| {
            let of = [self.shelf.by_action.get(a), self.shelf.loose.get(a)];
            of.into_iter().flatten()
        });
        let mut all: Vec<&Claim> = undoers.flat_map(|list| self.of(Some(list))).collect();
        all.extend(self.of(Some(&self.shelf.reversed)));
        all.into_iter()
            .filter(|r| {
                !std::ptr::eq(*r, c)
                    && self.undoes(r, c)
                    && self.days(r).hi >= day
                    && self.heard(r).is_ok()
            })
            .collect()
    }

    /// Whether an act stands on some target by which it is of the norm: one leader's release leaves
    /// another's arrest standing.
    pub fn stands(&self, c: &Claim) -> bool {
        let all = self.undoings_of(c);
        let on = |r: &Claim, w: Option<Who>| {
            w.is_none_or(|w| r.targets.is_empty() || r.targets.contains(&w))
        };
        let mut own = self.targets_of(c);
        own.any(|w| !all.iter().any(|r| on(r, w)))
    }

    /// Whether an undoing surely came after the act.
    pub fn surely_undoes(&self, r: &Claim, c: &Claim) -> bool {
        let (after, day) = (self.days(r), self.days(c).hi);
        self.undoes(r, c)
            && r.modality == Modality::Completed
            && after.hi >= day
            && (after.lo >= day || r.dating == Dating::Undated)
    }

    // ---- doubt ----

    /// Whether something may tell of the forbidden act in its time, though not all of it, and no word of its
    /// day or later is against it.
    pub fn is_doubtful(&self) -> bool {
        let loose = self.cases.iter().filter_map(|a| self.shelf.loose.get(a));
        let loose = loose.flat_map(|list| self.of(Some(list)));
        loose.chain(self.likely()).any(|c| self.may_be_it(c))
    }

    fn may_be_it(&self, c: &Claim) -> bool {
        let (w, days) = (&self.norm.window, self.days(c));
        let undone = self.tells_of_undoing(c);
        let inside = match undone {
            true => days.hi >= w.from,
            false => {
                let off = self
                    .norm
                    .suspended
                    .iter()
                    .any(|z| z.contains(days.lo) && z.contains(days.hi));
                let told_before = c.dating == Dating::Given && c.valid.lo > c.recorded;
                !told_before && days.hi >= w.from && days.lo <= w.to && !off
            }
        };
        let by = self.is_by(c, days.hi);
        let on = self.targets.is_none() || self.targets_of(c).next().is_some();
        let with = c.participants.iter().any(|(p, _)| *p == Preposition::With);
        let parts = self.participants.iter().all(|(p, g)| {
            let mut own = c.participants.iter().filter(|(q, _)| q == p).peekable();
            let is = |e: EntityId, w: &Who| {
                self.stands_for(Who::Entity(e), *w, days.hi) || self.acts_for(e, *w, Some(days.hi))
            };
            own.peek().is_none()
                || g.anyone
                || own.any(|(_, e)| g.members.iter().any(|w| is(*e, w)))
        });
        // An act told whole is weighed by its amount, and is no open question.
        let open = !(by && on && self.whole_act(c).is_ok()) || undone;
        let answered = || {
            self.of(Some(&self.shelf.denials)).any(|d| {
                self.days(d).hi >= days.hi
                    && self.denial_covers(d.action, c.action)
                    && self.heard(d).is_ok()
            })
        };
        perhaps(c)
            && inside
            && open
            && (by || c.actors.is_empty() && !with)
            && (on || c.targets.is_empty())
            && (by || on)
            && parts
            && self.heard(c).is_ok()
            && !answered()
    }

    // ---- denial ----

    fn denial_covers(&self, denied: ActionId, act: ActionId) -> bool {
        self.case_of(act, denied, 0)
            || self.rules.actions.iter().enumerate().any(|(i, a)| {
                self.case_of(ActionId(i as u32), denied, 0)
                    && a.step_towards
                        .iter()
                        .any(|(to, must)| *must && self.case_of(act, *to, 0))
            })
    }

    fn names(&self, d: &Claim, w: Who, day: Day) -> bool {
        d.targets.iter().any(|t| match (w, *t) {
            (Who::Entity(id), Who::Role(r, of)) => self.rules.entity(id).is_some_and(|e| {
                let mut held = e.related.iter();
                held.any(|x| x.relation == r && x.to == of && x.valid.contains(day))
            }),
            (w, t) => self.stands_for(w, t, day),
        })
    }

    /// Whether a denial denies all of some goal of the instance.
    pub fn denies_all(&self, d: &Claim) -> bool {
        let day = self.days(d).hi;
        let above = |w: &Who| matches!(w, Who::Entity(e) if d.actors.iter().any(|a| self.climbs(*e, *a, true, Some(day), 0)));
        let several = self.performers
            || matches!(&self.norm.bearers, Bearers::Of(s) if matches!(s.quantifier, Quantifier::AtLeast(_)))
                && self.norm.kind.is_owed();
        let actor = match &self.actors {
            None => d.actors.is_empty(),
            Some(list) if self.joint || several => list.iter().any(above),
            Some(list) => !list.is_empty() && list.iter().all(above),
        };
        let target = match &self.targets {
            None => d.targets.is_empty(),
            Some(g) if g.anyone => d.targets.is_empty(),
            Some(g) if g.all => g.members.iter().any(|w| self.names(d, *w, day)),
            Some(g) => g.members.iter().all(|w| self.names(d, *w, day)),
        };
        let narrows = d.participants.iter().any(|(p, e)| {
            let is = |w: &Who| matches!(w, Who::Entity(id) if self.climbs(*id, *e, false, Some(day), 0)
                || self.climbs(*id, *e, true, Some(day), 0));
            let partner = *p == Preposition::With
                && self.joint
                && self.actors.as_ref().is_some_and(|l| l.len() > 1
                    && l.iter().any(|w| matches!(w, Who::Entity(id) if self.climbs(*id, *e, true, Some(day), 0))));
            let named = self.participants.iter().any(|(q, g)| {
                q == p && !g.anyone && if g.all { g.members.iter().any(is) } else { g.members.iter().all(is) }
            });
            !partner && !named
        });
        actor
            && target
            && !narrows
            && self.denial_covers(d.action, self.norm.atom.action.node)
            && self.denies_so_much(d)
    }

    /// Whether a denial denies the act that a claim tells of, on some target.
    pub fn denies_act(&self, d: &Claim, c: &Claim) -> bool {
        self.targets_of(c).any(|w| self.denies_act_on(d, c, w))
            || self.undoes_any(c) && self.denies_act_on(d, c, None)
    }

    fn undoes_any(&self, c: &Claim) -> bool {
        !self.cases.contains(&c.action)
    }

    fn denies_act_on(&self, d: &Claim, c: &Claim, target: Option<Who>) -> bool {
        let day = self.days(d).hi;
        let acting = |a: &EntityId| {
            d.actors
                .iter()
                .any(|o| self.climbs(*a, *o, true, Some(day), 0))
        };
        let with = c
            .participants
            .iter()
            .filter(|(p, _)| *p == Preposition::With)
            .map(|(_, e)| e);
        let actor =
            d.actors.is_empty() || c.actors.is_empty() || c.actors.iter().chain(with).any(acting);
        let on = match target {
            Some(w) => self.names(d, w, day),
            None => d.targets.is_empty() || c.targets.iter().any(|w| self.names(d, *w, day)),
        };
        let parts = d.participants.iter().all(|(p, e)| {
            c.participants.iter().any(|(q, x)| {
                q == p
                    && (self.climbs(*x, *e, false, Some(day), 0)
                        || self.climbs(*x, *e, true, Some(day), 0))
            })
        });
        actor && on && parts && self.denial_covers(d.action, c.action)
    }

    /// Whether any heard denial, of its day or later, denies an act.
    pub fn is_denied(&self, c: &Claim, target: Option<Who>) -> bool {
        let day = self.days(c).hi;
        self.of(Some(&self.shelf.denials)).any(|d| {
            self.days(d).hi >= day
                && (self.denies_act_on(d, c, target)
                    || !self.need_of_several() && self.denies_all(d))
                && self.heard(d).is_ok()
        })
    }

    // ---- steps ----

    pub fn is_step(&self, c: &Claim) -> bool {
        let of = self.rules.actions.iter().enumerate().any(|(i, a)| {
            a.step_towards.iter().any(|(to, _)| self.cases.contains(to))
                && self.case_of(c.action, ActionId(i as u32), 0)
        });
        of && self.parties(c).is_ok()
    }

    pub fn is_under_way(&self, c: &Claim) -> bool {
        self.cases.contains(&c.action) && c.modality == Modality::Ongoing && self.parties(c).is_ok()
    }

    // ---- cover ----

    /// Whether what a source does not report shows anything: good enough to be heard, and not the bearer of
    /// a prohibition.
    fn silence_shows(&self, source: SourceIx) -> bool {
        let Some(source) = self.claims.sources.get(source.0 as usize) else {
            return false;
        };
        let mut bearers = self.bearers.iter();
        let own = bearers.any(|b| {
            let mut of = source.speaks_for.iter();
            of.any(|e| self.climbs(*e, *b, true, None, 0))
        });
        let worst = self.norm.evidence.tier.unwrap_or(Tier::Anonymous);
        let owed = self.norm.kind.is_owed();
        source.tier <= worst && (owed || !own)
    }

    /// The days that reports of a source (of any) cover of the instance's window, up to the as-of day.
    fn covers(&self, of: Option<SourceIx>) -> Vec<Interval> {
        let w = &self.norm.window;
        let all = Interval::new(w.from, w.to.min(self.view.as_of));
        let known = self
            .claims
            .reports
            .iter()
            .filter(|r| r.recorded <= self.view.known_at && of.is_none_or(|s| r.source == s))
            .filter(|r| of.is_some() || self.silence_shows(r.source));
        known
            .flat_map(|r| {
                r.covers
                    .iter()
                    .map(|c| Interval::new(c.period.lo, c.period.hi.min(r.recorded)).and(all))
            })
            .filter(|i| !i.is_empty())
            .collect()
    }

    /// Whether reports and denials leave no gap longer than the quiet period. (Of what a report covers
    /// only the days are looked at here.)
    pub fn is_covered(&self) -> bool {
        let w = &self.norm.window;
        let until = w.to.min(self.view.as_of);
        let mut parts = self.covers(None);
        let denied = self
            .claims
            .claims
            .iter()
            .filter(|d| denies(d) && self.heard(d).is_ok() && self.denies_all(d));
        parts.extend(
            denied
                .map(|d| Interval::new(w.from, self.days(d).hi.min(until)))
                .filter(|i| !i.is_empty()),
        );
        let first = parts.iter().map(|i| i.lo).min();
        let owed = self.norm.kind.has_deadline();
        let Some(mut next) = (if owed && !w.from.is_finite() {
            first
        } else {
            Some(w.from)
        }) else {
            return false;
        };
        if parts.is_empty() || !owed && !w.from.is_finite() {
            return false;
        }
        let quiet = self.norm.evidence.quiet.unwrap_or(Duration::days(180));
        parts.sort_unstable();
        for p in parts {
            if p.lo > next && quiet.after(next) <= p.lo.prev() {
                return false;
            }
            next = next.max(p.hi.next());
        }
        next > until || quiet.after(next) > until
    }

    /// Whether the covers reach the last day of what is searched and hold nine days of ten of it.
    pub fn is_proven(&self) -> bool {
        let w = &self.norm.window;
        let until = w.to.min(self.view.as_of);
        let mut parts = self.covers(None);
        let of_all = |d: &&Claim| denies(d) && self.heard(d).is_ok() && self.denies_all(d);
        let denied = self.claims.claims.iter().filter(of_all);
        parts.extend(denied.map(|d| Interval::new(w.from, self.days(d).hi.min(until))));
        parts.retain(|i| !i.is_empty());
        parts.sort_unstable();
        let (mut next, mut bare) = (w.from, 0i64);
        for p in &parts {
            if p.lo > next {
                bare += next.days_until(p.lo);
            }
            next = next.max(p.hi.next());
        }
        let all = w.from.days_until(until) + 1;
        self.is_covered() && until.is_finite() && next > until && bare.saturating_mul(10) <= all
    }

    /// Whether a part of a known report was not read.
    pub fn is_unread(&self) -> bool {
        let mut known = self.claims.reports.iter();
        known.any(|r| r.recorded <= self.view.known_at && r.reading.unread > 0)
    }

    fn registers(&self) -> impl Iterator<Item = SourceIx> {
        let all = self.claims.sources.iter().enumerate();
        let closed = all.filter(|(_, s)| {
            let decl = s.declared.and_then(|d| self.rules.sources.get(d.index()));
            decl.is_some_and(|d| d.evidence.closed == Some(true))
        });
        closed.map(|(i, _)| SourceIx(i as u32))
    }

    /// Whether a closed source covers every day of the window.
    pub fn register_covers_all(&self) -> bool {
        self.registers().any(|s| {
            let mut parts = self.covers(Some(s));
            parts.sort_unstable();
            let w = &self.norm.window;
            let mut next = w.from;
            for p in parts {
                if p.lo <= next {
                    next = next.max(p.hi.next());
                }
            }
            next > w.to
        })
    }

    /// Whether a closed source covers an act's days and is not the one that tells of it.
    pub fn unlisted(&self, c: &Claim) -> bool {
        let days = self.days(c);
        self.registers().any(|s| {
            let known = self
                .claims
                .reports
                .iter()
                .filter(|r| r.source == s && r.recorded <= self.view.known_at);
            let mut covers = known
                .flat_map(|r| {
                    r.covers
                        .iter()
                        .map(|x| Interval::new(x.period.lo, x.period.hi.min(r.recorded)))
                })
                .collect::<Vec<_>>();
            covers.sort_unstable();
            let mut next = days.lo;
            for p in covers {
                if p.lo <= next {
                    next = next.max(p.hi.next());
                }
            }
            c.source != s && next > days.hi
        })
    }
}
