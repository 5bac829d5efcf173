import Ledger
import Testing
import Trading

/// Everything that a ledger has acknowledged.
struct Books {
    var signals: [String] = []
    var orders: [OrderID] = []
    var fills: [String] = []
    /// Each position with the signal that it belongs to.
    var positions: [(id: PositionID, signal: String)] = []

    init() {}

    init(_ reader: LedgerReader) async throws {
        // What depends on another is read first: what comes meanwhile cannot look like a loss.
        fills = try await reader.fills(limit: .max).map(\.id)
        orders = try await reader.orders(limit: .max).map(\.id)
        positions = try await reader.positions(limit: .max).map { ($0.id, $0.signalID) }
        signals = try await reader.signals(limit: .max).map(\.id)
    }

    /// What was in other books and is not in these.
    func missing(from earlier: Books) -> [String] {
        Set(earlier.signals).subtracting(signals).map { "signal \($0)" }
            + Set(earlier.orders).subtracting(orders).map { "order \($0)" }
            + Set(earlier.fills).subtracting(fills).map { "fill \($0)" }
            + Set(earlier.positions.map(\.id)).subtracting(positions.map(\.id)).map {
                "position \($0)"
            }
    }

    /// What is in the books twice.
    var doubled: [String] {
        repeated(signals) + repeated(orders) + repeated(fills) + repeated(positions.map(\.id))
            + repeated(positions.map(\.signal)).map { "a second position of signal \($0)" }
    }

    private func repeated<ID: Hashable>(_ ids: [ID]) -> [String] {
        Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.map { "\($0.key)" }
    }
}
