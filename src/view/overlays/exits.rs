//! What leaving one kind of platform for another takes.

use crate::app::{App, Exits};
use crate::view::chrome::Regions;
use crate::view::pen::Pen;

/// Draws it.
pub fn render(_pen: &mut Pen<'_>, _app: &App, _at: Exits, _regions: &Regions) {}
