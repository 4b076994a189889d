//! What leaving one kind of platform for another takes.

use super::{DONE, Outcome};
use crate::app::msg::Msg;
use crate::app::{App, Workbench};

pub fn open(_app: &mut App) -> Outcome {
    Ok(DONE)
}
pub fn refusal(_app: &App, _bench: &Workbench) -> Option<String> {
    Some("not yet".to_owned())
}
pub fn handle(_app: &mut App, _msg: &Msg) -> Outcome {
    Ok(DONE)
}
