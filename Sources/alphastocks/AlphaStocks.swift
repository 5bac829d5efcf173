import ArgumentParser

/// The program: one subcommand a file, the cockpit when none is named.
@main
struct AlphaStocks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alphastocks",
        abstract: "An event-driven options-trading engine with a terminal cockpit.",
        discussion: """
            Without arguments it opens the cockpit on a simulated market with a paper broker; nothing \
            real is bought or sold. Everything is kept in a ledger, so the next start goes on where the \
            last one stopped.

              alphastocks                                   the cockpit on the simulated market
              alphastocks --speed 60 --theme nord           the same, sixty times as fast
              alphastocks --replay candles_15m_INFY.csv     the cockpit on a recorded market
              alphastocks run --market replay \\
                  --instruments instruments.csv --candles candles_15m_INFY.csv --speed max
              alphastocks run < signals.ndjson              signals from a pipe, no terminal
              alphastocks status                            what the ledger says
            """,
        version: "0.1.0",
        subcommands: [
            CockpitCommand.self, RunCommand.self, VerifyCommand.self, StatusCommand.self,
            PositionsCommand.self, StatementCommand.self, SignalsCommand.self,
            DeadLettersCommand.self,
            TraceCommand.self, ReplayCommand.self, BenchCommand.self, ExplainCommand.self,
            ThemeCommand.self, ConfigCommand.self, CalendarCommand.self, DoctorCommand.self,
        ],
        defaultSubcommand: CockpitCommand.self)

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            // The parser takes it for the flag: a variable that is not set would command another desk than was meant.
            guard !arguments.contains("--attach=") else {
                throw ValidationError(
                    "--attach= names no socket: write its path, or --attach for the ledger's desk.")
            }
            var command = try command(for: arguments)
            try command.run()
        } catch {
            exit(withError: error)
        }
    }

    /// The command that arguments mean.
    ///
    /// Where no subcommand is named it is the cockpit. Most starts are such, and building the options of every subcommand
    /// first would take a tenth of the time to the first frame; what the cockpit alone cannot read the whole program
    /// reads, and words what is wrong with it.
    static func command(for arguments: [String]) throws -> any ParsableCommand {
        if arguments.first?.hasPrefix("-") ?? true,
            let cockpit = try? CockpitCommand.parse(arguments)
        {
            return cockpit
        }
        return try parseAsRoot(arguments)
    }
}
