//! What the formats promise: the JSON contract, spans that slice to their text, self-contained and
//! escaped HTML, the same bytes each time.

use super::support::{REPORT, RULES, check_json, project, run};
use serde_json::Value;

/// Every object that names a file and a range slices that file to its text.
pub fn spans_slice(dir: &std::path::Path, value: &Value) -> usize {
    let mut n = 0;
    match value {
        Value::Array(list) => list.iter().for_each(|v| n += spans_slice(dir, v)),
        Value::Object(map) => {
            let file = map
                .get("report")
                .or(map.get("file"))
                .and_then(Value::as_str);
            if let (Some(file), Some(start), Some(end), Some(text)) = (
                file,
                map.get("start").and_then(Value::as_u64),
                map.get("end").and_then(Value::as_u64),
                map.get("text").and_then(Value::as_str),
            ) {
                if let Ok(bytes) = std::fs::read(dir.join(file)) {
                    let slice = bytes.get(start as usize..end as usize).unwrap();
                    assert_eq!(
                        std::str::from_utf8(slice).unwrap(),
                        text,
                        "{file} {start}..{end}"
                    );
                    let before = std::str::from_utf8(&bytes[..start as usize]).unwrap();
                    let before = before.trim_start_matches('\u{feff}');
                    let line = before.matches('\n').count() + 1;
                    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
                    assert_eq!(map["line"].as_u64(), Some(line as u64), "{map:?}");
                    assert_eq!(map["column"].as_u64(), Some(column as u64), "{map:?}");
                    n += 1;
                }
            }
            map.values().for_each(|v| n += spans_slice(dir, v));
        }
        _ => {}
    }
    n
}

#[test]
fn json_keeps_the_contract() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let ran = run(
        dir.path(),
        &["check", "--format", "json", "--as-of", "2022-03-01"],
    );
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let mut at = 0;
    for key in [
        "servanda",
        "edition",
        "as_of",
        "known_at",
        "rulebook",
        "reports",
        "summary",
        "commitments",
        "findings",
    ] {
        let needle = format!("\n  \"{key}\":");
        let i = ran.out.find(&needle).unwrap_or_else(|| panic!("no {key}"));
        assert!(i >= at, "{key} is out of order");
        at = i;
    }
    assert_eq!(json["edition"], 1);
    assert!(json["rulebook"].as_str().unwrap().starts_with("sha256:"));
    assert_eq!(json["summary"]["commitments"], 1);
    assert_eq!(json["summary"]["unreported"], 0);
    assert_eq!(json["summary"]["contested"], 0);
    let i = &json["commitments"][0]["instances"][0];
    assert_eq!(i["status"], "fulfilled", "{json:#}");
    assert_eq!(i["evidence"][0]["report"], "reports/a.md");
    assert_eq!(i["evidence"][0]["date"]["to"], "2021-03-01");
    assert!(spans_slice(dir.path(), &json) > 0);
}

#[test]
fn latest_knowledge_is_called_so() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let (_, json) = check_json(
        dir.path(),
        &["--as-of", "2021-03-01", "--known-at", "latest"],
    );
    assert_eq!(json["known_at"], "latest");
    let (_, early) = check_json(dir.path(), &["--as-of", "2021-03-01"]);
    // The report of 2 March is not known on 1 March.
    assert_ne!(early["commitments"][0]["status"], "fulfilled");
    assert_eq!(json["commitments"][0]["status"], "fulfilled");
}

#[test]
fn the_order_and_names_of_reports_change_no_digest_and_no_status() {
    let other =
        "---\ndate: 2021-05-01\npublisher: Herald\n---\nPakistan praised the United Nations.\n";
    let one = project(&[
        ("rules/a.norm", RULES),
        ("reports/a.md", REPORT),
        ("reports/b.md", other),
    ]);
    let two = project(&[
        ("rules/z.norm", RULES),
        ("reports/y.md", other),
        ("reports/z.md", REPORT),
    ]);
    let (_, a) = check_json(one.path(), &["--as-of", "2022-03-01"]);
    let (_, b) = check_json(two.path(), &["--as-of", "2022-03-01"]);
    assert_eq!(a["reports"], b["reports"]);
    assert_eq!(a["rulebook"], b["rulebook"]);
    assert_eq!(a["summary"], b["summary"]);
}

#[test]
fn every_format_gives_the_same_bytes_each_time() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    for format in servanda::render::RENDERERS.iter().map(|r| r.name()) {
        let args = ["check", "--as-of", "2022-03-01", "--format", format];
        assert_eq!(run(dir.path(), &args).out, run(dir.path(), &args).out);
    }
}

#[test]
fn html_is_one_file_without_scripts_and_escapes_everything() {
    let evil = "---\ntitle: \"<script>alert(1)</script>\"\ndate: 2021-03-02\npublisher: \"<img src=x>\"\n---\n\
                Pakistan banned Lashkar-e-Tayyiba on 1 March 2021 <script>alert(2)</script> \u{202e}evil.\n";
    let rules = RULES.replace("\"Ban\"", "\"A <b>ban</b> & more\"");
    let dir = project(&[("rules/a.norm", &rules), ("reports/a.md", evil)]);
    let html = run(dir.path(), &["report", "--as-of", "2022-03-01"]).out;
    for bad in [
        "<script", "<img", "<b>ban", "http://", "https://", "\u{202e}", "src=", "@import", "url(",
    ] {
        let hit = html
            .find(bad)
            .map(|i| html[i..].chars().take(60).collect::<String>());
        let allowed = bad == "src=" && html.contains("img src=x&");
        assert!(hit.is_none() || allowed, "{bad}: {hit:?}");
    }
    assert!(
        html.contains("A &lt;b&gt;ban&lt;/b&gt; &amp; more") || html.contains("A &#60;b&#62;ban")
    );
    assert!(html.contains("<title>"));
    // Every link leads somewhere.
    for part in html.split("href=\"#").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(
            html.contains(&format!("id=\"{id}\"")),
            "nothing is called {id}"
        );
    }
}

#[test]
fn extract_prints_claims_by_contract() {
    let dir = project(&[("rules/a.norm", RULES), ("reports/a.md", REPORT)]);
    let ran = run(dir.path(), &["extract"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = ran.out.lines().next().unwrap();
    let claim: Value = serde_json::from_str(line).unwrap();
    assert_eq!(claim["actors"][0], "Pakistan");
    assert_eq!(claim["action"], "ban");
    assert_eq!(claim["targets"][0], "LeT");
    assert_eq!(claim["status"], "completed");
    assert_eq!(claim["date"]["from"], "2021-03-01");
    let text = claim["text"].as_str().unwrap();
    let bytes = std::fs::read(dir.path().join("reports/a.md")).unwrap();
    for (key, word) in [("action", "banned"), ("date", "1 March 2021")] {
        let span = &claim["spans"][key];
        let range = span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize;
        let words = std::str::from_utf8(&bytes[range]).unwrap();
        assert!(words.contains(word), "{key}: {words} in {text}");
    }
    let human = run(dir.path(), &["extract", "--format", "human"]);
    assert!(human.out.contains("1 claim in 1 report"), "{}", human.out);
}
