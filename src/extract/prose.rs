//! Prose: takes the blocks of a report, gives its claims, sentence by sentence, with what was read of
//! it and what was not.

mod scratch;

use super::acts::{self, Event};
use super::attribution::{self, Speaker};
use super::caveat;
use super::chunks::{self, View};
use super::claims::{self, Frame};
use super::clauses;
use super::coref::Memory;
use super::digest;
use super::institution::{self, Open, Seen};
use super::items::{self, Item};
use super::nominal;
use super::refer;
use super::roles::{self, As, MOST, Meant, Reader};
use super::status::Op;
use super::trace::{self, Trace};
use crate::diag::{Code, Diagnostic};
use crate::lexicon::Lexicon;
use crate::lexicon::scan::JOIN;
use crate::lexicon::words::feat;
use crate::model::{Block, BlockKind, Claim, ClaimStatus, EntityId, EntityKind, Reading};
use crate::time::Interval;
use scratch::Scratch;

/// Most notes of one kind that a report gets; how many more there were is said.
const NOTES: usize = 12;

/// The result of reading blocks.
#[derive(Debug, Default)]
pub struct Read {
    /// The claims.
    pub claims: Vec<Claim>,
    /// What was read.
    pub reading: Reading,
    /// What is to be said.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all blocks of a report.
pub fn read(
    words: &Lexicon,
    blocks: &[Block<'_>],
    published: Option<Interval>,
    frame: &Frame<'_>,
    mut traces: Option<&mut Vec<Trace>>,
) -> Read {
    let mut s = Scratch::default();
    let mut out = Read::default();
    let mut unread = 0usize;
    let mut lists = 0usize;
    for block in blocks {
        let text = block.text.as_ref();
        s.context(block, text);
        let mut at = 0;
        let mut opening = true;
        s.quotes.fill(text);
        s.quoted = None;
        s.memory.last = None;
        s.memory.mention = None;
        while at < text.len() {
            s.tokens.clear();
            let end = words.sentence(text, at, &mut s.tokens);
            at = end.next.max(at + 1);
            let feats = s.tokens.iter().fold(0, |f, t| f | words.feats(t.word));
            if s.tokens.is_empty() {
                continue;
            }
            out.reading.segments += 1;
            let acts = feats & (feat::ACTV | feat::ACTN) != 0;
            let shows = feats & feat::SHOWS != 0;
            let names = feats & feat::NAME != 0 || s.surnames.any(&s.tokens);
            out.reading.named += u64::from(acts || names);
            if !names && !acts && !shows {
                // Only its days may be spoken of again.
                if feats & feat::MONTH != 0 {
                    crate::extract::dates::find(text, &s.tokens, words, published, &mut s.dates);
                    let named = s.dates.iter().rev().find_map(|d| d.past);
                    s.memory.mention = named.or(s.memory.mention);
                }
                if let BlockKind::Heading(_) = block.kind {
                    s.memory.heading = None;
                }
                s.memory.next();
                opening = false;
                continue;
            }
            if end.cut {
                // Half a sentence may have lost the word that negates it: nothing is taken from it.
                out.reading.unread += 1;
                if let (Some(a), Some(b)) = (s.tokens.first(), s.tokens.last()) {
                    let span = block.map.span(frame.file, a.start as usize, b.end as usize);
                    out.diagnostics.push(
                        Diagnostic::new(
                            Code::SentenceTooLong,
                            format!(
                                "a sentence of more than {} words was not read",
                                crate::lexicon::scan::MAX_TOKENS
                            ),
                        )
                        .at(
                            crate::source::Span {
                                end: span.end.min(span.start.saturating_add(60)),
                                ..span
                            },
                            "it begins here",
                        )
                        .help("break the text into sentences, or give what it says as records"),
                    );
                }
                // The rest of it is as little a sentence.
                while !s.tokens.is_empty() && at < text.len() {
                    s.tokens.clear();
                    let more = words.sentence(text, at, &mut s.tokens);
                    at = more.next.max(at + 1);
                    if !more.cut {
                        break;
                    }
                }
                continue;
            }
            let question = s.tokens.last().is_some_and(|t| {
                text.get(t.end as usize..at.min(text.len()))
                    .is_some_and(|x| x.contains('?'))
            });
            items::fill(
                text,
                &s.tokens,
                words,
                frame.rules,
                published,
                opening,
                &mut s.surnames,
                &mut s.items,
                &mut s.dates,
            );
            opening = false;
            for d in &mut s.dates {
                if let Some(named) = s.memory.mention {
                    *d = d.of_that(named);
                }
                if d.past.is_some() {
                    s.memory.mention = d.past;
                }
            }
            if let BlockKind::Heading(_) = block.kind {
                s.memory.heading = heading(&s.items, frame);
            }
            for w in s.items.windows(2) {
                if let [a, b] = w
                    && b.marks & JOIN != 0
                    && let (Some((x, _)), Some((y, _))) = (a.entity(), b.entity())
                    && x != y
                    && [x, y]
                        .iter()
                        .all(|e| roles::state_of(frame.rules, *e) == Some(*e))
                {
                    s.memory.pair(x, y);
                }
            }
            if let Some(e) = s.surnames.dateline.take() {
                s.memory.home = roles::state_of(frame.rules, e);
            }
            let before = out.claims.len();
            let opened = s.institutions.open.len();
            if acts || shows {
                sentence(
                    words,
                    block,
                    (question, at.min(text.len())),
                    frame,
                    &mut s,
                    &mut lists,
                );
                if let Some(all) = traces.as_deref_mut()
                    && let (Some(a), Some(b)) = (s.items.first(), s.items.last())
                {
                    let view = view_of(words, block, &s.items, &s.memory);
                    all.push(Trace {
                        span: block.map.span(frame.file, a.start as usize, b.end as usize),
                        lines: trace::sentence(
                            &view,
                            &s.chunks,
                            &s.clauses,
                            &s.claims,
                            frame.rules,
                        ),
                    });
                }
                for o in s.institutions.open.iter_mut().skip(opened) {
                    o.claim += out.claims.len();
                }
                out.claims.append(&mut s.claims);
            } else {
                remember(&mut s, frame);
            }
            s.memory.next();
            let made = out.claims.len() - before;
            out.reading.claims += made as u64;
            if acts && made == 0 && s.items.iter().any(|t| t.entity().is_some()) {
                out.reading.unread += 1;
                unread += 1;
                if unread <= NOTES
                    && let (Some(a), Some(b)) = (s.items.first(), s.items.last())
                {
                    out.diagnostics.push(
                        Diagnostic::new(Code::Unread, "this sentence names a party and an act of the rulebook, and no claim was made of it")
                            .at(block.map.span(frame.file, a.start as usize, b.end as usize), "read it yourself")
                            .help("if it says what a commitment turns on, give it as a record"),
                    );
                }
            }
        }
    }
    let dropped = s.institutions.settle(&mut out.claims, frame);
    out.reading.claims -= dropped as u64;
    if unread > NOTES {
        let mut d = Diagnostic::new(
            Code::Unread,
            format!(
                "{} more sentences of this report name a party and an act, and gave no claim",
                unread - NOTES
            ),
        );
        if let Some(b) = blocks.first() {
            d = d.at(
                crate::source::Span {
                    end: b.span.start,
                    ..b.span
                },
                "",
            );
        }
        out.diagnostics.push(d);
    }
    if lists > 0 {
        let mut d = Diagnostic::new(
            Code::ListCut,
            format!("{lists} lists of more than {MOST} names were read only as far as that"),
        );
        if let Some(b) = blocks.first() {
            d = d.at(
                crate::source::Span {
                    end: b.span.start,
                    ..b.span
                },
                "",
            );
        }
        out.diagnostics
            .push(d.help("give such lists as records, or as a set in the rulebook"));
    }
    out
}

/// Who acts in the items under a heading ("Pakistan", "Action taken by Pakistan"): only where it says no more
/// than that.
fn heading(items: &[Item], frame: &Frame<'_>) -> Option<EntityId> {
    let mut who = None;
    for t in items {
        match t.entity() {
            Some((e, _)) => {
                let kind = frame.rules.entity(e).map(|e| e.kind);
                let party = matches!(kind, Some(EntityKind::State | EntityKind::Organisation));
                if !party || who.replace(e).is_some() {
                    return None;
                }
            }
            None if t.has(feat::CONTENTS | feat::DET | feat::PREP | feat::ORGAN)
                && !t.has(feat::NEG | feat::NONE | feat::WITHOUT) => {}
            None => return None,
        }
    }
    who
}

/// Remembers the names of a sentence; the first is taken for what it is about.
fn remember(s: &mut Scratch, frame: &Frame<'_>) {
    for item in &s.items {
        if let Some((e, _)) = item.entity() {
            s.memory.add(e, frame.rules);
            if s.memory.now.subject.is_empty() {
                s.memory.now.subject.push(e);
            }
        }
    }
}

fn view_of<'a>(
    words: &'a Lexicon,
    block: &'a Block<'_>,
    items: &'a [Item],
    memory: &Memory,
) -> View<'a> {
    View {
        text: block.text.as_ref(),
        items,
        words,
        heading: matches!(block.kind, BlockKind::Heading(_)),
        item: block.kind == BlockKind::Item && memory.heading.is_some(),
    }
}

/// Reads one sentence that holds an act, up to byte `next`; its claims come to lie in the scratch.
fn sentence(
    words: &Lexicon,
    block: &Block<'_>,
    (question, next): (bool, usize),
    frame: &Frame<'_>,
    s: &mut Scratch,
    lists: &mut usize,
) {
    let text = block.text.as_ref();
    let view = view_of(words, block, &s.items, &s.memory);
    chunks::fill(&view, &mut s.chunks);
    clauses::fill(&view, &mut s.chunks, &mut s.clauses);
    s.events.clear();
    // Acts in the order of the text, so that words of reference see what came before them.
    let mut named = 0;
    for c in 0..s.chunks.all.len() {
        let Some(chunk) = s.chunks.all.get(c).copied() else {
            break;
        };
        while named < chunk.a {
            if let Some((e, _)) = s.items.get(named).and_then(Item::entity) {
                s.memory.add(e, frame.rules);
            }
            named += 1;
        }
        let event = match chunk.is {
            chunks::Ck::Vg(v) => {
                let v = usize::from(v);
                let reader = Reader {
                    view: &view,
                    chunks: &s.chunks,
                    rules: frame.rules,
                    memory: &s.memory,
                };
                let about = match s.clauses.acts.get(v).and_then(|a| a.subject) {
                    Some(n) if s.memory.now.subject.is_empty() => reader
                        .list(n, As::Target)
                        .into_iter()
                        .map(|m| m.entity)
                        .collect(),
                    _ => Vec::new(),
                };
                if !about.is_empty() {
                    s.memory.now.many = s
                        .clauses
                        .acts
                        .get(v)
                        .and_then(|a| a.subject)
                        .and_then(|n| s.chunks.nps.get(n))
                        .and_then(|p| view.at(p.b - 1))
                        .is_some_and(|t| t.has(feat::HOME | feat::PEOPLE));
                    s.memory.now.subject = about;
                }
                let reader = Reader {
                    view: &view,
                    chunks: &s.chunks,
                    rules: frame.rules,
                    memory: &s.memory,
                };
                match acts::verbal(&reader, &s.clauses, v) {
                    // "the ban was suspended": of no target of its own, it is of the act before.
                    Some(e) if e.targets.is_empty() => refer::undoing(&reader, &s.clauses, v)
                        .or_else(|| (!refer::of_an_act(&reader, v)).then_some(e)),
                    None => refer::undoing(&reader, &s.clauses, v)
                        .or_else(|| refer::never(&reader, &s.clauses, v))
                        .or_else(|| acts::state(&reader, &s.clauses, v)),
                    event => event,
                }
            }
            chunks::Ck::Np(n) => {
                let reader = Reader {
                    view: &view,
                    chunks: &s.chunks,
                    rules: frame.rules,
                    memory: &s.memory,
                };
                nominal::nominal(&reader, &s.clauses, usize::from(n))
            }
            _ => None,
        };
        let noun = match chunk.is {
            chunks::Ck::Np(n) => Some(usize::from(n)),
            _ => None,
        };
        if let Some(mut event) = event {
            refer::resolve(&mut event, frame.rules, &s.memory);
            if !matches!(
                event.status,
                ClaimStatus::NotDone | ClaimStatus::Refused | ClaimStatus::Reversed
            ) && !event.targets.is_empty()
            {
                let all = event.targets.iter().map(|m| m.entity).collect();
                s.memory.now.act(event.action, all);
            }
            if !event.targets.is_empty() {
                s.memory.now.targets = event.targets.iter().map(|m| m.entity).collect();
            }
            if event.targets.len() > MOST || event.actors.len() > MOST {
                *lists += 1;
            }
            s.events.push((noun, event));
        }
    }
    while named < s.items.len() {
        if let Some((e, _)) = s.items.get(named).and_then(Item::entity) {
            s.memory.add(e, frame.rules);
        }
        named += 1;
    }
    let used: Vec<usize> = s.events.iter().filter_map(|(_, e)| e.noun).collect();
    s.events
        .retain(|(n, _)| n.is_none_or(|n| !used.contains(&n)));
    if s.events.is_empty() {
        return;
    }
    let wording = match (s.items.first(), s.items.last()) {
        (Some(a), Some(b)) => {
            digest::wording(text.get(a.start as usize..b.end as usize).unwrap_or(""))
        }
        _ => 0,
    };
    let reader = Reader {
        view: &view,
        chunks: &s.chunks,
        rules: frame.rules,
        memory: &s.memory,
    };
    let retracted = refer::retracted(&view, &s.chunks);
    let setting = s.setting(block.kind);
    // What only is to come stays so, whatever is said of it.
    let told = s
        .events
        .iter()
        .any(|(_, e)| e.status != ClaimStatus::Hypothetical);
    let begins = s.tokens.first().map_or(0, |t| t.start as usize);
    let caveat = if told {
        caveat::caveat(
            text.get(begins..next).unwrap_or(""),
            text.get(next..).unwrap_or(""),
        )
    } else {
        caveat::Caveat::default()
    };
    let mut last = s.memory.last;
    let quote_of = |event: &Event| s.quotes.around(event.words.0);
    for (_, event) in &mut s.events {
        let mut speaker = event.voice.map_or_else(Speaker::default, |v| {
            attribution::speaker(&reader, &s.clauses, v)
        });
        let quote = quote_of(event);
        if let Some((_, end)) = quote
            && event.voice.is_none()
        {
            match &s.quoted {
                // A quotation that goes on from the sentence before.
                Some((open, who)) if *open == end => speaker = who.clone(),
                // Nobody is said to have said it.
                _ => event.status = Op::Allege.of(event.status),
            }
        }
        if retracted {
            event.status = Op::Allege.of(event.status);
        }
        event.status = setting.of(caveat.of(event.status));
        if block.kind == BlockKind::Quote && event.voice.is_none() {
            event.status = Op::Allege.of(event.status);
        }
        if let Some(at) = event.we
            && event.actors.is_empty()
        {
            let who = if quote.is_some() || event.voice.is_some() {
                &speaker.parties
            } else {
                &frame.source.speaks_for
            };
            event.actors = who
                .iter()
                .map(|e| Meant {
                    entity: *e,
                    at,
                    direct: false,
                    valid: Interval::ALL,
                })
                .collect();
        }
        if speaker.unnamed {
            event.status = Op::Allege.of(event.status);
        }
        if question {
            event.status = ClaimStatus::Hypothetical;
        }
        let official = institution::custody(frame.rules, event.action);
        if speaker.enforces && !s.memory.now.names_other(&speaker.parties, frame.rules) {
            let state = speaker
                .parties
                .iter()
                .find_map(|e| institution::state_for(frame.rules, *e));
            if let (Some(entity), Some(at)) = (state, speaker.at) {
                if official && event.open == Some(acts::Unsaid::Agentless) {
                    event.open = None;
                    event.actors = vec![Meant {
                        entity,
                        at,
                        direct: false,
                        valid: Interval::ALL,
                    }];
                }
                s.institutions.see(Seen {
                    state: entity,
                    at: block.map.span(frame.file, at.0 as usize, at.1 as usize),
                    background: false,
                    target: None,
                });
            }
        }
        if event.status == ClaimStatus::Requested && event.date.is_none() {
            event.date = refer::asked(&reader, &s.clauses, event);
            event.asked = event.date.is_some();
        }
        event.targets.truncate(MOST);
        event.actors.truncate(MOST);
        let made = s.claims.len();
        if let Some(date) = event.date.and_then(|d| s.dates.get_mut(d)) {
            if let Some(anchor) = last {
                *date = date.from(anchor);
            }
            if event.status == ClaimStatus::Completed && date.past.is_some() {
                last = date.past;
            }
        }
        let faint = claims::make(
            event,
            &speaker,
            &view,
            &s.chunks,
            &s.dates,
            block,
            wording,
            frame,
            &mut s.claims,
        );
        s.institutions
            .note(frame.rules, &s.claims, made, event.background);
        if let Some(why) = event.open
            && event.actors.is_empty()
            && institution::told(event.status)
        {
            let (named, grounds) = s.memory.now.lands();
            let organ = why == acts::Unsaid::Organ;
            s.institutions
                .open
                .extend((made..s.claims.len()).map(|claim| Open {
                    claim,
                    named: named.clone(),
                    grounds: grounds.clone(),
                    faint,
                    organ,
                }));
        }
    }
    // A quotation that this sentence opens and leaves open keeps its speaker.
    let open = s
        .items
        .last()
        .and_then(|t| s.quotes.around(t.end.saturating_sub(1)));
    let known = s.quoted.as_ref().map(|(e, _)| *e);
    match open {
        Some((_, end)) if known != Some(end) => {
            s.quoted = s
                .clauses
                .voices
                .iter()
                .position(|v| v.np.is_some())
                .map(|v| (end, attribution::speaker(&reader, &s.clauses, v)));
        }
        Some(_) => {}
        None => s.quoted = None,
    }
    s.memory.last = last;
}
