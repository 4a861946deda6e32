//! Pairs of items to the syntax tree. What every item has (kind, name, title) is read here; the
//! parts of the larger blocks in `blocks`.

use super::build::{Builder, Pair, words};
use super::grammar::Rule;
use crate::source::{Span, Spanned};
use crate::syntax::ast::*;

impl Builder<'_> {
    /// An item.
    pub(super) fn item(&mut self, pair: Pair<'_>) -> Option<Item> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::edition => {
                let n = pair.into_inner().find(|p| p.as_rule() == Rule::integer)?;
                Item::Edition(self.integer(&n))
            }
            Rule::use_item => Item::Use(self.use_item(pair, span)?),
            Rule::agreement => Item::Agreement(self.agreement(pair, span)?),
            Rule::entity => Item::Entity(self.entity(pair, span)?),
            Rule::relation => Item::Relation(self.relation(pair, span)?),
            Rule::set_item => Item::Set(self.set_item(pair, span)?),
            Rule::action => Item::Action(self.action(pair, span)?),
            Rule::condition => Item::Condition(self.condition(pair, span)?),
            Rule::source => Item::Source(self.source(pair, span)?),
            Rule::commitment => Item::Commitment(self.commitment(pair, span)?),
            Rule::relief => Item::Relief(self.relief(pair, span)?),
            Rule::override_item => Item::Override(self.override_item(pair, span)?),
            Rule::test => Item::Test(self.test(pair, span)?),
            _ => return None,
        })
    }

    fn use_item(&self, pair: Pair<'_>, span: Span) -> Option<Use> {
        let p = pair
            .into_inner()
            .find(|p| matches!(p.as_rule(), Rule::package | Rule::string))?;
        let target = match p.as_rule() {
            Rule::package => {
                let name = p.as_str();
                UseTarget::Package(name.strip_prefix("std.").unwrap_or(name).to_owned())
            }
            _ => UseTarget::Path(self.string(&p).node),
        };
        Some(Use {
            span,
            target: Spanned::new(target, self.exact(&p)),
        })
    }

    fn relation(&self, pair: Pair<'_>, span: Span) -> Option<Relation> {
        let (mut name, mut carries) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::name => name = Some(self.text(&p)),
                Rule::carries => {
                    let c = match p.as_str() {
                        "actor" => Carries::Actor,
                        "target" => Carries::Target,
                        _ => Carries::Both,
                    };
                    carries = Some(Spanned::new(c, self.exact(&p)));
                }
                _ => {}
            }
        }
        Some(Relation {
            span,
            name: name?,
            carries,
        })
    }

    fn set_item(&self, pair: Pair<'_>, span: Span) -> Option<Set> {
        let (mut id, mut members) = (None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::id => id = Some(self.text(&p)),
                Rule::set_list | Rule::set_kind => members = self.set_members(p),
                _ => {}
            }
        }
        Some(Set {
            span,
            id: id?,
            members: members?,
        })
    }

    /// A `set_list` or `set_kind`.
    pub(super) fn set_members(&self, pair: Pair<'_>) -> Option<SetMembers> {
        let (mut kind, mut names, mut others) = (None, Vec::new(), None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::kind_plural => {
                    let k = EntityKind::ALL
                        .iter()
                        .find(|(_, _, plural)| *plural == p.as_str())
                        .map(|(k, ..)| *k)?;
                    kind = Some(Spanned::new(k, self.exact(&p)));
                }
                Rule::ids => names = self.list(p),
                Rule::k_and_others => others = Some(self.exact(&p)),
                _ => {}
            }
        }
        Some(match kind {
            Some(kind) => SetMembers::Kind {
                kind,
                except: names,
            },
            None => SetMembers::List { names, others },
        })
    }

    /// `from DATE` and `until DATE` of a name, a relation or a relief.
    fn limits(&mut self, pair: Pair<'_>) -> Limits {
        let mut limits = Limits::default();
        for p in pair.into_inner() {
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
                let limits = self.limits(p.clone());
                (self.only(p), limits)
            })
            .collect()
    }

    fn entity(&mut self, pair: Pair<'_>, span: Span) -> Option<Entity> {
        let (mut kind, mut id, mut name, mut parts) = (None, None, None, Vec::new());
        for p in pair.into_inner() {
            parts.push(match p.as_rule() {
                Rule::entity_kind => {
                    kind = EntityKind::ALL
                        .iter()
                        .find(|(_, w, _)| *w == p.as_str())
                        .map(|(k, ..)| *k);
                    continue;
                }
                Rule::id => {
                    id = Some(self.text(&p));
                    continue;
                }
                Rule::string => {
                    name = Some(self.string(&p));
                    continue;
                }
                Rule::e_aka => EntityPart::Aka(self.limited(p)),
                Rule::e_adjective => EntityPart::Adjective(self.list(p)),
                Rule::e_capital => EntityPart::Capital(self.only(p)),
                Rule::e_on => EntityPart::On(self.only_date(p)),
                Rule::e_related => {
                    let relation = p
                        .clone()
                        .into_inner()
                        .find(|p| p.as_rule() == Rule::related)?;
                    let name: Vec<&str> = words(relation.as_str()).map(|(_, w)| w).collect();
                    EntityPart::Related {
                        relation: Spanned::new(name.join(" "), self.exact(&relation)),
                        to: self.limited(p),
                    }
                }
                _ => continue,
            });
        }
        Some(Entity {
            span,
            kind: kind?,
            id: id?,
            name,
            parts,
        })
    }

    fn action(&self, pair: Pair<'_>, span: Span) -> Option<Action> {
        let (mut name, mut phrases, mut parts) = (None, Vec::new(), Vec::new());
        for p in pair.into_inner() {
            parts.push(match p.as_rule() {
                Rule::name => {
                    name = Some(self.text(&p));
                    continue;
                }
                Rule::strings => {
                    phrases = self.list(p);
                    continue;
                }
                Rule::c_includes => ActionPart::Includes(self.list(p)),
                Rule::c_undone => ActionPart::UndoneBy(self.list(p)),
                Rule::c_step => ActionPart::StepTowards(self.list(p)),
                Rule::c_required => ActionPart::RequiredStepTowards(self.list(p)),
                Rule::c_noun => ActionPart::Noun(self.list(p)),
                Rule::c_plover => ActionPart::Plover(self.only(p)),
                Rule::c_cameo => ActionPart::Cameo(self.list(p)),
                _ => continue,
            });
        }
        Some(Action {
            span,
            name: name?,
            phrases,
            parts,
        })
    }

    fn condition(&self, pair: Pair<'_>, span: Span) -> Option<Condition> {
        let (mut name, mut starts, mut ends) = (None, Vec::new(), Vec::new());
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::name => name = Some(self.text(&p)),
                Rule::d_starts => starts.extend(self.list(p)),
                Rule::d_ends => ends.extend(self.list(p)),
                _ => {}
            }
        }
        Some(Condition {
            span,
            name: name?,
            starts,
            ends,
        })
    }

    fn relief(&mut self, pair: Pair<'_>, span: Span) -> Option<Relief> {
        let Limits { from, until } = self.limits(pair.clone());
        let (mut kind, mut of, mut because, mut by) = (None, None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::relief_kind => {
                    kind = Some(match p.as_str() {
                        "waive" => ReliefKind::Waive,
                        "suspend" => ReliefKind::Suspend,
                        _ => ReliefKind::Terminate,
                    });
                }
                Rule::key => of = Some(self.text(&p)),
                Rule::because => because = Some(self.only(p)),
                Rule::by_whom => by = Some(self.only(p)),
                _ => {}
            }
        }
        Some(Relief {
            span,
            kind: kind?,
            of: of?,
            from,
            until,
            because: because?,
            by: by?,
        })
    }

    fn override_item(&mut self, pair: Pair<'_>, span: Span) -> Option<Override> {
        let (mut of, mut as_of, mut status, mut because, mut by) = (None, None, None, None, None);
        for p in pair.into_inner() {
            match p.as_rule() {
                Rule::key => of = Some(self.text(&p)),
                Rule::date => as_of = Some(self.date(&p)),
                Rule::name => status = Some(self.text(&p)),
                Rule::because => because = Some(self.only(p)),
                Rule::by_whom => by = Some(self.only(p)),
                _ => {}
            }
        }
        Some(Override {
            span,
            of: of?,
            as_of: as_of?,
            status: status?,
            because: because?,
            by: by?,
        })
    }
}
