//! A scorecard: what each status is called in a scheme, and what it is worth. Takes a YAML file that
//! begins with `scorecard:`; gives the card, or says what is wrong with it.

use crate::diag::{Code, Diagnostic, Outcome, did_you_mean};
use crate::model::{STATUSES, Status};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node};
use std::collections::BTreeMap;

macro_rules! cards {
    ($($name:literal),*) => {
        /// The cards that ship inside the binary, by name.
        pub static SHIPPED: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../rules/scorecards/", $name, ".yaml")))),*
        ];
    };
}

cards! { "adherence", "decree", "fatf-item", "fatf-tc", "g20", "hrc", "oscal", "pledge", "upr" }

/// A scheme's words and worths for statuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scorecard {
    /// Its name.
    pub name: String,
    /// One line.
    pub title: String,
    /// What it stands for, and where it comes from.
    pub about: String,
    /// How commitments make one score.
    pub summary: Summary,
    /// A row for every status.
    pub rows: BTreeMap<Status, Row>,
}

/// How commitments make one score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Summary {
    /// The mean of the values, and as a percentage of the way from −1 to +1.
    Mean,
    /// How many have a label, of all that have a value.
    Count(String),
    /// A grade C, LC, PC or NC; the share, in thousandths, from which it is LC.
    Grade(i64),
    /// How many have each label.
    Labels,
}

/// What a status is called, by itself and where more is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// By itself.
    pub plain: Cell,
    /// With the flag `stalled`.
    pub stalled: Option<Cell>,
    /// With a share of it done.
    pub share: Option<Cell>,
    /// When the commitment is closed, else when its last deadline has passed.
    pub closed: Option<Cell>,
}

/// A word of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The label; none where the scheme has no word for it.
    pub label: Option<String>,
    /// The value in thousandths; none where it is left out of the score.
    pub value: Option<i64>,
    /// What is said beside it.
    pub note: Option<String>,
}

impl Cell {
    /// `Kept (late)`, or `–`.
    pub fn text(&self) -> String {
        match (&self.label, &self.note) {
            (Some(l), Some(n)) => format!("{l} ({n})"),
            (Some(l), None) => l.clone(),
            (None, Some(n)) => format!("– ({n})"),
            (None, None) => "–".into(),
        }
    }
}

/// Reads a card from a file's text; none where it is so wrong that it cannot be used.
pub fn parse(src: &Sources, file: FileId) -> Outcome<Option<Scorecard>> {
    let whole = Span::new(file, 0, src.text(file).len());
    let mut said = Vec::new();
    let Some(root) = yaml::parse(src, whole).split(&mut said) else {
        return Outcome::with(None, said);
    };
    let before = said.len();
    let card = card(&root, whole, &mut said);
    // A card with a fault gives no score: a wrong score is worse than none.
    let card = if said.len() > before { None } else { card };
    Outcome::with(card, said)
}

const KEYS: [&str; 7] = [
    "scorecard",
    "title",
    "about",
    "summary",
    "count",
    "share",
    "statuses",
];
const CELL: [&str; 6] = ["label", "value", "note", "stalled", "share", "closed"];

fn wrong(span: Span, what: impl Into<String>, label: &str) -> Diagnostic {
    Diagnostic::new(Code::ScorecardShape, what).at(span, label)
}

/// Says every key of a map that is none of `known`.
fn keys(node: &Node, known: &[&str], said: &mut Vec<Diagnostic>) {
    for (key, _) in node.map().unwrap_or(&[]) {
        let name = key.text().unwrap_or("");
        if known.contains(&name) {
            continue;
        }
        let d = wrong(
            key.span,
            format!("a scorecard has no key `{name}` here"),
            "not known",
        );
        said.push(match did_you_mean(name, known.iter().copied()) {
            Some(near) => d.help(format!("did you mean `{near}`?")),
            None => d.help(format!("the keys are {}", known.join(", "))),
        });
    }
}

fn card(root: &Node, whole: Span, said: &mut Vec<Diagnostic>) -> Option<Scorecard> {
    keys(root, &KEYS, said);
    let text = |key: &str| root.get(key).and_then(Node::text).unwrap_or("").to_string();
    let name = text("scorecard");
    if name.is_empty() {
        said.push(wrong(
            whole,
            "a scorecard begins with `scorecard: NAME`",
            "no name",
        ));
        return None;
    }
    let summary = summary(root, said)?;
    let statuses = match root.get("statuses") {
        Some(node) if node.map().is_some() => node,
        other => {
            let span = other.map_or(whole, |n| n.span);
            said.push(wrong(
                span,
                "`statuses` is a map from status to label",
                "expected a map",
            ));
            return None;
        }
    };
    let mut rows = BTreeMap::new();
    for (key, value) in statuses.map().unwrap_or(&[]) {
        let word = key.text().unwrap_or("");
        match Status::find(word) {
            Some(status) => {
                rows.insert(status, row(value, said));
            }
            None => {
                let d = wrong(
                    key.span,
                    format!("there is no status `{word}`"),
                    "not a status",
                );
                said.push(match did_you_mean(word, STATUSES.iter().map(|s| s.word)) {
                    Some(near) => d.help(format!("did you mean `{near}`?")),
                    None => d,
                });
            }
        }
    }
    let missing: Vec<&str> = STATUSES
        .iter()
        .filter(|s| !rows.contains_key(&s.status))
        .map(|s| s.word)
        .collect();
    if !missing.is_empty() {
        let names = missing.join("`, `");
        said.push(
            wrong(
                statuses.span,
                format!("the scorecard says nothing of `{names}`"),
                "every status needs a row",
            )
            .help("write `{ label: ~ }` for one that the scheme has no word for"),
        );
    }
    Some(Scorecard {
        name,
        title: text("title"),
        about: text("about"),
        summary,
        rows,
    })
}

fn summary(root: &Node, said: &mut Vec<Diagnostic>) -> Option<Summary> {
    let node = root.get("summary");
    match node.and_then(Node::text).unwrap_or("labels") {
        "mean" => Some(Summary::Mean),
        "labels" => Some(Summary::Labels),
        "count" => {
            let label = root.get("count").and_then(Node::text).unwrap_or("");
            Some(Summary::Count(label.to_string()))
        }
        "grade" => {
            let share = root.get("share");
            match share.map_or(Some(750), |n| thousandths(n.text().unwrap_or(""))) {
                Some(share) => Some(Summary::Grade(share)),
                None => {
                    let span = share.map_or(root.span, |n| n.span);
                    said.push(wrong(
                        span,
                        "`share` is a number such as 0.75",
                        "not a number",
                    ));
                    None
                }
            }
        }
        other => {
            let span = node.map_or(root.span, |n| n.span);
            let what = format!("`summary` is mean, count, grade or labels, not `{other}`");
            said.push(wrong(span, what, "not known"));
            None
        }
    }
}

fn row(node: &Node, said: &mut Vec<Diagnostic>) -> Row {
    // A bare word is a label alone.
    if node.map().is_some() {
        keys(node, &CELL, said);
    }
    let variant = |key: &str, said: &mut Vec<Diagnostic>| {
        let node = node.get(key)?;
        if node.map().is_some() {
            keys(node, &["label", "value", "note"], said);
        }
        Some(cell(node, said))
    };
    Row {
        stalled: variant("stalled", said),
        share: variant("share", said),
        closed: variant("closed", said),
        plain: cell(node, said),
    }
}

fn cell(node: &Node, said: &mut Vec<Diagnostic>) -> Cell {
    let text = |n: &Node| n.text().filter(|t| !t.is_empty()).map(str::to_string);
    if node.map().is_none() {
        return Cell {
            label: text(node),
            value: None,
            note: None,
        };
    }
    let value = node.get("value").filter(|v| !v.is_null());
    let number = value.and_then(|v| thousandths(v.text().unwrap_or("")));
    if let Some(v) = value.filter(|_| number.is_none()) {
        said.push(wrong(
            v.span,
            "`value` is a number with at most three decimals, or null",
            "not a number",
        ));
    }
    Cell {
        label: node.get("label").and_then(text),
        value: number,
        note: node.get("note").and_then(text),
    }
}

/// `-1`, `0.75` → thousandths; within ±1000.
fn thousandths(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 4
        || part.len() > 3
        || !is_number(whole)
        || !is_number(part)
    {
        return None;
    }
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    let value = sign * (whole.parse::<i64>().ok()? * 1000 + part);
    (value.abs() <= 1_000_000).then_some(value)
}
