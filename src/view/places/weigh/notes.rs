//! Notes below the weights: what to answer next, what is not in use yet, what the weights imply, and what they may count twice.

use super::pairs;
use crate::app::Msg;
use crate::appraisal::matrix::anchors_for;
use crate::appraisal::weights::{self, SwingQuestion};
use crate::appraisal::{exchange, outcome};
use crate::model::{Criterion, WeightingMethod};
use crate::view::chrome::hints::key_for;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::{truncate, wrap_text};
use ratatui::style::Style;

/// The end of a range is cut to this width; the side panel shows all of it.
const MAX_END_WIDTH: usize = 44;

/// Lines, the most urgent first.
pub fn note_lines(pen: &Pen<'_>, context: &PaneContext<'_>, width: u16) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let session = context.session;
    let mut notes: Vec<(String, Style)> = Vec::new();
    if let Some(question) = next_question(context) {
        notes.push((question, palette.heading));
    }
    if let Some(gap) = &context.matrix.weights.gap {
        notes.push((format!("{}: until then totals use the points", gap.describe(session)), palette.warning));
    }
    if session.weighing.way == WeightingMethod::Swing {
        let names: Vec<&str> = weights::outdated_swings(session)
            .into_iter()
            .filter_map(|at| session.criteria.get(at))
            .map(|row| row.name.as_str())
            .collect();
        if !names.is_empty() {
            let text = format!("anchors of {} changed after the swing was entered: check it", names.join(", "));
            notes.push((text, palette.warning));
        }
    }
    if !session.totals_seen {
        let text = "Totals are hidden until you open Compare, so that weights are set without knowing who leads.";
        notes.push((text.to_owned(), palette.muted));
    }
    for overlap in outcome::find_overlaps(session).iter().take(2) {
        notes.push((overlap.describe(session), if overlap.is_certain { palette.warning } else { palette.muted }));
    }
    for rate in exchange::exchange_rates(session, &context.matrix.weights).iter().take(2) {
        notes.push((
            rate.describe(session),
            if rate.contradicts_stated_rate() { palette.warning } else { palette.muted },
        ));
    }
    let width = usize::from(width.saturating_sub(1));
    notes
        .into_iter()
        .flat_map(|(text, style)| wrap_text(&text, width).into_iter().map(move |line| (line, style)))
        .collect()
}

/// What is to be answered next, in the way that was chosen.
fn next_question(context: &PaneContext<'_>) -> Option<String> {
    let session = context.session;
    let enter = key_for(context.app, context.app.base_context(), &Msg::Enter).unwrap_or("enter");
    match session.weighing.way {
        WeightingMethod::Points => None,
        WeightingMethod::Swing => match weights::next_swing_question(session, context.workbench.selected_criterion()) {
            SwingQuestion::First => {
                let here = context.workbench.selected_criterion().and_then(|at| session.criteria.get(at))?;
                Some(format!(
                    "If all were at their worst, which would you improve to its best first? {enter} selects {}",
                    format_swing(context, here)
                ))
            }
            SwingQuestion::Relative { criterion, first } => {
                let is_here = context.workbench.selected_criterion() == Some(criterion);
                let (criterion, first) = (session.criteria.get(criterion)?, session.criteria.get(first)?);
                // The keys answer for the row under the cursor, so a question about another row says where it is asked.
                let next = if is_here { String::new() } else { format!("Next, on {}: ", criterion.name) };
                Some(format!(
                    "{next}If improving {} is worth 100, what is improving {} worth?",
                    format_swing(context, first),
                    format_swing(context, criterion)
                ))
            }
            SwingQuestion::Done => None,
        },
        WeightingMethod::Order => {
            let open = session.criteria.iter().any(|row| weights::criterion_rank(session, row).is_none());
            open.then(|| {
                let which = if session.weighing.order.is_empty() { "matters most" } else { "comes next" };
                format!("Which unranked criterion {which}? Press {enter} on it")
            })
        }
        WeightingMethod::Pairs => pairs::next_question(context),
    }
}

/// `Cost from 4,000 to 0 USD/month`.
fn format_swing(context: &PaneContext<'_>, row: &Criterion) -> String {
    let cut = |text: &str| truncate(text.lines().next().unwrap_or(""), MAX_END_WIDTH);
    let anchors = anchors_for(context.session, row, context.workload_of(row));
    match weights::swing_range(context.session, row, anchors) {
        Some((worst, best)) if row.measure.anchors().is_some() => format!("{} from {worst} to {best}", row.name),
        Some((worst, best)) => format!("{} from '{}' to '{}'", row.name, cut(&worst), cut(&best)),
        None => format!("{} from a 1 to a 5", row.name),
    }
}
