//! SARIF 2.1.0 (OASIS) for code scanning: a result for each finding and each fault of the input, with
//! the rule's words and the report's as locations, fingerprints of content, and its state against an
//! earlier run.

use super::fingerprint::{self, Fingerprint};
use super::{Look, Place, Renderer, Run, clean, clean_line, place, safe_json};
use crate::diag::{CODES, Code, CodeInfo, Diagnostic, Label, Severity};
use crate::model::Status;
use crate::source::Sources;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The renderer.
pub struct Sarif;

/// The key of a finding's identity, the one that GitHub reads.
pub const FINDING: &str = "primaryLocationLineHash";
/// The key of what it says.
pub const CONTENT: &str = "servandaContent/v1";

/// The rule under which what was waived is told.
const EXCUSED: &str = "excused";
/// Words of a place that are repeated, in bytes; longer ones are left to the file.
const SNIPPET: usize = 4000;

impl Renderer for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn about(&self) -> &'static str {
        "for code scanning: SARIF 2.1.0, findings with both their sides"
    }

    fn is_report(&self) -> bool {
        false
    }

    fn render(&self, run: &Run<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
        safe_json::write(&log(run), out)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [RunJson<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunJson<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<ResultJson>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: String,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultJson {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    kind: &'static str,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<About>,
}

#[derive(Serialize)]
struct About {
    commitment: String,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: u64,
    byte_length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text>,
}

#[derive(Serialize)]
struct Properties<'a> {
    as_of: String,
    known_at: String,
    rulebook: &'a str,
    reports: String,
    statuses: Vec<StatusOf<'a>>,
}

#[derive(Serialize)]
struct StatusOf<'a> {
    id: &'a str,
    status: &'static str,
}

fn log<'a>(run: &'a Run<'_>) -> Log<'a> {
    let excused = excused(run);
    let absent = absent(run);
    let mut named: BTreeSet<&str> = run.diagnostics.iter().map(|d| d.code.as_str()).collect();
    named.extend(absent.iter().map(|r| r.rule_id.as_str()));
    let mut rules: Vec<Rule> = CODES
        .iter()
        .filter(|(_, info)| named.contains(info.code))
        .map(|(_, info)| rule(info))
        .collect();
    if !excused.is_empty() {
        rules.push(excused_rule());
    }
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(i, r)| (r.id, i)).collect();
    let prints = fingerprint::all(run);
    let mut results: Vec<ResultJson> = run
        .diagnostics
        .iter()
        .zip(prints)
        .map(|(d, print)| result(run, d, print))
        .chain(excused)
        .chain(absent)
        .collect();
    for r in &mut results {
        r.rule_index = index.get(r.rule_id.as_str()).copied();
    }
    Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [RunJson {
            tool: Tool {
                driver: Driver {
                    name: "servanda",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
            invocations: [Invocation {
                execution_successful: !run.has_input_error(),
            }],
            column_kind: "unicodeCodePoints",
            results,
            properties: Properties {
                as_of: run.view.as_of.to_string(),
                known_at: run.known_at(),
                rulebook: run.rules.digest(),
                reports: super::reports_digest(run.src, run.reports),
                statuses: statuses(run),
            },
        }],
    }
}

/// Every commitment's and instance's status.
fn statuses<'a>(run: &'a Run<'_>) -> Vec<StatusOf<'a>> {
    let mut out = Vec::new();
    for c in &run.judgement.commitments {
        let Some(of) = run.rules.commitments.get(c.commitment) else {
            continue;
        };
        out.extend(
            c.instances
                .iter()
                .filter(|i| i.id != of.id)
                .map(|i| StatusOf {
                    id: &i.id,
                    status: i.status.word(),
                }),
        );
        out.push(StatusOf {
            id: &of.id,
            status: c.status.word(),
        });
    }
    out
}

/// A code with its page.
fn rule(info: &'static CodeInfo) -> Rule {
    let first = |text: &str| text.split("\n\n").next().unwrap_or("").replace('\n', " ");
    let (title, rest) = info.page.split_once('\n').unwrap_or((info.page, ""));
    let title = title.split_once(": ").map_or(title, |(_, t)| t).trim();
    Rule {
        id: info.code,
        name: pascal(info.slug),
        short_description: Text {
            text: title.to_string(),
        },
        full_description: Text {
            text: first(rest.trim_start()),
        },
        help: Help {
            text: info.page.to_string(),
            markdown: info.page.to_string(),
        },
        default_configuration: Configuration {
            level: info.severity.word(),
        },
    }
}

fn excused_rule() -> Rule {
    let meaning = Status::Excused.info().meaning.to_string();
    let text = || Text {
        text: meaning.clone(),
    };
    Rule {
        id: EXCUSED,
        name: "Excused".into(),
        short_description: text(),
        full_description: text(),
        help: Help {
            text: meaning.clone(),
            markdown: meaning.clone(),
        },
        default_configuration: Configuration { level: "note" },
    }
}

/// `fulfilled-late` → `FulfilledLate`.
fn pascal(slug: &str) -> String {
    slug.split('-')
        .map(|w| {
            let mut chars = w.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars).collect::<String>()
        })
        .collect()
}

fn result(run: &Run<'_>, d: &Diagnostic, print: Fingerprint) -> ResultJson {
    let mut text = message(&d.message);
    if let Some(help) = &d.help {
        text.push_str("\nhelp: ");
        text.push_str(&message(help));
    }
    let mut labels = d.labels.iter();
    let first = labels.next().map(|l| location(run.src, l, None));
    let state = run.earlier.map(|e| match e.findings.get(&print.finding) {
        None => "new",
        Some(was) if was.content == print.content => "unchanged",
        Some(_) => "updated",
    });
    ResultJson {
        rule_id: d.code.as_str().into(),
        rule_index: None,
        kind: "fail",
        level: d.severity.word(),
        message: Text { text },
        locations: first.into_iter().collect(),
        related_locations: labels
            .enumerate()
            .map(|(i, l)| location(run.src, l, Some(i + 1)))
            .collect(),
        partial_fingerprints: prints(print),
        suppressions: Vec::new(),
        baseline_state: state,
        properties: d.commitment.as_deref().map(|id| About {
            commitment: clean_line(id),
        }),
    }
}

fn prints(print: Fingerprint) -> BTreeMap<&'static str, String> {
    BTreeMap::from([(FINDING, print.finding), (CONTENT, print.content)])
}

/// What was waived, as results that are suppressed with the reason.
fn excused(run: &Run<'_>) -> Vec<ResultJson> {
    let mut out = Vec::new();
    for c in &run.judgement.commitments {
        let of = run.rules.commitments.get(c.commitment);
        for i in c.instances.iter().filter(|i| i.status == Status::Excused) {
            let finding = fingerprint::digest(EXCUSED, &[i.id.as_bytes()]) + ":1";
            let content = fingerprint::digest(EXCUSED, &[i.reason.as_bytes()]);
            let known = run.earlier.map(|e| e.findings.contains_key(&finding));
            let span = of.map(|o| o.norms.get(i.norm).map_or(o.span, |n| n.span));
            let label = span.map(|span| Label {
                span,
                message: String::new(),
            });
            out.push(ResultJson {
                rule_id: EXCUSED.into(),
                rule_index: None,
                kind: "fail",
                level: "note",
                message: Text {
                    text: format!("{} is excused: {}", message(&i.id), message(&i.reason)),
                },
                locations: label.iter().map(|l| location(run.src, l, None)).collect(),
                related_locations: Vec::new(),
                partial_fingerprints: prints(Fingerprint { finding, content }),
                suppressions: vec![Suppression {
                    kind: "external",
                    status: "accepted",
                    justification: message(&i.reason),
                }],
                baseline_state: known.map(|k| if k { "unchanged" } else { "new" }),
                properties: Some(About {
                    commitment: clean_line(&i.id),
                }),
            });
        }
    }
    out
}

/// Findings of the earlier run that are gone.
fn absent(run: &Run<'_>) -> Vec<ResultJson> {
    let Some(earlier) = run.earlier else {
        return Vec::new();
    };
    let now: BTreeSet<String> = fingerprint::all(run)
        .into_iter()
        .map(|p| p.finding)
        .chain(
            excused(run)
                .iter()
                .filter_map(|r| r.partial_fingerprints.get(FINDING).cloned()),
        )
        .collect();
    earlier
        .findings
        .iter()
        .filter(|(finding, _)| !now.contains(*finding))
        .map(|(finding, was)| ResultJson {
            rule_id: clean_line(&was.code),
            rule_index: None,
            kind: "fail",
            level: crate::diag::find(&was.code)
                .map_or(Severity::Note, |c: Code| c.info().severity)
                .word(),
            message: Text {
                text: message(&was.message),
            },
            locations: Vec::new(),
            related_locations: Vec::new(),
            partial_fingerprints: prints(Fingerprint {
                finding: finding.clone(),
                content: was.content.clone(),
            }),
            suppressions: Vec::new(),
            baseline_state: Some("absent"),
            properties: None,
        })
        .collect()
}

/// A message in which nothing is taken for a link (SARIF 3.11.6).
fn message(text: &str) -> String {
    clean(text).replace("](", "] (")
}

fn location(src: &Sources, label: &Label, id: Option<usize>) -> Location {
    let at = place(src, label.span);
    let text = clean_line(&label.message);
    Location {
        id,
        message: (!text.is_empty()).then(|| Text {
            text: message(&text),
        }),
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(at.file) },
            region: region(&at),
        },
    }
}

fn region(at: &Place<'_>) -> Region {
    let is_shown = !at.text.is_empty() && at.text.len() <= SNIPPET;
    Region {
        start_line: at.line,
        start_column: at.column,
        end_line: at.end_line,
        end_column: at.end_column,
        byte_offset: at.start,
        byte_length: at.end - at.start,
        snippet: is_shown.then(|| Text {
            text: clean(at.text).into_owned(),
        }),
    }
}

/// A file's name as a URI: relative names stay relative, everything but unreserved characters encoded.
pub fn uri(name: &str) -> String {
    use std::fmt::Write;
    let name = name.replace('\\', "/");
    let mut out = String::new();
    if name.starts_with('/') {
        out.push_str("file://");
    }
    for b in name.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(b));
            }
            _ => {
                let _ = write!(out, "%{b:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_become_uris_and_messages_hold_no_link() {
        assert_eq!(super::uri("reports/a b:ü.md"), "reports/a%20b%3A%C3%BC.md");
        assert_eq!(super::uri("/tmp/x"), "file:///tmp/x");
        assert_eq!(super::message("[x](http://a)"), "[x] (http://a)");
        assert_eq!(super::pascal("fulfilled-late"), "FulfilledLate");
    }
}
