//! One record through serde_json, whatever it holds, with what is wrong with it.

use super::text::Text;
use crate::diag::Diagnostic;
use crate::model::{Field, Record};
use crate::read::record::{self, Seen, Slot};
use crate::source::Span;
use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A key, borrowed where it has no escapes.
pub(super) struct Key<'s>(pub Cow<'s, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(de: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(v.to_owned())))
            }
        }
        de.deserialize_str(V)
    }
}

/// Reads single records and remembers which unknown keys were said.
pub(super) struct One<'s> {
    pub text: Text<'s>,
    pub unknown: FxHashSet<Cow<'s, str>>,
}

/// A record that was read: where it ends, and its first mistake.
pub(super) struct Got<'s> {
    pub record: Record<'s>,
    pub end: usize,
    pub mistake: Option<Box<Diagnostic>>,
}

impl<'s> One<'s> {
    pub fn new(text: Text<'s>) -> Self {
        Self {
            text,
            unknown: FxHashSet::default(),
        }
    }

    /// The record whose `{` stands at `at` of the text, which is read up to `limit`.
    pub fn read(&mut self, at: usize, limit: usize) -> Result<Got<'s>, serde_json::Error> {
        let rest = self.text.text.get(at..limit).unwrap_or("");
        let mut de = serde_json::Deserializer::from_str(rest);
        let text = self.text;
        let mut got = Fill { one: self, at }.deserialize(&mut de)?;
        // serde_json does not say where it stopped: the brace comes after the last value.
        let end = match text.next_byte(got.end) {
            Some((brace, b'}')) => brace + 1,
            _ => got.end,
        };
        got.end = end;
        got.record.span = Span::new(text.file, at, end);
        Ok(got)
    }

    /// The end of any well-formed value at `at`.
    pub fn skip(&self, at: usize) -> Result<usize, serde_json::Error> {
        let rest = self.text.text.get(at..).unwrap_or("");
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match stream.next() {
            Some(Err(error)) => Err(error),
            _ => Ok(at + stream.byte_offset()),
        }
    }

    fn value(
        &self,
        record: &mut Record<'s>,
        slot: Slot,
        raw: &'s RawValue,
    ) -> Result<(), Box<Diagnostic>> {
        let raw = raw.get();
        match raw.as_bytes().first() {
            Some(b'[') => {
                if !slot.info().list {
                    return Err(record::wrong(slot, self.text.span(raw), "a list"));
                }
                let items: Vec<&'s RawValue> = serde_json::from_str(raw).unwrap_or_default();
                for item in items {
                    match item.get().as_bytes().first() {
                        Some(b'[' | b'{') => {
                            return Err(record::wrong(
                                slot,
                                self.text.span(item.get()),
                                "a list with a list or an object in it",
                            ));
                        }
                        _ => {
                            if let Some(field) = self.scalar(item.get()) {
                                record::set(record, slot, field);
                            }
                        }
                    }
                }
            }
            Some(b'{') => return Err(record::wrong(slot, self.text.span(raw), "an object")),
            _ => {
                if let Some(field) = self.scalar(raw) {
                    record::set(record, slot, field);
                }
            }
        }
        Ok(())
    }

    /// A string, number or boolean as words; nothing for `null`.
    fn scalar(&self, raw: &'s str) -> Option<Field<'s>> {
        let Some(inner) = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')) else {
            return (raw != "null").then(|| record::field(raw, self.text.span(raw)));
        };
        let span = self.text.span(inner);
        if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
            return Some(record::field(inner, span));
        }
        let text: String = serde_json::from_str(raw).ok()?;
        Some(record::field(text, span))
    }
}

struct Fill<'a, 's> {
    one: &'a mut One<'s>,
    at: usize,
}

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = Got<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, de: D) -> Result<Got<'de>, D::Error> {
        de.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = Got<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Got<'de>, A::Error> {
        let mut got = Got {
            record: Record::default(),
            end: self.at + 1,
            mistake: None,
        };
        let mut seen = Seen::default();
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let raw: &'de RawValue = map.next_value()?;
            got.end = self.one.text.place(raw.get()) + raw.get().len();
            if got.mistake.is_some() {
                continue;
            }
            match Slot::find(&key) {
                Some(slot) if seen.again(slot) => {
                    let span = match key {
                        Cow::Borrowed(k) => self.one.text.span(k),
                        Cow::Owned(_) => self.one.text.span(raw.get()),
                    };
                    got.mistake = Some(record::twice(slot.info().key, span));
                }
                Some(slot) => got.mistake = self.one.value(&mut got.record, slot, raw).err(),
                None if self.one.unknown.contains(&key) => {}
                None => {
                    let span = match key {
                        Cow::Borrowed(k) => self.one.text.span(k),
                        Cow::Owned(_) => self.one.text.span(raw.get()),
                    };
                    got.mistake = record::spoils(&key, span);
                    if got.mistake.is_none() && self.one.unknown.len() < 1_000 {
                        self.one.unknown.insert(key.clone());
                        let value = record::field(raw.get(), self.one.text.span(raw.get()));
                        got.record.unknown.push((Field { text: key, span }, value));
                    }
                }
            }
        }
        Ok(got)
    }
}
