//! The fields of a record, in one table: takes a key and its words, puts them into a [`Record`].

use crate::diag::{Code, Diagnostic, Severity, did_you_mean};
use crate::model::{Field, Plain, Record};
use crate::source::Span;
use std::borrow::Cow;

/// A field that a record may have.
#[derive(Debug, Clone, Copy)]
pub struct FieldInfo {
    /// Its key, or its column.
    pub key: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Whether it may be a list.
    pub list: bool,
}

macro_rules! fields {
    ($($slot:ident, $key:literal, $list:literal, $what:literal;)*) => {
        /// Which field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Slot { $($slot,)* }

        /// Every field of a record.
        pub const FIELDS: &[FieldInfo] = &[
            $(FieldInfo { key: $key, what: $what, list: $list },)*
        ];

        impl Slot {
            /// The field of a key; capitals and space around it say nothing.
            pub(super) fn find(key: &str) -> Option<Slot> {
                match key {
                    $($key => Some(Slot::$slot),)*
                    _ if key.bytes().all(|b| b.is_ascii_lowercase()) => None,
                    _ => Slot::find_plain(&key.trim().to_ascii_lowercase()),
                }
            }

            fn find_plain(key: &str) -> Option<Slot> {
                match key {
                    $($key => Some(Slot::$slot),)*
                    _ => None,
                }
            }

            /// Its row.
            pub(super) fn info(self) -> FieldInfo {
                match self {
                    $(Slot::$slot => FieldInfo { key: $key, what: $what, list: $list },)*
                }
            }
        }
    };
}

fields! {
    Date, "date", false, "the event's day, or month, quarter or year";
    Begin, "begin", false, "the event's first day";
    End, "end", false, "the event's last day";
    Actor, "actor", true, "who acted";
    Action, "action", false, "what was done: the name or a phrase of an action";
    Target, "target", true, "on whom";
    With, "with", true, "a participant";
    To, "to", true, "a participant";
    From, "from", true, "a participant";
    In, "in", true, "a participant";
    About, "about", true, "a participant";
    For, "for", true, "a participant";
    Through, "through", true, "a participant";
    Amount, "amount", false, "how much: a decimal number";
    Of, "of", false, "of how many: a decimal number";
    Unit, "unit", false, "the unit of the amount";
    Polarity, "polarity", false, "`+` (it happened) or `-` (it did not)";
    Status, "status", false, "a status word such as `completed`, `planned`, `alleged`";
    Source, "source", false, "who says so";
    Recorded, "recorded", false, "the day from which it was known";
    Id, "id", false, "the event's own name; records that share it are about one event";
    Retracts, "retracts", false, "the id of a record that this one takes back";
    Covers, "covers", false, "the period that the report covers";
    Text, "text", false, "the words of the source";
}

/// Puts a value into its field; lists come item by item.
pub(super) fn set<'s>(record: &mut Record<'s>, slot: Slot, value: Field<'s>) {
    match slot {
        Slot::Date => record.date = Some(value),
        Slot::Begin => record.begin = Some(value),
        Slot::End => record.end = Some(value),
        Slot::Actor => record.actors.push(value),
        Slot::Action => record.action = Some(value),
        Slot::Target => record.targets.push(value),
        Slot::With | Slot::To | Slot::From | Slot::In | Slot::About | Slot::For | Slot::Through => {
            record.participants.push((slot.info().key, value))
        }
        Slot::Amount => record.amount = Some(value),
        Slot::Of => record.of = Some(value),
        Slot::Unit => record.unit = Some(value),
        Slot::Polarity => record.polarity = Some(value),
        Slot::Status => record.status = Some(value),
        Slot::Source => record.source = Some(value),
        Slot::Recorded => record.recorded = Some(value),
        Slot::Id => record.id = Some(value),
        Slot::Retracts => record.retracts = Some(value),
        Slot::Covers => record.covers = Some(value),
        Slot::Text => record.text = Some(value),
    }
}

/// The seat of a field that a plain record may have.
pub(super) fn seat<'a, 's>(
    plain: &'a mut Plain<'s>,
    slot: Slot,
) -> Option<&'a mut Option<&'s str>> {
    Some(match slot {
        Slot::Date => &mut plain.date,
        Slot::Actor => &mut plain.actor,
        Slot::Action => &mut plain.action,
        Slot::Target => &mut plain.target,
        Slot::Source => &mut plain.source,
        Slot::Recorded => &mut plain.recorded,
        Slot::Status => &mut plain.status,
        Slot::Id => &mut plain.id,
        Slot::Text => &mut plain.text,
        _ => return None,
    })
}

/// Keys that were set in one record.
#[derive(Default)]
pub(super) struct Seen(u32);

impl Seen {
    /// Whether the key was there before.
    pub(super) fn again(&mut self, slot: Slot) -> bool {
        let bit = 1 << (slot as u32);
        let again = self.0 & bit != 0;
        self.0 |= bit;
        again
    }
}

/// A field that is a list or a map, and should be something else.
pub(super) fn wrong(slot: Slot, span: Span, is: &str) -> Box<Diagnostic> {
    let info = slot.info();
    Box::new(
        Diagnostic::new(
            Code::RecordValue,
            format!("`{}` of a record is {is}", info.key),
        )
        .at(
            span,
            if info.list {
                "expected a name or a list of names"
            } else {
                "expected words or a number"
            },
        )
        .help(format!(
            "`{}` is {}; the record is left out",
            info.key, info.what
        )),
    )
}

/// A key that stands twice in a record.
pub(super) fn twice(key: &str, span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::RecordKeyTwice,
            format!("`{key}` stands twice in one record"),
        )
        .at(span, "the second one")
        .help("remove one of them; the record is left out"),
    )
}

/// Words of other schemas that take something away from what a record says. A record that has one cannot be
/// taken at its face: `modality: planned` is no done act.
const TAKES_AWAY: [&str; 15] = [
    "modality",
    "tier",
    "retracted",
    "withdrawn",
    "negated",
    "negation",
    "denied",
    "planned",
    "alleged",
    "certainty",
    "confidence",
    "reliability",
    "draft",
    "hypothetical",
    "<<",
];

/// That a key is a misspelt field, or a word that would change what the record says: its record is left out.
pub(super) fn spoils(key: &str, span: Span) -> Option<Box<Diagnostic>> {
    let plain = key.trim().to_ascii_lowercase();
    let near = did_you_mean(&plain, FIELDS.iter().map(|f| f.key));
    let help = match (near, TAKES_AWAY.contains(&plain.as_str())) {
        (Some(near), _) => format!("did you mean `{near}`? The record is left out"),
        (None, true) if plain == "<<" => "write the fields out; the record is left out".to_owned(),
        (None, true) => "say it with `status` or `polarity`; the record is left out".to_owned(),
        (None, false) => return None,
    };
    Some(Box::new(
        Diagnostic::new(Code::RecordKey, format!("`{key}` is no field of a record"))
            .severity(Severity::Error)
            .at(span, "it may change what the record says")
            .help(help),
    ))
}

/// The nearest field to a key that none has, as advice.
pub(super) fn advice(key: &str) -> String {
    match did_you_mean(key, FIELDS.iter().map(|f| f.key)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove it, or leave it: it changes nothing".to_owned(),
    }
}

/// A field of words.
pub(super) fn field<'s>(text: impl Into<Cow<'s, str>>, span: Span) -> Field<'s> {
    Field {
        text: text.into(),
        span,
    }
}

/// Notes on fields that no record has, once a name.
pub(super) fn unknown(key: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::RecordKey, format!("`{key}` is no field of a record"))
        .at(span, "not read, here and in every record")
        .help(advice(key))
}
