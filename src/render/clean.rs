//! Text of reports and rules is hostile input: what could steer a terminal, reverse the reading
//! order or hide is replaced by something that shows.
//!
//! Every replacement has as many bytes as what it replaces, so that offsets stay as they are.

use std::borrow::Cow;

/// Whether a character must not reach an output as it is. Tabs and line feeds are left to the caller.
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Line and paragraph separators, invisible fillers, deprecated format characters.
        | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        // Tags, which can carry a hidden text.
        | '\u{e0000}'..='\u{e007f}')
}

/// A visible stand-in of the same length in bytes.
fn stand_in(c: char) -> &'static str {
    match c.len_utf8() {
        1 => "?",
        2 => "\u{bf}",
        3 => "\u{fffd}",
        _ => "????",
    }
}

/// The text with everything unsafe replaced; line feeds and tabs stay. A carriage return before a
/// line feed becomes a space, any other is unsafe.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            out.push(' ');
        } else if is_unsafe(c) {
            out.push_str(stand_in(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// As [`clean`], with runs of white space, line feeds included, made one space: for one line.
pub fn clean_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&clean(word));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_stays_and_no_offset_moves() {
        let cases = [
            ("plain text\twith tab\n", "plain text\twith tab\n"),
            ("a\u{1b}[31mred\u{7}", "a?[31mred?"),
            ("x\u{9b}y", "x\u{bf}y"),
            ("abc\u{202e}def", "abc\u{fffd}def"),
            ("one\r\ntwo\rthree", "one \ntwo?three"),
            ("hid\u{e0041}den", "hid????den"),
            ("नमस्ते‌ और ‍", "नमस्ते‌ और ‍"),
        ];
        for (text, want) in cases {
            assert_eq!(clean(text), want);
            assert_eq!(clean(text).len(), text.len());
        }
        assert_eq!(clean_line(" a\n\u{1b}b \t c"), "a ?b c");
    }
}
