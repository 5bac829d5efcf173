import Testing
import Trading

@testable import Engine

@Suite("An entry whose position is left while it is still being filled", .balancedBooks)
struct LeavingEntryTests {
    /// A desk that has bought one lot of several, in a market that shows one lot.
    private func partlyFilled() async throws -> TestDesk {
        let test = try await TestDesk()
        test.market.show(lots: 1)
        try await test.send(test.signal("one"))
        #expect(try await test.orders().map(\.status) == [.partiallyFilled])
        return test
    }

    private func close(_ test: TestDesk) async throws {
        let position = try await test.position()
        let target = PositionTarget(id: position.id, version: position.version)
        _ = await test.command(.closePositions([target]))
    }

    /// All of what was bought is sold for one reason, and the rest of the entry is out of the book.
    private func expectLeft(_ test: TestDesk, _ reason: ExitReason, lots: Int) async throws {
        let position = try await test.position()
        #expect(position.status == .closed)
        #expect(position.exitReason == reason)
        #expect(position.boughtQuantity == Quantity(lots * StillMarket.lot))
        #expect(position.remainingQuantity == .zero)
        let entry = try #require(try await test.orders().first { $0.purpose == .entry })
        #expect(entry.status == .cancelled)
        #expect(entry.reason == "its position is being closed")
        #expect(test.desk.parts.account.current.reserved == .zero)
    }

    @Test("an operator's close cancels the rest, and nothing is bought afterwards")
    func operatorClose() async throws {
        let test = try await partlyFilled()
        try await close(test)
        try await expectLeft(test, .operatorClose, lots: 1)
        test.market.show(lots: 100)
        for _ in 0..<20 { try await test.pass(seconds: 1) }
        try await expectLeft(test, .operatorClose, lots: 1)
    }

    @Test("so does a stop")
    func stop() async throws {
        let test = try await partlyFilled()
        try await test.move(try await test.position().contract, to: Price(paise: 60_00))
        try await expectLeft(test, .stopLoss, lots: 1)
    }

    @Test("what the venue filled before the cancel reached it is sold at once, for the same reason")
    func lateFill() async throws {
        let test = try await partlyFilled()
        try await close(test)
        let entry = try #require(try await test.orders().first { $0.purpose == .entry })
        test.market.show(lots: 100)
        test.broker.say(
            OrderReport(
                orderID: entry.id,
                kind: .filled(
                    tradeID: "late", quantity: Quantity(StillMarket.lot),
                    price: Price(paise: 100_00), isComplete: false),
                positionID: entry.positionID, signalID: entry.signalID, occurredAt: test.clock.now))
        await test.desk.settle()
        try await expectLeft(test, .operatorClose, lots: 2)
        let exits = try await test.orders().filter { $0.purpose == .exit(.operatorClose) }
        #expect(exits.count == 2)
    }
}
