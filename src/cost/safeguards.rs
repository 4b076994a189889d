//! Purchases that reduce risks.

/// What production buys beyond the least that holds the load, so that fewer things go wrong. The default is nothing; other
/// environments always have the default.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Safeguards {
    /// At least this many machines where one would do, each large enough for everything. 0 leaves it to the kind of platform.
    pub machines: u32,
    /// A load balancer also where there usually is none.
    pub balancer: bool,
    /// Machines or nodes beyond what is needed, around the clock.
    pub spare_nodes: u32,
    /// Capacity beyond what is needed, as a share of it: 0.2 is a fifth more.
    pub headroom: f64,
    /// Where spot machines are bought, those that always run are bought at the list price.
    pub base_at_list: bool,
    /// Every request or job passes through a queue.
    pub queue: bool,
}
