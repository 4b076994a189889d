//! Writes the shipped sessions as a team would have: one edit after another, each logged with who and when.
//!
//!     cargo run --example make_sessions -- saved-sessions

mod grocer;
mod search;
mod workshop;

use std::error::Error;
use std::path::PathBuf;
use weighbridge::model::text::to_text;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("usage: make_sessions DIR")?.into();
    std::fs::create_dir_all(&folder)?;
    for (name, session) in [("grocer", grocer::session()?), ("search-read-model", search::session()?)] {
        let path = folder.join(name).with_extension("ron");
        std::fs::write(&path, to_text(&session)?)?;
        println!("{} with {} log entries", path.display(), session.log.len());
    }
    Ok(())
}
