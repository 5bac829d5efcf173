import Foundation
import Market
import Testing
import Trading

@Suite struct SimulatedMarketTests {
    /// Plays steps and keeps them in a form that can be compared bit for bit.
    private func play(_ feed: inout SimulatedMarket, _ count: Int) -> [StepPrint] {
        (0..<count).compactMap { _ in feed.next().map(StepPrint.init) }
    }

    private struct StepPrint: Equatable {
        var time: Timestamp
        var quotes: [Quote] = []
        var signals: [Signal] = []
        var notes: [String] = []

        init(_ step: MarketStep) {
            time = step.time
            for happening in step.happenings {
                switch happening {
                case .tick(let quote): quotes.append(quote)
                case .signal(let signal): signals.append(signal)
                case .sessionOpened(let note), .sessionClosed(let note), .notice(let note):
                    notes.append(note)
                case .candle(let candle): notes.append("\(candle)")
                }
            }
        }
    }

    private func signals(_ feed: inout SimulatedMarket, steps: Int) -> [Signal] {
        var signals: [Signal] = []
        for _ in 0..<steps {
            for case .signal(let signal) in feed.next()?.happenings ?? [] { signals.append(signal) }
        }
        return signals
    }

    @Test func `equal seeds give equal steps and other seeds others`() {
        var first = SimulatedMarket(seed: 7, calendar: .builtIn)
        var second = SimulatedMarket(seed: 7, calendar: .builtIn)
        var third = SimulatedMarket(seed: 8, calendar: .builtIn)
        let steps = play(&first, 2_000)
        #expect(steps == play(&second, 2_000))
        #expect(steps != play(&third, 2_000))
    }

    @Test(
        "a saved state goes on bit for bit", arguments: [0, 1, 999, 22_200, 22_201, 22_202, 22_300])
    func resumed(_ steps: Int) throws {
        var whole = SimulatedMarket(seed: 3, calendar: .builtIn)
        var first = SimulatedMarket(seed: 3, calendar: .builtIn)
        for _ in 0..<steps {
            _ = whole.next()
            _ = first.next()
        }
        let saved = try JSONEncoder().encode(first.state)
        let state = try JSONDecoder().decode(SimulatedMarketState.self, from: saved)
        #expect(state == first.state)
        var second = SimulatedMarket(seed: 3, calendar: .builtIn, resume: state)
        #expect(play(&second, 200) == play(&whole, 200))
        #expect(second.state == whole.state)
    }

    @Test func `while the session rests its clock goes on and nothing ticks`() throws {
        let calendar = try SessionCalendar(text: "2025-10-08 special 09:15-10:00,10:01-12:30 Rest")
        var feed = SimulatedMarket(seed: 1, start: .wednesday(9, 59, 58), calendar: calendar)
        let steps = (0..<65).compactMap { _ in feed.next() }
        let silent = steps.filter(\.happenings.isEmpty).map(\.time.indiaClock)
        #expect(silent.count == 60)
        #expect(silent.first == "10:00:00")
        #expect(silent.last == "10:00:59")
    }

    @Test func `it opens at once within a session and jumps over the night and the weekend`() throws
    {
        let friday = try #require(CalendarDay("2025-10-10"))
        let start = Timestamp(india: friday, secondsIntoDay: 55_790)
        var feed = SimulatedMarket(seed: 1, start: start, calendar: .builtIn)
        let steps = (0..<13).compactMap { _ in feed.next() }
        guard case .sessionOpened? = steps.first?.happenings.first else {
            Issue.record("got \(steps[0])")
            return
        }
        #expect(steps[0].time == start)
        #expect(steps[1].time == start.advanced(bySeconds: 1))
        guard case .sessionClosed? = steps[10].happenings.first else {
            Issue.record("got \(steps[10])")
            return
        }
        #expect(steps[10].time.indiaClock == "15:30:00")
        guard case .sessionOpened? = steps[11].happenings.first else {
            Issue.record("got \(steps[11])")
            return
        }
        #expect(steps[11].time.indiaISO8601 == "2025-10-13T09:15:00.000+05:30")
        #expect(feed.tally.delivered == 13)
    }

    @Test(
        "a start outside every session waits for the next opening",
        arguments: [
            ("2025-10-08T03:00:00", "2025-10-08T09:15:00.000+05:30"),
            ("2025-10-08T23:00:00", "2025-10-09T09:15:00.000+05:30"),
            ("2025-10-11T12:00:00", "2025-10-13T09:15:00.000+05:30"),
            ("2025-10-02T12:00:00", "2025-10-03T09:15:00.000+05:30"),
        ])
    func starts(_ start: String, _ opening: String) throws {
        let start = try #require(TimestampText.parse(start))
        var feed = SimulatedMarket(seed: 1, start: start, calendar: .builtIn)
        #expect(feed.next()?.time.indiaISO8601 == opening)
    }

    @Test func `a day has a tick a second of each underlying, in order, inside its session`() {
        var feed = SimulatedMarket(
            seed: 11, start: .wednesday(9, 15), settings: .init(signalsPerMinute: 0),
            calendar: .builtIn)
        var last: [String: Quote] = [:]
        var count = 0
        var wrong: [Quote] = []
        while let step = feed.next(), step.time < .wednesday(15, 30) {
            for case .tick(let quote) in step.happenings {
                count += 1
                var isRight =
                    quote.occurredAt == step.time && quote.last > .zero
                    && quote.instrument == .underlying(quote.underlying)
                if let before = last[quote.underlying] {
                    let move = Double(quote.last.paise) / Double(before.last.paise) - 1
                    isRight =
                        isRight && quote.occurredAt.seconds(since: before.occurredAt) == 1
                        && (quote.dayVolumeUnits ?? 0) >= (before.dayVolumeUnits ?? 0)
                        && abs(move) < 0.01
                }
                if !isRight { wrong.append(quote) }
                last[quote.underlying] = quote
            }
        }
        #expect(wrong.isEmpty)
        #expect(count == 22_500 * 10)
        #expect((last["NIFTY"]?.dayVolumeUnits ?? -1) == 0)
        let traded = Double(last["RELIANCE"]?.dayVolumeUnits ?? 0)
        #expect((0.8...1.2).contains(traded / 9_000_000))
    }

    @Test func `shares move with the market`() {
        var feed = SimulatedMarket(seed: 2, calendar: .builtIn)
        var closes: [String: [Double]] = [:]
        for second in 0..<22_000 {
            for case .tick(let quote) in feed.next()?.happenings ?? [] where second % 60 == 0 {
                closes[quote.underlying, default: []].append(Double(quote.last.paise))
            }
        }
        func returns(_ name: String) -> [Double] {
            let prices = closes[name] ?? []
            return zip(prices.dropFirst(), prices).map { $0 / $1 - 1 }
        }
        let market = returns("NIFTY")
        for name in ["BANKNIFTY", "RELIANCE", "INFY"] {
            let share = returns(name)
            let product = zip(market, share).reduce(0) { $0 + $1.0 * $1.1 }
            let scale = market.reduce(0) { $0 + $1 * $1 } * share.reduce(0) { $0 + $1 * $1 }
            #expect(product / scale.squareRoot() > 0.25, "\(name)")
        }
    }

    @Test func `prices stay near their level for two weeks`() {
        var feed = SimulatedMarket(
            seed: 5, settings: .init(signalsPerMinute: 0), calendar: .builtIn,
            underlyings: Array(UnderlyingFacts.simulated.prefix(1)))
        var lowest = Double.infinity
        var highest = 0.0
        for _ in 0..<(22_501 * 10) {
            guard case .tick(let quote)? = feed.next()?.happenings.last else { continue }
            lowest = min(lowest, quote.last.rupees)
            highest = max(highest, quote.last.rupees)
        }
        #expect(lowest > 25_050 * 0.8)
        #expect(highest < 25_050 * 1.2)
    }

    @Test func `signals come at the rate that was asked for, with ids of their own`() {
        var feed = SimulatedMarket(
            seed: 4, settings: .init(signalsPerMinute: 12), calendar: .builtIn)
        let signals = signals(&feed, steps: 6_000)
        #expect((1_000...1_400).contains(signals.count))
        let ids = Set(signals.map(\.id))
        #expect(ids.count < signals.count)
        #expect(ids.count > signals.count * 9 / 10)
        #expect(signals.allSatisfy { $0.origin == .simulation && $0.id.count <= 64 })
        #expect(Set(signals.map(\.strategy)) == ["sim.momentum", "sim.breakout", "sim.reversal"])
    }

    @Test func `most signals pass every rule of form, and each rule refuses some`() {
        var feed = SimulatedMarket(seed: 6, calendar: .builtIn)
        let board = MarketBoard(calendar: .builtIn)
        let rules = DeskRules()
        var passed = 0
        var refused: [DenialCode: Int] = [:]
        var seen: Set<String> = []
        for _ in 0..<12_000 {
            guard let step = feed.next() else { break }
            for case .signal(let signal) in step.happenings where seen.insert(signal.id).inserted {
                let result = SignalValidator.validate(
                    signal, rules: rules, knows: board.knows, isSessionOpen: true, now: step.time)
                switch result {
                case .success: passed += 1
                case .failure(let denial): refused[denial.code, default: 0] += 1
                }
            }
        }
        let total = passed + refused.values.reduce(0, +)
        #expect(Double(passed) / Double(total) > 0.7)
        #expect(Set(refused.keys) == [.weakSignal, .smallMove, .unknownSymbol, .badLevels])
    }

    @Test func `no signal comes after entries end`() {
        var feed = SimulatedMarket(
            seed: 4, start: .wednesday(15, 14), settings: .init(signalsPerMinute: 60),
            calendar: .builtIn)
        #expect(signals(&feed, steps: 60).count == 59)
        #expect(signals(&feed, steps: 800).isEmpty)
    }
}
