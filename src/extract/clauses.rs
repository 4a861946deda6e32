//! Clauses: takes the chunks of a sentence, gives for every verb group its subject, its status and
//! what the clauses around it say of it. One pass from left to right with a stack of open clauses.

mod voices;

mod finite;
use super::caveat;
use super::chunks::{Chunk, Chunks, Ck, View};
use super::governors;
use super::status::{self, Op};
use crate::lexicon::Class;
use crate::lexicon::words::feat;
use crate::model::ClaimStatus;
use finite::finite;
use voices::{according, complement, np_object_of_speech, speaker_before, spread_voice};

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

/// "The reports that … are false", "it is not true that …".
fn called_false(view: &View<'_>, chunks: &Chunks, c: usize) -> bool {
    let (Some(first), Some(that), Some(last)) = (
        view.at(0),
        chunk(chunks, c).and_then(|k| view.at(k.a)),
        view.items.last(),
    ) else {
        return false;
    };
    let text = |a: u32, b: u32| view.text.get(a as usize..b as usize).unwrap_or("");
    caveat::false_that(text(first.start, that.start), text(that.end, last.end))
}

fn open_that(view: &View<'_>, chunks: &Chunks, out: &mut Clauses, c: usize) {
    let next_verb = matches!(chunk(chunks, c + 1).map(|k| k.is), Some(Ck::Vg(_)));
    if !next_verb && called_false(view, chunks, c) {
        let mut clause = open(out, Shape::Complement, c, chunks);
        clause.op = clause.op.over(Op::Deny);
        push(out, clause);
        return;
    }
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
