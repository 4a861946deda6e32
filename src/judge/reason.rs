//! One plain sentence an instance: who owed what, by when, and what the reports say.

use super::coverage::Covered;
use super::instances::{Goal, Instance, Part};
use super::kinds::{Basis, Contest, Decision, Silence};
use super::standard::Court;
use crate::lexicon::inflect;
use crate::model::{
    ActionId, AmountBound, Claim, EntityId, Measure, Norm, NormKind, Status, Who, decimal,
};
use crate::time::Day;

/// The reason of a decision on a goal of an instance.
pub(super) fn reason(
    court: &Court<'_>,
    norm: &Norm,
    instance: &Instance,
    goal: &Goal,
    as_of: Day,
    decision: &Decision,
) -> String {
    format!(
        "{}; {}",
        owed(court, norm, instance, goal, as_of),
        found(court, norm, decision)
    )
}

/// Who owes what, in which time, by the first goal of an instance.
pub(super) fn owed_by(court: &Court<'_>, norm: &Norm, instance: &Instance, as_of: Day) -> String {
    let goal = instance.goals.first();
    goal.map_or(String::new(), |g| owed(court, norm, instance, g, as_of))
}

/// Who owes what, in which time.
fn owed(court: &Court<'_>, norm: &Norm, instance: &Instance, goal: &Goal, as_of: Day) -> String {
    let who = named(court, &instance.bearers, " and ");
    let who = if who.is_empty() {
        "whoever it binds".to_owned()
    } else {
        who
    };
    let target = goal
        .target
        .as_ref()
        .map_or(String::new(), |p| part(court, p));
    // Of what is to be ensured, another acts.
    let ensured = norm.atom.performer.as_ref();
    let ensured = ensured.filter(|_| norm.kind.is_owed());
    let performer = || match goal.actors.named() {
        [] => "anyone".to_owned(),
        ids => named(court, ids, " or "),
    };
    let much = match &norm.atom.amount {
        None => String::new(),
        // What is forbidden is more than what is allowed.
        Some(q) if norm.kind == NormKind::Limit || q.bound == AmountBound::MoreThan => {
            q.text.replacen("at most", "more than", 1)
        }
        Some(q) => q.text.clone(),
    };
    let target = [much, target].join(" ").trim().to_owned();
    let what = |form| {
        let form = match ensured {
            Some(_) => Form::Third,
            None => form,
        };
        let mut text = act(court, goal.action, form, &target, &norm.text);
        for (p, x) in &goal.participants {
            text.push_str(&format!(" {} {}", p.word(), part(court, x)));
        }
        text
    };
    let (s, d) = (norm.window.from, norm.window.to);
    let time = match (norm.kind, s.is_finite(), d.is_finite()) {
        (kind, _, true) if kind.has_deadline() && norm.every.is_some() => {
            format!(" from {s} to {d}")
        }
        (kind, _, true) if kind.has_deadline() => format!(" by {d}"),
        (_, false, false) => String::new(),
        (kind, ..) if kind.has_deadline() => String::new(),
        (_, true, true) => format!(" from {s} to {d}"),
        (_, true, false) => format!(" from {s}"),
        (_, false, true) => format!(" until {d}"),
    };
    let levels: Vec<String> = instance
        .levels
        .iter()
        .map(|l| format!("{} of {}", l.need, l.of))
        .collect();
    let some = match (norm.kind, levels.as_slice()) {
        (kind, [outer @ .., last]) if kind.is_owed() => {
            let outer: Vec<String> = outer.iter().map(|l| format!("for {l} each ")).collect();
            format!(", {}{last} such acts", outer.concat())
        }
        _ => String::new(),
    };
    let ensure = ensured.map_or(String::new(), |_| format!("ensure that {} ", performer()));
    let should = match (norm.advice, as_of > d, instance.bearers.len() > 1) {
        (true, ..) => "should",
        (_, true, _) => "had to",
        (_, _, true) => "have to",
        _ => "has to",
    };
    let should = format!("{should} {ensure}");
    let should = should.trim_end();
    match norm.kind {
        NormKind::Achieve | NormKind::Amount => {
            let one = matches!(&norm.atom.amount, Some(q) if q.measure == Measure::Act);
            let one = if one { " in one act" } else { "" };
            format!("{who} {should} {}{one}{some}{time}", what(Form::Base))
        }
        NormKind::Limit => {
            let times = norm.times.map_or(String::new(), |n| {
                format!(
                    " more than {} time{}",
                    n.node,
                    if n.node == 1 { "" } else { "s" }
                )
            });
            format!("{who} must not {}{times}{time}", what(Form::Base))
        }
        NormKind::Interval => {
            let p = norm.every.map_or(String::new(), |p| p.node.to_string());
            let often = format!(" at least every {p}");
            format!("{who} {should} {}{some}{often}{time}", what(Form::Base))
        }
        NormKind::Continuing => {
            format!("{who} {should} {}{some} regularly{time}", what(Form::Base))
        }
        NormKind::Forbid => format!("{who} must not {}{time}", what(Form::Base)),
        NormKind::Prevent => {
            let (performer, what) = (performer(), what(Form::Ing));
            format!("{who} must prevent {performer} from {what}{time}")
        }
        NormKind::Maintain => {
            let all = instance.goals.iter().filter_map(|g| g.target.as_ref());
            let whom: Vec<String> = all.map(|p| part(court, p)).collect();
            let name = norm.terms.keeps.as_ref().map_or("", |c| c.name.as_str());
            format!("{who} {should} keep {} {name}{time}", few(&whom, " and "))
        }
    }
}

/// What the reports say of it.
pub(super) fn found(court: &Court<'_>, norm: &Norm, decision: &Decision) -> String {
    let d = norm.window.to;
    match &decision.basis {
        Basis::Calendar => format!("it runs from {}", norm.window.from),
        Basis::Acts(items) => {
            let first = items.first().and_then(|i| court.claim(i.claim));
            let told = first.map_or(String::new(), |c| told(court, c, decision.on));
            match decision.status {
                _ if matches!(norm.kind, NormKind::Amount | NormKind::Limit) => {
                    sum(court, norm, decision, items)
                }
                _ if norm.kind == NormKind::Interval => again(court, norm, decision, items),
                Status::Holding => format!("{told}, the last such act"),
                Status::InProgress => {
                    let n = norm.sustained.zip(decision.on);
                    let until = n.map_or(Day::MAX, |(n, f)| n.node.after(f));
                    format!("{told}; it must stand until {until}")
                }
                Status::FulfilledLate => {
                    let n = decision.on.map_or(0, |f| d.days_until(f));
                    format!("{told}, {n} {} late", if n == 1 { "day" } else { "days" })
                }
                Status::Fulfilled if norm.sustained.is_some() && norm.irreversibly.is_none() => {
                    let n = norm.sustained.map_or(String::new(), |n| n.node.to_string());
                    format!("{told}, and it stood for {n}")
                }
                Status::Breached if items.len() > 1 => {
                    format!("{told}, the first of {}", items.len())
                }
                Status::Breached if norm.kind.is_owed() => {
                    format!("{told}, too late, and it was owed on pain of breach")
                }
                _ => told,
            }
        }
        Basis::Undone(items, reversals) => {
            let first = items.first().and_then(|i| court.claim(i.claim));
            let last = reversals.last().and_then(|i| court.claim(*i));
            let told = |c: Option<&Claim>, day| c.map_or(String::new(), |c| told(court, c, day));
            let undone = told(last, decision.on);
            format!(
                "{}; then {undone}",
                told(first, items.first().map(|i| i.days.hi))
            )
        }
        Basis::Camps(items, against, what) => {
            let first = items.first().and_then(|i| court.claim(i.claim));
            let day = items.first().map(|i| i.days.hi);
            let told = first.map_or(String::new(), |c| told(court, c, day));
            let other = against.first().and_then(|i| court.claim(*i));
            let by = other.map_or("a closed source", |c| source(court, c));
            match what {
                Contest::Less => format!("{told}; {by} tells of less"),
                Contest::Denied => format!("{told}; {by} denies it"),
                Contest::Unlisted => {
                    format!("{told}; a closed source covers that time and does not list it")
                }
                Contest::Undone => format!(
                    "{told}; whether it still stands is in doubt, {by} tells of its undoing"
                ),
            }
        }
        Basis::Denials(list) => {
            let last = list.last().and_then(|v| court.claim(v.claim));
            let by = last.map_or("a report", |c| source(court, c));
            let day = list.last().map_or(Day::MAX, |v| v.days.hi);
            format!("{by} says that it was not done as of {day}")
        }
        Basis::Steps(list) => {
            let last = list.last().and_then(|v| court.claim(v.claim));
            let day = list.last().map(|v| v.days.hi);
            let told = last.map_or(String::new(), |c| told(court, c, day));
            format!("{told}, a step towards it")
        }
        Basis::Said(_, words) => words.clone(),
        Basis::Absence(_, look, silence) => absence(norm, decision, look, *silence),
    }
}

/// The last of the acts that add up, and to how much.
fn sum(
    court: &Court<'_>,
    norm: &Norm,
    decision: &Decision,
    items: &[super::weigh::Item],
) -> String {
    let last = items.last();
    let claim = last.and_then(|i| court.claim(i.claim));
    let told = claim.map_or(String::new(), |c| told(court, c, last.map(|i| i.days.hi)));
    let much = claim
        .and_then(|c| c.amount.as_deref())
        .map(super::size::words);
    let much = much.map_or(String::new(), |m| format!(" ({m})"));
    let which = match (items.len(), norm.times) {
        (1, None) => String::new(),
        (n, Some(_)) => format!(", the last of {n}"),
        (n, None) => format!(", the last of {n} acts that add up"),
    };
    let share = decision.flags.iter().find_map(|f| match f {
        crate::model::Flag::AmountShare(a, b) => {
            Some(format!("; so far {} of {}", decimal(*a), decimal(*b)))
        }
        _ => None,
    });
    let late = match decision.status {
        Status::FulfilledLate => {
            let n = decision.on.map_or(0, |f| norm.window.to.days_until(f));
            format!(", {n} {} late", if n == 1 { "day" } else { "days" })
        }
        Status::Breached if norm.kind.is_owed() => {
            ", too late, and it was owed on pain of breach".to_owned()
        }
        _ => String::new(),
    };
    format!("{told}{much}{which}{late}{}", share.unwrap_or_default())
}

/// The last of recurring acts, and whether there was too long a time between two.
fn again(
    court: &Court<'_>,
    norm: &Norm,
    decision: &Decision,
    items: &[super::weigh::Item],
) -> String {
    let last = items.last();
    let claim = last.and_then(|i| court.claim(i.claim));
    let told = claim.map_or(String::new(), |c| told(court, c, last.map(|i| i.days.hi)));
    let late = decision.flags.iter().find_map(|f| match f {
        crate::model::Flag::LateBy(n) => Some(*n),
        _ => None,
    });
    let which = match items.len() {
        1 => "the only such act".to_owned(),
        n => format!("the last of {n}"),
    };
    match late {
        Some(n) => {
            let days = if n == 1 { "day" } else { "days" };
            let p = norm.every.map_or(String::new(), |p| p.node.to_string());
            format!("{told}, {which}; once {p} had been over for {n} {days}")
        }
        None => format!("{told}, {which}"),
    }
}

fn absence(norm: &Norm, decision: &Decision, look: &Covered, silence: Silence) -> String {
    let (owed, gap) = (norm.kind.is_owed(), !look.gaps.is_empty());
    match (decision.status, silence) {
        (Status::Breached, Silence::Closed) => {
            "no report tells of it, and what is not reported did not happen".to_owned()
        }
        (Status::Breached, _) => {
            "a closed source covers all the time and does not list it".to_owned()
        }
        (Status::Overdue, _) => "reports cover the time, and none tells of it".to_owned(),
        (Status::Holding | Status::Fulfilled, _) if norm.kind == NormKind::Limit => {
            "what is reported stays within it, and reports cover the time".to_owned()
        }
        (Status::Unreported, Silence::Open) if norm.kind == NormKind::Limit => {
            "what is reported stays within it, but reports do not cover the time".to_owned()
        }
        (_, Silence::Doubtful) if norm.kind == NormKind::Limit => {
            "what is reported may be more than that".to_owned()
        }
        (Status::Holding | Status::Fulfilled, Silence::Closed) => {
            "none is reported, and what is not reported did not happen".to_owned()
        }
        (Status::Holding | Status::Fulfilled, _) => {
            "reports cover the time, and none tells of one".to_owned()
        }
        (_, Silence::Doubtful) => {
            "what is reported is too uncertain to count, and too grave to pass over".to_owned()
        }
        (Status::Pending, _) => "no report that counts tells of it yet".to_owned(),
        _ if owed && gap => "no report that counts tells of it, and reports leave a gap".to_owned(),
        (_, Silence::Unread) => {
            "none is reported, but a part of a report that names somebody of the rulebook was not read"
                .to_owned()
        }
        _ if owed => "no report that counts tells of it".to_owned(),
        _ if look.is_whole() => {
            let (n, of) = look.share.unwrap_or_default();
            match look.to_the_end {
                true => format!("none is reported, but reports cover only {n} of {of} days"),
                false => format!("none is reported, but reports cover {n} of {of} days, not the last"),
            }
        }
        _ => "none is reported, but reports do not cover the time".to_owned(),
    }
}

/// What a claim tells: "Dawn reports that Pakistan arrested Lakhvi on 2021-01-02".
pub(super) fn told(court: &Court<'_>, c: &Claim, day: Option<Day>) -> String {
    let rules = court.world.rules;
    let who = named(court, &c.actors, " and ");
    let targets: Vec<String> = c.targets.iter().map(|t| court.world.who(*t)).collect();
    let target = targets.join(" and ");
    let mut what = match (who.is_empty(), target.is_empty()) {
        (false, _) => format!("{who} {}", act(court, c.action, Form::Past, &target, "")),
        (true, false) => format!(
            "{target} was {}",
            act(court, c.action, Form::Participle, "", "")
        ),
        (true, true) => format!("there was `{}`", rules.action_name(c.action)),
    };
    for (p, e) in &c.participants {
        what.push_str(&format!(" {} {}", p.word(), rules.entity_name(*e)));
    }
    let on = day.map_or(String::new(), |d| format!(" on {d}"));
    format!("{} reports that {what}{on}", source(court, c))
}

fn source<'a>(court: &Court<'a>, c: &Claim) -> &'a str {
    let source = court.claims.sources.get(c.source.0 as usize);
    source.map_or("a report", |s| s.name.as_str())
}

#[derive(Clone, Copy)]
enum Form {
    Base,
    Third,
    Past,
    Participle,
    Ing,
}

/// An act in words: the verb inflected, the target in its place. The phrase is the one that a sentence
/// uses, else the one that the action is named after, else its first.
fn act(court: &Court<'_>, action: ActionId, form: Form, target: &str, sentence: &str) -> String {
    let name = court.world.rules.action_name(action);
    let phrases = court
        .world
        .rules
        .action(action)
        .map(|a| a.phrases.as_slice())
        .unwrap_or_default();
    let used = |p: &str| {
        let mut left = sentence;
        p.split('…').all(|piece| {
            let found = left.split_once(piece.trim());
            left = found.map_or("", |(_, after)| after);
            found.is_some()
        })
    };
    let named = |p: &str| p.replace(" …", "").replace(' ', "-") == name;
    let mut all = phrases.iter().map(|p| p.node.as_str());
    let of = |want: &dyn Fn(&str) -> bool| all.clone().filter(|p| want(p)).max_by_key(|p| p.len());
    let phrase = of(&used)
        .filter(|_| !sentence.is_empty())
        .or_else(|| of(&named))
        .or_else(|| all.next());
    let phrase = phrase.map_or_else(|| name.replace('-', " "), str::to_owned);
    let (verb, rest) = phrase.split_once(' ').unwrap_or((&phrase, ""));
    let forms = inflect::forms(verb);
    let verb = match form {
        Form::Base => verb.to_owned(),
        Form::Third => forms.third,
        Form::Past => forms.past,
        Form::Participle => forms.participle,
        Form::Ing => forms.ing,
    };
    let mut words = vec![verb];
    match rest.split_once('…') {
        Some((before, after)) => words.extend([before, target, after].map(|w| w.trim().to_owned())),
        None => words.extend([rest, target].map(|w| w.trim().to_owned())),
    }
    words.retain(|w| !w.is_empty());
    words.join(" ")
}

fn part(court: &Court<'_>, part: &Part) -> String {
    match part {
        Part::Anyone => "anyone".to_owned(),
        Part::OneOf(list) => {
            let names: Vec<String> = list.iter().map(|w: &Who| court.world.who(*w)).collect();
            few(&names, " or ")
        }
    }
}

fn named(court: &Court<'_>, ids: &[EntityId], word: &str) -> String {
    let names: Vec<String> = ids
        .iter()
        .map(|id| court.world.rules.entity_name(*id).to_owned())
        .collect();
    few(&names, word)
}

/// At most five names in full.
fn few(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [list @ .., last] if names.len() <= 5 => format!("{}{word}{last}", list.join(", ")),
        [a, b, c, rest @ ..] => format!("{a}, {b}, {c}{word}{} more", rest.len()),
        _ => names.join(word),
    }
}
