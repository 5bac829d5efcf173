import Market
import Testing
import Trading

@Suite struct LoggingBrokerTests {
    private let clock = ManualClock()
    private let book = MemoryVenueBook()
    private let reports = Reports()

    private func broker() throws -> LoggingBroker {
        let broker = try LoggingBroker(clock: clock, book: book)
        broker.setReporter { [reports] in reports.take($0) }
        return broker
    }

    @Test func `an order is recorded exactly as it would have been sent, and is over`() async throws
    {
        let broker = try broker()
        let order = Order.make("B1", lots: 2, type: .limit(Price(paise: 99_95)))
        try await broker.submit(order)
        try await broker.submit(order)
        let over = OrderReportKind.cancelled(
            reason: "dry run: BUY 150 NIFTY25O1425100CE at 99.95 or better was recorded, not sent")
        #expect(reports.kinds == [over])
        #expect(book.facts().count == 2)
        guard case .placed(let recorded, _)? = book.facts().first else {
            Issue.record("got \(book.facts())")
            return
        }
        #expect(recorded == order)
        #expect(try await broker.order(OrderID("B1"))?.map(\.kind) == [over])
        #expect(broker.venue == .logging)
    }

    @Test func `the record outlives the broker`() async throws {
        try await broker().submit(.make("B1"))
        #expect(try await broker().order(OrderID("B1"))?.count == 1)
        #expect(try await broker().order(OrderID("B2")) == nil)
    }
}
