//! The words of an act around its verb: takes a frame of the rulebook and the chunks after the verb, gives
//! whether the frame fits and which phrase is the target.

use super::{chunk, np_at};
use crate::extract::chunks::Ck;
use crate::extract::clauses::Act;
use crate::extract::refer;
use crate::extract::roles::Reader;
use crate::lexicon::phrases::Frame;
use crate::lexicon::words::feat;

pub(super) struct Fit<'f> {
    pub(super) frame: &'f Frame,
    /// Phrases of the target.
    pub(super) target: Option<usize>,
    /// Last item of the action's words.
    pub(super) last: usize,
    /// The chunk after what the frame took.
    pub(super) next: usize,
    /// The target's phrase is of things whose owner is meant.
    pub(super) owners: bool,
    /// The object is denied: "took no action".
    pub(super) none: bool,
    /// The phrase of the noun that belongs to the verb.
    pub(super) noun: Option<usize>,
}

pub(super) fn skip(reader: &Reader<'_>, mut k: usize, end: usize) -> usize {
    while k < end && chunk(reader, k).is_some_and(|c| matches!(c.is, Ck::Other | Ck::Date(_))) {
        k += 1;
    }
    k
}

/// Whether the head of phrase `n` is one of the nouns.
pub(super) fn heads(reader: &Reader<'_>, n: usize, nouns: &[u32]) -> bool {
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

pub(super) fn fits<'f>(
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
    if frame.befalls {
        return befalls(reader, act, c, main, frame);
    }
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
            && let Some(one) = object
            && reader
                .chunks
                .nps
                .get(one)
                .is_some_and(|p| p.pronoun != 0 && [at.them, at.it, at.they].contains(&p.pronoun))
            && reader
                .memory
                .act(|a| a == frame.action || refer::undoes(reader.rules, frame.action, a))
                .is_some()
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

/// "walked free", "is serving an eight-year sentence": the words stand near after the verb, and the subject
/// is whom it befalls.
fn befalls<'f>(
    reader: &Reader<'_>,
    act: &Act,
    c: usize,
    main: usize,
    frame: &'f Frame,
) -> Option<Fit<'f>> {
    let view = reader.view;
    if act.passive {
        return None;
    }
    let mut last = main;
    for word in &frame.tail {
        let near = last + if last == main { 6 } else { 2 };
        last = (last + 1..=near).find(|i| view.id(*i) == *word)?;
    }
    let next = (c + 1..reader.chunks.all.len())
        .find(|k| chunk(reader, *k).is_some_and(|x| x.a > last))
        .unwrap_or(reader.chunks.all.len());
    let noun = reader
        .chunks
        .nps
        .iter()
        .position(|p| last > main && p.a <= last && last < p.b);
    Some(Fit {
        frame,
        target: Some(act.subject?),
        last,
        next,
        owners: false,
        none: noun
            .and_then(|n| reader.chunks.nps.get(n))
            .is_some_and(|p| p.none),
        noun,
    })
}

/// "bring … to justice": the words after the gap stand near, and what stands between is the object.
pub(super) fn tail<'f>(
    reader: &Reader<'_>,
    act: &Act,
    k: usize,
    main: usize,
    end: usize,
    frame: &'f Frame,
) -> Option<Fit<'f>> {
    let view = reader.view;
    // "let him go": the word after the gap may be a verb of its own.
    let stop = chunk(reader, end).map_or(view.items.len(), |c| {
        let own = matches!(c.is, Ck::Vg(_)) && frame.tail.first() == Some(&view.id(c.a));
        if own { c.b } else { c.a }
    });
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
    // "to bring to justice Hafiz Saeed": the last of the words and the object in one phrase.
    let within = reader
        .chunks
        .nps
        .iter()
        .position(|p| p.a < last && last < p.b && p.a >= first);
    let target = if act.passive {
        act.subject
    } else {
        between
            .or(within)
            .or_else(|| np_at(reader, after, end))
            .or(act.object)
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
