//! What each option costs along the volume of the workload: a line each, the present volume, and where the cheapest changes.

use crate::app::Pane;
use crate::appraisal::growth::{Growth, GrowthUnavailable, OptionCurve};
use crate::model::number::format_volume;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::places::cost;
use crate::view::text::{text_width, to_u16, wrap_text};
use crate::view::widgets::chart::canvas::Canvas;
use crate::view::widgets::chart::labels::{spread_rows, unique_letters};
use crate::view::widgets::chart::log_axis::LogAxis;
use crate::view::widgets::chart::plot::Plot;
use crate::view::widgets::pane_frame::draw_note;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Header, a plot tall enough to distinguish lines, axis, ticks, two lines of text.
const WANTED_HEIGHT: u16 = 16;
/// The least plot that says more than words do.
const MIN_PLOT: (u16, u16) = (16, 3);
/// The axis of money begins here, unless the cheapest option costs less at the present volume.
const CHEAP_USD: f64 = 1.0;
/// The axis of money never begins below a cent.
const CENT_USD: f64 = 0.01;

pub struct VolumePane;

impl PaneView for VolumePane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        if has_chart(context) { WANTED_HEIGHT } else { 3 }
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        cost::header::draw_header(pen, context, area, Pane::Volume);
        let rest = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
        match context.matrix.growth(context.session) {
            Err(why) => draw_note(pen, area, &missing_reason(why)),
            Ok(growth) => draw_growth(pen, context, growth, rest),
        }
    }

    fn tab_note(&self, context: &PaneContext<'_>, theme: &Theme) -> String {
        if has_chart(context) {
            format!("USD/month {} v {}", theme.glyphs.left, theme.glyphs.right)
        } else {
            String::new()
        }
    }

    fn tab_note_style(&self, context: &PaneContext<'_>, theme: &Theme) -> Style {
        cost::header::volume_style(context, theme)
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        has_chart(context)
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}

/// Whether there is a chart, and not only words on why there is none.
pub fn has_chart(context: &PaneContext<'_>) -> bool {
    context.matrix.growth(context.session).is_ok()
}

/// A line to draw.
struct PlotLine {
    /// Its column in the matrix.
    column: usize,
    /// The letter that it is drawn with.
    letter: char,
    /// At the end of the line.
    label: String,
    /// USD a month at each point across; none beyond its end.
    values: Vec<Option<f64>>,
}

/// What to do where there is nothing to draw.
fn missing_reason(why: &GrowthUnavailable) -> String {
    match why {
        GrowthUnavailable::WholeSystem => "Volume applies to one workload. Press , or . to select one.".to_owned(),
        GrowthUnavailable::NoWorkload => "No workload yet. Add one in Workloads.".to_owned(),
        GrowthUnavailable::UnknownVolume(name) => format!("The volume of {name} is not known. Enter it in Workloads."),
        GrowthUnavailable::NoBills => {
            "No eligible option has a bill. Choose a catalogue platform or enter a quote in Options.".to_owned()
        }
    }
}

fn draw_growth(pen: &mut Pen<'_>, context: &PaneContext<'_>, growth: &Growth, area: Rect) {
    let summary = summary_lines(pen, context, growth, area);
    let height = area.height.saturating_sub(to_u16(summary.len()));
    let place = Rect { height, ..area };
    let is_drawn = draw_chart(pen, context, growth, place);
    let top = if is_drawn { area.y + height } else { area.y };
    for (y, (text, style)) in (top..area.bottom()).zip(&summary) {
        pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1), text, *style);
    }
}

/// The lines of words below the chart: which option is cheapest where, who is cheaper for good, and what is not drawn. The
/// chart comes first: they take a third of the room at most.
fn summary_lines(pen: &Pen<'_>, context: &PaneContext<'_>, growth: &Growth, area: Rect) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let most = usize::from((area.height / 3).max(1));
    let width = usize::from(area.width.saturating_sub(1));
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut tell = |text: String, style: Style, must: bool| {
        let broken = wrap_text(&text, width);
        if must || lines.len() + broken.len() <= most {
            lines.extend(broken.into_iter().map(|line| (line, style)));
        }
    };
    let (full, short) =
        (|column: usize| context.name(column).to_owned(), |column: usize| context.short_name(column).to_owned());
    let cheapest = |ranges: String| format!("{} cheapest: {ranges}", pen.theme.glyphs.times);
    let first = cheapest(growth.describe(full));
    tell(if wrap_text(&first, width).len() > 2 { cheapest(growth.describe(short)) } else { first }, palette.text, true);
    if let Some(long_run) = growth.describe_long_run(context.matrix.leader(), short) {
        tell(long_run, palette.text, false);
    }
    let left: Vec<&str> = (context.matrix.columns.iter().enumerate())
        .filter(|(at, _)| growth.options.iter().all(|option| option.column != *at))
        .map(|(at, _)| context.short_name(at))
        .collect();
    if !left.is_empty() {
        tell(format!("not shown (ruled out or no bill): {}", left.join(", ")), palette.muted, false);
    }
    lines.truncate(most);
    lines
}

/// Draws axes, lines and marks; nothing where there is too little room.
fn draw_chart(pen: &mut Pen<'_>, context: &PaneContext<'_>, growth: &Growth, area: Rect) -> bool {
    let has_dots = pen.theme.capability.has_braille();
    let volumes = LogAxis::new(growth.volumes.from, growth.volumes.to);
    let named = plot_lines(context, growth);
    let beside =
        named.iter().map(|line| pen.text_width(&line.label)).chain([text_width(growth.unit)]).max().unwrap_or(0);
    let beside = beside.min(area.width / 3);
    // The ticks of money need no more than `0.01` or `100 k`.
    let Some(plot) =
        Plot::fit_into(area, beside).filter(|plot| plot.inner.width >= MIN_PLOT.0 && plot.inner.height >= MIN_PLOT.1)
    else {
        return false;
    };
    let mut canvas = Canvas::new(plot.inner.width, plot.inner.height, has_dots);
    let lines: Vec<PlotLine> = named
        .into_iter()
        .zip(&growth.options)
        .map(|(line, option)| {
            let across = canvas.dots_across();
            let end = option.curve.max_volume();
            let at = |x: u16| volumes.value_at(f64::from(x) / f64::from(across.saturating_sub(1).max(1)));
            let values =
                (0..across).map(|x| Some(at(x)).filter(|volume| *volume <= end).map(|volume| option.curve.at(volume)));
            PlotLine { values: values.collect(), ..line }
        })
        .collect();
    let (money, is_cut) = money_axis(growth, &lines);
    for (nth, line) in lines.iter().enumerate() {
        canvas.draw_line(nth, line.values.iter().map(|value| value.map(|usd| money.position(usd))));
    }
    let here = context.cursor(Pane::Volume, lines.len());
    plot.draw_log_axes(pen, volumes, (money, is_cut), growth.current_volume, growth.unit);
    plot.draw_now(pen, volumes, growth.current_volume);
    for y in 0..plot.inner.height {
        for x in 0..plot.inner.width {
            let Some(ink) = canvas.ink(x, y, here, |line| lines[line].letter) else { continue };
            let series = pen.theme.palette.series(lines[ink.line].column);
            plot.draw_glyph(pen, (x, y), &ink.sign.to_string(), series);
        }
    }
    for reign in growth.cheapest_ranges.iter().skip(1) {
        let usd = growth.options[reign.option].curve.at(reign.from);
        plot.draw_glyph(
            pen,
            plot.cell_at((volumes, reign.from), (money, usd)),
            pen.theme.glyphs.times,
            pen.theme.palette.flip,
        );
    }
    draw_line_names(pen, context, &plot, &lines, money, here);
    true
}

/// The lines with their letters and labels, still without values.
fn plot_lines(context: &PaneContext<'_>, growth: &Growth) -> Vec<PlotLine> {
    let names: Vec<&str> = growth.options.iter().map(|option| context.short_name(option.column)).collect();
    let letters = unique_letters(&names);
    let of = |((option, name), letter): ((&OptionCurve, &str), char)| {
        let end = option.curve.max_volume();
        let ends = if end < growth.volumes.to { format!(" to {}", format_volume(end)) } else { String::new() };
        PlotLine { column: option.column, letter, label: format!("{letter} {name}{ends}"), values: Vec::new() }
    };
    growth.options.iter().zip(names).zip(letters).map(of).collect()
}

/// The axis of money: all that the lines reach, but no room for what hardly costs anything. Says, too, whether something
/// lies below it.
fn money_axis(growth: &Growth, lines: &[PlotLine]) -> (LogAxis, bool) {
    let cheapest =
        growth.options.iter().map(|option| option.curve.at(growth.current_volume)).fold(f64::INFINITY, f64::min);
    let floor = 10f64.powf(CHEAP_USD.min(cheapest).max(CENT_USD).log10().floor());
    let values = || lines.iter().flat_map(|line| &line.values).filter_map(|value| *value).filter(|usd| usd.is_finite());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
    (LogAxis::new(low.clamp(floor, f64::MAX), high), low < floor)
}

/// The names of the lines, beside where they end.
fn draw_line_names(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    plot: &Plot,
    lines: &[PlotLine],
    money: LogAxis,
    here: Option<usize>,
) {
    let height = plot.inner.height;
    let last = |line: &PlotLine| line.values.iter().rev().find_map(|value| *value).unwrap_or(0.0);
    let wanted: Vec<u16> = lines.iter().map(|line| height - 1 - money.cell(last(line), height)).collect();
    let rows = spread_rows(&wanted, height);
    let palette = &pen.theme.palette;
    for (nth, (line, row)) in lines.iter().zip(rows).enumerate() {
        let Some(row) = row else { continue };
        let style = match (here == Some(nth), context.is_leader(line.column)) {
            (true, _) => palette.focus,
            (false, true) => palette.leader,
            (false, false) => palette.series(line.column),
        };
        plot.draw_label(pen, row, &line.label, style);
    }
}
