//! Joins the claims of several reports: takes any number of [`Claims`], gives one in canonical order.
//!
//! Commutative, associative and idempotent: publishers, reports and claims that are equal in content
//! are one, and the order depends on the content alone. Indexes are rewritten to the joined lists.

use crate::lexicon::house;
use crate::model::{Claim, ClaimSource, Claims, ReportInfo, ReportIx, SourceDeclId, SourceIx};
use crate::time::{Day, Interval};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// All claims of all parts, each once, in canonical order.
pub fn merge(parts: Vec<Claims>) -> Claims {
    let (sources, seat_of) = houses(&parts);

    let mut reports: Vec<ReportInfo> = Vec::new();
    let mut seats: Vec<Vec<ReportInfo>> = Vec::new();
    let mut source_maps: Vec<Vec<SourceIx>> = Vec::new();
    for part in &parts {
        let map: Vec<SourceIx> = part
            .sources
            .iter()
            .map(|s| seat_of.get(s).copied().unwrap_or(SourceIx(0)))
            .collect();
        let infos: Vec<ReportInfo> = part
            .reports
            .iter()
            .map(|r| ReportInfo {
                source: seat(&map, r.source),
                ..r.clone()
            })
            .collect();
        reports.extend(infos.iter().cloned());
        seats.push(infos);
        source_maps.push(map);
    }
    reports.sort_by(by_report);
    reports.dedup();

    let mut claims: Vec<Claim> = Vec::new();
    for ((mut part, map), infos) in parts.into_iter().zip(&source_maps).zip(&seats) {
        let report_map: Vec<ReportIx> = infos
            .iter()
            .map(|r| {
                ReportIx(reports.partition_point(|o| by_report(o, r) == Ordering::Less) as u32)
            })
            .collect();
        for c in &mut part.claims {
            c.source = seat(map, c.source);
            let report = report_map.get(c.report.0 as usize);
            c.report = report.copied().unwrap_or(c.report);
        }
        // Mostly one part holds nearly all claims: these stay where they are.
        if part.claims.len() > claims.len() {
            std::mem::swap(&mut claims, &mut part.claims);
        }
        claims.append(&mut part.claims);
    }
    sort(&mut claims);
    Claims {
        claims,
        sources,
        reports,
    }
}

/// The publishers, one a house, and the seat of each as it was told. Spellings of one house are one source,
/// under the first of them; of several tiers it has the least good.
fn houses(parts: &[Claims]) -> (Vec<ClaimSource>, BTreeMap<&ClaimSource, SourceIx>) {
    let told: BTreeSet<&ClaimSource> = parts.iter().flat_map(|p| &p.sources).collect();
    let mut sources: Vec<ClaimSource> = Vec::new();
    let mut first: BTreeMap<(Option<SourceDeclId>, String), usize> = BTreeMap::new();
    let mut seats = BTreeMap::new();
    for s in told {
        let key = (s.declared, house(&s.name));
        let at = *first.entry(key).or_insert_with(|| {
            sources.push(s.clone());
            sources.len() - 1
        });
        if let Some(one) = sources.get_mut(at) {
            one.tier = one.tier.max(s.tier);
        }
        seats.insert(s, SourceIx(at as u32));
    }
    (sources, seats)
}

/// Canonical order, each claim once. Claims are large: their keys are sorted, then each moves once.
fn sort(claims: &mut Vec<Claim>) {
    let mut keys: Vec<(u128, u64, u32)> = claims
        .iter()
        .zip(0..)
        .map(|(c, i)| (days(c.recorded, c.valid), c.id, i))
        .collect();
    let at = |i: u32| claims.get(i as usize);
    let alike = |a: u32, b: u32| match (at(a), at(b)) {
        (Some(a), Some(b)) => by_rest(a, b),
        _ => Ordering::Equal,
    };
    keys.sort_unstable_by(|a, b| {
        let by_key = (a.0, a.1).cmp(&(b.0, b.1));
        by_key.then_with(|| alike(a.2, b.2))
    });
    keys.dedup_by(|b, a| (a.0, a.1) == (b.0, b.1) && alike(a.2, b.2) == Ordering::Equal);
    let mut order: Vec<u32> = keys.into_iter().map(|k| k.2).collect();
    let kept = order.len();
    if kept < claims.len() {
        // The repeats go to the end.
        let mut is_kept = vec![false; claims.len()];
        for i in &order {
            if let Some(k) = is_kept.get_mut(*i as usize) {
                *k = true;
            }
        }
        order.extend((0..).zip(is_kept).filter(|(_, k)| !k).map(|(i, _)| i));
    }
    for start in 0..order.len() {
        let mut to = start;
        while let Some(seat) = order.get_mut(to) {
            let from = std::mem::replace(seat, to as u32) as usize;
            if from == start {
                break;
            }
            claims.swap(to, from);
            to = from;
        }
    }
    claims.truncate(kept);
}

/// Days as one number, in their order: when it became known, then the event's first and last.
fn days(recorded: Day, valid: Interval) -> u128 {
    // The sign's bit turned over, negative numbers come first.
    let bits = |d: Day| u128::from(d.0.cast_unsigned() ^ 1 << 31);
    bits(recorded) << 64 | bits(valid.lo) << 32 | bits(valid.hi)
}

/// The new index of an old one; an index that its own list lacks stays as it is.
fn seat(map: &[SourceIx], old: SourceIx) -> SourceIx {
    map.get(old.0 as usize).copied().unwrap_or(old)
}

/// The order of reports: by file, then by all that is known of them.
fn by_report(a: &ReportInfo, b: &ReportInfo) -> Ordering {
    let key = |r: &ReportInfo| (r.file, r.recorded, r.source);
    key(a)
        .cmp(&key(b))
        .then_with(|| a.title.cmp(&b.title))
        .then_with(|| {
            if a == b {
                Ordering::Equal
            } else {
                format!("{a:?}").cmp(&format!("{b:?}"))
            }
        })
}

/// The order of claims that agree in when they became known, the event's days and content: by place.
fn by_rest(a: &Claim, b: &Claim) -> Ordering {
    let key = |c: &Claim| (c.report, c.span);
    key(a).cmp(&key(b)).then_with(|| {
        if a == b {
            Ordering::Equal
        } else {
            format!("{a:?}").cmp(&format!("{b:?}"))
        }
    })
}
