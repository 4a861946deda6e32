//! Layout: lines, blocks, and the comments around them. Takes parts with the places they were read
//! from; puts each comment back before or behind what it stood before or behind.

use crate::source::Span;
use crate::syntax::ast::Comment;

/// Columns after which a list goes on in the next line.
const WIDTH: usize = 120;

/// A part of a block.
pub(super) struct Part {
    /// Where it was read from.
    pub span: Span,
    /// What is printed.
    pub body: Body,
}

/// The text of a part.
pub(super) enum Body {
    /// Lines as they are.
    Lines(Vec<String>),
    /// A block of its own.
    Block {
        /// Before its brace.
        head: String,
        /// Inside it.
        parts: Vec<Part>,
    },
}

impl Part {
    /// A part of one line.
    pub fn line(span: Span, text: String) -> Self {
        Self::lines(span, vec![text])
    }

    /// A part of several lines.
    pub fn lines(span: Span, lines: Vec<String>) -> Self {
        let body = Body::Lines(lines);
        Self { span, body }
    }
}

/// The text cut after each comma that stands outside quotation marks and keys (`PK-1[LeT, otherwise]`).
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut quoted, mut escaped, mut key) = (0, false, false, false);
    for (i, c) in text.char_indices() {
        match c {
            '"' if !escaped => quoted = !quoted,
            '[' | ']' if !quoted => key = c == '[',
            ' ' if !quoted && !key && text.get(..i).is_some_and(|t| t.ends_with(',')) => {
                out.extend(text.get(start..=i));
                start = i + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out.extend(text.get(start..).filter(|t| !t.is_empty()));
    out
}

/// Prints into `out`, and takes the comments as it passes them.
pub(super) struct Printer<'a> {
    out: String,
    text: &'a str,
    comments: &'a [Comment],
    depth: usize,
    /// Whether the last line ends in a comment, or is one.
    commented: bool,
}

impl<'a> Printer<'a> {
    /// A printer for a file's text and its comments, in order.
    pub fn new(text: &'a str, comments: &'a [Comment]) -> Self {
        Self {
            out: String::new(),
            text,
            comments,
            depth: 0,
            commented: false,
        }
    }

    /// What was printed.
    pub fn finish(mut self) -> String {
        for c in std::mem::take(&mut self.comments) {
            if !self.out.is_empty() && self.blank_before(c.span.start) {
                self.out.push('\n');
            }
            self.comment(c);
        }
        self.out
    }

    /// An empty line before what follows.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Whether a blank line stood before a part, or before the first comment at it.
    pub fn is_apart(&self, at: Span) -> bool {
        let first = self.comments.first().map(|c| c.span.start);
        self.blank_before(first.map_or(at.start, |c| c.min(at.start)))
    }

    fn blank_before(&self, at: u32) -> bool {
        let before = self.text.get(..at as usize).unwrap_or("");
        before
            .bytes()
            .rev()
            .take_while(u8::is_ascii_whitespace)
            .filter(|b| *b == b'\n')
            .count()
            > 1
    }

    fn blank_after(&self, at: u32) -> bool {
        let after = self.text.get(at as usize..).unwrap_or("");
        let space = after.bytes().take_while(u8::is_ascii_whitespace);
        space.filter(|b| *b == b'\n').count() > 1
    }

    /// Whether a `{` and no line's end stand before a place, nothing between them.
    fn follows_brace(&self, from: u32, at: u32) -> bool {
        let before = self.text.get(from as usize..at as usize).unwrap_or("");
        let between = before.rsplit_once('{').map(|(_, b)| b);
        between.is_some_and(|b| b.trim().is_empty() && !b.contains('\n'))
    }

    /// Whether two places are on one line of the text.
    fn on_one_line(&self, a: u32, b: u32) -> bool {
        let between = self.text.get(a as usize..b as usize);
        !between.unwrap_or("").contains('\n')
    }

    /// One line, or a list over several.
    pub fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        let mut width = 2 * self.depth;
        let is_list = !text.starts_with("//") && text.chars().count() + width > WIDTH;
        for (i, piece) in pieces(text).into_iter().enumerate() {
            let n = piece.chars().count();
            if is_list && i > 0 && width + n > WIDTH {
                // Within its line a list goes on four deeper.
                while self.out.ends_with(' ') {
                    self.out.pop();
                }
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n("  ", self.depth + 2));
                width = 2 * self.depth + 4;
            }
            self.out.push_str(piece);
            width += n;
        }
        self.out.push('\n');
        self.commented = false;
    }

    /// Comments that stand before a part, each on its line; a blank line after one stays.
    pub fn before(&mut self, span: Span) {
        let mut last = None;
        while let Some((c, rest)) = self.comments.split_first()
            && c.span.start < span.start
        {
            self.comments = rest;
            if last.is_some() && self.blank_before(c.span.start) {
                self.out.push('\n');
            }
            last = Some(c.span.end);
            self.comment(c);
        }
        if last.is_some_and(|end| self.blank_after(end)) {
            self.out.push('\n');
        }
    }

    fn comment(&mut self, c: &Comment) {
        let text = if c.text.is_empty() {
            "//".to_owned()
        } else {
            format!("// {}", c.text)
        };
        self.line(&text);
        self.commented = true;
    }

    /// Comments inside a part that is printed as lines, before it.
    fn within(&mut self, span: Span) {
        while let Some((c, rest)) = self.comments.split_first()
            && c.span.start < span.end
        {
            self.comments = rest;
            self.comment(c);
        }
    }

    /// An item of one line, the comments inside it before it.
    pub fn single(&mut self, text: &str, span: Span) {
        self.within(span);
        self.line(text);
    }

    /// A comment on the part's last line goes behind it, where nothing else stands between. `next` is
    /// where the next part begins.
    pub fn behind(&mut self, span: Span, next: u32) {
        while let Some((c, rest)) = self.comments.split_first()
            && c.trailing
            && c.span.start < next
            && self.on_one_line(span.end, c.span.start)
        {
            self.comments = rest;
            self.attach(c);
        }
    }

    /// Puts a comment behind the last line, unless one stands there.
    fn attach(&mut self, c: &Comment) {
        if self.commented || !self.out.ends_with('\n') {
            self.comment(c);
            return;
        }
        self.out.pop();
        self.out.push_str("  //");
        if !c.text.is_empty() {
            self.out.push(' ');
            self.out.push_str(&c.text);
        }
        self.out.push('\n');
        self.commented = true;
    }

    /// A block: its head, then each part with the comments around it.
    pub fn block(&mut self, head: &str, parts: Vec<Part>, whole: Span) {
        self.line(&format!("{head} {{"));
        let first = parts.first().map_or(whole.end, |p| p.span.start);
        // A comment behind the opening brace stays there.
        if let Some((c, rest)) = self.comments.split_first()
            && c.trailing
            && c.span.start < first
            && self.follows_brace(whole.start, c.span.start)
        {
            self.comments = rest;
            self.attach(c);
        }
        self.depth += 1;
        let starts: Vec<u32> = parts.iter().skip(1).map(|p| p.span.start).collect();
        let mut starts = starts.into_iter();
        for part in parts {
            let span = part.span;
            self.before(span);
            match part.body {
                Body::Lines(lines) => {
                    self.within(span);
                    lines.iter().for_each(|l| self.line(l));
                }
                Body::Block { head, parts } => self.block(&head, parts, span),
            }
            self.behind(span, starts.next().unwrap_or(whole.end));
        }
        self.before(Span {
            start: whole.end,
            ..whole
        });
        self.depth -= 1;
        self.line("}");
    }

    /// On one line where it is short and no comment stands in it, else as a block.
    pub fn short(&mut self, head: &str, parts: Vec<(Span, String)>, whole: Span) {
        if parts.is_empty() {
            self.single(head, whole);
            return;
        }
        let inner: Vec<&str> = parts.iter().map(|(_, t)| t.as_str()).collect();
        let one = format!("{head} {{ {} }}", inner.join("  "));
        let mut comments = self.comments.iter();
        let commented = comments.next().is_some_and(|c| c.span.start < whole.end);
        if one.chars().count() <= WIDTH && !commented {
            self.line(&one);
        } else {
            let parts = parts.into_iter().map(|(s, t)| Part::line(s, t));
            self.block(head, parts.collect(), whole);
        }
    }
}
