//! What somebody is in, as an act: "is in custody", "remains legal", "is out on bail". Takes a verb group of
//! being, gives the act that its words show to be done, or not to be.

use super::{Event, date, jurisdiction, region_end, unsaid};
use crate::extract::clauses::Clauses;
use crate::extract::roles::{As, Reader};
use crate::lexicon::Class;
use crate::lexicon::phrases::Condition;
use crate::model::ClaimStatus;

/// The act that a verb group of being shows, where the rulebook has words for it.
pub fn state(reader: &Reader<'_>, clauses: &Clauses, v: usize) -> Option<Event> {
    let view = reader.view;
    let vg = reader.chunks.vgs.get(v).copied()?;
    let being = vg.copula && !vg.having || vg.class(view) == Class::Remain;
    if !being || vg.infinitive || vg.gerund {
        return None;
    }
    let act = clauses.acts.get(v).copied()?;
    let mut from = vg.main + 1;
    while view.adverb(from) && from < vg.main + 4 {
        from += 1;
    }
    let matches = |c: &Condition| {
        let words = c.words.iter().enumerate();
        words.clone().all(|(k, w)| view.id(from + k) == *w)
    };
    let found = view.words.conditions().iter().find(|c| matches(c))?;
    let last = from + found.words.len() - 1;
    let end = region_end(reader, clauses, vg.chunk + 1);
    let told = matches!(
        act.status,
        ClaimStatus::Unknown | ClaimStatus::Completed | ClaimStatus::InProgress
    );
    // What is so lasts; that somebody was let go, or stands on a list, is done.
    let lasts = reader
        .rules
        .action(found.action)
        .and_then(|a| a.plover.as_deref())
        .is_some_and(|p| p.starts_with("COERCE/") || p.starts_with("ACCUSE"));
    let status = match act.status {
        _ if told && found.denies => ClaimStatus::NotDone,
        _ if told && lasts => ClaimStatus::InProgress,
        _ if told => ClaimStatus::Completed,
        ClaimStatus::NotDone if !found.denies => ClaimStatus::NotDone,
        _ => return None,
    };
    if act.op.of(status) == ClaimStatus::Hypothetical {
        return None;
    }
    let subject = act.subject?;
    let mut targets = reader.list(subject, As::Target);
    if found.denies {
        // Some of its men at large deny nothing of the others.
        targets.retain(|m| m.direct);
    }
    if targets.is_empty() {
        return None;
    }
    let actors = jurisdiction(reader, found.action, act.from, vg.chunk, end);
    let (first, stop) = (view.at(vg.main)?, view.at(last)?);
    Some(Event {
        action: found.action,
        words: (first.start, stop.end),
        open: actors
            .is_empty()
            .then(|| unsaid(reader, vg.chunk + 1, end))
            .flatten(),
        actors,
        targets,
        participants: Vec::new(),
        amount: None,
        status: act.op.of(status),
        voice: act.voice,
        // A denial speaks of the day of the report; a state may have begun at any time.
        background: !found.denies,
        asked: false,
        date: date(reader, clauses, v, &act, end),
        cues: vg.cue.into_iter().collect(),
        extent: (
            reader
                .chunks
                .nps
                .get(subject)
                .map_or(vg.chunk, |p| p.chunk.min(vg.chunk)),
            end,
        ),
        noun: None,
        by_verb: true,
        patient: false,
        things: false,
        we: None,
        date_from: 0,
    })
}
