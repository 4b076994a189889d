use std::io;

/// Why the terminal could not be used, or no longer.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Wrong usage (exit code 2): nothing was written to the stream.
    #[error(
        "{0} is not a terminal: the workbench needs one to draw on; in scripts use a command such as \
         `rank` or `cost`, which prints plain text"
    )]
    NotATerminal(&'static str),
    /// The window was closed or the link dropped. Standard error is probably closed too, so do not report
    /// this with `eprintln!`, which panics when it cannot write.
    #[error("the terminal was closed")]
    HungUp,
    /// A background thread panicked; its message was printed after the terminal had been restored.
    #[error("a background thread failed; the message above says where")]
    WorkerPanicked,
    #[error("the terminal failed while {doing}: {source}")]
    Io { doing: &'static str, source: io::Error },
}

impl TerminalError {
    /// For `map_err`: an I/O failure with what was being done, or that the terminal was closed.
    pub(super) fn during<E: Into<io::Error>>(doing: &'static str) -> impl Fn(E) -> Self {
        move |error| {
            let source = error.into();
            if source.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) {
                Self::HungUp
            } else {
                Self::Io { doing, source }
            }
        }
    }
}
