//! Forms of English verbs and nouns, generated from the lemma; irregular ones are listed.
//!
//! No stemmer: a stem joins words that differ (`designate`, `design`), and leaves apart what belongs
//! together (`froze`, `frozen`). Generating forms and matching them exactly does neither. This is how
//! the event coders TABARI and PETRARCH did it.

/// The forms of a verb. Where usage knows two (`learned`, `learnt`), the first is the commoner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// `freeze`
    pub base: String,
    /// `freezes`
    pub third: String,
    /// `froze`
    pub past: String,
    /// `frozen`
    pub participle: String,
    /// `freezing`
    pub ing: String,
}

/// Irregular past and participle, by lemma, in its order.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("arise", "arose", "arisen"),
    ("awake", "awoke", "awoken"),
    ("be", "was", "been"),
    ("bear", "bore", "borne"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bend", "bent", "bent"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("build", "built", "built"),
    ("burn", "burned", "burned"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("flee", "fled", "fled"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forget", "forgot", "forgotten"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("hang", "hanged", "hanged"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("mislead", "misled", "misled"),
    ("outlaw", "outlawed", "outlawed"),
    ("overcome", "overcame", "overcome"),
    ("overrun", "overran", "overrun"),
    ("oversee", "oversaw", "overseen"),
    ("overthrow", "overthrew", "overthrown"),
    ("overturn", "overturned", "overturned"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"),
    ("repay", "repaid", "repaid"),
    ("rid", "rid", "rid"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shed", "shed", "shed"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown"),
    ("shut", "shut", "shut"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("strike", "struck", "struck"),
    ("strive", "strove", "striven"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("undergo", "underwent", "undergone"),
    ("understand", "understood", "understood"),
    ("undertake", "undertook", "undertaken"),
    ("undo", "undid", "undone"),
    ("unfreeze", "unfroze", "unfrozen"),
    ("uphold", "upheld", "upheld"),
    ("win", "won", "won"),
    ("wind", "wound", "wound"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("withstand", "withstood", "withstood"),
    ("write", "wrote", "written"),
];

/// Verbs of more than one syllable that double their last consonant all the same (stress on the last).
const DOUBLING: &[&str] = &[
    "abet", "abhor", "acquit", "admit", "allot", "annul", "commit", "compel", "concur", "confer",
    "control", "debar", "defer", "deter", "dispel", "distil", "embed", "emit", "enrol", "equip",
    "excel", "expel", "extol", "impel", "incur", "infer", "instil", "occur", "omit", "outwit",
    "patrol", "permit", "propel", "rebel", "rebut", "recur", "refer", "remit", "repel", "resubmit",
    "submit", "transfer", "transmit", "kidnap", "worship", "program", "cancel", "channel",
    "counsel", "duel", "fuel", "funnel", "label", "level", "marshal", "model", "quarrel", "signal",
    "total", "travel", "tunnel", "initial", "dial", "format", "combat",
];

/// Words of [`DOUBLING`] whose American forms do not double.
const BRITISH_DOUBLING: &[&str] = &[
    "cancel", "channel", "counsel", "duel", "fuel", "funnel", "label", "level", "marshal", "model",
    "quarrel", "signal", "total", "travel", "tunnel", "initial", "dial", "worship", "kidnap",
    "combat", "program",
];

/// The lemmas of the irregular verbs.
pub fn irregular() -> impl Iterator<Item = &'static str> {
    IRREGULAR.iter().map(|(lemma, ..)| *lemma)
}

/// The forms of one verb, by the commonest (British where it doubles) spelling.
pub fn forms(lemma: &str) -> Forms {
    let listed = IRREGULAR.binary_search_by(|(b, ..)| (*b).cmp(lemma)).ok();
    let (past, participle) = match listed.and_then(|i| IRREGULAR.get(i)) {
        Some((_, past, participle)) => ((*past).to_owned(), (*participle).to_owned()),
        None => {
            let ed = add(lemma, "ed", true);
            (ed.clone(), ed)
        }
    };
    Forms {
        base: lemma.to_owned(),
        third: third(lemma),
        past,
        participle,
        ing: add(lemma, "ing", true),
    }
}

/// All spellings of the forms of a verb: British and American, `-ise` and `-ize`, doubled or not.
/// The first is [`forms`].
pub fn variants(lemma: &str) -> Vec<Forms> {
    let mut lemmas = vec![lemma.to_owned()];
    for (a, b) in [
        ("ise", "ize"),
        ("ize", "ise"),
        ("yse", "yze"),
        ("yze", "yse"),
        ("our", "or"),
    ] {
        if let Some(stem) = lemma.strip_suffix(a)
            && stem.len() >= 4
            && !matches!(
                lemma,
                "advise" | "seize" | "supervise" | "revise" | "exercise" | "promise" | "compromise"
            )
            && !matches!(
                lemma,
                "raise" | "praise" | "devise" | "surprise" | "comprise" | "disguise" | "televise"
            )
        {
            lemmas.push(format!("{stem}{b}"));
        }
    }
    let mut all: Vec<Forms> = Vec::new();
    for l in &lemmas {
        let f = forms(l);
        if !all.contains(&f) {
            all.push(f);
        }
        if BRITISH_DOUBLING.contains(&l.as_str()) {
            let ed = add(l, "ed", false);
            all.push(Forms {
                past: ed.clone(),
                participle: ed,
                ing: add(l, "ing", false),
                ..forms(l)
            });
        }
    }
    match lemma {
        "learn" | "burn" | "spell" | "leap" | "dream" => {
            let t = format!("{}t", lemma.trim_end_matches('l'));
            let t = if lemma == "spell" {
                "spelt".to_owned()
            } else {
                t
            };
            all.push(Forms {
                past: t.clone(),
                participle: t,
                ..forms(lemma)
            });
        }
        "get" => all.push(Forms {
            participle: "gotten".into(),
            ..forms(lemma)
        }),
        "prove" => all.push(Forms {
            participle: "proven".into(),
            ..forms(lemma)
        }),
        "be" => all.push(Forms {
            past: "were".into(),
            ..forms(lemma)
        }),
        _ => {}
    }
    all
}

/// The third person singular.
fn third(lemma: &str) -> String {
    match lemma {
        "be" => "is".into(),
        "have" => "has".into(),
        "do" | "go" | "undo" | "undergo" => join(lemma, "es"),
        _ => plural(lemma),
    }
}

/// `-s`, `-es`, `-ies`: the plural of a regular noun, and the third person of a verb.
pub fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(is_vowel)
        && !stem.is_empty()
    {
        return join(stem, "ies");
    }
    if word.ends_with("quiz") {
        return join(word, "zes");
    }
    if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|e| word.ends_with(e))
    {
        return join(word, "es");
    }
    join(word, "s")
}

/// Adds `-ed` or `-ing`; `double` says whether a last consonant may be doubled.
fn add(lemma: &str, ending: &str, double: bool) -> String {
    if lemma == "be" && ending == "ing" {
        return "being".into();
    }
    if let Some(stem) = lemma.strip_suffix("ie")
        && ending == "ing"
    {
        return join(stem, "ying");
    }
    if ending == "ing"
        && matches!(
            lemma,
            "dye" | "singe" | "see" | "agree" | "oversee" | "flee" | "free" | "guarantee"
        )
    {
        return join(lemma, "ing");
    }
    if let Some(stem) = lemma.strip_suffix('e') {
        return if ending == "ing" && stem.ends_with(['e', 'o', 'y']) {
            join(lemma, "ing")
        } else {
            join(stem, ending)
        };
    }
    if ending == "ed"
        && let Some(stem) = lemma.strip_suffix('y')
        && !stem.ends_with(is_vowel)
    {
        return join(stem, "ied");
    }
    if lemma.ends_with('c') && !lemma.ends_with("sc") {
        return format!("{lemma}k{ending}");
    }
    if double
        && doubles(lemma)
        && let Some(last) = lemma.chars().next_back()
    {
        return format!("{lemma}{last}{ending}");
    }
    join(lemma, ending)
}

/// One word after the other.
fn join(a: &str, b: &str) -> String {
    let mut out = String::with_capacity(a.len() + b.len());
    out.push_str(a);
    out.push_str(b);
    out
}

/// Whether the last consonant doubles: consonant–vowel–consonant with one syllable, or listed.
fn doubles(lemma: &str) -> bool {
    let last: Vec<char> = lemma.chars().rev().take(3).collect();
    let [c, v, b] = last.as_slice() else {
        return false;
    };
    let cvc = !is_vowel(*c)
        && !matches!(c, 'w' | 'x' | 'y' | 'h')
        && is_vowel(*v)
        && (!is_vowel(*b) || lemma.contains("qu"));
    if !cvc {
        return false;
    }
    let stem = lemma
        .strip_prefix("un")
        .or_else(|| lemma.strip_prefix("re"))
        .unwrap_or(lemma);
    syllables(lemma) == 1
        || DOUBLING.contains(&lemma)
        || matches!(stem, "ban" | "ship" | "plan" | "map" | "set")
}

/// Runs of vowels.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut before = false;
    for c in word.replace("qu", "q").chars() {
        let v = is_vowel(c) || c == 'y';
        if v && !before {
            count += 1;
        }
        before = v;
    }
    count
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_of_a_dictionary() {
        for (lemma, want) in [
            ("arrest", "arrest arrests arrested arrested arresting"),
            ("freeze", "freeze freezes froze frozen freezing"),
            ("ban", "ban bans banned banned banning"),
            (
                "prosecute",
                "prosecute prosecutes prosecuted prosecuted prosecuting",
            ),
            ("ratify", "ratify ratifies ratified ratified ratifying"),
            ("try", "try tries tried tried trying"),
            ("submit", "submit submits submitted submitted submitting"),
            (
                "dismantle",
                "dismantle dismantles dismantled dismantled dismantling",
            ),
            ("convict", "convict convicts convicted convicted convicting"),
            ("outlaw", "outlaw outlaws outlawed outlawed outlawing"),
            ("deploy", "deploy deploys deployed deployed deploying"),
            ("seize", "seize seizes seized seized seizing"),
            (
                "withdraw",
                "withdraw withdraws withdrew withdrawn withdrawing",
            ),
            ("report", "report reports reported reported reporting"),
            (
                "transfer",
                "transfer transfers transferred transferred transferring",
            ),
            ("visit", "visit visits visited visited visiting"),
            ("agree", "agree agrees agreed agreed agreeing"),
            ("raid", "raid raids raided raided raiding"),
            ("close", "close closes closed closed closing"),
            (
                "publish",
                "publish publishes published published publishing",
            ),
            (
                "traffic",
                "traffic traffics trafficked trafficked trafficking",
            ),
            ("acquit", "acquit acquits acquitted acquitted acquitting"),
            ("die", "die dies died died dying"),
            ("quit", "quit quits quitted quitted quitting"),
            ("target", "target targets targeted targeted targeting"),
            ("fix", "fix fixes fixed fixed fixing"),
        ] {
            let f = forms(lemma);
            assert_eq!(
                [f.base, f.third, f.past, f.participle, f.ing].join(" "),
                want
            );
        }
    }

    #[test]
    fn irregular_verbs_are_looked_up_in_their_order() {
        assert!(IRREGULAR.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn both_spellings_are_known() {
        let all: Vec<String> = variants("criminalise")
            .into_iter()
            .map(|f| f.past)
            .collect();
        assert_eq!(all, ["criminalised", "criminalized"]);
        assert!(variants("travel").iter().any(|f| f.past == "traveled"));
        assert_eq!(variants("seize").len(), 1);
    }
}
