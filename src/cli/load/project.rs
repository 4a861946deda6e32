//! The project file, `servanda.yaml`: where rules and reports are, and as of when to judge. Flags
//! win over it.

use super::{Loaded, file};
use crate::cli::inputs::{day, day_or_latest, status};
use servanda::diag::{Code, Diagnostic, did_you_mean};
use servanda::model::Status;
use servanda::source::{Role, Source, Span};
use servanda::time::Day;
use servanda::yaml::{Node, Value};
use std::path::{Path, PathBuf};

/// The file's name.
pub const NAME: &str = "servanda.yaml";

/// The file's keys.
const KEYS: [&str; 7] = [
    "rules",
    "reports",
    "as of",
    "known at",
    "fail on",
    "columns",
    "scorecards",
];

/// What the project file says.
#[derive(Debug, Default)]
pub struct Project {
    /// The folder that it stands in.
    pub root: Option<PathBuf>,
    /// Paths and patterns of rule files.
    pub rules: Vec<String>,
    /// Paths and patterns of reports.
    pub reports: Vec<String>,
    /// `as of`
    pub as_of: Option<Day>,
    /// `known at`
    pub known_at: Option<Day>,
    /// `fail on`
    pub fail_on: Option<Status>,
    /// `scorecards`: names of shipped cards, and paths from the project's folder.
    pub scorecards: Vec<String>,
    /// `columns`: (column in the file, field of a record).
    pub columns: Vec<(String, String)>,
}

/// Whether a project file stands in a folder or above it.
pub fn is_inside(start: &Path) -> bool {
    folder_of(start).is_some()
}

/// Looks for the file from `start` upwards and reads it.
pub fn find(start: &Path, out: &mut Loaded) {
    if let Some(folder) = folder_of(start) {
        let path = folder.join(NAME);
        out.project.root = Some(folder);
        read(&path, out);
    }
}

/// The nearest folder with a project file, from `start` upwards.
fn folder_of(start: &Path) -> Option<PathBuf> {
    let mut folder = start.to_path_buf();
    let depth = start.canonicalize().map_or(0, |p| p.components().count());
    for _ in 0..depth {
        // Whatever stands there is meant to be it: what cannot be read is said, not passed over.
        if std::fs::symlink_metadata(folder.join(NAME)).is_ok() {
            return Some(folder);
        }
        // A folder with rules and reports is a project of its own: one further up is another's.
        if folder.join("rules").is_dir() && folder.join("reports").is_dir() {
            return None;
        }
        folder = if folder.as_os_str() == "." || folder.as_os_str().is_empty() {
            PathBuf::from("..")
        } else {
            folder.join("..")
        };
    }
    None
}

fn read(path: &Path, out: &mut Loaded) {
    let text = match file::read(path, file::Kind::Rules) {
        Ok(text) => text,
        Err(d) => {
            let d = file::with_place(*d, path, &mut out.src, Role::Rules);
            out.diagnostics.push(d);
            return;
        }
    };
    let length = text.len();
    let id = out
        .src
        .add(Source::new(file::shown(path), text, Role::Rules));
    let whole = Span::new(id, 0, length);
    let node = servanda::yaml::parse(&out.src, whole).split(&mut out.diagnostics);
    let Some(node) = node else { return };
    let mut said = Vec::new();
    match node.value {
        Value::Map(entries) => {
            for (key, value) in &entries {
                entry(&mut out.project, key, value, &mut said);
            }
        }
        Value::Null => {}
        _ => said.push(wrong(
            node.span,
            "the project file is a map of keys",
            KEYS.join(", "),
        )),
    }
    out.diagnostics.append(&mut said);
}

fn entry(project: &mut Project, key: &Node, value: &Node, said: &mut Vec<Diagnostic>) {
    let name = scalar(key).unwrap_or_default();
    let text = scalar(value);
    let mut expect =
        |what: &str| said.push(wrong(value.span, format!("`{name}` takes {what}"), what));
    match name {
        "rules" | "reports" => match strings(value) {
            Some(list) if name == "rules" => project.rules = list,
            Some(list) => project.reports = list,
            None => expect("a path or pattern, or a list of them"),
        },
        "as of" => match text.map(day) {
            Some(Ok(d)) => project.as_of = Some(d),
            _ => expect("a date such as 2021-06-30"),
        },
        "known at" => match text.map(day_or_latest) {
            Some(Ok(d)) => project.known_at = Some(d),
            _ => expect("a date such as 2021-06-30, or latest"),
        },
        "fail on" => match text.map(status) {
            Some(Ok(s)) => project.fail_on = Some(s),
            _ => expect("a status such as overdue"),
        },
        "columns" => match columns(value) {
            Some(list) => project.columns = list,
            None => expect("a map from a column to a field of a record"),
        },
        "scorecards" => match strings(value) {
            Some(list) => project.scorecards = list,
            None => expect("a card such as g20 or a path, or a list of them"),
        },
        _ => {
            let d = Diagnostic::new(
                Code::ProjectFile,
                format!("`{name}` is no key of the project file"),
            )
            .at(key.span, "unknown key");
            said.push(match did_you_mean(name, KEYS) {
                Some(near) => d.help(format!("did you mean `{near}`?")),
                None => d.help(format!("the keys are {}", KEYS.join(", "))),
            });
        }
    }
}

fn wrong(span: Span, message: impl Into<String>, expected: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ProjectFile, message)
        .at(span, "not understood")
        .help(format!("expected {}", expected.into()))
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(s) => Some(s.text.as_str()),
        _ => None,
    }
}

fn strings(node: &Node) -> Option<Vec<String>> {
    match &node.value {
        Value::Seq(list) => list.iter().map(|n| scalar(n).map(String::from)).collect(),
        _ => scalar(node).map(|s| vec![s.to_string()]),
    }
}

fn columns(node: &Node) -> Option<Vec<(String, String)>> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|(k, v)| Some((scalar(k)?.to_string(), scalar(v)?.to_string())))
            .collect(),
        _ => None,
    }
}
