//! One entry an ID: a map of YAML holds a key once, where the `.norm` form may declare an entity, a set
//! or a source in several places. Takes a file; gives it with such declarations put together.

use crate::source::Spanned;
use crate::syntax::ast::*;

/// The file with declarations of one name made one, as far as they do not contradict each other: those
/// that do stay apart, and the text made of them does not read back.
pub fn together(file: &File) -> File {
    let mut items: Vec<Item> = Vec::new();
    for item in &file.items {
        if items.iter_mut().any(|before| join(before, item)) {
            continue;
        }
        let mut item = item.clone();
        if let Item::Test(t) = &mut item {
            one_a_date(t);
        }
        items.push(item);
    }
    File {
        items,
        ..file.clone()
    }
}

/// What a test expects at one date, put together.
fn one_a_date(test: &mut Test) {
    let mut parts: Vec<TestPart> = Vec::new();
    for part in std::mem::take(&mut test.parts) {
        if let TestPart::AsOf {
            date, expectations, ..
        } = &part
        {
            let same = parts.iter_mut().find_map(|p| match p {
                TestPart::AsOf {
                    date: d,
                    expectations,
                    ..
                } if d.node == date.node => Some(expectations),
                _ => None,
            });
            if let Some(list) = same {
                list.extend(expectations.iter().cloned());
                continue;
            }
        }
        parts.push(part);
    }
    test.parts = parts;
}

/// Adds a declaration to an earlier one of the same name; false where it is none.
fn join(before: &mut Item, item: &Item) -> bool {
    match (before, item) {
        (Item::Entity(a), Item::Entity(b)) if a.kind == b.kind && a.id.node == b.id.node => {
            if !one(&mut a.name, &b.name) {
                return false;
            }
            a.parts.extend(b.parts.iter().cloned());
            true
        }
        (Item::Action(a), Item::Action(b)) if a.name.node == b.name.node => {
            a.phrases.extend(b.phrases.iter().cloned());
            a.parts.extend(b.parts.iter().cloned());
            true
        }
        (Item::Set(a), Item::Set(b)) if a.id.node == b.id.node => {
            match (&mut a.members, &b.members) {
                (
                    SetMembers::List { names, others },
                    SetMembers::List {
                        names: more,
                        others: go_on,
                    },
                ) => {
                    names.extend(more.iter().cloned());
                    *others = others.or(*go_on);
                    true
                }
                _ => false,
            }
        }
        (Item::Condition(a), Item::Condition(b)) if a.name.node == b.name.node => {
            a.starts.extend(b.starts.iter().cloned());
            a.ends.extend(b.ends.iter().cloned());
            true
        }
        (Item::Source(a), Item::Source(b)) if a.id.node == b.id.node => {
            let fits = one(&mut a.name, &b.name)
                && one(&mut a.tier, &b.tier)
                && (a.evidence.is_none() || b.evidence.is_none());
            if fits {
                a.evidence = a.evidence.take().or_else(|| b.evidence.clone());
                for (list, more) in [
                    (&mut a.aka, &b.aka),
                    (&mut a.speaks_for, &b.speaks_for),
                    (&mut a.adversary_of, &b.adversary_of),
                    (&mut a.copies, &b.copies),
                ] {
                    list.extend(more.iter().cloned());
                }
            }
            fits
        }
        _ => false,
    }
}

/// Takes the later value where there is none yet; false where they differ.
fn one<T: Clone + PartialEq>(a: &mut Option<Spanned<T>>, b: &Option<Spanned<T>>) -> bool {
    match (a.as_ref(), b) {
        (Some(x), Some(y)) => x.node == y.node,
        (None, Some(y)) => {
            *a = Some(y.clone());
            true
        }
        _ => true,
    }
}
