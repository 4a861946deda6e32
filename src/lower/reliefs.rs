//! Items that change or test verdicts and are not evaluated yet: reliefs, overrides. Takes
//! them; says so, and looks up what they name.

use super::World;
use super::collect::Items;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{STATUSES, Status};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{ReliefKind, Text};

/// Reports every relief and override.
pub(super) fn reliefs(world: &World<'_>, items: &Items<'_>) {
    for r in &items.reliefs {
        let (word, what) = match r.kind {
            ReliefKind::Waive => ("waive", "a waiver (`waive`)"),
            ReliefKind::Suspend => ("suspend", "a suspension (`suspend`)"),
            ReliefKind::Terminate => ("terminate", "a termination (`terminate`)"),
        };
        world
            .said
            .not_yet(keyword(world, r.span, word, r.of.span), what);
        target(world, &r.of, true);
        if let (Some(from), Some(until)) = (r.from, r.until)
            && from.node.interval.lo > until.node.interval.hi
        {
            world.said.say(
                Diagnostic::new(Code::EmptyWindow, "this ends before it begins")
                    .at(until.span, "ends before it begins")
                    .at(from.span, "begins here")
                    .help("correct one of the two dates"),
            );
        }
    }
    for o in &items.overrides {
        let span = keyword(world, o.span, "override", o.of.span);
        world.said.not_yet(span, "an override (`override`)");
        target(world, &o.of, false);
        if Status::find(&o.status.node).is_none() {
            let words = STATUSES.iter().map(|s| s.word);
            let help = match did_you_mean(&o.status.node, words.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "a status is one of {}",
                    words.collect::<Vec<_>>().join(", ")
                ),
            };
            world.said.say(
                Diagnostic::new(
                    Code::UnknownWord,
                    format!("there is no status `{}`", o.status.node),
                )
                .at(o.status.span, "not a status")
                .help(help),
            );
        }
    }
}

/// The word that an item begins with, where it stands there; else what it is about.
fn keyword(world: &World<'_>, item: Span, word: &str, of: Span) -> Span {
    match world.src.slice(item).starts_with(word) {
        true => Span {
            end: item.start + word.len() as u32,
            ..item
        },
        false => of,
    }
}

/// Looks up `PK-1` of `PK-1[LeT]`.
fn target(world: &World<'_>, of: &Text, with_agreements: bool) {
    let id = of.node.split('[').next().unwrap_or("").trim();
    let name = Spanned::new(id.to_owned(), of.span);
    world.names.commitment(&name, with_agreements);
}
