//! Facts and reports of a test to claims. A fact is a record of its day by one unnamed source; prose
//! is read as a report of its source, its places in the rule file.

use crate::diag::Outcome;
use crate::extract;
use crate::lexicon::Lexicon;
use crate::model::{
    Block, BlockKind, Body, Claim, ClaimSource, ClaimStatus, Claims, Cover, Dating, Fact, Meta,
    OffsetMap, Parts, Places, Reading, Report, ReportInfo, ReportIx, Rulebook, SourceIx, TestCase,
    TestReport, Tier,
};
use crate::source::{Sources, Span};
use std::borrow::Cow;

/// The claims of a test, merged.
pub(super) fn claims(
    src: &Sources,
    rules: &Rulebook,
    words: &Lexicon,
    test: &TestCase,
) -> Outcome<Claims> {
    let mut said = Vec::new();
    let mut parts: Vec<Claims> = test.facts.iter().map(fact).collect();
    for r in &test.reports {
        parts.push(extract::extract(words, rules, src, report(src, r)).split(&mut said));
    }
    Outcome::with(extract::merge(parts), said)
}

fn fact(f: &Fact) -> Claims {
    let status = if f.denied {
        ClaimStatus::NotDone
    } else {
        ClaimStatus::Completed
    };
    let source = ClaimSource {
        name: "facts of the test".into(),
        declared: None,
        tier: Tier::Record,
        speaks_for: Vec::new(),
    };
    let mut claim = Claim {
        id: 0,
        event: None,
        actors: f.actors.clone().into(),
        action: f.action.node,
        targets: f.targets.clone().into(),
        participants: f.participants.clone().into(),
        amount: f.amount.clone().map(Box::new),
        valid: f.on.node,
        dating: Dating::Given,
        recorded: f.on.node.hi,
        source: SourceIx(0),
        tier: Tier::Record,
        speakers: Vec::new().into(),
        attributed_to: None,
        polarity: status.polarity(),
        modality: status.modality(),
        status,
        retracts: None,
        report: ReportIx(0),
        span: f.span,
        places: Places::new(
            Parts {
                action: Some(f.action.span),
                date: Some(f.on.span),
                ..Parts::default()
            },
            f.span,
        ),
        wording: None,
    };
    let content = (
        &claim.actors,
        claim.action,
        &claim.targets,
        &claim.participants,
        &claim.amount,
    );
    claim.id = extract::wording(&format!("{content:?} {:?} {status:?}", claim.valid));
    let info = ReportInfo {
        file: f.span.file,
        title: None,
        source: SourceIx(0),
        recorded: f.on.node.hi,
        covers: Vec::new(),
        reading: Reading::default(),
    };
    Claims {
        claims: vec![claim],
        sources: vec![source],
        reports: vec![info],
    }
}

/// The prose as a report: one paragraph, unless blank lines part it.
fn report<'s>(src: &Sources, r: &'s TestReport) -> Report<'s> {
    let map = offsets(src, r);
    let mut blocks = Vec::new();
    let mut start = 0;
    for text in r.prose.node.split("\n\n") {
        let end = start + text.len();
        let span = map.span(r.prose.span.file, start, end);
        let own = map
            .0
            .iter()
            .filter(|(o, _)| *o as usize > start && (*o as usize) < end);
        let own = own.map(|(o, s)| (o - start as u32, *s));
        let first = (0, map.source(start as u32));
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            text: Cow::Borrowed(text),
            span,
            map: OffsetMap(std::iter::once(first).chain(own).collect()),
        });
        start = end + 2;
    }
    let cover = r.covers.as_ref().map(|c| Cover {
        period: c.node,
        actors: Vec::new(),
        topics: Vec::new(),
        span: c.span,
    });
    Report {
        file: r.prose.span.file,
        meta: Meta {
            published: Some(r.published),
            dated_by: "the test",
            publisher: Some(r.by.clone()),
            covers: cover.into_iter().collect(),
            ..Meta::default()
        },
        body: Body::Prose(blocks),
    }
}

/// Where the bytes of the prose stand in the rule file: escapes are longer there than what they mean.
fn offsets(src: &Sources, r: &TestReport) -> OffsetMap {
    let Span { file, start, end } = r.prose.span;
    let raw = src
        .text(file)
        .get(start as usize..end as usize)
        .unwrap_or("");
    let open = usize::from(raw.starts_with('"'));
    let mut map = vec![(0, start + open as u32)];
    let mut text = 0;
    let mut chars = raw.char_indices().skip(open);
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            text += c.len_utf8() as u32;
            continue;
        }
        let Some((_, escaped)) = chars.next() else {
            break;
        };
        // A byte for the two that stand there; what the escape means is never longer.
        text += if matches!(escaped, 'n' | 't') {
            1
        } else {
            escaped.len_utf8() as u32
        };
        map.push((text, start + (at + 1 + escaped.len_utf8()) as u32));
    }
    map.dedup_by_key(|(o, _)| *o);
    OffsetMap(map)
}
