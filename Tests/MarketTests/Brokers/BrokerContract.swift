import Market
import Testing
import Trading

/// What every broker must promise, tried from outside: run it over each adapter.
///
/// `make` returns a broker over the same book each time, as a restart of the program would; `settle` lets the venue
/// do what it does by itself.
struct BrokerContract: Sendable {
    let make: @Sendable () async throws -> any Broker
    let settle: @Sendable (any Broker) -> Void

    func hold() async throws {
        try await sendsOnce()
        try await remembers()
        try await cancels()
        try await bookIsFinal()
        try await repeatsTradeIDs()
        try await bearsManyTasks()
    }

    /// One id is one order, whoever sends it how often; a refusal is repeated, not forgotten.
    private func sendsOnce() async throws {
        let reports = Reports()
        let broker = try await connected(reports)
        let order = Order.make("C-once", lots: 2)
        for _ in 0..<3 { try await broker.submit(order) }
        settle(broker)
        #expect(reports.filledUnits(order.id) <= order.quantity.units)
        let history = try #require(try await broker.order(order.id))
        #expect(history.count { $0.kind == .accepted } <= 1)
        #expect(history.count { $0.kind.isEnd } <= 1)
        #expect(!history.isEmpty)
        #expect(history.allSatisfy { $0.orderID == order.id && $0.signalID == order.signalID })
        #expect(history.allSatisfy { $0.positionID == order.positionID })
        #expect(try await broker.order(OrderID("C-never")) == nil)
    }

    /// A restart finds the same book and makes no second order.
    private func remembers() async throws {
        let order = Order.make("C-kept")
        let first = try await connected(Reports())
        try await first.submit(order)
        settle(first)
        let before = try await first.order(order.id)
        let second = try await connected(Reports())
        #expect(try await second.order(order.id) == before)
        try await second.submit(order)
        #expect(try await second.order(order.id)?.first == before?.first)
    }

    /// A cancel ends an order or repeats its end; of an unknown order it says so.
    private func cancels() async throws {
        let reports = Reports()
        let broker = try await connected(reports)
        await #expect(throws: BrokerError.unknownOrder(OrderID("C-never"))) {
            try await broker.cancel(OrderID("C-never"))
        }
        let order = Order.make("C-cancel", type: .limit(Price(paise: 5)))
        try await broker.submit(order)
        try await broker.cancel(order.id)
        try await broker.cancel(order.id)
        let ends = reports.all.filter { $0.orderID == order.id && $0.kind.isEnd }
        #expect(!ends.isEmpty)
        #expect(Set(ends).count == 1, "an end that is told again is the same end")
    }

    /// Once the book says that an order has ended, no fill is added to it.
    private func bookIsFinal() async throws {
        let broker = try await connected(Reports())
        for number in 0..<20 {
            let order = Order.make("C-final-\(number)", lots: 4)
            try await broker.submit(order)
            if number.isMultiple(of: 2) { try await broker.cancel(order.id) }
            let history = try await broker.order(order.id)
            guard history?.contains(where: \.kind.isEnd) == true else { continue }
            settle(broker)
            #expect(try await broker.order(order.id) == history)
        }
    }

    /// The book and the reports tell the same executions under the same trade ids.
    private func repeatsTradeIDs() async throws {
        let reports = Reports()
        let broker = try await connected(reports)
        let order = Order.make("C-trades", lots: 3)
        try await broker.submit(order)
        settle(broker)
        func trades(_ all: [OrderReport]) -> Set<OrderReport> {
            Set(
                all.filter {
                    if case .filled = $0.kind { $0.orderID == order.id } else { false }
                })
        }
        #expect(trades(reports.all) == trades(try await broker.order(order.id) ?? []))
    }

    /// Calls from many tasks at once still make one order of each id.
    private func bearsManyTasks() async throws {
        let reports = Reports()
        let broker = try await connected(reports)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let order = Order.make("C-many-\(number % 6)")
                    try? await broker.submit(order)
                    _ = try? await broker.order(order.id)
                    if number % 9 == 0 { try? await broker.cancel(order.id) }
                }
            }
        }
        settle(broker)
        for number in 0..<6 {
            let history = try await broker.order(OrderID("C-many-\(number)"))
            #expect(history?.count { $0.kind == .accepted || $0.kind.isEnd } ?? 0 >= 1)
            #expect(reports.filledUnits(OrderID("C-many-\(number)")) <= 75)
        }
    }

    private func connected(_ reports: Reports) async throws -> any Broker {
        let broker = try await make()
        broker.setReporter { reports.take($0) }
        return broker
    }
}

extension OrderReportKind {
    /// Whether nothing can follow it but what is in the book with it.
    fileprivate var isEnd: Bool {
        switch self {
        case .cancelled, .rejected, .expired: true
        case .filled(_, _, _, let isComplete): isComplete
        case .accepted, .unknown: false
        }
    }
}

@Suite struct BrokerContractTests {
    private let clock = ManualClock()
    private let market = StillMarket()

    @Test(
        "the paper broker keeps the contract, also with latency, thin quotes and late fills",
        arguments: [0.0, 1.0], [1, 100])
    func paper(_ latency: Double, _ lots: Int) async throws {
        let book = MemoryVenueBook()
        let (clock, market) = (clock, market)
        market.set(.call(lots: lots))
        let settings = PaperBroker.Settings(
            latencySeconds: latency, faults: FaultRates(duplicateFill: 0.3, lateFill: 0.5))
        try await BrokerContract(
            make: {
                try PaperBroker(
                    venue: .paper, market: market, clock: clock, calendar: nil, book: book,
                    settings: settings)
            },
            settle: { broker in
                for _ in 0..<5 {
                    clock.set(clock.now.advanced(bySeconds: 1))
                    market.set(.call(lots: lots, at: clock.now))
                    (broker as? PaperBroker)?.advance(to: clock.now)
                }
            }
        ).hold()
    }

    @Test func `the dry run's broker keeps the contract`() async throws {
        let book = MemoryVenueBook()
        let clock = clock
        try await BrokerContract(
            make: { try LoggingBroker(clock: clock, book: book) }, settle: { _ in }
        ).hold()
    }
}
