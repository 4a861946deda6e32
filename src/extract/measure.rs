//! What stands around a number: takes the text and where the number stands; gives the currency beside it,
//! whether it says how much there is in all, and the `x of y` that it begins.

use crate::model::ClaimAmount;
use crate::time::MONTHS;

/// Signs before a number, the longer first; what several countries use stays what it is written as.
const SIGNS: [(&str, &str); 12] = [
    ("US$", "USD"),
    ("A$", "A$"),
    ("C$", "C$"),
    ("NZ$", "NZ$"),
    ("HK$", "HK$"),
    ("S$", "S$"),
    ("R$", "R$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("$", "$"),
];

/// Names after a number; small letters.
const NAMES: [(&str, &str); 14] = [
    ("us dollars", "USD"),
    ("u.s. dollars", "USD"),
    ("us dollar", "USD"),
    ("american dollars", "USD"),
    ("australian dollars", "AUD"),
    ("canadian dollars", "CAD"),
    ("indian rupees", "INR"),
    ("pakistani rupees", "PKR"),
    ("pounds sterling", "GBP"),
    ("swiss francs", "CHF"),
    ("japanese yen", "JPY"),
    ("chinese yuan", "CNY"),
    ("per cent", "%"),
    ("percent", "%"),
];

/// Codes before a number (ISO 4217), where a capital word could be anything.
const CODES: &str = " AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";

/// The currency or share beside a number, whose words with their scale ("2.5 million") are `start..end`.
pub fn currency(text: &str, start: usize, end: usize) -> Option<String> {
    let before = text.get(..start).unwrap_or("").trim_end();
    if let Some((sign, unit)) = SIGNS.iter().find(|(sign, _)| before.ends_with(sign)) {
        // "Z$" is none of these.
        let rest = before.strip_suffix(sign).unwrap_or("");
        let bare = !rest.ends_with(|c: char| c.is_alphanumeric());
        return Some(if bare {
            (*unit).to_owned()
        } else {
            format!("?{sign}")
        });
    }
    let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
    if let Some(code) = word.filter(|w| w.len() == 3 && CODES.contains(&format!(" {w} "))) {
        return Some(code.to_owned());
    }
    let after = text.get(end..).unwrap_or("").trim_start();
    if after.starts_with('%') {
        return Some("%".to_owned());
    }
    if let Some(sign) = ["€", "£", "₹"].iter().find(|s| after.starts_with(**s)) {
        let unit = SIGNS.iter().find(|(s, _)| s == sign).map(|(_, u)| *u);
        return unit.map(str::to_owned);
    }
    let head: String = after.chars().take(24).collect::<String>().to_lowercase();
    let named = NAMES.iter().find(|(name, _)| {
        let rest = head.strip_prefix(name);
        rest.is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric()))
    });
    named.map(|(_, unit)| (*unit).to_owned())
}

/// The y of "x of y" after x, in millionths, and where it ends; with no value where it is more than digits.
pub fn of(text: &str, end: usize) -> Option<(Option<i128>, usize)> {
    let rest = text.get(end..)?;
    let word = rest.trim_start().strip_prefix("of ")?.trim_start();
    let word = word.strip_prefix("the ").unwrap_or(word).trim_start();
    let digits: usize = word
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b',')
        .count();
    let number = word.get(..digits)?.trim_end_matches(',');
    if number.is_empty() {
        return None;
    }
    let at = text.len() - word.len() + number.len();
    let after = text.get(at..).unwrap_or("");
    let scaled = ["thousand", "million", "billion", "trillion"];
    let plain = !after.starts_with(|c: char| c.is_alphanumeric() || c == '.' && after.len() > 1)
        && !scaled.iter().any(|s| after.trim_start().starts_with(s));
    let value = number
        .replace(',', "")
        .parse::<i64>()
        .ok()
        .filter(|_| plain);
    Some((value.map(|n| i128::from(n) * 1_000_000), at))
}

/// Words that end what is counted.
const ENDS: [&str; 22] = [
    "in", "on", "to", "by", "for", "at", "from", "with", "of", "who", "that", "which", "and", "or",
    "as", "was", "were", "has", "have", "during", "after", "before",
];

/// What is counted after a number: the last word of the run after it.
pub fn counted(text: &str, end: usize) -> Option<String> {
    if let Some(unit) = currency(text, end, end) {
        return Some(unit);
    }
    let rest = text.get(end..)?;
    let run = rest
        .split(|c: char| !(c.is_alphanumeric() || c == ' ' || c == '-'))
        .next()?;
    let words = run
        .split_whitespace()
        .take_while(|w| !ENDS.contains(&w.to_lowercase().as_str()));
    words.take(4).last().map(str::to_owned)
}

/// "by 20 %", after an act of less or more: the share, in the words between two places.
pub fn share(text: &str, from: usize, to: usize) -> Option<ClaimAmount> {
    let clause = text.get(from..to)?;
    let at = clause.find(" by ")?;
    // "cut emissions in one sector by 20 %" says nothing of all of them.
    let narrows = |w: &str| ENDS.contains(&w.to_lowercase().as_str());
    if clause.get(..at)?.split_whitespace().any(narrows) {
        return None;
    }
    let rest = clause.get(at + 4..)?.trim_start();
    let bounds = [
        ("more than ", ">="),
        ("at least ", ">="),
        ("over ", ">="),
        ("less than ", "<="),
        ("up to ", "<="),
        ("at most ", "<="),
        ("about ", "~"),
        ("some ", "~"),
        ("around ", "~"),
        ("nearly ", "~"),
        ("almost ", "~"),
        ("roughly ", "~"),
    ];
    let found = bounds
        .iter()
        .find_map(|(w, b)| Some((rest.strip_prefix(w)?, *b)));
    let (rest, bound) = found.unwrap_or((rest, "="));
    let n = rest
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let number = rest.get(..n)?.trim_end_matches('.');
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let after = rest.get(number.len()..)?.trim_start().to_lowercase();
    let share = ["%", "percent", "per cent"]
        .iter()
        .find_map(|w| after.strip_prefix(w));
    let is_share = share.is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric()));
    let rest = text.get(to - rest.len()..).unwrap_or("").to_lowercase();
    let rest = rest.get(number.len()..).unwrap_or("").trim_start();
    let rest = rest
        .trim_start_matches("per cent")
        .trim_start_matches("percent");
    if !is_share || part.len() > 6 || is_narrowed(rest.trim_start_matches('%')) {
        return None;
    }
    let whole: i128 = whole.parse::<u32>().ok()?.into();
    let part: i128 = format!("{part:0<6}").parse::<u32>().ok()?.into();
    Some(ClaimAmount {
        micros: whole * 1_000_000 + part,
        of: None,
        unit: Some("%".to_owned()),
        bound,
        total: in_all(text, from, to),
    })
}

/// Whether what follows a share says that it is one of a part: " in the transport sector", "of …".
fn is_narrowed(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    match (words.next(), words.next()) {
        (Some("of" | "for" | "across" | "among" | "within" | "at"), _) => true,
        (Some("in"), Some(next)) => {
            let year = next.starts_with(|c: char| c.is_ascii_digit());
            !year && !MONTHS.iter().any(|m| next.starts_with(m))
        }
        _ => false,
    }
}

/// A word that says that a number is of all that there is by then.
const IN_ALL: [&str; 9] = [
    "already",
    "total",
    "totals",
    "totalling",
    "totaling",
    "since",
    "altogether",
    "cumulative",
    "cumulatively",
];

/// Two words that say so together.
const IN_ALL_PAIRS: [(&str, &str); 6] = [
    ("so", "far"),
    ("to", "date"),
    ("all", "told"),
    ("by", "now"),
    ("as", "of"),
    ("in", "all"),
];

/// Whether the sentence around `start..end` says how much there is in all.
pub fn in_all(text: &str, start: usize, end: usize) -> bool {
    let mut last = "";
    for run in sentence(text, start, end).split_whitespace() {
        let mut words = run.split(|c: char| !c.is_alphanumeric());
        let first = words.next().unwrap_or("");
        let is = |word: &str, own: &str| word.eq_ignore_ascii_case(own);
        if IN_ALL_PAIRS
            .iter()
            .any(|(a, b)| is(last, a) && is(first, b))
        {
            return true;
        }
        last = first;
        for word in std::iter::once(first).chain(words) {
            if IN_ALL.iter().any(|own| is(word, own)) {
                return true;
            }
            last = word;
        }
    }
    false
}

/// The sentence, cut where a mark is followed by white space.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    let ends = |(at, c): (usize, char)| {
        let next = text.get(at + c.len_utf8()..).and_then(|s| s.chars().next());
        let mark = matches!(c, '.' | '!' | '?' | ';') && next.is_none_or(char::is_whitespace);
        (mark || c == '\n').then_some(at + c.len_utf8())
    };
    // Far enough for any sentence that is read; of a longer one only so much is looked at.
    const FAR: usize = 2000;
    let (before, after) = (text.get(..start), text.get(end..));
    let mut from = start;
    for (at, c) in before.unwrap_or("").char_indices().rev().take(FAR) {
        match ends((at, c)) {
            Some(cut) => {
                from = cut;
                break;
            }
            None => from = at,
        }
    }
    let mut to = end;
    for (at, c) in after.unwrap_or("").char_indices().take(FAR) {
        to = end + at + c.len_utf8();
        if ends((end + at, c)).is_some() {
            break;
        }
    }
    text.get(from..to).unwrap_or("")
}

/// The zeros of a scale written at a number: `3m`, `2bn`; none where the letters say something else.
pub fn scale(letters: &str) -> Option<u32> {
    match letters {
        "" => Some(0),
        "k" | "K" => Some(3),
        "m" | "mn" | "M" => Some(6),
        "bn" | "b" | "B" => Some(9),
        "tn" | "trn" => Some(12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_stands_before_or_after_its_number() {
        for (text, number, want) in [
            ("paid USD 5 to", "5", Some("USD")),
            ("paid US$5 to", "5", Some("USD")),
            ("paid $5 to", "5", Some("$")),
            ("paid ZW$5 to", "5", Some("?$")),
            ("paid €5 to", "5", Some("EUR")),
            ("paid 5 € to", "5", Some("EUR")),
            ("paid 5 million US dollars to", "5 million", Some("USD")),
            ("the FBI 5 men", "5", None),
            ("cut 5 % of", "5", Some("%")),
            ("cut 5 percentage points", "5", None),
            ("paid 5 euros", "5", None),
        ] {
            let at = text.find(number).unwrap();
            assert_eq!(
                currency(text, at, at + number.len()).as_deref(),
                want,
                "{text}"
            );
        }
    }

    #[test]
    fn a_share_is_of_all_or_it_is_none() {
        for (text, want) in [
            (" emissions by 20 % in 2020.", Some(20_000_000)),
            (
                " its emissions by 12.5 percent from 1990 levels",
                Some(12_500_000),
            ),
            (" emissions by 20 per cent", Some(20_000_000)),
            (" emissions by 20 % in the transport sector.", None),
            (" emissions from coal by 20 %.", None),
            (" emissions by 20 percentage points", None),
            (" emissions by 20 Mt", None),
            (" emissions by 2030", None),
        ] {
            let found = share(text, 0, text.len()).map(|a| a.micros);
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn so_many_of_so_many_is_read_where_it_is_plain() {
        for (text, want, unit) in [
            (
                "5 of 7 sites in the south",
                Some(Some(7_000_000)),
                Some("sites"),
            ),
            (
                "5 of the 600 police officers",
                Some(Some(600_000_000)),
                Some("officers"),
            ),
            ("5 of 7 million USD", Some(None), None),
            ("5 of them", None, None),
        ] {
            let found = of(text, 1);
            assert_eq!(found.map(|f| f.0), want, "{text}");
            if let (Some((_, end)), Some(_)) = (found, unit) {
                assert_eq!(counted(text, end).as_deref(), unit, "{text}");
            }
        }
    }

    #[test]
    fn a_total_is_known_by_the_words_of_its_own_sentence() {
        for (text, want) in [
            ("It trained a total of 500 men.", true),
            ("So far it paid 500.", true),
            ("It paid 500 since January 2.5 times.", true),
            ("So far so good. It paid 500. In total chaos.", false),
            ("It paid 500 totally.", false),
            ("It has so  far paid 500.", true),
            ("Not so, far from it: it paid 500.", false),
        ] {
            let at = text.find("500").unwrap();
            assert_eq!(in_all(text, at, at + 3), want, "{text}");
        }
    }
}
