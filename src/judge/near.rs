//! Near misses: claims that fail exactly one or two parts of a goal. They never count; the closest are
//! cited with what they lack.

use super::instances::{Actors, Goal, Part};
use super::standard::{Court, Standard};
use crate::model::{Claim, Norm, Preposition, Tier, Who};
use crate::time::{Day, Interval};

/// The actor is another, or not stated.
pub(super) const ACTOR: u32 = 1;
/// The act is another.
pub(super) const ACTION: u32 = 1 << 1;
/// The target is another, or not stated.
pub(super) const TARGET: u32 = 1 << 2;
/// The event's days lie outside what can count.
pub(super) const DATE: u32 = 1 << 10;
/// Planned, called for, alleged …
pub(super) const MODALITY: u32 = 1 << 11;
/// Denied, where an act is looked for.
pub(super) const POLARITY: u32 = 1 << 12;
/// The source is of too low a tier.
pub(super) const TIER: u32 = 1 << 13;
/// Too few, or no independent, sources.
pub(super) const CORROBORATION: u32 = 1 << 14;
/// Taken back by its source.
pub(super) const RETRACTED: u32 = 1 << 15;

/// How much is another, or not stated.
pub(super) const AMOUNT: u32 = 1 << 16;

/// The bit of a participant.
pub(super) fn participant(p: Preposition) -> u32 {
    1 << (3 + p as u32)
}

/// What more is to be said of a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Plain,
    Before,
    MayBefore,
    After,
    MayAfter,
    Suspended,
    Excused,
    MayBeSuspended,
    Future,
    BeforeTold,
    Step,
    Undone,
    Outvoted,
    /// It may tell of an act that is counted already.
    MayBeOne,
    /// It serves another period.
    Spent,
}

/// A claim that does not count for a goal. Holds all that it is ranked by, so that of many near misses
/// only those that are cited are looked at again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    pub claim: u32,
    /// What it lacks.
    pub lacks: u32,
    /// The last day of the event, by the standard.
    pub day: Day,
    /// The last day of the event, as told.
    pub told: Day,
    /// Which of actor and target the claim states.
    stated: u8,
    pub why: Why,
}

impl Near {
    /// A near miss, where one or two parts are lacking. `day` is the last of the claim's event.
    pub fn of(claim: u32, c: &Claim, day: Day, lacks: u32, why: Why) -> Option<Near> {
        let stated = |bit: u32, is: bool| if is { bit as u8 } else { 0 };
        let near = Near {
            claim,
            lacks,
            day,
            told: c.valid.hi,
            stated: stated(ACTOR, !c.actors.is_empty()) | stated(TARGET, !c.targets.is_empty()),
            why,
        };
        near.is_near().then_some(near)
    }

    /// The same, lacking that its day has come; none where that is too much.
    pub fn of_the_future(self) -> Option<Near> {
        let near = Near {
            lacks: self.lacks | DATE,
            why: Why::Future,
            ..self
        };
        near.is_near().then_some(near)
    }

    fn is_near(&self) -> bool {
        (1..=2).contains(&self.lacks.count_ones())
    }

    /// How far it is from counting: a part that is not stated, or that a better report would mend, is one
    /// step; another act two, another party three. Of equal ones that with fewer parts is closer.
    pub fn distance(&self) -> (u32, u32) {
        let other = |bit: u32, stated: bool, weight: u32| match self.lacks & bit {
            0 => 0,
            _ if stated => weight - 1,
            _ => 0,
        };
        let states = |bit: u32| self.stated & bit as u8 != 0;
        let step = self.why == Why::Step;
        let far = other(ACTOR, states(ACTOR), 3)
            + other(TARGET, states(TARGET), 3)
            + other(ACTION, !step, 2);
        let parts = self.lacks.count_ones();
        (far + parts, parts)
    }

    /// What it lacks, one item a part.
    pub fn missing(
        &self,
        court: &Court<'_>,
        s: &Standard,
        norm: &Norm,
        goal: &Goal,
    ) -> Vec<String> {
        let Some(c) = court.claim(self.claim) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let has = |bit| self.lacks & bit != 0;
        if has(ACTOR) {
            let names: Vec<&str> = c
                .actors
                .iter()
                .map(|a| court.world.rules.entity_name(*a))
                .collect();
            out.push(part(
                "actor",
                &names.join(", "),
                &actors(court, &goal.actors),
            ));
        }
        if has(ACTION) {
            let rules = court.world.rules;
            let (is, wanted) = (rules.action_name(c.action), rules.action_name(goal.action));
            out.push(match self.why {
                Why::Step => format!("action: {is}, a step towards {wanted}"),
                _ => part("action", is, wanted),
            });
        }
        if has(TARGET) {
            let names: Vec<String> = c.targets.iter().map(|t| court.world.who(*t)).collect();
            let wanted = goal
                .target
                .as_ref()
                .map_or(String::new(), |p| who(court, p));
            out.push(part("target", &names.join(", "), &wanted));
        }
        for (p, wanted) in goal
            .participants
            .iter()
            .filter(|(p, _)| has(participant(*p)))
        {
            let own = c.participants.iter().filter(|(q, _)| q == p);
            let names: Vec<&str> = own
                .map(|(_, e)| court.world.rules.entity_name(*e))
                .collect();
            let text = part(p.word(), &names.join(", "), &who(court, wanted));
            if !out.contains(&text) {
                out.push(text);
            }
        }
        if has(AMOUNT) {
            out.push(match self.why {
                Why::MayBeOne => "amount: may be that of an act that is counted already".to_owned(),
                _ => super::size::misfit(norm, c),
            });
        }
        if has(DATE) {
            out.push(self.date(c, s.days(c), norm));
        }
        if has(MODALITY) {
            out.push(match self.why {
                Why::Undone => "modality: reversed".to_owned(),
                _ => format!("modality: {}", c.modality.word()),
            });
        }
        if has(POLARITY) {
            out.push(match self.why {
                Why::Outvoted => "polarity: denied by others".to_owned(),
                _ => "polarity: denied".to_owned(),
            });
        }
        if has(TIER) {
            out.push(match s.tier {
                Some(least) => format!("tier: below {}", least.word()),
                None => format!("tier: {}", Tier::Adversary.word()),
            });
        }
        if has(CORROBORATION) {
            let what = if s.need > 1 {
                format!("{} independent sources are asked for", s.need)
            } else {
                "an independent source is asked for".to_owned()
            };
            out.push(format!("corroboration: {what}"));
        }
        if has(RETRACTED) {
            out.push(if c.retracts.is_some() {
                "retracted: it takes an earlier record back".to_owned()
            } else {
                "retracted".to_owned()
            });
        }
        out
    }

    fn date(&self, c: &Claim, days: Interval, norm: &Norm) -> String {
        match self.why {
            Why::MayBefore => "date: may lie before the window".to_owned(),
            Why::After => "date: after the window".to_owned(),
            Why::MayAfter => "date: may lie after the window".to_owned(),
            Why::Spent => "date: it serves another period".to_owned(),
            Why::MayBeSuspended => "date: may lie in suspended time".to_owned(),
            Why::Suspended => "date: while it was suspended".to_owned(),
            Why::Excused => "date: an exception or its `while` takes it out, or may".to_owned(),
            Why::Future => format!("date: {} is after the as-of date", days.hi),
            Why::BeforeTold => format!("date: {}, told before, on {}", days.lo, c.recorded),
            _ if days.hi < norm.window.from => "date: before the window".to_owned(),
            _ => "date: outside the window".to_owned(),
        }
    }
}

/// `target: JeM, not LeT`, or `target: not stated`.
fn part(name: &str, is: &str, wanted: &str) -> String {
    match (is.is_empty(), wanted.is_empty()) {
        (true, _) => format!("{name}: not stated"),
        (false, true) => format!("{name}: {is}"),
        (false, false) => format!("{name}: {is}, not {wanted}"),
    }
}

fn actors(court: &Court<'_>, wanted: &Actors) -> String {
    let joint = matches!(wanted, Actors::All(_));
    let named = wanted.named().iter();
    let names: Vec<String> = named
        .map(|a| court.world.rules.entity_name(*a).to_owned())
        .collect();
    joined(&names, if joint { " and " } else { " or " })
}

fn who(court: &Court<'_>, part: &Part) -> String {
    let names: Vec<String> = part
        .named()
        .iter()
        .map(|w: &Who| court.world.who(*w))
        .collect();
    joined(&names, " or ")
}

/// At most three names in full.
fn joined(names: &[String], word: &str) -> String {
    match names {
        [a, b, c, _, ..] => format!("{a}{word}{b}{word}{c}{word}{} more", names.len() - 3),
        few => few.join(word),
    }
}
