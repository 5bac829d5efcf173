import Ledger
import Testing
import Trading

@testable import Engine

@Suite("The life of a trade", .balancedBooks)
struct TradeLifeTests {
    @Test("a signal becomes one order and one open position, and the ledger holds its story")
    func opens() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        #expect(position.status == .open)
        #expect(position.contract.right == .call)
        #expect(position.boughtQuantity.units % StillMarket.lot == 0)
        #expect(position.entryPrice == Price(paise: 100_00))
        #expect(position.stop == Price(paise: 65_00))
        #expect(position.target == Price(paise: 160_00))
        #expect(test.broker.orders == [.entry(signalID: "one")])
        #expect(try await test.status(of: "one") == .active)
        #expect(test.market.watchedCount == 1)
        try await test.expectBalanced()
    }

    @Test("a premium at the stop closes the position, and the signal is STOPPED")
    func stops() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        try await test.move(position.contract, to: Price(paise: 65_05))
        #expect(try await test.position().status == .open)
        try await test.move(position.contract, to: Price(paise: 65_00))
        let closed = try await test.position()
        #expect(closed.status == .closed)
        #expect(closed.exitReason == .stopLoss)
        #expect(closed.soldQuantity == closed.boughtQuantity)
        #expect(try await test.status(of: "one") == .stopped)
        #expect(test.market.watchedCount == 0)
        #expect(test.broker.orders.count == 2)
        try await test.expectBalanced()
    }

    @Test("a premium that runs books a part, raises the stop, and falls back into a trailing stop")
    func trails() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        try await test.move(contract, to: Price(paise: 150_00))
        let partial = try await test.position()
        #expect(partial.hasBookedPartial)
        #expect(partial.status == .partial)
        #expect(partial.stop >= Price(paise: 100_00))
        try await test.move(contract, to: Price(paise: 180_00))
        let raised = try await test.position().stop
        #expect(raised == Price(paise: 140_00))
        try await test.move(contract, to: Price(paise: 170_00))
        #expect(try await test.position().stop == raised)
        try await test.move(contract, to: Price(paise: 139_00))
        let closed = try await test.position()
        #expect(closed.exitReason == .trailingStop)
        #expect(closed.realised > .zero)
        try await test.expectBalanced()
    }

    @Test("everything is out by the square-off, by the clock alone")
    func squaresOff() async throws {
        let test = try await TestDesk(
            at: Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 15 * 3600))
        try await test.send(test.signal("late"))
        try await test.pass(seconds: 19 * 60)
        #expect(try await test.position().status == .open)
        try await test.pass(seconds: 61)
        #expect(try await test.position().exitReason == .squareOff)
        try await test.expectBalanced()
    }

    @Test("a stale price of the underlying buys nothing, one of five seconds does")
    func staleSpot() async throws {
        let test = try await TestDesk()
        test.market.set(spot: Price(paise: 25_000_00), ageSeconds: 5.001)
        try await test.send(test.signal("blind"))
        #expect(test.desk.summary.denials == ["STALE_QUOTE": 1])
        #expect(test.broker.orders.isEmpty)
        test.market.set(spot: Price(paise: 25_000_00), ageSeconds: 5)
        try await test.send(test.signal("seeing"))
        #expect(test.broker.orders.count == 1)
    }

    @Test("a stale quote decides nothing")
    func stale() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        test.market.age(bySeconds: 6)
        try await test.move(contract, to: Price(paise: 1_00))
        #expect(try await test.position().status == .open)
        test.market.age(bySeconds: 0)
        try await test.move(contract, to: Price(paise: 1_00))
        #expect(try await test.position().status == .closed)
        try await test.expectBalanced()
    }

    @Test(
        "a fourth signal is refused with MAX_POSITIONS, and a place that becomes free is taken again"
    )
    func limit() async throws {
        let test = try await TestDesk()
        try await test.send(
            test.signal("a", strategy: "a"), test.signal("b", strategy: "b"),
            test.signal("c", strategy: "c"), test.signal("d", strategy: "d"))
        #expect(try await test.positions().count == 3)
        #expect(test.desk.summary.denials == ["MAX_POSITIONS": 1])
        #expect(try await test.status(of: "d") == .rejected)
        let first = try #require(try await test.positions().first { $0.signalID == "a" })
        _ = await test.command(
            .closePositions([PositionTarget(id: first.id, version: first.version)]))
        try await test.send(test.signal("e", strategy: "e"))
        #expect(try await test.status(of: "e") == .active)
        try await test.expectBalanced()
    }

    @Test("a refused setup may be tried again: a denial gives back what it took")
    func setupIsGivenBack() async throws {
        let test = try await TestDesk()
        test.market.age(bySeconds: 10)
        try await test.send(test.signal("first"))
        #expect(test.desk.summary.denials == ["STALE_QUOTE": 1])
        test.market.age(bySeconds: 0)
        try await test.send(test.signal("second"))
        #expect(try await test.status(of: "second") == .active)
        try await test.send(test.signal("third"))
        #expect(test.desk.summary.denials == ["STALE_QUOTE": 1, "DUPLICATE_SETUP": 1])
        try await test.expectBalanced()
    }

    @Test("an entry that ended unfilled gives its setup back, in this run as after a restart")
    func unfilledSetup() async throws {
        let test = try await TestDesk()
        test.broker.refuse(true)
        try await test.send(test.signal("one"))
        #expect(try await test.status(of: "one") == .rejected)
        test.broker.refuse(false)
        try await test.send(test.signal("two"))
        #expect(try await test.status(of: "two") == .active)
    }

    @Test("what goes wrong with one position does not touch another")
    func apart() async throws {
        let test = try await TestDesk()
        try await test.send(
            test.signal("call", strategy: "a"), test.signal("put", strategy: "b", action: .sell))
        let positions = try await test.positions()
        let call = try #require(positions.first { $0.signalID == "call" })
        let put = try #require(positions.first { $0.signalID == "put" })
        test.broker.refuse(true)
        try await test.move(call.contract, to: Price(paise: 60_00))
        test.broker.refuse(false)
        try await test.move(put.contract, to: Price(paise: 61_00))
        let after = try await test.positions()
        #expect(after.first { $0.id == call.id }?.status == .closing)
        #expect(after.first { $0.id == put.id }?.status == .closed)
        #expect(after.first { $0.id == put.id }?.exitReason == .stopLoss)
    }

    @Test("a signal before the opening is refused with SESSION_CLOSED")
    func preOpen() async throws {
        let test = try await TestDesk(
            at: Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 9 * 3600 + 10 * 60))
        try await test.send(test.signal("early"))
        #expect(test.desk.summary.denials == ["SESSION_CLOSED": 1])
        #expect(test.broker.orders.isEmpty)
    }

    @Test("from 15:15 on a signal opens nothing, unless its position may stay over the night")
    func lateSignal() async throws {
        func refusals(_ mode: RiskMode, second: Int) async throws -> [String: Int] {
            let test = try await TestDesk(
                at: Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 15 * 3600 + second)
            ) { $0.mode = mode }
            try await test.send(test.signal("late"))
            return test.desk.summary.denials
        }
        #expect(try await refusals(.balanced, second: 15 * 60 - 1) == [:])
        #expect(try await refusals(.balanced, second: 15 * 60) == ["SESSION_CLOSED": 1])
        #expect(try await refusals(.aggressive, second: 29 * 60) == [:])
    }

    @Test(
        "how a contract was looked for comes back after a restart, and no later change forgets it")
    func recallsTheChoice() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let before = try await TestDesk(ledger: ledger)
        try await before.send(before.signal("one"))
        let choice = try #require(before.desk.parts.signals.record("one")?.choice)
        _ = await before.desk.stop(withinSeconds: 5)
        #expect(
            try await ledger.restore(on: before.clock.now.indiaDay).signals.first?.choice == nil)

        let after = try await TestDesk(ledger: ledger)
        var record = try #require(after.desk.parts.signals.record("one"))
        #expect(record.choice == choice)
        record.choice = nil
        record.status = .stopped
        after.desk.parts.signals.put(record)
        #expect(after.desk.parts.signals.record("one")?.choice == choice)
        #expect(after.desk.parts.signals.record("one")?.status == .stopped)
    }

    @Test("a desk starts without the choices of the day when they cannot be read, and says so")
    func choicesUnreadable() async throws {
        let test = try await TestDesk()
        test.ledger.fail(with: .unavailable(path: "it", reason: "gone"), readsToo: true)
        await ChoiceRecall(test.desk.parts).read(on: test.clock.now.indiaDay)
        let row = try #require(test.desk.parts.log.rows.last)
        #expect(row.level == .warning && row.text.contains("how earlier signals found"))
    }

    @Test("how a contract was looked for is kept with the signal, whether one was found or not")
    func remembersTheChoice() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let taken = try #require(try await test.ledger.inner.signal("one"))
        let choice = try #require(taken.choice)
        #expect(choice.winner?.contract == taken.contract)
        #expect(choice.mode == .balanced)
        #expect(choice.consideredCount == 82)
        #expect(!choice.runnersUp.isEmpty)
        // The ledger, the desk's memory and so the snapshot say the same.
        #expect(test.desk.parts.signals.record("one")?.choice == choice)

        let none = try await TestDesk { $0.limits.minimumPremium = Price(paise: 200_00) }
        try await none.send(none.signal("two"))
        let refused = try #require(try await none.ledger.inner.signal("two"))
        #expect(refused.denial?.code == .noStrike)
        let removed = try #require(refused.choice?.removed)
        #expect(refused.choice?.winner == nil)
        #expect(removed.reduce(0) { $0 + $1.count } == refused.choice?.consideredCount)
        #expect(removed.contains { $0.filter == .premium && $0.count > 0 })
    }
}
