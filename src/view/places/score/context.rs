//! What the grid of scores and the details beside it read.

use crate::analysis::sensitivity::OpenCell;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::{CellSource, CellValue, LeadStability, MatrixOutcome, Scope, cell_key};
use crate::model::number::format_figure;
use crate::model::{CellScore, Criterion, Score, Session, Workload};
use crate::theme::Theme;
use crate::view::context::{MAX_LABEL_WIDTH, short_names};

pub struct ScoreContext<'a> {
    pub app: &'a App,
    pub workbench: &'a Workbench,
    pub session: &'a Session,
    pub matrix: &'a MatrixOutcome,
    pub short_names: Vec<String>,
    pub row: usize,
    pub column: usize,
    /// Only once totals were seen.
    pub stability: Option<&'a LeadStability>,
    pub open_cells: &'a [OpenCell],
}

impl<'a> ScoreContext<'a> {
    pub fn new(app: &'a App, workbench: &'a Workbench) -> Option<Self> {
        let matrix = workbench.score_matrix()?;
        let session = &workbench.session;
        let is_open = session.totals_seen;
        Some(Self {
            stability: matrix.stability().filter(|_| is_open),
            open_cells: if is_open { matrix.open_cells() } else { &[] },
            app,
            workbench,
            session,
            matrix,
            short_names: short_names(session, &app.catalogue, matrix, MAX_LABEL_WIDTH),
            row: workbench.cursor(Pane::Grid, session.criteria.len()),
            column: workbench.score_column.min(matrix.columns.len().saturating_sub(1)),
        })
    }

    pub fn criterion(&self) -> Option<&Criterion> {
        self.session.criteria.get(self.row)
    }

    pub fn value(&self, row: usize, column: usize) -> Option<&CellValue> {
        self.matrix.values.get(row)?.get(column)
    }

    /// What was entered of a criterion, option and the workload on screen.
    pub fn entry(&self, row: usize, column: usize) -> Option<&'a Score> {
        let (criterion, option) = (self.session.criteria.get(row)?, self.session.alternatives.get(column)?);
        self.session.score(&cell_key(criterion, option, self.workload()))
    }

    /// The figure of a measured criterion, or its range, without the unit.
    pub fn measured_figure(&self, row: usize, column: usize) -> Option<String> {
        match self.entry(row, column)?.score {
            CellScore::Value(figure) => Some(format_figure(figure.get())),
            CellScore::Between(low, high) => {
                Some(format!("{}–{}", format_figure(low.get()), format_figure(high.get())))
            }
            CellScore::Exact(_) | CellScore::Range(..) | CellScore::Unknown | CellScore::Blank => None,
        }
    }

    /// Who may lead once an open cell is scored, if that can change the leader.
    pub fn open_cell_leader(&self, row: usize, column: usize) -> Option<usize> {
        self.open_cells.iter().find(|cell| (cell.criterion, cell.alternative) == (row, column))?.new_leader
    }

    /// Which way a cell changes the leader: by one point where it is scored, by its score where it is open.
    pub fn lead_change_mark(&self, theme: &Theme, row: usize, column: usize) -> Option<&'static str> {
        let flip = self.stability.and_then(|stability| stability.flip_at(column, row));
        match flip {
            Some(flip) if flip.to > flip.from => Some(theme.glyphs.up),
            Some(_) => Some(theme.glyphs.down),
            None => self.open_cell_leader(row, column).map(|_| "?").filter(|_| self.is_blank(row, column)),
        }
    }

    pub fn is_blank(&self, row: usize, column: usize) -> bool {
        self.value(row, column).is_some_and(|value| value.source == CellSource::Blank)
    }

    /// How many cells without a score could change the leader.
    pub fn count_deciding_cells(&self) -> usize {
        let is_deciding =
            |cell: &&OpenCell| cell.new_leader.is_some() && self.is_blank(cell.criterion, cell.alternative);
        self.open_cells.iter().filter(is_deciding).count()
    }

    pub fn workload(&self) -> Option<&'a Workload> {
        match &self.matrix.scope {
            Scope::Workload(id) => self.session.workload(id),
            Scope::System | Scope::Matrix => None,
        }
    }
}
