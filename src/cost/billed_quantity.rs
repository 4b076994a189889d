//! A quantity on a bill: how much it is at present, and how it follows a volume.

use super::need::ResourceNeed;
use super::term::CostTerm;

/// Whose volume a quantity follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VolumeOf {
    /// That of the need that it is billed for.
    Need,
    /// That of production, while the need is one of another environment.
    Production,
}

/// A term, with the volume that it has at present.
#[derive(Debug, Clone)]
pub struct BilledQuantity {
    term: CostTerm,
    /// Requests or jobs per month.
    volume: f64,
    volume_of: VolumeOf,
}

impl BilledQuantity {
    /// What follows the volume of a need.
    pub fn of_need(term: CostTerm, need: &ResourceNeed) -> Self {
        Self { term, volume: need.volume, volume_of: VolumeOf::Need }
    }

    /// The same quantity at every volume.
    pub fn constant(quantity: f64) -> Self {
        Self { term: CostTerm::constant(quantity), volume: 0.0, volume_of: VolumeOf::Need }
    }

    pub fn at_present(&self) -> f64 {
        self.term.at(self.volume)
    }

    pub fn volume_of(&self) -> VolumeOf {
        self.volume_of
    }

    pub fn into_term(self) -> CostTerm {
        self.term
    }

    /// The quantity in another unit.
    pub fn scaled(self, factor: f64) -> Self {
        Self { term: self.term.scaled(factor), ..self }
    }

    /// The share of each of `count` alike in what `change` leaves of all of them together.
    pub fn for_each_of(self, count: f64, change: impl FnOnce(CostTerm) -> CostTerm) -> Self {
        Self { term: change(self.term.scaled(count)).scaled(1.0 / count), ..self }
    }

    /// The share of each of `count` alike in what they pay beyond the part of an allowance that production leaves to them:
    /// `clamp(all - allowance + production, max(0, all - allowance), all) / count`. The more production takes, the more they pay. This
    /// quantity itself is taken as it is at present.
    pub fn beyond_what_is_left_by(&self, production: &Self, allowance: f64, count: f64) -> Self {
        let all = self.at_present() * count;
        let term = production.term.clone();
        let beyond = if all < allowance { term.minus_allowance(allowance - all) } else { term.plus(all - allowance) };
        Self { term: beyond.up_to(all).scaled(1.0 / count), volume: production.volume, volume_of: VolumeOf::Production }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_production_leaves_of_an_allowance_pays_for_the_others() {
        let production = |volume| BilledQuantity { term: CostTerm::per_call(2.0), volume, volume_of: VolumeOf::Need };
        for (each, count, allowance) in [(30.0, 1.0, 50.0), (30.0, 2.0, 50.0), (5.0, 3.0, 100.0), (0.0, 1.0, 10.0)] {
            for volume in [0.0, 4.0, 10.0, 20.0, 30.0, 1000.0] {
                let others = BilledQuantity::constant(each);
                let paid = others.beyond_what_is_left_by(&production(volume), allowance, count).at_present();
                let left = (allowance - 2.0 * volume).max(0.0);
                let expected = (each * count - left).max(0.0) / count;
                assert!(
                    (paid - expected).abs() < 1e-9,
                    "{each} × {count} of {allowance} at {volume}: {paid}, {expected}"
                );
            }
        }
    }

    #[test]
    fn those_alike_share_one_allowance() {
        let each = BilledQuantity::constant(30.0).for_each_of(2.0, |all| all.minus_allowance(50.0));
        assert_eq!(each.at_present(), 5.0);
    }
}
