//! Plain questions on claims and one instance, each answered by walking the declarations anew.

use super::shelf::Shelf;
use crate::model::{
    ActionId, Bearers, Claim, ClaimStatus, Claims, Dating, EntityId, EntityKind, Modality, Norm,
    NormKind, Polarity, Preposition, Quantifier, Rulebook, Selection, Tier, View, Who,
};
use crate::time::{Day, Duration, Interval};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::rc::Rc;

/// An instance as the norm's words and its own ID tell it.
pub(super) struct Walk<'a> {
    pub rules: &'a Rulebook,
    pub claims: &'a Claims,
    pub view: View,
    pub(super) norm: &'a Norm,
    pub(super) shelf: &'a Shelf,
    /// Those who answer for it.
    pub(super) bearers: Vec<EntityId>,
    /// Those who must be seen to act; none for anybody.
    pub(super) actors: Option<Vec<Who>>,
    pub(super) joint: bool,
    /// Whether several who are not the bearers are each to act.
    pub(super) performers: bool,
    pub(super) targets: Option<Group>,
    pub(super) participants: Vec<(Preposition, Group)>,
    /// The norm's action and its special cases.
    pub(super) cases: BTreeSet<ActionId>,
    /// Acts that something may excuse.
    pub(super) excused: FxHashSet<u64>,
    /// Whether it is one of several periods, of which another may have the act.
    pub is_period: bool,
    /// Actions that undo one of them.
    pub(super) undoers: BTreeSet<ActionId>,
}

/// One of these, or anybody.
pub(super) struct Group {
    pub(super) members: Vec<Who>,
    pub(super) anyone: bool,
    pub(super) all: bool,
}

/// How far declarations are followed.
const DEEP: usize = 40;

impl<'a> Walk<'a> {
    pub fn new(
        rules: &'a Rulebook,
        claims: &'a Claims,
        view: View,
        norm: &'a Norm,
        id: &str,
        shelf: &'a Shelf,
    ) -> Self {
        let inside = id
            .split_once('[')
            .and_then(|(_, rest)| rest.strip_suffix(']'));
        // What stands after `@` is the day of a period or a trigger.
        let keys = inside.and_then(|k| k.split(" @ ").next());
        let mut keys = keys.unwrap_or("").split(", ");
        // Each `each of` has its member in the key, in the order of the sentence.
        let mut group = |s: &Selection| {
            let members = if s.quantifier == Quantifier::Each && !s.anyone {
                let key = keys.next().unwrap_or("");
                let named = |w: &&Who| match w {
                    Who::Entity(e) | Who::Role(_, e) => rules.entity_name(*e) == key,
                };
                s.members.iter().filter(named).copied().collect()
            } else {
                s.members.clone()
            };
            Group {
                members,
                anyone: s.anyone,
                all: matches!(s.quantifier, Quantifier::AtLeast(_)) && norm.kind.is_owed(),
            }
        };
        let entity = |w: &Who| {
            if let Who::Entity(e) = w {
                Some(*e)
            } else {
                None
            }
        };
        let (bearers, mut actors, mut joint) = match &norm.bearers {
            Bearers::Joint(ids) => {
                let who = ids.iter().map(|e| Who::Entity(*e)).collect();
                (ids.clone(), Some(who), true)
            }
            Bearers::Of(s) => {
                let g = group(s);
                let ids = g.members.iter().filter_map(entity).collect();
                (ids, (!g.anyone).then_some(g.members), false)
            }
        };
        let mut performers = false;
        if let Some(p) = &norm.atom.performer {
            let g = group(p);
            performers = g.all && g.members.len() > 1;
            (actors, joint) = ((!g.anyone).then_some(g.members), false);
        }
        let targets = norm.atom.targets.as_ref().map(&mut group);
        let participants = norm
            .atom
            .participants
            .iter()
            .map(|(p, s)| (*p, group(s)))
            .collect();
        let mut cases = BTreeSet::new();
        let mut todo = vec![norm.atom.action.node];
        while let Some(a) = todo.pop() {
            if cases.insert(a) {
                todo.extend(
                    rules
                        .action(a)
                        .into_iter()
                        .flat_map(|a| a.includes.iter().copied()),
                );
            }
        }
        let mut out = Self {
            is_period: false,
            undoers: BTreeSet::new(),
            excused: FxHashSet::default(),
            rules,
            claims,
            view,
            norm,
            shelf,
            bearers,
            actors,
            joint,
            performers,
            targets,
            participants,
            cases,
        };
        for (i, a) in rules
            .actions
            .iter()
            .enumerate()
            .filter(|(_, a)| !a.undone_by.is_empty())
        {
            if out
                .cases
                .iter()
                .any(|c| out.case_of(*c, ActionId(i as u32), 0))
            {
                let all = (0..rules.actions.len()).map(|n| ActionId(n as u32));
                let undoes = |n: &ActionId| a.undone_by.iter().any(|u| out.case_of(*n, *u, 0));
                let found: Vec<ActionId> = all.filter(undoes).collect();
                out.undoers.extend(found);
            }
        }
        out
    }

    // ---- names and acts, by walking ----

    pub(super) fn climbs(
        &self,
        from: EntityId,
        to: EntityId,
        acting: bool,
        day: Option<Day>,
        depth: usize,
    ) -> bool {
        from == to
            || depth < DEEP
                && self.rules.entity(from).is_some_and(|e| {
                    e.related.iter().any(|r| {
                        let Some(x) = self.rules.relation(r.relation) else {
                            return false;
                        };
                        let place = x.name == "part of" && e.kind == EntityKind::Place;
                        let carries = if acting {
                            x.carries_actor
                        } else {
                            x.carries_target || place
                        };
                        carries
                            && day.is_none_or(|d| r.valid.contains(d))
                            && self.climbs(r.to, to, acting, day, depth + 1)
                    })
                })
    }

    pub(super) fn acts_for(&self, who: EntityId, whom: Who, day: Option<Day>) -> bool {
        matches!(whom, Who::Entity(e) if self.climbs(who, e, true, day, 0))
    }

    pub(super) fn stands_for(&self, who: Who, whom: Who, day: Day) -> bool {
        match (who, whom) {
            (Who::Entity(a), Who::Entity(b)) => self.climbs(a, b, false, Some(day), 0),
            (a, b) => a == b,
        }
    }

    pub(super) fn case_of(&self, special: ActionId, general: ActionId, depth: usize) -> bool {
        special == general
            || depth < DEEP
                && self.rules.action(general).is_some_and(|a| {
                    a.includes
                        .iter()
                        .any(|i| self.case_of(special, *i, depth + 1))
                })
    }

    // ---- claims ----

    /// The claims of a list of the shelf.
    pub(super) fn of(
        &self,
        list: Option<&'a Vec<u32>>,
    ) -> impl Iterator<Item = &'a Claim> + use<'a> {
        let claims = self.claims;
        list.into_iter()
            .flatten()
            .filter_map(|i| claims.claims.get(*i as usize))
    }

    /// The days of a claim's event.
    pub fn days(&self, c: &Claim) -> Interval {
        let reach = self.norm.evidence.undated.unwrap_or(Duration::days(30));
        match c.dating {
            Dating::Background => Interval::new(Day::MIN, c.valid.hi),
            Dating::Undated if c.valid.lo.is_finite() => {
                Interval::new(c.valid.lo.min(c.valid.hi), c.valid.hi)
            }
            Dating::Undated => Interval::new(reach.before(c.valid.hi), c.valid.hi),
            Dating::Given if c.valid.lo > c.recorded => c.valid,
            Dating::Given => Interval::new(c.valid.lo, c.valid.hi.min(c.recorded)),
        }
    }

    /// Those whom it is about.
    pub fn members(&self) -> Vec<Who> {
        let all = self.targets.iter().flat_map(|g| &g.members);
        all.copied().collect()
    }

    pub fn need(&self) -> usize {
        self.norm.evidence.sources.unwrap_or(1).max(1) as usize
    }

    /// Whether an act is owed, rather than forbidden.
    pub fn is_owed(&self) -> bool {
        self.norm.kind.is_owed()
    }

    /// Whether several acts are owed in the one instance.
    pub fn need_of_several(&self) -> bool {
        let parts = self.participants.iter().map(|(_, g)| g);
        let bearers = matches!(&self.norm.bearers, Bearers::Of(s) if matches!(s.quantifier, Quantifier::AtLeast(_)));
        self.performers
            || bearers && self.norm.kind.is_owed()
            || self
                .targets
                .iter()
                .chain(parts)
                .any(|g| g.all && g.members.len() > 1)
    }

    fn takes_back(&self, c: &Claim, id: u64) -> bool {
        let from = (c.source.0, id, c.recorded);
        let to = (c.source.0, id, Day::MAX);
        self.shelf.taken_back.range(from..=to).next().is_some()
    }

    /// Known, not taken back, of a day that has come, and admissible.
    pub fn heard(&self, c: &Claim) -> Result<(), String> {
        let taken_back = c.retracts.is_some() || c.event.is_some_and(|e| self.takes_back(c, e));
        if c.recorded > self.view.known_at || taken_back {
            return Err("a cited claim was not known, or was taken back".to_owned());
        }
        if self.days(c).hi > self.view.as_of {
            return Err("a cited claim is of a later day".to_owned());
        }
        if self.admissible(c) {
            Ok(())
        } else {
            Err("a cited source does not count".to_owned())
        }
    }

    pub(super) fn admissible(&self, c: &Claim) -> bool {
        let source = self.claims.sources.get(c.source.0 as usize);
        let parties = source.map(|s| s.speaks_for.as_slice()).unwrap_or_default();
        let mut voices = parties.iter().chain(&c.speakers);
        let own = voices.any(|e| {
            self.bearers
                .iter()
                .any(|b| self.climbs(*e, *b, true, None, 0))
        });
        let against = (c.polarity == Polarity::Denied) == self.norm.kind.is_owed();
        let admission = own && against && c.tier < Tier::Anonymous;
        let tier = match (own, admission) {
            (true, true) => Tier::Admission,
            (true, false) => c.tier.max(Tier::SelfReport),
            (false, _) if self.hostile(c) => Tier::Adversary,
            (false, _) => c.tier,
        };
        let good = match self.norm.evidence.tier {
            Some(least) => tier <= least,
            None => tier < Tier::Adversary,
        };
        good && (!own || admission || self.norm.evidence.independent != Some(true))
    }

    /// Whether an adversary of a party speaks of that party, itself or quoted.
    pub(super) fn hostile(&self, c: &Claim) -> bool {
        let declared = self
            .claims
            .sources
            .get(c.source.0 as usize)
            .and_then(|s| s.declared);
        let of_party = |p: &EntityId| {
            c.actors.iter().any(|a| self.climbs(*a, *p, true, None, 0))
                || c.targets
                    .iter()
                    .any(|t| matches!(t, Who::Entity(e) if self.climbs(*e, *p, false, None, 0)))
                || self.bearers.contains(p)
        };
        self.rules.sources.iter().enumerate().any(|(i, d)| {
            let itself = declared.is_some_and(|x| x.index() == i);
            let quoted = d.speaks_for.iter().any(|p| c.speakers.contains(p));
            (itself || quoted) && d.adversary_of.iter().any(of_party)
        })
    }

    /// Claims of the norm's kind of act whose actor and target may be the right ones, whatever else
    /// they lack; one of several targets perhaps several times.
    pub fn likely(&self) -> impl Iterator<Item = &'a Claim> {
        let anyone = self.actors.is_none();
        let mut right: FxHashSet<Who> = FxHashSet::default();
        for w in self.actors.iter().flatten() {
            right.extend(self.lower(*w, true).iter());
        }
        let mut lists: Vec<&'a Vec<u32>> = Vec::new();
        match &self.targets {
            Some(g) if !g.anyone => {
                let on: BTreeSet<Who> = g
                    .members
                    .iter()
                    .flat_map(|w| self.lower(*w, false).to_vec())
                    .collect();
                let all = self.cases.iter().flat_map(|a| on.iter().map(|w| (*a, *w)));
                lists.extend(all.filter_map(|key| self.shelf.by_target.get(&key)));
            }
            _ => lists.extend(
                self.cases
                    .iter()
                    .filter_map(|a| self.shelf.by_action.get(a)),
            ),
        }
        let claims = self.claims;
        let all = lists.into_iter().flatten();
        let all = all.filter_map(|i| claims.claims.get(*i as usize));
        all.filter(move |c| {
            let with = c.participants.iter().map(|(_, e)| e);
            let mut who = c.actors.iter().chain(with).map(|e| Who::Entity(*e));
            anyone || c.event.is_some() || who.any(|a| right.contains(&a))
        })
    }

    /// Everybody who acts for, or stands for, somebody on some day, itself first.
    fn lower(&self, whom: Who, acting: bool) -> Rc<[Who]> {
        let mut known = self.shelf.lower.borrow_mut();
        let list = known.entry((whom, acting)).or_insert_with(|| {
            let all = (0..self.rules.entities.len()).map(|i| EntityId(i as u32));
            let is = |e: &EntityId| match whom {
                Who::Entity(to) => *e != to && self.climbs(*e, to, acting, None, 0),
                Who::Role(..) => false,
            };
            let others = all.filter(is).map(Who::Entity);
            std::iter::once(whom).chain(others).collect()
        });
        Rc::clone(list)
    }

    /// Whether a claim tells that the norm's act was done, by whom and on whom it must.
    pub fn act(&self, c: &Claim) -> Result<(), String> {
        self.whole_act(c)?;
        if !self.suits(c) {
            return Err("a cited claim is of another amount".to_owned());
        }
        Ok(())
    }

    /// The same, of whatever amount.
    pub fn whole_act(&self, c: &Claim) -> Result<(), String> {
        self.heard(c)?;
        if c.polarity != Polarity::Asserted || c.modality != Modality::Completed {
            return Err(format!("a cited claim is {}", c.modality.word()));
        }
        if c.dating == Dating::Given && c.valid.lo > c.recorded {
            return Err("a cited act was told before it was".to_owned());
        }
        if self.tells_of_undoing(c) {
            return Err("a cited claim tells of an undoing".to_owned());
        }
        if !self.cases.contains(&c.action) {
            return Err("a cited claim is of another act".to_owned());
        }
        self.parties(c)
    }

    pub(super) fn parties(&self, c: &Claim) -> Result<(), String> {
        let day = self.days(c).hi;
        if !self.is_by(c, day) {
            return Err("a cited claim is of another actor".to_owned());
        }
        self.rest(c)
    }

    /// Whether all but who acts is told.
    fn rest(&self, c: &Claim) -> Result<(), String> {
        let day = self.days(c).hi;
        if self.targets.is_some() && self.targets_of(c).next().is_none() {
            return Err("a cited claim is about somebody else".to_owned());
        }
        for (p, g) in &self.participants {
            let mut own = c.participants.iter().filter(|(q, _)| q == p);
            let met = own.any(|(_, e)| {
                let is = |w: &Who| {
                    self.stands_for(Who::Entity(*e), *w, day) || self.acts_for(*e, *w, Some(day))
                };
                g.anyone || g.members.iter().any(is)
            });
            if !met {
                return Err(format!("a cited claim does not say `{}` whom", p.word()));
            }
        }
        Ok(())
    }

    pub(super) fn is_by(&self, c: &Claim, day: Day) -> bool {
        let Some(actors) = &self.actors else {
            return true;
        };
        if !self.joint || actors.len() < 2 {
            return c
                .actors
                .iter()
                .any(|a| actors.iter().any(|w| self.acts_for(*a, *w, Some(day))));
        }
        let together = |x: &&Claim| {
            let done = x.modality == Modality::Completed && x.polarity == Polarity::Asserted;
            done && self.cases.contains(&x.action)
                && self.days(x).hi <= day
                && self.heard(x).is_ok()
                && self.rest(x).is_ok()
        };
        let of_event = c.event.and_then(|e| self.shelf.by_event.get(&e));
        let others = self.of(of_event).filter(together);
        let mut acting: Vec<EntityId> = Vec::new();
        for x in std::iter::once(c).chain(others) {
            let with = x
                .participants
                .iter()
                .filter(|(p, _)| *p == Preposition::With);
            acting.extend(x.actors.iter().chain(with.map(|(_, e)| e)));
        }
        actors
            .iter()
            .all(|w| acting.iter().any(|a| self.acts_for(*a, *w, Some(day))))
    }

    /// The targets by which a claim is of the norm; one `None` where the norm names none.
    pub fn targets_of<'b>(&'b self, c: &'b Claim) -> impl Iterator<Item = Option<Who>> + 'b {
        let day = self.days(c).hi;
        let bare = self.targets.is_none().then_some(None);
        let of = c.targets.iter().filter(move |t| {
            let is =
                |g: &Group| g.anyone || g.members.iter().any(|w| self.stands_for(**t, *w, day));
            self.targets.as_ref().is_some_and(is)
        });
        bare.into_iter().chain(of.map(|t| Some(*t)))
    }

    /// Whether an act's days let it count.
    pub fn counts(&self, c: &Claim) -> bool {
        let (w, days) = (&self.norm.window, self.days(c));
        let earlier = self.norm.counting_earlier.is_some();
        let summed = matches!(self.norm.kind, NormKind::Amount | NormKind::Limit);
        let early = days.lo < w.from || self.reaches_back(c);
        let closes = !self.norm.kind.has_deadline() || summed && self.norm.every.is_some();
        let late = closes && days.hi > w.to;
        let suspended = self.norm.suspended.iter().any(|z| z.overlaps(days));
        (earlier || !early) && !late && (self.is_owed() || !suspended)
    }

    pub(super) fn tells_of_undoing(&self, c: &Claim) -> bool {
        let all = self.rules.actions.iter();
        let mut undoers = all.flat_map(|a| &a.undone_by);
        c.status == ClaimStatus::Reversed && !undoers.any(|u| self.case_of(c.action, *u, 0))
    }

    /// How many groups of sources do not hang together.
    pub fn voices(&self, list: &[&Claim]) -> usize {
        if self.need() == 1 {
            return list.len().min(1);
        }
        let mut groups: Vec<Vec<&Claim>> = Vec::new();
        for c in list {
            let (with, mut apart): (Vec<_>, Vec<_>) = groups
                .into_iter()
                .partition(|g: &Vec<&Claim>| g.iter().any(|x| self.hang_together(c, x)));
            let mut joined: Vec<&Claim> = with.into_iter().flatten().collect();
            joined.push(c);
            apart.push(joined);
            groups = apart;
        }
        groups.len()
    }

    pub(super) fn hang_together(&self, a: &Claim, b: &Claim) -> bool {
        let source = |c: &Claim| self.claims.sources.get(c.source.0 as usize);
        let copies = |x: &Claim, y: &Claim| {
            let decl = source(x)
                .and_then(|s| s.declared)
                .and_then(|d| self.rules.sources.get(d.index()));
            let from = source(y).and_then(|s| s.declared);
            decl.zip(from).is_some_and(|(d, f)| d.copies.contains(&f))
        };
        let party = |c: &Claim, p: &EntityId| {
            c.speakers.contains(p) || source(c).is_some_and(|s| s.speaks_for.contains(p))
        };
        let speaks = source(a)
            .map(|s| s.speaks_for.as_slice())
            .unwrap_or_default();
        a.source == b.source
            || a.wording.is_some() && a.wording == b.wording
            || copies(a, b)
            || copies(b, a)
            || speaks.iter().chain(&a.speakers).any(|p| party(b, p))
    }
}
