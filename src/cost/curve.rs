//! What a bill comes to at every volume.

use super::term::{CostTerm, CurvePiece, MachinePool, SingleMachine};

/// The sum of a bill along the volume of its workload, made of the laws that its lines were written from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CostCurve {
    fixed_monthly: f64,
    terms: Vec<(f64, CostTerm)>,
    pool: Option<MachinePool>,
    single_machine: Option<SingleMachine>,
    max_dip: f64,
}

impl CostCurve {
    /// The same at every volume, in USD a month.
    pub fn constant(monthly: f64) -> Self {
        Self { fixed_monthly: monthly, ..Self::default() }
    }

    /// Adds what does not follow the volume.
    pub fn add_fixed(&mut self, monthly: f64) {
        self.fixed_monthly += monthly;
    }

    /// Adds a quantity at a price.
    pub fn add_term(&mut self, price: f64, law: CostTerm) {
        if price == 0.0 || self.terms.iter_mut().any(|(at, known)| *at != 0.0 && known.try_merge(&law, price / *at)) {
            return;
        }
        self.terms.push((price, law));
    }

    /// Adds machines that follow the load. There is one such pool on a bill.
    pub fn add_pool(&mut self, pool: MachinePool) {
        self.allow_dip(pool.max_dip());
        self.pool = Some(pool);
    }

    /// Adds one machine that is as large as it must be.
    pub fn add_single_machine(&mut self, single: SingleMachine) {
        self.single_machine = Some(single);
    }

    /// Says that it may fall by so much, all in all, as the volume grows: where allowances take the place of what is kept
    /// idle. All else only rises.
    pub fn allow_dip(&mut self, monthly: f64) {
        self.max_dip += monthly;
    }

    /// By how much it may fall.
    pub fn max_dip(&self) -> f64 {
        self.max_dip
    }

    /// The volume beyond which the platform cannot hold the load at any size.
    pub fn max_volume(&self) -> f64 {
        self.single_machine.as_ref().map_or(f64::INFINITY, SingleMachine::max_volume)
    }

    /// What one more request or job adds at very high volume, in USD: the slope that decides who is cheaper for good. For one
    /// machine there is none, for it ends before.
    pub fn slope(&self) -> f64 {
        let terms: f64 = self.terms.iter().map(|(price, law)| price * law.slope()).sum();
        terms + self.pool.as_ref().map_or(0.0, MachinePool::slope)
    }

    /// The sum at a volume, in USD a month.
    pub fn at(&self, volume: f64) -> f64 {
        self.piece(volume * (1.0 - super::term::MIN_STEP_GAP)).value
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let mut sum = CurvePiece::constant(volume, self.fixed_monthly);
        for (price, law) in &self.terms {
            sum = sum.plus_scaled(law.piece(volume), *price);
        }
        if let Some(pool) = &self.pool {
            sum = sum.plus_scaled(pool.piece(volume), 1.0);
        }
        if let Some(single) = &self.single_machine {
            sum = sum.plus_scaled(single.piece(volume), 1.0);
        }
        sum
    }
}
