import Testing
import Trading

@testable import Engine

@Suite("Books that do not add up", .balancedBooks)
struct BooksTests {
    @Test("a ledger that was tampered with stops entries and says what does not add up")
    func tampered() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        try await first.send(first.signal("one"))
        var position = try await first.position()
        _ = await first.desk.stop(withinSeconds: 5)
        position.boughtValue = position.boughtValue - Money(paise: 1)
        position.version += 1
        _ = try await first.ledger.inner.commit([.upsertPosition(position)])
        BalancedBooks.desks?.forget(first.ledger.inner)
        try await ledger.close()

        let test = try await TestDesk(ledger: ledger.open())
        #expect(test.desk.summary.riskState == "REDUCING")
        #expect(
            test.desk.parts.account.current.gate.reasons == [
                "the books do not equal their fills: position \(position.id); "
                    + "see `alphastocks statement`"
            ])
        await test.desk.snapshotNow()
        let snapshot = try #require(test.desk.takeSnapshot())
        #expect(!snapshot.account.isBalanced)
        #expect(snapshot.risk.state == .reducing)
        try await test.send(test.signal("two", strategy: "two"))
        #expect(test.desk.summary.denials == ["REDUCING": 1])
        BalancedBooks.desks?.forget(test.ledger.inner)
        // The way out stays open.
        try await test.move(position.contract, to: Price(paise: 60_00))
        #expect(test.desk.summary.positionsOpen == 0)
    }

    @Test("a new session does not mend them; the operator's word counts, until the next start")
    func nextSession() async throws {
        let test = try await TestDesk()
        let text = "the books do not equal their fills"
        test.desk.parts.account.setMismatch(text)
        func open(_ days: Int) async throws {
            let time = TestDesk.start.advanced(bySeconds: Double(days) * 86_400)
            test.clock.set(to: time)
            test.desk.advanceBusClock(to: time)
            try await test.desk.take(.sessionOpened("day \(days)"))
            await test.desk.settle()
        }
        try await open(1)
        #expect(test.desk.summary.riskState == "REDUCING")
        #expect(test.desk.parts.account.current.gate.reasons == [text])
        _ = await test.command(.resume())
        #expect(test.desk.summary.riskState == "ACTIVE")
        try await open(2)
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.riskState == "ACTIVE")
        #expect(!test.desk.parts.account.isBalanced)
    }

    @Test("books that add up start ACTIVE")
    func untouched() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        try await first.send(first.signal("one"))
        _ = await first.desk.stop(withinSeconds: 5)
        try await ledger.close()
        let test = try await TestDesk(ledger: ledger.open())
        #expect(test.desk.summary.riskState == "ACTIVE")
        try await test.expectBalanced()
    }
}
