//! What is said below the weights: what to answer next, what is not in use yet, what the weights imply, and what they may count
//! twice.

use crate::app::Msg;
use crate::appraisal::exchange;
use crate::appraisal::weighing::{self, SwingQuestion};
use crate::model::{Criterion, Way};
use crate::view::chrome::hints;
use crate::view::panes::Shown;
use crate::view::pen::{Pen, wrapped};
use ratatui::style::Style;

/// The longest that an end of a range is told; the whole of it stands beside the list.
const END: usize = 44;

/// Lines, the most urgent first.
pub fn lines(pen: &Pen<'_>, shown: &Shown<'_>, width: u16) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let session = shown.session;
    let mut said: Vec<(String, Style)> = Vec::new();
    if let Some(question) = question(shown) {
        said.push((question, palette.heading));
    }
    if let Some(gap) = &shown.sheet.weights.gap {
        said.push((format!("{}: until then the totals rest on points", gap.words(session)), palette.warning));
    }
    if session.weighing.way == Way::Swing {
        let names: Vec<&str> = weighing::outdated_swings(session)
            .into_iter()
            .filter_map(|at| session.criteria.get(at))
            .map(|row| row.name.as_str())
            .collect();
        if !names.is_empty() {
            let text = format!("asked about another range: the anchors of {} moved since", names.join(", "));
            said.push((text, palette.warning));
        }
    }
    if !session.totals_seen {
        let text = "sealed: who leads is not shown until Compare is opened, so that nobody weighs for a winner";
        said.push((text.to_owned(), palette.muted));
    }
    for overlap in exchange::overlaps(session).iter().take(2) {
        said.push((overlap.words(session), if overlap.is_sure { palette.warning } else { palette.muted }));
    }
    for rate in exchange::rates(session, &shown.sheet.weights).iter().take(2) {
        said.push((rate.words(session), if rate.is_off() { palette.warning } else { palette.muted }));
    }
    let width = usize::from(width.saturating_sub(1));
    said.into_iter()
        .flat_map(|(text, style)| wrapped(&text, width).into_iter().map(move |line| (line, style)))
        .collect()
}

/// What is to be answered next, in the way that was chosen.
fn question(shown: &Shown<'_>) -> Option<String> {
    let session = shown.session;
    let enter = hints::key(shown.app, shown.app.base_context(), &Msg::Enter).unwrap_or("enter");
    match session.weighing.way {
        Way::Points => None,
        Way::Swing => match weighing::next_swing(session, shown.bench.weighed()) {
            SwingQuestion::First => {
                let here = shown.bench.weighed().and_then(|at| session.criteria.get(at))?;
                Some(format!(
                    "All at their worst: which one would you move to its best first? {enter} says {}",
                    swing(shown, here)
                ))
            }
            SwingQuestion::Beside { criterion, first } => {
                let (criterion, first) = (session.criteria.get(criterion)?, session.criteria.get(first)?);
                Some(format!(
                    "If moving {} is worth 100, what is moving {} worth?",
                    swing(shown, first),
                    swing(shown, criterion)
                ))
            }
            SwingQuestion::Done => None,
        },
        Way::Order => {
            let open = session.criteria.iter().any(|row| weighing::rank(session, row).is_none());
            open.then(|| {
                let which = if session.weighing.order.is_empty() { "matters most" } else { "comes next" };
                format!("Which of those without a rank {which}? {enter} on it")
            })
        }
        Way::Pairs => super::pairs::question(shown),
    }
}

/// `Cost from 4,000 to 0 USD/month`.
fn swing(shown: &Shown<'_>, row: &Criterion) -> String {
    let cut = |text: &str| crate::view::panes::parts::short(text.lines().next().unwrap_or(""), END);
    match weighing::range_in_use(shown.session, row) {
        Some((worst, best)) if row.measure.anchors().is_some() => format!("{} from {worst} to {best}", row.name),
        Some((worst, best)) => format!("{} from '{}' to '{}'", row.name, cut(&worst), cut(&best)),
        None => format!("{} from a 1 to a 5", row.name),
    }
}
