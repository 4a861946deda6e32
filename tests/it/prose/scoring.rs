//! Scores what is read of a labelled set (`tests/cases/labelled/README.md` has its form): precision and
//! recall of claims, roles, status and dates of the matches, and claims of done acts where none was done.

use super::reading::{self, Book};
use servanda::extract;
use servanda::lexicon::fold;
use servanda::model::{Claim, EntityId, Modality, Polarity, Rulebook, Who};
use servanda::source::{Role, Source, Sources};
use servanda::time::{Interval, parse_date};
use std::path::Path;

/// Acts that can have a class of the labels; a class may also be the name of an act.
const CLASSES: &[(&str, &str)] = &[
    ("arrest", "arrest detain jail sentence"),
    ("convict", "convict bring-to-justice sentence"),
    ("sentence", "sentence convict jail"),
    (
        "prosecute",
        "prosecute charge try issue-warrant bring-to-justice appeal hold-accountable",
    ),
    ("proscribe", "ban proscribe designate"),
    ("freeze-assets", "freeze-assets"),
    ("seize-assets", "seize freeze-assets"),
    ("designate", "designate propose-listing sanction"),
    ("extradite", "extradite allow-extradition deport repatriate"),
    ("investigate", "investigate"),
    ("release", "release acquit pardon repatriate"),
    ("attack", "attack kill"),
    ("kill", "kill attack"),
    (
        "share-information",
        "exchange-information share-information cooperate",
    ),
    ("meet", "meet discuss cooperate agree visit consult"),
    ("train", "train cooperate"),
    ("legislate", "enact amend ratify repeal pass adopt"),
    (
        "assess",
        "complete address report inspect verify delist designate monitor end-monitoring evaluate",
    ),
    ("report", "report submit notify publish"),
    ("submit", "submit report"),
    ("inspect", "inspect verify visit"),
    ("ratify", "ratify enact"),
    ("repeal", "repeal amend lift-ban"),
    ("transfer", "transfer deliver pay"),
    ("lift-ban", "lift-ban delist"),
    ("disarm", "disarm destroy extradite transfer"),
    ("suspend", "suspend delist"),
];

/// What was counted: pairs of right and all.
#[derive(Debug, Default)]
pub struct Score {
    /// Claims that a label matches, of all.
    pub precision: (usize, usize),
    /// Labels that a claim matches, of all.
    pub recall: (usize, usize),
    /// Actors of the matches.
    pub actor: (usize, usize),
    /// Targets of the matches.
    pub target: (usize, usize),
    /// Polarities of the matches.
    pub polarity: (usize, usize),
    /// Statuses of the matches.
    pub status: (usize, usize),
    /// Dates, where the label has one.
    pub date: (usize, usize),
    /// Claims of a done act on a label that denies, plans, demands or alleges it; and such labels.
    pub false_completed: (usize, usize),
    /// Found and all by class.
    pub classes: std::collections::BTreeMap<String, (usize, usize)>,
    /// Every match, miss and error in words.
    pub said: Vec<String>,
}

fn word<'a>(v: &'a serde_json::Value, key: &str) -> &'a str {
    v.get(key).and_then(|x| x.as_str()).unwrap_or("")
}

fn risky(label: &serde_json::Value) -> bool {
    word(label, "polarity") == "negated"
        || matches!(word(label, "status"), "called-for" | "planned" | "alleged")
}

/// Scores the set of a folder.
pub fn score(book: &Book, dir: &Path) -> Score {
    let labels: Vec<serde_json::Value> = std::fs::read_to_string(dir.join("labels.jsonl"))
        .unwrap_or_default()
        .lines()
        .filter_map(|l| serde_json::from_str(l).ok())
        .collect();
    let mut docs: Vec<String> = labels.iter().map(|l| word(l, "doc").to_owned()).collect();
    docs.sort();
    docs.dedup();
    let mut out = Score::default();
    for doc in docs {
        let text =
            std::fs::read_to_string(dir.join(format!("reports/{doc}.txt"))).unwrap_or_default();
        let of_doc: Vec<&serde_json::Value> =
            labels.iter().filter(|l| word(l, "doc") == doc).collect();
        report(book, &doc, &text, &of_doc, &mut out);
    }
    out
}

fn report(book: &Book, doc: &str, text: &str, labels: &[&serde_json::Value], out: &mut Score) {
    let rules = &book.rules;
    let mut src = Sources::new();
    let id = src.add(Source::new(format!("{doc}.txt"), text, Role::Report));
    let read = servanda::read::read(&src, id).value;
    let claims = extract::extract(&book.words, rules, &src, read).value;
    let mut found = vec![false; labels.len()];
    for c in &claims.claims {
        let shown = format!(
            "{} «{}»",
            reading::line(rules, c),
            src.slice(c.span).replace('\n', " ")
        );
        let Some((i, counted)) = best(rules, c, text, labels) else {
            out.precision.1 += 1;
            out.said.push(format!("{doc} NO LABEL: {shown}"));
            continue;
        };
        let Some(label) = labels.get(i) else { continue };
        if risky(label) && c.polarity == Polarity::Asserted && c.modality == Modality::Completed {
            out.false_completed.0 += 1;
            out.said.push(format!(
                "{doc} FALSE COMPLETED {}: {shown}",
                word(label, "id")
            ));
        }
        if !counted || found.get(i) == Some(&true) {
            continue;
        }
        if let Some(f) = found.get_mut(i) {
            *f = true;
        }
        out.precision.0 += 1;
        out.precision.1 += 1;
        out.said
            .push(format!("{doc} {}: {shown}", word(label, "id")));
        tally(rules, c, label, out);
    }
    for (l, f) in labels.iter().zip(found) {
        out.false_completed.1 += usize::from(risky(l));
        let class = word(l, "action_class");
        if class == "statement" {
            continue;
        }
        out.recall.1 += 1;
        out.recall.0 += usize::from(f);
        let by = out.classes.entry(class.to_owned()).or_default();
        by.1 += 1;
        by.0 += usize::from(f);
        if !f {
            out.said.push(format!(
                "{doc} MISSED {} {class} {} «{}»",
                word(l, "id"),
                word(l, "status"),
                word(l, "quote")
            ));
        }
    }
}

/// The label that a claim matches, and whether it counts.
fn best(
    rules: &Rulebook,
    c: &Claim,
    text: &str,
    labels: &[&serde_json::Value],
) -> Option<(usize, bool)> {
    let action = rules.action_name(c.action);
    labels
        .iter()
        .enumerate()
        .filter_map(|(i, l)| {
            let start = text.find(word(l, "quote"))?;
            let end = start + word(l, "quote").len();
            let overlap = (c.span.end as usize)
                .min(end)
                .saturating_sub((c.span.start as usize).max(start));
            let class = word(l, "action_class");
            let fits = class == "statement"
                || class == action
                || CLASSES
                    .iter()
                    .any(|(k, a)| *k == class && a.split(' ').any(|a| a == action))
                || action == "act-against";
            let holds = c
                .parts()
                .action
                .is_some_and(|s| s.start as usize >= start && s.end as usize <= end);
            (overlap > 0 && fits).then_some((
                holds && class != "statement",
                class != "statement",
                overlap,
                i,
            ))
        })
        .max()
        .map(|(_, counted, _, i)| (i, counted))
}

fn tally(rules: &Rulebook, c: &Claim, label: &serde_json::Value, out: &mut Score) {
    let mut wrong = Vec::new();
    let mut mark = |slot: &mut (usize, usize), ok: bool, what: &str| {
        slot.1 += 1;
        slot.0 += usize::from(ok);
        if !ok {
            wrong.push(format!("    wrong {what}: {label}"));
        }
    };
    let negated = word(label, "polarity") == "negated";
    let status = word(label, "status");
    let ok = match c.modality {
        Modality::Completed => status == "completed" && !negated,
        Modality::Ongoing => status == "in-progress",
        Modality::Planned | Modality::Hypothetical => status == "planned",
        Modality::CalledFor => status == "called-for",
        Modality::Alleged => status == "alleged",
        Modality::Denied => negated,
    };
    mark(&mut out.status, ok, "status");
    let denied = c.polarity == Polarity::Denied;
    mark(&mut out.polarity, denied == negated, "polarity");
    let ids: Vec<EntityId> = c
        .targets
        .iter()
        .map(|w| match w {
            Who::Entity(e) | Who::Role(_, e) => *e,
        })
        .collect();
    let actor = stands(rules, &c.actors, word(label, "actor"));
    mark(&mut out.actor, actor, "actor");
    mark(
        &mut out.target,
        stands(rules, &ids, word(label, "target")),
        "target",
    );
    if let Some(w) = label
        .get("date")
        .and_then(|d| d.as_str())
        .and_then(parse_date)
        .map(|d| d.interval)
    {
        let got = c.valid;
        let near = Interval::new(w.lo.plus(-7), w.hi.plus(7));
        let ok = got.overlaps(w) && near.contains(got.lo) && near.contains(got.hi)
            || got.lo >= w.lo && got.hi <= w.hi;
        mark(&mut out.date, ok, &format!("date {}..{}", got.lo, got.hi));
    }
    out.said.extend(wrong);
}

/// Whether one of the entities, or one that it belongs to, has a name in the label's words; where the
/// label names no known entity, whether there is none.
fn stands(rules: &Rulebook, ids: &[EntityId], label: &str) -> bool {
    let folded = format!(" {} ", fold(label).replace(['(', ')', ';', ','], " "));
    let named = |e: EntityId| {
        rules.entity(e).is_some_and(|x| {
            x.names
                .iter()
                .any(|n| folded.contains(&format!(" {} ", fold(&n.text))))
        })
    };
    if ids.is_empty() {
        // "killers of Shahid Latif" are nobody whom the rulebook knows: a name after "of" names another.
        let own = match (label.find(" of "), label.find('(')) {
            (Some(of), Some(bracket)) if of < bracket => {
                format!(
                    "{} {}",
                    label.get(..of).unwrap_or(""),
                    label.get(bracket..).unwrap_or("")
                )
            }
            (Some(of), None) => label.get(..of).unwrap_or("").to_owned(),
            _ => label.to_owned(),
        };
        let folded = format!(" {} ", fold(&own).replace(['(', ')', ';', ','], " "));
        let known = rules.entities.iter().any(|x| {
            x.names
                .iter()
                .any(|n| folded.contains(&format!(" {} ", fold(&n.text))))
        });
        return !known;
    }
    ids.iter().any(|e| {
        named(*e)
            || rules
                .entity(*e)
                .is_some_and(|x| x.related.iter().any(|r| named(r.to)))
    })
}

impl Score {
    /// The figures in words.
    pub fn summary(&self) -> String {
        let share = |(a, b): (usize, usize)| format!("{a}/{b} = {:.2}", a as f64 / b.max(1) as f64);
        let classes: Vec<String> = self
            .classes
            .iter()
            .map(|(c, (a, b))| format!("{c} {a}/{b}"))
            .collect();
        format!(
            "precision {}  recall {}\nactor {}  target {}  polarity {}  status {}  date {}\nfalse completed {}\n{}",
            share(self.precision),
            share(self.recall),
            share(self.actor),
            share(self.target),
            share(self.polarity),
            share(self.status),
            share(self.date),
            share(self.false_completed),
            classes.join(", ")
        )
    }
}
