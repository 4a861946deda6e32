//! Verbs, nouns and adjectives that say how far an act got, as data: class, then lemmas.
//!
//! The classes of verbs with a `to` after them follow Karttunen's implicative signatures ("Implicative
//! verbs", 1971): what follows from the sentence, and from its negation, about the act below.

/// What a verb (or noun, or adjective) says of the act that it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Class {
    /// Nothing known of it: an act below is only a purpose.
    #[default]
    Other,
    /// say, announce: passes a statement on.
    Say,
    /// claim, allege: a statement that the text does not vouch for.
    Claim,
    /// deny: the opposite.
    Deny,
    /// believe, fear: no more than a thought.
    Believe,
    /// manage, succeed: done where it is said, not where it is denied.
    Manage,
    /// fail, neglect: the opposite of that.
    Fail,
    /// refuse, decline.
    Refuse,
    /// force, compel: done where it is said.
    Force,
    /// allow, help: opens the way.
    Allow,
    /// prevent, block: not done.
    Prevent,
    /// stop, cease: was under way.
    Stop,
    /// begin, continue.
    Begin,
    /// pledge, agree, decide.
    Promise,
    /// plan, intend, expect.
    Plan,
    /// prepare.
    Prepare,
    /// try, seek.
    Attempt,
    /// urge, order, demand.
    Urge,
    /// threaten, warn.
    Threaten,
    /// seem, appear.
    Seem,
    /// able.
    Able,
    /// take, impose, carry out: lends itself to a noun.
    Light,
    /// lift, overturn, revoke: undoes what its noun names.
    Undo,
    /// welcome, praise, condemn: takes what its noun names as done.
    Welcome,
    /// happen, occur.
    Occur,
    /// remain, stand.
    Remain,
    /// await: what its noun names is pending.
    Await,
    /// reach, total, exceed: gives the size of what its subject names.
    Measure,
    /// ensure: what follows is to come about.
    Ensure,
    /// charge, accuse, suspect, convict: what follows is a crime, not an act of compliance.
    Accuse,
}

/// Verb lemmas by class.
pub const VERBS: &[(Class, &str)] = &[
    (
        Class::Say,
        "say announce state add tell report declare note confirm explain disclose reveal observe acknowledge admit recall reiterate write stress emphasise mention inform show find learn remark conclude testify indicate reaffirm underline verify certify attest",
    ),
    (
        Class::Claim,
        "claim allege assert contend maintain insist argue purport boast accuse blame rumour suggest",
    ),
    (
        Class::Deny,
        "deny reject dispute refute dismiss disprove rebut",
    ),
    (
        Class::Believe,
        "believe think suspect fear hope doubt speculate assume expect estimate understand anticipate predict imagine joke jest quip dream pretend fantasise",
    ),
    (
        Class::Manage,
        "manage succeed bother proceed happen complete finish help",
    ),
    (Class::Ensure, "ensure"),
    (Class::Fail, "fail neglect forget omit"),
    (Class::Refuse, "refuse decline"),
    (Class::Force, "force compel oblige"),
    (
        Class::Allow,
        "allow enable permit let authorise empower entitle lead cause",
    ),
    (
        Class::Prevent,
        "prevent block bar prohibit forbid deter avoid hinder hamper obstruct thwart",
    ),
    (
        Class::Stop,
        "stop cease halt quit discontinue suspend delay postpone",
    ),
    (
        Class::Begin,
        "begin start commence continue keep resume initiate",
    ),
    (
        Class::Promise,
        "pledge promise agree vow commit undertake offer resolve decide swear determine approve accept consent volunteer assure guarantee",
    ),
    (
        Class::Plan,
        "plan intend want wish aim mean propose consider envisage contemplate schedule need look",
    ),
    (Class::Prepare, "prepare ready"),
    (
        Class::Attempt,
        "try attempt seek strive struggle endeavour work move act",
    ),
    (
        Class::Urge,
        "urge ask demand request press require order direct instruct encourage advise recommend remind exhort invite appeal call implore pressure beseech beg enjoin summon",
    ),
    (Class::Threaten, "threaten warn"),
    (Class::Seem, "seem appear"),
    (
        Class::Light,
        "take impose conduct make launch place carry mount execute implement enforce issue hand give pass perform effect put secure deliver stage",
    ),
    (
        Class::Undo,
        "lift overturn revoke rescind annul quash repeal reverse withdraw cancel undo void nullify remove end set scrap overrule invalidate abrogate abolish",
    ),
    (
        Class::Welcome,
        "welcome praise hail condemn applaud commend criticise denounce regret celebrate protest mark follow cite appreciate laud deplore",
    ),
    (Class::Occur, "occur come"),
    (Class::Remain, "remain stand stay"),
    (Class::Await, "await pend"),
    (
        Class::Measure,
        "reach total exceed amount rise fall grow surpass equal",
    ),
    (Class::Accuse, "charge convict indict sentence prosecute"),
];

/// Verbs that say something else of a noun than of an infinitive ("undertook an inspection", "undertook to
/// inspect").
pub const OF_NOUNS: &[(Class, &str)] = &[
    (Class::Light, "undertake complete"),
    (Class::Occur, "happen"),
];

/// Other common regular verbs, so that their forms are known for verbs.
pub const COMMON: &str = "include involve use call help turn play move live believe provide serve die pass raise remain appear receive contain focus review operate travel join visit address describe discuss support create open enter gather assess finance fund train target kill attack strengthen improve highlight endorse host chair attend cooperate collaborate regard consider house shelter harbour protect defend serve constitute represent relate concern affect reach face require obtain acquire monitor evaluate examine list name identify link associate connect base locate plan wound injure claim threaten storm surround flee travel return arrive leave depart sign hold meet lead follow";

/// Nouns and adjectives that govern an act with `to` (or `of`, `for`): class, then words.
pub const GOVERNORS: &[(Class, &str)] = &[
    (
        Class::Urge,
        "need call calls demand demands request requests obligation obligations duty responsibility requirement requirements urgency order orders appeal pressure obliged required supposed urged asked called bound recommendation recommendations expected",
    ),
    (
        Class::Plan,
        "plan plans intention intentions proposal proposals proposed set due ready poised likely willing keen determined about going scheduled eager slated bill draft",
    ),
    (
        Class::Promise,
        "pledge pledges promise promises commitment commitments vow vows decision decisions agreement resolve readiness willingness determination assurance assurances committed",
    ),
    (
        Class::Attempt,
        "effort efforts attempt attempts bid move moves step steps measures campaign drive struggle",
    ),
    (Class::Fail, "failure failures inability unable"),
    (
        Class::Refuse,
        "refusal unwillingness reluctance unwilling reluctant",
    ),
    (Class::Able, "able free"),
    (Class::Begin, "process begun"),
    (Class::Threaten, "threat threats"),
    (Class::Other, "lack absence want"),
];

/// Nominal forms by verb lemma, where usage has one. Gerunds need no entry.
pub const NOUNS: &[(&str, &str)] = &[
    ("abduct", "abduction abductions"),
    ("accede", "accession"),
    ("accuse", "accusation accusations"),
    ("acquit", "acquittal acquittals"),
    ("act", "action actions"),
    ("adopt", "adoption"),
    ("amend", "amendment amendments"),
    ("annul", "annulment"),
    ("apprehend", "apprehension"),
    ("approve", "approval"),
    ("arrest", "arrest arrests"),
    ("assassinate", "assassination assassinations"),
    ("attack", "attack attacks"),
    ("ban", "ban bans"),
    ("blacklist", "blacklisting"),
    ("bomb", "bombing bombings"),
    ("capture", "capture captures"),
    ("close", "closure closures"),
    ("condemn", "condemnation"),
    ("confiscate", "confiscation confiscations"),
    ("convict", "conviction convictions"),
    ("cooperate", "cooperation"),
    ("criminalise", "criminalisation criminalization"),
    ("declare", "declaration"),
    ("deliver", "delivery deliveries"),
    ("demolish", "demolition"),
    ("deploy", "deployment deployments"),
    ("deport", "deportation deportations"),
    ("designate", "designation designations"),
    ("destroy", "destruction"),
    ("detain", "detention detentions"),
    ("disarm", "disarmament"),
    ("disband", "disbandment"),
    ("disclose", "disclosure"),
    ("discuss", "discussion discussions"),
    ("dismantle", "dismantlement"),
    ("enact", "enactment"),
    ("establish", "establishment"),
    ("escape", "escape escapes"),
    ("evict", "eviction evictions"),
    ("exchange", "exchange exchanges"),
    ("execute", "execution executions"),
    ("expel", "expulsion expulsions"),
    ("extradite", "extradition extraditions"),
    ("fine", "fine fines"),
    ("forfeit", "forfeiture"),
    ("freeze", "freeze freezes"),
    ("imprison", "imprisonment"),
    ("indict", "indictment indictments"),
    ("inspect", "inspection inspections"),
    ("investigate", "investigation investigations"),
    ("jail", "jailing"),
    ("kill", "killing killings"),
    ("legislate", "legislation"),
    ("liquidate", "liquidation"),
    ("meet", "meeting meetings"),
    ("murder", "murder murders"),
    ("outlaw", "outlawing"),
    ("overturn", "overturning"),
    ("pay", "payment payments"),
    ("probe", "probe probes"),
    ("prohibit", "prohibition"),
    ("proscribe", "proscription proscriptions"),
    ("prosecute", "prosecution prosecutions"),
    ("publish", "publication"),
    ("raid", "raid raids"),
    ("ratify", "ratification"),
    ("release", "release releases"),
    ("remove", "removal"),
    ("repatriate", "repatriation repatriations"),
    ("repeal", "repeal"),
    ("restrict", "restriction restrictions"),
    ("resume", "resumption"),
    ("return", "return returns"),
    ("sanction", "sanction sanctions"),
    ("seize", "seizure seizures"),
    ("sentence", "sentence sentences sentencing"),
    ("share", "sharing"),
    ("sign", "signature"),
    ("submit", "submission submissions"),
    ("strike", "strike strikes"),
    ("supply", "supply supplies"),
    ("support", "support"),
    ("surrender", "surrender"),
    ("suspend", "suspension suspensions"),
    ("train", "training"),
    ("transfer", "transfer transfers"),
    ("try", "trial trials"),
    ("unfreeze", "unfreezing"),
    ("verify", "verification verifications"),
    ("visit", "visit visits"),
    ("withdraw", "withdrawal withdrawals"),
];
