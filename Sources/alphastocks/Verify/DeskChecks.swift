import Engine
import Foundation
import Ledger
import Market
import Trading

/// The promises of the desk.
enum DeskChecks {
    static var all: [VerifyCheck] {
        [hundredSignals, oneSignal, noState, failureStays, throughput]
    }

    /// A desk on a simulated market without signals of its own, so that only what a check sends happens.
    private struct Bench: Sendable {
        let desk: Desk
        let ledger: SQLiteLedger
        let board: MarketBoard
        let clock: MarketClock
        private let playing: Task<Void, any Error>

        init(ledger: SQLiteLedger, book: any VenueBook, maximumPositions: Int) async throws {
            var rules = DeskRules()
            rules.limits.maximumPositions = maximumPositions
            rules.limits.capitalAtRiskPercent = 100
            rules.limits.maximumLots = 1
            // A slow machine must not make a signal or a quote of a market at twenty times its pace too old.
            rules.limits.signalLifeSeconds = 3600
            rules.limits.staleQuoteSeconds = 600
            rules.capital = Money(rupees: 100_000_000)
            let start = SimulatedMarket.defaultStart
            clock = MarketClock(start: start)
            board = MarketBoard(calendar: rules.calendar)
            var market = SimulatedMarket(
                seed: 1, settings: SimulatedMarket.Settings(signalsPerMinute: 0),
                calendar: rules.calendar)
            let broker = try PaperBroker(
                venue: .simulation, market: board, clock: clock, calendar: rules.calendar,
                book: book)
            self.ledger = ledger
            desk = Desk(
                setup: DeskSetup(market: "verify"), rules: rules, clock: clock, view: board,
                broker: broker, ledger: ledger)
            while board.spot(of: "NIFTY") == nil, let step = market.next() {
                clock.set(to: step.time)
                for happening in step.happenings { _ = board.apply(happening) }
            }
            try await desk.start()
            let driver = FeedDriver(
                clock: clock, pace: .speed(20), apply: board.apply,
                advanceVenue: { broker.advance(to: $0) })
            let (feed, desk) = (market, desk)
            playing = Task { try await driver.play(feed, into: desk) }
        }

        func stop() async {
            playing.cancel()
            _ = await playing.result
            _ = await desk.stop(withinSeconds: 5)
        }

        func signal(_ id: String, strategy: String) -> Signal {
            let spot = board.spot(of: "NIFTY")?.last.rupees ?? 25_000
            return Signal(
                id: id, symbol: "NIFTY", strategy: strategy, action: .buy, entryPrice: spot,
                stopLoss: spot * 0.99, target: spot * 1.02, strength: 0.9, emittedAt: clock.now,
                origin: .operator)
        }

        /// Sends signals at once and waits until the desk has decided on every one.
        func send(_ signals: [Signal]) async throws {
            let before = desk.summary
            let decided = { (summary: DeskSummary) in
                summary.signalsReceived - before.signalsReceived == signals.count
                    && summary.signalsUnexplained == 0 && summary.ordersWorking == 0
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for signal in signals { group.addTask { try await desk.take(.signal(signal)) } }
                try await group.waitForAll()
            }
            try await Tally().wait { decided(desk.summary) }
        }
    }

    private static let hundredSignals = VerifyCheck(
        name: "100 simultaneous signals: all processed, no duplicate position, counters match"
    ) {
        let ledger = try SQLiteLedger.inMemory()
        let bench = try await Bench(ledger: ledger, book: MemoryVenueBook(), maximumPositions: 100)
        let flushes = ledger.flushCount
        let watch = Stopwatch()
        try await bench.send((0..<100).map { bench.signal("verify-\($0)", strategy: "s\($0)") })
        let elapsed = watch.elapsed
        let positions = try await ledger.reader.positions(limit: 1000)
        let summary = bench.desk.summary
        try require(
            summary.signalsReceived == 100 && summary.signalsUnexplained == 0,
            "received \(summary.signalsReceived), unexplained \(summary.signalsUnexplained)")
        try require(
            positions.count == 100 && Set(positions.map(\.signalID)).count == 100,
            "\(positions.count) positions; refused: \(summary.denials)")
        await bench.stop()
        return "100 received, 100 positions, \(ledger.flushCount - flushes) ledger transactions, "
            + Stopwatch.text(elapsed)
    }

    private static let oneSignal = VerifyCheck(
        name:
            "idempotency by the database: one signal 100 times at once, then again after a restart"
    ) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-verify-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        let book = MemoryVenueBook()
        for _ in 0..<2 {
            let ledger = try SQLiteLedger.open(at: path)
            let bench = try await Bench(ledger: ledger, book: book, maximumPositions: 100)
            try await bench.send(
                Array(repeating: bench.signal("the-one", strategy: "same"), count: 100))
            await bench.stop()
            try await ledger.close()
        }
        let reader = try LedgerReader.open(at: path)
        let orders = try await reader.orders(limit: 1000)
        let positions = try await reader.positions(limit: 1000)
        try require(
            orders.count == 1 && positions.count == 1,
            "\(orders.count) orders, \(positions.count) positions")
        return "200 copies, 1 order, 1 position"
    }

    /// The executor holds nothing: a new one on the same ledger knows everything the old one did.
    private static let noState = VerifyCheck(name: "no shared mutable state in the executor") {
        let ledger = try SQLiteLedger.inMemory()
        let book = MemoryVenueBook()
        let first = try await Bench(ledger: ledger, book: book, maximumPositions: 10)
        try await first.send([first.signal("kept", strategy: "one")])
        await first.stop()
        let second = try await Bench(ledger: ledger, book: book, maximumPositions: 10)
        try await second.send([second.signal("kept", strategy: "one")])
        let denials = second.desk.summary.denials
        try require(denials["DUPLICATE"] == 1, "the new desk answered \(denials)")
        try require(
            second.desk.summary.positionsOpen == 1,
            "\(second.desk.summary.positionsOpen) positions open")
        await second.stop()
        return "a new desk on the same ledger has the position and refuses the copy"
    }

    private static let failureStays = VerifyCheck(
        name: "failures do not cascade: bad signals among good ones"
    ) {
        let bench = try await Bench(
            ledger: SQLiteLedger.inMemory(), book: MemoryVenueBook(), maximumPositions: 100)
        let signals = (0..<40).map { number -> Signal in
            var signal = bench.signal("mixed-\(number)", strategy: "m\(number)")
            switch number % 4 {
            case 1: signal.entryPrice = .nan
            case 2: signal.symbol = "NOSUCH"
            case 3: signal.stopLoss = 1e308
            default: break
            }
            return signal
        }
        try await bench.send(signals)
        let summary = bench.desk.summary
        let refused = summary.denials.values.reduce(0, +)
        try require(
            summary.positionsOpen == 10 && refused == 30,
            "\(summary.positionsOpen) positions, refused \(summary.denials)")
        await bench.stop()
        return "10 opened, 30 refused: \(summary.denials.keys.sorted().joined(separator: ", "))"
    }

    private static let throughput = VerifyCheck(
        name: "signals a second, durable, against the design's 100"
    ) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-verify-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ledger = try SQLiteLedger.open(at: folder.appending(path: "ledger.sqlite").path)
        let bench = try await Bench(
            ledger: ledger, book: MemoryVenueBook(), maximumPositions: 10_000)
        let count = 500
        let watch = Stopwatch()
        try await bench.send((0..<count).map { bench.signal("rate-\($0)", strategy: "r\($0)") })
        let elapsed = watch.elapsed
        let rate = Double(count) / (Stopwatch.milliseconds(elapsed) / 1000)
        try require(
            bench.desk.summary.positionsOpen == count,
            "\(bench.desk.summary.positionsOpen) positions of \(count)")
        await bench.stop()
        try await ledger.close()
        try require(rate > 100, "\(Int(rate)) signals a second")
        return "\(Int(rate)) signals/s from signal to position, each durable"
    }
}
