//! Markdown for pull requests and for reports kept in git: the content of the HTML page without its
//! annex. All text of rules and reports is escaped, so that it stays text.

use super::page::{Page, page};
use super::{Look, Renderer, Run};
use askama::Template;
use std::io::{self, Write};

/// The renderer.
pub struct Markdown;

#[derive(Template)]
#[template(path = "report.md", escape = "none")]
struct Document {
    p: Page,
}

impl Renderer for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "for pull requests and git: matrix and cards as GitHub-flavoured Markdown"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        let text = Document { p: page(run) }
            .render()
            .map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}

/// Filters of the template.
mod filters {
    /// Text as Markdown shows it unchanged: what could be markup is escaped.
    #[askama::filter_fn]
    pub fn md(text: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::escape(&text.to_string()))
    }

    /// The same in bold: white space at its ends stays outside, where it does not break the marks.
    #[askama::filter_fn]
    pub fn bold(text: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        let text = text.to_string();
        let words = text.trim();
        if words.is_empty() {
            return Ok(super::escape(&text));
        }
        let before = text.len() - text.trim_start().len();
        let after = text.len() - text.trim_end().len();
        Ok(format!(
            "{}**{}**{}",
            if before > 0 { " " } else { "" },
            super::escape(words),
            if after > 0 { " " } else { "" }
        ))
    }
}

/// Escapes what CommonMark and GitHub read as markup, line breaks made spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // `@` and `#` would mention people and issues.
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_stays_text() {
        assert_eq!(
            super::escape("[x](y) <b> *a* |\n@all #1"),
            "\\[x\\](y) &lt;b&gt; \\*a\\* \\| &#64;all &#35;1"
        );
    }
}
