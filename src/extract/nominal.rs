//! Acts by a noun: "the arrest of X by Y", "Y's action against X", "the ban on X was lifted". What the
//! noun is subject or object of says how far the act got.

mod weigh;

use weigh::{Place, place, weigh};

use super::acts::{self, Event};
use super::chunks::{Chunk, Ck};
use super::clauses::Clauses;
use super::roles::{As, Meant, Reader};
use crate::lexicon::Class;
use crate::lexicon::phrases::NounFrame;
use crate::lexicon::scan::{QUOTED, UNQUOTE};
use crate::lexicon::words::feat;
use crate::model::ClaimStatus::{self, Alleged, Completed, Hypothetical, InProgress, NotDone};
use crate::model::{EntityKind, NameUse};

fn chunk(reader: &Reader<'_>, k: usize) -> Option<Chunk> {
    reader.chunks.all.get(k).copied()
}

/// The act that phrase `n` names, where its head is a noun of the rulebook.
pub fn nominal(reader: &Reader<'_>, clauses: &Clauses, n: usize) -> Option<Event> {
    let view = reader.view;
    let np = reader.chunks.nps.get(n).copied()?;
    let head = np.b - 1;
    let item = view.at(head)?;
    let frames = view.words.noun(item.word);
    if frames.is_empty() || np.pronoun != 0 {
        return None;
    }
    let frame = frames
        .iter()
        .filter(|f| before_fits(reader, f, np.a, head))
        .max_by_key(|f| {
            (
                usize::from(prep_follows(reader, f, np.chunk)),
                f.before.len(),
                std::cmp::Reverse(f.action),
            )
        })?;
    // "a travel ban": narrower than what its noun alone says.
    if frame.before.is_empty()
        && head
            .checked_sub(1)
            .filter(|i| *i >= np.a)
            .is_some_and(|i| view.has(i, feat::NARROW))
    {
        return None;
    }
    let end = tail_end(reader, clauses, np.chunk + 1);
    let place = place(reader, clauses, n);
    // "The ban was lifted", "awaits assent": whose it is, is told elsewhere.
    let undone = match place {
        Place::Subject(u) | Place::Object(u) => reader
            .chunks
            .vgs
            .get(u)
            .is_some_and(|g| matches!(g.class(view), Class::Undo | Class::Await)),
        _ => false,
    };
    // "A ban was imposed on LeT": whom it is on stands behind the verb.
    let anchor = match place {
        Place::Subject(u) if !prep_follows(reader, frame, np.chunk) => reader
            .chunks
            .vgs
            .get(u)
            .filter(|g| g.passive && g.class(view) == Class::Light)
            .map(|g| g.chunk)
            .filter(|c| prep_follows(reader, frame, *c)),
        _ => None,
    };
    let end = anchor.map_or(end, |c| acts::region_end(reader, clauses, c + 1));
    let anchor = anchor.unwrap_or(np.chunk);
    let at = &view.words.at;
    // "conducted an inspection", "an evaluation is under way": of whom, is not said.
    let bare = frame.prep != 0
        && !undone
        && !prep_follows(reader, frame, anchor)
        && !owner_before(reader, np.a, head);
    // Nor where another preposition follows: "the attack of LeT", "the ban of 2002".
    let other = chunk(reader, anchor + 1).is_some_and(|c| {
        c.is == Ck::Prep && [at.of, at.on, at.against, at.into, at.to, at.for_].contains(&c.id)
    });
    if bare
        && (other
            || !alone(reader, frame.action)
            || !matches!(place, Place::Subject(_) | Place::Object(_)))
    {
        return None;
    }
    let (mut status, by, mut act, background) = weigh(reader, clauses, n, place);
    let around = match place {
        Place::Object(u) | Place::Subject(u) => reader.chunks.vgs.get(u).map(|g| g.chunk),
        _ => None,
    };
    if let Some(own) = around {
        let till = acts::region_end(reader, clauses, own + 1);
        status = acts::hedge(reader, &act, own, till).of(status);
    }
    // Adjectives before the noun.
    let words = view.items.get(np.a..head).unwrap_or_default();
    if words.iter().any(|t| t.has(feat::PROPOSED)) && !matches!(status, NotDone) {
        status = if status == Completed || status == InProgress {
            ClaimStatus::Planned
        } else {
            status
        };
    }
    let quoted =
        item.marks & UNQUOTE != 0 && words.iter().chain([item]).any(|t| t.marks & QUOTED != 0);
    if (words.iter().any(|t| t.has(feat::SUSPECT)) || quoted) && status == Completed {
        status = Alleged;
    }
    if np.none && !matches!(place, Place::Subject(_)) {
        status = match status {
            Completed | InProgress | Hypothetical
                if matches!(place, Place::Object(_)) && status != Hypothetical =>
            {
                NotDone
            }
            Hypothetical => Hypothetical,
            _ => Hypothetical,
        };
    }
    // Whose act, and on whom.
    let mut targets = Vec::new();
    let mut k = anchor + 1;
    let mut next = k;
    while k < end {
        let Some(c) = chunk(reader, k) else { break };
        if c.is == Ck::Prep {
            let fits = if frame.prep != 0 {
                c.id == frame.prep
            } else {
                [at.of, at.on, at.against, at.into].contains(&c.id)
            };
            if fits && let Some(Ck::Np(m)) = chunk(reader, k + 1).map(|c| c.is) {
                let m = usize::from(m);
                if !frame.things.is_empty() && !things(reader, m, &frame.things) {
                    return None;
                }
                targets = reader.list(m, As::Target);
                next = k + 2;
                break;
            }
            break;
        }
        if !matches!(c.is, Ck::Other | Ck::Date(_)) {
            break;
        }
        k += 1;
    }
    // "the bill awaits assent": the assent is to the bill.
    if let Place::Object(u) = place
        && targets.is_empty()
        && reader
            .chunks
            .vgs
            .get(u)
            .is_some_and(|g| g.class(view) == Class::Await)
        && let Some(s) = clauses.acts.get(u).and_then(|a| a.subject)
    {
        targets = reader.list(s, As::Target);
    }
    let mut actors = acts::agent(reader, anchor + 1, end);
    // "The two sides stressed the need for information sharing": of what is common, both are asked.
    if let Place::After(p) = place
        && actors.is_empty()
        && targets.is_empty()
        && matches!(status, ClaimStatus::Requested | ClaimStatus::Promised)
        && let Some(s) = reader
            .chunks
            .vgs
            .iter()
            .rposition(|g| g.chunk < p)
            .and_then(|u| clauses.acts.get(u))
            .filter(|a| !a.passive)
            .and_then(|a| a.subject)
    {
        let all = reader.list(s, As::Actor);
        if all.len() > 1 {
            actors = all;
        }
    }
    if let Place::After(p) = place
        && actors.is_empty()
        && let Some(who) = weigh::blamed(reader, p)
    {
        actors = reader.list(who, As::Actor);
    }
    owners(reader, np.a, head, &mut actors, &mut targets);
    if actors.is_empty()
        && let Some(u) = by
    {
        let outer = clauses.acts.get(u).copied().unwrap_or_default();
        let verb_end = reader
            .chunks
            .vgs
            .get(u)
            .map_or(end, |g| acts::region_end(reader, clauses, g.chunk + 1));
        actors = if outer.passive {
            reader
                .chunks
                .vgs
                .get(u)
                .map_or_else(Vec::new, |g| acts::agent(reader, g.chunk + 1, verb_end))
        } else {
            outer
                .subject
                .filter(|s| *s != n)
                .map_or_else(Vec::new, |s| reader.list(s, As::Actor))
        };
    }
    if bare {
        if actors.is_empty() {
            actors = within(reader, anchor, end, place);
        }
        if actors.is_empty() || act.op.of(status) == Hypothetical {
            return None;
        }
    }
    if actors.is_empty() && status == NotDone {
        actors = acts::jurisdiction(reader, frame.action, np.chunk, anchor, end);
    }
    let (participants, _) = acts::participants(reader, next, end, Class::Other, &targets, &actors);
    let date = (np.chunk + 1..end)
        .find_map(|k| match chunk(reader, k)?.is {
            Ck::Date(d) => Some(usize::from(d)),
            _ => None,
        })
        .or_else(|| {
            // The time of "took place", "was lifted", "imposed" is the act's; that of "welcomed" is not.
            let u = by.or(match place {
                Place::Subject(u) => Some(u),
                _ => None,
            })?;
            let outer = clauses.acts.get(u)?;
            let from = reader.chunks.vgs.get(u)?.chunk;
            acts::date(
                reader,
                clauses,
                u,
                outer,
                acts::region_end(reader, clauses, from + 1),
            )
        });
    act.op = act.op.over(super::status::Op::Keep);
    let own = view.at(head).map_or((0, 0), |t| (t.start, t.end));
    let first = frame.before.len();
    let words = view
        .at(head.saturating_sub(first))
        .map_or(own, |t| (t.start, own.1));
    let cue = match place {
        Place::Subject(u) | Place::Object(u) => reader
            .chunks
            .vgs
            .get(u)
            .and_then(|g| view.at(g.main))
            .map(|t| (t.start, t.end)),
        Place::After(_) | Place::None => None,
    };
    let amount =
        frames.first().and_then(
            |_| match chunk(reader, next.wrapping_sub(1)).map(|c| c.is) {
                Some(Ck::Np(m)) if next > np.chunk + 1 => {
                    acts::amount(view, reader, usize::from(m))
                }
                _ => None,
            },
        );
    // What its subject is said to measure.
    let amount = match place {
        Place::Subject(u)
            if reader
                .chunks
                .vgs
                .get(u)
                .is_some_and(|g| g.class(view) == Class::Measure) =>
        {
            reader
                .chunks
                .vgs
                .get(u)
                .and_then(|g| chunk(reader, g.chunk + 1))
                .and_then(|c| match c.is {
                    Ck::Np(m) => acts::amount(view, reader, usize::from(m)),
                    _ => None,
                })
        }
        _ => amount,
    };
    let open = actors
        .is_empty()
        .then(|| acts::unsaid(reader, anchor + 1, end))
        .flatten();
    Some(Event {
        action: frame.action,
        words,
        actors,
        targets,
        participants,
        amount,
        status: act.op.of(status),
        voice: act.voice,
        background,
        asked: false,
        date,
        cues: cue.into_iter().collect(),
        extent: (
            match place {
                Place::Object(u) => reader.chunks.vgs.get(u).map_or(np.chunk, |g| g.chunk),
                _ => np.chunk,
            },
            match place {
                Place::Subject(u) => reader
                    .chunks
                    .vgs
                    .get(u)
                    .map_or(end, |g| acts::region_end(reader, clauses, g.chunk + 1)),
                _ => end,
            },
        ),
        noun: None,
        by_verb: false,
        patient: false,
        things: false,
        open,
        we: None,
        date_from: 0,
    })
}

/// Whether a noun of this act tells something without its object: not "took action", "gave support".
fn alone(reader: &Reader<'_>, action: crate::model::ActionId) -> bool {
    reader.rules.action(action).is_some_and(|a| {
        let open = matches!(
            a.plover.as_deref(),
            Some("AID" | "AGREE" | "SUPPORT") | None
        );
        !open && a.includes.len() <= 3
    })
}

/// "is under way in the Asia-Pacific Group": the body in which something goes on does it.
fn within(reader: &Reader<'_>, anchor: usize, end: usize, place: Place) -> Vec<Meant> {
    let at = &reader.view.words.at;
    let from = match place {
        Place::Subject(u) => reader.chunks.vgs.get(u).map_or(anchor, |g| g.chunk),
        _ => anchor,
    };
    for k in from + 1..(from + 6).max(end).min(reader.chunks.all.len()) {
        if chunk(reader, k).is_some_and(|c| c.is == Ck::Prep && c.id == at.in_)
            && let Some(Ck::Np(m)) = chunk(reader, k + 1).map(|c| c.is)
        {
            let mut all = reader.list(usize::from(m), As::Participant);
            all.retain(|m| {
                reader.rules.entity(m.entity).map(|e| e.kind) == Some(EntityKind::Organisation)
            });
            return all;
        }
    }
    Vec::new()
}

fn before_fits(reader: &Reader<'_>, frame: &NounFrame, from: usize, head: usize) -> bool {
    frame.before.is_empty()
        || head.checked_sub(frame.before.len()).is_some_and(|s| {
            s >= from
                && frame
                    .before
                    .iter()
                    .enumerate()
                    .all(|(k, w)| reader.view.id(s + k) == *w)
        })
}

fn prep_follows(reader: &Reader<'_>, frame: &NounFrame, c: usize) -> bool {
    frame.prep != 0
        && (c + 1..c + 4)
            .find_map(|k| chunk(reader, k).filter(|c| !matches!(c.is, Ck::Other | Ck::Date(_))))
            .is_some_and(|c| c.is == Ck::Prep && c.id == frame.prep)
}

/// "LeT's ban", "the LeT ban": the owner stands before the noun.
fn owner_before(reader: &Reader<'_>, from: usize, head: usize) -> bool {
    (from..head).any(|i| reader.view.at(i).is_some_and(|t| t.entity().is_some()))
}

fn things(reader: &Reader<'_>, m: usize, nouns: &[u32]) -> bool {
    reader
        .chunks
        .nps
        .get(m)
        .is_some_and(|p| nouns.contains(&reader.view.id(p.b - 1)))
}

/// The end of what hangs on a noun: before the next verb, comma or conjunction.
fn tail_end(reader: &Reader<'_>, clauses: &Clauses, from: usize) -> usize {
    let end = acts::region_end(reader, clauses, from);
    let mut k = from;
    while k < end {
        let stop = matches!(chunk(reader, k).map(|c| c.is), Some(Ck::But | Ck::Stop))
            || matches!(chunk(reader, k).map(|c| c.is), Some(Ck::Comma))
                && !matches!(chunk(reader, k + 1).map(|c| c.is), Some(Ck::Np(_)));
        if stop {
            return k;
        }
        k += 1;
    }
    end
}

/// Names before the noun: a state or body is who acts, a group or person on whom it is done, unless
/// that is said already.
fn owners(
    reader: &Reader<'_>,
    from: usize,
    head: usize,
    actors: &mut Vec<Meant>,
    targets: &mut Vec<Meant>,
) {
    for i in from..head {
        let Some(t) = reader.view.at(i) else { continue };
        let Some((entity, usage)) = t.entity() else {
            continue;
        };
        let meant = Meant {
            entity,
            at: (t.start, t.end),
            direct: true,
            valid: t.valid,
        };
        let kind = reader.rules.entity(entity).map(|e| e.kind);
        let acts = matches!(kind, Some(EntityKind::State | EntityKind::Organisation))
            || usage == NameUse::Adjective;
        if acts || !targets.is_empty() && t.possessive() {
            if actors.is_empty() {
                actors.push(meant);
            }
        } else if targets.is_empty() && matches!(kind, Some(EntityKind::Group | EntityKind::Person))
        {
            targets.push(meant);
        }
    }
}
