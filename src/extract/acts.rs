//! Acts by a verb: takes a verb group with its clause, gives the act of the rulebook that it is, by
//! whom, on whom, with whom, when.

mod around;
mod frames;
mod states;

use around::inside_list;
pub use around::{amount, date, hedge, participants};
use frames::fits;
pub use states::state;

use super::chunks::Ck;
use super::clauses::{Act, Clauses};
use super::institution;
use super::items::Is;
use super::measure;
use super::roles::{As, Meant, Reader};
use crate::lexicon::Class;
use crate::lexicon::scan::CAP;
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
    /// The date is that of its being asked for.
    pub asked: bool,
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
    /// Who acted is not said: no agent, or an organ of a state that is not named.
    pub open: Option<Unsaid>,
    /// "we" acts: who speaks, by these words.
    pub we: Option<(u32, u32)>,
    /// The date is only of targets from this byte on ("LeT, JeM and, in March 2020, HM").
    pub date_from: u32,
}

/// Why it is not said who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaid {
    /// A passive or a noun without an agent.
    Agentless,
    /// "the judge", "an anti-terrorism court".
    Organ,
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
    // "froze some assets of LeT", "banned LeT from the stadium"
    if status == ClaimStatus::Completed
        && (fit.owners && some_only(reader, fit.target, fit.frame.things)
            || from_a_thing(reader, fit.frame.action, vg.chunk + 1, end))
    {
        status = ClaimStatus::Partial;
    }
    let undergone = act.passive || fit.frame.befalls;
    let actors = if undergone {
        let by = agent(reader, vg.chunk + 1, end);
        if by.is_empty() {
            jurisdiction(reader, fit.frame.action, act.from, vg.chunk, end)
        } else {
            by
        }
    } else if act.subject.is_none() && view.item && act.from == 0 {
        let at = (item.start, item.end);
        let heading = reader.memory.heading.into_iter();
        heading
            .map(|entity| Meant {
                entity,
                at,
                direct: false,
                valid: crate::time::Interval::ALL,
            })
            .collect()
    } else {
        let all = act
            .subject
            .map_or_else(Vec::new, |n| reader.list(n, As::Actor));
        if all.is_empty() {
            partner(reader, act.subject, vg.chunk)
        } else {
            all
        }
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
        .is_some_and(|p| {
            p.pronoun == 0
                && ((p.a..p.b).any(|i| view.has(i, feat::PEOPLE))
                    || unknown_name(reader, p)
                        && institution::custody(reader.rules, fit.frame.action))
        });
    let open = match () {
        () if !actors.is_empty() => None,
        () if undergone => unsaid(reader, vg.chunk + 1, end),
        () => act
            .subject
            .and_then(|n| reader.chunks.nps.get(n))
            .filter(|p| p.pronoun == 0)
            .and_then(|p| view.items.get(p.a..p.b))
            .is_some_and(|items| reader.home_organ(items))
            .then_some(Unsaid::Organ),
    };
    let (participants, _) = participants(reader, fit.next, end, verb.class, &targets, &actors);
    let date = date(reader, clauses, v, &act, end);
    let amount = fit
        .target
        .and_then(|n| amount(view, reader, n))
        .or_else(|| {
            let chunk = |k: usize| reader.chunks.all.get(k);
            let words = |n: usize| view.at(n).map(|t| t.end as usize);
            let last = end.checked_sub(1).and_then(chunk)?;
            let (from, to) = (item.end as usize, words(last.b.checked_sub(1)?)?);
            measure::share(view.text, from, to).filter(|_| !act.passive)
        });
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
        asked: false,
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
        open,
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

/// "Yahya Aziz and Malik Iqbal": a name in capitals that the rulebook does not know.
fn unknown_name(reader: &Reader<'_>, np: &super::chunks::Np) -> bool {
    let unknown = |i: usize| {
        reader.view.at(i).is_some_and(|t| {
            t.is == Is::Word && t.marks & CAP != 0 && t.word.feats == 0 && t.word.verb == 0
        })
    };
    np.b > np.a + 1 && (np.b - 2..np.b).all(unknown)
}

/// "Anna Roth, who leads the unit, and India's home secretary opened …": the last of those who act, right
/// before the verb.
fn partner(reader: &Reader<'_>, subject: Option<usize>, own: usize) -> Vec<Meant> {
    let before = |n: usize| {
        own.checked_sub(n)
            .and_then(|k| chunk(reader, k))
            .map(|c| c.is)
    };
    match (before(1), before(2)) {
        (Some(Ck::Np(m)), Some(Ck::And)) if subject.is_none_or(|s| s < usize::from(m)) => {
            reader.list(usize::from(m), As::Actor)
        }
        _ => Vec::new(),
    }
}

/// How it is open who did what a passive or a noun tells: nobody is named, or "by a court".
pub fn unsaid(reader: &Reader<'_>, from: usize, end: usize) -> Option<Unsaid> {
    let by = reader.view.words.at.by;
    let agent = (from..end).find_map(|k| {
        chunk(reader, k).filter(|c| c.is == Ck::Prep && c.id == by)?;
        np_at(reader, k + 1, reader.chunks.all.len())
    });
    let Some(np) = agent.map(|n| reader.chunks.nps.get(n)) else {
        return Some(Unsaid::Agentless);
    };
    let items = np.and_then(|p| reader.view.items.get(p.a..p.b))?;
    reader.home_organ(items).then_some(Unsaid::Organ)
}

/// "some assets", "a few accounts", "one account": not all of them.
fn some_only(reader: &Reader<'_>, target: Option<usize>, things: bool) -> bool {
    const SOME: &[&str] = &["some", "several", "few", "certain", "selected", "various"];
    const ONE: &[&str] = &["a", "an", "one", "1", "single"];
    let holds = |p: &super::chunks::Np, all: &[&str]| {
        (p.a..p.b).any(|i| {
            all.iter()
                .any(|w| reader.view.raw(i).eq_ignore_ascii_case(w))
        })
    };
    target
        .and_then(|n| reader.chunks.nps.get(n))
        .is_some_and(|p| {
            holds(p, SOME) || things && holds(p, ONE) && !reader.view.raw(p.b - 1).ends_with('s')
        })
}

/// "banned LeT from the stadium", "from raising funds": a restriction of one thing only. From a place of
/// the rulebook it is whole.
fn from_a_thing(reader: &Reader<'_>, action: ActionId, from: usize, end: usize) -> bool {
    let restricts = reader
        .rules
        .action(action)
        .and_then(|a| a.plover.as_deref())
        .is_some_and(|p| p == "COERCE/restrict");
    let at = &reader.view.words.at;
    restricts
        && (from..end).any(|k| {
            chunk(reader, k).is_some_and(|c| c.is == Ck::Prep && c.id == at.from)
                && match chunk(reader, k + 1).map(|c| c.is) {
                    Some(Ck::Np(n)) => reader.list(usize::from(n), As::Participant).is_empty(),
                    Some(Ck::Vg(_)) => true,
                    _ => false,
                }
        })
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

fn np_at(reader: &Reader<'_>, k: usize, end: usize) -> Option<usize> {
    match chunk(reader, k).filter(|_| k < end)?.is {
        Ck::Np(n) => Some(usize::from(n)),
        _ => None,
    }
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
pub fn jurisdiction(
    reader: &Reader<'_>,
    action: ActionId,
    opening: usize,
    own: usize,
    end: usize,
) -> Vec<Meant> {
    const OFFICIAL: &[&str] = &[
        "COERCE/arrest",
        "SANCTION/convict",
        "ACCUSE",
        "COERCE/restrict",
        "RETREAT/release",
    ];
    let official = reader
        .rules
        .action(action)
        .and_then(|a| a.plover.as_deref())
        .is_some_and(|p| OFFICIAL.contains(&p));
    if !official {
        return Vec::new();
    }
    let at = &reader.view.words.at;
    // Somebody without a name did it: not those of the place.
    let unnamed = (own + 1..end).any(|k| {
        chunk(reader, k).is_some_and(|c| c.is == Ck::Prep && c.id == at.by)
            && np_at(reader, k + 1, end).is_some_and(|n| {
                reader.list(n, As::Actor).is_empty()
                    && !reader
                        .chunks
                        .nps
                        .get(n)
                        .is_some_and(|p| (p.a..p.b).any(|i| reader.view.has(i, feat::HOME)))
            })
    });
    if unnamed {
        return Vec::new();
    }
    for k in (own + 1..end).chain(opening..own.min(opening + 1)) {
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
            if !found.is_empty() {
                return found;
            }
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
