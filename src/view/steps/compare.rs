//! Compare: the workbench proper. Weights and ranking above, money and work below; what is below follows the focus where
//! there is no room for all.

use crate::app::{App, Pane, Workbench};
use crate::view::panes::{self, PaneContext, leaders_strip, ranking, widgets};
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// From here on panes stand side by side.
const TWO_COLUMNS_FROM: u16 = 100;
/// From here on three of them.
const THREE_COLUMNS_FROM: u16 = 180;
/// A matrix with fewer rows than this says too little beside a chart.
const MIN_MATRIX_HEIGHT: u16 = 6;

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(shown) = PaneContext::new(app, bench) else { return };
    if area.width < TWO_COLUMNS_FROM { render_narrow(pen, &shown, area) } else { render_wide(pen, &shown, area) }
}

/// Cuts rows off the top of an area.
fn take_top(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let top = Rect { height, ..*area };
    area.y += height;
    area.height -= height;
    top
}

/// Ranking strip, matrix, and one pane chosen by tabs.
fn render_narrow(pen: &mut Pen<'_>, shown: &PaneContext<'_>, mut area: Rect) {
    ranking::draw_strip(pen, shown, take_top(&mut area, 1));
    if shown.has_estates() && area.height > 9 {
        leaders_strip::render(pen, shown, take_top(&mut area, 1));
    }
    if area.height > 15 && shown.matrix.ranking.is_some() {
        draw_verdict_line(pen, shown, take_top(&mut area, 1));
    }
    let pane = match shown.bench.pane() {
        Pane::Matrix if shown.has_offers() => Pane::Cost,
        Pane::Matrix => Pane::Ranking,
        pane => pane,
    };
    let lower = panes::wanted_height(shown, pane, area.width);
    let upper = panes::wanted_height(shown, Pane::Matrix, area.width);
    // The pane with the keys has the larger part.
    let least = if shown.has_focus(Pane::Matrix) { area.height.div_ceil(2) } else { area.height.div_ceil(3) };
    let least = if pane == Pane::Volume { 0 } else { least };
    let height = upper_height(area.height, upper, lower, least);
    // A chart needs the room more than two rows of a matrix do.
    let height = if pane == Pane::Volume && height < MIN_MATRIX_HEIGHT { 0 } else { height };
    panes::render(pen, shown, Pane::Matrix, take_top(&mut area, height));
    let tabs = Rect { height: area.height.min(1), ..area };
    panes::render(pen, shown, pane, area);
    draw_tabs(pen, shown, pane, tabs);
}

/// What would change the leader, in one line.
fn draw_verdict_line(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect) {
    let mut said = ranking::verdict_sentences(shown, true);
    // What leads is read off the line above: it goes first where there is no room.
    let word = widgets::text_width(&ranking::verdict_prefix(shown));
    while said.len() > 1 && widgets::text_width(&said.join("; ")) + word + 1 > area.width {
        said.remove(0);
    }
    let text = said.join("; ");
    let palette = &pen.theme.palette;
    let (mut word, text) = (ranking::verdict_prefix(shown), text.as_str());
    if !text.contains(" leads ") || text.starts_with("flips") {
        word = word.replace(": ", "; ");
    }
    let pieces = [(word.as_str(), palette.warning), (text, palette.text)];
    pen.spans(area.x.saturating_add(1), area.y, area.width.saturating_sub(1), &pieces);
}

/// The height of the upper of two parts: what it would like, as long as the lower keeps what it would like, but `least`.
fn upper_height(height: u16, upper: u16, lower: u16, least: u16) -> u16 {
    if upper.saturating_add(lower) <= height { upper } else { upper.min(height.saturating_sub(lower).max(least)) }
}

/// The first tab that is drawn, so that the pane's own still is where there is too little room for all.
fn first_visible_tab(tabs: &[Pane], pane: Pane, width: u16) -> usize {
    let own = tabs.iter().position(|tab| *tab == pane).unwrap_or(0);
    let taken = |from: usize| -> u16 {
        let through = tabs.get(from..=own).unwrap_or_default();
        // Each with its line, the pane's own in brackets, and something of the next.
        through.iter().map(|tab| widgets::text_width(tab.name()) + 1).sum::<u16>() + 2 + 4
    };
    (0..=own).find(|from| taken(*from) <= width).unwrap_or(own)
}

/// `─[Cost]─Burden─Flips─`, in place of the pane's own name; what it says of itself stays where there is room.
fn draw_tabs(pen: &mut Pen<'_>, shown: &PaneContext<'_>, pane: Pane, area: Rect) {
    if area.is_empty() {
        return;
    }
    let tabs = Pane::for_step(shown.bench.step, shown.session);
    let palette = &pen.theme.palette;
    let line = pen.theme.glyphs.horizontal;
    let mut pieces: Vec<(String, ratatui::style::Style)> = Vec::new();
    let tabs: Vec<Pane> = tabs.into_iter().filter(|tab| *tab != Pane::Matrix).collect();
    for tab in tabs.iter().skip(first_visible_tab(&tabs, pane, area.width)) {
        let is_here = *tab == pane;
        let style = match (is_here, shown.has_focus(*tab)) {
            (true, true) => palette.border_focus,
            (true, false) => palette.heading,
            _ => palette.muted,
        };
        pieces.push((line.to_owned(), palette.border));
        pieces.push((if is_here { format!("[{}]", tab.name()) } else { tab.name().to_owned() }, style));
    }
    let unit = match pane {
        Pane::Cost => panes::cost::tab_note(shown, pen.theme),
        Pane::Volume => panes::volume::tab_note(shown, pen.theme),
        Pane::Burden => "h/month".to_owned(),
        Pane::Flips => "share in %".to_owned(),
        Pane::Sensitivity => "margin of 4".to_owned(),
        Pane::Robustness => shown.robustness.map_or_else(String::new, |robust| robust.selected.space.to_string()),
        Pane::TradeOff => "benefit without cost".to_owned(),
        Pane::Ranking => shown.baseline_label().to_owned(),
        Pane::Estate => "! forced there".to_owned(),
        Pane::Risks => panes::risks::tab_note(shown, pen.theme),
        Pane::Scenarios => "enter works in one".to_owned(),
        _ => String::new(),
    };
    let style = if shown.bench.volume_mode && matches!(pane, Pane::Cost | Pane::Volume) {
        palette.heading.add_modifier(ratatui::style::Modifier::REVERSED)
    } else {
        palette.text
    };
    let muted = palette.border;
    widgets::draw_rule(pen, area);
    let pieces: Vec<(&str, ratatui::style::Style)> =
        pieces.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    let end = pen.spans(area.x, area.y, area.width, &pieces);
    let left = area.right().saturating_sub(end);
    let wanted = widgets::text_width(&unit) + 4;
    if !unit.is_empty() && left > 8 {
        let x = area.right().saturating_sub(wanted.min(left - 2));
        let at = pen.text(x, area.y, 1, " ", muted);
        let at = pen.text(at, area.y, (area.right() - at).saturating_sub(2), &unit, style);
        pen.text(at, area.y, 1, " ", muted);
    }
}

/// Two or three bands of panes side by side.
fn render_wide(pen: &mut Pen<'_>, shown: &PaneContext<'_>, mut area: Rect) {
    if shown.has_estates() {
        leaders_strip::render(pen, shown, take_top(&mut area, 1));
    }
    let columns = if area.width >= THREE_COLUMNS_FROM { 3 } else { 2 };
    let above = [Pane::Matrix, Pane::Ranking];
    let bands = pane_bands(shown, columns);
    let wanted = |panes: &[Pane]| {
        let width = area.width / widgets::to_u16(panes.len()).max(1);
        panes.iter().map(|pane| panes::wanted_height(shown, *pane, width)).max().unwrap_or(0)
    };
    let upper = wanted(&above);
    let lower: Vec<u16> = bands.iter().map(|band| wanted(band)).collect();
    let (split, half) = (split_at(shown, area.width), area.width / 2 + 1);
    let sum = |heights: &[u16]| heights.iter().fold(0u16, |sum, height| sum.saturating_add(*height));
    let (first, last) = (lower.first().copied().unwrap_or(0), lower.last().copied().unwrap_or(0));
    let all_fit = !is_full_width(shown.bench.pane())
        && upper.saturating_add(first).saturating_add(last.min(9)) <= area.height
        && bands.len() > 1;
    if all_fit {
        let spare = area.height.saturating_sub(upper).saturating_sub(sum(&lower));
        draw_band(pen, shown, &above, take_top(&mut area, upper + spare / 3), split);
        let height = first + spare / 3;
        for (at, band) in bands.iter().enumerate() {
            let height = if at + 1 == bands.len() { area.height } else { height };
            draw_band(pen, shown, band, take_top(&mut area, height), half);
        }
        return;
    }
    let focus = shown.bench.pane();
    let place = bands.iter().position(|band| band.contains(&focus)).unwrap_or(0);
    let height = upper_height(area.height, upper, lower.get(place).copied().unwrap_or(0), area.height.div_ceil(2));
    draw_band(pen, shown, &above, take_top(&mut area, height), split);
    if let Some(band) = bands.get(place) {
        draw_band(pen, shown, band, area, half);
    }
}

/// Whether a pane is drawn only when it has the focus, and then alone below.
fn is_full_width(pane: Pane) -> bool {
    matches!(pane, Pane::Scenarios | Pane::Sensitivity | Pane::Robustness | Pane::TradeOff)
}

/// The panes below, band by band; those without anything to show only come when they have the focus.
fn pane_bands(shown: &PaneContext<'_>, columns: usize) -> Vec<Vec<Pane>> {
    let focus = shown.bench.pane();
    let has = |pane: Pane| match pane {
        Pane::Cost | Pane::Burden => shown.has_offers() || focus == pane,
        Pane::Volume => panes::volume::has_chart(shown) || focus == pane,
        Pane::Estate => shown.has_estates(),
        Pane::Risks => panes::risks::has_any(shown) || focus == pane,
        _ => true,
    };
    let kept = |panes: &[Pane]| panes.iter().copied().filter(|pane| has(*pane)).collect::<Vec<_>>();
    let mut bands = if columns > 2 {
        vec![kept(&[Pane::Cost, Pane::Burden, Pane::Flips]), kept(&[Pane::Volume, Pane::Estate, Pane::Risks])]
    } else if focus == Pane::Volume {
        // A chart is as wide as it can be.
        vec![vec![Pane::Volume]]
    } else {
        let last = if focus == Pane::Risks || !shown.has_estates() { Pane::Risks } else { Pane::Estate };
        vec![kept(&[Pane::Cost, Pane::Burden]), kept(&[Pane::Flips, last])]
    };
    // They are for who looks at them, and then take the whole width.
    if is_full_width(focus) {
        bands.push(vec![focus]);
    }
    bands.into_iter().filter(|band| !band.is_empty()).collect()
}

/// Where the panes of two divide: the matrix has room for its bars and columns, the ranking for its names.
fn split_at(shown: &PaneContext<'_>, width: u16) -> u16 {
    let wanted = panes::matrix::ideal_width(shown) + 2;
    let most = width.saturating_sub(ranking::ideal_width(shown)).min(width * 3 / 5);
    let split = wanted.clamp(width / 2, most.max(width / 2));
    // Columns that would be left out weigh more than bars, here and in the ranking.
    let least = panes::matrix::min_widths(shown).map(|least| least.saturating_add(widgets::GUTTER_WIDTH));
    let least = least.into_iter().find(|least| *least <= width * 5 / 8);
    least.map_or(split, |least| split.max(least))
}

fn draw_band(pen: &mut Pen<'_>, shown: &PaneContext<'_>, band: &[Pane], area: Rect, split: u16) {
    let count = widgets::to_u16(band.len()).max(1);
    let mut x = area.x;
    for (at, pane) in band.iter().enumerate() {
        let is_last = at + 1 == band.len();
        let end = match (is_last, count) {
            (true, _) => area.right(),
            (false, 2) => area.x + split,
            (false, _) => area.x + area.width / count * (widgets::to_u16(at) + 1),
        };
        let width = end.saturating_sub(x).saturating_sub(if is_last { 0 } else { widgets::GUTTER_WIDTH });
        let place = Rect { x, width, ..area };
        panes::render(pen, shown, *pane, place);
        if at > 0 {
            widgets::draw_gutter(pen, place, true);
        }
        x = end;
    }
}
