//! Whether silence means anything: what the reports say that they cover, and which sources deny what
//! they do not report.

use super::instances::{Actors, Goal, Instance, Part};
use super::standard::{Court, Standard, Voice};
use super::world::Carry;
use crate::model::{Coverage, EntityId, Norm, SourceIx, Tier, Who};
use crate::time::{Day, Interval};

/// The covered days of an instance, before any as-of day.
#[derive(Debug, Default)]
pub(super) struct Cover {
    /// What a report covers: the days, the report's index.
    pub parts: Vec<(Interval, usize)>,
    /// Closed sources with what they cover.
    pub silent: Vec<Silent>,
}

/// A source that denies what it does not report, within what it covers.
#[derive(Debug, Clone)]
pub(super) struct Silent {
    pub source: SourceIx,
    pub tier: Tier,
    /// Merged, in order.
    pub covered: Vec<Interval>,
    /// When its last report was known.
    pub recorded: Day,
    /// Its reports, by index.
    pub reports: Vec<usize>,
}

/// What is covered of the searched days.
#[derive(Debug, Clone, Default)]
pub(super) struct Covered {
    /// Merged, in order.
    pub covered: Vec<Interval>,
    /// Reports that cover, by index.
    pub reports: Vec<usize>,
    /// Gaps longer than the quiet period.
    pub gaps: Vec<Interval>,
    /// How many of the searched days are covered, of how many; where they are to be counted.
    pub share: Option<(i64, i64)>,
    /// Whether the last searched day is covered.
    pub to_the_end: bool,
    /// Whether nothing says when the norm begins.
    endless: bool,
}

/// The cover of an instance by the reports known at the day of knowledge.
pub(super) fn cover(
    court: &Court<'_>,
    norm: &Norm,
    standard: &Standard,
    instance: &Instance,
) -> Cover {
    let mut out = Cover::default();
    for (i, r) in court.claims.reports.iter().enumerate() {
        if r.recorded > court.known_at {
            continue;
        }
        let closed = court
            .declaration(r.source)
            .is_some_and(|d| d.evidence.closed == Some(true));
        let counts = counts(court, norm, standard, instance, r.source);
        for c in r
            .covers
            .iter()
            .filter(|c| bears_on(court, norm, instance, c))
        {
            // Nobody covers what had not happened when the report came out.
            let part = c.period.and(Interval::new(Day::MIN, r.recorded));
            if part.is_empty() {
                continue;
            }
            if counts {
                out.parts.push((part, i));
            }
            if closed {
                silence(
                    court,
                    standard,
                    r.source,
                    r.recorded,
                    part,
                    i,
                    &mut out.silent,
                );
            }
        }
    }
    for s in &mut out.silent {
        s.covered = merged(std::mem::take(&mut s.covered));
    }
    out
}

/// Whether the silence of a source shows anything: it must be good enough to be heard, and nobody is cleared
/// of what they must not do by their own silence.
fn counts(
    court: &Court<'_>,
    norm: &Norm,
    standard: &Standard,
    instance: &Instance,
    source: SourceIx,
) -> bool {
    let Some(source) = court.claims.sources.get(source.0 as usize) else {
        return false;
    };
    let of_bearer = |e: &EntityId| {
        let mut ways = court.world.up(*e, Carry::Actor).iter();
        ways.any(|w| instance.bearers.contains(&w.to))
    };
    let forbids = !norm.kind.is_owed();
    let heard = standard.bar(Voice {
        tier: source.tier,
        own: false,
    }) == 0;
    heard && !(forbids && source.speaks_for.iter().any(of_bearer))
}

fn silence(
    court: &Court<'_>,
    standard: &Standard,
    source: SourceIx,
    recorded: Day,
    part: Interval,
    report: usize,
    out: &mut Vec<Silent>,
) {
    if let Some(s) = out.iter_mut().find(|s| s.source == source) {
        s.covered.push(part);
        s.recorded = s.recorded.max(recorded);
        s.reports.push(report);
        return;
    }
    let tier = court
        .claims
        .sources
        .get(source.0 as usize)
        .map_or(Tier::Anonymous, |s| s.tier);
    if standard.bar(Voice { tier, own: false }) == 0 {
        out.push(Silent {
            source,
            tier,
            covered: vec![part],
            recorded,
            reports: vec![report],
        });
    }
}

/// The cover of `searched`; an admissible denial covers what it denies up to its day.
pub(super) fn covered(
    standard: &Standard,
    norm: &Norm,
    cover: &Cover,
    searched: Interval,
    denied_until: Option<Day>,
) -> Covered {
    let mut parts: Vec<Interval> = Vec::new();
    let mut reports = Vec::new();
    for (p, i) in &cover.parts {
        let part = p.and(searched);
        if !part.is_empty() {
            parts.push(part);
            reports.push(*i);
        }
    }
    reports.sort_unstable();
    reports.dedup();
    parts.extend(
        denied_until
            .map(|day| Interval::new(searched.lo, day).and(searched))
            .filter(|p| !p.is_empty()),
    );
    let covered = merged(parts);
    let mut gaps = Vec::new();
    // Where nothing says when an owed act may begin, looking begins with the first covered day.
    let first = covered.first().map_or(searched.hi, |m| m.lo);
    let mut from = if searched.lo.is_finite() {
        searched.lo
    } else {
        first
    };
    for next in covered
        .iter()
        .copied()
        .chain([Interval::day(searched.hi.next())])
    {
        let gap = Interval::new(from, next.lo.prev());
        if from < next.lo && standard.quiet.after(gap.lo) <= gap.hi {
            gaps.push(gap);
        }
        from = from.max(next.hi.next());
    }
    let finite = searched.lo.is_finite() && searched.hi.is_finite();
    let length = |i: &Interval| i.lo.days_until(i.hi) + 1;
    Covered {
        share: finite.then(|| (covered.iter().map(length).sum(), length(&searched))),
        to_the_end: covered.last().is_some_and(|i| i.hi >= searched.hi),
        covered,
        reports,
        gaps,
        endless: !searched.lo.is_finite() && !norm.kind.has_deadline(),
    }
}

impl Covered {
    /// Covered, without a gap that matters. A prohibition without a first day never is.
    pub fn is_whole(&self) -> bool {
        !self.covered.is_empty() && self.gaps.is_empty() && !self.endless
    }

    /// Covered so well that what nobody tells of was not: to the last day, and nine days of ten.
    pub fn is_proof(&self) -> bool {
        let most = |(n, of): (i64, i64)| n.saturating_mul(10) >= of.saturating_mul(9);
        self.is_whole() && self.to_the_end && self.share.is_some_and(most)
    }
}

/// Overlapping and adjacent intervals joined, in order.
fn merged(mut parts: Vec<Interval>) -> Vec<Interval> {
    parts.sort_unstable();
    let mut out: Vec<Interval> = Vec::new();
    for p in parts {
        match out.last_mut() {
            Some(last) if p.lo <= last.hi.next() => last.hi = last.hi.max(p.hi),
            _ => out.push(p),
        }
    }
    out
}

/// Whether a cover is about all of an instance: its actors and its topics, where it names any.
fn bears_on(court: &Court<'_>, norm: &Norm, instance: &Instance, c: &Coverage) -> bool {
    let world = &court.world;
    let within = |id: EntityId, list: &[EntityId]| {
        [Carry::Actor, Carry::Target]
            .into_iter()
            .any(|carry| world.up(id, carry).iter().any(|w| list.contains(&w.to)))
    };
    let all = |ids: &[EntityId], list: &[EntityId]| {
        !ids.is_empty() && ids.iter().all(|id| within(*id, list))
    };
    let performers = |g: &Goal| match &g.actors {
        Actors::Anyone => false,
        other => all(other.named(), &c.actors),
    };
    let actors = c.actors.is_empty()
        || all(&instance.bearers, &c.actors)
        || norm.atom.performer.is_some() && instance.goals.iter().all(performers);
    let of_part = |part: &Part| {
        let mut who = part.named().iter();
        !part.named().is_empty()
            && who.all(|w| match w {
                Who::Entity(id) | Who::Role(_, id) => within(*id, &c.entities),
            })
    };
    let topic = |g: &Goal| {
        c.actions.iter().any(|a| world.is_a(g.action, *a))
            || g.target.as_ref().is_some_and(of_part)
            || g.participants.iter().any(|(_, p)| of_part(p))
            || norm.atom.performer.is_some() && all(g.actors.named(), &c.entities)
    };
    let topics = c.entities.is_empty() && c.actions.is_empty() || instance.goals.iter().all(topic);
    actors && topics
}
