import Foundation
import Ledger
import Trading

/// Every signal, order, fill and position of a ledger, to be set against another's.
struct LedgerBooks: Sendable {
    let signals: [SignalRecord]
    let orders: [Order]
    let fills: [Fill]
    let positions: [Position]
    /// A hash of all of them; equal books have equal digests.
    let digest: String

    init(_ reader: LedgerReader) async throws {
        signals = try await reader.signals(limit: .max)
        orders = try await reader.orders(limit: .max)
        fills = try await reader.fills(limit: .max)
        positions = try await reader.positions(limit: .max)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var hash = ""
        for part in [
            try encoder.encode(signals), try encoder.encode(orders), try encoder.encode(fills),
            try encoder.encode(positions),
        ] {
            hash = StableHash.hexadecimal(hash + String(decoding: part, as: UTF8.self))
        }
        digest = hash
    }

    /// Cash that the fills brought in, less what they took, charges taken off.
    var cashEffect: Money {
        positions.reduce(Money.zero) { $0 + $1.soldValue - $1.boughtValue - $1.charges }
    }

    /// The first thing in which two books differ, oldest kind of fact first; `nil` when they are equal.
    func firstDifference(to other: LedgerBooks) -> String? {
        difference("signal", signals, other.signals, \.id) ?? difference(
            "order", orders, other.orders, \.id.text) ?? difference(
                "fill", fills, other.fills, { "\($0.id) of \($0.orderID)" })
            ?? difference(
                "position", positions, other.positions, \.id.text)
    }

    private func difference<Fact: Equatable>(
        _ kind: String, _ mine: [Fact], _ others: [Fact], _ id: (Fact) -> String
    ) -> String? {
        // Lists come newest first.
        for (mine, other) in zip(mine.reversed(), others.reversed()) where mine != other {
            return id(mine) == id(other)
                ? "\(kind) \(id(mine)) is not the same"
                : "\(kind) \(id(mine)) here, \(id(other)) in the original"
        }
        guard mine.count != others.count else { return nil }
        return "\(mine.count) \(kind)s here, \(others.count) in the original"
    }
}
