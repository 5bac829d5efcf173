internal import GRDB
internal import Trading

extension TracedRun: StoredRecord {
    static let table = Table(
        "attempts",
        columns: [
            "event_id", "handler", "number", "wait_nanoseconds", "run_nanoseconds", "outcome",
            "error",
        ])

    /// Adds an attempt; the same one again, as after a lost answer, is left as it is.
    static let append = "\(table.insert) ON CONFLICT DO NOTHING"

    private static let done = "DONE"
    private static let failed = "FAILED"
    private static let timedOut = "TIMED OUT"

    init(_ columns: ColumnReader) throws {
        let outcome: String = try columns["outcome"]
        let error: String? = try columns["error"]
        self.init(
            eventID: try columns["event_id"],
            run: TraceRun(
                handler: try columns["handler"], attempt: try columns["number"],
                waitNanoseconds: try columns["wait_nanoseconds"],
                runNanoseconds: try columns["run_nanoseconds"],
                outcome: outcome == Self.timedOut ? .timedOut : error.map { .failed($0) } ?? .done))
    }

    func cells() -> [DatabaseValue] {
        let (outcome, error): (String, String?) =
            switch run.outcome {
            case .done: (Self.done, nil)
            case .failed(let error): (Self.failed, error)
            case .timedOut: (Self.timedOut, nil)
            }
        return [
            eventID.cell, run.handler.cell, run.attempt.cell, run.waitNanoseconds.cell,
            run.runNanoseconds.cell, outcome.cell, error.cell,
        ]
    }
}
