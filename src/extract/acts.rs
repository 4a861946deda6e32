//! Acts by a verb: takes a verb group with its clause, gives the act of the rulebook that it is, by
//! whom, on whom, with whom, when.

use super::amounts;
use super::attach;
use super::chunks::{Ck, View};
use super::clauses::{Act, Clauses};
use super::items::Is;
use super::roles::{As, Meant, Reader};
use super::status::Op;
use crate::lexicon::Class;
use crate::lexicon::phrases::Frame;
use crate::lexicon::words::feat;
use crate::model::{ActionId, ClaimAmount, ClaimStatus, EntityId, Preposition};

/// An act as read, before it becomes claims.
#[derive(Debug, Clone)]
pub struct Event {
    /// What.
    pub action: ActionId,
    /// Its words.
    pub words: (u32, u32),
    /// By whom.
    pub actors: Vec<Meant>,
    /// On whom.
    pub targets: Vec<Meant>,
    /// With whom, for what.
    pub participants: Vec<(Preposition, EntityId)>,
    /// How many.
    pub amount: Option<ClaimAmount>,
    /// How far, its clauses included.
    pub status: ClaimStatus,
    /// Who says so: index into the voices.
    pub voice: Option<usize>,
    /// Told in passing.
    pub background: bool,
    /// Index into the sentence's dates.
    pub date: Option<usize>,
    /// What decided the status.
    pub cues: Vec<(u32, u32)>,
    /// First and last chunk that belong to it.
    pub extent: (usize, usize),
    /// The phrase of a noun that is part of the act's words, so that it is not read a second time.
    pub noun: Option<usize>,
    /// Told by a verb rather than a noun.
    pub by_verb: bool,
    /// People or things that it is done to stand there, whoever they are.
    pub patient: bool,
    /// It is done to the things of somebody, which a pronoun stands for ("froze them").
    pub things: bool,
    /// "we" acts: who speaks, by these words.
    pub we: Option<(u32, u32)>,
    /// The date is only of targets from this byte on ("LeT, JeM and, in March 2020, HM").
    pub date_from: u32,
}

/// Where the words of an act may stand: from its verb to the next one or its subject.
pub fn region_end(reader: &Reader<'_>, clauses: &Clauses, from: usize) -> usize {
    let chunks = reader.chunks;
    for k in from..chunks.all.len() {
        let Some(c) = chunks.all.get(k) else { break };
        match c.is {
            Ck::Vg(v) => {
                let act = clauses.acts.get(usize::from(v));
                let group = chunks.vgs.get(usize::from(v));
                // The phrase before a finite verb is its subject and no part of what came before.
                if group.is_some_and(|g| g.finite || g.bare && !act.is_some_and(|a| a.passive))
                    && let Some(np) = act.and_then(|a| a.subject).and_then(|n| chunks.nps.get(n))
                    && np.chunk >= from
                    && act.is_some_and(|a| a.object.is_none())
                {
                    let direct = matches!(
                        np.chunk
                            .checked_sub(1)
                            .and_then(|p| chunks.all.get(p))
                            .map(|p| p.is),
                        Some(Ck::Vg(_) | Ck::Prep)
                    );
                    // "the group that …": the relative's subject is the object here.
                    let relative = (np.chunk..k).any(|r| {
                        matches!(chunks.all.get(r).map(|c| c.is), Some(Ck::Rel | Ck::That))
                    });
                    if !(relative || direct && np.chunk == from) {
                        return np.chunk;
                    }
                    if !relative {
                        return np.chunk.max(from);
                    }
                }
                return k;
            }
            Ck::Rel | Ck::That | Ck::Cond | Ck::Sub | Ck::Stop => return k,
            _ => {}
        }
    }
    chunks.all.len()
}

struct Fit<'f> {
    frame: &'f Frame,
    /// Phrases of the target.
    target: Option<usize>,
    /// Last item of the action's words.
    last: usize,
    /// The chunk after what the frame took.
    next: usize,
    /// The target's phrase is of things whose owner is meant.
    owners: bool,
    /// The object is denied: "took no action".
    none: bool,
    /// The phrase of the noun that belongs to the verb.
    noun: Option<usize>,
}

/// The act that verb group `v` is, where it is one of the rulebook.
pub fn verbal(reader: &Reader<'_>, clauses: &Clauses, v: usize) -> Option<Event> {
    let view = reader.view;
    let vg = reader.chunks.vgs.get(v).copied().filter(|g| !g.copula)?;
    let item = view.at(vg.main)?;
    let verb = view
        .words
        .verb(item.word)
        .filter(|w| !w.frames.is_empty())?;
    let act = clauses.acts.get(v).copied()?;
    // A saying that opens a statement is no act of reporting; a promise or demand is an act of its own.
    if !matches!(verb.class, Class::Promise | Class::Urge | Class::Threaten)
        && clauses.voices.iter().any(|w| w.vg == Some(v))
    {
        return None;
    }
    let end = region_end(reader, clauses, vg.chunk + 1);
    let fit = verb
        .frames
        .iter()
        .find_map(|f| fits(reader, &act, vg.chunk, vg.main, end, f))?;
    let mut targets = fit
        .target
        .map_or_else(Vec::new, |n| reader.list(n, As::Target));
    let status = act.op.of(act.status);
    let mut status = hedge(reader, &act, vg.chunk, end).of(status);
    // "arrested no leader": the object denies.
    if fit.none
        || fit
            .target
            .and_then(|n| reader.chunks.nps.get(n))
            .is_some_and(|p| p.none)
            && !act.passive
    {
        status = match status {
            ClaimStatus::Completed | ClaimStatus::InProgress => ClaimStatus::NotDone,
            ClaimStatus::NotDone | ClaimStatus::Refused => ClaimStatus::Hypothetical,
            _ => ClaimStatus::Hypothetical,
        };
    }
    // "has destroyed half of the stockpile"
    if status == ClaimStatus::Completed
        && fit
            .target
            .and_then(|n| reader.chunks.nps.get(n))
            .is_some_and(|p| {
                view.has(p.b - 1, feat::FRACTION)
                    && chunk(reader, p.chunk + 1)
                        .is_some_and(|c| c.is == Ck::Prep && c.id == view.words.at.of)
            })
    {
        status = ClaimStatus::Partial;
    }
    let actors = if act.passive {
        let by = agent(reader, vg.chunk + 1, end);
        if by.is_empty() {
            jurisdiction(reader, fit.frame.action, vg.chunk + 1, end)
        } else {
            by
        }
    } else {
        act.subject
            .map_or_else(Vec::new, |n| reader.list(n, As::Actor))
    };
    if targets.is_empty() && fit.target.is_some() && !fit.owners {
        targets = crime_owner(reader, clauses, v, end);
    }
    if targets.is_empty()
        && let Some(np) = fit.target.and_then(|n| reader.chunks.nps.get(n))
        && np.pronoun == view.words.at.it
        && !act.passive
        && only_names_before(reader, np.chunk)
    {
        let by: Vec<EntityId> = actors.iter().map(|m| m.entity).collect();
        targets.extend(reader.memory.object(&by).map(|entity| Meant {
            entity,
            at: view.at(np.a).map_or((0, 0), |t| (t.start, t.end)),
            direct: false,
            valid: crate::time::Interval::ALL,
        }));
    }
    let patient = fit
        .target
        .and_then(|n| reader.chunks.nps.get(n))
        .is_some_and(|p| p.pronoun == 0 && (p.a..p.b).any(|i| view.has(i, feat::PEOPLE)));
    let (participants, _) = participants(reader, fit.next, end, verb.class, &targets, &actors);
    let date = date(reader, clauses, v, &act, end);
    let amount = fit.target.and_then(|n| amount(view, reader, n));
    let mut cues: Vec<(u32, u32)> = vg.cue.into_iter().collect();
    if !matches!(status, ClaimStatus::Completed) && cues.is_empty() {
        cues.extend(governor_cue(reader, v));
    }
    let last = view.at(fit.last).map_or(item.end, |t| t.end).max(item.end);
    let first = if fit.last < vg.main {
        view.at(fit.last).map_or(item.start, |t| t.start)
    } else {
        item.start
    };
    if item.marks & crate::lexicon::scan::QUOTED != 0
        && item.marks & crate::lexicon::scan::UNQUOTE != 0
        && status == ClaimStatus::Completed
    {
        status = ClaimStatus::Alleged;
    }
    Some(Event {
        action: fit.frame.action,
        words: (first, last),
        actors,
        targets,
        participants,
        amount,
        status,
        voice: act.voice,
        background: act.background,
        date,
        cues,
        extent: (subject_chunk(reader, &act, vg.chunk), end),
        noun: fit.noun,
        by_verb: true,
        patient,
        things: fit.owners
            && fit
                .target
                .and_then(|n| reader.chunks.nps.get(n))
                .is_some_and(|p| p.pronoun != 0),
        we: act
            .subject
            .filter(|_| !act.passive)
            .and_then(|n| reader.chunks.nps.get(n))
            .filter(|p| p.pronoun != 0 && p.pronoun == view.words.at.we)
            .and_then(|p| view.at(p.a))
            .map(|t| (t.start, t.end)),
        date_from: date
            .and_then(|d| inside_list(reader, fit.target, d))
            .unwrap_or(0),
    })
}

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
        let head = |c: Option<&super::chunks::Chunk>| {
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
            _ => op,
        };
    }
    op
}

/// Where a date stands inside the list of targets, after a comma or conjunction: its first byte.
fn inside_list(reader: &Reader<'_>, target: Option<usize>, date: usize) -> Option<u32> {
    let first = reader.chunks.nps.get(target?)?;
    let last = reader.chunks.nps.get(first.list)?;
    let k = (first.chunk..last.chunk).find(
        |k| matches!(chunk(reader, *k).map(|c| c.is), Some(Ck::Date(d)) if usize::from(d) == date),
    )?;
    chunk(reader, k)
        .and_then(|c| reader.view.at(c.a))
        .map(|t| t.start)
}

/// The words that decide a status from outside the group: the verb or noun that governs it.
fn governor_cue(reader: &Reader<'_>, v: usize) -> Option<(u32, u32)> {
    let c = reader.chunks.vgs.get(v)?.chunk;
    let k = (0..c)
        .rev()
        .take(4)
        .find_map(|k| match reader.chunks.all.get(k)?.is {
            Ck::Vg(u) => reader.chunks.vgs.get(usize::from(u)).map(|g| g.main),
            Ck::Cond => reader.chunks.all.get(k).map(|c| c.a),
            _ => None,
        })?;
    reader.view.at(k).map(|t| (t.start, t.end))
}

fn subject_chunk(reader: &Reader<'_>, act: &Act, own: usize) -> usize {
    act.subject
        .and_then(|n| reader.chunks.nps.get(n))
        .map_or(own, |p| p.chunk.min(own))
}

fn chunk(reader: &Reader<'_>, k: usize) -> Option<super::chunks::Chunk> {
    reader.chunks.all.get(k).copied()
}

fn skip(reader: &Reader<'_>, mut k: usize, end: usize) -> usize {
    while k < end && chunk(reader, k).is_some_and(|c| matches!(c.is, Ck::Other | Ck::Date(_))) {
        k += 1;
    }
    k
}

fn np_at(reader: &Reader<'_>, k: usize, end: usize) -> Option<usize> {
    match chunk(reader, k).filter(|_| k < end)?.is {
        Ck::Np(n) => Some(usize::from(n)),
        _ => None,
    }
}

/// Whether the head of phrase `n` is one of the nouns.
fn heads(reader: &Reader<'_>, n: usize, nouns: &[u32]) -> bool {
    let Some(np) = reader.chunks.nps.get(n) else {
        return false;
    };
    (n..=np.list).any(|k| {
        reader
            .chunks
            .nps
            .get(k)
            .is_some_and(|p| nouns.contains(&reader.view.id(p.b - 1)))
    })
}

fn fits<'f>(
    reader: &Reader<'_>,
    act: &Act,
    c: usize,
    main: usize,
    end: usize,
    frame: &'f Frame,
) -> Option<Fit<'f>> {
    let at = &reader.view.words.at;
    let mut k = c + 1;
    let mut last = main;
    for part in &frame.parts {
        k = skip(reader, k, end);
        let found = chunk(reader, k)
            .filter(|x| k < end && x.id == *part && matches!(x.is, Ck::Prep | Ck::Other))?;
        last = found.a;
        k += 1;
    }
    k = skip(reader, k, end);
    if !frame.noun.is_empty() {
        // "was granted bail": the noun stays behind the passive verb.
        if act.passive
            && let Some(n) = np_at(reader, k, end).filter(|n| heads(reader, *n, &frame.noun))
        {
            return Some(Fit {
                frame,
                target: act.subject,
                last: reader.chunks.nps.get(n).map_or(last, |p| p.b - 1),
                next: k + 1,
                owners: false,
                none: reader.chunks.nps.get(n).is_some_and(|p| p.none),
                noun: Some(n),
            });
        }
        let object = if act.passive {
            act.subject
        } else {
            np_at(reader, k, end)
        };
        // "gave him a jail term": the noun is the second of two objects.
        if let Some(one) = object
            && !act.passive
            && frame.prep == 0
            && !heads(reader, one, &frame.noun)
            && let Some(n) = np_at(reader, k + 1, end).filter(|n| heads(reader, *n, &frame.noun))
        {
            return Some(Fit {
                frame,
                target: Some(one),
                last: reader.chunks.nps.get(n).map_or(last, |p| p.b - 1),
                next: k + 2,
                owners: false,
                none: reader.chunks.nps.get(n).is_some_and(|p| p.none),
                noun: Some(n),
            });
        }
        // "had frozen them": the things that were spoken of.
        if frame.things
            && !act.passive
            && let Some(one) = object
            && reader
                .chunks
                .nps
                .get(one)
                .is_some_and(|p| p.pronoun != 0 && [at.them, at.it].contains(&p.pronoun))
            && reader.memory.act(|a| a == frame.action).is_some()
        {
            return Some(Fit {
                frame,
                target: Some(one),
                last,
                next: k + 1,
                owners: true,
                none: false,
                noun: None,
            });
        }
        let n = object.filter(|n| heads(reader, *n, &frame.noun))?;
        let np = reader.chunks.nps.get(n).copied()?;
        if frame.things || frame.prep == 0 {
            return Some(Fit {
                frame,
                target: Some(n),
                last: if frame.prep == 0 { np.b - 1 } else { last },
                next: if act.passive { k } else { np.chunk + 1 },
                owners: true,
                none: np.none && !act.passive,
                noun: Some(n),
            });
        }
        // "take action against X", "action against X was taken", "action was taken against X"
        let last = if act.passive { last } else { np.b - 1 };
        let direct = np.chunk + 1;
        let found = [direct, k]
            .into_iter()
            .chain((k..end).filter(|_| act.passive))
            .find(|k| chunk(reader, *k).is_some_and(|x| x.is == Ck::Prep && x.id == frame.prep))?;
        let target = np_at(reader, found + 1, reader.chunks.all.len())?;
        return Some(Fit {
            frame,
            target: Some(target),
            last,
            next: found + 2,
            owners: false,
            none: np.none && !act.passive,
            noun: Some(n),
        });
    }
    if !frame.tail.is_empty() {
        return tail(reader, act, k, main, end, frame);
    }
    let target = if act.passive {
        act.subject
    } else {
        np_at(reader, k, end).or(act.object)
    };
    Some(Fit {
        frame,
        target,
        last,
        next: k + usize::from(!act.passive && np_at(reader, k, end).is_some()),
        owners: false,
        none: false,
        noun: None,
    })
}

/// "bring … to justice": the words after the gap stand near, and what stands between is the object.
fn tail<'f>(
    reader: &Reader<'_>,
    act: &Act,
    k: usize,
    main: usize,
    end: usize,
    frame: &'f Frame,
) -> Option<Fit<'f>> {
    let view = reader.view;
    let stop = chunk(reader, end).map_or(view.items.len(), |c| c.a);
    let first = (main + 1..(main + 40).min(stop)).find(|i| {
        let mut j = *i;
        frame.tail.iter().all(|w| {
            while view.has(j, feat::DET) && view.id(j) != *w {
                j += 1;
            }
            let same = view.id(j) == *w;
            j += 1;
            same
        })
    })?;
    let mut last = first;
    let mut seen = 0;
    while seen < frame.tail.len() && last < stop {
        seen += usize::from(frame.tail.contains(&view.id(last)));
        last += 1;
    }
    let between = (k..end)
        .find_map(|k| np_at(reader, k, end))
        .filter(|n| reader.chunks.nps.get(*n).is_some_and(|p| p.a < first));
    let after = reader
        .chunks
        .all
        .iter()
        .position(|c| c.a >= last)
        .unwrap_or(end);
    let target = if act.passive {
        act.subject
    } else {
        between.or_else(|| np_at(reader, after, end)).or(act.object)
    };
    Some(Fit {
        frame,
        target,
        last: last - 1,
        next: after,
        owners: false,
        none: false,
        noun: None,
    })
}

/// "by X" after a passive; "by 2021" and "by freezing" are none.
pub fn agent(reader: &Reader<'_>, from: usize, end: usize) -> Vec<Meant> {
    let by = reader.view.words.at.by;
    for k in from..end {
        if chunk(reader, k).is_some_and(|c| c.is == Ck::Prep && c.id == by)
            && let Some(n) = np_at(reader, k + 1, reader.chunks.all.len())
        {
            return reader.list(n, As::Actor);
        }
    }
    Vec::new()
}

/// Whether every phrase before chunk `c` names somebody, so that "it" can mean no thing.
fn only_names_before(reader: &Reader<'_>, c: usize) -> bool {
    reader.chunks.nps.iter().filter(|p| p.chunk < c).all(|p| {
        p.pronoun != 0
            || reader
                .view
                .at(p.b - 1)
                .is_some_and(|t| t.entity().is_some())
    })
}

/// "was charged before a Nairobi court", "was arrested in Lahore": what only authorities do is done by those
/// of the place, where nobody else is said to have done it.
fn jurisdiction(reader: &Reader<'_>, action: ActionId, from: usize, end: usize) -> Vec<Meant> {
    const OFFICIAL: &[&str] = &["COERCE/arrest", "SANCTION/convict", "ACCUSE"];
    let official = reader
        .rules
        .action(action)
        .and_then(|a| a.plover.as_deref())
        .is_some_and(|p| OFFICIAL.contains(&p));
    if !official {
        return Vec::new();
    }
    let at = &reader.view.words.at;
    for k in from..end {
        let Some(c) = chunk(reader, k).filter(|c| c.is == Ck::Prep) else {
            continue;
        };
        if (c.id == at.before || c.id == at.by)
            && let Some(n) = np_at(reader, k + 1, end)
        {
            let found = reader.list(n, As::Actor);
            if !found.is_empty() {
                return found;
            }
        }
        if (c.id == at.in_ || c.id == at.at)
            && let Some(n) = np_at(reader, k + 1, end)
        {
            let mut found = Vec::new();
            reader.place(n, &mut found);
            return found;
        }
    }
    Vec::new()
}

/// "33 suspects were convicted of financing HM": people without a group of their own belong to the
/// one whose crime it was.
fn crime_owner(reader: &Reader<'_>, clauses: &Clauses, v: usize, end: usize) -> Vec<Meant> {
    let at = &reader.view.words.at;
    let verb = match chunk(reader, end).map(|c| c.is) {
        Some(Ck::Vg(u)) => usize::from(u),
        _ => return Vec::new(),
    };
    let Some(g) = reader.chunks.vgs.get(verb) else {
        return Vec::new();
    };
    let id = reader.view.id(g.main);
    if !g.gerund
        || ![at.financing, at.funding, at.supporting, at.joining].contains(&id)
        || reader
            .chunks
            .vgs
            .get(v)
            .is_none_or(|w| w.class(reader.view) != Class::Accuse)
    {
        return Vec::new();
    }
    let end = region_end(reader, clauses, g.chunk + 1);
    np_at(reader, g.chunk + 1, end).map_or_else(Vec::new, |n| reader.list(n, As::Target))
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
