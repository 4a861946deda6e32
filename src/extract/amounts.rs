//! Quantities: takes the items of a noun phrase, gives how many of what.

use super::items::{Is, Item};
use super::measure;
use crate::lexicon::Lexicon;
use crate::lexicon::words::feat;
use crate::model::ClaimAmount;

/// The amount that a noun phrase states, with its head noun as the unit. `before` are the items before
/// the phrase, nearest last; they may bound it ("no fewer than").
pub fn read(text: &str, before: &[Item], phrase: &[Item], words: &Lexicon) -> Option<ClaimAmount> {
    let at = phrase
        .iter()
        .position(|i| i.is == Is::Number || i.has(feat::NUM))?;
    let raw = |i: &Item| text.get(i.start as usize..i.end as usize).unwrap_or("");
    let mut micros = value(phrase.get(at)?, raw(phrase.get(at)?))?;
    let mut next = at + 1;
    while let Some(i) = phrase.get(next).filter(|i| i.has(feat::NUM)) {
        let by = i128::from(i.word.value);
        micros = if by >= 100 || by == 12 || by == 20 && micros < 20_000_000 {
            micros.checked_mul(by)?
        } else {
            micros.checked_add(by * 1_000_000)?
        };
        next += 1;
    }
    // A range counts as about its upper end, which it does not pass.
    let mut range = false;
    if let Some(i) = phrase.get(next)
        && i.is == Is::Number
        && i.marks & crate::lexicon::scan::JOIN != 0
        && let Some(hi) = value(i, raw(i))
        && hi > micros
    {
        (micros, range) = (hi, true);
        next += 1;
    }
    let start = phrase.get(at).map_or(0, |i| i.start as usize);
    let last = next.checked_sub(1).and_then(|n| phrase.get(n));
    let end = last.map_or(start, |i| i.end as usize);
    let total = measure::in_all(text, start, end);
    let share = measure::of(text, end);
    let of = match share {
        Some((all, _)) => Some(all?),
        None => None,
    };
    let unit = match share {
        Some((_, end)) => measure::counted(text, end),
        None => measure::currency(text, start, end).or_else(|| {
            let rest = phrase.get(next..).unwrap_or_default().iter().rev();
            let mut nouns = rest.filter(|i| i.is == Is::Word);
            nouns.next().map(|i| raw(i).to_owned())
        }),
    };
    let back: Vec<u32> = phrase
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .chain(before.iter().rev())
        .take(3)
        .map(|i| i.id)
        .collect();
    let is = |n: usize, ids: &[u32]| back.get(n).is_some_and(|w| *w != 0 && ids.contains(w));
    let a = &words.at;
    let bound = if is(0, &[a.than]) {
        let negated = is(2, &[a.no, a.not]);
        match (is(1, &[a.more]), is(1, &[a.fewer, a.less]), negated) {
            (true, _, false) | (_, true, true) => ">=",
            (_, true, false) | (true, _, true) => "<=",
            _ => "=",
        }
    } else if is(0, &[a.least]) && is(1, &[a.at]) {
        ">="
    } else if is(0, &[a.most]) && is(1, &[a.at]) || is(0, &[a.to]) && is(1, &[a.up]) {
        "<="
    } else if range
        || is(
            0,
            &[
                a.some,
                a.about,
                a.around,
                a.nearly,
                a.approximately,
                a.roughly,
                a.almost,
            ],
        )
    {
        "~"
    } else {
        "="
    };
    Some(ClaimAmount {
        micros,
        of,
        unit,
        bound,
        total,
    })
}

/// The value of a number item in micro-units.
fn value(item: &Item, raw: &str) -> Option<i128> {
    if item.is != Is::Number {
        return Some(i128::from(item.word.value) * 1_000_000);
    }
    let mut digits = raw.replace(',', "");
    let mut letters = String::new();
    while let Some(c) = digits.pop() {
        if !c.is_alphabetic() {
            digits.push(c);
            break;
        }
        letters.insert(0, c);
    }
    // "the 501st" counts nobody.
    let zeros = measure::scale(&letters)?;
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole.len() > 18 || part.len() > 6 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = format!("{part:0<6}").parse().ok()?;
    let micros = whole.checked_mul(1_000_000)?.checked_add(part)?;
    micros.checked_mul(10i128.checked_pow(zeros)?)
}
