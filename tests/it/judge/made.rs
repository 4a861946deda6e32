//! Generated rulebooks and timelines: a fixed world, a random sentence with a random standard, random
//! claims and covers. Small enough that everything collides with everything.

use proptest::prelude::*;
use servanda::model::*;
use servanda::source::{FileId, Role, Source, Sources, Span};
use servanda::time::{Day, Interval};

const WORLD: &str = "
agreement A { adopted 2020-09-10 addressed to Pakistan between India, US }
state Pakistan state India state US
organisation Court { part of Pakistan }
organisation Bench { part of Court }
group LeT group JeM
group JuD { front of LeT }
person Lakhvi { leads LeT perpetrator of Mumbai }
person Saeed { leads LeT until 2021-03-01 leads JuD perpetrator of Mumbai }
incident Mumbai
incident Uri
set Networks = LeT, JeM
set More = LeT, JeM and others
set Partners = India, US
action act-against \"act against\" { includes arrest, ban, convict }
action arrest \"arrest\" { undone by release step towards convict }
action release \"release\"
action ban \"ban\" { undone by lift }
action lift \"lift\"
action convict \"convict\" { undone by acquit }
action acquit \"acquit\"
action charge \"charge\" { required step towards convict }
action attack \"attack\"
action talk \"talk\"
source FO { speaks for Pakistan tier official }
source MEA { adversary of Pakistan tier official speaks for India }
source Monitor { tier assessor }
source Dawn { tier press }
source Nation { tier press copies Dawn }
source Register { tier record evidence { closed world } }
";

pub const SOURCES: [&str; 7] = ["Dawn", "Nation", "FO", "MEA", "Monitor", "Register", "Blog"];
const ACTIONS: [&str; 10] = [
    "act-against",
    "arrest",
    "ban",
    "convict",
    "release",
    "lift",
    "acquit",
    "charge",
    "attack",
    "talk",
];
const ACTORS: [&[&str]; 9] = [
    &["Pakistan"],
    &["Court"],
    &["Bench"],
    &["India"],
    &["US"],
    &["India", "US"],
    &["LeT"],
    &["JuD"],
    &[],
];
const TARGETS: [&[&str]; 9] = [
    &["LeT"],
    &["JeM"],
    &["JuD"],
    &["Lakhvi"],
    &["Saeed"],
    &["Lakhvi", "Saeed"],
    &["LeT", "JeM"],
    &["India"],
    &[],
];

/// A rulebook with one commitment of one or two sentences.
#[derive(Debug, Clone)]
pub struct Rules {
    pub sentences: Vec<String>,
    pub standard: Vec<&'static str>,
    pub reliefs: Vec<String>,
}

impl Rules {
    pub fn lower(&self) -> Rulebook {
        self.with(&[])
    }

    /// The same with more in its standard.
    pub fn with(&self, more: &[&str]) -> Rulebook {
        let standard: Vec<&str> = self
            .standard
            .iter()
            .copied()
            .chain(more.iter().copied())
            .collect();
        let evidence = format!("evidence {{ {} }}", standard.join(" "));
        let text = format!(
            "{WORLD}\ncommitment C {{ {evidence} {} }}\n{}",
            self.sentences.join(" "),
            self.reliefs.join("\n")
        );
        let mut src = Sources::new();
        let id = src.add(Source::new("r.norm", text, Role::Rules));
        let parsed = servanda::syntax::parse(&src, id);
        let lowered = servanda::lower::lower(&src, &[parsed.value]);
        let errors = parsed.diagnostics.iter().chain(&lowered.diagnostics);
        let errors: Vec<_> = errors.filter(|d| d.is_input_error()).collect();
        assert!(errors.is_empty(), "{self:?}: {errors:?}");
        assert_eq!(lowered.value.commitments[0].unevaluated, None, "{self:?}");
        lowered.value
    }
}

/// A claim as drawn; indexes into the lists above.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub day: i32,
    pub dating: u8,
    pub lag: i32,
    pub source: usize,
    pub actor: usize,
    pub action: usize,
    pub target: usize,
    pub part: u8,
    pub status: usize,
    pub wording: u8,
    pub event: u8,
    pub more: u8,
}

/// A cover as drawn.
#[derive(Debug, Clone)]
pub struct DrawnCover {
    pub from: i32,
    pub length: i32,
    pub source: usize,
    pub about: u8,
}

/// The first day of drawn offsets.
pub fn day(offset: i32) -> Day {
    Day::from_ymd(2020, 8, 1).unwrap().plus(offset)
}

/// Claims over the world of [`Rules`], in canonical order.
pub fn claims(rules: &Rulebook, drawn: &[Drawn], covers: &[DrawnCover]) -> Claims {
    servanda::extract::merge(vec![raw(rules, drawn, covers)])
}

/// Claims in the order drawn.
pub fn raw(rules: &Rulebook, drawn: &[Drawn], covers: &[DrawnCover]) -> Claims {
    let sources: Vec<ClaimSource> = SOURCES
        .iter()
        .map(|name| {
            let at = rules.sources.iter().position(|s| s.id == *name);
            let decl = at.map(|i| &rules.sources[i]);
            ClaimSource {
                name: (*name).into(),
                declared: at.map(|i| SourceDeclId(i as u32)),
                tier: decl.and_then(|d| d.tier).unwrap_or(Tier::Anonymous),
                speaks_for: decl.map(|d| d.speaks_for.clone()).unwrap_or_default(),
            }
        })
        .collect();
    let reports = std::iter::once(report(0, day(0), vec![]))
        .chain(covers.iter().map(|c| cover(rules, c)))
        .collect();
    let mut out = Claims {
        claims: Vec::new(),
        sources,
        reports,
    };
    for d in drawn {
        let c = claim(rules, &out, d);
        out.claims.push(c);
    }
    out
}

fn report(source: usize, recorded: Day, covers: Vec<Coverage>) -> ReportInfo {
    ReportInfo {
        file: FileId(0),
        title: None,
        source: SourceIx(source as u32),
        recorded,
        covers,
        reading: Reading::default(),
    }
}

fn cover(rules: &Rulebook, c: &DrawnCover) -> ReportInfo {
    let id = |n: &str| rules.find_entity(n).unwrap();
    let period = Interval::new(day(c.from), day(c.from + c.length));
    let (actors, entities, actions) = match c.about {
        0..=3 => (vec![], vec![], vec![]),
        4 => (vec![id("Pakistan")], vec![], vec![]),
        5 => (vec![], vec![id("LeT")], vec![]),
        6 => (
            vec![],
            vec![],
            vec![rules.find_action("act-against").unwrap()],
        ),
        _ => (vec![id("LeT"), id("India")], vec![], vec![]),
    };
    let coverage = Coverage {
        period,
        actors,
        entities,
        actions,
        span: Span::default(),
    };
    report(
        c.source,
        period.hi.plus(i32::from(c.about) - 2),
        vec![coverage],
    )
}

fn claim(rules: &Rulebook, all: &Claims, d: &Drawn) -> Claim {
    let id = |n: &&str| rules.find_entity(n).unwrap();
    let status = ClaimStatus::ALL[d.status % ClaimStatus::ALL.len()].0;
    let on = day(d.day);
    let recorded = on.plus(d.lag);
    let (valid, dating) = match d.dating {
        0..=5 => (Interval::day(on), Dating::Given),
        6 => (Interval::new(on, on.plus(40)), Dating::Given),
        7 => (Interval::new(Day::MIN, on), Dating::Undated),
        8 => (Interval::new(on.plus(-20), on), Dating::Undated),
        _ => (Interval::new(Day::MIN, on), Dating::Background),
    };
    let mut participants = Vec::new();
    match d.part {
        1 => participants.push((Preposition::For, id(&"Mumbai"))),
        2 => participants.push((Preposition::For, id(&"Uri"))),
        3 => participants.push((Preposition::With, id(&"US"))),
        _ => {}
    }
    let mut targets: Vec<Who> = TARGETS[d.target]
        .iter()
        .map(|n| Who::Entity(id(n)))
        .collect();
    if d.more == 1 {
        let role = rules
            .relations
            .iter()
            .position(|r| r.role == "perpetrators")
            .unwrap();
        targets = vec![Who::Role(RelationId(role as u32), id(&"Mumbai"))];
    }
    let source = SourceIx(d.source as u32);
    let mut c = Claim {
        id: 0,
        event: (d.event > 2).then_some(u64::from(d.event)),
        actors: ACTORS[d.actor].iter().map(id).collect(),
        action: rules.find_action(ACTIONS[d.action]).unwrap(),
        targets: targets.into(),
        participants: participants.into(),
        amount: None,
        valid,
        dating,
        recorded: if dating == Dating::Given {
            recorded
        } else {
            on
        },
        source,
        tier: all.sources[d.source].tier,
        speakers: if d.more == 2 {
            Few::one(id(&"Pakistan"))
        } else {
            Few::new()
        },
        attributed_to: None,
        polarity: status.polarity(),
        modality: status.modality(),
        status,
        retracts: (d.more == 3).then_some(u64::from(d.event)),
        report: ReportIx(0),
        span: Span::default(),
        parts: Parts::default(),
        wording: (d.wording > 2).then_some(u64::from(d.wording)),
    };
    if d.more == 4 {
        c.speakers = Few::one(id(&"India"));
    }
    if d.more == 5 {
        c.polarity = Polarity::Denied;
    }
    c.id = digest(&c);
    c
}

/// Content to a number, as extraction gives it: equal claims have equal ids.
fn digest(c: &Claim) -> u64 {
    format!("{c:?}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        })
}

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
    prop_oneof![6 => plain, 2 => recurring(), 3 => triggered()]
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

pub fn drawn() -> impl Strategy<Value = Drawn> {
    // (actor, action, target, status): acts that sentences ask for, denials, undoings, attacks, anything.
    let status =
        || prop_oneof![12 => Just(0usize), 1 => Just(12usize), 1 => Just(1usize), 2 => 0usize..15];
    let either = |a: usize, b: usize| prop_oneof![Just(a), Just(b)];
    let what = prop_oneof![
        6 => (0usize..2, 1usize..4, 0usize..5, status()),
        6 => (0usize..2, Just(1usize), Just(3usize), Just(0usize)),
        3 => (Just(0usize), either(0, 1), either(0, 3), Just(12usize)),
        3 => (0usize..2, Just(4usize), Just(3usize), Just(0usize)),
        1 => (0usize..2, 4usize..7, 0usize..5, status()),
        2 => (6usize..8, Just(8usize), Just(7usize), status()),
        2 => (6usize..8, Just(8usize), Just(7usize), Just(0usize)),
        1 => (0usize..2, Just(7usize), 3usize..5, status()),
        1 => (3usize..6, Just(9usize), Just(8usize), status()),
        3 => (0usize..ACTORS.len(), 0usize..ACTIONS.len(), 0usize..TARGETS.len(), status()),
    ];
    let part = prop_oneof![4 => Just(0u8), 1 => Just(1u8), 1 => 0u8..4];
    let when = (
        prop_oneof![6 => 45i32..220, 1 => 0i32..260],
        prop_oneof![5 => Just(0u8), 2 => 0u8..10],
        prop_oneof![6 => Just(0i32), 1 => -10i32..90],
    );
    let told = (
        prop_oneof![2 => Just(0usize), 2 => Just(4usize), 3 => 0usize..SOURCES.len()],
        0u8..5,
        0u8..6,
        prop_oneof![8 => Just(0u8), 1 => 0u8..6],
    );
    (what, part, when, told).prop_map(
        |(
            (actor, action, target, status),
            part,
            (day, dating, lag),
            (source, wording, event, more),
        )| Drawn {
            day,
            dating,
            lag,
            source,
            actor,
            action,
            target,
            part,
            status,
            wording,
            event,
            more,
        },
    )
}

pub fn drawn_cover() -> impl Strategy<Value = DrawnCover> {
    (
        0i32..200,
        0i32..250,
        0usize..SOURCES.len(),
        prop_oneof![2 => Just(2u8), 1 => 0u8..8],
    )
        .prop_map(|(from, length, source, about)| DrawnCover {
            from,
            length,
            source,
            about,
        })
}

pub fn timeline() -> impl Strategy<Value = (Vec<Drawn>, Vec<DrawnCover>)> {
    (
        proptest::collection::vec(drawn(), 0..18),
        proptest::collection::vec(drawn_cover(), 0..4),
    )
}

/// A day to judge on, and what is known: then, later, or ever.
pub fn view() -> impl Strategy<Value = View> {
    (prop_oneof![4 => 100i32..320, 1 => 0i32..500], 0u8..4).prop_map(|(t, k)| View {
        as_of: day(t),
        known_at: match k {
            0 | 1 => day(t),
            2 => day(t + 60),
            _ => Day::MAX,
        },
    })
}
