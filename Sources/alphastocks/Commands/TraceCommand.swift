import ArgumentParser
import Ledger
import Trading

/// Tells the story of one signal from the ledger: tick, candle, signal, order, fill, position, exit.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Tell what became of a signal, step by step, with each handler's times.",
        discussion: """
            Each row is one attempt of one handler at one event: when the event was published, counted from the \
            signal; how long the handler waited and ran; how it ended. `alphastocks signals` lists the ids. A \
            running engine is not disturbed; what it did in the last moment may still be missing.

              alphastocks trace sim-7-000042
            """)

    @Argument(help: "The signal's id.")
    var signal: String

    @OptionGroup var query: LedgerQuery

    func run() throws {
        try guarded {
            let reader = try query.open()
            let told = try runBlocking {
                try await reader.trace(of: signal, longest: Self.longest)
            }
            guard let trace = told else {
                throw ProgramFailure(
                    "the ledger holds no events of a signal \(signal); "
                        + "`alphastocks signals` lists those that it knows")
            }
            print(query.json ? try JSONText.of(trace) : Self.text(trace))
        }
    }

    private static let longest = 10_000

    private static func text(_ trace: SignalTrace) -> String {
        var table = TextTable(
            ["AT", "EVENT", "HANDLER", "WAIT", "RUN", "OUTCOME", "WHAT"], rightAligned: [0, 3, 4])
        var told: String?
        for step in trace.steps {
            // An event's words stand once, beside its first handler.
            let isNew = told != step.eventID
            told = step.eventID
            table.add([
                isNew ? DurationText.of(step.offsetNanoseconds) : "",
                isNew ? step.topic.rawValue : "",
                step.run.map { $0.attempt > 1 ? "\($0.handler) ×\($0.attempt)" : $0.handler }
                    ?? "from \(step.source)",
                step.run.map { DurationText.of($0.waitNanoseconds) } ?? "",
                step.run.map { DurationText.of($0.runNanoseconds) } ?? "",
                step.run.map { outcome($0.outcome) } ?? "",
                isNew ? step.words : step.run.flatMap { error($0.outcome) } ?? "",
            ])
        }
        let events = Set(trace.steps.map(\.eventID)).count
        var lines = [
            "signal \(trace.signalID) from \(trace.startedAt.indiaISO8601): \(events) events, "
                + "\(trace.steps.count) steps, \(DurationText.of(trace.durationNanoseconds)) in all",
            "", table.text,
        ]
        if trace.omittedSteps > 0 {
            lines.append("\(trace.omittedSteps) steps in the middle are left out")
        }
        return lines.joined(separator: "\n")
    }

    private static func outcome(_ outcome: TraceOutcome) -> String {
        switch outcome {
        case .done: "done"
        case .failed: "failed"
        case .timedOut: "timed out"
        }
    }

    private static func error(_ outcome: TraceOutcome) -> String? {
        if case .failed(let error) = outcome { error } else { nil }
    }
}
