//! The JSON Schema (draft 2020-12) of the YAML form, made of the table of keys that the reader uses.

use super::keys::{Key, MAPS, Shape};
use std::fmt::Write;

/// The schema as JSON text, two spaces deep.
pub fn schema() -> String {
    let mut out = String::from("{\n");
    out.push_str("  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n");
    out.push_str("  \"title\": \"A rulebook of Servanda, edition 1\",\n");
    out.push_str("  \"$ref\": \"#/$defs/root\",\n  \"$defs\": {\n");
    for (name, keys) in MAPS {
        map(&mut out, name, keys);
        out.push_str(",\n");
    }
    for (i, (name, text)) in SCALARS.iter().enumerate() {
        let comma = if i + 1 < SCALARS.len() { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "    \"{name}\": {text}{comma}");
    }
    out.push_str("  }\n}\n");
    out
}

/// Values that are no map of their own.
const SCALARS: &[(&str, &str)] = &[
    (
        "text",
        "{ \"type\": [\"string\", \"number\", \"boolean\"] }",
    ),
    (
        "texts",
        "{ \"anyOf\": [{ \"$ref\": \"#/$defs/text\" }, { \"type\": \"null\" }, { \"type\": \"array\", \"items\": { \"$ref\": \"#/$defs/text\" } }] }",
    ),
    (
        "date",
        "{ \"type\": [\"string\", \"integer\"], \"description\": \"2021-06-30, 2021-06, 2021-Q2, 2021 or 30 June 2021\" }",
    ),
    (
        "duration",
        "{ \"type\": \"string\", \"pattern\": \"^[0-9]+ (day|week|month|year)s?$\" }",
    ),
];

fn map(out: &mut String, name: &str, keys: &[Key]) {
    let _ = writeln!(out, "    \"{name}\": {{\n      \"type\": \"object\",");
    let needed: Vec<String> = keys
        .iter()
        .filter(|k| k.2)
        .map(|k| format!("\"{}\"", k.0))
        .collect();
    if !needed.is_empty() {
        let _ = writeln!(out, "      \"required\": [{}],", needed.join(", "));
    }
    out.push_str("      \"properties\": {\n");
    for (i, Key(key, shape, _)) in keys.iter().enumerate() {
        let comma = if i + 1 < keys.len() { "," } else { "" };
        let _ = writeln!(out, "        \"{key}\": {}{comma}", value(*shape));
    }
    out.push_str("      },\n");
    if name == "entity" {
        // `leads`, and every relation's name with `of`.
        let limited = value(Shape::Limited);
        let _ = writeln!(
            out,
            "      \"patternProperties\": {{ \"^(leads|.* of)$\": {limited} }},"
        );
    }
    out.push_str("      \"additionalProperties\": false\n    }");
}

fn value(shape: Shape) -> String {
    let to = |name: &str| format!("{{ \"$ref\": \"#/$defs/{name}\" }}");
    let list = |of: &str| format!("{{ \"type\": \"array\", \"items\": {of} }}");
    let any = |of: &[String]| format!("{{ \"anyOf\": [{}] }}", of.join(", "));
    let by = |of: &str| format!("{{ \"type\": \"object\", \"additionalProperties\": {of} }}");
    let null = "{ \"type\": \"null\" }".to_owned();
    match shape {
        Shape::Text => to("text"),
        Shape::Texts => to("texts"),
        Shape::Date => to("date"),
        Shape::Duration => to("duration"),
        Shape::Number => "{ \"type\": \"number\", \"minimum\": 0 }".to_owned(),
        Shape::Integer => "{ \"type\": \"integer\", \"minimum\": 0 }".to_owned(),
        Shape::Truth => "{ \"enum\": [true, false, \"yes\", \"no\"] }".to_owned(),
        Shape::Word(words) => {
            let words: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
            format!("{{ \"enum\": [{}] }}", words.join(", "))
        }
        Shape::Limited => {
            let one = any(&[to("text"), to("limited")]);
            any(&[one.clone(), list(&one)])
        }
        Shape::Map(name) => to(name),
        Shape::By(name) => by(&any(&[to(name), null])),
        Shape::ByOrTexts(name) => by(&any(&[to(name), to("texts")])),
        Shape::List(name) => any(&[to(name), list(&to(name))]),
        Shape::AsOf => by(&by(&to("texts"))),
    }
}
