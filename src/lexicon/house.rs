//! Publishing houses: takes a publisher's name as written, gives a key that its usual spellings share.

use super::fold;

/// The house of a publisher: `Dawn`, `dawn`, `The Dawn` and `Dawn.com` are one, so that one paper under two
/// spellings is not two independent sources. Letters and digits alone are compared; a name without any
/// stands for itself.
pub fn house(name: &str) -> String {
    let folded = fold(name.trim());
    let plain = folded.strip_prefix("www.").unwrap_or(&folded);
    let plain = plain.strip_prefix("the ").unwrap_or(plain);
    // A site's domain: what follows the first dot is short and has no blank.
    let plain = match plain.split_once('.') {
        Some((name, domain))
            if !name.contains(' ')
                && domain.len() <= 7
                && domain.chars().all(|c| c.is_ascii_lowercase() || c == '.') =>
        {
            name
        }
        _ => plain,
    };
    let key: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
    if key.is_empty() { folded } else { key }
}

#[cfg(test)]
mod tests {
    use super::house;

    #[test]
    fn spellings_of_one_house_are_one() {
        for other in [
            "dawn",
            "The Dawn",
            "DAWN ",
            "Dawn.com",
            "www.dawn.com",
            "Da\u{200b}wn",
        ] {
            assert_eq!(house(other), house("Dawn"), "{other}");
        }
        for other in ["Dawn News", "Down", "Express Tribune", "Dawn of the East"] {
            assert_ne!(house(other), house("Dawn"), "{other}");
        }
        assert_eq!(house("bbc.co.uk"), house("BBC"));
        assert_ne!(house("—"), house("…"));
        assert_ne!(house("U.S. Department of State"), house("U"));
    }
}
