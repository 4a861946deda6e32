//! The plain evaluator: statuses straight from `docs/semantics.md`, one sentence of the page a function,
//! slow and without any index. Shares no code with `src/judge` but the model and the calendar.
//!
//! Takes a rulebook, claims and a view; gives every instance's ID, status and flags, and every
//! commitment's. Used as the oracle for generated rulebooks and timelines.

mod around;
mod cover;
mod evidence;
mod keep;
mod recurring;
mod relief;
mod sums;
mod truth;
mod unfold;

use around::{Around, Excuse};
use evidence::{Act, Bench};
use servanda::model::*;
use servanda::time::{Day, Interval};
use unfold::{Instance, unfold};

/// A status with its flags, sorted.
pub type Verdict = (Status, Vec<Flag>);

/// What the page says of a commitment.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain {
    pub verdict: Verdict,
    pub instances: Vec<(String, Verdict)>,
}

/// An instance as the page tells it.
pub type Told = (String, Verdict);

/// The whole judgement.
pub fn judge(rules: &Rulebook, claims: &Claims, view: View) -> Vec<Plain> {
    rules
        .commitments
        .iter()
        .map(|c| {
            let case = Case {
                rules,
                claims,
                view,
                of: c,
            };
            let mut instances = Vec::new();
            // What the commitment is each of.
            let mut parts: Vec<Verdict> = Vec::new();
            let mut open = false;
            for norm in &c.norms {
                let (list, whole) = case.sentence(norm, &mut open);
                match whole {
                    Some(v) => parts.push(v),
                    None => parts.extend(list.iter().map(|(_, v)| v.clone())),
                }
                instances.extend(list);
            }
            let mut verdict = match parts.as_slice() {
                [one] => one.clone(),
                many => each(many),
            };
            if open && satisfied(verdict.0) {
                verdict.1.push(Flag::NamedMembersOnly);
                verdict.1.sort();
                verdict.1.dedup();
            }
            // A word on the whole, where no instance has its ID and has heard it.
            if instances.iter().all(|(id, _)| *id != c.id) {
                let of = rules.reliefs.iter().filter(|r| r.of == c.id);
                let over = of.filter(|r| matches!(r.kind, ReliefKind::Override(_)));
                let over: Vec<&Relief> = over.collect();
                verdict = relief::decided(&over, view.as_of, |_| verdict.clone());
            }
            Plain { verdict, instances }
        })
        .collect()
}

/// What is judged, and by what.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    rules: &'a Rulebook,
    claims: &'a Claims,
    view: View,
    of: &'a Commitment,
}

impl Case<'_> {
    /// The instances of a sentence, and its own status where that is more than each of them.
    fn sentence(&self, norm: &Norm, open: &mut bool) -> (Vec<Told>, Option<Verdict>) {
        if norm.trigger.is_some() {
            return recurring::triggered(self, norm, open);
        }
        if norm.every.is_some() && norm.kind.is_periodic() {
            return recurring::periodic(self, norm, open);
        }
        let mut out = Vec::new();
        for i in unfold(self.rules, norm) {
            *open |= i.open;
            let v = self.instance(norm, &i, &i.id, norm.window.from);
            out.push((i.id, v));
        }
        (out, None)
    }

    /// An instance with what was decided about it; `id` is its whole key.
    fn instance(&self, norm: &Norm, i: &Instance, id: &str, activated: Day) -> Verdict {
        self.period(norm, i, id, activated, &[])
    }

    /// The same, without acts that serve another period: a list of claims a goal.
    fn period(
        &self,
        norm: &Norm,
        i: &Instance,
        id: &str,
        activated: Day,
        spent: &[Vec<usize>],
    ) -> Verdict {
        let reliefs = self.reliefs(norm, id);
        let mut own = norm.clone();
        own.suspended = relief::suspended(&reliefs);
        if norm.kind.has_deadline() {
            own.window.to = relief::tolled(&own.suspended, norm.window.from, norm.window.to);
        }
        relief::decided(&reliefs, self.view.as_of, |as_of| {
            let view = View { as_of, ..self.view };
            Case { view, ..*self }.by_acts(&own, i, activated, spent)
        })
    }

    /// What was decided about an instance, its sentence, its commitment or its agreement.
    fn reliefs(&self, norm: &Norm, id: &str) -> Vec<&Relief> {
        let agreement = self
            .of
            .agreement
            .map(|a| &self.rules.agreements[a.index()].id);
        let all = self.rules.reliefs.iter();
        all.filter(|r| {
            [id, &norm.id, &self.of.id].contains(&r.of.as_str()) || Some(&r.of) == agreement
        })
        .collect()
    }

    fn by_acts(&self, norm: &Norm, i: &Instance, activated: Day, spent: &[Vec<usize>]) -> Verdict {
        let open = self.view.as_of >= norm.window.from;
        let around = Around::new(self, norm, activated);
        let children: Vec<Verdict> = i
            .goals
            .iter()
            .enumerate()
            .map(|(n, goal)| {
                let bench = Bench {
                    rules: self.rules,
                    claims: self.claims,
                    view: self.view,
                    norm,
                    bearers: &i.bearers,
                    goal,
                    goals: &i.goals,
                    spent: spent.get(n).map(Vec::as_slice).unwrap_or_default(),
                };
                if let Some(v) = around.before().filter(|_| open) {
                    return v;
                }
                let mut done = None;
                let (status, mut flags) = match norm.kind {
                    NormKind::Achieve => {
                        let own = achieve(&bench, &mut done);
                        let excepted = around.after(done).filter(|_| open);
                        excepted.unwrap_or(own)
                    }
                    NormKind::Forbid | NormKind::Prevent => forbid(&bench, &around),
                    NormKind::Amount => sums::amount(&bench),
                    NormKind::Limit => sums::limit(&bench),
                    NormKind::Interval => recurring::interval(&bench),
                    NormKind::Continuing => recurring::continuing(&bench),
                    NormKind::Maintain => keep::keep(&bench),
                };
                flags.sort();
                flags.dedup();
                (status, flags)
            })
            .collect();
        let mut out = if children.len() == 1 {
            children[0].clone()
        } else if norm.kind.is_owed() {
            // The innermost quantifier first: it joins neighbours.
            let mut rest = children;
            for (of, need) in i.levels.iter().rev() {
                rest = rest.chunks(*of).map(|c| at_least(*need, c)).collect();
            }
            rest[0].clone()
        } else {
            at_least(children.len(), &children)
        };
        if i.open && !norm.kind.is_owed() && satisfied(out.0) {
            out.1.push(Flag::NamedMembersOnly);
            out.1.sort();
            out.1.dedup();
        }
        out
    }
}

/// "Each of these": those that are dropped are not owed.
fn each(children: &[Verdict]) -> Verdict {
    let kept: Vec<Verdict> = children
        .iter()
        .filter(|c| ![Status::NotApplicable, Status::Excused].contains(&c.0))
        .cloned()
        .collect();
    if kept.is_empty() {
        let gravest = children.iter().map(|c| c.0).max();
        return (gravest.unwrap_or(Status::NotApplicable), vec![]);
    }
    at_least(kept.len(), &kept)
}

fn satisfied(s: Status) -> bool {
    [Status::Fulfilled, Status::FulfilledLate, Status::Repaired].contains(&s)
}

/// Section 3, quantifiers.
pub fn at_least(need: usize, children: &[Verdict]) -> Verdict {
    let s: Vec<&Verdict> = children.iter().filter(|c| satisfied(c.0)).collect();
    let v = children.iter().filter(|c| c.0 == Status::Breached).count();
    let plain = |list: &[&Verdict]| {
        let mut flags: Vec<Flag> = list
            .iter()
            .flat_map(|c| c.1.clone())
            .filter(|f| {
                !matches!(
                    f,
                    Flag::Worst(_) | Flag::PartialShare(..) | Flag::AmountShare(..)
                )
            })
            .collect();
        flags.sort();
        flags.dedup();
        let late = |f: &Flag| {
            if let Flag::LateBy(n) = f {
                Some(*n)
            } else {
                None
            }
        };
        let longest = flags.iter().filter_map(late).max();
        flags.retain(|f| late(f).is_none() || late(f) == longest);
        flags
    };
    let share = || Flag::PartialShare(s.len() as u32, need as u32);
    if s.len() >= need {
        let mut by_gravity = s.clone();
        by_gravity.sort_by_key(|c| c.0);
        let first = &by_gravity[..need];
        return (first[need - 1].0, plain(first));
    }
    if children.len() - v < need {
        return (
            Status::Breached,
            if s.is_empty() { vec![] } else { vec![share()] },
        );
    }
    let open = children
        .iter()
        .filter(|c| !satisfied(c.0) && c.0 != Status::Breached);
    let gravest = open.clone().map(|c| c.0).max().unwrap();
    let inner = |c: &Verdict| {
        let worst = c.1.iter().filter_map(|f| {
            if let Flag::Worst(s) = f {
                Some(*s)
            } else {
                None
            }
        });
        worst.chain([c.0]).max().unwrap()
    };
    let worst = open.map(inner).max().unwrap();
    let stuck = |c: &Verdict| [Status::Overdue, Status::Reversed, Status::Breached].contains(&c.0);
    if !s.is_empty() && !children.iter().any(stuck) {
        return (Status::Partial, vec![share(), Flag::Worst(worst)]);
    }
    let of: Vec<&Verdict> = children.iter().filter(|c| c.0 == gravest).collect();
    let mut flags = plain(&of);
    if gravest == Status::Overdue && !s.is_empty() {
        flags.push(share());
        flags.sort();
    }
    if gravest == Status::Partial {
        flags.push(Flag::Worst(worst));
        flags.sort();
    }
    (gravest, flags)
}

/// The value of an act.
#[derive(PartialEq)]
pub enum Value {
    T,
    B,
    N,
    F,
}

/// Section 3, achieve, with reversal, `sustained for` and `irreversibly`.
fn achieve(b: &Bench<'_>, done: &mut Option<Day>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let acts = b.acts();
    let counting: Vec<&Act> = acts.iter().filter(|a| b.may_count(a)).collect();
    let hits: Vec<&Act> = counting
        .iter()
        .copied()
        .filter(|a| b.value(a) == Value::T)
        .collect();
    let contested = counting.iter().any(|a| b.value(a) == Value::B);
    let weak = counting.iter().any(|a| b.value(a) == Value::N);
    let sustained = norm.sustained.filter(|_| norm.irreversibly.is_none());
    let can_end = norm.sustained.is_some()
        || norm.irreversibly.is_some()
        || b.declares_undoing(b.goal.action);
    let outlived = |a: &Act, end: Day| sustained.is_some_and(|n| end > n.node.after(a.days.hi));
    let stands = |a: &Act, end: Option<Day>| !can_end || end.is_none_or(|e| outlived(a, e));
    let sure = hits.iter().find(|a| stands(a, b.may_have_ended(a)));
    let seeming = hits.iter().find(|a| stands(a, b.ended(a)));
    if let Some(f) = sure {
        *done = Some(f.days.hi);
        let own = b.all_tellers(f).iter().all(|x| x.own);
        let first = b.support(f).iter().map(|x| x.days.lo).min().unwrap();
        let mut flags = Vec::new();
        let late = first > d;
        if norm.on_pain_of_breach.is_some() && first <= d && f.days.hi > d {
            return (Status::Unreported, vec![]);
        }
        let end = sustained.map_or(f.days.hi, |n| n.node.after(f.days.hi));
        let status = if late && norm.on_pain_of_breach.is_some() {
            Status::Breached
        } else if t < end {
            Status::InProgress
        } else if late {
            flags.push(Flag::LateBy(d.days_until(f.days.hi)));
            Status::FulfilledLate
        } else {
            Status::Fulfilled
        };
        if own {
            flags.push(Flag::SelfReported);
        }
        if status != Status::Breached {
            let unproven = b.claim(f.claim).dating != Dating::Given || (!late && f.days.hi > d);
            if unproven {
                flags.push(Flag::TimingUnproven);
            }
            if norm.irreversibly.is_some() {
                flags.push(Flag::Presumptive);
            }
        }
        return (status, flags);
    }
    if seeming.is_some() {
        return (Status::Contested, vec![]);
    }
    if !hits.is_empty() {
        let last = hits
            .iter()
            .max_by_key(|a| (b.ended(a), a.days, a.claim))
            .unwrap();
        let own = b.all_tellers(last).iter().all(|x| x.own);
        return (
            Status::Reversed,
            if own {
                vec![Flag::SelfReported]
            } else {
                vec![]
            },
        );
    }
    if contested {
        return (Status::Contested, vec![]);
    }
    // A true act that does not count: a denial must be later.
    let earlier = acts
        .iter()
        .filter(|a| !b.may_count(a) && b.value(a) == Value::T);
    missed(b, earlier.map(|a| a.days.hi).max(), weak)
}

/// What is owed and not done; a denial must be later than `after`.
fn missed(b: &Bench<'_>, after: Option<Day>, weak: bool) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    let mut flags = if weak { vec![Flag::Weak] } else { vec![] };
    let denials = b.denials();
    let since = |from: Day| {
        let list: Vec<Act> = denials
            .iter()
            .filter(|x| x.days.hi >= from && after.is_none_or(|day| x.days.hi > day))
            .copied()
            .collect();
        let claims: Vec<usize> = list.iter().map(|x| x.claim).collect();
        (b.groups(&claims) >= b.need()).then(|| list.iter().all(|x| x.own))
    };
    let cover = b.cover();
    if t <= d {
        if let Some(own) = since(s) {
            flags.extend(own.then_some(Flag::SelfReported));
            return (Status::NotDone, flags);
        }
        let steps = b.steps();
        if let Some(last) = steps.iter().map(|x| x.days.hi).max() {
            if b.quiet().after(last) < t {
                flags.push(Flag::Stalled);
            }
            flags.extend(steps.iter().all(|x| x.own).then_some(Flag::SelfReported));
            return (Status::InProgress, flags);
        }
        let nothing = !b.anything_bears() && cover.is_empty();
        if d == Day::MAX && norm.evidence.closed != Some(true) && nothing {
            return (Status::Unreported, flags);
        }
        return (Status::Pending, flags);
    }
    if let Some(own) = since(d) {
        flags.extend(own.then_some(Flag::SelfReported));
        return (Status::Breached, flags);
    }
    if norm.evidence.closed == Some(true) {
        return (Status::Breached, flags);
    }
    let registers = b.registers();
    let listed = registers
        .iter()
        .any(|(_, days)| (s.0..=d.0).all(|x| days.contains(&Day(x))));
    if s.is_finite() && listed && b.need() == 1 && b.acts().is_empty() {
        return (Status::Breached, flags);
    }
    let first = cover.iter().map(|i| i.lo).min();
    let from = if s.is_finite() { Some(s) } else { first };
    let whole = from.is_some_and(|from| b.covered(&cover, Interval::new(from, d)));
    (
        if whole {
            Status::Overdue
        } else {
            Status::Unreported
        },
        flags,
    )
}

/// Section 3, forbid.
fn forbid(b: &Bench<'_>, around: &Around<'_>) -> Verdict {
    let (t, norm) = (b.view.as_of, b.norm);
    let (s, d) = (norm.window.from, norm.window.to);
    if t < s {
        return (Status::Pending, vec![]);
    }
    let acts = b.acts();
    let told: Vec<&Act> = acts.iter().filter(|a| b.may_count(a)).collect();
    let excused = |want: Excuse| {
        let mut all = told.iter().filter(|a| b.value(a) != Value::F);
        all.any(|a| around.excuse(a) == want)
    };
    let counting: Vec<&Act> = told
        .iter()
        .copied()
        .filter(|a| around.excuse(a) == Excuse::None)
        .collect();
    let confirmed: Vec<&Act> = counting
        .iter()
        .copied()
        .filter(|a| b.value(a) == Value::T)
        .collect();
    if let Some(first) = confirmed.first() {
        let mut flags = Vec::new();
        if b.claim(first.claim).dating != Dating::Given {
            flags.push(Flag::TimingUnproven);
        }
        if confirmed.iter().all(|x| x.own) {
            flags.push(Flag::SelfReported);
        }
        return (Status::Breached, flags);
    }
    if counting.iter().any(|a| b.value(a) == Value::B) {
        return (Status::Contested, vec![]);
    }
    if excused(Excuse::Disputed) {
        return (Status::Contested, vec![]);
    }
    let weak = counting.iter().any(|a| b.value(a) == Value::N);
    // An act that may lie in the window breaks nothing, but nobody can say that none was.
    let perhaps = acts.iter().any(|a| {
        !b.may_count(a)
            && !b.suspended(a)
            && a.days.overlaps(Interval::new(s, d))
            && b.value(a) != Value::F
    });
    let flags = if weak { vec![Flag::Weak] } else { vec![] };
    let untold = !b.open_doubts().is_empty();
    let window = Interval::new(s, t.min(d));
    let known = match norm.evidence.closed {
        Some(true) => !b.unread(),
        _ if t <= d => s.is_finite() && b.covered(&b.cover(), window),
        _ => b.proven(&b.cover(), window),
    };
    let sure = known && !weak && !perhaps && !untold && !excused(Excuse::Doubtful);
    let status = match (sure, t <= d) {
        (false, _) => Status::Unreported,
        (true, true) => Status::Holding,
        (true, false) => Status::Fulfilled,
    };
    (status, flags)
}
