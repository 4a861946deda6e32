//! `timeline`: every change of status of every instance, day by day, with the report that caused it.
//! Exit code 0, or 2 where the input has an error.

use super::check::{judge, names, unknown_commitment};
use super::inputs::{Inputs, When, day};
use super::moves::{self, Side};
use super::output;
use super::terminal::Terminal;
use clap::Args;
use servanda::Checked;
use servanda::diag::Diagnostic;
use servanda::model::{Judgement, View};
use servanda::time::Day;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Arguments of `timeline`.
#[derive(Debug, Args)]
pub struct Timeline {
    /// The project's folder, or a rule file or report (default: upwards to a servanda.yaml, else here)
    path: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    when: When,
    /// Begin on this day (default: that of the first report)
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Only these commitments or instances
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Timeline {
    /// Runs it; gives the exit code.
    pub fn run(self, terminal: &Terminal) -> u8 {
        let mut loaded = self.inputs.load(self.path.as_ref(), true);
        let checked = judge(&mut loaded, &self.when);
        let to = checked.view.as_of;
        let days = critical(&checked);
        let first = days.first().copied().unwrap_or(to);
        let from = self.from.unwrap_or(first).min(to);
        // Without `--known-at` each day is judged by what was known on it.
        let known = self.when.known_at.or(loaded.project.known_at);
        let view = |as_of| View {
            as_of,
            known_at: known.unwrap_or(as_of),
        };
        let at = |day| servanda::judge::judge(&checked.rules, &checked.claims, view(day));
        let mut list = Vec::new();
        let (mut today, mut j) = (from, at(from));
        let nothing = Judgement::default();
        let all = Side {
            src: &loaded.src,
            checked: &checked,
            judgement: &nothing,
            view: view(from.prev()),
        };
        let first = Side {
            judgement: &j,
            view: view(from),
            ..all
        };
        list.extend(moves::moves(all, first, Some(from)));
        while let Some(next) = next(&days, &j, today).filter(|d| *d <= to) {
            let later = at(next);
            let before = Side {
                judgement: &j,
                view: view(today),
                ..all
            };
            let after = Side {
                judgement: &later,
                view: view(next),
                ..all
            };
            list.extend(moves::moves(before, after, Some(next)));
            (today, j) = (next, later);
        }
        let names = names(&checked);
        let mut said: Vec<Diagnostic> = checked
            .diagnostics
            .iter()
            .filter(|d| d.is_input_error())
            .cloned()
            .collect();
        if !self.only.is_empty() {
            let there: BTreeSet<&str> = list.iter().map(moves::Move::id).collect();
            let unknown = self
                .only
                .iter()
                .filter(|o| !names.contains(o) && !there.contains(o.as_str()));
            said.extend(unknown.map(|o| unknown_commitment(o, &names)));
            // A commitment's name stands for its instances, too.
            list.retain(|m| {
                let whole = m.id().split('[').next();
                self.only
                    .iter()
                    .any(|o| o == m.id() || whole == Some(o.as_str()))
            });
        }
        said.extend(moves::print(&list, self.json).err());
        output::say(&loaded.src, &said, terminal);
        if said.is_empty() { 0 } else { 2 }
    }
}

/// The next day on which anything may change: something is known, happens, opens or ends.
fn next(days: &[Day], j: &Judgement, today: Day) -> Option<Day> {
    let known = days.get(days.partition_point(|d| *d <= today)).copied();
    let by_itself = j
        .commitments
        .iter()
        .filter_map(|c| c.next_change_at)
        .filter(|d| *d > today)
        .min();
    known.into_iter().chain(by_itself).min()
}

/// The days on which something becomes known, happens, or opens a window.
fn critical(checked: &Checked) -> Vec<Day> {
    let mut out: BTreeSet<Day> = BTreeSet::new();
    for c in &checked.claims.claims {
        out.extend([c.recorded, c.valid.hi]);
    }
    out.extend(checked.claims.reports.iter().map(|r| r.recorded));
    let first = out.first().copied().unwrap_or(checked.view.as_of);
    let reliefs = checked.rules.reliefs.iter();
    out.extend(reliefs.flat_map(|r| [r.days.lo, r.days.hi.next()]));
    for n in checked.rules.commitments.iter().flat_map(|c| &c.norms) {
        out.insert(n.window.from);
        if let (Some(p), true) = (n.every, n.kind.is_periodic()) {
            let starts = (0u32..).map(|k| p.node.after_times(n.window.from, k));
            let last = checked.view.as_of.min(n.window.to);
            out.extend(starts.take_while(|d| d.is_finite() && *d <= last));
        }
    }
    out.retain(|d| d.is_finite() && *d >= first);
    out.into_iter().collect()
}
