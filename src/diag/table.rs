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
    NoCommitments = "SV0115", "no-commitments", Error;
    LinkedFolder = "SV0116", "linked-folder", Warning;

    // 02 parse
    Unexpected = "SV0201", "unexpected-text", Error;
    NoSuchDate = "SV0202", "no-such-date", Error;
    NumberTooLarge = "SV0203", "number-too-large", Error;
    TooDeep = "SV0204", "too-deep", Error;
    UnknownEdition = "SV0205", "unknown-edition", Error;
    PartTwice = "SV0206", "part-twice", Error;

    // 03 lower

    // 04 read

    // 05 extract

    // 06 judge

    // 07 render

    // 08 command line
    UnknownCommitment = "SV0801", "unknown-commitment", Error;
    UnknownCode = "SV0802", "unknown-code", Error;
    CannotWrite = "SV0803", "cannot-write", Error;
    NotFormatted = "SV0804", "not-formatted", Error;

    // 09 testing
}
