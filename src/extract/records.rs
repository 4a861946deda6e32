//! Claims from records: takes records as read, one at a time, and the names of a rulebook; gives a claim
//! for each record that names an act and a party of it. Names are whole fields, looked up exactly.
//!
//! A claim's id is a digest of what the record says, so that neither the file's name nor the record's
//! place in it matters.

mod faults;
mod mix;
mod plain;

use super::coded;
use super::digest::wording;
use super::publisher;
use super::record_fields::{Dates, amount, status};
use crate::diag::{Code, Diagnostic, Limit, Outcome};
use crate::lexicon::{Named, Names};
use crate::model::{
    ActionId, Claim, ClaimSource, ClaimStatus, Claims, Coverage, Dating, EntityId, EntityKind, Few,
    Field, Found, Meta, Modality, Parts, Places, Polarity, Preposition, Reading, Record,
    RecordIter, ReportIx, Rulebook, SourceIx, Tier, Who,
};
use crate::source::FileId;
use crate::time::{Day, Interval, parse_period};
use faults::{backwards, incomplete, no_date, too_early, two_dates};
use mix::{Mix, site};
use rustc_hash::{FxHashMap, FxHashSet};

/// The action of a record that only takes another one back.
const NO_ACTION: ActionId = ActionId(u32::MAX);

/// The claims of a file of records.
pub(super) fn claims(
    names: &Names,
    rules: &Rulebook,
    file: FileId,
    meta: &Meta,
    records: RecordIter<'_>,
) -> Outcome<Claims> {
    let mut work = Work::new(names, rules, meta);
    let mut said = Vec::new();
    let mut limit = Limit::default();
    let mut claims = Vec::new();
    for record in records {
        let record = match record {
            Ok(Found::Plain(plain)) => match work.plain(&plain, &mut claims) {
                Some(()) => {
                    work.reading.segments += 1;
                    continue;
                }
                None => plain.full(),
            },
            Ok(Found::Full(record)) => *record,
            Err(diagnostic) => {
                // What could not be read is still a record that was there.
                if diagnostic.code != Code::MoreAlike {
                    work.reading.segments += 1;
                }
                said.push(*diagnostic);
                continue;
            }
        };
        work.reading.segments += 1;
        for (key, _) in &record.unknown {
            let text = format!("`{}` is no field of a record", key.text);
            work.said.push(
                Diagnostic::new(Code::RecordKey, text)
                    .at(key.span, "not read, here and in every record"),
            );
        }
        match work.claim(&record) {
            Ok(claim) => claims.extend(claim),
            Err(diagnostic) => work.said.push(*diagnostic),
        }
        said.extend(
            work.said
                .drain(..)
                .filter_map(|d| limit.take(Box::new(d)))
                .map(|d| *d),
        );
    }
    while let Some(diagnostic) = limit.rest() {
        said.push(*diagnostic);
    }
    said.extend(work.generic.note());
    work.reading.claims = claims.len() as u64;
    let mut info = publisher::info(file, meta, rules, SourceIx(0));
    info.reading = work.reading;
    info.covers.append(&mut work.covers);
    if meta.published.is_none() {
        // A file without a date was known when the last thing in it was.
        info.recorded = claims.iter().map(|c| c.recorded).max().unwrap_or(Day::MAX);
    }
    Outcome::with(
        Claims {
            claims,
            sources: work.sources,
            reports: vec![info],
        },
        said,
    )
}

/// What a name was found to be; none where that depends on the event's day.
type Memo<T> = FxHashMap<Box<str>, Option<Named<T>>>;

/// Whether it happened, as [`status`] gives it.
type Told = (ClaimStatus, Modality, Polarity);

/// What a record says that says nothing of it.
const DONE: Told = (
    ClaimStatus::Completed,
    Modality::Completed,
    Polarity::Asserted,
);

/// How many spellings are remembered.
const REMEMBERED: usize = 200_000;
/// How many unknown spellings are compared with the known ones.
const COMPARED: usize = 200;

struct Work<'a> {
    names: &'a Names,
    rules: &'a Rulebook,
    published: Option<Interval>,
    own_tier: Option<Tier>,
    dates: Dates,
    actors: Memo<EntityId>,
    targets: Memo<EntityId>,
    actions: Memo<ActionId>,
    statuses: FxHashMap<Box<str>, Told>,
    by_source: FxHashMap<Box<str>, SourceIx>,
    sources: Vec<ClaimSource>,
    source_digests: Vec<u64>,
    entity_digests: Vec<u64>,
    action_digests: Vec<u64>,
    compared: usize,
    near: FxHashSet<Box<str>>,
    covers: Vec<Coverage>,
    generic: coded::Generic,
    reading: Reading,
    said: Vec<Diagnostic>,
}

impl<'a> Work<'a> {
    fn new(names: &'a Names, rules: &'a Rulebook, meta: &Meta) -> Self {
        let source = match &meta.publisher {
            Some(_) => publisher::source(meta, rules),
            // One for the whole run: claims of several such files are of one source.
            None => ClaimSource {
                name: "unnamed records".into(),
                declared: None,
                tier: meta
                    .tier
                    .as_ref()
                    .and_then(|t| Tier::find(&t.node))
                    .unwrap_or(Tier::Record),
                speaks_for: Vec::new(),
            },
        };
        Self {
            names,
            rules,
            published: meta.published.as_ref().map(|p| p.node),
            own_tier: meta.tier.as_ref().and_then(|t| Tier::find(&t.node)),
            dates: Dates::default(),
            actors: Memo::default(),
            targets: Memo::default(),
            actions: Memo::default(),
            statuses: FxHashMap::default(),
            by_source: FxHashMap::default(),
            source_digests: vec![Mix::text(&source.name)],
            sources: vec![source],
            entity_digests: rules.entities.iter().map(|e| Mix::text(&e.id)).collect(),
            action_digests: rules.actions.iter().map(|a| Mix::text(&a.name)).collect(),
            compared: 0,
            near: FxHashSet::default(),
            covers: Vec::new(),
            generic: coded::Generic::default(),
            reading: Reading::default(),
            said: Vec::new(),
        }
    }

    /// The claim of a record; none where it names nothing of the rulebook.
    fn claim(&mut self, record: &Record<'_>) -> Result<Option<Claim>, Box<Diagnostic>> {
        if let Some(covers) = &record.covers {
            self.covered(covers)?;
        }
        let action = match &record.action {
            Some(field) => self.action(field),
            None => None,
        };
        if record.action.is_none() && record.retracts.is_none() {
            if record.covers.is_some() {
                return Ok(None);
            }
            return Err(incomplete(record));
        }
        // Days first: a name may be one of an entity only at some time.
        let days = self.days(record);
        if record.coded.is_some() {
            // A machine's spellings are no typing mistakes.
            self.compared = COMPARED;
        }
        let on = days.as_ref().map_or(Interval::ALL, |d| d.0);
        let mut actors = Few::new();
        let mut actor_spans = Few::new();
        for field in &record.actors {
            if let Some(id) = self.entity(field, on, true)
                && !actors.contains(&id)
                && !record
                    .coded
                    .as_ref()
                    .is_some_and(|c| c.actor_not_state && self.is_state(id))
            {
                actors.push(id);
                actor_spans.push(field.span);
            }
        }
        let mut targets = Few::new();
        let mut target_spans = Few::new();
        for field in &record.targets {
            if let Some(id) = self.entity(field, on, false)
                && !targets.contains(&Who::Entity(id))
                && !record
                    .coded
                    .as_ref()
                    .is_some_and(|c| c.target_not_state && self.is_state(id))
            {
                targets.push(Who::Entity(id));
                target_spans.push(field.span);
            }
        }
        if let Some(coded) = &record.coded {
            if let (true, Some(field)) = (actors.is_empty(), &coded.actor_state)
                && let Some(id) = self.entity(field, on, true)
            {
                actors.push(id);
                actor_spans.push(field.span);
            }
            if let (true, Some(field)) = (targets.is_empty(), &coded.target_state)
                && let Some(id) = self.entity(field, on, false)
            {
                targets.push(Who::Entity(id));
                target_spans.push(field.span);
            }
            let lost = |given: bool, found: bool| given && !found;
            if action.is_some()
                && (lost(coded.actor_given, !actors.is_empty())
                    || lost(coded.target_given, !targets.is_empty()))
            {
                self.generic.add(record.span);
            }
        }
        let party = !actors.is_empty() || !targets.is_empty();
        if action.is_some() || party {
            self.reading.named += 1;
        }
        let retracts = record.retracts.as_ref().map(|f| Mix::text(f.text.trim()));
        if (action.is_none() || !party) && retracts.is_none() {
            return Ok(None);
        }
        // From here on a mistake costs a claim.
        self.reading.unread += 1;
        let (valid, dating) = days?;
        let (status, modality, polarity) = self.status(record)?;
        let amount = amount(record)?;
        let recorded = match (&record.recorded, self.published) {
            (Some(field), _) => self.dates.read(field)?.interval.hi,
            (None, Some(published)) => published.hi,
            (None, None) => valid.hi,
        };
        if valid.lo > recorded && matches!(modality, Modality::Completed | Modality::Ongoing) {
            return Err(too_early(record, recorded, status));
        }
        let mut participants = Few::new();
        for (word, field) in &record.participants {
            if let Some(preposition) = Preposition::find(word)
                && let Some(id) = self.entity(field, on, false)
                && !participants.contains(&(preposition, id))
            {
                participants.push((preposition, id));
            }
        }
        let source = match &record.source {
            Some(field) => self.source(&field.text),
            None => SourceIx(0),
        };
        let mut tier = self.tier(source);
        if record.coded.is_some() {
            // A machine's reading of a source is not the source's word.
            tier = tier.max(Tier::Anonymous);
        }
        self.reading.unread -= 1;
        let mut claim = Claim {
            id: 0,
            event: record.id.as_ref().map(|f| Mix::text(f.text.trim())),
            actors,
            action: action.unwrap_or(NO_ACTION),
            targets,
            participants,
            amount: amount.map(Box::new),
            valid,
            dating,
            recorded,
            source,
            tier,
            speakers: Few::new(),
            attributed_to: None,
            polarity,
            modality,
            status,
            retracts,
            report: ReportIx(0),
            span: record.span,
            places: Places::new(
                Parts {
                    actors: actor_spans,
                    action: record.action.as_ref().map(|f| f.span),
                    targets: target_spans,
                    date: record
                        .date
                        .as_ref()
                        .or(record.begin.as_ref())
                        .map(|f| f.span),
                    status: record
                        .status
                        .iter()
                        .chain(&record.polarity)
                        .map(|f| f.span)
                        .collect(),
                },
                record.span,
            ),
            wording: record.text.as_ref().map(|f| wording(&f.text)),
        };
        claim.id = self.digest(&claim);
        Ok(Some(claim))
    }

    fn tier(&self, source: SourceIx) -> Tier {
        let source = self.sources.get(source.0 as usize);
        source.map_or(Tier::Press, |s| s.tier)
    }

    /// The event's days.
    fn days(&mut self, record: &Record<'_>) -> Result<(Interval, Dating), Box<Diagnostic>> {
        if let Some(field) = &record.date {
            if let Some(other) = record.begin.as_ref().or(record.end.as_ref()) {
                return Err(two_dates(field, other));
            }
            return Ok((self.dates.read(field)?.interval, Dating::Given));
        }
        let begin = record
            .begin
            .as_ref()
            .map(|f| self.dates.read(f))
            .transpose()?;
        let end = record
            .end
            .as_ref()
            .map(|f| self.dates.read(f))
            .transpose()?;
        let days = match (begin, end, self.published) {
            (Some(b), Some(e), _) => Interval::new(b.interval.lo, e.interval.hi),
            (Some(b), None, _) => b.interval,
            (None, Some(e), _) => Interval::new(Day::MIN, e.interval.hi),
            (None, None, Some(published)) => {
                return Ok((Interval::new(Day::MIN, published.hi), Dating::Undated));
            }
            (None, None, None) => return Err(no_date(record)),
        };
        if days.is_empty() {
            return Err(backwards(record));
        }
        Ok((days, Dating::Given))
    }

    /// What the record says of whether it happened; words without a polarity beside them are kept.
    fn status(&mut self, record: &Record<'_>) -> Result<Told, Box<Diagnostic>> {
        let told = status(record)?;
        if let (Some(word), None) = (&record.status, &record.polarity)
            && self.statuses.len() < REMEMBERED
        {
            self.statuses.insert(word.text.as_ref().into(), told);
        }
        Ok(told)
    }

    fn covered(&mut self, field: &Field<'_>) -> Result<(), Box<Diagnostic>> {
        let Some(period) = parse_period(field.text.trim()) else {
            return Err(Box::new(
                Diagnostic::new(Code::RecordDate, format!("`{}` is no period", field.text))
                    .at(field.span, "expected two dates with `to` between them")
                    .help("write `2020-09-10 to 2020-12-31`; the record is left out"),
            ));
        };
        self.covers.push(Coverage {
            period,
            actors: Vec::new(),
            entities: Vec::new(),
            actions: Vec::new(),
            span: field.span,
        });
        Ok(())
    }

    fn is_state(&self, id: EntityId) -> bool {
        let entity = self.rules.entities.get(id.index());
        entity.is_some_and(|e| e.kind == EntityKind::State)
    }

    fn action(&mut self, field: &Field<'_>) -> Option<ActionId> {
        if let Some(known) = self.actions.get(&*field.text) {
            return known.and_then(Named::one);
        }
        let named = match self.names.action_of(&field.text) {
            Named::Nothing => coded::action(self.rules, &field.text).unwrap_or(Named::Nothing),
            named => named,
        };
        if self.actions.len() < REMEMBERED {
            self.actions.insert(field.text.as_ref().into(), Some(named));
        }
        self.look(field, named, "an action");
        named.one()
    }

    fn entity(&mut self, field: &Field<'_>, on: Interval, acts: bool) -> Option<EntityId> {
        let memo = if acts {
            &mut self.actors
        } else {
            &mut self.targets
        };
        match memo.get(&*field.text) {
            Some(Some(known)) => return known.one(),
            Some(None) => return self.named(&field.text, on, acts).one(),
            None => {}
        }
        let dated = self.names.is_dated(&field.text);
        let named = self.named(&field.text, on, acts);
        let memo = if acts {
            &mut self.actors
        } else {
            &mut self.targets
        };
        if memo.len() < REMEMBERED {
            memo.insert(field.text.as_ref().into(), (!dated).then_some(named));
        }
        self.look(field, named, "anything");
        named.one()
    }

    /// The entity of a name; a government is its state.
    fn named(&self, text: &str, on: Interval, acts: bool) -> Named<EntityId> {
        match self.names.entity(text, on, acts) {
            Named::Nothing => match publisher::governed(text) {
                Some(state) => self.names.entity(&state, on, acts),
                None => Named::Nothing,
            },
            named => named,
        }
    }

    /// Says what can be said of a spelling at its first place: that it is near a known one, or names
    /// several things.
    fn look<T>(&mut self, field: &Field<'_>, named: Named<T>, what: &str) {
        match named {
            Named::One(_) => {}
            Named::Several => self.said.push(
                Diagnostic::new(
                    Code::NameOfSeveral,
                    format!(
                        "`{}` is the name of several things in the rulebook",
                        field.text
                    ),
                )
                .at(field.span, "taken for none of them")
                .help("write the ID of the one that is meant"),
            ),
            Named::Nothing => {
                if self.compared >= COMPARED || field.text.len() > 100 {
                    return;
                }
                self.compared += 1;
                let near = if what == "an action" {
                    self.names.near_action(&field.text)
                } else {
                    self.names.near_entity(&field.text)
                };
                let Some(near) = near else { return };
                if self.near.insert(field.text.as_ref().into()) {
                    self.said.push(
                        Diagnostic::new(
                            Code::NearName,
                            format!("`{}` is not the name of {what} in the rulebook", field.text),
                        )
                        .at(field.span, "not read, here and in every record")
                        .help(format!("did you mean `{near}`? then correct it, or declare it as another name (`aka`)")),
                    );
                }
            }
        }
    }

    /// The source of a name; an address stands for its site, so that two pages of one site are not two
    /// independent sources.
    fn source(&mut self, text: &str) -> SourceIx {
        let name = site(text.trim());
        if let Some(known) = self.by_source.get(name) {
            return *known;
        }
        let declared = self.names.source(name);
        let decl = declared.and_then(|d| self.rules.sources.get(d.index()));
        let source = ClaimSource {
            name: decl.map_or_else(
                || name.to_owned(),
                |d| d.names.first().unwrap_or(&d.id).clone(),
            ),
            declared,
            // What the file says of its own worth lowers all that it tells.
            tier: decl
                .and_then(|d| d.tier)
                .unwrap_or(Tier::Press)
                .max(self.own_tier.unwrap_or(Tier::Record)),
            speaks_for: match decl {
                Some(d) => d.speaks_for.clone(),
                None => publisher::speaks_for(name, self.rules),
            },
        };
        let at = match self
            .sources
            .iter()
            .position(|s| declared.is_some() && *s == source)
        {
            Some(at) => at,
            None => {
                self.source_digests.push(Mix::text(&source.name));
                self.sources.push(source);
                self.sources.len() - 1
            }
        };
        let at = SourceIx(at as u32);
        self.by_source.insert(name.into(), at);
        at
    }
}

#[cfg(test)]
mod tests;
