//! Rule text to a syntax tree, and back. Takes a source; gives one tree for both front ends.

pub mod ast;
mod build;
mod grammar;
mod items;
mod junk;
pub mod pest;
mod sentence;
