//! The claims laid out by what is asked of them, once for all instances: takes the claims and the view, gives
//! lists by action, target, event; says of one claim whether it denies, or leaves open.

use crate::model::{ActionId, Claim, ClaimStatus, Claims, Modality, Polarity, View, Who};
use crate::time::Day;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// By whom and whether in acting.
type Lower = FxHashMap<(Who, bool), Rc<[Who]>>;

/// The claims by what is asked of them, found once for all instances.
pub(super) struct Shelf {
    /// What known records take back: source, id and day of each taking back.
    pub(super) taken_back: BTreeSet<(u32, u64, Day)>,
    pub(super) by_action: FxHashMap<ActionId, Vec<u32>>,
    /// The same, by each of their targets as well.
    pub(super) by_target: FxHashMap<(ActionId, Who), Vec<u32>>,
    /// Who acts for whom, or stands for whom, on some day; found when first asked.
    pub(super) lower: RefCell<Lower>,
    pub(super) denials: Vec<u32>,
    /// Those that say that their own act was undone.
    pub(super) reversed: Vec<u32>,
    /// Those that leave something open: who acted, on whom, or whether it was done.
    pub(super) loose: FxHashMap<ActionId, Vec<u32>>,
    pub(super) by_event: FxHashMap<u64, Vec<u32>>,
}

impl Shelf {
    pub fn new(claims: &Claims, view: View) -> Self {
        let mut out = Self {
            taken_back: BTreeSet::new(),
            by_action: FxHashMap::default(),
            by_target: FxHashMap::default(),
            lower: RefCell::default(),
            denials: Vec::new(),
            reversed: Vec::new(),
            loose: FxHashMap::default(),
            by_event: FxHashMap::default(),
        };
        for (i, c) in claims.claims.iter().enumerate() {
            let i = i as u32;
            if c.recorded <= view.known_at {
                let of = c.retracts.map(|id| (c.source.0, id, c.recorded));
                out.taken_back.extend(of);
            }
            let done = c.modality == Modality::Completed;
            let open = c.actors.is_empty() || c.targets.is_empty();
            let role = c.targets.iter().any(|t| matches!(t, Who::Role(..)));
            if perhaps(c) && (!done || open || role || c.status == ClaimStatus::Reversed) {
                out.loose.entry(c.action).or_default().push(i);
            }
            if c.modality == Modality::Completed && c.polarity == Polarity::Asserted {
                out.by_action.entry(c.action).or_default().push(i);
                for t in &c.targets {
                    out.by_target.entry((c.action, *t)).or_default().push(i);
                }
            } else if denies(c) {
                out.denials.push(i);
            }
            if c.status == ClaimStatus::Reversed {
                out.reversed.push(i);
            }
            if let Some(e) = c.event {
                out.by_event.entry(e).or_default().push(i);
            }
        }
        out
    }
}

/// Whether a claim says that something was not done.
pub(super) fn denies(c: &Claim) -> bool {
    c.modality == Modality::Denied
        || c.polarity == Polarity::Denied && c.modality == Modality::Completed
}

/// Whether a claim leaves it possible that its act was done.
pub(super) fn perhaps(c: &Claim) -> bool {
    let told = matches!(
        c.modality,
        Modality::Completed | Modality::Ongoing | Modality::Alleged
    );
    c.polarity == Polarity::Asserted && (told || c.status == ClaimStatus::Unknown)
}
