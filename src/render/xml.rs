//! Text as XML 1.0 may hold it.

use super::clean::clean;

/// Escapes markup, and replaces what XML 1.0 forbids or what would steer a reader's screen. Line feeds
/// and tabs are written as references, so that they survive in attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            // Allowed in a Rust string, not in XML.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_forbidden_stays() {
        let evil = "<a>&\"'\u{0}\u{8}\u{b}\u{c}\u{1f}\u{fffe}\u{ffff}]]>\u{202e}\n";
        assert_eq!(
            super::escape(evil),
            "&lt;a&gt;&amp;&quot;&apos;?????\u{fffd}\u{fffd}]]&gt;\u{fffd}&#10;"
        );
    }
}
