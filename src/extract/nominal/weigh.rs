//! How far an act got that a noun names: takes what the noun is to the verbs around it, gives its status.

use super::chunk;
use crate::extract::chunks::Ck;
use crate::extract::clauses::{Act, Clauses, negative};
use crate::extract::roles::Reader;
use crate::extract::status::governed;
use crate::lexicon::words::feat;
use crate::lexicon::{Class, Word};
use crate::model::ClaimStatus::{
    self, Completed, Hypothetical, InProgress, NotDone, Partial, Requested, Reversed, Unknown,
};

#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// Subject of a verb group.
    Subject(usize),
    /// Object of a verb group.
    Object(usize),
    /// After a preposition chunk.
    After(usize),
    /// None of these.
    None,
}

/// What the phrase (or the list that it is in) is to the verbs around it.
pub(super) fn place(reader: &Reader<'_>, clauses: &Clauses, n: usize) -> Place {
    let first = (0..=n)
        .find(|k| {
            reader.chunks.nps.get(*k).is_some_and(|p| {
                p.list >= n && reader.chunks.nps.get(n).is_some_and(|q| p.chunk <= q.chunk)
            })
        })
        .unwrap_or(n);
    for k in [n, first] {
        let Some(np) = reader.chunks.nps.get(k) else {
            continue;
        };
        match np
            .chunk
            .checked_sub(1)
            .and_then(|p| chunk(reader, p))
            .map(|c| c.is)
        {
            Some(Ck::Prep) => return Place::After(np.chunk - 1),
            Some(Ck::Vg(u)) if clauses.acts.get(usize::from(u)).is_some_and(|a| !a.passive) => {
                // The subject of a clause that is said is no object of the saying.
                let said = clauses.acts.iter().any(|a| a.subject == Some(k));
                if !said {
                    return Place::Object(usize::from(u));
                }
            }
            _ => {}
        }
    }
    for k in [n, first] {
        let subject = clauses.acts.iter().enumerate().find(|(v, a)| {
            a.subject == Some(k)
                && reader.chunks.vgs.get(*v).is_some_and(|g| {
                    !g.infinitive
                        && !g.gerund
                        && reader.chunks.nps.get(k).is_some_and(|p| p.chunk < g.chunk)
                })
        });
        if let Some((v, _)) = subject {
            return Place::Subject(v);
        }
    }
    Place::None
}

/// Status, the verb group whose subject acts, the clause's act, and whether it is told in passing.
pub(super) fn weigh(
    reader: &Reader<'_>,
    clauses: &Clauses,
    n: usize,
    place: Place,
) -> (ClaimStatus, Option<usize>, Act, bool) {
    let view = reader.view;
    let at = &view.words.at;
    let class_of = |u: usize| {
        reader
            .chunks
            .vgs
            .get(u)
            .map_or(Class::Other, |g| g.of_noun(view))
    };
    let word = |u: usize| {
        reader
            .chunks
            .vgs
            .get(u)
            .and_then(|g| view.at(g.main))
            .map_or(Word::default(), |t| t.word)
    };
    match place {
        Place::Subject(u) => {
            let act = clauses.acts.get(u).copied().unwrap_or_default();
            let vg = reader.chunks.vgs.get(u).copied().unwrap_or_default();
            let s = act.status;
            let status = match class_of(u) {
                _ if vg.copula => {
                    let short = (vg.main + 1..vg.main + 7).any(|i| view.has(i, feat::SHORT));
                    match predicate(reader, &vg) {
                        _ if vg.negated || !matches!(s, Completed | Unknown | InProgress) => {
                            Hypothetical
                        }
                        _ if short => Partial,
                        Some(p) => p,
                        None => Hypothetical,
                    }
                }
                // "is still going on"
                _ if view.raw(vg.main).eq_ignore_ascii_case("going")
                    && view.raw(vg.main + 1).eq_ignore_ascii_case("on")
                    && s == InProgress =>
                {
                    InProgress
                }
                Class::Light if act.passive => s,
                Class::Light if view.id(vg.main + 1) == at.place => s,
                // "took effect", "came into force"
                Class::Light | Class::Occur if in_force(reader, &vg) => s,
                // "is pending"
                Class::Await if matches!(s, Unknown | InProgress) => ClaimStatus::Planned,
                Class::Occur => s,
                Class::Undo if act.passive => undone(s),
                Class::Welcome | Class::Say if act.passive && s == Completed => Completed,
                Class::Remain => short_of(reader, &vg),
                // "its stockpile reached 300 kg"
                Class::Measure if !act.passive => s,
                Class::Begin if matches!(s, Completed | InProgress | Unknown) => InProgress,
                _ if word(u).verb == 0 => Hypothetical,
                c if act.passive => governed(c, s, false, true),
                _ => Hypothetical,
            };
            let status = if status == Completed && negative(view, reader.chunks, n).is_some() {
                NotDone
            } else {
                status
            };
            (status, act.passive.then_some(u), act, act.background)
        }
        Place::Object(u) => {
            let act = clauses.acts.get(u).copied().unwrap_or_default();
            let vg = reader.chunks.vgs.get(u).copied().unwrap_or_default();
            let s = act.status;
            match class_of(u) {
                // "There is no ban on LeT": said of the present, it denies.
                _ if vg.copula
                    && !vg.having
                    && !vg.past
                    && matches!(s, Unknown | Completed)
                    && reader.chunks.nps.get(n).is_some_and(|p| p.none)
                    && vg_opens_with_there(reader, &vg) =>
                {
                    (Completed, None, act, act.background)
                }
                _ if vg.copula => (Hypothetical, None, act, true),
                Class::Light => (s, Some(u), act, act.background),
                Class::Undo => (undone(s), Some(u), act, act.background),
                Class::Welcome if s == Completed => (Completed, None, act, true),
                Class::Say if s == Completed => (Completed, None, act, true),
                Class::Begin => (
                    if matches!(s, Completed | InProgress) {
                        InProgress
                    } else {
                        governed(Class::Begin, s, false, false)
                    },
                    Some(u),
                    act,
                    act.background,
                ),
                Class::Manage => (s, Some(u), act, act.background),
                Class::Await if matches!(s, Unknown | InProgress) => {
                    (InProgress, None, act, act.background)
                }
                c @ (Class::Claim
                | Class::Deny
                | Class::Promise
                | Class::Plan
                | Class::Prepare
                | Class::Attempt
                | Class::Refuse) => (governed(c, s, true, false), Some(u), act, act.background),
                // "blocked the listing of X": it did not come about.
                Class::Prevent if s == Completed => (NotDone, None, act, act.background),
                c @ (Class::Urge | Class::Threaten | Class::Believe) => {
                    (governed(c, s, true, false), None, act, act.background)
                }
                _ => (Hypothetical, None, act, true),
            }
        }
        Place::After(p) => {
            let prep = chunk(reader, p);
            let governor = p
                .checked_sub(1)
                .and_then(|k| chunk(reader, k))
                .map(|c| c.is);
            let act = match governor {
                Some(Ck::Vg(u)) => clauses
                    .acts
                    .get(usize::from(u))
                    .copied()
                    .unwrap_or_default(),
                _ => nearest(reader, clauses, p),
            };
            let status = match (prep, governor) {
                _ if blamed(reader, p).is_some() && matches!(act.status, Completed | Unknown) => {
                    ClaimStatus::Alleged
                }
                (Some(c), _) if view.has(c.a, feat::AFTER) => Completed,
                (Some(c), Some(Ck::Vg(u))) if c.id == at.by => match class_of(usize::from(u)) {
                    Class::Welcome if act.passive && act.status == Completed => Completed,
                    // "is encouraged by the conviction of"
                    Class::Urge
                        if act.passive
                            && reader
                                .chunks
                                .vgs
                                .get(usize::from(u))
                                .is_some_and(|g| view.id(g.main) == at.encouraged) =>
                    {
                        Completed
                    }
                    _ => Hypothetical,
                },
                (Some(c), Some(Ck::Vg(u)))
                    if c.id == at.for_ && class_of(usize::from(u)) == Class::Urge =>
                {
                    governed(Class::Urge, act.status, false, false)
                }
                // "agreed on the exchange of", "committed to the extradition of"
                (Some(c), Some(Ck::Vg(u)))
                    if (c.id == at.to || c.id == at.on)
                        && class_of(usize::from(u)) == Class::Promise
                        && !act.passive =>
                {
                    return (
                        governed(Class::Promise, act.status, false, false),
                        Some(usize::from(u)),
                        act,
                        act.background,
                    );
                }
                (Some(c), Some(Ck::Np(m))) if c.id == at.for_ || c.id == at.of || c.id == at.on => {
                    let np = reader.chunks.nps.get(usize::from(m));
                    match np
                        .and_then(|p| view.at(p.b - 1))
                        .and_then(|t| t.word.governs)
                    {
                        Some(Class::Urge) => Requested,
                        _ => Hypothetical,
                    }
                }
                _ => Hypothetical,
            };
            (status, None, act, true)
        }
        Place::None => (
            Hypothetical,
            None,
            nearest(
                reader,
                clauses,
                reader.chunks.nps.get(n).map_or(0, |p| p.chunk),
            ),
            true,
        ),
    }
}

/// "there is", "there has been".
fn vg_opens_with_there(reader: &Reader<'_>, vg: &crate::extract::verbs::Vg) -> bool {
    let at = &reader.view.words.at;
    chunk(reader, vg.chunk)
        .is_some_and(|c| (c.a.saturating_sub(1)..vg.main).any(|i| reader.view.id(i) == at.there))
}

/// "is under way", "is pending": how far what the subject names has come.
fn predicate(reader: &Reader<'_>, vg: &crate::extract::verbs::Vg) -> Option<ClaimStatus> {
    const GOING: &[&str] = &["underway", "ongoing", "continuing", "afoot"];
    const AHEAD: &[&str] = &[
        "pending",
        "due",
        "imminent",
        "planned",
        "scheduled",
        "expected",
        "awaited",
        "overdue",
    ];
    let raw = |i: usize| reader.view.raw(i).to_ascii_lowercase();
    let mut i = vg.main + 1;
    while reader.view.adverb(i) && i < vg.main + 4 {
        i += 1;
    }
    let (one, two) = (raw(i), raw(i + 1));
    let going = GOING.contains(&one.as_str())
        || matches!(
            (one.as_str(), two.as_str()),
            ("under", "way") | ("in", "progress") | ("going", "on")
        );
    if going {
        return Some(InProgress);
    }
    AHEAD
        .contains(&one.as_str())
        .then_some(ClaimStatus::Planned)
}

/// "blamed LeT for the attack", "LeT was accused of the killing": the phrase of who is said to have done it.
pub(super) fn blamed(reader: &Reader<'_>, prep: usize) -> Option<usize> {
    let at = &reader.view.words.at;
    chunk(reader, prep).filter(|c| c.is == Ck::Prep && (c.id == at.for_ || c.id == at.of))?;
    // "blames LeT, which he founded, for the siege"
    let behind = (prep.saturating_sub(9)..prep.saturating_sub(3))
        .rev()
        .find_map(|k| {
            let (Ck::Vg(u), Ck::Np(m)) = (chunk(reader, k)?.is, chunk(reader, k + 1)?.is) else {
                return None;
            };
            let g = reader.chunks.vgs.get(usize::from(u))?;
            let aside = matches!(chunk(reader, k + 2)?.is, Ck::Comma)
                && matches!(chunk(reader, k + 3)?.is, Ck::Rel)
                && matches!(chunk(reader, prep - 1)?.is, Ck::Comma);
            (aside && g.class(reader.view) == Class::Claim && !g.negated && !g.passive)
                .then_some(usize::from(m))
        });
    if behind.is_some() {
        return behind;
    }
    let (object, verb) = match prep
        .checked_sub(1)
        .and_then(|k| chunk(reader, k))
        .map(|c| c.is)?
    {
        Ck::Np(m) => {
            let verb = reader
                .chunks
                .nps
                .get(usize::from(m))?
                .chunk
                .checked_sub(1)
                .and_then(|k| chunk(reader, k))?;
            (Some(usize::from(m)), verb.is)
        }
        other => (None, other),
    };
    let Ck::Vg(u) = verb else { return None };
    let g = reader.chunks.vgs.get(usize::from(u))?;
    let blames =
        g.class(reader.view) == Class::Claim && !g.negated && g.passive == object.is_none();
    if !blames {
        return None;
    }
    object
}

/// What clauses do to a phrase that hangs on no verb: as the verb before it, else the first.
pub(super) fn nearest(reader: &Reader<'_>, clauses: &Clauses, c: usize) -> Act {
    let v = reader
        .chunks
        .vgs
        .iter()
        .rposition(|g| g.chunk < c)
        .unwrap_or(0);
    clauses.acts.get(v).copied().unwrap_or_default()
}

/// The undoing of an act, itself of a status.
pub(super) fn undone(s: ClaimStatus) -> ClaimStatus {
    match s {
        Completed => Reversed,
        _ => Hypothetical,
    }
}

pub(super) fn short_of(reader: &Reader<'_>, vg: &crate::extract::verbs::Vg) -> ClaimStatus {
    let short = (vg.main + 1..vg.main + 5).any(|i| reader.view.has(i, feat::SHORT));
    if short && !vg.negated {
        Partial
    } else {
        Hypothetical
    }
}

/// "took effect", "came into force".
fn in_force(reader: &Reader<'_>, vg: &crate::extract::verbs::Vg) -> bool {
    (vg.main + 1..vg.main + 3).any(|i| matches!(reader.view.raw(i), "effect" | "force"))
}
