//! Ignore files (`.ignore`, `.gitignore`): which files of a walk they leave out. Only regular files of a sane
//! size are read: a pipe of that name would wait for ever.

use super::file;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use servanda::diag::Diagnostic;
use std::path::{Path, PathBuf};

/// Their names, the stronger first.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// An ignore file names it.
    Ignored,
    /// Its name begins with a point.
    Hidden,
}

/// The ignore files that hold for a path, those of deeper folders last.
#[derive(Debug, Default)]
pub struct Ignored {
    holds: Vec<(PathBuf, Gitignore)>,
    /// Ignore files that were read.
    pub read: Vec<PathBuf>,
    /// What could not be read.
    pub said: Vec<Diagnostic>,
}

impl Ignored {
    /// Those of the folders above a folder, which is a real path.
    pub fn above(folder: &Path) -> Self {
        let mut out = Self::default();
        let mut above: Vec<&Path> = folder.ancestors().skip(1).collect();
        above.reverse();
        above.into_iter().for_each(|f| out.enter(f));
        out
    }

    /// Adds those of a folder; forgets those that do not hold for it.
    pub fn enter(&mut self, folder: &Path) {
        self.holds.retain(|(f, _)| folder.starts_with(f));
        for name in NAMES.iter().rev() {
            let path = folder.join(name);
            match file::ignore_file(&path) {
                Ok(None) => {}
                Ok(Some(text)) => {
                    let mut rules = GitignoreBuilder::new(folder);
                    for line in text.lines() {
                        // A line that is no pattern leaves nothing out, as with git.
                        let _ = rules.add_line(None, line);
                    }
                    if let Ok(rules) = rules.build() {
                        self.holds.push((folder.to_path_buf(), rules));
                    }
                    self.read.push(path);
                }
                Err(d) => self.said.push(*d),
            }
        }
    }

    /// Why a path, which is real, is left out; none where it is not.
    pub fn why(&self, path: &Path, is_folder: bool) -> Option<Why> {
        for (folder, rules) in self.holds.iter().rev() {
            if !path.starts_with(folder) {
                continue;
            }
            let found = rules.matched(path, is_folder);
            if found.is_ignore() {
                return Some(Why::Ignored);
            }
            if found.is_whitelist() {
                return None;
            }
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.').then_some(Why::Hidden)
    }
}
