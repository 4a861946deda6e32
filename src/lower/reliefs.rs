//! What somebody decided. Takes waivers, suspensions, terminations and overrides; gives them with their
//! days, sorted by what they are about.

use super::World;
use super::collect::Items;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{Relief, ReliefKind, STATUSES, Status};
use crate::source::Spanned;
use crate::syntax::ast::{self, Text};
use crate::time::{Day, Interval};

/// All reliefs and overrides of sound items.
pub(super) fn reliefs(world: &World<'_>, items: &Items<'_>) -> Vec<Relief> {
    let mut out: Vec<Relief> = Vec::new();
    for r in &items.reliefs {
        let known = target(world, &r.of, true);
        if let (Some(from), Some(until)) = (r.from, r.until)
            && from.node.interval.lo > until.node.interval.hi
        {
            world.said.say(
                Diagnostic::new(Code::EmptyWindow, "this ends before it begins")
                    .at(until.span, "ends before it begins")
                    .at(from.span, "begins here")
                    .help("correct one of the two dates"),
            );
            continue;
        }
        let relief = Relief {
            of: key(&r.of.node),
            kind: match r.kind {
                ast::ReliefKind::Waive => ReliefKind::Waive,
                ast::ReliefKind::Suspend => ReliefKind::Suspend,
                ast::ReliefKind::Terminate => ReliefKind::Terminate,
            },
            days: Interval::new(
                r.from.map_or(Day::MIN, |d| d.node.interval.lo),
                r.until.map_or(Day::MAX, |d| d.node.interval.hi),
            ),
            because: r.because.node.clone(),
            by: r.by.node.clone(),
            span: r.span,
        };
        if relief.kind == ReliefKind::Terminate
            && let Some(until) = r.until
        {
            world.said.say(
                Diagnostic::new(Code::WrongForm, "what is terminated does not begin again")
                    .at(until.span, "does not apply")
                    .help("write `suspend` for what goes on afterwards"),
            );
            continue;
        }
        out.extend(known.then_some(relief));
    }
    for o in &items.overrides {
        let known = target(world, &o.of, false);
        let Some(status) = Status::find(&o.status.node) else {
            no_status(world, &o.status);
            continue;
        };
        let relief = Relief {
            of: key(&o.of.node),
            kind: ReliefKind::Override(status),
            days: Interval::new(o.as_of.node.interval.lo, Day::MAX),
            because: o.because.node.clone(),
            by: o.by.node.clone(),
            span: o.span,
        };
        let same = |r: &&Relief| {
            let over = matches!(r.kind, ReliefKind::Override(s) if s != status);
            over && r.of == relief.of && r.days == relief.days
        };
        if let Some(other) = out.iter().find(same) {
            world.said.differs(
                "override of the same day",
                o.status.span,
                other.span,
                "keep one of them",
            );
            continue;
        }
        out.extend(known.then_some(relief));
    }
    out.sort();
    out
}

fn no_status(world: &World<'_>, status: &Text) {
    let words = STATUSES.iter().map(|s| s.word);
    let help = match did_you_mean(&status.node, words.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "a status is one of {}",
            words.collect::<Vec<_>>().join(", ")
        ),
    };
    world.said.say(
        Diagnostic::new(
            Code::UnknownWord,
            format!("there is no status `{}`", status.node),
        )
        .at(status.span, "not a status")
        .help(help),
    );
}

/// An ID as it is printed, whatever the white space in it.
fn key(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace(" [", "[").replace("[ ", "[");
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    parts.join(", ").replace(" ]", "]")
}

/// Looks up `PK-1` of `PK-1[LeT]`.
fn target(world: &World<'_>, of: &Text, with_agreements: bool) -> bool {
    let id = of.node.split('[').next().unwrap_or("").trim();
    // `PK-1.2` is a sentence of `PK-1`.
    let sentence = id.rsplit_once('.').filter(|(head, n)| {
        let known = world.names.kind(head) == Some(super::collect::Kind::Commitment);
        known && world.names.kind(id).is_none() && n.bytes().all(|b| b.is_ascii_digit())
    });
    let name = Spanned::new(sentence.map_or(id, |(head, _)| head).to_owned(), of.span);
    world.names.commitment(&name, with_agreements);
    world.names.kind(&name.node).is_some()
}
