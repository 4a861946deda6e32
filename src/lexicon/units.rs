//! Units of amounts: takes a word or a sign, gives its kind and how many of the smallest unit of that kind
//! make one of it. A word that is no known unit is a counted noun, in the singular.
//!
//! What two countries or trades mean by different things ("dollars", "tons", "rupees") is a kind of its
//! own: it is like no other unit.

/// A unit's kind and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// `USD`, `g`, `person`.
    pub kind: String,
    /// How many of the smallest unit of the kind make one.
    pub factor: i128,
}

/// Signs: case matters ("mW" is no "MW"). The kind, and the power of ten.
const SIGNS: [(&str, &str, u32); 45] = [
    ("%", "%", 0),
    ("US$", "USD", 0),
    ("€", "EUR", 0),
    ("£", "GBP", 0),
    ("g", "g", 0),
    ("kg", "g", 3),
    ("t", "g", 6),
    ("kt", "g", 9),
    ("Mt", "g", 12),
    ("mt", "mt", 0),
    ("Gt", "g", 15),
    ("tCO2", "g CO2", 6),
    ("ktCO2", "g CO2", 9),
    ("MtCO2", "g CO2", 12),
    ("GtCO2", "g CO2", 15),
    ("tCO2e", "g CO2e", 6),
    ("ktCO2e", "g CO2e", 9),
    ("MtCO2e", "g CO2e", 12),
    ("GtCO2e", "g CO2e", 15),
    ("W", "W", 0),
    ("kW", "W", 3),
    ("MW", "W", 6),
    ("GW", "W", 9),
    ("TW", "W", 12),
    ("Wh", "Wh", 0),
    ("kWh", "Wh", 3),
    ("MWh", "Wh", 6),
    ("GWh", "Wh", 9),
    ("TWh", "Wh", 12),
    ("mm", "mm", 0),
    ("cm", "mm", 1),
    ("m", "mm", 3),
    ("km", "mm", 6),
    ("m2", "m²", 0),
    ("m²", "m²", 0),
    ("ha", "m²", 4),
    ("km2", "m²", 6),
    ("km²", "m²", 6),
    ("ml", "ml", 0),
    ("l", "ml", 3),
    ("L", "ml", 3),
    ("m3", "ml", 6),
    ("m³", "ml", 6),
    ("km3", "ml", 15),
    ("km³", "ml", 15),
];

/// Words, in small letters and in the singular.
const WORDS: [(&str, &str, u32); 33] = [
    ("percent", "%", 0),
    ("per cent", "%", 0),
    ("pct", "%", 0),
    ("us dollar", "USD", 0),
    ("u.s. dollar", "USD", 0),
    ("american dollar", "USD", 0),
    ("euro", "EUR", 0),
    ("pound sterling", "GBP", 0),
    ("gram", "g", 0),
    ("kilogram", "g", 3),
    ("kilo", "g", 3),
    ("tonne", "g", 6),
    ("metric ton", "g", 6),
    ("metric tonne", "g", 6),
    ("kilotonne", "g", 9),
    ("megatonne", "g", 12),
    ("gigatonne", "g", 15),
    ("watt", "W", 0),
    ("kilowatt", "W", 3),
    ("megawatt", "W", 6),
    ("gigawatt", "W", 9),
    ("terawatt", "W", 12),
    ("kilowatt-hour", "Wh", 3),
    ("megawatt-hour", "Wh", 6),
    ("gigawatt-hour", "Wh", 9),
    ("metre", "mm", 3),
    ("kilometre", "mm", 6),
    ("kilometer", "mm", 6),
    ("hectare", "m²", 4),
    ("litre", "ml", 3),
    ("cubic metre", "ml", 6),
    ("people", "person", 0),
    ("individual", "person", 0),
];

/// The unit of a word, a sign or a currency code.
pub fn unit(text: &str) -> Unit {
    let text = text.trim();
    let made = |(_, kind, power): &(&str, &str, u32)| Unit {
        kind: (*kind).to_owned(),
        factor: 10i128.pow(*power),
    };
    if let Some(found) = SIGNS.iter().find(|(sign, ..)| *sign == text) {
        return made(found);
    }
    let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if is_code {
        return plain(text.to_owned());
    }
    let small = text.to_lowercase();
    let one = singular(&small);
    let mut all = WORDS.iter();
    match all.find(|(word, ..)| *word == small || *word == one) {
        Some(found) => made(found),
        None => plain(one),
    }
}

fn plain(kind: String) -> Unit {
    Unit { kind, factor: 1 }
}

/// The singular of a regular noun, the last word of several.
fn singular(word: &str) -> String {
    match word {
        "men" => return "man".to_owned(),
        "women" => return "woman".to_owned(),
        "children" => return "child".to_owned(),
        "feet" => return "foot".to_owned(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("men").filter(|s| s.len() > 2) {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    let hisses = ["sses", "xes", "ches", "shes", "zzes"];
    if hisses.iter().any(|e| word.ends_with(e)) {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    let is_plural =
        word.len() > 2 && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
    match word.strip_suffix('s').filter(|_| is_plural) {
        Some(stem) => stem.to_owned(),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_kind_is_one_number_and_doubtful_words_are_like_no_other() {
        for (text, kind, factor) in [
            ("USD", "USD", 1),
            ("US dollars", "USD", 1),
            ("dollars", "dollar", 1),
            ("$", "$", 1),
            ("%", "%", 1),
            ("per cent", "%", 1),
            ("kt", "g", 1_000_000_000),
            ("tonnes", "g", 1_000_000),
            ("tons", "ton", 1),
            ("GW", "W", 1_000_000_000),
            ("gigawatts", "W", 1_000_000_000),
            ("persons", "person", 1),
            ("people", "person", 1),
            ("officers", "officer", 1),
            ("Officers", "officer", 1),
            ("policemen", "policeman", 1),
            ("companies", "company", 1),
            ("boxes", "box", 1),
            ("women", "woman", 1),
            ("buses", "buse", 1),
        ] {
            let u = unit(text);
            assert_eq!((u.kind.as_str(), u.factor), (kind, factor), "{text}");
        }
    }
}
