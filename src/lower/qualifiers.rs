//! Qualifiers: takes those of a sentence; says which do not fit its form, stand twice, or are not
//! evaluated yet. Dates are compared with each other by `windows`.

use super::World;
use super::amounts;
use super::groups::Place;
use super::patterns;
use crate::diag::{Code, Diagnostic};
use crate::judge::KINDS;
use crate::model::NormKind;
use crate::source::Span;
use crate::syntax::ast::{Anchor, Duty, Modal, QualifierKind, Sentence};

/// The kind whose qualifiers a sentence takes; none where it takes dates alone.
fn kind(s: &Sentence) -> Option<NormKind> {
    match (&s.duty, s.modal.node) {
        (Duty::Act(_), Modal::May) if is_limit(s) => Some(NormKind::Limit),
        (_, Modal::May) => None,
        (Duty::Keep { .. }, _) => Some(NormKind::Maintain),
        (Duty::Prevent { .. }, _) => Some(NormKind::Prevent),
        (_, Modal::ShallNot | Modal::ShouldNot) => Some(NormKind::Forbid),
        _ => Some(owed(s)),
    }
}

/// The kind of an act that is owed: how often it is owed says which.
pub(super) fn owed(s: &Sentence) -> NormKind {
    let mut kinds = s.qualifiers.iter().filter_map(|q| match q.kind {
        QualifierKind::AtLeastEvery(_) => Some(NormKind::Interval),
        QualifierKind::Regularly => Some(NormKind::Continuing),
        _ => None,
    });
    if is_limit(s) {
        return NormKind::Limit;
    }
    let kind = kinds.next().or_else(|| amounts::kind(s));
    kind.unwrap_or(NormKind::Achieve)
}

/// `may … at most N times`.
pub(super) fn is_limit(s: &Sentence) -> bool {
    let mut all = s.qualifiers.iter();
    s.modal.node == Modal::May && all.any(|q| matches!(q.kind, QualifierKind::AtMostTimes(_)))
}

/// Checks the qualifiers of one sentence.
pub(super) fn qualifiers(world: &World<'_>, s: &Sentence, place: Place<'_>) {
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for q in &s.qualifiers {
        names(world, &q.kind, place);
        let (word, known) = keyword(&q.kind);
        let is_evaluated = known && !is_open(s, &q.kind);
        if let Some(help) = misfit(s, &q.kind, word, is_evaluated) {
            world.said.say(
                Diagnostic::new(
                    Code::WrongForm,
                    format!("`{word}` cannot qualify this form"),
                )
                .at(q.span, "does not apply")
                .help(help),
            );
            continue;
        }
        if !is_evaluated {
            world.said.not_yet(q.span, &format!("`{word}`"));
            continue;
        }
        // Dates are compared by the window.
        if is_date(word) {
            continue;
        }
        match seen.iter().find(|(w, _)| *w == word) {
            Some((_, at)) => world.said.say(
                Diagnostic::new(
                    Code::TwoDates,
                    format!("`{word}` stands in this sentence twice"),
                )
                .at(q.span, "again here")
                .at(*at, "first here")
                .help("keep one of them"),
            ),
            None => seen.push((word, q.span)),
        }
    }
}

/// Whether what it means for a form is not judged yet.
fn is_open(s: &Sentence, q: &QualifierKind) -> bool {
    let takes = |word: &str| {
        let own = kind(s).and_then(|kind| KINDS.iter().find(|k| k.kind == kind));
        own.is_some_and(|k| k.takes.contains(&word))
    };
    match q {
        QualifierKind::Unless(_) => !takes("unless"),
        QualifierKind::While { .. } => !takes("while"),
        _ => false,
    }
}

fn is_date(word: &str) -> bool {
    matches!(word, "by" | "before" | "on" | "from" | "until" | "within")
}

/// Why a qualifier does not fit: the forms that take it.
fn misfit(s: &Sentence, q: &QualifierKind, word: &str, is_evaluated: bool) -> Option<String> {
    let kind = kind(s);
    let may = s.modal.node == Modal::May;
    let has_amount = matches!(&s.duty, Duty::Act(a) if a.amount.is_some());
    match q {
        QualifierKind::AtMostTimes(n) if !may => {
            return Some(format!(
                "write `may … at most {} times`: with another modal it reads two ways",
                n.node
            ));
        }
        QualifierKind::InOneAct | QualifierKind::AtATime if !has_amount => {
            return Some(format!(
                "`{word}` goes with an amount, such as `at least 5 GW`"
            ));
        }
        _ => {}
    }
    if is_evaluated {
        let takes = KINDS.iter().find(|k| Some(k.kind) == kind);
        let fits = match takes {
            Some(k) => k.takes.contains(&word),
            None => is_date(word),
        };
        let forms = KINDS.iter().filter(|k| k.takes.contains(&word));
        let forms: Vec<&str> = forms.map(|k| k.form).collect();
        return (!fits).then(|| format!("`{word}` goes with {}", forms.join(" and ")));
    }
    match q {
        QualifierKind::OnlyIfBefore(..) | QualifierKind::Provided(..) if !may => {
            Some(format!("`{word}` goes with `may …`"))
        }
        _ => None,
    }
}

/// Looks up the names of a qualifier.
fn names(world: &World<'_>, q: &QualifierKind, place: Place<'_>) {
    match q {
        QualifierKind::Within(_, Some(Anchor::Commitment(id))) | QualifierKind::Overriding(id) => {
            world.names.commitment(id, false);
        }
        QualifierKind::OnlyIfBefore(p, _) | QualifierKind::Provided(p, _) => {
            patterns::names(world, p, place)
        }
        _ => {}
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
        QualifierKind::Every(_) => ("every", true),
        QualifierKind::AtLeastEvery(_) => ("at least every", true),
        QualifierKind::AtMostTimes(_) => ("at most … times", true),
        QualifierKind::Regularly => ("regularly", true),
        QualifierKind::InOneAct => ("in one act", true),
        QualifierKind::AtATime => ("at a time", true),
        QualifierKind::CuringLapses(_) => ("curing lapses within", true),
        QualifierKind::Unless(_) => ("unless", true),
        QualifierKind::While { .. } => ("while", true),
        QualifierKind::OnlyIfBefore(..) => ("only if … before", false),
        QualifierKind::Provided(..) => ("provided", false),
        QualifierKind::Overriding(_) => ("overriding", false),
    }
}
