//! What is known of a platform, money and hours aside.

use super::kind::PlatformKind;
use crate::model::{Millis, PlatformId, Ratio};
use serde::Deserialize;

/// A layer that somebody must operate, from the ground up.
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
    /// Every layer, from the ground up.
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

    /// Its slug, as JSON has it.
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

    /// Two or three letters for the strip.
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
    /// Team and provider each a part.
    Shared,
    /// The provider.
    Provider,
    /// There is no such layer.
    Absent,
}

impl Operator {
    /// As JSON has it.
    pub fn id(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Shared => "shared",
            Self::Provider => "provider",
            Self::Absent => "none",
        }
    }
}

/// Whether a platform can cost nothing while nobody calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum ScaleToZero {
    /// A request wakes it.
    OnRequest,
    /// Only a schedule stops and starts it.
    Scheduled,
    /// It always runs.
    Never,
}

/// What a platform can do that some workloads cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Capability {
    /// Runs a vendor's machine image unchanged.
    VendorAppliance,
    /// Loads kernel modules and drivers of one's own.
    KernelModule,
    /// Offers graphics processors.
    Gpu,
    /// Holds connections open for hours.
    LongLivedConnections,
    /// Runs software that is in no container image.
    WithoutContainer,
    /// Keeps state in process or on local disk.
    LocalState,
}

/// A platform of the catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Its catalogue id, that of its kind.
    pub id: PlatformId,
    /// What kind it is.
    pub kind: PlatformKind,
    /// Its name.
    pub name: String,
    /// A name for narrow columns, at most 8 characters.
    pub short: String,
    /// One line: what it is.
    pub what: String,
    /// Who operates what.
    pub layers: Vec<(Layer, Operator)>,
    /// What it can do that some workloads need.
    pub can: Vec<Capability>,
    /// Whether it can cost nothing while idle.
    pub scale_to_zero: ScaleToZero,
    /// What is added, and how fast: `pods, in seconds`.
    pub scaling: String,
    /// How it bills, in words.
    pub cost_shape: String,
    /// How easily one leaves, in words.
    pub portability: String,
    /// What it suits.
    pub best_for: String,
    /// What it cannot do, in words.
    pub limits: String,
    /// How long the first answer after idle takes beyond the ordinary, at the 95th percentile.
    pub cold_start: Millis,
    /// How many times the ordinary an answer takes in a spike, as instances are fuller, at the 95th percentile; 1 where every call
    /// has an instance of its own.
    pub queueing: Ratio,
    /// How far a mistake or a break-in reaches, in words.
    pub blast_radius: String,
    /// Where one can go wrong in setting it up, in words.
    pub misconfiguration: String,
    /// Where these facts come from.
    pub source: String,
    /// When they were taken down.
    pub date: String,
}

impl Platform {
    /// Who operates this layer.
    pub fn operator(&self, layer: Layer) -> Operator {
        self.layers.iter().find(|(of, _)| *of == layer).map_or(Operator::Absent, |(_, by)| *by)
    }
}
