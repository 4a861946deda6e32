//! Every scalar style: words in the value lead back to their bytes in the file.

use super::*;
use crate::source::{Role, Source, Sources};

fn load(text: &str) -> (Sources, FileId) {
    let mut src = Sources::new();
    let file = src.add(Source::new("t.yaml", text, Role::Rules));
    (src, file)
}

fn read(text: &str) -> (Option<Node>, Vec<String>) {
    let (src, file) = load(text);
    let out = parse(&src, Span::new(file, 0, text.len()));
    let said = out
        .diagnostics
        .iter()
        .map(|d| {
            let label = d.labels.first().map(|l| l.span).unwrap_or_default();
            format!("{} {}: {}", d.code.as_str(), src.slice(label), d.message)
        })
        .collect();
    (out.value, said)
}

#[test]
fn words_of_every_style_stand_where_the_map_says() {
    // (the file, the value of `k`, words of the value, what stands there in the file)
    #[expect(clippy::type_complexity, reason = "a table read once")]
    let table: &[(&str, &str, &[(&str, &str)])] = &[
        (
            "k: one two three\n",
            "one two three",
            &[("two", "two"), ("three", "three")],
        ),
        (
            "k: one\n  two\n\n  three # c\n",
            "one two\nthree",
            &[
                ("one", "one"),
                ("two", "two"),
                ("three", "three"),
                ("one two", "one\n  two"),
            ],
        ),
        (
            "k: 'it''s one'\n",
            "it's one",
            &[("it's", "it''s"), ("one", "one")],
        ),
        ("k: 'one\n   two'\n", "one two", &[("two", "two")]),
        (
            "k: \"say \\\"yes\\\" now\"\n",
            "say \"yes\" now",
            &[("yes", "yes"), ("now", "now"), ("say", "say")],
        ),
        (
            "k: \"caf\\u00e9 au lait\"\n",
            "café au lait",
            &[("au", "au"), ("lait", "lait")],
        ),
        ("k: \"\\U0001F600 lait\"\n", "😀 lait", &[("lait", "lait")]),
        (
            "k: \"one\n  two \\\n  three\"\n",
            "one two three",
            &[("two", "two"), ("three", "three")],
        ),
        (
            "k: \"one\\ttwo\\n\\\n   three\"\n",
            "one\ttwo\nthree",
            &[("two", "two"), ("three", "three")],
        ),
        (
            "k: |\n  one\n  two three\n",
            "one\ntwo three\n",
            &[("one", "one"), ("two", "two"), ("three", "three")],
        ),
        (
            "k: |-\n\n    one\n      two\n\n    three\n",
            "\none\n  two\n\nthree",
            &[("one", "one"), ("two", "two"), ("three", "three")],
        ),
        (
            "k: |2\n    one\n   two\n",
            "  one\n two\n",
            &[("one", "one"), ("two", "two")],
        ),
        (
            "k: >\n  one\n  two\n\n  three\n",
            "one two\nthree\n",
            &[
                ("one", "one"),
                ("two", "two"),
                ("three", "three"),
                ("one two", "one\n  two"),
            ],
        ),
        (
            "k: >-\n  one\n    two\n    three\n  four\n  five\n",
            "one\n  two\n  three\nfour five",
            &[
                ("two", "two"),
                ("three", "three"),
                ("four", "four"),
                ("five", "five"),
            ],
        ),
        (
            "k: >+\n\n  one\n  two\n\n\nj: 1\n",
            "\none two\n\n\n",
            &[("one", "one"), ("two", "two")],
        ),
        (
            "k: >\r\n  one\r\n  two\r\n\r\n  three\r\n",
            "one two\nthree\n",
            &[("two", "two"), ("three", "three")],
        ),
        (
            "k: |\r\n  one\r\n  two\r\n",
            "one\ntwo\n",
            &[("two", "two")],
        ),
        (
            "k: Türkiye\r\n  übt\r\n",
            "Türkiye übt",
            &[("Türkiye", "Türkiye"), ("übt", "übt")],
        ),
        ("\u{feff}k: one two\n", "one two", &[("two", "two")]),
        ("{\"k\": \"one two\"}", "one two", &[("two", "two")]),
    ];
    for (text, value, words) in table {
        let (src, file) = load(text);
        let out = parse(&src, Span::new(file, 0, text.len()));
        assert!(
            out.diagnostics.is_empty(),
            "{text:?}: {:?}",
            out.diagnostics
        );
        let root = out.value.unwrap();
        let scalar = root.get("k").unwrap().scalar().unwrap();
        assert_eq!(scalar.text, *value, "{text:?}");
        for (word, raw) in *words {
            let at = scalar.text.find(word).unwrap();
            let span = scalar.span(file, at..at + word.len());
            assert_eq!(
                src.slice(span),
                *raw,
                "{word:?} in {text:?}: {:?}",
                scalar.map
            );
        }
    }
}

#[test]
fn a_range_of_a_file_gives_spans_in_the_file() {
    let text = "---\ntitle: One two\n---\nText.";
    let (src, file) = load(text);
    let root = parse(&src, Span::new(file, 4, 19)).value.unwrap();
    let title = root.get("title").unwrap();
    assert_eq!(src.slice(title.span), "One two");
    assert_eq!(src.slice(root.map().unwrap()[0].0.span), "title");
}

#[test]
fn scalars_stay_text() {
    let (root, said) = read("[no, 012, 1_000, 2021-06-31, 1e3, true, '~', !!str null]");
    let texts: Vec<_> = root
        .unwrap()
        .seq()
        .unwrap()
        .iter()
        .map(|n| n.text().unwrap().to_owned())
        .collect();
    assert_eq!(
        texts,
        [
            "no",
            "012",
            "1_000",
            "2021-06-31",
            "1e3",
            "true",
            "~",
            "null"
        ]
    );
    assert!(said.is_empty());
    let (root, _) = read("[~, null, , a]");
    let nulls = root.unwrap_or(Node {
        span: Span::default(),
        value: Value::Null,
    });
    assert!(nulls.seq().is_none_or(|s| s[0].is_null() && s[1].is_null()));
}

#[test]
fn spans_of_collections_end_with_their_last_value() {
    let text = "a:\n  b: 1\n  c: [2, 3]\n\n# end\nd: 4\n";
    let (src, file) = load(text);
    let root = parse(&src, Span::new(file, 0, text.len())).value.unwrap();
    assert_eq!(src.slice(root.get("a").unwrap().span), "b: 1\n  c: [2, 3]");
    assert_eq!(src.slice(root.span), text.trim_end());
}

#[test]
fn mistakes_are_said_at_their_place() {
    for (text, said) in [
        ("a: 1\nb: 2\na: 3\n", "SV0151 a"),
        ("a: [1, 2\n", "SV0150"),
        ("a:\n\t- b\n", "SV0150"),
        ("a: *none\n", "SV0150"),
        ("a: &x [*x]\n", "SV0150 *x"),
        ("a: !date 1\n", "SV0154 !date"),
        ("[a]: 1\n", "SV0155 [a]"),
        ("a: 1\n---\nb: 2\n", "SV0153"),
        ("a: b: c\n", "SV0150"),
        ("a: \0\n", "SV0150"),
    ] {
        let (_, got) = read(text);
        assert_eq!(got.len(), 1, "{text:?}: {got:?}");
        assert!(got[0].starts_with(said), "{text:?}: {got:?}");
    }
    assert_eq!(read("").0, None);
    assert_eq!(read("# nothing\n").0, None);
}

#[test]
fn hostile_texts_end_soon() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for i in 1..12 {
        let inner = vec![format!("*a{}", i - 1); 10].join(",");
        bomb.push_str(&format!("a{i}: &a{i} [{inner}]\n"));
    }
    let nested_alias: String = (1..200).fold("a0: &a0 [x]\n".to_owned(), |s, i| {
        s + &format!("a{i}: &a{i} [*a{}]\n", i - 1)
    });
    let blocks: String = (0..10_000)
        .map(|i| format!("{}a:\n", " ".repeat(i % 2_000)))
        .collect();
    for text in [
        bomb,
        nested_alias,
        "[".repeat(100_000),
        "- ".repeat(100_000),
        blocks,
        "{a: ".repeat(10_000),
        format!("k: a{}b", " ".repeat(1_000_000)),
        "a: &".repeat(1000),
    ] {
        let (_, said) = read(&text);
        assert!(said.len() <= 1, "{said:?}");
    }
}

#[test]
fn aliases_repeat_their_value() {
    let (root, said) = read("a: &x {p: 1}\nb: *x\n");
    let root = root.unwrap();
    assert_eq!(root.get("a"), root.get("b"));
    assert!(said.is_empty());
}

#[test]
fn comments_are_found_with_their_place() {
    let text = "# one\na: 1 # two\nb: '# no'\n";
    let (src, file) = load(text);
    let got: Vec<_> = comments(&src, Span::new(file, 0, text.len()))
        .iter()
        .map(|c| (src.slice(c.span).to_owned(), c.trailing))
        .collect();
    assert_eq!(
        got,
        [("# one".to_owned(), false), ("# two".to_owned(), true)]
    );
}

#[test]
fn a_stream_gives_the_same_values_as_the_tree() {
    let text = "publisher: Dawn\nrecords:\n- {a: 1}\n- {a: 2}\n- [x]\ntitle: T\n";
    let (src, file) = load(text);
    let parts: Vec<String> = Stream::new(&src, Span::new(file, 0, text.len()), &["records"])
        .map(|p| match p.unwrap() {
            Part::Pair(k, _) => format!("pair {}", k.text().unwrap()),
            Part::List(k) => format!("list {}", k.unwrap().text().unwrap()),
            Part::Item(n) => src.slice(n.span).to_owned(),
            Part::Value(_) => "value".into(),
        })
        .collect();
    assert_eq!(
        parts,
        [
            "pair publisher",
            "list records",
            "{a: 1}",
            "{a: 2}",
            "[x]",
            "pair title"
        ]
    );
}
