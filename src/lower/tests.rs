//! Lowering: what sentences come to, and what is said of bad ones.

use super::lower;
use crate::model::{Quantifier, Rulebook, Who};
use crate::source::{Role, Source, Sources};

const WORLD: &str = r#"
agreement A { adopted 2020-09-10 between India, US addressed to Pakistan }
state Pakistan
state India
state US
group LeT group JeM group HM
person Lakhvi { leads LeT perpetrator of Mumbai2008 }
incident Mumbai2008 { on 2008-11-26 }
incident Pathankot { on 2016-01-02 }
set Networks = LeT, JeM and others
action act-against "act against" { includes arrest }
action arrest "arrest"
action attack "attack"
action justice "bring … to justice"
action exchange "exchange information"
"#;

fn rulebook(files: &[&str]) -> (Rulebook, Vec<String>) {
    let mut src = Sources::new();
    let mut trees = Vec::new();
    let mut said = Vec::new();
    for (i, text) in files.iter().enumerate() {
        let id = src.add(Source::new(format!("{i}.norm"), *text, Role::Rules));
        let out = crate::syntax::parse(&src, id);
        said.extend(out.diagnostics);
        trees.push(out.value);
    }
    let out = lower(&src, &trees);
    said.extend(out.diagnostics);
    // What is only worth knowing has its own tests.
    let said = said
        .iter()
        .filter(|d| d.severity > crate::diag::Severity::Note)
        .map(|d| {
            format!(
                "{} {}",
                d.code.as_str(),
                d.labels.first().map_or("", |l| src.slice(l.span))
            )
        })
        .collect();
    (out.value, said)
}

fn one(sentence: &str) -> (Rulebook, Vec<String>) {
    let (rules, said) = rulebook(&[&format!("{WORLD}\ncommitment C-1 {{ {sentence} }}")]);
    (rules, said)
}

#[test]
fn windows_are_counted_as_the_semantics_page_says() {
    for (qualifiers, from, to) in [
        ("within 12 months of adoption", "2020-09-10", "2021-09-10"),
        ("by 2021-06-30", "2020-09-10", "2021-06-30"),
        ("by 2021", "2020-09-10", "2021-12-31"),
        ("before 2021", "2020-09-10", "2020-12-31"),
        ("from 2021 until 2022", "2021-01-01", "2022-12-31"),
        ("on 30 June 2021", "2021-06-30", "2021-06-30"),
        ("within 1 month of 2021-01-31", "2021-01-31", "2021-02-28"),
        ("within 30 days from 2021-03-01", "2021-03-01", "2021-03-31"),
        ("", "2020-09-10", ".."),
    ] {
        let (rules, said) = one(&format!("Pakistan shall act against LeT {qualifiers}."));
        assert_eq!(said, Vec::<String>::new(), "{qualifiers}");
        let w = &rules.commitments[0].norms[0].window;
        assert_eq!(
            (w.from.to_string(), w.to.to_string()),
            (from.to_owned(), to.to_owned()),
            "{qualifiers}"
        );
    }
}

#[test]
fn groups_are_replaced_by_their_members() {
    let (rules, said) = one("Pakistan shall act against each of Networks.");
    assert!(said.is_empty(), "{said:?}");
    let t = rules.commitments[0].norms[0].atom.targets.clone().unwrap();
    assert_eq!(
        (t.quantifier, t.members.len(), t.open),
        (Quantifier::Each, 2, true)
    );

    let (rules, said) =
        one("Pakistan shall bring to justice the perpetrators of Mumbai2008 for Mumbai2008.");
    assert!(said.is_empty(), "{said:?}");
    let n = &rules.commitments[0].norms[0];
    let t = n.atom.targets.clone().unwrap();
    assert_eq!(t.quantifier, Quantifier::Each);
    assert_eq!(
        t.members,
        [Who::Entity(rules.find_entity("Lakhvi").unwrap())]
    );
    assert_eq!(n.atom.participants.len(), 1);

    let (rules, said) =
        one("Pakistan shall bring each of the perpetrators of Pathankot to justice.");
    assert!(said.is_empty(), "{said:?}");
    let t = rules.commitments[0].norms[0].atom.targets.clone().unwrap();
    assert!(matches!(t.members.as_slice(), [Who::Role(..)]));

    let (rules, said) = one("Pakistan shall prevent any of Networks from attacking India or US.");
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(
        rules.commitments[0].norms[0]
            .atom
            .targets
            .as_ref()
            .unwrap()
            .quantifier,
        Quantifier::Any
    );

    let (rules, said) = one("India and US shall exchange information about Mumbai2008.");
    assert!(said.is_empty(), "{said:?}");
    assert!(rules.commitments[0].norms[0].atom.targets.is_none());
}

#[test]
fn each_error_points_at_its_words() {
    for (sentence, want) in [
        ("Pakistn shall act against LeT.", "SV0305 Pakistn"),
        ("Pakistan shall invade LeT.", "SV0306 invade"),
        (
            "Pakistan shall act against LeT within 3 months of entry into force.",
            "SV0316 entry into force",
        ),
        (
            "When Networks attacks India, Pakistan shall act against LeT.",
            "SV0301 Networks",
        ),
        (
            "Pakistan shall act against LeT every 3 months until 2021-06-30.",
            "SV0328 until 2021-06-30",
        ),
        (
            "Pakistan shall act against LeT every 3 months, counting earlier action.",
            "SV0314 counting earlier action",
        ),
        (
            "Pakistan shall not attack India every 3 months.",
            "SV0314 every 3 months",
        ),
        (
            "Pakistan shall act against LeT within 5 to 3 months of adoption.",
            "SV0317 within 5 to 3 months",
        ),
        (
            "Pakistan shall not attack India, irreversibly.",
            "SV0314 irreversibly",
        ),
        (
            "Pakistan shall act against LeT by 2021 before 2022.",
            "SV0315 before 2022",
        ),
        (
            "Pakistan shall act against the leeders of LeT.",
            "SV0305 leeders",
        ),
        (
            "Pakistan shall act against at least 3 of Networks.",
            "SV0310 at least 3 of",
        ),
        (
            "Pakistan shall exchange information quickly with India.",
            "SV0311 quickly with",
        ),
        ("Pakistan shall act against LeT by 2019.", "SV0317 by 2019"),
    ] {
        let (rules, said) = one(sentence);
        assert_eq!(said, [want], "{sentence}");
        assert_eq!(
            rules.commitments.len(),
            1,
            "a commitment with an error stays: {sentence}"
        );
    }
}

#[test]
fn the_order_of_files_changes_nothing() {
    let a = "commitment C-2 { under A Pakistan shall act against LeT by 2021. }";
    let b = "commitment C-10 { under A Pakistan shall arrest Lakhvi by 2022. }";
    let (one, said) = rulebook(&[WORLD, a, b]);
    assert!(said.is_empty(), "{said:?}");
    let (two, _) = rulebook(&[b, WORLD, a]);
    assert_eq!(one.digest(), two.digest());
    let ids: Vec<&str> = two.commitments.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["C-2", "C-10"]);
}

#[test]
fn the_shipped_rules_are_without_a_fault() {
    let mut src = Sources::new();
    let mut trees = Vec::new();
    let mut said = Vec::new();
    for (name, text) in [
        ("actions.norm", include_str!("../../rules/std/actions.norm")),
        ("bodies.norm", include_str!("../../rules/std/bodies.norm")),
        (
            "counterterrorism.norm",
            include_str!("../../rules/std/counterterrorism.norm"),
        ),
        ("states.norm", include_str!("../../rules/std/states.norm")),
        ("ctjwg-17.norm", include_str!("../../rules/ctjwg-17.norm")),
    ] {
        let id = src.add(Source::new(name, text, Role::Package));
        let out = crate::syntax::parse(&src, id);
        said.extend(out.diagnostics);
        // Formatting gives a text that formats to itself and means the same.
        let once = crate::syntax::fmt::norm(&src, &out.value);
        let mut again = Sources::new();
        let id = again.add(Source::new(name, once.clone(), Role::Package));
        let second = crate::syntax::parse(&again, id);
        assert!(
            second.diagnostics.is_empty(),
            "{name}: {:?}",
            second.diagnostics
        );
        assert_eq!(
            crate::syntax::fmt::norm(&again, &second.value),
            once,
            "{name}"
        );
        assert_eq!(second.value.items.len(), out.value.items.len(), "{name}");
        assert_eq!(
            second.value.comments.len(),
            out.value.comments.len(),
            "{name}"
        );
        trees.push(out.value);
    }
    said.extend(lower(&src, &trees).diagnostics);
    let said: Vec<String> = said
        .iter()
        .map(|d| {
            let l = d.labels.first();
            let at = l.map_or(String::new(), |l| {
                format!(
                    "{}:{} {}",
                    src.name(l.span.file),
                    src.start(l.span).line,
                    src.slice(l.span)
                )
            });
            format!(
                "{} {} | {at} | {}",
                d.code.as_str(),
                d.message,
                d.help.clone().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn a_source_with_the_name_of_a_party_speaks_for_it() {
    let (rules, said) = rulebook(&[&format!(
        "{WORLD}\nstate Nepal \"Nepal\" {{ aka \"Federal Republic of Nepal\" }}
         source Own \"The Paper\" {{ aka \"federal republic of nepal\" tier record }}
         source Told \"Nepal\" {{ speaks for India }}
         source Dawn \"Dawn\"
         commitment C-1 {{ Pakistan shall arrest Lakhvi. }}"
    )]);
    assert!(said.is_empty(), "{said:?}");
    let who = |id: &str| -> Vec<&str> {
        let source = rules.sources.iter().find(|s| s.id == id).unwrap();
        let of = |e: &crate::model::EntityId| rules.entities[e.0 as usize].id.as_str();
        source.speaks_for.iter().map(of).collect()
    };
    assert_eq!(who("Own"), ["Nepal"]);
    assert_eq!(who("Told"), ["India", "Nepal"]);
    assert!(who("Dawn").is_empty());
}
