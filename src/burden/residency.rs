//! Data residency: whether data on a platform would stay in the place that a constraint names.

use super::reason::ResidencyIssue;
use crate::catalogue::PlatformKind;
use crate::catalogue::regions::{Region, RegionBook, RegionLocation};
use crate::model::Cloud;

/// How many regions are named where there are more.
const MAX_REGIONS_LISTED: usize = 3;

/// Why data may not stay in `place`, given the cloud and the code of its region, which may be empty; none if it does.
pub(super) fn locate_data(
    regions: &RegionBook,
    kind: PlatformKind,
    (cloud, region): (Cloud, &str),
    place: &str,
) -> Option<ResidencyIssue> {
    let named = || place.to_owned();
    if kind == PlatformKind::BareMetal {
        return Some(ResidencyIssue::AskHoster { place: named() });
    }
    let Some(location) = regions.find_location(place) else {
        return Some(ResidencyIssue::UnknownPlace { place: named() });
    };
    let there = list_regions(regions, cloud, location);
    if region.trim().is_empty() {
        return Some(match there {
            None => ResidencyIssue::NoRegion { cloud, place: named() },
            Some(regions) => ResidencyIssue::RegionNotStated { cloud, place: named(), regions },
        });
    }
    match regions.find_region(cloud, region) {
        None => Some(ResidencyIssue::UnknownRegion { cloud, region: region.to_owned(), place: named() }),
        Some(region) if location.contains(region) => None,
        Some(Region { code, country, .. }) => Some(ResidencyIssue::Outside {
            cloud,
            region: code.clone(),
            country: regions.country_name(country).to_owned(),
            place: named(),
            regions: there,
        }),
    }
}

/// The codes of a few regions of a cloud in a place; none where it has none.
fn list_regions(regions: &RegionBook, cloud: Cloud, location: RegionLocation) -> Option<String> {
    let codes = regions.regions_in(cloud, location).take(MAX_REGIONS_LISTED).map(|region| region.code.as_str());
    let codes: Vec<&str> = codes.collect();
    (!codes.is_empty()).then(|| codes.join(", "))
}
