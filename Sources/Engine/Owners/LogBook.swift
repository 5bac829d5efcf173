import Synchronization
import Trading

/// The newest rows of the event log.
final class LogBook: Sendable {
    private struct State {
        var rows: [LogRow] = []
        var next: UInt64 = 1
    }

    private let state = Mutex(State())
    private let kept = 300

    func append(
        at instant: Timestamp, _ level: LogLevel, _ subject: String, _ text: String,
        correlationID: String? = nil
    ) {
        state.withLock { state in
            state.rows.append(
                LogRow(
                    sequence: state.next, at: instant, level: level, subject: subject, text: text,
                    correlationID: correlationID))
            state.next += 1
            // Trimmed in blocks, so that an append stays O(1) on average.
            if state.rows.count >= kept * 2 { state.rows.removeFirst(state.rows.count - kept) }
        }
    }

    /// The newest rows, oldest first.
    var rows: [LogRow] { state.withLock { Array($0.rows.suffix(kept)) } }
}
