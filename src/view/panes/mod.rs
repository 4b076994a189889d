//! The panes of Compare. Each draws one area from the sheet on screen; [`Shown`] is what they all look at.
//!
//! A pane says how many rows it would like (`rows`), and draws itself into whatever it gets (`render`).

pub mod burden;
pub mod cost;
pub mod curve;
pub mod estate;
pub mod flips;
pub mod matrix;
pub mod parts;
pub mod ranking;
pub mod risks;
pub mod robustness;
pub mod scenarios;
pub mod sensitivity;
pub mod strip;
pub mod tradeoff;
pub mod volume;

use crate::app::baseline::Standing;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::{Column, Firmness, Robust, Scope, Sheet, Verdict, words};
use crate::catalogue::Catalogue;
use crate::model::Session;
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// The widest short name.
const LABEL: usize = 13;

/// The sheet on screen and where the person is in it, looked up once per frame.
pub struct Shown<'a> {
    /// The program.
    pub app: &'a App,
    /// The open document.
    pub bench: &'a Workbench,
    /// What the team said, under the scenario on screen.
    pub session: &'a Session,
    /// Whose figures are shown.
    pub sheet: &'a Sheet,
    /// How firm its leader stands.
    pub firmness: Option<Firmness>,
    /// What the lead is worth.
    pub verdict: Verdict,
    /// How often its outcome holds.
    pub robust: Option<&'a Robust>,
    /// A short name per column.
    pub labels: Vec<String>,
    /// A short name per alternative of the session.
    alternatives: Vec<String>,
    /// Columns from first to last.
    pub order: Vec<usize>,
    /// The columns on screen that the widest value takes.
    pub widest_value: u16,
}

impl<'a> Shown<'a> {
    /// The sheet that the open document shows.
    pub fn of(app: &'a App, bench: &'a Workbench) -> Option<Self> {
        let sheet = bench.sheet()?;
        let session = bench.asked();
        Some(Self {
            app,
            bench,
            session,
            sheet,
            firmness: Firmness::of(sheet),
            verdict: app.verdict_on(bench, sheet),
            robust: app.robust(bench, sheet),
            labels: labels(session, &app.catalogue, sheet, LABEL),
            alternatives: alternatives(session, &app.catalogue),
            order: sheet.order(),
            widest_value: widest_value(sheet),
        })
    }

    /// Whether a pane has the keys.
    pub fn has_focus(&self, pane: Pane) -> bool {
        self.bench.pane() == pane
    }

    /// The row of a pane's cursor, if the pane has the keys.
    pub fn cursor(&self, pane: Pane, len: usize) -> Option<usize> {
        (self.has_focus(pane) && len > 0).then(|| self.bench.cursor(pane, len))
    }

    /// A column's short name.
    pub fn label(&self, column: usize) -> &str {
        self.labels.get(column).map_or("", String::as_str)
    }

    /// The short name of an alternative.
    pub fn alternative(&self, id: &str) -> &str {
        let place = self.session.alternatives.iter().position(|row| row.id.as_str() == id);
        place.and_then(|at| self.alternatives.get(at)).map_or("", String::as_str)
    }

    /// A column's name.
    pub fn name(&self, column: usize) -> &str {
        self.sheet.columns.get(column).map_or("", |column| column.name.as_str())
    }

    /// Whether a column leads, alone or with others.
    pub fn leads(&self, column: usize) -> bool {
        self.sheet.leaders().contains(&column)
    }

    /// The columns from first to last without those that are another under a second name.
    pub fn told(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied().filter(|at| self.twin(*at).is_none())
    }

    /// Those of them that may lead.
    pub fn competing(&self) -> Vec<usize> {
        self.told().filter(|at| self.sheet.columns.get(*at).is_some_and(Column::competes)).collect()
    }

    /// The column that a column is under a second name.
    pub fn twin(&self, column: usize) -> Option<usize> {
        self.sheet.columns.get(column)?.same_as
    }

    /// What a column was at the baseline.
    pub fn was(&self, column: &Column) -> Option<&Standing> {
        self.bench.baseline.was(&self.sheet.scope, &column.id)
    }

    /// Since when differences are shown.
    pub fn since(&self) -> &'static str {
        if self.bench.baseline.pinned { "since pinned" } else { "since opened" }
    }

    /// Whether there is money or work to show.
    pub fn has_offers(&self) -> bool {
        self.sheet.columns.iter().any(|column| column.offer.bill.is_some() || column.offer.burden.is_some())
    }

    /// Whether there are several workloads, and so estates.
    pub fn has_estates(&self) -> bool {
        self.session.workloads.len() > 1
    }

    /// The column that a pane speaks of: the one under its cursor, else the leader, else the first.
    pub fn column_of(&self, pane: Pane) -> usize {
        if pane == Pane::Risks {
            return self.bench.risky().unwrap_or(0);
        }
        let at = self.cursor(pane, self.sheet.columns.len());
        at.or_else(|| self.sheet.leader()).unwrap_or(0)
    }

    /// What the title of a pane says of the scenario on screen; nothing for the base.
    pub fn scenario(&self) -> String {
        self.bench.scenario().map_or_else(String::new, |scenario| format!("scenario: {}", scenario.name))
    }

    /// The scope's name; nothing for a decision without workloads.
    pub fn scope(&self) -> String {
        match &self.sheet.scope {
            Scope::Matrix => String::new(),
            scope => scope.name(self.session),
        }
    }
}

/// The columns on screen that the widest value of a sheet takes.
pub fn widest_value(sheet: &Sheet) -> u16 {
    let values = sheet.values.iter().flatten();
    // A whole level is one column wide, and most are: only the others are written out to be measured.
    let wide =
        values.filter(|value| !value.score.is_exact() || value.score.low.fract() != 0.0 || value.figure.is_some());
    wide.map(|value| parts::width(&words::score(value))).max().unwrap_or(1)
}

/// Short names for the columns of a sheet: what the catalogue calls a platform, where the team calls it by its full name.
pub fn labels(session: &Session, catalogue: &Catalogue, sheet: &Sheet, most: usize) -> Vec<String> {
    let known: Vec<(&str, Option<String>)> =
        sheet.columns.iter().map(|column| (column.name.as_str(), known_short(session, catalogue, column))).collect();
    parts::labels(&known, most)
}

fn known_short(session: &Session, catalogue: &Catalogue, column: &Column) -> Option<String> {
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
fn alternatives(session: &Session, catalogue: &Catalogue) -> Vec<String> {
    let known = session.alternatives.iter().map(|row| {
        let platform = row.platform.as_ref().and_then(|id| catalogue.platform(id));
        (
            row.name.as_str(),
            platform.filter(|platform| platform.name == row.name).map(|platform| platform.short.clone()),
        )
    });
    parts::labels(&known.collect::<Vec<_>>(), LABEL)
}

/// How many rows a pane would like.
pub fn rows(shown: &Shown<'_>, pane: Pane, width: u16) -> u16 {
    match pane {
        Pane::Matrix => matrix::rows(shown, width),
        Pane::Ranking => ranking::rows(shown),
        Pane::Cost => cost::rows(shown),
        Pane::Volume => volume::rows(shown),
        Pane::Burden => burden::rows(shown),
        Pane::Flips => flips::rows(shown),
        Pane::Sensitivity => sensitivity::rows(shown, width),
        Pane::Robustness => robustness::rows(shown),
        Pane::TradeOff => tradeoff::rows(shown),
        Pane::Estate => estate::rows(shown),
        Pane::Risks => risks::rows(shown, width),
        Pane::Scenarios => scenarios::rows(shown),
        _ => 0,
    }
}

/// Draws a pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, pane: Pane, area: Rect) {
    if area.is_empty() {
        return;
    }
    match pane {
        Pane::Matrix => matrix::render(pen, shown, area),
        Pane::Ranking => ranking::render(pen, shown, area),
        Pane::Cost => cost::render(pen, shown, area),
        Pane::Volume => volume::render(pen, shown, area),
        Pane::Burden => burden::render(pen, shown, area),
        Pane::Flips => flips::render(pen, shown, area),
        Pane::Sensitivity => sensitivity::render(pen, shown, area),
        Pane::Robustness => robustness::render(pen, shown, area),
        Pane::TradeOff => tradeoff::render(pen, shown, area),
        Pane::Estate => estate::render(pen, shown, area),
        Pane::Risks => risks::render(pen, shown, area),
        Pane::Scenarios => scenarios::render(pen, shown, area),
        _ => {}
    }
}
