//! What a pane of Compare provides to be drawn.

use super::context::PaneContext;
use super::pen::Pen;
use crate::theme::Theme;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// When a pane is drawn on a wide screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Beside others, whenever there is room.
    Shared,
    /// Only while it has the focus, over the whole width.
    WhenFocused,
}

/// How a pane of Compare is drawn. `places::pane_view` knows all of them.
pub trait PaneView: Sync {
    /// Rows that the pane can use at this width, its header included.
    fn wanted_height(&self, context: &PaneContext<'_>, width: u16) -> u16;

    /// Draws the pane with its header; the area is not empty.
    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect);

    /// Text at the right end of the line of tabs while the pane is shown there.
    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        String::new()
    }

    fn tab_note_style(&self, _context: &PaneContext<'_>, theme: &Theme) -> Style {
        theme.palette.text
    }

    /// Whether the pane has something to show; without, it is drawn only while it has the focus.
    fn has_content(&self, _context: &PaneContext<'_>) -> bool {
        true
    }

    fn placement(&self) -> Placement {
        Placement::WhenFocused
    }
}
