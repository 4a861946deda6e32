//! Diagnostics: what the tool has to say about an input, with a stable code and the words it is about.
//!
//! Every stage gives an [`Outcome`]; bad input is a diagnostic, never an `Err`.

mod codes;
mod limit;

pub use codes::{CODES, Code, CodeInfo, find};
pub use limit::{IN_FULL, Limit};

use crate::source::Span;

/// How grave a diagnostic is for the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Probably not what was meant.
    Warning,
    /// The input, or the party, fell short.
    Error,
}

impl Severity {
    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Words of an input, and what they have to do with the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The words.
    pub span: Span,
    /// What about them; lower case, no full stop; may be empty.
    pub message: String,
}

/// One thing the tool has to say. Messages are lower case without a full stop, user text stands in
/// backticks, and advice goes into `help`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, `SV0601`.
    pub code: Code,
    /// Severity, by default the code's own.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// Places, the decisive one first.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// The commitment or instance that it is about, where it is about one.
    pub commitment: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of a code with the code's severity and no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.info().severity,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            commitment: None,
        }
    }

    /// Adds a place; the first one added is the decisive one.
    #[must_use]
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Changes the severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Names the commitment or instance.
    #[must_use]
    pub fn commitment(mut self, id: impl Into<String>) -> Self {
        self.commitment = Some(id.into());
        self
    }

    /// Whether the run cannot be trusted because of it: an error of a stage before judging.
    pub fn is_input_error(&self) -> bool {
        self.severity == Severity::Error && !self.code.info().is_finding()
    }
}

/// A stage's result: always a value, with all that is to be said about the input.
#[derive(Debug, Clone, Default)]
pub struct Outcome<T> {
    /// The value; as much of it as the input allowed.
    pub value: T,
    /// What was wrong or worth saying, in the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value with nothing to say.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// A value with diagnostics.
    pub fn with(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Takes the value and moves the diagnostics to `into`.
    pub fn split(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}

/// The nearest of `candidates` to `word` by edit distance, for "did you mean"; none where nothing is
/// near (a third of the length, at most 3 edits). Ties go to the first in order.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let lower = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == word {
            continue;
        }
        let distance = edit_distance(&lower, &candidate.to_lowercase(), limit);
        if distance <= limit && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, c)| c)
}

/// Damerau–Levenshtein distance (optimal string alignment), or `limit + 1` where it is greater.
fn edit_distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit || a.len() > 200 || b.len() > 200 {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut d = (get(&above, j) + usize::from(x != y))
                .min(get(&above, j + 1) + 1)
                .min(get(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                d = d.min(get(&before, j - 1) + 1);
            }
            row.push(d);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        assert_eq!(
            did_you_mean("Pakistn", ["India", "Pakistan"]),
            Some("Pakistan")
        );
        assert_eq!(did_you_mean("wihtin", ["within", "with"]), Some("within"));
        assert_eq!(did_you_mean("Pakistan", ["India", "Nepal"]), None);
    }
}
