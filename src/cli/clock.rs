//! The only place that knows what day it is.

use servanda::time::Day;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC: the default of `--as-of`.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line may know the date; it is printed in every output"
)]
pub fn today() -> Day {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    Day(i32::try_from(seconds / 86_400).unwrap_or(0))
}
