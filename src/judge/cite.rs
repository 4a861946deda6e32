//! From a decision to its witness: the claims, by which links they fit, and whose word they are.

use super::fit;
use super::instances::Goal;
use super::kinds::Basis;
use super::truth::Scene;
use super::weigh::Item;
use crate::model::{Claim, Evidence, Tier, Witness};
use rustc_hash::{FxHashMap, FxHashSet};

/// The witness of a decision on one goal.
pub(super) fn witness(scene: &Scene<'_>, basis: &Basis) -> Witness {
    match basis {
        Basis::Calendar => Witness::Calendar,
        Basis::Acts(items) => Witness::Hits(acts(scene, items)),
        Basis::Undone(items, reversals) => Witness::Undone {
            hits: acts(scene, items),
            reversals: claims(scene, reversals),
        },
        Basis::Camps(items, against, _) => {
            Witness::Camps(acts(scene, items), claims(scene, against))
        }
        Basis::Denials(list) => Witness::Denial(
            list.iter()
                .map(|v| said(scene, v.claim, v.tier, v.own))
                .collect(),
        ),
        Basis::Steps(list) => Witness::Steps(
            list.iter()
                .map(|v| said(scene, v.claim, v.tier, v.own))
                .collect(),
        ),
        Basis::Said(witness, _) => witness.clone(),
        Basis::Absence(searched, look, _) => Witness::Absence {
            searched: *searched,
            covered: look.covered.clone(),
            reports: look.reports.clone(),
            gaps: look.gaps.clone(),
        },
    }
}

/// Acts with all who tell of them, in the order of their days; each claim once. Of very many acts only
/// their own claims are cited.
fn acts(scene: &Scene<'_>, items: &[Item]) -> Vec<Evidence> {
    let few = items.len() <= 64;
    let mut order: Vec<u32> = Vec::new();
    let mut seen = FxHashSet::default();
    for item in items {
        let tellers = if few { scene.tellers(item) } else { Vec::new() };
        // The act that decides stands before those that bear it out.
        let all = std::iter::once(item.claim).chain(tellers);
        order.extend(all.filter(|i| seen.insert(*i)));
    }
    claims(scene, &order)
}

/// Claims of the timeline as evidence.
fn claims(scene: &Scene<'_>, list: &[u32]) -> Vec<Evidence> {
    let t = scene.timeline;
    let voiced = t.denials.iter().chain(&t.reversals).chain(&t.steps);
    let mut voices: FxHashMap<u32, (Tier, bool)> =
        voiced.map(|v| (v.claim, (v.tier, v.own))).collect();
    voices.extend(t.items.iter().map(|i| (i.claim, (i.tier, i.own))));
    list.iter()
        .map(|i| {
            let (tier, own) = voices.get(i).copied().unwrap_or((Tier::Anonymous, false));
            said(scene, *i, tier, own)
        })
        .collect()
}

fn said(scene: &Scene<'_>, i: u32, tier: Tier, own: bool) -> Evidence {
    let links = scene
        .court
        .claim(i)
        .map(|c: &Claim| links(scene, scene.goal, c));
    let (links, link_spans) = links.unwrap_or_default().into_iter().unzip();
    Evidence {
        claim: i as usize,
        self_report: own,
        tier,
        links,
        link_spans,
    }
}

fn links(scene: &Scene<'_>, goal: &Goal, c: &Claim) -> Vec<(String, crate::source::Span)> {
    fit::links(scene.court, goal, c, scene.standard.days(c).hi)
}
