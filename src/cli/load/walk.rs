//! Folders to files: in name order, ignore files honoured, links out of the root refused, what is
//! not read said once.

use super::file::{Kind, ending, shown};
use ignore::WalkBuilder;
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

    /// The files found, in name order without repeats; what was said goes to `said`.
    pub fn finish(mut self, said: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
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
        self.files
    }

    fn folder(&mut self, folder: &Path, pattern: Option<&str>) {
        let mut builder = WalkBuilder::new(folder);
        builder
            .follow_links(false)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .sort_by_file_name(Ord::cmp);
        let globs = pattern.and_then(|p| {
            let mut globs = OverrideBuilder::new(self.root);
            globs
                .add(&format!("/{}", p.trim_start_matches("./")))
                .ok()?;
            globs.build().ok()
        });
        for entry in builder.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    self.said.push(Diagnostic::new(
                        Code::UnreadableFile,
                        format!("a part of `{}` cannot be read: {e}", shown(folder)),
                    ));
                    continue;
                }
            };
            let path = entry.path();
            let Some(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() {
                continue;
            }
            if globs
                .as_ref()
                .is_some_and(|g| !g.matched(path, false).is_whitelist())
            {
                continue;
            }
            if kind.is_symlink() && !self.link(path, folder) {
                continue;
            }
            self.file(path, folder, globs.is_some());
        }
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
        } else if !other {
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
