//! What governs a verb without tense: takes an infinitive, an -ing form or a bare participle, gives its
//! subject and status from the verb, noun, adjective or preposition that it hangs on.

use super::chunks::{Chunk, Chunks, Ck, View};
use super::clauses::{Act, Clauses, negative};
use super::status::{self, governed};
use super::verbs::Vg;
use crate::lexicon::words::feat;
use crate::lexicon::{Class, PAST};
use crate::model::ClaimStatus::{self, Completed, Hypothetical, NotDone, Unknown};

fn chunk(chunks: &Chunks, c: usize) -> Option<Chunk> {
    chunks.all.get(c).copied()
}

/// The nearest chunk before `c` that is no adverb or date, and its index.
fn previous(chunks: &Chunks, c: usize) -> Option<(usize, Chunk)> {
    (0..c)
        .rev()
        .filter_map(|k| chunk(chunks, k).map(|x| (k, x)))
        .find(|(_, x)| !matches!(x.is, Ck::Other | Ck::Date(_)))
}

fn vg_of(chunks: &Chunks, c: usize) -> Option<usize> {
    match chunk(chunks, c)?.is {
        Ck::Vg(v) => Some(usize::from(v)),
        _ => None,
    }
}

/// `to` + verb.
pub fn infinitive(view: &View<'_>, chunks: &Chunks, out: &Clauses, c: usize, vg: &Vg) -> Act {
    let mut act = Act {
        subject: out.open_clause().0,
        passive: vg.passive,
        status: Hypothetical,
        ..Act::default()
    };
    let Some((p, prev)) = previous(chunks, c) else {
        return act;
    };
    let status = match prev.is {
        Ck::Vg(u) => {
            let u = usize::from(u);
            act.subject = out.acts.get(u).and_then(|a| a.subject);
            by_verb(view, chunks, out, u, vg)
        }
        Ck::Np(n) => by_phrase(view, chunks, out, p, usize::from(n), vg, &mut act),
        Ck::And | Ck::Comma => {
            // "to arrest and to prosecute"
            let earlier = (0..p)
                .rev()
                .find_map(|k| vg_of(chunks, k))
                .filter(|v| chunks.vgs.get(*v).is_some_and(|g| g.infinitive));
            match earlier.and_then(|v| out.acts.get(v)) {
                Some(a) => {
                    act.subject = a.subject;
                    a.status
                }
                None => Hypothetical,
            }
        }
        _ => Hypothetical,
    };
    // "was to have been banned", "was supposed to have": what was demanded or meant, and did not come about.
    let status = match status {
        ClaimStatus::Requested
        | ClaimStatus::Planned
        | ClaimStatus::Promised
        | ClaimStatus::Preparing
            if vg.perfect =>
        {
            Hypothetical
        }
        s => s,
    };
    act.status = negate(vg, status::adverbs(vg, status));
    act
}

/// `not to arrest`: never done, and a denial only of what would have been done.
fn negate(vg: &Vg, s: ClaimStatus) -> ClaimStatus {
    match s {
        s if !vg.negated => s,
        Completed => NotDone,
        _ => Hypothetical,
    }
}

fn by_verb(view: &View<'_>, chunks: &Chunks, out: &Clauses, u: usize, vg: &Vg) -> ClaimStatus {
    let (Some(g), Some(outer)) = (chunks.vgs.get(u), out.acts.get(u)) else {
        return Hypothetical;
    };
    if g.copula {
        return Hypothetical;
    }
    // "ordered to", "allowed to" with a passive: the subject is who is to act, as with an object.
    let class = g.class(view);
    let outer_status = outer.status;
    let told = class == Class::Say && view.raw(g.main).eq_ignore_ascii_case("told");
    if g.passive && (told || class == Class::Light && view.raw(g.main).starts_with("order")) {
        return governed(Class::Urge, outer_status, vg.perfect, true);
    }
    governed(class, outer_status, vg.perfect, g.passive)
}

/// A noun phrase before `to`: its last word governs ("failure to", "unable to"), or it is the object
/// of the verb before it ("urged Pakistan to"), or follows `for` or `on`.
fn by_phrase(
    view: &View<'_>,
    chunks: &Chunks,
    out: &Clauses,
    p: usize,
    n: usize,
    vg: &Vg,
    act: &mut Act,
) -> ClaimStatus {
    let Some(np) = chunks.nps.get(n) else {
        return Hypothetical;
    };
    let before = previous(chunks, p);
    let head = view.at(np.b - 1).copied();
    if let Some(class) = head.and_then(|h| h.word.governs) {
        let owner = (np.a..np.b).any(|i| {
            view.at(i)
                .is_some_and(|t| t.entity().is_some() || t.has(feat::POSSP))
        });
        match before.map(|(_, b)| b.is) {
            Some(Ck::Vg(u)) => {
                let u = usize::from(u);
                let outer = out.acts.get(u).copied().unwrap_or_default();
                let verb = chunks.vgs.get(u);
                if !owner {
                    act.subject = outer.subject;
                }
                let copula = verb.is_some_and(|g| g.copula);
                let outer_status = match outer.status {
                    // "is unable to": the present holds.
                    Unknown if copula => Completed,
                    s => s,
                };
                let outer_status = if np.none {
                    status::finite(
                        &Vg {
                            past: true,
                            negated: true,
                            ..Vg::default()
                        },
                        false,
                        false,
                    )
                } else {
                    outer_status
                };
                if !copula
                    && !owner
                    && verb.is_some_and(|g| {
                        matches!(g.class(view), Class::Urge | Class::Stop | Class::Prevent)
                    })
                {
                    return Hypothetical;
                }
                if class == Class::Able
                    && copula
                    && !verb.is_some_and(|g| g.past)
                    && outer_status == Completed
                {
                    return Hypothetical;
                }
                return governed(class, outer_status, vg.perfect, false);
            }
            _ => {
                if owner {
                    act.subject = Some(n);
                }
                let outer = if np.none { NotDone } else { Completed };
                return governed(class, outer, vg.perfect, false);
            }
        }
    }
    let Some((b, before)) = before else {
        return Hypothetical;
    };
    match before.is {
        Ck::Vg(u) => {
            let u = usize::from(u);
            act.subject = Some(n);
            let class = chunks.vgs.get(u).map_or(Class::Other, |g| g.class(view));
            let outer = out.acts.get(u).map_or(Hypothetical, |a| a.status);
            let raw = chunks.vgs.get(u).map_or("", |g| view.raw(g.main));
            let class = if class == Class::Light && raw.starts_with("order")
                || class == Class::Say && (raw.starts_with("told") || raw.starts_with("tell"))
            {
                Class::Urge
            } else {
                class
            };
            match class {
                // "wants Pakistan to ban": asked of another, not planned.
                Class::Plan => governed(Class::Urge, outer, vg.perfect, false),
                Class::Urge | Class::Force | Class::Allow | Class::Believe | Class::Threaten => {
                    governed(class, outer, vg.perfect, false)
                }
                _ => {
                    // A purpose: "took measures to", the subject stays the clause's.
                    act.subject = out.acts.get(u).and_then(|a| a.subject);
                    Hypothetical
                }
            }
        }
        Ck::Prep => {
            let at = &view.words.at;
            let governor = previous(chunks, b);
            // "called on Pakistan to", "a call on India to"
            if before.id == at.on || before.id == at.upon {
                if let Some((_, Chunk { is: Ck::Vg(u), .. })) = governor
                    && chunks.vgs.get(usize::from(u)).is_some_and(|g| {
                        g.class(view) == Class::Urge || view.id(g.main) == at.called
                    })
                {
                    act.subject = Some(n);
                    let outer = out
                        .acts
                        .get(usize::from(u))
                        .map_or(Hypothetical, |a| a.status);
                    return governed(Class::Urge, outer, false, false);
                }
                if governor.is_some_and(|(_, g)| {
                    [at.call, at.calls].contains(&view.id(g.b.wrapping_sub(1)))
                }) {
                    act.subject = Some(n);
                    return ClaimStatus::Requested;
                }
            }
            // "was urged by India to ban": the agent stands between.
            if before.id == at.by
                && let Some((_, Chunk { is: Ck::Vg(u), .. })) = governor
                && out.acts.get(usize::from(u)).is_some_and(|a| a.passive)
            {
                let u = usize::from(u);
                act.subject = out.acts.get(u).and_then(|a| a.subject);
                return by_verb(view, chunks, out, u, vg);
            }
            // "the need for Pakistan to", "called for Pakistan to"
            if before.id == at.for_ {
                act.subject = Some(n);
                return match governor.map(|(_, g)| g.is) {
                    Some(Ck::Np(k)) => {
                        let class = chunks
                            .nps
                            .get(usize::from(k))
                            .and_then(|p| view.at(p.b - 1))
                            .and_then(|t| t.word.governs)
                            .unwrap_or_default();
                        governed(class, Completed, false, false)
                    }
                    Some(Ck::Vg(u)) => {
                        let class = chunks
                            .vgs
                            .get(usize::from(u))
                            .map_or(Class::Other, |g| g.class(view));
                        let outer = out
                            .acts
                            .get(usize::from(u))
                            .map_or(Hypothetical, |a| a.status);
                        governed(
                            if class == Class::Urge {
                                class
                            } else {
                                Class::Other
                            },
                            outer,
                            false,
                            false,
                        )
                    }
                    _ => Hypothetical,
                };
            }
            Hypothetical
        }
        _ => Hypothetical,
    }
}

/// A verb in -ing without auxiliary.
pub fn gerund(view: &View<'_>, chunks: &Chunks, out: &Clauses, c: usize, vg: &Vg) -> Act {
    let (subject, last, _) = out.open_clause();
    let outer = last
        .and_then(|v| out.acts.get(v))
        .map_or(Hypothetical, |a| a.status);
    let mut act = Act {
        subject,
        passive: vg.passive,
        status: Hypothetical,
        background: true,
        ..Act::default()
    };
    let Some((p, prev)) = previous(chunks, c) else {
        return act;
    };
    let s = match prev.is {
        Ck::Vg(u) => {
            let u = usize::from(u);
            act.subject = out.acts.get(u).and_then(|a| a.subject);
            by_verb(
                view,
                chunks,
                out,
                u,
                &Vg {
                    perfect: true,
                    ..*vg
                },
            )
        }
        Ck::Prep => by_preposition(view, chunks, out, p, prev, outer, &mut act),
        // ", killing five": a result of what the clause says.
        Ck::Comma
            if last
                .and_then(|v| out.acts.get(v))
                .is_some_and(|a| a.passive) =>
        {
            // Who it was that did both is not said.
            act.subject = None;
            if outer == Completed {
                outer
            } else {
                Hypothetical
            }
        }
        Ck::Comma => match outer {
            Completed | NotDone | ClaimStatus::Alleged | ClaimStatus::Planned => outer,
            _ => Hypothetical,
        },
        Ck::And => {
            let earlier = (0..p).rev().find_map(|k| vg_of(chunks, k)).filter(|v| {
                chunks
                    .vgs
                    .get(*v)
                    .is_some_and(|g| g.gerund || g.progressive)
            });
            match earlier.and_then(|v| out.acts.get(v)) {
                Some(a) => {
                    act.subject = a.subject;
                    a.status
                }
                None => Hypothetical,
            }
        }
        Ck::Np(n) => {
            act.subject = Some(usize::from(n));
            Hypothetical
        }
        _ => Hypothetical,
    };
    act.status = negate(vg, status::adverbs(vg, s));
    act
}

fn by_preposition(
    view: &View<'_>,
    chunks: &Chunks,
    out: &Clauses,
    p: usize,
    prep: Chunk,
    outer: ClaimStatus,
    act: &mut Act,
) -> ClaimStatus {
    let at = &view.words.at;
    if view.has(prep.a, feat::WITHOUT) {
        return if outer == Completed {
            NotDone
        } else {
            Hypothetical
        };
    }
    if view.has(prep.a, feat::AFTER) || prep.id == at.by {
        return if outer == Completed {
            Completed
        } else {
            Hypothetical
        };
    }
    let Some((g, governor)) = previous(chunks, p) else {
        return Hypothetical;
    };
    match governor.is {
        // "accused of arresting", "succeeded in freezing", "plans for banning"
        Ck::Vg(u) => {
            let verb = chunks.vgs.get(usize::from(u));
            let class = verb.map_or(Class::Other, |v| v.class(view));
            let status = out
                .acts
                .get(usize::from(u))
                .map_or(Hypothetical, |a| a.status);
            act.subject = out.acts.get(usize::from(u)).and_then(|a| a.subject);
            match class {
                Class::Manage
                | Class::Plan
                | Class::Attempt
                | Class::Promise
                | Class::Urge
                | Class::Prevent
                | Class::Stop => governed(class, status, true, false),
                Class::Accuse | Class::Claim => governed(Class::Accuse, status, true, false),
                _ => Hypothetical,
            }
        }
        Ck::Np(n) => {
            let np = chunks.nps.get(usize::from(n)).copied();
            let class = np
                .and_then(|k| view.at(k.b - 1))
                .and_then(|t| t.word.governs);
            if let (Some(class), Some(np)) = (class, np) {
                let outer = if np.none { NotDone } else { Completed };
                return governed(class, outer, true, false);
            }
            // "stopped X from arresting", "accused X of arresting"
            if let Some((_, Chunk { is: Ck::Vg(u), .. })) = previous(chunks, g) {
                let class = chunks
                    .vgs
                    .get(usize::from(u))
                    .map_or(Class::Other, |v| v.class(view));
                let status = out
                    .acts
                    .get(usize::from(u))
                    .map_or(Hypothetical, |a| a.status);
                act.subject = Some(usize::from(n));
                return match class {
                    Class::Prevent | Class::Stop => governed(Class::Prevent, status, true, false),
                    Class::Accuse | Class::Claim => governed(Class::Accuse, status, true, false),
                    _ => Hypothetical,
                };
            }
            Hypothetical
        }
        _ => Hypothetical,
    }
}

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

fn subject_np(chunks: &Chunks, candidate: Option<usize>, n: usize, described: bool) -> usize {
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

fn reduced(vg: &Vg, subject: Option<usize>, _agent: bool) -> Act {
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

fn nearest_np(chunks: &Chunks, c: usize) -> Option<usize> {
    (0..c).rev().find_map(|k| match chunk(chunks, k)?.is {
        Ck::Np(n) => Some(usize::from(n)),
        _ => None,
    })
}

/// Whether a finite verb follows in the same clause without a subject of its own: then the bare form
/// before it was a participle ("groups banned in 2002 were …").
fn later_finite(chunks: &Chunks, c: usize) -> bool {
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
