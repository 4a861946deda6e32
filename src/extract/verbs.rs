//! Verb groups: takes the items from one on, gives the auxiliaries, negations and the main verb that
//! belong together, with what they say of tense, voice and mood.

use super::chunks::{Ck, View};
use super::items::Is;
use crate::lexicon::scan::CAP;
use crate::lexicon::words::feat;
use crate::lexicon::{BASE, Class, ING, PART, PAST, THIRD};

/// A modal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Modal {
    /// None.
    #[default]
    None,
    /// will, shall, is going to.
    Will,
    /// may, might, could, would, can.
    May,
    /// should, must, has to.
    Must,
    /// is to.
    IsTo,
}

/// A verb group.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vg {
    /// Its chunk.
    pub chunk: usize,
    /// The item of the main verb; of the last auxiliary where there is none.
    pub main: usize,
    /// Forms that the main verb has here.
    pub forms: u8,
    /// Has a tense of its own or a modal.
    pub finite: bool,
    /// A participle or past without auxiliary: finite or reduced, as what surrounds it says.
    pub bare: bool,
    /// Passive by its auxiliary.
    pub passive: bool,
    /// have + participle.
    pub perfect: bool,
    /// had + participle.
    pub pluperfect: bool,
    /// be + -ing.
    pub progressive: bool,
    /// was, did, had.
    pub past: bool,
    /// Begins with `to`.
    pub infinitive: bool,
    /// -ing without auxiliary.
    pub gerund: bool,
    /// Only auxiliaries: "is a front", "has a ban".
    pub copula: bool,
    /// Copula is have.
    pub having: bool,
    /// Its modal.
    pub modal: Modal,
    /// Negations, as a parity is not meant: any negates.
    pub negated: bool,
    /// has yet to.
    pub yet: bool,
    /// partially, largely.
    pub partial: bool,
    /// allegedly.
    pub alleged: bool,
    /// almost.
    pub almost: bool,
    /// "only": with a date it adds nothing; with partially it does.
    pub only: bool,
    /// Bytes of the first word that decides the status.
    pub cue: Option<(u32, u32)>,
}

impl Vg {
    /// The class of its main verb.
    pub fn class(&self, view: &View<'_>) -> Class {
        if self.copula {
            return Class::Other;
        }
        view.at(self.main)
            .and_then(|m| view.words.verb(m.word))
            .map_or(Class::Other, |v| v.class)
    }

    /// What it says of an act that its object or subject names.
    pub fn of_noun(&self, view: &View<'_>) -> Class {
        if self.copula {
            return Class::Other;
        }
        view.at(self.main)
            .and_then(|m| view.words.verb(m.word))
            .map_or(Class::Other, |v| v.of_noun)
    }

    /// A base form without auxiliary: it takes its tense and mood from elsewhere.
    pub fn plain_base(&self) -> bool {
        !self.copula
            && self.forms & BASE != 0
            && self.forms & (PAST | PART) == 0
            && !self.passive
            && !self.perfect
            && !self.progressive
            && !self.infinitive
            && !self.past
    }

    /// Whether a clause can be what it says: "said Pakistan had …".
    pub fn speaks(&self, view: &View<'_>) -> bool {
        matches!(
            self.class(view),
            Class::Say
                | Class::Claim
                | Class::Deny
                | Class::Believe
                | Class::Promise
                | Class::Urge
                | Class::Seem
                | Class::Plan
                | Class::Threaten
        )
    }
}

/// Reads a verb group that begins at item `i`; `before` is the chunk before it.
pub fn group(view: &View<'_>, i: usize, before: Option<Ck>) -> Option<(Vg, usize)> {
    let at = &view.words.at;
    let mut vg = Vg::default();
    let mut j = i;
    let (mut be, mut have, mut did, mut to) = (false, false, false, false);
    let mut aux = 0usize;
    let mut last_aux = i;
    while let Some(item) = view.at(j) {
        if item.is == Is::Comma && aux > 0 {
            // "was not, however, arrested": a short aside between auxiliary and verb.
            match aside(view, j) {
                Some(next) => {
                    j = next;
                    continue;
                }
                None => break,
            }
        }
        if item.is != Is::Word {
            // "has, on Monday, …" and "did on Monday arrest": a date inside the group.
            if matches!(item.is, Is::Date(_))
                && aux > 0
                && view.forms(j + 1) & (PART | BASE) != 0
                && view.forms(j + 1) & ING == 0
            {
                j += 1;
                continue;
            }
            break;
        }
        // "has neither banned nor …", "neither banned nor …", "both banned and …"
        if (item.has(feat::NONE) || item.id == at.both)
            && view.forms(j + 1) & (PAST | PART | BASE) != 0
            && (aux > 0 || !item.has(feat::NONE) || view.forms(j + 1) & PAST != 0)
            && !view.has(j + 1, feat::PEOPLE | feat::THINGS)
            && pairs(view, j)
        {
            vg.negated |= item.has(feat::NONE);
            note(&mut vg, item.start, item.end);
            j += 1;
            continue;
        }
        if item.has(feat::FUT | feat::MAY | feat::MUST) {
            if aux > 0 {
                break;
            }
            vg.modal = match () {
                () if item.has(feat::FUT) => Modal::Will,
                () if item.has(feat::MUST) => Modal::Must,
                () => Modal::May,
            };
            vg.finite = true;
            note(&mut vg, item.start, item.end);
        } else if item.has(feat::BE) {
            if did {
                break;
            }
            let raw = view.raw(j);
            if be && !raw.eq_ignore_ascii_case("being") && !raw.eq_ignore_ascii_case("been") {
                break;
            }
            if raw.eq_ignore_ascii_case("being") {
                vg.progressive |= be;
                vg.gerund |= !be && aux == 0;
            } else if raw.eq_ignore_ascii_case("was")
                || raw.eq_ignore_ascii_case("were")
                || raw.eq_ignore_ascii_case("wasnt")
            {
                vg.past = true;
            }
            if aux == 0
                && !raw.eq_ignore_ascii_case("being")
                && !raw.eq_ignore_ascii_case("been")
                && !raw.eq_ignore_ascii_case("be")
            {
                vg.finite = true;
            }
            // A subjunctive "be" after a demand: neither finite nor infinitive, but a group.
            be = true;
            if have {
                vg.perfect = true;
            }
        } else if item.has(feat::HAVE) {
            if be || have || did {
                break;
            }
            have = true;
            let raw = view.raw(j);
            vg.pluperfect = raw.to_ascii_lowercase().starts_with("had");
            vg.past |= vg.pluperfect;
            if raw.eq_ignore_ascii_case("having") {
                vg.gerund = true;
            } else if aux == 0 {
                vg.finite = true;
            }
        } else if item.has(feat::DO) {
            if aux > 0 {
                break;
            }
            did = true;
            vg.finite = true;
            vg.past |= view.raw(j).to_ascii_lowercase().starts_with("did");
        } else if item.has(feat::TO) {
            let verb = next_verb(view, j + 1)?;
            if j == i {
                vg.infinitive = true;
            } else if be || have {
                if (have || be) && vg.yet {
                    vg.negated = true;
                } else if be {
                    vg.modal = Modal::IsTo;
                } else {
                    vg.modal = Modal::Must;
                }
                (be, have) = (false, false);
            } else {
                break;
            }
            to = true;
            note(
                &mut vg,
                item.start,
                view.at(verb).map_or(item.end, |v| v.end).min(item.end),
            );
        } else if item.id == at.yet && aux > 0 {
            vg.yet = true;
            note(&mut vg, item.start, item.end);
            j += 1;
            continue;
        } else if item.id == at.no && aux > 0 && view.id(j + 1) == at.longer {
            vg.negated = true;
            note(&mut vg, item.start, item.end);
            j += 2;
            continue;
        } else if view.adverb(j) {
            // "not only", "only": no negation.
            if item.has(feat::NEG) && view.id(j + 1) != at.only {
                vg.negated = true;
                note(&mut vg, item.start, item.end);
            }
            flag(&mut vg, view, j);
            j += 1;
            continue;
        } else {
            let forms = view.forms(j);
            if forms == 0 {
                break;
            }
            let fits = if aux == 0 {
                is_plain(view, j, if j == i { before } else { Some(Ck::Other) })
            } else if be {
                forms & (PART | ING) != 0 && !noun_after_copula(view, j)
            } else if have {
                forms & PART != 0
            } else {
                forms & BASE != 0
            };
            if !fits {
                break;
            }
            // "is going to arrest", "got arrested"
            if item.id == at.going
                && be
                && view.has(j + 1, feat::TO)
                && next_verb(view, j + 2).is_some()
            {
                vg.modal = Modal::Will;
                (be, to) = (false, true);
                note(&mut vg, item.start, item.end);
                j += 2;
                aux += 1;
                continue;
            }
            if [at.get, at.gets, at.got, at.getting].contains(&item.id)
                && view.forms(j + 1) & PART != 0
            {
                be = true;
                vg.finite |= aux == 0;
                vg.past |= item.id == at.got;
                aux += 1;
                j += 1;
                continue;
            }
            vg.main = j;
            vg.forms = forms;
            if aux == 0 {
                vg.gerund = forms & ING != 0 && forms & (PAST | BASE | THIRD) == 0;
                vg.bare = forms & (PART | PAST) != 0;
                vg.finite = !vg.bare && !vg.gerund;
                vg.past = forms & PAST != 0;
            } else {
                vg.passive = be && forms & PART != 0 && forms & ING == 0;
                vg.progressive |= be && forms & ING != 0;
                vg.perfect |= have;
                vg.bare = false;
            }
            trailing(&mut vg, view, j + 1);
            return Some((vg, j + 1));
        }
        if item.has(feat::NEG)
            && item.has(feat::BE | feat::HAVE | feat::DO | feat::FUT | feat::MAY | feat::MUST)
        {
            vg.negated = true;
            note(&mut vg, item.start, item.end);
        }
        aux += 1;
        last_aux = j;
        j += 1;
    }
    if aux == 0 || (to && !be && !have && !did && last_aux == i) {
        return None;
    }
    vg.copula = true;
    vg.having = have && !be;
    vg.main = last_aux;
    Some((vg, j.max(last_aux + 1)))
}

/// Whether "neither" or "both" before a verb at `j` is answered by "nor" or "and" before another one.
fn pairs(view: &View<'_>, j: usize) -> bool {
    let none = view.has(j, feat::NONE);
    (j + 2..(j + 24).min(view.items.len())).any(|k| {
        view.has(k, feat::AND)
            && view.has(k, feat::NEG) == none
            && view.forms(k + 1) & (PAST | PART | BASE) != 0
    })
}

fn note(vg: &mut Vg, start: u32, end: u32) {
    if vg.cue.is_none() {
        vg.cue = Some((start, end));
    }
}

fn flag(vg: &mut Vg, view: &View<'_>, j: usize) {
    let Some(item) = view.at(j) else { return };
    vg.partial |= item.has(feat::PARTIAL);
    vg.alleged |= item.has(feat::ALLEGED | feat::HEDGE);
    vg.almost |= item.has(feat::ALMOST);
    vg.only |= item.id == view.words.at.only;
    if item.has(feat::PARTIAL | feat::ALLEGED | feat::HEDGE | feat::ALMOST) {
        note(vg, item.start, item.end);
    }
}

/// Adverbs right after the main verb: "has banned only partially".
fn trailing(vg: &mut Vg, view: &View<'_>, from: usize) {
    let mut j = from;
    while view.adverb(j) && j < from + 3 {
        flag(vg, view, j);
        j += 1;
    }
}

/// The verb after adverbs that an infinitive may have, its base form or be/have.
fn next_verb(view: &View<'_>, from: usize) -> Option<usize> {
    let mut j = from;
    while view.adverb(j) && j < from + 3 {
        j += 1;
    }
    let base = view.forms(j) & BASE != 0 || matches!(view.raw(j), "be" | "have" | "do");
    base.then_some(j)
}

/// A short aside in commas that begins at item `j`; gives the item after it where a verb goes on.
fn aside(view: &View<'_>, j: usize) -> Option<usize> {
    let end = (j + 1..(j + 9).min(view.items.len()))
        .find(|k| view.at(*k).is_some_and(|t| t.is == Is::Comma))?;
    let mut k = end + 1;
    while view.adverb(k) && k < end + 4 {
        k += 1;
    }
    let goes_on = view.forms(k) & (PART | BASE | ING) != 0 || view.has(k, feat::BE | feat::HAVE);
    let verbless = (j + 1..end)
        .all(|k| !view.has(k, feat::BE | feat::HAVE | feat::DO | feat::FUT | feat::MAY));
    (goes_on && verbless).then_some(end + 1)
}

/// "is a leading figure" has a determiner; "is training camps" does not occur: a participle directly
/// before a noun after the copula ("are wanted men") stays a verb.
fn noun_after_copula(view: &View<'_>, j: usize) -> bool {
    view.at(j).is_some_and(|t| t.has(feat::NUM))
}

/// Whether a word without auxiliary is a verb where it stands.
pub fn is_plain(view: &View<'_>, i: usize, before: Option<Ck>) -> bool {
    let forms = view.forms(i);
    let Some(item) = view.at(i).filter(|_| forms != 0) else {
        return false;
    };
    let prev = i.checked_sub(1).and_then(|p| view.at(p));
    let next_nounish = view.nounish(i + 1);
    // A capital inside a sentence is a name: "the Resistance Front".
    if item.marks & CAP != 0
        && i > 0
        && !view.heading
        && prev.is_some_and(|p| p.is != Is::Colon && p.is != Is::Dash)
    {
        return false;
    }
    let open = prev.is_some_and(|p| {
        p.has(feat::DET | feat::NUM | feat::THAT) && p.is != Is::Comma && !p.has(feat::PRON)
            || p.possessive()
            || p.is == Is::Number
    });
    if open {
        // "12 arrested in Lahore" is short for a passive; "12 arrested men" is not.
        let counted = prev.is_some_and(|p| p.is == Is::Number || p.has(feat::NUM));
        return counted
            && forms & PART != 0
            && !next_nounish
            && !view.has(i + 1, feat::BE | feat::HAVE);
    }
    let after_prep = matches!(before, Some(Ck::Prep)) && prev.is_some_and(|p| p.has(feat::PREP));
    if forms & ING != 0 {
        // "of terror financing on 8 May": a noun with its modifier.
        if prev.is_some_and(|p| p.has(feat::MODIFIER)) && i >= 2 && !view.has(i + 1, feat::DET) {
            return false;
        }
        // "the freezing of" is a noun; "for financing LeT", "by freezing" a verb.
        let camp = prev
            .is_some_and(|p| matches!(p.is, Is::Name(_)) || p.is == Is::Word && p.id == 0)
            && view.has(i + 1, feat::THINGS | feat::PEOPLE);
        return !camp
            && (view.id(i + 1) != view.words.at.of || after_prep)
            && !(next_nounish && after_prep && item.has(feat::ACTN) && item.word.forms == 0);
    }
    if forms & (PAST | PART) != 0 && forms & BASE == 0 {
        let starts = i == 0 || after_prep || matches!(before, Some(Ck::And));
        // "banned groups were …", "of banned groups": an adjective.
        if starts
            && next_nounish
            && !view.has(i + 1, feat::DET | feat::NUM)
            && view.forms(i + 1) == 0
        {
            let verb_before = matches!(before, Some(Ck::And))
                && i >= 2
                && view.forms(i - 2) & (PAST | PART) != 0
                && !view.has(i.saturating_sub(3), feat::DET);
            let name = view.at(i + 1).is_some_and(|t| matches!(t.is, Is::Name(_)));
            // "- Banned JeM on 3 May": an item of what somebody did.
            let item = view.item && i == 0 && !view.finite_ahead(1);
            return verb_before || (name && !after_prep && (i > 0 || item));
        }
        return !after_prep;
    }
    // Base and third person: noun or verb.
    if after_prep {
        return false;
    }
    let object = view.at(i + 1).is_some_and(|t| {
        matches!(t.is, Is::Name(_) | Is::Number)
            || t.has(feat::DET | feat::NUM | feat::POSSP | feat::PRON | feat::THAT | feat::TO)
    });
    let subject = prev.is_some_and(|p| {
        matches!(p.is, Is::Name(_))
            || p.has(feat::PRON | feat::REL | feat::ORGAN | feat::PEOPLE | feat::GROUP)
            || p.is == Is::Word && p.id == 0
    });
    let act_noun = item.word.noun != 0;
    if forms & (PAST | PART) != 0 {
        // "cut", "put", "hit": past where a subject stands before.
        let shared = matches!(before, Some(Ck::And | Ck::But | Ck::Other))
            && view.has(i + 1, feat::OBJP)
            && i > 0;
        return subject && (object || !act_noun) || shared;
    }
    if forms & THIRD != 0 {
        if act_noun || item.has(feat::VOICE | feat::PEOPLE | feat::THINGS) {
            // "the Mumbai attacks to …": a noun still.
            return object
                && !view.has(i + 1, feat::TO)
                && prev
                    .is_some_and(|p| matches!(p.is, Is::Name(_)) || p.has(feat::PRON | feat::REL));
        }
        let noun_use = item.word.governs.is_some();
        // "was passed but awaits assent": a verb with the subject of the one before.
        if matches!(before, Some(Ck::And | Ck::But)) && !noun_use {
            return object || next_nounish || view.has(i + 1, feat::PREP | feat::ADV | feat::TO);
        }
        let clear =
            prev.is_some_and(|p| matches!(p.is, Is::Name(_)) || p.has(feat::PRON | feat::REL));
        return subject
            && (object
                || !noun_use
                    && (clear
                        || view
                            .at(i + 1)
                            .is_some_and(|t| t.has(feat::PREP | feat::ADV | feat::TO)))
                || view.adverb(i + 1));
    }
    // "remain convicted", "stand accused"
    let stays = view
        .words
        .verb(item.word)
        .is_some_and(|v| v.class == Class::Remain)
        && view.forms(i + 1) & PART != 0
        && view.forms(i + 1) & BASE == 0;
    if stays && i > 0 {
        return true;
    }
    // A base form: after a pronoun or plural subject, or in a list of infinitives.
    let plural = prev.is_some_and(|p| {
        p.has(feat::PRON)
            || p.is == Is::Word
                && view.raw(i - 1).ends_with('s')
                && p.marks & CAP == 0
                && !p.has(feat::BE | feat::HAVE | feat::DO | feat::PREP)
    });
    // "Police deny they …": a noun of many without an ending of its own.
    let many = prev.is_some_and(|p| p.has(feat::ORGAN | feat::PEOPLE)) && !act_noun;
    if many && object || asks(view, i) {
        return true;
    }
    let listed = matches!(before, Some(Ck::And)) && listed_base(view, i);
    if matches!(before, Some(Ck::Np(_)))
        && demanded(view, i)
        && (object || next_nounish || !act_noun)
    {
        return true;
    }
    if listed {
        return !act_noun || object || next_nounish;
    }
    plural && object && (!act_noun || prev.is_some_and(|p| p.has(feat::PRON)))
}

/// "At no point did Pakistan ban", "should Pakistan ban": a base form after an auxiliary and its subject.
fn asks(view: &View<'_>, i: usize) -> bool {
    let aux = (i.saturating_sub(7)..i).rev().find(|k| {
        view.has(*k, feat::DO | feat::MAY | feat::MUST | feat::FUT)
            || !view.nounish(*k) && !view.has(*k, feat::DET | feat::NUM)
    });
    aux.is_some_and(|k| {
        k + 1 < i
            && view.has(k, feat::DO | feat::MAY | feat::MUST | feat::FUT)
            && (k == 0
                || view.has(k - 1, feat::NEG | feat::REL | feat::ADV)
                || view.at(k - 1).is_some_and(|t| t.is == Is::Comma))
    })
}

/// "demanded that Pakistan ban": a base form in a clause that is demanded.
fn demanded(view: &View<'_>, i: usize) -> bool {
    let from = i.saturating_sub(9);
    let that = (from..i).rev().find(|k| view.has(*k, feat::THAT));
    that.and_then(|k| k.checked_sub(1))
        .and_then(|k| view.at(k))
        .is_some_and(|t| {
            let class = t
                .word
                .governs
                .or_else(|| view.words.verb(t.word).map(|v| v.class));
            matches!(class, Some(Class::Urge))
        })
}

/// "to investigate and prosecute": a base form before the conjunction, with `to` or a modal before it.
fn listed_base(view: &View<'_>, i: usize) -> bool {
    let from = i.saturating_sub(12);
    (from..i).rev().any(|k| {
        view.forms(k) & BASE != 0
            && k > 0
            && (view.has(
                k - 1,
                feat::TO | feat::FUT | feat::MAY | feat::MUST | feat::DO,
            ) || view.adverb(k - 1))
    })
}
