//! Reading: limited in size, never blocking, with line and column for every error.

use super::display::display_path;
use super::fingerprint::Fingerprint;
use crate::model::Session;
use crate::model::position::TextPosition;
use crate::model::showable::showable;
use crate::model::text::{ParsedSession, TextError, from_text};
use rustix::fs::OFlags;
use std::fmt;
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Larger files are refused: sessions are far smaller.
pub const MAX_BYTES: u64 = 16 << 20;

const STDIN: &str = "<stdin>";

/// A document and the file it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedSession {
    pub session: Session,
    pub warnings: Vec<TextError>,
    /// The file as it was read, for comparison when it is saved.
    pub fingerprint: Fingerprint,
    /// The path as it was given.
    pub path: PathBuf,
}

/// Why a file was refused. Displays one line per error, `file:line:column: what; hint`.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadError {
    /// The path as it was given.
    pub path: PathBuf,
    /// What is wrong.
    pub kind: LoadErrorKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LoadErrorKind {
    /// There is no such file.
    Missing,
    /// It cannot be read; the system's error message.
    Unreadable(String),
    /// It is not a file: "a folder", "a device", …
    NotAFile(&'static str),
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// Its text has these errors.
    Text(Vec<TextError>),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = display_path(&self.path);
        match &self.kind {
            LoadErrorKind::Missing => {
                write!(f, "{name}: there is no such file; check the name, or see 'weighbridge list'")
            }
            LoadErrorKind::Unreadable(why) => {
                write!(f, "{name}: it cannot be read: {}; check its permissions", showable(why))
            }
            LoadErrorKind::NotAFile(what) => write!(f, "{name}: it is {what}; give the path of a file"),
            LoadErrorKind::TooLarge => {
                write!(f, "{name}: it is larger than {} MiB, the most that is read; give another file", MAX_BYTES >> 20)
            }
            LoadErrorKind::Text(problems) => {
                let lines: Vec<String> =
                    problems.iter().map(|problem| format!("{name}:{}", showable(&problem.to_string()))).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads a session and checks it.
pub fn load(path: &Path) -> Result<LoadedSession, LoadError> {
    let (text, fingerprint) = read_text(path)?;
    let ParsedSession { session, warnings } = parse(path, &text)?;
    Ok(LoadedSession { session, warnings, fingerprint, path: path.to_owned() })
}

/// Reads a session from standard input and checks it.
pub fn read_stdin() -> Result<ParsedSession, LoadError> {
    let name = Path::new(STDIN);
    parse(name, &read_text_from(name, std::io::stdin().lock())?)
}

/// Reads a text file of any kind, such as a matrix, under the same limits as a session.
pub fn read_text(path: &Path) -> Result<(String, Fingerprint), LoadError> {
    let refused = |refusal| LoadError { path: path.to_owned(), kind: refusal };
    let (bytes, metadata) = read_bytes(path).map_err(refused)?;
    let fingerprint = Fingerprint::of(&metadata, &bytes);
    Ok((decode(bytes).map_err(refused)?, fingerprint))
}

/// Reads text from a stream, under the same limits; `name` is used in messages.
pub fn read_text_from(name: &Path, stream: impl Read) -> Result<String, LoadError> {
    let refused = |refusal| LoadError { path: name.to_owned(), kind: refusal };
    read_bounded(stream).and_then(decode).map_err(refused)
}

fn parse(path: &Path, text: &str) -> Result<ParsedSession, LoadError> {
    from_text(text).map_err(|problems| LoadError { path: path.to_owned(), kind: LoadErrorKind::Text(problems) })
}

/// The fingerprint of the file as it is now.
pub fn fingerprint(path: &Path) -> Result<Fingerprint, LoadError> {
    let (bytes, metadata) = read_bytes(path).map_err(|refusal| LoadError { path: path.to_owned(), kind: refusal })?;
    Ok(Fingerprint::of(&metadata, &bytes))
}

fn read_bytes(path: &Path) -> Result<(Vec<u8>, Metadata), LoadErrorKind> {
    // Checked before it is opened, as opening a device can have effects, and after, as it may have been replaced.
    require_file(std::fs::metadata(path).map_err(unreadable)?.file_type())?;
    let file = open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    require_file(metadata.file_type())?;
    if metadata.len() > MAX_BYTES {
        return Err(LoadErrorKind::TooLarge);
    }
    Ok((read_bounded(file)?, metadata))
}

/// Opens a file without blocking on a pipe.
fn open(path: &Path) -> std::io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

fn require_file(kind: FileType) -> Result<(), LoadErrorKind> {
    match describe_non_file(kind) {
        None => Ok(()),
        Some(what) => Err(LoadErrorKind::NotAFile(what)),
    }
}

/// What it is, unless it is a regular file.
pub(super) fn describe_non_file(kind: FileType) -> Option<&'static str> {
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

fn read_bounded(stream: impl Read) -> Result<Vec<u8>, LoadErrorKind> {
    let mut bytes = Vec::new();
    stream.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES { Err(LoadErrorKind::TooLarge) } else { Ok(bytes) }
}

fn unreadable(error: std::io::Error) -> LoadErrorKind {
    match error.kind() {
        ErrorKind::NotFound => LoadErrorKind::Missing,
        _ => LoadErrorKind::Unreadable(error.to_string()),
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, LoadErrorKind> {
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
        LoadErrorKind::Text(vec![TextError {
            position: TextPosition::from_offset(text, text.len()),
            what,
            hint: hint.to_owned(),
        }])
    })
}
