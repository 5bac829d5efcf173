import Market
import Synchronization
import Trading

/// A paper broker that counts the orders it is given, and loses answers when a test says so.
final class CountingBroker: Broker {
    private struct State {
        var orders: [OrderID] = []
        var losesAnswers = false
        var isDown = false
        var losesNext = 0
        var dropsReports = false
        var refuses = false
        var isSilent = false
        var wasAskedTooSoon = false
        var reporter: (@Sendable (OrderReport) -> Void)?
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

    /// How many of the next orders do not reach the venue.
    func lose(next count: Int) {
        state.withLock { $0.losesNext = count }
    }

    /// Whether reports get lost on their way; the book keeps them.
    func dropReports(_ drops: Bool) {
        state.withLock { $0.dropsReports = drops }
    }

    /// Whether every order is refused.
    func refuse(_ refuses: Bool) {
        state.withLock { $0.refuses = refuses }
    }

    /// Whether nothing is answered, not even what became of an order.
    func goSilent(_ isSilent: Bool) {
        state.withLock { $0.isSilent = isSilent }
    }

    /// Whether it was asked or told anything before it had somebody to report to.
    var wasAskedTooSoon: Bool { state.withLock { $0.wasAskedTooSoon } }

    /// Reports something that the venue itself never said.
    func say(_ report: OrderReport) {
        state.withLock { $0.reporter }?(report)
    }

    /// Lets the venue make the fills that are due.
    func advance(to now: Timestamp) {
        inner.advance(to: now)
    }

    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        state.withLock { $0.reporter = reporter }
        inner.setReporter { [self] report in
            if !state.withLock({ $0.losesAnswers || $0.dropsReports }) { reporter(report) }
        }
    }

    func submit(_ order: Order) async throws(BrokerError) {
        let (loses, isDown, refuses) = state.withLock { state in
            state.orders.append(order.id)
            let isLost = state.losesNext > 0
            if isLost { state.losesNext -= 1 }
            return (state.losesAnswers, state.isDown || state.isSilent || isLost, state.refuses)
        }
        if refuses { throw .rejected(reason: "the price band") }
        if isDown { throw .disconnected(reason: "the line is cut") }
        try await inner.submit(order)
        if loses { throw .timedOut(afterSeconds: 2) }
    }

    func cancel(_ id: OrderID) async throws(BrokerError) {
        try await inner.cancel(id)
    }

    func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
        let isSilent = state.withLock { state in
            if state.reporter == nil { state.wasAskedTooSoon = true }
            return state.isSilent
        }
        if isSilent { throw .disconnected(reason: "no answer") }
        return try await inner.order(id)
    }
}
