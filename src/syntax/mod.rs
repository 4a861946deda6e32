//! Rule text to a syntax tree, and back.

pub mod ast;
mod grammar;
