//! What the margin hangs on: a bar per weight, widest first, and the totals along the weight under the cursor.

use super::Shown;
use super::parts::{self, Row};
use super::volume::canvas::Canvas;
use super::volume::frame::Plot;
use super::volume::labels;
use crate::analysis::Share;
use crate::analysis::sensitivity::{Sweep, WeightBar};
use crate::app::Pane;
use crate::appraisal::margin::{self, REACH};
use crate::view::pen::{Pen, window};
use ratatui::layout::Rect;

/// From here on bars and chart stand side by side.
const WIDE: u16 = 90;
/// The least chart that says more than words do.
const LEAST: u16 = 6;
/// Rows that a chart would like.
const CHART: u16 = 11;

/// Header and bars, and the chart below or beside them.
pub fn rows(shown: &Shown<'_>, width: u16) -> u16 {
    let bars = 3 + parts::columns(shown.session.criteria.len());
    if width >= WIDE { bars.max(CHART) } else { bars + CHART }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let bars = margin::tornado(shown.sheet);
    let leader = shown.sheet.leader().map_or("", |leader| shown.label(leader));
    let said = format!("how far {leader} stays ahead, each weight ±{:.0} %", 100.0 * REACH);
    let said = if bars.is_empty() { "" } else { said.as_str() };
    parts::head(pen, area, "Sensitivity", &[(said, pen.theme.palette.muted)], shown.has_focus(Pane::Sensitivity));
    if bars.is_empty() {
        parts::note(pen, area, "there is no leader with a rival yet, so there is no margin");
        return;
    }
    let at = shown.bench.cursor(Pane::Sensitivity, bars.len());
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if area.width >= WIDE {
        let half = area.width / 2;
        tornado(pen, shown, &bars, at, Rect { width: half.saturating_sub(2), ..below });
        swept(pen, shown, bars.get(at), Rect { x: area.x + half, width: area.width - half, ..below });
        return;
    }
    let wanted = parts::columns(bars.len()) + 1;
    let height = if below.height >= wanted + LEAST + 2 { wanted } else { (below.height / 2).min(wanted) };
    // Where both have no room the bars do.
    let height = if below.height < LEAST + 5 { below.height } else { height };
    tornado(pen, shown, &bars, at, Rect { height, ..below });
    swept(pen, shown, bars.get(at), Rect { y: below.y + height, height: below.height - height, ..below });
}

fn tornado(pen: &mut Pen<'_>, shown: &Shown<'_>, bars: &[WeightBar], at: usize, area: Rect) {
    let name =
        parts::widest(shown.session.criteria.iter().map(|row| row.name.as_str())).clamp(4, 22).min(area.width / 3);
    let ends = |bar: &WeightBar| [bar.less.1.margin, bar.more.1.margin];
    let now = shown.sheet.ranking.as_ref().and_then(|ranking| ranking.margin).unwrap_or(0.0);
    let all = || bars.iter().flat_map(ends).chain([0.0, now]);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    // `-0.12 to 1.03, Fn`
    let words = 14 + parts::widest(shown.labels.iter().map(String::as_str)).min(12);
    let track = area.width.saturating_sub(1 + name + 1 + words + 1);
    let track = if track < 8 { 0 } else { track.min(40) };
    let palette = &pen.theme.palette;
    if let Some(mut row) = Row::of(area, 0) {
        row.skip(1);
        row.left(pen, name, "weight", palette.muted);
        if track > 0 {
            let text = format!("{} level  {} now", pen.theme.glyphs.flip, pen.theme.glyphs.complete);
            row.left(pen, track, &text, palette.muted);
        }
        row.put(pen, "margin of 4", palette.muted);
    }
    let seen = window(bars.len(), at, usize::from(area.height.saturating_sub(1)));
    let has_focus = shown.has_focus(Pane::Sensitivity);
    for (line, place) in (1u16..).zip(seen.clone()) {
        let (Some(bar), Some(mut row)) = (bars.get(place), Row::of(area, line)) else { continue };
        let criterion = shown.session.criteria.get(bar.criterion).map_or("", |row| row.name.as_str());
        let here = place == at;
        row.cursor(pen, here && has_focus, has_focus);
        row.left(pen, name, criterion, if here && has_focus { palette.focus } else { palette.text });
        let [a, b] = ends(bar);
        let (less, more) = (a.min(b), a.max(b));
        if track > 0 {
            let along = |value: f64| (value - low) / (high - low).max(f64::MIN_POSITIVE);
            strip(pen, &mut row, track, [less, more, 0.0, now].map(along));
        }
        let lost = [bar.less.1, bar.more.1].into_iter().find(|end| end.margin < -1e-9);
        let text = format!("{less:.2} to {more:.2}");
        match lost {
            Some(end) => row.put(pen, &format!("{text}, {}", shown.label(end.rival)), palette.warning),
            None => row.put(pen, &text, palette.text),
        }
    }
    parts::scrolled(pen, area, 1, &seen, bars.len());
}

/// From least to most, where both are level, and where it is now; all from 0 to 1.
fn strip(pen: &mut Pen<'_>, row: &mut Row, width: u16, [less, more, level, now]: [f64; 4]) {
    let last = f64::from(width.saturating_sub(1));
    // Below `width`, which fits.
    let place = |share: f64| (share.clamp(0.0, 1.0) * last).round() as u16;
    let (less, more, level, now) = (place(less), place(more), place(level), place(now));
    let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
    let sign = |at: u16| match at {
        at if at == level => (glyphs.flip, palette.flip),
        at if at == now => (glyphs.complete, palette.heading),
        at if at < level && (less..=more).contains(&at) => (glyphs.bar_full, palette.warning),
        at if (less..=more).contains(&at) => (glyphs.bar_full, palette.bar),
        _ => (glyphs.dot, palette.muted),
    };
    row.signs(pen, (0..width).map(sign));
}

/// The totals along the share of one criterion.
fn swept(pen: &mut Pen<'_>, shown: &Shown<'_>, bar: Option<&WeightBar>, area: Rect) {
    let Some(sweep) = bar.and_then(|bar| margin::swept(shown.sheet, bar.criterion)) else { return };
    let Some(criterion) = shown.session.criteria.get(sweep.criterion) else { return };
    let palette = &pen.theme.palette;
    if let Some(mut row) = Row::of(area, 0) {
        row.skip(1);
        row.put(pen, &format!("Totals along the share of {}", criterion.name), palette.heading);
    }
    let told = reigns(shown, &sweep);
    let words = 1.min(area.height.saturating_sub(LEAST));
    let place = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + words), ..area };
    if place.height >= LEAST - 1 {
        chart(pen, shown, &sweep, place);
    }
    if let Some(mut row) = Row::of(area, area.height.saturating_sub(1)) {
        row.skip(1);
        row.put(pen, &told, palette.text);
    }
}

/// `K8s up to 12 %, Run up to 61 %, then Fn`.
fn reigns(shown: &Shown<'_>, sweep: &Sweep) -> String {
    let count = sweep.reigns.len();
    let each = sweep.reigns.iter().enumerate().map(|(at, reign)| match at + 1 == count {
        true if count == 1 => format!("{} leads whatever its share is", shown.label(reign.leader)),
        true => format!("then {}", shown.label(reign.leader)),
        false => format!("{} up to {:.1} %", shown.label(reign.leader), reign.to.percent()),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn chart(pen: &mut Pen<'_>, shown: &Shown<'_>, sweep: &Sweep, area: Rect) {
    let columns = shown.competing();
    let names: Vec<&str> = columns.iter().map(|at| shown.label(*at)).collect();
    let letters = labels::letters(&names);
    let beside = parts::widest(names.iter().copied()).saturating_add(2).min(area.width / 3);
    let Some(plot) = Plot::within(area, beside).filter(|plot| plot.inner.width >= 16 && plot.inner.height >= 3) else {
        return;
    };
    let lines = || columns.iter().filter_map(|at| sweep.lines.get(*at));
    let ends = || lines().flat_map(|line| [line.at_zero, line.at_one]);
    let (low, high) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
    let span = (high - low).max(1e-9);
    let mut canvas = Canvas::new(plot.inner.width, plot.inner.height, pen.theme.capability.dots());
    let across = canvas.across();
    for (nth, line) in lines().enumerate() {
        let at = |x: u16| Share::clamped(f64::from(x) / f64::from(across.saturating_sub(1).max(1)));
        canvas.line(nth, (0..across).map(|x| Some((line.at(at(x)) - low) / span)));
    }
    let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
    // Below the width, which fits.
    let column = |share: Share| (share.get() * f64::from(plot.inner.width - 1)).round() as u16;
    let row = |total: f64| {
        let share = ((total - low) / span).clamp(0.0, 1.0);
        plot.inner.height - 1 - (share * f64::from(plot.inner.height - 1)).round() as u16
    };
    plot.frame(pen, [(0, format!("{high:.2}")), (plot.inner.height - 1, format!("{low:.2}"))]);
    let now = column(sweep.now);
    let now_said = format!("now {:.1} %", sweep.now.percent());
    plot.below(pen, &[(0, "0"), (plot.inner.width - 1, "100 %")], (now, &now_said));
    for y in 0..plot.inner.height {
        plot.sign(pen, (now, y), glyphs.vertical, palette.heading);
    }
    for y in 0..plot.inner.height {
        for x in 0..plot.inner.width {
            let Some(ink) = canvas.ink(x, y, None, |line| letters.get(line).copied().unwrap_or('*')) else { continue };
            let series = columns.get(ink.line).map_or(palette.text, |at| palette.series(*at));
            plot.sign(pen, (x, y), &ink.sign.to_string(), series);
        }
    }
    for reign in sweep.reigns.iter().skip(1) {
        let total = sweep.lines.get(reign.leader).map_or(low, |line| line.at(reign.from));
        plot.sign(pen, (column(reign.from), row(total)), glyphs.times, palette.flip);
    }
    let wanted: Vec<u16> = lines().map(|line| row(line.at_one)).collect();
    let rows = labels::rows(&wanted, plot.inner.height);
    for (nth, given) in rows.into_iter().enumerate() {
        let (Some(row), Some(at)) = (given, columns.get(nth)) else { continue };
        let letter = letters.get(nth).copied().unwrap_or('*');
        let style = if shown.leads(*at) { palette.leader } else { palette.series(*at) };
        plot.label(pen, row, &format!("{letter} {}", shown.label(*at)), style);
    }
}
