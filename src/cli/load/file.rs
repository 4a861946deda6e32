//! One file: its size is looked at before it is read, then its bytes, then its text.

use servanda::diag::{Code, Diagnostic};
use servanda::read::Reader;
use servanda::source::{Role, Source, Sources, Span};
use std::io::{self, Read};
use std::path::Path;

/// What a file is read as; each kind has its endings and its largest size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Rules.
    Rules,
    /// A report: prose or records.
    Report,
    /// An agreement's text.
    Text,
    /// The output of an earlier run.
    Earlier,
}

const MIB: u64 = 1 << 20;

impl Kind {
    /// Whether it takes files with this ending.
    pub fn takes(self, path: &Path) -> bool {
        match self {
            Kind::Rules => ["norm", "yaml", "yml"].contains(&ending(path).as_str()),
            Kind::Report => reader(path).is_some(),
            Kind::Text | Kind::Earlier => true,
        }
    }

    /// The most bytes that are read of such a file, and what it is called.
    fn limit(self, path: &Path) -> (u64, &'static str) {
        match self {
            Kind::Rules => (16 * MIB, "rules"),
            Kind::Report if reader(path).is_some_and(|r| r.is_records()) => (2048 * MIB, "records"),
            Kind::Report => (256 * MIB, "prose"),
            Kind::Text => (256 * MIB, "an agreement’s text"),
            Kind::Earlier => (2048 * MIB, "an earlier run"),
        }
    }
}

/// The format that a report's ending names.
fn reader(path: &Path) -> Option<&'static dyn Reader> {
    servanda::read::reader(&path.file_name()?.to_string_lossy())
}

/// The ending in small letters, without its dot.
pub fn ending(path: &Path) -> String {
    path.extension()
        .map_or(String::new(), |e| e.to_string_lossy().to_ascii_lowercase())
}

/// The path as shown: as given, with `/`, without a leading `./`.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut text = text.as_str();
    while let Some(rest) = text.strip_prefix("./").filter(|r| !r.is_empty()) {
        text = rest;
    }
    text.to_string()
}

/// The name of a source; standard input gets an ending by its first character.
pub fn name_of(path: &Path, text: &str, kind: Kind) -> String {
    if path.as_os_str() != "-" {
        return shown(path);
    }
    let first = text.trim_start().chars().next();
    let one_line = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .take(2)
        .count()
        < 2;
    let ending = match (kind, first) {
        (Kind::Rules, _) if is_yaml(text) => "yaml",
        (Kind::Rules, _) => "norm",
        (_, Some('{'))
            if !one_line
                && text
                    .lines()
                    .next()
                    .is_some_and(|l| l.trim_end().ends_with('}')) =>
        {
            "jsonl"
        }
        (_, Some('{' | '[')) => "json",
        _ => "md",
    };
    format!("stdin.{ending}")
}

/// Whether rules from standard input are YAML: their first line of content is a key.
fn is_yaml(text: &str) -> bool {
    let first = text
        .lines()
        .map(str::trim_end)
        .find(|l| !l.trim().is_empty() && !l.starts_with('#') && !l.trim_start().starts_with("//"));
    first.is_some_and(|l| {
        l == "---"
            || l.ends_with(':')
            || l.split_once(": ")
                .is_some_and(|(k, _)| !k.contains(['"', '{']))
    })
}

/// Whether a file that the user names alone holds rules: by its ending, and a YAML file, which may be
/// either, by its top keys.
pub fn is_rules(path: &Path) -> bool {
    const KEYS: [&str; 9] = [
        "edition",
        "use",
        "agreement",
        "agreements",
        "commitments",
        "states",
        "groups",
        "actions",
        "sets",
    ];
    if !Kind::Report.takes(path) {
        return Kind::Rules.takes(path);
    }
    let is_key = |l: &str| {
        l.split_once(':')
            .is_some_and(|(k, _)| KEYS.contains(&k.trim_end()))
    };
    Kind::Rules.takes(path) && read(path, Kind::Rules).is_ok_and(|text| text.lines().any(is_key))
}

/// Reads a file's text, or says why not.
pub fn read(path: &Path, kind: Kind) -> Result<String, Box<Diagnostic>> {
    let (limit, what) = kind.limit(path);
    let bytes = if path.as_os_str() == "-" {
        bounded(io::stdin().lock(), limit, 0)
    } else {
        // Asked before it is opened: opening a pipe waits for who writes into it.
        std::fs::metadata(path).and_then(|meta| {
            if !meta.is_file() {
                return Err(io::Error::other("it is no regular file"));
            }
            let file = std::fs::File::open(path)?;
            if meta.len() > limit {
                return Ok(Err(meta.len()));
            }
            bounded(file, limit, meta.len())
        })
    };
    let name = shown(path);
    let bytes = match bytes {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(size)) => return Err(Box::new(too_large(&name, size, limit, what))),
        Err(e) => return Err(Box::new(unreadable(&name, &e))),
    };
    text(&name, bytes, path).map_err(Box::new)
}

/// All bytes, or the size where there are more than `limit`.
fn bounded(from: impl Read, limit: u64, expected: u64) -> io::Result<Result<Vec<u8>, u64>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
    from.take(limit + 1).read_to_end(&mut bytes)?;
    let n = bytes.len() as u64;
    Ok(if n > limit { Err(n) } else { Ok(bytes) })
}

/// The bytes as text: no NUL, UTF-8, not empty.
fn text(name: &str, bytes: Vec<u8>, path: &Path) -> Result<String, Diagnostic> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Diagnostic::new(
            Code::BinaryFile,
            format!("`{name}` begins as UTF-16 does, and only UTF-8 is read"),
        )
        .help("convert it: iconv -f UTF-16 -t UTF-8"));
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(Diagnostic::new(
            Code::BinaryFile,
            format!("`{name}` is not a text: it has a NUL byte at byte {at}"),
        )
        .help("export it as plain text or Markdown"));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let before = e.as_bytes().get(..at).unwrap_or(&[]);
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Diagnostic::new(
            Code::NotUtf8,
            format!(
                "`{name}` is not UTF-8: byte {at} on line {line} does not belong to any character"
            ),
        )
        .help("convert it, for example: iconv -f WINDOWS-1252 -t UTF-8")
    })?;
    // An empty file of lines is a list of no records; any other empty file is most likely an accident.
    let is_list = ending(path) == "jsonl";
    if !is_list && text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(
            Diagnostic::new(Code::EmptyFile, format!("`{name}` is empty"))
                .help("fetch it again, or remove it; a report without any event is an empty list"),
        );
    }
    Ok(text)
}

fn too_large(name: &str, size: u64, limit: u64, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        format!(
            "`{name}` has {} bytes{}, more than the {} that are read of {what}",
            grouped(size),
            if size == limit + 1 { " or more" } else { "" },
            grouped(limit)
        ),
    )
    .help("cut the file; splitting records into several files never changes a verdict")
}

/// Digits in groups of three.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The text of an ignore file; none where there is no such file. Anything but a regular file is an error.
pub fn ignore_file(path: &Path) -> Result<Option<String>, Box<Diagnostic>> {
    let is_file = match std::fs::metadata(path) {
        Ok(meta) => meta.is_file(),
        Err(_) => return Ok(None),
    };
    let text = match is_file {
        true => std::fs::File::open(path).and_then(|f| bounded(f, MIB, 0)),
        false => Err(io::Error::other("it is no regular file")),
    };
    match text {
        Ok(Ok(bytes)) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Ok(Err(size)) => Err(Box::new(too_large(
            &shown(path),
            size,
            MIB,
            "an ignore file",
        ))),
        Err(e) => Err(Box::new(unreadable(&shown(path), &e))),
    }
}

fn unreadable(name: &str, e: &io::Error) -> Diagnostic {
    let reason = crate::cli::output::reason(e);
    Diagnostic::new(
        Code::UnreadableFile,
        format!("`{name}` cannot be read: {reason}"),
    )
    .help("check its permissions; standard input is read with `-`")
}

/// Gives a diagnostic its file as a place: an empty source of that name.
pub fn with_place(d: Diagnostic, path: &Path, src: &mut Sources, role: Role) -> Diagnostic {
    let file = src.add(Source::new(shown(path), "", role));
    d.at(Span::new(file, 0, 0), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_bad_bytes_has_its_code() {
        let code = |bytes: &[u8]| {
            text("f", bytes.to_vec(), Path::new("f.md"))
                .err()
                .map(|d| (d.code.as_str(), d.message))
        };
        assert_eq!(code(b"fine\n"), None);
        assert_eq!(code("\u{feff}fine".as_bytes()), None);
        assert_eq!(code(b"ab\0c").map(|c| c.0), Some("SV0104"));
        assert_eq!(code(b"\xff\xfea\0").map(|c| c.0), Some("SV0104"));
        assert_eq!(code(b" \n\t\n").map(|c| c.0), Some("SV0107"));
        let (c, m) = code(b"one\ntw\xff").unwrap();
        assert_eq!(c, "SV0103");
        assert!(m.contains("byte 6 on line 2"), "{m}");
        assert_eq!(grouped(1_073_741_824), "1,073,741,824");
    }

    #[test]
    fn standard_input_is_named_by_what_it_holds() {
        let name = |text: &str, kind| name_of(Path::new("-"), text, kind);
        assert_eq!(name("edition 1\n", Kind::Rules), "stdin.norm");
        assert_eq!(name("# c\nedition: 1\n", Kind::Rules), "stdin.yaml");
        assert_eq!(name("{\"a\":1}\n{\"a\":2}\n", Kind::Report), "stdin.jsonl");
        assert_eq!(name("[{\"a\":1}]", Kind::Report), "stdin.json");
        assert_eq!(name("Delhi, 1 May 2021: it", Kind::Report), "stdin.md");
    }
}
