//! The one table of diagnostic codes: `SV`, the stage's two digits, two digits. Never reused.
//!
//! Stages: 01 load, 02 parse, 03 lower, 04 read, 05 extract, 06 judge, 07 render, 08 command line,
//! 09 testing. Each code has a page under `docs/codes/`, compiled in, whose example a test runs.

use super::Severity;

/// A row of the table.
#[derive(Debug)]
pub struct CodeInfo {
    /// `SV0601`.
    pub code: &'static str,
    /// A short name with hyphens.
    pub slug: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// The page, Markdown.
    pub page: &'static str,
}

impl CodeInfo {
    /// Whether it speaks of a party's conduct (stage 06) rather than of the input.
    pub fn is_finding(&self) -> bool {
        self.code.starts_with("SV06") && self.code != "SV0690"
    }
}

macro_rules! codes {
    ($($name:ident = $code:literal, $slug:literal, $severity:ident;)*) => {
        /// A diagnostic code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(
            #[doc = concat!($code, ": ", $slug)]
            $name,
        )* }

        /// Every code, in order.
        pub static CODES: &[(Code, CodeInfo)] = &[ $(
            (Code::$name, CodeInfo {
                code: $code,
                slug: $slug,
                severity: Severity::$severity,
                page: include_str!(concat!("../../docs/codes/", $code, ".md")),
            }),
        )* ];
    };
}

// One row a code; a new code is a row here, a page, and the call that reports it.
include!("table.rs");

impl Code {
    /// The row of the code.
    pub fn info(self) -> &'static CodeInfo {
        // INVARIANT: the table is built from the same list as the enum, in the same order.
        #[expect(
            clippy::indexing_slicing,
            reason = "the table has a row for every variant"
        )]
        &CODES[self as usize].1
    }

    /// `SV0601`.
    pub fn as_str(self) -> &'static str {
        self.info().code
    }
}

/// Looks a code up by its text, case ignored.
pub fn find(text: &str) -> Option<Code> {
    CODES
        .iter()
        .find(|(_, info)| info.code.eq_ignore_ascii_case(text))
        .map(|(code, _)| *code)
}
