//! What places are made of: tables, forms, charts, boxes. Nothing here knows a place.

pub mod change;
pub mod chart;
pub mod dialog;
pub mod form;
pub mod layout;
pub mod pane_frame;
pub mod row_writer;
pub mod scrolling;
pub mod table;
pub mod tabs;
