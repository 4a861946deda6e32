//! Roles: takes a noun phrase, gives the entities that it stands for as actor or as target.
//!
//! A name that heads its phrase stands for itself. A name that only describes ("JeM operatives", "LeT's
//! offices", "accounts belonging to HM") stands for the owner where the head is a noun of people or
//! things; in any other phrase it fills no slot.

use super::chunks::{Chunks, Ck, View};
use super::coref::{Memory, Wanted};
pub use super::institution::state_of;
use super::items::Is;
use crate::lexicon::scan::{CAP, JOIN};
use crate::lexicon::words::feat;
use crate::model::{EntityId, EntityKind, NameUse, Rulebook};
use crate::time::Interval;

/// What a phrase is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Who acts.
    Actor,
    /// On whom.
    Target,
    /// Who takes part: only what is named itself.
    Participant,
}

/// An entity that a phrase stands for, and the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    /// The entity.
    pub entity: EntityId,
    /// Bytes of the name, or of the word that refers to it.
    pub at: (u32, u32),
    /// Named itself rather than as an owner.
    pub direct: bool,
    /// When the name used is valid.
    pub valid: Interval,
}

/// What is needed to read a phrase.
pub struct Reader<'a> {
    /// The sentence.
    pub view: &'a View<'a>,
    /// Its chunks.
    pub chunks: &'a Chunks,
    /// The rulebook.
    pub rules: &'a Rulebook,
    /// What was named before.
    pub memory: &'a Memory,
}

/// Most entities that one phrase gives; a longer list is cut, and that is said.
pub const MOST: usize = 64;

impl Reader<'_> {
    fn kind(&self, e: EntityId) -> Option<EntityKind> {
        self.rules.entity(e).map(|e| e.kind)
    }

    /// The entities of phrase `n` and of the list that it begins.
    pub fn list(&self, n: usize, role: As) -> Vec<Meant> {
        let mut out = Vec::new();
        let last = self.chunks.nps.get(n).map_or(n, |p| p.list);
        for k in n..=last {
            if k > n && self.governed_inside(n, k) {
                continue;
            }
            match self.renamed(k) {
                Some(m) => self.one(m, role, 0, &mut out),
                None => self.one(k, role, 0, &mut out),
            }
            if out.len() > MOST {
                break;
            }
        }
        if out.is_empty() {
            self.apposition(last, role, &mut out);
        }
        out
    }

    /// "its front, Jamaat-ud-Dawa, …": the name that a phrase without one is given in apposition.
    fn renamed(&self, k: usize) -> Option<usize> {
        let np = self.chunks.nps.get(k)?;
        let named = |n: &super::chunks::Np| {
            (n.a..n.b).any(|i| {
                self.view
                    .at(i)
                    .is_some_and(|t| t.entity().is_some() && !t.possessive())
            })
        };
        let at = |k: usize| self.chunks.all.get(k).map(|c| c.is);
        if np.pronoun != 0 || named(np) || at(np.chunk + 1) != Some(Ck::Comma) {
            return None;
        }
        let Some(Ck::Np(m)) = at(np.chunk + 2) else {
            return None;
        };
        let ends = matches!(at(np.chunk + 3), Some(Ck::Comma | Ck::Vg(_)) | None);
        let m = usize::from(m);
        (ends
            && self
                .chunks
                .nps
                .get(m)
                .is_some_and(|p| named(p) && p.list == m))
        .then_some(m)
    }

    /// Whether phrase `k` hangs on a preposition inside the list rather than being its member.
    fn governed_inside(&self, _n: usize, k: usize) -> bool {
        self.before(k).is_some_and(|c| c == Ck::Prep)
    }

    fn before(&self, n: usize) -> Option<Ck> {
        let np = self.chunks.nps.get(n)?;
        self.chunks.all.get(np.chunk.checked_sub(1)?).map(|c| c.is)
    }

    /// "The group's founder, Hafiz Saeed, was …".
    fn apposition(&self, n: usize, role: As, out: &mut Vec<Meant>) {
        let Some(np) = self.chunks.nps.get(n) else {
            return;
        };
        let at = |k: usize| self.chunks.all.get(k).map(|c| c.is);
        if np.pronoun == 0
            && at(np.chunk + 1) == Some(Ck::Comma)
            && let Some(Ck::Np(m)) = at(np.chunk + 2)
            && (matches!(at(np.chunk + 3), Some(Ck::Comma) | None)
                || matches!(at(np.chunk + 3), Some(Ck::Vg(_)))
                    && !matches!(self.before(n), Some(Ck::Vg(_) | Ck::Prep)))
            && self
                .chunks
                .nps
                .get(usize::from(m))
                .is_some_and(|p| p.list == usize::from(m))
        {
            self.one(usize::from(m), role, 0, out);
        }
    }

    fn one(&self, n: usize, role: As, depth: usize, out: &mut Vec<Meant>) {
        let Some(np) = self.chunks.nps.get(n).copied() else {
            return;
        };
        if depth > 3 {
            return;
        }
        if np.pronoun != 0 {
            self.pronoun(np.pronoun, np.a, role, out);
            return;
        }
        let items = self.view.items.get(np.a..np.b).unwrap_or_default();
        let named = items.iter().rposition(|t| t.entity().is_some());
        let nouns = match role {
            As::Actor => feat::PEOPLE | feat::ORGAN | feat::GROUP,
            As::Target => feat::PEOPLE | feat::THINGS | feat::ORGAN | feat::GROUP,
            // "to the UN mission": an office of a body stands for it.
            As::Participant => feat::ORGAN,
        };
        if let Some(m) = named
            && let Some(item) = items.get(m)
            && let Some((entity, usage)) = item.entity()
        {
            let after = items.get(m + 1..).unwrap_or_default();
            let state = matches!(
                self.kind(entity),
                Some(EntityKind::State | EntityKind::Place)
            );
            if role == As::Actor && state && self.of_another(np.a, m, after.is_empty()) {
                return;
            }
            let heads = after.is_empty() && !item.possessive() && usage != NameUse::Adjective;
            let meant = Meant {
                entity,
                at: (item.start, item.end),
                direct: heads,
                valid: item.valid,
            };
            if heads {
                // "US-India": both are named.
                if item.marks & JOIN != 0
                    && let Some(p) = m.checked_sub(1).and_then(|p| items.get(p))
                    && let Some((other, _)) = p.entity()
                {
                    out.push(Meant {
                        entity: other,
                        at: (p.start, p.end),
                        direct: true,
                        valid: p.valid,
                    });
                }
                out.push(meant);
                return;
            }
            // "Pakistan's failure to ban": whose failure it is, is who did not act.
            let governs = role == As::Actor
                && item.possessive()
                && after.last().is_some_and(|t| t.word.governs.is_some());
            if governs || self.lifts(after, entity, role, nouns) {
                out.push(Meant {
                    entity: if role == As::Actor {
                        state_of(self.rules, entity).unwrap_or(entity)
                    } else {
                        entity
                    },
                    ..meant
                });
                return;
            }
            if !after.is_empty() {
                return;
            }
        }
        if role == As::Participant {
            return;
        }
        self.described(np, n, role, nouns, depth, out);
    }

    /// "Facebook Pakistan", "former Pakistan president Musharraf": a firm or a person that no longer acts for
    /// the state that the phrase from item `a` names at `a + m`.
    fn of_another(&self, a: usize, m: usize, last: bool) -> bool {
        const FORMER: &[&str] = &[
            "former",
            "ex",
            "erstwhile",
            "onetime",
            "one-time",
            "ousted",
            "deposed",
        ];
        const ADJECTIVE: &[&str] = &[
            "ed", "ing", "ous", "al", "ern", "ish", "ly", "ic", "ent", "ant", "ful", "less",
        ];
        let raw = |i: usize| self.view.raw(i);
        if (a..a + m + 3).any(|i| FORMER.iter().any(|w| raw(i).eq_ignore_ascii_case(w))) {
            return true;
        }
        let Some(i) = (a + m).checked_sub(1).filter(|i| *i >= a && last) else {
            return false;
        };
        let unknown = self.view.at(i).is_some_and(|t| {
            // "Experts doubt Pakistan banned …": a verb that was taken for a noun.
            let verb = t.marks & CAP == 0 && t.word.verb != 0 && t.word.governs.is_none();
            t.is == Is::Word
                && (t.word.feats & !(feat::NAME | feat::IDIOM | feat::THINGS) == 0
                    && t.marks & CAP != 0
                    || verb)
        });
        let joined = self.view.at(a + m).is_some_and(|t| t.marks & JOIN != 0);
        // The first word of a sentence has its capital anyhow.
        let opens = i == 0 && ADJECTIVE.iter().any(|w| raw(i).ends_with(w));
        unknown && !joined && !opens
    }

    /// Whether the words after a name make their phrase stand for the one named.
    fn lifts(&self, after: &[super::items::Item], entity: EntityId, role: As, nouns: u64) -> bool {
        let state = matches!(
            self.kind(entity),
            Some(EntityKind::State | EntityKind::Place)
        );
        // Militants of a country do not act for it.
        let nouns = match self.kind(entity) {
            _ if role == As::Actor && state => feat::ORGAN,
            // An aide of a person is somebody else.
            Some(EntityKind::Person) => feat::THINGS,
            _ => nouns,
        };
        let Some(last) = after.last() else {
            return false;
        };
        if last.has(nouns) {
            return true;
        }
        // "LeT leader Abdul Rehman", "Pakistan Foreign Minister Qureshi": an unknown name after the noun.
        let noun = after.iter().rposition(|t| t.has(nouns));
        noun.is_some_and(|k| {
            after
                .get(k + 1..)
                .unwrap_or_default()
                .iter()
                .all(|t| t.is == Is::Word && t.marks & CAP != 0 && t.word.feats == 0)
        })
    }

    /// A phrase without a name of its own: its owner follows ("offices of LeT"), stands before as a
    /// pronoun ("its offices"), or it refers back ("the group").
    fn described(
        &self,
        np: super::chunks::Np,
        n: usize,
        role: As,
        nouns: u64,
        depth: usize,
        out: &mut Vec<Meant>,
    ) {
        let at = &self.view.words.at;
        let items = self.view.items.get(np.a..np.b).unwrap_or_default();
        let Some(last) = items.last() else { return };
        let before = out.len();
        let heads = last.has(nouns)
            || items.iter().any(|t| t.has(nouns)) && last.marks & CAP != 0 && last.word.feats == 0;
        let partitive = items
            .iter()
            .all(|t| t.has(feat::DET | feat::NUM | feat::NONE | feat::ADV) || t.is == Is::Number);
        let next = self.chunks.all.get(np.chunk + 1);
        let inner = |k: usize| match self.chunks.all.get(k).map(|c| c.is) {
            Some(Ck::Np(m)) => Some(usize::from(m)),
            _ => None,
        };
        if let Some(c) = next {
            let court = items.iter().any(|t| t.has(feat::ORGAN));
            match c.is {
                Ck::Prep => {
                    let links = c.id == at.of && (heads || partitive)
                        || c.id == at.including && heads
                        || c.id == at.from && heads
                        || c.id == at.in_ && court && role == As::Actor && heads;
                    if links && let Some(m) = inner(np.chunk + 2) {
                        if c.id == at.of
                            && role == As::Actor
                            && court
                            && let Some(far) = self.chunks.all.get(np.chunk + 3)
                            && far.is == Ck::Prep
                            && far.id == at.in_
                            && let Some(there) = inner(np.chunk + 4)
                        {
                            // "the Court of Appeal in London"
                            self.place(there, out);
                        } else if c.id == at.in_ && role == As::Actor {
                            self.place(m, out);
                        } else if !partitive && role == As::Actor && c.id == at.from {
                        } else {
                            let last = self.chunks.nps.get(m).map_or(m, |p| p.list);
                            for k in m..=last {
                                let start = out.len();
                                self.one(k, role, depth + 1, out);
                                // "the aides of Azhar" are not he.
                                if !partitive && !last_is(items, feat::THINGS) {
                                    let mut i = start;
                                    while i < out.len() {
                                        let person = out.get(i).is_some_and(|m| {
                                            self.kind(m.entity) == Some(EntityKind::Person)
                                        });
                                        if person {
                                            out.remove(i);
                                        } else {
                                            i += 1;
                                        }
                                    }
                                }
                                // An organ "of" a state acts for it; people "of" a state do not.
                                if role == As::Actor && !partitive && !court {
                                    let keep = |m: &Meant| {
                                        !matches!(
                                            self.kind(m.entity),
                                            Some(EntityKind::State | EntityKind::Place)
                                        )
                                    };
                                    let mut i = start;
                                    while i < out.len() {
                                        if out.get(i).is_some_and(keep) {
                                            i += 1;
                                        } else {
                                            out.remove(i);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                Ck::Vg(v) => {
                    // "accounts belonging to LeT", "charities run by JuD"
                    let main = self
                        .chunks
                        .vgs
                        .get(usize::from(v))
                        .map_or(0, |g| self.view.id(g.main));
                    // "the bill amending X": a text is about what it does.
                    if role == As::Target
                        && last.has(feat::TEXT)
                        && self
                            .chunks
                            .vgs
                            .get(usize::from(v))
                            .is_some_and(|g| g.gerund)
                        && let Some(m) = inner(np.chunk + 2)
                    {
                        self.one(m, role, depth + 1, out);
                    }
                    let link = [
                        at.belonging,
                        at.linked,
                        at.affiliated,
                        at.associated,
                        at.tied,
                        at.owned,
                        at.run,
                        at.controlled,
                        at.operated,
                    ]
                    .contains(&main);
                    if link
                        && heads
                        && self.chunks.all.get(np.chunk + 2).is_some_and(|c| {
                            c.is == Ck::Prep && [at.to, at.with, at.by].contains(&c.id)
                        })
                        && let Some(m) = inner(np.chunk + 3)
                    {
                        let last = self.chunks.nps.get(m).map_or(m, |p| p.list);
                        for k in m..=last {
                            self.one(k, As::Target, depth + 1, out);
                        }
                    }
                }
                _ => {}
            }
        }
        if out.len() > before {
            return;
        }
        // Reference back.
        let first = items.first().copied();
        let span = (first.map_or(last.start, |t| t.start), last.end);
        let push = |found: Vec<EntityId>, out: &mut Vec<Meant>| {
            out.extend(found.into_iter().map(|entity| Meant {
                entity,
                at: span,
                direct: false,
                valid: Interval::ALL,
            }));
        };
        let definite = first.is_some_and(|t| t.id == at.the);
        // "The Parties": those of the one agreement that the rulebook holds.
        if definite
            && role == As::Actor
            && items.len() == 2
            && last.id == at.parties
            && last.marks & CAP != 0
            && let [agreement] = self.rules.agreements.as_slice()
        {
            push(agreement.between.clone(), out);
            return;
        }
        // "its law enforcement agencies": of the one party that is spoken of.
        if role == As::Actor
            && first.is_some_and(|t| t.has(feat::POSSP) && t.id == at.its)
            && last.has(feat::ORGAN)
        {
            let mut found = self.memory.resolve(Wanted::Actor);
            found.retain(|e| self.kind(*e) == Some(EntityKind::State));
            if !found.is_empty() {
                push(found, out);
                return;
            }
        }
        if let Some(t) = first.filter(|t| t.has(feat::POSSP) && heads && role == As::Target) {
            let wanted = if t.id == at.his || t.id == at.her {
                Wanted::Person
            } else if t.id == at.their {
                Wanted::Several
            } else {
                Wanted::Group
            };
            push(self.memory.resolve(wanted), out);
        } else if definite
            && items.get(1).is_some_and(|t| t.has(feat::GROUP))
            && (items.len() == 2
                || items.get(1).is_some_and(super::items::Item::possessive) && heads)
        {
            push(self.memory.resolve(Wanted::Group), out);
        } else if items.iter().any(|t| t.has(feat::SIDES)) && first.is_some_and(|t| t.id == at.both)
            || definite
                && last.has(feat::SIDES)
                && (items.len() == 2
                    || items.len() == 3 && items.get(1).is_some_and(|t| t.id == at.two))
        {
            push(self.memory.resolve(Wanted::Sides), out);
        } else if definite && items.len() == 2 && last.has(feat::BODY) {
            push(self.memory.resolve(Wanted::Body), out);
        } else if definite
            && last.has(feat::PERSONAL)
            && !next.is_some_and(|c| {
                matches!(c.is, Ck::Rel | Ck::That)
                    || c.is == Ck::Prep && [at.of, at.from, at.with].contains(&c.id)
            })
        {
            push(self.memory.resolve(Wanted::Person), out);
        } else if definite && items.len() == 2 && last.has(feat::COUNTRY) {
            push(self.memory.resolve(Wanted::State), out);
        } else if role == As::Actor && self.home_organ(items) {
            push(self.memory.resolve(Wanted::Home), out);
        }
        let _ = n;
    }

    /// "police", "an anti-terrorism court", "the army": an organ that every state has, with nothing before
    /// it that could be the name of another's.
    pub fn home_organ(&self, items: &[super::items::Item]) -> bool {
        // "Judge Imran Qadir": a title of the state's, then a name that is not known.
        let named = items
            .iter()
            .rposition(|t| t.has(feat::HOME))
            .is_some_and(|k| {
                let after = items.get(k + 1..).unwrap_or_default();
                items.get(k).is_some_and(|t| t.marks & CAP != 0)
                    && after.iter().all(|t| {
                        t.is == Is::Word
                            && t.marks & CAP != 0
                            && t.word.feats == 0
                            && !t.possessive()
                    })
            });
        if named && items.len() <= 5 {
            return items.iter().all(|t| {
                t.is == Is::Word
                    && t.word.feats
                        & !(feat::DET | feat::ORGAN | feat::HOME | feat::COURT | feat::PEOPLE)
                        == 0
            });
        }
        items.last().is_some_and(|t| t.has(feat::HOME))
            && items.iter().enumerate().all(|(i, t)| {
                t.is == Is::Word
                    && (t.marks & CAP == 0 || i == 0 || t.has(feat::ORGAN | feat::HOME))
            })
    }

    /// The state of "a court in Pakistan", "police in Pakistan's Punjab".
    pub fn place(&self, m: usize, out: &mut Vec<Meant>) {
        let Some(np) = self.chunks.nps.get(m) else {
            return;
        };
        let found = (np.a..np.b)
            .filter_map(|i| self.view.at(i))
            .find_map(|t| t.entity().map(|(e, _)| (t, e)));
        if let Some((t, entity)) = found
            && matches!(
                self.kind(entity),
                Some(EntityKind::State | EntityKind::Place)
            )
        {
            out.push(Meant {
                entity: state_of(self.rules, entity).unwrap_or(entity),
                at: (t.start, t.end),
                direct: false,
                valid: t.valid,
            });
        }
    }

    fn pronoun(&self, id: u32, item: usize, role: As, out: &mut Vec<Meant>) {
        let at = &self.view.words.at;
        let wanted = if [at.he, at.she, at.him, at.her].contains(&id) {
            Wanted::Person
        } else if (id == at.them || id == at.they) && role == As::Target {
            Wanted::Those
        } else if id == at.them || id == at.they {
            Wanted::Several
        } else if id == at.it && role == As::Actor {
            Wanted::Actor
        } else {
            return;
        };
        let span = self.view.at(item).map_or((0, 0), |t| (t.start, t.end));
        out.extend(self.memory.resolve(wanted).into_iter().map(|entity| Meant {
            entity,
            at: span,
            direct: false,
            valid: Interval::ALL,
        }));
    }
}

/// Whether the last of some items can be one of these.
fn last_is(items: &[super::items::Item], feats: u64) -> bool {
    items.last().is_some_and(|t| t.has(feats))
}
