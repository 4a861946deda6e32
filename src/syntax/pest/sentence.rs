//! Pairs of a sentence to the syntax tree.

use super::build::{Builder, Pair, words};
use super::grammar::Rule;
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::syntax::ast::*;
use crate::time::Duration;

/// How many `otherwise` one sentence may carry: the tree nests by them, and so does every walk of it.
const CHAIN: usize = 32;
/// How many roles one group may nest ("the members of the parts of X").
const ROLES: usize = 16;

/// The fields of a sentence as they come in.
#[derive(Default)]
struct Core {
    when: Option<Pattern>,
    guard: Option<Pattern>,
    bearers: Option<Bearers>,
    modal: Option<Spanned<Modal>>,
    duty: Option<Duty>,
    qualifiers: Vec<Qualifier>,
}

impl Core {
    fn sentence(self, span: Span, otherwise: Option<Box<Otherwise>>) -> Option<Sentence> {
        Some(Sentence {
            span,
            when: self.when,
            guard: self.guard,
            bearers: self.bearers?,
            modal: self.modal?,
            duty: self.duty?,
            qualifiers: self.qualifiers,
            otherwise,
        })
    }
}

impl Builder<'_> {
    /// A `sentence`.
    pub(super) fn sentence(&mut self, pair: Pair<'_>) -> Option<Sentence> {
        let span = self.span(&pair);
        let mut core = Core::default();
        let mut chain = Vec::new();
        for p in pair.into_inner() {
            if p.as_rule() != Rule::otherwise {
                self.core(&mut core, p);
                continue;
            }
            let at = self.span(&p);
            if chain.len() == CHAIN {
                self.too_deep(
                    at,
                    format!("a sentence has at most {CHAIN} `otherwise`"),
                    "split it into several commitments",
                );
                break;
            }
            let (mut also, mut inner, mut start) = (false, Core::default(), None);
            for q in p.into_inner() {
                match q.as_rule() {
                    Rule::k_otherwise => {}
                    Rule::instead => also = q.as_str() == "also",
                    _ => {
                        start.get_or_insert(self.span(&q));
                        self.core(&mut inner, q);
                    }
                }
            }
            chain.push((at, also, inner, start.unwrap_or(at)));
        }
        // The last reparation repairs the one before it: folded from the end.
        let mut otherwise: Option<Box<Otherwise>> = None;
        let mut end = None;
        while let Some((at, also, inner, start)) = chain.pop() {
            let end = *end.get_or_insert(at);
            otherwise = Some(Box::new(Otherwise {
                span: at.to(end),
                also,
                sentence: inner.sentence(
                    Span {
                        end: end.end,
                        ..start
                    },
                    otherwise,
                )?,
            }));
        }
        core.sentence(span, otherwise)
    }

    fn core(&mut self, core: &mut Core, p: Pair<'_>) {
        match p.as_rule() {
            Rule::when => core.when = self.inner_pattern(p),
            Rule::guard => core.guard = self.inner_pattern(p),
            Rule::joint => core.bearers = Some(Bearers::Joint(self.list(p))),
            Rule::targets => core.bearers = self.targets(p).map(Bearers::Targets),
            Rule::modal => core.modal = Some(self.modal(&p)),
            Rule::prevent | Rule::keep | Rule::ensure | Rule::act => core.duty = self.duty(p),
            Rule::stop | Rule::EOI => {}
            _ => core.qualifiers.extend(self.qualifier(p)),
        }
    }

    fn too_deep(&mut self, at: Span, message: String, help: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::TooDeep, message)
                .at(at, "too many")
                .help(help),
        );
    }

    fn modal(&self, pair: &Pair<'_>) -> Spanned<Modal> {
        let mut parts = words(pair.as_str()).map(|(_, w)| w);
        let (first, not) = (parts.next(), parts.next().is_some());
        let modal = match (first, not) {
            (Some("may"), _) => Modal::May,
            (Some("should"), true) => Modal::ShouldNot,
            (Some("should"), false) => Modal::Should,
            (_, true) => Modal::ShallNot,
            _ => Modal::Shall,
        };
        Spanned::new(modal, self.exact(pair))
    }

    fn duty(&mut self, pair: Pair<'_>) -> Option<Duty> {
        match pair.as_rule() {
            Rule::prevent => {
                let (mut who, mut act) = (None, None);
                for p in pair.into_inner() {
                    match p.as_rule() {
                        Rule::targets => who = self.targets(p),
                        Rule::act => act = self.act(p),
                        _ => {}
                    }
                }
                Some(Duty::Prevent {
                    who: who?,
                    act: act?,
                })
            }
            Rule::keep => {
                let (who, condition) = self.who_is(pair);
                Some(Duty::Keep {
                    who: who?,
                    condition: condition?,
                })
            }
            Rule::ensure => self.inner_pattern(pair).map(|p| Duty::Ensure(Box::new(p))),
            _ => self.act(pair).map(Duty::Act),
        }
    }

    /// Targets and a condition's name, of `keep` and `while`.
    fn who_is(&mut self, pair: Pair<'_>) -> (Option<Targets>, Option<Text>) {
        let (mut who, mut condition) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::targets => who = self.targets(p),
                Rule::condition_name => condition = Some(self.text(&p)),
                _ => {}
            }
        }
        (who, condition)
    }

    /// An `act`.
    pub(super) fn act(&mut self, pair: Pair<'_>) -> Option<Act> {
        let mut act = Act {
            span: self.span(&pair),
            words: Vec::new(),
            amount: None,
            targets: None,
            tail: Vec::new(),
            participants: Vec::new(),
        };
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::run => act.words = self.words(&p),
                Rule::amount => act.amount = self.amount(p),
                Rule::targets => act.targets = self.targets(p),
                Rule::tail_word => act.tail.push(self.text(&p)),
                Rule::participant => act.participants.extend(self.participant(p)),
                _ => {}
            }
        }
        Some(act)
    }

    fn participant(&mut self, pair: Pair<'_>) -> Option<Participant> {
        let span = self.span(&pair);
        let (mut preposition, mut targets) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::preposition => preposition = Some(self.text(&p)),
                Rule::targets => targets = self.targets(p),
                _ => {}
            }
        }
        Some(Participant {
            span,
            preposition: preposition?,
            targets: targets?,
        })
    }

    fn amount(&mut self, pair: Pair<'_>) -> Option<Amount> {
        let span = self.span(&pair);
        let (mut bound, mut value, mut of, mut unit) = (None, None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::bound => {
                    let kind = match words(p.as_str()).last() {
                        Some((_, "least")) => Bound::AtLeast,
                        Some((_, "most")) => Bound::AtMost,
                        _ => Bound::Exactly,
                    };
                    bound = Some(Spanned::new(kind, self.exact(&p)));
                }
                Rule::number => value = Some(self.number(&p)),
                Rule::of_number => {
                    of = p
                        .into_inner()
                        .find(|q| q.as_rule() == Rule::number)
                        .map(|q| self.number(&q));
                }
                Rule::unit => unit = Some(self.text(&p)),
                _ => {}
            }
        }
        Some(Amount {
            span,
            bound,
            value: value?,
            of,
            unit,
        })
    }

    /// A `targets`.
    pub(super) fn targets(&mut self, pair: Pair<'_>) -> Option<Targets> {
        let span = self.span(&pair);
        let (mut quantifier, mut group, mut except, mut bound) = (None, None, None, None);
        let mut roles = Vec::new();
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::k_anyone => group = Some(Group::Anyone(self.exact(&p))),
                Rule::k_each_of => {
                    quantifier = Some(Spanned::new(Quantifier::Each, self.exact(&p)))
                }
                Rule::k_any_of => quantifier = Some(Spanned::new(Quantifier::Any, self.exact(&p))),
                Rule::at_least_of => {
                    let at = self.exact(&p);
                    let digits = words(p.as_str()).nth(2).map_or("", |(_, w)| w);
                    let n = self.count(digits, at);
                    quantifier = Some(Spanned::new(Quantifier::AtLeast(n), at));
                }
                Rule::role => self.role(&mut roles, p),
                Rule::members => group = self.group(p, std::mem::take(&mut roles)),
                Rule::except => {
                    let mut roles = Vec::new();
                    for q in p.into_inner() {
                        match q.as_rule() {
                            Rule::role => self.role(&mut roles, q),
                            Rule::members => except = self.group(q, std::mem::take(&mut roles)),
                            _ => {}
                        }
                    }
                }
                Rule::binding => {
                    bound = p
                        .into_inner()
                        .find(|q| q.as_rule() == Rule::id)
                        .map(|q| self.text(&q));
                }
                _ => {}
            }
        }
        Some(Targets {
            span,
            quantifier,
            group: group?,
            except,
            bound,
        })
    }

    /// The name of a `role`; beyond the limit it is said once and left out.
    fn role(&mut self, roles: &mut Vec<Text>, pair: Pair<'_>) {
        let at = self.exact(&pair);
        let name = pair.into_inner().find(|p| p.as_rule() == Rule::role_name);
        if roles.len() < ROLES {
            roles.extend(name.map(|p| self.text(&p)));
        } else if self
            .diagnostics
            .last()
            .is_none_or(|d| d.code != Code::TooDeep)
        {
            self.too_deep(
                at,
                format!("a group has at most {ROLES} roles"),
                "name the entity that is meant",
            );
        }
    }

    fn group(&mut self, pair: Pair<'_>, roles: Vec<Text>) -> Option<Group> {
        let (mut names, mut or) = (Vec::new(), false);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::id => names.push(self.text(&p)),
                Rule::k_or => or = true,
                _ => {}
            }
        }
        let mut group = match (names.len(), or) {
            (0, _) => return None,
            (1, _) => Group::One(names.pop()?),
            (_, true) => Group::Or(names),
            _ => Group::And(names),
        };
        for role in roles.into_iter().rev() {
            group = Group::Role {
                role,
                of: Box::new(group),
            };
        }
        Some(group)
    }

    fn inner_pattern(&mut self, pair: Pair<'_>) -> Option<Pattern> {
        let p = pair.into_inner().find(|p| p.as_rule() == Rule::pattern)?;
        self.pattern(p)
    }

    /// A `pattern`.
    fn pattern(&mut self, pair: Pair<'_>) -> Option<Pattern> {
        let span = self.span(&pair);
        let (mut who, mut act, mut word) = (None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::targets => who = self.targets(p),
                Rule::act => act = self.act(p),
                Rule::condition_name => word = Some(self.text(&p)),
                _ => {}
            }
        }
        let who = who?;
        let Some(word) = word else {
            return Some(Pattern::Event {
                span,
                who,
                act: act?,
            });
        };
        Some(match who {
            Targets {
                quantifier: None,
                group: Group::One(id),
                except: None,
                bound: None,
                ..
            } if matches!(word.node.as_str(), "fulfilled" | "breached") => {
                Pattern::Status { span, id, word }
            }
            who => Pattern::Condition {
                span,
                who,
                condition: word,
            },
        })
    }

    fn window(&mut self, pair: Pair<'_>) -> Option<Window> {
        let span = self.span(&pair);
        let (mut from, mut duration) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::window_from => {
                    from = p
                        .into_inner()
                        .find(|q| q.as_rule() == Rule::integer)
                        .map(|q| self.integer(&q));
                }
                Rule::duration => duration = Some(self.duration(&p)),
                _ => {}
            }
        }
        Some(Window {
            span,
            from,
            duration: duration?,
        })
    }

    fn anchor(&mut self, pair: Pair<'_>) -> Option<Anchor> {
        let p = pair.into_inner().next()?;
        let span = self.exact(&p);
        Some(match p.as_rule() {
            Rule::k_adoption => Anchor::Adoption(span),
            Rule::k_entry => Anchor::EntryIntoForce(span),
            Rule::date => Anchor::Date(self.date(&p)),
            _ => Anchor::Commitment(self.text(&p)),
        })
    }

    fn qualifier(&mut self, q: Pair<'_>) -> Option<Qualifier> {
        let span = self.span(&q);
        let none = Spanned::new(Duration::days(0), span);
        let kind = match q.as_rule() {
            Rule::q_date => {
                let (mut word, mut date) = ("", None);
                for p in q.into_inner() {
                    match p.as_rule() {
                        Rule::date_word => word = p.as_str(),
                        Rule::date => date = Some(self.date(&p)),
                        _ => {}
                    }
                }
                match word {
                    "by" => QualifierKind::By(date?),
                    "before" => QualifierKind::Before(date?),
                    "on" => QualifierKind::On(date?),
                    "from" => QualifierKind::From(date?),
                    _ => QualifierKind::Until(date?),
                }
            }
            Rule::q_within => {
                let (mut window, mut anchor) = (None, None);
                for p in q.into_inner() {
                    match p.as_rule() {
                        Rule::window => window = self.window(p),
                        Rule::anchor => anchor = self.anchor(p),
                        _ => {}
                    }
                }
                QualifierKind::Within(window?, anchor)
            }
            Rule::q_flag => match words(q.as_str()).next().map(|(_, w)| w) {
                Some("irreversibly") => QualifierKind::Irreversibly,
                Some("regularly") => QualifierKind::Regularly,
                Some("in") => QualifierKind::InOneAct,
                Some("at") => QualifierKind::AtATime,
                Some("counting") => QualifierKind::CountingEarlier,
                _ => QualifierKind::OnPainOfBreach,
            },
            Rule::q_every => QualifierKind::Every(self.only_duration(q)),
            Rule::q_at_least_every => QualifierKind::AtLeastEvery(self.only_duration(q)),
            Rule::q_sustained => QualifierKind::SustainedFor(self.only_duration(q)),
            Rule::q_curing => QualifierKind::CuringLapses(self.only_duration(q)),
            Rule::q_at_most => {
                let n = q.into_inner().find(|p| p.as_rule() == Rule::integer)?;
                QualifierKind::AtMostTimes(self.integer(&n))
            }
            Rule::q_unless => QualifierKind::Unless(Box::new(self.inner_pattern(q)?)),
            Rule::q_while => {
                let (who, condition) = self.who_is(q);
                QualifierKind::While {
                    who: who?,
                    condition: condition?,
                }
            }
            Rule::q_only_if | Rule::q_provided => {
                let provided = q.as_rule() == Rule::q_provided;
                let (mut pattern, mut window) = (None, None);
                for p in q.into_inner() {
                    match p.as_rule() {
                        Rule::pattern => pattern = self.pattern(p).map(Box::new),
                        Rule::window => window = self.window(p),
                        _ => {}
                    }
                }
                if provided {
                    QualifierKind::Provided(
                        pattern?,
                        window.unwrap_or(Window {
                            span,
                            from: None,
                            duration: none,
                        }),
                    )
                } else {
                    QualifierKind::OnlyIfBefore(pattern?, window)
                }
            }
            _ => QualifierKind::Overriding(self.only(q)),
        };
        Some(Qualifier { span, kind })
    }
}
