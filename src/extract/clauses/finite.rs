//! A verb with a tense: takes its group and the clause that is open, gives its subject and status.

use super::voices::{aside_voice, complement, said_already};
use super::{
    Act, Clauses, Shape, before, before_adverbs, chunk, finish, negative, push, set, settle, top,
};
use crate::extract::chunks::{Chunks, Ck, View};
use crate::extract::status::{self, Op};
use crate::extract::verbs::{Modal, Vg};
use crate::lexicon::PAST;
use crate::lexicon::words::feat;
use crate::model::ClaimStatus;

pub(super) fn finite(
    view: &View<'_>,
    chunks: &Chunks,
    out: &mut Clauses,
    c: usize,
    v: usize,
    vg: &Vg,
) {
    let fresh = |out: &Clauses| {
        let clause = top(out);
        clause.candidate.filter(|n| {
            match (
                clause.last.and_then(|l| chunks.vgs.get(l)),
                chunks.nps.get(*n),
            ) {
                (Some(last), Some(np)) => np.chunk > last.chunk,
                _ => true,
            }
        })
    };
    if aside_voice(view, chunks, out, c, v, vg) {
        return;
    }
    let inverted = (vg.bare || vg.plain_base())
        .then(|| inversion(view, chunks, out, c))
        .flatten();
    // A verb without a subject of its own after a relative clause goes on with the clause around it.
    while out.stack.len() > 1
        && top(out).shape == Shape::Relative
        && top(out).last.is_some()
        && fresh(out).is_none()
        && !matches!(before(chunks, c), Some(Ck::And | Ck::But | Ck::Comma))
    {
        out.stack.pop();
    }
    let clause = top(out);
    let mut subject = fresh(out);
    // After a conjunction the verb goes on with the subject that it has; what stands before the
    // conjunction is the object of the verb before.
    if clause.last.is_some()
        && let Some(np) = subject.and_then(|n| chunks.nps.get(n))
    {
        let object = matches!(before(chunks, np.chunk), Some(Ck::Vg(_) | Ck::Prep));
        match before_adverbs(chunks, c) {
            Some(Ck::And | Ck::But) => subject = None,
            Some(Ck::Comma) if object => subject = None,
            _ => {}
        }
    }
    let mut shares = None;
    if let Some(last) = clause.last {
        match subject {
            Some(n) => {
                let speaks = chunks
                    .vgs
                    .get(last)
                    .is_some_and(|g| g.speaks(view) && !g.infinitive);
                let opener = chunks.nps.get(n).and_then(|p| before(chunks, p.chunk));
                let joined = matches!(opener, Some(Ck::And | Ck::But));
                if speaks && !joined && !said_already(chunks, out, last, n) {
                    let from = chunks.nps.get(n).map_or(c, |p| p.chunk);
                    let mut inner = complement(view, chunks, out, last, from);
                    inner.candidate = Some(n);
                    push(out, inner);
                } else {
                    set(out, |k| k.from = chunks.nps.get(n).map_or(c, |p| p.chunk));
                }
            }
            None => {
                subject = clause.subject;
                shares = Some(last);
            }
        }
    } else if clause.shape == Shape::Relative && subject.is_none() {
        subject = clause.antecedent;
    }
    let object = top(out)
        .antecedent
        .filter(|a| top(out).shape == Shape::Relative && subject != Some(*a));
    let none = subject.and_then(|n| negative(view, chunks, n));
    let mut act = Act {
        subject,
        object,
        passive: vg.passive,
        status: status::finite(vg, view.heading, none.is_some()),
        background: vg.pluperfect,
        shares,
        ..Act::default()
    };
    // "urged that LeT be banned": a bare "be" only says what the clause around it does.
    if vg.modal == Modal::None && !vg.finite && !vg.bare {
        act.status = match top(out).op {
            Op::Request | Op::Promise | Op::Plan => ClaimStatus::Planned,
            _ => ClaimStatus::Hypothetical,
        };
    }
    // "must arrest X and ban Y", "to investigate and prosecute": a base form goes on with what governs the
    // verb before it.
    if matches!(before_adverbs(chunks, c), Some(Ck::And | Ck::Comma))
        && vg.modal == Modal::None
        && vg.plain_base()
        && let Some(earlier) = v.checked_sub(1)
        && chunks
            .vgs
            .get(earlier)
            .is_some_and(|g| g.infinitive || g.modal != Modal::None || g.negated || g.plain_base())
        && let Some(model) = out.acts.get(earlier).copied()
    {
        act = Act {
            passive: false,
            shares: Some(earlier),
            ..model
        };
    }
    if let Some(status) = inverted {
        act.status = status;
    }
    // "when Pakistan has banned JeM", "after it bans JeM": not yet.
    if top(out).timed && !vg.past && (vg.perfect || vg.forms & PAST == 0) {
        act.status = ClaimStatus::Hypothetical;
    }
    if shares.is_some() && shared_negation(view, chunks, out, c, shares, vg) {
        act.status = ClaimStatus::Hypothetical;
    }
    settle(out, &mut act, false);
    set(out, |k| {
        k.subject = subject;
        k.last = Some(v);
    });
    finish(out, v, act, true);
}

/// "Nor has Pakistan banned …", "Had Pakistan banned …": an auxiliary before the subject. What follows
/// is denied or only supposed, never done.
pub(super) fn inversion(
    view: &View<'_>,
    chunks: &Chunks,
    out: &Clauses,
    c: usize,
) -> Option<ClaimStatus> {
    let Some(Ck::Np(n)) = before(chunks, c) else {
        return None;
    };
    let start = chunks.nps.get(usize::from(n))?.chunk;
    let Some(Ck::Vg(u)) = before(chunks, start) else {
        return None;
    };
    let auxiliary = chunks.vgs.get(usize::from(u)).filter(|g| g.copula)?;
    let opener = auxiliary
        .chunk
        .checked_sub(1)
        .and_then(|k| chunk(chunks, k));
    let negative =
        opener.is_some_and(|k| view.has(k.a, feat::NEG | feat::NONE)) || auxiliary.negated;
    let subject = out.acts.get(usize::from(u)).and_then(|a| a.subject);
    if negative {
        return Some(ClaimStatus::NotDone);
    }
    (subject.is_none() || opener.is_none()).then_some(ClaimStatus::Hypothetical)
}

/// "did not ban or …", "nor has it …": a coordinated verb after a negation with `or`/`nor`.
pub(super) fn shared_negation(
    view: &View<'_>,
    chunks: &Chunks,
    out: &Clauses,
    c: usize,
    shares: Option<usize>,
    vg: &Vg,
) -> bool {
    let or = chunk(chunks, c.wrapping_sub(1))
        .is_some_and(|k| k.is == Ck::And && k.id != view.words.at.and);
    let denied = shares
        .and_then(|s| out.acts.get(s))
        .is_some_and(|a| matches!(a.status, ClaimStatus::NotDone | ClaimStatus::Refused));
    or && denied && !vg.negated
}
