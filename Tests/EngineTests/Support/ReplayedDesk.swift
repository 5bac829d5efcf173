import Foundation
import Ledger
import Market
import Trading

@testable import Engine

/// A desk on recorded NIFTY bars, put together as the program does it.
struct ReplayedDesk {
    /// A Wednesday with a regular session.
    static let day = CalendarDay(daysSinceEpoch: 20_369)

    let desk: Desk
    let ledger: SQLiteLedger
    private let driver: FeedDriver
    private let feed: any MarketFeed

    /// - Parameters:
    ///   - bars: When quarter-hour bars open; the price stands at 25,000 in all of them.
    ///   - pace: How fast they are played.
    ///   - signals: Signals in time order.
    ///   - change: Changes the desk's rules.
    /// - Throws: What keeps the files or the ledger from being opened.
    init(
        bars: [Timestamp], pace: Pace = .unpaced, signals: [Signal],
        rules change: (inout DeskRules) -> Void = { _ in }
    ) async throws {
        var rules = DeskRules()
        change(&rules)
        let path = NSTemporaryDirectory() + "candles_15m_NIFTY_\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rows = bars.map {
            "\($0.indiaDay) \($0.indiaClock.prefix(8)),25000,25000,25000,25000,0"
        }
        let text = ["timestamp,open,high,low,close,volume"] + rows
        try text.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let board = MarketBoard(calendar: rules.calendar)
        let replay = try ReplayFeed(
            sources: [ReplaySource(path: path, symbol: "NIFTY")], calendar: rules.calendar, seed: 1)
        feed = SignalledFeed(replay, signals: signals, stampsNow: false)
        let clock = MarketClock(start: bars.first ?? Timestamp(nanoseconds: 0))
        let venue = try PaperBroker(
            venue: .replay, market: board, clock: clock, calendar: rules.calendar,
            settings: PaperBroker.Settings(staleQuoteSeconds: rules.limits.staleQuoteSeconds))
        ledger = try SQLiteLedger.inMemory()
        desk = Desk(
            setup: DeskSetup(market: "replay", isStepped: pace == .unpaced), rules: rules,
            clock: clock, view: board, broker: venue, ledger: ledger)
        driver = FeedDriver(
            clock: clock, pace: pace, timerSeconds: pace == .unpaced ? 15 : 1, apply: board.apply,
            advanceVenue: { venue.advance(to: $0) })
    }

    /// Plays everything and stops the desk.
    ///
    /// - Parameter afterStep: Called after each step with the market's time.
    /// - Throws: What the desk or its ledger throws.
    /// - Returns: The positions.
    func positions(
        afterStep: @Sendable (Timestamp) async throws -> Void = { _ in }
    ) async throws -> [Position] {
        try await desk.start()
        try await driver.play(feed, into: desk, afterStep: afterStep)
        _ = await desk.stop(withinSeconds: 10)
        return try await ledger.reader.positions(limit: 1000)
    }

    /// A signal to buy NIFTY at 25,000.
    static func signal(_ id: String, at time: Timestamp) -> Signal {
        Signal(
            id: id, symbol: "NIFTY", strategy: id, action: .buy, entryPrice: 25_000,
            stopLoss: 24_750, target: 25_500, strength: 0.9, emittedAt: time, origin: .file)
    }
}

extension Timestamp {
    /// A time of the replayed day.
    static func replayed(_ hour: Int, _ minute: Int, day: CalendarDay = ReplayedDesk.day)
        -> Timestamp
    {
        Timestamp(india: day, secondsIntoDay: hour * 3600 + minute * 60)
    }
}
