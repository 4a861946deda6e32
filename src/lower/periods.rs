//! Recurring duties: takes a norm; says where its periods do not fit its window or its other words.

use super::World;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Norm;
use crate::time::Day;

/// Checks `every p` and `at least every p` of a norm.
pub(super) fn check(world: &World<'_>, n: &Norm) {
    let Some(every) = n.every else { return };
    let p = every.node;
    let is_periodic = n.kind.is_periodic();
    if is_periodic && n.trigger.is_some() {
        world.said.not_yet(every.span, "`every` after a trigger");
        return;
    }
    if p.count == 0 {
        world.said.say(
            Diagnostic::new(Code::EmptyWindow, "a period of no time never ends")
                .at(every.span, "no time at all")
                .help("write how long it is, such as `every 12 months`")
                .severity(Severity::Error),
        );
        return;
    }
    if let (true, Some(span)) = (is_periodic, n.counting_earlier) {
        world.said.say(
            Diagnostic::new(
                Code::WrongForm,
                "`counting earlier action` cannot qualify `every`",
            )
            .at(span, "does not apply")
            .at(every.span, "each period asks for an act of its own")
            .help("take one of the two out"),
        );
        return;
    }
    let (from, to) = (n.window.from, n.window.to);
    if !from.is_finite() && n.trigger.is_none() {
        world.said.say(
            Diagnostic::new(Code::NoAnchor, "nothing says from when this is counted")
                .at(every.span, "counted from what?")
                .help("write `from DATE`, or give the agreement `adopted DATE`"),
        );
        return;
    }
    if !to.is_finite() || from > to || n.trigger.is_some() {
        return;
    }
    if !is_periodic {
        // A gap that the window has no room for can never be seen.
        if p.after(from) > to {
            world.said.say(
                Diagnostic::new(
                    Code::EmptyWindow,
                    format!("the window ends on {to}, before the first {p} are over"),
                )
                .at(every.span, "longer than the window")
                .help("a shorter period, or a later end"),
            );
        }
        return;
    }
    let (mut last, mut k) = (from, 0u32);
    while p.after_times(from, k + 1) <= to {
        k += 1;
        last = p.after_times(from, k);
    }
    let end = p.after_times(from, k + 1).prev();
    if end == to {
        return;
    }
    let before: Day = last.prev();
    let span = n.window.deadline.unwrap_or(every.span);
    world.said.say(
        Diagnostic::new(
            Code::ShortPeriod,
            format!("the last period, from {last} to {end}, is cut short on {to}"),
        )
        .at(span, "ends inside a period")
        .at(every.span, "counted from the start in these steps")
        .help(match before < from {
            true => format!("end it on {end}"),
            false => format!("end it on {before} or on {end}"),
        }),
    );
}
