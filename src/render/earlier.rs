//! An earlier run, read back from its JSON or SARIF: which findings it had and which statuses, so that
//! a later output can say what is new, changed or gone.

use crate::model::Status;
use serde_json::Value;
use std::collections::BTreeMap;

/// What an earlier run said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// The day that it judged by; empty where the file does not say.
    pub as_of: String,
    /// Status of every instance and commitment, by ID.
    pub statuses: BTreeMap<String, Status>,
    /// Findings by their fingerprint.
    pub findings: BTreeMap<String, EarlierFinding>,
}

/// A finding of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierFinding {
    /// Digest of what it said.
    pub content: String,
    /// Its code.
    pub code: String,
    /// Its message.
    pub message: String,
}

/// Reads the output of an earlier run; says what is wrong with the text where it is none.
pub fn read(text: &str) -> Result<Earlier, String> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|e| format!("it is not JSON: {e}"))?;
    if value.get("servanda").is_some() && value.get("commitments").is_some() {
        return Ok(of_json(&value));
    }
    match value.get("runs").and_then(Value::as_array) {
        Some(runs) => Ok(of_sarif(runs)),
        None => Err("it is neither JSON nor SARIF of this program".into()),
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], |l| l)
}

fn status(of: &Value) -> Option<(String, Status)> {
    Some((
        text(of, "id").to_string(),
        Status::find(text(of, "status"))?,
    ))
}

fn of_json(value: &Value) -> Earlier {
    let mut earlier = Earlier {
        as_of: text(value, "as_of").to_string(),
        ..Earlier::default()
    };
    for c in list(value, "commitments") {
        earlier
            .statuses
            .extend(list(c, "instances").iter().filter_map(status));
        earlier.statuses.extend(status(c));
    }
    for f in list(value, "findings") {
        let Some(print) = f.get("fingerprint") else {
            continue;
        };
        earlier.findings.insert(
            text(print, "finding").to_string(),
            EarlierFinding {
                content: text(print, "content").to_string(),
                code: text(f, "code").to_string(),
                message: text(f, "message").to_string(),
            },
        );
    }
    earlier
}

fn of_sarif(runs: &[Value]) -> Earlier {
    let mut earlier = Earlier::default();
    for run in runs {
        if let Some(of) = run.get("properties") {
            earlier.as_of = text(of, "as_of").to_string();
            earlier
                .statuses
                .extend(list(of, "statuses").iter().filter_map(status));
        }
        // What was gone then is not there now either.
        let there = |r: &&Value| text(r, "baselineState") != "absent";
        for r in list(run, "results").iter().filter(there) {
            let Some(print) = r.get("partialFingerprints") else {
                continue;
            };
            earlier.findings.insert(
                text(print, super::sarif::FINDING).to_string(),
                EarlierFinding {
                    content: text(print, super::sarif::CONTENT).to_string(),
                    code: text(r, "ruleId").to_string(),
                    message: r.get("message").map_or("", |m| text(m, "text")).to_string(),
                },
            );
        }
    }
    earlier
}
