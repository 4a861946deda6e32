//! The keys of the YAML form: one table that the reader takes its keys from, and that the JSON Schema
//! is made of.

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Words, or a number or a date as words.
    Text,
    /// Words, or a list of them.
    Texts,
    /// A date.
    Date,
    /// A duration.
    Duration,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Truth,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Names, each with limits in time, or not.
    Limited,
    /// One of the maps of [`MAPS`].
    Map(&'static str),
    /// A map by free keys, of one of the maps, or of nothing.
    By(&'static str),
    /// A map by free keys, of one of the maps, or of words or a list of them.
    ByOrTexts(&'static str),
    /// One of the maps, or a list of them.
    List(&'static str),
    /// By date, by instance, what is expected.
    AsOf,
}

/// A key: its name, what it holds, whether it must stand.
pub(super) struct Key(pub &'static str, pub Shape, pub bool);

const fn may(name: &'static str, shape: Shape) -> Key {
    Key(name, shape, false)
}

const fn must(name: &'static str, shape: Shape) -> Key {
    Key(name, shape, true)
}

use Shape::*;

/// Every map of a rule file: its name, and its keys in order. `entity` takes relations too.
pub(super) static MAPS: &[(&str, &[Key])] = &[
    (
        "root",
        &[
            may("edition", Integer),
            may("use", Texts),
            may("agreement", Map("agreement")),
            may("agreements", By("agreement")),
            may("states", ByOrTexts("entity")),
            may("organisations", ByOrTexts("entity")),
            may("groups", ByOrTexts("entity")),
            may("persons", ByOrTexts("entity")),
            may("incidents", ByOrTexts("entity")),
            may("places", ByOrTexts("entity")),
            may("topics", ByOrTexts("entity")),
            may("relations", By("relation")),
            may("sets", ByOrTexts("set")),
            may("actions", ByOrTexts("action")),
            may("conditions", By("condition")),
            may("sources", ByOrTexts("source")),
            may("commitments", By("commitment")),
            may("waive", List("relief")),
            may("suspend", List("relief")),
            may("terminate", List("relief")),
            may("override", List("override")),
            may("tests", List("test")),
        ],
    ),
    (
        "agreement",
        &[
            may("id", Text),
            may("title", Text),
            may("adopted", Date),
            may("in force", Date),
            may("until", Date),
            may("between", Texts),
            may("addressed to", Texts),
            may("text", Text),
            may("url", Text),
            may("evidence", Map("evidence")),
        ],
    ),
    (
        "entity",
        &[
            may("name", Text),
            may("aka", Limited),
            may("adjective", Texts),
            may("capital", Text),
            may("on", Date),
        ],
    ),
    (
        "relation",
        &[may("carries", Word(&["actor", "target", "both"]))],
    ),
    (
        "set",
        &[
            may("members", Texts),
            may("and others", Truth),
            may(
                "all",
                Word(&[
                    "states",
                    "organisations",
                    "groups",
                    "persons",
                    "incidents",
                    "places",
                    "topics",
                ]),
            ),
            may("except", Texts),
        ],
    ),
    (
        "action",
        &[
            may("phrases", Texts),
            may("includes", Texts),
            may("undone by", Texts),
            may("step towards", Texts),
            may("required step towards", Texts),
            may("noun", Texts),
            may("plover", Text),
            may("cameo", Texts),
        ],
    ),
    ("condition", &[may("starts", Texts), may("ends", Texts)]),
    (
        "source",
        &[
            may("name", Text),
            may("aka", Texts),
            may("tier", Text),
            may("speaks for", Texts),
            may("adversary of", Texts),
            may("copies", Texts),
            may("evidence", Map("evidence")),
        ],
    ),
    (
        "evidence",
        &[
            may("sources", Integer),
            may("independent sources", Integer),
            may("tier", Text),
            may("world", Word(&["open", "closed"])),
            may("contested", Text),
            may("quiet", Duration),
            may("same event within", Duration),
            may("undated within", Duration),
        ],
    ),
    (
        "commitment",
        &[
            may("title", Text),
            may("under", Text),
            may("quote", Text),
            may("at", Text),
            may("modality", Text),
            may("acceptance", Map("acceptance")),
            may("evidence", Map("evidence")),
            may("owner", Text),
            may("note", Texts),
            may("weight", Number),
            may("closes", Date),
            may("norm", Texts),
        ],
    ),
    (
        "acceptance",
        &[must("is", Text), must("by", Text), may("on", Date)],
    ),
    (
        "relief",
        &[
            must("of", Text),
            may("from", Date),
            may("until", Date),
            must("because", Text),
            must("by", Text),
        ],
    ),
    (
        "override",
        &[
            must("of", Text),
            must("as of", Date),
            must("is", Text),
            must("because", Text),
            must("by", Text),
        ],
    ),
    (
        "test",
        &[
            must("name", Text),
            may("facts", Texts),
            may("reports", List("report")),
            may("as of", AsOf),
            may("expect", Texts),
        ],
    ),
    (
        "report",
        &[
            must("date", Date),
            must("by", Text),
            may("covering from", Date),
            may("covering to", Date),
            must("text", Text),
        ],
    ),
    (
        "limited",
        &[must("name", Text), may("from", Date), may("until", Date)],
    ),
];

/// The keys of a map.
pub(super) fn of(map: &str) -> Vec<&'static str> {
    let found = MAPS.iter().find(|(name, _)| *name == map);
    let keys = found.map_or(&[][..], |(_, keys)| keys);
    keys.iter().map(|k| k.0).collect()
}
