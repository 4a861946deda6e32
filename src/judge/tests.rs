//! Boundary cases, written out: rules as text, claims as a line each, the status expected.

use super::{judge, verify};
use crate::model::*;
use crate::source::{FileId, Role, Source, Sources, Span};
use crate::time::{Day, Interval, parse_date};

const WORLD: &str = r#"
agreement A { adopted 2020-09-10 }
state Pakistan state India
organisation Court { part of Pakistan }
group LeT group JeM group JuD { front of LeT }
person Lakhvi { leads LeT } person Saeed { leads LeT }
incident Mumbai
set Networks = LeT, JeM
action act-against "act against" { includes arrest, ban, convict }
action arrest "arrest" { undone by release }
action release "release"
action ban "ban"
action convict "convict"
action charge "charge" { step towards convict }
action attack "attack"
source FO { speaks for Pakistan tier official }
source MEA { adversary of Pakistan tier official }
source Monitor { tier assessor }
"#;

struct Case {
    rules: Rulebook,
    claims: Claims,
}

fn day(text: &str) -> Day {
    parse_date(text).unwrap().interval.hi
}

impl Case {
    fn new(sentence: &str) -> Self {
        Self::with(sentence, "")
    }

    fn with(sentence: &str, clauses: &str) -> Self {
        let mut src = Sources::new();
        let text = format!("{WORLD}\ncommitment C {{ {clauses} {sentence} }}");
        let id = src.add(Source::new("r.norm", text, Role::Rules));
        let parsed = crate::syntax::parse(&src, id);
        let lowered = crate::lower::lower(&src, &[parsed.value]);
        let faults = lowered.diagnostics.iter();
        let faults = faults.filter(|d| d.severity > crate::diag::Severity::Note);
        assert!(
            parsed.diagnostics.is_empty() && faults.count() == 0,
            "{:?} {:?}",
            parsed.diagnostics,
            lowered.diagnostics
        );
        Self {
            rules: lowered.value,
            claims: Claims::default(),
        }
    }

    fn source(&mut self, name: &str) -> SourceIx {
        if let Some(i) = self.claims.sources.iter().position(|s| s.name == name) {
            return SourceIx(i as u32);
        }
        let declared = self.rules.sources.iter().position(|s| s.id == name);
        let decl = declared.map(|i| &self.rules.sources[i]);
        self.claims.sources.push(ClaimSource {
            name: name.into(),
            declared: declared.map(|i| SourceDeclId(i as u32)),
            tier: decl.and_then(|d| d.tier).unwrap_or(Tier::Press),
            speaks_for: decl.map(|d| d.speaks_for.clone()).unwrap_or_default(),
        });
        SourceIx(self.claims.sources.len() as u32 - 1)
    }

    /// "DATE SOURCE ACTOR ACTION TARGET [STATUS] [recorded=DATE] [undated] [for=X]"; `-` for no actor.
    fn claim(mut self, line: &str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [date, source, actor, action, target, rest @ ..] = words.as_slice() else {
            panic!("{line}")
        };
        let valid = parse_date(date).unwrap().interval;
        let status = rest
            .iter()
            .find_map(|w| ClaimStatus::find(w))
            .unwrap_or(ClaimStatus::Completed);
        let option = |key: &str| rest.iter().find_map(|w| w.strip_prefix(key));
        let recorded = option("recorded=").map_or(valid.hi, day);
        let undated = rest.contains(&"undated");
        let source = self.source(source);
        let id = |n: &str| self.rules.find_entity(n).unwrap();
        let c = Claim {
            id: self.claims.claims.len() as u64,
            event: None,
            actors: if *actor == "-" {
                Few::new()
            } else {
                Few::one(id(actor))
            },
            action: self.rules.find_action(action).unwrap(),
            targets: if *target == "-" {
                Few::new()
            } else {
                Few::one(Who::Entity(id(target)))
            },
            participants: option("for=")
                .map(|n| (Preposition::For, id(n)))
                .into_iter()
                .collect(),
            amount: None,
            valid: if undated {
                Interval::new(Day::MIN, recorded)
            } else {
                valid
            },
            dating: if undated {
                Dating::Undated
            } else {
                Dating::Given
            },
            recorded,
            source,
            tier: self.claims.sources[source.0 as usize].tier,
            speakers: Few::new(),
            attributed_to: None,
            polarity: status.polarity(),
            modality: status.modality(),
            status,
            retracts: None,
            report: ReportIx(0),
            span: Span::default(),
            places: Places::default(),
            wording: option("wording=").map(|w| w.len() as u64),
        };
        self.claims.claims.push(c);
        self
    }

    fn covers(mut self, from: &str, to: &str) -> Self {
        let source = self.source("Monitor");
        let period = Interval::new(parse_date(from).unwrap().interval.lo, day(to));
        self.claims.reports.push(ReportInfo {
            file: FileId(0),
            title: None,
            source,
            recorded: period.hi,
            covers: vec![Coverage {
                period,
                actors: vec![],
                entities: vec![],
                actions: vec![],
                span: Span::default(),
            }],
            reading: Reading::default(),
        });
        self
    }

    fn at(&self, as_of: &str) -> CommitmentJudgement {
        let view = View::as_of(day(as_of));
        let j = judge(&self.rules, &self.claims, view);
        let wrong = verify(&self.rules, &self.claims, view, &j);
        assert!(wrong.is_empty(), "{wrong:?}");
        j.commitments.into_iter().next().unwrap()
    }

    fn is(&self, as_of: &str, status: Status) -> &Self {
        let j = self.at(as_of);
        assert_eq!(
            j.status, status,
            "as of {as_of}: {} {:?}",
            j.reason, j.instances
        );
        self
    }
}

const BAN_LET: &str = "Pakistan shall ban LeT by 2021-06-30.";

#[test]
fn the_deadline_day_is_the_last_in_time() {
    Case::new(BAN_LET)
        .claim("2021-06-30 Dawn Pakistan ban LeT")
        .is("2021-06-29", Status::Pending)
        .is("2021-06-30", Status::Fulfilled);
    let late = Case::new(BAN_LET).claim("2021-07-01 Dawn Pakistan ban LeT");
    late.is("2021-07-01", Status::FulfilledLate);
    assert_eq!(late.at("2021-07-01").flags, [Flag::LateBy(1)]);
    Case::new("Pakistan shall ban LeT before 2021-06-30.")
        .claim("2021-06-30 Dawn Pakistan ban LeT")
        .is("2021-07-30", Status::FulfilledLate);
    Case::new("Pakistan shall ban LeT by 2021-06-30, on pain of breach.")
        .claim("2021-07-01 Dawn Pakistan ban LeT")
        .is("2021-08-01", Status::Breached);
}

#[test]
fn a_promise_or_a_call_fulfils_nothing_and_shows_as_a_near_miss() {
    for status in [
        "planned",
        "promised",
        "requested",
        "alleged",
        "hypothetical",
        "attempted",
        "unknown",
        "threatened",
    ] {
        let case = Case::new(BAN_LET).claim(&format!("2021-01-01 Dawn Pakistan ban LeT {status}"));
        case.is("2021-02-01", Status::Pending)
            .is("2021-12-31", Status::Unreported);
        let j = case.at("2021-12-31");
        assert_eq!(j.instances[0].near_misses.len(), 1, "{status}");
        assert!(j.instances[0].near_misses[0].missing[0].starts_with("modality: "));
    }
}

#[test]
fn silence_is_overdue_only_where_reports_cover_the_time() {
    let silent = Case::new(BAN_LET);
    silent
        .is("2021-06-30", Status::Pending)
        .is("2021-07-01", Status::Unreported);
    let covered = Case::new(BAN_LET).covers("2020-09-10", "2021-06-30");
    covered.is("2021-07-01", Status::Overdue);
    Case::new(BAN_LET)
        .covers("2020-09-10", "2020-11-30")
        .is("2021-07-01", Status::Unreported);
    Case::with(BAN_LET, "evidence { closed world }").is("2021-07-01", Status::Breached);
}

#[test]
fn a_denial_speaks_up_to_its_own_day() {
    let denied = Case::new(BAN_LET).claim("2021-01-01 Monitor Pakistan ban LeT not-done");
    denied.is("2021-02-01", Status::NotDone);
    Case::new(BAN_LET)
        .claim("2021-07-15 Monitor Pakistan ban LeT not-done")
        .is("2021-08-01", Status::Breached);
    let both = Case::new(BAN_LET)
        .claim("2021-01-01 Dawn Pakistan ban LeT")
        .claim("2021-02-01 Monitor Pakistan ban LeT not-done");
    both.is("2021-03-01", Status::Contested);
    let before = Case::new(BAN_LET)
        .claim("2020-12-01 Monitor Pakistan ban LeT not-done")
        .claim("2021-01-01 Dawn Pakistan ban LeT");
    before.is("2021-03-01", Status::Fulfilled);
    Case::with(BAN_LET, "evidence { contested prefer tier }")
        .claim("2021-01-01 Dawn Pakistan ban LeT")
        .claim("2021-02-01 Monitor Pakistan ban LeT not-done")
        .is("2021-03-01", Status::NotDone);
}

#[test]
fn assertions_climb_and_denials_descend() {
    let sentence = "Pakistan shall act against LeT by 2021-06-30.";
    Case::new(sentence)
        .claim("2021-01-01 Dawn Court convict Lakhvi")
        .is("2021-03-01", Status::Fulfilled);
    Case::new(sentence)
        .claim("2021-01-01 Dawn Pakistan ban JuD")
        .is("2021-03-01", Status::Fulfilled);
    let special = Case::new(sentence).claim("2021-01-01 Monitor Pakistan arrest Lakhvi not-done");
    special.is("2021-03-01", Status::Pending);
    assert_eq!(special.at("2021-03-01").instances[0].near_misses.len(), 1);
    Case::new("Pakistan shall arrest Lakhvi by 2021-06-30.")
        .claim("2021-01-01 Monitor Pakistan act-against LeT not-done")
        .is("2021-03-01", Status::NotDone);
    // Never from a leader to the group and down to another leader.
    Case::new("Pakistan shall arrest Saeed by 2021-06-30.")
        .claim("2021-01-01 Dawn Pakistan arrest Lakhvi")
        .is("2021-03-01", Status::Pending);
    Case::new("Pakistan shall arrest Saeed by 2021-06-30.")
        .claim("2021-01-01 Dawn Pakistan arrest LeT")
        .is("2021-03-01", Status::Pending);
}

#[test]
fn what_the_norm_names_the_claim_must_say() {
    let sentence = "Pakistan shall convict Lakhvi for Mumbai by 2021-06-30.";
    let other = Case::new(sentence).claim("2021-01-08 Dawn Court convict Lakhvi");
    other
        .is("2021-03-01", Status::Pending)
        .is("2022-01-01", Status::Unreported);
    assert_eq!(
        other.at("2022-01-01").instances[0].near_misses[0].missing,
        ["for: not stated"]
    );
    Case::new(sentence)
        .claim("2021-01-08 Dawn Court convict Lakhvi for=Mumbai")
        .is("2021-03-01", Status::Fulfilled);
    Case::new(BAN_LET)
        .claim("2021-01-01 Dawn - ban LeT")
        .is("2021-03-01", Status::Pending);
    Case::new(BAN_LET)
        .claim("2021-01-01 Dawn India ban LeT")
        .is("2021-03-01", Status::Pending);
}

#[test]
fn an_act_that_was_undone_is_reversed() {
    let case = Case::new("Pakistan shall arrest Lakhvi by 2021-06-30, irreversibly.")
        .claim("2021-01-01 Dawn Pakistan arrest Lakhvi")
        .claim("2021-03-01 Dawn Court release Lakhvi");
    case.is("2021-02-01", Status::Fulfilled)
        .is("2021-03-01", Status::Reversed);
    assert_eq!(case.at("2021-02-01").flags, [Flag::Presumptive]);
    assert_eq!(
        (case.at("2021-03-01").exit, case.at("2021-07-01").exit),
        (1, 4)
    );
    // The same day: the reversal wins; another leader's arrest stands.
    Case::new("Pakistan shall arrest Lakhvi by 2021-06-30.")
        .claim("2021-01-01 Dawn Pakistan arrest Lakhvi")
        .claim("2021-01-01 Dawn Court release Lakhvi")
        .is("2021-02-01", Status::Reversed);
    Case::new("Pakistan shall act against LeT by 2021-06-30.")
        .claim("2021-01-01 Dawn Pakistan arrest Lakhvi")
        .claim("2021-01-05 Dawn Pakistan arrest Saeed")
        .claim("2021-02-01 Dawn Court release Lakhvi")
        .is("2021-03-01", Status::Fulfilled);
    // A report that the ban was lifted is no report of a ban.
    Case::new(BAN_LET)
        .claim("2021-01-01 Dawn Pakistan ban LeT reversed")
        .is("2021-03-01", Status::Pending);
}

#[test]
fn sustained_acts_are_done_when_they_have_stood() {
    let case = Case::new("Pakistan shall act against LeT by 2021-06-30, sustained for 6 months.")
        .claim("2021-01-02 Dawn Pakistan arrest Lakhvi");
    case.is("2021-07-01", Status::InProgress)
        .is("2021-07-02", Status::Fulfilled);
    assert_eq!(
        case.at("2021-03-01").instances[0].next_change_at,
        Some(day("2021-07-02"))
    );
}

#[test]
fn a_later_report_is_not_known_earlier_unless_asked() {
    let case = Case::new(BAN_LET).claim("2021-01-01 Dawn Pakistan ban LeT recorded=2022-01-01");
    case.is("2021-12-31", Status::Unreported)
        .is("2022-01-01", Status::Fulfilled);
    let latest = judge(
        &case.rules,
        &case.claims,
        View {
            as_of: day("2021-02-01"),
            known_at: Day::MAX,
        },
    );
    assert_eq!(latest.commitments[0].status, Status::Fulfilled);
}

#[test]
fn undated_and_coarse_acts_are_not_taken_for_more_than_they_say() {
    Case::new(BAN_LET)
        .claim("2020-09-20 Dawn Pakistan ban LeT undated")
        .is("2021-03-01", Status::Pending);
    let inside = Case::new(BAN_LET).claim("2021-01-20 Dawn Pakistan ban LeT undated");
    assert_eq!(
        inside
            .is("2021-03-01", Status::Fulfilled)
            .at("2021-03-01")
            .flags,
        [Flag::TimingUnproven]
    );
    let coarse = Case::new(BAN_LET).claim("2021 Dawn Pakistan ban LeT recorded=2021-12-31");
    assert_eq!(
        coarse
            .is("2022-01-01", Status::Fulfilled)
            .at("2022-01-01")
            .flags,
        [Flag::TimingUnproven]
    );
}

#[test]
fn copies_of_one_text_count_once() {
    let two = |wording: &str| {
        Case::with(BAN_LET, "evidence { at least 2 independent sources }")
            .claim("2021-01-01 Dawn Pakistan ban LeT wording=agency")
            .claim(&format!("2021-01-02 Nation Pakistan ban LeT {wording}"))
    };
    two("wording=agency").is("2021-03-01", Status::Pending);
    assert_eq!(two("wording=agency").at("2021-03-01").flags, [Flag::Weak]);
    two("").is("2021-03-01", Status::Fulfilled);
}

#[test]
fn the_bearers_own_word_is_flagged_and_can_be_excluded() {
    let own = Case::new(BAN_LET).claim("2021-01-01 FO Pakistan ban LeT");
    assert_eq!(
        own.is("2021-03-01", Status::Fulfilled)
            .at("2021-03-01")
            .flags,
        [Flag::SelfReported]
    );
    Case::with(BAN_LET, "evidence { at least 1 independent source }")
        .claim("2021-01-01 FO Pakistan ban LeT")
        .is("2021-03-01", Status::Pending);
    Case::new(BAN_LET)
        .claim("2021-01-01 MEA Pakistan ban LeT")
        .is("2021-03-01", Status::Pending);
}

#[test]
fn a_prohibition_holds_only_where_someone_looked() {
    let sentence = "Pakistan shall prevent any of Networks from attacking India from 2020-09-10 until 2021-12-31.";
    Case::new(sentence).is("2021-03-01", Status::Unreported);
    Case::new(sentence)
        .covers("2020-09-10", "2021-03-01")
        .is("2021-03-01", Status::Holding);
    Case::new(sentence)
        .covers("2020-09-10", "2021-12-31")
        .is("2022-01-01", Status::Fulfilled);
    Case::new(sentence)
        .claim("2021-02-05 Dawn LeT attack India")
        .is("2021-03-01", Status::Breached);
    Case::new(sentence)
        .claim("2021-02-05 Dawn LeT attack India planned")
        .is("2021-03-01", Status::Unreported);
    Case::new(sentence)
        .claim("2020-09-09 Dawn LeT attack India")
        .is("2021-03-01", Status::Unreported);
}

#[test]
fn each_of_unfolds_and_advice_never_fails() {
    let case = Case::new("Pakistan shall act against each of Networks by 2021-06-30.")
        .claim("2021-01-01 Dawn Pakistan ban LeT");
    let j = case.at("2021-03-01");
    let ids: Vec<&str> = j.instances.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["C[LeT]", "C[JeM]"]);
    assert_eq!(
        (j.status, j.flags),
        (
            Status::Partial,
            vec![Flag::PartialShare(1, 2), Flag::Worst(Status::Pending)]
        )
    );
    let advice =
        Case::new("Pakistan should ban LeT by 2021-06-30.").covers("2020-09-10", "2021-06-30");
    advice.is("2021-07-01", Status::Overdue);
    assert_eq!(advice.at("2021-07-01").exit, 0);
}

#[test]
fn a_step_is_progress_and_no_more() {
    Case::new("Pakistan shall convict Lakhvi by 2021-06-30.")
        .claim("2021-01-01 Dawn Court charge Lakhvi")
        .is("2021-03-01", Status::InProgress)
        .is("2021-08-01", Status::Unreported);
}

#[test]
fn the_order_of_claims_changes_nothing() {
    let case = Case::new("Pakistan shall act against each of Networks by 2021-06-30.")
        .claim("2021-01-01 Dawn Pakistan ban LeT")
        .claim("2021-01-05 Dawn Pakistan arrest Lakhvi")
        .claim("2021-02-01 Monitor Pakistan act-against JeM not-done")
        .claim("2021-02-01 Dawn Court release Lakhvi");
    let before = case.at("2021-03-01");
    let mut turned = Case {
        rules: case.rules.clone(),
        claims: case.claims.clone(),
    };
    turned.claims.claims.reverse();
    let after = turned.at("2021-03-01");
    assert_eq!(
        (before.status, before.flags, before.reason),
        (after.status, after.flags, after.reason)
    );
}
