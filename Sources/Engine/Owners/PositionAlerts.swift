import Synchronization
import Trading

/// Says each alert about a position once, until it has passed.
final class PositionAlerts: Sendable {
    private let raised = Mutex<[PositionID: Set<String>]>([:])

    func raise(_ alert: ExitAlert, about position: Position, at now: Timestamp, log: LogBook) {
        let kind: String
        switch alert {
        case .staleQuote: kind = "stale"
        case .marketClosed(let reason): kind = reason.rawValue
        }
        let isNew = raised.withLock { $0[position.id, default: []].insert(kind).inserted }
        guard isNew else { return }
        log.append(
            at: now, .warning, "positions", "\(position.contract.tradingSymbol): \(alert)",
            correlationID: position.signalID)
    }

    func clear(_ id: PositionID) {
        raised.withLock { $0[id] = nil }
    }
}
