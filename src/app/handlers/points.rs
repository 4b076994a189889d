//! Points: by arrows, by number, all the same, agreed.

use super::{HandlerResult, Refusal, forms, guarded_edits};
use crate::app::App;
use crate::app::forms::criterion::points_row;
use crate::app::msg::Msg;
use crate::model::{Criterion, Edit, Points};

/// The criterion under the cursor of Weigh or Compare.
pub fn selected_criterion(app: &App) -> Option<&Criterion> {
    let bench = app.workbench()?;
    bench.session.criteria.get(bench.selected_criterion()?)
}

/// A key on a row of weights.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(row) = selected_criterion(app) else {
        return Refusal::err("there are no criteria yet: add them in step 4");
    };
    let by = match msg {
        Msg::Left => -1,
        Msg::Right => 1,
        Msg::LeftCoarse => -5,
        Msg::RightCoarse => 5,
        Msg::Enter => {
            let row = points_row(row).unit("points, a whole number");
            return forms::edit_row(app, row);
        }
        Msg::ToggleAgreed => {
            let edit = Edit::SetAgreed { criterion: row.id.clone(), agreed: !row.agreed };
            return guarded_edits::apply(app, edit);
        }
        Msg::Equalise => return equalise(app),
        _ => return Refusal::err("that key does nothing here; ? shows what does"),
    };
    let moved = row.points.saturating_shift(by);
    if moved == row.points {
        return Refusal::err(if by < 0 { "it has no points left to take" } else { "it has as many points as fit" });
    }
    let edit = Edit::SetWeight { criterion: row.id.clone(), points: moved };
    guarded_edits::apply(app, edit)
}

/// Gives every weight that is not agreed the same points, their sum kept as nearly as whole points allow.
fn equalise(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Refusal::err("no session is open") };
    let open: Vec<&Criterion> = bench.session.criteria.iter().filter(|row| !row.agreed).collect();
    if open.is_empty() {
        return Refusal::err("every weight is agreed: take a mark away with x first");
    }
    let sum: u64 = open.iter().map(|row| u64::from(row.points.0)).sum();
    let each = if sum == 0 { 10 } else { (sum as f64 / open.len() as f64).round().max(1.0) as u32 };
    let edits = open.iter().map(|row| Edit::SetWeight { criterion: row.id.clone(), points: Points(each) }).collect();
    guarded_edits::apply(app, Edit::Batch(edits))
}
