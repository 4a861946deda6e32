//! Many who tell of the same: takes a scene; keeps for each kind of act (its parts and its days) what
//! all acts of that kind share, so that in a flood of reports the others are gone through once a kind
//! and once a voice, not once a report.

use super::standard::{self, Hanging};
use super::truth::Scene;
use super::weigh::Item;
use crate::model::{ActionId, Claim, ClaimAmount, EntityId, Preposition, SourceIx, Who};
use crate::time::Interval;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// All of an act that decides who tells of its event and who denies it, but for who tells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Kind<'a> {
    days: Interval,
    target: Option<Who>,
    actors: &'a [EntityId],
    action: ActionId,
    targets: &'a [Who],
    participants: &'a [(Preposition, EntityId)],
    amount: Option<&'a ClaimAmount>,
    /// Where another claim has it, too.
    event: Option<u64>,
}

/// Who tells something: no two claims of one voice differ in whom they hang together with.
type Voice<'a> = (SourceIx, Option<u64>, &'a [EntityId]);

/// What acts of one kind share.
#[derive(Default)]
struct Shared<'a> {
    tellers: OnceCell<Tellers>,
    denied: OnceCell<Rc<Denied>>,
    /// Whether too few stand behind the word of a voice.
    weak: RefCell<FxHashMap<Voice<'a>, bool>>,
}

/// All who tell of an event, whoever asks.
struct Tellers {
    sources: FxHashSet<SourceIx>,
    hanging: Hanging,
}

/// Who denies an act.
pub(super) struct Denied {
    pub claims: Vec<u32>,
    /// Their independent groups; not counted where one is enough.
    pub groups: usize,
}

/// What the acts of a scene share, as far as it was asked for.
#[derive(Default)]
pub(super) struct Crowd<'a> {
    kinds: RefCell<FxHashMap<Kind<'a>, Rc<Shared<'a>>>>,
    /// Events that several claims tell of.
    events: OnceCell<FxHashSet<u64>>,
}

impl<'a> Scene<'a> {
    fn shared(&self, item: &Item, c: &'a Claim) -> Rc<Shared<'a>> {
        let events = self.crowd.events.get_or_init(|| self.shared_events());
        let kind = Kind {
            days: item.days,
            target: item.target,
            actors: c.actors.as_slice(),
            action: c.action,
            targets: c.targets.as_slice(),
            participants: c.participants.as_slice(),
            amount: c.amount.as_deref(),
            event: c.event.filter(|e| events.contains(e)),
        };
        Rc::clone(self.crowd.kinds.borrow_mut().entry(kind).or_default())
    }

    fn shared_events(&self) -> FxHashSet<u64> {
        let (mut once, mut more) = (FxHashMap::default(), FxHashSet::default());
        for item in &self.timeline.items {
            let event = self.court.claim(item.claim).and_then(|c| c.event);
            if let Some(e) = event
                && *once.entry(e).or_insert(item.claim) != item.claim
            {
                more.insert(e);
            }
        }
        more
    }

    /// Whether too few independent voices stand behind an act.
    pub fn is_weak(&self, item: &Item) -> bool {
        let need = self.standard.need;
        let Some(c) = self.court.claim(item.claim).filter(|_| need > 1) else {
            return false;
        };
        let shared = self.shared(item, c);
        let tellers = shared.tellers.get_or_init(|| {
            let mut list = Vec::new();
            self.same_event(None, item, |j| j.days.hi <= item.days.hi, &mut list);
            let of = list.len();
            self.same_event(None, item, |_| true, &mut list);
            let claims = list.iter().filter_map(|i| self.court.claim(*i));
            Tellers {
                sources: claims.map(|c| c.source).collect(),
                hanging: Hanging::new(self.court, &list, of),
            }
        });
        // Of a source that is not among them all are others; and what is declared may be copied.
        if !tellers.sources.contains(&c.source) && self.court.declaration(c.source).is_none() {
            return tellers.hanging.groups_with(self.court, c) < need;
        }
        let voice = (c.source, c.wording, c.speakers.as_slice());
        if let Some(weak) = shared.weak.borrow().get(&voice) {
            return *weak;
        }
        let mut all = self.support(item);
        let of = all.len();
        // A later copy shows that two earlier voices were one.
        self.same_event(Some(c), item, |_| true, &mut all);
        let weak = standard::groups(self.court, &all, of) < need;
        shared.weak.borrow_mut().insert(voice, weak);
        weak
    }

    /// Who denies an act: denials of its day or later.
    pub fn denied(&self, item: &Item) -> Rc<Denied> {
        let nobody = || Rc::new(Denied::by(self, Vec::new()));
        let Some(c) = self.court.claim(item.claim) else {
            return nobody();
        };
        if self.timeline.denials.is_empty() {
            return nobody();
        }
        let shared = self.shared(item, c);
        let found = || Rc::new(Denied::by(self, self.denials_of(item, c)));
        Rc::clone(shared.denied.get_or_init(found))
    }
}

impl Denied {
    fn by(scene: &Scene<'_>, claims: Vec<u32>) -> Self {
        let groups = match scene.standard.need {
            0 | 1 => 0,
            _ => standard::groups(scene.court, &claims, claims.len()),
        };
        Self { claims, groups }
    }
}
