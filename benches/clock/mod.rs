//! The processor time of this thread: what a stage costs, whatever else the machine does meanwhile.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The time that this thread has run so far (Linux; elsewhere the time that has passed).
pub fn cpu() -> Duration {
    // Giving way brings the kernel's count up to date.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let ran = stat.split(' ').next().and_then(|n| n.parse().ok());
    static START: OnceLock<Instant> = OnceLock::new();
    ran.map_or_else(
        || START.get_or_init(Instant::now).elapsed(),
        Duration::from_nanos,
    )
}
