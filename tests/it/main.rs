//! Integration tests: one binary, one module a concern. All but `floors` and `codes`' table run the
//! built program as a user does.
#![allow(
    clippy::type_complexity,
    clippy::collapsible_if,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program of the developers: it may stop at once, and it reads and prints"
)]

mod beginner;
mod cases;
mod cli;
mod codes;
mod docs;
mod example;
mod false_fulfilled;
mod flood;
mod floors;
mod formats;
mod fuzz;
mod hostile;
mod judge;
mod kinds;
mod left_out;
mod lint;
mod machine;
mod moves;
mod prose;
mod reference;
mod reports;
mod rules_schema;
mod schema;
mod silence;
mod support;
mod testing;
mod worlds;
