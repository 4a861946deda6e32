//! A past or participle without auxiliary: takes its chunk, gives the act that it is where it is no finite
//! past ("groups banned by Pakistan", "had their accounts frozen", "was arrested and convicted").

use super::{chunk, previous};
use crate::extract::chunks::{Chunk, Chunks, Ck, View};
use crate::extract::clauses::{Act, Clauses, negative};
use crate::extract::status;
use crate::extract::verbs::Vg;
use crate::lexicon::{Class, PAST};
use crate::model::ClaimStatus::{Completed, Hypothetical, NotDone, Unknown};

/// A past or participle without auxiliary; none where it is a finite past with a subject of its own.
pub fn bare(view: &View<'_>, chunks: &Chunks, out: &Clauses, c: usize, v: usize) -> Option<Act> {
    let vg = chunks.vgs.get(v)?;
    let (subject, last, candidate) = out.open_clause();
    let object_follows = matches!(chunk(chunks, c + 1).map(|k| k.is), Some(Ck::Np(_)));
    let agent_follows =
        chunk(chunks, c + 1).is_some_and(|k| k.id == view.words.at.by && k.is == Ck::Prep);
    let only_participle = vg.forms & PAST == 0;
    let (p, prev) = match previous(chunks, c) {
        Some(x) => x,
        None => {
            // "Arrested in 2019, Saeed …": the subject comes after the comma.
            let np = (c..chunks.all.len())
                .skip_while(|k| chunk(chunks, *k).is_none_or(|x| x.is != Ck::Comma))
                .find_map(|k| match chunk(chunks, k)?.is {
                    Ck::Np(n) => Some(usize::from(n)),
                    _ => None,
                });
            // "- Banned JeM on 3 May 2020" under "Action taken by Pakistan".
            if view.item && object_follows && vg.forms & PAST != 0 {
                return Some(Act {
                    status: status::finite(vg, false, false),
                    ..Act::default()
                });
            }
            return Some(Act {
                subject: np.filter(|_| !object_follows),
                passive: true,
                status: if np.is_some() && !object_follows {
                    status::adverbs(vg, Completed)
                } else {
                    Hypothetical
                },
                background: true,
                ..Act::default()
            });
        }
    };
    match prev.is {
        Ck::And | Ck::Comma | Ck::But => {
            let last = last.filter(|l| Some(*l) != Some(v))?;
            let fresh = candidate.and_then(|n| chunks.nps.get(n)).is_some_and(|np| {
                chunks.vgs.get(last).is_some_and(|g| np.chunk > g.chunk)
                    && np.chunk + 1 == p + usize::from(prev.is != Ck::And)
            });
            let (outer, auxiliary) = (out.acts.get(last)?, chunks.vgs.get(last)?);
            let _ = fresh;
            // "has not arrested or charged", "was arrested and convicted": the auxiliaries go on.
            let carries = auxiliary.passive
                || auxiliary.perfect
                || auxiliary.negated
                || outer.shares.is_some() && outer.passive;
            if carries && !(auxiliary.passive && object_follows) {
                return Some(Act {
                    subject: outer.subject,
                    passive: outer.passive,
                    status: status::adverbs(vg, outer.status),
                    background: outer.background,
                    shares: Some(last),
                    ..Act::default()
                });
            }
            // ", banned by Pakistan,": a participle after a comma.
            if prev.is == Ck::Comma && (agent_follows || only_participle) {
                let np = nearest_np(chunks, p);
                return Some(reduced(vg, np, agent_follows));
            }
            None
        }
        Ck::Vg(u) => {
            let u = usize::from(u);
            let verb = chunks.vgs.get(u)?;
            // "remain convicted", "stands accused"
            if verb.class(view) == Class::Remain {
                let outer = out.acts.get(u)?;
                let s = match outer.status {
                    Unknown | Completed => Completed,
                    s => s,
                };
                return Some(Act {
                    subject: outer.subject,
                    passive: true,
                    status: status::adverbs(vg, s),
                    background: true,
                    shares: Some(u),
                    ..Act::default()
                });
            }
            None
        }
        Ck::Np(n) => {
            let n = usize::from(n);
            let np = chunks.nps.get(n)?;
            // "had their accounts frozen"
            if let Some((_, Chunk { is: Ck::Vg(u), .. })) = previous(chunks, np.chunk)
                && let Some(verb) = chunks.vgs.get(usize::from(u))
                && verb.having
                && !object_follows
            {
                let outer = out.acts.get(usize::from(u))?;
                let s = if verb.past && !verb.negated {
                    Completed
                } else {
                    outer.status
                };
                return Some(Act {
                    subject: Some(n),
                    passive: true,
                    status: status::adverbs(vg, s),
                    background: false,
                    ..Act::default()
                });
            }
            if object_follows && !only_participle {
                return None;
            }
            // After the object of another verb, or after a preposition's noun where the clause has its
            // verb already: it describes that noun.
            let described = last
                .is_some_and(|l| chunks.vgs.get(l).is_some_and(|g| g.chunk < np.chunk))
                && matches!(
                    previous(chunks, np.chunk).map(|(_, k)| k.is),
                    Some(Ck::Vg(_) | Ck::Prep)
                )
                && !out.acts.get(last.unwrap_or(0)).is_some_and(|_| {
                    chunks
                        .vgs
                        .get(last.unwrap_or(0))
                        .is_some_and(|g| g.speaks(view))
                        && !agent_follows
                        && !only_participle
                });
            if described
                || later_finite(chunks, c)
                || only_participle
                || agent_follows
                || view.heading
            {
                let whole = !described && !later_finite(chunks, c) && last.is_none();
                let mut act = reduced(
                    vg,
                    Some(subject_np(chunks, candidate, n, described)),
                    agent_follows,
                );
                // A heading leaves the auxiliary out: "LeT leader arrested in Lahore".
                act.background = !(whole && view.heading);
                if negative(view, chunks, n).is_some() {
                    act.status = NotDone;
                }
                return Some(act);
            }
            None
        }
        Ck::Cond | Ck::Sub => Some(Act {
            subject,
            passive: !object_follows,
            status: Hypothetical,
            background: true,
            ..Act::default()
        }),
        Ck::Prep => Some(Act {
            passive: true,
            status: Hypothetical,
            background: true,
            ..Act::default()
        }),
        _ => None,
    }
}

pub(super) fn subject_np(
    chunks: &Chunks,
    candidate: Option<usize>,
    n: usize,
    described: bool,
) -> usize {
    if described {
        return n;
    }
    // "Leaders of LeT arrested …": the phrase that the preposition hangs on.
    candidate
        .filter(|k| {
            chunks
                .nps
                .get(*k)
                .is_some_and(|p| chunks.nps.get(n).is_some_and(|q| p.chunk <= q.chunk))
        })
        .unwrap_or(n)
}

pub(super) fn reduced(vg: &Vg, subject: Option<usize>, _agent: bool) -> Act {
    Act {
        subject,
        passive: true,
        status: if vg.negated {
            NotDone
        } else {
            status::adverbs(vg, Completed)
        },
        background: true,
        ..Act::default()
    }
}

pub(super) fn nearest_np(chunks: &Chunks, c: usize) -> Option<usize> {
    (0..c).rev().find_map(|k| match chunk(chunks, k)?.is {
        Ck::Np(n) => Some(usize::from(n)),
        _ => None,
    })
}

/// Whether a finite verb follows in the same clause without a subject of its own: then the bare form
/// before it was a participle ("groups banned in 2002 were …").
pub(super) fn later_finite(chunks: &Chunks, c: usize) -> bool {
    let mut prep = false;
    for k in c + 1..chunks.all.len().min(c + 16) {
        let Some(x) = chunk(chunks, k) else {
            return false;
        };
        match x.is {
            Ck::Prep => prep = true,
            Ck::Np(_) if !prep => return false,
            Ck::Np(_) => {}
            Ck::Vg(v) => return chunks.vgs.get(usize::from(v)).is_some_and(|g| g.finite),
            Ck::Date(_) | Ck::Other => {}
            Ck::And => prep = true,
            _ => return false,
        }
        if matches!(x.is, Ck::Np(_)) && !matches!(chunk(chunks, k + 1).map(|x| x.is), Some(Ck::And))
        {
            prep = false;
            // A phrase after a preposition may be followed by the verb at once.
            if matches!(chunk(chunks, k + 1).map(|x| x.is), Some(Ck::Np(_))) {
                return false;
            }
        }
    }
    false
}
