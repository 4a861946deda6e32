//! Files of sentences with what is to be read of them. A case is `> text` (lines go on with `>`), then
//! the claims as [`super::reading::line`] writes them, in any order; none where none is to be made.
//! `date:`, `publisher:` and `rules:` before the first case hold for the file.

use super::reading::{self, Book};
use std::path::Path;

/// A file of cases.
pub struct File {
    /// When the texts were published.
    pub date: String,
    /// By whom.
    pub publisher: String,
    /// More rules.
    pub rules: Vec<(String, String)>,
    /// Packages.
    pub packages: Vec<String>,
    /// Line, text, claims.
    pub cases: Vec<(usize, String, Vec<String>)>,
}

/// Reads a file.
pub fn file(path: &Path) -> File {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = File {
        date: "2021-02-10".into(),
        publisher: "Dawn".into(),
        rules: Vec::new(),
        packages: Vec::new(),
        cases: Vec::new(),
    };
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if let Some(t) = line.strip_prefix('>') {
            let t = t.strip_prefix(' ').unwrap_or(t);
            match out.cases.last_mut() {
                Some((_, text, claims)) if claims.is_empty() && text.ends_with('\n') => {
                    text.push_str(t);
                    text.push('\n');
                }
                _ => out.cases.push((n + 1, format!("{t}\n"), Vec::new())),
            }
        } else if line.is_empty() {
            if let Some((_, text, _)) = out.cases.last_mut() {
                let end = text.trim_end().len();
                text.truncate(end);
            }
        } else if line.starts_with('#') {
        } else if let Some((_, _, claims)) = out.cases.last_mut() {
            claims.push(line.to_owned());
        } else if let Some(v) = line.strip_prefix("date:") {
            out.date = v.trim().to_owned();
        } else if let Some(v) = line.strip_prefix("publisher:") {
            out.publisher = v.trim().to_owned();
        } else if let Some(v) = line.strip_prefix("packages:") {
            out.packages = v.split_whitespace().map(str::to_owned).collect();
        } else if let Some(v) = line.strip_prefix("rules:") {
            let p = path.with_file_name(v.trim());
            let t = std::fs::read_to_string(&p).unwrap();
            out.rules.push((v.trim().to_owned(), t));
        } else {
            panic!("{}:{}: {line}", path.display(), n + 1);
        }
    }
    out
}

/// The rulebook of a file; its rules must be without fault.
pub fn book(root: &Path, file: &File) -> Book {
    let packages: Vec<&str> = file.packages.iter().map(String::as_str).collect();
    let book = reading::book(root, &packages, &file.rules);
    assert!(book.said.is_empty(), "{:?}", book.said);
    book
}

/// What differs: text, wanted lines that are missing, lines that are too many.
pub fn differences(book: &Book, file: &File) -> Vec<String> {
    let mut out = Vec::new();
    for (n, text, want) in &file.cases {
        let got = reading::claims(book, text.trim_end(), &file.date, &file.publisher).value;
        let mut got: Vec<String> = got
            .claims
            .iter()
            .map(|c| reading::line(&book.rules, c))
            .collect();
        let mut missing = Vec::new();
        for w in want {
            match got.iter().position(|g| g == w) {
                Some(i) => {
                    got.remove(i);
                }
                None => missing.push(w.clone()),
            }
        }
        if !missing.is_empty() || !got.is_empty() {
            let mut d = format!("{n}: {}", text.trim_end());
            for m in missing {
                d += &format!("\n    - {m}");
            }
            for g in got {
                d += &format!("\n    + {g}");
            }
            out.push(d);
        }
    }
    out
}

/// A file of `ACT TARGET: STATUS … | sentence`: what of it does not hold, and how many there are.
pub fn hostile(book: &Book, path: &Path) -> (Vec<String>, usize) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = Vec::new();
    let mut all = 0;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        all += 1;
        let (head, sentence) = line.split_once(" | ").unwrap();
        let (act, statuses) = head.split_once(": ").unwrap();
        let (action, target) = act.split_once(' ').unwrap();
        let allowed: Vec<&str> = statuses.split_whitespace().collect();
        let got = reading::claims(book, sentence, "2021-02-10", "Dawn").value;
        let got: Vec<String> = got
            .claims
            .iter()
            .map(|c| reading::line(&book.rules, c))
            .filter(|l| {
                let mut words = l.split(' ').skip(1);
                words.next() == Some(action) && words.next() == Some(target)
            })
            .collect();
        let fits = |l: &String| l.split(' ').nth(3).is_some_and(|s| allowed.contains(&s));
        if got.is_empty() && !allowed.contains(&"none") || !got.iter().all(fits) {
            out.push(format!(
                "{}: {sentence}\n    {statuses} but {}",
                n + 1,
                if got.is_empty() {
                    "none".to_owned()
                } else {
                    got.join("; ")
                }
            ));
        }
    }
    (out, all)
}
