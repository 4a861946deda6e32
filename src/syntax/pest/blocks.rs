//! Pairs of the larger blocks to the syntax tree: agreements, sources, evidence, commitments, tests.

use super::build::{Builder, Pair};
use super::grammar::Rule;
use crate::source::{Span, Spanned};
use crate::syntax::ast::*;

impl Builder<'_> {
    pub(super) fn agreement(&mut self, pair: Pair<'_>, span: Span) -> Option<Agreement> {
        let (mut id, mut title, mut adopted, mut in_force, mut text, mut url, mut evidence) =
            (None, None, None, None, None, None, None);
        let (mut between, mut addressed_to) = (Vec::new(), Vec::new());
        for p in pair.into_inner() {
            let at = self.span(&p);
            let twice = match p.as_rule() {
                Rule::id => {
                    id = Some(self.text(&p));
                    false
                }
                Rule::string => {
                    title = Some(self.string(&p));
                    false
                }
                Rule::a_adopted => adopted.replace(self.only_date(p)).is_some(),
                Rule::a_force => {
                    let mut dates = self.dates(p).into_iter();
                    match (dates.next(), dates.next()) {
                        (Some(from), until) => in_force.replace((from, until)).is_some(),
                        _ => false,
                    }
                }
                Rule::a_between => {
                    between.extend(self.list(p));
                    false
                }
                Rule::a_addressed => {
                    addressed_to.extend(self.list(p));
                    false
                }
                Rule::a_text => text.replace(self.only(p)).is_some(),
                Rule::a_url => url.replace(self.only(p)).is_some(),
                Rule::evidence => evidence.replace(self.evidence(p)).is_some(),
                _ => false,
            };
            if twice {
                self.twice(at);
            }
        }
        Some(Agreement {
            span,
            id: id?,
            title,
            adopted,
            in_force,
            between,
            addressed_to,
            text,
            url,
            evidence,
        })
    }

    fn dates(&mut self, pair: Pair<'_>) -> Vec<DateLit> {
        pair.into_inner()
            .filter(|p| p.as_rule() == Rule::date)
            .map(|p| self.date(&p))
            .collect()
    }

    pub(super) fn source(&mut self, pair: Pair<'_>, span: Span) -> Option<SourceDecl> {
        let (mut id, mut name, mut tier, mut evidence) = (None, None, None, None);
        let (mut aka, mut speaks_for, mut adversary_of, mut copies) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for p in pair.into_inner() {
            let at = self.span(&p);
            let twice = match p.as_rule() {
                Rule::id => {
                    id = Some(self.text(&p));
                    false
                }
                Rule::string => {
                    name = Some(self.string(&p));
                    false
                }
                Rule::s_tier => tier.replace(self.only(p)).is_some(),
                Rule::evidence => evidence.replace(self.evidence(p)).is_some(),
                rule => {
                    match rule {
                        Rule::s_aka => aka.extend(self.list(p)),
                        Rule::s_speaks => speaks_for.extend(self.list(p)),
                        Rule::s_adversary => adversary_of.extend(self.list(p)),
                        Rule::s_copies => copies.extend(self.list(p)),
                        _ => {}
                    }
                    false
                }
            };
            if twice {
                self.twice(at);
            }
        }
        Some(SourceDecl {
            span,
            id: id?,
            name,
            aka,
            tier,
            speaks_for,
            adversary_of,
            copies,
            evidence,
        })
    }

    /// An `evidence {…}` block.
    fn evidence(&mut self, pair: Pair<'_>) -> Evidence {
        let mut e = Evidence {
            span: self.span(&pair),
            ..Evidence::default()
        };
        for p in pair.into_inner() {
            let at = self.span(&p);
            let twice = match p.as_rule() {
                Rule::v_sources => {
                    let (mut n, mut independent) = (Spanned::new(1, at), false);
                    for q in p.into_inner() {
                        match q.as_rule() {
                            Rule::integer => n = self.integer(&q),
                            Rule::independent => independent = true,
                            _ => {}
                        }
                    }
                    e.sources.replace((n, independent)).is_some()
                }
                Rule::v_tier => e.tier.replace(self.only(p)).is_some(),
                Rule::world => {
                    let closed = p.as_str().starts_with("closed");
                    e.closed.replace(Spanned::new(closed, at)).is_some()
                }
                Rule::v_contested => e.contested.replace(self.only(p)).is_some(),
                Rule::v_quiet => e.quiet.replace(self.only_duration(p)).is_some(),
                Rule::v_same => e.same_event.replace(self.only_duration(p)).is_some(),
                Rule::v_undated => e.undated.replace(self.only_duration(p)).is_some(),
                _ => false,
            };
            if twice {
                self.twice(at);
            }
        }
        e
    }

    pub(super) fn commitment(&mut self, pair: Pair<'_>, span: Span) -> Option<Commitment> {
        let (mut id, mut title, mut parts) = (None, None, Vec::new());
        // Which of the clauses that count once have been seen.
        let mut seen = Vec::new();
        for p in pair.into_inner() {
            let (rule, at) = (p.as_rule(), self.span(&p));
            match rule {
                Rule::id => id = Some(self.text(&p)),
                Rule::string => title = Some(self.string(&p)),
                _ => {
                    let once = matches!(
                        rule,
                        Rule::m_under
                            | Rule::m_modality
                            | Rule::m_owner
                            | Rule::m_weight
                            | Rule::m_closes
                            | Rule::evidence
                    );
                    if once && seen.contains(&rule) {
                        self.twice(at);
                        continue;
                    }
                    seen.push(rule);
                    parts.extend(self.commitment_part(p));
                }
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
    fn commitment_part(&mut self, p: Pair<'_>) -> Option<CommitmentPart> {
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
            Rule::evidence => CommitmentPart::Evidence(self.evidence(p)),
            Rule::m_owner => CommitmentPart::Owner(self.only(p)),
            Rule::m_note => CommitmentPart::Note(self.only(p)),
            Rule::m_weight => {
                let n = p.into_inner().find(|p| p.as_rule() == Rule::number)?;
                CommitmentPart::Weight(self.number(&n))
            }
            Rule::m_closes => CommitmentPart::Closes(self.only_date(p)),
            Rule::sentence => CommitmentPart::Sentence(Box::new(self.sentence(p)?)),
            _ => return None,
        })
    }

    pub(super) fn test(&mut self, pair: Pair<'_>, span: Span) -> Option<Test> {
        let (mut name, mut parts) = (None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::string => name = Some(self.string(&p)),
                Rule::fact => parts.extend(self.fact(p)),
                Rule::test_report => parts.extend(self.test_report(p)),
                Rule::as_of => parts.extend(self.as_of(p)),
                _ => parts.extend(self.expectation(p).map(TestPart::Expect)),
            }
        }
        Some(Test {
            span,
            name: name?,
            parts,
        })
    }

    fn test_report(&mut self, pair: Pair<'_>) -> Option<TestPart> {
        let span = self.span(&pair);
        let (mut date, mut by, mut covering, mut prose) = (None, None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::date => date = Some(self.date(&p)),
                Rule::id => by = Some(self.text(&p)),
                Rule::string => prose = Some(self.string(&p)),
                Rule::covering => {
                    let mut dates = self.dates(p).into_iter();
                    covering = dates.next().zip(dates.next());
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

    fn as_of(&mut self, pair: Pair<'_>) -> Option<TestPart> {
        let span = self.span(&pair);
        let (mut date, mut expectations) = (None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::date => date = Some(self.date(&p)),
                _ => expectations.extend(self.expectation(p)),
            }
        }
        Some(TestPart::AsOf {
            span,
            date: date?,
            expectations,
        })
    }

    /// A `fact`.
    pub(super) fn fact(&mut self, pair: Pair<'_>) -> Option<TestPart> {
        let span = self.span(&pair);
        let (mut not, mut on, mut who, mut act) = (false, None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::k_not => not = true,
                Rule::date => on = Some(self.date(&p)),
                Rule::targets => who = self.targets(p),
                Rule::act => act = self.act(p),
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
        let (span, rule) = (self.span(&pair), pair.as_rule());
        let (mut key, mut not, mut date, mut words) = (None, false, None, Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::key => key = Some(self.text(&p)),
                Rule::k_not => not = true,
                Rule::date => date = Some(self.date(&p)),
                Rule::name | Rule::id | Rule::sv_code | Rule::modality_word => {
                    words.push(self.text(&p));
                }
                _ => {}
            }
        }
        let kind = match rule {
            Rule::x_is => ExpectationKind::Is {
                id: key?,
                not,
                status: words.pop()?,
            },
            Rule::x_cites => ExpectationKind::Cites {
                id: key?,
                date: date?,
            },
            Rule::x_code => ExpectationKind::Code(words.pop()?),
            Rule::x_extracts => ExpectationKind::Extracts { words },
            _ => return None,
        };
        Some(Expectation { span, kind })
    }
}
