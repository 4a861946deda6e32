//! JSON whose strings hold nothing that a terminal or an editor would obey: what is unsafe is written
//! as `\uXXXX`, so that the value stays what it is and the bytes stay harmless.

use super::clean::is_unsafe;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Writes a value, indented, with a line break at its end.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    value.serialize(&mut Serializer::with_formatter(
        &mut out,
        Safe(PrettyFormatter::new()),
    ))?;
    out.write_all(b"\n")?;
    out.flush()
}

struct Safe<'a>(PrettyFormatter<'a>);

/// Hands the layout on to the inner formatter.
macro_rules! as_inner {
    ($($name:ident($($arg:ident: $of:ty),*);)*) => { $(
        fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $arg: $of)*) -> io::Result<()> {
            self.0.$name(writer $(, $arg)*)
        }
    )* };
}

impl Formatter for Safe<'_> {
    as_inner! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((i, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            writer.write_all(rest.get(..i).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = rest.get(i + c.len_utf8()..).unwrap_or("");
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_value_stays_and_the_bytes_are_harmless() {
        let evil = "a\u{1b}[31m \u{9b}b \u{202e}c \u{e0041}\u{7f} \"quoted\"\n\tे‌";
        let mut out = Vec::new();
        super::write(&evil, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.trim_end().chars().all(|c| !super::is_unsafe(c)),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), evil);
    }
}
