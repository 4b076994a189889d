//! Reads the platforms: each kind once, every one with a source.

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use super::platform::{Layer, Platform};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};

/// The shipped platforms.
pub const SHIPPED: &str = include_str!("../../assets/platforms.ron");

/// Length limit of short names, in characters.
const MAX_SHORT_NAME: usize = 8;

/// Reads a list of platforms. Refuses a kind that is listed twice or missing, an id that does not match its kind, a missing layer, a
/// short name of more than 8 characters, and empty texts.
pub fn load(text: &str) -> Result<Vec<Platform>, TextError> {
    let platforms: Vec<Platform> = value_from_text(text)?;
    check_rows(text, &[], platforms.iter().map(|platform| (platform.id.as_str(), required_texts(platform))))?;
    for (at, platform) in platforms.iter().enumerate() {
        let refuse =
            |field, what, hint: &str| Err(error_at(text, &[PathStep::Item(at), PathStep::Field(field)], what, hint));
        if platform.id.as_str() != platform.kind.id() {
            let what = format!("'{}' does not match its kind", platform.id);
            return refuse("id", what, &format!("change it to '{}'", platform.kind.id()));
        }
        if platform.short.chars().count() > MAX_SHORT_NAME {
            return refuse(
                "short",
                format!("'{}' is too long for a narrow column", platform.short),
                "8 characters at most",
            );
        }
        if let Some(layer) =
            Layer::ALL.iter().find(|layer| platform.layers.iter().filter(|(of, _)| of == *layer).count() != 1)
        {
            let what = format!("'{}' must list the layer {} exactly once", platform.id, layer.id());
            return refuse("layers", what, "list every layer once; use Absent where it does not exist");
        }
    }
    match PlatformKind::ALL.into_iter().find(|kind| platforms.iter().all(|platform| platform.kind != *kind)) {
        Some(kind) => Err(error_at(text, &[], format!("{} is missing", kind.id()), "give every kind one entry")),
        None => Ok(platforms),
    }
}

/// Texts that a platform must have.
fn required_texts(platform: &Platform) -> Vec<(&'static str, &str)> {
    vec![
        ("source", &platform.source),
        ("date", &platform.date),
        ("name", &platform.name),
        ("short", &platform.short),
        ("what", &platform.what),
        ("scaling", &platform.scaling),
        ("cost_shape", &platform.cost_shape),
        ("portability", &platform.portability),
        ("best_for", &platform.best_for),
        ("limits", &platform.limits),
        ("blast_radius", &platform.blast_radius),
        ("misconfiguration", &platform.misconfiguration),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_shipped_in_order() {
        let platforms = load(SHIPPED).unwrap();
        let kinds: Vec<_> = platforms.iter().map(|platform| platform.kind).collect();
        assert_eq!(kinds, PlatformKind::ALL);
    }

    #[test]
    fn what_is_missing_double_or_without_a_source_is_refused_where_it_stands() {
        let refused = |from: &str, to: &str| load(&SHIPPED.replacen(from, to, 1)).unwrap_err();
        let double = refused("id: \"single-vm\"", "id: \"bare-metal\"");
        assert!(double.what.contains("'bare-metal' is listed twice"), "{double}");
        assert!(double.position.line > 20 && double.position.column > 9, "{double}");
        let sourceless = load(&SHIPPED.replace("source: \"", "source: \"\", // \"")).unwrap_err();
        assert!(sourceless.what.contains("has no source"), "{sourceless}");
        let layer = refused("(Hardware, Shared), ", "");
        assert!(layer.what.contains("hardware"), "{layer}");
        let long = refused("short: \"Metal\"", "short: \"Bare metal\"");
        assert!(long.what.contains("too long"), "{long}");
        let start = SHIPPED.rfind("    (\n").unwrap();
        let missing = load(&format!("{}]", &SHIPPED[..start])).unwrap_err();
        assert!(missing.what.contains("functions is missing"), "{missing}");
    }
}
