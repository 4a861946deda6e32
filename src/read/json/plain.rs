//! Most records at one look: an object whose values are strings that stand in the text as they are.
//! Takes a place, gives the record and its end, or nothing: then it is read in full. Accepts only what
//! serde_json accepts as well, and says nothing.

use super::one::One;
use crate::model::Plain;
use crate::read::record::{self, Slot};
use crate::source::Span;

/// Whether lines may end inside a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Allowed,
    None,
}

impl<'s> One<'s> {
    /// The record whose `{` stands at `at`, with its end, where it is plain.
    pub fn plain(&self, at: usize, breaks: Breaks) -> Option<(Plain<'s>, usize)> {
        let mut eye = Eye {
            text: self.text.text,
            at,
            breaks,
        };
        let mut out = Plain::default();
        eye.byte(b'{')?;
        loop {
            eye.space();
            let key = eye.string()?;
            eye.space();
            eye.byte(b':')?;
            eye.space();
            match Slot::find(key) {
                Some(slot) => {
                    let seat = record::seat(&mut out, slot)?;
                    if seat.is_some() {
                        return None;
                    }
                    *seat = Some(eye.string()?);
                }
                // Its name was told before.
                None if self.unknown.contains(key) => eye.value()?,
                None => return None,
            }
            eye.space();
            match eye.next()? {
                b',' => {}
                b'}' => break,
                _ => return None,
            }
        }
        out.words = self.text.text.get(at..eye.at)?;
        out.span = Span::new(self.text.file, at, eye.at);
        Some((out, eye.at))
    }
}

/// Where a look at the bytes has come to.
struct Eye<'s> {
    text: &'s str,
    at: usize,
    breaks: Breaks,
}

impl<'s> Eye<'s> {
    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    fn byte(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    #[inline]
    fn space(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b' ' | b'\t' => {}
                b'\n' | b'\r' if self.breaks == Breaks::Allowed => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    /// A string without an escape.
    #[inline]
    fn string(&mut self) -> Option<&'s str> {
        self.byte(b'"')?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(eight) = bytes.get(self.at..).and_then(<[u8]>::first_chunk) {
            let stops = stops(u64::from_le_bytes(*eight));
            if stops != 0 {
                self.at += stops.trailing_zeros() as usize / 8;
                return self.close(start);
            }
            self.at += 8;
        }
        while let Some(byte) = bytes.get(self.at) {
            if matches!(byte, b'"' | b'\\' | 0..0x20) {
                return self.close(start);
            }
            self.at += 1;
        }
        None
    }

    fn close(&mut self, start: usize) -> Option<&'s str> {
        let text = self.text.get(start..self.at)?;
        self.byte(b'"')?;
        Some(text)
    }

    /// A value that nobody reads: a plain string, a number, or a word of JSON.
    fn value(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        match rest.first()? {
            b'"' => self.string().map(|_| ()),
            b'-' | b'0'..=b'9' => {
                self.at += number(rest)?;
                Some(())
            }
            _ => {
                let word = [&b"true"[..], b"false", b"null"];
                let word = word.iter().find(|w| rest.starts_with(w))?;
                self.at += word.len();
                Some(())
            }
        }
    }
}

/// The high bit of the first byte that is a quote, a backslash or a control character, and perhaps of
/// later bytes.
#[inline]
fn stops(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let zeros = |x: u64| x.wrapping_sub(ONES) & !x;
    let quote = zeros(eight ^ (ONES * 0x22));
    let escape = zeros(eight ^ (ONES * 0x5c));
    let control = eight.wrapping_sub(ONES * 0x20) & !eight;
    (quote | escape | control) & (ONES * 0x80)
}

/// The length of the JSON number that a text begins with. No exponents: whether a number is too great
/// is for serde_json to say.
fn number(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let start = usize::from(text.first() == Some(&b'-'));
    let whole = digits(start);
    if whole == 0 || whole > 1 && text.get(start) == Some(&b'0') {
        return None;
    }
    let mut end = start + whole;
    if text.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if fraction == 0 {
            return None;
        }
        end += 1 + fraction;
    }
    (!matches!(text.get(end), Some(b'e' | b'E'))).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::{number, stops};

    #[test]
    fn the_first_stop_is_found_in_any_eight_bytes() {
        let is_stop = |b: &u8| matches!(b, b'"' | b'\\' | 0..0x20);
        let mut seed = 7u64;
        for _ in 0..200_000 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let mut bytes = (seed ^ (seed >> 31)).to_le_bytes();
            if let Some(b) = bytes.get_mut((seed >> 60) as usize) {
                *b = [b'"', b'\\', 0x1f, 0x20, 0x21, 0x23, 0x7f, 0x80][(seed >> 40) as usize % 8];
            }
            let found = stops(u64::from_le_bytes(bytes));
            let first = (found != 0).then(|| found.trailing_zeros() as usize / 8);
            assert_eq!(first, bytes.iter().position(is_stop), "{bytes:?}");
        }
    }

    #[test]
    fn numbers_are_those_of_json() {
        for (text, length) in [
            ("0,", Some(1)),
            ("-12.50}", Some(6)),
            ("01", None),
            ("-", None),
            ("1.", None),
            ("1e5", None),
            ("12 ", Some(2)),
        ] {
            assert_eq!(number(text.as_bytes()), length, "{text}");
        }
    }
}
