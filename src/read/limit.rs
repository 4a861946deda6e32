//! Records whose mistakes are limited: the first ones of a kind in full, the rest counted at the end.

use crate::diag::{Diagnostic, Limit};
use crate::model::Found;

/// Records with their diagnostics limited.
pub(super) struct Limited<I> {
    inner: I,
    limit: Limit,
    ended: bool,
}

impl<I> Limited<I> {
    pub(super) fn new(inner: I) -> Self {
        Self {
            inner,
            limit: Limit::default(),
            ended: false,
        }
    }
}

impl<'s, I: Iterator<Item = Result<Found<'s>, Box<Diagnostic>>>> Iterator for Limited<I> {
    type Item = Result<Found<'s>, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.inner.next() {
                Some(Ok(found)) => return Some(Ok(found)),
                Some(Err(diagnostic)) => {
                    if let Some(diagnostic) = self.limit.take(diagnostic) {
                        return Some(Err(diagnostic));
                    }
                }
                None => self.ended = true,
            }
        }
        self.limit.rest().map(Err)
    }
}
