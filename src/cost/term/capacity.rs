//! Processors and memory, which are asked for and sold together.

use super::scaling::ScalingRule;
use std::ops::{Add, AddAssign};

/// Processors and memory.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Capacity {
    pub vcpus: f64,
    pub gib: f64,
}

impl Capacity {
    pub const NONE: Self = Self { vcpus: 0.0, gib: 0.0 };
    pub const UNLIMITED: Self = Self { vcpus: f64::INFINITY, gib: f64::INFINITY };

    /// So many times as much.
    pub fn scaled(self, factor: f64) -> Self {
        Self { vcpus: self.vcpus * factor, gib: self.gib * factor }
    }

    /// The larger of both figures, each by itself.
    pub fn max(self, other: Self) -> Self {
        Self { vcpus: self.vcpus.max(other.vcpus), gib: self.gib.max(other.gib) }
    }

    /// The smaller of both figures, each by itself.
    pub fn min(self, other: Self) -> Self {
        Self { vcpus: self.vcpus.min(other.vcpus), gib: self.gib.min(other.gib) }
    }

    /// Whether there is as much of both.
    pub fn holds(self, other: Self) -> bool {
        self.vcpus >= other.vcpus && self.gib >= other.gib
    }
}

impl Add for Capacity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { vcpus: self.vcpus + other.vcpus, gib: self.gib + other.gib }
    }
}

impl AddAssign for Capacity {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// How much capacity a load asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CapacityScaling {
    pub vcpus: ScalingRule,
    /// In GiB.
    pub gib: ScalingRule,
}

impl CapacityScaling {
    /// At a load.
    #[inline]
    pub fn at(&self, load: f64) -> Capacity {
        Capacity { vcpus: self.vcpus.at(load), gib: self.gib.at(load) }
    }

    /// So many times as much at every load.
    pub fn scaled(self, factor: f64) -> Self {
        Self { vcpus: self.vcpus.scaled(factor), gib: self.gib.scaled(factor) }
    }
}
