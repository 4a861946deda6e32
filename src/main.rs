//! The command line of Servanda.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
