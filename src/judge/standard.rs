//! Which claims count, and for how much: the evidence standard of a norm, the tier of a claim for it,
//! and how many independent voices stand behind several claims.

use super::instances::Instance;
use super::world::{Carry, World};
use crate::model::{
    Claim, Claims, ContestPolicy, Dating, EntityId, Norm, NormKind, Polarity, SourceDecl, SourceIx,
    Tier, View, Who,
};
use crate::time::{Day, Duration, Interval};
use rustc_hash::{FxHashMap, FxHashSet};

/// Everything that judging looks at, and the claims that were taken back.
pub(super) struct Court<'a> {
    pub world: World<'a>,
    pub claims: &'a Claims,
    pub known_at: Day,
    /// Record ids that a known record of the same source retracts, with the last day of it.
    retracted: FxHashMap<(SourceIx, u64), Day>,
    /// Whether a part of a known report names what the rulebook knows and was not read.
    pub unread: bool,
    /// Whether any source reports about itself, about an enemy, or closes its world: else nobody asks.
    speakers: bool,
}

impl<'a> Court<'a> {
    pub fn new(rules: &'a crate::model::Rulebook, claims: &'a Claims, view: View) -> Self {
        let mut retracted: FxHashMap<(SourceIx, u64), Day> = FxHashMap::default();
        for c in &claims.claims {
            if let (Some(id), true) = (c.retracts, c.recorded <= view.known_at) {
                let day = retracted.entry((c.source, id)).or_insert(c.recorded);
                *day = (*day).max(c.recorded);
            }
        }
        let speakers = claims
            .sources
            .iter()
            .any(|s| !s.speaks_for.is_empty() || s.declared.is_some());
        Self {
            world: World::new(rules),
            claims,
            known_at: view.known_at,
            retracted,
            unread: claims
                .reports
                .iter()
                .any(|r| r.recorded <= view.known_at && r.reading.unread > 0),
            speakers,
        }
    }

    /// A claim by its index.
    pub fn claim(&self, i: u32) -> Option<&'a Claim> {
        self.claims.claims.get(i as usize)
    }

    /// Whether a claim is known, retracted or not.
    pub fn known(&self, c: &Claim) -> bool {
        c.recorded <= self.known_at
    }

    /// Whether a known claim was taken back, or is itself the taking back.
    pub fn retracted(&self, c: &Claim) -> bool {
        let by = |e| self.retracted.get(&(c.source, e));
        c.retracts.is_some() || c.event.and_then(by).is_some_and(|day| *day >= c.recorded)
    }

    /// The declaration of a claim's source.
    pub fn declaration(&self, source: crate::model::SourceIx) -> Option<&'a SourceDecl> {
        let declared = self.claims.sources.get(source.0 as usize)?.declared?;
        self.world.rules.sources.get(declared.index())
    }
}

/// The parts of an evidence standard, with what holds where nothing is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standard {
    /// How many independent groups.
    pub need: usize,
    pub independent: bool,
    /// The least tier, where one is named.
    pub tier: Option<Tier>,
    pub closed: bool,
    pub contested: ContestPolicy,
    /// The longest gap that a cover may leave; 180 days.
    pub quiet: Duration,
    /// How far apart the days of one event may be told; 3 days.
    pub same_event: Duration,
    /// How far an undated act reaches back; 30 days.
    pub undated: Duration,
}

impl Standard {
    pub fn of(norm: &Norm) -> Self {
        let e = &norm.evidence;
        Self {
            need: e.sources.unwrap_or(1).max(1) as usize,
            independent: e.independent == Some(true),
            tier: e.tier,
            closed: e.closed == Some(true),
            contested: e.contested.unwrap_or_default(),
            quiet: e.quiet.unwrap_or(Duration::days(180)),
            same_event: e.same_event.unwrap_or(Duration::days(3)),
            undated: e.undated.unwrap_or(Duration::days(30)),
        }
    }

    /// The days of a claim's event. The last day of a coarse date is at most that on which it was told.
    pub fn days(&self, c: &Claim) -> Interval {
        let told = c.recorded;
        match c.dating {
            Dating::Background => Interval::new(Day::MIN, c.valid.hi),
            Dating::Undated if c.valid.lo.is_finite() => {
                Interval::new(c.valid.lo.min(c.valid.hi), c.valid.hi)
            }
            Dating::Undated => Interval::new(self.undated.before(c.valid.hi), c.valid.hi),
            Dating::Given if c.valid.lo <= told => {
                // A denial speaks of no day after it was spoken, a done act is not told before it is.
                Interval::new(c.valid.lo, c.valid.hi.min(told))
            }
            Dating::Given => c.valid,
        }
    }

    /// Why a claim of a tier does not count, as bits of `near`; 0 where it does.
    pub fn bar(&self, voice: Voice) -> u32 {
        let low = match self.tier {
            Some(least) => voice.tier > least,
            None => voice.tier == Tier::Adversary,
        };
        let own = self.independent && voice.own && voice.tier != Tier::Admission;
        if low {
            super::near::TIER
        } else if own {
            super::near::CORROBORATION
        } else {
            0
        }
    }
}

/// Who speaks, for one norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Voice {
    pub tier: Tier,
    /// The bearer's own word.
    pub own: bool,
}

/// The tier of a claim for the bearers of an instance. A party's own word is a self-report, against
/// itself an admission; a declared adversary's word on a party is an adversary's.
pub(super) fn voice(court: &Court<'_>, kind: NormKind, instance: &Instance, c: &Claim) -> Voice {
    let plain = Voice {
        tier: c.tier,
        own: false,
    };
    if !court.speakers && c.speakers.is_empty() {
        return plain;
    }
    let world = &court.world;
    let of_bearer = |e: &EntityId| {
        let ways = world.up(*e, Carry::Actor).iter();
        ways.clone().any(|w| instance.bearers.contains(&w.to))
    };
    let source = court.claims.sources.get(c.source.0 as usize);
    let outlet = source.is_some_and(|s| s.speaks_for.iter().any(of_bearer));
    if outlet || c.speakers.iter().any(of_bearer) {
        let denies = c.polarity == Polarity::Denied;
        let against = denies == kind.is_owed();
        let tier = if against && c.tier < Tier::Anonymous {
            Tier::Admission
        } else {
            c.tier.max(Tier::SelfReport)
        };
        return Voice { tier, own: true };
    }
    let about = |party: &EntityId| {
        let acting = c.actors.iter().map(|a| (*a, Carry::Actor));
        let acted_on = c.targets.iter().filter_map(|w| match w {
            Who::Entity(e) => Some((*e, Carry::Target)),
            Who::Role(..) => None,
        });
        let any_way = |(e, carry)| {
            world
                .up(e, carry)
                .iter()
                .any(|w: &super::world::Way| w.to == *party)
        };
        // Whatever it says of a duty of the party's, it is the party that it speaks against.
        instance.bearers.contains(party) || acting.chain(acted_on).any(any_way)
    };
    let own_voice = court.declaration(c.source).into_iter();
    // A press report of what an adversary said is as good as the adversary.
    let quoted =
        world.rules.sources.iter().filter(|d| {
            !c.speakers.is_empty() && d.speaks_for.iter().any(|p| c.speakers.contains(p))
        });
    let hostile = own_voice
        .chain(quoted)
        .any(|d| d.adversary_of.iter().any(about));
    Voice {
        tier: if hostile { Tier::Adversary } else { c.tier },
        own: false,
    }
}

/// Whether `need` independent groups stand behind some claims: one publisher, one wording, declared
/// copies and voices of one party are one group.
pub(super) fn enough(court: &Court<'_>, claims: &[u32], need: usize) -> bool {
    if need <= 1 {
        return !claims.is_empty();
    }
    claims.len() >= need && groups(court, claims, claims.len()) >= need
}

/// How many independent groups stand behind the first `of` of some claims; the others only show which of
/// them hang together.
pub(super) fn groups(court: &Court<'_>, claims: &[u32], of: usize) -> usize {
    Hanging::new(court, claims, of).groups
}

/// Which of some claims hang together. They do by what they share, so that a flood of them costs its
/// length.
pub(super) struct Hanging {
    /// By what is shared: the number of the set, and whether one of the first claims is in it.
    shared: FxHashMap<Shared, (usize, bool)>,
    pub groups: usize,
}

impl Hanging {
    /// Of some claims, the first `of` of which count.
    pub fn new(court: &Court<'_>, claims: &[u32], of: usize) -> Self {
        let list: Vec<&Claim> = claims.iter().filter_map(|i| court.claim(*i)).collect();
        let present: FxHashSet<_> = list.iter().filter_map(|c| declared(court, c)).collect();
        let mut sets = Sets((0..list.len()).collect());
        let mut first: FxHashMap<Shared, usize> = FxHashMap::default();
        for (i, c) in list.iter().enumerate() {
            let copied = court.declaration(c.source);
            let copied = copied.map(|d| d.copies.as_slice()).unwrap_or_default();
            // A copy hangs together with what it copies, where that is there itself.
            let copied = copied.iter().filter(|d| present.contains(*d));
            let outlets = declared(court, c).into_iter().chain(copied.copied());
            for key in spoken(court, c).chain(outlets.map(Shared::Outlet)) {
                let with = *first.entry(key).or_insert(i);
                sets.join(i, with);
            }
        }
        let of = of.min(list.len());
        let roots: FxHashSet<usize> = (0..of).map(|i| sets.root(i)).collect();
        let mut place = |(key, i): (Shared, usize)| {
            let root = sets.root(i);
            (key, (root, roots.contains(&root)))
        };
        Self {
            shared: first.into_iter().map(&mut place).collect(),
            groups: roots.len(),
        }
    }

    /// How many groups there are with one more claim among the first, whose source is not declared.
    pub fn groups_with(&self, court: &Court<'_>, c: &Claim) -> usize {
        let with = spoken(court, c).filter_map(|key| self.shared.get(&key));
        let mut joined: Vec<usize> = with.filter(|(_, of)| *of).map(|(set, _)| *set).collect();
        joined.sort_unstable();
        joined.dedup();
        self.groups + 1 - joined.len()
    }
}

fn declared(court: &Court<'_>, c: &Claim) -> Option<crate::model::SourceDeclId> {
    court.claims.sources.get(c.source.0 as usize)?.declared
}

/// What a claim shares with others, but for declared outlets.
fn spoken<'c>(court: &'c Court<'_>, c: &'c Claim) -> impl Iterator<Item = Shared> + 'c {
    let source = court.claims.sources.get(c.source.0 as usize);
    let parties = source.map(|s| s.speaks_for.as_slice()).unwrap_or_default();
    let speakers = parties.iter().chain(&c.speakers);
    [Shared::Source(c.source.0)]
        .into_iter()
        .chain(c.wording.map(Shared::Wording))
        .chain(speakers.map(|p| Shared::Party(*p)))
}

/// What two claims of one group share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shared {
    Source(u32),
    Wording(u64),
    Party(EntityId),
    Outlet(crate::model::SourceDeclId),
}

/// Disjoint sets of the numbers up to a length, by parent (Tarjan 1975, path halving).
struct Sets(Vec<usize>);

impl Sets {
    fn root(&mut self, mut i: usize) -> usize {
        loop {
            let parent = self.0.get(i).copied().unwrap_or(i);
            if parent == i {
                return i;
            }
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(seat) = self.0.get_mut(i) {
                *seat = above;
            }
            i = above;
        }
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(seat) = self.0.get_mut(a.max(b)) {
            *seat = a.min(b);
        }
    }
}
