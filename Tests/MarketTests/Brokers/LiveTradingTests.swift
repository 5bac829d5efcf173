import Market
import Testing
import Trading

@Suite struct LiveTradingTests {
    private let clock = ManualClock()

    /// An adapter as somebody would write one; here it leads to a dry run's record.
    private static let test = BrokerAdapter(name: "test", summary: "goes nowhere") { clock in
        LiveRecord(try LoggingBroker(clock: clock, book: MemoryVenueBook()))
    }

    private func refusal(
        _ switches: LiveTrading, _ adapters: [BrokerAdapter] = [], isMarketReal: Bool = true
    ) -> LiveTradingRefusal? {
        do throws(LiveTradingRefusal) {
            _ = try switches.admit(adapters, isMarketReal: isMarketReal)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "each switch alone is refused, and the refusal says which one is missing",
        arguments: [(false, false), (true, false), (false, true)])
    func oneSwitch(_ isAskedFor: Bool, _ isEnabled: Bool) {
        let switches = LiveTrading(isAskedFor: isAskedFor, isEnabled: isEnabled, adapter: "test")
        let refusal = refusal(switches, [Self.test])
        #expect(
            refusal == .switchesMissing(commandLine: !isAskedFor, configuration: !isEnabled))
        let text = refusal?.description ?? ""
        #expect(text.contains("--broker live") == !isAskedFor)
        #expect(text.contains("[live]") == !isEnabled)
    }

    @Test func `with both switches an adapter is still needed, and the program has none`() {
        let on = LiveTrading(isAskedFor: true, isEnabled: true, adapter: nil)
        #expect(refusal(on, [Self.test]) == .noAdapterNamed(registered: ["test"]))
        var named = on
        named.adapter = "kite"
        #expect(refusal(named, [Self.test]) == .unknownAdapter("kite", registered: ["test"]))
        #expect(BrokerAdapter.registered.isEmpty)
        #expect(
            refusal(named)?.description
                == "live trading is on, but no adapter is called kite; this program has no adapter "
                + "registered; no order was sent")
    }

    @Test func `a registered adapter is found by its name and connected`() async throws {
        let on = LiveTrading(isAskedFor: true, isEnabled: true, adapter: "test")
        let broker = try await on.admit([Self.test], isMarketReal: true).connect(clock)
        #expect(broker.venue == .live)
        try await broker.submit(.make("B1"))
        #expect(try await broker.order(OrderID("B1"))?.count == 1)
        #expect(refusal(on, [Self.test], isMarketReal: false) == .marketIsNotReal)
    }

    /// A broker that says it is live.
    private struct LiveRecord: Broker {
        let inner: LoggingBroker
        var venue: VenueMode { .live }

        init(_ inner: LoggingBroker) { self.inner = inner }

        func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
            inner.setReporter(reporter)
        }
        func submit(_ order: Order) async throws(BrokerError) { try await inner.submit(order) }
        func cancel(_ id: OrderID) async throws(BrokerError) { try await inner.cancel(id) }
        func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
            try await inner.order(id)
        }
    }
}
