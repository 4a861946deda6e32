//! Notes in brief: they change nothing, so they take a line or two each, grouped by code, and leave
//! the pictures to what fails.

use crate::diag::Diagnostic;
use crate::render::claims::shorten;
use crate::render::{Look, clean_line, place};
use crate::source::Sources;
use std::io::{self, Write};

/// Writes the notes, one group a code in the order of first appearance; nothing where there is none.
pub fn write(
    src: &Sources,
    notes: &[&Diagnostic],
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut codes = Vec::new();
    for d in notes {
        if !codes.contains(&d.code) {
            codes.push(d.code);
        }
    }
    for code in codes {
        let group: Vec<&Diagnostic> = notes.iter().copied().filter(|d| d.code == code).collect();
        let Some(first) = group.first() else {
            continue;
        };
        let is_same =
            first.commitment.is_none() && group.iter().all(|d| d.message == first.message);
        let head = format!("{} {}", code.as_str(), code.info().slug);
        let n = group.len();
        let s = if n == 1 { "" } else { "s" };
        let head = dim(look, &format!("{head}, {n} note{s}"));
        if is_same {
            wrapped(
                &format!("{head}: {}", clean_line(&first.message)),
                0,
                look,
                out,
            )?;
        } else {
            writeln!(out, "{head}")?;
        }
        for d in &group {
            entry(src, d, is_same, look, out)?;
        }
        if let Some(help) = first.help.as_deref().filter(|_| is_same) {
            wrapped(&format!("help: {}", clean_line(help)), 2, look, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What one note says, and the place that it is about; of two the report's.
fn entry(
    src: &Sources,
    d: &Diagnostic,
    is_same: bool,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !is_same {
        wrapped(&clean_line(&short(d)), 2, look, out)?;
    }
    let shown = if is_same {
        d.labels.first()
    } else {
        d.labels.get(1..).and_then(<[_]>::last)
    };
    let Some(label) = shown else {
        return Ok(());
    };
    let at = place(src, label.span);
    let indent = if is_same { 2 } else { 4 };
    let place = format!("{}:{}:{}", clean_line(at.file), at.line, at.column);
    // The words of a note that is told once; else what the place has to do with it.
    let what = if is_same || label.message.is_empty() {
        let room = look
            .width
            .saturating_sub(indent + place.chars().count() + 5);
        format!(
            "“{}”",
            shorten(&clean_line(shorten_raw(at.text)), room.max(24))
        )
    } else {
        clean_line(&label.message)
    };
    wrapped(&format!("{place}  {what}"), indent, look, out)
}

/// The message without what the heading and the summary say: status and day.
fn short(d: &Diagnostic) -> String {
    let about = d.commitment.as_deref().unwrap_or("");
    let rest = d.message.strip_prefix(about).filter(|_| !about.is_empty());
    match rest.and_then(|r| r.strip_prefix(" is ")?.split_once(": ")) {
        Some((state, why)) if state.contains(" as of ") => format!("{about}: {why}"),
        _ => d.message.clone(),
    }
}

/// No more of a text than could be shown.
fn shorten_raw(text: &str) -> &str {
    let end = text.char_indices().nth(1000).map_or(text.len(), |(i, _)| i);
    text.get(..end).unwrap_or("")
}

/// A text over lines of the width, the second and later ones two columns further in.
fn wrapped(text: &str, indent: usize, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut line = " ".repeat(indent);
    let mut used = indent;
    let mut is_empty = true;
    for (i, word) in text.split(' ').enumerate() {
        let width = visible(word);
        if !is_empty && used + 1 + width > look.width {
            writeln!(out, "{line}")?;
            line = " ".repeat(indent + 2);
            used = indent + 2;
            is_empty = true;
        }
        if !is_empty || (i > 0 && word.is_empty()) {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += width;
        is_empty = is_empty && word.is_empty();
    }
    writeln!(out, "{line}")
}

/// Columns of a word without the colours in it.
fn visible(word: &str) -> usize {
    let mut n = 0;
    let mut in_escape = false;
    for c in word.chars() {
        match (in_escape, c) {
            (false, '\u{1b}') => in_escape = true,
            (true, 'm') => in_escape = false,
            (true, _) => {}
            (false, _) => n += 1,
        }
    }
    n
}

fn dim(look: Look, text: &str) -> String {
    if look.color {
        format!("\u{1b}[2m{text}\u{1b}[0m")
    } else {
        text.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::{Role, Source, Span};

    #[test]
    fn notes_of_one_code_stand_together_and_no_line_is_too_wide() {
        let mut src = Sources::new();
        let text = "Pakistan spoke of it.\nIndia did too.\n";
        let file = src.add(Source::new("reports/a.md", text, Role::Report));
        let unread = |a, b| {
            Diagnostic::new(Code::Unread, "this sentence gives no claim")
                .at(Span::new(file, a, b), "read it yourself")
                .help("give it as a record")
        };
        let (one, two) = (unread(0, 21), unread(22, 36));
        let mut out = Vec::new();
        let look = Look {
            width: 60,
            ..Look::PLAIN
        };
        write(&src, &[&one, &two], look, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "SV0501 unread-sentence, 2 notes: this sentence gives no\n  claim\n  \
             reports/a.md:1:1  “Pakistan spoke of it.”\n  reports/a.md:2:1  “India did too.”\n  \
             help: give it as a record\n\n"
        );
    }
}
