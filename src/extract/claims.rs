//! Claims from events: takes what was read of an act, gives one claim a target, with its days, its
//! source, and the place of every part in the file.

use super::acts::Event;
use super::attribution::Speaker;
use super::chunks::{Chunks, Ck, View};
use super::dates::{Bound, DateRef};
use super::digest::Digest;
use crate::model::{
    Block, Claim, ClaimSource, ClaimStatus, Dating, EntityId, Modality, Parts, Places, Polarity,
    ReportIx, Rulebook, SourceIx, Who,
};
use crate::source::{FileId, Span};
use crate::time::{Day, Interval};

/// What all claims of a report share.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The rulebook.
    pub rules: &'a Rulebook,
    /// The file.
    pub file: FileId,
    /// The publisher.
    pub source: &'a ClaimSource,
    /// Last day of publication.
    pub recorded: Day,
    /// First day that the report covers.
    pub covers: Day,
}

/// Whether a status speaks of what is to come.
fn ahead(s: ClaimStatus) -> bool {
    use ClaimStatus::{Hypothetical, Planned, Preparing, Promised, Requested, Threatened};
    matches!(
        s,
        Planned | Promised | Preparing | Requested | Threatened | Hypothetical
    )
}

/// The days of an event, and where they come from.
fn days(
    event: &Event,
    date: Option<usize>,
    dates: &[DateRef],
    frame: &Frame<'_>,
) -> (Interval, Dating) {
    let recorded = frame.recorded;
    let ahead = ahead(event.status) && !event.asked;
    let given = date.and_then(|d| dates.get(d)).and_then(|d| {
        let days = if ahead { d.future } else { d.past }?;
        let till = if ahead { Day::MAX } else { recorded };
        let days = match d.bound {
            Bound::At => days,
            // What is due by a day is due in its month or year, as far as that lies ahead.
            Bound::By if ahead => Interval::new(days.lo.max(recorded).min(days.hi), days.hi),
            Bound::By | Bound::Until => Interval::new(Day::MIN, days.hi),
            Bound::Since => Interval::new(days.lo, till.max(days.hi)),
            Bound::Before => Interval::new(Day::MIN, days.lo.prev()),
            Bound::After => Interval::new(days.hi.next(), till.max(days.hi.next())),
        };
        Some(if !ahead && days.lo <= recorded {
            days.and(Interval::new(Day::MIN, recorded))
        } else {
            days
        })
    });
    match given {
        Some(days) => (days, Dating::Given),
        None if event.background => (Interval::new(Day::MIN, recorded), Dating::Background),
        None => (
            Interval::new(frame.covers.min(recorded), recorded),
            Dating::Undated,
        ),
    }
}

/// The claims of an event; none where it names neither actor nor target. Gives whether they are of a party
/// that is still to be found.
#[expect(clippy::too_many_arguments, reason = "the parts of one sentence")]
pub fn make(
    event: &Event,
    speaker: &Speaker,
    view: &View<'_>,
    chunks: &Chunks,
    dates: &[DateRef],
    block: &Block<'_>,
    wording: u64,
    frame: &Frame<'_>,
    out: &mut Vec<Claim>,
) -> bool {
    let mut actors: Vec<EntityId> = Vec::new();
    let mut actor_spans = Vec::new();
    let span = |(a, b): (u32, u32)| block.map.span(frame.file, a as usize, b as usize);
    let (valid, dating) = days(event, event.date, dates, frame);
    for m in &event.actors {
        if !m.valid.overlaps(valid) {
            continue;
        }
        if !actors.contains(&m.entity) {
            actors.push(m.entity);
            actor_spans.push(span(m.at));
        }
    }
    // An act of unnamed parties is told only where it can be recognised: by its number or its day.
    let known = event.status == ClaimStatus::Reversed
        || event.noun.is_none()
            && event.by_verb
            && (event.amount.is_some() || event.patient || dating == Dating::Given);
    let faint =
        actors.is_empty() && event.targets.is_empty() && event.participants.is_empty() && !known;
    if faint && !(event.by_verb && event.open == Some(super::acts::Unsaid::Organ)) {
        return false;
    }
    let mut status = event.status;
    let mut modality = status.modality();
    let mut polarity = status.polarity();
    // Done after it was told: it was not done yet.
    if modality == Modality::Completed && valid.lo > frame.recorded {
        status = ClaimStatus::Planned;
        modality = Modality::Planned;
    }
    let mut action = event.action;
    if status == ClaimStatus::Reversed {
        // The claim is of the act that undoes it; where the rulebook knows none, the act is only said
        // to be undone, which is no evidence of its having been done.
        match frame
            .rules
            .action(action)
            .and_then(|a| a.undone_by.first().copied())
        {
            Some(undo) => action = undo,
            None => {
                modality = Modality::Hypothetical;
                polarity = Polarity::Asserted;
            }
        }
    }
    let sentence = extent(event, view, chunks);
    let date_span = event
        .date
        .and_then(|d| dates.get(d))
        .and_then(|_| date_bytes(event, view, chunks))
        .map(span);
    let mut tier = frame.source.tier;
    if let Some(t) = speaker.tier {
        tier = tier.max(t);
    }
    let undated = days(event, None, dates, frame);
    let mut push = |target: Option<(EntityId, Span)>, own_date: bool| {
        if target.is_some_and(|(t, _)| actors.contains(&t)) {
            return;
        }
        let (valid, dating) = if own_date { (valid, dating) } else { undated };
        let mut claim = Claim {
            id: 0,
            event: None,
            actors: actors.clone().into(),
            action,
            targets: target.iter().map(|(t, _)| Who::Entity(*t)).collect(),
            participants: event.participants.clone().into(),
            amount: event.amount.clone().map(Box::new),
            valid,
            dating,
            recorded: frame.recorded,
            source: SourceIx(0),
            tier,
            speakers: speaker.parties.clone().into(),
            attributed_to: speaker.words.as_deref().map(Into::into),
            polarity,
            modality,
            status,
            retracts: None,
            report: ReportIx(0),
            span: span(sentence),
            places: Places::new(
                Parts {
                    actors: actor_spans.clone().into(),
                    action: Some(span(event.words)),
                    targets: target.iter().map(|(_, s)| *s).collect(),
                    date: date_span.filter(|_| own_date),
                    status: event.cues.iter().copied().map(span).collect(),
                },
                span(sentence),
            ),
            wording: Some(wording),
        };
        claim.id = identify(&claim, frame);
        out.push(claim);
    };
    let mut seen: Vec<EntityId> = Vec::new();
    for m in &event.targets {
        if !m.valid.overlaps(valid) {
            continue;
        }
        if !seen.contains(&m.entity) {
            seen.push(m.entity);
            push(Some((m.entity, span(m.at))), m.at.0 >= event.date_from);
        }
    }
    if seen.is_empty() {
        push(None, true);
    }
    faint
}

/// The digest of a claim's content: names rather than numbers, no place.
pub(super) fn identify(claim: &Claim, frame: &Frame<'_>) -> u64 {
    let mut h = Digest::default()
        .text(&frame.source.name)
        .text(frame.rules.action_name(claim.action));
    for a in &claim.actors {
        h = h.text(frame.rules.entity_name(*a));
    }
    h = h.number(1);
    for t in &claim.targets {
        if let Who::Entity(e) = t {
            h = h.text(frame.rules.entity_name(*e));
        }
    }
    for (p, e) in &claim.participants {
        h = h.text(p.word()).text(frame.rules.entity_name(*e));
    }
    if let Some(a) = &claim.amount {
        h = h.number(a.micros as i64).text(a.bound);
    }
    h.number(i64::from(claim.valid.lo.0))
        .number(i64::from(claim.valid.hi.0))
        .number(i64::from(claim.recorded.0))
        .text(claim.status.word())
        .text(claim.attributed_to.as_deref().unwrap_or(""))
        .number(claim.wording.unwrap_or(0) as i64)
        .get()
}

/// The bytes of the clause: all that belongs to the event, edges trimmed.
fn extent(event: &Event, view: &View<'_>, chunks: &Chunks) -> (u32, u32) {
    let (mut from, mut to) = event.extent;
    let loose = |k: usize| {
        chunks
            .all
            .get(k)
            .is_some_and(|c| matches!(c.is, Ck::Comma | Ck::And | Ck::But | Ck::Stop | Ck::Prep))
    };
    while to > from + 1 && loose(to - 1) {
        to -= 1;
    }
    while from + 1 < to && loose(from) {
        from += 1;
    }
    let start = chunks
        .all
        .get(from)
        .and_then(|c| view.at(c.a))
        .map_or(event.words.0, |t| t.start);
    let end = to
        .checked_sub(1)
        .and_then(|k| chunks.all.get(k))
        .and_then(|c| view.at(c.b - 1))
        .map_or(event.words.1, |t| t.end);
    let named = event
        .actors
        .iter()
        .chain(&event.targets)
        .map(|m| m.at)
        .chain([event.words]);
    named.fold((start, end), |(a, b), (s, e)| (a.min(s), b.max(e)))
}

fn date_bytes(event: &Event, view: &View<'_>, chunks: &Chunks) -> Option<(u32, u32)> {
    let want = event.date?;
    chunks
        .all
        .iter()
        .find(|c| matches!(c.is, Ck::Date(d) if usize::from(d) == want))
        .and_then(|c| view.at(c.a))
        .map(|t| (t.start, t.end))
}
