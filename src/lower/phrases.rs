//! The run of words after a modal. Takes the words; gives the action whose longest declared phrase
//! stands at their start, and what is left: one preposition, `the ROLE of`, or an error.

use super::World;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::lexicon::inflect;
use crate::model::{Action, ActionId, Preposition};
use crate::source::{Span, Spanned};
use crate::syntax::ast::Text;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// In which form the verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// After a modal.
    Base,
    /// After `prevent … from`.
    Ing,
    /// In a pattern: `attacks`, or `attack` of several.
    Third,
    /// In a fact: `attacked`.
    Past,
}

/// A phrase, split.
struct Entry {
    action: ActionId,
    text: String,
    /// The verb, and the words after it up to the gap.
    verb: String,
    before: Vec<String>,
    /// The words after the gap.
    after: Vec<String>,
}

/// Entries by the first word, in one form.
type Index = FxHashMap<String, Vec<u32>>;

/// All phrases of all actions.
#[derive(Default)]
pub(super) struct Phrases {
    entries: Vec<Entry>,
    base: OnceCell<Index>,
    ing: OnceCell<Index>,
    third: OnceCell<Index>,
    past: OnceCell<Index>,
}

/// A phrase found in a run.
#[derive(Debug)]
pub(super) struct Found {
    pub action: Spanned<ActionId>,
    /// A preposition left after the phrase: the targets are a participant.
    pub preposition: Option<Spanned<Preposition>>,
    /// Each `the ROLE of` left after it, outermost first.
    pub roles: Vec<Text>,
}

impl Phrases {
    /// Splits the phrases.
    pub fn new(actions: &[Action]) -> Self {
        let mut entries = Vec::new();
        for (i, action) in actions.iter().enumerate() {
            for phrase in &action.phrases {
                let (head, tail) = phrase.node.split_once('…').unwrap_or((&phrase.node, ""));
                let words = |t: &str| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                let mut before = words(head).into_iter();
                if let Some(verb) = before.next() {
                    entries.push(Entry {
                        action: ActionId(i as u32),
                        text: phrase.node.clone(),
                        verb,
                        before: before.collect(),
                        after: words(tail),
                    });
                }
            }
        }
        Self {
            entries,
            ..Self::default()
        }
    }

    fn index(&self, form: Form) -> &Index {
        let cell = match form {
            Form::Base => &self.base,
            Form::Ing => &self.ing,
            Form::Third => &self.third,
            Form::Past => &self.past,
        };
        cell.get_or_init(|| {
            let mut index = Index::default();
            for (i, e) in self.entries.iter().enumerate() {
                let mut words: Vec<String> = Vec::new();
                for f in inflect::variants(&e.verb) {
                    match form {
                        Form::Base => words.push(f.base),
                        Form::Ing => words.push(f.ing),
                        Form::Third => words.extend([f.third, f.base]),
                        Form::Past => words.push(f.past),
                    }
                }
                words.sort_unstable();
                words.dedup();
                for w in words {
                    index.entry(w).or_default().push(i as u32);
                }
            }
            index
        })
    }

    /// The longest phrases that match: how many words of the run and of the tail, and whose.
    fn longest(
        &self,
        run: &[&str],
        tail: &[&str],
        form: Form,
    ) -> Option<(usize, usize, Vec<&Entry>)> {
        let first = run.first()?;
        let mut best: Option<(usize, usize, Vec<&Entry>)> = None;
        for i in self.index(form).get(*first).into_iter().flatten() {
            let Some(e) = self.entries.get(*i as usize) else {
                continue;
            };
            let Some((in_run, in_tail)) = e.matches(run, tail) else {
                continue;
            };
            let longest = best.as_ref().map_or(0, |(r, t, _)| r + t);
            match (in_run + in_tail).cmp(&longest) {
                std::cmp::Ordering::Greater => best = Some((in_run, in_tail, vec![e])),
                std::cmp::Ordering::Equal => {
                    if let Some((.., same)) = &mut best {
                        same.push(e);
                    }
                }
                std::cmp::Ordering::Less => {}
            }
        }
        best
    }

    /// Declared phrases that are near a run, at most three: those of the same verb, then by spelling.
    fn near<'p>(&'p self, run: &[&str], form: Form, said: &super::said::Said) -> Vec<&'p str> {
        let mut out: Vec<&str> = Vec::new();
        let first = run.first().copied().unwrap_or("");
        for i in self.index(form).get(first).into_iter().flatten().take(3) {
            out.extend(self.entries.get(*i as usize).map(|e| e.text.as_str()));
        }
        if out.is_empty() {
            // The run without what may follow an act.
            for n in (1..=run.len().min(6)).rev() {
                let words = run.get(..n).unwrap_or_default().join(" ");
                let all = self.entries.iter().map(|e| e.text.as_str());
                if let Some(near) = said.near(&words, all) {
                    out.push(near);
                    break;
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

impl Entry {
    /// How many words of the run and of the tail it takes, where it matches; the verb is known to.
    fn matches(&self, run: &[&str], tail: &[&str]) -> Option<(usize, usize)> {
        let starts = |words: &[&str], with: &[String]| {
            words.len() >= with.len() && words.iter().zip(with).all(|(a, b)| a == b)
        };
        let rest = run.get(1..)?;
        if !starts(rest, &self.before) {
            return None;
        }
        let n = 1 + self.before.len();
        if self.after.is_empty() {
            return Some((n, 0));
        }
        let rest = run.get(n..)?;
        if starts(rest, &self.after) {
            return Some((n + self.after.len(), 0));
        }
        // Between the gap's sides in the run there may be `the ROLE of` alone.
        let gap = rest.is_empty() || roles(rest).is_some();
        (gap && starts(tail, &self.after)).then_some((n, self.after.len()))
    }
}

/// Words that are nothing but `the ROLE of`, once or more: the places of the roles.
fn roles(words: &[&str]) -> Option<Vec<usize>> {
    let mut out = Vec::new();
    for (i, chunk) in words.chunks(3).enumerate() {
        match chunk {
            ["the", _, "of"] => out.push(i * 3 + 1),
            _ => return None,
        }
    }
    Some(out)
}

/// Matches the run, and the words after the targets, against every declared phrase.
pub(super) fn find(world: &World<'_>, words: &[Text], tail: &[Text], form: Form) -> Option<Found> {
    let run: Vec<&str> = words.iter().map(|w| w.node.as_str()).collect();
    let after: Vec<&str> = tail.iter().map(|w| w.node.as_str()).collect();
    let whole = words.first()?.span.to(words.last()?.span);
    let (in_run, in_tail, id) = match world.phrases.longest(&run, &after, form) {
        Some((in_run, in_tail, entries)) => {
            let end = words
                .get(in_run.saturating_sub(1))
                .map_or(whole, |w| w.span);
            (in_run, in_tail, only(world, &entries, span_to(whole, end))?)
        }
        // An action may be called by its name.
        None => match run.first().and_then(|w| world.names.find_action(w)) {
            Some(id) => (1, 0, id),
            None => return unknown(world, &run, whole, form),
        },
    };
    let first = words.first()?.span;
    let end = words
        .get(in_run.saturating_sub(1))
        .map_or(first, |w| w.span);
    let last = in_tail.checked_sub(1).and_then(|i| tail.get(i));
    let span = first.to(last.map_or(end, |t| t.span));
    let mut rest = words.get(in_run..).unwrap_or_default();
    let mut preposition = None;
    if let [p, others @ ..] = rest
        && let Some(found) = Preposition::find(&p.node)
    {
        preposition = Some(Spanned::new(found, p.span));
        rest = others;
    }
    let left: Vec<&str> = rest.iter().map(|w| w.node.as_str()).collect();
    let mut found = Found {
        action: Spanned::new(id, span),
        preposition,
        roles: Vec::new(),
    };
    if let Some(places) = roles(&left) {
        let roles = places.iter().filter_map(|i| rest.get(*i));
        found.roles = roles.cloned().collect();
        rest = &[];
    }
    let loose: Vec<&Text> = rest
        .iter()
        .chain(tail.get(in_tail..).unwrap_or_default())
        .collect();
    let (Some(a), Some(z)) = (loose.first(), loose.last()) else {
        return Some(found);
    };
    let text: Vec<&str> = loose.iter().map(|w| w.node.as_str()).collect();
    let help = match world.phrases.near(&run, form, world.said).as_slice() {
        _ if qualifier(&text).is_some() => qualifier(&text).unwrap_or_default(),
        [] => "word the act as a declared phrase, then one preposition or `the ROLE of`".to_owned(),
        near => format!(
            "declared phrases with this verb: {}; after one of them stands one preposition or `the ROLE of`",
            list(near)
        ),
    };
    world.said.say(
        Diagnostic::new(
            Code::LooseWords,
            format!(
                "`{}` is left over beside the act `{}`",
                text.join(" "),
                world.rules.action_name(id)
            ),
        )
        .at(a.span.to(z.span), "not part of a declared phrase")
        .help(help),
    );
    None
}

/// The one action of the phrases that match; an error where they are of several.
fn only(world: &World<'_>, entries: &[&Entry], span: Span) -> Option<ActionId> {
    let first = entries.first()?;
    let mut ids: Vec<ActionId> = entries.iter().map(|e| e.action).collect();
    ids.dedup();
    if ids.len() < 2 {
        return Some(first.action);
    }
    let names: Vec<&str> = ids.iter().map(|id| world.rules.action_name(*id)).collect();
    let mut d = Diagnostic::new(
        Code::TwoActions,
        format!(
            "`{}` is a phrase of several actions: {}",
            first.text,
            list(&names)
        ),
    )
    .at(span, "which of them?")
    .help("keep the phrase for one of them, or use a phrase that only one has");
    for action in ids.iter().filter_map(|id| world.rules.action(*id)).take(3) {
        d = d.at(action.span, "declared here");
    }
    world.said.say(d);
    None
}

/// Whether a word may be the name of an action as it stands.
fn is_plain(word: &str) -> bool {
    word.len() < 30 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

fn unknown(world: &World<'_>, run: &[&str], whole: Span, form: Form) -> Option<Found> {
    if world.names.is_broken_phrase(&run.join(" ")) {
        return None;
    }
    let help = match world.phrases.near(run, form, world.said).as_slice() {
        _ if duty(run).is_some() => duty(run).unwrap_or_default().to_owned(),
        [] => match run {
            [word] if is_plain(word) => format!(
                "declare it, `action {word} \"{word}\"`, or add it to the phrases of an action that means the same{}",
                world.names.package_help()
            ),
            _ => world.names.action_help(),
        },
        [near] => format!("did you mean `{near}`?"),
        near => format!("declared phrases with this verb: {}", list(near)),
    };
    world.said.say(
        Diagnostic::new(
            Code::UnknownAction,
            format!("no declared action is worded `{}`", run.join(" ")),
        )
        .at(whole, "not a known act")
        .help(help),
    );
    None
}

/// What to do about words left over that were meant as a qualifier.
fn qualifier(left: &[&str]) -> Option<String> {
    const COUNTED: [&str; 2] = ["within", "every"];
    const FLAGS: [&str; 8] = [
        "regularly",
        "irreversibly",
        "within",
        "every",
        "until",
        "before",
        "unless",
        "while",
    ];
    if let Some(word) = left.iter().find(|w| COUNTED.contains(w)) {
        return Some(format!(
            "after `{word}` stands a number in digits and a unit: `{word} 30 days`"
        ));
    }
    let near = left.iter().find_map(|w| did_you_mean(w, FLAGS))?;
    Some(format!("did you mean `{near}`?"))
}

/// How a duty is written that is no declared act.
fn duty(run: &[&str]) -> Option<&'static str> {
    match run.first().copied() {
        Some("keep") => {
            Some("write `keep X CONDITION`, with a declared condition: `keep LeT banned`")
        }
        Some("prevent") => Some("write `prevent X from DOING …`, with a name in place of X"),
        Some("ensure") => Some("write `ensure that X DOES …`, with a name in place of X"),
        _ => None,
    }
}

/// `a`, `b`, `c`, each in backticks.
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|w| format!("`{w}`")).collect();
    quoted.join(", ")
}

/// From the start of one span to the end of another.
fn span_to(from: Span, end: Span) -> Span {
    Span {
        end: end.end,
        ..from
    }
}
