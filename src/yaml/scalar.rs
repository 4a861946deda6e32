//! Where the bytes of a scalar stand: takes its raw text and its value, gives the sorted pairs of an
//! [`crate::model::OffsetMap`]. The value is the YAML crate's; here it is only laid beside the raw text.

/// Pairs (offset in the value, offset in the source) under construction.
struct Pairs {
    pairs: Vec<(u32, u32)>,
    /// What source − value is at the moment.
    shift: Option<i64>,
}

impl Pairs {
    fn new() -> Self {
        Self {
            pairs: Vec::with_capacity(1),
            shift: None,
        }
    }

    /// The byte `value` of the value stands at `source`.
    fn at(&mut self, value: usize, source: usize) {
        let shift = source as i64 - value as i64;
        if self.shift != Some(shift) {
            self.shift = Some(shift);
            self.pairs.push((value as u32, source as u32));
        }
    }
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// Plain, single-quoted and double-quoted scalars. `raw` is the scalar with its quotes and begins at
/// byte `base` of the source.
pub(super) fn flow(raw: &str, value: &str, base: usize) -> Vec<(u32, u32)> {
    let quote = byte(raw, 0).filter(|b| matches!(b, b'\'' | b'"'));
    let inner = match quote {
        Some(_) => raw.get(1..raw.len().saturating_sub(1)).unwrap_or(""),
        None => raw,
    };
    let base = base + usize::from(quote.is_some());
    let mut pairs = Pairs::new();
    pairs.at(0, base);
    if inner == value {
        return pairs.pairs;
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(r), Some(v)) = (byte(inner, i), byte(value, j)) {
        if matches!(r, b' ' | b'\t' | b'\n' | b'\r') {
            let (length, breaks) = white_run(inner, i);
            pairs.at(j, base + i);
            // One line break is a space, each further one a line break.
            j += match breaks {
                0 => length,
                n => (n - 1).max(1),
            };
            i += length;
            pairs.at(j, base + i);
        } else if quote == Some(b'"') && r == b'\\' {
            let (length, produced) = escape(inner, i, value, j);
            if produced > 0 {
                pairs.at(j, base + i);
            }
            i += length;
            j += produced;
            pairs.at(j, base + i);
        } else if quote == Some(b'\'') && r == b'\'' {
            // A doubled apostrophe: the second one is the character.
            i += 1;
            pairs.at(j, base + i);
            i += 1;
            j += 1;
        } else if r == v {
            pairs.at(j, base + i);
            i += 1;
            j += 1;
        } else {
            // Not laid beside each other after all: the rest keeps the last known shift.
            break;
        }
    }
    pairs.pairs
}

/// The length of the run of white space at `at` and the number of line breaks in it.
fn white_run(raw: &str, at: usize) -> (usize, usize) {
    let bytes = raw.as_bytes().get(at..).unwrap_or_default();
    let run = bytes
        .iter()
        .take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
    run.fold((0, 0), |(length, breaks), b| {
        (length + 1, breaks + usize::from(*b == b'\n'))
    })
}

/// The length of the escape at `at` of `raw`, and how many bytes of the value it made.
fn escape(raw: &str, at: usize, value: &str, j: usize) -> (usize, usize) {
    let length = match byte(raw, at + 1) {
        Some(b'\n' | b'\r') => {
            // An escaped line break, with the indentation of the next line, is nothing.
            return (1 + white_run(raw, at + 1).0, 0);
        }
        Some(b'x') => 4,
        Some(b'u') => {
            let code = raw
                .get(at + 2..at + 6)
                .and_then(|h| u32::from_str_radix(h, 16).ok());
            if code.is_some_and(|c| (0xD800..0xDC00).contains(&c))
                && raw.get(at + 6..at + 8) == Some("\\u")
            {
                12
            } else {
                6
            }
        }
        Some(b'U') => 10,
        _ => 2,
    };
    let produced = value
        .get(j..)
        .and_then(|v| v.chars().next())
        .map_or(0, char::len_utf8);
    (length, produced)
}

/// Literal (`|`) and folded (`>`) scalars. `raw` is the lines after the header and begins at byte
/// `base` of the source.
pub(super) fn block(raw: &str, value: &str, base: usize) -> Vec<(u32, u32)> {
    let mut pairs = Pairs::new();
    let indent = indentation(raw, value);
    let (mut i, mut j) = (strip(raw, 0, indent), 0);
    // Blank lines before the text.
    while let Some(b'\n' | b'\r') = byte(raw, i)
        && byte(value, j).is_some_and(|v| v != b'\n')
    {
        i = strip(raw, i + line_break(raw, i), indent);
    }
    pairs.at(j, base + i);
    while let (Some(r), Some(v)) = (byte(raw, i), byte(value, j)) {
        if r == b'\n' || (r == b'\r' && byte(raw, i + 1) == Some(b'\n')) {
            pairs.at(j, base + i);
            if v == b' ' {
                // A fold: one line break is one space.
                j += 1;
                i = strip(raw, i + line_break(raw, i), indent);
            } else {
                let breaks = value
                    .as_bytes()
                    .iter()
                    .skip(j)
                    .take_while(|b| **b == b'\n')
                    .count();
                if breaks == 0 {
                    break;
                }
                j += breaks;
                while let Some(b'\n' | b'\r') = byte(raw, i) {
                    i = strip(raw, i + line_break(raw, i), indent);
                }
            }
            pairs.at(j, base + i);
        } else if r == v {
            pairs.at(j, base + i);
            i += 1;
            j += 1;
        } else {
            break;
        }
    }
    pairs.pairs
}

/// How far the lines are indented beyond the value: the first line that has words tells.
fn indentation(raw: &str, value: &str) -> usize {
    let lead = |text: &str| {
        text.lines()
            .find(|line| !line.trim_matches([' ', '\t']).is_empty())
            .map(|line| line.len() - line.trim_start_matches(' ').len())
    };
    match (lead(raw), lead(value)) {
        (Some(r), Some(v)) => r.saturating_sub(v),
        _ => 0,
    }
}

/// The offset after at most `indent` spaces.
fn strip(raw: &str, at: usize, indent: usize) -> usize {
    let spaces = raw
        .as_bytes()
        .iter()
        .skip(at)
        .take(indent)
        .take_while(|b| **b == b' ')
        .count();
    at + spaces
}

/// The length of the line break at `at`.
fn line_break(raw: &str, at: usize) -> usize {
    if byte(raw, at) == Some(b'\r') && byte(raw, at + 1) == Some(b'\n') {
        2
    } else {
        1
    }
}
