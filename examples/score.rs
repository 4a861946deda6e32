//! Scores what is read of a labelled set: precision, recall, roles, status, dates, false completed.
//!
//! `cargo run --example score -- DIR [--rules FILE]… [-v]`, where DIR holds `reports/*.txt` and
//! `labels.jsonl` (doc, quote, actor, action_class, target, date, polarity, status).
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs
)]

use servanda::extract;
use servanda::lexicon::{Lexicon, fold};
use servanda::model::{
    Block, BlockKind, Body, Claim, EntityId, Meta, Modality, OffsetMap, Polarity, Report, Rulebook,
    Who,
};
use servanda::source::{Role, Source, Sources, Span, Spanned};
use servanda::time::{Interval, parse_date};
use std::borrow::Cow;
use std::path::Path;

/// Actions that can have a class of the labels.
const CLASSES: &[(&str, &str)] = &[
    ("arrest", "arrest detain jail"),
    ("convict", "convict bring-to-justice sentence"),
    ("sentence", "sentence convict jail"),
    (
        "prosecute",
        "prosecute charge try issue-warrant bring-to-justice appeal",
    ),
    ("proscribe", "ban proscribe"),
    ("freeze-assets", "freeze-assets"),
    ("seize-assets", "seize"),
    ("designate", "designate propose-listing"),
    ("extradite", "extradite allow-extradition deport"),
    ("investigate", "investigate"),
    ("release", "release acquit pardon"),
    ("attack", "attack kill"),
    ("kill", "kill attack"),
    (
        "share-information",
        "exchange-information share-information",
    ),
    ("meet", "meet discuss cooperate agree"),
    ("train", "train"),
    ("legislate", "enact amend ratify"),
    (
        "assess",
        "complete address report inspect verify delist designate",
    ),
];

struct Tally {
    claims: usize,
    matched: usize,
    found: usize,
    labels: usize,
    status: (usize, usize),
    polarity: (usize, usize),
    actor: (usize, usize),
    target: (usize, usize),
    date: (usize, usize),
    false_completed: usize,
    risky: usize,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let mut dir = String::new();
    let (mut rules, mut verbose) = (Vec::new(), false);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--rules" => rules.extend(args.next()),
            "-v" => verbose = true,
            _ => dir = a,
        }
    }
    let rulebook = rulebook(&rules);
    let words = Lexicon::new(&rulebook);
    let labels: Vec<serde_json::Value> =
        std::fs::read_to_string(Path::new(&dir).join("labels.jsonl"))
            .unwrap_or_default()
            .lines()
            .filter_map(|l| serde_json::from_str(l).ok())
            .collect();
    let mut docs: Vec<String> = labels.iter().map(|l| word(l, "doc").to_owned()).collect();
    docs.dedup();
    let mut t = Tally {
        claims: 0,
        matched: 0,
        found: 0,
        labels: 0,
        status: (0, 0),
        polarity: (0, 0),
        actor: (0, 0),
        target: (0, 0),
        date: (0, 0),
        false_completed: 0,
        risky: 0,
    };
    for doc in docs {
        let text = std::fs::read_to_string(Path::new(&dir).join(format!("reports/{doc}.txt")))
            .unwrap_or_default();
        let of_doc: Vec<&serde_json::Value> =
            labels.iter().filter(|l| word(l, "doc") == doc).collect();
        score(&rulebook, &words, &text, &of_doc, &mut t, verbose, &doc);
    }
    let share = |(a, b): (usize, usize)| format!("{a}/{b} = {:.2}", a as f64 / b.max(1) as f64);
    let p = t.matched as f64 / t.claims.max(1) as f64;
    let r = t.found as f64 / t.labels.max(1) as f64;
    println!(
        "precision {} recall {} F1 {:.2}",
        share((t.matched, t.claims)),
        share((t.found, t.labels)),
        2.0 * p * r / (p + r).max(1e-9)
    );
    println!(
        "actor {}  target {}  polarity {}  status {}  date {}",
        share(t.actor),
        share(t.target),
        share(t.polarity),
        share(t.status),
        share(t.date)
    );
    println!(
        "false completed {} of {} labels that are negated, called for, planned or alleged",
        t.false_completed, t.risky
    );
}

fn word<'a>(v: &'a serde_json::Value, key: &str) -> &'a str {
    v.get(key).and_then(|x| x.as_str()).unwrap_or("")
}

fn score(
    rules: &Rulebook,
    words: &Lexicon,
    text: &str,
    labels: &[&serde_json::Value],
    t: &mut Tally,
    verbose: bool,
    doc: &str,
) {
    let mut src = Sources::new();
    let id = src.add(Source::new(doc, text, Role::Report));
    let (front, body_at) = front_matter(text);
    let date = front
        .lines()
        .find_map(|l| l.strip_prefix("date:"))
        .map(str::trim)
        .and_then(parse_date);
    let mut blocks = Vec::new();
    let mut at = body_at;
    for part in text.get(body_at..).unwrap_or("").split("\n\n") {
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            text: Cow::Borrowed(part),
            span: Span::new(id, at, at + part.len()),
            map: OffsetMap::slice(at),
        });
        at += part.len() + 2;
    }
    let report = Report {
        file: id,
        meta: Meta {
            published: date.map(|d| Spanned::new(d.interval, Span::default())),
            ..Meta::default()
        },
        body: Body::Prose(blocks),
    };
    let out = extract::extract(words, rules, &src, report);
    let mut found = vec![false; labels.len()];
    for c in &out.value.claims {
        let action = rules.action_name(c.action);
        let best = labels
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
                    || CLASSES
                        .iter()
                        .any(|(k, a)| *k == class && a.split(' ').any(|a| a == action))
                    || action == "act-against";
                let holds = c
                    .parts
                    .action
                    .is_some_and(|s| s.start as usize >= start && s.end as usize <= end);
                (overlap > 0 && fits).then_some((
                    holds && class != "statement",
                    class != "statement",
                    overlap,
                    i,
                ))
            })
            .max();
        let show = |what: &str| {
            if verbose {
                println!(
                    "{doc} {what}: [{}] {} {} {} {} {}..{} «{}»",
                    action,
                    c.actors
                        .iter()
                        .map(|e| rules.entity_name(*e))
                        .collect::<Vec<_>>()
                        .join("+"),
                    targets(rules, c).join("+"),
                    c.status.word(),
                    c.attributed_to.as_deref().unwrap_or("-"),
                    c.valid.lo,
                    c.valid.hi,
                    src.slice(c.span)
                );
            }
        };
        let Some((_, counted, _, i)) = best else {
            t.claims += 1;
            show("NO LABEL");
            continue;
        };
        let Some(label) = labels.get(i) else { continue };
        let risky = word(label, "polarity") == "negated"
            || matches!(word(label, "status"), "called-for" | "planned" | "alleged");
        if risky && c.polarity == Polarity::Asserted && c.modality == Modality::Completed {
            t.false_completed += 1;
            show(&format!("FALSE COMPLETED {}", word(label, "id")));
        }
        if !counted || found.get(i) == Some(&true) {
            continue;
        }
        if let Some(f) = found.get_mut(i) {
            *f = true;
        }
        t.claims += 1;
        t.matched += 1;
        show(&format!("{} ", word(label, "id")));
        tally(rules, c, label, t, verbose);
    }
    for (l, f) in labels.iter().zip(found) {
        if word(l, "action_class") != "statement" {
            t.labels += 1;
            t.found += usize::from(f);
            if verbose && !f {
                println!(
                    "{doc} MISSED {} {} {} «{}»",
                    word(l, "id"),
                    word(l, "action_class"),
                    word(l, "status"),
                    word(l, "quote")
                );
            }
        }
        t.risky += usize::from(
            word(l, "polarity") == "negated"
                || matches!(word(l, "status"), "called-for" | "planned" | "alleged"),
        );
    }
}

fn targets<'r>(rules: &'r Rulebook, c: &Claim) -> Vec<&'r str> {
    c.targets
        .iter()
        .map(|w| match w {
            Who::Entity(e) | Who::Role(_, e) => rules.entity_name(*e),
        })
        .collect()
}

fn tally(rules: &Rulebook, c: &Claim, label: &serde_json::Value, t: &mut Tally, verbose: bool) {
    let mark = |slot: &mut (usize, usize), ok: bool, what: &str| {
        slot.1 += 1;
        slot.0 += usize::from(ok);
        if verbose && !ok {
            println!("    wrong {what}: {label}");
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
    mark(&mut t.status, ok, &format!("status {}", c.status.word()));
    mark(
        &mut t.polarity,
        (c.polarity == Polarity::Denied) == negated,
        "polarity",
    );
    let ids: Vec<EntityId> = c
        .targets
        .iter()
        .map(|w| match w {
            Who::Entity(e) | Who::Role(_, e) => *e,
        })
        .collect();
    mark(
        &mut t.actor,
        stands(rules, &c.actors, word(label, "actor")),
        "actor",
    );
    mark(
        &mut t.target,
        stands(rules, &ids, word(label, "target")),
        "target",
    );
    if let Some(want) = label
        .get("date")
        .and_then(|d| d.as_str())
        .and_then(parse_date)
    {
        let w = want.interval;
        let got = c.valid;
        let near = Interval::new(w.lo.plus(-7), w.hi.plus(7));
        let ok = got.overlaps(w) && near.contains(got.lo) && near.contains(got.hi)
            || got.lo >= w.lo && got.hi <= w.hi;
        mark(&mut t.date, ok, &format!("date {}..{}", got.lo, got.hi));
    }
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
    let known = (0..rules.entities.len()).any(|i| named(EntityId(i as u32)));
    if ids.is_empty() {
        return !known;
    }
    ids.iter().any(|e| {
        named(*e)
            || rules
                .entity(*e)
                .is_some_and(|x| x.related.iter().any(|r| named(r.to)))
    })
}

fn front_matter(text: &str) -> (&str, usize) {
    if let Some(rest) = text.strip_prefix("---\n")
        && let Some(end) = rest.find("\n---\n")
    {
        return (rest.get(..end).unwrap_or(""), 4 + end + 5);
    }
    ("", 0)
}

/// The shipped packages and the named rule files.
fn rulebook(files: &[String]) -> Rulebook {
    let mut src = Sources::new();
    let mut paths: Vec<String> = ["actions", "states", "bodies", "counterterrorism"]
        .iter()
        .map(|p| format!("rules/std/{p}.norm"))
        .collect();
    paths.extend(files.iter().cloned());
    let mut trees = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let id = src.add(Source::new(path, text, Role::Rules));
        trees.push(servanda::syntax::parse(&src, id).value);
    }
    servanda::lower::lower(&src, &trees).value
}
