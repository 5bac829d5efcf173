import ArgumentParser
import Engine
import Ledger
import Market
import Trading

/// Plays the journal again.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Play the journal again into the same handlers, and say whether the same came out.",
        discussion: """
            The signals and commands that came from outside are taken from the journal, the market from its \
            seed or its files, the fills from a paper broker with the same faults. Two replays are equal, bit \
            for bit: the digests say so. A run with --speed max is repeated exactly; one that was paced is \
            compared, and the first difference, if there is one, is told. The ledger is only read.

              alphastocks replay --topic 'position.*' --from 2025-10-08T10:00 --events

            Exit status: 0 the same came out, or only a part was played; 1 it could not run; 2 something else \
            came out.
            """)

    @OptionGroup var query: LedgerQuery

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp("The last run to replay; all, when it is not given.", valueName: "n"))
    var lastRun: Int64?

    @Option(help: "Market seconds in one second: 0.1 to 1000, or `max` for as fast as it goes.")
    var speed = Speed(.unpaced)

    @Option(
        help: ArgumentHelp(
            "Tell of these topics only: names, or patterns with * and >.", valueName: "topic"))
    var topic: [String] = []

    @Option(
        help: ArgumentHelp(
            "Tell of nothing before this instant of the market, India's time.", valueName: "time"))
    var from: String?

    @Option(
        help: ArgumentHelp("Stop at this instant of the market, India's time.", valueName: "time"))
    var to: String?

    @Flag(help: "Print the events that are told, one a line.")
    var events = false

    func run() throws {
        try guarded {
            var selection = EventSelection()
            for text in topic { try selection.add(text) }
            selection.start = try from.map { try Self.instant($0, "--from") }
            let replay = JournalReplay(
                reader: try query.open(), lastRun: lastRun, pace: speed.pace,
                end: try to.map { try Self.instant($0, "--to") }, selection: selection)
            let summary = try runBlocking { try await replay.run() }
            if events { for event in summary.selected { print(Self.line(event)) } }
            print(query.json ? try JSONText.of(summary) : Self.text(summary))
            if summary.equalsOriginal == false { throw ExitCode(2) }
        }
    }

    private static func instant(_ text: String, _ option: String) throws -> Timestamp {
        guard let instant = TimestampText.parse(text) else {
            throw ProgramFailure(
                "\(option) \(text): expected a time such as 2025-10-08T10:00 or 2025-10-08T10:00:30"
            )
        }
        return instant
    }

    private static func line(_ event: EventRecord) -> String {
        "\(event.occurredAt.indiaISO8601.prefix(23))  \(event.topic.rawValue)  \(event.payload.words)"
    }

    private static func text(_ summary: ReplaySummary) -> String {
        var lines = [
            "\(summary.runs) run(s), \(summary.steps) steps of the market up to "
                + "\(summary.marketTime.prefix(19)), "
                + "\(summary.signalsGiven) signal(s) and \(summary.commandsGiven) command(s) from the journal",
            "\(summary.signals) signals, \(summary.orders) orders, \(summary.fills) fills, "
                + "\(summary.positions) positions, "
                + "\(IndianFormat.rupees(Money(paise: summary.cashEffectPaise), showsPlus: true)) in cash",
            "events \(summary.events.values.reduce(0, +)), digest \(summary.eventDigest)",
            "books digest \(summary.digest)",
        ]
        switch summary.equalsOriginal {
        case true?: lines.append("the same as the original, bit for bit")
        case false?: lines.append("NOT the same as the original: \(summary.firstDifference ?? "?")")
        case nil: lines.append("a part was played, so it is not compared with the original")
        }
        return lines.joined(separator: "\n")
    }
}
