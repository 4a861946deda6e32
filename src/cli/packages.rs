//! The packages that ship inside the binary: `use std.NAME`.

macro_rules! package {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../rules/std/", $name, ".norm")),
        )
    };
}

/// Name and text of each, by name.
pub static PACKAGES: &[(&str, &str)] = &[
    package!("actions"),
    package!("bodies"),
    package!("counterterrorism"),
    package!("organs"),
    package!("places"),
    package!("plover"),
    package!("states"),
];

/// The text of a package.
pub fn find(name: &str) -> Option<&'static str> {
    PACKAGES.iter().find(|(n, _)| *n == name).map(|(_, t)| *t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_is_a_package_and_the_table_is_sorted() {
        let mut files: Vec<String> =
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/std"))
                .unwrap()
                .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
        files.sort();
        let names: Vec<String> = PACKAGES.iter().map(|(n, _)| format!("{n}.norm")).collect();
        assert_eq!(names, files);
    }
}
