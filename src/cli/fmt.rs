//! `fmt`: rule files in their one form, or converted between `.norm` and YAML. Takes files; writes
//! them in place, or shows what would change. Exit code 0, 1 (`--check` found something), or 2.

use super::exit::gravest;
use super::inputs::Inputs;
use super::load::{self, Kind};
use super::output;
use super::terminal::Terminal;
use clap::{Args, ValueEnum};
use servanda::diag::{Code, Diagnostic};
use servanda::render::diff::unified;
use servanda::source::{Role, Source, Sources};
use servanda::syntax;
use std::path::{Path, PathBuf};

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    /// Rule files or folders; `-` formats standard input (default: the project's rules)
    paths: Vec<PathBuf>,
    /// Write nothing; exit 1 where a file is not formatted
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    diff: bool,
    /// Convert to the other form, on standard output
    #[arg(long, value_name = "FORM")]
    to: Option<Form>,
    /// Where to write a conversion
    #[arg(short, long, value_name = "FILE", requires = "to")]
    output: Option<PathBuf>,
}

/// A form of rule files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The language of sentences
    Norm,
    /// The YAML twin
    Yaml,
}

impl Fmt {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let mut said = Vec::new();
        let files = load::rule_files(&self.paths, &Inputs::default(), &mut said);
        output::say(&Sources::new(), &said, terminal);
        let failed = said.iter().any(Diagnostic::is_input_error);
        if self.to.is_some() && files.len() > 1 {
            let d = Diagnostic::new(
                Code::CannotWrite,
                format!("{} files cannot be converted into one output", files.len()),
            )
            .help("convert them one by one");
            output::say(&Sources::new(), &[d], terminal);
            return 2;
        }
        let codes: Vec<u8> = files.iter().map(|f| self.one(f, terminal)).collect();
        gravest(codes.into_iter().chain(failed.then_some(2)))
    }

    fn one(&self, path: &Path, terminal: &Terminal) -> u8 {
        let mut src = Sources::new();
        let mut said = Vec::new();
        let formatted = self.format(path, &mut src, &mut said);
        let done = match formatted {
            Some((old, new)) => self.give(&src, path, &old, &new),
            None => Ok(2),
        };
        let code = done.unwrap_or_else(|d| {
            said.push(d);
            2
        });
        output::say(&src, &said, terminal);
        code
    }

    /// The text as it is and as it should be; none where it has errors.
    fn format(
        &self,
        path: &Path,
        src: &mut Sources,
        said: &mut Vec<Diagnostic>,
    ) -> Option<(String, String)> {
        let text = match load::read(path, Kind::Rules) {
            Ok(text) => text,
            Err(d) => {
                said.push(*d);
                return None;
            }
        };
        let name = load::name_of(path, &text, Kind::Rules);
        let form = self.to.unwrap_or(if name.ends_with(".norm") {
            Form::Norm
        } else {
            Form::Yaml
        });
        let id = src.add(Source::new(name.clone(), text.clone(), Role::Rules));
        let parsed = syntax::parse(src, id);
        let bad = parsed.diagnostics.iter().any(Diagnostic::is_input_error);
        let file = parsed.split(said);
        if bad {
            said.push(refused(&name, "it has errors"));
            return None;
        }
        let new = write(src, &file, form);
        // What was written must read back without an error and come out the same again.
        let (mut again, ending) = (
            Sources::new(),
            match form {
                Form::Norm => "norm",
                Form::Yaml => "yaml",
            },
        );
        let id = again.add(Source::new(
            format!("again.{ending}"),
            new.clone(),
            Role::Rules,
        ));
        let read = syntax::parse(&again, id);
        let items = match form {
            Form::Norm => file.items.len(),
            Form::Yaml => syntax::yaml::together(&file).items.len(),
        };
        let is_same = read.diagnostics.iter().all(|d| !d.is_input_error())
            && read.value.items.len() == items
            && write(&again, &read.value, form) == new;
        if !is_same {
            said.push(refused(
                &name,
                "the formatted text would not read back the same; please report this",
            ));
            return None;
        }
        Some((text, new))
    }

    /// Writes, or shows, what came out.
    fn give(&self, src: &Sources, path: &Path, old: &str, new: &str) -> Result<u8, Diagnostic> {
        let is_stdin = path.as_os_str() == "-";
        let changes = old != new;
        let name = load::shown(path);
        if self.to.is_some() {
            match self.output.as_deref().filter(|p| *p != Path::new("-")) {
                Some(file) => {
                    output::to_new_file(file, src, |out| out.write_all(new.as_bytes()))?;
                }
                None => output::to_stdout(|out| out.write_all(new.as_bytes()))?,
            }
            return Ok(0);
        }
        if self.diff {
            output::to_stdout(|out| out.write_all(unified(&name, old, new).as_bytes()))?;
        }
        if self.check {
            if changes && !self.diff {
                output::to_stdout(|out| writeln!(out, "{name} is not formatted"))?;
            }
            return Ok(u8::from(changes));
        }
        if self.diff {
            return Ok(0);
        }
        if is_stdin {
            output::to_stdout(|out| out.write_all(new.as_bytes()))?;
        } else if changes {
            output::to_file(path, |out| out.write_all(new.as_bytes()))?;
            output::to_stdout(|out| writeln!(out, "{name} formatted"))?;
        }
        Ok(0)
    }
}

fn write(src: &Sources, file: &syntax::ast::File, form: Form) -> String {
    match form {
        Form::Norm => syntax::fmt::norm(src, file),
        Form::Yaml => syntax::yaml::print(file),
    }
}

fn refused(name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotFormatted,
        format!("`{name}` is left as it is: {why}"),
    )
}
