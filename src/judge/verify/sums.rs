//! How much the cited acts come to, counted anew: each act by its own words, and of two that may be one
//! event only the one that is cited first.

use super::shelf::denies;
use super::walk::Walk;
use super::{Check, absence, acts, camps, claim, denials, err, plain, undoings};
use crate::lexicon::units;
use crate::model::{
    AmountBound, Claim, Dating, Evidence, Flag, InstanceJudgement, Measure, Norm, NormKind,
    Preposition, Quantity, Status, Witness,
};
use crate::time::{Day, Duration, Interval};

/// How much a claim tells of: at least, at most, and whether it is a level.
#[derive(Clone, Copy, PartialEq)]
struct Much {
    least: i128,
    most: i128,
    level: bool,
}

/// Acts that are compared with each other.
const PAIRS: usize = 256;

impl Walk<'_> {
    fn much(&self, q: &Quantity, c: &Claim) -> Option<Much> {
        let a = c.amount.as_deref()?;
        let factor = match (q.unit.as_deref(), a.unit.as_deref()) {
            (None, None) => 1,
            (Some(kind), Some(word)) if units::unit(word).kind == kind => units::unit(word).factor,
            _ => return None,
        };
        let n = a.micros.checked_mul(factor)?;
        let of = a.of.map(|of| of.saturating_mul(factor));
        if n < 1 || q.of.is_some_and(|m| of != Some(m)) {
            return None;
        }
        let least = if matches!(a.bound, "=" | ">=") { n } else { 0 };
        let most = if matches!(a.bound, "=" | "<=") {
            n
        } else {
            i128::MAX
        };
        let share = q.unit.as_deref() == Some("%");
        Some(Much {
            least,
            most,
            level: of.is_some() || a.total || share || q.measure == Measure::Level,
        })
    }

    /// Whether an act is surely one that the norm speaks of, by its amount.
    pub(super) fn suits(&self, c: &Claim) -> bool {
        let Some(q) = &self.norm.atom.amount else {
            return true;
        };
        let Some(m) = self.much(q, c) else {
            return false;
        };
        match (self.norm.kind, q.measure) {
            (NormKind::Amount, _) => return m.least > 0,
            (NormKind::Limit, Measure::Sum | Measure::Level) => {
                return m.least > 0 || m.most < i128::MAX;
            }
            _ => {}
        }
        if m.level && q.of.is_none() && q.unit.as_deref() != Some("%") {
            return false;
        }
        match q.bound {
            AmountBound::AtLeast => m.least >= q.value,
            AmountBound::MoreThan => m.least > q.value,
            AmountBound::AtMost => m.most <= q.value,
            AmountBound::Exactly => m.least == q.value && m.most == q.value,
        }
    }

    /// Whether an amount "in all" has no beginning, where only the window's days are owed.
    pub(super) fn reaches_back(&self, c: &Claim) -> bool {
        let sum = matches!(&self.norm.atom.amount, Some(q) if q.measure == Measure::Sum);
        let total = matches!(c.amount.as_deref(), Some(a) if a.total);
        let open = c.dating != Dating::Given || c.valid.lo == c.valid.hi;
        sum && total && open && self.norm.window.from.is_finite()
    }

    /// Whether a denial that names an amount denies even as much as the norm says.
    pub(super) fn denies_so_much(&self, d: &Claim) -> bool {
        let (Some(q), Some(a)) = (&self.norm.atom.amount, d.amount.as_deref()) else {
            return true;
        };
        let Some(m) = self.much(q, d) else {
            return false;
        };
        matches!(a.bound, "=" | ">=")
            && self.norm.kind != NormKind::Limit
            && match q.bound {
                AmountBound::AtMost => false,
                AmountBound::Exactly => m.least == q.value,
                AmountBound::AtLeast | AmountBound::MoreThan => m.least <= q.value,
            }
    }

    /// What is allowed or owed, and what an act adds to it.
    fn size(&self, c: &Claim) -> Option<Much> {
        match (self.norm.times, &self.norm.atom.amount) {
            (Some(_), _) => Some(Much {
                least: 1,
                most: 1,
                level: false,
            }),
            (None, Some(q)) => self.much(q, c),
            (None, None) => None,
        }
    }

    fn wide(&self, c: &Claim) -> Interval {
        let by = self.norm.evidence.same_event.unwrap_or(Duration::days(3));
        let days = self.days(c);
        Interval::new(by.before(days.lo), by.after(days.hi))
    }

    /// Whether two acts surely are two.
    fn are_two(&self, a: &Claim, b: &Claim) -> bool {
        if std::ptr::eq(a, b) || a.id == b.id || a.event.is_some() && a.event == b.event {
            return false;
        }
        let alike = self.size(a) == self.size(b);
        let dated = a.dating == Dating::Given && b.dating == Dating::Given;
        if alike && !dated {
            return false;
        }
        if a.source != b.source {
            return !self.wide(a).overlaps(self.days(b)) && !self.wide(b).overlaps(self.days(a));
        }
        let (x, y) = (self.days(a), self.days(b));
        let rows = a.event.is_some() && b.event.is_some();
        let single = x.lo == x.hi && y.lo == y.hi;
        let table = a.wording.is_none() && b.wording.is_none() && a.recorded == b.recorded;
        rows || !x.overlaps(y) || table && single && !alike || self.have_other_parts(a, b)
    }

    fn have_other_parts(&self, a: &Claim, b: &Claim) -> bool {
        use crate::model::Who;
        let day = a.valid.hi.min(b.valid.hi);
        let near = |x: Who, y: Who| match (x, y) {
            (Who::Entity(x), Who::Entity(y)) => [true, false].iter().any(|acting| {
                self.climbs(x, y, *acting, Some(day), 0) || self.climbs(y, x, *acting, Some(day), 0)
            }),
            (x, y) => x == y,
        };
        let other = |xs: Vec<Who>, ys: Vec<Who>| {
            !xs.is_empty() && !ys.is_empty() && !xs.iter().any(|x| ys.iter().any(|y| near(*x, *y)))
        };
        let of = |c: &Claim, p: Preposition| {
            let own = c.participants.iter().filter(|(q, _)| *q == p);
            own.map(|(_, e)| Who::Entity(*e)).collect::<Vec<_>>()
        };
        other(
            a.targets.iter().copied().collect(),
            b.targets.iter().copied().collect(),
        ) || Preposition::ALL
            .iter()
            .any(|(p, _)| other(of(a, *p), of(b, *p)))
    }

    /// The least that any voice gives an act.
    fn worth(&self, c: &Claim) -> i128 {
        let Some(own) = self.size(c).map(|m| m.least) else {
            return 0;
        };
        let days = self.days(c);
        let less = |x: &&Claim| {
            let wide = self.wide(x);
            let other = x.source != c.source || x.recorded != c.recorded;
            other
                && wide.lo <= days.lo
                && days.hi <= wide.hi
                && !self.are_two(c, x)
                && self.size(x).is_some_and(|m| m.most < own && !m.level)
                && plain(self, x)
        };
        let others = self.likely().filter(less);
        let least = others.filter_map(|x| self.size(x)).map(|m| m.least);
        least.min().unwrap_or(own).min(own)
    }

    /// Acts of which no two may be one, the earlier in the list first.
    fn apart<'b>(&self, list: impl Iterator<Item = &'b Claim>) -> Vec<&'b Claim> {
        let mut out: Vec<&Claim> = Vec::new();
        for c in list {
            // The cited come in the order of their days: those of long ago are other events.
            let near = out.iter().rev().take(PAIRS);
            if self.size(c).is_some_and(|m| !m.level)
                && near.into_iter().all(|k| self.are_two(k, c))
            {
                out.push(c);
            }
        }
        out
    }

    fn sum<'b>(&self, list: impl Iterator<Item = &'b Claim>) -> i128 {
        let list: Vec<&Claim> = list.collect();
        // Of very many acts, whether another tells of less is not asked again.
        let worth = |c: &Claim| match list.len() <= PAIRS {
            true => self.worth(c),
            false => self.size(c).map_or(0, |m| m.least),
        };
        let all = list.iter().map(|c| worth(c));
        all.fold(0, i128::saturating_add)
    }
}

fn cited<'a>(walk: &Walk<'a>, list: &[Evidence]) -> Result<Vec<&'a Claim>, String> {
    list.iter().map(|e| claim(walk, e)).collect()
}

/// An amount that is owed.
pub(super) fn amount(walk: &Walk<'_>, norm: &Norm, j: &InstanceJudgement) -> Check {
    let (s, d, t) = (norm.window.from, norm.window.to, walk.view.as_of);
    let n = norm.atom.amount.as_ref().map_or(i128::MAX, |q| q.value);
    match (&j.witness, j.status) {
        (Witness::Hits(list), Status::Fulfilled | Status::FulfilledLate | Status::Breached) => {
            acts(walk, list)?;
            let late = j.status != Status::Fulfilled;
            let list = cited(walk, list)?;
            let apart = walk.apart(list.iter().copied());
            let in_time = apart
                .iter()
                .copied()
                .filter(|c| late || walk.need() > 1 || walk.days(c).lo <= d);
            let by_sum = walk.sum(in_time) >= n;
            let level = list.iter().any(|c| {
                let days = walk.days(c);
                let much = walk.size(c).is_some_and(|m| m.level && m.least >= n);
                much && (late || days.lo <= d) && stays(walk, c, n, if late { t } else { d.min(t) })
            });
            if !by_sum && !level {
                return err("the cited acts do not come to that");
            }
            let hold =
                norm.evidence.contested.unwrap_or_default() == crate::model::ContestPolicy::Hold;
            for c in apart.iter().filter(|_| by_sum && walk.need() == 1 && hold) {
                if walk.targets_of(c).all(|w| walk.is_denied(c, w)) {
                    return err("a cited act is denied");
                }
            }
            if walk.undoable() && apart.iter().any(|c| by_sum && !walk.stands(c)) {
                return err("a cited act does not stand");
            }
            let says = j
                .flags
                .iter()
                .any(|f| matches!(f, Flag::LateBy(n) if *n > 0));
            match j.status {
                Status::FulfilledLate if !says => err("it says not by how much it is late"),
                Status::Breached if norm.on_pain_of_breach.is_none() => {
                    err("a late act is no breach")
                }
                Status::FulfilledLate | Status::Breached
                    if !list.iter().any(|c| walk.days(c).lo > d) =>
                {
                    err("no cited act is late")
                }
                _ => Ok(()),
            }
        }
        (Witness::Hits(list), Status::Partial) => {
            acts(walk, list)?;
            let worst = j.flags.iter().find_map(|f| match f {
                Flag::Worst(s) => Some(*s),
                _ => None,
            });
            let stands = match worst {
                Some(Status::Pending) => t <= d,
                Some(Status::Overdue) => t > d && walk.is_covered(),
                Some(Status::Unreported) => t > d || d == Day::MAX,
                _ => false,
            };
            if !stands {
                return err("it is not what it says that it stands for");
            }
            enough(walk, n)
        }
        (Witness::Undone { hits, reversals }, Status::Reversed) => {
            acts(walk, hits)?;
            undoings(walk, hits, reversals)
        }
        (Witness::Camps(ours, theirs), Status::Contested) => sides(walk, ours, theirs),
        (Witness::Denial(list), Status::NotDone) if t <= d => denials(walk, list, s),
        (Witness::Denial(list), Status::Breached) if t > d => denials(walk, list, d),
        (Witness::Steps(list), Status::InProgress) if t <= d => {
            for e in list {
                let c = claim(walk, e)?;
                walk.heard(c)?;
                if !(walk.is_step(c) || walk.is_under_way(c)) {
                    return err("a cited step leads nowhere");
                }
            }
            enough(walk, n)
        }
        (Witness::Absence { .. }, Status::Breached) if t > d => {
            let closed = norm.evidence.closed == Some(true);
            if !closed && !walk.register_covers_all() {
                return err("nobody looked at all of the time");
            }
            enough(walk, n)
        }
        (Witness::Absence { .. }, _) => absence(walk, norm, j),
        _ => err(format!("`{}` cannot rest on that", j.status.word())),
    }
}

/// Whether no later word up to a day, nor one of the same day, tells of a lower level.
fn stays(walk: &Walk<'_>, level: &Claim, n: i128, until: Day) -> bool {
    let since = walk.days(level).hi;
    let lower = |c: &Claim| {
        let day = walk.days(c).hi;
        let low = walk.size(c).is_some_and(|m| m.level && m.least < n);
        low && since <= day && day <= until && plain(walk, c)
    };
    let last = |c: &Claim| {
        let own = walk.days(c).hi;
        let again = |x: &Claim| {
            let high = walk.size(x).is_some_and(|m| m.level && m.least >= n);
            high && walk.days(x).hi > own && walk.days(x).hi <= until
        };
        !walk.likely().any(again)
    };
    walk.need() > 1 || !walk.likely().any(|c| lower(c) && last(c))
}

/// No single act that was enough was passed over.
fn enough(walk: &Walk<'_>, n: i128) -> Check {
    if walk.need() > 1 || walk.need_of_several() {
        return Ok(());
    }
    let whole = |c: &&Claim| {
        let flow = walk.size(c).is_some_and(|m| !m.level && m.least >= n);
        flow && plain(walk, c) && walk.worth(c) >= n
    };
    match walk.likely().find(whole) {
        None => Ok(()),
        Some(c) => err(format!("an act of {} is enough", walk.days(c).hi)),
    }
}

/// Both sides of a contest: others deny it, or tell of less.
pub(super) fn sides(walk: &Walk<'_>, ours: &[Evidence], theirs: &[Evidence]) -> Check {
    let others = cited(walk, theirs)?;
    if others.is_empty()
        || others.iter().any(|x| denies(x))
        || others.iter().any(|x| walk.act(x).is_err())
    {
        return camps(walk, ours, theirs);
    }
    acts(walk, ours)?;
    let least = |c: &Claim| walk.size(c).map_or(0, |m| m.least);
    let ours = cited(walk, ours)?;
    let n = walk
        .norm
        .atom
        .amount
        .as_ref()
        .map_or(i128::MAX, |q| q.value);
    for x in others {
        let most = walk.size(x).map_or(i128::MAX, |m| m.most);
        let level = walk.size(x).is_some_and(|m| m.level);
        if !(level && most < n || ours.iter().any(|c| most < least(c))) {
            return err("a cited word against it tells of no less");
        }
    }
    Ok(())
}

/// A limit.
pub(super) fn limit(walk: &Walk<'_>, norm: &Norm, j: &InstanceJudgement) -> Check {
    let (d, t) = (norm.window.to, walk.view.as_of);
    let n = match (norm.times, &norm.atom.amount) {
        (Some(n), _) => i128::from(n.node),
        (None, Some(q)) => q.value,
        (None, None) => return err("nothing says how much is allowed"),
    };
    match (&j.witness, j.status) {
        (Witness::Hits(list), Status::Breached) => {
            acts(walk, list)?;
            let list = cited(walk, list)?;
            let level = |c: &&Claim| walk.size(c).is_some_and(|m| m.level && m.least > n);
            if list.iter().any(level) || walk.sum(walk.apart(list.into_iter()).into_iter()) > n {
                Ok(())
            } else {
                err("the cited acts are not more than is allowed")
            }
        }
        (Witness::Camps(ours, theirs), Status::Contested) => sides(walk, ours, theirs),
        (Witness::Absence { .. }, Status::Unreported) => Ok(()),
        (Witness::Absence { .. }, Status::Holding | Status::Fulfilled) => {
            if (j.status == Status::Holding) != (t <= d) {
                return err("it is over, or it is not");
            }
            if norm.evidence.closed != Some(true) && !walk.is_covered() {
                return err("nobody looked at all of the time");
            }
            if walk.need() > 1 {
                return Ok(());
            }
            let mut told: Vec<&Claim> = walk.likely().filter(|c| plain(walk, c)).collect();
            told.sort_by_key(|c| (walk.days(c).hi, walk.days(c).lo, c.id));
            let level = |c: &&&Claim| walk.size(c).is_some_and(|m| m.level && m.least > n);
            if told.iter().any(|c| level(&c)) {
                return err("a level that is too high was passed over");
            }
            // Of very many acts only the first are looked at.
            let apart = walk.apart(told.into_iter().take(512));
            let sum = apart
                .into_iter()
                .filter_map(|c| walk.size(c))
                .fold(0i128, |sum, m| sum.saturating_add(m.least));
            if sum > n {
                return err("acts that are more than is allowed were passed over");
            }
            Ok(())
        }
        _ => err(format!("`{}` cannot rest on that", j.status.word())),
    }
}
