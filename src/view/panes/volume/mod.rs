//! What each option costs along the volume of the workload: a line each, the present volume, and where the cheapest changes.

mod axis;
pub mod canvas;
pub(super) mod frame;
pub(super) mod labels;

use super::{Shown, cost, parts};
use crate::app::Pane;
use crate::appraisal::growth::{self, Growth, NoGrowth, Rising};
use crate::appraisal::words;
use crate::theme::Theme;
use crate::view::pen::{Pen, wrapped};
use axis::Axis;
use canvas::Canvas;
use frame::Plot;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Header, a plot that lines can be told apart in, axis, ticks, two lines of words.
const ROWS: u16 = 16;
/// The least plot that says more than words do.
const LEAST: (u16, u16) = (16, 3);
/// What is cheaper than this is not told apart, unless the cheapest is that cheap at the present volume.
const CHEAP: f64 = 1.0;
/// Below a cent nothing is told apart.
const CENT: f64 = 0.01;

/// Whether there is a chart, and not only words on why there is none.
pub fn is_drawn(shown: &Shown<'_>) -> bool {
    growth::is_known(shown.session, shown.sheet)
}

/// What a line of tabs says of it: the volume itself stands at the axis.
pub fn said(shown: &Shown<'_>, theme: &Theme) -> String {
    if is_drawn(shown) { format!("USD/month {} v {}", theme.glyphs.left, theme.glyphs.right) } else { String::new() }
}

/// How many rows the pane would like.
pub fn rows(shown: &Shown<'_>) -> u16 {
    if is_drawn(shown) { ROWS } else { 3 }
}

/// A line to draw.
struct Line {
    /// Its column in the sheet.
    column: usize,
    /// The letter that it is drawn with.
    letter: char,
    /// What stands at its end.
    label: String,
    /// USD a month at each point across; none beyond its end.
    values: Vec<Option<f64>>,
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    cost::head(pen, shown, area, Pane::Volume);
    let rest = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
    match Growth::of(shown.session, shown.sheet) {
        Err(why) => parts::note(pen, area, &missing(&why)),
        Ok(growth) => draw(pen, shown, &growth, rest),
    }
}

/// What to do where there is nothing to draw.
fn missing(why: &NoGrowth) -> String {
    match why {
        NoGrowth::WholeSystem => "a volume is one workload's: , or . shows one".to_owned(),
        NoGrowth::NoWorkload => "there is no workload, and so no volume: add one in step 2".to_owned(),
        NoGrowth::NotKnown(name) => format!("how much {name} does is not known: type it in step 2"),
        NoGrowth::NothingBilled => {
            "nothing that can be chosen is billed: it needs a platform of the catalogue or a quote (step 3)".to_owned()
        }
    }
}

fn draw(pen: &mut Pen<'_>, shown: &Shown<'_>, growth: &Growth<'_>, area: Rect) {
    let said = below(pen, shown, growth, area);
    let height = area.height.saturating_sub(parts::columns(said.len()));
    let place = Rect { height, ..area };
    let is_drawn = chart(pen, shown, growth, place);
    let top = if is_drawn { area.y + height } else { area.y };
    for (y, (text, style)) in (top..area.bottom()).zip(&said) {
        pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1), text, *style);
    }
}

/// The lines of words below the chart: which option is cheapest where, who is cheaper for good, and what is not drawn. The
/// chart comes first: they take a third of the room at most.
fn below(pen: &Pen<'_>, shown: &Shown<'_>, growth: &Growth<'_>, area: Rect) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let most = usize::from((area.height / 3).max(1));
    let width = usize::from(area.width.saturating_sub(1));
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut tell = |text: String, style: Style, must: bool| {
        let broken = wrapped(&text, width);
        if must || lines.len() + broken.len() <= most {
            lines.extend(broken.into_iter().map(|line| (line, style)));
        }
    };
    let (full, short) = (|column: usize| shown.name(column).to_owned(), |column: usize| shown.label(column).to_owned());
    let cheapest = |told: String| format!("{} cheapest: {told}", pen.theme.glyphs.times);
    let first = cheapest(growth.said(full));
    tell(if wrapped(&first, width).len() > 2 { cheapest(growth.said(short)) } else { first }, palette.text, true);
    if let Some(told) = growth.for_good(shown.sheet.leader(), short) {
        tell(told, palette.text, false);
    }
    let left: Vec<&str> = (shown.sheet.columns.iter().enumerate())
        .filter(|(at, _)| growth.options.iter().all(|option| option.column != *at))
        .map(|(at, _)| shown.label(at))
        .collect();
    if !left.is_empty() {
        tell(format!("not drawn, as ruled out or not billed: {}", left.join(", ")), palette.muted, false);
    }
    lines.truncate(most);
    lines
}

/// Draws axes, lines and marks; nothing where there is too little room.
fn chart(pen: &mut Pen<'_>, shown: &Shown<'_>, growth: &Growth<'_>, area: Rect) -> bool {
    let has_dots = pen.theme.capability.dots();
    let volumes = Axis::new(growth.volumes.from, growth.volumes.to);
    let named = lines(shown, growth);
    let beside = named.iter().map(|line| pen.width(&line.label)).chain([parts::width(growth.unit)]).max().unwrap_or(0);
    let beside = beside.min(area.width / 3);
    // The ticks of money need no more than `0.01` or `100 k`.
    let Some(plot) =
        Plot::within(area, beside).filter(|plot| plot.inner.width >= LEAST.0 && plot.inner.height >= LEAST.1)
    else {
        return false;
    };
    let mut canvas = Canvas::new(plot.inner.width, plot.inner.height, has_dots);
    let lines: Vec<Line> = named
        .into_iter()
        .zip(&growth.options)
        .map(|(line, option)| {
            let across = canvas.across();
            let end = option.course.end();
            let at = |x: u16| volumes.value(f64::from(x) / f64::from(across.saturating_sub(1).max(1)));
            let values =
                (0..across).map(|x| Some(at(x)).filter(|volume| *volume <= end).map(|volume| option.course.at(volume)));
            Line { values: values.collect(), ..line }
        })
        .collect();
    let (money, is_cut) = money(growth, &lines);
    for (nth, line) in lines.iter().enumerate() {
        canvas.line(nth, line.values.iter().map(|value| value.map(|usd| money.share(usd))));
    }
    let here = shown.cursor(Pane::Volume, lines.len());
    plot.axes(pen, volumes, (money, is_cut), growth.now, growth.unit);
    plot.now(pen, volumes, growth.now);
    for y in 0..plot.inner.height {
        for x in 0..plot.inner.width {
            let Some(ink) = canvas.ink(x, y, here, |line| lines[line].letter) else { continue };
            let series = pen.theme.palette.series(lines[ink.line].column);
            plot.sign(pen, (x, y), &ink.sign.to_string(), series);
        }
    }
    for reign in growth.reigns.iter().skip(1) {
        let usd = growth.options[reign.option].course.at(reign.from);
        plot.sign(pen, plot.place((volumes, reign.from), (money, usd)), pen.theme.glyphs.times, pen.theme.palette.flip);
    }
    beside_ends(pen, shown, &plot, &lines, money, here);
    true
}

/// The lines with their letters and labels, still without values.
fn lines(shown: &Shown<'_>, growth: &Growth<'_>) -> Vec<Line> {
    let names: Vec<&str> = growth.options.iter().map(|option| shown.label(option.column)).collect();
    let letters = labels::letters(&names);
    let of = |((option, name), letter): ((&Rising<'_>, &str), char)| {
        let end = option.course.end();
        let ends = if end < growth.volumes.to { format!(" to {}", words::volume(end)) } else { String::new() };
        Line { column: option.column, letter, label: format!("{letter} {name}{ends}"), values: Vec::new() }
    };
    growth.options.iter().zip(names).zip(letters).map(of).collect()
}

/// The axis of money: all that the lines reach, but no room for what hardly costs anything. Says, too, whether something
/// lies below it.
fn money(growth: &Growth<'_>, lines: &[Line]) -> (Axis, bool) {
    let cheapest = growth.options.iter().map(|option| option.course.at(growth.now)).fold(f64::INFINITY, f64::min);
    let floor = 10f64.powf(CHEAP.min(cheapest).max(CENT).log10().floor());
    let values = || lines.iter().flat_map(|line| &line.values).filter_map(|value| *value).filter(|usd| usd.is_finite());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
    (Axis::new(low.clamp(floor, f64::MAX), high), low < floor)
}

/// The names of the lines, beside where they end.
fn beside_ends(pen: &mut Pen<'_>, shown: &Shown<'_>, plot: &Plot, lines: &[Line], money: Axis, here: Option<usize>) {
    let height = plot.inner.height;
    let last = |line: &Line| line.values.iter().rev().find_map(|value| *value).unwrap_or(0.0);
    let wanted: Vec<u16> = lines.iter().map(|line| height - 1 - money.place(last(line), height)).collect();
    let rows = labels::rows(&wanted, height);
    let palette = &pen.theme.palette;
    for (nth, (line, row)) in lines.iter().zip(rows).enumerate() {
        let Some(row) = row else { continue };
        let style = match (here == Some(nth), shown.leads(line.column)) {
            (true, _) => palette.focus,
            (false, true) => palette.leader,
            (false, false) => palette.series(line.column),
        };
        plot.label(pen, row, &line.label, style);
    }
}
