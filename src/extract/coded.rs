//! Events that come as codes: takes `cameo:173` or `plover:COERCE/arrest`, gives the rulebook's action for
//! it; counts parties that are told by a generic code alone.
//!
//! CAMEO is a tree by prefix (17 coerce, 173 arrest, 1733): the action with the longest code that begins the
//! event's decides. Of several such actions the one that includes the others is meant; the wider reading
//! never proves the narrower act.

use crate::diag::{Code, Diagnostic};
use crate::lexicon::Named;
use crate::model::{Action, ActionId, Rulebook};
use crate::source::Span;

/// The action of a coded act; none where the words are no code.
pub(super) fn action(rules: &Rulebook, text: &str) -> Option<Named<ActionId>> {
    let fits: Vec<ActionId> = if let Some(code) = text.strip_prefix("cameo:") {
        let length = |a: &Action| {
            let fits = a.cameo.iter().filter(|c| code.starts_with(c.as_str()));
            fits.map(String::len).max().unwrap_or(0)
        };
        longest(rules, length)
    } else {
        let code = text.strip_prefix("plover:")?;
        longest(rules, |a| {
            let own = a.plover.as_deref().unwrap_or("");
            let wider = code
                .strip_prefix(own)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            if own.is_empty() || !wider {
                0
            } else {
                own.len()
            }
        })
    };
    let mut widest = fits
        .iter()
        .filter(|a| fits.iter().all(|b| covers(rules, **a, *b)));
    Some(match (fits.len(), widest.next()) {
        (0, _) => Named::Nothing,
        (_, Some(one)) => Named::One(*one),
        (_, None) => Named::Several,
    })
}

/// The actions whose code fits best.
fn longest(rules: &Rulebook, length: impl Fn(&Action) -> usize) -> Vec<ActionId> {
    let best = rules.actions.iter().map(&length).max().unwrap_or(0);
    let all = (0u32..).zip(&rules.actions);
    all.filter(|(_, a)| best > 0 && length(a) == best)
        .map(|(i, _)| ActionId(i))
        .collect()
}

/// Whether one action is the other, or includes it at any depth.
fn covers(rules: &Rulebook, wide: ActionId, narrow: ActionId) -> bool {
    let mut seen = vec![wide];
    let mut at = 0;
    while let Some(action) = seen.get(at).copied() {
        if action == narrow {
            return true;
        }
        for next in rules
            .actions
            .get(action.index())
            .iter()
            .flat_map(|a| &a.includes)
        {
            if !seen.contains(next) {
                seen.push(*next);
            }
        }
        at += 1;
    }
    false
}

/// Events that name a party by a generic code alone.
#[derive(Default)]
pub(super) struct Generic {
    count: u64,
    first: Option<Span>,
}

impl Generic {
    /// One more of them.
    pub(super) fn add(&mut self, at: Span) {
        self.count += 1;
        self.first.get_or_insert(at);
    }

    /// What is to be said of all of them.
    pub(super) fn note(&self) -> Option<Diagnostic> {
        let at = self.first?;
        let (events, name, they) = match self.count {
            1 => ("event", "names", "it is"),
            _ => ("events", "name", "they are"),
        };
        Some(
            Diagnostic::new(
                Code::GenericParty,
                format!(
                    "{} {events} of this table {name} a party by a generic code alone",
                    self.count
                ),
            )
            .at(at, "the first one: police, rebels, a country's citizens")
            .help(format!("{they} no evidence of what a named party did; look it up in the source if it matters")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rulebook {
        let action = |name: &str, cameo: &[&str], plover: &str, includes: &[u32]| Action {
            name: name.into(),
            phrases: Vec::new(),
            nouns: Vec::new(),
            includes: includes.iter().map(|i| ActionId(*i)).collect(),
            undone_by: Vec::new(),
            step_towards: Vec::new(),
            plover: (!plover.is_empty()).then(|| plover.into()),
            cameo: cameo.iter().map(|c| (*c).into()).collect(),
            span: Span::default(),
        };
        Rulebook {
            actions: vec![
                action("coerce", &["17"], "COERCE", &[1]),
                action("arrest", &["173"], "COERCE/arrest", &[2]),
                action("detain", &["173"], "COERCE/arrest", &[]),
                action("deport", &["174"], "COERCE/deport", &[]),
                action("expel", &["174"], "", &[]),
            ],
            ..Rulebook::default()
        }
    }

    fn named(text: &str) -> String {
        let rules = rules();
        match action(&rules, text) {
            Some(Named::One(id)) => rules.actions[id.index()].name.clone(),
            Some(Named::Several) => "several".into(),
            Some(Named::Nothing) => "nothing".into(),
            None => "no code".into(),
        }
    }

    #[test]
    fn the_longest_code_decides_and_of_equals_the_widest_act() {
        assert_eq!(named("cameo:1733"), "arrest");
        assert_eq!(named("cameo:17"), "coerce");
        assert_eq!(named("cameo:175"), "coerce");
        assert_eq!(named("cameo:1"), "nothing");
        assert_eq!(named("cameo:174"), "several");
        assert_eq!(named("plover:COERCE/arrest"), "arrest");
        assert_eq!(named("plover:COERCE/seize"), "coerce");
        assert_eq!(named("plover:COERCED"), "nothing");
        assert_eq!(named("arrest"), "no code");
    }
}
