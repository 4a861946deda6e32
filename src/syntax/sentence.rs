//! Pairs of a sentence to the syntax tree.

use super::ast::*;
use super::build::{Builder, Pair};
use super::grammar::Rule;
use crate::source::Spanned;

impl Builder<'_> {
    /// A `sentence` or `reparation`.
    pub(super) fn sentence(&mut self, pair: Pair<'_>) -> Option<Sentence> {
        let span = self.span(&pair);
        let (mut when, mut guard, mut bearers, mut modal, mut duty) =
            (None, None, None, None, None);
        let (mut qualifiers, mut otherwise) = (Vec::new(), None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::when => when = self.inner_pattern(p),
                Rule::guard => guard = self.inner_pattern(p),
                Rule::bearers => bearers = self.bearers(p),
                Rule::modal => modal = Some(self.modal(p)),
                Rule::duty => duty = self.duty(p),
                Rule::qualifier => qualifiers.extend(self.qualifier(p)),
                Rule::otherwise => otherwise = self.otherwise(p).map(Box::new),
                _ => {}
            }
        }
        Some(Sentence {
            span,
            when,
            guard,
            bearers: bearers?,
            modal: modal?,
            duty: duty?,
            qualifiers,
            otherwise,
        })
    }

    fn otherwise(&mut self, pair: Pair<'_>) -> Option<Otherwise> {
        let span = self.span(&pair);
        let (mut also, mut sentence) = (false, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::instead => also = p.as_str().trim() == "also",
                Rule::reparation => sentence = self.sentence(p),
                _ => {}
            }
        }
        Some(Otherwise {
            span,
            also,
            sentence: sentence?,
        })
    }

    fn bearers(&mut self, pair: Pair<'_>) -> Option<Bearers> {
        let inner = pair.into_inner().next()?;
        match inner.as_rule() {
            Rule::joint => Some(Bearers::Joint(
                inner
                    .into_inner()
                    .filter(|p| p.as_rule() == Rule::id)
                    .map(|p| self.text(&p))
                    .collect(),
            )),
            _ => self.targets(inner).map(Bearers::Targets),
        }
    }

    fn modal(&self, pair: Pair<'_>) -> Spanned<Modal> {
        let span = self.span(&pair);
        let not = pair
            .clone()
            .into_inner()
            .any(|p| p.as_rule() == Rule::k_not);
        let should = pair
            .clone()
            .into_inner()
            .any(|p| p.as_rule() == Rule::k_should);
        let may = pair.into_inner().any(|p| p.as_rule() == Rule::k_may);
        let modal = match (should, may, not) {
            (_, true, _) => Modal::May,
            (true, _, true) => Modal::ShouldNot,
            (true, ..) => Modal::Should,
            (_, _, true) => Modal::ShallNot,
            _ => Modal::Shall,
        };
        Spanned::new(modal, span)
    }

    fn duty(&mut self, pair: Pair<'_>) -> Option<Duty> {
        let inner = pair.into_inner().next()?;
        match inner.as_rule() {
            Rule::prevent => {
                let (mut who, mut act) = (None, None);
                for p in inner.into_inner() {
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
                let (who, condition) = self.who_is(inner);
                Some(Duty::Keep {
                    who: who?,
                    condition: condition?,
                })
            }
            Rule::ensure => self.inner_pattern(inner).map(|p| Duty::Ensure(Box::new(p))),
            _ => self.act(inner).map(Duty::Act),
        }
    }

    /// Targets and a condition's name, of `keep`, `is` and `while`.
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
        let span = self.span(&pair);
        let mut act = Act {
            span,
            words: Vec::new(),
            amount: None,
            targets: None,
            tail: Vec::new(),
            participants: Vec::new(),
        };
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::run => act.words = p.into_inner().map(|w| self.text(&w)).collect(),
                Rule::amount => act.amount = Some(self.amount(p)),
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

    fn amount(&mut self, pair: Pair<'_>) -> Amount {
        let span = self.span(&pair);
        let (mut bound, mut numbers, mut unit) = (None, Vec::new(), None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::bound => {
                    let word = p.as_str();
                    let kind = if word.contains("least") {
                        Bound::AtLeast
                    } else if word.contains("most") {
                        Bound::AtMost
                    } else {
                        Bound::Exactly
                    };
                    bound = Some(Spanned::new(kind, self.span(&p)));
                }
                Rule::number => numbers.push(self.number(p)),
                Rule::unit => unit = Some(self.text(&p)),
                _ => {}
            }
        }
        let zero = Spanned::new(
            Number {
                digits: 0,
                scale: 0,
            },
            span,
        );
        Amount {
            span,
            bound,
            value: numbers.first().copied().unwrap_or(zero),
            of: numbers.get(1).copied(),
            unit,
        }
    }

    /// A `targets`.
    pub(super) fn targets(&mut self, pair: Pair<'_>) -> Option<Targets> {
        let span = self.span(&pair);
        let (mut quantifier, mut groups, mut bound) = (None, Vec::new(), None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::k_anyone => groups.push(Group::Anyone(self.span(&p))),
                Rule::quantifier => quantifier = Some(self.quantifier(p)),
                Rule::group => groups.extend(self.group(p)),
                Rule::bound_name => bound = Some(self.text(&p)),
                _ => {}
            }
        }
        let mut groups = groups.into_iter();
        Some(Targets {
            span,
            quantifier,
            group: groups.next()?,
            except: groups.next(),
            bound,
        })
    }

    fn quantifier(&mut self, pair: Pair<'_>) -> Spanned<Quantifier> {
        let span = self.span(&pair);
        let mut kind = Quantifier::Each;
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::k_any => kind = Quantifier::Any,
                Rule::integer => kind = Quantifier::AtLeast(self.integer(&p).node),
                _ => {}
            }
        }
        Spanned::new(kind, span)
    }

    fn group(&mut self, pair: Pair<'_>) -> Option<Group> {
        // Roles nest ("the members of the parts of X"); the loop keeps hostile nesting off the stack.
        let mut roles = Vec::new();
        let mut inner = pair.into_inner().next()?;
        while inner.as_rule() == Rule::role {
            let mut next = None;
            for p in inner.into_inner() {
                match p.as_rule() {
                    Rule::role_name => roles.push(self.text(&p)),
                    Rule::group => next = p.into_inner().next(),
                    _ => {}
                }
            }
            inner = next?;
        }
        let ids = |b: &Self, p: Pair<'_>| {
            p.into_inner()
                .filter(|p| p.as_rule() == Rule::id)
                .map(|p| b.text(&p))
                .collect()
        };
        let mut group = match inner.as_rule() {
            Rule::all_of => Group::And(ids(self, inner)),
            Rule::any_of => Group::Or(ids(self, inner)),
            _ => Group::One(self.text(&inner)),
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
    pub(super) fn pattern(&mut self, pair: Pair<'_>) -> Option<Pattern> {
        let inner = pair.into_inner().next()?;
        let span = self.span(&inner);
        match inner.as_rule() {
            Rule::status_is => {
                let mut parts = inner
                    .into_inner()
                    .filter(|p| matches!(p.as_rule(), Rule::id | Rule::status_word));
                let (id, word) = (parts.next()?, parts.next()?);
                Some(Pattern::Status {
                    span,
                    id: self.text(&id),
                    word: self.text(&word),
                })
            }
            Rule::condition_is => {
                let (who, condition) = self.who_is(inner);
                Some(Pattern::Condition {
                    span,
                    who: who?,
                    condition: condition?,
                })
            }
            _ => {
                let (mut who, mut act) = (None, None);
                for p in inner.into_inner() {
                    match p.as_rule() {
                        Rule::targets => who = self.targets(p),
                        Rule::act => act = self.act(p),
                        _ => {}
                    }
                }
                Some(Pattern::Event {
                    span,
                    who: who?,
                    act: act?,
                })
            }
        }
    }

    fn window(&mut self, pair: Pair<'_>) -> Window {
        let span = self.span(&pair);
        let (mut from, mut duration) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::integer => from = Some(self.integer(&p)),
                Rule::duration => duration = Some(self.duration(p)),
                _ => {}
            }
        }
        let none = Spanned::new(crate::time::Duration::days(0), span);
        Window {
            span,
            from,
            duration: duration.unwrap_or(none),
        }
    }

    fn anchor(&mut self, pair: Pair<'_>) -> Option<Anchor> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::k_adoption => Anchor::Adoption(span),
            Rule::entry_into_force => Anchor::EntryIntoForce(span),
            Rule::date => Anchor::Date(self.date(&inner)),
            _ => Anchor::Commitment(self.text(&inner)),
        })
    }

    fn qualifier(&mut self, pair: Pair<'_>) -> Option<Qualifier> {
        let span = self.span(&pair);
        let q = pair.into_inner().next()?;
        let kind = match q.as_rule() {
            Rule::q_by => QualifierKind::By(self.only_date(q)),
            Rule::q_before => QualifierKind::Before(self.only_date(q)),
            Rule::q_on => QualifierKind::On(self.only_date(q)),
            Rule::q_from => QualifierKind::From(self.only_date(q)),
            Rule::q_until => QualifierKind::Until(self.only_date(q)),
            Rule::q_within => {
                let (mut window, mut anchor) = (None, None);
                for p in q.into_inner() {
                    match p.as_rule() {
                        Rule::window => window = Some(self.window(p)),
                        Rule::anchor => anchor = self.anchor(p),
                        _ => {}
                    }
                }
                QualifierKind::Within(window?, anchor)
            }
            Rule::q_every => QualifierKind::Every(self.only_duration(q)),
            Rule::q_at_least_every => QualifierKind::AtLeastEvery(self.only_duration(q)),
            Rule::q_at_most => {
                let n = q.into_inner().find(|p| p.as_rule() == Rule::integer)?;
                QualifierKind::AtMostTimes(self.integer(&n))
            }
            Rule::q_regularly => QualifierKind::Regularly,
            Rule::q_one_act => QualifierKind::InOneAct,
            Rule::q_at_a_time => QualifierKind::AtATime,
            Rule::q_sustained => QualifierKind::SustainedFor(self.only_duration(q)),
            Rule::q_irreversibly => QualifierKind::Irreversibly,
            Rule::q_curing => QualifierKind::CuringLapses(self.only_duration(q)),
            Rule::q_counting => QualifierKind::CountingEarlier,
            Rule::q_pain => QualifierKind::OnPainOfBreach,
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
                        Rule::window => window = Some(self.window(p)),
                        _ => {}
                    }
                }
                if provided {
                    QualifierKind::Provided(pattern?, window?)
                } else {
                    QualifierKind::OnlyIfBefore(pattern?, window)
                }
            }
            _ => QualifierKind::Overriding(self.only(q)),
        };
        Some(Qualifier { span, kind })
    }
}
