import Testing
import Trading

@testable import Engine

@Suite("What is held, as the ledger knows it", .balancedBooks)
struct MarksTests {
    @Test("the last mark is kept at the session's close and when the desk stops")
    func marks() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        // A mark alone is not worth a write.
        try await test.move(contract, to: Price(paise: 104_00))
        #expect(try await test.position().mark != Price(paise: 104_00))
        try await test.desk.take(.sessionClosed("today"))
        await test.desk.settle()
        #expect(try await test.position().mark == Price(paise: 104_00))
        try await test.move(contract, to: Price(paise: 106_00))
        _ = await test.desk.stop(withinSeconds: 5)
        let position = try await test.position()
        #expect(position.mark == Price(paise: 106_00))
        #expect(position.markedAt == test.clock.now)
        #expect(position.unrealised == Price(paise: 6_00) * position.remainingQuantity)
    }

    @Test("the day's deepest fall is known after a kill and a stop, and the next day begins anew")
    func fall() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        try await first.send(first.signal("one"))
        let held = try await first.position()
        for premium in [Int64(104_00), 93_00, 99_00] {
            try await first.move(held.contract, to: Price(paise: premium))
        }
        let way = Price(paise: 11_00) * held.remainingQuantity
        #expect(first.desk.parts.account.current.today.fall.deepest == way)
        _ = await first.command(
            .closePositions([PositionTarget(try #require(first.desk.parts.positions.live.first))]))
        try await first.pass(seconds: 1)
        let fall = first.desk.parts.account.current.today.fall
        #expect(first.desk.summary.positionsOpen == 0)
        #expect(fall.deepest >= way)
        try await ledger.kill()

        let second = try await TestDesk(ledger: ledger.open())
        #expect(second.desk.parts.account.current.today.fall == fall)
        await second.desk.snapshotNow()
        let account = try #require(second.desk.takeSnapshot()?.account)
        #expect(account.maxDrawdown == fall.deepest)
        // The curve of the day begins with its fills.
        #expect(account.dayHistory.first?.paise == -held.charges.paise)
        #expect(
            account.dayHistory.dropFirst().map(\.paise) == [
                account.dayNet.paise, account.dayNet.paise,
            ])
        // With no trade closed after it, a fall is kept when the desk stops.
        try await second.send(second.signal("two", strategy: "two"))
        let other = try #require(second.desk.parts.positions.live.first)
        try await second.move(other.contract, to: Price(paise: 80_00))
        let deeper = second.desk.parts.account.current.today.fall
        #expect(deeper.deepest > fall.deepest)
        _ = await second.desk.stop(withinSeconds: 5)
        try await ledger.close()

        let third = try await TestDesk(ledger: ledger.open(), at: second.clock.now)
        #expect(third.desk.parts.account.current.today.fall == deeper)
        third.clock.set(to: third.clock.now.advanced(bySeconds: 86_400))
        try await third.desk.take(.sessionOpened("tomorrow"))
        await third.desk.settle()
        #expect(third.desk.parts.account.current.today.fall == ProfitFall())
        try await ledger.close()
    }

    @Test("what a day began with is kept, though nothing else has changed")
    func opening() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        try await first.send(first.signal("one"))
        try await first.move(try await first.position().contract, to: Price(paise: 104_00))
        first.clock.set(to: first.clock.now.advanced(bySeconds: 86_400))
        try await first.desk.take(.sessionOpened("tomorrow"))
        await first.desk.settle()
        let opening = first.desk.parts.account.current.today.openingEquity
        #expect(opening > first.desk.parts.account.current.cash)
        try await ledger.kill()

        let second = try await TestDesk(ledger: ledger.open(), at: first.clock.now)
        #expect(second.desk.parts.account.current.today.openingEquity == opening)
        try await ledger.close()
    }
}
