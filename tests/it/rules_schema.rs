//! `servanda schema`: every YAML rule file that is shipped, and every YAML twin of the row cases, fits
//! it; what the reader refuses does not.

use super::support::{root, run};
use serde_json::Value;

/// What is wrong with a value, by the keywords that the schema uses.
fn fits(schema: &Value, root: &Value, v: &Value, at: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{at}: {what}: {v}"));
    let map = schema.as_object().unwrap();
    for (key, rule) in map {
        match key.as_str() {
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                fits(&root["$defs"][name], root, v, at)?;
            }
            "type" => {
                let is = |t: &Value| match t.as_str().unwrap() {
                    "object" => v.is_object(),
                    "array" => v.is_array(),
                    "string" => v.is_string(),
                    "boolean" => v.is_boolean(),
                    "null" => v.is_null(),
                    "integer" => v.is_i64(),
                    "number" => v.is_number(),
                    other => panic!("unknown type {other}"),
                };
                let ok = rule
                    .as_array()
                    .map_or_else(|| is(rule), |l| l.iter().any(is));
                if !ok {
                    return wrong("type");
                }
            }
            "enum" if !rule.as_array().unwrap().contains(v) => return wrong("enum"),
            "anyOf" => {
                let all: Vec<String> = rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|s| fits(s, root, v, at))
                    .filter_map(Result::err)
                    .collect();
                if all.len() == rule.as_array().unwrap().len() {
                    return Err(all.join(" | "));
                }
            }
            "items" => {
                for (i, x) in v.as_array().into_iter().flatten().enumerate() {
                    fits(rule, root, x, &format!("{at}/{i}"))?;
                }
            }
            "required" => {
                for k in rule.as_array().unwrap() {
                    if v.get(k.as_str().unwrap()).is_none() {
                        return wrong(&format!("{k} is missing"));
                    }
                }
            }
            "additionalProperties" => {
                for (k, x) in v.as_object().into_iter().flatten() {
                    let at = format!("{at}/{k}");
                    let own = schema.get("properties").and_then(|p| p.get(k));
                    let by_pattern = schema
                        .get("patternProperties")
                        .and_then(|p| p.as_object()?.values().next())
                        .filter(|_| k == "leads" || k.ends_with(" of"));
                    match own.or(by_pattern) {
                        Some(s) => fits(s, root, x, &at)?,
                        None if rule == &Value::Bool(false) => {
                            return wrong(&format!("{k} is unknown"));
                        }
                        None => fits(rule, root, x, &at)?,
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A YAML text as JSON, by the crate's own tree.
fn json(text: &str) -> Value {
    use servanda::source::{Role, Source, Sources, Span};
    use servanda::yaml::{Node, Value as Y};
    fn of(n: &Node) -> Value {
        match &n.value {
            Y::Null => Value::Null,
            Y::Seq(list) => list.iter().map(of).collect(),
            Y::Map(entries) => entries
                .iter()
                .map(|(k, v)| (k.text().unwrap_or("").to_owned(), of(v)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Y::Scalar(s) => {
                let quoted = n.span != n.inner_span();
                match serde_json::from_str::<Value>(&s.text) {
                    Ok(v) if !quoted && (v.is_number() || v.is_boolean()) => v,
                    _ => Value::String(s.text.to_string()),
                }
            }
        }
    }
    let mut src = Sources::new();
    let id = src.add(Source::new("t.yaml", text, Role::Rules));
    let out = servanda::yaml::parse(&src, Span::new(id, 0, text.len()));
    of(&out.value.unwrap())
}

fn schema() -> Value {
    let ran = run(root(), &["schema"]);
    assert_eq!(ran.code, 0);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn every_yaml_rule_file_fits_the_schema() {
    let schema = schema();
    let mut texts =
        vec![std::fs::read_to_string(root().join("examples/ctjwg-17/ctjwg-17.yaml")).unwrap()];
    for e in std::fs::read_dir(root().join("tests/cases/language")).unwrap() {
        let case = std::fs::read_to_string(e.unwrap().path()).unwrap();
        let twin = case.split("=== yaml\n").nth(1).unwrap();
        texts.push(twin.split("\n===").next().unwrap().to_owned() + "\n");
    }
    assert!(texts.len() > 50);
    for text in texts {
        fits(&schema, &schema, &json(&text), "").unwrap_or_else(|e| panic!("{e}\nin\n{text}"));
    }
}

#[test]
fn what_the_reader_refuses_does_not_fit() {
    let schema = schema();
    for bad in [
        "edition: one\n",
        "states: { Pakistan: { capitol: Islamabad } }\n",
        "commitments: { C: { modality: [a] } }\n",
        "waive: [{ of: C, by: X }]\n",
        "agreement: { id: A, evidence: { world: shut } }\n",
        "tests: [{ facts: [] }]\n",
        "comitments: {}\n",
    ] {
        assert!(fits(&schema, &schema, &json(bad), "").is_err(), "{bad}");
    }
}
