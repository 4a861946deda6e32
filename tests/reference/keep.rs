//! Section 3 of the page, `keep`: the condition's value on each day, day by day.

use super::evidence::{Act, Bench};
use super::unfold::Goal;
use super::{Value, Verdict};
use servanda::model::*;
use servanda::time::{Day, Interval};

/// An event that starts or ends it.
pub struct Event {
    pub days: Interval,
    pub sure: bool,
    pub disputed: bool,
    /// Whether all who tell of it speak for the bearer.
    own: bool,
}

/// What is known on a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum On {
    Yes,
    No,
    Denied,
    Silent,
    Disputed,
    Unknown,
}

/// A condition of somebody, as it is told.
pub struct Told {
    pub starts: Vec<Event>,
    ends: Vec<Event>,
    /// Of each action that starts it.
    denials: Vec<Denials>,
    closed: bool,
    pub weak: bool,
}

/// The denials of an act.
struct Denials {
    /// The last day such that enough speak of it or later.
    last: Option<Day>,
    /// Day, and whether it is the bearer's own word.
    all: Vec<(Day, bool)>,
}

/// The norm and the goal by which an event is looked for.
fn look(norm: &Norm, goal: &Goal, action: ActionId, kind: NormKind, anyone: bool) -> (Norm, Goal) {
    let mut own = norm.clone();
    own.kind = kind;
    own.atom.action.node = action;
    own.atom.participants.clear();
    own.window.from = Day::MIN;
    own.window.to = Day::MAX;
    own.suspended.clear();
    own.sustained = None;
    own.irreversibly = None;
    own.counting_earlier = None;
    own.terms = Terms::default();
    let mut goal = goal.clone();
    goal.action = action;
    if anyone {
        goal.anyone = true;
        goal.joint = false;
        goal.actors.clear();
    }
    (own, goal)
}

impl Told {
    pub fn nothing(norm: &Norm) -> Told {
        Told {
            starts: vec![],
            ends: vec![],
            denials: vec![],
            closed: norm.evidence.closed == Some(true),
            weak: false,
        }
    }

    fn new(b: &Bench<'_>, condition: &Condition) -> Told {
        let who = b.goal.target.as_ref().unwrap()[0];
        let mut out = Told::nothing(b.norm);
        for (list, is_start) in [(&condition.starts, true), (&condition.ends, false)] {
            for action in list {
                let kind = if is_start {
                    NormKind::Achieve
                } else {
                    NormKind::Prevent
                };
                let (norm, goal) = look(b.norm, b.goal, *action, kind, !is_start);
                let bench = Bench {
                    norm: &norm,
                    goal: &goal,
                    goals: std::slice::from_ref(&goal),
                    ..*b
                };
                out.add(&bench, Some(who), is_start);
            }
        }
        out
    }

    /// What a bench finds of starts or of ends; of an event nobody is asked for, and nothing undoes it.
    pub fn add(&mut self, bench: &Bench<'_>, who: Option<Who>, is_start: bool) {
        let acts: Vec<Act> = bench.acts();
        for a in acts.iter().filter(|a| who.is_none() || a.target == who) {
            let value = bench.value(a);
            if value == Value::F {
                continue;
            }
            self.weak |= value == Value::N;
            let event = Event {
                days: a.days,
                sure: value == Value::T,
                disputed: value == Value::B,
                own: bench.all_tellers(a).iter().all(|x| x.own),
            };
            if !is_start {
                self.ends.push(event);
                continue;
            }
            if event.sure && who.is_some() {
                self.undone(bench, a);
            }
            self.starts.push(event);
        }
        if is_start {
            let all = bench.denials();
            let last = all.iter().map(|x| x.days.hi).filter(|day| {
                let since = all.iter().filter(|x| x.days.hi >= *day);
                let since: Vec<usize> = since.map(|x| x.claim).collect();
                bench.groups(&since) >= bench.need()
            });
            self.denials.push(Denials {
                last: last.max(),
                all: all.iter().map(|x| (x.days.hi, x.own)).collect(),
            });
        }
    }

    /// Whether anything that may be of a day by then is told.
    pub fn by(&self, x: Day) -> bool {
        self.first().is_some_and(|d| d <= x)
    }

    /// The first day of all that is told.
    pub fn first(&self) -> Option<Day> {
        let all = self.starts.iter().chain(&self.ends);
        all.map(|e| e.days.lo).min()
    }

    /// That a start was undone ends it on that day; that it may have been leaves it in doubt.
    fn undone(&mut self, bench: &Bench<'_>, a: &Act) {
        let (ended, may) = (bench.ended(a), bench.may_have_ended(a));
        if let Some(day) = ended {
            let mut by = bench.reversals(a);
            by.retain(|x| bench.claim(x.claim).dating != Dating::Background && x.days.hi <= day);
            self.ends.push(Event {
                days: Interval::day(day),
                sure: true,
                disputed: false,
                own: by.iter().all(|x| x.own),
            });
        }
        if let Some(day) = may {
            self.ends.push(Event {
                days: Interval::new(day, ended.unwrap_or(day).max(day)),
                sure: false,
                disputed: ended.is_none(),
                own: false,
            });
        }
    }

    pub fn on(&self, x: Day) -> On {
        let holds = self.starts.iter().filter(|s| s.sure && s.days.hi <= x);
        let mut holds = holds.filter(|s| {
            !self
                .ends
                .iter()
                .any(|e| e.days.lo <= x && e.days.hi >= s.days.lo)
        });
        if holds.next().is_some() {
            return On::Yes;
        }
        let over = self.ends.iter().filter(|e| e.sure && e.days.hi <= x);
        let mut over = over.filter(|e| {
            !self
                .starts
                .iter()
                .any(|s| s.days.lo <= x && s.days.hi >= e.days.lo)
        });
        if over.next().is_some() {
            return On::No;
        }
        let started = self.starts.iter().any(|s| s.days.lo <= x);
        let denied = self.denials.iter().all(|d| d.last.is_some_and(|d| d >= x));
        if !started && denied {
            return On::Denied;
        }
        let mut told = self.starts.iter().chain(&self.ends);
        let told: Vec<&Event> = told.by_ref().filter(|e| e.days.lo <= x).collect();
        if told.iter().any(|e| e.disputed) {
            On::Disputed
        } else if told.is_empty() && self.closed {
            On::Silent
        } else {
            On::Unknown
        }
    }

    /// Whether what decides a day is the bearer's own word.
    fn own(&self, x: Day, on: On) -> bool {
        let last = |list: &'_ [Event]| {
            let of = list.iter().filter(|e| e.sure && e.days.hi <= x);
            of.max_by_key(|e| (e.days.lo, e.days.hi)).unwrap().own
        };
        match on {
            On::Yes => last(&self.starts),
            On::No => last(&self.ends),
            On::Denied => self
                .denials
                .iter()
                .flat_map(|d| &d.all)
                .filter(|(day, _)| *day >= x)
                .all(|(_, own)| *own),
            _ => false,
        }
    }
}

pub fn keep(b: &Bench<'_>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let told = Told::new(b, norm.terms.keeps.as_ref().unwrap());
    let off = |x: Day| norm.suspended.iter().any(|z| z.contains(x));
    let no = |on: On| [On::No, On::Denied, On::Silent].contains(&on);
    // Suspended days are none.
    let days: Vec<(Day, On)> = (s.0..=t.0)
        .map(Day)
        .filter(|x| !off(*x))
        .map(|x| (x, told.on(x)))
        .collect();
    let flagged = |own: bool| {
        if own {
            vec![Flag::SelfReported]
        } else {
            vec![]
        }
    };
    let mut lapse = 0;
    let mut open: Option<Day> = None;
    let mut doubts = Vec::new();
    let mut n = 0;
    while n < days.len() {
        let (first, on) = days[n];
        if !no(on) {
            n += 1;
            continue;
        }
        let mut last = first;
        n += 1;
        while n < days.len() && no(days[n].1) && days[n].0 == last.next() {
            last = days[n].0;
            n += 1;
        }
        if first > d {
            break;
        }
        let given = norm.terms.curing.map_or(first, |c| c.node.after(first));
        if last >= given {
            return (Status::Breached, flagged(told.own(first, on)));
        }
        match days.get(n) {
            Some((_, On::Yes)) => lapse = lapse.max(first.days_until(last) + 1),
            Some((_, On::Disputed)) => doubts.push(On::Disputed),
            Some(_) => doubts.push(On::Unknown),
            None => open = Some(first),
        }
    }
    if let Some(x) = open {
        return (Status::NotDone, flagged(told.own(x, told.on(x))));
    }
    let within: Vec<&(Day, On)> = days.iter().filter(|(x, _)| *x <= d).collect();
    doubts.extend(within.iter().map(|(_, on)| *on));
    if doubts.contains(&On::Disputed) {
        return (Status::Contested, vec![]);
    }
    let unknown = doubts.contains(&On::Unknown);
    if unknown || !within.iter().any(|(_, on)| *on == On::Yes) {
        let flags = if told.weak { vec![Flag::Weak] } else { vec![] };
        return (Status::Unreported, flags);
    }
    let mut flags = Vec::new();
    if lapse > 0 {
        flags.push(Flag::LateBy(lapse));
    }
    // Of each time in which it held, what carries its first day.
    let begins = |n: &usize| {
        let (x, on) = *within[*n];
        let before = n.checked_sub(1).map(|n| *within[n]);
        on == On::Yes && before != Some((x.prev(), On::Yes))
    };
    let mut begun = (0..within.len()).filter(begins);
    if begun.all(|n| told.own(within[n].0, On::Yes)) {
        flags.push(Flag::SelfReported);
    }
    let status = if t <= d {
        Status::Holding
    } else {
        Status::Fulfilled
    };
    (status, flags)
}
