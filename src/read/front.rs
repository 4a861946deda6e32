//! Front matter: takes a prose report's text, gives the range of the YAML between its `---` lines and
//! where the prose begins.

use super::meta::Reading;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Sources, Span};
use crate::yaml;

/// Reads the front matter, where there is any; gives the offset of the prose.
pub(super) fn front(src: &Sources, file: FileId, reading: &mut Reading) -> usize {
    let text = src.text(file);
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some((start, end, body)) = range(text, bom) else {
        if first_line(text, bom) == "---" && !has_key(text, bom) {
            return bom;
        }
        if first_line(text, bom) == "---" {
            reading.said.push(
                Diagnostic::new(Code::FrontMatterOpen, "the front matter is never closed")
                    .at(Span::new(file, bom, bom + 3), "begins here")
                    .help("put a line `---` after its last entry"),
            );
        }
        return bom;
    };
    let span = Span::new(file, start, end);
    let out = yaml::parse(src, span);
    let failed = !out.diagnostics.is_empty();
    match &out.value {
        Some(node) if node.map().is_some() => {
            for (key, value) in node.map().unwrap_or_default() {
                reading.entry(key, value);
            }
        }
        None => {}
        // A rule above and below some words is no front matter.
        Some(_) if !failed => return bom,
        Some(_) => {}
    }
    reading.said.extend(out.diagnostics);
    body
}

fn first_line(text: &str, bom: usize) -> &str {
    text.get(bom..)
        .unwrap_or("")
        .split('\n')
        .next()
        .unwrap_or("")
        .trim_end()
}

/// Whether the line after the first one looks like `key: value`.
fn has_key(text: &str, bom: usize) -> bool {
    let second = text.get(bom..).unwrap_or("").lines().nth(1).unwrap_or("");
    second.split_once(':').is_some_and(|(k, _)| {
        !k.is_empty() && k.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    })
}

/// The range of the YAML, and where the prose begins.
fn range(text: &str, bom: usize) -> Option<(usize, usize, usize)> {
    if first_line(text, bom) != "---" {
        return None;
    }
    let start = bom + text.get(bom..)?.find('\n')? + 1;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((start, at, at + line.len()));
        }
        at += line.len();
    }
    None
}
