import Market
import Testing
import Trading

@Suite struct PaperBrokerTests {
    private let market = StillMarket()
    private let clock = ManualClock()
    private let book = MemoryVenueBook()
    private let reports = Reports()

    private func broker(
        _ settings: PaperBroker.Settings = .init(), calendar: SessionCalendar? = .builtIn
    ) throws -> PaperBroker {
        let broker = try PaperBroker(
            venue: .paper, market: market, clock: clock, calendar: calendar, book: book,
            settings: settings)
        broker.setReporter { [reports] in reports.take($0) }
        return broker
    }

    /// Moves clock and quote, then lets the venue work.
    private func move(_ broker: PaperBroker, to time: Timestamp, lots: Int = 100) {
        clock.set(time)
        market.set(.call(lots: lots, at: time))
        broker.advance(to: time)
    }

    @Test func `a buy fills at the ask plus slippage, inside submit`() async throws {
        market.set(.call(bid: 99_95, ask: 100_05))
        let broker = try broker(.init(slippageTicks: 2))
        try await broker.submit(.make("B1"))
        #expect(
            reports.kinds == [
                .accepted,
                .filled(
                    tradeID: "T-B1-1", quantity: Quantity(75), price: Price(paise: 100_15),
                    isComplete: true),
            ])
        #expect(reports.all.allSatisfy { $0.signalID == "S-B1" && $0.positionID.text == "P-B1" })
        #expect(reports.all.allSatisfy { $0.occurredAt == .wednesday(10) })
    }

    @Test func `a sell fills at the bid less slippage, and never below a tick`() async throws {
        market.set(.call(bid: 99_95, ask: 100_05))
        let broker = try broker(.init(slippageTicks: 2))
        try await broker.submit(.make("S1", side: .sell))
        market.set(.call(bid: 5, ask: 10, at: .wednesday(10, 1)))
        try await broker.submit(.make("S2", side: .sell))
        let prices = reports.kinds.compactMap { kind -> Int64? in
            if case .filled(_, _, let price, _) = kind { price.paise } else { nil }
        }
        #expect(prices == [99_85, 5])
    }

    @Test func `what exceeds the quoted size waits for the next quote`() async throws {
        market.set(.call(lots: 2))
        let broker = try broker()
        try await broker.submit(.make("B1", lots: 5))
        #expect(reports.filledUnits(OrderID("B1")) == 150)
        broker.advance(to: .wednesday(10, 0, 1))
        #expect(reports.filledUnits(OrderID("B1")) == 150)
        move(broker, to: .wednesday(10, 0, 2), lots: 2)
        #expect(reports.filledUnits(OrderID("B1")) == 300)
        move(broker, to: .wednesday(10, 0, 3), lots: 2)
        #expect(reports.filledUnits(OrderID("B1")) == 375)
        guard case .filled(let id, _, _, let isComplete)? = reports.kinds.last else {
            Issue.record("got \(reports.kinds)")
            return
        }
        #expect(id == "T-B1-3")
        #expect(isComplete)
    }

    @Test func `two orders share the size that a quote shows`() async throws {
        market.set(.call(lots: 3))
        let broker = try broker()
        try await broker.submit(.make("B1", lots: 2))
        try await broker.submit(.make("B2", lots: 2))
        #expect(reports.filledUnits(OrderID("B1")) == 150)
        #expect(reports.filledUnits(OrderID("B2")) == 75)
        try await broker.submit(.make("B3"))
        #expect(reports.filledUnits(OrderID("B3")) == 0)
    }

    @Test func `an entry is not filled at a stale quote, an exit is, in any size`() async throws {
        market.set(.call(bid: 99_95, ask: 100_05, lots: 1))
        let broker = try broker(.init(slippageTicks: 0))
        clock.set(.wednesday(10, 0, 5))
        try await broker.submit(.make("B1"))
        #expect(reports.filledUnits(OrderID("B1")) == 75, "five seconds are fresh")
        clock.set(.wednesday(10, 0, 6))
        try await broker.submit(.make("B2"))
        broker.advance(to: .wednesday(10, 0, 7))
        #expect(reports.filledUnits(OrderID("B2")) == 0)
        try await broker.submit(.make("S1", side: .sell, lots: 5))
        #expect(
            reports.kinds.last
                == .filled(
                    tradeID: "T-S1-1", quantity: Quantity(375), price: Price(paise: 99_95),
                    isComplete: true))
        move(broker, to: .wednesday(10, 0, 8))
        #expect(reports.filledUnits(OrderID("B2")) == 75, "the next quote fills it")
    }

    @Test func `nothing is filled while the session rests, and the rest goes on after it`()
        async throws
    {
        let calendar = try SessionCalendar(text: "2025-10-08 special 09:15-10:00,11:30-12:30 Rest")
        clock.set(.wednesday(9, 59, 59))
        market.set(.call(lots: 1, at: .wednesday(9, 59, 59)))
        let broker = try broker(calendar: calendar)
        try await broker.submit(.make("S1", side: .sell, lots: 3))
        #expect(reports.filledUnits(OrderID("S1")) == 75)
        for time in [Timestamp.wednesday(10), .wednesday(10, 0, 30), .wednesday(11, 29, 59)] {
            clock.set(time)
            broker.advance(to: time)
        }
        #expect(reports.filledUnits(OrderID("S1")) == 75)
        clock.set(.wednesday(11, 30))
        broker.advance(to: .wednesday(11, 30))
        #expect(reports.filledUnits(OrderID("S1")) == 75, "not at a price from before the rest")
        move(broker, to: .wednesday(11, 30))
        #expect(reports.filledUnits(OrderID("S1")) == 225)
    }

    @Test func `a limit off the tick is refused, as the exchange would`() async throws {
        market.set(.call())
        let broker = try broker()
        await #expect(
            throws: BrokerError.rejected(reason: "a limit of 99.97 is not on the tick of 0.05")
        ) {
            try await broker.submit(.make("B1", type: .limit(Price(paise: 99_97))))
        }
        try await broker.submit(.make("B2", type: .limit(Price(paise: 99_95))))
        #expect(reports.kinds.contains(.accepted))
    }

    @Test func `an order without a quote waits`() async throws {
        let broker = try broker()
        try await broker.submit(.make("B1"))
        #expect(reports.kinds == [.accepted])
        move(broker, to: .wednesday(10, 0, 1))
        #expect(reports.filledUnits(OrderID("B1")) == 75)
    }

    @Test func `with latency the fill comes when it is due, at that moment's price`() async throws {
        market.set(.call(ask: 100_05))
        let broker = try broker(.init(slippageTicks: 0, latencySeconds: 2))
        try await broker.submit(.make("B1"))
        #expect(reports.kinds == [.accepted])
        broker.advance(to: .wednesday(10, 0, 1))
        #expect(reports.kinds == [.accepted])
        market.set(.call(ask: 101_00, at: .wednesday(10, 0, 2)))
        broker.advance(to: .wednesday(10, 0, 2))
        #expect(
            reports.kinds.last
                == .filled(
                    tradeID: "T-B1-1", quantity: Quantity(75), price: Price(paise: 101_00),
                    isComplete: true))
    }

    @Test func `a limit is never passed`() async throws {
        market.set(.call(bid: 99_95, ask: 100_05))
        let broker = try broker(.init(slippageTicks: 10))
        try await broker.submit(.make("B1", type: .limit(Price(paise: 100_00))))
        #expect(reports.filledUnits(OrderID("B1")) == 0)
        try await broker.submit(.make("B2", type: .limit(Price(paise: 100_10))))
        try await broker.submit(.make("S1", side: .sell, type: .limit(Price(paise: 99_90))))
        try await broker.submit(.make("S2", side: .sell, type: .limit(Price(paise: 100_00))))
        let prices = reports.kinds.compactMap { kind -> Int64? in
            if case .filled(_, _, let price, _) = kind { price.paise } else { nil }
        }
        #expect(prices == [100_10, 99_90])
    }

    @Test func `an order sent a hundred times at once is one order`() async throws {
        market.set(.call())
        let broker = try broker()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask { try? await broker.submit(.make("B1")) }
            }
        }
        #expect(reports.kinds.count { $0 == .accepted } == 1)
        #expect(reports.filledUnits(OrderID("B1")) == 75)
        #expect(book.facts().count { if case .placed = $0 { true } else { false } } == 1)
    }

    @Test func `a working order can be cancelled, an unknown one cannot`() async throws {
        let broker = try broker()
        try await broker.submit(.make("B1"))
        try await broker.cancel(OrderID("B1"))
        #expect(reports.kinds == [.accepted, .cancelled(reason: "cancelled by the desk")])
        move(broker, to: .wednesday(10, 0, 1))
        #expect(reports.filledUnits(OrderID("B1")) == 0)
        await #expect(throws: BrokerError.unknownOrder(OrderID("B2"))) {
            try await broker.cancel(OrderID("B2"))
        }
    }

    @Test func `cancelling what has ended repeats its last report`() async throws {
        market.set(.call())
        let broker = try broker()
        try await broker.submit(.make("B1"))
        try await broker.cancel(OrderID("B1"))
        #expect(reports.all.count == 3)
        #expect(reports.all[2] == reports.all[1])
    }

    @Test func `orders end with their session`() async throws {
        let broker = try broker()
        try await broker.submit(.make("B1"))
        move(broker, to: .wednesday(15, 30))
        #expect(reports.kinds == [.accepted, .expired])
        #expect(reports.filledUnits(OrderID("B1")) == 0)
    }

    @Test func `a closed venue and broken lots are refused, and asking tells why`() async throws {
        market.set(.call())
        let broker = try broker()
        var odd = Order.make("B1")
        odd.quantity = Quantity(76)
        let reason = "76 units are not whole lots of 75"
        for _ in 0..<2 {
            await #expect(throws: BrokerError.rejected(reason: reason)) {
                try await broker.submit(odd)
            }
        }
        #expect(try await broker.order(OrderID("B1"))?.map(\.kind) == [.rejected(reason: reason)])
        clock.set(.wednesday(16))
        let error = await #expect(throws: BrokerError.self) {
            try await broker.submit(.make("B2"))
        }
        #expect(error == .rejected(reason: "the market is closed at 2025-10-08T16:00:00.000+05:30"))
        #expect(reports.all.isEmpty)
        #expect(try await broker.order(OrderID("B3")) == nil)
    }

    @Test func `a venue that restarts remembers its orders and goes on with them`() async throws {
        market.set(.call(lots: 1))
        try await broker().submit(.make("B1", lots: 2))
        let second = try broker()
        #expect(try await second.order(OrderID("B1"))?.count == 2)
        try await second.submit(.make("B1", lots: 2))
        move(second, to: .wednesday(10, 0, 1))
        #expect(reports.filledUnits(OrderID("B1")) == 150)
        #expect(reports.kinds.count { $0 == .accepted } == 1)
        guard case .filled("T-B1-2", _, _, true)? = reports.kinds.last else {
            Issue.record("got \(reports.kinds)")
            return
        }
    }

    @Test func `what the book does not take has not happened`() async throws {
        market.set(.call())
        let broker = try PaperBroker(
            venue: .paper, market: market, clock: clock, calendar: nil, book: FullBook())
        broker.setReporter { [reports] in reports.take($0) }
        await #expect(throws: BrokerError.self) { try await broker.submit(.make("B1")) }
        #expect(reports.all.isEmpty)
        #expect(try await broker.order(OrderID("B1")) == nil)
    }

    private struct FullBook: VenueBook {
        func append(_ facts: [VenueFact]) throws(VenueBookError) {
            throw .unavailable(path: "book", reason: "no space left")
        }
        func facts() -> [VenueFact] { [] }
    }

    @Test func `reports of one order keep their order while many threads work`() async throws {
        market.set(.call(lots: 50))
        let broker = try broker()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { [market] in
                    try? await broker.submit(.make("B\(number)", lots: 2))
                    let time = Timestamp.wednesday(10, 0, 1 + number / 2)
                    market.set(.call(lots: 50, at: time))
                    broker.advance(to: time)
                }
            }
        }
        move(broker, to: .wednesday(11), lots: 1_000)
        for number in 0..<100 {
            let id = OrderID("B\(number)")
            let history = try await broker.order(id)
            #expect(reports.all.filter { $0.orderID == id } == history)
            #expect(history?.first?.kind == .accepted)
            #expect(reports.filledUnits(id) == 150)
        }
    }

    @Test func `a reporter may call the venue`() async throws {
        market.set(.call())
        let broker = try PaperBroker(
            venue: .paper, market: market, clock: clock, calendar: nil, book: book)
        broker.setReporter { [reports] report in
            reports.take(report)
            broker.advance(to: .wednesday(10))
        }
        try await broker.submit(.make("B1"))
        #expect(reports.filledUnits(OrderID("B1")) == 75)
    }
}
