import EventBus
import Foundation
import Ledger
import Market
import Testing
import Trading

@testable import Engine

@Suite("One signal, one order", .balancedBooks)
struct IdempotencyTests {
    @Test("100 copies at once on a concurrent desk make one order and one position")
    func copiesAtOnce() async throws {
        let test = try await TestDesk(isStepped: false)
        let signal = test.signal("the-one")
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { try await test.desk.take(.signal(signal)) } }
        }
        let report = await test.desk.stop(withinSeconds: 600)
        #expect(report.isComplete)
        #expect(test.broker.orders == [.entry(signalID: "the-one")])
        #expect(try await test.positions().count == 1)
        #expect(test.desk.summary.signalsReceived == 100)
        #expect(test.desk.summary.denials == ["DUPLICATE": 99])
        try await test.expectBalanced()
    }

    @Test("100 different signals at once never overshoot the three positions", arguments: 0..<20)
    func limitUnderConcurrency(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let mode = RiskMode.builtIn[Int(seed % 4)]
        let test = try await TestDesk(isStepped: false) { rules in
            rules.mode = mode
            rules.limits.capitalAtRiskPercent = 100
        }
        // Thin quotes leave some entries working, dear ones are refused for their risk: both give back and take.
        test.market.show(lots: Int.random(in: 1...8, using: &random))
        let signals = (0..<100).map { number in
            var signal = test.signal(
                "s\(number)", strategy: "strategy\(number)",
                action: Bool.random(using: &random) ? .buy : .sell)
            signal.expectedMovePercent = Double.random(in: 2...5, using: &random)
            return signal
        }.shuffled(using: &random)
        await withThrowingTaskGroup(of: Void.self) { group in
            for signal in signals {
                group.addTask { try await test.desk.take(.signal(signal)) }
            }
        }
        _ = await test.desk.stop(withinSeconds: 600)
        #expect(test.broker.orders.count == 3)
        #expect(try await test.positions().count == 3)
        #expect(test.desk.parts.account.current.positionCount == 3)
        #expect(test.desk.summary.denials == ["MAX_POSITIONS": 97])
        try await test.expectBalanced()
    }

    @Test("after a restart the position is there, the money is right, and a copy is refused")
    func restart() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let book = MemoryVenueBook()
        let first = try await TestDesk(ledger: ledger, book: book)
        try await first.send(first.signal("kept"))
        let before = try await first.position()
        _ = await first.desk.stop(withinSeconds: 5)

        let second = try await TestDesk(ledger: ledger, book: book)
        #expect(second.desk.summary.positionsOpen == 1)
        #expect(second.desk.summary.cashPaise == first.desk.summary.cashPaise)
        try await second.send(second.signal("kept"))
        #expect(second.desk.summary.denials == ["DUPLICATE": 1])
        #expect(second.broker.orders.isEmpty)
        try await second.move(before.contract, to: Price(paise: 60_00))
        #expect(try await second.position().exitReason == .stopLoss)
        try await second.expectBalanced()
    }

    @Test("an order whose answer was lost is settled by the venue's book, and never sent again")
    func lostAnswer() async throws {
        let test = try await TestDesk()
        test.broker.loseAnswers(true)
        try await test.send(test.signal("one"))
        #expect(test.broker.orders.count == 1)
        #expect(try await test.position().status == .open)
        #expect(try await test.orders().map(\.status) == [.filled])
        try await test.expectBalanced()
    }

    @Test(
        "an order that never reached the venue is cancelled, its place and its money are free again"
    )
    func neverSent() async throws {
        let test = try await TestDesk()
        test.broker.goDown(true)
        try await test.send(test.signal("one"))
        #expect(try await test.orders().map(\.status) == [.cancelled])
        #expect(try await test.position().status == .closed)
        #expect(try await test.status(of: "one") == .expired)
        #expect(test.desk.parts.account.current.positionCount == 0)
        #expect(test.desk.parts.account.current.reserved == .zero)
        try await test.expectBalanced()
    }

    @Test("a desk killed between the intent and the call settles the intent at its next start")
    func killedAfterIntent() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let book = MemoryVenueBook()
        let first = try await TestDesk(ledger: ledger, book: book)
        first.broker.goDown(true)
        try await first.send(first.signal("dead"))
        // The unit that makes the intent durable, as a killed desk leaves it: nothing after it.
        let intent = try #require(
            first.ledger.units.first { unit in
                unit.contains { if case .insertOrder = $0 { true } else { false } }
            })
        let bare = try SQLiteLedger.inMemory()
        _ = try await bare.commit(intent)

        let second = try await TestDesk(ledger: bare, book: MemoryVenueBook())
        #expect(second.broker.orders.isEmpty)
        #expect(try await second.orders().map(\.status) == [.cancelled])
        #expect(second.desk.summary.ordersWorking == 0)
        #expect(try await second.status(of: "dead") == .expired)
        try await second.expectBalanced()
    }
}
