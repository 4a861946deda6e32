codes! {
    // 01 load

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

    // 09 testing
}
