import Testing
import Trading

struct CandleBuilderTests {
    private var builder = CandleBuilder(symbol: "NIFTY", lengthSeconds: 900)

    private func tick(_ paise: Int64, _ clock: String, volume: Int64? = nil) -> Quote {
        Fixture.quote(paise, at: Fixture.at(clock), volume: volume)
    }

    @Test mutating func `the first tick opens, the clock closes`() {
        #expect(builder.add(tick(100, "09:15:03")) == nil)
        #expect(builder.add(tick(120, "09:20:00")) == nil)
        #expect(builder.add(tick(90, "09:25:00")) == nil)
        #expect(builder.add(tick(110, "09:29:59")) == nil)
        #expect(builder.advance(to: Fixture.at("09:29:59")) == nil)
        let candle = builder.advance(to: Fixture.at("09:30:00"))
        #expect(
            candle
                == Candle(
                    symbol: "NIFTY", opensAt: Fixture.at("09:15:00"), lengthSeconds: 900,
                    open: Price(paise: 100), high: Price(paise: 120), low: Price(paise: 90),
                    close: Price(paise: 110), volumeUnits: 0))
        #expect(builder.advance(to: Fixture.at("09:45:00")) == nil, "once")
    }

    @Test mutating func `the next tick closes a bar that no clock has closed`() {
        _ = builder.add(tick(100, "09:15:03"))
        let candle = builder.add(tick(200, "09:50:00"))
        #expect(candle?.close == Price(paise: 100))
        #expect(builder.current?.opensAt == Fixture.at("09:45:00"))
    }

    @Test mutating func `a tick for a bar that is complete is counted and ignored`() {
        _ = builder.add(tick(100, "09:15:03"))
        _ = builder.advance(to: Fixture.at("09:30:00"))
        #expect(builder.add(tick(500, "09:29:58")) == nil)
        #expect(builder.lateTicks == 1)
        #expect(builder.current == nil)
        _ = builder.add(tick(100, "09:46:00"))
        _ = builder.add(tick(500, "09:44:00"))
        #expect(builder.lateTicks == 2)
        #expect(builder.current?.high == Price(paise: 100))
    }

    @Test mutating func `volume is the difference of the day's count`() {
        _ = builder.add(tick(100, "09:20:00", volume: 5_000))
        _ = builder.add(tick(100, "09:25:00", volume: 5_300))
        let first = builder.add(tick(100, "09:31:00", volume: 5_450))
        #expect(first?.volumeUnits == 300, "what came before we looked is no part of the bar")
        _ = builder.add(tick(100, "09:35:00", volume: 100))
        _ = builder.add(tick(100, "09:36:00", volume: 160))
        let second = builder.advance(to: Fixture.at("09:45:00"))
        #expect(second?.volumeUnits == 210, "a count that begins anew counts from there")
    }

    @Test mutating func `a new day's count begins at zero`() {
        _ = builder.add(tick(100, "15:20:00", volume: 9_000))
        let tuesday = Fixture.monday.advanced(byDays: 1)
        let last = builder.add(
            Fixture.quote(100, at: Fixture.at("09:15:01", on: tuesday), volume: 40))
        #expect(last?.volumeUnits == 0)
        #expect(builder.advance(to: Fixture.at("09:30:00", on: tuesday))?.volumeUnits == 40)
    }

    @Test(
        "bars lie on the clock from 09:15",
        arguments: [
            (60, "09:16:30", "09:16:00"), (3600, "09:20:00", "09:15:00"),
            (3600, "10:14:59", "09:15:00"), (3600, "10:15:00", "10:15:00"),
            (900, "09:14:59", "09:00:00"), (900, "09:00:00", "09:00:00"),
            (86_400, "15:00:00", "09:15:00"),
        ])
    func buckets(_ length: Int, _ tickAt: String, _ opensAt: String) {
        var builder = CandleBuilder(symbol: "NIFTY", lengthSeconds: length)
        _ = builder.add(tick(100, tickAt))
        #expect(builder.current?.opensAt == Fixture.at(opensAt))
    }

    @Test("no tick is lost and every bar is true", arguments: 0..<20)
    func accounting(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var builder = CandleBuilder(symbol: "NIFTY", lengthSeconds: 60)
        var now = Fixture.at("09:15:00")
        var volume: Int64 = 0
        var bars: [Candle] = []
        for _ in 0..<500 {
            now = now.advanced(bySeconds: Double.random(in: 0...40, using: &random))
            volume += Int64.random(in: 0...100, using: &random)
            let price = Int64.random(in: 90...110, using: &random)
            if let bar = builder.add(Fixture.quote(price, at: now, volume: volume)) {
                bars.append(bar)
            }
            if Bool.random(using: &random), let bar = builder.advance(to: now) { bars.append(bar) }
        }
        #expect(builder.lateTicks == 0)
        for (bar, next) in zip(bars, bars.dropFirst()) { #expect(bar.closesAt <= next.opensAt) }
        for bar in bars {
            #expect(bar.low <= min(bar.open, bar.close))
            #expect(bar.high >= max(bar.open, bar.close))
        }
        let counted = bars.reduce(builder.current?.volumeUnits ?? 0) { $0 + $1.volumeUnits }
        #expect(counted <= volume && counted > volume - 101, "all but the first tick's own count")
    }
}
