//! Tests of the language: takes their items; gives them with names resolved. A test with an error is
//! kept as one that cannot be run, so that it counts as failed.

use super::World;
use super::acts;
use super::amounts;
use super::collect::Items;
use super::groups::{self, Place};
use super::phrases::Form;
use crate::diag::{Code, Diagnostic, did_you_mean, find};
use crate::model::{
    ClaimStatus, EntityId, Expectation, Expected, Fact, Quantifier, STATUSES, Selection, Status,
    TestCase, TestReport, Who,
};
use crate::source::Spanned;
use crate::syntax::ast::{self, ExpectationKind, Group, TestPart, Text};
use crate::time::{Day, Interval};

/// More facts than this no test has: each quantified part multiplies them.
const FACTS: usize = 10_000;

/// All tests, in the order of the files.
pub(super) fn trials(world: &World<'_>, items: &Items<'_>) -> Vec<TestCase> {
    items.tests.iter().map(|t| trial(world, t)).collect()
}

fn trial(world: &World<'_>, test: &ast::Test) -> TestCase {
    let before = world.said.errors();
    let mut out = TestCase {
        name: test.name.clone(),
        facts: Vec::new(),
        reports: Vec::new(),
        expectations: Vec::new(),
        is_sound: true,
    };
    for part in &test.parts {
        match part {
            TestPart::Fact { .. } => out.facts.extend(facts(world, part).unwrap_or_default()),
            TestPart::Report {
                span,
                date,
                by,
                covering,
                prose,
            } => {
                if let Some((from, to)) = covering
                    && to.node.interval.hi < from.node.interval.lo
                {
                    world.said.say(
                        Diagnostic::new(
                            Code::TwoDates,
                            format!(
                                "the report covers nothing: it ends on {} and begins on {}",
                                to.node.interval.hi, from.node.interval.lo
                            ),
                        )
                        .at(from.span.to(to.span), "the wrong way round")
                        .help("write the earlier day first"),
                    );
                }
                out.reports.push(TestReport {
                    span: *span,
                    published: Spanned::new(date.node.interval, date.span),
                    by: by.clone(),
                    covers: covering.as_ref().map(|(from, to)| {
                        let days = Interval::new(from.node.interval.lo, to.node.interval.hi);
                        Spanned::new(days, from.span.to(to.span))
                    }),
                    prose: prose.clone(),
                });
            }
            TestPart::AsOf {
                date, expectations, ..
            } => {
                let day = Some(date.node.interval.hi);
                let found = expectations
                    .iter()
                    .filter_map(|e| expectation(world, e, day));
                out.expectations.extend(found);
            }
            TestPart::Expect(e) => out.expectations.extend(expectation(world, e, None)),
        }
    }
    if out.facts.len() > FACTS {
        world.said.say(
            Diagnostic::new(
                Code::TooManyInstances,
                format!(
                    "this test comes to {} facts, more than {FACTS}",
                    out.facts.len()
                ),
            )
            .at(test.name.span, "too many")
            .help("use smaller sets in its facts"),
        );
        out.facts.truncate(FACTS);
    }
    if out.expectations.is_empty() && world.said.errors() == before {
        world.said.say(
            Diagnostic::new(
                Code::ExpectsNothing,
                format!("the test `{}` expects nothing", test.name.node),
            )
            .at(test.name.span, "cannot fail")
            .help("write `as of DATE { ID is STATUS }` in it"),
        );
    }
    out.is_sound = world.said.errors() == before;
    out
}

/// The claims that a fact stands for: `each of` makes several.
fn facts(world: &World<'_>, part: &TestPart) -> Option<Vec<Fact>> {
    let TestPart::Fact {
        span,
        not,
        on,
        who,
        act,
    } = part
    else {
        return None;
    };
    let place = Place {
        forbidden: false,
        bound: &[],
        binds: false,
        values: &[],
    };
    let actors = groups::selection(world, who, &[], place);
    let atom = acts::act(world, act, Form::Past, place);
    let (actors, atom) = (actors?, atom?);
    let actors = told(world, &actors, &who.group)?;
    let targets = match (&atom.targets, &act.targets) {
        (Some(s), Some(t)) => told(world, s, &t.group)?,
        _ => vec![Vec::new()],
    };
    let mut participants = vec![Vec::new()];
    for (p, s) in &atom.participants {
        let group = act.participants.iter().find(|a| a.targets.span == s.span);
        let group = group.map(|a| &a.targets).or(act.targets.as_ref())?;
        let ways = told(world, s, &group.group)?;
        participants = participants
            .iter()
            .flat_map(|before: &Vec<_>| {
                ways.iter().map(move |way| {
                    let more = entities(way).into_iter().map(|e| (*p, e));
                    before.iter().copied().chain(more).collect()
                })
            })
            .collect();
        if participants.len() > FACTS {
            participants.truncate(FACTS + 1);
        }
    }
    let mut out = Vec::new();
    for a in &actors {
        for t in &targets {
            for p in &participants {
                if out.len() > FACTS {
                    return Some(out);
                }
                out.push(Fact {
                    span: *span,
                    denied: *not,
                    on: Spanned::new(on.node.interval, on.span),
                    actors: entities(a),
                    action: atom.action,
                    targets: t.clone(),
                    participants: p.clone(),
                    amount: act.amount.as_ref().and_then(amounts::told),
                });
            }
        }
    }
    Some(out)
}

/// Who it was, in each claim: a fact names them, and leaves nothing open.
fn told(world: &World<'_>, s: &Selection, group: &Group) -> Option<Vec<Vec<Who>>> {
    let all = s.members.len() as u32;
    let is_and = matches!(group, Group::And(_)) || s.quantifier == Quantifier::AtLeast(all);
    match s.quantifier {
        _ if s.anyone => {}
        Quantifier::Each => return Some(s.members.iter().map(|m| vec![*m]).collect()),
        _ if all == 1 || is_and => return Some(vec![s.members.clone()]),
        _ => {}
    }
    world.said.say(
        Diagnostic::new(Code::WrongForm, "a fact leaves open who it was")
            .at(s.span, "which of them?")
            .help("name who it was, or write `each of`"),
    );
    None
}

fn entities(who: &[Who]) -> Vec<EntityId> {
    let only = |w: &Who| match w {
        Who::Entity(e) => Some(*e),
        Who::Role(..) => None,
    };
    who.iter().filter_map(only).collect()
}

fn expectation(world: &World<'_>, e: &ast::Expectation, as_of: Option<Day>) -> Option<Expectation> {
    let what = match &e.kind {
        ExpectationKind::Is { id, .. } | ExpectationKind::Cites { id, .. } if as_of.is_none() => {
            world.said.say(
                Diagnostic::new(Code::WrongForm, "a status is one of a day")
                    .at(e.span, "as of when?")
                    .help(format!("write `as of DATE {{ {} … }}` around it", id.node)),
            );
            return None;
        }
        ExpectationKind::Is { id, not, status } => {
            let known = commitment(world, id);
            let status = status_word(world, status)?;
            known.then(|| Expected::Is {
                id: id.clone(),
                not: *not,
                status,
            })?
        }
        ExpectationKind::Cites { id, date } => commitment(world, id).then(|| Expected::Cites {
            id: id.clone(),
            on: date.node.interval,
        })?,
        ExpectationKind::Code(code) => match find(&code.node) {
            Some(code) => Expected::Code(code),
            None => {
                world.said.say(
                    Diagnostic::new(
                        Code::UnknownWord,
                        format!("no diagnostic has the code `{}`", code.node),
                    )
                    .at(code.span, "not a code")
                    .help("`servanda explain CODE` prints what a code means"),
                );
                return None;
            }
        },
        ExpectationKind::Extracts { words } => extracts(world, words)?,
    };
    Some(Expectation {
        span: e.span,
        as_of,
        what,
    })
}

/// Whether `PK-1` of `PK-1[LeT]` or `PK-1.2[LeT]` is a commitment; the instance is looked up where
/// the test is run.
fn commitment(world: &World<'_>, id: &Text) -> bool {
    let name = id.node.split('[').next().unwrap_or("").trim();
    let whole = Spanned::new(name.to_owned(), id.span);
    let is_known = |n: &str| world.names.kind(n) == Some(super::collect::Kind::Commitment);
    if let Some((before, number)) = name.rsplit_once('.')
        && number.bytes().all(|b| b.is_ascii_digit())
        && !is_known(name)
        && is_known(before)
    {
        return true;
    }
    world.names.commitment(&whole, false)
}

fn status_word(world: &World<'_>, word: &Text) -> Option<Status> {
    let found = Status::find(&word.node);
    if found.is_none() {
        let words = STATUSES.iter().map(|s| s.word);
        let help = match did_you_mean(&word.node, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "a status is one of {}",
                words.collect::<Vec<_>>().join(", ")
            ),
        };
        world.said.say(
            Diagnostic::new(
                Code::UnknownWord,
                format!("there is no status `{}`", word.node),
            )
            .at(word.span, "not a status")
            .help(help),
        );
    }
    found
}

fn extracts(world: &World<'_>, words: &[Text]) -> Option<Expected> {
    let (actor, action, rest) = match words {
        [actor, action, rest @ ..] => (actor, action, rest),
        _ => return None,
    };
    let (target, modality) = match rest {
        [] => (None, None),
        [one] if one.node.starts_with(char::is_uppercase) => (Some(one), None),
        [one] => (None, Some(one)),
        [target, modality, ..] => (Some(target), Some(modality)),
    };
    let actor = world.names.entity(actor);
    let action = world.names.action(action);
    let target = target.map(|t| world.names.entity(t));
    let status = match modality {
        None => Some(ClaimStatus::Completed),
        Some(word) => {
            let found = ClaimStatus::find(&word.node);
            if found.is_none() {
                let words = ClaimStatus::ALL.iter().map(|(_, w)| *w);
                let help = match did_you_mean(&word.node, words.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it is one of {}", words.collect::<Vec<_>>().join(", ")),
                };
                world.said.say(
                    Diagnostic::new(
                        Code::UnknownWord,
                        format!("a claim is never `{}`", word.node),
                    )
                    .at(word.span, "not the status of a claim")
                    .help(help),
                );
            }
            found
        }
    };
    Some(Expected::Extracts {
        actor: actor?,
        action: action?,
        target: match target {
            Some(t) => Some(t?),
            None => None,
        },
        status: status?,
    })
}
