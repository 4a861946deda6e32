//! Source declarations.

use super::collect::Items;
use super::entities::entity;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::model::{EvidenceRule, Rulebook, SourceDecl, SourceDeclId};

/// Fills the sources of the rulebook.
pub(super) fn sources(items: &Items<'_>, rules: &mut Rulebook, diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<&str> = items.sources.keys().copied().collect();
    let mut out = Vec::new();
    for (id, declared) in &items.sources {
        let Some(first) = declared.first() else {
            continue;
        };
        let mut s = SourceDecl {
            id: (*id).to_owned(),
            names: Vec::new(),
            tier: None,
            speaks_for: Vec::new(),
            adversary_of: Vec::new(),
            copies: Vec::new(),
            evidence: EvidenceRule::default(),
            span: first.id.span,
        };
        for d in declared {
            for n in d.name.iter().chain(&d.aka) {
                if !s.names.contains(&n.node) {
                    s.names.push(n.node.clone());
                }
            }
            if let Some(t) = &d.tier {
                let tier = super::evidence::tier(t, diagnostics);
                match s.tier {
                    Some(before) if tier.is_some_and(|t| t != before) => diagnostics.push(
                        Diagnostic::new(
                            Code::PartDiffers,
                            format!("another tier of `{id}` than declared before"),
                        )
                        .at(t.span, "another value here")
                        .help("keep one of them"),
                    ),
                    _ => s.tier = tier.or(s.tier),
                }
            }
            s.speaks_for.extend(
                d.speaks_for
                    .iter()
                    .filter_map(|n| entity(rules, items, n, diagnostics)),
            );
            s.adversary_of.extend(
                d.adversary_of
                    .iter()
                    .filter_map(|n| entity(rules, items, n, diagnostics)),
            );
            for c in &d.copies {
                match ids.binary_search(&c.node.as_str()) {
                    Ok(i) => s.copies.push(SourceDeclId(i as u32)),
                    Err(_) => {
                        let near = did_you_mean(&c.node, ids.iter().copied());
                        diagnostics.push(
                            Diagnostic::new(
                                Code::UnknownName,
                                format!("there is no source `{}`", c.node),
                            )
                            .at(c.span, "not declared")
                            .help(near.map_or_else(
                                || "declare it with `source ID`".to_owned(),
                                |n| format!("did you mean `{n}`?"),
                            )),
                        );
                    }
                }
            }
            s.evidence = super::evidence::rule(d.evidence.as_ref(), diagnostics).or(&s.evidence);
        }
        if s.names.is_empty() {
            s.names.push((*id).to_owned());
        }
        for list in [&mut s.speaks_for, &mut s.adversary_of] {
            list.sort_unstable();
            list.dedup();
        }
        s.copies.sort_unstable();
        s.copies.dedup();
        out.push(s);
    }
    rules.sources = out;
}
