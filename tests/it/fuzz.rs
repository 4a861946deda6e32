//! What the fuzz targets found stays mended: their checks, on every input that was once a fault, and on a few
//! plain ones so that each check is known to run.

#[path = "../../fuzz/checks.rs"]
mod checks;

use super::support::root;

#[test]
fn what_was_found_by_fuzzing_stays_mended() {
    for (name, check) in checks::ALL {
        let folder = root().join("fuzz/regressions").join(name);
        let mut inputs: Vec<_> = std::fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .map(|e| e.unwrap().path())
            .collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "no input in {}", folder.display());
        for path in inputs {
            let data = std::fs::read(&path).unwrap();
            let done = std::panic::catch_unwind(|| check(&data));
            assert!(done.is_ok(), "{}", path.display());
        }
    }
}
