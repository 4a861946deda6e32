//! `explain COMMITMENT`: one commitment or instance from the rule's words to the report's, as text.
//!
//! Takes a finished run and the judgement of the commitment that was asked for.

use super::claims::when;
use super::page::{self, EvidenceView, InstanceView};
use super::{Look, Run, clean_line};
use std::io::{self, Write};

/// Explains the commitments whose ID, or an instance of which, is `id`. False where there is none.
pub fn commitment(run: &Run<'_>, id: &str, look: Look, out: &mut dyn Write) -> io::Result<bool> {
    let pen = Pen { look };
    let view = page::page(run);
    let mut found = false;
    for card in &view.cards {
        let whole = card.id == id;
        let some = |i: &&InstanceView| whole || i.id == id;
        if !whole && !card.instances.iter().any(|i| some(&i)) {
            continue;
        }
        found = true;
        writeln!(out, "{}", pen.bold(&format!("{}  {}", card.id, card.title)))?;
        writeln!(
            out,
            "{} {} as of {}, known at {}",
            card.status.letter, card.status.word, view.as_of, view.known_at
        )?;
        let mut facts = vec![card.modality.to_string()];
        facts.extend(
            [card.agreement.clone()]
                .into_iter()
                .filter(|a| !a.is_empty()),
        );
        facts.extend(card.at.clone());
        facts.extend(card.flags.clone());
        facts.extend(card.facts.clone());
        pen.paragraph(out, "", &pen.dim(&facts.join(" · ")))?;
        if let Some(quote) = &card.quote {
            pen.paragraph(out, "", &format!("“{quote}”"))?;
        }
        writeln!(out)?;
        for s in &card.sentences {
            pen.paragraph(out, "  ", &s.text)?;
            pen.paragraph(
                out,
                "    ",
                &pen.dim(&format!("{} · {}", s.place, s.facts.join(" · "))),
            )?;
        }
        for note in &card.notes {
            pen.paragraph(out, "  ", &format!("note: {note}"))?;
        }
        for i in card.instances.iter().filter(some) {
            instance(&pen, out, i)?;
            // What the finding on it advises is what would change it.
            let own = run.diagnostics.iter().filter(|d| {
                d.code.info().is_finding()
                    && d.commitment.as_deref().map(clean_line) == Some(i.id.clone())
            });
            for help in own.filter_map(|d| d.help.as_deref()) {
                pen.paragraph(
                    out,
                    "  ",
                    &format!("what would change it: {}", clean_line(help)),
                )?;
            }
        }
        writeln!(out)?;
    }
    Ok(found)
}

fn instance(pen: &Pen, out: &mut dyn Write, i: &InstanceView) -> io::Result<()> {
    writeln!(out)?;
    writeln!(
        out,
        "{}",
        pen.bold(&format!("{}  {} {}", i.id, i.status.letter, i.status.word))
    )?;
    pen.paragraph(out, "  ", &i.reason)?;
    let mut facts = vec![i.window.clone()];
    facts.extend(i.flags.clone());
    pen.paragraph(out, "  ", &pen.dim(&facts.join(" · ")))?;
    if !i.steps.is_empty() {
        let steps = format!("the window: {}", i.steps.join("; "));
        pen.paragraph(out, "  ", &pen.dim(&steps))?;
    }
    for group in &i.evidence {
        writeln!(out, "  {}:", group.heading.to_lowercase())?;
        for e in &group.list {
            claim(pen, out, e)?;
        }
    }
    for line in &i.absence {
        pen.paragraph(out, "  ", line)?;
    }
    if !i.near.is_empty() {
        writeln!(out, "  considered, and not counted:")?;
    }
    for m in &i.near {
        pen.paragraph(out, "    ", &pen.bold(&format!("✗ {}", m.missing)))?;
        claim(pen, out, &m.claim)?;
    }
    if i.near_more > 0 {
        writeln!(out, "    and {} more near misses", i.near_more)?;
    }
    match &i.next_change {
        Some(day) => writeln!(out, "  without a new report it changes on {day}"),
        None => writeln!(out, "  without a new report it stays as it is"),
    }
}

fn claim(pen: &Pen, out: &mut dyn Write, e: &EvidenceView) -> io::Result<()> {
    let mut text = String::new();
    for piece in &e.pieces {
        if piece.class == "context" {
            text.push_str(&piece.text);
        } else {
            text.push_str(&pen.mark(&piece.text));
        }
    }
    let text: Vec<&str> = text.split_whitespace().collect();
    pen.paragraph(out, "    ", &text.join(" "))?;
    let mut facts = vec![e.place.clone()];
    facts.extend(e.facts.clone());
    facts.extend(e.links.clone());
    pen.paragraph(out, "      ", &pen.dim(&facts.join(" · ")))
}

/// Writes words, wrapped and with the colours that the place takes.
struct Pen {
    look: Look,
}

impl Pen {
    fn style(&self, code: &str, text: &str) -> String {
        if self.look.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }

    fn bold(&self, text: &str) -> String {
        self.style("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.style("2", text)
    }

    /// Without colour the marked words stand in angle quotes.
    fn mark(&self, text: &str) -> String {
        if self.look.color {
            self.style("4", text)
        } else {
            text.to_string()
        }
    }

    fn paragraph(&self, out: &mut dyn Write, indent: &str, text: &str) -> io::Result<()> {
        let width = self.look.width.saturating_sub(indent.len()).max(20);
        let mut line = String::new();
        let mut used = 0;
        for word in text.split(' ') {
            let n = visible(word);
            if used > 0 && used + 1 + n > width {
                writeln!(out, "{indent}{line}")?;
                line.clear();
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += n;
        }
        writeln!(out, "{indent}{line}")
    }
}

/// Characters that show: an ANSI sequence of [`Pen::style`] does not.
fn visible(word: &str) -> usize {
    let mut n = 0;
    let mut hidden = false;
    for c in word.chars() {
        match c {
            '\u{1b}' => hidden = true,
            'm' if hidden => hidden = false,
            _ if !hidden => n += 1,
            _ => {}
        }
    }
    n
}

/// Days as text, for callers outside this folder.
pub fn days(i: crate::time::Interval) -> String {
    when(i)
}
