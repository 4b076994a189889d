//! What the panes of Compare read: the matrix on screen and where the user is in it.

use crate::app::baseline::BaselineStanding;
use crate::app::places::risks;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::{
    Column, DecisionMatrix, LeadStability, MatrixOutcome, RobustnessSummary, Scope, Verdict, wording,
};
use crate::catalogue::Catalogue;
use crate::model::{Criterion, CriterionScope, Session, Workload};
use crate::view::text::{text_width, unique_labels};

/// The widest short name.
pub const MAX_LABEL_WIDTH: usize = 13;

/// The matrix on screen and where the person is in it, looked up once per frame.
pub struct PaneContext<'a> {
    /// The program.
    pub app: &'a App,
    /// The open document.
    pub workbench: &'a Workbench,
    /// The document under the scenario on screen.
    pub session: &'a Session,
    /// Whose figures are shown.
    pub matrix: &'a MatrixOutcome,
    /// How stable its lead is.
    pub stability: Option<&'a LeadStability>,
    /// What the lead is worth.
    pub verdict: Verdict,
    /// How often its outcome holds.
    pub robustness: Option<&'a RobustnessSummary>,
    /// A short name per column.
    pub short_names: Vec<String>,
    /// A short name per alternative of the session.
    pub alternative_names: Vec<String>,
    /// Columns from first to last.
    pub order: Vec<usize>,
    /// The columns on screen that the widest value takes.
    pub max_value_width: u16,
}

impl<'a> PaneContext<'a> {
    /// The matrix that the open document shows.
    pub fn new(app: &'a App, workbench: &'a Workbench) -> Option<Self> {
        let matrix = workbench.matrix()?;
        let session = workbench.effective_session();
        Some(Self {
            app,
            workbench,
            session,
            matrix,
            stability: matrix.stability(),
            verdict: app.verdict_on(workbench, matrix),
            robustness: app.robustness(workbench, matrix),
            short_names: short_names(session, &app.catalogue, matrix, MAX_LABEL_WIDTH),
            alternative_names: alternative_short_names(session, &app.catalogue),
            order: matrix.columns_by_rank(),
            max_value_width: max_value_width(matrix),
        })
    }

    /// Whether a pane has the keys.
    pub fn has_focus(&self, pane: Pane) -> bool {
        self.workbench.pane() == pane
    }

    /// The row of a pane's cursor, if the pane has the keys.
    pub fn cursor(&self, pane: Pane, len: usize) -> Option<usize> {
        (self.has_focus(pane) && len > 0).then(|| self.workbench.cursor(pane, len))
    }

    /// A column's short name.
    pub fn short_name(&self, column: usize) -> &str {
        self.short_names.get(column).map_or("", String::as_str)
    }

    /// The short name of an alternative.
    pub fn alternative_name(&self, id: &str) -> &str {
        let place = self.session.alternatives.iter().position(|row| row.id.as_str() == id);
        place.and_then(|at| self.alternative_names.get(at)).map_or("", String::as_str)
    }

    /// A column's name.
    pub fn name(&self, column: usize) -> &str {
        self.matrix.columns.get(column).map_or("", |column| column.name.as_str())
    }

    /// Whether a column leads, alone or with others.
    pub fn is_leader(&self, column: usize) -> bool {
        self.matrix.leaders().contains(&column)
    }

    /// The columns from first to last without those that are another under a second name.
    pub fn unique_columns(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied().filter(|at| self.duplicate_of(*at).is_none())
    }

    /// Those of them that may lead.
    pub fn competing_columns(&self) -> Vec<usize> {
        self.unique_columns().filter(|at| self.matrix.columns.get(*at).is_some_and(Column::is_eligible)).collect()
    }

    /// The column that a column is under a second name.
    pub fn duplicate_of(&self, column: usize) -> Option<usize> {
        self.matrix.columns.get(column)?.duplicate_of
    }

    /// What a column was at the baseline.
    pub fn baseline(&self, column: &Column) -> Option<&BaselineStanding> {
        self.workbench.baseline.standing(&self.matrix.scope, &column.id)
    }

    /// Since when differences are shown.
    pub fn baseline_label(&self) -> &'static str {
        if self.workbench.baseline.pinned { "since pinned" } else { "since opened" }
    }

    /// Whether there is money or work to show.
    pub fn has_offers(&self) -> bool {
        self.matrix.columns.iter().any(|column| column.offer.bill.is_some() || column.offer.burden.is_some())
    }

    /// Whether there are several workloads, and so estates.
    pub fn has_estates(&self) -> bool {
        self.session.workloads.len() > 1
    }

    /// The column that a pane speaks of: the one under its cursor, else the leader, else the first.
    pub fn focused_column(&self, pane: Pane) -> usize {
        if pane == Pane::Risks {
            return risks::column_index(self.workbench).unwrap_or(0);
        }
        let at = self.cursor(pane, self.matrix.columns.len());
        at.or_else(|| self.matrix.leader()).unwrap_or(0)
    }

    /// What the title of a pane says of the scenario on screen; nothing for the base.
    pub fn scenario_label(&self) -> String {
        self.workbench.scenario().map_or_else(String::new, |scenario| format!("scenario: {}", scenario.name))
    }

    /// The workload whose range a criterion has in the matrix on screen; none for what is about the team or the whole.
    pub fn workload_of(&self, criterion: &Criterion) -> Option<&'a Workload> {
        match &self.matrix.scope {
            Scope::Workload(id) if criterion.about == CriterionScope::Workload => self.session.workload(id),
            Scope::Workload(_) | Scope::System | Scope::Matrix => None,
        }
    }

    /// The scope's name; nothing for a decision without workloads.
    pub fn scope_label(&self) -> String {
        match &self.matrix.scope {
            Scope::Matrix => String::new(),
            scope => scope.name(self.session),
        }
    }
}

/// The columns on screen that the widest value of a matrix takes.
pub fn max_value_width(matrix: &DecisionMatrix) -> u16 {
    let values = matrix.values.iter().flatten();
    // A whole level is one column wide, and most are: only the others are written out to be measured.
    let wide =
        values.filter(|value| !value.score.is_exact() || value.score.low.fract() != 0.0 || value.figure.is_some());
    wide.map(|value| text_width(&wording::format_score(value))).max().unwrap_or(1)
}

/// Short names for the columns of a matrix: what the catalogue calls a platform, where the team calls it by its full name.
pub fn short_names(session: &Session, catalogue: &Catalogue, matrix: &DecisionMatrix, most: usize) -> Vec<String> {
    let known: Vec<(&str, Option<String>)> = matrix
        .columns
        .iter()
        .map(|column| (column.name.as_str(), catalogue_short_name(session, catalogue, column)))
        .collect();
    unique_labels(&known, most)
}

fn catalogue_short_name(session: &Session, catalogue: &Catalogue, column: &Column) -> Option<String> {
    let id = column.platform.as_ref()?;
    let platform = catalogue.platforms.iter().find(|platform| platform.id.as_str() == id)?;
    if column.name == platform.name {
        return Some(platform.short.clone());
    }
    // An estate that puts everything on one alternative is called after it.
    let of = session.alternatives.iter().find(|row| column.name == format!("All {}", row.name))?;
    let short = if of.name == platform.name { &platform.short } else { &of.name };
    Some(format!("All {short}"))
}

/// The short names of a session's alternatives.
fn alternative_short_names(session: &Session, catalogue: &Catalogue) -> Vec<String> {
    let known = session.alternatives.iter().map(|row| {
        let platform = row.platform.as_ref().and_then(|id| catalogue.platform(id));
        (
            row.name.as_str(),
            platform.filter(|platform| platform.name == row.name).map(|platform| platform.short.clone()),
        )
    });
    unique_labels(&known.collect::<Vec<_>>(), MAX_LABEL_WIDTH)
}
