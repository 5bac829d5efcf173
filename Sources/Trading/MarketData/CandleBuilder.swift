/// Builds one underlying's bars from its ticks.
///
/// Bars lie on the clock: they are counted from 09:15 India time of each day, in both directions. The
/// first tick of a stretch opens its bar; the bar is complete when the clock passes its end, whether or
/// not another tick comes. A tick that belongs to a bar already complete is late: it is counted and
/// changes nothing, because a bar that was published does not change.
public struct CandleBuilder: Hashable, Sendable {
    /// The underlying's name.
    public let symbol: String
    /// The length of a bar in seconds.
    public let lengthSeconds: Int
    /// The bar that is being built; `nil` before the first tick of a stretch.
    public private(set) var current: Candle?
    /// Ticks that came too late to count.
    public private(set) var lateTicks = 0

    /// Ticks before this instant are late.
    private var completeUntil = Timestamp.distantPast
    /// The tick whose cumulative volume was the newest.
    private var lastCount: VolumeCount?

    private struct VolumeCount: Hashable {
        var day: CalendarDay
        var units: Int64
    }

    /// Makes a builder.
    ///
    /// - Parameters:
    ///   - symbol: The underlying's name.
    ///   - lengthSeconds: The length of a bar in seconds, 1…86,400.
    public init(symbol: String, lengthSeconds: Int) {
        precondition(
            (1...86_400).contains(lengthSeconds),
            "a bar is 1…86,400 seconds long, got \(lengthSeconds)")
        self.symbol = symbol
        self.lengthSeconds = lengthSeconds
    }

    /// Takes a tick.
    ///
    /// - Parameter quote: The tick; its last price and its cumulative volume are used.
    /// - Returns: The bar that ended before this tick, if one was still being built.
    /// - Complexity: O(1).
    public mutating func add(_ quote: Quote) -> Candle? {
        let completed = advance(to: quote.occurredAt)
        guard quote.occurredAt >= completeUntil else {
            lateTicks += 1
            return completed
        }
        let opensAt = start(of: quote.occurredAt)
        if let current, opensAt < current.opensAt {
            lateTicks += 1
            return completed
        }
        let traded = unitsTraded(until: quote)
        if var candle = current {
            candle.high = max(candle.high, quote.last)
            candle.low = min(candle.low, quote.last)
            candle.close = quote.last
            candle.volumeUnits += traded
            current = candle
        } else {
            current = Candle(
                symbol: symbol, opensAt: opensAt, lengthSeconds: lengthSeconds, open: quote.last,
                high: quote.last, low: quote.last, close: quote.last, volumeUnits: traded)
        }
        return completed
    }

    /// Tells the builder the time, so that a bar ends by the clock.
    ///
    /// - Parameter now: The desk's time.
    /// - Returns: The bar that has ended, once.
    public mutating func advance(to now: Timestamp) -> Candle? {
        guard let candle = current, now >= candle.closesAt else { return nil }
        completeUntil = candle.closesAt
        current = nil
        return candle
    }

    /// Units traded since the last tick: the difference of the day's cumulative volume.
    ///
    /// What was traded before the first tick that was ever seen belongs to no bar of ours. A count that
    /// falls back within a day is a source that began anew; its difference counts as nothing.
    private mutating func unitsTraded(until quote: Quote) -> Int64 {
        guard let units = quote.dayVolumeUnits else { return 0 }
        let day = quote.occurredAt.indiaDay
        defer { lastCount = VolumeCount(day: day, units: units) }
        guard let lastCount else { return 0 }
        return max(0, lastCount.day == day ? units - lastCount.units : units)
    }

    private func start(of instant: Timestamp) -> Timestamp {
        let anchor = 33_300
        let offset = instant.indiaSecondsIntoDay - anchor
        let bar =
            offset >= 0 ? offset / lengthSeconds : -((lengthSeconds - 1 - offset) / lengthSeconds)
        return Timestamp(
            india: instant.indiaDay, secondsIntoDay: anchor + bar * lengthSeconds)
    }
}
