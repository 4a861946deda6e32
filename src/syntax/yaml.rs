//! The YAML form of a rulebook to the same syntax tree. Takes the tree of `crate::yaml`; sentences go
//! through the grammar of the `.norm` form, with their places in the YAML file.

mod items;
mod keys;
mod print;
mod schema;
mod tests;
mod together;
mod values;

pub use print::print;
pub use schema::schema;
pub use together::together;

use super::ast::{Comment, File, Item};
use super::pest::Word;
use crate::diag::{Code, Diagnostic, Outcome, did_you_mean};
use crate::source::{FileId, Sources, Span};
use crate::yaml::Node;

/// Reads a YAML rule file.
pub fn file(src: &Sources, file: FileId) -> Outcome<File> {
    let whole = Span::new(file, 0, src.text(file).len());
    let mut b = Walk {
        file,
        said: Vec::new(),
        items: Vec::new(),
    };
    if let Some(root) = crate::yaml::parse(src, whole).split(&mut b.said) {
        b.root(&root);
    }
    let comments = crate::yaml::comments(src, whole)
        .into_iter()
        .map(|c| Comment {
            span: c.span,
            text: src.slice(c.span).trim_start_matches('#').trim().to_owned(),
            trailing: c.trailing,
        })
        .collect();
    // What an error points at was not read, or not as it was meant.
    let errors = b.said.iter().filter(|d| d.is_input_error());
    let broken = errors
        .filter_map(|d| d.labels.first())
        .map(|l| l.span)
        .collect();
    Outcome::with(
        File {
            file,
            items: b.items,
            comments,
            broken,
        },
        b.said,
    )
}

/// Walks the tree and gathers items.
struct Walk {
    file: FileId,
    said: Vec<Diagnostic>,
    items: Vec<Item>,
}

impl Walk {
    fn root(&mut self, root: &Node) {
        for (key, value) in self.entries(root, "a map of items", &keys::of("root")) {
            match key.node.as_str() {
                "edition" => {
                    if let Some(n) = self.integer(&value) {
                        if n.node != 1 {
                            self.said.push(
                                Diagnostic::new(
                                    Code::UnknownEdition,
                                    format!("edition {} of the language is not known", n.node),
                                )
                                .at(n.span, "this tool knows edition 1")
                                .help("use a later version of the tool, or write `edition: 1`"),
                            );
                        }
                        self.items.push(Item::Edition(n));
                    }
                }
                "use" => self.uses(&value),
                "agreement" => self.agreement(None, &value),
                "agreements" => {
                    for (id, v) in self.keyed(Word::Id, &value, "agreements by their ID") {
                        self.agreement(Some(id), &v);
                    }
                }
                "relations" => self.relations(&value),
                "sets" => self.sets(&value),
                "actions" => self.actions(&value),
                "conditions" => self.conditions(&value),
                "sources" => self.sources(&value),
                "commitments" => self.commitments(&value),
                "waive" | "suspend" | "terminate" => self.reliefs(&key.node, &value),
                "override" => self.overrides(&value),
                "tests" => self.tests(&value),
                plural => self.entities(plural, &value),
            }
        }
    }

    /// Says that a value has the wrong shape.
    fn shape(&mut self, node: &Node, expected: &str) {
        self.said.push(
            Diagnostic::new(
                Code::YamlShape,
                format!("{} stands where {expected} is expected", node.what()),
            )
            .at(node.span, format!("expected {expected}")),
        );
    }

    /// Says that a key is not known here.
    fn unknown(&mut self, key: &super::ast::Text, known: &[&str]) {
        let help = match did_you_mean(&key.node, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        self.said.push(
            Diagnostic::new(
                Code::YamlUnknownKey,
                format!("the key `{}` is not known here", key.node),
            )
            .at(key.span, "not known")
            .help(help),
        );
    }
}
