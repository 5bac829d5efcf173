import Foundation
import Ledger
import Trading

/// A signal that a desk has processed, with what its ledger says of it.
struct PastSignal {
    private let record: SignalRecord
    private let orders: [Order]
    private let position: Position?
    private let path: String

    /// Looks a signal up.
    ///
    /// - Parameters:
    ///   - id: The signal's id.
    ///   - ledger: The ledger's file; every one of the state directory when `nil`.
    /// - Throws: `ProgramFailure` when no ledger knows it, `LedgerError` when the named one cannot be read.
    init(id: String, ledger: String?) throws {
        let paths = ledger.map { [$0] } ?? Self.ledgers
        for path in paths {
            do {
                guard let found = try Self.find(id, in: path) else { continue }
                self = found
                return
            } catch  where ledger == nil {
                // One that cannot be read does not keep the others from being asked.
                printError("alphastocks: \(sentence(for: error))")
            }
        }
        let places = paths.isEmpty ? StateDirectory.state : paths.joined(separator: ", ")
        throw ProgramFailure(
            "no signal is called \(id) in \(places); `alphastocks signals` lists them, --ledger FILE names another ledger"
        )
    }

    private init(record: SignalRecord, orders: [Order], position: Position?, path: String) {
        self.record = record
        self.orders = orders
        self.position = position
        self.path = path
    }

    /// The ledgers of the state directory, the one written last first.
    private static var ledgers: [String] {
        let folder = URL(filePath: StateDirectory.state)
        let files =
            (try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
        return files.filter { $0.pathExtension == "sqlite" }
            .map { file in
                let date = try? file.resourceValues(forKeys: [.contentModificationDateKey])
                return (file.path, date?.contentModificationDate ?? .distantPast)
            }
            .sorted { $0.1 > $1.1 }.map(\.0)
    }

    private static func find(_ id: String, in path: String) throws -> PastSignal? {
        let reader = try LedgerReader.open(at: path)
        return try runBlocking {
            guard let record = try await reader.signal(id) else { return nil }
            let positions = try await reader.positions(limit: .max)
            return PastSignal(
                record: record, orders: try await reader.orders(signalID: id).reversed(),
                position: positions.first { $0.signalID == id }, path: path)
        }
    }

    /// What is to be printed.
    ///
    /// - Parameter asJSON: Whether as JSON.
    /// - Returns: The record, or the story in words.
    /// - Throws: When the record cannot be written as JSON.
    func text(_ asJSON: Bool) throws -> String {
        guard !asJSON else { return try JSONText.of(record) }
        var parts = [head]
        if let choice = record.choice {
            parts.append(choice.explanation)
        } else {
            parts.append("No contract was looked for: it was refused before that.")
        }
        if !orders.isEmpty { parts.append(orderTable) }
        if let position { parts.append(outcome(of: position)) }
        parts.append("Recorded in \(path)")
        return parts.joined(separator: "\n\n")
    }

    private var head: String {
        let signal = record.signal
        var lines = [
            "\(signal.id): \(signal.action.rawValue) \(signal.symbol) by \(signal.strategy)",
            "entry \(signal.entryPrice), stop \(signal.stopLoss), target \(signal.target)"
                + (signal.strength.map { ", strength \(IndianFormat.decimal($0, decimals: 2))" }
                    ?? ""),
            "emitted \(time(signal.emittedAt)), taken up \(time(record.receivedAt)), "
                + "\(record.status.rawValue) since \(time(record.updatedAt))",
        ]
        if let denial = record.denial {
            lines.append("refused: \(denial.code.rawValue): \(denial.reason)")
        }
        if let contract = record.contract {
            lines.append(
                "bought \(contract.tradingSymbol)\(contract.isGenerated ? " (generated)" : "")")
        }
        return lines.joined(separator: "\n")
    }

    private var orderTable: String {
        var table = TextTable(
            ["ORDER", "SIDE", "UNITS", "FILLED", "STATUS", "MADE"], rightAligned: [2, 3])
        for order in orders {
            table.add([
                order.id.description, order.side.rawValue, String(order.quantity.units),
                String(order.filledQuantity.units), order.status.rawValue, time(order.createdAt),
            ])
        }
        return table.text
    }

    private func outcome(of position: Position) -> String {
        let net = position.realised - position.charges
        let money =
            "\(IndianFormat.rupees(position.realised, showsPlus: true)) before charges of "
            + "\(IndianFormat.rupees(position.charges)), net \(IndianFormat.rupees(net, showsPlus: true))"
        guard position.status == .closed else {
            return "The position is \(position.status.rawValue): \(money) so far."
        }
        let reason = position.exitReason?.rawValue ?? "no reason"
        return "Closed by \(reason)\(position.closedAt.map { " " + time($0) } ?? ""): \(money)."
    }

    private func time(_ instant: Timestamp) -> String {
        "\(instant.indiaDay) \(instant.indiaClock)"
    }
}
