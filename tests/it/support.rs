//! Running the program in a folder, and folders to run it in.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs the program in `dir`, without the caller's colours and width.
pub fn run(dir: &Path, args: &[&str]) -> Ran {
    run_with(dir, args, "")
}

/// As [`run`], with standard input.
pub fn run_with(dir: &Path, args: &[&str], input: &str) -> Ran {
    use std::io::Write;
    let mut child = command(dir, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_string();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The command, ready to be started.
pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_servanda"));
    command
        .current_dir(dir)
        .args(args)
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .env("TERM", "xterm");
    command
}

/// Runs `check --format json` and reads what it prints.
pub fn check_json(dir: &Path, args: &[&str]) -> (i32, Value) {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let ran = run(dir, &all);
    let value =
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", ran.out, ran.err));
    (ran.code, value)
}

/// A project folder with these files.
pub fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(dir.path(), name, text.as_bytes());
    }
    dir
}

/// Writes a file and the folders above it.
pub fn write(dir: &Path, name: &str, bytes: &[u8]) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The codes of all findings, in order.
pub fn codes(json: &Value) -> Vec<String> {
    json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["code"].as_str().unwrap().to_string())
        .collect()
}

/// Every commitment's and instance's status, by ID.
pub fn statuses(json: &Value) -> std::collections::BTreeMap<String, String> {
    let mut all = std::collections::BTreeMap::new();
    let mut add = |v: &Value| {
        all.insert(
            v["id"].as_str().unwrap().to_string(),
            v["status"].as_str().unwrap().to_string(),
        );
    };
    for c in json["commitments"].as_array().unwrap() {
        for i in c["instances"].as_array().unwrap() {
            add(i);
        }
        add(c);
    }
    all
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A small rulebook with one achieve.
pub const RULES: &str = "edition 1
state Pakistan \"Pakistan\" { adjective \"Pakistani\" }
group LeT \"Lashkar-e-Tayyiba\" { aka \"LeT\" }
action ban \"ban\" { undone by lift-ban }
action lift-ban \"lift the ban on\"
commitment PK-1 \"Ban\" { Pakistan shall ban LeT by 2021-12-31. }
";

/// A report that fulfils it.
pub const REPORT: &str = "---
title: A ban
date: 2021-03-02
publisher: Dawn
---
Pakistan banned Lashkar-e-Tayyiba on 1 March 2021.
";
