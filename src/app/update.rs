//! What messages and events do: a message is planned first, and the plan is carried out here.

use super::action::{Action, Change, Plan, READ_ONLY, Refusal, Reply};
use super::editor::{Editor, OnAccept};
use super::event::{Effect, Event};
use super::guard::{self, Asking, Guarded};
use super::library::Library;
use super::msg::{Msg, StepLocation};
use super::overlay::{ClaimsOverlay, Overlay};
use super::palette;
use super::places::{self, Pane, overlays};
use super::registry;
use super::row::Row;
use super::state::{App, Screen, Tone};
use super::workbench::Workbench;
use crate::appraisal::Step;
use crate::claims::{check_claims, load_shipped};
use crate::model::edit::FrameField;
use crate::model::{Edit, Moment, Status};
use std::sync::Arc;

/// Effects, or why nothing happened.
type Outcome = Result<Vec<Effect>, Refusal>;

const NO_EFFECTS: Vec<Effect> = Vec::new();

impl App {
    /// Carries out what a person asks for.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Vec<Effect> {
        self.set_time(now);
        self.notice = None;
        let effects = self.route(msg).unwrap_or_else(|Refusal(reason)| {
            self.notify(Tone::Refusal, reason);
            NO_EFFECTS
        });
        self.refresh_displayed();
        self.with_details(effects)
    }

    /// Takes in what happened in the world.
    pub fn handle_event(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        self.set_time(now);
        let effects = self.take_in(event);
        self.refresh_displayed();
        self.with_details(effects)
    }

    /// Asks for the details of the session under the cursor of the library, where they were not read yet.
    fn with_details(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if let Screen::Library(library) = &mut self.screen {
            effects.extend(library.request_details().map(|path| Effect::ReadDetails { path }));
        }
        effects
    }

    pub(super) fn change_library(&mut self, change: impl FnOnce(&mut Library)) {
        if let Screen::Library(library) = &mut self.screen {
            change(library);
        }
    }

    /// Why a command does nothing now, or `None` when it can act. Footer and palette leave out what cannot act.
    pub fn refusal(&self, msg: &Msg) -> Option<String> {
        if self.awaiting_step {
            return None;
        }
        let refused = match self.overlays.last() {
            Some(overlay) => overlays::handle(&mut overlay.clone(), self.workbench(), msg).err(),
            None => self.plan(msg).err(),
        };
        refused.map(|Refusal(reason)| reason)
    }

    /// The rows of the form on screen.
    pub fn form_rows(&self) -> Vec<Row> {
        self.workbench().map_or_else(Vec::new, registry::form_rows)
    }

    fn set_time(&mut self, now: Moment) {
        self.now = now;
        let stamp = self.stamp();
        if let Some(workbench) = self.workbench_mut() {
            workbench.stamp = stamp;
        }
    }

    /// Computes the scenarios, and how often the outcome holds, while they are on screen, and only then: a view changes nothing.
    fn refresh_displayed(&mut self) {
        if let Some(workbench) = self.workbench_mut().filter(|workbench| workbench.pane() == Pane::Scenarios) {
            workbench.compare_scenarios();
        }
        let displayed = match &self.screen {
            Screen::Workbench(workbench) => {
                workbench.robustness_matrix().map(|matrix| (&**matrix, &workbench.session.robustness))
            }
            Screen::Library(_) => None,
        };
        self.robustness.refresh(displayed);
    }

    /// Gives a message to the topmost thing on screen.
    fn route(&mut self, msg: Msg) -> Outcome {
        if self.awaiting_step {
            self.awaiting_step = false;
            return match msg {
                Msg::GoToStep(step) => self.go_to_step(step),
                Msg::Back => Ok(NO_EFFECTS),
                _ => {
                    let last = Step::ALL.len();
                    Refusal::err(format!("press a digit from 1 to {last} after g to go to that step"))
                }
            };
        }
        let workbench = match &self.screen {
            Screen::Workbench(workbench) => Some(&**workbench),
            Screen::Library(_) => None,
        };
        let is_drawing = matches!(msg, Msg::Repaint | Msg::Suspend);
        if let Some(overlay) = self.overlays.last_mut().filter(|_| !msg.is_for_document() && !is_drawing) {
            let reply = overlays::handle(overlay, workbench, &msg)?;
            return self.answer(reply);
        }
        let action = self.plan(&msg)?;
        self.perform(action)
    }

    /// What a message will do where no overlay is open.
    fn plan(&self, msg: &Msg) -> Plan {
        match msg {
            Msg::Repaint => return Ok(Action::Effects(vec![Effect::Repaint])),
            Msg::Suspend => return Ok(Action::Effects(vec![Effect::Suspend])),
            Msg::Help => return Ok(Action::Show(Overlay::Help(0))),
            Msg::Palette => return Ok(Action::OpenPalette),
            Msg::Claims => return Ok(Action::OpenClaims),
            _ => {}
        }
        let workbench = match &self.screen {
            Screen::Library(library) => return places::library::plan(library, msg),
            Screen::Workbench(workbench) => workbench,
        };
        let mut action = registry::plan(workbench, msg)?;
        while let Action::Send(msg) = action {
            action = registry::plan(workbench, &msg)?;
        }
        if workbench.read_only && action.changes_document() {
            return Refusal::err(READ_ONLY);
        }
        Ok(action)
    }

    fn answer(&mut self, reply: Reply) -> Outcome {
        match reply {
            Reply::Stay => Ok(NO_EFFECTS),
            Reply::Close => {
                self.overlays.pop();
                Ok(NO_EFFECTS)
            }
            Reply::Decline => {
                self.overlays.pop();
                if let Some(workbench) = self.workbench_mut() {
                    workbench.unlocked_criterion = None;
                }
                Ok(NO_EFFECTS)
            }
            Reply::Act(action) => {
                if action.changes_document() && self.workbench().is_some_and(|workbench| workbench.read_only) {
                    return Refusal::err(READ_ONLY);
                }
                self.perform(action)
            }
            Reply::CloseAnd(action) => {
                let closed = self.overlays.pop();
                let outcome = self.perform(action);
                // A text that the document refuses stays in its editor, with the reason.
                if let (Err(Refusal(reason)), Some(Overlay::Editor(mut editor))) = (&outcome, closed) {
                    editor.error = Some(reason.clone());
                    self.overlays.push(Overlay::Editor(editor));
                    return Ok(NO_EFFECTS);
                }
                outcome
            }
        }
    }

    fn perform(&mut self, action: Action) -> Outcome {
        if self.user.is_empty()
            && let Some(msg) = action.authored_message()
        {
            return Ok(self.ask_user_name(msg));
        }
        match action {
            Action::SetUser(name, then) => {
                self.user = name;
                self.set_time(self.now);
                let name = self.stamp().by;
                return self.route(then.with_author(&name));
            }
            Action::Edit(edit, then) => return self.edit(edit, then, Asking::Now),
            Action::Step(edit) => return self.edit(edit, None, Asking::Later),
            Action::EditConfirmed(edit) => return self.edit_confirmed(edit),
            Action::ReopenAndEdit(edit) => {
                let mut effects = self.edit_confirmed(Edit::SetFrame(FrameField::Status(Status::Open)))?;
                effects.extend(self.edit(edit, None, Asking::Now)?);
                return Ok(effects);
            }
            Action::Ask(overlay) | Action::Show(overlay) => self.overlays.push(overlay),
            Action::View(change) => self.change(change),
            Action::Library(change) => self.change_library(change),
            Action::Send(msg) => return self.route(msg),
            Action::AwaitStep => self.awaiting_step = true,
            Action::GoToStep(step) => return self.go_to_step(step),
            Action::JumpTo(location) => return self.jump_to(location),
            Action::Undo => return self.undo_or_redo(true),
            Action::Redo => return self.undo_or_redo(false),
            Action::OpenPalette => {
                let items = palette::items(self);
                self.overlays.push(Overlay::Picker(items));
            }
            Action::OpenClaims => {
                let book = load_shipped().map_err(|error| Refusal(error.to_string()))?;
                let rows = Arc::new(check_claims(&self.catalogue, &book));
                self.overlays.push(Overlay::Claims(ClaimsOverlay { rows, selected: 0, scroll: 0 }));
            }
            Action::Save(to) => return self.save(to),
            Action::SaveAndQuit => return self.save_and_close(),
            Action::Close => return Ok(self.close()),
            Action::AcceptRecovery => return self.accept_recovery(),
            Action::DiscardRecovery => {
                self.recovery = None;
                self.notify(Tone::Note, "the unsaved edits were discarded");
                return Ok(vec![Effect::DiscardRecovery]);
            }
            Action::Effects(effects) => return Ok(effects),
        }
        Ok(NO_EFFECTS)
    }

    fn open_workbench(&mut self) -> Result<&mut Workbench, Refusal> {
        self.workbench_mut().ok_or_else(|| Refusal("no session is open".to_owned()))
    }

    fn change(&mut self, change: Change) {
        let Some(workbench) = self.workbench_mut() else { return };
        let followup = change(workbench);
        self.overlays.extend(followup.overlay);
        if let Some(text) = followup.notice {
            self.notify(Tone::Note, text);
        }
    }

    /// Makes an edit, unless something that protects the document asks first.
    fn edit(&mut self, edit: Edit, then: Option<Change>, asking: Asking) -> Outcome {
        let workbench = self.open_workbench()?;
        if workbench.read_only {
            return Refusal::err(READ_ONLY);
        }
        match guard::guard(workbench, edit, asking) {
            Guarded::Ask(overlay, note) => {
                self.overlays.push(overlay);
                if let Some(text) = note {
                    self.notify(Tone::Note, text);
                }
                Ok(NO_EFFECTS)
            }
            Guarded::Apply(edit, scenario) => {
                let effects = self.edit_confirmed(edit.clone())?;
                if let Some(scenario) = scenario.filter(|_| !effects.is_empty()) {
                    self.notify(Tone::Note, places::scenarios::describe_redirected(&scenario, &edit));
                }
                if let Some(change) = then {
                    self.change(change);
                }
                Ok(effects)
            }
        }
    }

    /// Makes an edit that needs no question, or after its question was answered.
    fn edit_confirmed(&mut self, edit: Edit) -> Outcome {
        let workbench = self.open_workbench()?;
        if workbench.read_only {
            return Refusal::err(READ_ONLY);
        }
        let effects = workbench.apply_edit(edit.clone()).map_err(|error| Refusal(error.to_string()))?;
        guard::follow(workbench, &edit);
        Ok(effects)
    }

    /// Asks once who is at the keyboard, before the first change is made in their name.
    fn ask_user_name(&mut self, then: Msg) -> Vec<Effect> {
        let people = self.workbench().map_or(&[][..], |workbench| &workbench.session.participants);
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        let hint = match names.as_slice() {
            [] => "your name, as it shall stand in the record".to_owned(),
            names => format!("one of {}, or your name", names.join(", ")),
        };
        let on_accept = OnAccept::UserName(Box::new(then));
        let editor = Editor::new("Who is at the keyboard?", &hint, "", false, on_accept);
        self.overlays.push(Overlay::Editor(Box::new(editor)));
        NO_EFFECTS
    }

    fn undo_or_redo(&mut self, back: bool) -> Outcome {
        let workbench = self.open_workbench()?;
        let Some((edit, effects)) = workbench.undo_or_redo(back).map_err(|error| Refusal(error.to_string()))? else {
            return Refusal::err(if back { "nothing to undo" } else { "nothing to redo" });
        };
        let text = format!("{}: {}", if back { "undone" } else { "redone" }, edit.describe(&workbench.session));
        self.notify(Tone::Note, text);
        Ok(effects)
    }

    /// Goes to a step. Entering Compare for the first time opens the totals, and that is logged.
    fn go_to_step(&mut self, step: Step) -> Outcome {
        let opens_totals = |workbench: &Workbench| !workbench.session.totals_seen && !workbench.read_only;
        if step == Step::Compare && self.user.is_empty() && self.workbench().is_some_and(opens_totals) {
            return Ok(self.ask_user_name(Msg::GoToStep(step)));
        }
        let workbench = self.open_workbench()?;
        workbench.step = step;
        workbench.volume_mode = false;
        workbench.unlocked_criterion = None;
        if step == Step::Decide {
            if workbench.cursor(Pane::Form, usize::MAX) == 0 {
                workbench.set_cursor(Pane::Form, 1);
            }
            self.leave_scenario();
            return Ok(NO_EFFECTS);
        }
        if step != Step::Compare || workbench.session.totals_seen {
            return Ok(NO_EFFECTS);
        }
        if workbench.read_only {
            let text = "the totals of this session were never opened; they are shown to you, and that is not recorded";
            self.notify(Tone::Note, text);
            return Ok(NO_EFFECTS);
        }
        let effects = self.edit_confirmed(Edit::SetFrame(FrameField::TotalsSeen(true)))?;
        let text =
            "Totals are open from now on: changes of weights, anchors and rubrics are marked as made after seeing them";
        self.notify(Tone::Note, text);
        Ok(effects)
    }

    /// A decision is about the base: a scenario is left on the way to it.
    fn leave_scenario(&mut self) {
        let Some(workbench) = self.workbench_mut() else { return };
        let Some(name) = workbench.scenario().map(|row| row.name.clone()) else { return };
        workbench.switch_scenario(None);
        self.notify(Tone::Note, format!("a decision is about the base: scenario '{name}' is off"));
    }

    fn jump_to(&mut self, location: StepLocation) -> Outcome {
        let effects = self.go_to_step(location.step)?;
        let workbench = self.open_workbench()?;
        workbench.set_pane(location.pane);
        workbench.set_cursor(location.pane, location.row);
        if let Some(scope) = location.scope {
            workbench.scope = scope;
        }
        Ok(effects)
    }
}
