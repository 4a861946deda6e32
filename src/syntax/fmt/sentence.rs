//! Sentences on one line.

use super::date;
use crate::syntax::ast::*;

/// A sentence with its full stop, on one line.
pub fn sentence(s: &Sentence) -> String {
    format!("{}.", bare(s, true))
}

/// Without its stop; `first` where it begins a sentence, so that its first word has a capital.
fn bare(s: &Sentence, first: bool) -> String {
    let mut out = String::new();
    if let Some(p) = &s.when {
        let word = if first { "When" } else { "when" };
        out.push_str(&format!("{word} {}, ", pattern(p)));
    }
    if let Some(p) = &s.guard {
        out.push_str(&format!(
            "{} {}, ",
            if first && out.is_empty() { "If" } else { "if" },
            pattern(p)
        ));
    }
    let first = first && out.is_empty();
    match &s.bearers {
        Bearers::Joint(names) => out.push_str(&joint(names)),
        Bearers::Targets(t) => {
            let text = targets(t);
            out.push_str(&if first { capital(&text) } else { text });
        }
    }
    out.push_str(match s.modal.node {
        Modal::Shall => " shall ",
        Modal::ShallNot => " shall not ",
        Modal::Should => " should ",
        Modal::ShouldNot => " should not ",
        Modal::May => " may ",
    });
    out.push_str(&match &s.duty {
        Duty::Act(a) => act(a),
        Duty::Prevent { who, act: a } => format!("prevent {} from {}", targets(who), act(a)),
        Duty::Keep { who, condition } => format!("keep {} {}", targets(who), condition.node),
        Duty::Ensure(p) => format!("ensure that {}", pattern(p)),
    });
    // After `only if … before` a comma shows that the words end there.
    let mut open = false;
    for q in &s.qualifiers {
        let text = qualifier(&q.kind);
        let comma = std::mem::replace(&mut open, matches!(q.kind, QualifierKind::OnlyIfBefore(..)));
        let comma = comma
            || !matches!(
                q.kind,
                QualifierKind::By(_)
                    | QualifierKind::Before(_)
                    | QualifierKind::On(_)
                    | QualifierKind::From(_)
                    | QualifierKind::Until(_)
                    | QualifierKind::Within(..)
                    | QualifierKind::Every(_)
                    | QualifierKind::AtLeastEvery(_)
                    | QualifierKind::AtMostTimes(_)
                    | QualifierKind::Regularly
            );
        out.push_str(if comma { ", " } else { " " });
        out.push_str(&text);
    }
    if let Some(o) = &s.otherwise {
        out.push_str(if o.also {
            "; otherwise also "
        } else {
            "; otherwise instead "
        });
        out.push_str(&bare(&o.sentence, false));
    }
    out
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn joint(names: &[Text]) -> String {
    match names {
        [] => String::new(),
        [one] => one.node.clone(),
        [all @ .., last] => format!("{} and {}", super::list(all), last.node),
    }
}

/// A quantified group.
pub(super) fn targets(t: &Targets) -> String {
    let mut out = match t.quantifier.map(|q| q.node) {
        Some(Quantifier::Each) => "each of ".to_owned(),
        Some(Quantifier::Any) => "any of ".to_owned(),
        Some(Quantifier::AtLeast(n)) => format!("at least {n} of "),
        None => String::new(),
    };
    out.push_str(&group(&t.group));
    if let Some(e) = &t.except {
        out.push_str(&format!(" except {}", group(e)));
    }
    if let Some(b) = &t.bound {
        out.push_str(&format!(" as {}", b.node));
    }
    out
}

fn group(g: &Group) -> String {
    let names = |list: &[Text], word: &str| {
        list.iter()
            .map(|n| n.node.as_str())
            .collect::<Vec<_>>()
            .join(word)
    };
    match g {
        Group::Anyone(_) => "anyone".to_owned(),
        Group::One(n) => n.node.clone(),
        Group::And(list) => names(list, " and "),
        Group::Or(list) => names(list, " or "),
        Group::Role { role, of } => format!("the {} of {}", role.node, group(of)),
    }
}

/// An act.
pub(super) fn act(a: &Act) -> String {
    let mut parts: Vec<String> = a.words.iter().map(|w| w.node.clone()).collect();
    parts.extend(a.amount.as_ref().map(amount));
    parts.extend(a.targets.as_ref().map(targets));
    parts.extend(a.tail.iter().map(|w| w.node.clone()));
    parts.extend(
        a.participants
            .iter()
            .map(|p| format!("{} {}", p.preposition.node, targets(&p.targets))),
    );
    parts.join(" ")
}

/// A number, without trailing zeros that were not written.
pub(in crate::syntax) fn number(n: &Number) -> String {
    if n.scale == 0 {
        return n.digits.to_string();
    }
    let text = format!("{:0width$}", n.digits, width = usize::from(n.scale) + 1);
    let (whole, fraction) = text
        .split_at_checked(text.len() - usize::from(n.scale))
        .unwrap_or((&text, ""));
    format!("{whole}.{fraction}")
}

/// An amount.
pub(crate) fn amount(a: &Amount) -> String {
    let mut out = match a.bound.map(|b| b.node) {
        Some(Bound::AtLeast) => "at least ".to_owned(),
        Some(Bound::AtMost) => "at most ".to_owned(),
        Some(Bound::Exactly) => "exactly ".to_owned(),
        None => String::new(),
    };
    out.push_str(&number(&a.value.node));
    if let Some(of) = &a.of {
        out.push_str(&format!(" of {}", number(&of.node)));
    }
    if let Some(u) = &a.unit {
        out.push_str(&format!(" {}", u.node));
    }
    out
}

fn pattern(p: &Pattern) -> String {
    match p {
        Pattern::Status { id, word, .. } => format!("{} is {}", id.node, word.node),
        Pattern::Condition { who, condition, .. } => {
            format!("{} is {}", targets(who), condition.node)
        }
        Pattern::Event { who, act: a, .. } => format!("{} {}", targets(who), act(a)),
    }
}

fn window(w: &Window) -> String {
    match &w.from {
        Some(n) => format!("within {} to {}", n.node, w.duration.node),
        None => format!("within {}", w.duration.node),
    }
}

fn qualifier(q: &QualifierKind) -> String {
    match q {
        QualifierKind::By(d) => format!("by {}", date(d)),
        QualifierKind::Before(d) => format!("before {}", date(d)),
        QualifierKind::On(d) => format!("on {}", date(d)),
        QualifierKind::From(d) => format!("from {}", date(d)),
        QualifierKind::Until(d) => format!("until {}", date(d)),
        QualifierKind::Within(w, None) => window(w),
        QualifierKind::Within(w, Some(a)) => format!(
            "{} of {}",
            window(w),
            match a {
                Anchor::Adoption(_) => "adoption".to_owned(),
                Anchor::EntryIntoForce(_) => "entry into force".to_owned(),
                Anchor::Date(d) => date(d),
                Anchor::Commitment(id) => id.node.clone(),
            }
        ),
        QualifierKind::Every(d) => format!("every {}", d.node),
        QualifierKind::AtLeastEvery(d) => format!("at least every {}", d.node),
        QualifierKind::AtMostTimes(n) => format!("at most {} times", n.node),
        QualifierKind::Regularly => "regularly".to_owned(),
        QualifierKind::InOneAct => "in one act".to_owned(),
        QualifierKind::AtATime => "at a time".to_owned(),
        QualifierKind::SustainedFor(d) => format!("sustained for {}", d.node),
        QualifierKind::Irreversibly => "irreversibly".to_owned(),
        QualifierKind::CuringLapses(d) => format!("curing lapses within {}", d.node),
        QualifierKind::CountingEarlier => "counting earlier action".to_owned(),
        QualifierKind::OnPainOfBreach => "on pain of breach".to_owned(),
        QualifierKind::Unless(p) => format!("unless {}", pattern(p)),
        QualifierKind::While { who, condition } => {
            format!("while {} is {}", targets(who), condition.node)
        }
        QualifierKind::OnlyIfBefore(p, None) => format!("only if {} before", pattern(p)),
        QualifierKind::OnlyIfBefore(p, Some(w)) => {
            format!("only if {} {} before", pattern(p), window(w))
        }
        QualifierKind::Provided(p, w) => format!("provided {} {}", pattern(p), window(w)),
        QualifierKind::Overriding(id) => format!("overriding {}", id.node),
    }
}
