//! Failure modes: where they occur, under which conditions, and what mitigates them.
//!
//! A mitigation is text and, where the models can apply it, data: a [`Mitigation`] with effects from a closed vocabulary and the hours that
//! it adds. Enabled for an alternative, its effects change purchase and demand before anything is billed, so that bill and hours follow.

use super::hours_band::HoursBand;
use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use crate::model::HoursPerMonth;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The shipped failure modes.
pub const SHIPPED: &str = include_str!("../../assets/risks.ron");

/// A failure mode.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    pub id: String,
    /// What happens.
    pub mode: String,
    /// Kinds that it affects.
    pub hits: Vec<PlatformKind>,
    /// Further conditions, all of which must hold.
    #[serde(default)]
    pub when: Vec<RiskCondition>,
    /// What mitigates it, as text.
    pub mitigation: String,
    /// Where the mitigation shows: a line of the bill, hours, or latency.
    pub price: String,
    /// Mitigations that the models can apply, by kind of platform.
    #[serde(default)]
    pub measures: Vec<Mitigation>,
    /// Source.
    pub source: String,
}

/// A condition for a failure mode to apply. Where something is unknown, the worse is assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RiskCondition {
    /// Spot machines are bought.
    Spot,
    /// The first call after idle may meet a cold start.
    ColdStart,
    /// There is a database or a cache.
    Database,
    /// It is used without a connection pooling proxy.
    NoProxy,
    /// Everything is on one machine.
    OneMachine,
    /// Everything is in one zone.
    OneZone,
    /// Calls do not go through a queue.
    Unqueued,
    /// No extended support is bought.
    StandardSupport,
    /// A run takes more than half of its time or memory limit, or an unknown amount.
    NearLimit,
}

/// A mitigation on some kinds of platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mitigation {
    /// The kinds.
    pub on: Vec<PlatformKind>,
    /// What it changes in purchase and demand.
    #[serde(default)]
    pub effects: Vec<MitigationEffect>,
    /// Work that it adds; may be empty.
    #[serde(default)]
    pub work: String,
    /// Hours of that work per month and kind of platform in use.
    #[serde(default)]
    pub hours: HoursBand,
    /// Source of effects and hours.
    pub basis: String,
}

/// What a mitigation changes. Effects are idempotent.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub enum MitigationEffect {
    /// At least this many machines, each large enough for everything.
    Machines(u32),
    /// At least this many zones.
    Zones(u32),
    /// A load balancer in front.
    Balancer,
    /// Spare machines or nodes.
    SpareNodes(u32),
    /// Additional capacity as a share: 0.2 is a fifth.
    Headroom(f64),
    /// Managed databases and caches replace self-hosted ones.
    ManagedData,
    /// A connection pooling proxy in front of the database.
    DatabaseProxy,
    /// A queue for every request or job.
    Queue,
    /// At least this many warm instances, around the clock.
    Warm(u32),
    /// Base capacity of spot machines is bought at list price.
    BaseAtList,
    /// Extended support for versions.
    ExtendedSupport,
}

impl MitigationEffect {
    /// Whether it changes anything on a kind of platform.
    pub fn applies_to(self, kind: PlatformKind) -> bool {
        use PlatformKind as K;
        let nodes = matches!(kind, K::VmFleet | K::SelfManagedK8s | K::ManagedK8s);
        match self {
            Self::Machines(_) => matches!(kind, K::BareMetal | K::SingleVm),
            Self::Balancer => kind == K::SingleVm,
            Self::Zones(_) | Self::BaseAtList => nodes || kind == K::SingleVm,
            Self::SpareNodes(_) | Self::Headroom(_) => nodes,
            Self::Warm(_) => matches!(kind, K::ContainerServerless | K::Functions),
            Self::ExtendedSupport => matches!(kind, K::ManagedK8s | K::AutopilotK8s),
            Self::ManagedData | Self::DatabaseProxy | Self::Queue => true,
        }
    }

    /// What it replaces; only then can a bill with it be lower than one without.
    pub fn replaces(self) -> Option<&'static str> {
        match self {
            Self::ManagedData => Some("capacity and hours for self-hosted databases"),
            Self::Warm(_) => Some("runs at the regular price, where they meet a warm instance"),
            _ => None,
        }
    }
}

impl Risk {
    /// The mitigation on a kind of platform that the models can apply.
    pub fn mitigation_on(&self, kind: PlatformKind) -> Option<&Mitigation> {
        self.measures.iter().find(|measure| measure.on.contains(&kind))
    }
}

/// Reads the failure modes. Refuses duplicates, modes without kinds, mitigation or source, mitigations without basis or effect, and those
/// on a kind that the mode does not affect or that already has one.
pub fn load(text: &str) -> Result<Vec<Risk>, TextError> {
    let risks: Vec<Risk> = value_from_text(text)?;
    check_rows(text, &[], risks.iter().map(|risk| (risk.id.as_str(), required_texts(risk))))?;
    for (at, risk) in risks.iter().enumerate() {
        for (nth, measure) in risk.measures.iter().enumerate() {
            if let Some((field, what, hint)) = mitigation_error(risk, nth, measure) {
                let path =
                    [PathStep::Item(at), PathStep::Field("measures"), PathStep::Item(nth), PathStep::Field(field)];
                return Err(error_at(text, &path, format!("'{}': {what}", risk.id), hint));
            }
        }
    }
    Ok(risks)
}

fn required_texts(risk: &Risk) -> Vec<(&'static str, &str)> {
    let hits = if risk.hits.is_empty() { "" } else { "kinds" };
    vec![("mode", &risk.mode), ("hits", hits), ("mitigation", &risk.mitigation), ("source", &risk.source)]
}

/// What is wrong with a mitigation: the field, the problem, what to do.
fn mitigation_error(risk: &Risk, nth: usize, measure: &Mitigation) -> Option<(&'static str, String, &'static str)> {
    let adds_work = measure.hours.high > HoursPerMonth::ZERO;
    if measure.basis.trim().is_empty() {
        return Some(("basis", "a mitigation has no basis".to_owned(), "give the source of its effects and hours"));
    }
    if adds_work == measure.work.trim().is_empty() {
        return Some((
            "work",
            "hours need a description of the work, and vice versa".to_owned(),
            "give both or neither",
        ));
    }
    if measure.on.is_empty() || (measure.effects.is_empty() && !adds_work) {
        return Some(("on", "a mitigation has no effect".to_owned(), "give kinds, and effects or hours"));
    }
    let earlier = risk.measures.iter().take(nth);
    for kind in &measure.on {
        let what = if !risk.hits.contains(kind) {
            "a mitigation is for a kind that this does not affect"
        } else if earlier.clone().any(|other| other.on.contains(kind)) {
            "two mitigations are for the same kind"
        } else if !measure.effects.iter().all(|effect| effect.applies_to(*kind)) {
            "an effect of a mitigation does not apply there"
        } else {
            continue;
        };
        return Some(("on", format!("{what}: {}", kind.id()), "remove the kind from the list"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_loads_and_a_row_without_kinds_is_refused() {
        assert!(load(SHIPPED).unwrap().len() >= 12);
        let row = r#"[(id: "x", mode: "m", hits: [], mitigation: "n", price: "", source: "s")]"#;
        assert!(load(row).unwrap_err().what.contains("no hits"));
    }

    #[test]
    fn a_measure_that_says_too_little_or_does_nothing_is_refused_where_it_stands() {
        let with = |measures: &str| {
            let row = format!(
                "[(id: \"x\", mode: \"m\", hits: [SingleVm, VmFleet], mitigation: \"n\", price: \"\", measures: [{measures}], source: \"s\")]"
            );
            load(&row).map_err(|error| error.what)
        };
        assert!(with("(on: [SingleVm], effects: [Machines(2)], basis: \"b\")").is_ok());
        let refused = |measures: &str, what: &str| {
            let found = with(measures).unwrap_err();
            assert!(found.contains(what), "{found}");
        };
        refused("(on: [SingleVm], effects: [Machines(2)], basis: \"\")", "no basis");
        refused("(on: [SingleVm], hours: (1, 2, 3), basis: \"b\")", "vice versa");
        refused("(on: [SingleVm], work: \"w\", basis: \"b\")", "vice versa");
        refused("(on: [SingleVm], basis: \"b\")", "has no effect");
        refused("(on: [Functions], effects: [Queue], basis: \"b\")", "does not affect: functions");
        refused("(on: [VmFleet], effects: [Machines(2)], basis: \"b\")", "does not apply there: vm-fleet");
        let twice = "(on: [VmFleet], effects: [Queue], basis: \"b\")";
        refused(&format!("{twice}, {twice}"), "the same kind: vm-fleet");
    }

    #[test]
    fn what_is_shipped_says_where_its_hours_come_from_and_keeps_their_order() {
        let risks = load(SHIPPED).unwrap();
        let measures: Vec<&Mitigation> = risks.iter().flat_map(|risk| &risk.measures).collect();
        assert!(measures.len() >= 12);
        for measure in measures {
            assert!(measure.hours.low <= measure.hours.likely && measure.hours.likely <= measure.hours.high);
            let is_marked = measure.hours.high == HoursPerMonth::ZERO || measure.basis.contains("our estimate");
            assert!(is_marked, "{measure:?}");
        }
    }
}
