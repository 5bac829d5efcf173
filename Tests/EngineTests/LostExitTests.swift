import Ledger
import Market
import Testing
import Trading

@testable import Engine

@Suite("Exits that were sent and are not in the ledger", .balancedBooks)
struct LostExitTests {
    private let ledgers: Reopened
    private let venue = MemoryVenueBook()

    init() throws {
        ledgers = try Reopened()
    }

    private func start(isSilent: Bool = false) async throws -> TestDesk {
        try await TestDesk(ledger: ledgers.open(), book: venue, isSilent: isSilent)
    }

    /// A desk that holds a position, sends its stop while the ledger takes nothing, and dies.
    private func loseStop(_ market: (TestDesk) -> Void = { _ in }) async throws -> Position {
        let test = try await start()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        test.ledger.fail(with: .full(path: "ledger"))
        market(test)
        try await test.move(position.contract, to: Price(paise: 60_00))
        #expect(test.broker.orders.count == 2)
        try await ledgers.kill()
        return position
    }

    /// What the venue has sold.
    private func sold(_ test: TestDesk) async throws -> Quantity {
        try await test.ledger.inner.reader.fills(limit: 100)
            .reduce(.zero) { $1.side == .sell ? $0 + $1.quantity : $0 }
    }

    @Test(
        "an exit of a run that died with a full disk is found at the venue, and nothing is sold twice"
    )
    func filled() async throws {
        let held = try await loseStop()
        let test = try await start()
        let position = try await test.position()
        #expect((position.status, position.exitReason) == (.closed, .stopLoss))
        #expect(test.report.openPositions == 0)
        // Another rule's price comes: there is nothing left to sell.
        try await test.move(held.contract, to: Price(paise: 170_00))
        try await test.pass(seconds: 10)
        #expect(test.broker.orders.isEmpty)
        #expect(try await sold(test) == held.boughtQuantity)
        #expect(test.desk.summary.riskState == "ACTIVE")
        try await test.expectBalanced()
        try await ledgers.close()
    }

    @Test("one that still works at the venue is taken up, and no other follows while it does")
    func working() async throws {
        let held = try await loseStop { $0.market.empty(true) }
        let test = try await start()
        test.market.empty(true)
        let stop = OrderID.exit(position: held.id, reason: .stopLoss, ordinal: 0)
        #expect(try await test.position().workingExit == stop)
        #expect(test.report.workingOrders == 1)
        #expect(!test.broker.wasAskedTooSoon)
        try await test.move(held.contract, to: Price(paise: 170_00))
        #expect(test.broker.orders.isEmpty)
        test.market.empty(false)
        test.market.set(held.contract, premium: Price(paise: 60_00))
        try await test.pass(seconds: 10)
        #expect(try await test.position().status == .closed)
        #expect(try await sold(test) == held.boughtQuantity)
        try await test.expectBalanced()
        try await ledgers.close()
    }

    @Test("while the venue cannot be asked for them, entries are kept out")
    func silence() async throws {
        _ = try await loseStop()
        let test = try await start(isSilent: true)
        #expect(test.desk.summary.riskState == "REDUCING")
        let reason = try #require(test.desk.parts.account.current.gate.reasons.first)
        #expect(reason.contains("cannot be asked for exits of an earlier run"))
        try await ledgers.close()
    }

    @Test("a position whose working exit nobody ever sent is watched again")
    func neverSent() async throws {
        let first = try await start()
        try await first.send(first.signal("one"))
        let held = try await first.position()
        // The position's row was written, its order's was not.
        let row = held.working(held.exit(.target, selling: held.remainingQuantity))
        _ = await first.ledger.inner.commit(together: [[.upsertPosition(row)]])
        try await ledgers.kill()

        let test = try await start()
        #expect(try await test.position().workingExit == nil)
        try await test.pass(seconds: 1)
        let position = try await test.position()
        // What was decided is carried through, once.
        #expect((position.status, position.exitReason) == (.closed, .target))
        #expect(try await sold(test) == held.boughtQuantity)
        try await test.expectBalanced()
        try await ledgers.close()
    }

    @Test("an exit whose intent the ledger refuses is not sent, and keeps entries out")
    func refused() async throws {
        let test = try await start()
        try await test.send(test.signal("one"))
        let held = try await test.position()
        // The ledger has an order of this id already.
        let id = OrderID.exit(position: held.id, reason: .stopLoss, ordinal: 0)
        var known = try #require(try await test.orders().first)
        (known.id, known.purpose, known.side) = (id, .exit(.stopLoss), .sell)
        (known.filledQuantity, known.filledValue, known.status) = (.zero, .zero, .cancelled)
        let inserted = await test.ledger.inner.commit(together: [[.insertOrder(known)]])
        #expect(inserted == [.success(.committed)])
        try await test.move(held.contract, to: Price(paise: 60_00))
        #expect(!test.broker.orders.contains(id))
        // Its successor goes out once the venue's book has said that there is no such order.
        try await test.pass(seconds: 10)
        #expect(test.broker.orders.last == .exit(position: held.id, reason: .stopLoss, ordinal: 1))
        #expect(try await test.position().status == .closed)
        #expect(test.desk.summary.riskState == "REDUCING")
        #expect(
            test.desk.parts.account.current.gate.reasons.contains {
                $0.contains("not in the ledger and never will be")
            })
        try await ledgers.kill()
    }
}
