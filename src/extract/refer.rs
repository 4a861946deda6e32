//! Acts that refer to an act told before: takes an act without a target of its own ("lifted the ban",
//! "the decision was reversed"), gives it the target of the act that it speaks of.

use super::acts::{self, Event};
use super::chunks::{Chunks, Ck, Np, View};
use super::clauses::Clauses;
use super::coref::Memory;
use super::roles::{Meant, Reader};
use crate::lexicon::Class;
use crate::lexicon::words::feat;
use crate::model::{ActionId, ClaimStatus, EntityId, Rulebook};
use crate::time::Interval;

/// Whether `undo` undoes `act`, or one of the acts that `act` is a case of.
pub fn undoes(rules: &Rulebook, undo: ActionId, act: ActionId) -> bool {
    rules
        .action(act)
        .is_some_and(|a| a.undone_by.contains(&undo))
        || rules
            .actions
            .iter()
            .any(|a| a.includes.contains(&act) && a.undone_by.contains(&undo))
}

fn meant(entities: Vec<EntityId>, at: (u32, u32)) -> Vec<Meant> {
    entities
        .into_iter()
        .map(|entity| Meant {
            entity,
            at,
            direct: false,
            valid: Interval::ALL,
        })
        .collect()
}

/// Gives an act without a target that of the act before that it undoes or names again.
pub fn resolve(event: &mut Event, rules: &Rulebook, memory: &Memory) {
    if !event.targets.is_empty() || event.patient && !event.things {
        return;
    }
    let reversed = event.status == ClaimStatus::Reversed;
    let again = event.noun.is_none() && event.things;
    let found = memory.act(|a| {
        again && a == event.action
            || undoes(rules, event.action, a)
            || reversed
                && (a == event.action
                    || rules
                        .action(event.action)
                        .is_some_and(|x| x.includes.contains(&a))
                    || rules
                        .action(a)
                        .is_some_and(|x| x.includes.contains(&event.action)))
    });
    if let Some((_, targets)) = found {
        event.targets = meant(targets, event.words);
    }
}

/// "… but reversed the decision", "and lifted it a day later": a verb of undoing whose object or
/// subject stands for an act told before. The act is then said to be undone.
pub fn undoing(reader: &Reader<'_>, clauses: &Clauses, v: usize) -> Option<Event> {
    let view = reader.view;
    let vg = reader.chunks.vgs.get(v).copied().filter(|g| !g.copula)?;
    let raw = view.raw(vg.main).to_ascii_lowercase();
    let near = |w: &str| (vg.main + 1..vg.main + 6).any(|i| view.raw(i).eq_ignore_ascii_case(w));
    let begins = |all: &[&str]| all.iter().any(|w| raw.starts_with(w));
    // "struck it down", "was suspended", "stayed the ban", "lapsed": these undo an act by what it is said of.
    let aside = raw == "set" && view.raw(vg.main + 1).eq_ignore_ascii_case("aside");
    let act = clauses.acts.get(v).copied()?;
    let ended = begins(&["laps", "expire", "ended", "collapse"]) && !act.passive;
    let other = aside
        || begins(&["struck", "strike", "striking"]) && near("down")
        || begins(&["suspend", "stayed", "frozen"])
        || ended;
    if vg.class(view) != Class::Undo && !other {
        return None;
    }
    // These undo an act only with a noun that says so.
    if !other
        && ["remov", "end", "set", "withdr"]
            .iter()
            .any(|w| raw.starts_with(w))
    {
        return None;
    }
    let object = || {
        let at = |k: usize| reader.chunks.all.get(vg.chunk + k).map(|c| c.is);
        match (at(1)?, at(2)) {
            (Ck::Np(n), _) | (Ck::Prep | Ck::Other, Some(Ck::Np(n))) => Some(usize::from(n)),
            _ => None,
        }
    };
    let n = if act.passive || ended {
        act.subject
    } else {
        object()
    }?;
    let np = reader.chunks.nps.get(n)?;
    if !stands_for_an_act(reader, np, other) {
        return None;
    }
    // "the ban": the noun says which act.
    let head = view.at(np.b.saturating_sub(1))?;
    let nouns = view.words.noun(head.word);
    let (action, targets) = reader.memory.act(|a| {
        let named = |n: ActionId| {
            n == a
                || reader
                    .rules
                    .action(a)
                    .is_some_and(|x| x.includes.contains(&n))
                || reader
                    .rules
                    .action(n)
                    .is_some_and(|x| x.includes.contains(&a))
        };
        reader
            .rules
            .action(a)
            .is_some_and(|a| !a.undone_by.is_empty())
            && (nouns.is_empty() || nouns.iter().any(|f| named(f.action)))
    })?;
    let item = view.at(vg.main)?;
    let words = (item.start, item.end);
    let end = acts::region_end(reader, clauses, vg.chunk + 1);
    let status = match act.op.of(act.status) {
        ClaimStatus::Completed => ClaimStatus::Reversed,
        _ => ClaimStatus::Hypothetical,
    };
    let actors = if act.passive {
        acts::agent(reader, vg.chunk + 1, end)
    } else {
        act.subject
            .map_or_else(Vec::new, |n| reader.list(n, super::roles::As::Actor))
    };
    Some(Event {
        action,
        words,
        actors,
        targets: meant(targets, words),
        participants: Vec::new(),
        amount: None,
        status,
        voice: act.voice,
        background: act.background,
        asked: false,
        date: acts::date(reader, clauses, v, &act, end),
        cues: vec![words],
        extent: (vg.chunk, end),
        noun: None,
        by_verb: true,
        patient: false,
        things: false,
        open: None,
        we: None,
        date_from: 0,
    })
}

/// "scrapped that ban": a verb of undoing whose object names an act, which tells of it by itself.
pub fn of_an_act(reader: &Reader<'_>, v: usize) -> bool {
    let Some(vg) = reader.chunks.vgs.get(v) else {
        return false;
    };
    vg.class(reader.view) == Class::Undo
        && !vg.passive
        && reader.chunks.all.get(vg.chunk + 1).is_some_and(|c| {
            matches!(c.is, Ck::Np(_)) && reader.view.has(c.b.saturating_sub(1), feat::ACTN)
        })
}

/// When something was asked for: the date of the demand, or of the saying that it is in.
pub fn asked(reader: &Reader<'_>, clauses: &Clauses, event: &Event) -> Option<usize> {
    let view = reader.view;
    let urges = reader.chunks.vgs.iter().rposition(|g| {
        view.at(g.main).is_some_and(|t| t.end <= event.words.0) && g.class(view) == Class::Urge
    });
    let said = event
        .voice
        .and_then(|v| clauses.voices.get(v))
        .and_then(|v| v.vg);
    [urges, said].into_iter().flatten().find_map(|v| {
        let act = clauses
            .acts
            .get(v)
            .filter(|a| a.status == ClaimStatus::Completed)?;
        let from = reader.chunks.vgs.get(v)?.chunk + 1;
        let end = acts::region_end(reader, clauses, from);
        acts::date(reader, clauses, v, act, end)
    })
}

/// "No such decision was taken", "no such arrest took place": the act told before is denied.
pub fn never(reader: &Reader<'_>, clauses: &Clauses, v: usize) -> Option<Event> {
    let view = reader.view;
    let at = &view.words.at;
    let vg = reader.chunks.vgs.get(v).copied().filter(|g| !g.copula)?;
    let act = clauses.acts.get(v).copied()?;
    let class = vg.class(view);
    let said = act.passive && class == Class::Light
        || class == Class::Occur
        || view.id(vg.main + 1) == at.place;
    let np = reader.chunks.nps.get(act.subject?)?;
    let head = view.at(np.b.saturating_sub(1))?;
    if !said
        || !np.none
        || view.id(np.a + 1) != at.such
        || !head.has(feat::DEED | feat::ACTN)
        || act.status != ClaimStatus::NotDone
    {
        return None;
    }
    let nouns = view.words.noun(head.word);
    let (action, targets) = reader
        .memory
        .act(|a| nouns.is_empty() || head.has(feat::DEED) || nouns.iter().any(|f| f.action == a))?;
    let item = view.at(vg.main)?;
    let words = (item.start, item.end);
    let end = acts::region_end(reader, clauses, vg.chunk + 1);
    let actors = acts::agent(reader, vg.chunk + 1, end);
    let open = actors
        .is_empty()
        .then(|| acts::unsaid(reader, vg.chunk + 1, end))
        .flatten();
    Some(Event {
        action,
        words,
        actors,
        targets: meant(targets, (head.start, head.end)),
        participants: Vec::new(),
        amount: None,
        status: act.op.of(ClaimStatus::NotDone),
        voice: act.voice,
        background: act.background,
        asked: false,
        date: acts::date(reader, clauses, v, &act, end),
        cues: vec![(view.at(np.a)?.start, head.end)],
        extent: (np.chunk, end),
        noun: None,
        by_verb: true,
        patient: false,
        things: false,
        open,
        we: None,
        date_from: 0,
    })
}

/// "it", "them", "the decision", "this move".
/// With `named`, "the ban" too.
fn stands_for_an_act(reader: &Reader<'_>, np: &Np, named: bool) -> bool {
    let at = &reader.view.words.at;
    if np.pronoun != 0 {
        return [at.it, at.them].contains(&np.pronoun);
    }
    let definite = [at.the, at.this, at.that, at.its, at.their].contains(&reader.view.id(np.a));
    let head = np.b.saturating_sub(1);
    let alone = !matches!(
        reader.chunks.all.get(np.chunk + 1),
        Some(c) if c.is == Ck::Prep && c.id == at.of
    );
    let noun = if named {
        feat::DEED | feat::ACTN
    } else {
        feat::DEED
    };
    definite && alone && reader.view.has(head, noun)
}

/// Whether the sentence takes a story back: "withdrew the report", "the claim was retracted".
pub fn retracted(view: &View<'_>, chunks: &Chunks) -> bool {
    chunks.vgs.iter().any(|g| {
        let raw = view.raw(g.main);
        let begins = |w: &str| {
            raw.get(..w.len())
                .is_some_and(|r| r.eq_ignore_ascii_case(w))
        };
        if g.negated || !["withdr", "retract", "recant"].iter().any(|w| begins(w)) {
            return false;
        }
        let near = [g.chunk.checked_sub(1), Some(g.chunk + 1)];
        near.into_iter().flatten().any(|k| {
            chunks.all.get(k).is_some_and(|c| {
                matches!(c.is, Ck::Np(_))
                    && view.has(c.b - 1, feat::VOICE | feat::TALE | feat::FICTION)
            })
        })
    })
}
