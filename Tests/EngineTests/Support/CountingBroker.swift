import Market
import Synchronization
import Trading

/// A paper broker that counts the orders it is given, and loses answers when a test says so.
final class CountingBroker: Broker {
    private struct State {
        var orders: [OrderID] = []
        var losesAnswers = false
        var isDown = false
    }

    private let inner: PaperBroker
    private let state = Mutex(State())

    init(_ inner: PaperBroker) {
        self.inner = inner
    }

    var venue: VenueMode { inner.venue }

    /// The orders it was given, in their order.
    var orders: [OrderID] { state.withLock { $0.orders } }

    /// Whether orders reach the venue, but the answer does not come back.
    func loseAnswers(_ loses: Bool) {
        state.withLock { $0.losesAnswers = loses }
    }

    /// Whether orders do not even reach the venue.
    func goDown(_ isDown: Bool) {
        state.withLock { $0.isDown = isDown }
    }

    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        inner.setReporter { [self] report in
            if !state.withLock({ $0.losesAnswers }) { reporter(report) }
        }
    }

    func submit(_ order: Order) async throws(BrokerError) {
        let (loses, isDown) = state.withLock { state in
            state.orders.append(order.id)
            return (state.losesAnswers, state.isDown)
        }
        if isDown { throw .disconnected(reason: "the line is cut") }
        try await inner.submit(order)
        if loses { throw .timedOut(afterSeconds: 2) }
    }

    func cancel(_ id: OrderID) async throws(BrokerError) {
        try await inner.cancel(id)
    }

    func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
        try await inner.order(id)
    }
}
