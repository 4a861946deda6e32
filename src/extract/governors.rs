//! What governs a verb without tense: takes an infinitive, an -ing form or a bare participle, gives its
//! subject and status from the verb, noun, adjective or preposition that it hangs on.

mod participles;

pub use participles::bare;

use super::chunks::{Chunk, Chunks, Ck, View};
use super::clauses::{Act, Clauses};
use super::status::{self, governed};
use super::verbs::Vg;
use crate::lexicon::Class;
use crate::lexicon::words::feat;
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
        // "would decide whether to take": the subject of the deciding.
        Ck::Cond => {
            let main = (0..p).rev().find_map(|k| vg_of(chunks, k));
            act.subject = main
                .and_then(|v| out.acts.get(v))
                .and_then(|a| a.subject)
                .or(act.subject);
            Hypothetical
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
    if g.passive && told {
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
            let class =
                if class == Class::Say && (raw.starts_with("told") || raw.starts_with("tell")) {
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
        // "while raiding": as the verb before, and by its subject.
        Ck::Sub => {
            let main = (0..p).rev().find_map(|k| vg_of(chunks, k));
            match main.and_then(|v| out.acts.get(v)) {
                Some(a) => {
                    act.subject = a.subject.filter(|_| !a.passive);
                    if a.status == Completed && a.op == status::Op::Keep {
                        Completed
                    } else {
                        Hypothetical
                    }
                }
                None => Hypothetical,
            }
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
