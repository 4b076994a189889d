//! The results under every scenario, for comparing them side by side: computed only while they are on screen, and kept until the
//! document changes.

use crate::appraisal::Appraisal;
use crate::catalogue::Catalogue;
use crate::model::{ScenarioId, Session};

/// The results under one scenario.
#[derive(Debug, Clone)]
pub struct ScenarioAppraisal {
    /// The scenario; `None` is the base.
    pub scenario: Option<ScenarioId>,
    /// Its results.
    pub appraisal: Appraisal,
    is_fresh: bool,
}

/// The results of the base and every scenario; empty until they are on screen for the first time.
#[derive(Debug, Clone, Default)]
pub struct ScenarioAppraisals {
    rows: Vec<ScenarioAppraisal>,
}

impl ScenarioAppraisals {
    /// Marks all as out of date, after a change of the document.
    pub fn invalidate(&mut self) {
        self.rows.iter_mut().for_each(|row| row.is_fresh = false);
    }

    /// Brings the base and every scenario up to date, in the order of the session. Offers are computed again only where more
    /// than weights and scores changed.
    pub fn refresh(&mut self, session: &Session, catalogue: &Catalogue) {
        let wanted = std::iter::once(None).chain(session.scenarios.iter().map(|row| Some(row.id.clone())));
        let wanted: Vec<Option<ScenarioId>> = wanted.collect();
        if self.rows.len() == wanted.len()
            && self.rows.iter().zip(&wanted).all(|(row, id)| row.is_fresh && row.scenario == *id)
        {
            return;
        }
        let mut before = std::mem::take(&mut self.rows);
        for scenario in wanted {
            let known = before.iter().position(|row| row.scenario == scenario).map(|at| before.swap_remove(at));
            self.rows.push(ScenarioAppraisal::build(known, scenario, session, catalogue));
        }
    }

    /// The results of the base, brought up to date without the scenarios.
    pub fn base_appraisal(&mut self, session: &Session, catalogue: &Catalogue) -> &Appraisal {
        let at = self.rows.iter().position(|row| row.scenario.is_none());
        let known = at.map(|at| self.rows.swap_remove(at));
        self.rows.insert(0, ScenarioAppraisal::build(known, None, session, catalogue));
        &self.rows[0].appraisal
    }

    /// The base, then the scenarios.
    pub fn rows(&self) -> &[ScenarioAppraisal] {
        &self.rows
    }
}

impl ScenarioAppraisal {
    fn build(known: Option<Self>, scenario: Option<ScenarioId>, session: &Session, catalogue: &Catalogue) -> Self {
        match known {
            Some(row) if row.is_fresh => row,
            Some(mut row) => {
                row.appraisal.refresh(&session.for_scenario(scenario.as_ref()), catalogue);
                Self { is_fresh: true, ..row }
            }
            None => {
                let appraisal = Appraisal::compute(&session.for_scenario(scenario.as_ref()), catalogue);
                Self { scenario, appraisal, is_fresh: true }
            }
        }
    }
}
