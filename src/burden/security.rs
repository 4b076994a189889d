//! Security duties on a platform, and who is responsible.

use crate::catalogue::security::{Duty, SecurityBook};
use crate::catalogue::{Operator, Platform};

/// Every duty with its operator on a platform, without those that do not exist there.
pub fn security_duties<'a>(book: &'a SecurityBook, platform: &Platform) -> Vec<(&'a Duty, Operator)> {
    let owned = book.duties.iter().map(|duty| (duty, duty.operator_on(platform)));
    owned.filter(|(_, owner)| *owner != Operator::Absent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::PlatformKind::{self, *};
    use crate::catalogue::{platforms, security};

    fn owner(kind: PlatformKind, id: &str) -> Option<Operator> {
        let platforms = platforms::load(platforms::SHIPPED).unwrap();
        let book = security::load(security::SHIPPED).unwrap();
        let platform = platforms.iter().find(|platform| platform.kind == kind).unwrap();
        security_duties(&book, platform).into_iter().find(|(duty, _)| duty.id == id).map(|(_, owner)| owner)
    }

    /// [S2]: on a machine the system is yours; in containers the image is, and the provider secures the control plane; on functions
    /// code, dependencies and permissions remain.
    #[test]
    fn the_line_moves_as_it_was_published() {
        assert_eq!(owner(SingleVm, "patch-host"), Some(Operator::You));
        assert_eq!(owner(ManagedK8s, "image-scanning"), Some(Operator::You));
        assert_eq!(owner(ManagedK8s, "secure-control-plane"), Some(Operator::Provider));
        assert_eq!(owner(SelfManagedK8s, "secure-control-plane"), Some(Operator::You));
        assert_eq!(owner(SingleVm, "secure-control-plane"), None);
        assert_eq!(owner(Functions, "patch-host"), Some(Operator::Provider));
        assert_eq!(owner(Functions, "patch-language-runtime"), Some(Operator::Provider));
        for kind in PlatformKind::ALL {
            assert_eq!(owner(kind, "dependencies"), Some(Operator::You));
            assert_eq!(owner(kind, "identity"), Some(Operator::You));
        }
    }
}
