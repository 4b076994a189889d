//! The platform behind an alternative.

use crate::catalogue::{Catalogue, Platform};
use crate::model::{Alternative, Cloud, Session};

/// The platform behind an alternative, if it has one that the catalogue knows.
pub fn platform_of<'a>(catalogue: &'a Catalogue, alternative: &Alternative) -> Option<&'a Platform> {
    catalogue.platform(alternative.platform.as_ref()?)
}

/// The region that an alternative of this cloud stands in; empty where nobody has said, as of another cloud than the session's.
pub fn alternative_region(session: &Session, cloud: Cloud) -> &str {
    if cloud == session.market.cloud { &session.market.region } else { "" }
}
