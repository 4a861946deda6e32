//! Claims as `extract` prints them: JSON lines by contract, or text for people. Takes the merged
//! claims of the reports; judges nothing.

use super::{Look, clean_line, place};
use crate::model::{Claim, ClaimAmount, Claims, Polarity, Preposition, Rulebook, Who};
use crate::source::{Sources, Span};
use crate::time::{Day, Interval};
use serde::Serialize;
use serde_json::{Number, Value};
use std::io::{self, Write};

/// All that a claim's names are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// Every text.
    pub src: &'a Sources,
    /// The rulebook.
    pub rules: &'a Rulebook,
    /// The claims.
    pub claims: &'a Claims,
}

#[derive(Serialize)]
struct Line<'a> {
    report: &'a str,
    start: u64,
    end: u64,
    line: usize,
    column: usize,
    text: &'a str,
    actors: Vec<&'a str>,
    action: &'a str,
    targets: Vec<String>,
    with: Vec<&'a str>,
    to: Vec<&'a str>,
    from: Vec<&'a str>,
    r#in: Vec<&'a str>,
    about: Vec<&'a str>,
    r#for: Vec<&'a str>,
    through: Vec<&'a str>,
    amount: Option<Amount<'a>>,
    date: Dates,
    polarity: &'static str,
    modality: &'static str,
    status: &'static str,
    source: &'a str,
    attributed_to: Option<&'a str>,
    tier: &'static str,
    plover: Option<&'a str>,
    spans: Spans,
}

#[derive(Serialize)]
struct Amount<'a> {
    value: Value,
    of: Option<Value>,
    unit: Option<&'a str>,
    bound: &'static str,
    kind: &'static str,
}

#[derive(Serialize)]
struct Dates {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct Spans {
    actors: Vec<[u64; 2]>,
    action: Option<[u64; 2]>,
    targets: Vec<[u64; 2]>,
    date: Option<[u64; 2]>,
    status: Vec<[u64; 2]>,
}

/// One object a claim, one claim a line.
pub fn jsonl(of: Of<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    for claim in &of.claims.claims {
        serde_json::to_writer(&mut out, &line(of, claim))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn line<'a>(of: Of<'a>, claim: &'a Claim) -> Line<'a> {
    let at = place(of.src, claim.span);
    let parties = |p: Preposition| {
        claim
            .participants
            .iter()
            .filter(|(q, _)| *q == p)
            .map(|(_, e)| of.rules.entity_name(*e))
            .collect()
    };
    let bytes = |s: Span| {
        let p = place(of.src, s);
        [p.start, p.end]
    };
    let parts = claim.parts();
    Line {
        report: at.file,
        start: at.start,
        end: at.end,
        line: at.line,
        column: at.column,
        text: at.text,
        actors: claim
            .actors
            .iter()
            .map(|e| of.rules.entity_name(*e))
            .collect(),
        action: of.rules.action_name(claim.action),
        targets: claim.targets.iter().map(|w| who(of.rules, *w)).collect(),
        with: parties(Preposition::With),
        to: parties(Preposition::To),
        from: parties(Preposition::From),
        r#in: parties(Preposition::In),
        about: parties(Preposition::About),
        r#for: parties(Preposition::For),
        through: parties(Preposition::Through),
        amount: claim.amount.as_deref().map(amount),
        date: dates(claim.valid),
        polarity: sign(claim.polarity),
        modality: claim.modality.word(),
        status: claim.status.word(),
        source: source(of.claims, claim),
        attributed_to: claim.attributed_to.as_deref(),
        tier: claim.tier.word(),
        plover: of
            .rules
            .action(claim.action)
            .and_then(|a| a.plover.as_deref()),
        spans: Spans {
            actors: parts.actors.iter().map(|s| bytes(*s)).collect(),
            action: parts.action.map(bytes),
            targets: parts.targets.iter().map(|s| bytes(*s)).collect(),
            date: parts.date.map(bytes),
            status: parts.status.iter().map(|s| bytes(*s)).collect(),
        },
    }
}

/// An entity's ID, or `the perpetrators of X` for a role that nobody is declared to hold.
pub fn who(rules: &Rulebook, who: Who) -> String {
    match who {
        Who::Entity(e) => rules.entity_name(e).to_string(),
        Who::Role(r, e) => format!(
            "the {} of {}",
            rules.relation(r).map_or("", |r| r.role.as_str()),
            rules.entity_name(e)
        ),
    }
}

fn amount(a: &ClaimAmount) -> Amount<'_> {
    Amount {
        value: decimal(a.micros),
        of: a.of.map(decimal),
        unit: a.unit.as_deref(),
        bound: a.bound,
        // "x of y" states a level, never a flow (semantics, section 3).
        kind: if a.of.is_some() || a.total {
            "level"
        } else {
            "flow"
        },
    }
}

/// A number of millionths as a JSON number: an integer where it is one.
fn decimal(micros: i128) -> Value {
    if micros % 1_000_000 == 0
        && let Ok(n) = i64::try_from(micros / 1_000_000)
    {
        return n.into();
    }
    Number::from_f64(micros as f64 / 1e6).map_or(Value::Null, Value::Number)
}

fn sign(p: Polarity) -> &'static str {
    match p {
        Polarity::Asserted => "+",
        Polarity::Denied => "-",
    }
}

fn source<'a>(claims: &'a Claims, claim: &Claim) -> &'a str {
    claims
        .sources
        .get(claim.source.0 as usize)
        .map_or("", |s| s.name.as_str())
}

fn dates(i: Interval) -> Dates {
    let day = |d: Day| d.is_finite().then(|| d.to_string());
    Dates {
        from: day(i.lo),
        to: day(i.hi),
    }
}

/// A line of place, a line of words, a line of meaning, for each claim.
pub fn human(of: Of<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let (dim, bold, off) = if look.color {
        ("\u{1b}[2m", "\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("", "", "")
    };
    for claim in &of.claims.claims {
        let at = place(of.src, claim.span);
        let file = clean_line(at.file);
        writeln!(out, "{dim}{file}:{}:{}{off}", at.line, at.column)?;
        writeln!(out, "  “{}”", shorten(&clean_line(at.text), 300))?;
        writeln!(out, "  {bold}{}{off}", meaning(of, claim))?;
        let mut how = vec![
            format!("{} {}", sign(claim.polarity), claim.status.word()),
            when(claim.valid),
            format!(
                "{} ({})",
                clean_line(source(of.claims, claim)),
                claim.tier.word()
            ),
        ];
        if let Some(speaker) = &claim.attributed_to {
            how.push(format!("says {}", clean_line(speaker)));
        }
        writeln!(out, "  {}\n", how.join(" · "))?;
    }
    let n = of.claims.claims.len();
    writeln!(out, "{n} claim{} in {}", if n == 1 { "" } else { "s" }, {
        let r = of.claims.reports.len();
        format!("{r} report{}", if r == 1 { "" } else { "s" })
    })?;
    out.flush()
}

/// `Pakistan · arrest · LeT · for Mumbai2008 · 12 operatives`.
fn meaning(of: Of<'_>, claim: &Claim) -> String {
    let or = |v: Vec<String>| {
        if v.is_empty() {
            "(not stated)".to_string()
        } else {
            v.join(", ")
        }
    };
    let mut parts = vec![
        or(claim
            .actors
            .iter()
            .map(|e| of.rules.entity_name(*e).to_string())
            .collect()),
        of.rules.action_name(claim.action).to_string(),
        or(claim.targets.iter().map(|w| who(of.rules, *w)).collect()),
    ];
    for (p, e) in &claim.participants {
        parts.push(format!("{} {}", p.word(), of.rules.entity_name(*e)));
    }
    if let Some(a) = &claim.amount {
        parts.push(format!(
            "{} {}",
            decimal(a.micros),
            clean_line(a.unit.as_deref().unwrap_or(""))
        ));
    }
    parts.join(" · ")
}

/// Days as text: one, a range, or `date unknown`.
pub fn when(i: Interval) -> String {
    match (i.lo.is_finite(), i.hi.is_finite()) {
        (true, true) if i.lo == i.hi => i.lo.to_string(),
        (true, true) => format!("{} to {}", i.lo, i.hi),
        (true, false) => format!("from {}", i.lo),
        (false, true) => format!("until {}", i.hi),
        (false, false) => "date unknown".into(),
    }
}

/// The text, cut after `limit` characters with an ellipsis.
pub fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((i, _)) => format!("{}…", text.get(..i).unwrap_or("").trim_end()),
        None => text.to_string(),
    }
}

/// How sentences were read, a block a sentence.
pub fn traces(
    src: &Sources,
    traces: &[crate::extract::Trace],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    for t in traces {
        let p = place(src, t.span);
        writeln!(out, "{}:{}:{}", clean_line(p.file), p.line, p.column)?;
        writeln!(out, "  {}", clean_line(src.slice(t.span)))?;
        for line in &t.lines {
            writeln!(out, "    {}", clean_line(line))?;
        }
        writeln!(out)?;
    }
    out.flush()
}
