//! Who says what: takes the verbs of saying among the chunks, gives the clauses that they open and the
//! voices of the sentence.

use super::{Act, Clause, Clauses, Shape, Voice, before, chunk, open, top};
use crate::extract::chunks::{Chunk, Chunks, Ck, View};
use crate::extract::status::{self, Op};
use crate::extract::verbs::Vg;
use crate::lexicon::Class;
use crate::lexicon::words::feat;
use crate::model::ClaimStatus;

/// "According to X": a voice for the whole sentence; its phrases are no subject.
pub(super) fn according(view: &View<'_>, chunks: &mut Chunks, out: &mut Clauses) {
    for c in 0..chunks.all.len() {
        let Some(Chunk {
            is: Ck::Np(_),
            a,
            b,
            ..
        }) = chunk(chunks, c)
        else {
            continue;
        };
        if b != a + 1
            || view.id(a) != view.words.at.according
            || chunk(chunks, c + 1).is_none_or(|k| k.id != view.words.at.to)
        {
            continue;
        }
        let np = match chunk(chunks, c + 2).map(|k| k.is) {
            Some(Ck::Np(n)) => Some(usize::from(n)),
            _ => None,
        };
        out.voices.push(Voice {
            np,
            op: Op::Keep,
            whole: true,
            vg: None,
        });
        if let Some(k) = chunks.all.get_mut(c) {
            k.is = Ck::Other;
        }
    }
}

/// Acts without a voice of their own get that of the sentence.
pub(super) fn spread_voice(out: &mut Clauses) {
    let Some((i, voice)) = out
        .voices
        .iter()
        .copied()
        .enumerate()
        .find(|(_, v)| v.whole)
    else {
        return;
    };
    for (v, act) in out.acts.iter_mut().enumerate() {
        if act.voice.is_none() && Some(v) != voice.vg {
            act.voice = Some(i);
            act.op = voice.op.over(act.op);
        }
    }
}

/// "told India that": the phrase between the saying and "that" is who is told.
pub(super) fn np_object_of_speech(view: &View<'_>, chunks: &Chunks, n: usize, _c: usize) -> bool {
    let Some(np) = chunks.nps.get(n) else {
        return false;
    };
    let noun_speaks = view
        .at(np.b - 1)
        .is_some_and(|t| t.word.governs.is_some() || t.has(feat::VOICE | feat::TALE));
    let told = np.pronoun != 0
        || (np.a..np.b).any(|i| {
            view.at(i).is_some_and(|t| {
                t.entity().is_some() || t.has(feat::PEOPLE | feat::ORGAN | feat::GROUP)
            })
        });
    !noun_speaks
        && told
        && !np.none
        && matches!(before(chunks, np.chunk), Some(Ck::Vg(v)) if chunks.vgs.get(usize::from(v)).is_some_and(|g| g.speaks(view)))
}

/// The nearest verb group before chunk `c` that opens a statement.
pub(super) fn speaker_before(
    view: &View<'_>,
    chunks: &Chunks,
    out: &Clauses,
    c: usize,
) -> Option<usize> {
    let near = |k: usize| match chunk(chunks, k).map(|k| k.is) {
        Some(Ck::Vg(v)) => Some(usize::from(v)),
        _ => None,
    };
    let direct = (c.saturating_sub(6)..c).rev().find_map(near);
    if let Some(v) = direct
        && chunks.vgs.get(v).is_some_and(|g| g.speaks(view))
    {
        return Some(v);
    }
    // "… and that": the saying of the clause that is open.
    if matches!(before(chunks, c), Some(Ck::And | Ck::Comma | Ck::But)) {
        return out
            .stack
            .iter()
            .rev()
            .filter_map(|k| k.voice)
            .filter_map(|i| out.voices.get(i))
            .find_map(|v| v.vg);
    }
    direct
}

/// The clause that verb group `v` opens with what it says.
pub(super) fn complement(
    view: &View<'_>,
    chunks: &Chunks,
    out: &mut Clauses,
    v: usize,
    c: usize,
) -> Clause {
    let mut clause = open(out, Shape::Complement, c, chunks);
    let (Some(vg), Some(act)) = (chunks.vgs.get(v), out.acts.get(v).copied()) else {
        return clause;
    };
    let class = vg.class(view);
    let op = if vg.copula {
        Op::Suppose
    } else {
        status::over_clause(class, act.status)
    };
    clause.op = act.op.over(op);
    // "must show that": nobody has said so yet.
    let unsaid = class == Class::Say && act.status == ClaimStatus::Requested;
    if vg.speaks(view) && !unsaid {
        out.voices.push(Voice {
            np: act.subject.filter(|_| !act.passive),
            op: Op::Keep,
            whole: false,
            vg: Some(v),
        });
        clause.voice = Some(out.voices.len() - 1);
    }
    clause
}

/// Whether the words between a saying and the phrase are more than its object: then no clause is said.
pub(super) fn said_already(chunks: &Chunks, _out: &Clauses, last: usize, n: usize) -> bool {
    let (Some(vg), Some(np)) = (chunks.vgs.get(last), chunks.nps.get(n)) else {
        return true;
    };
    // "welcomed the report, and India …" has a noun phrase between; "said on Friday Pakistan had" has none.
    let object = (vg.chunk + 1..np.chunk).any(|k| {
        matches!(chunk(chunks, k).map(|k| k.is), Some(Ck::Np(_)))
            && !matches!(before(chunks, k), Some(Ck::Prep))
    });
    object
        && (vg.chunk + 1..np.chunk)
            .any(|k| matches!(chunk(chunks, k).map(|k| k.is), Some(Ck::Comma)))
}

/// "…, India said." and "…, he said, …": a voice for the sentence. Gives whether the group is that.
pub(super) fn aside_voice(
    view: &View<'_>,
    chunks: &Chunks,
    out: &mut Clauses,
    c: usize,
    v: usize,
    vg: &Vg,
) -> bool {
    if !matches!(
        vg.class(view),
        Class::Say | Class::Claim | Class::Deny | Class::Believe
    ) || vg.passive
    {
        return false;
    }
    let ends = !matches!(
        chunk(chunks, c + 1).map(|k| k.is),
        Some(Ck::Np(_) | Ck::That | Ck::Vg(_) | Ck::Rel | Ck::Cond | Ck::And)
    );
    let np = match before(chunks, c) {
        Some(Ck::Np(n)) => usize::from(n),
        // ", said X."
        Some(Ck::Comma) if c > 1 => {
            let Some(Ck::Np(n)) = chunk(chunks, c + 1).map(|k| k.is) else {
                return false;
            };
            let tail = (c + 2..chunks.all.len())
                .all(|k| !matches!(chunk(chunks, k).map(|k| k.is), Some(Ck::Vg(_) | Ck::That)));
            if !tail {
                return false;
            }
            record_voice(view, chunks, out, v, vg, usize::from(n));
            return true;
        }
        _ => return false,
    };
    let after_comma = chunks.nps.get(np).and_then(|p| before(chunks, p.chunk)) == Some(Ck::Comma);
    let any_before = chunks.nps.get(np).is_some_and(|p| {
        (0..p.chunk).any(|k| matches!(chunk(chunks, k).map(|k| k.is), Some(Ck::Np(_))))
    });
    let in_list =
        top(out).last.is_none() && chunk(chunks, c + 1).is_some_and(|k| k.is != Ck::Comma);
    if !(ends && after_comma && any_before) || in_list {
        return false;
    }
    record_voice(view, chunks, out, v, vg, np);
    true
}

pub(super) fn record_voice(
    view: &View<'_>,
    _chunks: &Chunks,
    out: &mut Clauses,
    v: usize,
    vg: &Vg,
    np: usize,
) {
    let s = status::finite(vg, false, false);
    out.voices.push(Voice {
        np: Some(np),
        op: status::over_clause(vg.class(view), s),
        whole: true,
        vg: Some(v),
    });
    if let Some(act) = out.acts.get_mut(v) {
        *act = Act {
            subject: Some(np),
            status: s,
            ..Act::default()
        };
    }
}
