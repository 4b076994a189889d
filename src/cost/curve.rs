//! The total of a bill as a function of the volume.

use super::term::{CostTerm, CurvePiece, MIN_STEP_GAP, MachinePool, SingleMachine, Trend};

/// The total of a bill by the volume of its workload: the sum of the terms that its lines were written from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CostCurve {
    fixed_monthly: f64,
    /// With the price of each, in USD.
    terms: Vec<(f64, CostTerm)>,
    pool: Option<MachinePool>,
    single_machine: Option<SingleMachine>,
    max_dip: f64,
}

impl CostCurve {
    /// The same at every volume, in USD per month.
    pub fn constant(monthly: f64) -> Self {
        Self { fixed_monthly: monthly, ..Self::default() }
    }

    /// Adds a cost that does not depend on the volume.
    pub fn add_fixed(&mut self, monthly: f64) {
        self.fixed_monthly += monthly;
    }

    /// Adds a quantity at a price.
    pub fn add_term(&mut self, price: f64, term: CostTerm) {
        if price == 0.0 || self.terms.iter_mut().any(|(at, known)| *at != 0.0 && known.try_merge(&term, price / *at)) {
            return;
        }
        self.terms.push((price, term));
    }

    /// Adds the machines that follow the load. A bill has one such pool at most.
    pub fn add_pool(&mut self, pool: MachinePool) {
        self.pool = Some(pool);
    }

    pub fn add_single_machine(&mut self, single: SingleMachine) {
        self.single_machine = Some(single);
    }

    /// The curve may fall by this much in total as the volume grows, as where requests within an allowance replace idle time
    /// that is billed. Everything else only rises.
    pub fn allow_dip(&mut self, monthly: f64) {
        self.max_dip += monthly;
    }

    pub fn max_dip(&self) -> f64 {
        self.max_dip
    }

    /// The volume beyond which the platform cannot hold the load at any size.
    pub fn max_volume(&self) -> f64 {
        self.single_machine.as_ref().map_or(f64::INFINITY, SingleMachine::max_volume)
    }

    /// USD that one more request or job adds at very high volumes: the slope that decides which platform is cheaper in the long
    /// run. A single machine adds nothing, because it ends before.
    pub fn slope(&self) -> f64 {
        let terms: f64 = self.terms.iter().map(|(price, term)| price * term.slope()).sum();
        terms + self.pool.as_ref().map_or(0.0, MachinePool::slope)
    }

    /// Both curves without what steps at the same volumes in both: the same machines, the same instances by the hour. None where
    /// they have nothing of that kind in common. Their difference stays the same, but has none of those steps.
    pub fn without_shared_steps(&self, other: &Self) -> Option<(Self, Self)> {
        let shares_pool = self.pool.is_some() && self.pool == other.pool;
        let is_shared =
            |(_, term): &(f64, CostTerm)| other.terms.iter().any(|(_, known)| term.shares_steps_with(known));
        if !shares_pool && !self.terms.iter().any(is_shared) {
            return None;
        }
        let (mut one, mut two) = (self.clone(), other.clone());
        if shares_pool {
            (one.pool, two.pool) = (None, None);
        }
        for (price, term) in &mut one.terms {
            for (other_price, other_term) in &mut two.terms {
                if term.shares_steps_with(other_term) {
                    let shared = (*price * term.scale()).min(*other_price * other_term.scale());
                    *price -= shared / term.scale();
                    *other_price -= shared / other_term.scale();
                }
            }
        }
        Some((one, two))
    }

    /// USD per month at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        self.piece(volume * (1.0 - MIN_STEP_GAP)).at(volume)
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let mut sum = CurvePiece::constant(volume, self.fixed_monthly);
        for (price, term) in &self.terms {
            sum = sum.plus_scaled(term.piece(volume), *price);
        }
        if let Some(pool) = &self.pool {
            sum = sum.plus_scaled(pool.piece(volume), 1.0);
        }
        if let Some(single) = &self.single_machine {
            sum = sum.plus_scaled(single.piece(volume), 1.0);
        }
        sum
    }

    /// What is known of the curve from a volume on.
    pub fn trend(&self, volume: f64) -> Trend {
        let mut sum = Trend::RISING;
        for (price, term) in &self.terms {
            sum = sum.plus_scaled(term.trend(volume), *price);
        }
        match &self.pool {
            Some(pool) => sum.plus_scaled(pool.trend(volume), 1.0),
            None => sum,
        }
    }
}
