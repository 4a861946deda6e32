//! Sentences and words of all kinds of text.

use super::*;

fn cut(text: &str) -> Vec<String> {
    let mut table = Table::default();
    let abbr = table.intern("mr");
    let no = table.intern("no");
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let mut tokens = Vec::new();
        let end = sentence(
            text,
            at,
            &table,
            |t| t.word == abbr || t.word == no,
            &mut tokens,
        );
        if let (Some(a), Some(b)) = (tokens.first(), tokens.last()) {
            out.push(
                text.get(a.start as usize..b.end as usize)
                    .unwrap_or_default()
                    .to_owned(),
            );
        }
        assert!(end.next > at);
        at = end.next;
    }
    out
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    for (text, want) in [
        ("One here. Two there.", vec!["One here", "Two there"]),
        ("Mr. Khan came. He left.", vec!["Mr. Khan came", "He left"]),
        (
            "The U.S. Treasury acted. It did.",
            vec!["The U.S. Treasury acted", "It did"],
        ),
        (
            "He met S. Jaishankar. Then",
            vec!["He met S. Jaishankar", "Then"],
        ),
        (
            "It cost 3.5 million. \"Yes.\" She said so.",
            vec!["It cost 3.5 million", "Yes", "She said so"],
        ),
        ("A; b", vec!["A", "b"]),
        ("para one\n\npara two", vec!["para one", "para two"]),
        ("end of it… Then more", vec!["end of it", "Then more"]),
        ("approx. five men", vec!["approx. five men"]),
    ] {
        assert_eq!(cut(text), want, "{text}");
    }
}

#[test]
fn words_fold_as_names_do() {
    let mut table = Table::default();
    for w in [
        "jamaat", "ud", "dawa", "pakistan", "us", "al", "qaida", "1,210", "didnt", "turkiye",
    ] {
        table.intern(w);
    }
    for (text, want) in [
        ("Jama'at-ud-Da’wa", "jamaat ud dawa"),
        ("Pakistan's", "pakistan"),
        ("Pakistan’s", "pakistan"),
        ("U.S.", "us"),
        ("al-Qāʿida", "al qaida"),
        ("1,210", "1,210"),
        ("didn't", "didnt"),
        ("Türkiye", "turkiye"),
    ] {
        let mut out = Vec::new();
        sentence(text, 0, &table, |_| false, &mut out);
        let got: Vec<&str> = out.iter().map(|t| table.text(t.word)).collect();
        assert_eq!(got.join(" "), want, "{text}");
    }
}

#[test]
fn any_text_is_read_to_its_end() {
    for text in [
        "\u{202E}\u{0}x'",
        "'''",
        "...",
        "é",
        "\u{FEFF}",
        "a.b.c",
        "1.2.3.",
        "’s",
        "\u{1F600}'s",
        "-",
        "--",
    ] {
        let mut out = Vec::new();
        let end = sentence(text, 0, &Table::default(), |_| false, &mut out);
        assert!(end.next <= text.len());
    }
}
