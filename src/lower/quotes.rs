//! Quotes against the agreement's own text, where that was loaded. White space, quotation marks,
//! apostrophes, dashes and case are folded; `…` in a quote stands for words left out.

use super::World;
use crate::diag::{Code, Diagnostic};
use crate::model::Agreement;
use crate::source::Role;
use crate::syntax::ast::Text;
use std::collections::BTreeMap;

/// The texts of agreements, folded once each; none where a text was not loaded.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<String, Option<String>>);

impl Texts {
    /// Says where a quote does not stand in its agreement's text.
    pub fn check(&mut self, world: &World<'_>, quote: &Text, agreement: &Agreement) {
        let Some(path) = &agreement.text else { return };
        let folded = self.0.entry(agreement.id.clone()).or_insert_with(|| {
            let wanted = beside(world.src.name(path.span.file), &path.node);
            let mut texts = world.src.iter().filter(|(_, s)| s.role == Role::Text);
            let found = texts.find(|(_, s)| normal(&s.name) == wanted);
            found.map(|(_, s)| fold(&s.text))
        });
        let Some(text) = folded else { return };
        let quoted = quote.node.replace("[…]", "…").replace("...", "…");
        let mut rest = text.as_str();
        for piece in quoted.split('…').map(fold).filter(|p| !p.is_empty()) {
            let Some(at) = rest.find(&piece) else {
                world.said.say(
                    Diagnostic::new(
                        Code::QuoteNotFound,
                        "this quote does not stand in the agreement's text",
                    )
                    .at(quote.span, format!("not found in `{}`", path.node))
                    .help("quote its words exactly; `…` may stand for words left out"),
                );
                return;
            };
            rest = rest.get(at + piece.len()..).unwrap_or("");
        }
    }
}

/// A path as a rule file names it, counted from that file's folder.
fn beside(file: &str, path: &str) -> String {
    match file.rsplit_once('/') {
        Some((folder, _)) => normal(&format!("{folder}/{path}")),
        None => normal(path),
    }
}

/// A path with `.` and `..` resolved as words.
fn normal(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if out.last().is_some_and(|p| *p != ".." && !p.is_empty()) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out.join("/")
}

fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '’' | '‘' | '‚' => {}
            '‐' | '‑' | '–' | '—' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{beside, fold};

    #[test]
    fn paths_are_counted_from_the_rule_file() {
        assert_eq!(beside("rules/a.norm", "../texts/t.txt"), "texts/t.txt");
        assert_eq!(beside("./rules/a.norm", "t.txt"), "rules/t.txt");
        assert_eq!(beside("a.norm", "t.txt"), "t.txt");
        assert_eq!(beside("../p/a.norm", "../t.txt"), "../t.txt");
        assert_eq!(beside("/p/a.norm", "../../t.txt"), "/../t.txt");
    }

    #[test]
    fn marks_and_breaks_are_folded() {
        assert_eq!(
            fold("  “All”\n networks’  –\tfronts "),
            "all networks - fronts"
        );
    }
}
