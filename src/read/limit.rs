//! Many mistakes of one kind: the first ones in full, the rest counted.

use crate::diag::{Code, Diagnostic};
use crate::model::Record;
use std::collections::BTreeMap;

/// How many diagnostics of one code are told in full, for one file.
const IN_FULL: usize = 20;

/// Records with their diagnostics limited.
pub(super) struct Limited<I> {
    inner: I,
    counts: BTreeMap<Code, (usize, Option<Diagnostic>)>,
    ended: bool,
}

impl<I> Limited<I> {
    pub(super) fn new(inner: I) -> Self {
        Self {
            inner,
            counts: BTreeMap::new(),
            ended: false,
        }
    }

    /// Counts a diagnostic; gives it back where it is one of the first.
    fn take(&mut self, diagnostic: Box<Diagnostic>) -> Option<Box<Diagnostic>> {
        let (count, first) = self.counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= IN_FULL {
            return Some(diagnostic);
        }
        first.get_or_insert(*diagnostic);
        None
    }

    /// The counts of what was not told, one at a time.
    fn rest(&mut self) -> Option<Box<Diagnostic>> {
        while let Some((code, (count, first))) = self.counts.pop_first() {
            if let Some(first) = first {
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
        }
        None
    }
}

impl<'s, I: Iterator<Item = Result<Record<'s>, Box<Diagnostic>>>> Iterator for Limited<I> {
    type Item = Result<Record<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.inner.next() {
                Some(Ok(record)) => return Some(Ok(record)),
                Some(Err(diagnostic)) => {
                    if let Some(diagnostic) = self.take(diagnostic) {
                        return Some(Err(diagnostic));
                    }
                }
                None => self.ended = true,
            }
        }
        self.rest().map(Err)
    }
}

/// The same for a list of diagnostics.
pub(super) fn limited(said: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut limit = Limited::new(());
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
