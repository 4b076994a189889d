//! The signatures below a decision: everybody who takes part, and whoever else has signed or is at the keyboard.

use crate::app::msg::Msg;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::model::edit::DecisionField;
use crate::model::{Day, Decision, Edit, LogEntry, Session, SignOff, SignatureState, Status};

/// Signing before there is a record to sign.
pub const SIGN_TOO_EARLY: Msg = Msg::Local("sign-too-early");

pub fn rows(workbench: &Workbench, decision: &Decision) -> Vec<Row> {
    let session = &workbench.session;
    let mut names: Vec<&str> = session.participants.iter().map(|row| row.name.as_str()).collect();
    let others = decision.sign_offs.iter().map(|row| row.by.as_str());
    for name in others.chain([workbench.stamp.by.as_str()]) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let states = workbench.signature_states();
    let today = workbench.stamp.at.day();
    let row = |name: &str| {
        let signed = decision.sign_offs.iter().zip(&states).filter(|(row, _)| row.by == name);
        let shown: Vec<String> = signed.map(|(row, state)| describe(session, row, *state, today)).collect();
        let shown = if shown.is_empty() { "not signed".to_owned() } else { shown.join("; ") };
        let is_recorded = session.status == Status::Decided;
        let msg = if is_recorded { sign_or_withdraw(workbench, decision, name, &states) } else { SIGN_TOO_EARLY };
        Row::action(name, shown, msg).help(
            "Enter signs what is recorded, or takes the signature back. A later change of the content makes it void.",
        )
    };
    names.into_iter().map(row).collect()
}

/// A signature as it is shown: `20 Nov, holds`, or what made it void.
fn describe(session: &Session, row: &SignOff, state: SignatureState<'_>, today: Day) -> String {
    let day = row.on.format_short(today);
    let typed_by = row.typed_by.as_ref().map_or(String::new(), |name| format!(", typed by {name}"));
    match state {
        SignatureState::Holds => format!("signed {day}{typed_by}; holds"),
        SignatureState::Unbound => format!("signed {day}{typed_by}; not bound to any content"),
        SignatureState::Void(None) => format!("void: signed {day}{typed_by}, and the content is another"),
        SignatureState::Void(Some(LogEntry { at, by, edit, .. })) => {
            let since = at.day().format_short(today);
            format!("void since {since}: {}, {by} (signed {day}{typed_by})", edit.describe(session))
        }
    }
}

/// Gives a signature for what is in the document now, in place of one that does not hold; takes back one that does.
fn sign_or_withdraw(workbench: &Workbench, decision: &Decision, name: &str, states: &[SignatureState<'_>]) -> Msg {
    let is_held = |(row, state): &(&SignOff, &SignatureState<'_>)| row.by == name && **state == SignatureState::Holds;
    let mut rows = decision.sign_offs.clone();
    match decision.sign_offs.iter().zip(states).position(|pair| is_held(&pair)) {
        Some(at) => {
            rows.remove(at);
        }
        None => {
            let by = &workbench.stamp.by;
            rows.retain(|row| row.by != name);
            rows.push(SignOff {
                by: name.to_owned(),
                on: workbench.stamp.at.day(),
                typed_by: (by != name).then(|| by.clone()),
                digest: workbench.content_digest().cloned(),
            });
        }
    }
    Msg::Apply(Box::new(Edit::SetDecision(DecisionField::SignOffs(rows))))
}
