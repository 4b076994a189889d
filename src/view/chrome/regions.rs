//! How a screen is divided.

use ratatui::layout::Rect;

#[derive(Debug, Clone, Copy)]
pub struct Regions {
    pub header: Rect,
    pub body: Rect,
    pub footer: Rect,
}

/// A line and a rule.
const HEADER_ROWS: u16 = 2;
/// A rule, a line of status, a line of keys.
const FOOTER_ROWS: u16 = 3;

impl Regions {
    /// Divides a screen that is at least as large as `MIN_SIZE`.
    pub fn split(area: Rect) -> Self {
        let footer = area.bottom().saturating_sub(FOOTER_ROWS).max(area.top());
        let body = area.top().saturating_add(HEADER_ROWS).min(footer);
        Self {
            header: Rect { height: body - area.top(), ..area },
            body: Rect { y: body, height: footer - body, ..area },
            footer: Rect { y: footer, height: area.bottom() - footer, ..area },
        }
    }

    /// Everything but the keys: where overlays may lie.
    pub fn above_keys(&self) -> Rect {
        let keys = self.footer.bottom().saturating_sub(1);
        Rect { height: keys.saturating_sub(self.header.top()), ..self.header }
    }
}
