//! What stands around every screen: where one is above it, what happened and what can be done below it.

pub mod footer;
pub mod header;
pub mod hints;

use ratatui::layout::Rect;

/// How a screen is divided.
#[derive(Debug, Clone, Copy)]
pub struct Regions {
    /// Where one is.
    pub header: Rect,
    /// What one works on.
    pub body: Rect,
    /// What happened, and what can be done.
    pub footer: Rect,
}

/// Rows of the head: a line and a rule.
const HEADER_ROWS: u16 = 2;
/// Rows of the foot: a rule, what happened, keys.
const FOOTER_ROWS: u16 = 3;

impl Regions {
    /// Divides a screen that is at least as large as [`super::LEAST`].
    pub fn split(area: Rect) -> Self {
        let foot = area.bottom().saturating_sub(FOOTER_ROWS).max(area.top());
        let body = area.top().saturating_add(HEADER_ROWS).min(foot);
        Self {
            header: Rect { height: body - area.top(), ..area },
            body: Rect { y: body, height: foot - body, ..area },
            footer: Rect { y: foot, height: area.bottom() - foot, ..area },
        }
    }

    /// Everything but the keys: where overlays may lie.
    pub fn above_keys(&self) -> Rect {
        let keys = self.footer.bottom().saturating_sub(1);
        Rect { height: keys.saturating_sub(self.header.top()), ..self.header }
    }
}
