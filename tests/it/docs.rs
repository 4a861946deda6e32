//! The tutorial and the README do what they say: their files are written, their commands run, and what
//! they print is compared. A line `…` in a page stands for any lines.

use super::support::{command, root, write};
use std::path::Path;

/// A fenced block, with the file name in the line before it.
struct Block {
    kind: String,
    file: Option<String>,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut file = None;
    for line in page.lines() {
        if let Some(block) = &mut open {
            if line.starts_with("```") {
                out.extend(open.take());
            } else {
                block.text.push_str(line);
                block.text.push('\n');
            }
        } else if let Some(kind) = line.strip_prefix("```") {
            open = Some(Block {
                kind: kind.to_string(),
                file: file.take(),
                text: String::new(),
            });
        } else if let Some(name) = line.strip_prefix('`').and_then(|l| l.strip_suffix("`:")) {
            file = Some(name.to_string());
        }
    }
    out
}

/// Runs the pages' blocks in a folder; gives how many commands were compared.
fn follow(page: &str, dir: &Path) -> usize {
    let mut n = 0;
    let mut code = 0;
    for block in blocks(page) {
        match (&block.file, block.kind.as_str()) {
            (Some(file), _) => write(dir, file, block.text.as_bytes()),
            (None, "console") => {
                for step in format!("\n{}", block.text).split("\n$ ").skip(1) {
                    let (line, want) = step.split_once('\n').unwrap_or((step, ""));
                    let words: Vec<&str> = line.split_whitespace().collect();
                    let got = match words[..] {
                        ["echo", "$?"] => format!("{code}\n"),
                        ["servanda", ..] => {
                            let ran = command(dir, &words[1..]).output().unwrap();
                            code = ran.status.code().unwrap();
                            assert_ne!(code, 2, "{line}: {}", String::from_utf8_lossy(&ran.stderr));
                            String::from_utf8(ran.stdout).unwrap()
                        }
                        // Not ours to run.
                        _ => continue,
                    };
                    assert!(
                        fits(&got, want),
                        "$ {line}\n{got}\n-- but the page says --\n{want}"
                    );
                    n += 1;
                }
            }
            _ => {}
        }
    }
    n
}

/// Whether what was printed is what the page says. A page may leave out all, the end, or lines at `…`.
fn fits(got: &str, want: &str) -> bool {
    let want = want.trim_end();
    let mut rest = got;
    want.split("\n…\n").all(|part| match rest.find(part) {
        Some(i) => {
            rest = &rest[i + part.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn the_tutorial_does_what_it_says() {
    let page = std::fs::read_to_string(root().join("docs/guide/tutorial.md")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(follow(&page, dir.path()), 6);
    for file in ["verdict.json", "verdict.xml", "report.html", "ledger.csv"] {
        assert!(dir.path().join(file).exists(), "{file}");
    }
}

#[test]
fn the_readme_does_what_it_says() {
    let page = std::fs::read_to_string(root().join("README.md")).unwrap();
    let part = page.split("## A rule, a report, a verdict").nth(1).unwrap();
    let part = part.split("\n## ").next().unwrap();
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(follow(part, dir.path()), 2);
}

#[test]
fn every_link_of_the_docs_leads_somewhere() {
    let mut files = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    for entry in std::fs::read_dir(root().join("docs/guide")).unwrap() {
        files.push(entry.unwrap().path());
    }
    let mut n = 0;
    for file in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "md"))
    {
        let text = std::fs::read_to_string(file).unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split([')', '#', ' ']).next().unwrap();
            if link.is_empty() || link.contains("://") {
                continue;
            }
            let target = file.parent().unwrap().join(link);
            assert!(target.exists(), "{}: {link}", file.display());
            n += 1;
        }
    }
    assert!(n > 10);
}
