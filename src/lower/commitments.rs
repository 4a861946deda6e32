//! Agreements, and commitments with their norms.

use super::collect::{Items, not_yet};
use super::entities::entity;
use super::phrases::{self, Form};
use super::{evidence, groups, windows};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::judge::KINDS;
use crate::model::{
    Agreement, AgreementId, Atom, Bearers, Commitment, CommitmentModality, EvidenceRule, Norm,
    NormKind, Preposition, Rulebook,
};
use crate::source::{Role, Sources, Span, Spanned};
use crate::syntax::ast::{self, CommitmentPart, Duty, Modal, QualifierKind, Sentence};
use crate::time::{Day, Interval};

/// Fills the agreements.
pub(super) fn agreements(
    items: &Items<'_>,
    rules: &mut Rulebook,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (id, a) in &items.agreements {
        let list = |names: &[ast::Text], diagnostics: &mut Vec<Diagnostic>| {
            groups_of(rules, items, names, diagnostics)
        };
        let agreement = Agreement {
            id: (*id).to_owned(),
            title: a
                .title
                .as_ref()
                .map_or_else(|| (*id).to_owned(), |t| t.node.clone()),
            adopted: a.adopted.map(|d| d.node.interval),
            in_force: a.in_force.map(|(from, until)| {
                Interval::new(
                    from.node.interval.lo,
                    until.map_or(Day::MAX, |u| u.node.interval.hi),
                )
            }),
            between: list(&a.between, diagnostics),
            addressed_to: list(&a.addressed_to, diagnostics),
            text: a.text.clone(),
            url: a.url.as_ref().map(|u| u.node.clone()),
            span: a.id.span,
        };
        rules.agreements.push(agreement);
    }
}

fn groups_of(
    rules: &Rulebook,
    items: &Items<'_>,
    names: &[ast::Text],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<crate::model::EntityId> {
    let mut out = Vec::new();
    for n in names {
        if let Ok(i) = rules.sets.binary_search_by(|s| s.id.as_str().cmp(&n.node)) {
            out.extend(
                rules
                    .sets
                    .get(i)
                    .iter()
                    .flat_map(|s| s.members.iter().copied()),
            );
        } else {
            out.extend(entity(rules, items, n, diagnostics));
        }
    }
    out
}

/// Fills the commitments.
pub(super) fn commitments(
    src: &Sources,
    items: &Items<'_>,
    rules: &mut Rulebook,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let defaults: Vec<EvidenceRule> = items
        .agreements
        .values()
        .map(|a| evidence::rule(a.evidence.as_ref(), diagnostics))
        .collect();
    let mut out = Vec::new();
    for (c, only) in &items.commitments {
        out.push(commitment(
            src,
            items,
            rules,
            c,
            *only,
            &defaults,
            diagnostics,
        ));
    }
    out.sort_by_key(|c| (c.agreement, natural(&c.id)));
    rules.commitments = out;
}

/// `PK-10` after `PK-2`: runs of digits compare as numbers.
fn natural(id: &str) -> Vec<(String, u64)> {
    let mut out: Vec<(String, u64)> = Vec::new();
    let (mut word, mut number) = (String::new(), String::new());
    for c in id.chars() {
        if c.is_ascii_digit() {
            number.push(c);
        } else {
            if !number.is_empty() {
                out.push((
                    std::mem::take(&mut word),
                    number.parse().unwrap_or(u64::MAX),
                ));
                number.clear();
            }
            word.push(c);
        }
    }
    out.push((word, number.parse().unwrap_or(0)));
    out
}

fn commitment(
    src: &Sources,
    items: &Items<'_>,
    rules: &Rulebook,
    c: &ast::Commitment,
    only: Option<&str>,
    defaults: &[EvidenceRule],
    diagnostics: &mut Vec<Diagnostic>,
) -> Commitment {
    let mut out = Commitment {
        id: c.id.node.clone(),
        title: c
            .title
            .as_ref()
            .map_or_else(|| c.id.node.clone(), |t| t.node.clone()),
        agreement: None,
        quote: None,
        at: None,
        modality: CommitmentModality::Committed,
        acceptance: Vec::new(),
        owner: None,
        notes: Vec::new(),
        weight: None,
        closes: None,
        norms: Vec::new(),
        unevaluated: None,
        span: c.id.span,
    };
    let mut under = only.map(str::to_owned);
    let mut block = None;
    let mut sentences = Vec::new();
    for part in &c.parts {
        match part {
            CommitmentPart::Under(id) => {
                if items.agreements.contains_key(id.node.as_str()) {
                    under = Some(id.node.clone());
                } else {
                    let near = did_you_mean(&id.node, items.agreements.keys().copied());
                    diagnostics.push(
                        Diagnostic::new(
                            Code::UnknownName,
                            format!("there is no agreement `{}`", id.node),
                        )
                        .at(id.span, "not declared")
                        .help(near.map_or_else(
                            || "declare it with `agreement ID { … }`".to_owned(),
                            |n| format!("did you mean `{n}`?"),
                        )),
                    );
                }
            }
            CommitmentPart::Quote(q) => out.quote = Some(q.clone()),
            CommitmentPart::At(t) => out.at = Some(t.node.clone()),
            CommitmentPart::Modality(m) => {
                match CommitmentModality::ALL.iter().find(|(_, w)| *w == m.node) {
                    Some((modality, _)) => out.modality = *modality,
                    None => {
                        let words = CommitmentModality::ALL.iter().map(|(_, w)| *w);
                        let help = match did_you_mean(&m.node, words.clone()) {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => format!(
                                "a modality is one of {}",
                                words.collect::<Vec<_>>().join(", ")
                            ),
                        };
                        diagnostics.push(
                            Diagnostic::new(
                                Code::UnknownWord,
                                format!("there is no modality `{}`", m.node),
                            )
                            .at(m.span, "not a modality")
                            .help(help),
                        );
                    }
                }
            }
            CommitmentPart::Acceptance { word, by, on } => {
                if !["accepted", "noted", "rejected"].contains(&word.node.as_str()) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::UnknownWord,
                            format!("`{}` says not how it was received", word.node),
                        )
                        .at(word.span, "not known")
                        .help("write `accepted`, `noted` or `rejected`"),
                    );
                }
                if let Some(id) = entity(rules, items, by, diagnostics) {
                    out.acceptance
                        .push((word.node.clone(), id, on.map(|d| d.node.interval)));
                }
            }
            CommitmentPart::Evidence(e) => block = Some(e),
            CommitmentPart::Owner(t) => out.owner = Some(t.node.clone()),
            CommitmentPart::Note(t) => out.notes.push(t.node.clone()),
            CommitmentPart::Weight(n) => out.weight = Some(src.slice(n.span).to_owned()),
            CommitmentPart::Closes(d) => out.closes = Some(d.node.interval.hi),
            CommitmentPart::Sentence(s) => sentences.push(s),
        }
    }
    let position = under.and_then(|u| items.agreements.keys().position(|k| *k == u));
    out.agreement = position.map(|i| AgreementId(i as u32));
    let agreement = position.and_then(|i| rules.agreements.get(i));
    let standard = evidence::rule(block, diagnostics).or(&position
        .and_then(|i| defaults.get(i))
        .cloned()
        .unwrap_or_default());
    if let (Some(q), Some(a)) = (&out.quote, agreement) {
        quote(src, q, a, diagnostics);
    }
    if sentences.is_empty() {
        diagnostics.push(
            Diagnostic::new(
                Code::NoSentence,
                format!("the commitment `{}` says not what is owed", out.id),
            )
            .at(c.id.span, "no sentence")
            .help("write a sentence such as `India shall report to UNSC by 2021-12-31.`"),
        );
        out.unevaluated = Some("it has no sentence".to_owned());
    }
    let several = sentences.len() > 1;
    for (i, s) in sentences.iter().enumerate() {
        let id = if several {
            format!("{}.{}", out.id, i + 1)
        } else {
            out.id.clone()
        };
        match norm(items, rules, s, id, agreement, &standard, diagnostics) {
            Some(n) => out.norms.push(n),
            None => out.unevaluated = Some("a sentence of it could not be evaluated".to_owned()),
        }
    }
    if out.unevaluated.is_some() {
        out.norms.clear();
    }
    out
}

/// A quote that the agreement's text does not hold is worse than none.
fn quote(src: &Sources, q: &Spanned<String>, a: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    let Some(path) = &a.text else { return };
    let Some((_, text)) = src
        .iter()
        .find(|(_, s)| s.role == Role::Text && s.name.ends_with(path.node.as_str()))
    else {
        return;
    };
    let plain = |t: &str| {
        t.replace(['“', '”', '"'], "")
            .replace('’', "'")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    if !plain(&text.text).contains(&plain(&q.node)) {
        diagnostics.push(
            Diagnostic::new(
                Code::QuoteNotFound,
                "this quote does not stand in the agreement's text",
            )
            .at(q.span, "not found there")
            .help(format!("quote the words of `{}` exactly", path.node)),
        );
    }
}

fn norm(
    items: &Items<'_>,
    rules: &Rulebook,
    s: &Sentence,
    id: String,
    agreement: Option<&Agreement>,
    standard: &EvidenceRule,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Norm> {
    let before = diagnostics.len();
    for (p, what) in [
        (&s.when, "a trigger (`When …`)"),
        (&s.guard, "a guard (`If …`)"),
    ] {
        if let Some(p) = p {
            not_yet(diagnostics, pattern_span(p), what);
        }
    }
    if let Some(o) = &s.otherwise {
        not_yet(diagnostics, o.span, "a reparation (`otherwise`)");
    }
    let negative = matches!(s.modal.node, Modal::ShallNot | Modal::ShouldNot);
    let advice = matches!(s.modal.node, Modal::Should | Modal::ShouldNot);
    if s.modal.node == Modal::May {
        not_yet(diagnostics, s.modal.span, "a permission (`may`)");
    }
    let (act, performer, kind) = match &s.duty {
        Duty::Act(act) => (
            Some(act),
            None,
            if negative {
                NormKind::Forbid
            } else {
                NormKind::Achieve
            },
        ),
        Duty::Prevent { who, act } => {
            if negative {
                diagnostics.push(
                    Diagnostic::new(Code::WrongForm, "`shall not prevent` reads two ways")
                        .at(s.modal.span, "a prohibition to prevent?")
                        .help("say what shall not be done in a sentence of its own"),
                );
            }
            (
                Some(act),
                groups::selection(rules, items, who, None, true, diagnostics),
                NormKind::Prevent,
            )
        }
        Duty::Keep { who, .. } => {
            not_yet(diagnostics, who.span, "a condition to be kept (`keep`)");
            (None, None, NormKind::Achieve)
        }
        Duty::Ensure(p) => {
            not_yet(diagnostics, pattern_span(p), "`ensure that`");
            (None, None, NormKind::Achieve)
        }
    };
    let prohibits = kind != NormKind::Achieve;
    let bearers = match &s.bearers {
        ast::Bearers::Joint(names) => match names.as_slice() {
            // A set as the bearer is the group of its members.
            [one] if rules.sets.iter().any(|x| x.id == one.node) => {
                let t = ast::Targets {
                    span: one.span,
                    quantifier: None,
                    group: ast::Group::One(one.clone()),
                    except: None,
                    bound: None,
                };
                groups::selection(rules, items, &t, None, false, diagnostics).map(Bearers::Of)
            }
            _ => {
                groups::joint(rules, items, names, diagnostics).map(|(ids, _)| Bearers::Joint(ids))
            }
        },
        ast::Bearers::Targets(t) => {
            groups::selection(rules, items, t, None, false, diagnostics).map(Bearers::Of)
        }
    };
    let atom = act.and_then(|a| atom(items, rules, a, performer, kind, prohibits, diagnostics));
    qualifiers(s, kind, diagnostics);
    let window = windows::window(&s.qualifiers, agreement, diagnostics);
    let mut n = Norm {
        id,
        kind,
        advice,
        bearers: bearers?,
        atom: atom?,
        window: window?,
        sustained: None,
        irreversibly: None,
        counting_earlier: None,
        on_pain_of_breach: None,
        evidence: standard.clone(),
        span: s.span,
        text: crate::syntax::fmt::sentence(s),
    };
    for q in &s.qualifiers {
        match &q.kind {
            QualifierKind::SustainedFor(d) => n.sustained = Some(*d),
            QualifierKind::Irreversibly => n.irreversibly = Some(q.span),
            QualifierKind::CountingEarlier => n.counting_earlier = Some(q.span),
            QualifierKind::OnPainOfBreach => n.on_pain_of_breach = Some(q.span),
            _ => {}
        }
    }
    let failed = diagnostics
        .get(before..)
        .unwrap_or_default()
        .iter()
        .any(Diagnostic::is_input_error);
    (!failed).then_some(n)
}

fn atom(
    items: &Items<'_>,
    rules: &Rulebook,
    act: &ast::Act,
    performer: Option<crate::model::Selection>,
    kind: NormKind,
    prohibits: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Atom> {
    if kind == NormKind::Prevent && performer.is_none() {
        return None;
    }
    if let Some(a) = &act.amount {
        not_yet(diagnostics, a.span, "an amount");
    }
    let form = if kind == NormKind::Prevent {
        Form::Ing
    } else {
        Form::Base
    };
    let found = phrases::find(rules, &act.words, &act.tail, form, diagnostics);
    let role = found.as_ref().and_then(|f| f.role.as_ref());
    let mut targets = None;
    if let Some(t) = &act.targets {
        targets = Some(groups::selection(
            rules,
            items,
            t,
            role,
            prohibits,
            diagnostics,
        )?);
    }
    let mut participants = Vec::new();
    for p in &act.participants {
        let selection = groups::selection(rules, items, &p.targets, None, prohibits, diagnostics);
        if let (Some(preposition), Some(s)) = (Preposition::find(&p.preposition.node), selection) {
            participants.push((preposition, s));
        }
    }
    let found = found?;
    if let Some(p) = found.preposition {
        match targets.take() {
            Some(t) => participants.insert(0, (p, t)),
            None => {
                diagnostics.push(
                    Diagnostic::new(Code::LooseWords, format!("`{}` leads to nobody", p.word()))
                        .at(act.span, "whom or what?")
                        .help("name an entity or a set after it"),
                );
                return None;
            }
        }
    }
    (participants.len() >= act.participants.len()).then_some(Atom {
        performer,
        action: found.action,
        targets,
        participants,
    })
}

/// Qualifiers that this form does not take, stand twice, or are not evaluated yet.
fn qualifiers(s: &Sentence, kind: NormKind, diagnostics: &mut Vec<Diagnostic>) {
    let takes = KINDS
        .iter()
        .find(|k| k.kind == kind)
        .map_or(&[][..], |k| k.takes);
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for q in &s.qualifiers {
        let (word, yet) = keyword(&q.kind);
        if !yet {
            not_yet(diagnostics, q.span, &format!("`{word}`"));
            continue;
        }
        if !takes.contains(&word) {
            let forms: Vec<&str> = KINDS
                .iter()
                .filter(|k| k.takes.contains(&word))
                .map(|k| k.form)
                .collect();
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongForm,
                    format!("`{word}` cannot qualify this form"),
                )
                .at(q.span, "does not apply")
                .help(format!("`{word}` goes with {}", forms.join(" and "))),
            );
        }
        if let Some((_, at)) = seen.iter().find(|(w, _)| *w == word) {
            diagnostics.push(
                Diagnostic::new(
                    Code::TwoDates,
                    format!("`{word}` stands in this sentence twice"),
                )
                .at(q.span, "again here")
                .at(*at, "first here")
                .help("keep one of them"),
            );
        }
        // Dates are compared with each other by the window.
        if !matches!(word, "by" | "before" | "on" | "from" | "until" | "within") {
            seen.push((word, q.span));
        }
    }
}

/// The keyword of a qualifier, and whether it is evaluated.
fn keyword(q: &QualifierKind) -> (&'static str, bool) {
    match q {
        QualifierKind::By(_) => ("by", true),
        QualifierKind::Before(_) => ("before", true),
        QualifierKind::On(_) => ("on", true),
        QualifierKind::From(_) => ("from", true),
        QualifierKind::Until(_) => ("until", true),
        QualifierKind::Within(..) => ("within", true),
        QualifierKind::SustainedFor(_) => ("sustained for", true),
        QualifierKind::Irreversibly => ("irreversibly", true),
        QualifierKind::CountingEarlier => ("counting earlier action", true),
        QualifierKind::OnPainOfBreach => ("on pain of breach", true),
        QualifierKind::Every(_) => ("every", false),
        QualifierKind::AtLeastEvery(_) => ("at least every", false),
        QualifierKind::AtMostTimes(_) => ("at most … times", false),
        QualifierKind::Regularly => ("regularly", false),
        QualifierKind::InOneAct => ("in one act", false),
        QualifierKind::AtATime => ("at a time", false),
        QualifierKind::CuringLapses(_) => ("curing lapses within", false),
        QualifierKind::Unless(_) => ("unless", false),
        QualifierKind::While { .. } => ("while", false),
        QualifierKind::OnlyIfBefore(..) => ("only if … before", false),
        QualifierKind::Provided(..) => ("provided", false),
        QualifierKind::Overriding(_) => ("overriding", false),
    }
}

fn pattern_span(p: &ast::Pattern) -> Span {
    match p {
        ast::Pattern::Status { span, .. }
        | ast::Pattern::Condition { span, .. }
        | ast::Pattern::Event { span, .. } => *span,
    }
}
