//! Every row of the language, as data: `tests/cases/language/*.case`, each with a text of the form, how
//! it is formatted, its YAML twin, and texts with an error. `UPDATE=1` rewrites what is computed.
//!
//! A rule of the grammar that no case uses fails, and so does a row without a case.
#![expect(
    clippy::disallowed_methods,
    reason = "the cases are files, so that they can be read and added without a compiler"
)]

use super::bare::normal;
use crate::diag::{Code, Diagnostic};
use crate::source::{Role, Source, Sources};
use crate::syntax::{fmt, parse, pest, yaml};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rows of the language's description: items, sentences, tests.
const ROWS: &[&str] = &[
    "edition",
    "use",
    "agreement",
    "entity-state",
    "entity-organisation",
    "entity-group",
    "entity-person",
    "entity-incident",
    "entity-place",
    "entity-topic",
    "relation",
    "set",
    "action",
    "condition",
    "source",
    "evidence",
    "commitment",
    "relief",
    "override",
    "test",
    "bearers",
    "modal",
    "duty-act",
    "duty-prevent",
    "duty-keep",
    "duty-ensure",
    "targets",
    "group",
    "participant",
    "amount",
    "pattern",
    "when",
    "if",
    "window",
    "q-by",
    "q-before",
    "q-on",
    "q-from",
    "q-until",
    "q-within",
    "q-every",
    "q-at-most-times",
    "q-flags",
    "q-sustained",
    "q-curing",
    "q-unless",
    "q-while",
    "q-only-if",
    "q-provided",
    "q-overriding",
    "otherwise",
    "duration",
    "number",
];

/// A case: (section, text), in order.
struct Case {
    path: PathBuf,
    sections: Vec<(String, String)>,
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut sections: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            match (line.strip_prefix("=== "), sections.last_mut()) {
                (Some(name), _) => sections.push((name.to_owned(), String::new())),
                (None, Some((_, body))) => {
                    body.push_str(line);
                    body.push('\n');
                }
                (None, None) => panic!("{}: text before a section", path.display()),
            }
        }
        Self { path, sections }
    }

    fn section(&self, name: &str) -> &str {
        let mut found = self.sections.iter().filter(|(n, _)| n == name);
        let Some((_, text)) = found.next() else {
            panic!("{}: no section `{name}`", self.path.display());
        };
        text
    }

    /// The case as it comes out.
    fn computed(&self) -> Vec<(String, String)> {
        let norm = self.section("norm");
        let mut out = Vec::new();
        let mut bad = "";
        for (name, text) in &self.sections {
            let text = match name.as_str() {
                "formatted" => formatted("t.norm", norm),
                "yaml" if text.trim().is_empty() => {
                    let (_, file, _) = read("t.norm", norm);
                    yaml::print(&file)
                }
                "bad" => {
                    bad = text;
                    text.clone()
                }
                "errors" => errors(bad),
                _ => text.clone(),
            };
            out.push((name.clone(), text));
        }
        out
    }
}

fn cases() -> BTreeMap<String, Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/language");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    files
        .map(|p| {
            (
                p.file_stem().unwrap().to_string_lossy().into_owned(),
                Case::read(p),
            )
        })
        .collect()
}

fn read(name: &str, text: &str) -> (Sources, crate::syntax::ast::File, Vec<String>) {
    let mut src = Sources::new();
    let id = src.add(Source::new(name, text, Role::Rules));
    let out = parse(&src, id);
    let said = out.diagnostics.iter().map(|d| line(&src, d)).collect();
    (src, out.value, said)
}

fn line(src: &Sources, d: &Diagnostic) -> String {
    let at = d.labels.first().map_or("", |l| src.slice(l.span));
    let help = d.help.clone().unwrap_or_default();
    format!("{} `{at}`: {} | {help}\n", d.code.as_str(), d.message)
}

fn formatted(name: &str, text: &str) -> String {
    let (src, file, said) = read(name, text);
    assert_eq!(said, Vec::<String>::new(), "{text}");
    fmt::norm(&src, &file)
}

/// The world that bad sentences are lowered in, so that what the grammar takes shows its error too.
const WORLD: &str = "agreement T { adopted 2020-09-10 }
state A state B state C state D state E state F state G state H state I state X
group LeT group JeM person Lakhvi incident Mumbai incident M set N = LeT, JeM
action meet \"meet\" action pay \"pay\" action visit \"visit\" action ban \"ban\" action attack \"attack\"
action act-against \"act against\" action convict \"convict\" action agree \"agree\"
condition banned { starts ban }
";

/// The errors of the grammar; where it has none, those of lowering.
fn errors(text: &str) -> String {
    let (_, _, said) = read("t.norm", text);
    if !said.is_empty() {
        return said.concat();
    }
    let mut src = Sources::new();
    let both = [WORLD, text].map(|t| {
        let id = src.add(Source::new("t.norm", t, Role::Rules));
        parse(&src, id).value
    });
    let lowered = crate::lower::lower(&src, &both).diagnostics;
    // What is not judged yet is no error of the form.
    let is_fault = |d: &&Diagnostic| d.is_input_error() && d.code != Code::NotEvaluatedYet;
    let errors = lowered.iter().filter(is_fault);
    errors.map(|d| line(&src, d)).collect()
}

#[test]
fn every_row_parses_formats_has_a_twin_and_says_its_errors() {
    let update = std::env::var_os("UPDATE").is_some();
    for (name, case) in cases() {
        let computed = case.computed();
        if update {
            let sections = computed.iter().map(|(n, t)| format!("=== {n}\n{t}"));
            std::fs::write(&case.path, sections.collect::<String>()).unwrap();
        } else {
            assert_eq!(case.sections, computed, "{name}");
        }
        let (norm, twin) = (read("t.norm", case.section("norm")), case.section("yaml"));
        if !update {
            let (_, file, said) = read("t.yaml", twin);
            assert_eq!(said, Vec::<String>::new(), "{name}");
            assert_eq!(normal(&file), normal(&norm.1), "{name}");
        }
        let once = formatted("t.norm", case.section("norm"));
        assert_eq!(formatted("t.norm", &once), once, "{name}");
        if update {
            continue;
        }
        let bad: Vec<_> = computed.iter().filter(|(n, _)| n == "errors").collect();
        assert!(!bad.is_empty(), "{name}: no text with an error");
        assert!(
            bad.iter().all(|(_, t)| !t.is_empty()),
            "{name}: a bad text has no error"
        );
    }
}

#[test]
fn every_row_and_every_rule_of_the_grammar_has_a_case() {
    let cases = cases();
    for row in ROWS {
        assert!(cases.contains_key(*row), "the row `{row}` has no case");
    }
    let used: BTreeSet<String> = cases
        .values()
        .flat_map(|c| pest::rules_in(c.section("norm")))
        .collect();
    let grammar = [
        include_str!("../../../grammar/lexical.pest"),
        include_str!("../../../grammar/value.pest"),
        include_str!("../../../grammar/sentence.pest"),
        include_str!("../../../grammar/file.pest"),
    ];
    let mut missing = Vec::new();
    for line in grammar.iter().flat_map(|g| g.lines()) {
        let Some((name, body)) = line.split_once(" = ") else {
            continue;
        };
        let name = name.trim();
        let is_rule = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        // A silent rule leaves no trace, and an entry is not part of a text.
        if is_rule && !body.starts_with('_') && !name.ends_with("_only") && !used.contains(name) {
            missing.push(name);
        }
    }
    assert_eq!(
        missing,
        Vec::<&str>::new(),
        "rules of the grammar that no case uses"
    );
}
