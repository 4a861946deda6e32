//! `check`: judges the reports against the rules. Takes rules and reports; gives every format that
//! was asked for, and the exit code.

use super::exit::{self, Policy};
use super::inputs::{Inputs, When, status};
use super::load::{self, Kind, Loaded};
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::diag::{Code, Diagnostic, did_you_mean};
use servanda::model::Status;
use servanda::render::{self, Earlier, Look, Renderer, Run};
use servanda::syntax::ast::{Item, ReliefKind};
use servanda::{Checked, Input};
use std::path::{Path, PathBuf};

/// Arguments of `check`.
#[derive(Debug, Args, Default)]
pub struct Check {
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    pub path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    when: When,
    #[arg(long, value_name = "FMT[=FILE]", value_parser = format, help = "Output format, to standard output or to a file; may be given several times", long_help = formats_help(false))]
    format: Vec<Format>,
    /// Fail from this status on, and not below it
    #[arg(long, value_name = "STATUS", value_parser = status)]
    fail_on: Option<Status>,
    /// Let advice (`should`) fail too
    #[arg(long)]
    strict: bool,
    /// Let unreported commitments fail as undecided (exit 3)
    #[arg(long)]
    require_coverage: bool,
    /// Leave waivers (`waive`) out of account
    #[arg(long)]
    no_waivers: bool,
    /// Only these commitments or instances
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Tell what is new, changed or gone since this JSON or SARIF output of an earlier run
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Draw notes in full, as errors are
    #[arg(short, long)]
    verbose: bool,
}

/// A format, and where to.
#[derive(Clone)]
pub struct Format {
    renderer: &'static dyn Renderer,
    file: Option<PathBuf>,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={:?}", self.renderer.name(), self.file)
    }
}

/// Every format with what it is for, as `--help` tells them.
pub fn formats_help(reports: bool) -> String {
    let mut text = String::from(if reports {
        "Format of the report (default: by the ending of -o, else html)\n"
    } else {
        "Output format, to standard output or, as FMT=FILE, to a file; may be given several times\n"
    });
    for r in render::RENDERERS
        .iter()
        .filter(|r| !reports || r.is_report())
    {
        text.push_str(&format!("\n- {}: {}", r.name(), r.about()));
    }
    text
}

/// `FMT` or `FMT=FILE`.
fn format(text: &str) -> Result<Format, String> {
    let (name, file) = match text.split_once('=') {
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let renderer = find_renderer(name)?;
    Ok(Format { renderer, file })
}

/// The renderer of a name, or the nearest names.
pub fn find_renderer(name: &str) -> Result<&'static dyn Renderer, String> {
    render::find(name).ok_or_else(|| {
        let names: Vec<&str> = render::RENDERERS.iter().map(|r| r.name()).collect();
        match did_you_mean(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the formats are {}", names.join(", ")),
        }
    })
}

impl Check {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let mut loaded = self.inputs.load(self.path.as_ref(), true);
        if self.no_waivers {
            for file in &mut loaded.rules {
                file.items
                    .retain(|i| !matches!(i, Item::Relief(r) if r.kind == ReliefKind::Waive));
            }
        }
        let mut checked = judge(&mut loaded, &self.when);
        keep_only(&mut checked, &self.only);
        let earlier = self.earlier(&mut checked);
        let policy = Policy {
            fail_on: self.fail_on.or(loaded.project.fail_on),
            strict: self.strict,
            require_coverage: self.require_coverage,
            as_of: Some(checked.view.as_of),
        };
        let code = exit::code(&checked.judgement.commitments, policy, false);
        exit::apply(&mut checked.judgement, policy);
        let failed = self.write(&loaded, &checked, earlier.as_ref(), terminal);
        let failed = failed || checked.run(&loaded.src, &loaded.reports).has_input_error();
        exit::gravest([code, if failed { 2 } else { 0 }])
    }

    /// The earlier run of `--baseline`; where it cannot be read, that is said.
    fn earlier(&self, checked: &mut Checked) -> Option<Earlier> {
        let path = self.baseline.as_ref()?;
        earlier(path).map_err(|d| checked.diagnostics.push(d)).ok()
    }

    /// Writes every format; true where one could not be written.
    fn write(
        &self,
        loaded: &Loaded,
        checked: &Checked,
        earlier: Option<&Earlier>,
        terminal: &Terminal,
    ) -> bool {
        let run = Run {
            earlier,
            ..checked.run(&loaded.src, &loaded.reports)
        };
        let human = Format {
            renderer: &render::Human,
            file: None,
        };
        let mut formats: Vec<&Format> = self.format.iter().collect();
        if formats.iter().all(|f| f.file.is_some()) {
            formats.push(&human);
        }
        let places = self.format.iter().filter_map(|f| f.file.as_deref());
        let guides = loaded.guides.iter().chain(&self.baseline);
        let mut failed = output::conflicts(&loaded.src, guides, places);
        let on_stdout: Vec<&str> = formats
            .iter()
            .filter(|f| f.file.is_none())
            .map(|f| f.renderer.name())
            .collect();
        if on_stdout.len() > 1 {
            failed.push(
                Diagnostic::new(
                    Code::CannotWrite,
                    format!("{} cannot share standard output", on_stdout.join(" and ")),
                )
                .help(format!(
                    "write all but one to files: --format {}=FILE",
                    on_stdout.last().unwrap_or(&"json")
                )),
            );
            formats.clear();
        }
        if !failed.is_empty() {
            formats.retain(|f| f.file.is_none());
        }
        let look = |look: Look| Look {
            full: self.verbose,
            ..look
        };
        for f in formats {
            let done = match &f.file {
                Some(path) => output::to_new_file(path, &loaded.src, |out| {
                    f.renderer.render(&run, look(Look::PLAIN), out)
                }),
                None => output::to_stdout(|out| f.renderer.render(&run, look(terminal.out), out)),
            };
            failed.extend(done.err());
        }
        output::say(&loaded.src, &failed, terminal);
        !failed.is_empty()
    }
}

/// Reads the output of an earlier run.
pub fn earlier(path: &Path) -> Result<Earlier, Diagnostic> {
    let text = load::read(path, Kind::Earlier).map_err(|d| *d)?;
    render::read_earlier(&text).map_err(|why| {
        Diagnostic::new(
            Code::CannotReadEarlier,
            format!("`{}` is no output of an earlier run: {why}", path.display()),
        )
        .help("give a file that `check --format json` or `--format sarif` wrote")
    })
}

/// Loads nothing more: judges what was loaded.
pub fn judge(loaded: &mut Loaded, when: &When) -> Checked {
    let view = when.view(loaded);
    let said = std::mem::take(&mut loaded.diagnostics);
    let input = Input {
        rules: &loaded.rules,
        reports: &loaded.reports,
        view,
    };
    let mut checked = servanda::check(&loaded.src, &input);
    checked.diagnostics.splice(0..0, said);
    load::without_cascade(&mut checked.diagnostics);
    // Where no rule file was found, that the rulebook holds no commitment is no news.
    if loaded.rules.is_empty() {
        checked.diagnostics.retain(|d| d.code != Code::NoCommitment);
    }
    checked
}

/// Drops every commitment and finding that `only` does not name.
fn keep_only(checked: &mut Checked, only: &[String]) {
    if only.is_empty() {
        return;
    }
    let names = names(checked);
    for id in only {
        if !names.contains(id) {
            checked.diagnostics.push(unknown_commitment(id, &names));
        }
    }
    let named = |id: &str| only.iter().any(|o| o == id);
    let rules = &checked.rules;
    let mut kept: Vec<String> = Vec::new();
    checked.judgement.commitments.retain_mut(|c| {
        let id = rules
            .commitments
            .get(c.commitment)
            .map_or("", |r| r.id.as_str());
        if !named(id) {
            c.instances.retain(|i| named(&i.id));
            // A commitment of which some instances are asked for counts as the gravest of these.
            let Some(gravest) = c.instances.iter().max_by_key(|i| i.status) else {
                return false;
            };
            c.status = gravest.status;
            c.flags = gravest.flags.clone();
            c.reason = gravest.reason.clone();
            c.exit = exit::gravest(c.instances.iter().map(|i| i.exit));
        }
        kept.push(id.to_string());
        kept.extend(c.instances.iter().map(|i| i.id.clone()));
        true
    });
    checked.diagnostics.retain(|d| {
        d.commitment
            .as_ref()
            .is_none_or(|c| !d.code.info().is_finding() || kept.contains(c))
    });
}

/// Every commitment's and instance's ID.
pub fn names(checked: &Checked) -> Vec<String> {
    let mut names = Vec::new();
    for c in &checked.judgement.commitments {
        names.extend(
            checked
                .rules
                .commitments
                .get(c.commitment)
                .map(|r| r.id.clone()),
        );
        names.extend(c.instances.iter().map(|i| i.id.clone()));
    }
    names
}

/// That no commitment is called so.
pub fn unknown_commitment(id: &str, names: &[String]) -> Diagnostic {
    let d = Diagnostic::new(
        Code::UnknownCommitment,
        format!("no commitment or instance is called `{id}`"),
    );
    match did_you_mean(id, names.iter().map(String::as_str)) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None => d.help("`servanda check` lists all of them"),
    }
}

/// Where an output file is given for a command with one output.
pub fn write_to(
    file: Option<&Path>,
    read: &servanda::source::Sources,
    terminal: &Terminal,
    write: impl FnOnce(Look, &mut dyn std::io::Write) -> std::io::Result<()>,
) -> Result<(), Diagnostic> {
    match file {
        Some(path) if path != Path::new("-") => {
            output::to_new_file(path, read, |out| write(Look::PLAIN, out))
        }
        _ => output::to_stdout(|out| write(terminal.out, out)),
    }
}
