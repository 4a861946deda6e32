//! The parser that pest makes of `grammar/*.pest`.
#![allow(missing_docs, reason = "the rules are documented in the grammar")]

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/value.pest"]
#[grammar = "grammar/sentence.pest"]
#[grammar = "grammar/file.pest"]
pub struct Grammar;
