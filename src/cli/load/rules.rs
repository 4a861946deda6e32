//! Rule files, and what they use: packages that ship with the tool, files beside them, an
//! agreement's text. Each is loaded once, however often and in whatever circle it is named.

use super::Loaded;
use super::file::{self, Kind, shown};
use crate::cli::packages;
use servanda::diag::{Code, Diagnostic, did_you_mean};
use servanda::source::{Role, Source, Span};
use servanda::syntax::ast::{Item, UseTarget};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Loads rule files into a [`Loaded`].
pub struct RuleLoader<'a> {
    out: &'a mut Loaded,
    /// Where files may lie.
    roots: Vec<PathBuf>,
    /// Real paths of what is loaded.
    seen: BTreeSet<PathBuf>,
    packages: BTreeSet<String>,
    /// How many of the parsed files have been looked through, and the folder of each.
    done: usize,
    folders: Vec<Option<PathBuf>>,
}

impl<'a> RuleLoader<'a> {
    /// A loader for a project.
    pub fn new(out: &'a mut Loaded, root: &Path) -> Self {
        Self {
            out,
            roots: root.canonicalize().into_iter().collect(),
            seen: BTreeSet::new(),
            packages: BTreeSet::new(),
            done: 0,
            folders: Vec::new(),
        }
    }

    /// Adds a file that the user named or that a folder of theirs holds.
    pub fn add_file(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            self.load(path, None);
            return;
        }
        if let Ok(real) = path.canonicalize() {
            if let Some(folder) = real.parent() {
                self.roots.push(folder.to_path_buf());
            }
            if !self.seen.insert(real) {
                return;
            }
        }
        self.load(path, None);
    }

    /// Loads what the files loaded so far use, and so on.
    pub fn follow(&mut self) {
        while let Some(file) = self.out.rules.get(self.done) {
            let mut wanted: Vec<(Wanted, Span)> = Vec::new();
            for item in &file.items {
                match item {
                    Item::Use(u) => {
                        let what = match &u.target.node {
                            UseTarget::Package(name) => Wanted::Package(name.clone()),
                            UseTarget::Path(path) => Wanted::Rules(path.clone()),
                        };
                        wanted.push((what, u.target.span));
                    }
                    Item::Agreement(a) => {
                        if let Some(text) = &a.text {
                            wanted.push((Wanted::Text(text.node.clone()), text.span));
                        }
                    }
                    _ => {}
                }
            }
            let folder = self.folders.get(self.done).cloned().flatten();
            self.done += 1;
            for (what, at) in wanted {
                match what {
                    Wanted::Package(name) => self.package(&name, at),
                    Wanted::Rules(path) => self.used(&path, folder.as_deref(), at, Kind::Rules),
                    Wanted::Text(path) => self.used(&path, folder.as_deref(), at, Kind::Text),
                }
            }
        }
    }

    fn package(&mut self, name: &str, at: Span) {
        let name = name.strip_prefix("std.").unwrap_or(name);
        let Some(text) = packages::find(name) else {
            let names = packages::PACKAGES.iter().map(|(n, _)| *n);
            let d = Diagnostic::new(
                Code::UnknownPackage,
                format!("no package is called `std.{name}`"),
            )
            .at(at, "not shipped with the tool");
            self.out
                .diagnostics
                .push(match did_you_mean(name, names.clone()) {
                    Some(near) => d.help(format!("did you mean `std.{near}`?")),
                    None => d.help(format!(
                        "the packages are {}",
                        names
                            .map(|n| format!("`std.{n}`"))
                            .collect::<Vec<_>>()
                            .join(", ")
                    )),
                });
            return;
        };
        if !self.packages.insert(name.to_string()) {
            return;
        }
        // A project may hold the package's own file: once is enough.
        let is_loaded = self
            .out
            .src
            .iter()
            .any(|(_, s)| s.role == Role::Rules && s.text == text);
        if !is_loaded {
            self.parse(
                Source::new(format!("std/{name}.norm"), text, Role::Package),
                None,
            );
        }
    }

    /// Loads a file that a rule file names, counted from that file's folder.
    fn used(&mut self, path: &str, folder: Option<&Path>, at: Span, kind: Kind) {
        let Some(folder) = folder else {
            self.out.diagnostics.push(
                Diagnostic::new(
                    Code::OutsideRoot,
                    format!("`{path}` cannot be named here: this text has no folder"),
                )
                .at(at, "a file of its own is needed")
                .help("a package or standard input can use packages alone"),
            );
            return;
        };
        let target = normal(&folder.join(path));
        let real = target.canonicalize();
        let place = real.as_ref().ok().cloned().or_else(|| {
            // What does not exist may still lead out.
            Some(normal(&folder.canonicalize().ok()?.join(path)))
        });
        let inside = place.is_some_and(|p| self.roots.iter().any(|r| p.starts_with(r)));
        if Path::new(path).is_absolute() || !inside {
            self.out.diagnostics.push(
                Diagnostic::new(
                    Code::OutsideRoot,
                    format!("`{path}` leads out of the project"),
                )
                .at(at, "outside of the project’s folder")
                .help("copy the file into the project, or name it with --rules"),
            );
            return;
        }
        let Ok(real) = real else {
            self.out.diagnostics.push(
                Diagnostic::new(
                    Code::MissingUse,
                    format!("nothing stands at `{}`", shown(&target)),
                )
                .at(at, "this file does not exist")
                .help("the path is counted from the folder of this rule file"),
            );
            return;
        };
        if !self.seen.insert(real) {
            return;
        }
        match kind {
            Kind::Rules => self.load(&target, Some(at)),
            _ => match file::read(&target, kind) {
                Ok(text) => {
                    self.out
                        .src
                        .add(Source::new(shown(&target), text, Role::Text));
                }
                Err(d) => self.out.diagnostics.push(d.at(at, "named here")),
            },
        }
    }

    /// Reads and parses a file; `at` is where a rule file names it.
    fn load(&mut self, path: &Path, at: Option<Span>) {
        match file::read(path, Kind::Rules) {
            Ok(text) if is_scorecard(path, &text) => {}
            Ok(text) => {
                let name = file::name_of(path, &text, Kind::Rules);
                let folder = path.parent().map(Path::to_path_buf);
                let folder = folder.filter(|_| path.as_os_str() != "-");
                self.parse(Source::new(name, text, Role::Rules), folder);
            }
            Err(d) => {
                let mut d = file::with_place(*d, path, &mut self.out.src, Role::Rules);
                if let Some(span) = at {
                    d = d.at(span, "named here");
                }
                self.out.diagnostics.push(d);
            }
        }
    }

    fn parse(&mut self, source: Source, folder: Option<PathBuf>) {
        let id = self.out.src.add(source);
        let file = servanda::syntax::parse(&self.out.src, id).split(&mut self.out.diagnostics);
        self.out.rules.push(file);
        self.folders.push(folder);
    }
}

/// What a rule file asks for.
enum Wanted {
    Package(String),
    Rules(String),
    Text(String),
}

/// In a rules folder a YAML file that begins with `scorecard:` is a scorecard, not rules.
fn is_scorecard(path: &Path, text: &str) -> bool {
    let mut lines = text
        .lines()
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#') && l.trim() != "---");
    file::ending(path) != "norm" && lines.next().is_some_and(|l| l.starts_with("scorecard:"))
}

/// The path with `.` and `..` resolved as words, links not looked at.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
