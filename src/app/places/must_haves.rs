//! Must-haves of the decision: a list of them, and for the option under the cursor of Options how it stands under each.

use super::pasted_list::PastedRecords;
use super::{list, options};
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::picker::{Picker, PickerItem};
use crate::app::place::Place;
use crate::app::places::{Context, Pane};
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};
use crate::model::edit::MustHaveField;
use crate::model::{Alternative, Edit, Mark, Marking, MustHave, MustHaveId, Session, Strength};
use std::rc::Rc;

pub const MARK_MET: Msg = Msg::Local("mark-met");
pub const MARK_FAILED: Msg = Msg::Local("mark-failed");
pub const MARK_DOUBTFUL: Msg = Msg::Local("mark-doubtful");
/// Changes the words and the reason of the must-have.
const REWORD: Msg = Msg::Local("reword-must-have");
/// Whether it rules out or warns.
const SWITCH_STRENGTH: Msg = Msg::Local("switch-must-have-strength");

/// Words of a must-have that its id is made of.
const ID_WORDS: usize = 5;
const HINT: &str = "what it must meet | why, such as: delivered before March | the lease of the old ones ends";

/// Adding, removing and moving.
static LIST: list::RecordList = list::RecordList {
    pane: Pane::MustHaves,
    count: |session| session.must_haves.len(),
    removal: |session, at| {
        let row = session.must_haves.get(at)?;
        Some((row.text.clone(), session.must_have_removal(&row.id)))
    },
    reorder: Some(|session, from, to| Some(Edit::MoveMustHave { id: session.must_haves.get(from)?.id.clone(), to })),
    add: |workbench| {
        let (session, by) = (workbench.session.clone(), workbench.stamp.by.clone());
        Action::ask_record("New must-have", HINT, move |text| {
            let (text, why) = parse_must_have(text)?;
            Ok(new_must_have(&session, text, why, &by))
        })
    },
    pasted: PastedRecords {
        noun: ("must-have", "must-haves"),
        names: |session| session.must_haves.iter().map(|row| row.text.as_str()).collect(),
        add: |_, session, line| new_must_have(session, line.to_owned(), String::new(), ""),
    },
    form_rows: |_| Vec::new(),
    arrows: "arrows go to the next option here",
};

/// The pane.
pub struct MustHaves;

impl Place for MustHaves {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.must_haves.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        Some(match *msg {
            MARK_MET => plan_mark(workbench, Mark::Met),
            MARK_FAILED => plan_mark(workbench, Mark::Failed),
            MARK_DOUBTFUL => plan_mark(workbench, Mark::Doubtful),
            Msg::Clear => plan_clear(workbench),
            Msg::Enter => plan_reason(workbench),
            REWORD => plan_rewording(workbench),
            SWITCH_STRENGTH => plan_strength(workbench),
            Msg::Left => plan_option(workbench, -1),
            Msg::Right => plan_option(workbench, 1),
            ref msg => return LIST.plan_records(workbench, msg),
        })
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        Some(explain::explain_must_have(&workbench.session, selected(workbench)?))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::MustHaves;
        vec![
            key("mark-met", &["m"], MARK_MET, "met", here).footer(1),
            key("mark-failed", &["f"], MARK_FAILED, "failed", here).footer(2),
            key("mark-doubtful", &["d"], MARK_DOUBTFUL, "doubtful", here).footer(3),
            key("mark-reason", &["enter"], Msg::Enter, "because", here).footer(4),
            key("mark-open", &["backspace"], Msg::Clear, "open again", here).footer(9),
            key("previous-option", &["left", "h"], Msg::Left, "previous option", here).purpose(Purpose::Move),
            key("next-option", &["right", "l"], Msg::Right, "next option", here)
                .footer_pair(5, "previous-option", "option")
                .purpose(Purpose::Move),
            key("reword", &["e"], REWORD, "reword", here).footer(7),
            key("must-or-should", &["space"], SWITCH_STRENGTH, "must or should", here).footer(6),
        ]
    }
}

fn selected(workbench: &Workbench) -> Option<&MustHave> {
    workbench.session.must_haves.get(LIST.selected(workbench))
}

/// The must-have and the option that a key is about.
fn selected_pair(workbench: &Workbench) -> Result<(&MustHave, &Alternative), Refusal> {
    let option = workbench.session.alternatives.get(options::LIST.selected(workbench));
    let pair = selected(workbench).zip(option);
    pair.ok_or_else(|| Refusal("there is no must-have yet: a adds one".to_owned()))
}

fn mark_edit(must_have: &MustHave, option: &Alternative, said: Option<Marking>) -> Edit {
    Edit::SetMustHaveMark { must_have: must_have.id.clone(), alternative: option.id.clone(), said }
}

/// What was said before does not explain another mark, so its reason goes with it.
fn plan_mark(workbench: &Workbench, mark: Mark) -> Plan {
    let (must_have, option) = selected_pair(workbench)?;
    let before = workbench.session.must_have_mark(&must_have.id, &option.id);
    if before.is_some_and(|row| row.mark == mark) {
        return Refusal::err(format!("it is marked {} already: enter says why", mark.label()));
    }
    let said = Marking { mark, by: workbench.stamp.by.clone(), why: String::new() };
    let notice = match (mark, must_have.strength) {
        (Mark::Met, _) => format!("'{}' meets it", option.name),
        (Mark::Failed, Strength::Hard) => format!("'{}' is ruled out; enter says why", option.name),
        (Mark::Failed, Strength::Soft) => format!("'{}' has a warning; enter says why", option.name),
        (Mark::Doubtful, Strength::Hard) => {
            format!("while '{}' could lead, the verdict is fragile; enter says why", option.name)
        }
        (Mark::Doubtful, Strength::Soft) => format!("'{}' has a warning; enter says why", option.name),
    };
    Action::edit_then(mark_edit(must_have, option, Some(said)), |_| Followup::notice(notice))
}

fn plan_clear(workbench: &Workbench) -> Plan {
    let (must_have, option) = selected_pair(workbench)?;
    match workbench.session.must_have_mark(&must_have.id, &option.id) {
        Some(_) => Action::edit(mark_edit(must_have, option, None)),
        None => Refusal::err("it is open already"),
    }
}

/// Asks for the reason of a mark, or for the mark where there is none.
fn plan_reason(workbench: &Workbench) -> Plan {
    let (must_have, option) = selected_pair(workbench)?;
    let Some(row) = workbench.session.must_have_mark(&must_have.id, &option.id) else {
        let title = format!("Does '{}' meet '{}'?", option.name, must_have.text);
        let item = |mark: Mark, label, detail| {
            let said = Marking { mark, by: workbench.stamp.by.clone(), why: String::new() };
            PickerItem::new(label, detail, Msg::Apply(Box::new(mark_edit(must_have, option, Some(said)))))
        };
        let failed = match must_have.strength {
            Strength::Hard => "rules it out",
            Strength::Soft => "warns",
        };
        let items = vec![
            item(Mark::Met, "met", "it does"),
            item(Mark::Failed, "failed", failed),
            item(Mark::Doubtful, "doubtful", "nobody is sure"),
        ];
        return Action::pick(Picker::new(&title, items));
    };
    let title = match row.mark {
        Mark::Met => format!("Why does '{}' meet '{}'?", option.name, must_have.text),
        Mark::Failed => format!("Why does '{}' not meet '{}'?", option.name, must_have.text),
        Mark::Doubtful => format!("Why is it doubtful that '{}' meets '{}'?", option.name, must_have.text),
    };
    let (mark, by, must_have, option) = (row.mark, workbench.stamp.by.clone(), must_have.clone(), option.clone());
    let parse = move |text: &str| {
        let said = Marking { mark, by: by.clone(), why: text.trim().to_owned() };
        Ok(mark_edit(&must_have, &option, Some(said)))
    };
    let hint = "one sentence, with where it is written";
    Action::ask_with(Editor::new(&title, hint, &row.why, false, OnAccept::Edit(Rc::new(parse))))
}

fn plan_rewording(workbench: &Workbench) -> Plan {
    let Some(must_have) = selected(workbench).cloned() else { return Refusal::err("there is nothing to reword") };
    let current = match must_have.why.is_empty() {
        true => must_have.text.clone(),
        false => format!("{} | {}", must_have.text, must_have.why),
    };
    let parse = move |text: &str| {
        let (text, why) = parse_must_have(text)?;
        let set = |field| Edit::SetMustHave { id: must_have.id.clone(), field };
        let mut edits = Vec::new();
        if why != must_have.why {
            edits.push(set(MustHaveField::Why(why)));
        }
        if text != must_have.text {
            edits.push(set(MustHaveField::Text(text)));
        }
        Ok(if edits.len() == 1 { edits.swap_remove(0) } else { Edit::Batch(edits) })
    };
    Action::ask_with(Editor::new("Must-have", HINT, &current, false, OnAccept::Edit(Rc::new(parse))))
}

fn plan_strength(workbench: &Workbench) -> Plan {
    let Some(must_have) = selected(workbench) else { return Refusal::err("there is no must-have yet: a adds one") };
    let (strength, notice) = match must_have.strength {
        Strength::Hard => (Strength::Soft, "should: an option that fails it has a warning"),
        Strength::Soft => (Strength::Hard, "must: an option that fails it is ruled out"),
    };
    let edit = Edit::SetMustHave { id: must_have.id.clone(), field: MustHaveField::Strength(strength) };
    Action::edit_then(edit, move |_| Followup::notice(notice))
}

fn plan_option(workbench: &Workbench, by: isize) -> Plan {
    let count = workbench.session.alternatives.len();
    let to = options::LIST.selected(workbench).checked_add_signed(by).filter(|to| *to < count);
    let Some(to) = to else { return Refusal::err("there is no option further on") };
    Action::view(move |workbench| workbench.set_cursor(Pane::List, to))
}

/// `delivered before March | the lease of the old ones ends`.
fn parse_must_have(text: &str) -> Result<(String, String), String> {
    let (what, why) = text.split_once('|').unwrap_or((text, ""));
    match what.trim() {
        "" => Err(format!("say {HINT}")),
        what => Ok((what.to_owned(), why.trim().to_owned())),
    }
}

fn new_must_have(session: &Session, text: String, why: String, by: &str) -> Edit {
    let words: Vec<&str> = text.split_whitespace().take(ID_WORDS).collect();
    let id = MustHaveId::fresh(&words.join(" "), session.must_haves.iter().map(|row| &row.id));
    let must_have = MustHave { id, text, strength: Strength::Hard, by: by.to_owned(), why };
    Edit::AddMustHave { at: session.must_haves.len(), must_have }
}
