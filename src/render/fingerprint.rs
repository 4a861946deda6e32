//! What a finding is called from run to run: made of what it is about and of the words it points at,
//! never of lines, columns or the day, so that it outlives edits elsewhere in a file.

use super::Run;
use crate::diag::Diagnostic;
use crate::source::Sources;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The two digests of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Which finding it is: the instance, or code and words; `:2` where a run has it twice.
    pub finding: String,
    /// What it says: code and words. The same finding with another content has changed.
    pub content: String,
}

/// Bytes of one label's words that count.
const WORDS: usize = 4096;

/// The fingerprint of every diagnostic of a run, in their order.
pub fn all(run: &Run<'_>) -> Vec<Fingerprint> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    run.diagnostics
        .iter()
        .map(|d| {
            let (finding, content) = of(run.src, d);
            let n = seen.entry(finding.clone()).or_insert(0);
            *n += 1;
            Fingerprint {
                finding: format!("{finding}:{n}"),
                content,
            }
        })
        .collect()
}

fn of(src: &Sources, d: &Diagnostic) -> (String, String) {
    let words = |max: usize| {
        let each = d.labels.iter().take(max).map(|l| {
            let text = src.slice(l.span).as_bytes();
            text.get(..WORDS).unwrap_or(text)
        });
        each.collect::<Vec<_>>()
    };
    let content = digest(d.code.as_str(), &words(usize::MAX));
    let finding = match &d.commitment {
        Some(id) => digest("instance", &[id.as_bytes()]),
        None if d.labels.iter().any(|l| !l.span.is_empty()) => digest(d.code.as_str(), &words(1)),
        None => digest(d.code.as_str(), &[d.message.as_bytes()]),
    };
    (finding, content)
}

/// Sixteen hexadecimal digits. Each part is preceded by its length, so that no two lists meet.
pub fn digest(kind: &str, parts: &[&[u8]]) -> String {
    let mut all = Sha256::new();
    for part in std::iter::once(kind.as_bytes()).chain(parts.iter().copied()) {
        all.update((part.len() as u64).to_le_bytes());
        all.update(part);
    }
    let mut text = String::new();
    for byte in all.finalize().iter().take(8) {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    text
}
