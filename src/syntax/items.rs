//! Pairs of items and their parts to the syntax tree.

use super::ast::*;
use super::build::{Builder, Pair};
use super::grammar::Rule;
use crate::source::{Span, Spanned};

impl Builder<'_> {
    /// An `item`; junk inside its blocks goes to `junk`.
    pub(super) fn item(&mut self, pair: Pair<'_>, junk: &mut Vec<(usize, usize)>) -> Option<Item> {
        let inner = pair.into_inner().next()?;
        let span = self.span(&inner);
        Some(match inner.as_rule() {
            Rule::edition => {
                let n = inner.into_inner().find(|p| p.as_rule() == Rule::integer)?;
                Item::Edition(self.integer(&n))
            }
            Rule::use_item => {
                let p = inner
                    .into_inner()
                    .find(|p| matches!(p.as_rule(), Rule::package | Rule::string))?;
                let target = match p.as_rule() {
                    Rule::package => {
                        UseTarget::Package(p.as_str().trim_start_matches("std.").to_owned())
                    }
                    _ => UseTarget::Path(self.string(&p).node),
                };
                Item::Use(Use {
                    span,
                    target: Spanned::new(target, self.span(&p)),
                })
            }
            Rule::agreement => Item::Agreement(self.agreement(inner, span, junk)?),
            Rule::entity => Item::Entity(self.entity(inner, span, junk)?),
            Rule::relation => {
                let (mut name, mut carries) = (None, None);
                for p in inner.into_inner() {
                    match p.as_rule() {
                        Rule::name => name = Some(self.text(&p)),
                        Rule::carries => {
                            let c = match p.as_str().trim() {
                                "actor" => Carries::Actor,
                                "target" => Carries::Target,
                                _ => Carries::Both,
                            };
                            carries = Some(Spanned::new(c, self.span(&p)));
                        }
                        _ => {}
                    }
                }
                Item::Relation(Relation {
                    span,
                    name: name?,
                    carries,
                })
            }
            Rule::set_item => {
                let (mut id, mut members) = (None, None);
                for p in inner.into_inner() {
                    match p.as_rule() {
                        Rule::id => id = Some(self.text(&p)),
                        Rule::set_list | Rule::set_kind => members = self.set_members(p),
                        _ => {}
                    }
                }
                Item::Set(Set {
                    span,
                    id: id?,
                    members: members?,
                })
            }
            Rule::action => Item::Action(self.action(inner, span, junk)?),
            Rule::condition => {
                let mut c = Condition {
                    span,
                    name: Spanned::new(String::new(), span),
                    starts: vec![],
                    ends: vec![],
                };
                for p in inner.into_inner() {
                    match p.as_rule() {
                        Rule::name => c.name = self.text(&p),
                        Rule::starts => c.starts.extend(self.list(p)),
                        Rule::ends => c.ends.extend(self.list(p)),
                        Rule::junk_part => junk.push(range(&p)),
                        _ => {}
                    }
                }
                Item::Condition(c)
            }
            Rule::source => Item::Source(self.source(inner, span, junk)?),
            Rule::commitment => Item::Commitment(self.commitment(inner, span, junk)?),
            Rule::relief => {
                let mut kind = ReliefKind::Waive;
                let (mut of, mut from, mut until, mut because, mut by) =
                    (None, None, None, None, None);
                for p in inner.into_inner() {
                    match p.as_rule() {
                        Rule::relief_kind => {
                            kind = match p.as_str().trim() {
                                "waive" => ReliefKind::Waive,
                                "suspend" => ReliefKind::Suspend,
                                _ => ReliefKind::Terminate,
                            }
                        }
                        Rule::key => of = Some(self.text(&p)),
                        Rule::from_date => from = Some(self.only_date(p)),
                        Rule::until_date => until = Some(self.only_date(p)),
                        Rule::because => because = Some(self.only(p)),
                        Rule::by_whom => by = Some(self.only(p)),
                        _ => {}
                    }
                }
                Item::Relief(Relief {
                    span,
                    kind,
                    of: of?,
                    from,
                    until,
                    because: because?,
                    by: by?,
                })
            }
            Rule::override_item => {
                let (mut of, mut as_of, mut status, mut because, mut by) =
                    (None, None, None, None, None);
                for p in inner.into_inner() {
                    match p.as_rule() {
                        Rule::key => of = Some(self.text(&p)),
                        Rule::date => as_of = Some(self.date(&p)),
                        Rule::name => status = Some(self.text(&p)),
                        Rule::because => because = Some(self.only(p)),
                        Rule::by_whom => by = Some(self.only(p)),
                        _ => {}
                    }
                }
                Item::Override(Override {
                    span,
                    of: of?,
                    as_of: as_of?,
                    status: status?,
                    because: because?,
                    by: by?,
                })
            }
            Rule::test => Item::Test(self.test(inner, span, junk)?),
            _ => return None,
        })
    }

    /// A `set_list` or `set_kind`.
    pub(super) fn set_members(&mut self, pair: Pair<'_>) -> Option<SetMembers> {
        if pair.as_rule() == Rule::set_kind {
            let (mut kind, mut except) = (None, Vec::new());
            for p in pair.into_inner() {
                match p.as_rule() {
                    Rule::kind_plural => {
                        let k = EntityKind::ALL
                            .iter()
                            .find(|(_, _, plural)| *plural == p.as_str())
                            .map(|(k, ..)| *k)?;
                        kind = Some(Spanned::new(k, self.span(&p)));
                    }
                    Rule::ids => except = self.texts(p),
                    _ => {}
                }
            }
            return Some(SetMembers::Kind {
                kind: kind?,
                except,
            });
        }
        let (mut names, mut others) = (Vec::new(), None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::ids => names = self.texts(p),
                Rule::others => others = Some(self.span(&p)),
                _ => {}
            }
        }
        Some(SetMembers::List { names, others })
    }

    fn agreement(
        &mut self,
        pair: Pair<'_>,
        span: Span,
        junk: &mut Vec<(usize, usize)>,
    ) -> Option<Agreement> {
        let (mut id, mut title, mut parts) = (None, None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::id => id = Some(self.text(&p)),
                Rule::string => title = Some(self.string(&p)),
                Rule::agreement_part => parts.extend(p.into_inner().next()),
                Rule::junk_part => junk.push(range(&p)),
                _ => {}
            }
        }
        let mut a = Agreement {
            span,
            id: id?,
            title,
            adopted: None,
            in_force: None,
            between: Vec::new(),
            addressed_to: Vec::new(),
            text: None,
            url: None,
            evidence: None,
        };
        for p in parts {
            let at = self.span(&p);
            let twice = match p.as_rule() {
                Rule::a_adopted => a.adopted.replace(self.only_date(p)).is_some(),
                Rule::a_force => {
                    let dates: Vec<DateLit> = p
                        .into_inner()
                        .filter(|p| p.as_rule() == Rule::date)
                        .map(|p| self.date(&p))
                        .collect();
                    match dates.first() {
                        Some(first) => a
                            .in_force
                            .replace((*first, dates.get(1).copied()))
                            .is_some(),
                        None => false,
                    }
                }
                Rule::a_between => {
                    a.between.extend(self.list(p));
                    false
                }
                Rule::a_addressed => {
                    a.addressed_to.extend(self.list(p));
                    false
                }
                Rule::a_text => a.text.replace(self.only(p)).is_some(),
                Rule::a_url => a.url.replace(self.only(p)).is_some(),
                Rule::evidence => a.evidence.replace(self.evidence(p, junk)).is_some(),
                _ => false,
            };
            if twice {
                self.twice(at);
            }
        }
        Some(a)
    }

    fn limits(&mut self, pair: &Pair<'_>) -> Limits {
        let mut limits = Limits::default();
        for p in pair.clone().into_inner() {
            match p.as_rule() {
                Rule::from_date => limits.from = Some(self.only_date(p)),
                Rule::until_date => limits.until = Some(self.only_date(p)),
                _ => {}
            }
        }
        limits
    }

    fn limited(&mut self, pair: Pair<'_>) -> Vec<(Text, Limits)> {
        pair.into_inner()
            .filter(|p| matches!(p.as_rule(), Rule::limited_string | Rule::limited_id))
            .map(|p| {
                let limits = self.limits(&p);
                (self.only(p), limits)
            })
            .collect()
    }

    fn entity(
        &mut self,
        pair: Pair<'_>,
        span: Span,
        junk: &mut Vec<(usize, usize)>,
    ) -> Option<Entity> {
        let (mut kind, mut id, mut name, mut parts) = (None, None, None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::entity_kind => {
                    kind = EntityKind::ALL
                        .iter()
                        .find(|(_, w, _)| *w == p.as_str().trim())
                        .map(|(k, ..)| *k);
                }
                Rule::id => id = Some(self.text(&p)),
                Rule::string => name = Some(self.string(&p)),
                Rule::junk_part => junk.push(range(&p)),
                Rule::entity_part => {
                    let Some(part) = p.into_inner().next() else {
                        continue;
                    };
                    parts.push(match part.as_rule() {
                        Rule::e_aka => EntityPart::Aka(self.limited(part)),
                        Rule::e_adjective => EntityPart::Adjective(self.list(part)),
                        Rule::e_capital => EntityPart::Capital(self.only(part)),
                        Rule::e_on => EntityPart::On(self.only_date(part)),
                        _ => {
                            let relation = part
                                .clone()
                                .into_inner()
                                .find(|p| p.as_rule() == Rule::related)?;
                            let words: Vec<&str> = relation.as_str().split_whitespace().collect();
                            let relation = Spanned::new(words.join(" "), self.span(&relation));
                            EntityPart::Related {
                                relation,
                                to: self.limited(part),
                            }
                        }
                    });
                }
                _ => {}
            }
        }
        Some(Entity {
            span,
            kind: kind?,
            id: id?,
            name,
            parts,
        })
    }

    fn action(
        &mut self,
        pair: Pair<'_>,
        span: Span,
        junk: &mut Vec<(usize, usize)>,
    ) -> Option<Action> {
        let (mut name, mut phrases, mut parts) = (None, Vec::new(), Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::name => name = Some(self.text(&p)),
                Rule::strings => phrases = self.texts(p),
                Rule::junk_part => junk.push(range(&p)),
                Rule::action_part => {
                    let Some(part) = p.into_inner().next() else {
                        continue;
                    };
                    parts.push(match part.as_rule() {
                        Rule::c_includes => ActionPart::Includes(self.list(part)),
                        Rule::c_undone => ActionPart::UndoneBy(self.list(part)),
                        Rule::c_step => ActionPart::StepTowards(self.list(part)),
                        Rule::c_required => ActionPart::RequiredStepTowards(self.list(part)),
                        Rule::c_noun => ActionPart::Noun(self.list(part)),
                        Rule::c_plover => ActionPart::Plover(self.only(part)),
                        _ => ActionPart::Cameo(self.list(part)),
                    });
                }
                _ => {}
            }
        }
        Some(Action {
            span,
            name: name?,
            phrases,
            parts,
        })
    }

    fn source(
        &mut self,
        pair: Pair<'_>,
        span: Span,
        junk: &mut Vec<(usize, usize)>,
    ) -> Option<SourceDecl> {
        let mut s = SourceDecl {
            span,
            id: Spanned::new(String::new(), span),
            name: None,
            aka: vec![],
            tier: None,
            speaks_for: vec![],
            adversary_of: vec![],
            copies: vec![],
            evidence: None,
        };
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::id => s.id = self.text(&p),
                Rule::string => s.name = Some(self.string(&p)),
                Rule::junk_part => junk.push(range(&p)),
                Rule::source_part => {
                    let at = self.span(&p);
                    let Some(part) = p.into_inner().next() else {
                        continue;
                    };
                    match part.as_rule() {
                        Rule::s_aka => s.aka.extend(self.list(part)),
                        Rule::s_tier => {
                            if s.tier.replace(self.only(part)).is_some() {
                                self.twice(at);
                            }
                        }
                        Rule::s_speaks => s.speaks_for.extend(self.list(part)),
                        Rule::s_adversary => s.adversary_of.extend(self.list(part)),
                        Rule::s_copies => s.copies.extend(self.list(part)),
                        _ => {
                            if s.evidence.replace(self.evidence(part, junk)).is_some() {
                                self.twice(at);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Some(s)
    }

    /// An `evidence {…}` block.
    pub(super) fn evidence(&mut self, pair: Pair<'_>, junk: &mut Vec<(usize, usize)>) -> Evidence {
        let mut e = Evidence {
            span: self.span(&pair),
            ..Evidence::default()
        };
        for p in pair.into_inner() {
            if p.as_rule() == Rule::junk_part {
                junk.push(range(&p));
                continue;
            }
            let at = self.span(&p);
            let Some(part) = p.into_inner().next() else {
                continue;
            };
            let twice = match part.as_rule() {
                Rule::v_sources => {
                    let mut n = Spanned::new(1, at);
                    let mut independent = false;
                    for q in part.into_inner() {
                        match q.as_rule() {
                            Rule::integer => n = self.integer(&q),
                            Rule::independent => independent = true,
                            _ => {}
                        }
                    }
                    e.sources.replace((n, independent)).is_some()
                }
                Rule::v_tier => e.tier.replace(self.only(part)).is_some(),
                Rule::v_world => {
                    let closed = part.as_str().starts_with("closed");
                    e.closed.replace(Spanned::new(closed, at)).is_some()
                }
                Rule::v_contested => {
                    let mut policy = self.only(part);
                    policy.node = policy.node.split_whitespace().collect::<Vec<_>>().join(" ");
                    e.contested.replace(policy).is_some()
                }
                Rule::v_quiet => e.quiet.replace(self.only_duration(part)).is_some(),
                Rule::v_same => e.same_event.replace(self.only_duration(part)).is_some(),
                Rule::v_undated => e.undated.replace(self.only_duration(part)).is_some(),
                _ => false,
            };
            if twice {
                self.twice(at);
            }
        }
        e
    }

    fn commitment(
        &mut self,
        pair: Pair<'_>,
        span: Span,
        junk: &mut Vec<(usize, usize)>,
    ) -> Option<Commitment> {
        let (mut id, mut title, mut parts) = (None, None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::id => id = Some(self.text(&p)),
                Rule::string => title = Some(self.string(&p)),
                Rule::junk_part => junk.push(range(&p)),
                Rule::commitment_part => parts.extend(self.commitment_part(p, junk)),
                _ => {}
            }
        }
        Some(Commitment {
            span,
            id: id?,
            title,
            parts,
        })
    }

    /// A clause or a sentence.
    pub(super) fn commitment_part(
        &mut self,
        pair: Pair<'_>,
        junk: &mut Vec<(usize, usize)>,
    ) -> Option<CommitmentPart> {
        let p = pair.into_inner().next()?;
        Some(match p.as_rule() {
            Rule::m_under => CommitmentPart::Under(self.only(p)),
            Rule::m_quote => CommitmentPart::Quote(self.only(p)),
            Rule::m_at => CommitmentPart::At(self.only(p)),
            Rule::m_modality => CommitmentPart::Modality(self.only(p)),
            Rule::m_acceptance => {
                let (mut word, mut by, mut on) = (None, None, None);
                for q in p.into_inner() {
                    match q.as_rule() {
                        Rule::name => word = Some(self.text(&q)),
                        Rule::id => by = Some(self.text(&q)),
                        Rule::date => on = Some(self.date(&q)),
                        _ => {}
                    }
                }
                CommitmentPart::Acceptance {
                    word: word?,
                    by: by?,
                    on,
                }
            }
            Rule::evidence => CommitmentPart::Evidence(self.evidence(p, junk)),
            Rule::m_owner => CommitmentPart::Owner(self.only(p)),
            Rule::m_note => CommitmentPart::Note(self.only(p)),
            Rule::m_weight => {
                let n = p.into_inner().find(|p| p.as_rule() == Rule::number)?;
                CommitmentPart::Weight(self.number(n))
            }
            Rule::m_closes => CommitmentPart::Closes(self.only_date(p)),
            _ => CommitmentPart::Sentence(Box::new(self.sentence(p)?)),
        })
    }

    fn test(&mut self, pair: Pair<'_>, span: Span, junk: &mut Vec<(usize, usize)>) -> Option<Test> {
        let (mut name, mut parts) = (None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::string => name = Some(self.string(&p)),
                Rule::junk_part => junk.push(range(&p)),
                Rule::test_part => parts.extend(self.test_part(p, junk)),
                _ => {}
            }
        }
        Some(Test {
            span,
            name: name?,
            parts,
        })
    }

    fn test_part(&mut self, pair: Pair<'_>, junk: &mut Vec<(usize, usize)>) -> Option<TestPart> {
        let p = pair.into_inner().next()?;
        match p.as_rule() {
            Rule::fact => self.fact(p),
            Rule::test_report => {
                let span = self.span(&p);
                let (mut date, mut by, mut covering, mut prose) = (None, None, None, None);
                for q in p.into_inner() {
                    match q.as_rule() {
                        Rule::date => date = Some(self.date(&q)),
                        Rule::id => by = Some(self.text(&q)),
                        Rule::string => prose = Some(self.string(&q)),
                        Rule::covering => {
                            let d: Vec<DateLit> = q
                                .into_inner()
                                .filter(|p| p.as_rule() == Rule::date)
                                .map(|p| self.date(&p))
                                .collect();
                            covering = d.first().copied().zip(d.get(1).copied());
                        }
                        _ => {}
                    }
                }
                Some(TestPart::Report {
                    span,
                    date: date?,
                    by: by?,
                    covering,
                    prose: prose?,
                })
            }
            Rule::as_of => {
                let span = self.span(&p);
                let (mut date, mut expectations) = (None, Vec::new());
                for q in p.into_inner() {
                    match q.as_rule() {
                        Rule::date => date = Some(self.date(&q)),
                        Rule::expectation => expectations.extend(self.expectation(q)),
                        Rule::junk_part => junk.push(range(&q)),
                        _ => {}
                    }
                }
                Some(TestPart::AsOf {
                    span,
                    date: date?,
                    expectations,
                })
            }
            _ => self.expectation(p).map(TestPart::Expect),
        }
    }

    /// A `fact`.
    pub(super) fn fact(&mut self, pair: Pair<'_>) -> Option<TestPart> {
        let span = self.span(&pair);
        let (mut not, mut on, mut who, mut act) = (false, None, None, None);
        for q in pair.into_inner() {
            match q.as_rule() {
                Rule::negated => not = true,
                Rule::date => on = Some(self.date(&q)),
                Rule::targets => who = self.targets(q),
                Rule::act => act = self.act(q),
                _ => {}
            }
        }
        Some(TestPart::Fact {
            span,
            not,
            on: on?,
            who: who?,
            act: act?,
        })
    }

    /// An `expectation`.
    pub(super) fn expectation(&mut self, pair: Pair<'_>) -> Option<Expectation> {
        let span = self.span(&pair);
        let p = pair.into_inner().next()?;
        let rule = p.as_rule();
        let (mut id, mut not, mut name, mut date, mut words) =
            (None, false, None, None, Vec::new());
        for q in p.into_inner() {
            match q.as_rule() {
                Rule::key => id = Some(self.text(&q)),
                Rule::is_not => not = true,
                Rule::name | Rule::sv_code => name = Some(self.text(&q)),
                Rule::date => date = Some(self.date(&q)),
                Rule::extract_word => words.push(self.text(&q)),
                _ => {}
            }
        }
        let kind = match rule {
            Rule::x_is => ExpectationKind::Is {
                id: id?,
                not,
                status: name?,
            },
            Rule::x_cites => ExpectationKind::Cites {
                id: id?,
                date: date?,
            },
            Rule::x_code => ExpectationKind::Code(name?),
            _ => ExpectationKind::Extracts { words },
        };
        Some(Expectation { span, kind })
    }

    fn twice(&mut self, at: Span) {
        use crate::diag::{Code, Diagnostic};
        self.diagnostics.push(
            Diagnostic::new(Code::PartTwice, "this part stands here a second time")
                .at(at, "said before")
                .help("keep one of the two"),
        );
    }
}

/// The bytes of a pair in the parsed text.
fn range(pair: &Pair<'_>) -> (usize, usize) {
    (pair.as_span().start(), pair.as_span().end())
}
