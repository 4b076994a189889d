//! What a bill comes to at every volume.

use super::law::{Law, Piece, Pool, Single};

/// The sum of a bill along the volume of its workload, made of the laws that its lines were written from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    fixed: f64,
    terms: Vec<(f64, Law)>,
    pool: Option<Pool>,
    single: Option<Single>,
    dip: f64,
}

impl Course {
    /// The same at every volume, in USD a month.
    pub fn level(monthly: f64) -> Self {
        Self { fixed: monthly, ..Self::default() }
    }

    /// Adds what does not follow the volume.
    pub fn add(&mut self, monthly: f64) {
        self.fixed += monthly;
    }

    /// Adds a quantity at a price.
    pub fn add_law(&mut self, price: f64, law: Law) {
        if price == 0.0 || self.terms.iter_mut().any(|(at, known)| *at != 0.0 && known.absorb(&law, price / *at)) {
            return;
        }
        self.terms.push((price, law));
    }

    /// Adds machines that follow the load. There is one such pool on a bill.
    pub fn add_pool(&mut self, pool: Pool) {
        self.may_fall_by(pool.dip());
        self.pool = Some(pool);
    }

    /// Adds one machine that is as large as it must be.
    pub fn add_single(&mut self, single: Single) {
        self.single = Some(single);
    }

    /// Says that it may fall by so much, all in all, as the volume grows: where allowances take the place of what is kept
    /// idle. All else only rises.
    pub fn may_fall_by(&mut self, monthly: f64) {
        self.dip += monthly;
    }

    /// By how much it may fall.
    pub fn dip(&self) -> f64 {
        self.dip
    }

    /// The volume beyond which the platform cannot hold the load at any size.
    pub fn end(&self) -> f64 {
        self.single.as_ref().map_or(f64::INFINITY, Single::end)
    }

    /// What one more request or job adds at very high volume, in USD: the slope that decides who is cheaper for good. For one
    /// machine there is none, for it ends before.
    pub fn slope(&self) -> f64 {
        let terms: f64 = self.terms.iter().map(|(price, law)| price * law.slope()).sum();
        terms + self.pool.as_ref().map_or(0.0, Pool::slope)
    }

    /// The sum at a volume, in USD a month.
    pub fn at(&self, volume: f64) -> f64 {
        self.piece(volume * (1.0 - super::law::GAP)).value
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> Piece {
        let mut sum = Piece::level(volume, self.fixed);
        for (price, law) in &self.terms {
            sum = sum.plus(law.piece(volume), *price);
        }
        if let Some(pool) = &self.pool {
            sum = sum.plus(pool.piece(volume), 1.0);
        }
        if let Some(single) = &self.single {
            sum = sum.plus(single.piece(volume), 1.0);
        }
        sum
    }
}
