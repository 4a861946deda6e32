//! Agreements: takes their declarations; gives them with their parties resolved.

use super::collect::Items;
use super::names::{Names, Thing};
use crate::diag::{Code, Diagnostic};
use crate::model::{Agreement, EntityId, Rulebook};
use crate::syntax::ast::Text;
use crate::time::{Day, Interval};

/// All agreements, sorted by ID; entities and sets must be there.
pub(super) fn agreements(items: &Items<'_>, names: &Names<'_>, rules: &Rulebook) -> Vec<Agreement> {
    let mut out = Vec::new();
    for (id, a) in &items.agreements {
        let in_force = a.in_force.map(|(from, until)| {
            let days = Interval::new(
                from.node.interval.lo,
                until.map_or(Day::MAX, |u| u.node.interval.hi),
            );
            if let (true, Some(until)) = (days.is_empty(), until) {
                names.said.say(
                    Diagnostic::new(
                        Code::EmptyWindow,
                        format!(
                            "`{id}` goes out of force on {} before it comes into force on {}",
                            days.hi, days.lo
                        ),
                    )
                    .at(until.span, "before it begins")
                    .at(from.span, "begins here")
                    .help("correct one of the two dates"),
                );
            }
            days
        });
        let title = a.title.as_ref();
        out.push(Agreement {
            id: (*id).to_owned(),
            title: title.map_or_else(|| (*id).to_owned(), |t| t.node.clone()),
            adopted: a.adopted.map(|d| d.node.interval),
            in_force,
            between: parties(&a.between, names, rules),
            addressed_to: parties(&a.addressed_to, names, rules),
            text: a.text.clone(),
            url: a.url.as_ref().map(|u| u.node.clone()),
            span: a.id.span,
        });
    }
    out
}

/// The entities of a list; a set stands for its members.
fn parties(list: &[Text], names: &Names<'_>, rules: &Rulebook) -> Vec<EntityId> {
    let mut out: Vec<EntityId> = Vec::new();
    for name in list {
        match names.thing(name) {
            Some(Thing::Entity(id)) => out.push(id),
            Some(Thing::Set(i)) => {
                let set = rules.sets.get(i);
                out.extend(set.iter().flat_map(|s| s.members.iter().copied()));
            }
            None => {}
        }
    }
    let mut seen = rustc_hash::FxHashSet::default();
    out.retain(|id| seen.insert(*id));
    out
}
