//! The syntax tree as YAML text: one section a kind of item, in the order of the language, comments
//! before the item that they stand at.

use crate::syntax::ast::*;
use crate::syntax::fmt;

/// A whole file. Reading it back gives the same items; order across kinds is that of the sections.
pub fn print(file: &File) -> String {
    let file = &super::together(file);
    let mut comments = file.comments.as_slice();
    let mut sections: Vec<(&'static str, Vec<Entry>)> = Vec::new();
    for item in &file.items {
        let span = fmt::item_span(item);
        let mut notes = Vec::new();
        while let Some((c, rest)) = comments.split_first()
            && (c.span.start < span.end || c.trailing && c.span.start < span.end + 4)
        {
            notes.push(c.text.clone());
            comments = rest;
        }
        let (section, lines) = entry(item);
        match sections.iter_mut().find(|(s, _)| *s == section) {
            Some((_, list)) => list.push((notes, lines)),
            None => sections.push((section, vec![(notes, lines)])),
        }
    }
    let order = super::keys::of("root");
    sections.sort_by_key(|(s, _)| order.iter().position(|r| r == s));
    let mut out = String::new();
    for (section, list) in sections {
        if section == "edition" {
            list.iter().for_each(|(notes, lines)| {
                notes.iter().for_each(|n| comment(&mut out, "", n));
                lines.iter().for_each(|l| out.push_str(&format!("{l}\n")));
            });
            continue;
        }
        out.push_str(&format!("{section}:\n"));
        for (notes, lines) in list {
            notes.iter().for_each(|n| comment(&mut out, "  ", n));
            lines.iter().for_each(|l| out.push_str(&format!("  {l}\n")));
        }
    }
    comments.iter().for_each(|c| comment(&mut out, "", &c.text));
    out
}

type Entry = (Vec<String>, Vec<String>);

fn comment(out: &mut String, indent: &str, text: &str) {
    // YAML forbids some characters wherever they stand.
    let is_forbidden = |c: char| {
        c.is_control() && c != '\t'
            || matches!(
                c,
                '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}'
            )
    };
    let text: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
    let text = text.trim();
    out.push_str(&if text.is_empty() {
        format!("{indent}#\n")
    } else {
        format!("{indent}# {text}\n")
    });
}

/// A scalar: plain where nothing in it can mean more than text, else in double quotes.
///
/// Space around it says nothing, and is not read back.
fn scalar(text: &str) -> String {
    let text = text.trim();
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| {
            c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.' | '(' | ')' | '\'')
        })
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let text = text.trim();
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}' | '\u{85}'
                ) =>
            {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list(names: &[Text]) -> String {
    format!(
        "[{}]",
        names
            .iter()
            .map(|n| scalar(&n.node))
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn limited(names: &[(Text, Limits)]) -> String {
    let one = |(n, l): &(Text, Limits)| match (&l.from, &l.until) {
        (None, None) => scalar(&n.node),
        (from, until) => {
            let from = from
                .as_ref()
                .map_or(String::new(), |d| format!(", from: {}", fmt::date(d)));
            let until = until
                .as_ref()
                .map_or(String::new(), |d| format!(", until: {}", fmt::date(d)));
            format!("{{ name: {}{from}{until} }}", scalar(&n.node))
        }
    };
    format!("[{}]", names.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn evidence(e: &Evidence) -> String {
    let mut parts = Vec::new();
    if let Some((n, independent)) = &e.sources {
        parts.push(format!(
            "{}: {}",
            if *independent {
                "independent sources"
            } else {
                "sources"
            },
            n.node
        ));
    }
    parts.extend(e.tier.as_ref().map(|t| format!("tier: {}", t.node)));
    parts.extend(
        e.closed
            .map(|c| format!("world: {}", if c.node { "closed" } else { "open" })),
    );
    parts.extend(
        e.contested
            .as_ref()
            .map(|t| format!("contested: {}", t.node)),
    );
    parts.extend(e.quiet.map(|d| format!("quiet: {}", d.node)));
    parts.extend(
        e.same_event
            .map(|d| format!("same event within: {}", d.node)),
    );
    parts.extend(e.undated.map(|d| format!("undated within: {}", d.node)));
    format!("{{ {} }}", parts.join(", "))
}

/// `ID:` and its parts, each a line two deeper; `ID: ~` without any.
fn keyed(id: &Text, parts: Vec<String>) -> Vec<String> {
    if parts.is_empty() {
        return vec![format!("{}:", scalar(&id.node))];
    }
    let mut out = vec![format!("{}:", scalar(&id.node))];
    out.extend(parts.into_iter().map(|p| format!("  {p}")));
    out
}

/// `- key: …` and further parts below it.
fn dashed(parts: Vec<String>) -> Vec<String> {
    parts
        .into_iter()
        .enumerate()
        .map(|(i, p)| format!("{} {p}", if i == 0 { "-" } else { " " }))
        .collect()
}

fn entry(item: &Item) -> (&'static str, Vec<String>) {
    match item {
        Item::Edition(n) => ("edition", vec![format!("edition: {}", n.node)]),
        Item::Use(u) => (
            "use",
            vec![match &u.target.node {
                UseTarget::Package(p) => format!("- std.{p}"),
                UseTarget::Path(p) => format!("- {}", scalar(p)),
            }],
        ),
        Item::Agreement(a) => ("agreements", keyed(&a.id, agreement(a))),
        Item::Entity(e) => {
            let plural = EntityKind::ALL
                .iter()
                .find(|(k, ..)| *k == e.kind)
                .map_or("topics", |(_, _, p)| p);
            let mut parts: Vec<String> = e
                .name
                .iter()
                .map(|n| format!("name: {}", scalar(&n.node)))
                .collect();
            // A key stands once in a map: what was said in several parts goes into one list.
            let mut aka: Vec<(Text, Limits)> = Vec::new();
            let mut related: Vec<(String, Vec<(Text, Limits)>)> = Vec::new();
            let mut adjectives: Vec<Text> = Vec::new();
            for p in &e.parts {
                match p {
                    EntityPart::Aka(names) => aka.extend(names.iter().cloned()),
                    EntityPart::Adjective(names) => adjectives.extend(names.iter().cloned()),
                    EntityPart::Capital(n) => parts.push(format!("capital: {}", scalar(&n.node))),
                    EntityPart::On(d) => parts.push(format!("on: {}", fmt::date(d))),
                    EntityPart::Related { relation, to } => {
                        match related.iter_mut().find(|(r, _)| *r == relation.node) {
                            Some((_, list)) => list.extend(to.iter().cloned()),
                            None => related.push((relation.node.clone(), to.clone())),
                        }
                    }
                }
            }
            if !aka.is_empty() {
                parts.push(format!("aka: {}", limited(&aka)));
            }
            if !adjectives.is_empty() {
                parts.push(format!("adjective: {}", list(&adjectives)));
            }
            parts.extend(
                related
                    .iter()
                    .map(|(r, to)| format!("{r}: {}", limited(to))),
            );
            (plural, keyed(&e.id, parts))
        }
        Item::Relation(r) => {
            let word = r.carries.map(|c| match c.node {
                Carries::Actor => "actor",
                Carries::Target => "target",
                Carries::Both => "both",
            });
            (
                "relations",
                keyed(
                    &r.name,
                    word.map(|w| format!("carries: {w}")).into_iter().collect(),
                ),
            )
        }
        Item::Set(s) => {
            let text = match &s.members {
                SetMembers::List {
                    names,
                    others: None,
                } => list(names),
                SetMembers::List {
                    names,
                    others: Some(_),
                } => format!("{{ members: {}, and others: true }}", list(names)),
                SetMembers::Kind { kind, except } => {
                    let plural = EntityKind::ALL
                        .iter()
                        .find(|(k, ..)| *k == kind.node)
                        .map_or("", |(_, _, p)| p);
                    let except = if except.is_empty() {
                        String::new()
                    } else {
                        format!(", except: {}", list(except))
                    };
                    format!("{{ all: {plural}{except} }}")
                }
            };
            ("sets", vec![format!("{}: {text}", scalar(&s.id.node))])
        }
        Item::Action(a) => {
            let mut parts = Vec::new();
            if !a.phrases.is_empty() {
                parts.push(format!("phrases: {}", list(&a.phrases)));
            }
            // A key stands once in a map: what was said in several parts goes into one list.
            let mut lists: Vec<(&str, Vec<Text>)> = Vec::new();
            for p in &a.parts {
                let (word, names) = match p {
                    ActionPart::Includes(n) => ("includes", n),
                    ActionPart::UndoneBy(n) => ("undone by", n),
                    ActionPart::StepTowards(n) => ("step towards", n),
                    ActionPart::RequiredStepTowards(n) => ("required step towards", n),
                    ActionPart::Noun(n) => ("noun", n),
                    ActionPart::Cameo(n) => ("cameo", n),
                    ActionPart::Plover(t) => {
                        lists.push(("plover", vec![t.clone()]));
                        continue;
                    }
                };
                match lists.iter_mut().find(|(w, _)| *w == word) {
                    Some((_, list)) => list.extend(names.iter().cloned()),
                    None => lists.push((word, names.clone())),
                }
            }
            parts.extend(lists.iter().map(|(word, names)| match names.as_slice() {
                [one] if *word == "plover" => format!("plover: {}", scalar(&one.node)),
                names => format!("{word}: {}", list(names)),
            }));
            ("actions", keyed(&a.name, parts))
        }
        Item::Condition(c) => (
            "conditions",
            keyed(
                &c.name,
                vec![
                    format!("starts: {}", list(&c.starts)),
                    format!("ends: {}", list(&c.ends)),
                ],
            ),
        ),
        Item::Source(s) => {
            let mut parts: Vec<String> = s
                .name
                .iter()
                .map(|n| format!("name: {}", scalar(&n.node)))
                .collect();
            parts.extend(s.tier.iter().map(|t| format!("tier: {}", t.node)));
            for (word, names) in [
                ("aka", &s.aka),
                ("speaks for", &s.speaks_for),
                ("adversary of", &s.adversary_of),
                ("copies", &s.copies),
            ] {
                if !names.is_empty() {
                    parts.push(format!("{word}: {}", list(names)));
                }
            }
            parts.extend(
                s.evidence
                    .iter()
                    .map(|e| format!("evidence: {}", evidence(e))),
            );
            ("sources", keyed(&s.id, parts))
        }
        Item::Commitment(c) => ("commitments", keyed(&c.id, commitment(c))),
        Item::Relief(r) => {
            let word = match r.kind {
                ReliefKind::Waive => "waive",
                ReliefKind::Suspend => "suspend",
                ReliefKind::Terminate => "terminate",
            };
            let mut parts = vec![format!("of: {}", quoted(&r.of.node))];
            parts.extend(r.from.iter().map(|d| format!("from: {}", fmt::date(d))));
            parts.extend(r.until.iter().map(|d| format!("until: {}", fmt::date(d))));
            parts.push(format!("because: {}", quoted(&r.because.node)));
            parts.push(format!("by: {}", quoted(&r.by.node)));
            (word, dashed(parts))
        }
        Item::Override(o) => (
            "override",
            dashed(vec![
                format!("of: {}", quoted(&o.of.node)),
                format!("as of: {}", fmt::date(&o.as_of)),
                format!("is: {}", o.status.node),
                format!("because: {}", quoted(&o.because.node)),
                format!("by: {}", quoted(&o.by.node)),
            ]),
        ),
        Item::Test(t) => ("tests", test(t)),
    }
}

fn agreement(a: &Agreement) -> Vec<String> {
    let mut parts: Vec<String> = a
        .title
        .iter()
        .map(|t| format!("title: {}", scalar(&t.node)))
        .collect();
    parts.extend(
        a.adopted
            .iter()
            .map(|d| format!("adopted: {}", fmt::date(d))),
    );
    if let Some((from, until)) = &a.in_force {
        parts.push(format!("in force: {}", fmt::date(from)));
        parts.extend(until.iter().map(|d| format!("until: {}", fmt::date(d))));
    }
    for (word, names) in [("between", &a.between), ("addressed to", &a.addressed_to)] {
        if !names.is_empty() {
            parts.push(format!("{word}: {}", list(names)));
        }
    }
    parts.extend(a.text.iter().map(|t| format!("text: {}", scalar(&t.node))));
    parts.extend(a.url.iter().map(|t| format!("url: {}", scalar(&t.node))));
    parts.extend(
        a.evidence
            .iter()
            .map(|e| format!("evidence: {}", evidence(e))),
    );
    parts
}

fn commitment(c: &Commitment) -> Vec<String> {
    let mut parts: Vec<String> = c
        .title
        .iter()
        .map(|t| format!("title: {}", scalar(&t.node)))
        .collect();
    let (mut notes, mut norms) = (Vec::new(), Vec::new());
    for p in &c.parts {
        match p {
            CommitmentPart::Under(t) => parts.push(format!("under: {}", scalar(&t.node))),
            CommitmentPart::Quote(t) => parts.push(format!("quote: {}", quoted(&t.node))),
            CommitmentPart::At(t) => parts.push(format!("at: {}", quoted(&t.node))),
            CommitmentPart::Modality(t) => parts.push(format!("modality: {}", t.node)),
            CommitmentPart::Acceptance { word, by, on } => {
                let on = on
                    .as_ref()
                    .map_or(String::new(), |d| format!(", on: {}", fmt::date(d)));
                parts.push(format!(
                    "acceptance: {{ is: {}, by: {}{on} }}",
                    word.node,
                    scalar(&by.node)
                ));
            }
            CommitmentPart::Evidence(e) => parts.push(format!("evidence: {}", evidence(e))),
            CommitmentPart::Owner(t) => parts.push(format!("owner: {}", quoted(&t.node))),
            CommitmentPart::Note(t) => notes.push(quoted(&t.node)),
            CommitmentPart::Weight(n) => parts.push(format!("weight: {}", fmt::number(&n.node))),
            CommitmentPart::Closes(d) => parts.push(format!("closes: {}", fmt::date(d))),
            CommitmentPart::Sentence(s) => norms.push(quoted(&fmt::sentence(s))),
        }
    }
    for (word, list) in [("note", notes), ("norm", norms)] {
        match list.as_slice() {
            [] => {}
            [one] => parts.push(format!("{word}: {one}")),
            many => {
                parts.push(format!("{word}:"));
                parts.extend(many.iter().map(|m| format!("  - {m}")));
            }
        }
    }
    parts
}

fn test(t: &Test) -> Vec<String> {
    let mut parts = vec![format!("name: {}", quoted(&t.name.node))];
    let (mut facts, mut reports, mut dates, mut expect) = (vec![], vec![], vec![], vec![]);
    for p in &t.parts {
        match p {
            TestPart::Fact { .. } => facts.push(format!("  - {}", quoted(&fmt::test_line(p)))),
            TestPart::Report {
                date,
                by,
                covering,
                prose,
                ..
            } => {
                let covering = covering.as_ref().map_or(String::new(), |(a, b)| {
                    format!(
                        ", covering from: {}, covering to: {}",
                        fmt::date(a),
                        fmt::date(b)
                    )
                });
                reports.push(format!(
                    "  - {{ date: {}, by: {}{covering}, text: {} }}",
                    fmt::date(date),
                    scalar(&by.node),
                    quoted(&prose.node)
                ));
            }
            TestPart::AsOf {
                date, expectations, ..
            } => {
                dates.push(format!("  {}: {}", fmt::date(date), expected(expectations)));
            }
            TestPart::Expect(e) => expect.push(format!("  - {}", quoted(&fmt::expectation(e)))),
        }
    }
    for (word, list) in [
        ("facts", facts),
        ("reports", reports),
        ("as of", dates),
        ("expect", expect),
    ] {
        if !list.is_empty() {
            parts.push(format!("{word}:"));
            parts.extend(list);
        }
    }
    dashed(parts)
}

/// The map of an `as of`: what is expected of one instance stands under its key once.
fn expected(list: &[Expectation]) -> String {
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for e in list {
        let (key, text) = match &e.kind {
            ExpectationKind::Is { id, not, status } => {
                let not = if *not { "not " } else { "" };
                (quoted(&id.node), format!("{not}{}", status.node))
            }
            ExpectationKind::Cites { id, date } => {
                (quoted(&id.node), format!("cites {}", fmt::date(date)))
            }
            _ => ("expect".to_owned(), quoted(&fmt::expectation(e))),
        };
        match keys.iter_mut().find(|(k, _)| *k == key) {
            Some((_, list)) => list.push(text),
            None => keys.push((key, vec![text])),
        }
    }
    let entry = |(key, list): &(String, Vec<String>)| match list.as_slice() {
        [one] => format!("{key}: {one}"),
        many => format!("{key}: [{}]", many.join(", ")),
    };
    let entries: Vec<String> = keys.iter().map(entry).collect();
    format!("{{ {} }}", entries.join(", "))
}
