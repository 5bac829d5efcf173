import Market
import Testing
import Trading

@Suite struct PaperBrokerFaultTests {
    private let market = StillMarket()
    private let clock = ManualClock()
    private let book = MemoryVenueBook()
    private let reports = Reports()

    private func broker(
        _ faults: FaultRates, seed: UInt64 = 1, latency: Double = 0
    ) throws -> PaperBroker {
        let broker = try PaperBroker(
            venue: .paper, market: market, clock: clock, calendar: nil, book: book,
            settings: .init(latencySeconds: latency, faults: faults, seed: seed))
        broker.setReporter { [reports] in reports.take($0) }
        return broker
    }

    @Test func `a refused order is not filled, however often it is sent`() async throws {
        market.set(.call())
        let broker = try broker(.init(reject: 1))
        for _ in 0..<2 {
            await #expect(throws: BrokerError.self) { try await broker.submit(.make("B1")) }
        }
        #expect(reports.all.isEmpty)
        #expect(try await broker.order(OrderID("B1"))?.count == 1)
    }

    @Test func `an unanswered order is settled by asking`() async throws {
        market.set(.call())
        let broker = try broker(.init(timeout: 1))
        var inBook = 0
        for number in 0..<40 {
            let id = OrderID("B\(number)")
            let error = await #expect(throws: BrokerError.self) {
                try await broker.submit(.make(id.text))
            }
            guard case .timedOut? = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
            let known = try await broker.order(id)
            #expect((known == nil) == (reports.filledUnits(id) == 0))
            if known != nil { inBook += 1 }
        }
        #expect((8...32).contains(inBook))
    }

    @Test func `a fill may be reported twice under one trade id`() async throws {
        market.set(.call())
        let broker = try broker(.init(duplicateFill: 1))
        try await broker.submit(.make("B1"))
        #expect(reports.all.count == 3)
        #expect(reports.all[1] == reports.all[2])
        #expect(try await broker.order(OrderID("B1"))?.count == 2)
    }

    @Test func `a fill may come after the cancellation`() async throws {
        let broker = try broker(.init(lateFill: 1), latency: 60)
        market.set(.call())
        try await broker.submit(.make("B1"))
        try await broker.cancel(OrderID("B1"))
        guard case .cancelled = reports.kinds[1], case .filled = reports.kinds[2] else {
            Issue.record("got \(reports.kinds)")
            return
        }
        broker.advance(to: .wednesday(12))
        #expect(reports.all.count == 3)
    }

    @Test func `a dropped connection comes back, and the order was never there`() async throws {
        market.set(.call())
        let broker = try broker(.init(disconnect: 1))
        for call in 0..<2 {
            let error = await #expect(throws: BrokerError.self) {
                try await broker.submit(.make("B\(call)"))
            }
            guard case .disconnected? = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
        }
        await #expect(throws: BrokerError.self) { try await broker.order(OrderID("B0")) }
        await #expect(throws: BrokerError.self) { try await broker.cancel(OrderID("B0")) }
        clock.set(.wednesday(10, 0, 5))
        #expect(try await broker.order(OrderID("B0")) == nil)
        try await broker.submit(.make("B0"))
        #expect(reports.filledUnits(OrderID("B0")) == 75)
    }

    @Test func `faults depend on the order and the seed, not on the order of calls`() async throws {
        market.set(.call(lots: 10_000))
        func outcomes(_ ids: [Int], seed: UInt64) async throws -> Set<String> {
            let broker = try PaperBroker(
                venue: .paper, market: market, clock: clock, calendar: nil,
                settings: .init(faults: .init(reject: 0.3, timeout: 0.3), seed: seed))
            var outcomes: Set<String> = []
            for id in ids {
                do throws(BrokerError) {
                    try await broker.submit(.make("B\(id)"))
                    outcomes.insert("\(id) accepted")
                } catch {
                    outcomes.insert("\(id) \(error)")
                }
            }
            return outcomes
        }
        let forwards = try await outcomes(Array(0..<50), seed: 1)
        let backwards = try await outcomes(Array((0..<50).reversed()), seed: 1)
        let other = try await outcomes(Array(0..<50), seed: 2)
        #expect(forwards == backwards)
        #expect(forwards != other)
    }

    @Test("the venue's position is the sum of its fills, whatever goes wrong", arguments: 1...20)
    func positions(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let faults = FaultRates(
            reject: 0.1, timeout: 0.2, duplicateFill: 0.3, lateFill: 0.3, disconnect: 0.05)
        var broker = try broker(faults, seed: seed, latency: Double(seed % 3))
        var sent: [OrderID: Order] = [:]
        var time = Timestamp.wednesday(10)
        for step in 0..<400 {
            time = time.advanced(bySeconds: 1)
            clock.set(time)
            market.set(.call(lots: Int(random.next() % 4), at: time))
            let id = "B\(random.next() % 60)"
            switch random.next() % 10 {
            case 0..<5:
                let order =
                    sent[OrderID(id)]
                    ?? .make(
                        id, side: random.next() % 2 == 0 ? .buy : .sell,
                        lots: 1 + Int(random.next() % 4))
                sent[order.id] = order
                try? await broker.submit(order)
            case 5: try? await broker.cancel(OrderID(id))
            case 6 where step % 3 == 0: broker = try self.broker(faults, seed: seed)
            default: broker.advance(to: time)
            }
        }
        clock.set(time.advanced(bySeconds: 60))
        let facts = book.facts()
        var placed: Set<OrderID> = []
        for case .placed(let order, _) in facts {
            #expect(placed.insert(order.id).inserted, "two orders under \(order.id)")
        }
        var tradeIDs: Set<String> = []
        for (id, order) in sent {
            let history = try await broker.order(id) ?? []
            var inBook = 0
            for case .filled(let tradeID, let quantity, _, _) in history.map(\.kind) {
                inBook += quantity.units
                #expect(tradeIDs.insert(tradeID).inserted)
            }
            #expect(inBook <= order.quantity.units)
            #expect(inBook == reports.filledUnits(id), "\(id)")
            #expect(history.isEmpty == !placed.contains(id))
        }
        #expect(!tradeIDs.isEmpty)
    }
}
