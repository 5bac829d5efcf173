import ArgumentParser

/// What is made of a backtest's outcome.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Print the report as JSON instead of text.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Also write trades.csv, groups.csv, equity.csv and refusals.csv into this folder.",
            valueName: "folder"))
    var csv: String?

    @Flag(inversion: .prefixedNo, help: "Draw the equity curve.")
    var chart = true

    @Flag(
        help:
            "Run the backtest under every mode, with each strategy alone and with all of them, and compare."
    )
    var compareModes = false

    /// Refuses what only a backtest has.
    func check(isBacktest: Bool) throws {
        guard !isBacktest else { return }
        if csv != nil || compareModes {
            throw ProgramFailure(
                "\(csv != nil ? "--csv" : "--compare-modes") belongs to a backtest: --market replay --speed max"
            )
        }
    }
}
