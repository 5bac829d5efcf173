import ArgumentParser
import Ledger
import Trading

/// Lists signals from the ledger.
struct SignalsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals", abstract: "List signals and what became of them.")

    @OptionGroup var query: LedgerQuery

    @Option(help: "Only signals on this underlying, as the source spelled it.")
    var symbol: String?

    @Option(
        help:
            "Only signals in this stage: \(SignalStatus.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var status: String?

    @Option(help: "How many at most, from 1.")
    var limit = RowLimit(50)

    func run() throws {
        try guarded {
            let stages = try stages()
            let reader = try query.open()
            let (symbol, limit) = (symbol, limit.rows)
            let rows = try runBlocking {
                try await reader.signals(statuses: Set(stages), symbol: symbol, limit: limit)
            }
            try query.show(rows, table: { table(rows) }, empty: "no signals")
        }
    }

    private func stages() throws -> [SignalStatus] {
        guard let status else { return [] }
        guard let stage = SignalStatus(rawValue: status.uppercased()) else {
            throw ProgramFailure(
                "--status \(status): no such stage; there are \(SignalStatus.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return [stage]
    }

    private func table(_ rows: [SignalRecord]) -> TextTable {
        var table = TextTable([
            "ID", "SYMBOL", "STRATEGY", "ACTION", "STATUS", "CODE", "CONTRACT", "RECEIVED",
        ])
        for row in rows {
            table.add([
                row.id, row.signal.symbol, row.signal.strategy, row.signal.action.rawValue,
                row.status.rawValue, row.denial?.code.rawValue ?? "-",
                row.contract?.tradingSymbol ?? "-", String(row.receivedAt.indiaISO8601.prefix(19)),
            ])
        }
        return table
    }
}
