//! What goes wrong on the platforms in use.

use crate::catalogue::PlatformKind;
use crate::catalogue::risks::Risk;

/// The failure modes that hit any of these kinds, in the catalogue's order.
pub fn risks_of<'a>(risks: &'a [Risk], kinds: &[PlatformKind]) -> Vec<&'a Risk> {
    risks.iter().filter(|risk| risk.hits.iter().any(|kind| kinds.contains(kind))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::risks::{SHIPPED, load};

    #[test]
    fn each_kind_has_risks_of_its_own() {
        let risks = load(SHIPPED).unwrap();
        let ids =
            |kinds: &[PlatformKind]| risks_of(&risks, kinds).iter().map(|risk| risk.id.as_str()).collect::<Vec<_>>();
        assert!(ids(&[PlatformKind::SingleVm]).contains(&"single-point-of-failure"));
        assert!(!ids(&[PlatformKind::Functions]).contains(&"single-point-of-failure"));
        assert!(ids(&[PlatformKind::Functions]).contains(&"cold-start"));
        assert!(PlatformKind::ALL.iter().all(|kind| ids(&[*kind]).len() >= 3));
        assert!(ids(&[]).is_empty());
    }
}
