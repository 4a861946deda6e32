//! Entities that nothing names: takes the rulebook and its texts; gives a note for each in a file that
//! has commitments. One that stands in a relation is never said to be unused: what is done by it, or to
//! it, may count for another.

use super::Said;
use crate::diag::{Code, Diagnostic};
use crate::model::Rulebook;
use crate::source::{FileId, Role, Sources};
use rustc_hash::{FxHashMap, FxHashSet};

/// Says which entities are unused.
pub(super) fn unused(src: &Sources, rules: &Rulebook, said: &Said) {
    let files: FxHashSet<FileId> = rules.commitments.iter().map(|c| c.span.file).collect();
    let own = |file: FileId| files.contains(&file);
    let unrelated = rules.entities.iter().filter(|e| {
        let role = src.get(e.span.file).map(|s| s.role);
        own(e.span.file) && role == Some(Role::Rules) && e.related.is_empty()
    });
    let suspects: FxHashSet<&str> = unrelated.clone().map(|e| e.id.as_str()).collect();
    if suspects.is_empty() {
        return;
    }
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, s) in src.iter().filter(|(_, s)| s.role == Role::Rules) {
        count(&s.text, s.name.ends_with(".norm"), &suspects, &mut counts);
    }
    for e in unrelated {
        if counts.get(e.id.as_str()).is_some_and(|n| *n > 1) {
            continue;
        }
        said.say(
            Diagnostic::new(Code::UnusedEntity, format!("nothing names `{}`", e.id))
                .at(e.span, "declared, and not used")
                .help("use it in a sentence, a set or a relation, or take it out"),
        );
    }
}

/// How often each suspect stands as a word outside texts and comments.
fn count<'a>(
    text: &str,
    is_norm: bool,
    suspects: &FxHashSet<&'a str>,
    counts: &mut FxHashMap<&'a str, usize>,
) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut quoted = false;
    for line in text.lines() {
        let mut rest = line;
        while !rest.is_empty() {
            if is_norm && quoted {
                let Some((_, after)) = rest.split_once('"') else {
                    break;
                };
                quoted = false;
                rest = after;
                continue;
            }
            if is_norm && rest.starts_with("//") {
                break;
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            if is_norm && c == '"' {
                quoted = true;
                rest = chars.as_str();
            } else if is_word(c) {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                let word = word.trim_end_matches(['.', '-']);
                if let Some(suspect) = suspects.get(word) {
                    *counts.entry(suspect).or_default() += 1;
                }
                rest = after;
            } else {
                rest = chars.as_str();
            }
        }
    }
}
