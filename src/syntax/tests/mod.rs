//! Every form of the language parses; every error shows at its place.

mod bare;
mod made;
mod rows;

use super::*;
use crate::source::{Role, Source};

fn parsed(text: &str) -> (ast::File, Vec<String>) {
    let mut src = Sources::new();
    let id = src.add(Source::new("t.norm", text, Role::Rules));
    let out = parse(&src, id);
    let said = out
        .diagnostics
        .iter()
        .map(|d| {
            let at = d.labels.first().map_or("", |l| src.slice(l.span));
            format!(
                "{} {:?} {}",
                d.code.as_str(),
                at,
                d.help.clone().unwrap_or_default()
            )
        })
        .collect();
    (out.value, said)
}

/// One row a form of the sentence.
const SENTENCES: &[&str] = &[
    "Pakistan shall act against each of Networks within 12 months of adoption, sustained for 6 months.",
    "Pakistan shall prevent any of Networks from attacking any of Partners from 2020-09-10.",
    "Pakistan shall bring to justice each of the perpetrators of Mumbai2008 for Mumbai2008 by 2022-12-31, irreversibly.",
    "India and US shall exchange information about Designations every 12 months from 2020-09-10.",
    "When any of Networks as G attacks India, Pakistan shall act against G within 90 days; otherwise also Pakistan shall report to UNSC within 30 days.",
    "Pakistan must not harbour anyone.",
    "Each of Networks should not attack India until 2024.",
    "A, B and C shall meet on 30 June 2021.",
    "Pakistan shall freeze the assets of LeT and JeM before 2021-Q2, on pain of breach.",
    "Pakistan shall bring Lakhvi to justice for Mumbai2008 by 2021.",
    "Pakistan shall act against at least 3 of Networks except HM and JeM with US in India.",
    "If PK-1 is fulfilled, India may visit Pakistan at most 3 times.",
    "Pakistan shall keep LeT banned while India is content, curing lapses within 2 weeks.",
    "Pakistan shall ensure that LahoreATC convicts Lakhvi by 2022-12-31, counting earlier action.",
    "Donors shall pay at least 100 billion USD to Fund every 1 year from 2020, in one act.",
    "Operator shall store at most 202.8 kg at a time.",
    "Operator shall destroy 5 of 7 sites within 2 to 20 days of entry into force.",
    "Supplier may raise the price only if Customer agrees within 30 days before.",
    "Supplier may withdraw, provided Supplier notifies Customer within 10 days.",
    "India shall inspect Site at least every 6 months unless Site is closed-down, overriding IN-2.",
    "India shall cooperate regularly.",
    "Pakistan shall report to UNSC within 30 days of PK-1.2; otherwise instead Pakistan shall pay 5 % within 1 month.",
];

#[test]
fn every_sentence_form_parses() {
    for s in SENTENCES {
        let (file, said) = parsed(&format!("commitment C-1 {{ {s} }}"));
        assert_eq!(said, Vec::<String>::new(), "{s}");
        let Some(ast::Item::Commitment(c)) = file.items.first() else {
            panic!("{s}")
        };
        assert!(
            matches!(c.parts.first(), Some(ast::CommitmentPart::Sentence(_))),
            "{s}: {:?}",
            c.parts
        );
        assert_eq!(c.parts.len(), 1, "{s}");
    }
}

#[test]
fn the_spans_of_a_sentence_are_its_words() {
    let text = "commitment C-1 { Pakistan shall act against each of Networks within 12 months of adoption. }";
    let mut src = Sources::new();
    let id = src.add(Source::new("t.norm", text, Role::Rules));
    let file = parse(&src, id).value;
    let Some(ast::Item::Commitment(c)) = file.items.first() else {
        panic!()
    };
    let Some(ast::CommitmentPart::Sentence(s)) = c.parts.first() else {
        panic!()
    };
    assert_eq!(
        src.slice(s.qualifiers[0].span),
        "within 12 months of adoption"
    );
    let ast::Duty::Act(act) = &s.duty else {
        panic!()
    };
    assert_eq!(
        src.slice(act.targets.as_ref().unwrap().span),
        "each of Networks"
    );
    assert_eq!(src.slice(s.modal.span), "shall");
}

#[test]
fn errors_do_not_hide_each_other() {
    let text = "agreement A { adopted 2021-06-31 }\n\
        commitment C-1 {\n  modality called for\n  Pakistan shall act against each of Networks.\n  closes tomorrow\n}\n\
        comitment C-2 { Pakistan shall act against LeT. }\n\
        set X = A, B\n";
    let (file, said) = parsed(text);
    assert_eq!(file.items.len(), 4, "{:#?}", file.items);
    assert_eq!(said.len(), 4, "{said:#?}");
}

#[test]
fn the_yaml_form_gives_the_same_tree_with_spans_into_its_file() {
    let yaml = r#"edition: 1
use: [std.counterterrorism]
agreement: { id: A, title: "An agreement", adopted: 2020-09-10, between: [India, US], evidence: { independent sources: 1 } }
states: { Pakistan: { capital: Islamabad, adjective: Pakistani } }
persons:
  Lakhvi: { name: "Zaki-ur-Rehman Lakhvi", leads: [LeT] }
sets: { Networks: { members: [LeT, JeM], and others: true } }
commitments:
  PK-1:
    title: Concerted action   # why it matters
    modality: called-for
    norm: >
      Pakistan shall act against each of Networks
      within 12 months of adoption.
  PK-2:
    norm: ["Pakistan shall ban LeT.", 'Pakistan shall ban JeM.']
"#;
    let norm = r#"edition 1 use std.counterterrorism
agreement A "An agreement" { adopted 2020-09-10 between India, US evidence { at least 1 independent source } }
state Pakistan { capital "Islamabad" adjective "Pakistani" }
person Lakhvi "Zaki-ur-Rehman Lakhvi" { leads LeT }
set Networks = LeT, JeM and others
commitment PK-1 "Concerted action" { modality called-for Pakistan shall act against each of Networks within 12 months of adoption. }
commitment PK-2 { Pakistan shall ban LeT. Pakistan shall ban JeM. }
"#;
    let mut src = Sources::new();
    let y = src.add(Source::new("t.yaml", yaml, Role::Rules));
    let n = src.add(Source::new("t.norm", norm, Role::Rules));
    let (y, n) = (parse(&src, y), parse(&src, n));
    assert!(
        y.diagnostics.is_empty() && n.diagnostics.is_empty(),
        "{:?} {:?}",
        y.diagnostics,
        n.diagnostics
    );
    let bare = |f: &ast::File| {
        fmt::norm(
            &Sources::new(),
            &ast::File {
                comments: vec![],
                ..f.clone()
            },
        )
        .replace("\n\n", "\n")
    };
    assert_eq!(bare(&y.value), bare(&n.value));
    let Some(ast::Item::Commitment(c)) = y
        .value
        .items
        .iter()
        .find(|i| matches!(i, ast::Item::Commitment(_)))
    else {
        panic!()
    };
    let Some(ast::CommitmentPart::Sentence(s)) = c.parts.last() else {
        panic!()
    };
    assert_eq!(
        src.slice(s.qualifiers[0].span),
        "within 12 months of adoption"
    );
    assert_eq!(y.value.comments[0].text, "why it matters");
}

#[test]
fn errors_of_a_yaml_file_point_at_their_words() {
    let text = "edition: 1\nstates: { Pakistan: { capitol: Islamabad } }\nagreement: { id: A, adopted: 2021-06-31 }\ncommitments:\n  C-1: { modality: [a], norm: 'Pakistan shal ban LeT.' }\n";
    let mut src = Sources::new();
    let id = src.add(Source::new("t.yaml", text, Role::Rules));
    let said: Vec<String> = parse(&src, id)
        .diagnostics
        .iter()
        .map(|d| format!("{} {}", d.code.as_str(), src.slice(d.labels[0].span)))
        .collect();
    assert_eq!(
        said,
        [
            "SV0251 capitol",
            "SV0202 2021-06-31",
            "SV0250 [a]",
            "SV0213 shal"
        ]
    );
}

#[test]
fn each_of_many_errors_shows_once_at_its_place() {
    let text = include_str!("../../../tests/cases/errors/many.norm");
    let expected = include_str!("../../../tests/cases/errors/many.expected");
    let mut src = Sources::new();
    let id = src.add(Source::new("many.norm", text, Role::Rules));
    let said: Vec<String> = parse(&src, id)
        .diagnostics
        .iter()
        .map(|d| {
            let (span, at) = (d.labels[0].span, src.start(d.labels[0].span));
            format!(
                "{}:{} {} {}",
                at.line,
                at.column,
                d.code.as_str(),
                src.slice(span)
            )
        })
        .collect();
    assert_eq!(said, expected.lines().collect::<Vec<_>>());
}

#[test]
fn hostile_text_is_bounded_and_said() {
    let many = include_str!("../../../tests/cases/errors/many.norm");
    let mut texts: Vec<String> = vec![
        "{".repeat(100_000),
        "}".repeat(100_000),
        "\"".repeat(99_999),
        "commitment C {".repeat(20_000),
        format!(
            "commitment C {{ A shall visit each of {}B. }}",
            "the parts of ".repeat(50_000)
        ),
        format!(
            "commitment C {{ A shall visit B{}. }}",
            "; otherwise also A shall visit B".repeat(20_000)
        ),
        format!("set X = A{}", ", A B".repeat(20_000)),
        "\u{0}\u{1}\u{7f}\u{202e} commitment \u{1b}[31m X { \u{0} }".to_owned(),
        "commitment C { A shall visit B \u{1F600} by 2021. }".to_owned(),
        "ÄÖÜ“„«".repeat(5_000),
    ];
    // Every rulebook with a hole in it.
    let bounds: Vec<usize> = many.char_indices().map(|(i, _)| i).step_by(5).collect();
    for pair in bounds.windows(2) {
        let (before, after) = (many.get(..pair[0]).unwrap(), many.get(pair[1]..).unwrap());
        texts.push(format!("{before}{after}"));
    }
    for text in texts {
        let mut src = Sources::new();
        let id = src.add(Source::new("h.norm", text, Role::Rules));
        let out = parse(&src, id);
        assert!(!out.diagnostics.is_empty(), "{:.80}", src.text(id));
        for label in out.diagnostics.iter().flat_map(|d| &d.labels) {
            assert!(src.text(id).get(label.span.range()).is_some(), "{label:?}");
        }
    }
}

#[test]
fn comments_stay_where_they_stood() {
    let text = include_str!("../../../tests/cases/fmt/comments.norm");
    let expected = include_str!("../../../tests/cases/fmt/comments.expected");
    let format = |text: &str| {
        let mut src = Sources::new();
        let id = src.add(Source::new("t.norm", text, Role::Rules));
        let out = parse(&src, id);
        assert!(out.diagnostics.is_empty(), "{:?}", out.diagnostics);
        fmt::norm(&src, &out.value)
    };
    assert_eq!(format(text), expected);
    assert_eq!(format(expected), expected);
}
