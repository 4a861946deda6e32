//! What a norm hangs on beside its own act: a guard (`If`), exceptions (`unless`) and conditions of the
//! day (`while`). Takes the watches of a case; says what they make of a status, and of each act. Whatever
//! they leave unknown is said to be unknown.

use super::cite;
use super::index::Index;
use super::kinds::{Basis, Decision, Silence};
use super::reason;
use super::sheet::{Case, Posts};
use super::standard::Court;
use super::state::{Marks, Observed, Value, Watch};
use super::weigh::Item;
use crate::model::{Evidence, Status, Witness};
use crate::time::{Day, Interval};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// All that an instance hangs on.
pub(super) struct Around<'a> {
    court: &'a Court<'a>,
    /// The day on which guards are read.
    activated: Day,
    guard: Option<Seen<'a>>,
    unless: Vec<Seen<'a>>,
    whiles: Vec<Seen<'a>>,
}

/// One thing that is looked at, with what was found as of each day.
struct Seen<'a> {
    observed: Observed<'a>,
    words: &'a str,
    known: RefCell<FxHashMap<Day, Rc<Marks>>>,
}

/// What becomes of a forbidden act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Excuse {
    /// It counts.
    None,
    /// Nobody knows whether it counts.
    Doubtful,
    /// Sources disagree on whether it counts.
    Disputed,
    /// It does not count.
    Holds,
}

impl<'a> Seen<'a> {
    fn new(court: &'a Court<'a>, index: &Index, watch: &'a Watch) -> Self {
        Self {
            observed: Observed::new(court, index, watch),
            words: &watch.words,
            known: RefCell::default(),
        }
    }

    fn marks(&self, as_of: Day) -> Rc<Marks> {
        let mut known = self.known.borrow_mut();
        let marks = known
            .entry(as_of)
            .or_insert_with(|| Rc::new(self.observed.marks(as_of)));
        Rc::clone(marks)
    }

    /// What a value rests on, and that in words.
    fn account(
        &self,
        court: &Court<'_>,
        day: Day,
        (value, as_of): (Value, Day),
    ) -> (Witness, String) {
        let marks = self.marks(as_of);
        let silence = match value {
            Value::Silent => Silence::Closed,
            _ if marks.weak => Silence::Doubtful,
            _ => Silence::Open,
        };
        let mut list = match value {
            Value::Unknown => Vec::new(),
            _ => {
                let status = Status::Unreported;
                self.observed.account(&marks, (day, value), (status, as_of))
            }
        };
        let mut told = list
            .first()
            .map(|(scene, d)| reason::found(court, scene.norm, d))
            .unwrap_or_default();
        if list.is_empty() {
            told = match value {
                Value::Silent => "nothing tells of it, and what is not reported did not happen",
                _ => "nothing that counts tells of it surely",
            }
            .to_owned();
            list.extend(self.observed.silence(Interval::day(day), as_of, silence));
        }
        let witness = list.iter().map(|(s, d)| cite::witness(s, &d.basis));
        (super::keep::joined(witness.collect()), told)
    }
}

/// What a timeline asks of what its norm hangs on.
pub(super) trait Surround {
    /// Days on which something of it is told.
    fn days(&self) -> Vec<Day>;
    /// What a guard that is not true makes of the norm.
    fn before(&self, as_of: Day) -> Option<Decision>;
    /// What an exception makes of a duty, by its window, that its acts alone bring to `own`.
    fn after(&self, window: (Day, Day), as_of: Day, own: &Decision) -> Option<Decision>;
    /// Whether a forbidden act counts.
    fn excuse(&self, item: &Item, as_of: Day) -> Excuse;
    /// Why sources disagree on whether an act counts.
    fn disputed(&self, item: &Item, as_of: Day) -> Decision;
}

impl<'a> Around<'a> {
    /// What an instance of a case hangs on; nothing where its sentence has no such words.
    pub fn new(
        court: &'a Court<'a>,
        index: &Index,
        case: &'a Case<'_>,
        activated: Day,
    ) -> Option<Self> {
        let Posts {
            guard,
            unless,
            whiles,
        } = &case.posts;
        if guard.is_none() && unless.is_empty() && whiles.is_empty() {
            return None;
        }
        let seen = |w: &'a Watch| Seen::new(court, index, w);
        Some(Self {
            court,
            activated,
            guard: guard.as_ref().map(seen),
            unless: unless.iter().map(seen).collect(),
            whiles: whiles.iter().map(seen).collect(),
        })
    }

    /// The claims by which the guard is true.
    pub fn guarded_by(&self, as_of: Day) -> Vec<Evidence> {
        let Some(g) = &self.guard else {
            return Vec::new();
        };
        let value = g.marks(as_of).value(self.activated);
        match g.account(self.court, self.activated, (value, as_of)).0 {
            Witness::Hits(list) if value == Value::Holds => list,
            _ => Vec::new(),
        }
    }

    fn excepted(&self, e: &Seen<'_>, (status, day): (Status, Day), as_of: Day) -> Decision {
        let value = match status {
            Status::NotApplicable => Value::Holds,
            Status::Contested => Value::Disputed,
            _ => Value::Unknown,
        };
        let (witness, told) = e.account(self.court, day, (value, as_of));
        let words = match status {
            Status::NotApplicable => format!("the exception `{}` applies: {told}", e.words),
            Status::Contested => format!("whether `{}` is disputed: {told}", e.words),
            _ => format!("whether `{}` is not known: {told}", e.words),
        };
        let weak = e.marks(as_of).weak && status == Status::Unreported;
        Decision::said(status, Basis::Said(witness, words), weak)
    }
}

impl Surround for Around<'_> {
    fn days(&self) -> Vec<Day> {
        let all = self.guard.iter().chain(&self.unless).chain(&self.whiles);
        let days: Vec<Day> = all.flat_map(|s| s.observed.days()).collect();
        days.iter().flat_map(|d| [*d, d.next()]).collect()
    }

    fn before(&self, as_of: Day) -> Option<Decision> {
        let g = self.guard.as_ref()?;
        let u = self.activated;
        let marks = g.marks(as_of);
        let value = marks.value(u);
        let status = match value {
            Value::Holds => return None,
            Value::Ended | Value::Denied | Value::Silent => Status::NotApplicable,
            Value::Disputed => Status::Contested,
            Value::Unknown => Status::Unreported,
        };
        let (witness, told) = g.account(self.court, u, (value, as_of));
        let words = match status {
            Status::NotApplicable => format!("the guard `{}` is false on {u}: {told}", g.words),
            Status::Contested => format!("the guard `{}` is disputed on {u}: {told}", g.words),
            _ => format!("the guard `{}` is not known on {u}: {told}", g.words),
        };
        let weak = marks.weak && status == Status::Unreported;
        Some(Decision::said(status, Basis::Said(witness, words), weak))
    }

    fn after(&self, (s, d): (Day, Day), as_of: Day, own: &Decision) -> Option<Decision> {
        if self.unless.is_empty() || as_of < s {
            return None;
        }
        // An act that was done before the exception was owed.
        let done = own.on.filter(|_| matches!(own.basis, Basis::Acts(_)));
        let until = as_of.min(d);
        let before = |day: Day| done.is_none_or(|f| day < f);
        let mut found: Option<(Excuse, Day, &Seen<'_>)> = None;
        for e in &self.unless {
            let marks = e.marks(as_of);
            for (excuse, day) in marks.first_in(Interval::new(s, until), e.observed.lasts()) {
                let better = found.is_none_or(|(x, ..)| x < excuse);
                if before(day) && better {
                    found = Some((excuse, day, e));
                }
            }
        }
        let (excuse, day, e) = found?;
        let status = match excuse {
            Excuse::Holds => Status::NotApplicable,
            Excuse::Disputed => Status::Contested,
            _ => Status::Unreported,
        };
        Some(self.excepted(e, (status, day), as_of))
    }

    fn excuse(&self, item: &Item, as_of: Day) -> Excuse {
        let exceptions = self.unless.iter().map(|e| {
            let marks = e.marks(as_of);
            let values = marks.values(item.days);
            match () {
                () if values.iter().all(|(_, v)| *v == Value::Holds) => Excuse::Holds,
                () if values.iter().any(|(_, v)| *v == Value::Disputed) => Excuse::Disputed,
                () if values.iter().any(|(_, v)| *v == Value::Holds) => Excuse::Doubtful,
                () if marks.is_told(item.days.hi)
                    && values.iter().any(|(_, v)| *v == Value::Unknown) =>
                {
                    Excuse::Doubtful
                }
                () => Excuse::None,
            }
        });
        let days = self.whiles.iter().map(|w| {
            let values = w.marks(as_of).values(item.days);
            match () {
                () if values.iter().all(|(_, v)| *v == Value::Holds) => Excuse::None,
                () if values.iter().all(|(_, v)| v.is_false()) => Excuse::Holds,
                () if values.iter().any(|(_, v)| *v == Value::Disputed) => Excuse::Disputed,
                () => Excuse::Doubtful,
            }
        });
        exceptions.chain(days).max().unwrap_or(Excuse::None)
    }

    fn disputed(&self, item: &Item, as_of: Day) -> Decision {
        let all = self.unless.iter().chain(&self.whiles);
        for e in all {
            let values = e.marks(as_of).values(item.days);
            if let Some((days, _)) = values.iter().find(|(_, v)| *v == Value::Disputed) {
                return self.excepted(e, (Status::Contested, days.lo), as_of);
            }
        }
        Decision::said(Status::Contested, Basis::Calendar, false)
    }
}
