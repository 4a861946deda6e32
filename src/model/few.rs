//! A short list that mostly holds nothing or one thing: claims are many, and each of their lists would
//! else be a piece of memory of its own. Reads as a slice.

use std::fmt;
use std::ops::Deref;

/// None, one, or several values, in order. 16 bytes where a value takes at most 12.
#[derive(Clone)]
pub struct Few<T>(Held<T>);

#[derive(Clone, Default)]
enum Held<T> {
    #[default]
    None,
    One(T),
    // A fat pointer would make each list half as long again.
    #[expect(clippy::box_collection, reason = "one word, for the size of claims")]
    Many(Box<Vec<T>>),
}

impl<T> Few<T> {
    /// No value.
    pub const fn new() -> Self {
        Few(Held::None)
    }

    /// One value.
    pub const fn one(value: T) -> Self {
        Few(Held::One(value))
    }

    /// Adds a value at the end.
    pub fn push(&mut self, value: T) {
        self.0 = match std::mem::take(&mut self.0) {
            Held::None => Held::One(value),
            Held::One(first) => Held::Many(Box::new(vec![first, value])),
            Held::Many(mut list) => {
                list.push(value);
                Held::Many(list)
            }
        };
    }

    /// The values.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match &self.0 {
            Held::None => &[],
            Held::One(value) => std::slice::from_ref(value),
            Held::Many(list) => list,
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few::new()
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T: PartialEq> PartialEq<Vec<T>> for Few<T> {
    fn eq(&self, other: &Vec<T>) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(list: Vec<T>) -> Self {
        list.into_iter().collect()
    }
}

impl<T> From<Option<T>> for Few<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Few::new(), Few::one)
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut out = Few::new();
        out.extend(iter);
        out
    }
}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        iter.into_iter().for_each(|value| self.push(value));
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Few;
    use crate::source::Span;

    #[test]
    fn it_holds_what_a_vector_holds() {
        for n in 0..5 {
            let list: Vec<u32> = (0..n).collect();
            let few = Few::from(list.clone());
            assert_eq!(few, list);
            assert_eq!(format!("{few:?}"), format!("{list:?}"));
            assert_eq!(few.clone(), list);
        }
        assert_ne!(Few::from(vec![1, 2]), vec![1]);
    }

    #[test]
    fn it_is_short() {
        assert_eq!(size_of::<Few<Span>>(), 16);
    }
}
