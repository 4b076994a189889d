//! One machine that is just large enough for the load.

use super::piece::{CurvePiece, MIN_STEP_GAP};

/// The cost of the cheapest machine that is large enough, by volume.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SingleMachine {
    /// The highest volume and USD per month of each size; volumes ascend.
    steps: Vec<(f64, f64)>,
}

impl SingleMachine {
    /// From (highest volume, USD per month) of each machine, in any order.
    pub fn from_machines(machines: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut machines: Vec<(f64, f64)> = machines.into_iter().collect();
        machines.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0)));
        let mut steps: Vec<(f64, f64)> = Vec::new();
        for (holds, monthly) in machines {
            if steps.last().is_none_or(|(before, _)| holds > *before) {
                steps.push((holds, monthly));
            }
        }
        Self { steps }
    }

    /// The volume beyond which no machine is large enough.
    pub fn max_volume(&self) -> f64 {
        self.steps.last().map_or(0.0, |(holds, _)| *holds)
    }

    /// The piece that begins at a volume; beyond the highest volume it is that of the largest machine.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        match self.steps.iter().find(|(holds, _)| *holds >= just_above) {
            Some(&(reach, monthly)) => CurvePiece { until: reach, ..CurvePiece::constant(volume, monthly) },
            None => CurvePiece::constant(volume, self.steps.last().map_or(0.0, |(_, monthly)| *monthly)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_that_holds_it_is_taken() {
        // The second machine holds less than the first and costs more, so it is never used.
        let single = SingleMachine::from_machines([(10.0, 5.0), (8.0, 6.0), (40.0, 20.0)]);
        let steps = [1.0, 10.0, 39.0].map(|volume| single.piece(volume));
        assert_eq!(steps.map(|piece| piece.value), [5.0, 20.0, 20.0]);
        assert_eq!((steps[0].until, single.max_volume()), (10.0, 40.0));
        assert_eq!(single.piece(50.0).value, 20.0);
    }
}
