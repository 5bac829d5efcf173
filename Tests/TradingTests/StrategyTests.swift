import Testing
import Trading

struct StrategyTests {
    /// Bars of 15 minutes from 09:15, each open at its close.
    private func candle(
        _ index: Int, low: Int64, high: Int64, close: Int64, day: CalendarDay = Fixture.monday
    ) -> Candle {
        Candle(
            symbol: "NIFTY",
            opensAt: Timestamp(india: day, secondsIntoDay: 33_300 + index * 900),
            lengthSeconds: 900, open: Price(paise: close), high: Price(paise: high),
            low: Price(paise: low), close: Price(paise: close), volumeUnits: 0)
    }

    private func closes(_ prices: [Int64]) -> [Candle] {
        prices.enumerated().map { candle($0, low: $1, high: $1, close: $1) }
    }

    private func run(_ strategy: any Strategy, _ candles: [Candle]) -> [Signal] {
        var strategy = strategy
        return candles.flatMap { candle in
            do {
                return try strategy.onCandle(candle)
            } catch {
                Issue.record(error)
                return []
            }
        }
    }

    @Test func `an average is seeded with the first close and moves by its share`() {
        var average = MovingAverage(period: 9)
        #expect(average.add(Price(paise: 1000)) == 1000)
        #expect(average.add(Price(paise: 2000)) == 1200)
        #expect(average.add(Price(paise: 1200)) == 1200)
    }

    @Test func `the fast average crossing upwards buys, downwards sells`() throws {
        let falling = (0..<25).map { Int64(25_000_00 - $0 * 10_00) }
        let rising = (0..<25).map { Int64(24_760_00 + $0 * 40_00) }
        let fallingAgain = (0..<25).map { Int64(25_720_00 - $0 * 60_00) }
        let signals = run(EMACrossover(), closes(falling + rising + fallingAgain))
        #expect(signals.map(\.action) == [.buy, .sell])
        let buy = try #require(signals.first)
        #expect(abs(buy.stopLoss - buy.entryPrice * 0.99) < 0.01)
        #expect(abs(buy.target - buy.entryPrice * 1.02) < 0.01)
        #expect(try abs(#require(buy.expectedMovePercent) - 2) < 0.001)
        #expect(try (0.6...1).contains(#require(buy.strength)))
        #expect(buy.id.hasPrefix("ema_crossover-NIFTY-2025-10-0"))
        #expect(buy.strategy == "ema_crossover")
        #expect(buy.timeframe == "15m")
        let sell = try #require(signals.last)
        #expect(sell.target < sell.entryPrice && sell.entryPrice < sell.stopLoss)
    }

    @Test func `a cross within the first 21 bars gives no signal`() {
        let falling = (0..<8).map { Int64(25_000_00 - $0 * 10_00) }
        let rising = (0..<12).map { Int64(25_000_00 + $0 * 50_00) }
        let early = falling + rising
        #expect(run(EMACrossover(), closes(early)).isEmpty)
        #expect(run(EMACrossover(fastPeriod: 3, slowPeriod: 5), closes(early)).count == 1)
    }

    @Test func `flat prices never cross`() {
        #expect(run(EMACrossover(), closes(Array(repeating: 25_000_00, count: 60))).isEmpty)
    }

    // MARK: Alert candle

    /// Four bars at 1,000.00, then one wholly above the average.
    private func armed() -> [Candle] {
        (0..<4).map { candle($0, low: 999_00, high: 1001_00, close: 1000_00) }
            + [candle(4, low: 1015_00, high: 1021_00, close: 1018_00)]
    }

    @Test func `the break of the armed low sells, with the extreme of three bars as its stop`()
        throws
    {
        let signals = run(
            AlertCandle(), armed() + [candle(5, low: 1013_00, high: 1020_00, close: 1014_00)])
        let signal = try #require(signals.first)
        #expect(signals.count == 1)
        #expect(signal.action == .sell)
        #expect(signal.entryPrice == 1015)
        #expect(signal.stopLoss == 1021)
        #expect(signal.target == 1015 - 3 * 6)
        #expect(signal.strength == 1)
        #expect(signal.id == "alert_candle-NIFTY-2025-10-06T104500")
    }

    @Test func `it triggers once`() {
        let signals = run(
            AlertCandle(),
            armed() + [
                candle(5, low: 1013_00, high: 1020_00, close: 1014_00),
                candle(6, low: 1005_00, high: 1014_00, close: 1006_00),
            ])
        #expect(signals.count == 1)
    }

    @Test func `a clear bar inside the armed one arms in its place`() throws {
        let signals = run(
            AlertCandle(),
            armed() + [
                candle(5, low: 1016_00, high: 1020_50, close: 1020_00),
                candle(6, low: 1015_50, high: 1020_00, close: 1016_00),
            ])
        #expect(try #require(signals.first).entryPrice == 1016)
    }

    @Test func `a break of the other side disarms`() {
        let signals = run(
            AlertCandle(),
            armed() + [
                candle(5, low: 1016_00, high: 1022_00, close: 1017_00),
                candle(6, low: 1010_00, high: 1016_00, close: 1011_00),
            ])
        #expect(signals.isEmpty)
    }

    @Test func `a bar that breaks both sides tells nothing`() {
        let both = candle(5, low: 1010_00, high: 1025_00, close: 1012_00)
        #expect(run(AlertCandle(), armed() + [both]).isEmpty)
    }

    @Test func `the end of the session disarms`() {
        let tuesday = Fixture.monday.advanced(byDays: 1)
        let next = candle(0, low: 1005_00, high: 1020_00, close: 1010_00, day: tuesday)
        #expect(run(AlertCandle(), armed() + [next]).isEmpty)
    }

    @Test func `a bar below the average arms a buy`() throws {
        let signals = run(
            AlertCandle(),
            (0..<4).map { candle($0, low: 999_00, high: 1001_00, close: 1000_00) } + [
                candle(4, low: 980_00, high: 985_00, close: 982_00),
                candle(5, low: 981_00, high: 986_00, close: 985_00),
            ])
        let signal = try #require(signals.first)
        #expect(signal.action == .buy)
        #expect(signal.entryPrice == 985)
        #expect(signal.stopLoss == 980)
        #expect(signal.target == 1000)
    }

    @Test("signals of shipped strategies are in order, whatever the bars", arguments: 0..<10)
    func signalsAreValid(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var close: Int64 = 25_000_00
        let candles = (0..<400).map { index in
            let open = close
            close += Int64.random(in: -60_00...60_00, using: &random)
            return candle(
                index % 25, low: min(open, close) - Int64.random(in: 0...20_00, using: &random),
                high: max(open, close) + Int64.random(in: 0...20_00, using: &random), close: close,
                day: Fixture.monday.advanced(byDays: index / 25))
        }
        for kind in StrategyCatalog.all {
            let signals = try run(kind.make(), candles)
            #expect(!signals.isEmpty)
            #expect(try signals == run(kind.make(), candles), "the same bars, the same signals")
            #expect(Set(signals.map(\.id)).count == signals.count)
            for signal in signals {
                let levels = [signal.stopLoss, signal.entryPrice, signal.target]
                #expect(levels == (signal.action == .buy ? levels.sorted() : levels.sorted(by: >)))
                #expect(signal.strength.map { (0.6...1).contains($0) } == true)
                #expect(signal.id.count <= 64)
                #expect(signal.strategy == kind.name)
            }
        }
    }

    @Test func `the catalog finds each strategy by its name`() throws {
        #expect(StrategyCatalog.all.map(\.name) == ["ema_crossover", "alert_candle"])
        #expect(try StrategyCatalog.kind(named: "alert_candle")?.make().timeframeSeconds == 900)
        #expect(StrategyCatalog.kind(named: "none") == nil)
    }

    @Test(
        "a number that is unknown, out of its range or at odds with the others is refused by name")
    func badParameters() throws {
        let kind = EMACrossover.kind
        for (given, name) in [
            (["fast": 9.0], "fast"), (["fast_period": 1], "fast_period"),
            (["fast_period": 9.5], "fast_period"), (["stop_percent": 0], "stop_percent"),
            (["stop_percent": .nan], "stop_percent"),
            (["fast_period": 30, "slow_period": 30], "slow_period"),
        ] {
            let error = #expect(throws: StrategyParameterError.self) { try kind.make(given) }
            #expect(error?.name == name)
        }
    }

    @Test("a strategy reads the numbers that it is given, and every kind can be made without any")
    func parameters() throws {
        for kind in StrategyCatalog.all {
            #expect(try kind.make().name == kind.name)
            #expect(try kind.make(["timeframe_minutes": 5]).timeframeSeconds == 300)
        }
        let made = try EMACrossover.kind.make(["fast_period": 3, "slow_period": 8])
        #expect(made as? EMACrossover == EMACrossover(fastPeriod: 3, slowPeriod: 8))
        let alert = try AlertCandle.kind.make(["clear_percent": 0.2, "target_risks": 2])
        #expect(alert as? AlertCandle == AlertCandle(clearPercent: 0.2, targetRisks: 2))
    }
}
