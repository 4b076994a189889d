//! The kinds of platform for which bills and hours can be calculated.

use serde::{Deserialize, Serialize};

/// A kind of platform, with an id that sessions and the command line use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlatformKind {
    /// Rented dedicated hosts.
    BareMetal,
    /// One virtual machine that runs everything.
    SingleVm,
    /// Virtual machines behind a load balancer, with an autoscaling group.
    VmFleet,
    /// Kubernetes, control plane included, run by the team on virtual machines.
    SelfManagedK8s,
    /// Kubernetes whose control plane the provider runs.
    ManagedK8s,
    /// Kubernetes that bills per pod: Autopilot, or Fargate under EKS.
    AutopilotK8s,
    /// Containers without nodes: Cloud Run, Fargate on ECS, Container Apps.
    ContainerServerless,
    /// Functions: Lambda, Cloud Functions, Azure Functions.
    Functions,
}

impl PlatformKind {
    /// Every kind, from 'you operate everything' to 'you operate nothing below your code'.
    pub const ALL: [Self; 8] = [
        Self::BareMetal,
        Self::SingleVm,
        Self::VmFleet,
        Self::SelfManagedK8s,
        Self::ManagedK8s,
        Self::AutopilotK8s,
        Self::ContainerServerless,
        Self::Functions,
    ];

    /// Catalogue id.
    pub fn id(self) -> &'static str {
        match self {
            Self::BareMetal => "bare-metal",
            Self::SingleVm => "single-vm",
            Self::VmFleet => "vm-fleet",
            Self::SelfManagedK8s => "self-managed-k8s",
            Self::ManagedK8s => "managed-k8s",
            Self::AutopilotK8s => "autopilot-k8s",
            Self::ContainerServerless => "container-serverless",
            Self::Functions => "functions",
        }
    }

    /// The kind with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
