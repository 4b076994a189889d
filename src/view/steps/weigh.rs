//! The body of Weigh.

use crate::app::{App, Workbench};
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// Draws it.
pub fn render(_pen: &mut Pen<'_>, _app: &App, _bench: &Workbench, _area: Rect) {}
