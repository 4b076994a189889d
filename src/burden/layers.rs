//! The share of layers that the team operates.

use crate::catalogue::{Layer, Operator, Platform};

/// The share of layers that the team operates, in per cent. A shared layer counts half; a layer that the platform lacks is left out.
pub fn operated_share(platform: &Platform) -> f64 {
    let weights: Vec<f64> = Layer::ALL.iter().filter_map(|layer| operator_weight(platform.operator(*layer))).collect();
    if weights.is_empty() { 0.0 } else { 100.0 * weights.iter().sum::<f64>() / weights.len() as f64 }
}

fn operator_weight(operator: Operator) -> Option<f64> {
    match operator {
        Operator::You => Some(1.0),
        Operator::Shared => Some(0.5),
        Operator::Provider => Some(0.0),
        Operator::Absent => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{PlatformKind, platforms};

    #[test]
    fn the_share_falls_from_bare_metal_to_functions() {
        let platforms = platforms::load(platforms::SHIPPED).unwrap();
        let share = |kind| operated_share(platforms.iter().find(|platform| platform.kind == kind).unwrap());
        assert_eq!(share(PlatformKind::BareMetal), 95.0); // hardware shared; no hypervisor, no control plane
        assert_eq!(share(PlatformKind::SelfManagedK8s), 100.0 * 10.0 / 12.0);
        assert_eq!(share(PlatformKind::ManagedK8s), 100.0 * 7.0 / 12.0);
        assert_eq!(share(PlatformKind::ContainerServerless), 100.0 * 4.5 / 12.0);
        assert_eq!(share(PlatformKind::Functions), 100.0 * 2.5 / 12.0);
    }
}
