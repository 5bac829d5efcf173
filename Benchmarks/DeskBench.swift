import Engine
import Ledger
import Market
import Synchronization
import Trading

/// A desk on a simulated market that stands still, with room for as many positions as a benchmark wants.
struct DeskBench: Sendable {
    let desk: Desk
    let board: MarketBoard
    let clock: MarketClock
    let broker: WatchedBroker

    init(ledger: SQLiteLedger, maximumPositions: Int, isStepped: Bool = false) async throws {
        var rules = DeskRules()
        rules.limits.maximumPositions = maximumPositions
        rules.limits.capitalAtRiskPercent = 100
        rules.limits.dailyLossPercent = 100
        rules.limits.lossStreak = 1_000_000
        rules.limits.maximumLots = 1
        rules.capital = Money(rupees: 100_000_000_000)
        clock = MarketClock(start: SimulatedMarket.defaultStart)
        board = MarketBoard(calendar: rules.calendar)
        var market = SimulatedMarket(
            seed: 1, settings: SimulatedMarket.Settings(signalsPerMinute: 0),
            calendar: rules.calendar)
        let names = board.underlyings
        while names.contains(where: { [board] in board.spot(of: $0) == nil }),
            let step = market.next()
        {
            clock.set(to: step.time)
            for happening in step.happenings { _ = board.apply(happening) }
        }
        broker = WatchedBroker(
            try PaperBroker(
                venue: .simulation, market: board, clock: clock, calendar: rules.calendar))
        desk = Desk(
            setup: DeskSetup(market: "bench", isStepped: isStepped), rules: rules, clock: clock,
            view: board, broker: broker, ledger: ledger)
        try await desk.start()
    }

    func signal(_ number: Int, symbol: String = "NIFTY") -> Signal {
        let spot = board.spot(of: symbol)?.last.rupees ?? 0
        return Signal(
            id: "bench-\(number)", symbol: symbol, strategy: "s\(number)", action: .buy,
            entryPrice: spot, stopLoss: spot * 0.99, target: spot * 1.02, strength: 0.9,
            emittedAt: clock.now, origin: .file)
    }

    /// Waits until so many signals have become positions.
    ///
    /// - Throws: `Failure` when a signal is refused, or nothing happens for long.
    func waitForPositions(_ count: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while desk.summary.signalsByStage["ACTIVE"] != count {
            let summary = desk.summary
            guard summary.denials.isEmpty, ContinuousClock.now < deadline else {
                throw Failure(
                    stages: summary.signalsByStage, denials: summary.denials, expected: count)
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Lets the market offer as much as anybody wants of the contract that was bought last: the displayed depth of a
    /// market that stands still is soon bought up.
    func deepenMarket() {
        guard let contract = broker.lastBought, var quote = board.quote(of: contract) else {
            return
        }
        quote.bidUnits = 1_000_000_000
        quote.askUnits = 1_000_000_000
        _ = board.apply(.tick(quote))
    }

    /// Not every signal became a position.
    struct Failure: Error, CustomStringConvertible {
        let stages: [String: Int]
        let denials: [String: Int]
        let expected: Int

        var description: String {
            "\(expected) positions were expected; signals by stage: \(stages), refused: \(denials)"
        }
    }
}

/// A paper broker that remembers what it was given last.
final class WatchedBroker: Broker {
    private struct State {
        var lastBought: OptionContract?
        var lastSoldAt: ContinuousClock.Instant?
    }

    private let inner: PaperBroker
    private let state = Mutex(State())

    init(_ inner: PaperBroker) {
        self.inner = inner
    }

    var venue: VenueMode { inner.venue }
    var lastBought: OptionContract? { state.withLock { $0.lastBought } }
    var lastSoldAt: ContinuousClock.Instant? { state.withLock { $0.lastSoldAt } }

    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        inner.setReporter(reporter)
    }

    func submit(_ order: Order) async throws(BrokerError) {
        state.withLock { state in
            switch order.side {
            case .buy: state.lastBought = order.contract
            case .sell: state.lastSoldAt = .now
            }
        }
        try await inner.submit(order)
    }

    func cancel(_ id: OrderID) async throws(BrokerError) { try await inner.cancel(id) }

    func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
        try await inner.order(id)
    }
}
