//! Score: the grid, and beside it what the score under the cursor should rest on.

use crate::analysis::sensitivity::OpenCell;
use crate::app::places::score::NEXT_OPEN;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::cell::cell_key;
use crate::appraisal::value_curve::ValueCurve;
use crate::appraisal::{CellSource, CellValue, DecisionMatrix, LeadStability, Scope, progress, stability, wording};
use crate::model::{Criterion, CriterionScope, Measure, Session, Workload};
use crate::view::chrome::hints::key_for;
use crate::view::context::{max_value_width, short_names};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, split_over_two_lines, text_width, to_u16, visible_range, wrap_text};
use crate::view::widgets::pane_frame::{GUTTER_WIDTH, draw_gutter, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// From here on the rubric stands beside the grid.
const SIDE_BY_SIDE_FROM: u16 = 100;

/// The widest name above a column.
const MAX_LABEL_WIDTH: usize = 13;

/// What is looked at.
struct ScoreContext<'a> {
    app: &'a App,
    workbench: &'a Workbench,
    session: &'a Session,
    matrix: &'a DecisionMatrix,
    short_names: Vec<String>,
    row: usize,
    column: usize,
    /// Once totals were seen: how firm the lead stands, and which open cells could change it.
    stability: Option<LeadStability>,
    open_cells: Vec<OpenCell>,
}

impl ScoreContext<'_> {
    fn criterion(&self) -> Option<&Criterion> {
        self.session.criteria.get(self.row)
    }

    fn value(&self, row: usize, column: usize) -> Option<&CellValue> {
        self.matrix.values.get(row)?.get(column)
    }

    /// The open cell here, if it could change who leads: the one that leads then.
    fn open_cell_leader(&self, row: usize, column: usize) -> Option<usize> {
        self.open_cells.iter().find(|cell| (cell.criterion, cell.alternative) == (row, column))?.new_leader
    }

    /// Which way a cell turns the lead: by one point where it is scored, by what it turns out to be where it is open.
    fn lead_change_mark(&self, pen: &Pen<'_>, row: usize, column: usize) -> Option<&'static str> {
        let flip = self.stability.as_ref().and_then(|firmness| firmness.flip_at(column, row));
        match flip {
            Some(flip) if flip.to > flip.from => Some(pen.theme.glyphs.up),
            Some(_) => Some(pen.theme.glyphs.down),
            None => self.open_cell_leader(row, column).map(|_| "?").filter(|_| self.is_blank(row, column)),
        }
    }

    fn is_blank(&self, row: usize, column: usize) -> bool {
        self.value(row, column).is_some_and(|value| value.source == CellSource::Blank)
    }

    /// How many cells that nobody has filled could change who leads.
    fn count_deciding_cells(&self) -> usize {
        let turns = |cell: &&OpenCell| cell.new_leader.is_some() && self.is_blank(cell.criterion, cell.alternative);
        self.open_cells.iter().filter(turns).count()
    }

    fn workload(&self) -> Option<&Workload> {
        match &self.matrix.scope {
            Scope::Workload(id) => self.session.workload(id),
            _ => None,
        }
    }
}

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let Some(matrix) = workbench.score_matrix().filter(|_| !area.is_empty()) else { return };
    let session = &workbench.session;
    let seen = session.totals_seen;
    let here = ScoreContext {
        stability: LeadStability::compute(matrix).filter(|_| seen),
        open_cells: if seen { stability::open_cells(matrix) } else { Vec::new() },
        app,
        workbench,
        session,
        matrix: matrix,
        short_names: short_names(session, &app.catalogue, matrix, MAX_LABEL_WIDTH),
        row: workbench.cursor(Pane::Grid, session.criteria.len()),
        column: workbench.score_column.min(matrix.columns.len().saturating_sub(1)),
    };
    let wanted = to_u16(session.criteria.len()) + 5;
    if area.width >= SIDE_BY_SIDE_FROM {
        let split = ideal_width(&here).clamp(area.width / 2, area.width * 13 / 20);
        let left = Rect { width: split.saturating_sub(GUTTER_WIDTH), ..area };
        let right = Rect { x: area.x + split, width: area.width - split, ..area };
        draw_grid(pen, &here, left);
        draw_detail(pen, &here, right);
        draw_gutter(pen, right, true);
        return;
    }
    let height = wanted.min(area.height * 3 / 5).max(area.height.min(5));
    draw_grid(pen, &here, Rect { height, ..area });
    draw_detail(pen, &here, Rect { y: area.y + height, height: area.height - height, ..area });
}

fn name_width(here: &ScoreContext<'_>) -> u16 {
    max_text_width(here.session.criteria.iter().map(|row| row.name.as_str())).clamp(9, 26)
}

/// As wide as the widest value in brackets, or name.
fn cell_width(here: &ScoreContext<'_>) -> u16 {
    // In brackets, and with the mark of a value that stands in for a derived one.
    max_value_width(here.matrix) + 5
}

/// Whether any score is derived, and so must be marked.
fn has_derived(here: &ScoreContext<'_>) -> bool {
    here.session.criteria.iter().any(|criterion| criterion.measure.derived_metric().is_some())
}

fn ideal_width(here: &ScoreContext<'_>) -> u16 {
    let count = to_u16(here.matrix.columns.len());
    let cell = cell_width(here).max(max_text_width(here.short_names.iter().map(String::as_str)));
    let measure = if has_derived(here) { 9 } else { 0 };
    1 + name_width(here) + 1 + measure + count.saturating_mul(cell + 1) + GUTTER_WIDTH
}

/// The value, marked where it stands in for a derived one.
fn format_value(value: &CellValue) -> String {
    let text = wording::format_score(value);
    if value.source == CellSource::Overridden { format!("{text}!") } else { text }
}

fn draw_grid(pen: &mut Pen<'_>, here: &ScoreContext<'_>, area: Rect) {
    let palette = &pen.theme.palette;
    let (rows, columns) = (here.session.criteria.len(), here.matrix.columns.len());
    let cell = cell_width(here);
    let name = name_width(here).min(area.width / 3).max(4);
    let measure = if has_derived(here) && area.width > name + 10 + 4 * (cell + 1) { 8 } else { 0 };
    let fixed = 1 + name + 1 + if measure > 0 { measure + 1 } else { 0 };
    let room = area.width.saturating_sub(fixed);
    let widest = max_text_width(here.short_names.iter().map(String::as_str)).max(cell);
    let cell = (room / to_u16(columns).max(1)).saturating_sub(1).clamp(cell, widest);
    let fit = usize::from(room / (cell + 1)).max(1);
    let labels = short_names(here.session, &here.app.catalogue, here.matrix, usize::from(cell));
    let visible = visible_range(columns, here.column, fit);
    draw_header(pen, here, area, &visible, columns);
    if rows == 0 || columns == 0 {
        if let Some(mut row) = RowWriter::at(area, 1) {
            row.skip(1);
            let missing = match (rows, columns) {
                (0, 0) => "criteria and alternatives come first: steps 3 and 4",
                (0, _) => "criteria come first: step 4",
                _ => "alternatives come first: step 3",
            };
            row.text(pen, missing, palette.muted);
        }
        return;
    }
    // A name that does not fit on one line is broken in two, where there is height for it.
    let is_cut = visible.clone().any(|column| labels.get(column).is_some_and(|label| label.contains('…')));
    let two = is_cut && usize::from(area.height) > rows.min(6) + 4;
    let lines: u16 = if two { 2 } else { 1 };
    for line in 0..lines {
        let Some(mut row) = RowWriter::at(area, 1 + line) else { break };
        let is_last = line + 1 == lines;
        row.skip(1);
        row.text_left(pen, name, if is_last { "criterion" } else { "" }, palette.muted);
        if measure > 0 {
            row.skip(measure + 1);
        }
        for column in visible.clone() {
            let style = if column == here.column { palette.selected } else { palette.heading };
            let label = labels.get(column).map_or("", String::as_str);
            let whole = here.matrix.columns.get(column).map_or("", |column| column.name.as_str());
            let [upper, lower] = match two {
                true => split_over_two_lines(if label.contains('…') { whole } else { label }, usize::from(cell)),
                false => [String::new(), label.to_owned()],
            };
            draw_centred(pen, &mut row, cell, if is_last { &lower } else { &upper }, style);
        }
    }
    let height = area.height.saturating_sub(3 + lines);
    let seen = visible_range(rows, here.row, usize::from(height.max(1)));
    for (line, at) in (1 + lines..).zip(seen.clone()) {
        draw_scores(pen, here, (area, line), at, (name, measure, cell), visible.clone());
    }
    draw_pane_scroll_marks(pen, area, 1 + lines, &seen, rows);
    if area.height > 3 {
        draw_progress(pen, here, area);
    }
}

fn draw_header(
    pen: &mut Pen<'_>,
    here: &ScoreContext<'_>,
    area: Rect,
    visible: &std::ops::Range<usize>,
    columns: usize,
) {
    let palette = &pen.theme.palette;
    let scope = here.workload().map_or(String::new(), |workload| format!("for {}", workload.name));
    let several = here.workbench.appraisal.workload_matrices().count() > 1;
    let turn =
        if several { format!(" {} ,. {}", pen.theme.glyphs.left, pen.theme.glyphs.right) } else { String::new() };
    let part = if visible.len() < columns {
        format!(" · columns {}–{} of {columns}", visible.start + 1, visible.end)
    } else {
        String::new()
    };
    let said = [(scope.as_str(), palette.text), (turn.as_str(), palette.muted), (part.as_str(), palette.muted)];
    let said = if scope.is_empty() && part.is_empty() { &said[..0] } else { &said[..] };
    draw_pane_header(pen, area, "Scores 1–5", said, here.workbench.pane() == Pane::Grid);
}

/// Text in the middle of `width` columns, and one column of space.
fn draw_centred(pen: &mut Pen<'_>, row: &mut RowWriter, width: u16, text: &str, style: Style) {
    let taken = text_width(text).min(width);
    let before = (width - taken) / 2;
    row.skip(before);
    row.text_left(pen, width - before, text, style);
}

fn draw_scores(
    pen: &mut Pen<'_>,
    here: &ScoreContext<'_>,
    (area, line): (Rect, u16),
    at: usize,
    (name, measure, cell): (u16, u16, u16),
    visible: std::ops::Range<usize>,
) {
    let (Some(mut row), Some(criterion)) = (RowWriter::at(area, line), here.session.criteria.get(at)) else { return };
    let palette = &pen.theme.palette;
    let is_here = at == here.row;
    row.cursor(pen, is_here, true);
    row.text_left(pen, name, &criterion.name, if is_here { palette.heading } else { palette.text });
    if measure > 0 {
        let word = if criterion.measure == Measure::Judged { "" } else { criterion.measure.label() };
        row.text_left(pen, measure, word, palette.muted);
    }
    for column in visible {
        let Some(value) = here.value(at, column) else { continue };
        let mark = here.lead_change_mark(pen, at, column);
        let text = format!("{}{}", mark.unwrap_or(""), format_value(value));
        if is_here && column == here.column {
            draw_centred(pen, &mut row, cell, &format!("[ {text} ]"), palette.focus);
        } else {
            let style = if mark.is_some() { palette.flip } else { value_style(pen, value) };
            draw_centred(pen, &mut row, cell, &text, style);
        }
    }
}

fn value_style(pen: &Pen<'_>, value: &CellValue) -> Style {
    let palette = &pen.theme.palette;
    match value.source {
        CellSource::Blank => palette.muted,
        CellSource::Unknown => palette.warning,
        CellSource::Derived | CellSource::Aggregated => palette.muted.add_modifier(Modifier::ITALIC),
        CellSource::Overridden => palette.warning,
        CellSource::Judged | CellSource::Measured => palette.text,
    }
}

/// `filled 24 of 28 for Checkout, 61 of 72 in all`, on the last line.
fn draw_progress(pen: &mut Pen<'_>, here: &ScoreContext<'_>, area: Rect) {
    let Some(mut row) = RowWriter::at(area, area.height - 1) else { return };
    let cells = here.matrix.values.iter().map(Vec::len).sum::<usize>();
    let filled = cells - here.matrix.blank_count().min(cells);
    let (all_filled, all) = progress::count_filled_cells(here.session, &here.workbench.appraisal.matrices);
    let mut text = format!("filled {filled} of {cells}");
    if let Some(workload) = here.workload().filter(|_| here.workbench.appraisal.workload_matrices().count() > 1) {
        text = format!("{text} for {}, {all_filled} of {all} in all", workload.name);
    }
    row.skip(1);
    let done = all_filled == all;
    let palette = &pen.theme.palette;
    if done {
        row.text(pen, &format!("{} ", pen.theme.glyphs.check), palette.good);
    }
    row.text(pen, &text, if done { palette.good } else { palette.text });
    if here.count_deciding_cells() > 0 {
        let key = key_for(here.app, here.app.base_context(), &NEXT_OPEN).unwrap_or_default();
        let what = match here.count_deciding_cells() {
            1 => "one that is open could change who leads".to_owned(),
            n => format!("{n} that are open could change who leads"),
        };
        row.text(pen, &format!("; {what}: {key}"), palette.flip);
    }
    let legend = format!("  {} nobody yet  ? unknown  ! instead of derived", pen.theme.glyphs.dot);
    if text_width(&legend) <= row.remaining() {
        row.text(pen, &legend, palette.muted);
    }
}

/// Lines written one below the other.
struct TextColumn {
    area: Rect,
    line: u16,
}

impl TextColumn {
    /// A text behind a mark, broken at words.
    fn write(&mut self, pen: &mut Pen<'_>, mark: &str, mark_style: Style, text: &str, style: Style) {
        for (place, text) in wrap_text(text, usize::from(self.area.width.saturating_sub(5))).into_iter().enumerate() {
            let Some(mut row) = RowWriter::at(self.area, self.line) else { return };
            row.skip(1);
            row.text_left(pen, 2, if place == 0 { mark } else { "" }, mark_style);
            row.text(pen, &text, style);
            self.line += 1;
        }
    }

    fn space(&mut self) {
        self.line += 1;
    }
}

fn draw_detail(pen: &mut Pen<'_>, here: &ScoreContext<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let (Some(criterion), Some(column)) = (here.criterion(), here.matrix.columns.get(here.column)) else {
        return;
    };
    let palette = &pen.theme.palette;
    let workload = match (criterion.about, here.workload()) {
        (CriterionScope::Team, Some(_)) => " · for all workloads".to_owned(),
        (_, Some(workload)) => format!(" · for {}", workload.name),
        (_, None) => String::new(),
    };
    let of = format!("{}{workload}", column.name);
    draw_pane_header(pen, area, &criterion.name, &[(&of, palette.text)], false);
    let mut text = TextColumn { area, line: 1 };
    let value = here.value(here.row, here.column).copied();
    draw_score(pen, here, criterion, value.as_ref(), &mut text);
    text.space();
    draw_rubric(pen, here, criterion, value.as_ref(), &mut text);
}

fn draw_rubric(
    pen: &mut Pen<'_>,
    here: &ScoreContext<'_>,
    criterion: &Criterion,
    value: Option<&CellValue>,
    text: &mut TextColumn,
) {
    let palette = &pen.theme.palette;
    if let Some(way) = ValueCurve::for_criterion(here.session, criterion, here.workload()) {
        let unit = match &criterion.measure {
            Measure::Measured { unit, .. } => unit.as_str(),
            Measure::Derived { source, .. } => source.unit(),
            Measure::Judged => "",
        };
        let between = if way.is_straight() { ", in between in proportion" } else { "" };
        for (at, score) in way.points().iter().rev() {
            let end = if *score == 1.0 { between } else { "" };
            let line = format!("{} {unit}{end}", wording::format_number(*at));
            text.write(pen, &wording::format_number(*score), palette.heading, &line, palette.text);
        }
    }
    let mut has_any = false;
    for level in (1..=5u8).rev() {
        let Some(said) = here.session.rubric(&criterion.id, level) else { continue };
        has_any = true;
        let within = value.is_some_and(|value| {
            !matches!(value.source, CellSource::Blank | CellSource::Unknown)
                && (value.score.low..=value.score.high).contains(&f64::from(level))
        });
        let style = if within { palette.heading } else { palette.text };
        let mark = if within { format!("{level}{}", pen.theme.glyphs.left) } else { level.to_string() };
        text.write(pen, &mark, palette.key, said, style);
    }
    if !has_any && criterion.measure == Measure::Judged {
        text.write(
            pen,
            "",
            palette.muted,
            "no rubric yet: say in step 4 what a 5 and a 1 would look like",
            palette.muted,
        );
    }
}

/// What this cell does to the lead, once totals were seen.
fn lead_change_text(here: &ScoreContext<'_>) -> Option<String> {
    let name = |column: usize| here.matrix.columns.get(column).map_or("", |column| column.name.as_str());
    if let Some(flip) = here.stability.as_ref().and_then(|firmness| firmness.flip_at(here.column, here.row)) {
        let way = if flip.to > flip.from { "more" } else { "less" };
        return Some(format!("one point {way} and {} leads", name(flip.new_leader)));
    }
    let leader = here.open_cell_leader(here.row, here.column)?;
    Some(format!("still open: once it is known {} may lead", name(leader)))
}

/// The score with who gave it and why, or where it comes from.
fn draw_score(
    pen: &mut Pen<'_>,
    here: &ScoreContext<'_>,
    criterion: &Criterion,
    value: Option<&CellValue>,
    text: &mut TextColumn,
) {
    let palette = &pen.theme.palette;
    let Some(value) = value else { return };
    let alternative = here.session.alternatives.get(here.column);
    let said = alternative.and_then(|row| here.session.score(&cell_key(criterion, row, here.workload())));
    let by = said.filter(|said| !said.by.is_empty()).map_or(String::new(), |said| format!(", by {}", said.by));
    let figure = value.figure.map(|figure| format!("{} {}", wording::format_number(figure), unit_of(criterion)));
    let what = match value.source {
        CellSource::Blank => "not scored yet".to_owned(),
        CellSource::Unknown if said.is_none() => "not known: there is no figure to derive it from".to_owned(),
        CellSource::Unknown => format!("unknown{by}"),
        CellSource::Judged => format!("score {}{by}", wording::format_score(value)),
        CellSource::Measured => {
            format!("score {} from {}{by}", wording::format_score(value), figure.unwrap_or_default())
        }
        CellSource::Derived | CellSource::Aggregated => {
            format!("score {} derived from {}", wording::format_score(value), figure.unwrap_or_default())
        }
        CellSource::Overridden => format!("score {}{by}, instead of the derived one", wording::format_score(value)),
    };
    text.write(pen, pen.theme.glyphs.cursor, palette.border_focus, &what, palette.heading);
    if let Some(told) = lead_change_text(here) {
        text.write(pen, pen.theme.glyphs.flip, palette.flip, &told, palette.flip);
    }
    if value.clamped {
        text.write(pen, "!", palette.warning, "outside the anchors: look at them again in step 4", palette.warning);
    }
    match said {
        Some(said) if !said.rationale.is_empty() => {
            text.write(pen, "", palette.text, &format!("“{}”", said.rationale.trim()), palette.text);
        }
        _ if value.source == CellSource::Derived => {
            text.write(pen, "", palette.muted, "w shows how it comes about", palette.muted);
        }
        _ => text.write(pen, "", palette.muted, "why? enter writes it down", palette.muted),
    }
    if let Some(said) = said.filter(|said| !said.evidence.is_empty()) {
        text.write(pen, "", palette.muted, &format!("evidence: {}", said.evidence), palette.muted);
    }
}

fn unit_of(criterion: &Criterion) -> &str {
    match &criterion.measure {
        Measure::Judged => "",
        Measure::Measured { unit, .. } => unit,
        Measure::Derived { source, .. } => source.unit(),
    }
}
