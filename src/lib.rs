//! Servanda: agreements must be kept. A rule-based compliance checker.
//!
//! One way downhill: load → parse → lower → read → extract → judge → render.

pub mod diag;
pub mod extract;
pub mod judge;
pub mod lexicon;
pub mod lower;
pub mod model;
pub mod read;
pub mod render;
pub mod source;
pub mod syntax;
pub mod time;
pub mod yaml;
