//! Reports of every format: what is read, where it stands, what is said.

use super::*;
use crate::model::{Block, BlockKind, Body, Record};
use crate::source::{Role, Source, Sources};

struct Got {
    src: Sources,
    file: FileId,
}

fn load(name: &str, text: &str) -> Got {
    let mut src = Sources::new();
    let file = src.add(Source::new(name, text, Role::Report));
    Got { src, file }
}

/// The codes with the words that they stand at.
fn said(src: &Sources, diagnostics: &[crate::diag::Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| {
            let span = d.labels.first().map(|l| l.span).unwrap_or_default();
            format!("{} {}", d.code.as_str(), src.slice(span))
                .trim_end()
                .to_owned()
        })
        .collect()
}

fn prose<'s>(got: &'s Got) -> (Report<'s>, Vec<Block<'s>>, Vec<String>) {
    let mut out = read(&got.src, got.file);
    let codes = said(&got.src, &out.diagnostics);
    let body = std::mem::replace(&mut out.value.body, Body::Prose(Vec::new()));
    let Body::Prose(blocks) = body else {
        panic!("records")
    };
    (out.value, blocks, codes)
}

fn records<'s>(got: &'s Got) -> (Report<'s>, Vec<Record<'s>>, Vec<String>) {
    let mut out = read(&got.src, got.file);
    let body = std::mem::replace(&mut out.value.body, Body::Prose(Vec::new()));
    let Body::Records(iter) = body else {
        panic!("prose")
    };
    let mut found = Vec::new();
    for item in iter {
        match item {
            Ok(record) => found.push(record.full()),
            Err(diagnostic) => out.diagnostics.push(*diagnostic),
        }
    }
    let codes = said(&got.src, &out.diagnostics);
    (out.value, found, codes)
}

/// Every word of a block leads back to itself in the source.
fn check_words(got: &Got, blocks: &[Block<'_>]) {
    for block in blocks {
        for word in block.text.split_whitespace() {
            let at = word.as_ptr() as usize - block.text.as_ptr() as usize;
            let span = block.map.span(got.file, at, at + word.len());
            assert_eq!(got.src.slice(span), word, "in {:?}", block.text);
        }
    }
}

#[test]
fn plain_text_is_split_at_blank_lines_without_copying() {
    for (text, blocks) in [
        (
            "One two.\nThree.\n\n\nFour.\n",
            &["One two.\nThree.", "Four."][..],
        ),
        ("One.\r\nTwo.\r\n\r\nThree.", &["One.\r\nTwo.", "Three."]),
        ("\u{feff}One.\n \t\nTwo.", &["One.", "Two."]),
        ("Title\n=====\nText.", &["Title", "Text."]),
        (
            "They agreed:\n- one thing\n- another\n  thing\n\nEnd.",
            &["They agreed:", "one thing", "another\n  thing", "End."],
        ),
        (
            "A pause\n- a dash\nand on.",
            &["A pause\n- a dash\nand on."],
        ),
        ("  Indented.\n", &["Indented."]),
    ] {
        let got = load("a.txt", text);
        let (_, found, codes) = prose(&got);
        let texts: Vec<&str> = found.iter().map(|b| &*b.text).collect();
        assert_eq!(texts, blocks, "{text:?}");
        assert!(
            found
                .iter()
                .all(|b| matches!(b.text, std::borrow::Cow::Borrowed(_)))
        );
        assert!(codes.is_empty(), "{codes:?}");
        check_words(&got, &found);
    }
}

#[test]
fn markdown_gives_blocks_without_markup() {
    let text = "---\ntitle: T\ndate: 2021-03-01\n---\n# Actions by *Pakistan*\n\nPakistan [arrested](http://x.y) **Lakhvi**\nin `Lahore`\\* &amp; ~~jail~~ court.\n\n- one\n- two\n  more\n  - three\n\n> Quoted\n> words\n\n| A | B |\n|---|---|\n| c d | e |\n\n    indented prose\n\n```\ncode\n```\n<!-- no -->\n";
    let got = load("a.md", text);
    let (report, found, codes) = prose(&got);
    let texts: Vec<(BlockKind, &str)> = found.iter().map(|b| (b.kind, &*b.text)).collect();
    assert_eq!(
        texts,
        [
            (BlockKind::Heading(1), "Actions by Pakistan"),
            (
                BlockKind::Paragraph,
                "Pakistan arrested Lakhvi in Lahore* &  court."
            ),
            (BlockKind::Item, "one"),
            (BlockKind::Item, "two\nmore"),
            (BlockKind::Item, "three"),
            (BlockKind::Quote, "Quoted\nwords"),
            (BlockKind::Cell, "A"),
            (BlockKind::Cell, "B"),
            (BlockKind::Cell, "c d"),
            (BlockKind::Cell, "e"),
            (BlockKind::Paragraph, "indented prose"),
        ]
    );
    assert_eq!(report.meta.title.unwrap().node, "T");
    assert_eq!(codes, ["SV0409 ```"]);
    let words: Vec<Block<'_>> = found
        .into_iter()
        .filter(|b| !b.text.contains('&'))
        .collect();
    check_words(&got, &words);
}

#[test]
fn dates_come_from_front_matter_then_dateline_then_name() {
    for (name, text, date, by, codes) in [
        (
            "a.md",
            "---\ndate: 2021-03-01\n---\nPARIS, 2 May 2020 – Text.",
            "2021-03-01",
            "front matter",
            &[][..],
        ),
        (
            "2021-03-05-a.md",
            "---\ndate: 2021-03-01\n---\nText.",
            "2021-03-01",
            "front matter",
            &["SV0404 2021-03-01"],
        ),
        (
            "2021-03-05-a.md",
            "---\ndate: 2021-03\n---\nText.",
            "2021-03-01",
            "front matter",
            &[],
        ),
        (
            "2021-03-05-a.md",
            "PARIS, 2 May 2020 – Text.",
            "2020-05-02",
            "dateline",
            &[],
        ),
        (
            "2021-03-05-a.md",
            "New Delhi, September 11: Text.",
            "2021-03-05",
            "file name",
            &[],
        ),
        (
            "a.md",
            "New Delhi, September 11: Text.",
            "",
            "",
            &["SV0405 New Delhi, September 11"],
        ),
        ("a.md", "Text.", "", "", &[]),
        (
            "2021-03-05.md",
            "---\ndate: 30 February 2021\n---\nText.",
            "",
            "",
            &["SV0403 30 February 2021"],
        ),
        (
            "a.md",
            "---\ndate: October 2, 2020\n---\nText.",
            "2020-10-02",
            "front matter",
            &[],
        ),
    ] {
        let got = load(name, text);
        let (report, _, found) = prose(&got);
        let lo = report
            .meta
            .published
            .map(|p| p.node.lo.to_string())
            .unwrap_or_default();
        assert_eq!((lo.as_str(), report.meta.dated_by), (date, by), "{text:?}");
        assert_eq!(found, codes, "{text:?}");
    }
    let mut src = Sources::new();
    let mut source = Source::new("2021-03-05.txt", "Text.", Role::Report);
    source.given_date = Some("2022-01-02".into());
    let file = src.add(source);
    let report = read(&src, file).value;
    assert_eq!(
        report.meta.published.unwrap().node.lo.to_string(),
        "2022-01-02"
    );
}

#[test]
fn front_matter_says_what_it_covers() {
    let text = "---\ncovers:\n- 2020-09-10 to 2020-12\n- {period: 2021, actors: [Pakistan, India], topics: arrest}\ntier: official\nlanguage: en-GB\nurl: http://x.y/z\npublisher: 'Dawn'\n---\nText.";
    let got = load("a.md", text);
    let (report, _, codes) = prose(&got);
    assert!(codes.is_empty(), "{codes:?}");
    let covers: Vec<String> = report
        .meta
        .covers
        .iter()
        .map(|c| {
            format!(
                "{} {} {} {}",
                c.period.lo,
                c.period.hi,
                c.actors.len(),
                c.topics.len()
            )
        })
        .collect();
    assert_eq!(
        covers,
        ["2020-09-10 2020-12-31 0 0", "2021-01-01 2021-12-31 2 1"]
    );
    assert_eq!(got.src.slice(report.meta.publisher.unwrap().span), "Dawn");
}

#[test]
fn mistakes_in_front_matter_are_said() {
    for (text, codes) in [
        ("---\ndat: 2021-01-01\n---\nText.", &["SV0401 dat"][..]),
        ("---\ntier: offical\n---\nText.", &["SV0402 offical"]),
        ("---\ntitle: [a]\n---\nText.", &["SV0402 [a]"]),
        (
            "---\ncovers: 2021-02-01 to 2021-01-01\n---\nText.",
            &["SV0402 2021-02-01 to 2021-01-01"],
        ),
        (
            "---\ncovers: {period: 2021, actor: India}\n---\nText.",
            &["SV0402 actor"],
        ),
        (
            "---\ncovers: {actors: India}\n---\nText.",
            &["SV0402 {actors: India}"],
        ),
        ("---\nlanguage: fr\n---\nTexte.", &["SV0408 ---"]),
        ("---\ntitle: a: b\n---\nText.", &["SV0150 :"]),
        ("---\ntitle: a\n", &["SV0406 ---"]),
        ("---\ntitle: a\n---\n\n", &["SV0407 ---"]),
        ("", &["SV0407"]),
        ("---\nJust a rule above\n\nText.", &[]),
    ] {
        let got = load("a.md", text);
        let (report, blocks, found) = prose(&got);
        assert_eq!(found, codes, "{text:?}");
        assert!(report.meta.covers.is_empty());
        if text.contains("fr") {
            assert!(blocks.is_empty());
        }
    }
}

const ROWS: &[(&str, &str)] = &[
    (
        "a.json",
        r#" [ {"date":"2021-01-02","actor":"A","action":"ban","target":["B","C"],"amount":12.50,"with":"D"}, {"date":"2021","actor":["A"],"action":"a \"b\" c","polarity":"-"} ] "#,
    ),
    (
        "b.json",
        r#"{"date": "2021-05-05", "events": [{"date":"2021-01-02","actor":"A","action":"ban","target":["B","C"],"amount":12.50,"with":"D"},
        {"date":"2021","actor":["A"],"action":"a \"b\" c","polarity":"-"}], "publisher": "Dawn"}"#,
    ),
    (
        "a.jsonl",
        "{\"date\":\"2021-01-02\",\"actor\":\"A\",\"action\":\"ban\",\"target\":[\"B\",\"C\"],\"amount\":12.50,\"with\":\"D\"}\r\n\n{\"date\":\"2021\",\"actor\":[\"A\"],\"action\":\"a \\\"b\\\" c\",\"polarity\":\"-\"}",
    ),
    (
        "a.csv",
        "date,actor,action,target,amount,with,polarity\n2021-01-02,A,ban,\"B;C\",12.50,D,\r\n\n2021,A,\"a \"\"b\"\" c\",,,,-\n",
    ),
    (
        "a.tsv",
        "\u{feff}date\tactor\taction\ttarget\tamount\twith\tpolarity\n2021-01-02\tA\tban\tB;C\t12.50\tD\t\n2021\tA\t\"a \"\"b\"\" c\"\t\t\t\t-\n",
    ),
    (
        "a.yaml",
        "- {date: 2021-01-02, actor: A, action: ban, target: [B, C], amount: 12.50, with: D}\n- date: 2021\n  actor: [A]\n  action: 'a \"b\" c'\n  polarity: '-'\n",
    ),
    (
        "b.yaml",
        "records:\n- {date: 2021-01-02, actor: A, action: ban, target: [B, C], amount: 12.50, with: D}\n- date: 2021\n  actor: [A]\n  action: \"a \\\"b\\\" c\"\n  polarity: '-'\npublisher: Dawn\ndate: 2021-05-05\n",
    ),
];

#[test]
fn every_format_gives_the_same_records_with_their_places() {
    for (name, text) in ROWS {
        let got = load(name, text);
        let (report, found, codes) = records(&got);
        assert!(codes.is_empty(), "{name}: {codes:?}");
        assert_eq!(found.len(), 2, "{name}");
        if name.starts_with('b') {
            assert_eq!(report.meta.publisher.unwrap().node, "Dawn", "{name}");
            assert_eq!(
                report.meta.published.unwrap().node.lo.to_string(),
                "2021-05-05"
            );
        }
        let show = |r: &Record<'_>| {
            let names = |f: &[crate::model::Field<'_>]| {
                f.iter()
                    .map(|f| f.text.to_string())
                    .collect::<Vec<_>>()
                    .join("+")
            };
            let one = |f: &Option<crate::model::Field<'_>>| {
                f.as_ref().map(|f| f.text.to_string()).unwrap_or_default()
            };
            format!(
                "{}|{}|{}|{}|{}|{}|{}",
                one(&r.date),
                names(&r.actors),
                one(&r.action),
                names(&r.targets),
                one(&r.amount),
                r.participants
                    .iter()
                    .map(|(p, f)| format!("{p} {}", f.text))
                    .collect::<String>(),
                one(&r.polarity),
            )
        };
        assert_eq!(
            show(&found[0]),
            "2021-01-02|A|ban|B+C|12.50|with D|",
            "{name}"
        );
        assert_eq!(show(&found[1]), "2021|A|a \"b\" c||||-", "{name}");
        for record in &found {
            let fields = record
                .date
                .iter()
                .chain(&record.actors)
                .chain(&record.action)
                .chain(&record.targets)
                .chain(&record.amount)
                .chain(&record.polarity)
                .chain(record.participants.iter().map(|(_, f)| f));
            for field in fields {
                let raw = got.src.slice(field.span);
                if !raw.contains(['\\', '"']) {
                    assert_eq!(raw, field.text, "{name}");
                }
                assert!(record.span.start <= field.span.start && field.span.end <= record.span.end);
            }
        }
        let whole = got.src.slice(found[0].span);
        assert!(
            whole.contains("2021-01-02") && !whole.contains("a \\\"b"),
            "{name}: {whole}"
        );
    }
}

#[test]
fn bad_records_are_said_and_the_others_are_read() {
    let good = r#"{"action":"ban"}"#;
    for (name, text, count, codes) in [
        (
            "a.json",
            format!("[{good}, 5, {good}]"),
            2,
            vec!["SV0411 5"],
        ),
        (
            "a.json",
            format!("[{good}, {{\"action\":\"x\",\"action\":\"y\"}}, {good}]"),
            2,
            vec!["SV0413 action"],
        ),
        (
            "a.json",
            format!("[{good}, {{\"date\":[\"x\"]}}, {good}]"),
            2,
            vec!["SV0411 [\"x\"]"],
        ),
        (
            "a.json",
            format!("[{good}, {{\"date\" 5}}, {good}]"),
            1,
            vec!["SV0410 5"],
        ),
        ("a.json", format!("[{good}, {good}"), 2, vec!["SV0410 }"]),
        ("a.json", format!("[{good}] x"), 1, vec!["SV0410 x"]),
        (
            "a.json",
            format!("{{\"events\": [{good}, {good}, "),
            2,
            vec!["SV0410"],
        ),
        ("a.json", "[]".into(), 0, vec![]),
        ("a.json", "{\"records\": []}".into(), 0, vec![]),
        (
            "a.json",
            "{\"x\": 1}".into(),
            0,
            vec!["SV0401 x", "SV0414 {"],
        ),
        ("a.json", "7".into(), 0, vec!["SV0414 7"]),
        ("a.json", "".into(), 0, vec!["SV0414"]),
        ("a.json", good.into(), 1, vec![]),
        (
            "a.json",
            "[{\"action\":\"ban\",\"colour\":\"x\"},{\"action\":\"ban\",\"colour\":\"x\"}]"
                .to_owned(),
            2,
            vec![],
        ),
        (
            "a.jsonl",
            format!("{good}\n{{\"action\":\n{good}\n[1]\n{good} x\n"),
            2,
            vec!["SV0410 :", "SV0411 [1]", "SV0410 x"],
        ),
        ("a.jsonl", "".into(), 0, vec![]),
        (
            "a.csv",
            "action,date\nban,2021\nban\nban,2021\n".into(),
            2,
            vec!["SV0411 ban"],
        ),
        (
            "a.csv",
            "action,date\nban,\"2021\nban,2021\n".into(),
            0,
            vec!["SV0410 \""],
        ),
        (
            "a.csv",
            "action,date\n\"ban\"x,2021\nban,2021\n".into(),
            1,
            vec!["SV0410 x,2021"],
        ),
        (
            "a.csv",
            "act,date\nban,2021\n".into(),
            0,
            vec!["SV0412 act", "SV0414 act,date"],
        ),
        ("a.csv", "action\n".into(), 0, vec![]),
        ("a.csv", "".into(), 0, vec!["SV0414"]),
        ("a.csv", "action,action\n".into(), 0, vec!["SV0415 action"]),
        (
            "a.yaml",
            "- {action: ban}\n- 5\n- {action: ban, action: x}\n".into(),
            2,
            vec!["SV0151 action", "SV0411 5"],
        ),
        (
            "a.yaml",
            "- {action: ban}\n- {action: [ban]}\n".into(),
            1,
            vec!["SV0411 [ban]"],
        ),
        (
            "a.yaml",
            "- {action: ban}\n- {action: ban\n".into(),
            1,
            vec!["SV0150 {"],
        ),
        ("a.yaml", "records:\n".into(), 0, vec![]),
        ("a.yaml", "[]".into(), 0, vec![]),
        ("a.yaml", "".into(), 0, vec!["SV0414"]),
        ("a.yaml", "{action: ban, date: 2021}".into(), 1, vec![]),
        ("a.yaml", "title: x\n".into(), 0, vec!["SV0414 t"]),
    ] {
        let got = load(name, &text);
        let (_, found, said) = records(&got);
        assert_eq!(said, codes, "{name}: {text}");
        assert_eq!(found.len(), count, "{name}: {text}");
    }
}

#[test]
fn an_unknown_field_is_kept_once() {
    let got = load(
        "a.jsonl",
        "{\"action\":\"a\",\"x\":1}\n{\"action\":\"a\",\"x\":1,\"y\":2}\n",
    );
    let (_, found, _) = records(&got);
    let names: Vec<Vec<&str>> = found
        .iter()
        .map(|r| r.unknown.iter().map(|(k, _)| &*k.text).collect())
        .collect();
    assert_eq!(names, [vec!["x"], vec!["y"]]);
}

#[test]
fn columns_can_be_mapped() {
    let mut src = Sources::new();
    let mut source = Source::new("a.csv", "Who,What\nIndia,ban\n", Role::Report);
    source.columns = vec![
        ("Who".into(), "actor".into()),
        ("What".into(), "action".into()),
        ("Whn".into(), "date".into()),
    ];
    let file = src.add(source);
    let got = Got { src, file };
    let (_, found, said) = records(&got);
    assert_eq!(found[0].actors[0].text, "India");
    assert_eq!(said, ["SV0415 Who,What"]);
}

#[test]
fn many_mistakes_of_one_kind_are_counted() {
    let text = "5\n".repeat(100) + "{\"action\":\"a\"}\n";
    let got = load("a.jsonl", &text);
    let (_, found, said) = records(&got);
    assert_eq!((found.len(), said.len()), (1, 21));
    assert_eq!(said[20], "SV0416 5");
}

#[test]
fn hostile_reports_end_soon() {
    let deep = "[".repeat(200_000);
    let in_record = format!("[{{\"action\": {}1", "[".repeat(200_000));
    let in_list = format!(
        "[{{\"action\":\"a\",\"actor\":{}1{}}}]",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let wide = format!("[{}]", vec!["{\"action\":1}"; 10_000].join(","));
    for name in ["a.json", "a.jsonl", "a.csv", "a.yaml", "a.md", "a.txt"] {
        for text in [
            deep.as_str(),
            &in_record,
            &in_list,
            &wide,
            "\0\0",
            "\u{feff}",
            "\r\n\r\n",
            "---\n---\n",
            "\u{feff}---\ntitle: x\n---\n\u{202e}",
            "\"",
            "'",
            "{\"a\":\"\\ud800\"}",
        ] {
            let got = load(name, text);
            let out = read(&got.src, got.file);
            let count = match out.value.body {
                Body::Records(iter) => iter.count(),
                Body::Prose(blocks) => blocks.len(),
            };
            assert!(count <= 10_021, "{name}");
        }
    }
}
