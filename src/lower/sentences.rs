//! Sentences to norms: takes one sentence; gives its norm, or the reason why it is not evaluated,
//! which an error has said.

use super::World;
use super::acts;
use super::amounts;
use super::bearers;
use super::conditions;
use super::groups::{self, Place};
use super::patterns;
use super::periods;
use super::phrases::Form;
use super::qualifiers;
use super::windows;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Agreement, Atom, Bearers, Bind, EvidenceRule, Given, Norm, NormKind, Quantifier, Selection,
    Terms, Trigger,
};
use crate::source::Spanned;
use crate::syntax::ast::{Duty, Modal, Otherwise, Pattern, QualifierKind, Sentence};

/// Goals that one sentence may unfold into: what the judge takes, so that nothing that is lowered is left
/// unjudged.
const INSTANCES: usize = crate::judge::MOST;

/// The agreement that a sentence stands under.
#[derive(Clone, Copy)]
pub(super) struct Under<'a> {
    /// None where it has none.
    pub agreement: Option<&'a Agreement>,
    /// It names one that could not be found: what it lacks is no further error.
    pub is_lost: bool,
}

/// Lowers a sentence under its agreement and evidence standard.
pub(super) fn norm(
    world: &World<'_>,
    s: &Sentence,
    id: String,
    under: Under<'_>,
    standard: &EvidenceRule,
) -> Result<Norm, String> {
    let before = world.said.errors();
    let found = parts(world, s, under.agreement);
    let window = windows::window(world, &s.qualifiers, under, s.when.is_some());
    let failed = || {
        let reason = world.said.error_after(before);
        reason.unwrap_or_else(|| "something that it rests on has an error".to_owned())
    };
    let Some(Parts {
        kind,
        bearers,
        atom,
        trigger,
        terms,
    }) = found
    else {
        return Err(failed());
    };
    fits(world, s, &bearers, &atom);
    let Some((window, reach)) = window.filter(|_| world.said.errors() == before) else {
        return Err(failed());
    };
    let (event, binds) = trigger.unzip();
    let trigger = event.zip(s.when.as_ref()).map(|(atom, p)| Trigger {
        atom,
        opens: reach.and_then(|r| r.opens),
        closes: reach.map(|r| r.closes),
        span: patterns::span(p),
    });
    let mut n = Norm {
        id,
        kind,
        advice: matches!(s.modal.node, Modal::Should | Modal::ShouldNot),
        bearers,
        atom,
        window,
        binds: binds.unwrap_or_default(),
        trigger,
        every: None,
        times: None,
        sustained: None,
        irreversibly: None,
        counting_earlier: None,
        on_pain_of_breach: None,
        terms,
        suspended: Vec::new(),
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
            QualifierKind::Every(d) | QualifierKind::AtLeastEvery(d) => n.every = Some(*d),
            QualifierKind::AtMostTimes(times) => n.times = Some(*times),
            _ => {}
        }
    }
    periods::check(world, &n);
    conditions::anchored(world, &n);
    if world.said.errors() > before {
        return Err(failed());
    }
    Ok(n)
}

/// What a sentence asks of the world beside its act; a part with a fault is left out and said.
fn terms(world: &World<'_>, s: &Sentence, place: Place<'_>) -> Terms {
    let mut out = Terms::default();
    if let Duty::Keep { condition, .. } = &s.duty {
        let mut all = world.rules.conditions.iter();
        out.keeps = all.find(|c| c.name == condition.node).cloned();
    }
    let fact = |p: &Pattern| patterns::fact(world, p, place);
    out.guard = s.guard.as_ref().and_then(fact);
    for q in &s.qualifiers {
        match &q.kind {
            QualifierKind::CuringLapses(d) => out.curing = Some(*d),
            QualifierKind::Unless(p) => out.unless.extend(fact(p)),
            QualifierKind::While { who, condition } => {
                let state = conditions::state(world, who, condition, place);
                out.whiles.extend(state.map(Given::State));
            }
            _ => {}
        }
    }
    out
}

/// What a sentence says but for its window.
struct Parts {
    kind: NormKind,
    bearers: Bearers,
    atom: Atom,
    trigger: Option<(Atom, Vec<Bind>)>,
    terms: Terms,
}

/// Everything of a sentence but its window; every part is looked at, so that each shows its faults.
fn parts(world: &World<'_>, s: &Sentence, agreement: Option<&Agreement>) -> Option<Parts> {
    let mut bound = binds(s);
    let values: Vec<&str> = s.when.iter().flat_map(patterns::bound).collect();
    let place = Place {
        forbidden: false,
        bound: &bound,
        values: &values,
        binds: false,
    };
    let bare = Place {
        values: &[],
        ..place
    };
    let trigger = s.when.as_ref().map(|p| {
        if !matches!(p, Pattern::Event { .. }) {
            let what = "a trigger that is no act (`When … is …`)";
            world.said.not_yet(patterns::span(p), what);
        }
        patterns::event(world, p, bare)
    });
    let around = terms(world, s, place);
    if s.modal.node == Modal::May && !qualifiers::is_limit(s) {
        world.said.not_yet(s.modal.span, "a permission (`may`)");
    }
    let out = duty(world, s, place, agreement);
    qualifiers::qualifiers(world, s, place);
    // A chain of reparations, each looked up for its names.
    let mut next = s.otherwise.as_deref();
    if let Some(o) = next {
        otherwise(world, s, o);
    }
    while let Some(o) = next {
        bound.extend(binds(&o.sentence));
        let place = Place {
            forbidden: false,
            bound: &bound,
            values: &[],
            binds: true,
        };
        world.said.names_only(|| {
            if let Some(p) = &o.sentence.when {
                patterns::names(world, p, place);
            }
            terms(world, &o.sentence, place);
            duty(world, &o.sentence, place, agreement);
            qualifiers::qualifiers(world, &o.sentence, place);
        });
        next = o.sentence.otherwise.as_deref();
    }
    let (kind, bearers, atom) = out?;
    let trigger = match trigger {
        Some(found) => Some(found?),
        None => None,
    };
    Some(Parts {
        kind,
        bearers,
        atom,
        trigger,
        terms: around,
    })
}

/// Names bound by `as` in a sentence.
fn binds(s: &Sentence) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for p in s.when.iter().chain(&s.guard) {
        out.extend(patterns::bound(p));
    }
    for q in &s.qualifiers {
        if let QualifierKind::Unless(p)
        | QualifierKind::OnlyIfBefore(p, _)
        | QualifierKind::Provided(p, _) = &q.kind
        {
            out.extend(patterns::bound(p));
        }
    }
    if let Duty::Ensure(p) = &s.duty {
        out.extend(patterns::bound(p));
    }
    let mut targets = Vec::new();
    match &s.duty {
        Duty::Act(act) => {
            targets.extend(&act.targets);
            targets.extend(act.participants.iter().map(|p| &p.targets));
        }
        Duty::Prevent { who, act } => {
            targets.push(who);
            targets.extend(&act.targets);
            targets.extend(act.participants.iter().map(|p| &p.targets));
        }
        Duty::Keep { who, .. } => targets.push(who),
        Duty::Ensure(_) => {}
    }
    if let crate::syntax::ast::Bearers::Targets(t) = &s.bearers {
        targets.push(t);
    }
    out.extend(
        targets
            .iter()
            .filter_map(|t| t.bound.as_ref())
            .map(|b| b.node.as_str()),
    );
    out
}

/// Bearers and what they owe.
fn duty(
    world: &World<'_>,
    s: &Sentence,
    place: Place<'_>,
    agreement: Option<&Agreement>,
) -> Option<(NormKind, Bearers, Atom)> {
    let negative = matches!(s.modal.node, Modal::ShallNot | Modal::ShouldNot);
    let is_act = matches!(s.duty, Duty::Act(_));
    if negative && !is_act {
        let form = match s.duty {
            Duty::Prevent { .. } => "prevent",
            Duty::Keep { .. } => "keep",
            _ => "ensure that",
        };
        let not = world.src.slice(s.modal.span);
        world.said.say(
            Diagnostic::new(Code::WrongForm, format!("`{not} {form}` reads two ways"))
                .at(s.modal.span, "denies what comes after it?")
                .help("say what shall not be done in a sentence of its own"),
        );
    }
    let bearer_place = Place {
        forbidden: negative,
        ..place
    };
    let bearers = bearers::bearers(world, &s.bearers, bearer_place, agreement);
    let forbidden = Place {
        forbidden: true,
        ..place
    };
    let (kind, atom) = match &s.duty {
        Duty::Act(act) if negative => (
            NormKind::Forbid,
            acts::act(world, act, Form::Base, forbidden),
        ),
        Duty::Act(act) => {
            let kind = qualifiers::owed(s);
            let place = if kind.is_owed() { place } else { forbidden };
            let mut atom = acts::act(world, act, Form::Base, place);
            if let Some(q) = atom.as_mut().and_then(|a| a.amount.as_mut()) {
                amounts::owed(s, kind, q);
            }
            (kind, atom)
        }
        Duty::Prevent { who, act } => {
            let performer = groups::selection(world, who, &[], forbidden);
            let atom = acts::act(world, act, Form::Ing, forbidden);
            let atom = performer.zip(atom).map(|(p, atom)| Atom {
                performer: Some(p),
                ..atom
            });
            (NormKind::Prevent, atom)
        }
        Duty::Keep { who, condition } => {
            let found = conditions::find(world, condition);
            let who = conditions::kept(world, who, place);
            let atom = found.zip(who).and_then(|(c, who)| {
                Some(Atom {
                    performer: None,
                    action: Spanned::new(*c.starts.first()?, condition.span),
                    targets: Some(who),
                    participants: Vec::new(),
                    amount: None,
                })
            });
            (NormKind::Maintain, atom)
        }
        Duty::Ensure(p) => (qualifiers::owed(s), patterns::ensured(world, p, place)),
    };
    Some((kind, bearers?, atom?))
}

/// Says that a reparation is not evaluated, or could never be.
fn otherwise(world: &World<'_>, s: &Sentence, o: &Otherwise) {
    let pain = s
        .qualifiers
        .iter()
        .find(|q| q.kind == QualifierKind::OnPainOfBreach);
    let forbids = matches!(s.duty, Duty::Prevent { .. })
        || matches!(s.modal.node, Modal::ShallNot | Modal::ShouldNot);
    if !o.also || (pain.is_none() && !forbids) {
        world.said.not_yet(o.span, "a reparation (`otherwise`)");
        return;
    }
    let mut d = Diagnostic::new(
        Code::WrongForm,
        "`otherwise also` needs a duty that can be made good late",
    )
    .at(o.span, "on top of what?")
    .help("write `otherwise instead`");
    if let Some(q) = pain {
        d = d.at(q.span, "late is a breach by these words");
    }
    world.said.say(d);
}

/// Says where a sentence unfolds into more instances than can be judged in bounded time.
fn fits(world: &World<'_>, s: &Sentence, bearers: &Bearers, atom: &Atom) {
    // What unfolds makes instances, `at least` goals of one.
    let size = |s: &Selection| match s.quantifier {
        Quantifier::Any => 1,
        Quantifier::Each | Quantifier::AtLeast(_) => s.members.len().max(1),
    };
    let first = match bearers {
        Bearers::Joint(_) => 1,
        Bearers::Of(s) => size(s),
    };
    let others = atom.participants.iter().map(|(_, s)| s);
    let all = atom
        .targets
        .iter()
        .chain(&atom.performer)
        .chain(others)
        .map(size)
        .fold(first, usize::saturating_mul);
    if all > INSTANCES {
        world.said.say(
            Diagnostic::new(
                Code::TooManyInstances,
                format!("this sentence unfolds into {all} instances, more than {INSTANCES}"),
            )
            .at(s.span, "too many to judge")
            .help("write `any of` for a group that need not be judged one by one, or split the sentence"),
        );
    }
}
