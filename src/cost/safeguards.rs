//! What is bought beyond the least that holds the load, so that less goes wrong.

/// What is bought against things going wrong. The default is nothing. What other environments stand with is the least, whatever
/// production has.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Safeguards {
    /// Machines at least, where one would do: each of them large enough for everything. 0 leaves it to the kind of platform.
    pub machines: u32,
    /// A balancer stands in front of what answers calls, where there usually is none.
    pub balancer: bool,
    /// Machines or nodes beyond what is asked for, around the clock.
    pub spare_nodes: u32,
    /// Room beyond what is asked for, as a share of it: 0.2 is a fifth more.
    pub headroom: f64,
    /// Of machines bought as spare capacity, those that always stand are bought at the list price.
    pub base_at_list: bool,
    /// Every request or job passes a queue.
    pub queue: bool,
}
