//! A question, what one should know, and what each answer does.

use crate::app::overlay::Confirm;
use crate::app::{App, Context, Msg};
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_for;
use crate::view::pen::Pen;
use crate::view::text::wrap_text;
use crate::view::widgets::dialog;
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, confirm: &Confirm, regions: &Regions) {
    let area = regions.above_keys();
    let width = area.width.saturating_sub(2).min(72);
    let inside = usize::from(width.saturating_sub(4));
    let question = wrap_text(&confirm.question, inside).len();
    let detail = wrap_text(&confirm.detail, inside).len();
    let answers = answer_keys(app, confirm);
    let text = u16::try_from(question + detail).unwrap_or(u16::MAX);
    let place = dialog::centred(area, width, text.saturating_add(answers.len() as u16 + 3));
    let inner = dialog::draw_frame(pen, place, "", "");
    let palette = pen.theme.palette.clone();
    // The answers are what must be seen.
    let count = u16::try_from(answers.len()).unwrap_or(0).min(inner.height);
    let above = Rect { height: inner.height - count, ..inner };
    let y = pen.paragraph(above, &confirm.question, palette.heading);
    pen.paragraph(Rect { y, height: above.bottom().saturating_sub(y), ..above }, &confirm.detail, palette.muted);
    for (y, (key, what)) in (above.bottom()..inner.bottom()).zip(&answers) {
        pen.text(inner.x, y, 5, key, palette.key);
        pen.text(inner.x.saturating_add(5), y, inner.width.saturating_sub(5), what, palette.key_label);
    }
}

/// Keys and what they do; `esc` always leaves.
fn answer_keys<'a>(app: &'a App, confirm: &'a Confirm) -> Vec<(&'a str, &'a str)> {
    let key = |msg: &Msg, usual: &'static str| key_for(app, Context::Confirm, msg).unwrap_or(usual);
    let mut answers = vec![(key(&Msg::Yes, "y"), confirm.yes.0.as_str())];
    match &confirm.no {
        Some((what, _)) => answers.push((key(&Msg::No, "n"), what.as_str())),
        None => answers.push((key(&Msg::No, "n"), "no, change nothing")),
    }
    if confirm.no.is_some() {
        answers.push((key(&Msg::Back, "esc"), "cancel"));
    }
    answers
}
