//! The pieces of event tables; whole ones are in `tests/cases/judged/coded`.

use super::*;

#[test]
fn the_states_are_in_order_and_of_the_package() {
    let codes: Vec<&str> = iso3::STATES.iter().map(|(c, _)| *c).collect();
    assert!(codes.is_sorted_by(|a, b| a < b));
    let package = include_str!("../../../rules/std/states.norm");
    for (code, name) in iso3::STATES {
        assert!(
            package.contains(&format!("\"{name}\"")),
            "{code}: {name} is not a name of std.states"
        );
        assert_eq!(iso3::name(code), Some(*name));
    }
    assert_eq!(iso3::name("XXX"), None);
}

#[test]
fn days_of_all_tables() {
    assert_eq!(day("20210630"), "2021-06-30");
    assert_eq!(day("20210630121500"), "2021-06-30");
    assert_eq!(day("6/3/2017"), "2017-06-03");
    assert_eq!(day("2021-06-30"), "2021-06-30");
    assert_eq!(day("2021-06-30 12:00:00"), "2021-06-30");
    assert_eq!(day("soon"), "soon");
}

#[test]
fn a_lost_zero_is_told_by_the_root() {
    for lost in ["10", "36", "80", "84", "841", "311", "233"] {
        assert!(lost_zero(lost), "{lost}");
    }
    for whole in ["010", "036", "0841", "173", "190", "201", "1711"] {
        assert!(!lost_zero(whole), "{whole}");
    }
}
