use super::Html;
use crate::model::{BlockKind, Body};
use crate::read::Reader;
use crate::source::{Role, Source, Sources};

fn read(text: &str) -> Vec<(BlockKind, String, String)> {
    let mut src = Sources::new();
    let id = src.add(Source::new("a.html", text, Role::Report));
    let report = Html.read(&src, id).value;
    let Body::Prose(blocks) = report.body else {
        return Vec::new();
    };
    let whole = |b: &crate::model::Block<'_>| src.slice(b.map.span(id, 0, b.text.len())).to_owned();
    blocks
        .iter()
        .map(|b| (b.kind, b.text.to_string(), whole(b)))
        .collect()
}

#[test]
fn a_page_becomes_blocks_with_their_places() {
    let page = "<!doctype html>\r\n<html lang=en><head><title>Ban &amp; arrests</title>\
        <meta property=\"article:published_time\" content=\"2021-03-05T10:00:00Z\">\
        <meta property=\"og:site_name\" content=\"The Gazette\"><style>p{}</style></head>\
        <body><nav>Home</nav><h1>News</h1><p>Kenya <b>banned</b> A&amp;B\r\n  today.<br>It said so.</p>\
        <p>A <del>false</del> word.<ul><li>one<li><p>two</p></ul><blockquote><p>He said.</p></blockquote>\
        <table><tr><td>x<td>y</table><div hidden>no<div>no</div>no</div>end<script>a<b</script></body>";
    let mut src = Sources::new();
    let id = src.add(Source::new("a.html", page, Role::Report));
    let meta = Html.read(&src, id).value.meta;
    assert_eq!(meta.title.unwrap().node, "Ban & arrests");
    assert_eq!(meta.publisher.unwrap().node, "The Gazette");
    assert_eq!(meta.published.unwrap().node.lo.to_string(), "2021-03-05");
    let blocks = read(page);
    let texts: Vec<(BlockKind, &str)> = blocks.iter().map(|b| (b.0, b.1.as_str())).collect();
    assert_eq!(
        texts,
        [
            (BlockKind::Heading(1), "News"),
            (BlockKind::Paragraph, "Kenya banned A&B today. It said so."),
            (BlockKind::Paragraph, "A word."),
            (BlockKind::Item, "one"),
            (BlockKind::Item, "two"),
            (BlockKind::Quote, "He said."),
            (BlockKind::Cell, "x"),
            (BlockKind::Cell, "y"),
            (BlockKind::Paragraph, "end"),
        ]
    );
    assert_eq!(
        blocks[1].2,
        "Kenya <b>banned</b> A&amp;B\r\n  today.<br>It said so."
    );
}

#[test]
fn every_character_has_its_place_whatever_it_is_written_as() {
    for raw in [
        "Caf&eacute; b\u{e4}r \u{5e9}\u{5dc} \u{1f600} e\u{301} x",
        "&lt;b&gt; &#x41;&#66; &nbsp;x AT&T R&D &unknown; &amp",
        "\u{feff}a\r\nb\rc",
        "1 < 2 &gt 1",
    ] {
        let page = format!("<p>{raw}</p>");
        let mut src = Sources::new();
        let id = src.add(Source::new("a.html", page.as_str(), Role::Report));
        let Body::Prose(blocks) = Html.read(&src, id).value.body else {
            continue;
        };
        for b in &blocks {
            for (i, c) in b.text.char_indices() {
                let at = b.map.source(i as u32) as usize;
                let rest = page.get(at..).unwrap_or_default();
                let there = rest.starts_with(c)
                    || rest.starts_with('&')
                    || c == ' ' && rest.starts_with(char::is_whitespace);
                assert!(there, "{raw:?}: {c:?} at {rest:?}");
            }
        }
    }
}

#[test]
fn broken_pages_are_read_as_far_as_they_go() {
    for page in [
        "<p",
        "<p><b>a</p>b",
        "</p></p>x",
        "<del><del>a</del>b",
        "<![CDATA[x]]>",
        "&",
        "<p>&#xfffffff;",
    ] {
        let _ = read(page);
    }
    let deep = "<del>".repeat(10_000) + &"</del>".repeat(10_000) + "<p>x</p>";
    assert_eq!(read(&deep).last().map(|b| b.1.clone()), Some("x".into()));
}
