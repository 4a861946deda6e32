codes! {
    // 01 load
    MissingPath = "SV0101", "missing-path", Error;
    UnreadableFile = "SV0102", "unreadable-file", Error;
    NotUtf8 = "SV0103", "not-utf-8", Error;
    BinaryFile = "SV0104", "binary-file", Error;
    TooLarge = "SV0105", "too-large", Error;
    OutsideRoot = "SV0106", "outside-root", Error;
    EmptyFile = "SV0107", "empty-file", Error;
    UnknownExtension = "SV0108", "unknown-extension", Warning;
    NoRules = "SV0109", "no-rules", Error;
    NoReports = "SV0110", "no-reports", Error;
    UnknownPackage = "SV0111", "unknown-package", Error;
    MissingUse = "SV0112", "missing-used-file", Error;
    UndatedReport = "SV0113", "undated-report", Error;
    ProjectFile = "SV0114", "project-file", Error;
    LinkedFolder = "SV0116", "linked-folder", Warning;
    LeftOut = "SV0117", "left-out", Note;
    YamlSyntax = "SV0150", "yaml-syntax", Error;
    YamlKeyTwice = "SV0151", "yaml-key-twice", Error;
    YamlTooLarge = "SV0152", "yaml-too-large", Error;
    YamlDocuments = "SV0153", "yaml-second-document", Error;
    YamlTag = "SV0154", "yaml-tag", Warning;
    YamlKey = "SV0155", "yaml-key-is-no-word", Error;

    // 02 parse
    Unexpected = "SV0201", "unexpected-text", Error;
    NoSuchDate = "SV0202", "no-such-date", Error;
    NumberTooLarge = "SV0203", "number-too-large", Error;
    TooDeep = "SV0204", "too-deep", Error;
    UnknownEdition = "SV0205", "unknown-edition", Error;
    PartTwice = "SV0206", "part-twice", Error;
    UnclosedText = "SV0207", "unclosed-text", Error;
    MissingBrace = "SV0208", "missing-brace", Error;
    StrayBrace = "SV0209", "stray-brace", Error;
    MissingStop = "SV0210", "missing-stop", Error;
    NumberWithCommas = "SV0211", "number-with-commas", Error;
    ListOfTargets = "SV0212", "list-of-targets", Error;
    MisspeltWord = "SV0213", "misspelt-word", Error;
    EditionPlace = "SV0214", "edition-place", Error;

    YamlShape = "SV0250", "yaml-shape", Error;
    YamlUnknownKey = "SV0251", "yaml-unknown-key", Error;
    YamlWord = "SV0252", "yaml-word", Error;

    // 03 lower
    NotEvaluatedYet = "SV0301", "not-evaluated-yet", Error;
    TestsNotRun = "SV0302", "tests-not-run", Note;
    NameTwice = "SV0303", "name-twice", Error;
    PartDiffers = "SV0304", "part-differs", Error;
    UnknownName = "SV0305", "unknown-name", Error;
    UnknownAction = "SV0306", "unknown-action", Error;
    UnknownWord = "SV0307", "unknown-word", Error;
    Circle = "SV0308", "circle", Error;
    EmptySet = "SV0309", "empty-set", Error;
    TooFew = "SV0310", "too-few", Error;
    LooseWords = "SV0311", "loose-words", Error;
    ReservedWord = "SV0312", "reserved-word", Error;
    SharedName = "SV0313", "shared-name", Warning;
    WrongForm = "SV0314", "wrong-form", Error;
    TwoDates = "SV0315", "two-dates", Error;
    NoAnchor = "SV0316", "no-anchor", Error;
    EmptyWindow = "SV0317", "empty-window", Warning;
    NoSentence = "SV0318", "no-sentence", Error;
    NoCommitment = "SV0319", "no-commitment", Error;
    QuoteNotFound = "SV0320", "quote-not-found", Warning;
    TwoActions = "SV0321", "two-actions", Error;
    NotAParty = "SV0322", "not-a-party", Warning;
    BeforeAdoption = "SV0323", "before-adoption", Warning;
    UnfindableAction = "SV0324", "unfindable-action", Warning;
    BeyondCalendar = "SV0325", "beyond-the-calendar", Error;
    TooManyInstances = "SV0326", "too-many-instances", Error;
    WhichAgreement = "SV0327", "which-agreement", Error;
    ShortPeriod = "SV0328", "short-period", Error;
    Conflict = "SV0340", "conflict", Warning;
    UnusedEntity = "SV0341", "unused-entity", Note;
    MonthsClamped = "SV0342", "months-clamped", Note;
    StepForbidden = "SV0343", "step-forbidden", Warning;
    LongQuiet = "SV0344", "long-quiet", Warning;

    // 04 read
    ReportKey = "SV0401", "unknown-report-key", Note;
    ReportValue = "SV0402", "report-value", Error;
    ReportDate = "SV0403", "report-date", Error;
    ReportDates = "SV0404", "report-dates-differ", Note;
    DatelineYear = "SV0405", "dateline-without-year", Note;
    FrontMatterOpen = "SV0406", "front-matter-open", Warning;
    NothingInIt = "SV0407", "nothing-in-it", Warning;
    OtherLanguage = "SV0408", "other-language", Warning;
    NotProse = "SV0409", "not-prose", Note;
    RecordSyntax = "SV0410", "record-syntax", Error;
    RecordValue = "SV0411", "record-value", Error;
    RecordKey = "SV0412", "unknown-record-key", Note;
    RecordKeyTwice = "SV0413", "record-key-twice", Error;
    NoRecords = "SV0414", "no-records", Error;
    Columns = "SV0415", "columns", Error;
    MoreAlike = "SV0416", "more-alike", Error;
    CodedEvents = "SV0430", "coded-events", Note;

    // 05 extract
    RecordDate = "SV0550", "record-date", Error;
    RecordWord = "SV0551", "record-word", Error;
    RecordAmount = "SV0552", "record-amount", Error;
    NearName = "SV0553", "near-name", Note;
    RecordIncomplete = "SV0554", "record-incomplete", Error;
    GenericParty = "SV0570", "generic-party", Note;
    NameOfSeveral = "SV0555", "name-of-several", Warning;
    Unread = "SV0501", "unread-sentence", Note;
    SentenceTooLong = "SV0502", "sentence-too-long", Warning;
    ListCut = "SV0503", "list-cut", Warning;
    CoversVoid = "SV0504", "covers-void", Note;

    // 06 judge
    Breached = "SV0601", "breached", Error;
    Reversed = "SV0602", "reversed", Error;
    Overdue = "SV0603", "overdue", Error;
    ReportedNotDone = "SV0604", "reported-not-done", Error;
    Contested = "SV0605", "contested", Warning;
    Unreported = "SV0606", "unreported", Note;
    Late = "SV0607", "fulfilled-late", Note;
    Decided = "SV0608", "decided", Note;
    NeedlessOverride = "SV0609", "needless-override", Warning;
    AboutNothing = "SV0610", "about-nothing", Warning;
    WaiverOver = "SV0611", "waiver-over", Note;
    WitnessFails = "SV0690", "witness-fails", Error;

    // 07 render
    UnknownScorecard = "SV0701", "unknown-scorecard", Error;
    ScorecardShape = "SV0702", "scorecard-shape", Error;

    // 08 command line
    UnknownCommitment = "SV0801", "unknown-commitment", Error;
    UnknownCode = "SV0802", "unknown-code", Error;
    CannotWrite = "SV0803", "cannot-write", Error;
    NotFormatted = "SV0804", "not-formatted", Error;
    NothingToCompare = "SV0805", "nothing-to-compare", Error;
    CannotReadEarlier = "SV0820", "no-earlier-run", Error;

    // 09 testing
    TestFails = "SV0901", "expectation-fails", Error;
    NoSuchInstance = "SV0902", "no-such-instance", Error;
    NoTest = "SV0903", "no-test", Error;
    TestNotRun = "SV0904", "test-not-run", Error;
    ExpectsNothing = "SV0905", "expects-nothing", Warning;
}
