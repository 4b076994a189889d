//! What the figures are at the moment a decision is recorded, so that a reviewer sees then beside now.

use super::Appraisal;
use crate::catalogue::Catalogue;
use crate::model::{Evidence, Moment};

/// Takes down the whole session's ranking, bills and hours.
pub fn evidence(appraisal: &Appraisal, catalogue: &Catalogue, at: Moment) -> Option<Evidence> {
    let sheet = appraisal.whole()?;
    let leaders: Vec<&str> = sheet.leaders().iter().map(|column| sheet.columns[*column].id.as_str()).collect();
    let columns = || sheet.columns.iter().enumerate();
    Some(Evidence {
        program: format!("weighbridge {}", env!("CARGO_PKG_VERSION")),
        method: "weighted sum".to_owned(),
        catalogue: catalogue.version(),
        at,
        leader: leaders.join(", "),
        totals: columns().filter_map(|(place, column)| Some((column.id.clone(), sheet.total(place)?))).collect(),
        costs: columns()
            .filter_map(|(_, column)| Some((column.id.clone(), column.offer.bill.as_ref()?.monthly)))
            .collect(),
        hours: columns()
            .filter_map(|(_, column)| Some((column.id.clone(), column.offer.burden.as_ref()?.mean)))
            .collect(),
    })
}
