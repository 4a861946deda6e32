codes! {
    // 01 load

    // 02 parse

    // 03 lower

    // 04 read

    // 05 extract

    // 06 judge

    // 07 render

    // 08 command line

    // 09 testing
}
