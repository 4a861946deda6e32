//! Loading: takes paths, gives texts in memory, rule files parsed (what they use included), and
//! what could not be had, each with a code. One bad file never costs the others.

mod file;
mod ignored;
mod project;
mod rules;
mod walk;

pub use file::{Kind, name_of, read, shown};
pub use project::Project;

use super::inputs::Inputs;
use rules::RuleLoader;
use servanda::diag::{Code, Diagnostic, did_you_mean};
use servanda::source::{FileId, Role, Source, Sources};
use servanda::syntax::ast;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walk::{Found, Walk};

/// All that a run reads.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Every text.
    pub src: Sources,
    /// The rule files, packages and used files included.
    pub rules: Vec<ast::File>,
    /// The reports, in name order.
    pub reports: Vec<FileId>,
    /// Files that decide what is read, and are no text of the run: ignore files.
    pub guides: Vec<PathBuf>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// What the project file says.
    pub project: Project,
}

/// Loads what the arguments name, else the project file, else `rules/` and `reports/`.
pub fn load(inputs: &Inputs, path: Option<&PathBuf>, needs_reports: bool) -> Loaded {
    let mut out = Loaded::default();
    let (mut rules, mut reports) = (inputs.rules.clone(), inputs.reports.clone());
    let mut start = PathBuf::from(".");
    match path {
        Some(p) if p.is_dir() => start.clone_from(p),
        Some(p) if p.is_file() => {
            match file::is_rules(p) {
                true => rules.push(p.clone()),
                false => reports.push(p.clone()),
            }
            // A file belongs to the project that it lies in, wherever the command runs.
            let folder = p.parent().filter(|f| !f.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            if project::is_inside(folder) {
                start = folder.to_path_buf();
            }
        }
        Some(p) if p.exists() || p.as_os_str() == "-" => reports.push(p.clone()),
        Some(p) => {
            out.diagnostics.push(missing(p, None));
            return out;
        }
        None => {}
    }
    project::find(&start, &mut out);
    let root = out.project.root.clone().unwrap_or(start);
    let given = |paths: Vec<PathBuf>, default: &[String], fallback: &str| {
        if !paths.is_empty() {
            Sought::Given(paths)
        } else if !default.is_empty() {
            Sought::Patterns(default.to_vec())
        } else {
            Sought::Folder(fallback.to_string())
        }
    };
    let rules = given(rules, &out.project.rules, "rules");
    let reports = given(reports, &out.project.reports, "reports");
    let among_rules = load_rules(&mut out, &root, &rules);
    if needs_reports {
        let among_reports = load_reports(&mut out, inputs, &root, &reports);
        astray(&mut out, &among_rules, &among_reports);
    }
    out
}

/// Says which files neither search took.
fn astray(out: &mut Loaded, rules: &Found, reports: &Found) {
    let real = |p: &PathBuf| p.canonicalize().ok();
    for (from, other, kind) in [
        (rules, reports, Kind::Rules),
        (reports, rules, Kind::Report),
    ] {
        let mut lost = from.others.clone();
        if !lost.is_empty() {
            let taken: BTreeSet<_> = other.files.iter().filter_map(real).collect();
            lost.retain(|p| real(p).is_some_and(|p| !taken.contains(&p)));
        }
        out.diagnostics.extend(walk::astray(&lost, kind));
    }
}

/// Where to look.
enum Sought {
    /// Paths of the command line.
    Given(Vec<PathBuf>),
    /// Paths and patterns of the project file.
    Patterns(Vec<String>),
    /// A folder of the project, where nothing was said.
    Folder(String),
}

impl Sought {
    /// As named in messages.
    fn names(&self) -> String {
        let names: Vec<String> = match self {
            Sought::Given(paths) => paths.iter().map(|p| file::shown(p)).collect(),
            Sought::Patterns(patterns) => patterns.clone(),
            Sought::Folder(name) => vec![format!("{name}/")],
        };
        let quoted: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
        quoted.join(", ")
    }

    /// The files, in name order.
    fn files(&self, root: &Path, kind: Kind, said: &mut Vec<Diagnostic>) -> Found {
        let mut walk = Walk::new(root, kind);
        match self {
            Sought::Given(paths) => {
                for path in paths {
                    if path.as_os_str() == "-" || path.exists() {
                        walk.add(path);
                    } else {
                        said.push(missing(path, None));
                    }
                }
            }
            Sought::Patterns(patterns) => {
                for pattern in patterns {
                    walk.add_pattern(pattern);
                }
            }
            Sought::Folder(name) => {
                let folder = root.join(name);
                if folder.is_dir() {
                    walk.add(&folder);
                }
            }
        }
        walk.finish(said)
    }
}

fn load_rules(out: &mut Loaded, root: &Path, sought: &Sought) -> Found {
    let found = sought.files(root, Kind::Rules, &mut out.diagnostics);
    out.guides.extend(found.ignore_files.iter().cloned());
    let mut loader = RuleLoader::new(out, root);
    for path in &found.files {
        loader.add_file(path);
    }
    loader.follow();
    // A folder of scorecards alone holds no rules either.
    let failed = out.diagnostics.iter().any(Diagnostic::is_input_error);
    if out.rules.is_empty() && !failed && !says_missing(&out.diagnostics) {
        out.diagnostics.push(no_rules(sought));
    }
    found
}

/// Every ending that a reader has, for people.
fn endings() -> String {
    let list: Vec<String> = servanda::read::READERS
        .iter()
        .flat_map(|r| r.extensions())
        .map(|e| format!(".{e}"))
        .collect();
    match list.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => list.join(", "),
    }
}

fn load_reports(out: &mut Loaded, inputs: &Inputs, root: &Path, sought: &Sought) -> Found {
    let found = sought.files(root, Kind::Report, &mut out.diagnostics);
    out.guides.extend(found.ignore_files.iter().cloned());
    if found.files.is_empty() && !says_missing(&out.diagnostics) {
        out.diagnostics.push(
            Diagnostic::new(
                Code::NoReports,
                format!("no report was found in {}", sought.names()),
            )
            .help(format!(
                "reports end in {}; --reports PATH names others",
                endings()
            )),
        );
    }
    for path in &found.files {
        let text = match file::read(path, Kind::Report) {
            Ok(text) => text,
            Err(d) => {
                let d = file::with_place(*d, path, &mut out.src, Role::Report);
                out.diagnostics.push(d);
                continue;
            }
        };
        let name = file::name_of(path, &text, Kind::Report);
        let mut source = Source::new(name, text, Role::Report);
        source.given_date.clone_from(&inputs.date);
        source.columns.clone_from(&out.project.columns);
        let id = out.src.add(source);
        out.reports.push(id);
    }
    found
}

/// Where a package or a used file is missing, the names that it would declare are not told one by one: the
/// one error says how many there are.
pub fn without_cascade(said: &mut Vec<Diagnostic>) {
    let causes = [Code::UnknownPackage, Code::MissingUse, Code::UnknownEdition];
    let follows = |d: &Diagnostic| matches!(d.code, Code::UnknownName | Code::UnknownAction);
    let n = said.iter().filter(|d| follows(d)).count();
    if n == 0 || !said.iter().any(|d| causes.contains(&d.code)) {
        return;
    }
    said.retain(|d| !follows(d));
    if let Some(d) = said.iter_mut().find(|d| causes.contains(&d.code)) {
        let s = if n == 1 { "name is" } else { "names are" };
        let more = format!("{n} {s} not known while this stands");
        d.help = Some(match d.help.take() {
            Some(help) => format!("{help}; {more}"),
            None => more,
        });
    }
}

/// Whether a path that was asked for is already said to be missing.
fn says_missing(said: &[Diagnostic]) -> bool {
    said.iter().any(|d| d.code == Code::MissingPath)
}

/// That nothing stands at a path, with the nearest name in its folder.
fn missing(path: &Path, at: Option<servanda::source::Span>) -> Diagnostic {
    let mut d = Diagnostic::new(
        Code::MissingPath,
        format!("nothing stands at `{}`", file::shown(path)),
    );
    if let Some(span) = at {
        d = d.at(span, "");
    }
    let parent = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let mut names: Vec<String> = std::fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    let commands = crate::cli::commands();
    let candidates = names.iter().chain(&commands).map(String::as_str);
    match did_you_mean(&wanted, candidates) {
        Some(near) if names.iter().any(|n| n == near) => d.help(format!(
            "did you mean `{}`?",
            file::shown(&path.with_file_name(near))
        )),
        Some(near) => d.help(format!("did you mean `servanda {near}`?")),
        None => d.help("check the spelling, and the folder that the command runs in"),
    }
}

/// The rule files that `fmt` is given: paths, else the project's.
pub fn rule_files(paths: &[PathBuf], inputs: &Inputs, said: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut out = Loaded::default();
    let start = PathBuf::from(".");
    project::find(&start, &mut out);
    let root = out.project.root.clone().unwrap_or(start);
    let sought = if !paths.is_empty() {
        Sought::Given(paths.to_vec())
    } else if !inputs.rules.is_empty() {
        Sought::Given(inputs.rules.clone())
    } else if !out.project.rules.is_empty() {
        Sought::Patterns(out.project.rules.clone())
    } else {
        Sought::Folder("rules".into())
    };
    let files = sought.files(&root, Kind::Rules, said).files;
    if files.is_empty() && !says_missing(said) {
        said.push(no_rules(&sought));
    }
    files
}

fn no_rules(sought: &Sought) -> Diagnostic {
    Diagnostic::new(
        Code::NoRules,
        format!("no rule file was found in {}", sought.names()),
    )
    .help("rule files end in .norm, .yaml or .yml; --rules PATH names others")
}
