import Ledger
import Testing
import Trading

@testable import Engine

@Suite("When the ledger cannot be written", .balancedBooks)
struct LedgerTroubleTests {
    @Test(
        "no order goes out, the signal is refused with LEDGER_UNAVAILABLE, and what was reserved is free again",
        arguments: [true, false])
    func failsClosed(readsToo: Bool) async throws {
        let test = try await TestDesk()
        test.ledger.fail(with: .full(path: "ledger"), readsToo: readsToo)
        try await test.send(test.signal("one"))
        #expect(test.broker.orders.isEmpty)
        #expect(test.desk.summary.denials == ["LEDGER_UNAVAILABLE": 1])
        #expect(test.desk.parts.account.current.reserved == .zero)
    }

    @Test(
        "exits go on, entries stop, and everything is written once the ledger works again",
        arguments: [
            LedgerError.full(path: "ledger"), .locked(path: "ledger"),
            .corrupt(path: "ledger", reason: "database disk image is malformed"),
            .unavailable(path: "ledger", reason: "disk i/o error"),
        ])
    func exitsGoOn(_ failure: LedgerError) async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        test.ledger.fail(with: failure)
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(test.broker.orders.count == 2)
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(try await test.position().status == .open)
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.riskState == "REDUCING")

        await test.desk.snapshotNow()
        let snapshot = try #require(test.desk.takeSnapshot())
        let source = try #require(snapshot.sources.first { $0.name == "ledger" })
        #expect(source.state == .down)
        #expect(source.detail.contains("unit(s) kept in memory"))
        #expect(snapshot.risk.reasons.contains { $0.contains("the ledger cannot be written") })
        try await test.send(test.signal("two", strategy: "other"))
        #expect(test.broker.orders.count == 2)

        test.ledger.fail(with: nil)
        try await test.pass(seconds: 1)
        #expect(try await test.position().exitReason == .stopLoss)
        #expect(test.desk.parts.writer.keptUnits == 0)
        #expect(test.desk.parts.writer.trouble == nil)
        try await test.expectBalanced()
    }

    @Test("a disk that is really full stops entries, and an exit is kept until there is room")
    func fullDisk() async throws {
        let test = try await TestDesk { rules in
            rules.limits.maximumPositions = 1_000
            rules.limits.capitalAtRiskPercent = 100
            rules.limits.maximumLots = 1
            rules.capital = Money(rupees: 100_000_000)
        }
        try await test.send(test.signal("held"))
        let contract = try await test.position().contract
        _ = try test.ledger.inner.pragma("max_page_count = 1")
        // What is left of the pages takes a few more rows.
        var number = 0
        while test.desk.summary.denials.isEmpty, number < 200 {
            try await test.send(test.signal("s\(number)", strategy: "strategy\(number)"))
            number += 1
        }
        // Whether an entry's own unit or one before it meets the end of the disk, there is no other entry.
        let denials = test.desk.summary.denials
        #expect(denials == ["LEDGER_UNAVAILABLE": 1] || denials == ["REDUCING": 1], "\(denials)")
        #expect(test.desk.parts.writer.trouble == .full(path: ":memory:"))
        let orders = test.broker.orders.count
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(test.broker.orders.count == 2 * orders)
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(test.desk.parts.writer.keptUnits > 0)
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.riskState == "REDUCING")

        _ = try test.ledger.inner.pragma("max_page_count = 1000000")
        try await test.pass(seconds: 1)
        #expect(test.desk.parts.writer.keptUnits == 0)
        #expect(test.desk.parts.writer.trouble == nil)
        #expect(try await test.positions().allSatisfy { $0.status == .closed })
        try await test.expectBalanced()
    }
}
