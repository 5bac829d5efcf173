import ArgumentParser
import Foundation
import Market
import Trading

/// Runs the same engine without a terminal.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the engine without a terminal.",
        discussion: """
            Signals come from the market's strategies, from --signals FILE, and on the simulated market \
            also from standard input when something is piped in: NDJSON, one signal a line, or a JSON array. \
            Progress goes to standard error when that is a terminal; one JSON summary goes to standard \
            output at the end.

            It ends at the end of a replay, after --minutes, when piped signals have been processed, or \
            with Ctrl-C (twice leaves at once). With --speed max the same seed gives the same result, bit \
            for bit.

            Exit status: 0 all well, 1 it could not run, 2 something needs attention (dead letters, \
            orders without an outcome, input lines that could not be read, books that do not add up).
            """)

    @OptionGroup(title: "Market") var market: MarketOptions
    @OptionGroup(title: "Desk") var desk: DeskOptions

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
                minutes: minutes)
            let summary = try runBlocking { try await HeadlessRun(request).run() }
            print(try JSONText.of(summary))
            if summary.needsAttention { throw ExitCode(2) }
        }
    }
}
