import ArgumentParser
import Ledger
import Trading

/// Lists dead letters from the ledger.
struct DeadLettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq", abstract: "List the dead letters that wait.",
        discussion: "Retry or discard them in the cockpit (R and D), where the handlers run.")

    @OptionGroup var query: LedgerQuery

    func run() throws {
        try guarded {
            let reader = try query.open()
            let rows = try runBlocking { try await reader.waitingDeadLetters() }
            try query.show(rows, table: { table(rows) }, empty: "no dead letters")
        }
    }

    private func table(_ rows: [DeadLetterRecord]) -> TextTable {
        var table = TextTable(
            ["ID", "HANDLER", "EVENT", "ATTEMPTS", "DIED", "ERROR"], rightAligned: [3])
        for row in rows {
            table.add([
                row.id.text, row.handler, row.event.topic.rawValue, String(row.attempts.count),
                String(row.diedAt.indiaISO8601.prefix(19)), row.error,
            ])
        }
        return table
    }
}
