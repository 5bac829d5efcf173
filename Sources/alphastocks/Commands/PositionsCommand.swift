import ArgumentParser
import Ledger
import Trading

/// Lists positions from the ledger.
struct PositionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "positions", abstract: "List positions from the ledger.")

    @OptionGroup var query: LedgerQuery

    @Flag(help: "List closed positions too.")
    var all = false

    @Option(help: "How many at most, from 1.")
    var limit = RowLimit(100)

    func run() throws {
        try guarded {
            let reader = try query.open()
            let (all, limit) = (all, limit.rows)
            let live = PositionStatus.allCases.filter(\.isLive)
            let rows = try runBlocking {
                try await reader.positions(statuses: all ? [] : Set(live), limit: limit)
            }
            try query.show(rows, table: { table(rows) }, empty: "no \(all ? "" : "live ")positions")
        }
    }

    private func table(_ rows: [Position]) -> TextTable {
        var table = TextTable(
            [
                "ID", "CONTRACT", "STATUS", "QTY", "ENTRY", "STOP", "TARGET", "REALISED", "EXIT",
                "OPENED",
            ],
            rightAligned: [3, 4, 5, 6, 7])
        for row in rows {
            table.add([
                row.id.text, row.contract.tradingSymbol, row.status.rawValue,
                String(row.remainingQuantity.units), IndianFormat.rupees(row.entryPrice),
                IndianFormat.rupees(row.stop), IndianFormat.rupees(row.activeTarget),
                IndianFormat.rupees(row.realised, showsPlus: true), row.exitReason?.rawValue ?? "-",
                String(row.openedAt.indiaISO8601.prefix(19)),
            ])
        }
        return table
    }
}
