//! A platform, except its prices, hours and limits.

use super::kind::PlatformKind;
use crate::model::{Millis, PlatformId, Ratio};
use serde::Deserialize;

/// A layer that somebody must operate, from hardware upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Layer {
    Hardware,
    Hypervisor,
    HostOs,
    ContainerRuntime,
    ControlPlane,
    Nodes,
    Ingress,
    Autoscaling,
    ImageAndCi,
    AppRuntime,
    IamAndSecrets,
    Observability,
}

impl Layer {
    /// Every layer, from hardware upwards.
    pub const ALL: [Self; 12] = [
        Self::Hardware,
        Self::Hypervisor,
        Self::HostOs,
        Self::ContainerRuntime,
        Self::ControlPlane,
        Self::Nodes,
        Self::Ingress,
        Self::Autoscaling,
        Self::ImageAndCi,
        Self::AppRuntime,
        Self::IamAndSecrets,
        Self::Observability,
    ];

    /// Slug, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Hardware => "hardware",
            Self::Hypervisor => "hypervisor",
            Self::HostOs => "host-os",
            Self::ContainerRuntime => "container-runtime",
            Self::ControlPlane => "control-plane",
            Self::Nodes => "nodes",
            Self::Ingress => "ingress",
            Self::Autoscaling => "autoscaling",
            Self::ImageAndCi => "image-and-ci",
            Self::AppRuntime => "app-runtime",
            Self::IamAndSecrets => "iam-and-secrets",
            Self::Observability => "observability",
        }
    }

    /// Two or three letters for narrow displays.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::Hardware => "hw",
            Self::Hypervisor => "hv",
            Self::HostOs => "os",
            Self::ContainerRuntime => "rt",
            Self::ControlPlane => "cp",
            Self::Nodes => "nd",
            Self::Ingress => "ing",
            Self::Autoscaling => "asc",
            Self::ImageAndCi => "img",
            Self::AppRuntime => "app",
            Self::IamAndSecrets => "iam",
            Self::Observability => "obs",
        }
    }
}

/// Who operates a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Operator {
    /// The team.
    You,
    /// Team and provider.
    Shared,
    /// The provider.
    Provider,
    /// The layer does not exist.
    Absent,
}

impl Operator {
    /// As in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Shared => "shared",
            Self::Provider => "provider",
            Self::Absent => "none",
        }
    }
}

/// Whether a platform can cost nothing while idle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum ScaleToZero {
    /// A request wakes it.
    OnRequest,
    /// It starts and stops on schedule only.
    Scheduled,
    /// It always runs.
    Never,
}

/// A capability that some workloads need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Capability {
    /// Runs a vendor's machine image unchanged.
    VendorAppliance,
    /// Loads custom kernel modules and drivers.
    KernelModule,
    /// Offers GPUs.
    Gpu,
    /// Holds connections open for hours.
    LongLivedConnections,
    /// Runs software that is not containerised.
    WithoutContainer,
    /// Keeps state in processes and on local disks.
    LocalState,
}

/// A platform of the catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Catalogue id, that of its kind.
    pub id: PlatformId,
    pub kind: PlatformKind,
    pub name: String,
    /// A name of at most 8 characters for narrow columns.
    pub short: String,
    /// Description in one line.
    pub what: String,
    /// Operator of each layer.
    pub layers: Vec<(Layer, Operator)>,
    /// Capabilities.
    pub can: Vec<Capability>,
    pub scale_to_zero: ScaleToZero,
    /// What scales, and how fast: `pods, in seconds`.
    pub scaling: String,
    /// How it bills, as text.
    pub cost_shape: String,
    /// Portability, as text.
    pub portability: String,
    /// Workloads that it suits, as text.
    pub best_for: String,
    /// What it cannot do, as text; figures are in the list of limits.
    pub limits: String,
    /// Cold start: additional time of the first response after idle, 95th percentile.
    pub cold_start: Millis,
    /// Factor on response times in a spike, as instances are busier, 95th percentile; 1 where every call has its own instance.
    pub queueing: Ratio,
    /// Blast radius of a mistake or an attack, as text.
    pub blast_radius: String,
    /// What can be misconfigured, as text.
    pub misconfiguration: String,
    /// Source of these facts.
    pub source: String,
    /// Date of these facts.
    pub date: String,
}

impl Platform {
    /// Operator of a layer.
    pub fn operator(&self, layer: Layer) -> Operator {
        self.layers.iter().find(|(of, _)| *of == layer).map_or(Operator::Absent, |(_, by)| *by)
    }
}
