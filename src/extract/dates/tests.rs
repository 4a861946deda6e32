//! Written and relative dates, and what a clause of the future makes of them.

use super::*;
use crate::model::Rulebook;

#[test]
fn written_and_relative_dates_give_their_days() {
    let words = Lexicon::new(&Rulebook::default());
    let published = DateSpec::day(Day::from_ymd(2021, 2, 10).unwrap()).interval;
    for (text, want) in [
        ("arrested on 27 January 2021", "2021-01-27 2021-01-27"),
        ("on June 26, 2017, they", "2017-06-26 2017-06-26"),
        ("on 2021-01-27 it", "2021-01-27 2021-01-27"),
        ("last month", "2021-01-01 2021-01-31"),
        ("in July 2019", "2019-07-01 2019-07-31"),
        ("said on Tuesday", "2021-02-09 2021-02-09"),
        ("attacked on Friday", "2021-02-05 2021-02-05"),
        ("this week", "2021-02-08 2021-02-14"),
        ("in 2019", "2019-01-01 2019-12-31"),
        ("between 1 and 7 March 2020", "2020-03-01 2020-03-07"),
        ("from February 27 to 29, 2020", "2020-02-27 2020-02-29"),
        ("in Q3 2020", "2020-07-01 2020-09-30"),
        ("yesterday", "2021-02-09 2021-02-09"),
        ("on 3 November", "2020-11-03 2020-11-03"),
        ("in December", "2020-12-01 2020-12-31"),
        ("by 27/01/2021", "2021-01-27 2021-01-27"),
        ("they may act", ""),
        ("seized 2019 rifles", ""),
        (
            "in January and reinstated in May 2020",
            "2020-01-01 2020-01-31",
        ),
        ("on 31 February 2021", ""),
        ("two weeks ago", "2021-01-24 2021-01-30"),
    ] {
        let mut tokens = Vec::new();
        words.sentence(text, 0, &mut tokens);
        let mut out = Vec::new();
        find(text, &tokens, &words, Some(published), &mut out);
        let got = out
            .first()
            .and_then(|d| d.past)
            .map(|i| format!("{} {}", i.lo, i.hi));
        assert_eq!(got.unwrap_or_default(), want, "{text}");
    }
}

#[test]
fn a_future_clause_reads_ahead_and_by_bounds() {
    let words = Lexicon::new(&Rulebook::default());
    let published = DateSpec::day(Day::from_ymd(2021, 2, 10).unwrap()).interval;
    let text = "will ban it by the end of June";
    let mut tokens = Vec::new();
    words.sentence(text, 0, &mut tokens);
    let mut out = Vec::new();
    find(text, &tokens, &words, Some(published), &mut out);
    let d = out.first().unwrap();
    assert_eq!(d.bound, Bound::By);
    assert_eq!(d.future.unwrap().hi.to_string(), "2021-06-30");
    find(text, &tokens, &words, None, &mut out);
    assert!(out.first().unwrap().past.is_none());
}
