import Market
import Testing
import Trading

@Suite struct ReplayFeedTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func bars(_ name: String, _ rows: String...) throws -> ReplaySource {
        let text = "timestamp,open,high,low,close,volume\n" + rows.joined(separator: "\n")
        return ReplaySource(argument: try folder.file(name, text))
    }

    private func play(_ feed: ReplayFeed) -> [MarketStep] {
        var feed = feed
        var steps: [MarketStep] = []
        while let step = feed.next() { steps.append(step) }
        return steps
    }

    /// Steps in a form that can be compared bit for bit.
    private func text(_ steps: [MarketStep]) -> [String] {
        steps.map { "\($0.time.nanoseconds) \($0.happenings)" }
    }

    @Test(
        "the symbol comes from the name or the argument",
        arguments: [
            ("candles_15m_INFY.csv", "INFY"), ("/a/b/candles_15m_NIFTYBANK.csv", "BANKNIFTY"),
            ("ticks_INFY_2025-06-26.csv", "INFY"), ("RELIANCE.csv", "RELIANCE"),
            ("NSE:INFY=x/y.csv", "INFY"), ("niftyfin=a=b.csv", "FINNIFTY"),
            ("candles_M&M.csv", "M&M"), ("/x=1/candles_1h_TCS.csv", "TCS"), ("candles_1d.csv", nil),
            ("=candles_INFY.csv", nil),
        ] as [(String, String?)])
    func symbols(_ argument: String, _ symbol: String?) {
        #expect(ReplaySource(argument: argument).symbol == symbol)
    }

    @Test func `bars become ticks, then the bar, inside opened and closed sessions`() throws {
        let source = try bars(
            "candles_15m_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,1000",
            "2025-10-08 09:30:00,105,106,100,101,500", "2025-10-09 09:15:00,100,110,95,105,1000")
        let steps = play(try ReplayFeed(sources: [source], calendar: .builtIn, seed: 1))
        let kinds = steps.flatMap(\.happenings).map { happening in
            switch happening {
            case .sessionOpened: "open"
            case .sessionClosed: "close"
            case .tick: "tick"
            case .candle: "candle"
            case .signal, .notice: "other"
            }
        }
        let runs = kinds.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        #expect(
            runs == [
                "open", "tick", "candle", "tick", "candle", "close", "open", "tick", "candle",
                "close",
            ])
        #expect(kinds.count { $0 == "tick" } == 3 * 225)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.time <= $1.time })
    }

    @Test func `quotes are never more than five seconds apart within a bar`() throws {
        let source = try bars("candles_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,1000")
        let steps = play(try ReplayFeed(sources: [source], calendar: .builtIn, seed: 1))
        let times = steps.flatMap(\.happenings).compactMap { happening -> Timestamp? in
            if case .tick(let quote) = happening { quote.occurredAt } else { nil }
        }
        #expect(zip(times, times.dropFirst()).allSatisfy { $1.seconds(since: $0) < 5 })
    }

    @Test("a bar's path honours open, high, low and close", arguments: 0..<200)
    func path(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let prices = (0..<4).map { _ in 100_00 + Int64(random.nextUnit() * 200) * 5 }.sorted()
        let (low, high) = (prices[0], prices[3])
        let (open, close) =
            random.nextUnit() < 0.5 ? (prices[1], prices[2]) : (prices[2], prices[1])
        func rupees(_ paise: Int64) -> String { "\(Double(paise) / 100)" }
        let row = [open, high, low, close].map(rupees).joined(separator: ",")
        let source = try bars("candles_INFY.csv", "2025-10-08 09:15:00,\(row),777")
        let spacing = [0.5, 4, 200, 5000][Int(seed % 4)]
        let feed = try ReplayFeed(
            sources: [source], calendar: .builtIn, seed: seed, secondsBetweenTicks: spacing)
        var ticks: [Quote] = []
        for case .tick(let quote) in play(feed).flatMap(\.happenings) { ticks.append(quote) }
        #expect(ticks.count >= 4)
        #expect(ticks.first?.last.paise == open)
        #expect(ticks.last?.last.paise == close)
        #expect(ticks.map(\.last.paise).max() == high)
        #expect(ticks.map(\.last.paise).min() == low)
        #expect(ticks.last?.dayVolumeUnits == 777)
        let volumes = ticks.compactMap(\.dayVolumeUnits)
        #expect(zip(volumes, volumes.dropFirst()).allSatisfy { $0 <= $1 })
        let times = ticks.map(\.occurredAt)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `a rising bar mostly visits its low first`() throws {
        var lowFirst = 0
        for seed in UInt64(0)..<200 {
            let source = try bars("candles_INFY.csv", "2025-10-08 09:15:00,100,110,90,105,0")
            let feed = try ReplayFeed(sources: [source], calendar: .builtIn, seed: seed)
            for case .tick(let quote) in play(feed).flatMap(\.happenings) {
                if quote.last.paise == 90_00 { lowFirst += 1 }
                if quote.last.paise == 90_00 || quote.last.paise == 110_00 { break }
            }
        }
        #expect((130...185).contains(lowFirst))
    }

    @Test func `files are interleaved in time order whatever their order`() throws {
        let infy = try bars(
            "candles_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,10",
            "2025-10-08 09:30:00,100,110,95,105,10")
        let tcs = try bars(
            "candles_TCS.csv", "2025-10-08 09:15:00,200,210,195,205,10",
            "2025-10-08 09:30:00,200,210,195,205,10")
        let ticks = ReplaySource(
            argument: try folder.file(
                "ticks.csv",
                "instrument_token,last_price,symbol,timestamp\n1,500,NSE:SBIN,2025-10-08 09:20:01\n"
            ))
        let feed = try ReplayFeed(sources: [tcs, ticks, infy], calendar: .builtIn, seed: 1)
        #expect(feed.symbols == ["INFY", "SBIN", "TCS"])
        let steps = play(feed)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.time <= $1.time })
        let symbols = steps.flatMap(\.happenings).compactMap { happening -> String? in
            if case .tick(let quote) = happening { quote.underlying } else { nil }
        }
        #expect(symbols.count { $0 == "INFY" } == 450)
        #expect(symbols.count { $0 == "TCS" } == 450)
        #expect(symbols.count { $0 == "SBIN" } == 1)
    }

    @Test func `the same seed plays the same, also beside another file`() throws {
        let infy = try bars("candles_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,10")
        let tcs = try bars("candles_TCS.csv", "2025-10-08 09:15:00,200,210,195,205,10")
        let alone = try ReplayFeed(sources: [infy], calendar: .builtIn, seed: 9)
        #expect(text(play(alone)) == text(play(alone)))
        let other = try ReplayFeed(sources: [infy], calendar: .builtIn, seed: 10)
        #expect(text(play(alone)) != text(play(other)))
        let both = try ReplayFeed(sources: [tcs, infy], calendar: .builtIn, seed: 9)
        func ticks(_ feed: ReplayFeed) -> [Quote] {
            play(feed).flatMap(\.happenings).compactMap { happening in
                if case .tick(let quote) = happening, quote.underlying == "INFY" {
                    quote
                } else {
                    nil
                }
            }
        }
        #expect(ticks(alone) == ticks(both))
    }

    @Test func `the tally tells what was skipped and how far it is`() throws {
        let source = try bars(
            "candles_INFY.csv", "2025-10-08 09:15:00,100,110,101,105,10",
            "2025-10-08 09:30:00,100,110,95,105,10", "2025-10-08 15:30:00,100,110,95,105,10",
            "2025-10-11 10:00:00,1,1,1,1,0", "oops")
        var feed = try ReplayFeed(sources: [source], calendar: .builtIn, seed: 1)
        #expect(feed.tally.skipped == ["outside every session": 2, "wrong number of columns": 1])
        #expect(feed.tally.repaired.values.reduce(0, +) == 1)
        #expect(feed.tally.progress == 0)
        #expect(feed.issues.count == 2)
        while feed.next() != nil {}
        #expect(feed.tally.progress == 1)
        #expect(feed.tally.delivered == 2 * 226)
    }

    @Test func `a bar before the opening is not played, and counted under its own reason`() throws {
        let source = try bars(
            "candles_INFY.csv", "2025-10-08 09:00:00,90,90,90,90,10",
            "2025-10-08 09:15:00,100,110,95,105,10", "2025-10-08 15:30:00,100,110,95,105,10")
        let feed = try ReplayFeed(sources: [source], calendar: .builtIn, seed: 1)
        #expect(feed.tally.skipped == ["before the opening": 1, "outside every session": 1])
        let bars = play(feed).flatMap(\.happenings).filter { happening in
            if case .candle = happening { true } else { false }
        }
        #expect(bars.count == 1)
    }

    @Test func `a file that tells no symbol, or has no known header, is one clear error`() throws {
        let nameless = try bars("candles_15m.csv", "2025-10-08 09:15:00,100,110,95,105,10")
        #expect(throws: MarketFileError.unknownSymbol(path: nameless.path)) {
            try ReplayFeed(sources: [nameless], calendar: .builtIn, seed: 1)
        }
        let other = ReplaySource(argument: try folder.file("candles_X.csv", "a,b\n1,2\n"))
        #expect(throws: MarketFileError.self) {
            try ReplayFeed(sources: [other], calendar: .builtIn, seed: 1)
        }
    }

    @Test func `no files are a feed that ends at once`() throws {
        var feed = try ReplayFeed(sources: [], calendar: .builtIn, seed: 1)
        #expect(feed.next() == nil)
        #expect(feed.tally.progress == 1)
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `the real files play from end to end`() throws {
        let sources = [
            RecordedData.infyCandles, RecordedData.bankCandles, RecordedData.infyTicks,
            RecordedData.lateTick,
        ].map(ReplaySource.init(argument:))
        var feed = try ReplayFeed(
            sources: sources, calendar: .builtIn, seed: 1, secondsBetweenTicks: 300)
        #expect(feed.symbols == ["BANKNIFTY", "INFY"])
        var last = Timestamp.distantPast
        var candles = 0
        var isOpen = false
        var disorder = 0
        while let step = feed.next() {
            if step.time < last { disorder += 1 }
            last = step.time
            for happening in step.happenings {
                switch happening {
                case .sessionOpened:
                    if isOpen { disorder += 1 }
                    isOpen = true
                case .sessionClosed:
                    if !isOpen { disorder += 1 }
                    isOpen = false
                case .candle: candles += 1
                default: if !isOpen { disorder += 1 }
                }
            }
        }
        #expect(!isOpen)
        #expect(disorder == 0)
        let outside = feed.tally.skipped["outside every session"] ?? 0
        #expect(candles + outside == 8707 + 8726 + 1)
        #expect(outside < 80)
    }

    @Test func `nothing ticks in the pause of a session, though a bar reaches into it`() throws {
        let source = try bars(
            "candles_30m_INFY.csv", "2024-05-18 09:15:00,100,110,95,105,1000",
            "2024-05-18 09:45:00,105,106,100,101,500", "2024-05-18 11:30:00,101,106,100,101,500")
        let steps = play(try ReplayFeed(sources: [source], calendar: .builtIn, seed: 1))
        let times = steps.flatMap(\.happenings).compactMap { happening -> Timestamp? in
            if case .tick(let quote) = happening { quote.occurredAt } else { nil }
        }
        let day = try #require(CalendarDay("2024-05-18"))
        let pause = try #require(SessionCalendar.builtIn.session(on: day)?.pause)
        #expect(times.contains { $0 < pause.lowerBound })
        #expect(times.contains { $0 >= pause.upperBound })
        #expect(!times.contains { pause.contains($0) })
    }

    @Test func `the length of a symbol's bars is that of the bars that are played`() throws {
        let daily = try bars(
            "candles_1d_INFY.csv", "2025-10-08 00:00:00,100,110,95,105,1000",
            "2025-10-09 00:00:00,100,110,95,105,1000")
        let quarters = try bars(
            "candles_15m_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,1000",
            "2025-10-08 09:30:00,105,106,100,101,500")
        let feed = try ReplayFeed(sources: [daily, quarters], calendar: .builtIn, seed: 1)
        #expect(feed.barSeconds == ["INFY": 900])
    }

    @Test func `one stretch of time of an underlying is played once, whatever the files are`()
        throws
    {
        let ticks = try ticks(
            "ticks_INFY.csv", "1,700,NSE:TCS,2025-10-08 09:20:00",
            "1,500,NSE:INFY,2025-10-08 09:29:59", "1,500,NSE:INFY,2025-10-08 10:15:00")
        let first = try bars(
            "candles_15m_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,1000",
            "2025-10-08 09:30:00,105,106,100,101,500")
        let second = try bars(
            "more_5m.csv", "2025-10-08 09:25:00,100,110,95,105,1000",
            "2025-10-08 09:40:00,105,106,100,101,500", "2025-10-08 09:45:00,105,106,100,101,500")
        let again = ReplaySource(path: second.path, symbol: "INFY")
        let feed = try ReplayFeed(
            sources: [ticks, first, again, first], calendar: .builtIn, seed: 1)
        #expect(feed.tally.skipped == ["another file has this time": 5])
        let played = play(feed).flatMap(\.happenings)
        let opens = played.compactMap { happening -> String? in
            if case .candle(let candle) = happening { candle.opensAt.indiaClock } else { nil }
        }
        #expect(opens == ["09:15:00", "09:30:00", "09:45:00"])
        let prices = played.compactMap { happening -> Price? in
            if case .tick(let quote) = happening { quote.last } else { nil }
        }
        #expect(prices.count { $0 == Price(paise: 500_00) } == 1)
        #expect(prices.count { $0 == Price(paise: 700_00) } == 1)
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `no recorded bar in which shares were traded lies outside a session`() throws {
        let file = try CandleFile.load(path: RecordedData.infyCandles, symbol: "INFY")
        let calendar = SessionCalendar.builtIn
        let outside = file.candles.filter {
            $0.volumeUnits > 0 && !calendar.isOpen(at: $0.opensAt)
        }
        #expect(outside.map(\.opensAt.indiaISO8601) == [])
    }

    private func ticks(_ name: String, _ rows: String...) throws -> ReplaySource {
        let text = "instrument_token,last_price,symbol,timestamp\n" + rows.joined(separator: "\n")
        return ReplaySource(argument: try folder.file(name, text))
    }

    @Test func `bars and ticks of several files come in one order of time`() throws {
        let sources = [
            try bars("candles_15m_INFY.csv", "2025-10-08 09:15:00,100,110,95,105,1000"),
            try ticks(
                "ticks_a.csv", "1,25000,NSE:NIFTY,2025-10-08 09:16:00",
                "1,25001,NSE:NIFTY,2025-10-08 09:18:00"),
            try ticks(
                "ticks_b.csv", "2,200,NFO:NIFTY25OCT25000CE,2025-10-08 09:17:00",
                "2,201,NFO:NIFTY25OCT25000CE,2025-10-08 09:18:00"),
        ]
        let board = MarketBoard(calendar: .builtIn)
        let feed = try ReplayFeed(
            sources: sources, calendar: .builtIn, seed: 1, option: board.option)
        #expect(feed.symbols == ["INFY", "NIFTY"])
        let steps = play(feed)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.time <= $1.time })
        let played = steps.flatMap(\.happenings).compactMap { happening -> Quote? in
            guard case .tick(let quote) = happening, quote.underlying == "NIFTY" else { return nil }
            return quote
        }
        #expect(played.map(\.last.paise) == [25_000_00, 200_00, 25_001_00, 201_00])
        #expect(
            played.map(\.instrument)
                == [
                    .underlying("NIFTY"), .generated("NIFTY25OCT25000CE"), .underlying("NIFTY"),
                    .generated("NIFTY25OCT25000CE"),
                ])
        #expect(steps.filter { $0.happenings.count == 2 }.count >= 1, "one instant is one step")
    }
}
