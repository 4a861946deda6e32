//! Generated sentences, standards and decisions over the world of `made`.

use super::made::Rules;
use proptest::prelude::*;

fn pick(list: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(list)
}

fn sentence() -> impl Strategy<Value = String> {
    let achieve = (
        pick(&[
            "Pakistan",
            "Pakistan",
            "Pakistan",
            "India and US",
            "Each of Partners",
            "Any of Partners",
        ]),
        pick(&["shall", "shall", "should"]),
        pick(&[
            "act against",
            "arrest",
            "convict",
            "ban",
            "act against",
            "release",
        ]),
        pick(&[
            "LeT",
            "JeM",
            "each of Networks",
            "any of Networks",
            "each of More",
            "LeT and JeM",
            "Lakhvi",
            "Saeed",
            "the perpetrators of Mumbai",
            "the perpetrators of Uri",
            "the leaders of LeT",
            "at least 1 of More",
        ]),
        pick(&[
            "",
            "",
            "",
            "for Mumbai",
            "for Mumbai or Uri",
            "for Mumbai and Uri",
            "for at least 1 of Mumbai and Uri",
        ]),
        pick(&[
            "",
            "by 2021-01-31",
            "before 2021-02-01",
            "within 6 months of adoption",
            "from 2020-11-01 until 2021-02-28",
            "by 2021-02",
            "on 2020-12-15",
        ]),
        pick(&[
            "",
            "",
            "sustained for 2 months",
            "irreversibly",
            "counting earlier action",
            "on pain of breach",
        ]),
    )
        .prop_map(|(who, modal, act, whom, part, window, more)| {
            join(&[who, modal, act, whom, part, window, more])
        });
    let untargeted = (
        pick(&["India and US", "Pakistan", "Any of Partners"]),
        pick(&["", "by 2021-01-31", "within 6 months of adoption"]),
    )
        .prop_map(|(who, window)| join(&[who, "shall", "talk", window]));
    let forbid = (
        pick(&["Pakistan", "Each of Partners", "Any of Partners"]),
        pick(&["release", "attack", "lift", "arrest"]),
        pick(&[
            "LeT",
            "any of Networks",
            "Lakhvi",
            "India",
            "LeT and JeM",
            "each of Networks",
        ]),
        pick(&["", "until 2021-01-31", "from 2020-11-01 until 2021-02-28"]),
    )
        .prop_map(|(who, act, whom, window)| join(&[who, "shall not", act, whom, window]));
    let prevent = (
        pick(&[
            "any of Networks",
            "LeT",
            "anyone",
            "each of Networks",
            "any of More",
        ]),
        pick(&["India", "any of Partners", "each of Partners"]),
        pick(&["", "until 2021-01-31", "from 2020-11-01 until 2021-02-28"]),
    )
        .prop_map(|(who, whom, window)| {
            join(&[
                "Pakistan shall prevent",
                who,
                "from attacking",
                whom,
                window,
            ])
        });
    let plain = prop_oneof![6 => achieve, 1 => untargeted, 2 => forbid, 2 => prevent].boxed();
    prop_oneof![9 => plain, 2 => recurring(), 3 => triggered(), 5 => measured(), 2 => kept(), 1 => ensured(), 2 => hanging()]
}

/// Duties that come back.
fn recurring() -> impl Strategy<Value = String> {
    let owed = prop_oneof![
        2 => Just("India and US shall talk"),
        1 => Just("Each of Partners shall talk"),
        4 => pick(&[
            "Pakistan shall act against LeT",
            "Pakistan shall act against each of Networks",
            "Pakistan shall arrest Lakhvi",
            "Pakistan should act against LeT and JeM",
            "Pakistan shall act against each of More",
        ]),
    ];
    let often = pick(&[
        "every 2 months",
        "every 30 days from 2020-11-01",
        "every 2 months from 2020-10-31 until 2021-04-29",
        "at least every 2 months",
        "at least every 45 days from 2020-11-30",
        "at least every 1 month from 2020-11-30 until 2021-02-28",
        "at least every 3 weeks until 2021-03-01",
        "regularly",
        "regularly from 2020-11-01 until 2021-02-28",
    ]);
    (owed, often).prop_map(|(owed, often)| join(&[owed, often]))
}

/// Conditions that are to last.
fn kept() -> impl Strategy<Value = String> {
    let what = pick(&[
        "Pakistan shall keep LeT banned",
        "Pakistan shall keep each of Networks banned",
        "Pakistan should keep LeT and JeM banned",
        "Any of Partners shall keep LeT banned",
        "Pakistan shall keep Lakhvi held",
        "Pakistan shall keep Lakhvi held",
        "Pakistan shall keep Lakhvi held",
        "Pakistan shall keep the perpetrators of Mumbai held",
        "When LeT attacks India, Pakistan shall keep Lakhvi held",
        "When any of Networks as G attacks India, Pakistan shall keep G banned within 60 days",
    ]);
    let window = pick(&[
        "",
        "from 2020-12-01",
        "from 2020-12-15 until 2021-01-31",
        "from 2021-01-15 until 2021-02-28",
    ]);
    let cure = pick(&[
        "",
        "",
        "curing lapses within 20 days",
        "curing lapses within 1 month",
    ]);
    (what, window, cure).prop_map(|(what, window, cure)| join(&[what, window, cure]))
}

/// Duties and prohibitions that hang on something else.
fn hanging() -> impl Strategy<Value = String> {
    let guard = pick(&[
        "",
        "If LeT attacks India,",
        "If Lakhvi is held,",
        "If LeT is banned,",
        "If anyone talks,",
        "If Court arrests Lakhvi,",
        "When LeT attacks India, if Lakhvi is held,",
        "When any of Networks as G attacks India, if G is banned,",
    ]);
    let owed = (
        pick(&[
            "Pakistan shall act against LeT",
            "Pakistan shall convict each of the perpetrators of Mumbai",
            "Pakistan shall arrest Lakhvi",
            "Each of Partners shall talk",
            "Pakistan shall keep Lakhvi held",
        ]),
        pick(&[
            "from 2020-12-01",
            "within 4 months of 2020-12-01",
            "from 2020-11-15 until 2021-02-28",
        ]),
    )
        .prop_map(|(a, b)| join(&[a, b]).trim_end_matches('.').to_owned());
    let excepted = (
        pick(&[
            "Pakistan shall act against LeT",
            "Pakistan shall convict Lakhvi",
            "Pakistan shall not release Lakhvi",
            "Pakistan shall not arrest any of Networks",
            "Pakistan shall prevent LeT from attacking India",
        ]),
        pick(&[
            "from 2020-11-15",
            "from 2020-11-15 until 2021-02-28",
            "until 2021-01-31",
        ]),
        pick(&[
            "unless Pakistan convicts Lakhvi",
            "unless Lakhvi is held",
            "unless LeT is banned",
            "unless LeT attacks India",
            "unless anyone arrests Lakhvi",
        ]),
    )
        .prop_map(|(a, b, c)| join(&[a, b, c]).trim_end_matches('.').to_owned());
    let during = (
        pick(&[
            "Pakistan shall not release Lakhvi",
            "Pakistan shall not arrest any of Networks",
            "Pakistan shall prevent LeT from attacking India",
        ]),
        pick(&["from 2020-11-15", "from 2020-11-15 until 2021-02-28"]),
        pick(&[
            "while Lakhvi is held",
            "while LeT is banned",
            "while Lakhvi is held, unless LeT is banned",
        ]),
    )
        .prop_map(|(a, b, c)| join(&[a, b, c]).trim_end_matches('.').to_owned());
    let rest = prop_oneof![3 => owed, 3 => excepted, 2 => during];
    (guard, rest).prop_map(|(guard, rest)| join(&[guard, &rest]))
}

/// Another's act for which the bearer answers.
fn ensured() -> impl Strategy<Value = String> {
    let what = pick(&[
        "Pakistan shall ensure that any of Partners talks",
        "Pakistan shall ensure that India and US talk",
        "Pakistan shall ensure that Court arrests Lakhvi",
        "Pakistan shall ensure that Court convicts each of Networks",
        "Each of Partners shall ensure that Pakistan acts against LeT",
        "Pakistan shall ensure that anyone bans any of Networks",
        "When LeT attacks India, Pakistan shall ensure that Court arrests Lakhvi",
    ]);
    let when = pick(&[
        "",
        "by 2021-01-31",
        "from 2020-11-01 until 2021-02-28",
        "irreversibly",
        "regularly",
    ]);
    (what, when).prop_map(|(what, when)| join(&[what, when]))
}

/// Amounts and limits.
fn measured() -> impl Strategy<Value = String> {
    let much = || {
        pick(&[
            "5 USD",
            "at least 4 USD",
            "at least 7 USD",
            "3 USD",
            "at least 3 of 7 USD",
            "at least 15 %",
        ])
    };
    let window = || {
        pick(&[
            "",
            "",
            "by 2021-01-31",
            "from 2020-11-01 until 2021-02-28",
            "by 2021-02-15, on pain of breach",
            "by 2021-01-31, counting earlier action",
            "every 2 months",
            "at a time",
            "at a time by 2021-01-31",
        ])
    };
    let who = || pick(&["Pakistan", "Pakistan", "India and US", "Each of Partners"]);
    let whom = || {
        pick(&[
            "LeT",
            "LeT",
            "Lakhvi",
            "any of Networks",
            "each of Networks",
            "LeT and JeM",
        ])
    };
    let act = || pick(&["arrest", "ban", "act against", "ban"]);
    let owed = (who(), act(), much(), whom(), window())
        .prop_map(|(who, act, much, whom, window)| join(&[who, "shall", act, much, whom, window]));
    let one = (
        act(),
        pick(&["exactly 3 USD", "exactly 20 %"]),
        whom(),
        pick(&["", "by 2021-01-31", "every 2 months"]),
    )
        .prop_map(|(act, much, whom, more)| join(&["Pakistan shall", act, much, whom, more]));
    let once = (act(), much(), whom())
        .prop_map(|(act, much, whom)| join(&["Pakistan shall", act, much, whom, "in one act"]));
    let most = (
        act(),
        pick(&[
            "at most 4 USD",
            "at most 5 USD",
            "at most 15 %",
            "at most 2 USD",
        ]),
        whom(),
        pick(&[
            "",
            "until 2021-01-31",
            "from 2020-11-01 until 2021-02-28",
            "every 2 months",
            "at a time",
            "in one act",
        ]),
    )
        .prop_map(|(act, much, whom, more)| join(&["Pakistan shall", act, much, whom, more]));
    let never = (
        act(),
        pick(&["at least 3 USD", "at most 3 USD", "exactly 3 USD", "4 USD"]),
        whom(),
    )
        .prop_map(|(act, much, whom)| join(&["Pakistan shall not", act, much, whom]));
    let times = (
        act(),
        pick(&["", "", "at least 3 USD"]),
        whom(),
        pick(&["at most 1 times", "at most 2 times", "at most 0 times"]),
        pick(&["", "until 2021-01-31", "every 2 months"]),
    )
        .prop_map(|(act, much, whom, times, more)| {
            join(&["Pakistan may", act, much, whom, times, more])
        });
    let again = (
        act(),
        much(),
        whom(),
        pick(&["at least every 2 months", "regularly"]),
    )
        .prop_map(|(act, much, whom, often)| join(&["Pakistan shall", act, much, whom, often]));
    let set_off = (much(), pick(&["", "within 2 months"])).prop_map(|(much, window)| {
        join(&[
            "When Pakistan arrests",
            much,
            "Lakhvi, Pakistan shall convict",
            much,
            "Lakhvi",
            window,
        ])
    });
    prop_oneof![6 => owed, 1 => one, 1 => once, 3 => most, 2 => never, 3 => times, 1 => again, 1 => set_off]
}

/// Duties that something sets off.
fn triggered() -> impl Strategy<Value = String> {
    let when = prop_oneof![
        3 => pick(&[
            "When any of Networks as G attacks India, Pakistan shall act against G",
            "When any of Networks as G attacks India, Pakistan shall act against G",
            "When any of More as G attacks any of Partners as P, P shall act against G",
            "When LeT attacks any of Partners, each of Partners shall act against LeT",
            "When anyone attacks India, Pakistan should arrest Lakhvi",
        ]),
        2 => pick(&[
            "When Pakistan arrests any of the perpetrators of Mumbai as M, Pakistan shall not release M",
            "When Pakistan arrests Lakhvi, Pakistan shall convict Lakhvi",
            "When any of the perpetrators of Uri attacks India, Pakistan shall ban LeT",
            "When Pakistan releases Lakhvi, Pakistan shall prevent any of Networks from attacking India",
        ]),
    ];
    let window = pick(&[
        "",
        "within 30 days",
        "within 30 days",
        "within 2 months",
        "within 5 to 40 days",
        "within 60 days until 2021-01-31",
        "by 2021-02-28",
        "within 1 month from 2020-11-30",
    ]);
    (when, window).prop_map(|(when, window)| join(&[when, window]))
}

fn join(parts: &[&str]) -> String {
    let words: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    format!("{}.", words.join(" "))
}

pub fn rules() -> impl Strategy<Value = Rules> {
    let standard = (
        pick(&[
            "",
            "",
            "",
            "at least 2 sources",
            "at least 2 independent sources",
            "at least 1 independent source",
        ]),
        pick(&["", "", "", "", "", "tier press", "tier official"]),
        pick(&["", "", "", "", "closed world"]),
        pick(&[
            "",
            "",
            "contested prefer tier",
            "contested prefer latest",
            "contested count as true",
            "contested count as false",
        ]),
        pick(&["", "quiet 30 days", "quiet 2 months"]),
        pick(&["", "same event within 10 days"]),
        pick(&["", "undated within 3 days"]),
    )
        .prop_map(|(a, b, c, d, e, f, g)| vec![a, b, c, d, e, f, g]);
    let reliefs = prop_oneof![
        3 => Just(Vec::new()),
        2 => proptest::collection::vec(relief(), 1..4),
    ];
    let all = (
        proptest::collection::vec(sentence(), 1..3),
        standard,
        reliefs,
    );
    all.prop_map(|(sentences, standard, reliefs)| Rules {
        sentences,
        standard,
        reliefs: only_one_word_a_day(reliefs),
    })
}

/// Amounts and limits alone, under standards that let most words count.
pub fn accounts() -> impl Strategy<Value = Rules> {
    let standard = (
        pick(&[
            "",
            "",
            "",
            "at least 2 sources",
            "at least 1 independent source",
        ]),
        pick(&["", "", "", "closed world"]),
        pick(&["", "", "contested prefer tier", "contested count as true"]),
        pick(&["", "", "quiet 30 days"]),
        pick(&[
            "",
            "",
            "same event within 10 days",
            "same event within 1 month",
        ]),
    )
        .prop_map(|(a, b, c, d, e)| vec![a, b, c, d, e]);
    (proptest::collection::vec(measured(), 1..2), standard).prop_map(|(sentences, standard)| {
        Rules {
            sentences,
            standard,
            reliefs: Vec::new(),
        }
    })
}

/// Two overrides of one thing from one day are an error of the rulebook.
fn only_one_word_a_day(mut list: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|r| {
        let key: Vec<&str> = r.split(" is ").next().unwrap().split(' ').collect();
        key[0] != "override" || seen.insert(key.join(" "))
    });
    list
}

/// What somebody decided about some of it.
fn relief() -> impl Strategy<Value = String> {
    let of = pick(&[
        "C",
        "C",
        "A",
        "C[LeT]",
        "C.1",
        "C[India]",
        "C[LeT @ 2020-12-01]",
    ]);
    let what = prop_oneof![
        3 => pick(&[
            "suspend OF from 2020-11-15 until 2020-12-20",
            "suspend OF from 2020-12-01 until 2021-01-05",
            "suspend OF from 2021-01-31 until 2021-02-28",
            "suspend OF until 2020-10-15",
            "suspend OF from 2021-03-01",
        ]),
        1 => pick(&["waive OF", "waive OF from 2020-12-01 until 2021-01-31", "waive OF until 2021-02-01"]),
        1 => pick(&["terminate OF from 2020-12-15", "terminate OF from 2021-02-01"]),
        1 => pick(&[
            "override O2 as of 2021-01-01 is fulfilled",
            "override O2 as of 2020-12-15 is breached",
            "override O2 as of 2021-02-15 is pending",
        ]),
    ];
    (what, of).prop_map(|(what, of)| {
        // An override is no matter of an agreement.
        let over = if of == "A" { "C" } else { of };
        let text = what.replace("OF", of).replace("O2", over);
        format!("{text} because \"x\" by \"y\"")
    })
}
