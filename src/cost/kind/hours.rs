//! What machines must hold in each hour of the day.

use crate::cost::builder::BillBuilder;
use crate::cost::day_profile::HOURS_PER_DAY;
use crate::cost::need::{OWN_DATABASE, ResourceNeed};
use crate::cost::notes::Assumption;
use crate::cost::term::{Capacity, CapacityScaling, HourRequirement};

/// The hours of a day on machines that several needs share.
pub struct DayRequirement {
    /// Busiest first.
    pub hours: Vec<HourRequirement>,
    /// What the first need asks for.
    pub scaling: CapacityScaling,
    /// The volume of the first need.
    pub volume: f64,
}

/// Capacity of the databases that the team runs beside its workloads.
pub fn own_database_capacity(needs: &[ResourceNeed]) -> Capacity {
    OWN_DATABASE.scaled(needs.iter().map(|need| f64::from(need.own_databases)).sum())
}

/// What the largest instance of the needs must find on one machine. What uses GPUs has machines of its own.
pub fn largest_instance(needs: &[ResourceNeed]) -> Capacity {
    let here = needs.iter().filter(|need| !need.uses_gpus());
    here.map(ResourceNeed::reserved_instance).fold(Capacity::NONE, Capacity::max)
}

/// What whole machines must have for a need, capacity for the loss of a zone and headroom included.
pub fn machine_scaling(need: &ResourceNeed) -> CapacityScaling {
    need.machine_scaling().scaled(need.spare_factor())
}

impl DayRequirement {
    /// `scaling` is what each need asks for, `fixed` is needed in every hour beside that. None without needs.
    pub fn new(
        needs: &[ResourceNeed],
        scaling: impl Fn(&ResourceNeed) -> CapacityScaling,
        fixed: Capacity,
        min_machines: f64,
    ) -> Option<Self> {
        let (first, others) = needs.split_first()?;
        let others: Vec<_> = others.iter().map(|need| (need, scaling(need), need.hourly_load())).collect();
        let mut hours: Vec<HourRequirement> = Vec::with_capacity(HOURS_PER_DAY);
        for (hour, load_ratio) in first.hourly_load().into_iter().enumerate() {
            let running = others.iter().filter(|(need, ..)| !need.is_stopped_in(hour));
            let others = running.fold(fixed, |sum, (need, scaling, load)| sum + scaling.at(load[hour] * need.volume));
            // Where everything is stopped by schedule, so are the machines.
            let is_stopped = fixed == Capacity::NONE && needs.iter().all(|need| need.is_stopped_in(hour));
            let requirement = HourRequirement {
                load_ratio,
                hour_count: 1.0,
                is_on: !first.is_stopped_in(hour),
                others,
                min_machines: if is_stopped { 0.0 } else { min_machines },
            };
            match hours.last_mut() {
                Some(last) if (HourRequirement { hour_count: 1.0, ..*last }) == requirement => last.hour_count += 1.0,
                Some(_) | None => hours.push(requirement),
            }
        }
        Some(Self { hours, scaling: scaling(first), volume: first.volume })
    }

    /// In the busiest hour.
    pub fn peak(&self) -> Capacity {
        let peak = |hour: &HourRequirement| hour.others + self.scaling.at(hour.load_ratio * self.volume);
        self.hours.first().map_or(Capacity::NONE, peak)
    }

    /// Counts the mean of the day as requested capacity.
    pub fn add_requested(&self, bill: &mut BillBuilder) {
        let mut sum = Capacity::NONE;
        for hour in &self.hours {
            let load = hour.load_ratio * self.volume;
            let own = if hour.is_on { self.scaling.at(load) } else { Capacity::NONE };
            sum.vcpus += hour.hour_count * (hour.others.vcpus + own.vcpus);
            sum.gib += hour.hour_count * (hour.others.gib + own.gib);
        }
        let day = HOURS_PER_DAY as f64;
        bill.capacity.add_requested(Capacity { vcpus: sum.vcpus / day, gib: sum.gib / day });
    }
}

/// Counts what the needs request of whole machines, on average.
pub fn add_requested_machines(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    if let Some(day) = DayRequirement::new(needs, machine_scaling, own_database_capacity(needs), 0.0) {
        day.add_requested(bill);
    }
}

/// States the capacity for the loss of a zone, and headroom.
pub fn assume_spare_capacity(bill: &mut BillBuilder, needs: &[ResourceNeed]) {
    if needs.iter().any(|need| need.zones > 1.0) {
        bill.assume(Assumption::ZoneLossCovered);
    }
    if let Some(need) = needs.iter().find(|need| need.headroom > 0.0) {
        bill.assume(Assumption::Headroom { share: need.headroom });
    }
}
