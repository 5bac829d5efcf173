import Configuration
import Engine
import Foundation
import Ledger
import Logging
import Market
import Synchronization
import Trading

/// Builds the parts of a run out of the command line and the configuration, and knows how to stop them.
struct DeskAssembly: Sendable {
    let desk: Desk
    let ledger: SQLiteLedger
    let ledgerPath: String?
    let clock: MarketClock
    let board: MarketBoard
    let feed: any MarketFeed
    let driver: FeedDriver
    let instruments: InstrumentLoad?
    /// What was wrong in the files.
    let defects: [InputDefects]
    let rules: DeskRules
    let seed: UInt64

    private static let marketKey = "market.sim"

    /// What is different about a run that is played again.
    struct Replaying: Sendable {
        /// How fast it is played; one event is processed at a time all the same.
        var pace: Pace
        /// The simulated market as the run found it, `nil` for one that began.
        var market: String?
    }

    private let recipe: RunRecipe
    private let logger: Logger

    /// Opens the ledger, loads the files and puts everything together.
    ///
    /// - Parameters:
    ///   - market: Where market data come from.
    ///   - options: How the desk trades.
    ///   - configuration: What the configuration file says.
    ///   - defaultPace: How fast to play when the command line does not say.
    ///   - logger: What the desk logs to; nowhere by default.
    ///   - replaying: Set when a run is played again.
    ///   - arguments: The program's arguments, kept so that the run can be played again.
    /// - Returns: The parts; the desk is not started.
    /// - Throws: What is wrong with the ledger, the files or the options.
    static func make(
        market: MarketOptions, options: DeskOptions, configuration: ProgramConfiguration,
        defaultPace: Pace, logger: Logger? = nil, replaying: Replaying? = nil,
        arguments: [String] = Array(CommandLine.arguments.dropFirst())
    ) async throws -> DeskAssembly {
        let rules = try options.rules(configuration)
        // Before anything is opened: a refusal leaves no trace.
        let adapter =
            options.broker == .live
            ? try options.liveTrading(configuration.live).admit(
                isMarketReal: market.market.isReal) : nil
        let ownPace = market.speed?.pace ?? defaultPace
        let pace = replaying?.pace ?? ownPace
        let isStepped = replaying != nil || pace == .unpaced
        let instruments = try market.instruments.map { try InstrumentFile.load(path: $0) }
        let board = MarketBoard(
            instruments: instruments, policy: market.chain.policy, calendar: rules.calendar)
        let recorded =
            market.market == .replay
            ? try ReplayFeed(
                sources: market.recorded.map(ReplaySource.init(argument:)),
                calendar: rules.calendar, seed: market.seed, option: board.option) : nil
        if let recorded, recorded.startsAt == nil {
            let skipped = recorded.tally.skipped
            throw ProgramFailure(
                "there is nothing to play: no row of the files lies in a session of the calendar"
                    + (skipped.isEmpty ? "" : "; skipped: \(skipped.reasons)"))
        }
        // Not before the files are read: one that cannot be is no reason to lose the last backtest.
        let path = options.ledgerPath(for: market)
        if path == BacktestLedger.path { try await BacktestLedger.clear() }
        let ledger: SQLiteLedger
        if let path {
            // A backtest can be run again; a desk's ledger cannot.
            ledger = try SQLiteLedger.open(at: path, durability: isStepped ? .off : .full)
        } else {
            ledger = try SQLiteLedger.inMemory()
        }
        let kept = try await ledger.reader.state(Self.marketKey)
        let found = replaying.map(\.market) ?? kept
        let recipe = RunRecipe(
            arguments: arguments,
            folder: FileManager.default.currentDirectoryPath, market: found)
        // On its way to the disk while the rest is put together.
        async let isRecorded = ledger.commit([recipe.change(ofRun: ledger.run)])

        let feed: any MarketFeed
        var defects = [instruments.flatMap { InputDefects(instruments: $0) }]
        var barSeconds: [String: Int] = [:]
        let start: Timestamp
        if let recorded {
            barSeconds = recorded.barSeconds
            defects.append(InputDefects(recorded))
            start = recorded.startsAt ?? Timestamp(nanoseconds: 0)
            feed = recorded
        } else {
            let saved = try found.map {
                try JSONDecoder().decode(SavedSimulation.self, from: Data($0.utf8))
            }
            let resumed = saved.flatMap { $0.seed == market.seed ? $0.state : nil }
            let simulation = SimulatedMarket(
                seed: market.seed,
                settings: SimulatedMarket.Settings(signalsPerMinute: market.signalsPerMinute),
                calendar: rules.calendar, resume: resumed)
            start = simulation.state.time
            feed = simulation
        }

        let clock = MarketClock(start: start)
        let book: any VenueBook =
            try path.map { try FileVenueBook(path: $0 + ".venue") } ?? MemoryVenueBook()
        let venue =
            if let adapter {
                Venue(live: try await adapter.connect(WallClock()))
            } else {
                try Venue(
                    options.broker, mode: market.market == .sim ? .simulation : .replay,
                    board: board, clock: clock, calendar: rules.calendar, book: book,
                    settings: options.paperSettings(
                        market, configuration.paper, rules.limits))
            }
        let label = Self.label(market, pace)
        var setup = DeskSetup(
            market: label, barSecondsFromFeed: barSeconds,
            strategies: try options.strategyPlans(configuration),
            hasChaos: market.market == .sim && market.chaos, seed: market.seed,
            isStepped: isStepped)
        if let logger { setup.logger = logger }
        let desk = Desk(
            setup: setup, rules: rules, clock: clock, view: board, broker: venue.broker,
            ledger: ledger)
        let driver = FeedDriver(
            clock: clock, pace: pace, timerSeconds: ownPace == .unpaced ? 15 : 1,
            apply: board.apply,
            advanceVenue: venue.advance)
        _ = try await isRecorded
        return DeskAssembly(
            desk: desk, ledger: ledger, ledgerPath: path, clock: clock, board: board, feed: feed,
            driver: driver,
            instruments: instruments, defects: defects.compactMap(\.self), rules: rules,
            seed: market.seed, recipe: recipe, logger: setup.logger)
    }

    /// Starts the desk and tells it what was wrong in the files.
    ///
    /// - Returns: What the desk has found and done.
    /// - Throws: What keeps the desk from starting.
    @discardableResult
    func start() async throws -> RecoveryReport {
        let report = try await desk.start()
        for defects in defects {
            for issue in defects.issues { logger.warning("\(issue)") }
            try await desk.report(trouble: defects.sentence, from: defects.name)
        }
        return report
    }

    /// Ends the playing: keeps until when it went, and lets the desk finish what it was asked.
    ///
    /// - Parameter feed: The feed as the last step left it.
    /// - Returns: The feed in its last state.
    func settle(_ feed: any MarketFeed) async -> any MarketFeed {
        var recipe = recipe
        recipe.playedUntil = clock.now
        do {
            try await ledger.commit([recipe.change(ofRun: ledger.run)])
        } catch {
            desk.note(source: "replay", detail: "the end is not kept: \(sentence(for: error))")
        }
        return await driver.settle(feed, for: desk)
    }

    /// A killed program goes on from a point at most this old.
    private static let saveSeconds = 2.0

    /// Saves where a simulated market is again and again, until the task is cancelled.
    ///
    /// - Parameter feed: Returns the feed as it is now; `nil` before its first step.
    func keepSaving(_ feed: @Sendable () -> (any MarketFeed)?) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(Self.saveSeconds))
            } catch {
                return
            }
            guard let feed = feed() else { continue }
            do {
                try await save(feed)
            } catch {
                desk.note(source: "market state", detail: "not saved: \(sentence(for: error))")
            }
        }
    }

    /// Saves where a simulated market is, so that the next start goes on from there.
    func save(_ feed: any MarketFeed) async throws {
        let innermost = (feed as? any WrappingFeed)?.innermost ?? feed
        guard let simulation = innermost as? SimulatedMarket else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try String(
            decoding: encoder.encode(SavedSimulation(seed: seed, state: simulation.state)),
            as: UTF8.self)
        _ = try await ledger.commit([.setState(key: Self.marketKey, value: text)])
    }

    private static func label(_ market: MarketOptions, _ pace: Pace) -> String {
        let speed =
            switch pace {
            case .unpaced: "max"
            case .speed: "x\(Speed(pace).description)"
            }
        switch market.market {
        case .sim: return "simulated, seed \(market.seed), \(speed)"
        case .replay: return "replay, \(speed)"
        }
    }
}

/// A simulated market's state with the seed that it belongs to.
private struct SavedSimulation: Codable {
    let seed: UInt64
    let state: SimulatedMarketState
}

/// The venue's two sides: the broker that takes orders, and the clock that makes its fills due.
private struct Venue {
    let broker: any Broker
    let advance: @Sendable (Timestamp) -> Void

    init(
        _ kind: BrokerKind, mode: VenueMode, board: MarketBoard, clock: MarketClock,
        calendar: SessionCalendar, book: any VenueBook, settings: PaperBroker.Settings
    ) throws {
        switch kind {
        case .paper:
            let paper = try PaperBroker(
                venue: mode, market: board, clock: clock, calendar: calendar, book: book,
                settings: settings)
            broker = paper
            advance = { paper.advance(to: $0) }
        case .logging:
            broker = try LoggingBroker(clock: clock, book: book)
            advance = { _ in }
        case .live:
            preconditionFailure("a live broker is connected by its adapter")
        }
    }

    /// A real venue goes by its own clock.
    init(live broker: any Broker) {
        self.broker = broker
        advance = { _ in }
    }
}

extension ChainKind {
    var policy: ChainPolicy {
        switch self {
        case .auto: .auto
        case .file: .file
        case .generated: .generated
        }
    }
}

extension InputDefects {
    fileprivate init?(instruments: InstrumentLoad) {
        let tally = instruments.tally
        self.init(
            "instruments", tally.issues, skipped: tally.skipped, repaired: tally.repaired)
    }

    fileprivate init?(_ replay: ReplayFeed) {
        let tally = replay.tally
        self.init(
            "market data", replay.issues, skipped: tally.skipped, repaired: tally.repaired)
    }
}
