//! Folders to files: in name order, ignore files honoured, links out of the root refused, what is
//! not read said once.

use super::file::{Kind, ending, shown};
use super::ignored::{Ignored, Why};
use ignore::overrides::OverrideBuilder;
use servanda::diag::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A search for files of one kind.
pub struct Walk<'a> {
    root: &'a Path,
    kind: Kind,
    files: Vec<PathBuf>,
    said: Vec<Diagnostic>,
    /// Files left out, by folder and ending.
    left_out: BTreeMap<String, BTreeMap<String, usize>>,
    /// What ignore files or a point before the name leave out, by folder.
    skipped: BTreeMap<String, Vec<(String, Why)>>,
    /// Ignore files that were read.
    ignore_files: Vec<PathBuf>,
    /// Files that are of another kind.
    others: Vec<PathBuf>,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in name order without repeats.
    pub files: Vec<PathBuf>,
    /// Files that it passed over since another search may take them.
    pub others: Vec<PathBuf>,
    /// Ignore files that it went by.
    pub ignore_files: Vec<PathBuf>,
}

/// Paths told by name of those left out.
const NAMED: usize = 5;

/// What stands in a folder, in name order: path, real path, and whether it is a folder itself.
fn children(path: &Path, real: &Path) -> std::io::Result<Vec<(PathBuf, PathBuf, bool)>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_folder = entry.file_type()?.is_dir();
        out.push((path.join(&name), real.join(&name), is_folder));
    }
    out.sort_by(|a, b| a.0.file_name().cmp(&b.0.file_name()));
    Ok(out)
}

impl<'a> Walk<'a> {
    /// A search in a project.
    pub fn new(root: &'a Path, kind: Kind) -> Self {
        Self {
            root,
            kind,
            files: Vec::new(),
            said: Vec::new(),
            left_out: BTreeMap::new(),
            skipped: BTreeMap::new(),
            ignore_files: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Adds a file, whatever its ending, or a folder's files.
    pub fn add(&mut self, path: &Path) {
        if path.is_dir() {
            self.folder(path, None);
        } else {
            self.files.push(path.to_path_buf());
        }
    }

    /// Adds what a path or pattern of the project file names.
    pub fn add_pattern(&mut self, pattern: &str) {
        let is_pattern = pattern.contains(['*', '?', '[', '{']);
        let path = self.root.join(pattern);
        if !is_pattern {
            if path.exists() {
                if self.stays_inside(&path, &path) {
                    self.add(&path);
                }
            } else {
                self.said.push(super::missing(&path, None));
            }
            return;
        }
        // Only the folders before the first pattern character need be walked.
        let fixed: PathBuf = Path::new(pattern)
            .components()
            .take_while(|c| {
                !c.as_os_str()
                    .to_string_lossy()
                    .contains(['*', '?', '[', '{'])
            })
            .collect();
        let from = self.root.join(fixed);
        let before = self.files.len();
        if from.is_dir() && self.stays_inside(&from, &from) {
            self.folder(&from, Some(pattern));
        }
        if self.files.len() == before {
            self.said.push(
                Diagnostic::new(
                    Code::MissingPath,
                    format!("no file fits the pattern `{pattern}`"),
                )
                .help("check its spelling, and whether an ignore file leaves its files out"),
            );
        }
    }

    /// What was found; what was said goes to `said`.
    pub fn finish(mut self, said: &mut Vec<Diagnostic>) -> Found {
        for (folder, list) in &self.skipped {
            self.said.push(left_out(folder, list));
        }
        for (folder, endings) in &self.left_out {
            let n: usize = endings.values().sum();
            let kinds: Vec<String> = endings
                .iter()
                .map(|(e, n)| match e.as_str() {
                    "" => format!("{n} without an ending"),
                    e => format!("{n} of kind `.{e}`"),
                })
                .collect();
            let (files, are) = if n == 1 {
                ("file", "is")
            } else {
                ("files", "are")
            };
            self.said.push(
                Diagnostic::new(
                    Code::UnknownExtension,
                    format!(
                        "{n} {files} in `{folder}` {are} not read: {}",
                        kinds.join(", ")
                    ),
                )
                .help("export them to a kind that is read, or list them in a .ignore file"),
            );
        }
        said.append(&mut self.said);
        let mut seen = std::collections::BTreeSet::new();
        self.files.retain(|f| seen.insert(f.clone()));
        Found {
            files: self.files,
            others: self.others,
            ignore_files: self.ignore_files,
        }
    }

    fn folder(&mut self, folder: &Path, pattern: Option<&str>) {
        let globs = pattern.and_then(|p| {
            let mut globs = OverrideBuilder::new(self.root);
            globs
                .add(&format!("/{}", p.trim_start_matches("./")))
                .ok()?;
            globs.build().ok()
        });
        let real = match folder.canonicalize() {
            Ok(real) => real,
            Err(e) => return self.unreadable(folder, &e),
        };
        let mut ignored = Ignored::above(&real);
        // Depth first, in name order.
        let mut todo = vec![(folder.to_path_buf(), real, true)];
        while let Some((path, real, is_folder)) = todo.pop() {
            let is_named = globs
                .as_ref()
                .is_none_or(|g| g.matched(&path, false).is_whitelist());
            if path != folder
                && let Some(why) = ignored.why(&real, is_folder)
            {
                self.skip(&path, folder, is_folder, is_named && globs.is_some(), why);
                continue;
            }
            if is_folder {
                ignored.enter(&real);
                match children(&path, &real) {
                    Ok(list) => todo.extend(list.into_iter().rev()),
                    Err(e) => self.unreadable(&path, &e),
                }
                continue;
            }
            if !is_named {
                continue;
            }
            let is_link = std::fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink());
            if is_link && !self.link(&path, folder) {
                continue;
            }
            self.file(&path, folder, globs.is_some());
        }
        self.ignore_files.append(&mut ignored.read);
        self.said.append(&mut ignored.said);
    }

    fn unreadable(&mut self, folder: &Path, e: &std::io::Error) {
        let reason = crate::cli::output::reason(e);
        self.said.push(Diagnostic::new(
            Code::UnreadableFile,
            format!("a part of `{}` cannot be read: {reason}", shown(folder)),
        ));
    }

    /// Notes what is left out, where it might have been read.
    fn skip(&mut self, path: &Path, folder: &Path, is_folder: bool, named: bool, why: Why) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // What version control keeps is nobody's report, and ignore files are read as such.
        let is_own = [".git", ".hg", ".svn", ".jj", ".ignore", ".gitignore"].contains(&&*name);
        if is_own || !(is_folder || named || self.kind.takes(path)) {
            return;
        }
        let what = format!("`{}{}`", shown(path), if is_folder { "/" } else { "" });
        self.skipped
            .entry(shown(folder))
            .or_default()
            .push((what, why));
    }

    /// Takes a file of the kind; counts any other.
    fn file(&mut self, path: &Path, folder: &Path, named: bool) {
        let is_project = path.file_name().is_some_and(|n| n == super::project::NAME);
        if is_project {
            return;
        }
        // The other kinds of a project may lie in one folder with these.
        let other = match self.kind {
            Kind::Rules => Kind::Report.takes(path),
            _ => ending(path) == "norm",
        };
        if self.kind.takes(path) || named {
            self.files.push(path.to_path_buf());
        } else if other {
            self.others.push(path.to_path_buf());
        } else {
            let endings = self.left_out.entry(shown(folder)).or_default();
            *endings.entry(ending(path)).or_default() += 1;
        }
    }

    /// Whether a link may be read: to a file inside the project or the walked folder.
    fn link(&mut self, path: &Path, folder: &Path) -> bool {
        if !self.stays_inside(path, folder) {
            return false;
        }
        if path.is_dir() {
            self.said.push(
                Diagnostic::new(
                    Code::LinkedFolder,
                    format!(
                        "`{}` is a link to a folder and is not followed",
                        shown(path)
                    ),
                )
                .help("name the folder itself"),
            );
            return false;
        }
        true
    }

    /// Whether the real place of `path` is inside the project, or inside `folder`, which the user named.
    fn stays_inside(&mut self, path: &Path, folder: &Path) -> bool {
        let Ok(real) = path.canonicalize() else {
            self.said.push(super::missing(path, None));
            return false;
        };
        let inside = |root: &Path| root.canonicalize().is_ok_and(|r| real.starts_with(r));
        if inside(self.root) || (path != folder && inside(folder)) {
            return true;
        }
        self.said.push(
            Diagnostic::new(
                Code::OutsideRoot,
                format!("`{}` leads out of the project", shown(path)),
            )
            .help("copy the file into the project, or name it on the command line"),
        );
        false
    }
}

/// That files are left out, and which.
fn left_out(folder: &str, list: &[(String, Why)]) -> Diagnostic {
    let n = list.len();
    let mut names: Vec<String> = list
        .iter()
        .take(NAMED)
        .map(|(name, why)| match why {
            Why::Ignored => format!("{name} by an ignore file"),
            Why::Hidden => format!("{name} since its name begins with a point"),
        })
        .collect();
    if n > NAMED {
        names.push(format!("and {} more", n - NAMED));
    }
    let is = if n == 1 { "path is" } else { "paths are" };
    Diagnostic::new(
        Code::LeftOut,
        format!("{n} {is} left out in `{folder}`: {}", names.join(", ")),
    )
    .help("name a file on the command line to have it read all the same")
}

/// That files which neither search took lie among those of another kind.
pub fn astray(others: &[PathBuf], kind: Kind) -> Option<Diagnostic> {
    let first = others.first()?;
    let (is, belongs) = match kind {
        Kind::Rules => ("a report", "the reports"),
        _ => ("a rule file", "the rules"),
    };
    let more = match others.len() {
        1 => String::new(),
        n => format!(", as are {} more beside it", n - 1),
    };
    Some(
        Diagnostic::new(
            Code::LeftOut,
            format!(
                "`{}` is not read: by its ending it is {is}{more}",
                shown(first)
            ),
        )
        .severity(servanda::diag::Severity::Warning)
        .help(format!(
            "put it among {belongs}, or name it on the command line"
        )),
    )
}
