//! The floors of ARCHITECTURE.md: a file uses only lower floors, and its own module.

use std::path::{Path, PathBuf};

/// Modules of the library by floor; `cli` stands above all and is its own crate.
const FLOORS: &[(&str, u8)] = &[
    ("source", 0),
    ("diag", 1),
    ("time", 1),
    ("model", 2),
    ("yaml", 2),
    ("lexicon", 3),
    ("syntax", 4),
    ("read", 4),
    ("extract", 4),
    ("judge", 4),
    ("lower", 5),
    ("render", 6),
    ("testing", 6),
];

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(m, _)| *m == module).map(|(_, f)| *f)
}

/// Every module that a text names after `crate::`, comments and test modules left out.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    let mut found = Vec::new();
    for line in code.lines() {
        let line = line.split("//").next().unwrap_or("");
        for rest in line.split("crate::").skip(1) {
            if let Some(list) = rest.strip_prefix('{') {
                let names = list.split('}').next().unwrap_or("").split(',');
                found.extend(names.map(|n| first_word(n.trim())));
            } else {
                found.push(first_word(rest));
            }
        }
    }
    found.retain(|m| !m.is_empty());
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn a_file_uses_only_lower_floors() {
    let src = super::support::root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(files.len() > 50);
    let mut wrong = Vec::new();
    for path in files {
        let own = path.strip_prefix(&src).unwrap();
        let module = own.iter().next().unwrap().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        let is_test = own.iter().any(|n| n == "tests.rs" || n == "tests");
        if is_test || ["lib", "main", "cli"].contains(&module) {
            continue;
        }
        let Some(own_floor) = floor(module) else {
            panic!(
                "`{module}` has no floor: give it one in tests/it/floors.rs and ARCHITECTURE.md"
            );
        };
        for name in used(&std::fs::read_to_string(&path).unwrap()) {
            if name == module {
                continue;
            }
            if floor(&name).is_none_or(|f| f >= own_floor) {
                wrong.push(format!("{} names crate::{name}", own.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_of_use_lines_sees_them() {
    let text = "use crate::model::X;\nuse crate::{time::Day, judge};\nlet a = crate::read::f();\n\
                // crate::lower\n#[cfg(test)]\nmod tests { use crate::render::Y; }\n";
    assert_eq!(used(text), ["model", "time", "judge", "read"]);
}

#[test]
fn miette_pest_and_yaml_are_named_where_they_belong() {
    let src = super::support::root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    for path in files {
        let own = path
            .strip_prefix(&src)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let text = std::fs::read_to_string(&path).unwrap();
        let names = |word: &str| {
            text.lines()
                .map(|l| l.split("//").next().unwrap_or(""))
                .any(|l| l.contains(word))
        };
        if names("miette::") {
            assert!(own.starts_with("render/human/"), "{own} names miette");
        }
        // `pest::` elsewhere is the module of that name.
        if names("use pest::") || names("pest_derive") {
            let home = own == "syntax/pest.rs" || own.starts_with("syntax/pest/");
            assert!(home, "{own} names pest");
        }
        if names("jiff::") {
            assert!(own.starts_with("time"), "{own} names jiff");
        }
        if names("serde_yaml::") {
            assert!(own.starts_with("yaml"), "{own} names the YAML crate");
        }
        if names("clap::") || names("ignore::") {
            assert!(
                own.starts_with("cli/"),
                "{own} names a crate of the command line"
            );
        }
    }
}
