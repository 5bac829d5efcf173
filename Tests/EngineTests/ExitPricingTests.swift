import Testing
import Trading

@testable import Engine

@Suite("How an exit is priced and carried through", .balancedBooks)
struct ExitPricingTests {
    /// A desk with one open position of 3 lots or more at 100.00, and a venue that fills nothing from now on.
    private func holding(_ change: (inout DeskRules) -> Void = { _ in }) async throws -> TestDesk {
        let test = try await TestDesk(rules: change)
        try await test.send(test.signal("one"))
        test.market.empty(true)
        return test
    }

    private func exits(_ test: TestDesk) async throws -> [Order] {
        try await test.orders().filter { $0.purpose != .entry }.sorted {
            $0.createdAt < $1.createdAt
        }
    }

    @Test("an exit goes out as a limit: the bid less 1 %, and at least 4 ticks, on the tick")
    func protection() async throws {
        let test = try await holding()
        let contract = try await test.position().contract
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(try await exits(test).map(\.type) == [.limit(Price(paise: 59_40))])
        let cheap = ExitOrderIntent.example(contract)
        let quote = try #require(test.market.quote(of: contract))
        func type(_ bid: Int64) -> OrderType {
            var quote = quote
            quote.bid = Price(paise: bid)
            return cheap.orderType(
                selling: contract, quote: quote, limits: DeskLimits(), now: test.clock.now)
        }
        #expect(type(10_00) == .limit(Price(paise: 9_80)))
        #expect(type(10) == .limit(Price(paise: 5)))
        #expect(type(0) == .market)
        #expect(type(200_17) == .limit(Price(paise: 198_15)))
    }

    @Test(
        "what is not filled in time is cancelled, and the rest goes to the market, each order an intent of its own"
    )
    func repricing() async throws {
        let test = try await holding()
        let contract = try await test.position().contract
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(try await test.position().status == .closing)
        // The price recovers: a stop that was hit is carried through all the same.
        try await test.move(contract, to: Price(paise: 90_00))
        try await test.pass(seconds: 2)
        #expect(try await exits(test).map(\.status) == [.accepted])
        try await test.pass(seconds: 1.5)
        #expect(try await exits(test).map(\.status) == [.cancelled, .accepted])
        test.market.empty(false)
        try await test.pass(seconds: 0.5)
        let orders = try await exits(test)
        #expect(orders.map(\.status) == [.cancelled, .filled])
        #expect(orders.last?.type == .market)
        #expect(
            orders.map(\.id)
                == (0...1).map {
                    .exit(position: orders[0].positionID, reason: .stopLoss, ordinal: $0)
                })
        #expect(
            orders.first?.reason
                == "not filled at 59.40 in 3 s; what is still to be sold goes to the market")
        let position = try await test.position()
        #expect(position.status == .closed)
        #expect(position.exitReason == .stopLoss)
        try await test.expectBalanced()
    }

    @Test(
        "a part that a person wants sold is not carried through: what finds no buyer in time stays")
    func unsoldPart() async throws {
        let test = try await holding()
        let position = try await test.position()
        let target = PositionTarget(id: position.id, version: position.version)
        guard case .accepted = await test.command(.closePart(target, lots: 1)) else {
            Issue.record("the part was refused")
            return
        }
        try await test.pass(seconds: 4)
        #expect(try await exits(test).map(\.status) == [.cancelled])
        test.market.empty(false)
        try await test.pass(seconds: 4)
        #expect(try await exits(test).count == 1)
        let kept = try await test.position()
        #expect(kept.status == .open)
        #expect(kept.workingExit == nil)
        #expect(kept.remainingQuantity == position.remainingQuantity)
        // Its rules watch it on.
        try await test.move(position.contract, to: Price(paise: 50_00))
        #expect(try await test.position().status == .closed)
        try await test.expectBalanced()
    }

    @Test("an order whose venue never tells how it ended is asked about")
    func lostReport() async throws {
        let test = try await TestDesk()
        test.broker.dropReports(true)
        try await test.send(test.signal("one"))
        #expect(try await test.position().status == .opening)
        try await test.pass(seconds: 9)
        #expect(try await test.position().status == .opening)
        try await test.pass(seconds: 1)
        #expect(try await test.position().status == .open)
        #expect(try await test.orders().map(\.status) == [.filled])
        try await test.expectBalanced()
    }

    @Test("after a refused exit the desk waits before it tries again, to the market")
    func refusedExit() async throws {
        let test = try await holding()
        let contract = try await test.position().contract
        test.broker.refuse(true)
        try await test.move(contract, to: Price(paise: 60_00))
        try await test.move(contract, to: Price(paise: 59_00))
        #expect(try await exits(test).map(\.status) == [.rejected])
        test.broker.refuse(false)
        test.market.empty(false)
        try await test.pass(seconds: 4)
        #expect(try await exits(test).count == 1)
        try await test.pass(seconds: 2)
        #expect(try await exits(test).map(\.status) == [.rejected, .filled])
        #expect(try await test.position().exitReason == .stopLoss)
        try await test.expectBalanced()
    }

    @Test("an exit that never reached the venue is sent again after a while, and not at once")
    func lostExit() async throws {
        let test = try await holding()
        let contract = try await test.position().contract
        test.market.empty(false)
        test.broker.lose(next: 3)
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(try await exits(test).map(\.status) == [.cancelled])
        try await test.pass(seconds: 4)
        #expect(try await exits(test).count == 1)
        for _ in 0..<3 { try await test.pass(seconds: 6) }
        #expect(
            try await exits(test).map(\.status) == [.cancelled, .cancelled, .cancelled, .filled])
        #expect(try await test.position().exitReason == .stopLoss)
        try await test.expectBalanced()
    }

    @Test("entries on their way are cancelled at 15:15, and their signal has EXPIRED")
    func entriesEnd() async throws {
        let test = try await TestDesk(
            at: Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 15 * 3600 + 14 * 60 + 50))
        test.market.empty(true)
        try await test.send(test.signal("late"))
        try await test.pass(seconds: 9)
        #expect(try await test.orders().map(\.status) == [.accepted])
        try await test.pass(seconds: 1)
        #expect(try await test.orders().map(\.status) == [.cancelled])
        #expect(try await test.status(of: "late") == .expired)
        #expect(test.desk.parts.account.current.reserved == .zero)
        try await test.expectBalanced()
    }

    @Test("a halt cancels the entries on their way, and flatten sells what they brought")
    func haltCancels() async throws {
        let test = try await TestDesk()
        test.market.empty(true)
        try await test.send(test.signal("one"))
        _ = await test.command(.halt(reason: "lunch"))
        try await test.pass(seconds: 1)
        #expect(try await test.orders().map(\.status) == [.cancelled])
        #expect(test.desk.summary.positionsOpen == 0)
        try await test.expectBalanced()
    }
}

@Suite("What venues do that they should not", .balancedBooks)
struct VenueTroubleTests {
    private func report(_ order: Order, _ kind: OrderReportKind, _ test: TestDesk) -> OrderReport {
        OrderReport(
            orderID: order.id, kind: kind, positionID: order.positionID, signalID: order.signalID,
            occurredAt: test.clock.now)
    }

    @Test("a fill after the end of its entry calls the position back, also after a restart")
    func lateFill() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        first.broker.goDown(true)
        try await first.send(first.signal("one"))
        #expect(try await first.status(of: "one") == .expired)
        _ = await first.desk.stop(withinSeconds: 5)
        try await ledger.close()

        let test = try await TestDesk(ledger: ledger.open())
        let order = try #require(try await test.orders().first)
        let fill = OrderReportKind.filled(
            tradeID: "late", quantity: order.quantity, price: Price(paise: 100_00), isComplete: true
        )
        for _ in 0..<2 { test.broker.say(report(order, fill, test)) }
        await test.desk.settle()
        let position = try await test.position()
        #expect(position.status == .open)
        #expect(position.boughtQuantity == order.quantity)
        #expect(position.stop == Price(paise: 65_00))
        #expect(try await test.status(of: "one") == .active)
        #expect(test.desk.summary.positionsOpen == 1)
        try await test.move(position.contract, to: Price(paise: 60_00))
        #expect(try await test.position().exitReason == .stopLoss)
        try await test.expectBalanced()
    }

    @Test(
        "more than was asked for is booked, told, and keeps entries out until the operator has looked"
    )
    func overfill() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let order = try #require(try await test.orders().first)
        let fill = OrderReportKind.filled(
            tradeID: "over", quantity: Quantity(75), price: Price(paise: 100_00), isComplete: true)
        test.broker.say(report(order, fill, test))
        await test.desk.settle()
        let position = try await test.position()
        #expect(position.boughtQuantity == order.quantity + Quantity(75))
        #expect(test.desk.summary.riskState == "REDUCING")
        let reason = try #require(test.desk.parts.account.current.gate.reasons.first)
        #expect(
            reason
                == "order \(order.id): filled \(position.boughtQuantity.units) units, "
                + "\(order.quantity.units) were asked for; compare the position with the broker's")
        try await test.send(test.signal("two", strategy: "two"))
        #expect(test.desk.summary.denials == ["REDUCING": 1])
        // All of it is sold, the surplus too.
        try await test.move(position.contract, to: Price(paise: 60_00))
        #expect(try await test.position().soldQuantity == position.boughtQuantity)
        _ = await test.command(.resume())
        try await test.send(test.signal("three", strategy: "three"))
        #expect(try await test.status(of: "three") == .active)
        try await test.expectBalanced()
    }

    @Test("more sold than was held makes the position UNKNOWN and keeps entries out")
    func oversold() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        try await test.move(position.contract, to: Price(paise: 60_00))
        let exit = try #require(try await test.orders().first { $0.side == .sell })
        test.broker.say(
            report(
                exit,
                .filled(
                    tradeID: "over", quantity: Quantity(75), price: Price(paise: 60_00),
                    isComplete: true), test))
        await test.desk.settle()
        #expect(try await test.position().status == .unknown)
        #expect(test.desk.summary.riskState == "REDUCING")
        #expect(test.desk.summary.positionsOpen == 1)
        // There is nothing to close by hand either.
        let sent = test.broker.orders.count
        let target = PositionTarget(try #require(test.desk.parts.positions.live.first))
        guard case .refused(let denial)? = await test.command(.closePositions([target])) else {
            Issue.record("closed more than nothing")
            return
        }
        #expect(denial.code == .notFound)
        #expect(
            denial.reason.hasSuffix(
                "the venue has sold 75 units more; set that right at the broker"))
        #expect(test.broker.orders.count == sent)
        try await test.expectBalanced()
    }

    @Test("a broker that does not answer three times in a row keeps entries out, and exits go on")
    func breaker() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("held", strategy: "held"))
        test.broker.goSilent(true)
        try await test.send(test.signal("one", strategy: "one"))
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.ordersWorking == 1)
        try await test.pass(seconds: 10)
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.riskState == "REDUCING")
        test.broker.goSilent(false)
        try await test.pass(seconds: 10)
        #expect(test.desk.summary.ordersWorking == 0)
        #expect(try await test.status(of: "one") == .expired)
        try await test.move(
            try #require(try await test.positions().first { $0.signalID == "held" }).contract,
            to: Price(paise: 60_00))
        #expect(test.desk.summary.positionsOpen == 0)
        try await test.expectBalanced()
    }

    @Test(
        "the breaker is closed by the broker's first answer; REDUCING is left by the operator, and not before"
    )
    func breakerRecovers() async throws {
        let test = try await TestDesk()
        test.broker.goSilent(true)
        try await test.send(test.signal("one", strategy: "one"))
        for _ in 1...3 { try await test.pass(seconds: 10) }
        #expect(test.desk.parts.breaker.trouble != nil)
        _ = await test.command(.resume())
        try await test.pass(seconds: 1)
        #expect(test.desk.summary.riskState == "REDUCING")

        test.broker.goSilent(false)
        try await test.pass(seconds: 10)
        #expect(test.desk.parts.breaker.trouble == nil)
        #expect(test.desk.summary.riskState == "REDUCING")
        _ = await test.command(.resume())
        for _ in 1...3 { try await test.pass(seconds: 10) }
        #expect(test.desk.summary.riskState == "ACTIVE")
        try await test.send(test.signal("two", strategy: "two"))
        #expect(try await test.status(of: "two") == .active)
    }

    @Test("a start without the venue asks later, and sends nothing meanwhile")
    func startWithoutVenue() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        first.broker.dropReports(true)
        try await first.send(first.signal("one"))
        try await ledger.close()

        let test = try await TestDesk(ledger: ledger.open(), isSilent: true)
        #expect(test.desk.summary.ordersWorking == 1)
        #expect(try await test.orders().map(\.status) == [.unknown])
        test.broker.goSilent(false)
        try await test.pass(seconds: 10)
        #expect(try await test.orders().map(\.status) == [.cancelled])
        #expect(test.broker.orders.isEmpty)
        try await test.expectBalanced()
    }
}

extension ExitOrderIntent {
    fileprivate static func example(_ contract: OptionContract) -> ExitOrderIntent {
        Position(
            id: PositionID("P"), signalID: "s", strategy: "t", action: .buy, contract: contract,
            stop: .zero, target: .zero, secondTarget: nil, mode: .balanced, thesisStop: .zero,
            thesisTarget: .zero, openedAt: TestDesk.start
        ).exit(.stopLoss, selling: .zero)
    }
}
