//! `report`: a report for readers. Takes what `check` takes; gives one document. Judging is `check`'s
//! work: the exit code says only whether the run could be made (0) or not (2).

use super::check::{earlier, find_renderer, formats_help, judge, write_to};
use super::inputs::{Inputs, When, day};
use super::load::{Kind, Project, read, shown};
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::diag::{Code, Diagnostic, did_you_mean};
use servanda::model::View;
use servanda::render::{Earlier, RENDERERS, Renderer, Run, SCORECARDS, Scorecard, parse_scorecard};
use servanda::source::{Role, Source, Sources};
use servanda::time::Day;
use std::path::{Path, PathBuf};

/// Arguments of `report`.
#[derive(Args)]
pub struct Report {
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    when: When,
    #[arg(long, value_name = "FMT", value_parser = document, help = "Format of the report (default: by the ending of -o, else html)", long_help = formats_help(true))]
    format: Option<&'static dyn Renderer>,
    /// Score under this scheme: the name of a shipped scorecard, or a file; may be given several times
    #[arg(long, value_name = "NAME|FILE")]
    scorecard: Vec<String>,
    /// Tell what changed since this day, or since the JSON or SARIF output of an earlier run
    #[arg(long, value_name = "DATE|FILE")]
    since: Option<String>,
    /// Show the statuses as of these days too, separated by commas
    #[arg(long, value_name = "DATES", value_delimiter = ',', value_parser = day)]
    trend: Vec<Day>,
    /// Where to write (default: standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("path", &self.path)
            .field("output", &self.output)
            .finish_non_exhaustive()
    }
}

/// A format that is a document.
fn document(name: &str) -> Result<&'static dyn Renderer, String> {
    let found = find_renderer(name)?;
    if found.is_report() {
        Ok(found)
    } else {
        Err(format!("`{name}` is a format of `check`"))
    }
}

/// The cards that the project file names; a path counts from its folder.
fn of_project(project: &Project) -> Vec<String> {
    let root = project.root.clone().unwrap_or_default();
    let named = |name: &String| match SCORECARDS.iter().any(|(n, _)| n == name) {
        true => name.clone(),
        false => {
            let path = root.join(name);
            match path.is_file() {
                true => path.to_string_lossy().into_owned(),
                false => name.clone(),
            }
        }
    };
    project.scorecards.iter().map(named).collect()
}

/// The cards of these names or files.
fn scorecards(names: &[String], src: &mut Sources, said: &mut Vec<Diagnostic>) -> Vec<Scorecard> {
    let mut out = Vec::new();
    for name in names {
        let shipped = SCORECARDS.iter().find(|(n, _)| n == name);
        let path = Path::new(name);
        let (shown, text) = match shipped {
            Some((_, text)) => (format!("rules/scorecards/{name}.yaml"), (*text).to_string()),
            None if path.is_file() => match read(path, Kind::Rules) {
                Ok(text) => (shown(path), text),
                Err(d) => {
                    said.push(*d);
                    continue;
                }
            },
            None => {
                said.push(unknown(name));
                continue;
            }
        };
        let file = src.add(Source::new(shown, text, Role::Rules));
        out.extend(parse_scorecard(src, file).split(said));
    }
    out
}

fn unknown(name: &str) -> Diagnostic {
    let names: Vec<&str> = SCORECARDS.iter().map(|(n, _)| *n).collect();
    let d = Diagnostic::new(
        Code::UnknownScorecard,
        format!("there is no scorecard `{name}`"),
    );
    match did_you_mean(name, names.iter().copied()) {
        Some(near) => d.help(format!("did you mean `{near}`?")),
        None => d.help(format!(
            "the cards are {}; or give a file",
            names.join(", ")
        )),
    }
}

impl Report {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let mut loaded = self.inputs.load(self.path.as_ref(), true);
        let checked = judge(&mut loaded, &self.when);
        let mut extra = Vec::new();
        let names = match self.scorecard.is_empty() {
            true => of_project(&loaded.project),
            false => self.scorecard.clone(),
        };
        let cards = scorecards(&names, &mut loaded.src, &mut extra);
        let at = |as_of: Day| {
            let known_at = self.when.known_at.unwrap_or(as_of);
            servanda::judge::judge(&checked.rules, &checked.claims, View { as_of, known_at })
        };
        let since = self.since.as_deref().and_then(|text| match day(text) {
            Ok(then) => Some(Earlier {
                as_of: then.to_string(),
                statuses: servanda::render::statuses(&checked.rules, &at(then)),
                ..Earlier::default()
            }),
            Err(_) => earlier(Path::new(text)).map_err(|d| extra.push(d)).ok(),
        });
        let mut days = self.trend.clone();
        days.sort_unstable();
        days.dedup();
        let trend: Vec<_> = days.into_iter().map(|d| (d, at(d))).collect();
        let run = Run {
            earlier: since.as_ref(),
            scorecards: &cards,
            trend: &trend,
            ..checked.run(&loaded.src, &loaded.reports)
        };
        let ending = self.output.as_ref().and_then(|p| p.extension()?.to_str());
        let by_ending = ending.and_then(|ending| {
            let mut all = RENDERERS.iter().copied();
            all.find(|r| r.is_report() && r.endings().contains(&ending))
        });
        let mut said: Vec<_> = checked
            .diagnostics
            .iter()
            .filter(|d| !d.code.info().is_finding())
            .cloned()
            .collect();
        said.extend(extra);
        let renderer = self.format.or(by_ending);
        let since = self.since.iter().map(PathBuf::from).collect::<Vec<_>>();
        let guides = loaded.guides.iter().chain(&since);
        let places = self.output.iter().map(PathBuf::as_path);
        let conflicts = output::conflicts(&loaded.src, guides, places);
        if !conflicts.is_empty() {
            said.extend(conflicts);
        } else if let Some(renderer) = renderer.or_else(|| servanda::render::find("html")) {
            let done = write_to(
                self.output.as_deref(),
                &loaded.src,
                terminal,
                |look, out| renderer.render(&run, look, out),
            );
            said.extend(done.err());
        }
        output::say(&loaded.src, &said, terminal);
        if said.iter().any(servanda::diag::Diagnostic::is_input_error) {
            2
        } else {
            0
        }
    }
}
