//! The closed-class words and the nouns that reading turns on, as data: word, then what it can be.

/// What a word can be; a word can be several things, and what stands beside it decides.
pub mod feat {
    macro_rules! bits {
        ($($(#[$d:meta])* $n:ident = $b:expr;)*) => { $( $(#[$d])* pub const $n: u64 = 1 << $b; )* };
    }
    bits! {
        /// Determiner.
        DET = 0;
        /// Possessive pronoun.
        POSSP = 1;
        /// Personal pronoun.
        PRON = 2;
        /// Preposition or particle.
        PREP = 3;
        /// and, or, nor, plus.
        AND = 4;
        /// but, yet.
        BUT = 5;
        /// not, never, …n't.
        NEG = 6;
        /// no, none, neither: negates its noun.
        NONE = 7;
        /// Forms of be.
        BE = 8;
        /// Forms of have.
        HAVE = 9;
        /// Forms of do.
        DO = 10;
        /// will, shall.
        FUT = 11;
        /// would, may, might, could, can.
        MAY = 12;
        /// should, must, ought.
        MUST = 13;
        /// to.
        TO = 14;
        /// by.
        BY = 15;
        /// that.
        THAT = 16;
        /// who, which, whom, whose.
        REL = 17;
        /// if, unless, whether …: what follows need not be so.
        COND = 18;
        /// although, while, after …: what follows is so.
        SUB = 19;
        /// An adverb that changes nothing.
        ADV = 20;
        /// partially, largely.
        PARTIAL = 21;
        /// allegedly, reportedly.
        ALLEGED = 22;
        /// almost, nearly.
        ALMOST = 23;
        /// A noun for people of a group: leaders, operatives.
        PEOPLE = 24;
        /// A noun for things of a group: accounts, offices.
        THINGS = 25;
        /// A noun for an organ of a state: authorities, police.
        ORGAN = 26;
        /// the group, the outfit.
        GROUP = 27;
        /// the country, the government.
        COUNTRY = 28;
        /// A month; the value is 1–12.
        MONTH = 29;
        /// A weekday; the value is 1 (Monday) to 7.
        WEEKDAY = 30;
        /// day, week, month, year; the value is 1–4.
        UNIT = 31;
        /// A number word; the value is the number.
        NUM = 32;
        /// last, this, next, today …
        DEICTIC = 33;
        /// Abbreviation: a full stop after it ends no sentence.
        ABBR = 34;
        /// A preposition that negates: without.
        WITHOUT = 35;
        /// after, following, since, before a noun: what the noun names did happen.
        AFTER = 36;
        /// him, her, them, it: can be an object.
        OBJP = 37;
        /// Speaks without a name: sources, officials, reports.
        VOICE = 38;
        /// An adjective that makes its noun a claim: alleged, suspected.
        SUSPECT = 39;
        /// An adjective of what is to come: planned, proposed.
        PROPOSED = 40;
        /// An adjective or verb of what falls short: insufficient, inadequate.
        SHORT = 41;
        /// A court or judge: acts for the state that it belongs to.
        COURT = 42;
        /// Starts an act of a rule: a verb form.
        ACTV = 43;
        /// Starts an act of a rule: a noun.
        ACTN = 44;
        /// Starts a name.
        NAME = 45;
        /// on paper, nominally: done in form, and no more than said to be done.
        HEDGE = 46;
        /// Starts a fixed phrase of [`super::IDIOMS`].
        IDIOM = 47;
        /// A claim, a rumour, a lie: what it is said of is only said.
        TALE = 48;
        /// A film, a novel, a dream: what is told in it did not happen.
        FICTION = 49;
        /// terror, drug: before a word in -ing it makes that word a noun.
        MODIFIER = 50;
        /// decision, move, order: stands for an act that was told before.
        DEED = 51;
        /// bill, law, resolution: is about what it bans or amends.
        TEXT = 52;
        /// travel, arms: before a noun it makes a narrower act of it (a travel ban is no ban).
        NARROW = 53;
        /// An organ that every state has: police, court, army; without a name it is of the state spoken of.
        HOME = 54;
        /// side, both: the parties of the talks spoken of.
        SIDES = 55;
        /// committee, council: a body of states.
        BODY = 56;
        /// cleric, mastermind: one person who was named before.
        PERSONAL = 57;
        /// half, part: an act upon it is done in part.
        FRACTION = 58;
        /// A word of a heading that only says that acts follow ("Action taken by Pakistan").
        CONTENTS = 59;
        /// Ends a phrase of what befalls a subject ("walk free"): the sentence may tell of an act.
        SHOWS = 60;
    }
}
use feat::*;

/// Words by what they can be.
pub const WORDS: &[(u64, &str)] = &[
    (
        DET,
        "the a an this these those each every all both some any several many few another other such more most various dozens hundreds",
    ),
    (DET | POSSP, "its their his her our my your"),
    (
        PRON,
        "it they he she we i you itself themselves himself who",
    ),
    (PRON | OBJP, "it them him her us"),
    (NONE | DET, "no none neither nobody nothing"),
    (
        PREP,
        "of in on at for with from against about over under between among into through during within via near across towards toward upon off along around behind beyond concerning regarding despite amid as per up down out away aside apart back forward inside outside including like than versus onto throughout worth unlike minus",
    ),
    (PREP | WITHOUT, "without"),
    (PREP | SUB | AFTER, "after following since"),
    (PREP | SUB, "before"),
    (TO | PREP, "to"),
    (BY | PREP, "by"),
    (AND, "and or plus"),
    (AND | NEG, "nor"),
    (BUT, "but yet except"),
    (NEG | ADV, "not never hardly scarcely"),
    (BE, "be is are was were been being am"),
    (BE | NEG, "isnt arent wasnt werent"),
    (HAVE, "have has had having"),
    (HAVE | NEG, "havent hasnt hadnt"),
    (DO, "do does did"),
    (DO | NEG, "dont doesnt didnt"),
    (FUT, "will shall"),
    (FUT | NEG, "wont"),
    (MAY, "would may might could can"),
    (MAY | NEG, "wouldnt couldnt cannot cant"),
    (MUST, "should must ought"),
    (MUST | NEG, "shouldnt mustnt"),
    (THAT | DET, "that"),
    (REL, "who which whom whose"),
    (
        COND,
        "if unless whether once until till lest provided suppose",
    ),
    (
        SUB,
        "although though while whereas because when where whenever why how what as",
    ),
    (
        ADV,
        "also already recently finally formally officially immediately later soon still now then just ever again subsequently only even always often together jointly separately further thus therefore however meanwhile moreover instead indeed earlier previously so too very well first newly long once there here reportedly eventually twice rather quickly swiftly",
    ),
    (
        PARTIAL | ADV,
        "partially partly largely mostly somewhat half",
    ),
    (
        ALLEGED | ADV,
        "allegedly reportedly supposedly purportedly apparently presumably ostensibly",
    ),
    (ALMOST | ADV, "almost nearly virtually practically"),
    (
        HEDGE | ADV,
        "nominally ostensibly theoretically cosmetically symbolically falsely wrongly mistakenly hypothetically jokingly fictitiously purportedly erroneously supposedly seemingly incorrectly inaccurately untruthfully deceptively",
    ),
    (
        NARROW,
        "travel arms flight import export trade visa driving oil gas food weapons entry airspace smoking fishing hunting",
    ),
    (
        HOME,
        "police court courts judge judges army troops prosecutor prosecutors prosecution parliament cabinet government authorities tribunal magistrate investigators customs policemen officers soldiers gendarmerie forces military navy rangers lawmakers legislature",
    ),
    (
        BODY,
        "committee council agency body watchdog commission bloc alliance secretariat taskforce",
    ),
    (
        PERSONAL,
        "cleric preacher mastermind ideologue fugitive kingpin warlord",
    ),
    (
        FRACTION,
        "half third thirds quarter quarters part portion fraction fifth tenth handful",
    ),
    (
        SIDES,
        "sides countries leaders delegations governments parties nations ministers officials",
    ),
    (
        CONTENTS,
        "action actions taken measures measure steps step progress implementation compliance record developments update updates made done what has",
    ),
    (
        TALE,
        "claim claims allegation allegations assertion assertions rumour rumours rumor rumors lie lies myth fiction hoax joke jokes boast fantasy falsehood fabrication fake",
    ),
    (
        FICTION,
        "drill rehearsal reenactment wargame novel film movie play drama sketch dream cartoon game joke parody satire fiction simulation exercise scenario screenplay comic fantasy story tale nightmare",
    ),
    (
        MODIFIER,
        "terror terrorist terrorism money drug drugs arms weapons weapon counterterrorism human bomb militant information intelligence data proliferation capacity peace decision fact nation",
    ),
    (
        DEED,
        "decision decisions move moves order orders step steps measure measures action ruling verdict notification judgment judgement",
    ),
    (
        TEXT,
        "bill bills law laws act ordinance decree resolution amendment legislation motion regulation regulations order notification",
    ),
    (
        PEOPLE,
        "leader leaders leadership operative operatives militant militants member members commander commanders activist activists cadre cadres fighter fighters terrorist terrorists suspect suspects chief chiefs head founder founders supporter supporters sympathiser sympathisers sympathizer sympathizers facilitator facilitators financier financiers handler handlers recruiter recruiters follower followers official officials aide aides associate associates chairman deputy spokesman spokesperson emir amir ideologue figure figures person persons individual individuals people worker workers man men woman women detainee detainees prisoner prisoners hostage hostages soldier soldiers troops diplomat diplomats citizen citizens national nationals civilian civilians nominee convict convicts accused gunman gunmen attacker attackers insurgent insurgents rebel rebels mastermind masterminds perpetrator perpetrators affiliate affiliates combatant combatants personnel dissident dissidents journalist journalists fundraiser fundraisers preacher preachers cleric clerics trainer trainers bomber bombers plotter plotters smuggler smugglers courier couriers deserter deserters fugitive fugitives extremist extremists jihadist jihadists jihadi jihadis guerrilla guerrillas separatist separatists recruit recruits shooter shooters protester protesters demonstrator demonstrators fisherman fishermen migrant migrants refugee refugees captive captives herder herders peacekeeper peacekeepers",
    ),
    (
        THINGS,
        "account accounts asset assets fund funds property properties office offices camp camps seminary seminaries madrassa madrassas madrasa madrasas madressah madressahs school schools mosque mosques building buildings ambulance ambulances infrastructure network networks cell cells hideout hideouts base bases post posts headquarters facility facilities charity charities dispensary dispensaries hospital hospitals hq website websites vehicle vehicles weapon weapons arsenal finances money financing activities operations premises compound compounds front fronts wing wings branch branches organisation organisations organization organizations entity entities centre centres center centers haven havens sanctuary sanctuaries establishment establishments unit units item items point points plank planks bank deposits holdings territory border vessel vessels boat boats cache caches shipment shipments truck trucks residence residences stockpile stockpiles warehouse warehouses fundraising",
    ),
    (
        ORGAN,
        "authorities authority police government governments army military court courts judge judges parliament senate assembly cabinet ministry minister ministers department prosecutor prosecutors officials official forces troops regulator regulators agency agencies administration officer officers tribunal commission president premier unit office side delegation state legislature lawmakers magistrate magistrates justice customs navy rangers soldiers security intelligence troopers investigators team envoy ambassador embassy treasury secretary spokesman spokesperson spokeswoman prime foreign interior home finance defence defense high supreme national counterterrorism mission missions coastguard gendarmerie militia paratroopers watchdog ombudsman chancellor chancellery presidency bench congress council peacekeepers peacekeeper constabulary lawmaker inspectors",
    ),
    (COURT, "court courts judge judges tribunal magistrate"),
    (GROUP, "group outfit organisation organization"),
    (COUNTRY, "country government authorities administration"),
    (
        VOICE,
        "sources source officials official reports report website portal blog media outlets outlet rumours rumors witnesses insiders analysts observers newspapers newspaper websites channels channel",
    ),
    (
        SUSPECT,
        "alleged suspected purported reported supposed claimed unconfirmed rumoured rumored",
    ),
    (
        PROPOSED,
        "planned proposed possible potential pending future prospective intended promised expected impending imminent eventual requested",
    ),
    (
        SHORT,
        "insufficient inadequate incomplete partial limited ineffective lacking weak slow",
    ),
    (
        DEICTIC,
        "last next today yesterday tomorrow tonight ago past coming previous earlier mid early late end beginning start",
    ),
    (
        ABBR,
        "mr mrs ms dr prof sen rep gen lt col maj capt sgt cpl gov pres hon rev st jr sr no nos art arts para paras res sec secs ch vol pp ed eds cf eg ie ia incl excl approx est dept univ assn bros ltd inc corp co plc llc vs jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun al etc fig figs op cit ibid viz govt adm brig cmdr comdr insp supt retd messrs mme mlle mt ft ave blvd rd",
    ),
];

/// Fixed phrases that count as one word: what it can be, then the phrases.
pub const IDIOMS: &[(u64, &[&str])] = &[
    (
        HEDGE | ADV,
        &[
            "only on paper",
            "on paper only",
            "on paper",
            "in name only",
            "in name alone",
            "only in name",
            "in theory",
            "in theory only",
            "for show",
            "for appearances",
            "for the cameras",
            "or so it",
            "or so they",
            "or so he",
            "or so she",
            "or so its",
            "or so their",
            "so to speak",
        ],
    ),
    (
        COND,
        &[
            "as long as",
            "so long as",
            "in the event that",
            "in the event of",
            "in case",
            "on condition that",
            "on the condition that",
            "assuming that",
            "assuming",
            "supposing",
            "as if",
            "as though",
            "even if",
            "only if",
            "if and when",
        ],
    ),
    (
        ORGAN,
        &[
            "state bank",
            "central bank",
            "reserve bank",
            "federal bank",
            "monetary authority",
        ],
    ),
    (SUSPECT, &["so called", "self styled", "self proclaimed"]),
    (FICTION, &["mock up", "re enactment", "war game"]),
    (ORGAN, &["law enforcement"]),
    (ALMOST | ADV, &["all but", "as good as"]),
    (
        NEG | ADV,
        &[
            "at no point",
            "at no time",
            "at no stage",
            "in no way",
            "in no case",
            "under no circumstances",
            "under no circumstance",
            "on no account",
            "on no occasion",
            "by no means",
            "nowhere near",
        ],
    ),
    (
        PREP,
        &[
            "other than",
            "apart from",
            "aside from",
            "with the exception of",
        ],
    ),
];

/// Words with a value: months, weekdays, units, numbers.
pub const VALUES: &[(u64, &[(&str, i32)])] = &[
    (
        MONTH,
        &[
            ("january", 1),
            ("february", 2),
            ("march", 3),
            ("april", 4),
            ("may", 5),
            ("june", 6),
            ("july", 7),
            ("august", 8),
            ("september", 9),
            ("october", 10),
            ("november", 11),
            ("december", 12),
            ("jan", 1),
            ("feb", 2),
            ("mar", 3),
            ("apr", 4),
            ("jun", 6),
            ("jul", 7),
            ("aug", 8),
            ("sept", 9),
            ("sep", 9),
            ("oct", 10),
            ("nov", 11),
            ("dec", 12),
        ],
    ),
    (
        WEEKDAY,
        &[
            ("monday", 1),
            ("tuesday", 2),
            ("wednesday", 3),
            ("thursday", 4),
            ("friday", 5),
            ("saturday", 6),
            ("sunday", 7),
        ],
    ),
    (
        UNIT,
        &[
            ("day", 1),
            ("days", 1),
            ("week", 2),
            ("weeks", 2),
            ("month", 3),
            ("months", 3),
            ("year", 4),
            ("years", 4),
        ],
    ),
    (
        NUM,
        &[
            ("one", 1),
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("thirteen", 13),
            ("fourteen", 14),
            ("fifteen", 15),
            ("sixteen", 16),
            ("seventeen", 17),
            ("eighteen", 18),
            ("nineteen", 19),
            ("twenty", 20),
            ("thirty", 30),
            ("forty", 40),
            ("fifty", 50),
            ("sixty", 60),
            ("seventy", 70),
            ("eighty", 80),
            ("ninety", 90),
            ("hundred", 100),
            ("thousand", 1000),
            ("million", 1_000_000),
            ("dozen", 12),
            ("score", 20),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::{IDIOMS, VALUES, WORDS};
    use crate::lexicon::{fold, verbs};

    /// The scanner parts words at dashes, so that an entry with one could never match.
    #[test]
    fn every_word_of_the_lists_is_one_word_as_a_text_is_cut() {
        let words = WORDS.iter().flat_map(|(_, l)| l.split(' '));
        let verbs_ = verbs::VERBS.iter().flat_map(|(_, l)| l.split(' '));
        let governors = verbs::GOVERNORS.iter().flat_map(|(_, l)| l.split(' '));
        let values = VALUES.iter().flat_map(|(_, l)| l.iter().map(|(w, _)| *w));
        let nouns = verbs::NOUNS.iter().flat_map(|(_, l)| l.split(' '));
        let idioms = IDIOMS
            .iter()
            .flat_map(|(_, l)| l.iter().flat_map(|p| p.split(' ')));
        for w in words
            .chain(verbs_)
            .chain(governors)
            .chain(values)
            .chain(nouns)
            .chain(idioms)
        {
            assert_eq!(fold(w), w);
            assert!(!w.is_empty() && w.chars().all(char::is_alphanumeric), "{w}");
        }
    }

    #[test]
    fn no_list_holds_a_word_twice_and_no_verb_has_two_classes() {
        let twice = |words: Vec<&str>, what: &str| {
            let mut seen = std::collections::BTreeSet::new();
            for w in words {
                assert!(seen.insert(w), "{w} stands twice in {what}");
            }
        };
        for (_, list) in WORDS {
            twice(list.split(' ').collect(), list);
        }
        for list in [verbs::VERBS, verbs::OF_NOUNS] {
            twice(
                list.iter().flat_map(|(_, l)| l.split(' ')).collect(),
                "the verbs",
            );
        }
        twice(
            verbs::GOVERNORS
                .iter()
                .flat_map(|(_, l)| l.split(' '))
                .collect(),
            "the governors",
        );
    }
}
