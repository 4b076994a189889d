//! The fields of the frame. They are part of the session itself, which is defined after the edits that its log holds, so the
//! list stands here, and the session's file defines how they are set.

use super::estate::TeamRule;
use super::fields::field_enum;
use super::status::Status;
use crate::model::values::time::Day;

/// The frame's fields, for the macro given.
macro_rules! frame_fields {
    ($macro:ident) => {
        $macro! {
            /// A field of the frame.
            FrameField of Session {
                Title => title: String,
                Question => question: String,
                Context => context: String,
                Status => status: Status,
                Tags => tags: Vec<String>,
                Deadline => deadline: Option<Day>,
                DecisionRule => decision_rule: String,
                TotalsSeen => totals_seen: bool,
                TeamRule => team_rule: TeamRule,
            }
        }
    };
}

pub(in crate::model) use frame_fields;

frame_fields!(field_enum);
