use crate::diag::Diagnostic;
use crate::lexicon::Lexicon;
use crate::model::{
    Action, Claims, Entity, EntityKind, EntityName, Modality, NameUse, Polarity, Rulebook,
    SourceDecl, Tier,
};
use crate::source::{FileId, Role, Source, Sources, Span};
use crate::time::{Day, Interval};

fn rules() -> Rulebook {
    let entity = |id: &str, name: &str| Entity {
        id: id.into(),
        kind: EntityKind::State,
        label: id.into(),
        names: vec![EntityName {
            text: name.into(),
            usage: NameUse::Name,
            valid: Interval::ALL,
            span: Span::default(),
        }],
        on: None,
        related: Vec::new(),
        span: Span::default(),
    };
    let action = |name: &str| Action {
        name: name.into(),
        phrases: Vec::new(),
        nouns: Vec::new(),
        includes: Vec::new(),
        undone_by: Vec::new(),
        step_towards: Vec::new(),
        plover: None,
        cameo: Vec::new(),
        span: Span::default(),
    };
    Rulebook {
        entities: vec![
            entity("India", "Bharat"),
            entity("LeT", "Lashkar-e-Tayyiba"),
        ],
        actions: vec![action("arrest"), action("ban")],
        sources: vec![SourceDecl {
            id: "FO".into(),
            names: vec!["Foreign Office".into(), "mofa.gov.pk".into()],
            tier: Some(Tier::Official),
            speaks_for: Vec::new(),
            adversary_of: Vec::new(),
            copies: Vec::new(),
            evidence: Default::default(),
            span: Span::default(),
        }],
        ..Rulebook::default()
    }
}

/// The claims of a text of JSON lines (one reader of many; they all give the same records).
fn claims(name: &str, text: &str) -> (Claims, Vec<Diagnostic>, Sources) {
    let mut src = Sources::new();
    let file = src.add(Source::new(name, text, Role::Report));
    let rules = rules();
    let words = Lexicon::new(&rules);
    let out = {
        let report = crate::read::read(&src, file).value;
        crate::extract::extract(&words, &rules, &src, report)
    };
    (out.value, out.diagnostics, src)
}

fn day(text: &str) -> Day {
    crate::time::parse_date(text).unwrap().interval.lo
}

#[test]
fn a_record_becomes_a_claim_with_its_places() {
    let text = r#"{"date":"2021-03","actor":["bharat","Nobody"],"action":"Arrest","target":"Lashkar e Tayyiba","amount":"12.5","unit":"men","source":"https://www.mofa.gov.pk/press/1","recorded":"2021-04-02","id":"e1","with":"India"}"#;
    let (claims, said, src) = claims("a.jsonl", text);
    assert!(said.is_empty(), "{said:?}");
    let c = &claims.claims[0];
    assert_eq!(
        (c.valid.lo, c.valid.hi),
        (day("2021-03-01"), day("2021-03-31"))
    );
    assert_eq!(c.recorded, day("2021-04-02"));
    assert_eq!(c.actors.len() + c.targets.len() + c.participants.len(), 3);
    assert_eq!(c.amount.as_ref().unwrap().micros, 12_500_000);
    assert_eq!(c.tier, Tier::Official);
    assert_eq!(claims.sources[c.source.0 as usize].name, "Foreign Office");
    assert_eq!(
        (c.modality, c.polarity),
        (Modality::Completed, Polarity::Asserted)
    );
    assert_eq!(src.slice(c.parts().actors[0]), "bharat");
    assert_eq!(src.slice(c.parts().targets[0]), "Lashkar e Tayyiba");
    assert_eq!(src.slice(c.parts().date.unwrap()), "2021-03");
    assert_eq!(src.slice(c.span), text);
    assert!(c.event.is_some());
}

#[test]
fn defaults_come_from_the_file_else_from_the_event() {
    let row = r#"{"date":"2021-03-05","actor":"India","action":"ban"}"#;
    let (lone, ..) = claims("a.jsonl", row);
    assert_eq!(lone.claims[0].recorded, day("2021-03-05"));
    assert_eq!(lone.claims[0].tier, Tier::Record);
    let (dated, ..) = claims(
        "a.json",
        &format!(
            r#"{{"date":"2021-05-01","publisher":"Dawn","records":[{row},{{"actor":"India","action":"ban"}}]}}"#
        ),
    );
    assert_eq!(dated.claims[0].recorded, day("2021-05-01"));
    assert_eq!(dated.claims[0].tier, Tier::Press);
    assert_eq!(dated.claims[1].dating, crate::model::Dating::Undated);
    assert_eq!(dated.claims[1].valid.hi, day("2021-05-01"));
}

#[test]
fn ids_depend_on_content_alone() {
    let a = r#"{"date":"2021-03-05","actor":"India","action":"ban","target":"LeT"}"#;
    let b =
        r#"{"target":["Lashkar-e-Tayyiba"],"action":"ban","actor":"Bharat","date":"2021-03-05"}"#;
    let other =
        r#"{"date":"2021-03-05","actor":"India","action":"ban","target":"LeT","polarity":"-"}"#;
    let (x, ..) = claims("x/a.jsonl", &format!("{a}\n{other}\n"));
    let (y, ..) = claims("y/b.jsonl", &format!("\n{other}\n\n{b}\n"));
    assert_eq!(x.claims[0].id, y.claims[1].id);
    assert_eq!(x.claims[1].id, y.claims[0].id);
    assert_ne!(x.claims[0].id, x.claims[1].id);
    // A release must not change ids: overrides and baselines name them.
    assert_eq!(format!("{:016x}", x.claims[0].id), "532278de9a31d0f3");
}

#[test]
fn records_of_unknown_things_are_counted_and_make_no_claim() {
    let text = r#"{"date":"2021-03-05","actor":"Brazil","action":"arrest","target":"Nobody"}
{"date":"2021-03-05","actor":"India","action":"greet"}
{"date":"2021-03-05","actor":"India","action":"arest"}
{"date":"2021-03-05","actor":"Indja","action":"ban","target":"LeT"}
{"date":"2021-03-05","actor":"Indja","action":"ban","target":"LeT"}
"#;
    let (claims, said, src) = claims("a.jsonl", text);
    assert_eq!(claims.claims.len(), 2);
    assert!(claims.claims.iter().all(|c| c.actors.is_empty()));
    let r = claims.reports[0].reading;
    assert_eq!((r.segments, r.named, r.claims, r.unread), (5, 5, 2, 0));
    let notes: Vec<_> = said.iter().map(|d| src.slice(d.labels[0].span)).collect();
    assert_eq!(notes, ["arest", "Indja"]);
}

#[test]
fn mistakes_leave_the_record_out_and_are_said() {
    for (row, code, at) in [
        (
            r#"{"date":"2021-02-30","actor":"India","action":"ban"}"#,
            "SV0550",
            "2021-02-30",
        ),
        (r#"{"actor":"India","action":"ban"}"#, "SV0550", "{"),
        (
            r#"{"begin":"2021-02","end":"2021-01","actor":"India","action":"ban"}"#,
            "SV0550",
            "2021-01",
        ),
        (
            r#"{"begin":"2021-02","date":"2021-01","actor":"India","action":"ban"}"#,
            "SV0550",
            "2021-01",
        ),
        (
            r#"{"date":"2021-02-02","recorded":"2021-01-01","actor":"India","action":"ban"}"#,
            "SV0550",
            "2021-02-02",
        ),
        (
            r#"{"date":"2021-02-02","covers":"x","actor":"India","action":"ban"}"#,
            "SV0550",
            "x",
        ),
        (
            r#"{"date":"2021-02-02","status":"done","actor":"India","action":"ban"}"#,
            "SV0551",
            "done",
        ),
        (
            r#"{"date":"2021-02-02","polarity":"x","actor":"India","action":"ban"}"#,
            "SV0551",
            "x",
        ),
        (
            r#"{"date":"2021-02-02","amount":"1,000","actor":"India","action":"ban"}"#,
            "SV0552",
            "1,000",
        ),
        (r#"{"date":"2021-02-02","actor":"India"}"#, "SV0554", "{"),
    ] {
        let (claims, said, src) = claims("a.jsonl", row);
        assert!(claims.claims.is_empty(), "{row}");
        assert_eq!(said.len(), 1, "{row}: {said:?}");
        assert_eq!(said[0].code.as_str(), code, "{row}");
        assert!(src.slice(said[0].labels[0].span).starts_with(at), "{row}");
    }
    let planned = r#"{"date":"2022-02-02","recorded":"2021-01-01","actor":"India","action":"ban","status":"planned"}"#;
    assert_eq!(claims("a.jsonl", planned).0.claims.len(), 1);
    let many = "{\"date\":\"x\",\"actor\":\"India\",\"action\":\"ban\"}\n".repeat(1000);
    let (_, said, _) = claims("a.jsonl", &many);
    assert_eq!(said.len(), 21);
    assert!(said[20].message.starts_with("980 more of SV0550"));
}

#[test]
fn a_record_may_take_back_another_or_say_what_is_covered() {
    let text = r#"{"date":"2021-03-05","actor":"India","action":"ban","id":"e1"}
{"retracts":"e1","date":"2021-04-01"}
{"covers":"2021-01 to 2021-03"}
"#;
    let (claims, said, _) = claims("a.jsonl", text);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(claims.claims.len(), 2);
    assert_eq!(claims.claims[1].retracts, claims.claims[0].event);
    assert_eq!(claims.reports[0].covers[0].period.hi, day("2021-03-31"));
    assert_eq!(FileId(0), claims.reports[0].file);
}

#[test]
fn one_site_is_one_source() {
    let row = |s: &str| {
        format!(
            "{{\"date\":\"2021-03-05\",\"actor\":\"India\",\"action\":\"ban\",\"source\":\"{s}\"}}\n"
        )
    };
    let (claims, ..) = claims(
        "a.jsonl",
        &[
            row("https://dawn.com/a"),
            row("http://www.dawn.com/b?c"),
            row("Dawn"),
            row("Foreign office"),
            row("FO"),
        ]
        .concat(),
    );
    let names: Vec<&str> = claims
        .claims
        .iter()
        .map(|c| claims.sources[c.source.0 as usize].name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "dawn.com",
            "dawn.com",
            "Dawn",
            "Foreign Office",
            "Foreign Office"
        ]
    );
    assert_eq!(claims.claims[3].source, claims.claims[4].source);
}

/// The two ways to a record agree: the quick one for plain records, and the full one, which an escape
/// in a key asks for.
#[test]
fn a_plain_record_says_what_the_same_record_says_in_full() {
    const VALUES: [(&str, &[&str]); 8] = [
        (
            "date",
            &["2021-03-05", "2021-03", "5 March 2021", "2021-13-01"],
        ),
        ("actor", &["India", "bharat", "Nobody", ""]),
        ("action", &["arrest", "Ban", "dance", "arest"]),
        ("target", &["LeT", "Lashkar e Tayyiba", "Indai", " India "]),
        (
            "source",
            &["FO", "https://mofa.gov.pk/1", "https://a.example/2", ""],
        ),
        (
            "recorded",
            &["2021-04-02", "2020-01-01", "never", "2021-03-05"],
        ),
        ("status", &["completed", "In progress", "planned", "done"]),
        ("id", &["e1", "e2", " e1", "e3"]),
    ];
    let mut seed = 7u64;
    let mut below = |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let (mut quick, mut full) = (String::new(), String::new());
    for _ in 0..4_000 {
        let mut fields = String::new();
        for (key, values) in VALUES {
            if below(4) > 0 {
                let most = 3 + below(2);
                let value = values[below(most)];
                fields += &format!("\"{key}\": \"{value}\",");
            }
        }
        fields += "\"extra\": 12.5";
        quick += &format!("{{{fields}}}\n");
        full += &format!("{{{}}}\n", fields.replace("\"extra\"", "\"\\u0065xtra\""));
    }
    let told = |name: &str, text: &str| {
        let (claims, said, src) = claims(name, text);
        let all: Vec<String> = claims
            .claims
            .iter()
            .map(|c| {
                let words = |list: &[Span]| list.iter().map(|s| src.slice(*s).to_owned()).collect();
                let at = src.start(c.span).line;
                let parts: [Vec<String>; 3] = [
                    words(&c.parts().actors),
                    words(&c.parts().targets),
                    words(&c.parts().status),
                ];
                let one =
                    [c.parts().action, c.parts().date].map(|s| s.map(|s| src.slice(s).to_owned()));
                let bare = crate::model::Claim {
                    span: Span::default(),
                    places: Default::default(),
                    ..c.clone()
                };
                format!("{at} {parts:?} {one:?} {bare:?}")
            })
            .collect();
        let said: Vec<String> = said
            .iter()
            .map(|d| format!("{:?} {} {:?}", d.code, d.message, d.help))
            .collect();
        (all, claims.sources, claims.reports[0].reading, said)
    };
    let (quick, full) = (told("a.jsonl", &quick), told("a.jsonl", &full));
    assert!(
        quick.0.len() > 300 && quick.3.len() > 20,
        "{}",
        quick.0.len()
    );
    assert_eq!(quick.0, full.0);
    assert_eq!((quick.1, quick.2), (full.1, full.2));
    assert_eq!(quick.3, full.3);
}
