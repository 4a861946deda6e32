//! Every code has a page, every page a code, and what a page shows is what the program does.

use super::support::{REPORT, RULES, check_json, codes, project, root, run};
use servanda::diag::CODES;
use std::collections::BTreeSet;

/// Codes that a page's example may give besides its own: an example is short.
const SIDE: &[&str] = &["SV0110", "SV0319", "SV0341"];

#[test]
fn the_table_and_the_pages_agree() {
    let in_table: BTreeSet<String> = CODES.iter().map(|(_, c)| c.code.to_string()).collect();
    assert_eq!(in_table.len(), CODES.len(), "a code stands twice");
    let slugs: BTreeSet<&str> = CODES.iter().map(|(_, c)| c.slug).collect();
    assert_eq!(slugs.len(), CODES.len(), "a slug stands twice");
    let pages: BTreeSet<String> = std::fs::read_dir(root().join("docs/codes"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with("SV"))
        .map(|n| n.trim_end_matches(".md").to_string())
        .collect();
    assert_eq!(in_table, pages);
}

#[test]
fn each_page_says_what_why_and_what_to_do() {
    for (_, info) in CODES {
        let title = info.page.lines().next().unwrap_or("");
        assert!(
            title.starts_with(&format!("# {}: ", info.code)),
            "{}: title {title:?}",
            info.code
        );
        assert!(
            info.page.contains("\n## Example\n"),
            "{} has no example",
            info.code
        );
        assert!(info.page.len() > 200, "{} says too little", info.code);
    }
}

/// A fenced block: kind, attributes, text.
struct Fence {
    kind: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Fence {
    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.as_str())
    }
}

/// The fences under a heading of the second level.
fn fences(page: &str, heading: &str) -> Vec<Fence> {
    let mut out: Vec<Fence> = Vec::new();
    let mut inside = false;
    let mut open: Option<Fence> = None;
    for line in page.lines() {
        if let Some(fence) = &mut open {
            if line.starts_with("```") {
                out.extend(open.take());
            } else {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            inside = title == heading;
        } else if let Some(info) = line.strip_prefix("```").filter(|_| inside) {
            let info = info.replace("file: ", "file=");
            let mut words = info.split_whitespace();
            open = Some(Fence {
                kind: words.next().unwrap_or("").trim_end_matches(',').to_string(),
                attributes: words
                    .filter_map(|w| w.split_once('='))
                    .map(|(a, b)| (a.to_string(), b.trim_matches('"').to_string()))
                    .collect(),
                text: String::new(),
            });
        }
    }
    out
}

/// Where a fence's text goes in the project; none for blocks that are only shown.
fn place(fence: &Fence) -> Option<String> {
    let file = fence.attribute("file");
    let (folder, default) = match fence.kind.as_str() {
        "norm" => ("rules", "example.norm"),
        "report" => ("reports", "example.md"),
        "yaml" => {
            let is_records = fence
                .text
                .lines()
                .any(|l| l.starts_with("records:") || l.starts_with("- "));
            match is_records {
                true => ("reports", "example.yaml"),
                false => ("rules", "example.yaml"),
            }
        }
        "json" | "jsonl" | "csv" | "tsv" => ("reports", "example"),
        _ => return None,
    };
    Some(match file {
        Some("servanda.yaml") => "servanda.yaml".into(),
        Some(f) if f.contains('/') => f.into(),
        Some(f) => format!("{folder}/{f}"),
        None if default == "example" => format!("{folder}/example.{}", fence.kind),
        None => format!("{folder}/{default}"),
    })
}

/// Runs fences as a project and gives the codes, without notes and, unless it is about conduct,
/// without findings.
fn codes_of(page_code: &str, fences: &[Fence]) -> Option<BTreeSet<String>> {
    let mut files: Vec<(String, String)> = fences
        .iter()
        .filter_map(|f| Some((place(f)?, f.text.clone())))
        .collect();
    if files.is_empty() {
        return None;
    }
    let has = |folder: &str| files.iter().any(|(n, _)| n.starts_with(folder));
    let (no_rules, no_reports) = (!has("rules/"), !has("reports/"));
    if no_rules {
        files.push(("rules/default.norm".into(), RULES.into()));
    }
    if no_reports {
        files.push(("reports/default.md".into(), REPORT.into()));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let dir = project(&files);
    let as_of = fences.iter().find_map(|f| f.attribute("as-of"));
    let known_at = fences.iter().find_map(|f| f.attribute("known-at"));
    let mut args = vec!["--as-of", as_of.unwrap_or("2024-12-31")];
    if let Some(day) = known_at {
        args.extend(["--known-at", day]);
    }
    if page_code.starts_with("SV09") {
        return Some(of_test(dir.path()));
    }
    let (_, json) = check_json(dir.path(), &args);
    let about_conduct = page_code.starts_with("SV06");
    let mut found: BTreeSet<String> = codes(&json).into_iter().collect();
    found.retain(|c| c == page_code || !SIDE.contains(&c.as_str()));
    found.retain(|c| about_conduct || !c.starts_with("SV06"));
    // A report whose date cannot be read is left out, which is said too.
    found.retain(|c| c == page_code || !page_code.starts_with("SV04") || c != "SV0113");
    // What a report covers is void by something that is said too.
    found.retain(|c| c == page_code || page_code != "SV0504" || !c.starts_with("SV04"));
    // A table of coded events says that it is one.
    found.retain(|c| page_code != "SV0570" || c != "SV0430");
    Some(found)
}

/// The codes that `servanda test` prints.
fn of_test(dir: &std::path::Path) -> BTreeSet<String> {
    let ran = run(dir, &["test"]);
    let text = format!("{}{}", ran.out, ran.err);
    let codes = text.split(|c: char| !c.is_ascii_alphanumeric());
    codes
        .filter(|w| w.starts_with("SV09") && w.len() == 6)
        .map(String::from)
        .collect()
}

#[test]
fn each_example_gives_its_code_and_the_mended_one_does_not() {
    let mut wrong = Vec::new();
    for (_, info) in CODES {
        let code = info.code;
        let about_conduct = code.starts_with("SV06");
        if let Some(found) = codes_of(code, &fences(info.page, "Example")) {
            let fits = if about_conduct {
                found.contains(code) && found.iter().all(|c| c.starts_with("SV06"))
            } else {
                found.len() == 1 && found.contains(code)
            };
            if !fits {
                wrong.push(format!("{code}: the example gives {found:?}"));
            }
        }
        if let Some(found) = codes_of(code, &fences(info.page, "Mended")) {
            let clean = if about_conduct {
                !found.contains(code)
            } else {
                found.is_empty()
            };
            if !clean {
                wrong.push(format!("{code}: the mended example gives {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
