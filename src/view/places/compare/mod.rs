//! Compare: weights and ranking above, money and work below. Where there is no room for all panes, the lower part follows the
//! focus.

mod leaders_strip;
mod tabs;
mod verdict_line;

use super::{matrix, ranking};
use crate::app::{App, Pane, Workbench};
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::sizes::WIDE_FROM;
use crate::view::text::to_u16;
use crate::view::widgets::pane_frame::{GUTTER_WIDTH, draw_gutter};
use ratatui::layout::Rect;

/// From here on three panes stand side by side.
const THREE_COLUMNS_FROM: u16 = 180;
/// A matrix with fewer rows than this says too little beside a chart.
const MIN_MATRIX_HEIGHT: u16 = 6;
/// Rows of the last band that are enough where all bands are shown.
const LAST_BAND_HEIGHT: u16 = 9;

/// Looks up how a pane is drawn; handed in by the registry of places, which this step is part of.
type ViewOf<'a> = &'a dyn Fn(Pane) -> Option<&'static dyn PaneView>;

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect, view_of: ViewOf<'_>) {
    let Some(context) = PaneContext::new(app, workbench) else { return };
    let screen = Screen { context: &context, view_of };
    if area.width < WIDE_FROM { screen.render_narrow(pen, area) } else { screen.render_wide(pen, area) }
}

struct Screen<'a> {
    context: &'a PaneContext<'a>,
    view_of: ViewOf<'a>,
}

impl Screen<'_> {
    fn wanted_height(&self, pane: Pane, width: u16) -> u16 {
        (self.view_of)(pane).map_or(0, |view| view.wanted_height(self.context, width))
    }

    fn render_pane(&self, pen: &mut Pen<'_>, pane: Pane, area: Rect) {
        if let Some(view) = (self.view_of)(pane).filter(|_| !area.is_empty()) {
            view.render(pen, self.context, area);
        }
    }

    /// Ranking strip, matrix, and one pane chosen by tabs.
    fn render_narrow(&self, pen: &mut Pen<'_>, mut area: Rect) {
        let context = self.context;
        ranking::draw_strip(pen, context, take_top(&mut area, 1));
        if context.has_estates() && area.height > 9 {
            leaders_strip::render(pen, context, take_top(&mut area, 1));
        }
        if area.height > 15 && context.matrix.ranking.is_some() {
            verdict_line::render(pen, context, take_top(&mut area, 1));
        }
        let pane = match context.workbench.pane() {
            Pane::Matrix if context.has_offers() => Pane::Cost,
            Pane::Matrix => Pane::Ranking,
            pane => pane,
        };
        let lower = self.wanted_height(pane, area.width);
        let upper = self.wanted_height(Pane::Matrix, area.width);
        let is_chart = pane == Pane::Volume;
        // The pane with the focus has the larger part; a chart needs all that the matrix can spare.
        let least = match (is_chart, context.has_focus(Pane::Matrix)) {
            (true, _) => 0,
            (false, true) => area.height.div_ceil(2),
            (false, false) => area.height.div_ceil(3),
        };
        let height = upper_height(area.height, upper, lower, least);
        let height = if is_chart && height < MIN_MATRIX_HEIGHT { 0 } else { height };
        self.render_pane(pen, Pane::Matrix, take_top(&mut area, height));
        self.render_pane(pen, pane, area);
        let tabs = Rect { height: area.height.min(1), ..area };
        if let Some(view) = (self.view_of)(pane).filter(|_| !tabs.is_empty()) {
            let note = view.tab_note(context, pen.theme);
            let style = view.tab_note_style(context, pen.theme);
            tabs::render(pen, context, pane, (&note, style), tabs);
        }
    }

    /// Bands of two or three panes side by side.
    fn render_wide(&self, pen: &mut Pen<'_>, mut area: Rect) {
        let context = self.context;
        if context.has_estates() {
            leaders_strip::render(pen, context, take_top(&mut area, 1));
        }
        let above = [Pane::Matrix, Pane::Ranking];
        let bands = self.bands(area.width >= THREE_COLUMNS_FROM);
        let wanted = |panes: &[Pane]| {
            let width = area.width / to_u16(panes.len()).max(1);
            panes.iter().map(|pane| self.wanted_height(*pane, width)).max().unwrap_or(0)
        };
        let upper = wanted(&above);
        let lower: Vec<u16> = bands.iter().map(|band| wanted(band)).collect();
        let (split, half) = (matrix_width(context, area.width), area.width / 2 + 1);
        let (first, last) = (lower.first().copied().unwrap_or(0), lower.last().copied().unwrap_or(0));
        let focus = context.workbench.pane();
        let all_fit = !self.is_full_width(focus)
            && upper.saturating_add(first).saturating_add(last.min(LAST_BAND_HEIGHT)) <= area.height
            && bands.len() > 1;
        if all_fit {
            let below = lower.iter().fold(0u16, |sum, height| sum.saturating_add(*height));
            let spare = area.height.saturating_sub(upper).saturating_sub(below);
            self.draw_band(pen, &above, take_top(&mut area, upper + spare / 3), split);
            let height = first + spare / 3;
            for (at, band) in bands.iter().enumerate() {
                let height = if at + 1 == bands.len() { area.height } else { height };
                self.draw_band(pen, band, take_top(&mut area, height), half);
            }
            return;
        }
        let focused = bands.iter().position(|band| band.contains(&focus)).unwrap_or(0);
        let lower = lower.get(focused).copied().unwrap_or(0);
        let height = upper_height(area.height, upper, lower, area.height.div_ceil(2));
        self.draw_band(pen, &above, take_top(&mut area, height), split);
        if let Some(band) = bands.get(focused) {
            self.draw_band(pen, band, area, half);
        }
    }

    fn is_full_width(&self, pane: Pane) -> bool {
        (self.view_of)(pane).is_some_and(|view| view.placement() == Placement::WhenFocused)
    }

    /// The panes below, band by band; those without content only come while they have the focus.
    fn bands(&self, has_three: bool) -> Vec<Vec<Pane>> {
        let focus = self.context.workbench.pane();
        let is_shown =
            |pane: Pane| focus == pane || (self.view_of)(pane).is_some_and(|view| view.has_content(self.context));
        let shown = |panes: &[Pane]| panes.iter().copied().filter(|pane| is_shown(*pane)).collect::<Vec<_>>();
        let mut bands = if has_three {
            vec![shown(&[Pane::Cost, Pane::Burden, Pane::Flips]), shown(&[Pane::Volume, Pane::Estate, Pane::Risks])]
        } else if focus == Pane::Volume {
            // A chart is as wide as it can be.
            vec![vec![Pane::Volume]]
        } else {
            let is_risks = focus == Pane::Risks || !self.context.has_estates();
            let last = if is_risks { Pane::Risks } else { Pane::Estate };
            vec![shown(&[Pane::Cost, Pane::Burden]), shown(&[Pane::Flips, last])]
        };
        if self.is_full_width(focus) {
            bands.push(vec![focus]);
        }
        bands.into_iter().filter(|band| !band.is_empty()).collect()
    }

    fn draw_band(&self, pen: &mut Pen<'_>, band: &[Pane], area: Rect, split: u16) {
        let count = to_u16(band.len()).max(1);
        let mut x = area.x;
        for (at, pane) in band.iter().enumerate() {
            let is_last = at + 1 == band.len();
            let end = match (is_last, count) {
                (true, _) => area.right(),
                (false, 2) => area.x + split,
                (false, _) => area.x + area.width / count * (to_u16(at) + 1),
            };
            let width = end.saturating_sub(x).saturating_sub(if is_last { 0 } else { GUTTER_WIDTH });
            let place = Rect { x, width, ..area };
            self.render_pane(pen, *pane, place);
            if at > 0 {
                draw_gutter(pen, place, true);
            }
            x = end;
        }
    }
}

/// Cuts rows off the top of an area.
fn take_top(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let top = Rect { height, ..*area };
    area.y += height;
    area.height -= height;
    top
}

/// The height of the upper of two parts: what it wants, as long as the lower one keeps what that wants, but at least `least`.
fn upper_height(height: u16, upper: u16, lower: u16, least: u16) -> u16 {
    if upper.saturating_add(lower) <= height { upper } else { upper.min(height.saturating_sub(lower).max(least)) }
}

/// Where matrix and ranking divide: the matrix has room for its bars and columns, the ranking for its names.
fn matrix_width(context: &PaneContext<'_>, width: u16) -> u16 {
    let wanted = matrix::ideal_width(context) + 2;
    let most = width.saturating_sub(ranking::ideal_width(context)).min(width * 3 / 5);
    let split = wanted.clamp(width / 2, most.max(width / 2));
    // Columns of the matrix that would be left out matter more than bars, here and in the ranking.
    let least = matrix::min_widths(context).map(|least| least.saturating_add(GUTTER_WIDTH));
    let least = least.into_iter().find(|least| *least <= width * 5 / 8);
    least.map_or(split, |least| split.max(least))
}
