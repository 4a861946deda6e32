//! Tests of the YAML form: their facts, reports and expectations.

use super::{Walk, keys};
use crate::source::Spanned;
use crate::syntax::ast::*;
use crate::syntax::pest::{self, Word};
use crate::yaml::Node;

impl Walk {
    pub(super) fn tests(&mut self, node: &Node) {
        let Some(list) = node.seq() else {
            self.shape(node, "a list of tests");
            return;
        };
        for n in list {
            let (mut name, mut parts) = (None, Vec::new());
            for (key, v) in self.entries(n, "the parts of a test", &keys::of("test")) {
                match key.node.as_str() {
                    "name" => name = self.text(&v),
                    "facts" => {
                        for f in v.seq().map_or_else(|| vec![v.clone()], <[Node]>::to_vec) {
                            match f.scalar() {
                                Some(s) => parts.extend(
                                    pest::fact(self.file, &s.text, &s.offsets())
                                        .split(&mut self.said),
                                ),
                                None => self.shape(&f, "a fact"),
                            }
                        }
                    }
                    "reports" => {
                        for r in v.seq().map_or_else(|| vec![v.clone()], <[Node]>::to_vec) {
                            parts.extend(self.test_report(&r));
                        }
                    }
                    "as of" => {
                        for (date, v) in self.named(&v, "expectations by their date") {
                            let Some(d) = crate::time::parse_date(&date.node) else {
                                self.shape(&v, "a date as its key");
                                continue;
                            };
                            let expectations = self.expectations(&v);
                            let span = Self::entry(&date, &v);
                            parts.push(TestPart::AsOf {
                                span,
                                date: Spanned::new(d, date.span),
                                expectations,
                            });
                        }
                    }
                    _ => {
                        for e in v.seq().map_or_else(|| vec![v.clone()], <[Node]>::to_vec) {
                            parts.extend(self.expectation(&e).map(TestPart::Expect));
                        }
                    }
                }
            }
            match name {
                Some(name) => self.items.push(Item::Test(Test {
                    span: n.span,
                    name,
                    parts,
                })),
                None => self.shape(n, "a test with a `name`"),
            }
        }
    }

    fn test_report(&mut self, node: &Node) -> Option<TestPart> {
        let (mut date, mut by, mut from, mut to, mut prose) = (None, None, None, None, None);
        for (key, v) in self.entries(node, "the parts of a report", &keys::of("report")) {
            match key.node.as_str() {
                "date" => date = self.date(&v),
                "by" => by = self.word(Word::Id, &v),
                "covering from" => from = self.date(&v),
                "covering to" => to = self.date(&v),
                _ => prose = self.text(&v),
            }
        }
        if date.is_none() || by.is_none() || prose.is_none() {
            self.shape(node, "`date`, `by` and `text`");
        }
        Some(TestPart::Report {
            span: node.span,
            date: date?,
            by: by?,
            covering: from.zip(to),
            prose: prose?,
        })
    }
    /// The map of an `as of`: by instance a status, or a list of statuses and of `cites DATE`; under
    /// `expect` what is about no instance.
    fn expectations(&mut self, node: &Node) -> Vec<Expectation> {
        let mut out = Vec::new();
        for (id, v) in self.named(node, "statuses by instance") {
            let list = v.seq().map_or_else(|| vec![v.clone()], <[Node]>::to_vec);
            for n in &list {
                if id.node == "expect" {
                    out.extend(self.expectation(n));
                } else if let Some(text) = self.text(n) {
                    self.is_word(Word::Key, &id);
                    let span = Self::entry(&id, n);
                    let kind = self.status(id.clone(), text, n);
                    out.extend(kind.map(|kind| Expectation { span, kind }));
                }
            }
        }
        out
    }

    /// `STATUS`, `not STATUS` or `cites DATE`.
    fn status(&mut self, id: Text, text: Text, node: &Node) -> Option<ExpectationKind> {
        if let Some(day) = text.node.strip_prefix("cites ") {
            let Some(date) = crate::time::parse_date(day.trim()) else {
                self.shape(node, "a date after `cites`");
                return None;
            };
            let date = Spanned::new(date, text.span);
            return Some(ExpectationKind::Cites { id, date });
        }
        let not = text.node.strip_prefix("not ").map(|s| s.trim().to_owned());
        let is_not = not.is_some();
        let status = Spanned::new(not.unwrap_or(text.node), text.span);
        self.is_word(Word::Name, &status);
        Some(ExpectationKind::Is {
            id,
            not: is_not,
            status,
        })
    }

    fn expectation(&mut self, node: &Node) -> Option<Expectation> {
        let Some(s) = node.scalar() else {
            self.shape(node, "an expectation");
            return None;
        };
        pest::expectation(self.file, &s.text, &s.offsets()).split(&mut self.said)
    }
}
