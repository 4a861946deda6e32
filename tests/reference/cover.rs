//! Sections 2 and 3 of the page: what undoes an act, what leads to it, and what silence is worth.

use super::evidence::{Act, Bench, Carry};
use servanda::model::*;
use servanda::time::{Day, Interval};

impl<'a> Bench<'a> {
    /// Admissible words that an act may have been undone, on its day or later, or perhaps later.
    pub fn reversals(&self, a: &Act) -> Vec<Act> {
        let act = self.claim(a.claim);
        let mut out = self.heard();
        out.retain(|x| {
            let r = self.claim(x.claim);
            let undoes = self.undoes(r.action, act.action)
                || (r.status == ClaimStatus::Reversed && self.case_of(act.action, r.action));
            // One that names nobody must be by whom it concerns.
            let unsaid = r.targets.is_empty() && self.goal.target.is_some();
            self.may_be(r)
                && undoes
                && x.claim != a.claim
                && x.days.hi >= a.days.lo
                && (!unsaid || self.actor_fits(r, &self.told_in_parts(r, x.days.hi), x.days.hi))
                && a.target
                    .is_none_or(|t| r.targets.contains(&t) || r.targets.is_empty())
        });
        out
    }

    /// The day on which an act surely ended: enough sources tell of it, and not enough deny it.
    pub fn ended(&self, a: &Act) -> Option<Day> {
        let dated: Vec<Act> = self
            .reversals(a)
            .into_iter()
            .filter(|x| {
                let c = self.claim(x.claim);
                let unsaid = c.targets.is_empty() && self.goal.target.is_some();
                let after = x.days.hi >= a.days.hi
                    && (x.days.lo >= a.days.hi || c.dating == Dating::Undated);
                c.modality == Modality::Completed
                    && !unsaid
                    && after
                    && c.dating != Dating::Background
            })
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

    pub fn cover_bears(&self, c: &Coverage) -> bool {
        let within = |id: &EntityId, list: &[EntityId]| {
            list.iter()
                .any(|x| self.up(*id, *x, Carry::Act, None) || self.up(*id, *x, Carry::Being, None))
        };
        let all = |ids: &[EntityId], list: &[EntityId]| {
            !ids.is_empty() && ids.iter().all(|i| within(i, list))
        };
        let prevent = self.norm.atom.performer.is_some();
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
    /// The silence of a source that is not heard shows nothing; nor does the bearer's own under a prohibition.
    fn silence_shows(&self, source: SourceIx) -> bool {
        let source = &self.claims.sources[source.0 as usize];
        let own = source.speaks_for.iter().any(|p| {
            self.bearers
                .iter()
                .any(|b| self.up(*p, *b, Carry::Act, None))
        });
        let forbids = !self.norm.kind.is_owed();
        self.admissible(source.tier, false) && !(own && forbids)
    }

    pub fn cover(&self) -> Vec<Interval> {
        let w = &self.norm.window;
        self.cover_of(Interval::new(w.from, w.to.min(self.view.as_of)))
    }

    /// What they cover of some days.
    pub fn cover_of(&self, searched: Interval) -> Vec<Interval> {
        let mut out = Vec::new();
        for r in self
            .claims
            .reports
            .iter()
            .filter(|r| r.recorded <= self.view.known_at && self.silence_shows(r.source))
        {
            for c in r.covers.iter().filter(|c| self.cover_bears(c)) {
                out.push(Interval::new(c.period.lo, c.period.hi.min(r.recorded)).and(searched));
            }
        }
        if let Some(last) = self.denials().iter().map(|x| x.days.hi).max() {
            out.push(Interval::new(searched.lo, last).and(searched));
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

    /// Covered so well that what nobody tells of was not: covered, the last day too, and nine days of ten.
    pub fn proven(&self, cover: &[Interval], searched: Interval) -> bool {
        let is = |n: &i32| cover.iter().any(|i| i.contains(Day(*n)));
        let finite = searched.lo.is_finite() && searched.hi.is_finite();
        finite && self.covered(cover, searched) && is(&searched.hi.0) && {
            let all = searched.lo.0..=searched.hi.0;
            let n = all.clone().filter(is).count();
            n * 10 >= all.count() * 9
        }
    }

    /// Whether acts rest on the bearer's own word alone.
    pub fn all_own(&self, acts: &[&Act]) -> bool {
        !acts.is_empty()
            && acts
                .iter()
                .all(|a| self.all_tellers(a).iter().all(|x| x.own))
    }

    /// Whether an act that counts may lie outside what counts.
    pub fn unproven(&self, a: &Act) -> bool {
        self.claim(a.claim).dating != Dating::Given
    }
}
