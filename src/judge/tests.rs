//! Boundary cases, written out.
