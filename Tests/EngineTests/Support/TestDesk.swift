import EventBus
import Ledger
import Market
import Synchronization
import Testing
import Trading

@testable import Engine

/// A stepped desk on a market that stands still: what happens is what the test does, in one order.
struct TestDesk: Sendable {
    /// A Wednesday at 10:00 in India, within a session.
    static let start = Timestamp(india: CalendarDay(daysSinceEpoch: 20_369), secondsIntoDay: 36_000)

    let desk: Desk
    let ledger: ScriptedLedger
    let broker: CountingBroker
    let market: StillMarket
    let clock: MarketClock
    let report: RecoveryReport

    init(
        ledger: SQLiteLedger? = nil, book: any VenueBook = MemoryVenueBook(),
        at instant: Timestamp = Self.start, hasChaos: Bool = false, isStepped: Bool = true,
        isSilent: Bool = false, isHanging: Bool = false, gatheringLimit: Duration? = nil,
        deadLetterBound: Int = 10_000,
        strategies: [StrategyPlan] = [], patience: Patience? = nil,
        rules change: (inout DeskRules) -> Void = { _ in }
    ) async throws {
        var rules = DeskRules()
        change(&rules)
        clock = MarketClock(start: instant)
        market = StillMarket(clock: clock)
        broker = CountingBroker(
            try PaperBroker(
                venue: .paper, market: market, clock: clock, calendar: nil, book: book,
                settings: PaperBroker.Settings(slippageTicks: 0)))
        broker.goSilent(isSilent)
        self.ledger = ScriptedLedger(try ledger ?? SQLiteLedger.inMemory())
        if isHanging { self.ledger.holdClaims() }
        var setup = DeskSetup(
            market: "test", strategies: strategies, hasChaos: hasChaos, isStepped: isStepped)
        setup.deadLetterBound = deadLetterBound
        if let patience { setup.patience = patience }
        if let gatheringLimit { setup.gatheringLimit = gatheringLimit }
        desk = Desk(
            setup: setup,
            rules: rules, clock: clock, view: market, broker: broker, ledger: self.ledger)
        report = try await desk.start()
        try #require(BalancedBooks.desks, "the suite lacks .balancedBooks").add(self)
    }

    // MARK: Doing

    func signal(_ id: String, strategy: String = "test", action: SignalAction = .buy) -> Signal {
        let sign = action == .buy ? 1.0 : -1.0
        return Signal(
            id: id, symbol: StillMarket.symbol, strategy: strategy, action: action,
            entryPrice: 25_000, stopLoss: 25_000 * (1 - sign * 0.01),
            target: 25_000 * (1 + sign * 0.02), strength: 0.9, emittedAt: clock.now,
            origin: .strategy)
    }

    func send(_ signals: Signal...) async throws {
        for signal in signals { try await desk.take(.signal(signal)) }
        await desk.settle()
    }

    /// Moves a contract's premium and tells of it.
    func move(_ contract: OptionContract, to premium: Price) async throws {
        market.set(contract, premium: premium)
        guard let quote = market.quote(of: contract) else { return }
        try await desk.take(.tick(quote))
        await desk.settle()
    }

    /// Tells of the underlying's price.
    func tickUnderlying() async throws {
        guard let quote = market.spot(of: StillMarket.symbol) else { return }
        try await desk.take(.tick(quote))
        await desk.settle()
    }

    /// Lets market time pass and the clock tick.
    func pass(seconds: Double) async throws {
        clock.set(to: clock.now.advanced(bySeconds: seconds))
        desk.advanceBusClock(to: clock.now)
        broker.advance(to: clock.now)
        try await desk.tick()
        await desk.settle()
    }

    /// Sends a command and waits for its answer; `nil` when it is still to come.
    func command(_ command: Command) async -> CommandVerdict? {
        await desk.perform(command)
    }

    // MARK: Seeing

    func positions() async throws -> [Position] {
        try await ledger.inner.reader.positions(limit: 1000)
    }

    func position() async throws -> Position {
        try #require(try await positions().first)
    }

    func orders() async throws -> [Order] { try await ledger.inner.reader.orders(limit: 1000) }

    func status(of id: String) async throws -> SignalStatus? {
        try await ledger.inner.signal(id)?.status
    }

    /// What must always hold: every signal explained, the money equal to the fills, the books in step.
    func expectBalanced(_ location: SourceLocation = #_sourceLocation) async throws {
        let check = try await ledger.inner.reader.accountCheck()
        let summary = desk.summary
        #expect(summary.signalsUnexplained == 0, sourceLocation: location)
        #expect(check.isBalanced, sourceLocation: location)
        #expect(
            summary.cashPaise == desk.parts.account.current.capital.paise
                + check.fills.cashEffect.paise,
            sourceLocation: location)
        let statistics = desk.statistics()
        for handler in statistics.handlers {
            let ended =
                handler.executed + handler.filtered + handler.droppedOldest + handler.droppedNewest
                + handler.coalesced + handler.deadLettered + handler.undelivered
            // What a paused handler, or one behind an open breaker, has not taken yet.
            let waiting = UInt64(handler.depth.total)
            #expect(
                handler.received == ended + waiting, "\(handler.name)", sourceLocation: location)
        }
    }
}
