//! The run of words after a modal: the longest declared phrase of it, and what is left.

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::lexicon::inflect;
use crate::model::{ActionId, Preposition, Rulebook};
use crate::source::Spanned;
use crate::syntax::ast::Text;

/// In which form the verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// After a modal.
    Base,
    /// After `from`.
    Ing,
}

/// A phrase found in a run.
#[derive(Debug)]
pub(super) struct Found {
    pub action: Spanned<ActionId>,
    /// A preposition left after the phrase: the targets are a participant.
    pub preposition: Option<Preposition>,
    /// `the ROLE of` left after it.
    pub role: Option<Text>,
}

/// Matches the run, and the words after the targets, against every declared phrase.
pub(super) fn find(
    rules: &Rulebook,
    words: &[Text],
    tail: &[Text],
    form: Form,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Found> {
    let run: Vec<&str> = words.iter().map(|w| w.node.as_str()).collect();
    let after: Vec<&str> = tail.iter().map(|w| w.node.as_str()).collect();
    let (first, last) = (words.first()?, words.last()?);
    let mut best: Option<(usize, usize, usize, ActionId)> = None; // words, of the run, of the tail
    for (i, action) in rules.actions.iter().enumerate() {
        let id = ActionId(i as u32);
        let own = std::iter::once(action.name.as_str());
        for phrase in action.phrases.iter().map(|p| p.node.as_str()).chain(own) {
            if let Some((in_run, in_tail)) = matches(phrase, &run, &after, form) {
                let total = in_run + in_tail;
                if best.is_none_or(|(t, ..)| total > t) {
                    best = Some((total, in_run, in_tail, id));
                }
            }
        }
    }
    let whole = first.span.to(last.span);
    let Some((_, in_run, in_tail, id)) = best else {
        let candidates = rules
            .actions
            .iter()
            .flat_map(|a| a.phrases.iter().map(|p| p.node.as_str()));
        let help = match did_you_mean(&run.join(" "), candidates).or_else(|| near(rules, &run)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "declare it with `action NAME \"phrase\"`, or `use` a package that does".to_owned()
            }
        };
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownAction,
                format!("no declared action is worded `{}`", run.join(" ")),
            )
            .at(whole, "not a known act")
            .help(help),
        );
        return None;
    };
    let end = words.get(in_run.wrapping_sub(1)).unwrap_or(first);
    let span = match tail.get(in_tail.wrapping_sub(1)) {
        Some(t) if in_tail > 0 => first.span.to(t.span),
        _ => first.span.to(end.span),
    };
    let mut rest = words.get(in_run..).unwrap_or_default();
    let mut preposition = None;
    if let [p, others @ ..] = rest
        && let Some(found) = Preposition::find(&p.node)
    {
        preposition = Some(found);
        rest = others;
    }
    let mut role = None;
    if let [the, r, of] = rest
        && the.node == "the"
        && of.node == "of"
    {
        role = Some(r.clone());
        rest = &[];
    }
    let loose = rest.iter().chain(tail.get(in_tail..).unwrap_or_default());
    let loose: Vec<&Text> = loose.collect();
    if let (Some(a), Some(z)) = (loose.first(), loose.last()) {
        let text: Vec<&str> = loose.iter().map(|w| w.node.as_str()).collect();
        let help = near(rules, &run).map_or_else(
            || {
                "word the act as one of the declared phrases, then a preposition or `the ROLE of`"
                    .to_owned()
            },
            |n| format!("did you mean `{n}`?"),
        );
        diagnostics.push(
            Diagnostic::new(
                Code::LooseWords,
                format!(
                    "`{}` is left over beside the act `{}`",
                    text.join(" "),
                    rules.action_name(id)
                ),
            )
            .at(a.span.to(z.span), "not part of a declared phrase")
            .help(help),
        );
        return None;
    }
    Some(Found {
        action: Spanned::new(id, span),
        preposition,
        role,
    })
}

/// How many words of the run and of the tail a phrase takes, where it matches.
fn matches(phrase: &str, run: &[&str], tail: &[&str], form: Form) -> Option<(usize, usize)> {
    let (before, after) = phrase.split_once('…').unwrap_or((phrase, ""));
    let mut n = 0;
    for word in before.split_whitespace() {
        let have = run.get(n)?;
        let same = if n == 0 && form == Form::Ing {
            inflect::variants(word).iter().any(|f| f.ing == *have)
        } else {
            *have == word
        };
        if !same {
            return None;
        }
        n += 1;
    }
    let rest: Vec<&str> = after.split_whitespace().collect();
    if rest.is_empty() {
        return (n > 0).then_some((n, 0));
    }
    if run.get(n..).is_some_and(|r| r.starts_with(&rest)) {
        return Some((n + rest.len(), 0));
    }
    (run.len() == n && tail.starts_with(&rest)).then_some((n, rest.len()))
}

/// A phrase that begins with the same verb.
fn near<'a>(rules: &'a Rulebook, run: &[&str]) -> Option<&'a str> {
    let verb = run.first()?;
    rules
        .actions
        .iter()
        .flat_map(|a| &a.phrases)
        .map(|p| p.node.as_str())
        .find(|p| p.split_whitespace().next() == Some(*verb) && *p != run.join(" "))
}
