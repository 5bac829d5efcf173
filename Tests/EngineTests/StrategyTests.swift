import EventBus
import Foundation
import Ledger
import Synchronization
import Testing
import Trading

@testable import Engine

@Suite("Strategies on the desk", .balancedBooks)
struct StrategyTests {
    /// Gives a signal on every bar.
    private struct Eager: Strategy {
        var name = "eager"
        let timeframeSeconds = 900

        mutating func onCandle(_ candle: Candle) throws -> [Signal] {
            let entry = candle.close.rupees
            return [
                Signal(
                    id: "\(name)-\(candle.opensAt.indiaClock)", symbol: candle.symbol,
                    strategy: name, action: .buy, entryPrice: entry, stopLoss: entry * 0.99,
                    target: entry * 1.02, strength: 0.9, emittedAt: candle.closesAt,
                    origin: .strategy)
            ]
        }
    }

    /// Counts its bars and fails on those above a price, having changed its state.
    private struct Brittle: Strategy {
        struct Broken: Error {}
        let name = "brittle"
        let timeframeSeconds = 900
        let limit: Price
        let seen: @Sendable (Int) -> Void
        var bars = 0

        mutating func onCandle(_ candle: Candle) throws -> [Signal] {
            bars += 1
            if candle.close > limit { throw Broken() }
            seen(bars)
            return []
        }
    }

    /// Does not come back until it is let go.
    private struct Hanging: Strategy {
        let name = "hanging"
        let timeframeSeconds = 900
        let gate: DispatchSemaphore
        var entered: @Sendable () -> Void = {}

        mutating func onCandle(_ candle: Candle) -> [Signal] {
            entered()
            gate.wait()
            return []
        }
    }

    /// Plays bars, each at its end.
    private struct BarFeed: MarketFeed {
        var bars: ArraySlice<Candle>
        let name = "bars"
        let tally = FeedTally()

        mutating func next() -> MarketStep? {
            bars.popFirst().map { MarketStep(time: $0.closesAt, happenings: [.candle($0)]) }
        }
    }

    private func bar(_ index: Int, close rupees: Int64, of test: TestDesk) -> Candle {
        let price = Price(paise: rupees * 100)
        return Candle(
            symbol: StillMarket.symbol,
            opensAt: test.clock.now.advanced(bySeconds: Double(index) * 900 - 900),
            lengthSeconds: 900, open: price, high: price, low: price, close: price, volumeUnits: 0)
    }

    private func handler(_ name: String, of test: TestDesk) throws -> HandlerStatistics {
        try #require(test.desk.statistics().handlers.first { $0.name == "strategy.\(name)" })
    }

    @Test("a strategy that throws fails its own bars only: the other trades as if it were alone")
    func throwing() async throws {
        var settings = StrategySettings()
        settings.breakerFailures = 2
        let seen = Mutex<[Int]>([])
        let brittle = Brittle(limit: Price(paise: 25_000_00)) { count in
            seen.withLock { $0.append(count) }
        }
        let test = try await TestDesk(strategies: [
            StrategyPlan(brittle, settings: settings), StrategyPlan(Eager()),
        ])
        for (index, close) in [Int64(24_990), 25_010, 25_000].enumerated() {
            try await test.desk.take(.candle(bar(index, close: close, of: test)))
            await test.desk.settle()
        }
        let failed = try handler("brittle", of: test)
        #expect(failed.deadLettered == 1)
        #expect(failed.executed + failed.deadLettered == 3)
        // The bar that failed left no trace: the third bar is its second.
        #expect(seen.withLock { $0 } == [1, 2])
        #expect(test.desk.summary.signalsReceived == 3)
        #expect(try handler("eager", of: test).deadLettered == 0)
        let letters = test.desk.parts.deadLetters.list().letters
        #expect(letters.map(\.handler) == ["strategy.brittle"])
    }

    @Test("a strategy that fails again and again is left alone, and the other goes on")
    func breaker() async throws {
        var settings = StrategySettings()
        settings.breakerFailures = 2
        settings.breakerSeconds = 60
        let brittle = Brittle(limit: .zero) { _ in }
        let test = try await TestDesk(strategies: [
            StrategyPlan(brittle, settings: settings), StrategyPlan(Eager()),
        ])
        for index in 0..<5 {
            try await test.desk.take(.candle(bar(index, close: 25_000, of: test)))
            await test.desk.settle()
        }
        #expect(try handler("brittle", of: test).deadLettered == 2)
        #expect(try handler("brittle", of: test).circuit == .open)
        #expect(test.desk.summary.signalsReceived == 5)
        // After a minute it is tried again, once.
        try await test.pass(seconds: 61)
        #expect(try handler("brittle", of: test).deadLettered == 3)
        #expect(try handler("brittle", of: test).circuit == .open)
    }

    @Test("a strategy that never returns holds its own thread and nothing else")
    func hanging() async throws {
        let gate = DispatchSemaphore(value: 0)
        var settings = StrategySettings()
        settings.timeoutSeconds = 0.05
        settings.breakerFailures = 100
        // The clock is the machine's, which may be busy with other tests: only the hanging one is to be late.
        var patient = StrategySettings()
        patient.timeoutSeconds = 3_600
        let test = try await TestDesk(
            isStepped: false,
            strategies: [
                StrategyPlan(Hanging(gate: gate), settings: settings),
                StrategyPlan(Eager(), settings: patient),
            ])
        defer { gate.signal() }
        for index in 0..<50 {
            try await test.desk.take(.candle(bar(index, close: 25_000, of: test)))
        }
        // Every bar reaches the other strategy, while the hanging one is on its first.
        while test.desk.summary.signalsReceived < 50 { await Task.yield() }
        let eager = try handler("eager", of: test)
        #expect(eager.deadLettered == 0)
        // The first bar timed out; the rest are told at once that it has not come back.
        while try handler("hanging", of: test).deadLettered < 50 { await Task.yield() }
        // They are recorded a little later than they are counted.
        while test.desk.parts.deadLetters.count < 50 { await Task.yield() }
        // They are listed once they are recorded.
        var errors: [String] = []
        while errors.count < 50 {
            await Task.yield()
            errors = test.desk.parts.deadLetters.list().letters.map(\.error)
        }
        #expect(errors.count { $0.contains("has not come back") } == 49)
        _ = await test.desk.stop(withinSeconds: 0.1)
    }

    @Test("a strategy that never returns ends an unpaced run, which says where")
    func hangingInASteppedRun() async throws {
        let gate = DispatchSemaphore(value: 0)
        let (entered, entering) = AsyncStream.makeStream(of: Void.self)
        let hanging = Hanging(gate: gate) { entering.yield() }
        let test = try await TestDesk(
            strategies: [StrategyPlan(hanging), StrategyPlan(Eager())],
            // The patience is at its end as soon as the strategy has begun.
            patience: Patience(seconds: 30) { for await _ in entered { return } })
        defer { gate.signal() }
        let driver = FeedDriver(
            clock: test.clock, pace: .unpaced, apply: { [$0] }, advanceVenue: { _ in })
        let bars = [bar(0, close: 25_000, of: test), bar(1, close: 25_000, of: test)]
        let cut = await #expect(throws: DeskRunError.self) {
            try await driver.play(BarFeed(bars: bars[...]), into: test.desk)
        }
        #expect(
            cut
                == .strategyHangs(
                    strategy: "hanging", symbol: StillMarket.symbol, barOpensAt: bars[0].opensAt,
                    afterSeconds: 30))
        #expect(
            cut?.description.contains("hanging has not come back from the NIFTY bar of") == true)
        // The first bar was the last one played, and the other strategy had it.
        #expect(test.desk.summary.signalsReceived == 1)
        #expect(test.clock.now == bars[0].closesAt)
        let letters = test.desk.parts.deadLetters.list().letters
        #expect(letters.map(\.handler) == ["strategy.hanging"])
    }

    @Test(
        "starts and stops are events with their reasons: the desk's own, the operator's, the breaker's"
    )
    func startsAndStops() async throws {
        var settings = StrategySettings()
        settings.breakerFailures = 2
        settings.breakerSeconds = 60
        let brittle = Brittle(limit: Price(paise: 25_000_00)) { _ in }
        let test = try await TestDesk(strategies: [StrategyPlan(brittle, settings: settings)])
        let name = "strategy.brittle"
        #expect(
            await test.command(.pauseHandler(name))
                == .accepted("\(name) is paused; its events wait"))
        _ = await test.command(.resumeHandler(name))
        // Of another handler, nothing of the kind is told.
        _ = await test.command(.pauseHandler("candles"))
        _ = await test.command(.resumeHandler("candles"))
        for (index, close) in [Int64(25_010), 25_010, 24_990].enumerated() {
            try await test.desk.take(.candle(bar(index, close: close, of: test)))
            await test.desk.settle()
        }
        // After a minute the bar that waited is tried, and it works.
        try await test.pass(seconds: 61)
        _ = await test.desk.stop(withinSeconds: 5)

        let journal = try await test.ledger.inner.reader.journal(
            topics: [.strategyStarted, .strategyStopped])
        let told = [
            "strategy brittle started: reads bars of 15 min",
            "strategy brittle stopped: paused by the operator; its bars wait",
            "strategy brittle started: resumed by the operator",
            "strategy brittle stopped: it keeps failing; its breaker is open and its bars wait",
            "strategy brittle started: it works again; its breaker is closed",
            "strategy brittle stopped: the desk is stopping",
        ]
        #expect(journal.map(\.payload.words) == told)
        let rows = test.desk.parts.log.rows.filter { $0.text.hasPrefix("strategy brittle") }
        #expect(rows.map(\.text) == told)
        #expect(rows.map(\.level) == [.info, .warning, .info, .warning, .info, .warning])
    }

    @Test("signals beyond a strategy's quota are refused with its code and kept")
    func quota() async throws {
        let test = try await TestDesk(strategies: [StrategyPlan(Eager())]) {
            $0.signalsPerSession = ["eager": 2]
        }
        for _ in 0..<4 {
            try await test.desk.take(.candle(bar(0, close: 25_000, of: test)))
            await test.desk.settle()
            try await test.pass(seconds: 900)
        }
        #expect(test.desk.summary.denials["STRATEGY_QUOTA"] == 2)
        #expect(test.desk.summary.signalsUnexplained == 0)
        let kept = try await test.ledger.inner.reader.signals(limit: 10)
        #expect(kept.filter { $0.denial?.code == .strategyQuota }.count == 2)
    }
}
