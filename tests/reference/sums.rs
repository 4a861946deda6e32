//! Section 3 of the page: amounts that are owed, and limits.

use super::evidence::{Act, Bench, Carry};
use super::{Value, Verdict, missed};
use servanda::lexicon::units;
use servanda::model::*;
use servanda::time::{Day, Duration, Interval};

/// At least, at most (if told), and whether it says how much there is.
#[derive(Clone, Copy, PartialEq)]
pub struct Much {
    pub least: i128,
    pub most: Option<i128>,
    pub level: bool,
}

/// What is known of an act's amount, for a norm.
#[derive(Clone, Copy, PartialEq)]
pub enum Suits {
    Yes,
    No,
    Unknown,
}

impl<'a> Bench<'a> {
    fn much(&self, c: &Claim) -> Option<Much> {
        let q = self.norm.atom.amount.as_ref()?;
        let a = c.amount.as_ref()?;
        let factor = match (&q.unit, &a.unit) {
            (None, None) => 1,
            (Some(kind), Some(word)) => {
                let u = units::unit(word);
                if u.kind != *kind {
                    return None;
                }
                u.factor
            }
            _ => return None,
        };
        let n = a.micros * factor;
        let of = a.of.map(|m| m * factor);
        if n <= 0 || (q.of.is_some() && q.of != of) {
            return None;
        }
        Some(Much {
            least: if ["=", ">="].contains(&a.bound) { n } else { 0 },
            most: ["=", "<="].contains(&a.bound).then_some(n),
            level: of.is_some()
                || a.total
                || q.unit.as_deref() == Some("%")
                || q.measure == Measure::Level,
        })
    }

    /// Whether an act is one that the norm speaks of, by its amount.
    pub fn suits(&self, c: &Claim) -> Suits {
        let Some(q) = &self.norm.atom.amount else {
            return Suits::Yes;
        };
        let little = q.measure == Measure::Act
            && [AmountBound::AtMost, AmountBound::Exactly].contains(&q.bound);
        let Some(m) = self.much(c) else {
            let nothing = c
                .amount
                .as_ref()
                .is_some_and(|a| a.micros <= 0 && ["=", "<="].contains(&a.bound));
            return if nothing && !little {
                Suits::No
            } else {
                Suits::Unknown
            };
        };
        if q.measure != Measure::Act {
            let told = m.least > 0 || (m.most.is_some() && self.norm.kind == NormKind::Limit);
            return if told { Suits::Yes } else { Suits::Unknown };
        }
        let n = q.value;
        let over = m.most.is_none();
        let most = m.most.unwrap_or(0);
        let (yes, no) = match q.bound {
            AmountBound::AtLeast => (m.least >= n, !over && most < n),
            AmountBound::MoreThan => (m.least > n, !over && most <= n),
            AmountBound::AtMost => (!over && most <= n, m.least > n),
            AmountBound::Exactly => (
                !over && m.least == n && most == n,
                m.least > n || (!over && most < n),
            ),
        };
        let of_one = !m.level || q.of.is_some() || q.unit.as_deref() == Some("%");
        if yes && of_one {
            Suits::Yes
        } else if no {
            Suits::No
        } else {
            Suits::Unknown
        }
    }

    /// Whether a denial that says how much denies all of the goal.
    pub fn denies_so_much(&self, d: &Claim) -> bool {
        let (Some(q), Some(a)) = (&self.norm.atom.amount, &d.amount) else {
            return true;
        };
        let Some(m) = self.much(d) else {
            return false;
        };
        ["=", ">="].contains(&a.bound)
            && self.norm.kind != NormKind::Limit
            && match q.bound {
                AmountBound::AtMost => false,
                AmountBound::Exactly => m.least == q.value,
                _ => m.least <= q.value,
            }
    }

    fn size(&self, a: &Act) -> Option<Much> {
        if self.norm.times.is_some() {
            return Some(Much {
                least: 1,
                most: Some(1),
                level: false,
            });
        }
        self.much(self.claim(a.claim))
    }

    fn near(&self, days: Interval) -> Interval {
        let by = self.norm.evidence.same_event.unwrap_or(Duration::days(3));
        Interval::new(by.before(days.lo), by.after(days.hi))
    }

    /// Whether two acts may be one event told twice.
    fn may_be_one(&self, a: &Act, b: &Act) -> bool {
        let (x, y) = (self.claim(a.claim), self.claim(b.claim));
        if a.claim == b.claim || (x.event.is_some() && x.event == y.event) {
            return true;
        }
        let same_size = self.size(a) == self.size(b);
        if same_size && (x.dating != Dating::Given || y.dating != Dating::Given) {
            return true;
        }
        if x.source != y.source {
            return self.near(a.days).overlaps(b.days) || self.near(b.days).overlaps(a.days);
        }
        if !a.days.overlaps(b.days) || (x.event.is_some() && y.event.is_some()) {
            return false;
        }
        let rows = x.wording.is_none() && y.wording.is_none() && x.recorded == y.recorded;
        let days = a.days.lo == a.days.hi && b.days.lo == b.days.hi;
        if rows && days && !same_size {
            return false;
        }
        // One voice, other parties.
        let day = x.valid.hi.min(y.valid.hi);
        let related = |p: &Who, q: &Who| match (p, q) {
            (Who::Entity(p), Who::Entity(q)) => {
                let up = |a, b| {
                    self.up(a, b, Carry::Act, Some(day)) || self.up(a, b, Carry::Being, Some(day))
                };
                up(*p, *q) || up(*q, *p)
            }
            _ => p == q,
        };
        let apart = |p: &[Who], q: &[Who]| {
            !p.is_empty() && !q.is_empty() && !p.iter().any(|a| q.iter().any(|b| related(a, b)))
        };
        let with = |c: &Claim, p: Preposition| -> Vec<Who> {
            let own = c.participants.iter().filter(|(q, _)| *q == p);
            own.map(|(_, e)| Who::Entity(*e)).collect()
        };
        let (p, q): (Vec<Who>, Vec<Who>) = (
            x.targets.iter().copied().collect(),
            y.targets.iter().copied().collect(),
        );
        !(apart(&p, &q)
            || Preposition::ALL
                .iter()
                .any(|(r, _)| apart(&with(x, *r), &with(y, *r))))
    }

    /// What an act is worth, whoever is right; and whether another tells of less.
    fn worth(&self, a: &Act, all: &[Act]) -> (i128, bool) {
        let own = self.size(a).unwrap().least;
        let mut out = (own, false);
        for b in all {
            let (x, y) = (self.claim(a.claim), self.claim(b.claim));
            let other = x.source != y.source || x.recorded != y.recorded;
            let around = self.near(b.days);
            let inside = around.lo <= a.days.lo && a.days.hi <= around.hi;
            let m = self.size(b).unwrap();
            let less = m.most.is_some_and(|most| most < own);
            if other && inside && less && self.may_be_one(a, b) {
                out = (out.0.min(m.least), true);
            }
        }
        out
    }

    /// The sum up to act n: without it, or it and those before the first act that may be the same.
    fn sums(&self, list: &[Act], worth: &dyn Fn(&Act) -> i128) -> Vec<(i128, Vec<usize>)> {
        let mut out: Vec<(i128, Vec<usize>)> = vec![(0, vec![])];
        for (n, a) in list.iter().enumerate() {
            let first = (0..n).find(|j| self.may_be_one(a, &list[*j])).unwrap_or(n);
            let (sum, mut of) = out[first].clone();
            of.push(n);
            let with = sum + worth(a);
            let best = if with > out[n].0 {
                (with, of)
            } else {
                out[n].clone()
            };
            out.push(best);
        }
        out
    }

    fn levels(&self, list: &[Act]) -> (Vec<Act>, Vec<Act>) {
        list.iter()
            .copied()
            .partition(|a| self.size(a).unwrap().level)
    }
}

/// What a list of acts comes to: the acts by which it is reached, and those of what there is.
fn comes_to(
    b: &Bench<'_>,
    list: &[Act],
    n: i128,
    fully: bool,
) -> (Option<Vec<Act>>, i128, Vec<Act>) {
    let (levels, flows) = b.levels(list);
    let worth = |a: &Act| {
        if fully {
            b.size(a).unwrap().least
        } else {
            b.worth(a, &flows).0
        }
    };
    let sums = b.sums(&flows, &worth);
    let pick = |of: &[usize]| of.iter().map(|i| flows[*i]).collect::<Vec<_>>();
    let by_sum = sums.iter().find(|s| s.0 >= n).map(|s| pick(&s.1));
    let value = |a: &Act| {
        let own = b.size(a).unwrap().least;
        if fully {
            return own;
        }
        let near = b.near(a.days);
        let others = levels.iter().filter(|x| {
            let voice = b.claim(x.claim).source != b.claim(a.claim).source;
            (voice && near.overlaps(x.days)) || x.days.hi == a.days.hi
        });
        others.map(|x| b.size(x).unwrap().least).min().unwrap()
    };
    let standing = |until: Day| {
        let told: Vec<&Act> = levels.iter().filter(|a| a.days.hi <= until).collect();
        let mut first = None;
        for a in told.iter().rev() {
            if value(a) < n {
                break;
            }
            first = Some(**a);
        }
        first
    };
    let (d, t) = (b.norm.window.to, b.view.as_of);
    let by_level = standing(d.min(t)).or_else(|| standing(t));
    let key = |a: &Act| (a.days.hi, a.claim);
    let reached = match (by_sum, by_level) {
        (Some(s), Some(l)) if key(s.last().unwrap()) <= key(&l) => Some(s),
        (_, Some(l)) => Some(vec![l]),
        (s, None) => s,
    };
    let (sum, of) = sums.last().unwrap();
    match levels.last().map(|l| (value(l), *l)) {
        Some((v, l)) if v >= *sum => (reached, v, vec![l]),
        _ => (reached, *sum, pick(of)),
    }
}

fn sorted(mut list: Vec<Act>) -> Vec<Act> {
    list.sort_by_key(|a| (a.days.hi, a.days.lo, a.claim));
    list
}

/// An amount that is owed.
pub fn amount(b: &Bench<'_>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let q = norm.atom.amount.as_ref().unwrap();
    let n = q.value;
    let all = b.acts();
    let counting: Vec<Act> = all.iter().copied().filter(|a| b.may_count(a)).collect();
    let can_end = b.declares_undoing(b.goal.action);
    let (mut sure, mut open, mut undone) = (vec![], vec![], vec![]);
    for a in &counting {
        match b.value(a) {
            Value::T if !can_end || b.may_have_ended(a).is_none() => sure.push(*a),
            Value::T if b.ended(a).is_none() => open.push(*a),
            Value::T => undone.push(*a),
            Value::B => open.push(*a),
            Value::N | Value::F => {}
        }
    }
    let weak = counting.iter().any(|a| b.value(a) == Value::N);
    let own = |list: &[Act]| list.iter().any(|a| b.all_tellers(a).iter().all(|x| x.own));
    let (reached, much, of) = comes_to(b, &sure, n, false);
    if let Some(list) = reached {
        let last = list.last().unwrap();
        let by_sum = !b.size(last).unwrap().level;
        let less = sure.iter().any(|a| {
            let m = b.size(a).unwrap();
            m.level && m.most.is_some_and(|m| m < n) && a.days.hi >= last.days.hi
        });
        if by_sum && less && q.measure == Measure::Sum {
            return (Status::Contested, vec![]);
        }
        let f = last.days.hi;
        let first = b.support(last).iter().map(|x| x.days.lo).min().unwrap();
        let late = first > d;
        let mut flags = Vec::new();
        if own(&list) {
            flags.push(Flag::SelfReported);
        }
        let status = if late && norm.on_pain_of_breach.is_some() {
            Status::Breached
        } else if late {
            flags.push(Flag::LateBy(d.days_until(f)));
            Status::FulfilledLate
        } else {
            Status::Fulfilled
        };
        let unproven = list.iter().any(|a| {
            b.claim(a.claim).dating != Dating::Given
                || (a.days.lo < s && norm.counting_earlier.is_none())
        });
        if status != Status::Breached && (unproven || (!late && f > d)) {
            flags.push(Flag::TimingUnproven);
        }
        return (status, flags);
    }
    let reaches = |list: Vec<Act>| comes_to(b, &sorted(list), n, true).0.is_some();
    let with = |more: &[Act]| sure.iter().chain(more).copied().collect::<Vec<_>>();
    if !open.is_empty() && (sure.is_empty() || reaches(with(&open))) {
        return (Status::Contested, vec![]);
    }
    let (_, flows) = b.levels(&sure);
    if flows.iter().any(|a| b.worth(a, &flows).1) && reaches(sure.clone()) {
        return (Status::Contested, vec![]);
    }
    if let Some(last) = undone.iter().max_by_key(|a| (b.ended(a), a.days, a.claim))
        && (sure.is_empty() || reaches(with(&undone)))
    {
        let flags = if own(&[*last]) {
            vec![Flag::SelfReported]
        } else {
            vec![]
        };
        return (Status::Reversed, flags);
    }
    let last = all
        .iter()
        .filter(|a| b.value(a) == Value::T)
        .map(|a| a.days.hi)
        .max();
    let base = missed(b, last, weak);
    let gives_way = [Status::Pending, Status::Overdue, Status::Unreported].contains(&base.0);
    if much == 0 || !gives_way {
        return base;
    }
    let mut flags = vec![
        Flag::AmountShare(much / q.factor, n / q.factor),
        Flag::Worst(base.0),
    ];
    if weak {
        flags.push(Flag::Weak);
    }
    if own(&of) {
        flags.push(Flag::SelfReported);
    }
    (Status::Partial, flags)
}

/// More than is allowed.
pub fn limit(b: &Bench<'_>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let n = match norm.times {
        Some(n) => i128::from(n.node),
        None => norm.atom.amount.as_ref().unwrap().value,
    };
    let all = b.acts();
    let sized = |a: &&Act| b.may_count(a) && b.size(a).is_some();
    let of = |v: Value| -> Vec<Act> {
        all.iter()
            .filter(sized)
            .copied()
            .filter(|a| b.value(a) == v)
            .collect()
    };
    let past = |list: &[Act], fully: bool| -> Option<Vec<Act>> {
        let (levels, flows) = b.levels(list);
        let worth = |a: &Act| {
            if fully {
                b.size(a).unwrap().least
            } else {
                b.worth(a, &flows).0
            }
        };
        let sums = b.sums(&flows, &worth);
        let sum = sums.iter().find(|s| s.0 > n);
        let sum = sum.map(|s| s.1.iter().map(|i| flows[*i]).collect::<Vec<_>>());
        let level = levels.iter().find(|a| b.size(a).unwrap().least > n);
        let key = |a: &Act| (a.days.hi, a.claim);
        match (sum, level) {
            (Some(s), Some(l)) if key(s.last().unwrap()) <= key(l) => Some(s),
            (_, Some(l)) => Some(vec![*l]),
            (s, None) => s,
        }
    };
    let (sure, open) = (of(Value::T), of(Value::B));
    if let Some(list) = past(&sure, false) {
        let mut flags = Vec::new();
        if list.iter().all(|x| x.own) {
            flags.push(Flag::SelfReported);
        }
        if list
            .iter()
            .any(|a| b.claim(a.claim).dating != Dating::Given || a.days.lo < s)
        {
            flags.push(Flag::TimingUnproven);
        }
        return (Status::Breached, flags);
    }
    let both = sorted(sure.iter().chain(&open).copied().collect());
    if !open.is_empty() && past(&both, true).is_some() {
        return (Status::Contested, vec![]);
    }
    let (_, flows) = b.levels(&sure);
    let disputed = flows.iter().any(|a| b.worth(a, &flows).1);
    if disputed && past(&sure, true).is_some() {
        return (Status::Contested, vec![]);
    }
    let weak = all.iter().any(|a| b.may_count(a) && b.value(a) == Value::N);
    // The most that it can be: each event once, of each voice once.
    let perhaps: Vec<Act> = all
        .iter()
        .copied()
        .filter(|a| !b.suspended(a) && a.days.overlaps(Interval::new(s, d)))
        .filter(|a| b.value(a) != Value::F)
        .collect();
    let mut events: Vec<(Act, Vec<SourceIx>)> = Vec::new();
    let (mut most, mut highest) = (0i128, 0i128);
    let mut untold = false;
    for a in &perhaps {
        let size = b.size(a).filter(|_| norm.times.is_some() || !a.perhaps);
        let Some(m) = size.and_then(|m| Some((m.most?, m.level))) else {
            untold = true;
            continue;
        };
        if m.1 {
            highest = highest.max(m.0);
            continue;
        }
        let x = b.claim(a.claim);
        let mut near = events.iter_mut().rev();
        let told = near.find(|(e, voices)| {
            let y = b.claim(e.claim);
            let one = y.event.is_some() && y.event == x.event;
            let again = voices.contains(&x.source) && !one;
            e.claim == a.claim || (!again && b.one_event(e, a))
        });
        match told {
            Some((_, voices)) => voices.push(x.source),
            None => {
                most += m.0;
                events.push((*a, vec![x.source]));
            }
        }
    }
    let known = norm.evidence.closed == Some(true)
        || (s.is_finite() && b.covered(&b.cover(), Interval::new(s, t.min(d))));
    let inside = !untold && most.max(highest) <= n;
    let flags = if weak { vec![Flag::Weak] } else { vec![] };
    let status = match (known && inside, t <= d) {
        (false, _) => Status::Unreported,
        (true, true) => Status::Holding,
        (true, false) => Status::Fulfilled,
    };
    (status, flags)
}
