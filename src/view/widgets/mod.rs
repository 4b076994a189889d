//! What places are made of: tables, forms, charts, boxes. Nothing here knows a place.

pub mod change;
pub mod chart;
pub mod column_layout;
pub mod dialog;
pub mod form;
pub mod graphics;
pub mod layout;
pub mod line_input;
pub mod lines;
pub mod pane_frame;
pub mod scrolling;
pub mod table;
pub mod tabs;
