import ArgumentParser
import Foundation
import Market
import Terminal
import Trading

/// Runs the same engine without a terminal.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the engine without a terminal, or a backtest.",
        discussion: """
            Signals come from the market's strategies, from --signals FILE, and on the simulated market \
            also from standard input when something is piped in: NDJSON, one signal a line, or a JSON array. \
            Progress goes to standard error when that is a terminal.

            It ends at the end of a replay, after --minutes, when piped signals have been processed, or \
            with Ctrl-C (twice leaves at once). With --speed max the same seed gives the same result, bit \
            for bit.

            While it plays at a market's pace, `alphastocks --attach` with the same ledger shows it and \
            commands it; --once and --watch print it.

            --market replay --speed max is a backtest: its report goes to standard output as text, or with \
            --json as JSON, and with --csv DIR into files too. Without --ledger a backtest begins with a \
            new ledger in place of the last backtest's. Every other run prints one JSON summary.

              alphastocks run --market replay --speed max --candles candles_15m_INFY.csv
              alphastocks run --market replay --speed max --candles candles_15m_*.csv --compare-modes

            Exit status: 0 all well, 1 it could not run, 2 something needs attention (dead letters, \
            orders without an outcome, input lines that could not be read, books that do not add up).
            """)

    @OptionGroup(title: "Market") var market: MarketOptions
    @OptionGroup(title: "Desk") var desk: DeskOptions
    @OptionGroup(title: "Backtest") var report: ReportOptions
    @OptionGroup(title: "Log") var log: LogOptions

    @Option(
        help: ArgumentHelp(
            "A file of signals: NDJSON or a JSON array; `-` for standard input.", valueName: "file")
    )
    var signals: String?

    @Option(
        help:
            "The scale of the signals' strength: \(StrengthScale.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var strengthScale: String = StrengthScale.zeroToOne.rawValue

    @Option(help: ArgumentHelp("Stop after so many market minutes.", valueName: "n"))
    var minutes: Int?

    func run() throws {
        try guarded {
            guard let scale = StrengthScale(rawValue: strengthScale) else {
                throw ProgramFailure(
                    "--strength-scale \(strengthScale): no such scale; there are "
                        + StrengthScale.allCases.map(\.rawValue).joined(separator: ", "))
            }
            let request = RunRequest(
                market: market, desk: desk, configuration: try desk.configuration(),
                signals: InputSource(argument: signals, market: market.market), scale: scale,
                minutes: minutes, logger: log.open().logger)
            try report.check(isBacktest: market.isBacktest)
            if report.compareModes { return try compareModes(request) }
            let summary = try runBlocking { try await HeadlessRun(request).run() }
            try show(summary)
            if summary.needsAttention { throw ExitCode(2) }
        }
    }

    private func show(_ summary: RunSummary) throws {
        guard let backtest = summary.backtest else { return print(try JSONText.of(summary)) }
        if let folder = report.csv { try BacktestFiles(report: backtest).write(to: folder) }
        if report.json { return print(try JSONText.of(summary)) }
        print(
            BacktestText(
                report: backtest, summary: summary,
                chartWidth: report.chart ? OutputTerminal.columns : nil,
                glyphs: OutputTerminal.glyphs
            ).text)
    }

    private func compareModes(_ request: RunRequest) throws {
        let comparison = try ModeComparison(request)
        let outcome = try runBlocking { try await comparison.run() }
        print(report.json ? try JSONText.of(outcome) : outcome.text)
        if outcome.rows.contains(where: { !$0.isSound }) { throw ExitCode(2) }
    }
}
