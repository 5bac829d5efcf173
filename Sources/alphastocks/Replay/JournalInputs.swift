import Ledger
import Trading

/// What came to a run from outside, as its journal holds it: signals from files and pipes, and an operator's commands.
///
/// Everything else in the journal followed from these and from the market, and follows again.
struct JournalInputs: Sendable {
    /// Signals with the market's time at which they came.
    var signals: [(at: Timestamp, signal: Signal)] = []
    /// Commands with the market's time at which they came.
    var commands: [(at: Timestamp, command: Command)] = []
    /// The market's time of the journal's last event.
    var end = Timestamp.distantPast

    private static let page = 10_000

    /// Reads a run's journal.
    init(ofRun run: Int64, from reader: LedgerReader) async throws {
        var last: UInt64 = 0
        while true {
            let records = try await reader.journal(ofRun: run, after: last, limit: Self.page)
            guard let final = records.last else { return }
            last = final.sequence
            for record in records { take(record) }
        }
    }

    private mutating func take(_ record: EventRecord) {
        end = max(end, record.occurredAt)
        switch record.payload {
        case .operatorCommanded(let request):
            commands.append((record.occurredAt, request.command))
        case .signalGenerated(let signal)
        where signal.origin == .file && record.causationID == nil && record.source != "operator":
            signals.append((record.occurredAt, signal))
        default: break
        }
    }
}
