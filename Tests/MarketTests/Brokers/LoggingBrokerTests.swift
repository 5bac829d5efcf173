import Market
import Testing
import Trading

@Suite struct LoggingBrokerTests {
    private let clock = ManualClock()
    private let book = MemoryVenueBook()
    private let reports = Reports()

    private func broker() throws -> LoggingBroker {
        let broker = try LoggingBroker(clock: clock, calendar: .builtIn, book: book)
        broker.setReporter { [reports] in reports.take($0) }
        return broker
    }

    @Test func `an order is recorded, accepted and left alone`() async throws {
        let broker = try broker()
        try await broker.submit(.make("B1", lots: 2))
        try await broker.submit(.make("B1", lots: 2))
        broker.advance(to: .wednesday(15, 29, 59))
        #expect(reports.kinds == [.accepted])
        guard case .placed(let order, _)? = book.facts().first else {
            Issue.record("got \(book.facts())")
            return
        }
        #expect(order == .make("B1", lots: 2))
        #expect(try await broker.order(OrderID("B1"))?.map(\.kind) == [.accepted])
        #expect(broker.venue == .logging)
    }

    @Test func `it ends by cancellation or with its session`() async throws {
        let broker = try broker()
        try await broker.submit(.make("B1"))
        try await broker.submit(.make("B2"))
        try await broker.cancel(OrderID("B1"))
        broker.advance(to: .wednesday(15, 30))
        #expect(
            reports.kinds == [
                .accepted, .accepted, .cancelled(reason: "cancelled by the desk"), .expired,
            ])
        await #expect(throws: BrokerError.unknownOrder(OrderID("B3"))) {
            try await broker.cancel(OrderID("B3"))
        }
    }

    @Test func `the record outlives the broker`() async throws {
        try await broker().submit(.make("B1"))
        #expect(try await broker().order(OrderID("B1"))?.count == 1)
        #expect(try await broker().order(OrderID("B2")) == nil)
    }
}
