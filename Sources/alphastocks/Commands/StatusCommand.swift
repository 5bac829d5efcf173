import ArgumentParser
import Ledger
import Trading

/// Says what the ledger holds: money, positions, orders, signals, dead letters.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what the ledger holds, and whether it adds up.",
        discussion: "Exit status 2 when the books do not equal the fills.")

    @OptionGroup var query: LedgerQuery

    /// What is printed.
    struct Report: Encodable, Sendable {
        var capitalPaise: Int64
        var cashPaise: Int64
        var chargesPaise: Int64
        var fills: Int
        var livePositions: Int
        var openOrders: Int
        var deadLetters: Int
        var runs: Int
        var isBalanced: Bool
        var positionsOutOfStep: [String]
        var ordersOutOfStep: [String]
    }

    func run() throws {
        try guarded {
            let reader = try query.open()
            let report = try runBlocking { try await Self.report(from: reader) }
            if query.json {
                print(try JSONText.of(report))
            } else {
                print(Self.text(report))
            }
            if !report.isBalanced { throw ExitCode(2) }
        }
    }

    private static func report(from reader: LedgerReader) async throws -> Report {
        let memory = try await reader.memory(on: CalendarDay(daysSinceEpoch: 0))
        let check = try await reader.accountCheck()
        let capital = memory.state["capital"].flatMap { Int64($0) } ?? 0
        return Report(
            capitalPaise: capital, cashPaise: capital + check.fills.cashEffect.paise,
            chargesPaise: check.fills.charges.paise, fills: check.fills.count,
            livePositions: memory.openPositions.count, openOrders: memory.openOrders.count,
            deadLetters: memory.deadLetters.count, runs: try await reader.runs().count,
            isBalanced: check.isBalanced, positionsOutOfStep: check.positionsOutOfStep.map(\.text),
            ordersOutOfStep: check.ordersOutOfStep.map(\.text))
    }

    private static func text(_ report: Report) -> String {
        let rows = [
            ("capital", IndianFormat.rupees(Money(paise: report.capitalPaise))),
            ("cash", IndianFormat.rupees(Money(paise: report.cashPaise))),
            ("charges", IndianFormat.rupees(Money(paise: report.chargesPaise))),
            ("fills", String(report.fills)),
            ("live positions", String(report.livePositions)),
            ("orders without an outcome", String(report.openOrders)),
            ("dead letters", String(report.deadLetters)),
            ("runs", String(report.runs)),
            ("books equal the fills", report.isBalanced ? "yes" : "NO"),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + value
        }
        let trouble =
            (report.positionsOutOfStep.map { "position \($0) is not the sum of its fills" })
            + (report.ordersOutOfStep.map { "order \($0) is not the sum of its fills" })
        return (lines + trouble).joined(separator: "\n")
    }
}
