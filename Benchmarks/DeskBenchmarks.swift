import Engine
import Ledger
import Market
import Trading

/// The desk through its own handlers.
enum DeskBenchmarks {
    static let all = [choice, simulation]

    /// The choice of a contract among an underlying's whole generated chain.
    private static let choice = Benchmark(name: "desk: choice of a contract", unit: "µs") {
        let rules = DeskRules()
        let board = MarketBoard(calendar: rules.calendar)
        let clock = MarketClock(start: SimulatedMarket.defaultStart)
        var market = SimulatedMarket(
            seed: 1, settings: SimulatedMarket.Settings(signalsPerMinute: 0),
            calendar: rules.calendar)
        for _ in 0..<5 {
            guard let step = market.next() else { break }
            clock.set(to: step.time)
            for happening in step.happenings { _ = board.apply(happening) }
        }
        var signal = LedgerBenchmarks.record("choice").signal
        signal.entryPrice = board.spot(of: "NIFTY")?.last.rupees ?? 25_000
        signal.stopLoss = signal.entryPrice * 0.99
        signal.target = signal.entryPrice * 1.02
        signal.emittedAt = clock.now
        let planner = EntryPlanner(rules: rules, view: board, clock: clock)
        let valid = try planner.validate(signal).get()
        let count = 200
        let elapsed = try await seconds {
            for _ in 0..<count { _ = try planner.choose(valid).get() }
        }
        return elapsed / Double(count) * 1e6
    }

    /// Market seconds of the simulation through every handler, one event at a time.
    private static let simulation = Benchmark(
        name: "desk: simulated market, ten underlyings", unit: "market seconds/s"
    ) {
        let rules = DeskRules()
        let clock = MarketClock(start: SimulatedMarket.defaultStart)
        let board = MarketBoard(calendar: rules.calendar)
        let broker = try PaperBroker(
            venue: .simulation, market: board, clock: clock, calendar: rules.calendar)
        let desk = Desk(
            setup: DeskSetup(
                market: "bench",
                strategies: try StrategyCatalog.all.map { try StrategyPlan($0) }, isStepped: true),
            rules: rules, clock: clock, view: board, broker: broker,
            ledger: try SQLiteLedger.inMemory())
        try await desk.start()
        let minutes = 5
        let feed = LimitedFeed(
            SimulatedMarket(seed: 1, calendar: rules.calendar), minutes: minutes)
        let driver = FeedDriver(
            clock: clock, pace: .unpaced, timerSeconds: 1, apply: board.apply,
            advanceVenue: { broker.advance(to: $0) })
        let elapsed = try await seconds { try await driver.play(feed, into: desk) }
        _ = await desk.stop(withinSeconds: 5)
        return Double(minutes * 60) / elapsed
    }
}
