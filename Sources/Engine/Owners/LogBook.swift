import Logging
import Synchronization
import Trading

/// The newest rows of the event log; each goes to the logger too.
final class LogBook: Sendable {
    private struct State {
        var rows: [LogRow] = []
        var next: UInt64 = 1
    }

    private let state = Mutex(State())
    private let kept = 300
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Adds a row; with a handler's own logger, its line in the log carries the task and the event too.
    func append(
        at instant: Timestamp, _ level: LogLevel, _ subject: String, _ text: String,
        correlationID: String? = nil, by handlersLogger: Logger? = nil
    ) {
        var facts: Logger.Metadata {
            var facts: Logger.Metadata = [
                "subject": "\(subject)", "market": "\(instant.indiaISO8601)",
            ]
            if let correlationID { facts["correlation"] = "\(correlationID)" }
            return facts
        }
        (handlersLogger ?? logger).log(level: level.loggerLevel, "\(text)", metadata: facts)
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

extension LogLevel {
    fileprivate var loggerLevel: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
