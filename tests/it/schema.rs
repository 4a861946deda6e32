//! A small validator for JSON Schema: the keywords that our schemas and that of SARIF use, and a panic at
//! any other, so that nothing is taken for checked that is not. CI validates again with another program.

use serde_json::Value;

/// Keywords that say nothing about validity, or that CI's validator alone checks.
const NO_RULE: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "title",
    "description",
    "default",
    "definitions",
    "format",
    "pattern",
    "examples",
    "$comment",
];

/// Every fault of `value` against `schema`, with its place.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    check(schema, schema, value, "$", &mut out);
    out
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    let rules = match schema {
        Value::Bool(true) => return,
        Value::Bool(false) => return out.push(format!("{at}: nothing is allowed here")),
        Value::Object(rules) => rules,
        other => panic!("not a schema: {other}"),
    };
    let number = |v: &Value| v.as_u64().unwrap() as usize;
    for (key, rule) in rules {
        match key.as_str() {
            "$ref" => {
                let path = rule
                    .as_str()
                    .unwrap()
                    .strip_prefix('#')
                    .expect("a local reference");
                let to = root.pointer(path).unwrap_or_else(|| panic!("no {path}"));
                check(root, to, value, at, out);
            }
            "type" => {
                let allowed: Vec<&str> = match rule {
                    Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                    one => vec![one.as_str().unwrap()],
                };
                if !allowed.iter().any(|t| is_a(value, t)) {
                    out.push(format!("{at}: {value} is not {allowed:?}"));
                }
            }
            "enum" if !rule.as_array().unwrap().contains(value) => {
                out.push(format!("{at}: {value} is not one of {rule}"));
            }
            "const" if rule != value => out.push(format!("{at}: {value} is not {rule}")),
            "required" => {
                for name in rule.as_array().unwrap().iter().filter_map(Value::as_str) {
                    if value.is_object() && value.get(name).is_none() {
                        out.push(format!("{at}: `{name}` is missing"));
                    }
                }
            }
            "properties" => {
                for (name, of) in rule.as_object().unwrap() {
                    if let Some(v) = value.get(name) {
                        check(root, of, v, &format!("{at}.{name}"), out);
                    }
                }
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                for (name, v) in value.as_object().into_iter().flatten() {
                    if known.is_none_or(|k| !k.contains_key(name)) {
                        check(root, rule, v, &format!("{at}.{name}"), out);
                    }
                }
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flat_map(|o| o.keys()) {
                    check(
                        root,
                        rule,
                        &Value::from(name.as_str()),
                        &format!("{at}.{name}"),
                        out,
                    );
                }
            }
            "items" => {
                for (i, v) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, v, &format!("{at}[{i}]"), out);
                }
            }
            "minItems" if value.as_array().is_some_and(|l| l.len() < number(rule)) => {
                out.push(format!("{at}: fewer than {rule}"));
            }
            "maxItems" if value.as_array().is_some_and(|l| l.len() > number(rule)) => {
                out.push(format!("{at}: more than {rule}"));
            }
            "minLength"
                if value
                    .as_str()
                    .is_some_and(|s| s.chars().count() < number(rule)) =>
            {
                out.push(format!("{at}: too short"));
            }
            "minimum" if value.as_f64().is_some_and(|n| n < rule.as_f64().unwrap()) => {
                out.push(format!("{at}: {value} is below {rule}"));
            }
            "maximum" if value.as_f64().is_some_and(|n| n > rule.as_f64().unwrap()) => {
                out.push(format!("{at}: {value} is above {rule}"));
            }
            "uniqueItems" => {
                let list = value.as_array().map_or(&[][..], |l| l);
                if (1..list.len()).any(|i| list[..i].contains(&list[i])) {
                    out.push(format!("{at}: something stands twice"));
                }
            }
            "anyOf" | "oneOf" => {
                let fits = |s: &&Value| {
                    let mut faults = Vec::new();
                    check(root, s, value, at, &mut faults);
                    faults.is_empty()
                };
                let n = rule.as_array().unwrap().iter().filter(fits).count();
                if n == 0 || (key == "oneOf" && n > 1) {
                    out.push(format!("{at}: fits {n} of {key}"));
                }
            }
            "allOf" => {
                for s in rule.as_array().unwrap() {
                    check(root, s, value, at, out);
                }
            }
            "enum" | "const" | "minItems" | "maxItems" | "minLength" | "minimum" | "maximum" => {}
            known if NO_RULE.contains(&known) => {}
            other => panic!("the keyword `{other}` is not checked"),
        }
    }
}

fn is_a(value: &Value, of: &str) -> bool {
    match of {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no type {other}"),
    }
}

#[test]
fn the_validator_finds_faults() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": { "a": { "enum": ["x", "y"] }, "b": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/n" } } },
        "$defs": { "n": { "type": "integer", "minimum": 0 } }
    });
    let n = |v: Value| faults(&schema, &v).len();
    assert_eq!(n(serde_json::json!({"a": "x", "b": [1, 2]})), 0);
    assert_eq!(n(serde_json::json!({"b": []})), 2);
    assert_eq!(n(serde_json::json!({"a": "z", "b": [-1, "q"], "c": 1})), 4);
}
