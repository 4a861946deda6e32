//! One diagnostic as miette draws it: code, message, the words of rule and report, help.

use super::excerpt::Excerpt;
use crate::diag::{Diagnostic, Severity};
use crate::render::{Look, clean, clean_line};
use crate::source::{Sources, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan};
use std::fmt;

/// Columns that line numbers and borders take.
const GUTTER: usize = 12;

/// A diagnostic dressed for miette, nothing in it that a terminal would obey.
#[derive(Debug)]
struct Shown {
    code: String,
    message: String,
    severity: Severity,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        (!self.labels.is_empty()).then_some(&self.excerpt as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }
}

/// The drawing of a diagnostic, with a line break at its end.
pub fn draw(src: &Sources, d: &Diagnostic, look: Look) -> String {
    let spans: Vec<Span> = d.labels.iter().map(|l| l.span).collect();
    let excerpt = Excerpt::new(src, &spans, look.width.saturating_sub(GUTTER).max(40));
    let labels = excerpt
        .labels()
        .map(|(range, i)| {
            let message = d.labels.get(i).map(|l| clean_line(&l.message));
            let message = message.filter(|m| !m.is_empty());
            let span = (range.start, range.len());
            if i == 0 {
                LabeledSpan::new_primary_with_span(message, span)
            } else {
                LabeledSpan::new_with_span(message, span)
            }
        })
        .collect();
    let info = d.code.info();
    let shown = Shown {
        code: match &d.commitment {
            Some(id) => format!("{} {} · {}", info.code, info.slug, clean_line(id)),
            None => format!("{} {}", info.code, info.slug),
        },
        message: clean_line(&d.message),
        severity: d.severity,
        help: d.help.as_deref().map(|h| clean(h).into_owned()),
        labels,
        excerpt,
    };
    let theme = if look.color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let mut out = String::new();
    let drawn = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(look.width)
        .with_context_lines(1)
        .render_report(&mut out, &shown);
    if drawn.is_err() || out.is_empty() {
        out = format!("{}\n  {}\n", shown.code, shown.message);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Role, Source};

    #[test]
    fn no_control_character_of_a_text_name_or_message_is_drawn() {
        let mut src = Sources::new();
        let evil = "\u{1b}]0;title\u{7} \u{202e}gnp.exe \u{9b}31m\r\u{8}";
        let file: FileId = src.add(Source::new(format!("r{evil}.md"), evil, Role::Report));
        let Some((code, _)) = crate::diag::CODES.first() else {
            return;
        };
        let d = Diagnostic::new(*code, format!("about `{evil}`"))
            .at(Span::new(file, 0, evil.len()), evil)
            .commitment(evil)
            .help(evil);
        let text = draw(&src, &d, Look::PLAIN);
        assert!(text.contains("gnp.exe"));
        for c in text.chars() {
            assert!(c == '\n' || !c.is_control(), "{c:?} in {text:?}");
            assert!(c != '\u{202e}');
        }
    }
}
