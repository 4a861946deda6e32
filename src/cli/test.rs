//! `test`: runs the tests of a rulebook. Takes rules; gives a line for each test, what failed at its
//! place, and what no test reaches. Exit code 0, 1 (a test failed), or 2 (the rules have an error).

use super::check::write_to;
use super::inputs::Inputs;
use super::output;
use super::terminal::Terminal;
use clap::{Args, ValueEnum};
use servanda::diag::{Code, Diagnostic};
use servanda::render::{Look, clean_line, human_diagnostics, xml};
use servanda::source::Sources;
use servanda::testing::{self, Coverage, Ran};
use std::io::{self, Write};
use std::path::PathBuf;

/// Arguments of `test`.
#[derive(Debug, Args)]
pub struct Test {
    /// The project's folder, or a rule file (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    /// Rule files or folders (.norm, .yaml, .yml); `-` reads standard input
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// Only tests whose name holds this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    filter: String,
    /// Tell which commitments, and which statuses of each, no test reaches
    #[arg(long)]
    coverage: bool,
    /// Output format, to standard output or to a file; may be given several times
    #[arg(long, value_name = "FMT[=FILE]", value_parser = format)]
    format: Vec<(Format, Option<PathBuf>)>,
}

/// A format of test results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// JUnit XML, for build servers
    Junit,
}

/// `FMT` or `FMT=FILE`.
fn format(text: &str) -> Result<(Format, Option<PathBuf>), String> {
    let (name, file) = match text.split_once('=') {
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format =
        Format::from_str(name, true).map_err(|_| "the formats are human, junit".to_owned())?;
    Ok((format, file))
}

/// All that the formats print.
struct Results<'a> {
    src: &'a Sources,
    ran: Vec<Ran<'a>>,
    coverage: Option<Coverage<'a>>,
}

impl Test {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let inputs = Inputs {
            rules: self.rules.clone(),
            ..Inputs::default()
        };
        let mut loaded = inputs.load(self.path.as_ref(), false);
        let mut said = std::mem::take(&mut loaded.diagnostics);
        let rules = servanda::lower::lower(&loaded.src, &loaded.rules).split(&mut said);
        super::load::without_cascade(&mut said);
        let ran = testing::run(&loaded.src, &rules, &said, &self.filter);
        if ran.is_empty() {
            said.push(match self.filter.is_empty() {
                true => Diagnostic::new(Code::NoTest, "the rulebook has no test")
                    .help("write `test \"NAME\" { … }`; `servanda explain SV0903` shows one"),
                false => Diagnostic::new(
                    Code::NoTest,
                    format!("no test has `{}` in its name", self.filter),
                ),
            });
        }
        // What a test itself gave rise to is told with it.
        let failed = said.iter().any(Diagnostic::is_input_error);
        let coverage = self.coverage.then(|| testing::coverage(&rules, &ran));
        let results = Results {
            src: &loaded.src,
            ran,
            coverage,
        };
        let mut formats = self.format.clone();
        if formats.iter().all(|(_, file)| file.is_some()) {
            formats.push((Format::Human, None));
        }
        for (format, file) in &formats {
            let done = write_to(
                file.as_deref(),
                &loaded.src,
                terminal,
                |look, out| match format {
                    Format::Human => results.human(look, out),
                    Format::Junit => results.junit(out),
                },
            );
            said.extend(done.err());
        }
        output::say(&loaded.src, &said, terminal);
        let is_error = failed || said.iter().any(|d| d.code == Code::CannotWrite);
        match (is_error, results.ran.iter().all(Ran::passed)) {
            (true, _) => 2,
            (false, false) => 1,
            (false, true) => 0,
        }
    }
}

impl Results<'_> {
    fn human(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        for r in &self.ran {
            let mark = if r.passed() { "ok    " } else { "FAILED" };
            writeln!(out, "  {mark}  {}", clean_line(&r.test.name.node))?;
        }
        for r in self.ran.iter().filter(|r| !r.passed()) {
            let wrong: Vec<Diagnostic> = r
                .diagnostics
                .iter()
                .filter(|d| d.is_input_error())
                .cloned()
                .collect();
            writeln!(out)?;
            human_diagnostics(self.src, &wrong, look, out)?;
        }
        let failed = self.ran.iter().filter(|r| !r.passed()).count();
        let expected: usize = self.ran.iter().map(|r| r.expected).sum();
        writeln!(
            out,
            "\n  {} {}, {expected} expectations; {} passed, {failed} failed",
            self.ran.len(),
            if self.ran.len() == 1 { "test" } else { "tests" },
            self.ran.len() - failed
        )?;
        match &self.coverage {
            Some(c) => self.reached(c, out),
            None => Ok(()),
        }
    }

    fn reached(&self, coverage: &Coverage<'_>, out: &mut dyn Write) -> io::Result<()> {
        let all = coverage.commitments.len();
        let some = coverage.commitments.iter().filter(|c| c.expectations > 0);
        writeln!(out, "\n  {} of {all} commitments are tested", some.count())?;
        for c in &coverage.commitments {
            if c.expectations == 0 {
                writeln!(out, "  {}  no test", c.id)?;
                continue;
            }
            let shown: Vec<&str> = c.statuses.iter().map(|s| s.word()).collect();
            let missing: Vec<&str> = [
                ("kept", c.shows_kept()),
                ("broken", c.shows_broken()),
                ("open", c.shows_open()),
            ]
            .iter()
            .filter(|(_, is)| !is)
            .map(|(word, _)| *word)
            .collect();
            let missing = match missing.as_slice() {
                [] => String::new(),
                list => format!("; never {}", list.join(", ")),
            };
            writeln!(out, "  {}  {}{missing}", c.id, shown.join(", "))?;
        }
        Ok(())
    }

    fn junit(&self, out: &mut dyn Write) -> io::Result<()> {
        let failed = self.ran.iter().filter(|r| !r.passed()).count();
        let tests = self.ran.len();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites tests=\"{tests}\" failures=\"{failed}\">")?;
        writeln!(
            out,
            "  <testsuite name=\"servanda test\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">"
        )?;
        for r in &self.ran {
            let at = self.src.start(r.test.name.span);
            let file = self.src.name(r.test.name.span.file);
            write!(
                out,
                "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                xml::escape(file),
                xml::escape(&r.test.name.node),
                xml::escape(file),
                at.line
            )?;
            if r.passed() {
                writeln!(out, "/>")?;
                continue;
            }
            writeln!(out, ">")?;
            for d in r.diagnostics.iter().filter(|d| d.is_input_error()) {
                let label = d.labels.first();
                let place = label.map_or(String::new(), |l| {
                    let at = self.src.start(l.span);
                    format!("{}:{}:{}: ", self.src.name(l.span.file), at.line, at.column)
                });
                writeln!(
                    out,
                    "      <failure type=\"{}\" message=\"{}\">{}</failure>",
                    d.code.as_str(),
                    xml::escape(&d.message),
                    xml::escape(&format!("{place}{}", d.help.as_deref().unwrap_or("")))
                )?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>\n</testsuites>")
    }
}
