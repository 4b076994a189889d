//! Points: by arrows, by number, all the same, agreed.

use super::{Outcome, Refused, asks, forms};
use crate::app::App;
use crate::app::forms::criterion::points;
use crate::app::msg::Msg;
use crate::model::{Criterion, Edit, Points};

/// The criterion under the cursor of Weigh or Compare.
pub fn criterion(app: &App) -> Option<&Criterion> {
    let bench = app.bench()?;
    bench.session.criteria.get(bench.weighed()?)
}

/// A key on a row of weights.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    let Some(row) = criterion(app) else { return Refused::because("there are no criteria yet: add them in step 4") };
    let by = match msg {
        Msg::Left => -1,
        Msg::Right => 1,
        Msg::LeftBig => -5,
        Msg::RightBig => 5,
        Msg::Enter => {
            let row = points(row).unit("points, a whole number");
            return forms::enter(app, row);
        }
        Msg::Agree => {
            let edit = Edit::SetAgreed { criterion: row.id.clone(), agreed: !row.agreed };
            return asks::apply(app, edit);
        }
        Msg::Equalise => return equalise(app),
        _ => return Refused::because("that key does nothing here; ? shows what does"),
    };
    let moved = row.points.shifted(by);
    if moved == row.points {
        return Refused::because(if by < 0 { "it has no points left to take" } else { "it has as many points as fit" });
    }
    let edit = Edit::SetWeight { criterion: row.id.clone(), points: moved };
    asks::apply(app, edit)
}

/// Gives every weight that is not agreed the same points, their sum kept as nearly as whole points allow.
fn equalise(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Refused::because("no session is open") };
    let open: Vec<&Criterion> = bench.session.criteria.iter().filter(|row| !row.agreed).collect();
    if open.is_empty() {
        return Refused::because("every weight is agreed: take a mark away with x first");
    }
    let sum: u64 = open.iter().map(|row| u64::from(row.points.0)).sum();
    let each = if sum == 0 { 10 } else { (sum as f64 / open.len() as f64).round().max(1.0) as u32 };
    let edits = open.iter().map(|row| Edit::SetWeight { criterion: row.id.clone(), points: Points(each) }).collect();
    asks::apply(app, Edit::Batch(edits))
}
