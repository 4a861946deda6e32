//! Quotations: takes a block's text, gives the ranges of bytes that stand between quotation marks. What
//! is quoted is somebody's word, and without a speaker nobody's.

/// Longest text between single marks; what is longer is an apostrophe that was taken for a mark.
const SINGLE: usize = 400;

/// The quoted ranges of a block, in order; an unclosed one goes to its end.
#[derive(Debug, Default)]
pub struct Quotes(Vec<(u32, u32)>);

impl Quotes {
    /// Looks for the marks of a text.
    pub fn fill(&mut self, text: &str) {
        self.0.clear();
        let bytes = text.as_bytes();
        let mut double: Option<usize> = None;
        let mut single: Option<usize> = None;
        let mut next = 0;
        while let Some(i) = bytes
            .get(next..)
            .and_then(|rest| memchr::memchr3(b'"', b'\'', 0xE2, rest))
            .map(|k| next + k)
        {
            next = i + 1;
            let Some(c) = text.get(i..).and_then(|t| t.chars().next()) else {
                continue;
            };
            let end = i + c.len_utf8();
            let before = text.get(..i).and_then(|t| t.chars().next_back());
            let after = text.get(end..).and_then(|t| t.chars().next());
            let opens =
                before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“'));
            let letter = after.is_some_and(char::is_alphanumeric);
            match c {
                '"' => match double.take() {
                    Some(from) => self.push(from, i),
                    None => double = Some(end),
                },
                '“' | '„' => double = double.or(Some(end)),
                '”' => {
                    if let Some(from) = double.take() {
                        self.push(from, i);
                    }
                }
                '\'' | '‘' if opens && letter => single = Some(end),
                '\'' | '’' if !letter && !before.is_some_and(char::is_whitespace) => {
                    if let Some(from) = single.take().filter(|from| i - from <= SINGLE) {
                        self.push(from, i);
                    }
                }
                _ => {}
            }
        }
        if let Some(from) = double {
            self.push(from, text.len());
        }
        self.0.sort_unstable();
    }

    fn push(&mut self, from: usize, to: usize) {
        self.0.push((from as u32, to as u32));
    }

    /// The quotation that holds byte `at`.
    pub fn around(&self, at: u32) -> Option<(u32, u32)> {
        let n = self.0.partition_point(|(from, _)| *from <= at);
        self.0
            .get(..n)?
            .iter()
            .rev()
            .take(3)
            .copied()
            .find(|(_, to)| at < *to)
    }
}

#[cfg(test)]
mod tests {
    use super::Quotes;

    #[test]
    fn marks_of_every_kind_are_paired_and_apostrophes_are_none() {
        for (text, at, want) in [
            ("He said \"it is so\" twice", "it", Some("it is so")),
            ("He said “it is so” twice", "so", Some("it is so")),
            ("Pakistan's 'ban' on it", "ban", Some("ban")),
            ("Pakistan's bans and India's ban", "bans", None),
            ("the militants' camps and others' camps", "and", None),
            ("“It goes on. And on", "And", Some("It goes on. And on")),
            ("„ja“ nein", "ja", Some("ja“ nein")),
        ] {
            let mut q = Quotes::default();
            q.fill(text);
            let got = q
                .around(text.find(at).unwrap() as u32)
                .and_then(|(a, b)| text.get(a as usize..b as usize));
            assert_eq!(got, want, "{text}");
        }
    }
}
