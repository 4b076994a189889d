//! A document on a table, people around it, and a clock on the wall.

use std::error::Error;
use weighbridge::appraisal::Appraisal;
use weighbridge::appraisal::collect_evidence;
use weighbridge::catalogue::{Catalogue, templates};
use weighbridge::model::edit::{CriterionField, DecisionField, FrameField};
use weighbridge::model::history::record_leaders;
use weighbridge::model::{
    CellKey, CellScore, Criterion, Edit, History, Measure, Moment, NoteSubject, Points, Score, Session, Stamp, Status,
};

pub type Outcome = Result<(), Box<dyn Error>>;

/// The document, its history and the time.
pub struct Workshop {
    pub session: Session,
    history: History,
    catalogue: Catalogue,
    /// Seconds since 1970, UTC.
    now: i64,
}

impl Workshop {
    /// Begins with a document that has no log yet.
    pub fn on(session: Session) -> Result<Self, Box<dyn Error>> {
        Ok(Self { history: History::from_log(&session.log), session, catalogue: Catalogue::embedded()?, now: 0 })
    }

    /// The people meet, on this day at this time.
    pub fn meet(&mut self, at: &str) -> Outcome {
        self.now = at.parse::<jiff::Timestamp>()?.as_second();
        Ok(())
    }

    /// Somebody changes something; talking about it took a while.
    pub fn edit(&mut self, by: &str, edit: Edit) -> Outcome {
        let stamp = self.stamp(by);
        let before = self.session.log.len();
        let led = self.session.marks(&edit).then(|| self.leaders());
        self.history.record(&mut self.session, edit.clone(), stamp)?;
        if let Some(led) = led {
            let leads = self.leaders();
            record_leaders(&mut self.session, &edit, led, leads);
        }
        if self.session.log.len() == before {
            return Err(format!("{by}'s change after entry {before} leaves no entry of its own").into());
        }
        Ok(())
    }

    /// Somebody records the decision, with the figures of that moment.
    pub fn record(&mut self, by: &str) -> Outcome {
        let appraisal = Appraisal::compute(&self.session, &self.catalogue);
        let evidence = collect_evidence(&appraisal, &self.catalogue, Moment::from_unix(self.now));
        let status = frame(FrameField::Status(Status::Decided));
        self.edit(by, Edit::Batch(vec![decide(DecisionField::Evidence(evidence)), status]))
    }

    fn leaders(&self) -> String {
        let appraisal = Appraisal::compute(&self.session, &self.catalogue);
        let names =
            appraisal.overall_matrix().map(|sheet| sheet.leaders().iter().map(|at| sheet.columns[*at].id.clone()));
        names.map_or(String::new(), |names| names.collect::<Vec<_>>().join(", "))
    }

    /// Somebody takes the last change back.
    pub fn undo(&mut self, by: &str) -> Outcome {
        let stamp = self.stamp(by);
        self.history.undo(&mut self.session, stamp)?.map(|_| ()).ok_or_else(|| "nothing to undo".into())
    }

    /// The next moment: two to nine minutes after the last, as the talk goes.
    fn stamp(&mut self, by: &str) -> Stamp {
        let entries = i64::try_from(self.session.log.len()).unwrap_or(0);
        self.now += 120 + (entries * 137 + 53) % 420;
        Stamp { at: Moment::from_unix(self.now), by: by.to_owned() }
    }
}

/// The session of a shipped template.
pub fn template(id: &str) -> Result<Session, Box<dyn Error>> {
    let template = templates::find(id).ok_or_else(|| format!("there is no template '{id}'"))?;
    template.to_session().map_err(|errors| format!("{id}: {errors:?}").into())
}

/// The cell of a criterion about the team.
pub fn team_cell(criterion: &str, alternative: &str) -> CellKey {
    CellKey { criterion: criterion.into(), alternative: alternative.into(), workload: None }
}

/// The cell of a criterion about the workload.
pub fn cell(criterion: &str, alternative: &str, workload: &str) -> CellKey {
    CellKey { workload: Some(workload.into()), ..team_cell(criterion, alternative) }
}

/// Points for a criterion.
pub fn weigh(criterion: &str, points: u32) -> Edit {
    Edit::SetWeight { criterion: criterion.into(), points: Points(points) }
}

/// A score with its reason and, unless that is empty, where it can be looked up.
pub fn score(cell: CellKey, score: CellScore, by: &str, why: &str, evidence: &str) -> Edit {
    let by = by.to_owned();
    enter([Score { score, by, rationale: why.to_owned(), evidence: evidence.to_owned(), ..Score::blank(&cell) }].iter())
}

/// Rows of scores entered together, as one change.
pub fn enter<'a>(rows: impl Iterator<Item = &'a Score>) -> Edit {
    let edits = rows.flat_map(|row| {
        let (cell, text) = (row.cell(), row.evidence.clone());
        let evidence = (!text.is_empty()).then(|| Edit::SetEvidence { cell: cell.clone(), text });
        [
            Edit::SetScore { cell: cell.clone(), score: row.score, by: row.by.clone() },
            Edit::SetRationale { cell, text: row.rationale.clone() },
        ]
        .into_iter()
        .chain(evidence)
    });
    Edit::Batch(edits.collect())
}

/// A note.
pub fn note(about: NoteSubject, text: &str) -> Edit {
    Edit::SetNote { about, text: text.to_owned() }
}

/// A rubric.
pub fn rubric(criterion: &str, level: u8, text: &str) -> Edit {
    Edit::SetRubric { criterion: criterion.into(), level, text: text.to_owned() }
}

/// A field of the frame.
pub fn frame(field: FrameField) -> Edit {
    Edit::SetFrame(field)
}

/// A field of the decision.
pub fn decide(field: DecisionField) -> Edit {
    Edit::SetDecision(field)
}

/// How a criterion is measured.
pub fn measure(criterion: &str, measure: Measure) -> Edit {
    Edit::SetCriterion { id: criterion.into(), field: CriterionField::Measure(measure) }
}

/// A new criterion at the end of the list, with its rubric.
pub fn criterion(at: usize, criterion: Criterion, levels: &[(u8, &str)]) -> Edit {
    let id = criterion.id.clone();
    let add = Edit::AddCriterion { at, criterion };
    let levels = levels.iter().map(|(level, text)| rubric(id.as_str(), *level, text));
    Edit::Batch([add].into_iter().chain(levels).collect())
}
