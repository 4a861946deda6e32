//! Records of plain words whose every word was met before: takes one as it stands in its file, gives its claim
//! without a copy of anything.

use super::mix::{Mix, site};
use super::{DONE, Memo, Work, wording};
use crate::model::{
    Claim, Dating, EntityId, Few, Modality, Parts, Places, Plain, ReportIx, SourceIx, Who,
};

impl Work<'_> {
    /// The claim of a plain record whose every word was met and understood before, as [`Self::claim`]
    /// would make it; nothing where something in it is new or wrong, so that it must be read in full.
    pub(super) fn plain(&mut self, record: &Plain<'_>, out: &mut Vec<Claim>) -> Option<()> {
        let action = (*self.actions.get(record.action?)?)?.one();
        let date = record.date?;
        let valid = self.dates.known(date)?;
        // A name that is one of an entity only at some time is looked up anew each time.
        let seen = |memo: &Memo<EntityId>, name: Option<&str>| match name {
            None => Some(None),
            Some(name) => Some((*memo.get(name)?)?.one()),
        };
        let actor = seen(&self.actors, record.actor)?;
        let target = seen(&self.targets, record.target)?;
        let (Some(action), true) = (action, actor.is_some() || target.is_some()) else {
            if action.is_some() || actor.is_some() || target.is_some() {
                self.reading.named += 1;
            }
            return Some(());
        };
        let (status, modality, polarity) = match record.status {
            None => DONE,
            Some(word) => *self.statuses.get(word)?,
        };
        let recorded = match (record.recorded, self.published) {
            (Some(text), _) => self.dates.known(text)?.hi,
            (None, Some(published)) => published.hi,
            (None, None) => valid.hi,
        };
        if valid.lo > recorded && matches!(modality, Modality::Completed | Modality::Ongoing) {
            return None;
        }
        let source = match record.source {
            Some(text) => *self.by_source.get(site(text.trim()))?,
            None => SourceIx(0),
        };
        let place = |text: Option<&str>| text.map(|t| record.place(t));
        let named = |found: bool, text: Option<&str>| place(text.filter(|_| found));
        self.reading.named += 1;
        let mut claim = Claim {
            id: 0,
            event: record.id.map(|text| Mix::text(text.trim())),
            actors: actor.into(),
            action,
            targets: target.map(Who::Entity).into(),
            participants: Few::new(),
            amount: None,
            valid,
            dating: Dating::Given,
            recorded,
            source,
            tier: self.tier(source),
            speakers: Few::new(),
            attributed_to: None,
            polarity,
            modality,
            status,
            retracts: None,
            report: ReportIx(0),
            span: record.span,
            places: Places::new(
                Parts {
                    actors: named(actor.is_some(), record.actor).into(),
                    action: place(record.action),
                    targets: named(target.is_some(), record.target).into(),
                    date: Some(record.place(date)),
                    status: place(record.status).into(),
                },
                record.span,
            ),
            wording: record.text.map(wording),
        };
        claim.id = self.digest(&claim);
        out.push(claim);
        Some(())
    }
}
