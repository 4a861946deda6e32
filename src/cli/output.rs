//! Writing: standard output that a closed pipe may end at any time, and files that are replaced
//! whole or not at all.

use super::terminal::Terminal;
use servanda::diag::{Code, Diagnostic};
use servanda::source::{Role, Sources};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs `write` on standard output. A closed pipe is no error: whoever reads has had enough.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Diagnostic> {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(cannot_write("standard output", &e)),
        _ => Ok(()),
    }
}

/// Runs `write` on standard error, where nothing can be done about a failure.
pub fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut out = io::stderr().lock();
    let _ = write(&mut out);
}

/// Draws diagnostics on standard error.
pub fn say(src: &Sources, diagnostics: &[Diagnostic], terminal: &Terminal) {
    to_stderr(|out| servanda::render::human_diagnostics(src, diagnostics, terminal.err, out));
}

/// As [`to_file`], but never over a file that was read: a slip of the hand would cost the rules.
pub fn to_new_file(
    path: &Path,
    read: &Sources,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Diagnostic> {
    let is_input = |target: PathBuf| {
        let mut inputs = read
            .iter()
            .filter_map(|(_, s)| fs::canonicalize(&s.name).ok());
        inputs.any(|i| i == target)
    };
    if fs::canonicalize(path).is_ok_and(is_input) {
        return Err(Diagnostic::new(
            Code::CannotWrite,
            format!("`{}` is not written: it was read as input", path.display()),
        )
        .help("give the output a name of its own"));
    }
    to_file(path, write)
}

/// Writes a file beside its place and moves it there, so that a failure leaves what was there. What is no
/// regular file, a device or a pipe, is written into.
pub fn to_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Diagnostic> {
    let failed = |e: io::Error| cannot_write(&path.display().to_string(), &e);
    // A device or a pipe is written into, never replaced.
    if fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        let file = fs::OpenOptions::new().write(true).open(path);
        let done = file.and_then(|mut file| write(&mut file).and_then(|()| file.flush()));
        return match done {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(failed(e)),
            _ => Ok(()),
        };
    }
    // A link stays a link: what it points at is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let (beside, mut file) = create_beside(&target).map_err(failed)?;
    let written = write(&mut file)
        .and_then(|()| file.flush())
        .and_then(|()| match fs::metadata(&target) {
            Ok(old) => fs::set_permissions(&beside, old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(failed)
}

/// What is wrong with the places of a run's outputs: one that the run has read, or one named twice.
///
/// `guides` are files that it reads besides its texts.
pub fn conflicts<'a>(
    src: &Sources,
    guides: impl Iterator<Item = &'a PathBuf>,
    outputs: impl Iterator<Item = &'a Path>,
) -> Vec<Diagnostic> {
    let whole = |p: &Path| fs::canonicalize(p).unwrap_or_else(|_| p.to_path_buf());
    let inputs: Vec<PathBuf> = src
        .iter()
        .filter(|(_, s)| s.role != Role::Package)
        .filter_map(|(_, s)| fs::canonicalize(&s.name).ok())
        .chain(guides.filter_map(|p| fs::canonicalize(p).ok()))
        .collect();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut said = Vec::new();
    for path in outputs {
        let target = whole(path);
        let is_file = fs::metadata(path).map_or(true, |m| m.is_file());
        let why = if inputs.contains(&target) {
            "this run reads it"
        } else if is_file && seen.contains(&target) {
            "another output goes there"
        } else {
            seen.push(target);
            continue;
        };
        let shown = path.display();
        said.push(
            Diagnostic::new(
                Code::CannotWrite,
                format!("`{shown}` is not written: {why}"),
            )
            .help("give another file"),
        );
    }
    said
}

/// A new file in the folder of `target`, under a name that no file has.
fn create_beside(target: &Path) -> io::Result<(PathBuf, fs::File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut last = None;
    for n in 0..100 {
        let beside = target.with_file_name(format!(".{name}.{}-{n}.tmp", std::process::id()));
        match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)
        {
            Ok(file) => return Ok((beside, file)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => last = Some(e),
            Err(e) => return Err(e),
        }
    }
    Err(last.unwrap_or_else(|| io::Error::other("no free name beside it")))
}

fn cannot_write(what: &str, e: &io::Error) -> Diagnostic {
    Diagnostic::new(
        Code::CannotWrite,
        format!("`{what}` cannot be written: {}", reason(e)),
    )
    .help("check that the folder exists and may be written to")
}

/// An I/O error without the system's number.
pub fn reason(e: &io::Error) -> String {
    let text = e.to_string();
    let text = text.split(" (os error").next().unwrap_or("");
    let mut chars = text.chars();
    chars
        .next()
        .map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
