import Testing
import Trading

@testable import Engine

@Suite("When the ledger cannot be written")
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

    @Test("exits go on, entries stop, and everything is written once the ledger works again")
    func exitsGoOn() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        test.ledger.fail(with: .full(path: "ledger"))
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(test.broker.orders.count == 2)
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(try await test.position().status == .open)
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.riskState == "REDUCING")

        test.ledger.fail(with: nil)
        try await test.pass(seconds: 1)
        #expect(try await test.position().exitReason == .stopLoss)
        #expect(test.desk.parts.writer.keptUnits == 0)
        #expect(test.desk.parts.writer.trouble == nil)
        try await test.expectBalanced()
    }
}
