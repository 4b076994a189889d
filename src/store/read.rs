//! Reading: bounded, never hanging, and with line and column for whatever is wrong.

use super::fingerprint::Fingerprint;
use super::shown;
use crate::model::Session;
use crate::model::locate::Place;
use crate::model::showable::showable;
use crate::model::text::{Parsed, TextError, from_text};
use rustix::fs::OFlags;
use std::fmt;
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// No session is anywhere near as large; what is, is something else.
pub const MAX_BYTES: u64 = 16 << 20;

/// The name of standard input in messages.
const STDIN: &str = "<stdin>";

/// A document together with the file that it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The document.
    pub session: Session,
    /// What is odd about it but no contradiction.
    pub warnings: Vec<TextError>,
    /// The file as it was read; saving compares with it.
    pub fingerprint: Fingerprint,
    /// The path as it was given.
    pub path: PathBuf,
}

/// Why a file was refused. Prints one line per problem, `file:line:column: what; hint`.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadError {
    /// The path as it was given.
    pub path: PathBuf,
    /// What is wrong.
    pub refusal: Refusal,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// There is no such file.
    Missing,
    /// The system refuses to read it, in its own words.
    Unreadable(String),
    /// It is something else: "a folder", "a device", …
    NotAFile(&'static str),
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// Its text is wrong, in these places.
    Text(Vec<TextError>),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = shown(&self.path);
        match &self.refusal {
            Refusal::Missing => write!(f, "{name}: there is no such file; check the name, or see 'weighbridge list'"),
            Refusal::Unreadable(why) => {
                write!(f, "{name}: it cannot be read: {}; check its permissions", showable(why))
            }
            Refusal::NotAFile(what) => write!(f, "{name}: it is {what}; give the path of a file"),
            Refusal::TooLarge => {
                write!(f, "{name}: it is larger than {} MiB; no session is", MAX_BYTES >> 20)
            }
            Refusal::Text(problems) => {
                let lines: Vec<String> =
                    problems.iter().map(|problem| format!("{name}:{}", showable(&problem.to_string()))).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads a session and checks it.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let (text, fingerprint) = read_text(path)?;
    let Parsed { session, warnings } = parse(path, &text)?;
    Ok(Loaded { session, warnings, fingerprint, path: path.to_owned() })
}

/// Reads a session from standard input and checks it.
pub fn read_stdin() -> Result<Parsed, LoadError> {
    let name = Path::new(STDIN);
    parse(name, &read_text_from(name, std::io::stdin().lock())?)
}

/// Reads a text file of any kind, such as a matrix, under the same limits as a session.
pub fn read_text(path: &Path) -> Result<(String, Fingerprint), LoadError> {
    let refused = |refusal| LoadError { path: path.to_owned(), refusal };
    let (bytes, metadata) = read_bytes(path).map_err(refused)?;
    let fingerprint = Fingerprint::of(&metadata, &bytes);
    Ok((decode(bytes).map_err(refused)?, fingerprint))
}

/// Reads text from a stream, under the same limits; `name` stands in its messages.
pub fn read_text_from(name: &Path, stream: impl Read) -> Result<String, LoadError> {
    let refused = |refusal| LoadError { path: name.to_owned(), refusal };
    read_bounded(stream).and_then(decode).map_err(refused)
}

fn parse(path: &Path, text: &str) -> Result<Parsed, LoadError> {
    from_text(text).map_err(|problems| LoadError { path: path.to_owned(), refusal: Refusal::Text(problems) })
}

/// The fingerprint of the file as it is now.
pub fn fingerprint(path: &Path) -> Result<Fingerprint, LoadError> {
    let (bytes, metadata) = read_bytes(path).map_err(|refusal| LoadError { path: path.to_owned(), refusal })?;
    Ok(Fingerprint::of(&metadata, &bytes))
}

fn read_bytes(path: &Path) -> Result<(Vec<u8>, Metadata), Refusal> {
    // Looked at before it is opened, as opening a device can have effects; and after, as it may have been exchanged.
    only_a_file(std::fs::metadata(path).map_err(unreadable)?.file_type())?;
    let file = open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    only_a_file(metadata.file_type())?;
    if metadata.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    Ok((read_bounded(file)?, metadata))
}

/// Opens without waiting for anybody at the other end of a pipe.
fn open(path: &Path) -> std::io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

fn only_a_file(kind: FileType) -> Result<(), Refusal> {
    match what_else(kind) {
        None => Ok(()),
        Some(what) => Err(Refusal::NotAFile(what)),
    }
}

/// What something is that is no regular file.
pub(super) fn what_else(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some("a folder")
    } else if kind.is_fifo() {
        Some("a pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else {
        Some("a device")
    }
}

fn read_bounded(stream: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    stream.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

fn unreadable(error: std::io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => Refusal::Missing,
        _ => Refusal::Unreadable(error.to_string()),
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let text = std::str::from_utf8(bytes.get(..good).unwrap_or_default()).unwrap_or_default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let what = format!("the byte 0x{:02x} is not UTF-8", bytes.get(good).copied().unwrap_or_default());
        let hint = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this looks like UTF-16: convert it to UTF-8",
            _ => "convert the file to UTF-8",
        };
        Refusal::Text(vec![TextError { place: Place::of_offset(text, text.len()), what, hint: hint.to_owned() }])
    })
}
