//! The independent check: derives anew, from claims, norm and window alone and by the plainest means,
//! that every status rests on what its witness cites. Shares nothing with the evaluation but the model.

mod around;
mod decided;
mod kept;
mod recurring;
mod shelf;
mod special;
mod sums;
mod walk;
mod words;

use crate::diag::{Code, Diagnostic};
use crate::model::{
    Claim, Claims, Commitment, Evidence, Flag, InstanceJudgement, Judgement, Modality, Norm,
    NormKind, Rulebook, Status, View, Witness,
};
use crate::time::{Day, Interval};
use decided::Decided;
use shelf::{Shelf, denies};
use special::Own;
use walk::Walk;

/// A diagnostic for every status whose witness does not hold: an error of the tool, never of the input.
pub fn verify(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    judgement: &Judgement,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let shelf = Shelf::new(claims, view);
    for cj in &judgement.commitments {
        let Some(c) = rules.commitments.get(cj.commitment) else {
            continue;
        };
        for j in cj
            .instances
            .iter()
            .filter(|j| j.status != Status::NotAssessable)
        {
            let Some(norm) = c.norms.get(j.norm) else {
                continue;
            };
            if let Err(why) = instance(rules, claims, view, (c, norm), j, &shelf) {
                let text = format!(
                    "the witness of `{}` ({}) does not hold: {why}",
                    j.id,
                    j.status.word()
                );
                out.push(fails(text, norm, &j.id));
            }
        }
        for (n, norm) in c.norms.iter().enumerate() {
            let own = cj.instances.iter().filter(|j| j.norm == n);
            if let (true, Err(why)) = (special::is_periodic(norm), special::once(claims, own)) {
                let text = format!("the instances of `{}` do not hold: {why}", norm.id);
                out.push(fails(text, norm, &norm.id));
            }
        }
        for (n, norm) in c
            .norms
            .iter()
            .enumerate()
            .filter(|(_, n)| n.trigger.is_some())
        {
            let own: Vec<&InstanceJudgement> =
                cj.instances.iter().filter(|j| j.norm == n).collect();
            let judged = !own.iter().any(|j| j.status == Status::NotAssessable);
            if let (true, Err(why)) = (
                judged,
                special::all_set_off(rules, claims, view, norm, &shelf, &own),
            ) {
                let text = format!("the instances of `{}` are not all: {why}", norm.id);
                out.push(fails(text, norm, &norm.id));
            }
        }
    }
    out
}

fn fails(text: String, norm: &Norm, id: &str) -> Diagnostic {
    Diagnostic::new(Code::WitnessFails, text)
        .at(norm.span, "this sentence")
        .commitment(id)
        .help("this is an error of the tool: please report it with the rulebook and the reports")
}

/// Checks one instance by the norm that its ID stands for.
fn instance(
    rules: &Rulebook,
    claims: &Claims,
    view: View,
    (c, norm): (&Commitment, &Norm),
    j: &InstanceJudgement,
    shelf: &Shelf,
) -> Check {
    let agreement = c.agreement.and_then(|a| rules.agreements.get(a.index()));
    let mut ids = vec![c.id.as_str(), norm.id.as_str(), j.id.as_str()];
    ids.extend(agreement.map(|a| a.id.as_str()));
    let decided = Decided::new(rules, view, ids);
    let j = &decided.undone(j)?;
    let walk = |norm| Walk::new(rules, claims, view, norm, &j.id, shelf);
    let whole = |norm: &Norm, activated: Day, is_period: bool| {
        let mut norm = norm.clone();
        decided.suspend(&mut norm)?;
        if j.window != Interval::new(norm.window.from, norm.window.to) {
            return err("its window is another");
        }
        let by = around::By {
            rules,
            claims,
            view: decided.view(),
            shelf,
        };
        let owed = norm.kind.is_owed();
        if !around::guarded(by, &norm, activated, j)? || owed && around::excepted(by, &norm, j)? {
            return Ok(());
        }
        let mut walk = Walk::new(rules, claims, decided.view(), &norm, &j.id, shelf);
        walk.is_period = is_period;
        if !owed {
            walk.excused = around::excused(by, &norm, &walk, &j.id);
            if around::disputed(by, &norm, j) {
                return Ok(());
            }
        }
        holds(&walk, &norm, j, shelf)
    };
    match special::own(rules, norm, &j.id)? {
        Own::Plain => whole(norm, norm.window.from, false),
        Own::Period(own) => whole(&own, own.window.from, true),
        Own::Unset(watched) => special::unset(&walk(&watched), norm, j),
        Own::Set(_, watched, _) if j.cause.is_empty() && j.status == Status::Contested => {
            special::disputed(&walk(&watched), j)
        }
        Own::Set(own, watched, day) => {
            special::set_off(&walk(&watched), j, day)?;
            whole(&own, day, false)
        }
    }
}

type Check = Result<(), String>;

fn err(text: impl Into<String>) -> Check {
    Err(text.into())
}

fn holds(walk: &Walk<'_>, norm: &Norm, j: &InstanceJudgement, shelf: &Shelf) -> Check {
    let (t, s, d) = (walk.view.as_of, norm.window.from, norm.window.to);
    if (t < s) != (matches!(j.witness, Witness::Calendar)) {
        return err("it is judged before its window, or not judged inside it");
    }
    let owed = norm.kind.is_owed();
    match (&j.witness, j.status) {
        (Witness::Calendar, Status::Pending) => Ok(()),
        _ if norm.kind == NormKind::Maintain => kept::kept(walk, norm, j, shelf),
        _ if norm.kind == NormKind::Limit => sums::limit(walk, norm, j),
        _ if norm.kind == NormKind::Amount && !walk.need_of_several() => {
            sums::amount(walk, norm, j)
        }
        (Witness::Hits(list), Status::Partial) => acts(walk, list),
        _ if norm.kind == NormKind::Interval => recurring::interval(walk, norm, j, shelf),
        _ if norm.kind == NormKind::Continuing => recurring::continuing(walk, norm, j),
        (Witness::Hits(list), Status::Breached) if !owed => {
            acts(walk, list)?;
            each_within(walk, list, |days| s <= days.hi && days.hi <= d)
        }
        (Witness::Hits(list), Status::Breached) => {
            acts(walk, list)?;
            match norm.on_pain_of_breach {
                Some(_) => some_within(walk, list, |days| days.lo > d),
                None => err("a late act is no breach"),
            }
        }
        (Witness::Hits(list), Status::Fulfilled) if owed => {
            acts(walk, list)?;
            let pain = norm.on_pain_of_breach.is_some();
            some_within(walk, list, |days| if pain { days.hi } else { days.lo } <= d)?;
            stands(walk, norm, list)
        }
        (Witness::Hits(list), Status::FulfilledLate) if owed => {
            acts(walk, list)?;
            some_within(walk, list, |days| days.lo > d)?;
            let late = j
                .flags
                .iter()
                .any(|f| matches!(f, Flag::LateBy(n) if *n > 0));
            if late {
                stands(walk, norm, list)
            } else {
                err("it says not by how much it is late")
            }
        }
        (Witness::Hits(list), Status::InProgress) if owed => {
            acts(walk, list)?;
            match norm.sustained {
                Some(n) => some_within(walk, list, |days| n.node.after(days.hi) > t),
                None => err("an act that need not last is done or not"),
            }
        }
        (Witness::Undone { hits, reversals }, Status::Reversed) if owed => {
            acts(walk, hits)?;
            undoings(walk, hits, reversals)
        }
        // A word on how much stands against an amount.
        (Witness::Camps(ours, theirs), Status::Contested) if norm.kind == NormKind::Amount => {
            sums::sides(walk, ours, theirs)
        }
        (Witness::Camps(ours, theirs), Status::Contested) => camps(walk, ours, theirs),
        (Witness::Denial(list), Status::NotDone) if owed && t <= d => denials(walk, list, s),
        (Witness::Denial(list), Status::Breached) if owed && t > d => denials(walk, list, d),
        (Witness::Steps(list), Status::InProgress) if owed && t <= d => steps(walk, list),
        (Witness::Absence { .. }, _) => absence(walk, norm, j),
        _ => err(format!("`{}` cannot rest on that", j.status.word())),
    }
}

fn claim<'a>(walk: &Walk<'a>, e: &Evidence) -> Result<&'a Claim, String> {
    let c = walk.claims.claims.get(e.claim);
    c.ok_or_else(|| "a cited claim is missing".to_owned())
}

/// Every cited claim is a done act of the norm by an admissible source, on days that count; and enough
/// sources tell of one of them.
fn acts(walk: &Walk<'_>, list: &[Evidence]) -> Check {
    if list.is_empty() {
        return err("it cites nothing");
    }
    for e in list {
        let c = claim(walk, e)?;
        walk.act(c)?;
        if !walk.counts(c) {
            return err("the days of a cited act lie outside what counts");
        }
    }
    let cited: Vec<&Claim> = list.iter().filter_map(|e| claim(walk, e).ok()).collect();
    if walk.is_owed() && !walk.need_of_several() && walk.voices(&cited) < walk.need() {
        return err("too few independent sources tell of it");
    }
    Ok(())
}

fn each_within(walk: &Walk<'_>, list: &[Evidence], ok: impl Fn(Interval) -> bool) -> Check {
    for e in list {
        if !ok(walk.days(claim(walk, e)?)) {
            return err("a cited act lies outside the window");
        }
    }
    Ok(())
}

fn some_within(walk: &Walk<'_>, list: &[Evidence], ok: impl Fn(Interval) -> bool) -> Check {
    let mut cited = list.iter().filter_map(|e| claim(walk, e).ok());
    if cited.any(|c| ok(walk.days(c))) {
        Ok(())
    } else {
        err("no cited act lies where it must")
    }
}

/// Some cited act was not undone, or only after it had stood for as long as was asked; and where one
/// word decides, nobody's word stands against it.
fn stands(walk: &Walk<'_>, norm: &Norm, list: &[Evidence]) -> Check {
    let cited: Vec<&Claim> = list.iter().filter_map(|e| claim(walk, e).ok()).collect();
    let lasting = norm.sustained.is_some() || norm.irreversibly.is_some() || walk.undoable();
    let stood = |c: &Claim| {
        let day = walk.days(c).hi;
        let until = match (norm.sustained, norm.irreversibly) {
            (Some(n), None) => n.node.after(day),
            _ => Day::MAX,
        };
        let ends = walk.undoings_of(c);
        let whole = |of: &[&Claim]| of.iter().all(|r| walk.days(r).lo.max(day) > until);
        !lasting
            || walk.targets_of(c).any(|w| {
                let on: Vec<&Claim> = ends
                    .iter()
                    .copied()
                    .filter(|r| w.is_none_or(|w| r.targets.contains(&w) || r.targets.is_empty()))
                    .collect();
                whole(&on)
            })
    };
    let undisputed = |c: &Claim| {
        let hold = norm.evidence.contested.unwrap_or_default() == crate::model::ContestPolicy::Hold;
        walk.need() > 1 || !hold || walk.targets_of(c).any(|w| !walk.is_denied(c, w))
    };
    if !cited.iter().any(|c| stood(c)) {
        return err("no cited act still stands");
    }
    if cited.iter().any(|c| undisputed(c)) {
        Ok(())
    } else {
        err("every cited act is denied")
    }
}

fn undoings(walk: &Walk<'_>, hits: &[Evidence], reversals: &[Evidence]) -> Check {
    if reversals.is_empty() {
        return err("it cites no undoing");
    }
    for r in reversals {
        let r = claim(walk, r)?;
        walk.heard(r)?;
        let of = hits.iter().filter_map(|e| claim(walk, e).ok());
        if !of.clone().any(|c| walk.surely_undoes(r, c)) {
            return err("a cited undoing undoes no cited act");
        }
    }
    Ok(())
}

fn camps(walk: &Walk<'_>, ours: &[Evidence], theirs: &[Evidence]) -> Check {
    acts(walk, ours)?;
    let cited: Vec<&Claim> = ours.iter().filter_map(|e| claim(walk, e).ok()).collect();
    if theirs.is_empty() {
        let unlisted = cited.iter().any(|c| walk.unlisted(c));
        return if unlisted {
            Ok(())
        } else {
            err("nobody stands against it")
        };
    }
    for e in theirs {
        let x = claim(walk, e)?;
        walk.heard(x)?;
        let speaks = |c: &&Claim| {
            let denied = denies(x) && (walk.denies_all(x) || walk.denies_act(x, c));
            walk.days(x).hi >= walk.days(c).hi && denied
                || walk.days(x).hi >= walk.days(c).lo && walk.undoes(x, c)
        };
        if !cited.iter().any(speaks) {
            return err("a cited word against it says nothing of it");
        }
    }
    Ok(())
}

fn denials(walk: &Walk<'_>, list: &[Evidence], since: Day) -> Check {
    deny(walk, list, since)?;
    passed_over(walk)
}

/// The cited denials deny all of it for the time up to some day, and are enough.
fn deny(walk: &Walk<'_>, list: &[Evidence], since: Day) -> Check {
    if list.is_empty() {
        return err("it cites no denial");
    }
    for e in list {
        let c = claim(walk, e)?;
        walk.heard(c)?;
        if !denies(c) || !walk.denies_all(c) || walk.days(c).hi < since {
            return err("a cited denial does not deny it for that time");
        }
    }
    let cited: Vec<&Claim> = list.iter().filter_map(|e| claim(walk, e).ok()).collect();
    if walk.voices(&cited) < walk.need() {
        return err("too few independent sources deny it");
    }
    Ok(())
}

fn steps(walk: &Walk<'_>, list: &[Evidence]) -> Check {
    if list.is_empty() {
        return err("it cites no step");
    }
    for e in list {
        let c = claim(walk, e)?;
        walk.heard(c)?;
        let told = matches!(c.modality, Modality::Completed | Modality::Ongoing);
        if !told || !(walk.is_step(c) || walk.is_under_way(c)) {
            return err("a cited step leads nowhere");
        }
    }
    passed_over(walk)
}

/// Nothing was found: nothing that counts was passed over, and silence means what it is taken for.
fn absence(walk: &Walk<'_>, norm: &Norm, j: &InstanceJudgement) -> Check {
    let (t, d) = (walk.view.as_of, norm.window.to);
    let owed = norm.kind.is_owed();
    let closed = norm.evidence.closed == Some(true);
    passed_over(walk)?;
    let silent = match (j.status, owed) {
        (Status::Pending, true) if t <= d => true,
        (Status::Unreported, true) => t > d || d == Day::MAX,
        (Status::Unreported, false) => true,
        (Status::Overdue, true) if t > d => walk.is_covered(),
        (Status::Breached, true) if t > d => closed || walk.register_covers_all(),
        (Status::Holding, false) if t <= d => silent_enough(walk, closed, false)?,
        (Status::Fulfilled, false) if t > d => silent_enough(walk, closed, true)?,
        _ => return err(format!("`{}` cannot rest on silence", j.status.word())),
    };
    if silent {
        Ok(())
    } else {
        err("nobody looked at all of the time")
    }
}

/// Whether silence shows that there was nothing: nothing is in doubt, and all was read or looked at.
fn silent_enough(walk: &Walk<'_>, closed: bool, over: bool) -> Result<bool, String> {
    if walk.is_doubtful() {
        return Err("something that may be such an act was passed over".to_owned());
    }
    Ok(match (closed, over) {
        (true, _) => !walk.is_unread(),
        (_, true) => walk.is_proven(),
        (_, false) => walk.is_covered(),
    })
}

/// An act that counts, that nobody denies and nothing undoes, must not have been passed over.
fn passed_over(walk: &Walk<'_>) -> Check {
    if walk.need() > 1 || walk.need_of_several() || walk.is_period {
        return Ok(());
    }
    match walk.likely().find(|c| plain(walk, c)) {
        None => Ok(()),
        Some(c) => err(format!(
            "an act of {} that counts was passed over",
            walk.days(c).hi
        )),
    }
}

/// Whether a claim is an act that counts, and nobody's word stands against it.
fn plain(walk: &Walk<'_>, c: &Claim) -> bool {
    let pain = walk.norm.on_pain_of_breach.is_some();
    let (d, days) = (walk.norm.window.to, walk.days(c));
    walk.act(c).is_ok()
        && !walk.excused.contains(&c.id)
        && walk.counts(c)
        && !(pain && days.lo <= d && d < days.hi)
        && walk.undoings_of(c).is_empty()
        && !walk.targets_of(c).any(|w| walk.is_denied(c, w))
        && !walk.unlisted(c)
}
