//! What can be wrong with a record: each fault said at its place, with what to do.

use crate::diag::{Code, Diagnostic};
use crate::model::{ClaimStatus, Field, Record};
use crate::time::Day;

pub(super) fn incomplete(record: &Record<'_>) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::RecordIncomplete,
            "a record does not say what was done",
        )
        .at(record.span, "expected `action`")
        .help("add `action`, with the name or a phrase of an action; the record is left out"),
    )
}

pub(super) fn no_date(record: &Record<'_>) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::RecordDate,
            "neither the record nor its file has a date",
        )
        .at(record.span, "expected `date`, or `begin` and `end`")
        .help("add the event's `date`; the record is left out"),
    )
}

pub(super) fn two_dates(date: &Field<'_>, other: &Field<'_>) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::RecordDate,
            "a record has `date` beside `begin` or `end`",
        )
        .at(date.span, "one of them")
        .at(other.span, "the other")
        .help("keep `date`, or `begin` and `end`; the record is left out"),
    )
}

pub(super) fn backwards(record: &Record<'_>) -> Box<Diagnostic> {
    let at = record.end.as_ref().map_or(record.span, |f| f.span);
    Box::new(
        Diagnostic::new(Code::RecordDate, "a record ends before it begins")
            .at(at, "this day comes first")
            .help("swap `begin` and `end`; the record is left out"),
    )
}

pub(super) fn too_early(
    record: &Record<'_>,
    recorded: Day,
    status: ClaimStatus,
) -> Box<Diagnostic> {
    let date = record.date.as_ref().or(record.begin.as_ref());
    let mut out = Diagnostic::new(
        Code::RecordDate,
        format!(
            "an act is `{}` after {recorded}, the day on which it became known",
            status.word()
        ),
    )
    .at(date.map_or(record.span, |f| f.span), "lies after that day")
    .help("mend the date, or give `status: planned`; the record is left out");
    if let Some(field) = &record.recorded {
        out = out.at(field.span, "became known");
    }
    Box::new(out)
}
