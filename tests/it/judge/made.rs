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
condition banned { starts ban  ends lift }
condition held { starts arrest, convict  ends release, acquit }
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
    pub amount: u8,
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
    let mut out = report(
        c.source,
        period.hi.plus(i32::from(c.about) - 2),
        vec![coverage],
    );
    out.reading.unread = u64::from(c.from % 7 == 3);
    out
}

fn claim(rules: &Rulebook, all: &Claims, d: &Drawn) -> Claim {
    let id = |n: &&str| rules.find_entity(n).unwrap();
    let status = ClaimStatus::ALL[d.status % ClaimStatus::ALL.len()].0;
    let on = day(d.day);
    let recorded = on.plus(d.lag);
    let (valid, dating) = match d.dating {
        0..=4 => (Interval::day(on), Dating::Given),
        6 => (Interval::new(on, on.plus(40)), Dating::Given),
        // A coarse date, all of it in the past when it is told.
        5 => (Interval::new(on.plus(-25), on), Dating::Given),
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
        amount: amount(d.amount).map(Box::new),
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
        places: Places::default(),
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

/// Some amounts, so that sums meet what sentences ask for.
fn amount(n: u8) -> Option<ClaimAmount> {
    let (micros, of, unit, bound, total) = match n {
        0 => (2_000_000, None, Some("USD"), "=", false),
        1 => (3_000_000, None, Some("USD"), "=", false),
        2 => (5_000_000, None, Some("USD"), "=", false),
        3 => (4_000_000, None, Some("US dollars"), "=", true),
        4 => (3_000_000, None, Some("EUR"), "=", false),
        5 => (4_000_000, None, Some("USD"), "~", false),
        6 => (4_000_000, None, Some("USD"), ">=", false),
        7 => (4_000_000, None, Some("USD"), "<=", false),
        8 => (3_000_000, Some(7_000_000), Some("USD"), "=", false),
        9 => (0, None, Some("USD"), "=", false),
        10 => (-3_000_000, None, Some("USD"), "=", false),
        11 => (20_000_000, None, Some("%"), "=", false),
        12 => (1_000_000, None, Some("USD"), "=", false),
        _ => return None,
    };
    Some(ClaimAmount {
        micros,
        of,
        unit: unit.map(String::from),
        bound,
        total,
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
        // What leaves something open: by whom, on whom, or whether.
        2 => (either(8, 6), Just(8usize), either(7, 8), either(0, 9)),
        1 => (either(8, 0), either(1, 4), either(3, 8), either(0, 9)),
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
        prop_oneof![3 => 0u8..3, 2 => 0u8..13, 4 => Just(99u8)],
    );
    (what, part, when, told).prop_map(
        |(
            (actor, action, target, status),
            part,
            (day, dating, lag),
            (source, wording, event, more, amount),
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
            amount,
        },
    )
}

/// Claims that tell of amounts of much the same acts.
pub fn account() -> impl Strategy<Value = Drawn> {
    let status = prop_oneof![20 => Just(0usize), 1 => Just(12usize), 1 => Just(1usize)];
    let action =
        prop_oneof![2 => Just(1usize), 5 => Just(2usize), 1 => Just(4usize), 1 => Just(5usize)];
    let target = prop_oneof![4 => Just(0usize), 3 => Just(3usize), 1 => 1usize..7];
    let what = (0usize..2, action, target, status);
    let when = (
        45i32..220,
        prop_oneof![5 => Just(0u8), 2 => 0u8..10],
        prop_oneof![6 => Just(0i32), 1 => 0i32..40],
    );
    let told = (
        prop_oneof![2 => Just(0usize), 2 => Just(4usize), 1 => 0usize..SOURCES.len()],
        0u8..5,
        prop_oneof![2 => Just(0u8), 1 => 0u8..8],
        prop_oneof![6 => 0u8..3, 2 => 0u8..13, 1 => Just(99u8)],
    );
    (what, when, told).prop_map(
        |(
            (actor, action, target, status),
            (day, dating, lag),
            (source, wording, event, amount),
        )| Drawn {
            day,
            dating,
            lag,
            source,
            actor,
            action,
            target,
            part: 0,
            status,
            wording,
            event,
            more: 0,
            amount,
        },
    )
}

/// Few covers, and many claims of amounts.
pub fn accounts() -> impl Strategy<Value = (Vec<Drawn>, Vec<DrawnCover>)> {
    (
        proptest::collection::vec(account(), 1..10),
        proptest::collection::vec(drawn_cover(), 0..3),
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
