//! Clauses: takes the chunks of a sentence, gives for every verb group its subject, its status and
//! what the clauses around it say of it. One pass from left to right with a stack of open clauses.

use super::chunks::{Chunk, Chunks, Ck, View};
use super::governors;
use super::status::{self, Op};
use super::verbs::{Modal, Vg};
use crate::lexicon::words::feat;
use crate::lexicon::{Class, PAST};
use crate::model::ClaimStatus;

/// What a verb group says, whoever it names.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// First noun phrase of its subject.
    pub subject: Option<usize>,
    /// The phrase that a relative pronoun stands for, where that is its object.
    pub object: Option<usize>,
    /// Whether the subject is who it is done to.
    pub passive: bool,
    /// Its status before `op`.
    pub status: ClaimStatus,
    /// What the clauses around it do to it.
    pub op: Op,
    /// Who says so: index into the voices.
    pub voice: Option<usize>,
    /// Told in a subordinate clause or the pluperfect.
    pub background: bool,
    /// First chunk of its clause.
    pub from: usize,
    /// A verb group before it in the same clause that shares its subject.
    pub shares: Option<usize>,
}

impl Default for Act {
    fn default() -> Self {
        Self {
            subject: None,
            object: None,
            passive: false,
            status: ClaimStatus::Hypothetical,
            op: Op::Keep,
            voice: None,
            background: false,
            from: 0,
            shares: None,
        }
    }
}

/// A speaker.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// The phrase that names them.
    pub np: Option<usize>,
    /// What their verb does to what they say.
    pub op: Op,
    /// Whether they speak for the whole sentence ("…, he said").
    pub whole: bool,
    /// The verb group that says so.
    pub vg: Option<usize>,
}

/// The clauses of a sentence; buffers are used again.
#[derive(Debug, Default)]
pub struct Clauses {
    /// One a verb group.
    pub acts: Vec<Act>,
    /// Speakers.
    pub voices: Vec<Voice>,
    stack: Vec<Clause>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Main,
    Complement,
    Relative,
    Condition,
    Subordinate,
}

#[derive(Debug, Clone, Copy)]
struct Clause {
    shape: Shape,
    subject: Option<usize>,
    /// A phrase that may be the subject of the next verb.
    candidate: Option<usize>,
    antecedent: Option<usize>,
    last: Option<usize>,
    op: Op,
    voice: Option<usize>,
    from: usize,
    after_comma: bool,
    background: bool,
    /// Opened by "when" or "after".
    timed: bool,
}

impl Clause {
    fn new(shape: Shape, from: usize) -> Self {
        Self {
            shape,
            subject: None,
            candidate: None,
            antecedent: None,
            last: None,
            op: Op::Keep,
            voice: None,
            from,
            after_comma: false,
            background: false,
            timed: false,
        }
    }
}

/// Most clauses inside one another; deeper ones join the last.
const DEPTH: usize = 12;

/// Fills `out` from the chunks.
pub fn fill(view: &View<'_>, chunks: &mut Chunks, out: &mut Clauses) {
    out.acts.clear();
    out.acts.resize(chunks.vgs.len(), Act::default());
    out.voices.clear();
    out.stack.clear();
    out.stack.push(Clause::new(Shape::Main, 0));
    according(view, chunks, out);
    for c in 0..chunks.all.len() {
        let Some(chunk) = chunks.all.get(c).copied() else {
            break;
        };
        match chunk.is {
            Ck::Np(n) => phrase(view, chunks, out, c, usize::from(n)),
            Ck::Vg(v) => verb(view, chunks, out, c, usize::from(v)),
            Ck::Comma => comma(chunks, out, c),
            Ck::Rel => open_relative(view, chunks, out, c),
            Ck::That => open_that(view, chunks, out, c),
            Ck::Cond | Ck::Sub => {
                let mut clause = open(
                    out,
                    if chunk.is == Ck::Cond {
                        Shape::Condition
                    } else {
                        Shape::Subordinate
                    },
                    c,
                    chunks,
                );
                // "the question is when Pakistan banned …": asked, not told.
                let asked = matches!(before(chunks, c), Some(Ck::Vg(v)) if chunks.vgs.get(usize::from(v)).is_some_and(|g| g.copula));
                clause.op = if chunk.is == Ck::Cond || asked {
                    Op::Suppose
                } else {
                    clause.op
                };
                let at = &view.words.at;
                clause.timed = [at.when, at.whenever, at.after, at.where_].contains(&chunk.id);
                clause.background = true;
                push(out, clause);
            }
            Ck::Stop => {
                // A colon after a saying opens what is said, else a clause of its own.
                let speaker = top(out)
                    .last
                    .filter(|v| chunks.vgs.get(*v).is_some_and(|g| g.speaks(view)));
                let clause = match speaker {
                    Some(v) => complement(view, chunks, out, v, c),
                    None => Clause::new(Shape::Main, c),
                };
                out.stack.truncate(1);
                push(out, clause);
            }
            _ => {}
        }
    }
    spread_voice(out);
    conditioned(view, chunks, out);
}

/// "If X, Y will …": what is to come under a condition is only supposed.
fn conditioned(view: &View<'_>, chunks: &Chunks, out: &mut Clauses) {
    let at = &view.words.at;
    let condition = chunks
        .all
        .iter()
        .any(|c| c.is == Ck::Cond && [at.if_, at.unless, 0].contains(&c.id));
    if !condition {
        return;
    }
    for act in &mut out.acts {
        if act.status == ClaimStatus::Planned {
            act.status = ClaimStatus::Hypothetical;
        }
    }
}

fn top(out: &Clauses) -> Clause {
    out.stack
        .last()
        .copied()
        .unwrap_or(Clause::new(Shape::Main, 0))
}

fn set(out: &mut Clauses, change: impl FnOnce(&mut Clause)) {
    if let Some(clause) = out.stack.last_mut() {
        change(clause);
    }
}

fn push(out: &mut Clauses, clause: Clause) {
    if out.stack.len() < DEPTH {
        out.stack.push(clause);
    } else {
        set(out, |c| *c = clause);
    }
}

fn before(chunks: &Chunks, c: usize) -> Option<Ck> {
    chunks.all.get(c.checked_sub(1)?).map(|k| k.is)
}

/// The chunk before, adverbs and dates passed over.
fn before_adverbs(chunks: &Chunks, c: usize) -> Option<Ck> {
    (0..c)
        .rev()
        .filter_map(|k| chunk(chunks, k))
        .map(|k| k.is)
        .find(|k| !matches!(k, Ck::Other | Ck::Date(_)))
}

fn chunk(chunks: &Chunks, c: usize) -> Option<Chunk> {
    chunks.all.get(c).copied()
}

/// A clause that inherits what the one around it undergoes.
fn open(out: &Clauses, shape: Shape, from: usize, chunks: &Chunks) -> Clause {
    let outer = top(out);
    Clause {
        op: outer.op,
        voice: outer.voice,
        background: outer.background,
        after_comma: matches!(before(chunks, from), Some(Ck::Comma)),
        ..Clause::new(shape, from)
    }
}

/// "According to X": a voice for the whole sentence; its phrases are no subject.
fn according(view: &View<'_>, chunks: &mut Chunks, out: &mut Clauses) {
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
fn spread_voice(out: &mut Clauses) {
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

fn phrase(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, c: usize, n: usize) {
    let clause = top(out);
    match before(chunks, c) {
        Some(Ck::Prep) => return,
        // The object of a verb is no subject, unless the verb opens a statement ("said Pakistan had").
        Some(Ck::Vg(v))
            if chunks
                .vgs
                .get(usize::from(v))
                .is_some_and(|g| !g.copula && !g.speaks(view)) =>
        {
            return;
        }
        _ => {}
    }
    if let Some(k) = clause.candidate
        && let Some(np) = chunks.nps.get(k)
    {
        // A member of the list, or an apposition before any verb.
        let verb_since = clause
            .last
            .and_then(|v| chunks.vgs.get(v))
            .is_some_and(|v| v.chunk > np.chunk);
        let object = matches!(before(chunks, np.chunk), Some(Ck::Vg(_)));
        if n <= np.list
            || (!verb_since && !object && matches!(before(chunks, c), Some(Ck::Comma | Ck::Other)))
        {
            return;
        }
    }
    set(out, |k| k.candidate = Some(n));
}

fn comma(chunks: &Chunks, out: &mut Clauses, c: usize) {
    let clause = top(out);
    if clause.last.is_none() {
        return;
    }
    let ends = match clause.shape {
        Shape::Relative => {
            clause.after_comma
                || chunks
                    .all
                    .get(c + 1)
                    .is_some_and(|k| matches!(k.is, Ck::Vg(_)))
        }
        Shape::Condition | Shape::Subordinate => true,
        _ => false,
    };
    if ends && out.stack.len() > 1 {
        out.stack.pop();
    }
}

fn open_relative(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, c: usize) {
    let mut clause = open(out, Shape::Relative, c, chunks);
    let np = (0..c)
        .rev()
        .find_map(|k| match chunk(chunks, k).map(|k| k.is) {
            Some(Ck::Np(n)) => Some(usize::from(n)),
            _ => None,
        });
    // "in which", "whose": not the act's subject or object.
    let whose = view.has(chunk(chunks, c).map_or(0, |k| k.a), feat::REL)
        && view
            .raw(chunk(chunks, c).map_or(0, |k| k.a))
            .eq_ignore_ascii_case("whose");
    if !matches!(before(chunks, c), Some(Ck::Prep)) && !whose {
        clause.antecedent = np.map(|n| head_of_of(chunks, view, n));
    }
    clause.background = true;
    push(out, clause);
}

/// The phrase that a relative clause after "the accounts of LeT" speaks of: the nearest that a comma,
/// verb or other preposition than `of` does not part from it.
fn head_of_of(chunks: &Chunks, view: &View<'_>, n: usize) -> usize {
    let Some(np) = chunks.nps.get(n) else {
        return n;
    };
    let people = (np.a..np.b).any(|i| view.at(i).is_some_and(|t| t.entity().is_some()));
    if people {
        return n;
    }
    n
}

fn open_that(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, c: usize) {
    let next_verb = matches!(chunk(chunks, c + 1).map(|k| k.is), Some(Ck::Vg(_)));
    match before(chunks, c) {
        Some(Ck::Np(n)) if next_verb => {
            let mut clause = open(out, Shape::Relative, c, chunks);
            clause.antecedent = Some(usize::from(n));
            clause.background = true;
            push(out, clause);
        }
        Some(Ck::Np(n)) if !np_object_of_speech(view, chunks, usize::from(n), c) => {
            // "reports that …", "a promise that …": the noun says what it is worth.
            let mut clause = open(out, Shape::Complement, c, chunks);
            let np = chunks.nps.get(usize::from(n)).copied();
            let head = np
                .and_then(|p| view.at(p.b - 1))
                .map(|t| t.word)
                .unwrap_or_default();
            let class = head
                .governs
                .or_else(|| view.words.verb(head).map(|v| v.class))
                .unwrap_or(Class::Claim);
            let outer = if np.is_some_and(|p| p.none) {
                ClaimStatus::NotDone
            } else {
                ClaimStatus::Completed
            };
            let op = if class == Class::Say || class == Class::Other {
                Op::Allege
            } else {
                status::over_clause(class, outer)
            };
            clause.op = clause.op.over(op);
            push(out, clause);
        }
        _ => {
            // After a saying, also in a list: "said that A and that B".
            let speaker = speaker_before(view, chunks, out, c);
            let clause = match speaker {
                Some(v) => {
                    while out.stack.len() > 1
                        && top(out).from > chunks.vgs.get(v).map_or(0, |g| g.chunk)
                    {
                        out.stack.pop();
                    }
                    complement(view, chunks, out, v, c)
                }
                None => open(out, Shape::Complement, c, chunks),
            };
            push(out, clause);
        }
    }
}

/// "told India that": the phrase between the saying and "that" is who is told.
fn np_object_of_speech(view: &View<'_>, chunks: &Chunks, n: usize, _c: usize) -> bool {
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
fn speaker_before(view: &View<'_>, chunks: &Chunks, out: &Clauses, c: usize) -> Option<usize> {
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
fn complement(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, v: usize, c: usize) -> Clause {
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
    if vg.speaks(view) {
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

fn verb(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, c: usize, v: usize) {
    let Some(vg) = chunks.vgs.get(v).copied() else {
        return;
    };
    if vg.infinitive {
        let mut act = governors::infinitive(view, chunks, out, c, &vg);
        settle(out, &mut act, false);
        // "Pakistan claims to have closed": its own word.
        if let Some(Ck::Vg(u)) = before_adverbs(chunks, c)
            && chunks
                .vgs
                .get(usize::from(u))
                .is_some_and(|g| !g.passive && matches!(g.class(view), Class::Claim | Class::Deny))
        {
            out.voices.push(Voice {
                np: act.subject,
                op: Op::Keep,
                whole: false,
                vg: Some(usize::from(u)),
            });
            act.voice = Some(out.voices.len() - 1);
        }
        finish(out, v, act, false);
        return;
    }
    if vg.gerund {
        let mut act = governors::gerund(view, chunks, out, c, &vg);
        settle(out, &mut act, true);
        finish(out, v, act, false);
        return;
    }
    if vg.bare
        && let Some(mut act) = governors::bare(view, chunks, out, c, v)
    {
        settle(out, &mut act, true);
        finish(out, v, act, act.shares.is_some());
        return;
    }
    finite(view, chunks, out, c, v, &vg);
}

/// Adds what the open clause says.
fn settle(out: &Clauses, act: &mut Act, background: bool) {
    let clause = top(out);
    act.op = clause.op;
    act.voice = clause.voice;
    act.background |= clause.background || background && act.shares.is_none();
    act.from = clause.from;
}

fn finish(out: &mut Clauses, v: usize, act: Act, last: bool) {
    if let Some(slot) = out.acts.get_mut(v) {
        *slot = act;
    }
    if last {
        set(out, |c| c.last = Some(v));
    }
}

fn finite(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, c: usize, v: usize, vg: &Vg) {
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
fn inversion(view: &View<'_>, chunks: &Chunks, out: &Clauses, c: usize) -> Option<ClaimStatus> {
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
fn shared_negation(
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

/// Whether the words between a saying and the phrase are more than its object: then no clause is said.
fn said_already(chunks: &Chunks, _out: &Clauses, last: usize, n: usize) -> bool {
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
fn aside_voice(
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

fn record_voice(
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

/// Whether a subject negates its clause ("no leader", "none of them", "neither A nor B"); its phrase.
pub fn negative(view: &View<'_>, chunks: &Chunks, n: usize) -> Option<usize> {
    let np = chunks.nps.get(n)?;
    if np.none {
        return Some(n);
    }
    // "neither" may stand before the list as a phrase of its own; "few", "hardly any" are not counted.
    let prev = np.chunk.checked_sub(1).and_then(|k| chunk(chunks, k))?;
    let not_one = view.id(prev.a) == view.words.at.not && view.has(np.a, feat::NUM);
    ((view.has(prev.a, feat::NONE) || not_one) && prev.is != Ck::Prep).then_some(n)
}

impl Clauses {
    /// The subject, last verb group and candidate of the open clause.
    pub(super) fn open_clause(&self) -> (Option<usize>, Option<usize>, Option<usize>) {
        let c = top(self);
        (c.subject, c.last, c.candidate)
    }
}
