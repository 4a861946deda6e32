//! Statuses that changed, and why: what `timeline` and `diff` print. Takes two judgements over the same
//! or other claims; gives each change with the words that decide it now.

use super::output;
use rustc_hash::FxHashSet;
use serde_json::{Value, json};
use servanda::Checked;
use servanda::diag::Diagnostic;
use servanda::model::{Claim, Evidence, Judgement, Rulebook, Status, View, Witness};
use servanda::render::{clean_line, place};
use servanda::source::Sources;
use servanda::time::Day;
use std::cell::{Cell, LazyCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// A run as of a day.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The texts.
    pub src: &'a Sources,
    /// Rules and claims.
    pub checked: &'a Checked,
    /// What it came to.
    pub judgement: &'a Judgement,
    /// As of when.
    pub view: View,
}

/// A status that is another now.
pub struct Move {
    /// The day, in a timeline.
    on: Option<Day>,
    id: String,
    was: Option<Status>,
    now: Option<Status>,
    reason: String,
    /// Words of reports that decide it now and did not then, with their places.
    by: Vec<(String, String)>,
}

impl Move {
    /// The commitment or instance.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// What one ID came to.
struct Stand<'a> {
    status: Status,
    reason: &'a str,
    cited: Vec<usize>,
    /// Whether it has a line of its own: a commitment that is its only instance has none.
    shown: bool,
}

fn stands<'a>(rules: &'a Rulebook, j: &'a Judgement) -> Vec<(&'a str, Stand<'a>)> {
    let mut out = Vec::new();
    for c in &j.commitments {
        let Some(of) = rules.commitments.get(c.commitment) else {
            continue;
        };
        let single = c.instances.iter().any(|i| i.id == of.id);
        out.push((
            of.id.as_str(),
            Stand {
                status: c.status,
                reason: &c.reason,
                cited: c
                    .instances
                    .iter()
                    .flat_map(|i| cited(&i.witness, &i.cause))
                    .collect(),
                shown: !single,
            },
        ));
        out.extend(c.instances.iter().map(|i| {
            let stand = Stand {
                status: i.status,
                reason: &i.reason,
                cited: cited(&i.witness, &i.cause),
                shown: true,
            };
            (i.id.as_str(), stand)
        }));
    }
    out
}

fn cited(w: &Witness, cause: &[Evidence]) -> Vec<usize> {
    let lists: Vec<&[Evidence]> = match w {
        Witness::Hits(a) | Witness::Denial(a) | Witness::Steps(a) => vec![a],
        Witness::Undone { hits, reversals } => vec![hits, reversals],
        Witness::Camps(a, b) => vec![a, b],
        Witness::Calendar | Witness::Absence { .. } => vec![],
    };
    let all = lists.into_iter().chain([cause]).flatten();
    all.map(|e| e.claim).collect()
}

/// Words cited for one change.
const CITED: usize = 3;

/// How many claims are looked for one by one, before all that were known are gathered.
const LOOKED_FOR: usize = 16;

/// What changed between two runs, in the order of the later one, what is gone at the end.
pub fn moves(then: Side<'_>, now: Side<'_>, on: Option<Day>) -> Vec<Move> {
    let before = stands(&then.checked.rules, then.judgement);
    let earlier: BTreeMap<&str, &Stand<'_>> = before.iter().map(|(id, s)| (*id, s)).collect();
    let claims = &then.checked.claims.claims;
    let was_known = |c: &&Claim| c.recorded <= then.view.known_at && c.valid.hi <= then.view.as_of;
    let all: LazyCell<FxHashSet<u64>, _> =
        LazyCell::new(|| claims.iter().filter(was_known).map(|c| c.id).collect());
    // Of one day a few are asked for; they are looked for one by one.
    let asked = Cell::new(0);
    let known = |id: u64| {
        asked.set(asked.get() + 1);
        match asked.get() > LOOKED_FOR {
            true => all.contains(&id),
            false => claims.iter().any(|c| c.id == id && was_known(&c)),
        }
    };
    let after = stands(&now.checked.rules, now.judgement);
    let mut out = Vec::new();
    for (id, s) in after.iter().filter(|(_, s)| s.shown) {
        let was = earlier.get(id).map(|s| s.status);
        if was == Some(s.status) {
            continue;
        }
        let claim = |i: &usize| now.checked.claims.claims.get(*i);
        let new = s.cited.iter().filter_map(claim).filter(|c| !known(c.id));
        out.push(Move {
            on,
            id: (*id).to_owned(),
            was,
            now: Some(s.status),
            reason: s.reason.to_owned(),
            by: new.take(CITED).map(|c| words(now.src, c)).collect(),
        });
    }
    let there: BTreeSet<&str> = after.iter().map(|(id, _)| *id).collect();
    for (id, s) in before
        .iter()
        .filter(|(id, s)| s.shown && !there.contains(id))
    {
        out.push(Move {
            on,
            id: (*id).to_owned(),
            was: Some(s.status),
            now: None,
            reason: "there is no such instance any more".to_owned(),
            by: Vec::new(),
        });
    }
    out
}

fn words(src: &Sources, c: &Claim) -> (String, String) {
    let at = place(src, c.span);
    (format!("{}:{}", at.file, at.line), at.text.to_owned())
}

/// Prints changes for people, or as JSON.
pub fn print(list: &[Move], as_json: bool) -> Result<(), Diagnostic> {
    output::to_stdout(|out| match as_json {
        true => {
            let all: Vec<Value> = list.iter().map(value).collect();
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)
        }
        false => list.iter().try_for_each(|m| line(m, out)),
    })
}

fn word(s: Option<Status>) -> &'static str {
    s.map_or("–", Status::word)
}

fn line(m: &Move, out: &mut dyn Write) -> io::Result<()> {
    let on = m.on.map_or(String::new(), |d| format!("{d}  "));
    writeln!(
        out,
        "{on}{}  {} → {}",
        clean_line(&m.id),
        word(m.was),
        word(m.now)
    )?;
    writeln!(out, "    {}", clean_line(&m.reason))?;
    for (at, text) in &m.by {
        writeln!(out, "    {}: “{}”", clean_line(at), clean_line(text))?;
    }
    if m.by.is_empty() && m.was.is_some() && m.now.is_some() {
        writeln!(
            out,
            "    no new report: time passed, or a rule or a decision changed"
        )?;
    }
    Ok(())
}

fn value(m: &Move) -> Value {
    let by =
        m.by.iter()
            .map(|(at, text)| json!({"place": at, "text": text}));
    json!({
        "on": m.on.map(|d| d.to_string()),
        "id": m.id,
        "was": m.was.map(Status::word),
        "now": m.now.map(Status::word),
        "reason": m.reason,
        "by": by.collect::<Vec<_>>(),
    })
}
