//! Weight spaces: the weightings considered possible.

use std::fmt::{self, Display};
use std::str::FromStr;

use thiserror::Error;

use crate::analysis::Share;

/// A space of weightings. Every percentage of a [`super::SamplingRun`] holds for one of these: name it beside the figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightSpace {
    /// All weightings, equally likely.
    Simplex,
    /// Every weighting that keeps the stated order of the weights; criteria with equal weights share what falls to their
    /// places. Its mean is the rank-order centroid.
    Ordinal,
    /// The neighbourhood of the stated weights: `(1 - E) w + E u` with u anywhere on the simplex. E says how much of all the
    /// weight may still change.
    Local(Share),
}

/// Why a text is not a [`WeightSpace`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not a weight space: use simplex, ordinal, or local:E with E from 0 to 1, such as local:0.2")]
pub struct WeightSpaceError(String);

impl WeightSpace {
    /// The corners of the space, one per criterion, each a weighting that sums to 1: every weighting of the space is a mix of
    /// them, and a mix that is uniform on the simplex is uniform on the space.
    ///
    /// In the ordinal space the corner i gives the i most important criteria 1/i each: sorting a uniform draw comes to the same
    /// distribution, since the gaps of sorted exponentials are exponentials themselves (Rényi 1953).
    pub(super) fn corners(self, shares: &[Share]) -> Vec<Vec<f64>> {
        let count = shares.len();
        match self {
            WeightSpace::Simplex => {
                (0..count).map(|at| (0..count).map(|k| f64::from(u8::from(k == at))).collect()).collect()
            }
            WeightSpace::Local(reach) => {
                let kept = |at: usize, k: usize| {
                    let own = if k == at { reach.get() } else { 0.0 };
                    reach.rest() * shares[k].get() + own
                };
                (0..count).map(|at| (0..count).map(|k| kept(at, k)).collect()).collect()
            }
            WeightSpace::Ordinal => {
                let place = |at: usize| {
                    let ahead = shares.iter().filter(|other| **other > shares[at]).count();
                    let level = shares.iter().filter(|other| **other == shares[at]).count();
                    (ahead, level)
                };
                let places: Vec<(usize, usize)> = (0..count).map(place).collect();
                // Of the slots that equal weights occupy, so many have something at this corner.
                let held = |corner: usize, (ahead, level): (usize, usize)| {
                    (corner + 1).saturating_sub(ahead).min(level) as f64 / level as f64 / (corner + 1) as f64
                };
                (0..count).map(|corner| places.iter().map(|place| held(corner, *place)).collect()).collect()
            }
        }
    }
}

impl Display for WeightSpace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WeightSpace::Simplex => f.write_str("simplex"),
            WeightSpace::Ordinal => f.write_str("ordinal"),
            WeightSpace::Local(reach) => write!(f, "local:{}", reach.get()),
        }
    }
}

impl FromStr for WeightSpace {
    type Err = WeightSpaceError;

    fn from_str(text: &str) -> Result<WeightSpace, WeightSpaceError> {
        let local = || text.strip_prefix("local:")?.parse().ok().and_then(Share::new).map(WeightSpace::Local);
        match text {
            "simplex" => Ok(WeightSpace::Simplex),
            "ordinal" => Ok(WeightSpace::Ordinal),
            _ => local().ok_or_else(|| WeightSpaceError(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::weights;

    #[test]
    fn what_is_printed_reads_back() {
        for text in ["simplex", "ordinal", "local:0.2", "local:0", "local:1"] {
            assert_eq!(text.parse::<WeightSpace>().unwrap().to_string(), text);
        }
        for text in ["", "Simplex", "local", "local:", "local:1.5", "local:-0.1", "local:NaN", "local:x", "judges"] {
            let error = text.parse::<WeightSpace>().unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("'{text}' is not a weight space")) && error.contains("local:0.2"),
                "{error}"
            );
        }
    }

    #[test]
    fn corners_are_weightings_of_their_space() {
        let shares = weights::shares(&[20.0, 50.0, 20.0, 0.0, 10.0]).unwrap();
        for space in [WeightSpace::Simplex, WeightSpace::Ordinal, WeightSpace::Local(Share::new(0.3).unwrap())] {
            for corner in space.corners(&shares) {
                assert!((corner.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{space}");
                assert!(corner.iter().all(|weight| *weight >= 0.0));
                if space == WeightSpace::Ordinal {
                    assert!(corner[1] >= corner[0] && corner[0] == corner[2] && corner[2] >= corner[4]);
                    assert!(corner[4] >= corner[3]);
                }
            }
        }
    }

    #[test]
    fn the_middle_of_the_ordinal_space_is_the_rank_order_centroid() {
        let shares = weights::shares(&[20.0, 50.0, 20.0, 10.0]).unwrap();
        let corners = WeightSpace::Ordinal.corners(&shares);
        let centroid = weights::rank_order_centroid_shares(&[2.0, 1.0, 2.0, 4.0]).unwrap();
        for (k, want) in centroid.iter().enumerate() {
            let middle = corners.iter().map(|corner| corner[k]).sum::<f64>() / corners.len() as f64;
            assert!((middle - want.get()).abs() < 1e-12);
        }
    }
}
