//! What a preposition belongs to: takes a preposition in an act's clause, says whether it speaks of the
//! act. A wrong "for X" can turn a conviction for one offence into one for another, so whatever is not
//! surely of the act is left out, and the claim then lacks it ("for: not stated").

use super::chunks::{Chunk, Ck, Np};
use super::roles::{Meant, Reader};

/// Nouns of a penalty or a proceeding: what follows "ten years in prison for …" is still of the act.
const PENALTY: &[&str] = &[
    "prison",
    "jail",
    "imprisonment",
    "custody",
    "detention",
    "year",
    "years",
    "month",
    "months",
    "life",
    "death",
    "sentence",
    "term",
    "terms",
    "fine",
    "court",
    "charge",
    "charges",
    "count",
    "counts",
    "case",
    "cases",
];

fn np<'r>(reader: &'r Reader<'_>, k: usize) -> Option<(usize, &'r Np)> {
    match reader.chunks.all.get(k)?.is {
        Ck::Np(n) => Some((usize::from(n), reader.chunks.nps.get(usize::from(n))?)),
        _ => None,
    }
}

/// Whether a phrase holds one of these names.
fn holds(reader: &Reader<'_>, np: &Np, names: &[Meant]) -> bool {
    let start = reader.view.at(np.a).map_or(0, |t| t.start);
    let end = reader.view.at(np.b.saturating_sub(1)).map_or(0, |t| t.end);
    names.iter().any(|m| m.at.0 < end && start < m.at.1)
}

/// Whether "not for X", "never for X", "rather than for X" takes the preposition back.
pub(super) fn negated(reader: &Reader<'_>, c: Chunk) -> bool {
    let before = c.a.checked_sub(1).map_or("", |i| reader.view.raw(i));
    ["not", "never", "nor", "than", "without"]
        .iter()
        .any(|w| before.eq_ignore_ascii_case(w))
}

/// Whether the comma at `k` opens an apposition: a phrase follows that is none of the act's own names
/// and no member of a list that runs over the comma.
pub(super) fn opens_apposition(
    reader: &Reader<'_>,
    k: usize,
    end: usize,
    targets: &[Meant],
    actors: &[Meant],
) -> bool {
    let Some((n, next)) = np(reader, k + 1).filter(|_| k + 1 < end) else {
        return false;
    };
    let listed = reader
        .chunks
        .nps
        .iter()
        .take(n)
        .any(|p| p.list >= n && p.chunk < k);
    !listed && !holds(reader, next, targets) && !holds(reader, next, actors)
}

/// Whether the preposition at `k` follows the verb, a target, the actor, a pronoun or a penalty, and not the noun
/// of something else ("the planner of X", "anger over X").
pub(super) fn to_the_act(
    reader: &Reader<'_>,
    k: usize,
    from: usize,
    targets: &[Meant],
    actors: &[Meant],
) -> bool {
    let Some((_, before)) = k
        .checked_sub(1)
        .filter(|j| *j >= from)
        .and_then(|j| np(reader, j))
    else {
        return true;
    };
    let head = reader.view.raw(before.b.saturating_sub(1));
    before.pronoun != 0
        || holds(reader, before, targets)
        || holds(reader, before, actors)
        || PENALTY.iter().any(|w| head.eq_ignore_ascii_case(w))
}
