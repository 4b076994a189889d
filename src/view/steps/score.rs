//! Score: the grid, and beside it what the score under the cursor should rest on.

use crate::analysis::sensitivity::OpenCell;
use crate::app::{App, Msg, Pane, Workbench};
use crate::appraisal::cell::place_of;
use crate::appraisal::value_curve::ValueCurve;
use crate::appraisal::{Firmness, Origin, Scope, Sheet, Value, firmness, progress, words};
use crate::model::{About, Criterion, Measure, Session, Workload};
use crate::view::chrome::hints;
use crate::view::panes::parts::{self, Row};
use crate::view::panes::{self};
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// From here on the rubric stands beside the grid.
const WIDE: u16 = 100;

/// The widest name above a column.
const WIDEST: usize = 13;

/// What is looked at.
struct Here<'a> {
    app: &'a App,
    bench: &'a Workbench,
    session: &'a Session,
    sheet: &'a Sheet,
    labels: Vec<String>,
    row: usize,
    column: usize,
    /// Once totals were seen: how firm the lead stands, and which open cells could change it.
    firmness: Option<Firmness>,
    open: Vec<OpenCell>,
}

impl Here<'_> {
    fn criterion(&self) -> Option<&Criterion> {
        self.session.criteria.get(self.row)
    }

    fn value(&self, row: usize, column: usize) -> Option<&Value> {
        self.sheet.values.get(row)?.get(column)
    }

    /// The open cell here, if it could change who leads: the one that leads then.
    fn turns(&self, row: usize, column: usize) -> Option<usize> {
        self.open.iter().find(|cell| (cell.criterion, cell.alternative) == (row, column))?.new_leader
    }

    /// Which way a cell turns the lead: by one point where it is scored, by what it turns out to be where it is open.
    fn mark(&self, pen: &Pen<'_>, row: usize, column: usize) -> Option<&'static str> {
        let flip = self.firmness.as_ref().and_then(|firmness| firmness.flip_at(column, row));
        match flip {
            Some(flip) if flip.to > flip.from => Some(pen.theme.glyphs.up),
            Some(_) => Some(pen.theme.glyphs.down),
            None => self.turns(row, column).map(|_| "?").filter(|_| self.is_blank(row, column)),
        }
    }

    fn is_blank(&self, row: usize, column: usize) -> bool {
        self.value(row, column).is_some_and(|value| value.origin == Origin::Blank)
    }

    /// How many cells that nobody has filled could change who leads.
    fn turning(&self) -> usize {
        let turns = |cell: &&OpenCell| cell.new_leader.is_some() && self.is_blank(cell.criterion, cell.alternative);
        self.open.iter().filter(turns).count()
    }

    fn workload(&self) -> Option<&Workload> {
        match &self.sheet.scope {
            Scope::Workload(id) => self.session.workload(id),
            _ => None,
        }
    }
}

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    let Some(sheet) = bench.score_sheet().filter(|_| !area.is_empty()) else { return };
    let session = &bench.session;
    let seen = session.totals_seen;
    let here = Here {
        firmness: Firmness::of(sheet).filter(|_| seen),
        open: if seen { firmness::open_cells(sheet) } else { Vec::new() },
        app,
        bench,
        session,
        sheet,
        labels: panes::labels(session, &app.catalogue, sheet, WIDEST),
        row: bench.cursor(Pane::Grid, session.criteria.len()),
        column: bench.column.min(sheet.columns.len().saturating_sub(1)),
    };
    let wanted = parts::columns(session.criteria.len()) + 5;
    if area.width >= WIDE {
        let split = wanted_width(&here).clamp(area.width / 2, area.width * 13 / 20);
        let left = Rect { width: split.saturating_sub(parts::GUTTER), ..area };
        let right = Rect { x: area.x + split, width: area.width - split, ..area };
        grid(pen, &here, left);
        detail(pen, &here, right);
        parts::gutter(pen, right, true);
        return;
    }
    let height = wanted.min(area.height * 3 / 5).max(area.height.min(5));
    grid(pen, &here, Rect { height, ..area });
    detail(pen, &here, Rect { y: area.y + height, height: area.height - height, ..area });
}

fn name_width(here: &Here<'_>) -> u16 {
    parts::widest(here.session.criteria.iter().map(|row| row.name.as_str())).clamp(9, 26)
}

/// As wide as the widest value in brackets, or name.
fn cell_width(here: &Here<'_>) -> u16 {
    // In brackets, and with the mark of a value that stands in for a derived one.
    panes::widest_value(here.sheet) + 5
}

/// Whether any score is derived, and so must be marked.
fn has_derived(here: &Here<'_>) -> bool {
    here.session.criteria.iter().any(|criterion| criterion.measure.source().is_some())
}

fn wanted_width(here: &Here<'_>) -> u16 {
    let count = parts::columns(here.sheet.columns.len());
    let cell = cell_width(here).max(parts::widest(here.labels.iter().map(String::as_str)));
    let measure = if has_derived(here) { 9 } else { 0 };
    1 + name_width(here) + 1 + measure + count.saturating_mul(cell + 1) + parts::GUTTER
}

/// The value, marked where it stands in for a derived one.
fn text_of(value: &Value) -> String {
    let text = words::score(value);
    if value.origin == Origin::Overridden { format!("{text}!") } else { text }
}

fn grid(pen: &mut Pen<'_>, here: &Here<'_>, area: Rect) {
    let palette = &pen.theme.palette;
    let (rows, columns) = (here.session.criteria.len(), here.sheet.columns.len());
    let cell = cell_width(here);
    let name = name_width(here).min(area.width / 3).max(4);
    let measure = if has_derived(here) && area.width > name + 10 + 4 * (cell + 1) { 8 } else { 0 };
    let fixed = 1 + name + 1 + if measure > 0 { measure + 1 } else { 0 };
    let room = area.width.saturating_sub(fixed);
    let widest = parts::widest(here.labels.iter().map(String::as_str)).max(cell);
    let cell = (room / parts::columns(columns).max(1)).saturating_sub(1).clamp(cell, widest);
    let fit = usize::from(room / (cell + 1)).max(1);
    let labels = panes::labels(here.session, &here.app.catalogue, here.sheet, usize::from(cell));
    let visible = window(columns, here.column, fit);
    head(pen, here, area, &visible, columns);
    if rows == 0 || columns == 0 {
        if let Some(mut row) = Row::of(area, 1) {
            row.skip(1);
            let missing = match (rows, columns) {
                (0, 0) => "criteria and alternatives come first: steps 3 and 4",
                (0, _) => "criteria come first: step 4",
                _ => "alternatives come first: step 3",
            };
            row.put(pen, missing, palette.muted);
        }
        return;
    }
    // A name that does not fit on one line is broken in two, where there is height for it.
    let is_cut = visible.clone().any(|column| labels.get(column).is_some_and(|label| label.contains('…')));
    let two = is_cut && usize::from(area.height) > rows.min(6) + 4;
    let lines: u16 = if two { 2 } else { 1 };
    for line in 0..lines {
        let Some(mut row) = Row::of(area, 1 + line) else { break };
        let is_last = line + 1 == lines;
        row.skip(1);
        row.left(pen, name, if is_last { "criterion" } else { "" }, palette.muted);
        if measure > 0 {
            row.skip(measure + 1);
        }
        for column in visible.clone() {
            let style = if column == here.column { palette.selected } else { palette.heading };
            let label = labels.get(column).map_or("", String::as_str);
            let whole = here.sheet.columns.get(column).map_or("", |column| column.name.as_str());
            let [upper, lower] = match two {
                true => parts::two_lines(if label.contains('…') { whole } else { label }, usize::from(cell)),
                false => [String::new(), label.to_owned()],
            };
            centre(pen, &mut row, cell, if is_last { &lower } else { &upper }, style);
        }
    }
    let height = area.height.saturating_sub(3 + lines);
    let seen = window(rows, here.row, usize::from(height.max(1)));
    for (line, at) in (1 + lines..).zip(seen.clone()) {
        scores(pen, here, (area, line), at, (name, measure, cell), visible.clone());
    }
    parts::scrolled(pen, area, 1 + lines, &seen, rows);
    if area.height > 3 {
        filled(pen, here, area);
    }
}

fn head(pen: &mut Pen<'_>, here: &Here<'_>, area: Rect, visible: &std::ops::Range<usize>, columns: usize) {
    let palette = &pen.theme.palette;
    let scope = here.workload().map_or(String::new(), |workload| format!("for {}", workload.name));
    let several = here.bench.appraisal.workload_sheets().count() > 1;
    let turn =
        if several { format!(" {} ,. {}", pen.theme.glyphs.left, pen.theme.glyphs.right) } else { String::new() };
    let part = if visible.len() < columns {
        format!(" · columns {}–{} of {columns}", visible.start + 1, visible.end)
    } else {
        String::new()
    };
    let said = [(scope.as_str(), palette.text), (turn.as_str(), palette.muted), (part.as_str(), palette.muted)];
    let said = if scope.is_empty() && part.is_empty() { &said[..0] } else { &said[..] };
    parts::head(pen, area, "Scores 1–5", said, here.bench.pane() == Pane::Grid);
}

/// Text in the middle of `width` columns, and one column of space.
fn centre(pen: &mut Pen<'_>, row: &mut Row, width: u16, text: &str, style: Style) {
    let taken = parts::width(text).min(width);
    let before = (width - taken) / 2;
    row.skip(before);
    row.left(pen, width - before, text, style);
}

fn scores(
    pen: &mut Pen<'_>,
    here: &Here<'_>,
    (area, line): (Rect, u16),
    at: usize,
    (name, measure, cell): (u16, u16, u16),
    visible: std::ops::Range<usize>,
) {
    let (Some(mut row), Some(criterion)) = (Row::of(area, line), here.session.criteria.get(at)) else { return };
    let palette = &pen.theme.palette;
    let is_here = at == here.row;
    row.cursor(pen, is_here, true);
    row.left(pen, name, &criterion.name, if is_here { palette.heading } else { palette.text });
    if measure > 0 {
        let word = if criterion.measure == Measure::Judged { "" } else { criterion.measure.word() };
        row.left(pen, measure, word, palette.muted);
    }
    for column in visible {
        let Some(value) = here.value(at, column) else { continue };
        let mark = here.mark(pen, at, column);
        let text = format!("{}{}", mark.unwrap_or(""), text_of(value));
        if is_here && column == here.column {
            centre(pen, &mut row, cell, &format!("[ {text} ]"), palette.focus);
        } else {
            let style = if mark.is_some() { palette.flip } else { value_style(pen, value) };
            centre(pen, &mut row, cell, &text, style);
        }
    }
}

fn value_style(pen: &Pen<'_>, value: &Value) -> Style {
    let palette = &pen.theme.palette;
    match value.origin {
        Origin::Blank => palette.muted,
        Origin::Unknown => palette.warning,
        Origin::Derived | Origin::Gathered => palette.muted.add_modifier(Modifier::ITALIC),
        Origin::Overridden => palette.warning,
        Origin::Judged | Origin::Measured => palette.text,
    }
}

/// `filled 24 of 28 for Checkout, 61 of 72 in all`, on the last line.
fn filled(pen: &mut Pen<'_>, here: &Here<'_>, area: Rect) {
    let Some(mut row) = Row::of(area, area.height - 1) else { return };
    let cells = here.sheet.values.iter().map(Vec::len).sum::<usize>();
    let filled = cells - here.sheet.blanks().min(cells);
    let (all_filled, all) = progress::filled(here.session, &here.bench.appraisal.sheets);
    let mut text = format!("filled {filled} of {cells}");
    if let Some(workload) = here.workload().filter(|_| here.bench.appraisal.workload_sheets().count() > 1) {
        text = format!("{text} for {}, {all_filled} of {all} in all", workload.name);
    }
    row.skip(1);
    let done = all_filled == all;
    let palette = &pen.theme.palette;
    if done {
        row.put(pen, &format!("{} ", pen.theme.glyphs.check), palette.good);
    }
    row.put(pen, &text, if done { palette.good } else { palette.text });
    if here.turning() > 0 {
        let key = hints::key(here.app, here.app.base_context(), &Msg::NextOpen).unwrap_or_default();
        let what = match here.turning() {
            1 => "one that is open could change who leads".to_owned(),
            n => format!("{n} that are open could change who leads"),
        };
        row.put(pen, &format!("; {what}: {key}"), palette.flip);
    }
    let legend = format!("  {} nobody yet  ? unknown  ! instead of derived", pen.theme.glyphs.dot);
    if parts::width(&legend) <= row.rest() {
        row.put(pen, &legend, palette.muted);
    }
}

/// Lines written one below the other.
struct Column {
    area: Rect,
    line: u16,
}

impl Column {
    /// A text behind a mark, broken at words.
    fn write(&mut self, pen: &mut Pen<'_>, mark: &str, mark_style: Style, text: &str, style: Style) {
        for (place, text) in wrapped(text, usize::from(self.area.width.saturating_sub(5))).into_iter().enumerate() {
            let Some(mut row) = Row::of(self.area, self.line) else { return };
            row.skip(1);
            row.left(pen, 2, if place == 0 { mark } else { "" }, mark_style);
            row.put(pen, &text, style);
            self.line += 1;
        }
    }

    fn space(&mut self) {
        self.line += 1;
    }
}

fn detail(pen: &mut Pen<'_>, here: &Here<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let (Some(criterion), Some(column)) = (here.criterion(), here.sheet.columns.get(here.column)) else {
        return;
    };
    let palette = &pen.theme.palette;
    let workload = match (criterion.about, here.workload()) {
        (About::Team, Some(_)) => " · for all workloads".to_owned(),
        (_, Some(workload)) => format!(" · for {}", workload.name),
        (_, None) => String::new(),
    };
    let of = format!("{}{workload}", column.name);
    parts::head(pen, area, &criterion.name, &[(&of, palette.text)], false);
    let mut text = Column { area, line: 1 };
    let value = here.value(here.row, here.column).copied();
    score_line(pen, here, criterion, value.as_ref(), &mut text);
    text.space();
    rubric(pen, here, criterion, value.as_ref(), &mut text);
}

fn rubric(pen: &mut Pen<'_>, here: &Here<'_>, criterion: &Criterion, value: Option<&Value>, text: &mut Column) {
    let palette = &pen.theme.palette;
    if let Some(way) = ValueCurve::of(here.session, criterion, here.workload()) {
        let unit = match &criterion.measure {
            Measure::Measured { unit, .. } => unit.as_str(),
            Measure::Derived { source, .. } => source.unit(),
            Measure::Judged => "",
        };
        let between = if way.is_straight() { ", in between in proportion" } else { "" };
        for (at, score) in way.points().iter().rev() {
            let end = if *score == 1.0 { between } else { "" };
            let line = format!("{} {unit}{end}", words::plain(*at));
            text.write(pen, &words::plain(*score), palette.heading, &line, palette.text);
        }
    }
    let mut has_any = false;
    for level in (1..=5u8).rev() {
        let Some(said) = here.session.rubric(&criterion.id, level) else { continue };
        has_any = true;
        let within = value.is_some_and(|value| {
            !matches!(value.origin, Origin::Blank | Origin::Unknown)
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
fn turned(here: &Here<'_>) -> Option<String> {
    let name = |column: usize| here.sheet.columns.get(column).map_or("", |column| column.name.as_str());
    if let Some(flip) = here.firmness.as_ref().and_then(|firmness| firmness.flip_at(here.column, here.row)) {
        let way = if flip.to > flip.from { "more" } else { "less" };
        return Some(format!("one point {way} and {} leads", name(flip.new_leader)));
    }
    let leader = here.turns(here.row, here.column)?;
    Some(format!("still open: once it is known {} may lead", name(leader)))
}

/// The score with who gave it and why, or where it comes from.
fn score_line(pen: &mut Pen<'_>, here: &Here<'_>, criterion: &Criterion, value: Option<&Value>, text: &mut Column) {
    let palette = &pen.theme.palette;
    let Some(value) = value else { return };
    let alternative = here.session.alternatives.get(here.column);
    let said = alternative.and_then(|row| here.session.score(&place_of(criterion, row, here.workload())));
    let by = said.filter(|said| !said.by.is_empty()).map_or(String::new(), |said| format!(", by {}", said.by));
    let figure = value.figure.map(|figure| format!("{} {}", words::plain(figure), unit(criterion)));
    let what = match value.origin {
        Origin::Blank => "not scored yet".to_owned(),
        Origin::Unknown if said.is_none() => "not known: there is no figure to derive it from".to_owned(),
        Origin::Unknown => format!("unknown{by}"),
        Origin::Judged => format!("score {}{by}", words::score(value)),
        Origin::Measured => format!("score {} from {}{by}", words::score(value), figure.unwrap_or_default()),
        Origin::Derived | Origin::Gathered => {
            format!("score {} derived from {}", words::score(value), figure.unwrap_or_default())
        }
        Origin::Overridden => format!("score {}{by}, instead of the derived one", words::score(value)),
    };
    text.write(pen, pen.theme.glyphs.cursor, palette.border_focus, &what, palette.heading);
    if let Some(told) = turned(here) {
        text.write(pen, pen.theme.glyphs.flip, palette.flip, &told, palette.flip);
    }
    if value.clamped {
        text.write(pen, "!", palette.warning, "outside the anchors: look at them again in step 4", palette.warning);
    }
    match said {
        Some(said) if !said.rationale.is_empty() => {
            text.write(pen, "", palette.text, &format!("“{}”", said.rationale.trim()), palette.text);
        }
        _ if value.origin == Origin::Derived => {
            text.write(pen, "", palette.muted, "w shows how it comes about", palette.muted);
        }
        _ => text.write(pen, "", palette.muted, "why? enter writes it down", palette.muted),
    }
    if let Some(said) = said.filter(|said| !said.evidence.is_empty()) {
        text.write(pen, "", palette.muted, &format!("evidence: {}", said.evidence), palette.muted);
    }
}

fn unit(criterion: &Criterion) -> &str {
    match &criterion.measure {
        Measure::Judged => "",
        Measure::Measured { unit, .. } => unit,
        Measure::Derived { source, .. } => source.unit(),
    }
}
