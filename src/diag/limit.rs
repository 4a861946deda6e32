//! Many diagnostics of one kind: the first ones in full, the rest counted.

use super::{Code, Diagnostic};
use std::collections::BTreeMap;

/// How many diagnostics of one code are told in full, for one file.
pub const IN_FULL: usize = 20;

/// Counts diagnostics by code.
#[derive(Debug, Default)]
pub struct Limit {
    counts: BTreeMap<Code, (usize, Option<Diagnostic>)>,
}

impl Limit {
    /// Counts a diagnostic; gives it back where it is one of the first of its code.
    pub fn take(&mut self, diagnostic: Box<Diagnostic>) -> Option<Box<Diagnostic>> {
        let (count, first) = self.counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= IN_FULL {
            return Some(diagnostic);
        }
        first.get_or_insert(*diagnostic);
        None
    }

    /// What was not told, one diagnostic a code that counts it; each is given once.
    pub fn rest(&mut self) -> Option<Box<Diagnostic>> {
        while let Some((code, (count, first))) = self.counts.pop_first() {
            let Some(first) = first else { continue };
            let more = count - IN_FULL;
            let mut out = Diagnostic::new(
                Code::MoreAlike,
                format!(
                    "{more} more of {} in this file: {}",
                    code.as_str(),
                    code.info().slug
                ),
            )
            .severity(first.severity)
            .help("mend the ones told in full first; they often have one cause");
            out.labels = first.labels;
            out.labels.truncate(1);
            for label in &mut out.labels {
                label.message = "the first of them".into();
            }
            return Some(Box::new(out));
        }
        None
    }

    /// The first ones of a list, then the counts.
    pub fn list(said: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut limit = Self::default();
        let mut out: Vec<Diagnostic> = said
            .into_iter()
            .filter_map(|d| limit.take(Box::new(d)))
            .map(|d| *d)
            .collect();
        while let Some(d) = limit.rest() {
            out.push(*d);
        }
        out
    }
}
