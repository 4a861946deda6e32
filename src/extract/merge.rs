//! Joins the claims of several reports: takes any number of [`Claims`], gives one in canonical order.
//!
//! Commutative, associative and idempotent: publishers, reports and claims that are equal in content
//! are one, and the order depends on the content alone. Indexes are rewritten to the joined lists.

use crate::model::{Claim, ClaimSource, Claims, ReportInfo, ReportIx, SourceIx};
use std::cmp::Ordering;

/// All claims of all parts, each once, in canonical order.
pub fn merge(parts: Vec<Claims>) -> Claims {
    let mut sources: Vec<ClaimSource> = parts
        .iter()
        .flat_map(|p| p.sources.iter().cloned())
        .collect();
    sources.sort();
    sources.dedup();

    let mut reports: Vec<ReportInfo> = Vec::new();
    let mut claims: Vec<Claim> = Vec::with_capacity(parts.iter().map(|p| p.claims.len()).sum());
    let mut seats: Vec<Vec<ReportInfo>> = Vec::new();
    let mut source_maps: Vec<Vec<SourceIx>> = Vec::new();
    for part in &parts {
        let map: Vec<SourceIx> = part
            .sources
            .iter()
            .map(|s| SourceIx(sources.partition_point(|o| o < s) as u32))
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

    for ((part, map), infos) in parts.into_iter().zip(&source_maps).zip(&seats) {
        let report_map: Vec<ReportIx> = infos
            .iter()
            .map(|r| {
                ReportIx(reports.partition_point(|o| by_report(o, r) == Ordering::Less) as u32)
            })
            .collect();
        claims.extend(part.claims.into_iter().map(|c| {
            Claim {
                source: seat(map, c.source),
                report: report_map
                    .get(c.report.0 as usize)
                    .copied()
                    .unwrap_or(c.report),
                ..c
            }
        }));
    }
    claims.sort_by(by_claim);
    claims.dedup();
    Claims {
        claims,
        sources,
        reports,
    }
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

/// The order of claims: by when they became known, by the event's days, by content, by place.
fn by_claim(a: &Claim, b: &Claim) -> Ordering {
    let key = |c: &Claim| (c.recorded, c.valid.lo, c.valid.hi, c.id, c.report, c.span);
    key(a).cmp(&key(b)).then_with(|| {
        if a == b {
            Ordering::Equal
        } else {
            format!("{a:?}").cmp(&format!("{b:?}"))
        }
    })
}
