import Configuration
import Engine
import Foundation
import Ledger
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
    let rules: DeskRules
    let seed: UInt64

    private static let marketKey = "market.sim"

    /// Opens the ledger, loads the files and puts everything together.
    ///
    /// - Parameters:
    ///   - market: Where market data come from.
    ///   - options: How the desk trades.
    ///   - configuration: What the configuration file says.
    ///   - defaultPace: How fast to play when the command line does not say.
    /// - Returns: The parts; the desk is not started.
    /// - Throws: What is wrong with the ledger, the files or the options.
    static func make(
        market: MarketOptions, options: DeskOptions, configuration: ProgramConfiguration,
        defaultPace: Pace
    ) async throws -> DeskAssembly {
        let rules = try options.rules(configuration)
        let pace = market.speed?.pace ?? defaultPace
        let isStepped = pace == .unpaced
        let instruments = try market.instruments.map { try InstrumentFile.load(path: $0) }
        let path = options.ledgerPath(for: market.market)
        let ledger: SQLiteLedger
        if let path {
            // A backtest can be run again; a desk's ledger cannot.
            ledger = try SQLiteLedger.open(at: path, durability: isStepped ? .off : .full)
        } else {
            ledger = try SQLiteLedger.inMemory()
        }
        let memory = try await ledger.restore(on: CalendarDay(daysSinceEpoch: 0))

        let feed: any MarketFeed
        var barsFromFeed: Set<String> = []
        let start: Timestamp
        switch market.market {
        case .sim:
            let saved = try memory.state[Self.marketKey].map {
                try JSONDecoder().decode(SavedSimulation.self, from: Data($0.utf8))
            }
            let resumed = saved.flatMap { $0.seed == market.seed ? $0.state : nil }
            let simulation = SimulatedMarket(
                seed: market.seed,
                settings: SimulatedMarket.Settings(signalsPerMinute: market.signalsPerMinute),
                calendar: rules.calendar, resume: resumed)
            start = simulation.state.time
            feed = simulation
        case .replay:
            let sources =
                market.candles.map(ReplaySource.init(argument:))
                + market.ticks.map(ReplaySource.init(argument:))
            let replay = try ReplayFeed(
                sources: sources, calendar: rules.calendar, seed: market.seed)
            barsFromFeed = replay.symbolsWithBars
            start = replay.startsAt ?? Timestamp(nanoseconds: 0)
            feed = replay
        }

        let clock = MarketClock(start: start)
        let board = MarketBoard(
            instruments: instruments, policy: market.chain.policy, calendar: rules.calendar)
        let book: any VenueBook =
            try path.map { try FileVenueBook(path: $0 + ".venue") } ?? MemoryVenueBook()
        let venue = try Venue(
            options.broker, mode: market.market == .sim ? .simulation : .replay, board: board,
            clock: clock, calendar: rules.calendar, book: book,
            settings: options.paperSettings(market, configuration.paper))
        let label = Self.label(market, pace)
        let desk = Desk(
            setup: DeskSetup(
                market: label, symbolsWithBars: barsFromFeed, strategies: StrategyCatalog.all,
                hasChaos: market.market == .sim && market.chaos, seed: market.seed,
                isStepped: isStepped),
            rules: rules, clock: clock, view: board, broker: venue.broker, ledger: ledger)
        let driver = FeedDriver(
            clock: clock, pace: pace, timerSeconds: isStepped ? 15 : 1, apply: board.apply,
            advanceVenue: venue.advance)
        return DeskAssembly(
            desk: desk, ledger: ledger, ledgerPath: path, clock: clock, board: board, feed: feed,
            driver: driver,
            instruments: instruments, rules: rules, seed: market.seed)
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
            let logging = try LoggingBroker(clock: clock, calendar: calendar, book: book)
            broker = logging
            advance = { logging.advance(to: $0) }
        }
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
