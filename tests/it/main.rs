//! Integration tests: one binary, one module a concern. All but `floors` and `codes`' table run the
//! built program as a user does.

mod cases;
mod cli;
mod codes;
mod example;
mod floors;
mod formats;
mod hostile;
mod support;
