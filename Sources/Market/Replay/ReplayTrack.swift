import Trading

/// The happenings of one recorded file in time order.
protocol ReplayTrack: Sendable {
    /// When the next one happened; `nil` at the end.
    var nextTime: Timestamp? { get }
    /// Rows played so far and in all.
    var played: Int { get }
    var total: Int { get }
    /// Takes the next one; call it only while `nextTime` is not `nil`.
    mutating func pop() -> MarketHappening
}

/// Plays ticks as they were recorded.
struct TickTrack: ReplayTrack {
    private let ticks: [Quote]
    private(set) var played = 0

    init(_ ticks: [Quote]) {
        self.ticks = ticks
    }

    var total: Int { ticks.count }
    var nextTime: Timestamp? { played < ticks.count ? ticks[played].occurredAt : nil }

    mutating func pop() -> MarketHappening {
        defer { played += 1 }
        return .tick(ticks[played])
    }
}

/// Plays each bar as a path of ticks, and the bar itself when it closes.
struct BarTrack: ReplayTrack {
    private let candles: [Candle]
    private let calendar: SessionCalendar
    private let secondsBetweenTicks: Double
    private let seed: UInt64
    private(set) var played = 0
    /// The ticks of the bar at `played`, and how many of them are gone.
    private var path: [Quote] = []
    private var pathIndex = 0
    private var barCloses = Timestamp.distantPast
    private var dayVolume: (day: CalendarDay?, units: Int64) = (nil, 0)

    init(
        _ candles: [Candle], calendar: SessionCalendar, secondsBetweenTicks: Double, seed: UInt64
    ) {
        self.candles = candles
        self.calendar = calendar
        self.secondsBetweenTicks = secondsBetweenTicks
        self.seed = seed
        drawPath()
    }

    var total: Int { candles.count }

    var nextTime: Timestamp? {
        guard played < candles.count else { return nil }
        return pathIndex < path.count ? path[pathIndex].occurredAt : barCloses
    }

    mutating func pop() -> MarketHappening {
        if pathIndex < path.count {
            defer { pathIndex += 1 }
            return .tick(path[pathIndex])
        }
        let candle = candles[played]
        played += 1
        drawPath()
        return .candle(candle)
    }

    private mutating func drawPath() {
        path.removeAll(keepingCapacity: true)
        pathIndex = 0
        guard played < candles.count else { return }
        let candle = candles[played]
        barCloses = closing(of: played)
        let seconds = barCloses.seconds(since: candle.opensAt)
        // Its own generator a bar: a path does not depend on which other files are played.
        var random = SeededGenerator(
            seed: seed ^ StableHash.of("\(candle.symbol)|\(candle.opensAt.nanoseconds)"))
        let prices = BarPath.prices(
            of: candle, count: Int(seconds / secondsBetweenTicks), tick: Price(paise: 5),
            random: &random)
        if dayVolume.day != candle.opensAt.indiaDay { dayVolume = (candle.opensAt.indiaDay, 0) }
        for (index, price) in prices.enumerated() {
            let part = Double(index + 1) / Double(prices.count)
            path.append(
                Quote(
                    instrument: .underlying(candle.symbol), underlying: candle.symbol, last: price,
                    dayVolumeUnits: dayVolume.units + Int64(Double(candle.volumeUnits) * part),
                    occurredAt: candle.opensAt.advanced(
                        bySeconds: seconds * Double(index) / Double(prices.count))))
        }
        dayVolume.units += candle.volumeUnits
    }

    /// A bar ends after its length, with its session, or where the next one begins, whichever is
    /// first.
    private func closing(of index: Int) -> Timestamp {
        var closes = candles[index].closesAt
        if let session = calendar.session(on: candles[index].opensAt.indiaDay) {
            closes = min(closes, session.closes)
            // Nothing ticks in a pause that a bar reaches into.
            if let pause = session.pause, candles[index].opensAt < pause.lowerBound {
                closes = min(closes, pause.lowerBound)
            }
        }
        if index + 1 < candles.count { closes = min(closes, candles[index + 1].opensAt) }
        return closes
    }
}
