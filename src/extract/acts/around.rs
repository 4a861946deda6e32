//! What stands around an act in its clause: hedges, prepositions with parties, dates, amounts.

use super::{chunk, np_at, region_end};
use crate::extract::chunks::{Ck, View};
use crate::extract::clauses::{Act, Clauses};
use crate::extract::items::Is;
use crate::extract::roles::{As, Meant, Reader};
use crate::extract::status::Op;
use crate::extract::{amounts, attach};
use crate::lexicon::Class;
use crate::lexicon::words::feat;
use crate::model::{ClaimAmount, EntityId, Preposition};

/// What words around an act in its clause make of it: "on paper", "in the film", ", a claim that …".
pub fn hedge(reader: &Reader<'_>, act: &Act, own: usize, end: usize) -> Op {
    let view = reader.view;
    let subject = act
        .subject
        .and_then(|n| reader.chunks.nps.get(n))
        .map_or(own, |p| p.chunk.min(own));
    let mut op = Op::Keep;
    for k in (act.from.min(subject)..subject).chain(own + 1..end) {
        let Some(c) = chunk(reader, k) else { break };
        let next = reader.chunks.all.get(k + 1);
        let head = |c: Option<&crate::extract::chunks::Chunk>| {
            c.filter(|c| matches!(c.is, Ck::Np(_)))
                .map_or(0, |c| view.at(c.b - 1).map_or(0, |t| t.word.feats))
        };
        op = match c.is {
            Ck::Other if view.has(c.a, feat::HEDGE) => Op::Allege.over(op),
            Ck::Comma if k > own && head(next) & feat::TALE != 0 => Op::Allege.over(op),
            Ck::Prep
                if c.id == view.words.at.in_
                    && head(next) & feat::FICTION != 0
                    && head(next) & feat::DEED == 0 =>
            {
                Op::Suppose
            }
            // "Under the draft, …"
            Ck::Prep
                if view.raw(c.a).eq_ignore_ascii_case("under")
                    && next.is_some_and(|n| {
                        matches!(n.is, Ck::Np(_)) && DRAFTS.contains(&view.raw(n.b - 1))
                    }) =>
            {
                Op::Suppose
            }
            _ => op,
        };
    }
    op
}

/// What is told under them is only meant to be.
const DRAFTS: &[&str] = &[
    "plan",
    "plans",
    "draft",
    "proposal",
    "proposals",
    "scenario",
    "blueprint",
    "scheme",
    "bill",
];

/// Where a date stands inside the list of targets, after a comma or conjunction: its first byte.
pub(super) fn inside_list(reader: &Reader<'_>, target: Option<usize>, date: usize) -> Option<u32> {
    let first = reader.chunks.nps.get(target?)?;
    let last = reader.chunks.nps.get(first.list)?;
    let k = (first.chunk..last.chunk).find(
        |k| matches!(chunk(reader, *k).map(|c| c.is), Some(Ck::Date(d)) if usize::from(d) == date),
    )?;
    chunk(reader, k)
        .and_then(|c| reader.view.at(c.a))
        .map(|t| t.start)
}

/// Phrases with prepositions that name a party, a place or a matter.
pub fn participants(
    reader: &Reader<'_>,
    from: usize,
    end: usize,
    class: Class,
    targets: &[Meant],
    actors: &[Meant],
) -> (Vec<(Preposition, EntityId)>, usize) {
    let at = &reader.view.words.at;
    let mut out = Vec::new();
    let mut matter = false;
    // What stands in an apposition ("Saeed, the head of X, …") says who somebody is, not what was done.
    let mut aside = false;
    for k in from..end {
        if chunk(reader, k).is_some_and(|c| c.is == Ck::Comma) {
            aside = !aside && attach::opens_apposition(reader, k, end, targets, actors);
        }
        let Some(c) = chunk(reader, k).filter(|c| c.is == Ck::Prep && !aside) else {
            continue;
        };
        if attach::negated(reader, c) {
            matter = false;
            continue;
        }
        let Some(n) = np_at(reader, k + 1, end) else {
            continue;
        };
        // "for his role in X", "in connection with X": the preposition after the noun counts as `for`.
        let head = reader
            .chunks
            .nps
            .get(n)
            .map_or(0, |p| reader.view.id(p.b - 1));
        if [at.role, at.part, at.involvement, at.connection, at.relation].contains(&head) {
            matter = true;
            continue;
        }
        let for_it = matter && [at.in_, at.with, at.to].contains(&c.id)
            || c.id == at.for_
            || c.id == at.over
            || c.id == at.of && class == Class::Accuse;
        if for_it && !matter && !attach::to_the_act(reader, k, from, targets, actors) {
            continue;
        }
        let preposition = if for_it {
            Preposition::For
        } else if c.id == at.with {
            if class == Class::Accuse {
                Preposition::For
            } else {
                Preposition::With
            }
        } else if c.id == at.to {
            Preposition::To
        } else if c.id == at.from {
            Preposition::From
        } else if c.id == at.in_ || c.id == at.at {
            Preposition::In
        } else if c.id == at.about {
            Preposition::About
        } else if c.id == at.through {
            Preposition::Through
        } else {
            matter = false;
            continue;
        };
        matter = false;
        for meant in reader.list(n, As::Participant) {
            let taken = targets.iter().chain(actors).any(|m| m.at == meant.at);
            if !taken && !out.contains(&(preposition, meant.entity)) && out.len() < 16 {
                out.push((preposition, meant.entity));
            }
        }
    }
    out.sort_unstable();
    (out, end)
}

/// "the deadline of 31 December", "a law of 2 May": the date is of the thing, unless that is a time itself.
fn of_a_thing(reader: &Reader<'_>, k: usize) -> bool {
    const TIMES: &[&str] = &[
        "morning",
        "evening",
        "night",
        "afternoon",
        "day",
        "days",
        "week",
        "weeks",
        "weekend",
        "month",
        "months",
        "year",
        "years",
        "start",
        "beginning",
        "middle",
        "end",
        "course",
        "hours",
        "spring",
        "summer",
        "autumn",
        "winter",
        "half",
        "quarter",
        "part",
        "eve",
    ];
    let of = k
        .checked_sub(1)
        .and_then(|p| chunk(reader, p))
        .is_some_and(|c| c.is == Ck::Prep && c.id == reader.view.words.at.of);
    of && k
        .checked_sub(2)
        .and_then(|p| chunk(reader, p))
        .is_some_and(|c| {
            matches!(c.is, Ck::Np(_))
                && !TIMES.contains(&reader.view.raw(c.b - 1).to_ascii_lowercase().as_str())
        })
}

/// The date of an act: after it in its clause, before it in its clause, or at the clause's edge where
/// it shares the subject with an earlier verb.
pub fn date(
    reader: &Reader<'_>,
    clauses: &Clauses,
    v: usize,
    act: &Act,
    end: usize,
) -> Option<usize> {
    let vg = reader.chunks.vgs.get(v)?;
    let at = &reader.view.words.at;
    let dates = |from: usize, to: usize| {
        (from..to).find_map(|k| match chunk(reader, k)?.is {
            // "the April attack": the date of the attack.
            Ck::Date(_)
                if chunk(reader, k).is_some_and(|c| {
                    let first = &reader
                        .view
                        .text
                        .get(reader.view.at(c.a).map_or(0, |t| t.start as usize)..);
                    first.is_some_and(|t| t.starts_with("the ") || t.starts_with("The "))
                }) && matches!(chunk(reader, k + 1).map(|c| c.is), Some(Ck::Np(_)))
                    && chunk(reader, k.wrapping_sub(1)).is_some_and(|c| c.id != at.on) =>
            {
                None
            }
            Ck::Date(_) if of_a_thing(reader, k) => None,
            Ck::Date(d) => Some(usize::from(d)),
            _ => None,
        })
    };
    // "The United States on Thursday listed …"
    if let Some(k) = vg.chunk.checked_sub(1)
        && let Some(Ck::Date(d)) = chunk(reader, k).map(|c| c.is)
        && matches!(chunk(reader, k.wrapping_sub(1)).map(|c| c.is), Some(Ck::Np(n)) if Some(usize::from(n)) == act.subject)
    {
        return Some(usize::from(d));
    }
    // After the verb; a verb without tense that is no act of the rulebook does not keep the date to itself
    // ("convicted of financing terrorism on 12 February").
    let mut till = end;
    // "while raiding a farm on 3 May"
    if chunk(reader, till).is_some_and(|c| {
        c.is == Ck::Sub
            && ["while", "when", "as"]
                .iter()
                .any(|w| reader.view.raw(c.a).eq_ignore_ascii_case(w))
    }) && matches!(chunk(reader, till + 1).map(|c| c.is), Some(Ck::Vg(u)) if reader.chunks.vgs.get(usize::from(u)).is_some_and(|g| g.gerund))
    {
        till += 1;
    }
    while let Some(Ck::Vg(u)) = chunk(reader, till).map(|c| c.is) {
        let g = reader.chunks.vgs.get(usize::from(u))?;
        let act = reader.view.at(g.main).is_some_and(|t| t.has(feat::ACTV)) && !g.gerund;
        if g.finite || act || g.bare && !clauses.acts.get(usize::from(u)).is_some_and(|a| a.passive)
        {
            break;
        }
        till = region_end(reader, clauses, till + 1);
    }
    if let Some(d) = dates(vg.chunk + 1, till) {
        return Some(d);
    }
    // Before the verb, back to the verb before it or the clause's edge.
    let mut from = vg.chunk;
    while from > 0 {
        let Some(c) = chunk(reader, from - 1) else {
            break;
        };
        if matches!(
            c.is,
            Ck::Vg(_) | Ck::That | Ck::Rel | Ck::Cond | Ck::Sub | Ck::Stop
        ) {
            break;
        }
        from -= 1;
    }
    // After a saying, only what follows the subject is of this clause ("said on Friday Pakistan had …").
    if from > 0
        && matches!(chunk(reader, from - 1).map(|c| c.is), Some(Ck::Vg(u)) if reader.chunks.vgs.get(usize::from(u)).is_some_and(|g| g.speaks(reader.view)))
        && let Some(np) = act.subject.and_then(|n| reader.chunks.nps.get(n))
        && np.chunk > from
    {
        from = np.chunk;
    }
    // A date after another verb's object belongs to that verb.
    let earlier_verb = from > 0 && matches!(chunk(reader, from - 1).map(|c| c.is), Some(Ck::Vg(_)));
    if earlier_verb && act.shares.is_some() {
        let joined = (from..vg.chunk)
            .rposition(|k| chunk(reader, k).is_some_and(|c| c.is == Ck::And || c.is == Ck::But));
        if let Some(j) = joined
            && let Some(d) = dates(from + j, vg.chunk)
        {
            return Some(d);
        }
    } else if earlier_verb {
        if let Some(np) = act
            .subject
            .and_then(|n| reader.chunks.nps.get(n))
            .filter(|p| p.chunk >= from)
            && let Some(d) = dates(np.chunk.saturating_sub(1), vg.chunk).filter(|_| true)
        {
            return Some(d);
        }
    } else if let Some(d) = dates(from, vg.chunk) {
        return Some(d);
    }
    // "On 3 May, Kenya, acting with its neighbours, banned …": what opens the sentence is of its first verb.
    if !act.background
        && act.from == 0
        && let Some(Ck::Date(d)) = chunk(reader, 0).map(|c| c.is)
        && matches!(chunk(reader, 1).map(|c| c.is), Some(Ck::Comma))
        && reader
            .chunks
            .vgs
            .iter()
            .take(v)
            .zip(&clauses.acts)
            .all(|(g, a)| g.gerund || g.bare && a.passive)
        && !vg.infinitive
    {
        return Some(usize::from(d));
    }
    // "In 2019, Pakistan froze … and banned …": the edge speaks for both.
    let first = act
        .shares
        .and_then(|s| clauses.acts.get(s).map(|a| (s, a)))?;
    let lead = reader.chunks.vgs.get(first.0)?;
    let mut edge = lead.chunk;
    while edge > 0
        && chunk(reader, edge - 1).is_some_and(|c| {
            !matches!(
                c.is,
                Ck::Vg(_) | Ck::That | Ck::Rel | Ck::Cond | Ck::Sub | Ck::Stop
            )
        })
    {
        edge -= 1;
    }
    if edge == 0 {
        dates(
            0,
            first
                .1
                .subject
                .and_then(|n| reader.chunks.nps.get(n))
                .map_or(0, |p| p.chunk),
        )
    } else {
        None
    }
}

/// How many, from the target's phrase.
pub fn amount(view: &View<'_>, reader: &Reader<'_>, n: usize) -> Option<ClaimAmount> {
    let np = reader.chunks.nps.get(n)?;
    let before = view
        .items
        .get(np.a.saturating_sub(4)..np.a)
        .unwrap_or_default();
    let counted = view.items.get(np.a..np.b).unwrap_or_default();
    if !counted
        .iter()
        .any(|t| t.is == Is::Number || t.has(feat::NUM))
    {
        return None;
    }
    amounts::read(view.text, before, counted, view.words)
}
