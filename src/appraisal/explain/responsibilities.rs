//! Who operates what, layer by layer, in words.

use crate::appraisal::explain::{Explanation, LineKind};
use crate::appraisal::matrix::Column;
use crate::appraisal::offer::platform_of;
use crate::burden::{operated_share, security_duties};
use crate::catalogue::{Catalogue, Layer, Operator, Platform};
use crate::model::Session;

/// A layer in words.
pub fn layer_label(layer: Layer) -> &'static str {
    match layer {
        Layer::Hardware => "hardware",
        Layer::Hypervisor => "hypervisor",
        Layer::HostOs => "the host's operating system",
        Layer::ContainerRuntime => "container runtime",
        Layer::ControlPlane => "control plane",
        Layer::Nodes => "nodes",
        Layer::Ingress => "ingress and balancing",
        Layer::Autoscaling => "autoscaling",
        Layer::ImageAndCi => "images and delivery",
        Layer::AppRuntime => "the language's runtime",
        Layer::IamAndSecrets => "identity and secrets",
        Layer::Observability => "observability",
    }
}

/// Who operates each layer of the platforms behind a column, and what the team secures there.
pub fn explain_responsibilities(session: &Session, catalogue: &Catalogue, column: &Column) -> Explanation {
    let mut why = Explanation { title: format!("Responsibilities on {}", column.name), lines: Vec::new() };
    let mut platforms: Vec<(&str, &Platform)> = Vec::new();
    for alternative in &session.alternatives {
        let is_used =
            alternative.id.as_str() == column.id || column.assignment.iter().any(|(_, to)| *to == alternative.id);
        if let Some(platform) = platform_of(catalogue, alternative).filter(|_| is_used) {
            platforms.push((&alternative.name, platform));
        }
    }
    for (name, platform) in &platforms {
        if platforms.len() > 1 {
            why.lines.push((LineKind::Heading, (*name).to_owned()));
        }
        explain_layers(platform, platforms.len() > 1, &mut why);
        explain_security(catalogue, platform, platforms.len() > 1, &mut why);
    }
    let book = catalogue.security();
    if !platforms.is_empty() && !book.source.is_empty() {
        why.lines.push((LineKind::Source, format!("{}, {}", book.source, book.date)));
    }
    why
}

/// Who secures what, and how far a mistake reaches.
fn explain_security(catalogue: &Catalogue, platform: &Platform, is_one_of_several: bool, why: &mut Explanation) {
    let duties = security_duties(catalogue.security(), platform);
    let groups = [
        (Operator::You, "you secure"),
        (Operator::Shared, "secured by both"),
        (Operator::Provider, "the provider secures"),
    ];
    for (operator, said) in groups {
        let mine: Vec<&str> =
            duties.iter().filter(|(_, owner)| *owner == operator).map(|(duty, _)| duty.name.as_str()).collect();
        if mine.is_empty() {
            continue;
        }
        if is_one_of_several {
            why.lines.push((LineKind::Text, format!("{said}: {}", mine.join("; "))));
        } else {
            why.lines.push((LineKind::Heading, said.to_owned()));
            why.lines.extend(mine.into_iter().map(|duty| (LineKind::Text, duty.to_owned())));
        }
    }
    if !is_one_of_several {
        why.lines.push((LineKind::Heading, "impact of a mistake or breach".to_owned()));
    }
    why.lines.push((LineKind::Text, format!("a mistake or breach affects {}", platform.blast_radius)));
    why.lines.push((LineKind::Text, format!("common misconfigurations: {}", platform.misconfiguration)));
    if !is_one_of_several {
        why.lines.push((LineKind::Heading, "limitations".to_owned()));
    }
    why.lines.push((LineKind::Text, platform.limits.clone()));
}

fn explain_layers(platform: &Platform, is_one_of_several: bool, why: &mut Explanation) {
    let title = if is_one_of_several { LineKind::Text } else { LineKind::Heading };
    let groups = [
        (Operator::You, "you operate"),
        (Operator::Shared, "shared"),
        (Operator::Provider, "the provider operates"),
        (Operator::Absent, "not present"),
    ];
    for (operator, said) in groups {
        let layers: Vec<&str> =
            Layer::ALL.into_iter().filter(|layer| platform.operator(*layer) == operator).map(layer_label).collect();
        if layers.is_empty() {
            continue;
        }
        if is_one_of_several {
            why.lines.push((LineKind::Text, format!("{said}: {}", layers.join(", "))));
        } else {
            why.lines.push((title, said.to_owned()));
            why.lines.push((LineKind::Text, layers.join(", ")));
        }
    }
    let share = format!("you operate {:.0} % of the layers; shared layers count half", operated_share(platform));
    why.lines.push((if is_one_of_several { LineKind::Text } else { LineKind::Heading }, share));
    why.lines.push((LineKind::Source, format!("{}, {}", platform.source, platform.date)));
}

/// Who operates each layer of a column, in the order of [`Layer::ALL`]: of several platforms the one that asks most of the
/// team. None when no platform of the catalogue is behind it.
pub fn operators_by_layer(session: &Session, catalogue: &Catalogue, column: &Column) -> Option<[Operator; 12]> {
    let own = session.alternatives.iter().filter(|row| row.id.as_str() == column.id);
    let used = column.assignment.iter().filter_map(|(_, to)| session.alternative(to));
    let mut whole: Option<[Operator; 12]> = None;
    for platform in own.chain(used).filter_map(|row| platform_of(catalogue, row)) {
        let here = Layer::ALL.map(|layer| platform.operator(layer));
        whole = Some(match whole {
            None => here,
            Some(most) => std::array::from_fn(|at| more_demanding(most[at], here[at])),
        });
    }
    whole
}

/// The operator that asks more of the team.
fn more_demanding(one: Operator, other: Operator) -> Operator {
    let asks = |operator: Operator| match operator {
        Operator::You => 3,
        Operator::Shared => 2,
        Operator::Provider => 1,
        Operator::Absent => 0,
    };
    if asks(other) > asks(one) { other } else { one }
}
