//! The volumes at which another alternative becomes the cheaper one.

use super::growth;
use crate::appraisal::{Column, DecisionMatrix};
use crate::cost::{Side, crossover_between};
use crate::model::{Alternative, Session, Workload};

/// A volume of a workload from which on another alternative is the cheaper one.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossoverVolume {
    /// At this volume.
    pub at: f64,
    /// Whether it lies above the present volume.
    pub is_above: bool,
    /// What a volume counts.
    pub unit: &'static str,
    /// The name of the other.
    pub other: String,
}

/// Where the others that may be chosen become and stay cheaper than one alternative, above and below the present volume.
pub fn crossover_volumes(
    session: &Session,
    matrix: &DecisionMatrix,
    workload: &Workload,
    mine: &Alternative,
) -> Vec<CrossoverVolume> {
    let of = |id: &str| matrix.columns.iter().find(|column| column.id == id);
    let demand = &workload.demand;
    let (Some(now), Some(own)) =
        (growth::current_volume(session, demand), of(mine.id.as_str()).and_then(Column::cost_curve))
    else {
        return Vec::new();
    };
    let mut points = Vec::new();
    let others = matrix.columns.iter().filter(|other| other.id != mine.id.as_str() && other.offer.is_feasible());
    for (other, theirs) in others.filter_map(|other| Some((other, other.cost_curve()?))) {
        let found = crossover_between(own, theirs, demand);
        let point =
            |at: f64, is_above: bool| CrossoverVolume { at, is_above, unit: found.unit, other: other.name.clone() };
        let above = found.last_volume.filter(|at| *at > now && found.cheaper_above == Some(Side::B));
        let below = found.first_volume.filter(|at| *at < now && found.cheaper_below == Some(Side::B));
        points.extend(above.map(|at| point(at, true)));
        points.extend(below.map(|at| point(at, false)));
    }
    points
}
