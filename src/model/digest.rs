//! A digest of everything that can change a judgement: takes the rulebook; gives one line of text.
//! Spans and titles do not enter it, so that twins agree and a title may be mended.

use super::{Atom, Bearers, Given, Rulebook, Selection, Terms};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::OnceLock;

/// The place of a rulebook's digest. It is made when it is first asked for, which outputs for people never do.
#[derive(Debug, Clone, Default)]
pub struct DigestOnce(OnceLock<String>);

impl Rulebook {
    /// A digest of everything in it that can change a judgement, `sha256:…`; spans do not enter it, so that
    /// twins agree. It stays what it was when first asked for.
    pub fn digest(&self) -> &str {
        self.digest.0.get_or_init(|| digest(self))
    }
}

/// `sha256:` and 64 hexadecimal digits.
fn digest(rules: &Rulebook) -> String {
    let mut t = String::new();
    // Writing to a String cannot fail.
    for e in &rules.entities {
        let names: Vec<_> = e
            .names
            .iter()
            .map(|n| (&n.text, n.usage, n.valid))
            .collect();
        let related: Vec<_> = e
            .related
            .iter()
            .map(|r| (r.relation, r.to, r.valid))
            .collect();
        let _ = writeln!(t, "entity {:?}", (&e.id, e.kind, names, e.on, related));
    }
    for r in &rules.relations {
        let _ = writeln!(
            t,
            "relation {:?}",
            (&r.name, &r.role, r.carries_actor, r.carries_target)
        );
    }
    for a in &rules.actions {
        let phrases: Vec<_> = a.phrases.iter().chain(&a.nouns).map(|p| &p.node).collect();
        let _ = writeln!(
            t,
            "action {:?}",
            (
                &a.name,
                phrases,
                &a.includes,
                &a.undone_by,
                &a.step_towards,
                &a.plover,
                &a.cameo
            )
        );
    }
    for c in &rules.conditions {
        let _ = writeln!(t, "condition {:?}", (&c.name, &c.starts, &c.ends));
    }
    for s in &rules.sources {
        let mut e = s.evidence.clone();
        e.span = None;
        let _ = writeln!(
            t,
            "source {:?}",
            (
                &s.id,
                &s.names,
                s.tier,
                &s.speaks_for,
                &s.adversary_of,
                &s.copies,
                e
            )
        );
    }
    for a in &rules.agreements {
        let _ = writeln!(
            t,
            "agreement {:?}",
            (&a.id, a.adopted, a.in_force, &a.between, &a.addressed_to)
        );
    }
    for c in &rules.commitments {
        let _ = writeln!(
            t,
            "commitment {:?}",
            (
                &c.id,
                c.agreement,
                c.modality,
                c.closes,
                c.unevaluated.is_some()
            )
        );
        for n in &c.norms {
            let mut e = n.evidence.clone();
            e.span = None;
            let bearers = match &n.bearers {
                Bearers::Joint(ids) => format!("{ids:?}"),
                Bearers::Of(s) => selection(s),
            };
            let trigger = n
                .trigger
                .as_ref()
                .map(|t| (atom(&t.atom), t.opens, t.closes));
            let binds: Vec<_> = n.binds.iter().map(|b| (&b.members, b.open)).collect();
            let marks = (
                n.sustained.map(|d| d.node),
                n.irreversibly.is_some(),
                n.counting_earlier.is_some(),
                n.on_pain_of_breach.is_some(),
            );
            if let Some(n) = n.times {
                let _ = writeln!(t, "at most {}", n.node);
            }
            let _ = writeln!(
                t,
                "norm {:?}",
                (
                    &n.id,
                    n.kind,
                    n.advice,
                    bearers,
                    atom(&n.atom),
                    (n.window.from, n.window.to),
                    (trigger, binds, n.every.map(|d| d.node)),
                    marks,
                    e
                )
            );
            if n.terms != Terms::default() {
                let _ = writeln!(t, "terms {}", terms(&n.terms));
            }
        }
    }
    for r in &rules.reliefs {
        let what = (&r.of, r.kind, r.days, &r.because, &r.by);
        let _ = writeln!(t, "relief {what:?}");
    }
    let mut out = String::from("sha256:");
    for b in Sha256::digest(t.as_bytes()) {
        let _ = write!(out, "{b:02x}");
    }
    out
}

fn terms(t: &Terms) -> String {
    let keeps = t.keeps.as_ref().map(|c| &c.name);
    let fact = |f: &Given| match f {
        Given::Event { atom: a, .. } => atom(a),
        Given::State(s) => format!("{} {}", s.condition.name, selection(&s.who)),
    };
    let list = |l: &[Given]| l.iter().map(fact).collect::<Vec<_>>();
    let facts = (t.guard.as_ref().map(fact), list(&t.unless), list(&t.whiles));
    format!("{:?}", (keeps, t.curing.map(|d| d.node), facts))
}

fn atom(a: &Atom) -> String {
    let parts: Vec<_> = a
        .participants
        .iter()
        .map(|(p, s)| (p, selection(s)))
        .collect();
    let performer = a.performer.as_ref().map(selection);
    let targets = a.targets.as_ref().map(selection);
    let mut out = format!("{:?}", (performer, a.action.node, targets, parts));
    if let Some(q) = &a.amount {
        let much = (q.bound, q.value, q.of, &q.unit, q.measure);
        let _ = write!(out, "{much:?}");
    }
    out
}

fn selection(s: &Selection) -> String {
    format!(
        "{:?}",
        (s.quantifier, &s.members, s.open, s.anyone, s.bound)
    )
}
