//! What standard output is: colours, width.

use servanda::render::Look;
use std::io::IsTerminal;

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal that takes it, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The two places that a command writes to.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Standard output.
    pub out: Look,
    /// Standard error.
    pub err: Look,
}

impl Terminal {
    /// Looks at the environment: `NO_COLOR`, `TERM`, `COLUMNS`, and whether the streams are terminals.
    pub fn new(color: Color) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        let allowed = !set("NO_COLOR") && !dumb;
        let look = |is_terminal: bool| Look {
            color: match color {
                Color::Auto => allowed && is_terminal,
                Color::Always => true,
                Color::Never => false,
            },
            width: width(is_terminal),
            full: false,
        };
        Self {
            out: look(std::io::stdout().is_terminal()),
            err: look(std::io::stderr().is_terminal()),
        }
    }
}

/// `COLUMNS`, else the terminal's width up to 120, else 100.
fn width(is_terminal: bool) -> usize {
    let given = std::env::var_os("COLUMNS")
        .and_then(|v| v.to_str()?.parse::<usize>().ok())
        .or_else(|| {
            let (w, _) = terminal_size::terminal_size().filter(|_| is_terminal)?;
            Some(usize::from(w.0).min(120))
        });
    given.unwrap_or(100).clamp(40, 400)
}
